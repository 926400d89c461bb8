//! How the user wants to go about the roadmap.

use belfry_engine::collections::{Map, Set};
use belfry_engine::{catalogue::PersonDays, date::Date, identifier::MeasureId};

/// When to start, how fast, by when, and what the user knows better than our estimates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planning {
    /// First day of work; `None` is today.
    pub start: Option<Date>,
    /// The day to be ready; `None` leaves it open.
    pub target: Option<Date>,
    /// Days of work a week; `None` is the usual pace for the entity's size.
    pub pace: Option<PersonDays>,
    /// The user's own estimates, where they differ.
    pub efforts: Map<MeasureId, PersonDays>,
    /// Duties that are already done, which no score shows.
    pub done: Set<MeasureId>,
}
