//! What a visitor sends to the consultancy on whose site Belfry stands, once they have seen the result and ask for it:
//! who they are, the result, and as much of the dossier as they choose. The consultant opens the file in Belfry.

use crate::{Dossier, open::REPORT, save::save};
use serde_json::{Value, json};

/// What such a file calls itself.
pub const KIND: &str = "belfry-lead";
/// Its version; it grows when something changes its meaning or goes.
pub const VERSION: u32 = 1;

/// What is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// The visitor's name, as typed; may be empty.
    pub name: String,
    /// How to reach them, as typed.
    pub reach: String,
    /// What they ask, as typed; may be empty.
    pub message: String,
    /// The law's answer, as a code; `None` while it is open.
    pub status: Option<String>,
    /// The assurance level, as a code.
    pub level: String,
    /// The total, from 1 to 5, for showing.
    pub total: Option<f64>,
    /// How many requirements the level asks.
    pub asked: usize,
    /// How many of them are answered.
    pub answered: usize,
    /// As much of the dossier as the visitor chose; `None` for the result alone.
    pub dossier: Option<Dossier>,
}

impl Lead {
    /// The file: JSON, ending in a line break. `sent_on` is ISO 8601 in UTC.
    pub fn to_text(&self, sent_on: &str) -> String {
        let saved =
            self.dossier.as_ref().and_then(|dossier| serde_json::from_str::<Value>(&save(dossier, sent_on)).ok());
        let mut file = json!({
            "kind": KIND,
            "version": VERSION,
            "sent_on": sent_on,
            "contact": { "name": self.name, "reach": self.reach, "message": self.message },
            "result": { "status": self.status, "level": self.level, "total": self.total, "asked": self.asked, "answered": self.answered },
        });
        if let (Some(saved), Some(file)) = (saved, file.as_object_mut()) {
            file.insert("dossier".to_owned(), saved);
        }
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// The saved dossier inside a lead or a report; `Err` gives back a file that is something else.
pub(crate) fn unwrapped(file: Value) -> Result<Option<Value>, Value> {
    if !matches!(file.get("kind").and_then(Value::as_str), Some(KIND | REPORT)) {
        return Err(file);
    }
    Ok(file.get("dossier").cloned())
}
