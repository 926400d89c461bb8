//! Faults that no single row shows: things that must agree across files.

use crate::{Content, fault::Fault};
use belfry_engine::{
    classification::{Condition, Reason},
    identifier::{MeasureId, RequirementId},
    law::LegalReference,
    level::ScoredLevel,
};
use std::collections::{BTreeMap, BTreeSet};

/// Every fault in the data.
pub fn check(content: &Content) -> Vec<Fault> {
    let mut faults = Vec::new();
    citations(content, &mut faults);
    reasons(content, &mut faults);
    every_type_has_an_outcome(content, &mut faults);
    measures(content, &mut faults);
    frameworks(content, &mut faults);
    faults
}

fn citations(content: &Content, faults: &mut Vec<Fault>) {
    let law = &content.law;
    let mut check = |file: &str, at: &str, references: &[LegalReference]| {
        for reference in references {
            if law.instrument(&reference.instrument).is_none() {
                faults.push(Fault::new(file, at, format_args!("cites the unknown text {}", reference.instrument)));
            }
        }
    };
    for rule in &law.rules {
        check("law/rules.toml", rule.id.as_str(), &rule.law);
    }
    for note in &law.notes {
        check("law/notes.toml", note.id.as_str(), &note.law);
    }
    for duty in &law.duties {
        check("law/duties.toml", duty.id.as_str(), &duty.law);
    }
    for deadline in &law.deadlines {
        check("law/duties.toml", deadline.id.as_str(), &deadline.law);
    }
    for fine in &law.fines {
        check("law/duties.toml", fine.id.as_str(), &fine.law);
    }
    for kind in &law.types {
        check("law/types.toml", kind.id.as_str(), &kind.law);
    }
    for (id, references) in law.questions.iter() {
        check("law/questions.toml", id, references);
    }
    for instrument in &law.instruments {
        if !instrument.address.starts_with("https://") {
            faults.push(Fault::new("law/instruments.toml", instrument.id.as_str(), "has no https address"));
        }
    }
}

/// The evaluator is total only when every reason has its row.
fn reasons(content: &Content, faults: &mut Vec<Fault>) {
    for reason in Reason::ALL {
        let is_for = |when: &Condition| matches!(when, Condition::Reason(found) if *found == reason);
        let rows = content.law.rules.iter().filter(|rule| is_for(&rule.when)).count();
        if rows != 1 {
            faults.push(Fault::new(
                "law/rules.toml",
                reason.code(),
                format_args!("{rows} rows give this reason; one must"),
            ));
        }
    }
}

fn every_type_has_an_outcome(content: &Content, faults: &mut Vec<Fault>) {
    let law = &content.law;
    for kind in &law.types {
        let named = |when: &Condition| matches!(when, Condition::Types { types, .. } if types.contains(&kind.id));
        if !law.families.identified_only.contains(&kind.id) && !law.rules.iter().any(|rule| named(&rule.when)) {
            faults.push(Fault::new("law/rules.toml", kind.id.as_str(), "no row concerns this type"));
        }
    }
}

fn measures(content: &Content, faults: &mut Vec<Fault>) {
    let file = "measures.toml";
    let mut home: BTreeMap<RequirementId, &MeasureId> = BTreeMap::new();
    let known: BTreeSet<&MeasureId> = content.measures.iter().map(|measure| &measure.id).collect();
    let catalogue = &content.newest;
    for measure in &content.measures {
        let at = measure.id.as_str();
        if measure.requirements.is_empty() == measure.duty.is_none() {
            faults.push(Fault::new(file, at, "must raise requirements or fulfil a duty, and not both"));
        }
        for id in &measure.requirements {
            if catalogue.position(*id).is_none() {
                faults.push(Fault::new(file, at, format_args!("{id} is no requirement of the newest framework")));
            }
            if let Some(other) = home.insert(*id, &measure.id) {
                faults.push(Fault::new(file, at, format_args!("{id} also stands in {other}")));
            }
        }
        for id in measure.after.iter().filter(|id| !known.contains(id)) {
            faults.push(Fault::new(file, at, format_args!("comes after the unknown measure {id}")));
        }
        if circle(content, &measure.id) {
            faults.push(Fault::new(file, at, "waits for itself"));
        }
    }
    for requirement in catalogue.requirements.iter().filter(|requirement| !home.contains_key(&requirement.id)) {
        faults.push(Fault::new(file, requirement.id.as_str(), "no measure raises this requirement"));
    }
}

fn circle(content: &Content, start: &MeasureId) -> bool {
    let after =
        |id: &MeasureId| content.measures.iter().find(|measure| measure.id == *id).map(|measure| &measure.after);
    let mut seen: BTreeSet<&MeasureId> = BTreeSet::new();
    let mut next: Vec<&MeasureId> = after(start).into_iter().flatten().collect();
    while let Some(id) = next.pop() {
        if id == start {
            return true;
        }
        if seen.insert(id) {
            next.extend(after(id).into_iter().flatten());
        }
    }
    false
}

fn frameworks(content: &Content, faults: &mut Vec<Fault>) {
    for catalogue in content.catalogues() {
        let file = format!("frameworks/{}", catalogue.id);
        let mut seen = BTreeSet::new();
        for requirement in &catalogue.requirements {
            if !seen.insert(requirement.id) {
                faults.push(Fault::new(&file, requirement.id.as_str(), "stands there twice"));
            }
            if requirement.who.is_empty() {
                faults.push(Fault::new(&file, requirement.id.as_str(), "names nobody who knows"));
            }
            if requirement.key_from.is_some_and(|key| key < requirement.from) {
                faults.push(Fault::new(&file, requirement.id.as_str(), "is a key measure before it is a requirement"));
            }
        }
        for deviation in &catalogue.deviations {
            let is_own = |at: &usize| {
                catalogue.requirements.get(*at).is_some_and(|requirement| requirement.category == deviation.category)
            };
            if !deviation.groups.iter().flatten().all(is_own) {
                faults.push(Fault::new(&file, deviation.id.as_str(), "averages requirements of another category"));
            }
        }
        for level in ScoredLevel::ALL {
            if catalogue.at_level(level).next().is_none() {
                faults.push(Fault::new(&file, level.code(), "has no requirement"));
            }
        }
    }
}
