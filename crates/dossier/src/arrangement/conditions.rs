//! Time, promises and progress.

use crate::{
    open_tools::{date, each, measure, named, set},
    save_tools::{facts, or_nothing},
    schema::Named,
};
use belfry_engine::{
    catalogue::{Knower, PersonDays},
    collections::{Map, Set},
    date::Date,
    identifier::MeasureId,
    roadmap::{Measure, Roadmap, Urgency},
    schedule::{Capacity, Circumstances, Fixed, Progress, Road, Task, tasks},
    vocabulary::Vocabulary,
};
use belfry_reader::{Item, Misfit, Table, Wrong};
use serde::Serialize;

/// Time, promises and progress.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// What each role can do; who is absent has the pace of the plan.
    pub time: Map<Knower, RoleTime>,
    /// Whether people work on public holidays.
    pub holidays: PublicHolidays,
    /// Other days on which nobody works, in the order in which they were entered.
    pub closed: Vec<Closed>,
    /// Dates that were promised.
    pub fixed: Map<MeasureId, Fixed>,
    /// What will not be done.
    pub out: Set<MeasureId>,
    /// What was begun or done.
    pub progress: Map<MeasureId, Progress>,
}

impl Conditions {
    /// The days of the closed periods, from a day on and for twenty years at most.
    pub fn closed_days(&self, from: Date) -> Set<Date> {
        let last = from.plus_months(240);
        let days = |closed: &Closed| {
            let first = closed.from.map(|first| first.max(from));
            let until = closed.until.or(closed.from).map(|until| until.min(last));
            let length = first.zip(until).map_or(-1, |(first, until)| first.days_until(until));
            (0..=length).filter_map(move |ahead| Some(first?.plus_days(ahead)))
        };
        self.closed.iter().flat_map(days).collect()
    }

    /// What a schedule is made from, without a target. `start` and `pace` are those of the roadmap; `holidays` gives the
    /// public holidays from a day on.
    pub fn circumstances(
        &self,
        start: Option<Date>,
        pace: PersonDays,
        holidays: &dyn Fn(Date) -> Set<Date>,
        today: Date,
    ) -> Circumstances {
        let first = start.map_or(today, |start| start.max(today));
        let mut days_off = match self.holidays {
            PublicHolidays::Off => holidays(first),
            PublicHolidays::Worked => Set::new(),
        };
        days_off.extend(self.closed_days(first).iter().copied());
        Circumstances {
            start,
            target: None,
            capacity: Knower::ALL.into_iter().map(|role| (role, self.capacity(role, pace))).collect(),
            days_off,
            fixed: self.fixed.clone(),
            out: self.out.clone(),
            progress: self.progress.clone(),
        }
    }

    /// What there is to do: the measures of the roadmap, and what the user says is done though the answers have it already.
    pub fn tasks(&self, roadmap: &Roadmap, measures: &[Measure], road: &Road) -> Vec<Task> {
        let mut tasks = tasks(roadmap, measures, road);
        for (id, progress) in self.progress.iter() {
            let is_there = tasks.iter().any(|task| task.measure == *id);
            let measure = measures.iter().find(|measure| measure.id == *id);
            if let (Progress::Done { .. }, false, Some(measure)) = (progress, is_there, measure) {
                let (effort, who, urgency) = (PersonDays(0), Knower::Owner, Urgency::Level);
                tasks.push(task(measure, road, effort, who, urgency));
            }
        }
        tasks
    }

    /// What a role can do; `pace` days a week where nothing was entered.
    pub fn capacity(&self, role: Knower, pace: PersonDays) -> Capacity {
        let time = self.time.get(&role);
        let per_week = time.and_then(|time| time.per_week).unwrap_or(pace);
        let changes = time.iter().flat_map(|time| &time.changes);
        Capacity { per_week, changes: changes.filter_map(|change| Some((change.from?, change.per_week))).collect() }
    }
}

/// A measure as a task of a schedule.
pub fn task(measure: &Measure, road: &Road, effort: PersonDays, who: Knower, urgency: Urgency) -> Task {
    Task {
        measure: measure.id.clone(),
        effort,
        who,
        after: measure.after.clone(),
        urgency,
        quick_win: measure.quick_win,
        phase: road.phase(&measure.id),
    }
}

