//! What is planned in money, by the user's own prices.

use super::{Circumstances, Schedule, Task, Ticks, left};
use crate::{
    catalogue::Knower,
    collections::{Map, Set},
    date::Date,
    identifier::MeasureId,
    returns::Quarter,
    size::Euro,
};

/// The user's prices. Belfry has none of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prices {
    /// A person-day of each role.
    pub day: Map<Knower, Euro>,
    /// What has to be bought for a measure.
    pub purchases: Map<MeasureId, Euro>,
    /// The outside assessment, if there is one, and its day if that is known.
    pub audit: Option<(Euro, Option<Date>)>,
}

/// What a measure costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The work that is left.
    pub work: Euro,
    /// What has to be bought.
    pub purchases: Euro,
}

impl Cost {
    /// Both together.
    pub const fn sum(self) -> Euro {
        self.work.plus(self.purchases)
    }
}

/// What the rest of the plan costs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// Each planned measure.
    pub measures: Map<MeasureId, Cost>,
    /// All the work that is left.
    pub work: Euro,
    /// All purchases.
    pub purchases: Euro,
    /// The outside assessment.
    pub audit: Euro,
    /// All of it.
    pub total: Euro,
    /// The total by quarter: work when it is done, purchases when the work begins, the assessment on its day or at the
    /// end of the plan. Adds up to the total.
    pub quarters: Map<Quarter, Euro>,
    /// Roles that have work and no price: their work is not in the sums.
    pub without_price: Set<Knower>,
}

/// What these tasks still cost, work and purchases, on whichever days they are done: what [`costs`] comes to when every one
/// of them stands on a day, without the outside assessment.
pub fn price(tasks: &[Task], circumstances: &Circumstances, prices: &Prices) -> Euro {
    let mut sum = Euro::default();
    for task in tasks {
        let Some(work) = left(task, circumstances) else { continue };
        let day = prices.day.get(&task.who).copied().unwrap_or_default();
        sum = sum.plus(Euro(day.0.parts(u64::from(work.0), 100)));
        sum = sum.plus(prices.purchases.get(&task.measure).copied().unwrap_or_default());
    }
    sum
}

/// What is still to come. What is done is not in it: what it has cost, the user knows.
pub fn costs(schedule: &Schedule, prices: &Prices) -> Costs {
    let mut costs = Costs::default();
    for task in &schedule.planned {
        let mut work = Euro::default();
        match prices.day.get(&task.who) {
            Some(price) => {
                for (quarter, ticks) in by_quarter(schedule, task) {
                    let part = Euro(price.0.parts(ticks.0, Ticks::PER_DAY));
                    work = work.plus(part);
                    costs.quarters.update(quarter, |sum| *sum = sum.plus(part));
                }
            }
            None if task.effort.0 > 0 => {
                costs.without_price.insert(task.who);
            }
            None => {}
        }
        let purchases = prices.purchases.get(&task.measure).copied().unwrap_or_default();
        if purchases > Euro::default() {
            costs.quarters.update(Quarter::of(task.starts), |sum| *sum = sum.plus(purchases));
        }
        costs.work = costs.work.plus(work);
        costs.purchases = costs.purchases.plus(purchases);
        costs.measures.insert(task.measure.clone(), Cost { work, purchases });
    }
    if let Some((audit, on)) = prices.audit {
        costs.audit = audit;
        let on = on.or(schedule.ends).unwrap_or(schedule.today);
        costs.quarters.update(Quarter::of(on), |sum| *sum = sum.plus(audit));
    }
    costs.total = costs.work.plus(costs.purchases).plus(costs.audit);
    costs
}

/// The work of a task in each quarter in which it is done.
fn by_quarter(schedule: &Schedule, task: &super::Planned) -> Vec<(Quarter, Ticks)> {
    let mut found = Vec::new();
    let mut first = task.starts;
    while first <= task.ends {
        let (year, month, _) = first.civil();
        let begins = Date::from_civil(year, (month - 1) / 3 * 3 + 1, 1).unwrap_or(first);
        let next = begins.plus_months(3);
        let work = schedule.work_between(task, first, next.plus_days(-1).min(task.ends));
        if work > Ticks(0) {
            found.push((Quarter::of(first), work));
        }
        if next <= first {
            break;
        }
        first = next;
    }
    found
}
