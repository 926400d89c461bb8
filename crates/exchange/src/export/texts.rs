//! The words of an export out of the files of `static/texts/<language>`, given as text.

use crate::export::wording::{Label, Name, Words};
use belfry_engine::{collections::Map as Ordered, identifier::RequirementId, succession::Succession};
use serde_json::{Map, Value};

/// The files of one language, as text.
#[derive(Clone, Copy, Debug)]
pub struct Files<'text> {
    /// `exports.json`: headings, columns, short answers.
    pub exports: &'text str,
    /// `law.json`: texts of law, types of entity; as it is written, or as it travels to a browser ([`PARTS`]).
    pub law: &'text str,
    /// `verdict.json`: verdict, rules, remarks, duties, dates, fines, deviations.
    pub verdict: &'text str,
    /// `measures.json`: the measures.
    pub measures: &'text str,
    /// `schemes.json`: what falls due, and the texts of law that only schemes cite.
    pub schemes: &'text str,
    /// `cyfun-2025.json`: the newest framework.
    pub newest: &'text str,
    /// `cyfun-2023.json`: what the older one says for itself.
    pub older: &'text str,
}

/// What is said of a type of entity, in the order in which it travels to a browser: under `type.food.processor` then stands
/// a list, instead of three rows with that long name.
pub const PARTS: [&str; 3] = ["name", "search", "what"];

/// The same with every text under a name of its own: `type.food.processor.name`.
fn single(file: Map<String, Value>) -> Map<String, Value> {
    let rows = file.into_iter().flat_map(|(key, value)| match value {
        Value::Array(parts) => PARTS.iter().zip(parts).map(|(part, text)| (format!("{key}.{part}"), text)).collect(),
        text => vec![(key, text)],
    });
    rows.collect()
}

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Texts {
    exports: Map<String, Value>,
    law: [Map<String, Value>; 3],
    measures: Map<String, Value>,
    frameworks: [Map<String, Value>; 2],
    /// The closest successor of each requirement of the older framework, whose words it shares.
    successors: Ordered<RequirementId, RequirementId>,
}

impl Texts {
    /// Reads the files. Whether they are complete is what `belfry check-content` says; a word that is missing shows its key.
    ///
    /// # Errors
    /// A file that is no JSON object.
    pub fn parse(files: &Files<'_>, succession: Option<&Succession>) -> Result<Self, serde_json::Error> {
        let rows = succession.into_iter().flat_map(|succession| &succession.rows);
        Ok(Self {
            exports: serde_json::from_str(files.exports)?,
            law: [
                single(serde_json::from_str(files.law)?),
                serde_json::from_str(files.verdict)?,
                serde_json::from_str(files.schemes)?,
            ],
            measures: serde_json::from_str(files.measures)?,
            // An older framework's own words come first.
            frameworks: [serde_json::from_str(files.older)?, serde_json::from_str(files.newest)?],
            successors: rows.filter_map(|row| Some((row.of, *row.to.first()?))).collect(),
        })
    }

    fn flat(&self, key: String) -> String {
        let found = self.law.iter().find_map(|file| file.get(&key)?.as_str());
        found.map(ToOwned::to_owned).unwrap_or(key)
    }

    fn measure(&self, id: &str, part: &str) -> String {
        let entry = self.measures.get(id);
        let found = entry.and_then(|entry| entry.get(part).or(Some(entry).filter(|entry| entry.is_string())));
        found.and_then(Value::as_str).unwrap_or(id).to_owned()
    }

    fn group(&self, code: &str) -> String {
        self.frameworks.iter().find_map(|file| file.get(code)?.as_str()).unwrap_or(code).to_owned()
    }

    fn requirement(&self, id: RequirementId, part: &str) -> String {
        let said =
            |id: RequirementId| self.frameworks.iter().find_map(|file| file.get(id.as_str())?.get(part)?.as_str());
        let successor = || self.successors.get(&id).copied().and_then(said);
        said(id).or_else(successor).unwrap_or(id.as_str()).to_owned()
    }
}

impl Words for Texts {
    fn label(&self, label: Label) -> String {
        self.exports.get(label.key()).and_then(Value::as_str).unwrap_or(label.key()).to_owned()
    }

    fn name(&self, name: Name<'_>) -> String {
        match name {
            Name::Status(status) => self.flat(format!("status.{}", status.code())),
            Name::Rule(id) => self.flat(format!("rule.{id}")),
            Name::Note(id) => self.flat(format!("note.{id}")),
            Name::Duty(id) => self.flat(format!("duty.{id}.title")),
            Name::DutyText(id) => self.flat(format!("duty.{id}.text")),
            Name::Deadline(id) => self.flat(format!("deadline.{id}")),
            Name::Fine(id) => self.flat(format!("fine.{id}")),
            Name::Instrument(id) => self.flat(format!("instrument.{id}")),
            Name::EntityType(id) => self.flat(format!("type.{id}.name")),
            Name::Deviation(id) => self.flat(format!("deviation.{id}")),
            Name::Requirement(id) => self.requirement(id, "title"),
            Name::Question(id) => self.requirement(id, "question"),
            Name::Category(id) => self.group(id.as_str()),
            Name::Function(id) => self.group(id.function()),
            Name::Measure(id) => self.measure(id.as_str(), "title"),
            Name::MeasureWhy(id) => self.measure(id.as_str(), "why"),
            Name::MeasureHow(id) => self.measure(id.as_str(), "how"),
            Name::Obligation(id) => self.flat(format!("obligation.{id}.title")),
            Name::ObligationText(id) => self.flat(format!("obligation.{id}.text")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use belfry_engine::identifier::{EntityTypeId, InstrumentId};

    fn texts(law: &str) -> Texts {
        let empty = "{}";
        let files =
            Files { exports: empty, law, verdict: empty, measures: empty, schemes: empty, newest: empty, older: empty };
        Texts::parse(&files, None).unwrap()
    }

    #[test]
    fn a_type_of_entity_is_called_the_same_whether_its_texts_travelled_in_one_row_or_stand_alone() {
        let bakery = EntityTypeId::known("food.processor");
        let alone = r#"{"type.food.processor.name": "Bakery", "type.food.processor.search": "bread",
            "type.food.processor.what": "Bakes.", "instrument.nis2-law": "NIS2 law"}"#;
        let travelled = r#"{"type.food.processor": ["Bakery", "bread", "Bakes."], "instrument.nis2-law": "NIS2 law"}"#;
        for texts in [texts(alone), texts(travelled)] {
            assert_eq!(texts.name(Name::EntityType(&bakery)), "Bakery");
            assert_eq!(texts.name(Name::Instrument(&InstrumentId::known("nis2-law"))), "NIS2 law");
        }
        assert_eq!(texts(alone).law, texts(travelled).law);
    }

    #[test]
    fn a_type_without_a_text_shows_its_key() {
        let bakery = EntityTypeId::known("food.processor");
        assert_eq!(texts(r#"{"type.food.processor": []}"#).name(Name::EntityType(&bakery)), "type.food.processor.name");
    }
}
