//! Measures, roles, days and amounts, as the user's language says them.

use crate::{format, key::Key, pages::knower_key, plan::table::Table};
use belfry_engine::{
    catalogue::{Knower, PersonDays},
    classification::Instrument,
    date::Date,
    identifier::{InstrumentId, MeasureId},
    schedule::{Binding, Broken, Fixed, Promise, Unplaced},
};
use yew::prelude::*;

/// How a page of the plan says things.
pub trait Say {
    /// What a measure is called.
    fn measure(&self, id: &MeasureId) -> AttrValue;
    /// Several of them.
    fn measures(&self, ids: &[MeasureId]) -> String;
    /// Who.
    fn role(&self, role: Knower) -> AttrValue;
    /// "2.5 days of work".
    fn work(&self, days: PersonDays) -> AttrValue;
    /// "2.5 days a week".
    fn a_week(&self, days: PersonDays) -> AttrValue;
    /// What stands in the way of an earlier begin.
    fn waits_for(&self, binding: &Binding) -> AttrValue;
    /// What was promised, and whether it is kept.
    fn promise(&self, promise: Promise) -> AttrValue;
    /// Why a task stands on no day.
    fn unplaced(&self, why: &Unplaced) -> AttrValue;
}

impl Say for Table {
    fn measure(&self, id: &MeasureId) -> AttrValue {
        self.words.measure(id.as_str()).map_or_else(|| id.to_string().into(), |said| said.title.clone())
    }

    fn measures(&self, ids: &[MeasureId]) -> String {
        ids.iter().map(|id| self.measure(id).to_string()).collect::<Vec<_>>().join(" · ")
    }

    fn role(&self, role: Knower) -> AttrValue {
        self.words.get(knower_key(role))
    }

    fn work(&self, days: PersonDays) -> AttrValue {
        counted(self, days, (Key::DaysOfWorkOne, Key::DaysOfWork))
    }

    fn a_week(&self, days: PersonDays) -> AttrValue {
        counted(self, days, (Key::DaysAWeekOne, Key::DaysAWeek))
    }

    fn waits_for(&self, binding: &Binding) -> AttrValue {
        let named = |key, id| self.words.fill(key, &[("measure", &self.measure(id))]);
        match binding {
            Binding::Start => self.words.get(Key::ScheduleWaitsStart),
            Binding::Prerequisite(id) => named(Key::ScheduleWaitsPrerequisite, id),
            Binding::Role { after } => named(Key::ScheduleWaitsRole, after),
            Binding::Capacity => self.words.get(Key::ScheduleWaitsCapacity),
            Binding::Date => self.words.get(Key::ScheduleWaitsDate),
        }
    }

    fn promise(&self, promise: Promise) -> AttrValue {
        match promise {
            Promise::Kept(fixed) => promised(self, fixed),
            Promise::Broken { fixed, days, .. } => {
                let day = self.day(fixed.day());
                self.words.counted_fill(Key::ScheduleDaysLateFor, count(days), &[("day", &day)])
            }
        }
    }

    fn unplaced(&self, why: &Unplaced) -> AttrValue {
        match why {
            Unplaced::NobodyCan => self.words.get(Key::ScheduleUnplacedNobody),
            Unplaced::TooFar => self.words.get(Key::ScheduleUnplacedFar),
            Unplaced::Waits(id) => self.words.fill(Key::ScheduleUnplacedWaits, &[("measure", &self.measure(id))]),
        }
    }
}

fn counted(table: &Table, days: PersonDays, (one, other): (Key, Key)) -> AttrValue {
    let language = table.words.language();
    let text = format::number(language, days.to_f64(), 2);
    table.words.fill(if language.is_one_day(days) { one } else { other }, &[("days", &text)])
}

fn promised(table: &Table, fixed: Fixed) -> AttrValue {
    let key = match fixed {
        Fixed::By(_) => Key::SchedulePromisedBy,
        Fixed::On(_) => Key::SchedulePromisedOn,
    };
    table.words.fill(key, &[("day", &table.day(fixed.day()))])
}

/// Why a promised date is not kept.
pub const fn broken_key(because: Broken) -> Key {
    match because {
        Broken::Impossible => Key::ScheduleBrokenImpossible,
        Broken::NotAllTogether => Key::ScheduleBrokenTogether,
        Broken::NotFound => Key::ScheduleBrokenNotFound,
    }
}

/// From one day to another.
pub fn span(table: &Table, first: Date, last: Date) -> AttrValue {
    if first == last {
        return table.day(first).into();
    }
    table.words.fill(Key::ScheduleSpan, &[("first", &table.day(first)), ("last", &table.day(last))])
}

/// A number of days, as texts count: never below nothing.
pub fn count(days: i64) -> u64 {
    days.unsigned_abs()
}

/// The texts and pages whose name is wanted, each a link.
pub fn sources(table: &Table, wanted: impl Fn(&InstrumentId) -> bool) -> Html {
    let found = table.plan.instruments.iter().filter(|one| wanted(&one.id));
    let one = |(at, known): (usize, &Instrument)| {
        let name = table.words.tool(&format!("instrument.{}", known.id));
        html! { <>{ if at > 0 { " · " } else { "" } }<a href={known.address.clone()} target="_blank" rel="noreferrer">{ name }</a></> }
    };
    html! { <span class="article">{ for found.enumerate().map(one) }</span> }
}
