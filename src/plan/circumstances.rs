//! From what was entered to what the schedule is made from, and back to the plan that was agreed.

use super::table::Table;
use belfry_dossier::arrangement::{self, Agreed, AgreedTask, Conditions, RoleTime, TimeChange};
use belfry_engine::{
    catalogue::PersonDays,
    collections::Set,
    date::Date,
    identifier::MeasureId,
    schedule::{Circumstances, Prices, Schedule, Task, schedule},
};

/// What the user has, wants and knows.
pub fn circumstances(table: &Table) -> Circumstances {
    let start = table.study.view.dossier.planning.start;
    let roadmap = &table.report.roadmap;
    let conditions = &table.tools().arrangement.conditions;
    let under = conditions.circumstances(start, roadmap.pace, &holidays(table), table.view.today);
    Circumstances { target: roadmap.target, ..under }
}

fn holidays(table: &Table) -> impl Fn(Date) -> Set<Date> {
    |from| table.plan.days_off(from)
}

/// What there is to do.
pub fn tasks(table: &Table) -> Vec<Task> {
    let conditions = &table.tools().arrangement.conditions;
    conditions.tasks(&table.report.roadmap, &table.content.measures, &table.plan.road)
}

/// A task as it was agreed; nothing where this release has no such measure.
fn task(table: &Table, id: &MeasureId, agreed: AgreedTask) -> Option<Task> {
    let measure = table.content.measures.iter().find(|measure| measure.id == *id)?;
    Some(arrangement::task(measure, &table.plan.road, agreed.effort, agreed.who, agreed.urgency))
}

/// The plan as it is now, to be kept as the agreed one.
pub fn agreed(table: &Table, tasks: &[Task], found: &Schedule) -> Agreed {
    let conditions = &table.tools().arrangement.conditions;
    let time = found.circumstances.capacity.iter().map(|(role, capacity)| {
        let changes = capacity.changes.iter().map(|(from, days)| TimeChange { from: Some(*from), per_week: *days });
        (*role, RoleTime { per_week: Some(capacity.per_week), changes: changes.collect() })
    });
    let one = |task: &Task| {
        let planned = found.task(&task.measure);
        let days = planned.map(|planned| (planned.starts, planned.ends));
        (task.measure.clone(), AgreedTask { who: task.who, effort: task.effort, urgency: task.urgency, days })
    };
    Agreed {
        on: found.today,
        start: found.circumstances.start,
        conditions: Conditions { time: time.collect(), ..conditions.clone() },
        tasks: tasks.iter().map(one).collect(),
    }
}

/// The plan that was agreed: made again from what it was made from, with the days that were agreed.
pub fn agreed_plan(table: &Table, agreed: &Agreed) -> Schedule {
    let tasks: Vec<Task> = agreed.tasks.iter().filter_map(|(id, one)| task(table, id, *one)).collect();
    let circumstances = agreed.conditions.circumstances(agreed.start, PersonDays(0), &holidays(table), agreed.on);
    let mut plan = schedule(&tasks, &circumstances, agreed.on);
    for planned in &mut plan.planned {
        if let Some((starts, ends)) = agreed.tasks.get(&planned.measure).and_then(|one| one.days) {
            (planned.starts, planned.ends) = (starts, ends);
        }
    }
    plan.ends = plan.planned.iter().map(|planned| planned.ends).max();
    plan
}

/// The user's prices: the one for all days where a role has none of its own.
pub fn prices(table: &Table) -> Prices {
    table.tools().arrangement.prices.prices(table.tools().day_rate)
}
