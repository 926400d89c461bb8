//! Reading: one JSON value or JSON Lines, strictly, with the place of whatever is wrong.

use belfry_content::Content;
use belfry_dossier::{
    Dossier,
    open::{OpenError, open_value},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt;

/// Why an input gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where, for example `special.excluded_body`; empty for the whole.
    pub place: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Failure {
    /// A failure at a place.
    pub fn new(place: impl Into<String>, message: impl fmt::Display) -> Self {
        Self { place: place.into(), message: message.to_string() }
    }

    /// The line that stands in the place of an answer.
    pub fn line(&self, file: Option<&str>) -> String {
        let mut line = json!({ "error": { "place": self.place, "message": self.message } });
        if let (Some(file), Some(line)) = (file, line.as_object_mut()) {
            line.insert("file".to_owned(), file.into());
        }
        line.to_string()
    }
}

/// Splits an input: a whole JSON value is one; otherwise every line that is not blank is one. A text of which no line
/// is JSON is one broken value, not many.
pub fn items(text: &str) -> Vec<&str> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() || serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
        return vec![text];
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_object = |line: &&str| line.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
    if lines.iter().any(is_object) { lines } else { vec![text] }
}

/// Reads a value of a known shape; unknown keys are refused by the shapes themselves.
///
/// # Errors
/// What is wrong, with its place.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    if text.is_empty() {
        return Err(Failure::new("", "nothing to read: the input is empty"));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let place = error.path().to_string();
        Failure::new(if place == "." { String::new() } else { place }, error.inner())
    })?;
    reader.end().map_err(|error| Failure::new("", error))?;
    Ok(value)
}

/// A saved dossier, if the text is one rather than a plain input. Read once: a batch has thousands.
pub fn dossier(text: &str, content: &Content) -> Option<Result<Dossier, Failure>> {
    if !text.contains("\"kind\"") {
        return None;
    }
    let value: Value = serde_json::from_str(text).ok()?;
    value.get("kind")?;
    Some(open_value(value, content).map_err(|error| match error {
        OpenError::Wrong { place, what } => Failure::new(place, what),
        error => Failure::new("", error),
    }))
}
