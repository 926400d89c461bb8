//! OSCAL (NIST, version 1.1.3): assessment results, and a plan of action and milestones, as JSON.
//!
//! What OSCAL has no place for stands in properties of a namespace of our own, with texts on one line (OSCAL wants that of
//! a property's value). Names (UUIDs) follow from what a thing is. Texts are escaped, since OSCAL reads them as Markdown.

mod model;
mod plan;
mod results;

pub use plan::write as plan;
pub use results::write as results;

use crate::export::{
    Subject,
    identity::uuid,
    markdown::escaped,
    read::{Answers, ReadError, field},
    turns_direction,
    wording::{Label, Phrases, Words},
};
use model::{Metadata, Party, Property};
use serde_json::{Map, Value};

/// The namespace of our properties. Programs want the form of a web address; Belfry has no site of its own, and one that can
/// never be anybody's (RFC 6761, section 6.4) leads nobody astray.
pub const NAMESPACE: &str = "https://belfry.invalid/ns/oscal";
/// The version of OSCAL.
const OSCAL: &str = "1.1.3";
/// The version of what our properties mean; it grows when something changes its meaning or goes.
const VERSION: &str = "1";
/// The root of assessment results.
pub(crate) const RESULTS: &str = "assessment-results";
/// Where CyberFundamentals is published.
const FRAMEWORK_ADDRESS: &str = "https://cyfun.eu/";

/// A property of ours; none where there is nothing to say.
fn property(name: &str, value: &str) -> Option<Property> {
    let value = one_line(value);
    (!value.is_empty()).then(|| Property { name: name.to_owned(), ns: NAMESPACE, value })
}

fn metadata(subject: &Subject<'_>, words: &dyn Words) -> Metadata {
    let dossier = subject.dossier;
    let name = words.organisation(&dossier.name);
    // Chosen, or what the class of the entity asks: the questions on scope do not travel.
    let target = subject.report.advice.target.code();
    let props = [
        ("format", VERSION),
        ("framework", subject.catalogue().id.as_str()),
        ("level", subject.report.level.code()),
        ("target", target),
        ("organisation", &dossier.name),
    ];
    Metadata {
        title: escaped(&words.filled(Label::ReportTitle, &[("name", &name)])),
        last_modified: subject.now(),
        version: subject.now(),
        oscal_version: OSCAL,
        props: props.into_iter().filter_map(|(name, value)| property(name, value)).collect(),
        parties: vec![Party { uuid: uuid(subject, &["party"]), kind: "organization", name: shown(&name) }],
        remarks: escaped(&words.label(Label::Disclaimer)),
    }
}

/// The name of a whole document: another one whenever anything in it changes.
fn document(subject: &Subject<'_>, kind: &str) -> String {
    uuid(subject, &["document", kind, &super::json::saved(subject)])
}

/// A text for people on one line: without control characters, and without signs that would rearrange it.
fn shown(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|letter| !turns_direction(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    plain.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text on one line that begins and ends with a letter of it, as OSCAL wants values to be (`^\S(.*\S)?$`): line ends,
/// control characters, and what stands around the text are written as in JSON.
fn one_line(text: &str) -> String {
    let inner = text.trim_matches(is_space);
    let begins = text.len() - text.trim_start_matches(is_space).len();
    let ends = begins + inner.len();
    let mut line = String::new();
    for (at, letter) in text.char_indices() {
        match letter {
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            letter if letter.is_control() || breaks_lines(letter) || at < begins || at >= ends => {
                let mut units = [0; 2];
                line.extend(letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
            }
            plain => line.push(plain),
        }
    }
    line
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{feff}'
}

const fn breaks_lines(letter: char) -> bool {
    matches!(letter, '\u{2028}' | '\u{2029}')
}

/// The text of [`one_line`]; a line that was not made so is what it is.
fn from_one_line(line: &str) -> String {
    let quoted = format!("\"{}\"", line.replace('"', "\\\""));
    serde_json::from_str(&quoted).unwrap_or_else(|_| line.to_owned())
}

/// The answers in assessment results that Belfry wrote.
pub(crate) fn answers(document: &Value) -> Result<Answers, ReadError> {
    let root = document.get(RESULTS).ok_or(ReadError::NotOurs)?;
    let about = properties(root.get("metadata"));
    let said = |name: &str| about.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    if said("format").parse::<u32>().ok().is_none_or(|format| format.to_string() != VERSION) {
        return Err(ReadError::NotOurs);
    }
    let mut answers = Answers {
        name: said("organisation"),
        framework: said("framework"),
        target: said("target"),
        records: Map::new(),
    };
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    for result in list(root, "results") {
        for observation in list(&result, "observations") {
            let mut record = properties(Some(&observation));
            if let Some(Value::String(requirement)) = record.remove("requirement") {
                answers.add(&requirement, record)?;
            }
        }
    }
    Ok(answers)
}

/// Our properties of a part of a document.
fn properties(part: Option<&Value>) -> Map<String, Value> {
    let all = part.and_then(|part| part.get("props")).and_then(Value::as_array);
    let ours =
        all.into_iter().flatten().filter(|property| property.get("ns").and_then(Value::as_str) == Some(NAMESPACE));
    ours.filter_map(|property| {
        let name = property.get("name")?.as_str()?;
        Some((name.to_owned(), field(name, &from_one_line(property.get("value")?.as_str()?))))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_becomes_one_line_and_comes_back() {
        for text in [
            "plain",
            "two\nlines",
            "\r\n",
            " around ",
            "\u{a0}x\u{feff}",
            "\\n",
            "\\u0041",
            "say \"yes\"",
            "\u{2028}a\u{0}",
            "😀 ",
            "\u{3000}😀\\",
        ] {
            let line = one_line(text);
            assert!(!line.contains(['\n', '\r', '\u{2028}']) && line.trim() == line && !line.is_empty(), "{line:?}");
            assert_eq!(from_one_line(&line), text);
        }
    }
}
