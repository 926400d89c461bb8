//! `belfry check-content`: every fault in the law, framework and word files.

use belfry_content::{Content, check::check, fault::Fault, plan::PlanFacts, tools::Tools};
use belfry_dossier::questions::Question;
use belfry_engine::{
    catalogue::Catalogue,
    classification::Status,
    incident::Trait,
    succession::Match,
    support::{Purpose, Region},
};
use belfry_exchange::export::wording::Label;
use serde_json::{Map, Value};
use std::{collections::BTreeSet, fs, path::Path};

/// Every fault, those of the data first.
pub fn faults(content: &Content, texts: &Path) -> Vec<Fault> {
    let mut faults = check(content);
    questions(content, &mut faults);
    let tools = match Tools::load(content) {
        Ok(tools) => tools,
        Err(of_tools) => {
            faults.extend(of_tools);
            return faults;
        }
    };
    faults.extend(belfry_content::tools::check(&tools, content));
    let plan = match PlanFacts::load(content) {
        Ok(plan) => plan,
        Err(of_plan) => {
            faults.extend(of_plan);
            return faults;
        }
    };
    faults.extend(belfry_content::plan::check(&plan, content));
    let folders = fs::read_dir(texts)
        .map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_dir()));
    let mut languages: Vec<_> = match folders {
        Ok(folders) => folders.collect(),
        Err(error) => {
            faults.push(Fault::new(texts.display().to_string(), "", error));
            return faults;
        }
    };
    languages.sort();
    let mut reference = |file| read(&texts.join("en").join(file), &mut faults).keys().cloned().collect();
    let reference = ["ui.json", "pages.json", "tools.json", "plan.json"].map(|file| (file, reference(file)));
    for folder in &languages {
        language(content, folder, &reference, &mut faults);
        let (file, labels) = (folder.join("exports.json"), Label::ALL.iter().map(|label| label.key().to_owned()));
        compare(&file.display().to_string(), &labels.collect(), &read(&file, &mut faults), &mut faults);
        let file = folder.join("support.json");
        compare(&file.display().to_string(), &plan_keys(&plan), &read(&file, &mut faults), &mut faults);
        let file = folder.join("schemes.json");
        compare(&file.display().to_string(), &tool_keys(&tools), &read(&file, &mut faults), &mut faults);
    }
    let english = texts.join("en");
    for folder in languages.iter().filter(|folder| **folder != english) {
        for file in files(&english, &mut faults) {
            let (here, there) = (read(&folder.join(&file), &mut faults), read(&english.join(&file), &mut faults));
            let place = folder.join(&file).display().to_string();
            translated(&place, "", &Value::Object(here), &Value::Object(there), &mut faults);
        }
    }
    faults
}

/// The words that the data of the tools asks for: nothing more, nothing less.
fn tool_keys(tools: &Tools) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = tools.controls.all().iter().map(|one| format!("control.{}", one.id)).collect();
    let pairs = tools.mappings.iter().flat_map(|(_, mapping)| mapping.pairs());
    keys.extend(pairs.filter_map(|pair| pair.reason.as_ref()).map(|reason| format!("reason.{reason}")));
    let parts = |kind: &str, id: &dyn std::fmt::Display, parts: &[&str]| {
        parts.iter().map(|part| format!("{kind}.{id}.{part}")).collect::<Vec<_>>()
    };
    for scheme in &tools.schemes.all {
        keys.extend(parts("scheme", &scheme.id, &["name", "short", "adds"]));
        keys.extend(scheme.asks.iter().map(|ask| format!("ask.{}", ask.id)));
    }
    keys.extend(tools.schemes.instruments.iter().map(|one| format!("instrument.{}", one.id)));
    for obligation in &tools.calendar {
        keys.extend(parts("obligation", &obligation.id, &["title", "text"]));
        keys.extend(Some(&obligation.bundle).filter(|name| !name.is_empty()).map(|name| format!("bundle.{name}")));
    }
    for clock in &tools.clocks {
        keys.extend(parts("clock", &clock.id, &["title", "to", "says", "draft"]));
    }
    for one in Trait::ALL {
        keys.extend(parts("trait", &one.code(), &["question", "hint"]));
    }
    for point in &tools.open_points {
        keys.extend(parts("open-point", &point.id, &["title", "text", "do"]));
    }
    keys
}

/// The words that the data of the plan asks for: nothing more, nothing less.
fn plan_keys(plan: &PlanFacts) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = plan.holidays.iter().map(|one| format!("holiday.{}", one.id)).collect();
    keys.extend(plan.instruments.iter().map(|one| format!("instrument.{}", one.id)));
    for support in &plan.support {
        keys.extend(["name", "text", "ask"].map(|part| format!("support.{}.{part}", support.id)));
    }
    keys.extend(Region::ALL.map(|region| format!("region.{}", region.code())));
    keys.extend(Purpose::ALL.map(|purpose| format!("purpose.{}", purpose.code())));
    keys
}

