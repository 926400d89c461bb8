//! The plan that was agreed: what it was made from, and the days that it gave. Made again from the first it tells why
//! something moved; the days themselves are kept, so that no later release can change what was agreed.

use super::conditions::{self, Conditions, SavedConditions};
use crate::{
    open_tools::{date, measure, named},
    save_tools::facts,
    schema::Named,
};
use belfry_engine::{
    catalogue::{Knower, PersonDays},
    collections::Map,
    date::Date,
    identifier::MeasureId,
    roadmap::Urgency,
    vocabulary::Vocabulary,
};
use belfry_reader::{Item, Misfit, Table, Wrong};
use serde::Serialize;

/// The plan that was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// When.
    pub on: Date,
    /// First day of work, where one was asked for.
    pub start: Option<Date>,
    /// The conditions, with a figure for every role.
    pub conditions: Conditions,
    /// What was to do.
    pub tasks: Map<MeasureId, AgreedTask>,
}

/// What was to do for a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgreedTask {
    /// Who.
    pub who: Knower,
    /// All the work, before anything was done.
    pub effort: PersonDays,
    /// Why.
    pub urgency: Urgency,
    /// First and last day; `None` where it stood on no day.
    pub days: Option<(Date, Date)>,
}

/// As a file has it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedAgreed {
    /// ISO date.
    pub on: String,
    /// ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// The conditions, with a figure for every role.
    pub conditions: SavedConditions,
    /// By measure: `who`, `days` (of work, at most two decimals), `urgency` (`duty`, `key-measure`, `level`), and `starts` and
    /// `ends` (ISO dates), both or neither.
    pub tasks: Named<Named<String>>,
}

pub(super) fn open(mut saved: Table, vocabulary: &dyn Vocabulary) -> Result<Agreed, Misfit> {
    let agreed = Agreed {
        on: saved.known("on", Date::parse)?,
        start: saved.parse("start", Wrong::OutOfRange, Date::parse)?,
        conditions: conditions::open(saved.table("conditions")?, vocabulary)?,
        tasks: named(saved.table("tasks")?, |text| measure(text, vocabulary), task)?,
    };
    saved.end()?;
    Ok(agreed)
}

fn task(item: Item) -> Result<AgreedTask, Misfit> {
    let mut saved = item.table()?;
    let urgency = |text: &str| Urgency::ALL.into_iter().find(|urgency| urgency.code() == text);
    let effort = saved.parse("days", Wrong::OutOfRange, conditions::work)?;
    let starts = saved.take("starts").map(date).transpose()?;
    let ends = saved.take("ends").map(date).transpose()?;
    let days = match (starts, ends) {
        (Some(starts), Some(ends)) => {
            saved.place().at("ends").need((starts <= ends).then_some(()), Wrong::OutOfRange)?;
            Some((starts, ends))
        }
        (None, None) => None,
        (Some(_), None) => return Err(saved.place().at("ends").wrong(Wrong::Missing)),
        (None, Some(_)) => return Err(saved.place().at("starts").wrong(Wrong::Missing)),
    };
    let task = AgreedTask {
        who: saved.known("who", Knower::from_code)?,
        effort: saved.place().at("days").need(effort, Wrong::Missing)?,
        urgency: saved.known("urgency", urgency)?,
        days,
    };
    saved.end()?;
    Ok(task)
}

pub(super) fn save(agreed: &Agreed) -> SavedAgreed {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let task = |task: &AgreedTask| {
        facts([
            ("who", task.who.code().to_owned()),
            ("days", task.effort.to_string()),
            ("urgency", task.urgency.code().to_owned()),
            ("starts", day(task.days.map(|(starts, _)| starts))),
            ("ends", day(task.days.map(|(_, ends)| ends))),
        ])
    };
    SavedAgreed {
        on: agreed.on.to_string(),
        start: agreed.start.map(|day| day.to_string()),
        conditions: conditions::saved(&agreed.conditions),
        tasks: agreed.tasks.iter().map(|(id, one)| (id.to_string(), task(one))).collect(),
    }
}
