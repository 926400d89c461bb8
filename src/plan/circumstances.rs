//! From what was entered to what the schedule is made from, and back to the plan that was agreed.

use super::table::Table;
use belfry_dossier::arrangement::{Agreed, AgreedTask, Conditions, PublicHolidays, RoleTime, TimeChange};
use belfry_engine::{
    catalogue::{Knower, PersonDays},
    date::Date,
    identifier::MeasureId,
    roadmap::Urgency,
    schedule::{Circumstances, Prices, Progress, Schedule, Task, schedule, tasks as tasks_of},
};

/// What the user has, wants and knows.
pub fn circumstances(table: &Table) -> Circumstances {
    let start = table.study.view.dossier.planning.start;
    let conditions = &table.tools().arrangement.conditions;
    let pace = table.report.roadmap.pace;
    Circumstances { target: table.report.roadmap.target, ..under(table, conditions, start, pace, table.view.today) }
}

fn under(table: &Table, conditions: &Conditions, start: Option<Date>, pace: PersonDays, today: Date) -> Circumstances {
    let first = start.map_or(today, |start| start.max(today));
    let mut days_off = match conditions.holidays {
        PublicHolidays::Off => table.plan.days_off(first),
        PublicHolidays::Worked => Default::default(),
    };
    days_off.extend(conditions.closed_days(first).iter().copied());
    Circumstances {
        start,
        target: None,
        capacity: Knower::ALL.into_iter().map(|role| (role, conditions.capacity(role, pace))).collect(),
        days_off,
        fixed: conditions.fixed.clone(),
        out: conditions.out.clone(),
        progress: conditions.progress.clone(),
    }
}

/// What there is to do: the measures of the roadmap, and what the user says is done though the answers have it already.
pub fn tasks(table: &Table) -> Vec<Task> {
    let mut tasks = tasks_of(&table.report.roadmap, &table.content.measures, &table.plan.road);
    for (id, progress) in table.tools().arrangement.conditions.progress.iter() {
        let is_there = tasks.iter().any(|task| task.measure == *id);
        if let (Progress::Done { .. }, false) = (progress, is_there) {
            tasks.extend(task(
                table,
                id,
                AgreedTask { who: Knower::Owner, effort: PersonDays(0), urgency: Urgency::Level, days: None },
            ));
        }
    }
    tasks
}

/// A task as it was agreed; nothing where this release has no such measure.
fn task(table: &Table, id: &MeasureId, agreed: AgreedTask) -> Option<Task> {
    let measure = table.content.measures.iter().find(|measure| measure.id == *id)?;
    Some(Task {
        measure: id.clone(),
        effort: agreed.effort,
        who: agreed.who,
        after: measure.after.clone(),
        urgency: agreed.urgency,
        quick_win: measure.quick_win,
        phase: table.plan.road.phase(id),
    })
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
    let circumstances = under(table, &agreed.conditions, agreed.start, PersonDays(0), agreed.on);
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
    let entered = &table.tools().arrangement.prices;
    let day = |role: Knower| entered.days.get(&role).copied().or(table.tools().day_rate);
    Prices {
        day: Knower::ALL.into_iter().filter_map(|role| Some((role, day(role)?))).collect(),
        purchases: entered.purchases.clone(),
        audit: entered.audit.map(|amount| (amount, entered.audit_on)),
    }
}
