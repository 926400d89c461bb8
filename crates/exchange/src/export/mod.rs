//! What leaves Belfry for other programs, one file for each format. Values go in, bytes or text come out: no browser, no
//! files, no clock, and no word that did not come in through [`Words`](wording::Words).

pub mod ciso_assistant;
pub mod csv;
pub mod dates;
pub mod document;
pub mod docx;
pub mod gantt;
pub mod ics;
mod identity;
pub mod json;
pub mod markdown;
pub mod oscal;
pub mod pdf;
pub mod read;
mod tables;
pub mod texts;
pub mod wording;
pub mod xlsx;

use belfry_dossier::Dossier;
use belfry_engine::{
    calendar::Due,
    catalogue::{Catalogue, Requirement},
    date::Date,
    identifier::RequirementId,
    incident::Moment,
    report::{Facts, Report},
};

/// Everything that an export is made from. Nothing in it is worked out twice: the report is the one on screen.
#[derive(Clone, Copy)]
pub struct Subject<'case> {
    /// What was entered.
    pub dossier: &'case Dossier,
    /// Law and framework.
    pub facts: Facts<'case>,
    /// What follows, on the day of [`at`](Self::at).
    pub report: &'case Report,
    /// What falls due: see [`dates::dues`].
    pub dues: &'case [Due<'case>],
    /// Now, in UTC.
    pub at: Moment,
}

impl<'case> Subject<'case> {
    /// The framework at hand.
    pub const fn catalogue(&self) -> &'case Catalogue {
        self.facts.catalogue
    }

    /// Today, in UTC.
    pub fn today(&self) -> Date {
        civil(self.at).0
    }

    /// Now as ISO 8601 has it, in UTC: `2026-11-26T21:40:00Z`.
    pub fn now(&self) -> String {
        iso(self.at)
    }

    fn requirement(&self, at: usize) -> Option<&'case Requirement> {
        self.facts.catalogue.requirements.get(at)
    }

    fn requirement_id(&self, at: usize) -> Option<RequirementId> {
        self.requirement(at).map(|requirement| requirement.id)
    }
}

/// A moment as a day and the minutes since its midnight, in UTC.
fn civil(moment: Moment) -> (Date, u32) {
    const MINUTES_A_DAY: i64 = 24 * 60;
    let minutes = u32::try_from(moment.0.rem_euclid(MINUTES_A_DAY)).unwrap_or_default();
    (Date::EPOCH.plus_days(moment.0.div_euclid(MINUTES_A_DAY)), minutes)
}

/// A moment as ISO 8601 has it, in UTC.
fn iso(moment: Moment) -> String {
    let (day, minutes) = civil(moment);
    format!("{day}T{:02}:{:02}:00Z", minutes / 60, minutes % 60)
}

/// Signs that turn the direction of what follows, beyond the text they stand in (Unicode 16, UAX #9, explicit formatting).
/// Formats that are read by people leave them out, so that a name cannot rearrange a line; formats that are read by
/// programs keep every sign.
pub const fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
