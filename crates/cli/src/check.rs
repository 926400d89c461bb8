//! `belfry check-content`: every fault in the law, framework and word files.

use belfry_content::{Content, check::check, fault::Fault};
use belfry_dossier::questions::Question;
use belfry_engine::{catalogue::Catalogue, classification::Status};
use serde_json::{Map, Value};
use std::{collections::BTreeSet, fs, path::Path};

/// Every fault, those of the data first.
pub fn faults(content: &Content, texts: &Path) -> Vec<Fault> {
    let mut faults = check(content);
    questions(content, &mut faults);
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
    let reference = read(&texts.join("en/ui.json"), &mut faults);
    for folder in languages {
        language(content, &folder, &reference, &mut faults);
    }
    faults
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

fn language(content: &Content, folder: &Path, reference: &Map<String, Value>, faults: &mut Vec<Fault>) {
    let name = folder.display().to_string();
    let interface = read(&folder.join("ui.json"), faults);
    compare(&format!("{name}/ui.json"), &reference.keys().cloned().collect(), &interface, faults);
    for (key, text) in &interface {
        if let Some(reference) = reference.get(key) {
            let (here, there) = (places(text), places(reference));
            if here != there {
                faults.push(Fault::new(
                    format!("{name}/ui.json"),
                    key,
                    format_args!("fills {here:?}, English fills {there:?}"),
                ));
            }
        }
    }
    compare(&format!("{name}/law.json"), &law_keys(content), &read(&folder.join("law.json"), faults), faults);
    let measures = content.measures.iter().map(|measure| measure.id.to_string()).collect();
    compare(&format!("{name}/measures.json"), &measures, &read(&folder.join("measures.json"), faults), faults);
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

/// Belfry asks the questions of 2025; 2023 is there to be scored.
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

/// The `{places}` that a sentence fills, in both its forms.
fn places(text: &Value) -> BTreeSet<String> {
    let of = |text: &str| {
        text.split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(place, _)| place.to_owned()))
            .collect::<Vec<_>>()
    };
    match text {
        Value::String(text) => of(text).into_iter().collect(),
        Value::Object(forms) => forms.values().filter_map(Value::as_str).flat_map(of).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => BTreeSet::new(),
    }
}
