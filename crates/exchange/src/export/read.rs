//! What Belfry wrote, opened again: a saved dossier, a report in JSON, a workbook, OSCAL assessment results. Workbook and
//! OSCAL hold answers; scope, evidence and plan are in the others. Whatever is wrong is said with its place.

use crate::{
    export::{oscal, xlsx},
    xlsx as cells,
};
use belfry_dossier::{
    Dossier,
    open::{OpenError, open, open_value},
    save,
    upgrade::FORMAT,
};
use belfry_engine::{collections::Map as Ordered, date::Date, vocabulary::Vocabulary};
use serde_json::{Map, Value, json};
use std::fmt;

/// What was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What was entered, as far as the file holds it.
    pub dossier: Dossier,
    /// How much of a dossier such a file holds.
    pub held: Held,
    /// Texts that the file holds only in part, since no cell is long enough; they are left out. For example
    /// `PR.AA-03.2 note`.
    pub cut: Vec<String>,
}

/// How much of a dossier a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// All of it: a saved dossier, a report in JSON.
    Everything,
    /// What was answered about the requirements of one framework: a workbook, OSCAL assessment results.
    Answers,
}

/// Why a file could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// A workbook or an OSCAL document, but not one of Belfry's.
    NotOurs,
    /// A column of the answers is gone: what it was called.
    NoColumn(String),
    /// A requirement stands in two rows, or in two observations: two answers, and neither may be lost.
    Twice(String),
    /// Something else, with its place.
    Open(OpenError),
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs => formatter.write_str("not a file that Belfry wrote"),
            Self::NoColumn(name) => write!(formatter, "the column {name:?} is missing"),
            Self::Twice(requirement) => write!(formatter, "{requirement} is answered twice"),
            Self::Open(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<OpenError> for ReadError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

/// Opens whatever Belfry wrote and can read again.
///
/// # Errors
/// Whatever is wrong with the file, with its place.
pub fn read(bytes: &[u8], vocabulary: &dyn Vocabulary) -> Result<Opened, ReadError> {
    // A workbook is a ZIP file.
    if bytes.starts_with(b"PK") {
        return workbook(bytes, vocabulary);
    }
    match serde_json::from_slice::<Value>(bytes) {
        Ok(value) if value.get(oscal::RESULTS).is_some() => {
            let answers = oscal::answers(&value)?;
            Ok(Opened { dossier: answers.dossier(vocabulary)?, held: Held::Answers, cut: Vec::new() })
        }
        Ok(_) | Err(_) => Ok(Opened { dossier: open(bytes, vocabulary)?, held: Held::Everything, cut: Vec::new() }),
    }
}

/// Answers on their way back into a dossier, in the shape in which they are saved.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    pub(crate) name: String,
    pub(crate) framework: String,
    pub(crate) target: String,
    pub(crate) records: Map<String, Value>,
}

impl Answers {
    /// Adds what was said of a requirement; nothing where nothing was.
    pub(crate) fn add(&mut self, requirement: &str, record: Map<String, Value>) -> Result<(), ReadError> {
        if record.is_empty() {
            return Ok(());
        }
        match self.records.insert(requirement.to_owned(), Value::Object(record)) {
            Some(_) => Err(ReadError::Twice(requirement.to_owned())),
            None => Ok(()),
        }
    }

    /// The dossier, read as strictly as a saved one.
    pub(crate) fn dossier(self, vocabulary: &dyn Vocabulary) -> Result<Dossier, OpenError> {
        let mut dossier = json!({
            "name": self.name,
            "profile": {},
            "decision": {},
            "planning": {},
            "assessments": { self.framework.as_str(): self.records },
        });
        if let (false, Some(dossier)) = (self.target.is_empty(), dossier.as_object_mut()) {
            dossier.insert("target".to_owned(), Value::from(self.target));
        }
        let file = json!({
            "kind": save::KIND,
            "format": FORMAT,
            "framework": self.framework,
            "saved_on": "",
            "app_version": "",
            "dossier": dossier,
        });
        open_value(file, vocabulary)
    }
}

/// A field of a record as it is saved: the scores are numbers. Anything else is passed on, so that opening says where it
/// stands.
pub(crate) fn field(name: &str, text: &str) -> Value {
    match (name, text.trim().parse::<i64>()) {
        ("documentation" | "implementation", Ok(score)) => Value::from(score),
        _ => Value::from(text),
    }
}

