//! The command line as a library: every command is a function from a text to a JSON line.
//!
//! The contract (names, keys, shapes) is public: change it by adding, never by renaming.

pub mod check;
pub mod classify;
pub mod export;
pub mod input;
pub mod level;
pub mod plan;
pub mod profile;
pub mod schedule;
pub mod score;
pub mod workbook;

use belfry_content::Content;
use belfry_engine::date::Date;
use input::Failure;
use serde::Serialize;

/// What every command works with.
pub struct Surroundings {
    /// Law and framework.
    pub content: Content,
    /// Today, read once at the door.
    pub today: Date,
}

/// A command that answers one input with one line.
pub type Command = fn(&str, &Surroundings) -> Result<Answer, Failure>;

/// One line of output: a JSON object as text.
pub struct Answer(String);

impl Answer {
    /// Anything that is written as a JSON object.
    ///
    /// # Errors
    /// A map with keys that are no text, which the outputs here do not have.
    pub fn of(output: &impl Serialize) -> Result<Self, Failure> {
        serde_json::to_string(output).map(Self).map_err(|error| Failure::new("", error))
    }

    /// The line, with the file it answers as its first key where there are several.
    pub fn line(self, file: Option<&str>) -> String {
        let Some(file) = file else { return self.0 };
        let rest = self.0.strip_prefix('{').unwrap_or(&self.0);
        format!("{{\"file\":{},{rest}", serde_json::Value::from(file))
    }

    /// The answer as JSON.
    ///
    /// # Errors
    /// None that [`of`](Self::of) lets through.
    pub fn value(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::from_str(&self.0)
    }
}
