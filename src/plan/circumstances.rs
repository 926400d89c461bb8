//! What the user has, wants and knows, as the schedule takes it.

use super::table::Table;
use belfry_engine::{
    catalogue::{Knower, PersonDays},
    collections::Map,
    schedule::{Capacity, Circumstances, Prices},
};

/// What a schedule is made from.
pub fn circumstances(table: &Table) -> Circumstances {
    let roadmap = &table.report.roadmap;
    let given = &table.tools().arrangement.capacity;
    let capacity = |role: Knower| {
        let per_week: PersonDays = given.get(&role).copied().unwrap_or(roadmap.pace);
        (role, Capacity::steady(per_week))
    };
    Circumstances {
        start: table.view.dossier.planning.start,
        target: roadmap.target,
        capacity: Knower::ALL.into_iter().map(capacity).collect(),
        days_off: table.plan.days_off(table.view.today),
        ..Circumstances::default()
    }
}

/// The user's prices: a day of work costs the same for every role. Empty until it is given.
pub fn prices(table: &Table) -> Prices {
    let day: Map<_, _> =
        table.tools().day_rate.into_iter().flat_map(|rate| Knower::ALL.map(|role| (role, rate))).collect();
    Prices { day, ..Prices::default() }
}
