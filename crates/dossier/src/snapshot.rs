//! A state that was frozen: the answers of a day, to be compared with later ones. Kept with what was entered in the tools.

use belfry_engine::{date::Date, identifier::FrameworkId, vocabulary::Vocabulary};
use belfry_reader::{Misfit, Table};
use serde::Serialize;

/// A state that was frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// What the user calls it.
    pub name: String,
    /// The day on which it was frozen.
    pub on: Date,
    /// The version of the framework that it was assessed by.
    pub framework: FrameworkId,
}

/// As a file has it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedSnapshot {
    /// What the user calls it.
    pub name: String,
    /// The day on which it was frozen, as an ISO date.
    pub on: String,
    /// The framework.
    pub framework: String,
}

pub(crate) fn open(saved: &mut Table, vocabulary: &dyn Vocabulary) -> Result<Snapshot, Misfit> {
    Ok(Snapshot {
        name: saved.need("name")?.text()?,
        on: saved.known("on", Date::parse)?,
        framework: crate::open_tools::framework(saved, vocabulary)?,
    })
}

pub(crate) fn save(snapshot: &Snapshot) -> SavedSnapshot {
    SavedSnapshot {
        name: snapshot.name.clone(),
        on: snapshot.on.to_string(),
        framework: snapshot.framework.to_string(),
    }
}