/// What a role can do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleTime {
    /// Days a week from the start; `None` is the pace of the plan.
    pub per_week: Option<PersonDays>,
    /// Other figures from later days on, in the order in which they were entered. Of two with one day the later counts.
    pub changes: Vec<TimeChange>,
}

/// Days a week from a day on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeChange {
    /// The day; nothing changes while it is open.
    pub from: Option<Date>,
    /// So many days a week.
    pub per_week: PersonDays,
}

/// Whether people work on public holidays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublicHolidays {
    /// Nobody does.
    #[default]
    Off,
    /// They are days like others.
    Worked,
}

impl PublicHolidays {
    const WORKED: &'static str = "worked";

    fn from_code(code: &str) -> Option<Self> {
        (code == Self::WORKED).then_some(Self::Worked)
    }
}

/// Days on which nobody works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed {
    /// What the user calls it.
    pub name: String,
    /// First day; nothing is closed while it is open.
    pub from: Option<Date>,
    /// Last day; that one day where it is open.
    pub until: Option<Date>,
}

/// As a file has it.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedConditions {
    /// What each role can do: `owner`, `it`, `hr`, `supplier`, `legal`.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub time: Named<SavedTime>,
    /// `worked` where public holidays are days like others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holidays: Option<String>,
    /// Other days on which nobody works: `name`, `from`, `until` (ISO dates).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Named<String>>,
    /// Promised dates by measure: either `by` or `on` (ISO dates).
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub fixed: Named<Named<String>>,
    /// Measures that will not be done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub out: Vec<String>,
    /// What was begun or done, by measure: `done` (ISO date), or `left` (days of work, at most two decimals) with or without
    /// `begun` (ISO date).
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub progress: Named<Named<String>>,
}

/// What a role can do, as a file has it.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedTime {
    /// Days a week, at most two decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<String>,
    /// From later days on: `from` (ISO date), `days`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Named<String>>,
}

/// More days a week than this are a mistake.
const MOST_A_WEEK: PersonDays = PersonDays(crate::open::MOST_PACE as u32);
/// More days of work at one measure than this are a mistake.
const MOST_WORK: PersonDays = PersonDays(crate::open::MOST_EFFORT as u32);

fn week(text: &str) -> Option<PersonDays> {
    PersonDays::parse(text).filter(|days| *days <= MOST_A_WEEK)
}

/// Days of work at one measure.
pub(super) fn work(text: &str) -> Option<PersonDays> {
    PersonDays::parse(text).filter(|days| *days <= MOST_WORK)
}

pub(super) fn open(mut saved: Table, vocabulary: &dyn Vocabulary) -> Result<Conditions, Misfit> {
    let measure = |text: &str| measure(text, vocabulary);
    let conditions = Conditions {
        time: named(saved.table("time")?, Knower::from_code, role_time)?,
        holidays: saved.parse("holidays", Wrong::UnknownIdentifier, PublicHolidays::from_code)?.unwrap_or_default(),
        closed: each(saved.list("closed")?, |row| {
            Ok(Closed {
                name: row.text("name")?.unwrap_or_default(),
                from: row.parse("from", Wrong::OutOfRange, Date::parse)?,
                until: row.parse("until", Wrong::OutOfRange, Date::parse)?,
            })
        })?,
        fixed: named(saved.table("fixed")?, measure, fixed)?,
        out: set(&mut saved, "out", measure)?,
        progress: named(saved.table("progress")?, measure, progress)?,
    };
    saved.end()?;
    Ok(conditions)
}

fn role_time(item: Item) -> Result<RoleTime, Misfit> {
    let mut saved = item.table()?;
    let time = RoleTime {
        per_week: saved.parse("days", Wrong::OutOfRange, week)?,
        changes: each(saved.list("changes")?, |row| {
            let days = row.parse("days", Wrong::OutOfRange, week)?;
            Ok(TimeChange {
                from: row.parse("from", Wrong::OutOfRange, Date::parse)?,
                per_week: row.place().at("days").need(days, Wrong::Missing)?,
            })
        })?,
    };
    saved.end()?;
    Ok(time)
}