/// What the scope questions say; the rest of the law's words comes with the verdict.
fn is_asked_first(key: &str) -> bool {
    ["instrument.", "sector.", "type.", "fact.", "situation."].iter().any(|start| key.starts_with(start))
}

/// The text files of a language.
fn files(folder: &Path, faults: &mut Vec<Fault>) -> Vec<String> {
    let entries = fs::read_dir(folder).map(|entries| entries.filter_map(Result::ok).map(|entry| entry.file_name()));
    match entries {
        Ok(names) => names.filter_map(|name| name.into_string().ok()).filter(|name| name.ends_with(".json")).collect(),
        Err(error) => {
            faults.push(Fault::new(folder.display().to_string(), "", error));
            Vec::new()
        }
    }
}

/// Longer sentences than this are never the same in two languages.
const SHORT: usize = 40;
/// What a label may have more than the English one, beside half as much again: it stands on a phone.
const SLACK: usize = 14;
/// Up to here a text is a label.
const LABEL: usize = 30;

/// A translation against its English: the same places, no copy, no label that bursts its button.
fn translated(file: &str, key: &str, here: &Value, there: &Value, faults: &mut Vec<Fault>) {
    match (here, there) {
        (Value::Object(here), Value::Object(there)) => {
            for (name, there) in there {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                match here.get(name) {
                    Some(here) => translated(file, &key, here, there, faults),
                    None => faults.push(Fault::new(file, &key, "is missing")),
                }
            }
        }
        (Value::String(here), Value::String(english)) => {
            let filled = (places(here), places(english));
            if filled.0 != filled.1 {
                faults.push(Fault::new(file, key, format_args!("fills {:?}, English fills {:?}", filled.0, filled.1)));
            }
            if here.trim().is_empty() {
                faults.push(Fault::new(file, key, "is empty"));
            }
            let (length, length_in_english) = (here.chars().count(), english.chars().count());
            if length_in_english > SHORT && here == english {
                faults.push(Fault::new(file, key, "is the English sentence"));
            }
            let is_label = length_in_english <= LABEL && !key.ends_with(".search") && !key.starts_with("type.");
            if is_label && length > length_in_english * 3 / 2 + SLACK {
                faults.push(Fault::new(file, key, format_args!("is too long for a label: {length} letters")));
            }
        }
        _ => faults.push(Fault::new(file, key, "is of another kind than in English")),
    }
}

/// Each scope question says where it comes from: by its row, or by the types whose condition it is.
fn questions(content: &Content, faults: &mut Vec<Fault>) {
    let law = &content.law;
    let mut rows: BTreeSet<&str> = law.questions.iter().map(|(id, _)| id.as_str()).collect();
    for question in Question::all() {
        let known = match question {
            Question::Fact(fact) => law.types.iter().any(|kind| kind.unless.is_some_and(|(of, _)| of == fact)),
            other => rows.remove(other.code()),
        };
        if !known {
            faults.push(Fault::new("law/questions.toml", question.code(), "cites nothing"));
        }
    }
    faults.extend(rows.into_iter().map(|id| Fault::new("law/questions.toml", id, "is no scope question")));
}

fn read(path: &Path, faults: &mut Vec<Fault>) -> Map<String, Value> {
    let parsed = fs::read_to_string(path)
        .map_err(|error| error.to_string())
        .and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
    parsed.unwrap_or_else(|error| {
        faults.push(Fault::new(path.display().to_string(), "", error));
        Map::new()
    })
}

