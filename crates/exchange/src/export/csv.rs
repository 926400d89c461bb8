//! Tables as CSV, for spreadsheets and scripts: no text in them is run as a formula.

use crate::{
    csv,
    export::{Subject, tables, wording::Words},
};

/// What was entered about each requirement of the level, and beyond it where there is an answer.
pub fn answers(subject: &Subject<'_>, words: &dyn Words) -> String {
    csv::write(&tables::texts(&tables::answers(subject, words), "."))
}

/// The measures of the roadmap, in order.
pub fn roadmap(subject: &Subject<'_>, words: &dyn Words) -> String {
    csv::write(&tables::texts(&tables::roadmap(subject, words), "."))
}
