//! From what was entered in the tools to a file.

use crate::{
    arrangement, choices,
    schema::{Named, SavedIncident, SavedMapping, SavedPassport, SavedSupplier, SavedTools},
    snapshot,
    tools::{Incident, OwnMapping, Passport, Supplier, Tools},
};
use belfry_engine::control::Applicability;

/// Those of the named texts that say something.
pub(crate) fn facts<const N: usize>(all: [(&str, String); N]) -> Named<String> {
    all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), text)).collect()
}

pub(crate) fn or_nothing<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

pub(crate) fn saved_tools(tools: &Tools) -> SavedTools {
    let certificate = &tools.certificate;
    let code = |code: Option<&str>| code.unwrap_or_default().to_owned();
    SavedTools {
        certificate: facts([
            ("scope", certificate.scope.clone()),
            ("body", certificate.body.clone()),
            ("number", certificate.number.clone()),
            ("accreditation", code(certificate.accreditation.map(|one| one.code()))),
            ("issued", or_nothing(certificate.issued)),
            ("expires", or_nothing(certificate.expires)),
        ]),
        controls: tools
            .controls
            .iter()
            .map(|(id, record)| {
                let excluded = record.applicability == Applicability::Excluded;
                let record = facts([
                    ("applicability", if excluded { "excluded".to_owned() } else { String::new() }),
                    ("documentation", code(record.documentation.map(|half| half.code()))),
                    ("implementation", code(record.implementation.map(|half| half.code()))),
                    ("justification", record.justification.clone()),
                    ("note", record.note.clone()),
                ]);
                (id.to_string(), record)
            })
            .collect(),
        own_mapping: tools.own_mapping.as_ref().map(saved_mapping),
        schemes: tools.schemes.iter().map(|(id, shown)| (id.to_string(), shown.code().to_owned())).collect(),
        done: tools.done.iter().map(|(id, date)| (id.to_string(), date.to_string())).collect(),
        decided: tools.decided.map(|date| date.to_string()),
        explanations: tools.explanations.iter().map(|(id, text)| (id.to_string(), text.clone())).collect(),
        suppliers: tools.suppliers.iter().map(saved_supplier).collect(),
        incidents: tools.incidents.iter().map(saved_incident).collect(),
        audit: tools
            .audit
            .iter()
            .map(|answer| {
                facts([
                    ("requirement", answer.requirement.to_string()),
                    ("dimension", answer.dimension.code().to_owned()),
                    ("shown", code(answer.shown.map(|shown| shown.code()))),
                    ("note", answer.note.clone()),
                ])
            })
            .collect(),
        returns: tools
            .returns
            .iter()
            .map(|entry| {
                facts([
                    ("kind", entry.kind.code().to_owned()),
                    ("title", entry.title.clone()),
                    ("source", entry.source.clone()),
                    ("on", or_nothing(entry.on)),
                    ("amount", or_nothing(entry.amount)),
                    ("days", or_nothing(entry.days)),
                ])
            })
            .collect(),
        day_rate: tools.day_rate.map(|rate| rate.to_string()),
        decisions: tools.decisions.clone(),
        arrangement: arrangement::save(&tools.arrangement),
        choices: choices::save(&tools.choices),
        snapshots: tools.snapshots.iter().map(snapshot::save).collect(),
    }
}

fn saved_mapping(mapping: &OwnMapping) -> SavedMapping {
    let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
    for (requirement, control) in &mapping.pairs {
        let id = requirement.to_string();
        match pairs.last_mut().filter(|(last, _)| *last == id) {
            Some((_, controls)) => controls.push(control.to_string()),
            None => pairs.push((id, vec![control.to_string()])),
        }
    }
    SavedMapping { name: mapping.name.clone(), framework: mapping.framework.to_string(), pairs: Named(pairs) }
}

fn saved_supplier(supplier: &Supplier) -> SavedSupplier {
    SavedSupplier {
        facts: facts([
            ("name", supplier.name.clone()),
            ("service", supplier.service.clone()),
            ("note", supplier.note.clone()),
            ("asked", or_nothing(supplier.asked)),
        ]),
        weighs: supplier.weighs.iter().map(|weight| weight.code().to_owned()).collect(),
        passport: supplier.passport.as_ref().map(saved_passport),
    }
}

/// The saved form of a passport, inside a dossier and as a file of its own.
pub(crate) fn saved_passport(passport: &Passport) -> SavedPassport {
    SavedPassport {
        name: passport.name.clone(),
        framework: passport.framework.to_string(),
        level: passport.level.code().to_owned(),
        on: passport.on.to_string(),
        asked: passport.asked,
        answered: passport.answered,
        total: passport.total,
        keys: passport.keys,
        keys_met: passport.keys_met,
        passed: passport.passed,
    }
}

fn saved_incident(incident: &Incident) -> SavedIncident {
    SavedIncident {
        title: incident.title.clone(),
        aware: incident.aware.map(|moment| moment.0),
        judged: incident.judged.map(|moment| moment.0),
        remedy: incident.remedy.map(|moment| moment.0),
        traits: incident.traits.iter().map(|one| one.code().to_owned()).collect(),
        sent: incident.sent.iter().map(|(id, moment)| (id.to_string(), moment.0)).collect(),
        known: incident.known.iter().map(|(known, text)| (known.code().to_owned(), text.clone())).collect(),
    }
}