/// The law's words that the data asks for: nothing more, nothing less.
pub fn law_keys(content: &Content) -> BTreeSet<String> {
    let law = &content.law;
    let mut keys = BTreeSet::new();
    keys.extend(law.instruments.iter().map(|row| format!("instrument.{}", row.id)));
    keys.extend(law.sectors.iter().map(|row| format!("sector.{}", row.id)));
    for kind in &law.types {
        keys.extend(["name", "what", "search"].map(|part| format!("type.{}.{part}", kind.id)));
    }
    keys.extend(law.rules.iter().map(|row| format!("rule.{}", row.id)));
    keys.extend(law.notes.iter().map(|row| format!("note.{}", row.id)));
    for duty in &law.duties {
        keys.extend(["title", "text"].map(|part| format!("duty.{}.{part}", duty.id)));
    }
    keys.extend(law.deadlines.iter().map(|row| format!("deadline.{}", row.id)));
    keys.extend(law.fines.iter().map(|row| format!("fine.{}", row.id)));
    keys.extend(Status::ALL.map(|status| format!("status.{}", status.code())));
    keys.extend((1..=11).map(|point| format!("point.{point}")));
    keys.extend(content.selection.attacks.iter().map(|attack| format!("attack.{}", attack.code)));
    keys.extend(content.selection.actors.iter().map(|actor| format!("actor.{actor}")));
    let deviations = content.catalogues().flat_map(|catalogue| &catalogue.deviations);
    keys.extend(deviations.map(|deviation| format!("deviation.{}", deviation.id)));
    for fact in belfry_engine::entity::Fact::ALL {
        keys.extend(["question", "yes", "no", "why"].map(|part| format!("fact.{}.{part}", fact.code())));
    }
    for situation in belfry_engine::entity::Situation::ALL {
        keys.extend(["name", "what"].map(|part| format!("situation.{}.{part}", situation.code())));
    }
    keys
}

fn language(content: &Content, folder: &Path, reference: &[(&str, BTreeSet<String>)], faults: &mut Vec<Fault>) {
    let name = folder.display().to_string();
    for (file, keys) in reference {
        compare(&format!("{name}/{file}"), keys, &read(&folder.join(file), faults), faults);
    }
    let (first, later) = law_keys(content).into_iter().partition(|key| is_asked_first(key));
    compare(&format!("{name}/law.json"), &first, &read(&folder.join("law.json"), faults), faults);
    compare(&format!("{name}/verdict.json"), &later, &read(&folder.join("verdict.json"), faults), faults);
    let habits = content.small.iter().map(|habit| format!("habit.{habit}"));
    let measures = content.measures.iter().map(|measure| measure.id.to_string()).chain(habits).collect();
    compare(&format!("{name}/measures.json"), &measures, &read(&folder.join("measures.json"), faults), faults);
    for older in &content.older {
        let file = format!("{}.json", older.id);
        let words = read(&folder.join(&file), faults);
        compare(&format!("{name}/{file}"), &older_keys(content, older), &words, faults);
    }
    for catalogue in content.catalogues().filter(|catalogue| has_words(catalogue)) {
        let file = format!("{}.json", catalogue.id);
        let words = read(&folder.join(&file), faults);
        compare(&format!("{name}/{file}"), &framework_keys(catalogue), &words, faults);
        for (key, value) in &words {
            let Some(value) = value.as_object() else { continue };
            for part in ["title", "question", "practice", "documentation", "implementation"] {
                if value.get(part).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty()) {
                    faults.push(Fault::new(format!("{name}/{file}"), key, format_args!("lacks {part}")));
                }
            }
        }
    }
}

/// What an older framework says for itself: the categories that the newest lacks, and the requirements without an equal.
fn older_keys(content: &Content, older: &Catalogue) -> BTreeSet<String> {
    let newest = &content.newest;
    let rows = newest.succession.iter().flat_map(|succession| &succession.rows);
    let own = rows.filter(|row| row.kind != Match::Equal).map(|row| row.of.to_string());
    let known: BTreeSet<String> = newest.categories.iter().map(ToString::to_string).collect();
    own.chain(older.categories.iter().map(ToString::to_string).filter(|code| !known.contains(code))).collect()
}

/// The newest framework has all its words in a file of its own.
fn has_words(catalogue: &Catalogue) -> bool {
    catalogue.id == belfry_dossier::FRAMEWORK
}

fn framework_keys(catalogue: &Catalogue) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> =
        catalogue.requirements.iter().map(|requirement| requirement.id.to_string()).collect();
    keys.extend(catalogue.requirements.iter().map(|requirement| requirement.id.function().to_owned()));
    keys.extend(catalogue.categories.iter().map(ToString::to_string));
    keys
}

fn compare(file: &str, wanted: &BTreeSet<String>, found: &Map<String, Value>, faults: &mut Vec<Fault>) {
    for key in wanted.iter().filter(|key| !found.contains_key(*key)) {
        faults.push(Fault::new(file, key, "is missing"));
    }
    for (key, text) in found {
        if !wanted.contains(key) {
            faults.push(Fault::new(file, key, "is not asked for"));
        }
        if text.as_str().is_some_and(|text| text.trim().is_empty()) {
            faults.push(Fault::new(file, key, "is empty"));
        }
    }
}

/// The `{places}` that a sentence fills.
fn places(text: &str) -> BTreeSet<String> {
    let place = |rest: &str| rest.split_once('}').map(|(place, _)| place.to_owned());
    text.split('{').skip(1).filter_map(place).collect()
}
