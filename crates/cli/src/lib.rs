//! The command line as a library: every command is a function from a text to a JSON line.
//!
//! The contract (names, keys, shapes) is public: change it by adding, never by renaming.

pub mod check;
pub mod classify;
pub mod input;
pub mod level;
pub mod output;
pub mod plan;
pub mod profile;
pub mod score;

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

/// One line of output.
pub struct Answer(pub serde_json::Value);

impl Answer {
    /// Anything that can be written as JSON.
    ///
    /// # Errors
    /// A map with keys that are no text, which the outputs here do not have.
    pub fn of(output: &impl Serialize) -> Result<Self, Failure> {
        serde_json::to_value(output).map(Self).map_err(|error| Failure::new("", error))
    }
}
