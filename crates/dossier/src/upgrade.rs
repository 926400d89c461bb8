//! From older formats to this one: a list of named steps. Append only; `tests/saved/v<n>.json` pins each.

use crate::save::KIND;
use serde_json::{Map, Value, json};

type Step = fn(Value) -> Value;

/// `STEPS[n]` reads format `n` and writes `n + 1`.
const STEPS: [Step; 2] = [wrap_plain_answers, gather_evidence];

/// The format that this release writes.
pub const FORMAT: u32 = STEPS.len() as u32;

/// Brings a saved file to the format of this release; `None` when it comes from a newer one.
pub fn upgrade(saved: Value, from: u32) -> Option<Value> {
    let steps = STEPS.get(usize::try_from(from).ok()?..)?;
    Some(steps.iter().fold(saved, |saved, step| step(saved)))
}

/// Which format a file has. Format 0 had no envelope: it is the plain score input of the command line.
pub fn format_of(saved: &Value) -> Option<Format> {
    if saved.get("kind").and_then(Value::as_str) == Some(KIND) {
        return saved
            .get("format")
            .and_then(Value::as_u64)
            .map(|format| Format(u32::try_from(format).unwrap_or(u32::MAX)));
    }
    let plain =
        saved.get("framework").is_some_and(Value::is_string) && saved.get("answers").is_some_and(Value::is_object);
    plain.then_some(Format(0))
}

/// The number of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format(pub u32);

/// Format 0: `{"framework", "level", "answers": {"PR.AA-03.2": [3, 2] | "NA"}}`, without profile, notes or plan.
fn wrap_plain_answers(saved: Value) -> Value {
    let framework = saved.get("framework").cloned().unwrap_or_default();
    let answers = saved.get("answers").and_then(Value::as_object).cloned().unwrap_or_default();
    let records: Map<String, Value> = answers.into_iter().map(|(id, answer)| (id, plain_record(&answer))).collect();
    let mut dossier = json!({ "assessments": {} });
    if let (Some(name), Some(assessments)) =
        (framework.as_str(), dossier.get_mut("assessments").and_then(Value::as_object_mut))
    {
        assessments.insert(name.to_owned(), Value::Object(records));
    }
    if let (Some(level), Some(dossier)) = (saved.get("level"), dossier.as_object_mut()) {
        dossier.insert("target".to_owned(), level.clone());
    }
    json!({
        "kind": KIND,
        "format": 1,
        "framework": framework,
        "saved_on": "",
        "app_version": "",
        "dossier": dossier,
    })
}

/// A pair of scores, or "NA". Anything else is passed on as it is, so that opening says where it stands.
fn plain_record(answer: &Value) -> Value {
    match answer {
        Value::String(text) if text == "NA" => json!({ "stance": "not-applicable" }),
        Value::Array(pair) => match pair.as_slice() {
            [documentation, implementation] => {
                json!({ "documentation": documentation, "implementation": implementation })
            }
            _ => answer.clone(),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => answer.clone(),
    }
}

/// Format 1 kept lines of evidence with each answer: `{"dimension", "reference"}`. They move to one register, each serving
/// its requirement; the same line with several requirements becomes one piece. Lines without a word go.
fn gather_evidence(mut saved: Value) -> Value {
    let mut register: Vec<Value> = Vec::new();
    let assessments = saved.pointer_mut("/dossier/assessments").and_then(Value::as_object_mut);
    for records in assessments.into_iter().flat_map(|all| all.values_mut()).filter_map(Value::as_object_mut) {
        for (id, record) in records.iter_mut() {
            // Anything but a list stays where it is, so that opening says what is wrong with it.
            let is_list = record.get("evidence").is_some_and(Value::is_array);
            let lines = record.as_object_mut().filter(|_| is_list).and_then(|record| record.remove("evidence"));
            for line in lines.as_ref().and_then(Value::as_array).into_iter().flatten() {
                let serves = json!(format!("requirement:{id}"));
                let title = line.get("reference").cloned().unwrap_or_default();
                if title.as_str().is_some_and(|title| title.trim().is_empty()) {
                    continue;
                }
                let dimension = line.get("dimension").cloned().unwrap_or_default();
                let same = |piece: &&mut Value| {
                    piece.get("title") == Some(&title) && piece.get("dimension") == Some(&dimension)
                };
                match register
                    .iter_mut()
                    .find(same)
                    .and_then(|piece| piece.get_mut("serves"))
                    .and_then(Value::as_array_mut)
                {
                    Some(all) => all.push(serves),
                    None => register.push(json!({ "dimension": dimension, "title": title, "serves": [serves] })),
                }
            }
        }
    }
    if let Some(dossier) = saved.get_mut("dossier").and_then(Value::as_object_mut)
        && !register.is_empty()
    {
        dossier.insert("evidence".to_owned(), Value::Array(register));
    }
    if let Some(file) = saved.as_object_mut() {
        file.insert("format".to_owned(), json!(2));
    }
    saved
}