/// How many rows may stand above the headings of the answers, if somebody added some.
const ABOVE: usize = 20;

fn workbook(bytes: &[u8], vocabulary: &dyn Vocabulary) -> Result<Opened, ReadError> {
    let sheets = cells::read(bytes).map_err(|_| ReadError::NotOurs)?;
    let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
    let is_lexicon =
        |rows: &[Vec<String>]| rows.first().is_some_and(|row| cell(row, 0) == "kind" && cell(row, 1) == xlsx::KIND);
    let lexicon = sheets.iter().find(|sheet| is_lexicon(&sheet.rows)).ok_or(ReadError::NotOurs)?;
    let meanings: Ordered<String, String> = lexicon.rows.iter().map(|row| (cell(row, 0), cell(row, 1))).collect();
    let meaning = |code: &str| meanings.get(code).cloned().unwrap_or_default();
    let version = meaning("version").parse().unwrap_or(u32::MAX);
    if version > xlsx::VERSION {
        return Err(OpenError::TooNew { found: version, supported: xlsx::VERSION }.into());
    }
    let cut: Vec<String> = lexicon.rows.iter().filter(|row| cell(row, 0) == "cut").map(|row| cell(row, 1)).collect();
    let fields: Vec<(&str, String)> = xlsx::COLUMNS
        .iter()
        .filter_map(|(_, held)| *held)
        .map(|held| (held, meaning(&format!("column.{held}"))))
        .collect();
    // The sheet may have been renamed or moved, and columns too: their headings say what they are.
    let headings = |row: &Vec<String>| fields.iter().filter(|(_, name)| row.contains(name)).count();
    let candidates = sheets.iter().filter(|sheet| !is_lexicon(&sheet.rows));
    let (_, rows) = candidates
        .flat_map(|sheet| (0..sheet.rows.len().min(ABOVE)).map(|at| sheet.rows.get(at..).unwrap_or_default()))
        .filter_map(|rows| Some((headings(rows.first()?), rows)))
        .max_by_key(|(known, rows)| (*known, rows.len()))
        .ok_or(ReadError::NotOurs)?;
    let Some((heading, rows)) = rows.split_first() else { return Err(ReadError::NotOurs) };
    let mut places = Vec::new();
    for (held, name) in &fields {
        let place = heading.iter().position(|cell| cell == name);
        places.push((*held, place.ok_or_else(|| ReadError::NoColumn(name.clone()))?));
    }
    let codes = |kind: &str, word: &str| {
        let code = meanings.iter().find(|(code, known)| code.starts_with(kind) && *known == word);
        code.map_or_else(|| word.to_owned(), |(code, _)| code.trim_start_matches(kind).to_owned())
    };
    let mut answers = Answers {
        name: if cut.iter().any(|one| one == "name") { String::new() } else { meaning("name") },
        framework: meaning("framework"),
        target: meaning("target"),
        records: Map::new(),
    };
    for row in rows {
        let Some(requirement) = places.iter().find(|(held, _)| *held == "requirement").map(|(_, at)| cell(row, *at))
        else {
            continue;
        };
        let mut record = Map::new();
        for (held, at) in places.iter().filter(|(held, _)| *held != "requirement") {
            let text = cell(row, *at);
            let text = match *held {
                "stance" => codes("stance.", &text),
                "ask" => codes("ask.", &text),
                "due" => day(&text),
                _ => text,
            };
            if !text.is_empty() && !cut.contains(&format!("{requirement} {held}")) {
                record.insert((*held).to_owned(), field(held, &text));
            }
        }
        answers.add(requirement.trim(), record)?;
    }
    Ok(Opened { dossier: answers.dossier(vocabulary)?, held: Held::Answers, cut })
}

/// A day as a saved dossier has it: spreadsheets keep a number, people type what is passed on.
fn day(text: &str) -> String {
    match text.trim().parse::<f64>() {
        Ok(serial) if serial.fract() == 0.0 && serial.abs() < 4_000_000.0 => {
            let first = Date::EPOCH.plus_days(-crate::sheets::serial(Date::EPOCH));
            first.plus_days(serial as i64).to_string()
        }
        Ok(_) | Err(_) => text.to_owned(),
    }
}
