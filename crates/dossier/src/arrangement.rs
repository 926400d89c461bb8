//! How the work is arranged, beyond pace, start and target of [`planning`](crate::planning): who has how much time, dates that
//! are fixed, what is done, what it costs. Kept with what was entered in the tools.

use belfry_engine::{
    catalogue::{Knower, PersonDays},
    collections::Map,
};
use belfry_reader::{Misfit, Table, Wrong};
use serde::Serialize;

use crate::{open_tools::named, schema::Named};

/// How the work is arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Days a week of each role; who is absent has the pace of the plan.
    pub capacity: Map<Knower, PersonDays>,
}

/// As a file has it.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedArrangement {
    /// Days a week (at most two decimals) by role: `owner`, `it`, `hr`, `supplier`, `legal`.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub capacity: Named<String>,
}

pub(crate) fn open(mut saved: Table) -> Result<Arrangement, Misfit> {
    let week = |text: &str| PersonDays::parse(text).filter(|days| *days <= PersonDays(50_000));
    let arrangement = Arrangement {
        capacity: named(saved.table("capacity")?, Knower::from_code, |item| {
            let place = item.place.clone();
            place.need(week(&item.text()?), Wrong::OutOfRange)
        })?,
    };
    saved.end()?;
    Ok(arrangement)
}

pub(crate) fn save(arrangement: &Arrangement) -> Option<SavedArrangement> {
    (*arrangement != Arrangement::default()).then(|| SavedArrangement {
        capacity: arrangement.capacity.iter().map(|(role, days)| (role.code().to_owned(), days.to_string())).collect(),
    })
}