fn fixed(item: Item) -> Result<Fixed, Misfit> {
    let mut saved = item.table()?;
    let by = saved.take("by").map(date).transpose()?.map(Fixed::By);
    let on = saved.take("on").map(date).transpose()?.map(Fixed::On);
    let place = saved.place().clone();
    saved.end()?;
    match (by, on) {
        (Some(fixed), None) | (None, Some(fixed)) => Ok(fixed),
        (None, None) => Err(place.wrong(Wrong::Missing)),
        (Some(_), Some(_)) => Err(place.at("on").wrong(Wrong::UnknownKey)),
    }
}

fn progress(item: Item) -> Result<Progress, Misfit> {
    let mut saved = item.table()?;
    let progress = match saved.take("done") {
        Some(on) => Progress::Done { on: date(on)? },
        None => {
            let left = saved.parse("left", Wrong::OutOfRange, work)?;
            Progress::Begun {
                on: saved.parse("begun", Wrong::OutOfRange, Date::parse)?,
                left: saved.place().at("left").need(left, Wrong::Missing)?,
            }
        }
    };
    saved.end()?;
    Ok(progress)
}

pub(super) fn save(conditions: &Conditions) -> Option<SavedConditions> {
    (*conditions != Conditions::default()).then(|| saved(conditions))
}

pub(super) fn saved(conditions: &Conditions) -> SavedConditions {
    let fixed = |fixed: &Fixed| match fixed {
        Fixed::By(day) => facts([("by", day.to_string())]),
        Fixed::On(day) => facts([("on", day.to_string())]),
    };
    let progress = |progress: &Progress| match progress {
        Progress::Begun { on, left } => facts([("left", left.to_string()), ("begun", or_nothing(*on))]),
        Progress::Done { on } => facts([("done", on.to_string())]),
    };
    SavedConditions {
        time: conditions.time.iter().map(|(role, time)| (role.code().to_owned(), saved_time(time))).collect(),
        holidays: match conditions.holidays {
            PublicHolidays::Off => None,
            PublicHolidays::Worked => Some(PublicHolidays::WORKED.to_owned()),
        },
        closed: (conditions.closed.iter())
            .map(|closed| {
                facts([
                    ("name", closed.name.clone()),
                    ("from", or_nothing(closed.from)),
                    ("until", or_nothing(closed.until)),
                ])
            })
            .collect(),
        fixed: conditions.fixed.iter().map(|(id, day)| (id.to_string(), fixed(day))).collect(),
        out: conditions.out.iter().map(ToString::to_string).collect(),
        progress: conditions.progress.iter().map(|(id, done)| (id.to_string(), progress(done))).collect(),
    }
}

fn saved_time(time: &RoleTime) -> SavedTime {
    let change =
        |change: &TimeChange| facts([("from", or_nothing(change.from)), ("days", change.per_week.to_string())]);
    SavedTime { days: time.per_week.map(|days| days.to_string()), changes: time.changes.iter().map(change).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        Date::parse(text)
    }

    #[test]
    fn a_closed_period_has_all_its_days_and_an_unfinished_one_none() {
        let closed = |from: &str, until: &str| Closed { from: day(from), until: day(until), ..Closed::default() };
        let conditions = Conditions {
            closed: vec![
                closed("2027-07-12", "2027-07-16"),
                closed("2027-08-02", ""),
                closed("", "2027-09-01"),
                closed("2027-10-05", "2027-10-01"),
            ],
            ..Conditions::default()
        };
        let days = conditions.closed_days(day("2027-07-15").unwrap());
        let days: Vec<String> = days.iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2027-07-15", "2027-07-16", "2027-08-02"]);
    }

    #[test]
    fn a_role_without_a_figure_has_the_pace_and_keeps_its_changes() {
        let change = TimeChange { from: day("2027-03-01"), per_week: PersonDays(200) };
        let open = TimeChange { from: None, per_week: PersonDays(900) };
        let time = RoleTime { per_week: None, changes: vec![change, open] };
        let conditions = Conditions { time: [(Knower::It, time)].into_iter().collect(), ..Conditions::default() };
        let capacity = conditions.capacity(Knower::It, PersonDays(50));
        assert_eq!(capacity.per_week, PersonDays(50));
        assert_eq!(capacity.changes.len(), 1);
        assert_eq!(conditions.capacity(Knower::Hr, PersonDays(50)), Capacity::steady(PersonDays(50)));
    }
}
