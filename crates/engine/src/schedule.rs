//! A schedule: who does what on which days, by when it is done, what stands in the way of an earlier end.
//!
//! **Model.** A task is done by one role. What a role can give, so many days a week from a day on, is spread evenly over
//! the working days of the week. A role goes through its tasks one after another, in a fixed order, each with all it
//! has. What builds on a task of the same role may begin on the day that one ends; what builds on a task of another role
//! begins on the next working day.
//!
//! **Method.** A set of orders is drawn up from the tasks alone (`orders.rs`). Each is laid on the calendar
//! (`place.rs`), and the best is kept. How much there is to do by whom, on which days, plays no part in the orders, and
//! no order ends later when a role can do more: so neither does the best of them. `bound.rs` gives the day before which
//! no order whatsoever can end. See `docs/decisions/0026-the-schedule.md`.

mod bound;
mod change;
mod cost;
mod network;
mod orders;
mod place;
mod remedy;
mod road;
mod workdays;

pub use change::{Change, Changes, Shift, What, Why, changes};
pub use cost::{Cost, Costs, Prices, costs, price};
pub use remedy::{Need, Remedies, remedies};
pub use road::{Buckets, Phase, PhaseOnTheCalendar, Road, Stage, TasksOfRole, buckets, by_role, phases};
pub use workdays::{Capacity, Ticks};

use crate::{
    catalogue::{Knower, PersonDays},
    collections::{Map, Set},
    date::Date,
    identifier::MeasureId,
    roadmap::{Measure, QuickWin, Roadmap, Urgency},
};
use bound::Bound;
use network::Network;
use orders::Orders;
use place::{Outcome, Placement};
use workdays::Workdays;

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The measure.
    pub measure: MeasureId,
    /// All the work, before anything was done.
    pub effort: PersonDays,
    /// Who does it.
    pub who: Knower,
    /// What comes before it. Only tasks of the same schedule count.
    pub after: Vec<MeasureId>,
    /// Why it has to be done.
    pub urgency: Urgency,
    /// Little work, much effect.
    pub quick_win: QuickWin,
    /// Its place on the recommended road.
    pub phase: Phase,
}

/// The tasks of a roadmap, with what comes before each and its place on the road.
pub fn tasks(roadmap: &Roadmap, measures: &[Measure], road: &Road) -> Vec<Task> {
    let after = |id: &MeasureId| {
        let measure = measures.iter().find(|measure| measure.id == *id);
        measure.map(|measure| measure.after.clone()).unwrap_or_default()
    };
    let task = |task: &crate::roadmap::Task| Task {
        measure: task.measure.clone(),
        effort: task.effort,
        who: task.who,
        after: after(&task.measure),
        urgency: task.urgency,
        quick_win: task.quick_win,
        phase: road.phase(&task.measure),
    };
    roadmap.tasks.iter().map(task).collect()
}

/// The work that is left of a task; `None` for what is done or will not be.
pub fn left(task: &Task, circumstances: &Circumstances) -> Option<PersonDays> {
    match circumstances.progress.get(&task.measure) {
        _ if circumstances.out.contains(&task.measure) => None,
        Some(Progress::Done { .. }) => None,
        Some(Progress::Begun { left, .. }) => Some(*left),
        None => Some(task.effort),
    }
}

/// A date that somebody promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// Done on that day at the latest.
    By(Date),
    /// Done on that very day and not before: a meeting, the visit of an assessor. The work is done before it.
    On(Date),
}

impl Fixed {
    /// The day.
    pub const fn day(self) -> Date {
        match self {
            Self::By(day) | Self::On(day) => day,
        }
    }
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Begun.
    Begun {
        /// When, if that is known.
        on: Option<Date>,
        /// What is left to do.
        left: PersonDays,
    },
    /// Done.
    Done {
        /// When.
        on: Date,
    },
}

/// What the user has, wants and knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// First day of work; `None`, or a day that has passed, is today.
    pub start: Option<Date>,
    /// The day to be ready.
    pub target: Option<Date>,
    /// What each role can do. A role that is not here can do nothing.
    pub capacity: Map<Knower, Capacity>,
    /// Days on which nobody works; weekends need not be here.
    pub days_off: Set<Date>,
    /// Dates that were promised.
    pub fixed: Map<MeasureId, Fixed>,
    /// What will not be done.
    pub out: Set<MeasureId>,
    /// What was begun or done.
    pub progress: Map<MeasureId, Progress>,
}

impl Circumstances {
    /// The first day that counts: the one that was asked for, or today.
    pub fn first_day(&self, today: Date) -> Date {
        self.start.map_or(today, |start| start.max(today))
    }
}

/// What determines when a task begins, or ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Binding {
    /// Nothing: it begins with the plan.
    Start,
    /// A task that comes before it.
    Prerequisite(MeasureId),
    /// Who does it is busy until then with this task.
    Role {
        /// What the role does before.
        after: MeasureId,
    },
    /// Who does it can do nothing before.
    Capacity,
    /// It ends on its own date and not before.
    Date,
}

impl Binding {
    /// The one spelling in contracts and text keys.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Prerequisite(_) => "prerequisite",
            Self::Role { .. } => "role",
            Self::Capacity => "capacity",
            Self::Date => "date",
        }
    }

    /// The task it waits for, if it is one.
    pub const fn measure(&self) -> Option<&MeasureId> {
        match self {
            Self::Prerequisite(measure) | Self::Role { after: measure } => Some(measure),
            Self::Start | Self::Capacity | Self::Date => None,
        }
    }
}

/// Whether a promised date is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// It is.
    Kept(Fixed),
    /// It is not.
    Broken {
        /// What was promised.
        fixed: Fixed,
        /// By so many days on the calendar.
        days: i64,
        /// Whether it could be.
        because: Broken,
    },
}

/// Why a promised date is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// With this capacity no order can keep it, whatever becomes of the others: proven.
    Impossible,
    /// No order can keep all the promised dates together: proven.
    NotAllTogether,
    /// No order that was tried keeps it. That there is none is not proven.
    NotFound,
}

impl Broken {
    /// The one spelling in contracts and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Impossible => "impossible",
            Self::NotAllTogether => "not-all-together",
            Self::NotFound => "not-found",
        }
    }
}

/// Why a task stands on no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// Its role can do nothing.
    NobodyCan,
    /// It would take longer than twenty years.
    TooFar,
    /// It waits for this one, which stands on no day itself.
    Waits(MeasureId),
}

impl Unplaced {
    /// The one spelling in contracts and text keys.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NobodyCan => "nobody-can",
            Self::TooFar => "too-far",
            Self::Waits(_) => "waits",
        }
    }
}

/// A task on the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The measure.
    pub measure: MeasureId,
    /// Who does it.
    pub who: Knower,
    /// Why it has to be done.
    pub urgency: Urgency,
    /// Little work, much effect.
    pub quick_win: QuickWin,
    /// Its place on the recommended road.
    pub phase: Phase,
    /// What is left to do.
    pub effort: PersonDays,
    /// When it was begun, if it was and the day is known.
    pub begun: Option<Date>,
    /// First day of what is left.
    pub starts: Date,
    /// Day on which it is done.
    pub ends: Date,
    /// What stands in the way of an earlier day.
    pub binding: Binding,
    /// By so many working days it may end later, with the order as it is, without moving the end of the whole or breaking
    /// a promise that is kept.
    pub slack: i64,
    /// The promised date, if there is one.
    pub promise: Option<Promise>,
    /// What should come before it and will not be done.
    pub without: Vec<MeasureId>,
    /// Which share of its role's work is its own.
    span: (Ticks, Ticks),
}

/// A step of the critical path, with what makes it wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The task.
    pub measure: MeasureId,
    /// What binds it: the link before, or something outside the plan.
    pub binding: Binding,
}

/// The day to be ready, against the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The day.
    pub on: Date,
    /// Days on the calendar from it to the end; negative when there are days to spare, `None` when a task stands on no
    /// day.
    pub days_over: Option<i64>,
    /// Whether it could be met.
    pub standing: TargetStanding,
}

/// Whether the target is met, and if not, whether it could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetStanding {
    /// It is.
    Met,
    /// With this capacity no order can meet it: proven.
    Impossible,
    /// No order that was tried meets it, with the promised dates as they are. That there is none is not proven.
    NotFound,
}

impl TargetStanding {
    /// The one spelling in contracts and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Impossible => "impossible",
            Self::NotFound => "not-found",
        }
    }
}

/// Who does what when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The day it was made for.
    pub today: Date,
    /// First day of the plan.
    pub starts: Date,
    /// Day on which everything that stands on a day is done; `None` when nothing does.
    pub ends: Option<Date>,
    /// The day before which no order can end, with this capacity; never after [`ends`](Self::ends). The distance is all
    /// that a better order could gain. `None` when nothing is planned or a task stands on no day.
    pub earliest_end: Option<Date>,
    /// The day to be ready, if there is one.
    pub target: Option<Target>,
    /// The tasks, earliest first.
    pub planned: Vec<Planned>,
    /// The tasks that stand on no day.
    pub unplaced: Vec<(MeasureId, Unplaced)>,
    /// What is done, and when.
    pub done: Vec<(MeasureId, Date)>,
    /// What will not be done.
    pub out: Vec<MeasureId>,
    /// The chain that makes the plan as long as it is, first task first.
    pub critical: Vec<Link>,
    /// All the work that is left.
    pub effort: PersonDays,
    /// From which circumstances it was made.
    pub circumstances: Circumstances,
    workdays: Workdays,
}

impl Schedule {
    /// Days on the calendar that a better order could gain at most; `None` where [`earliest_end`](Self::earliest_end) is
    /// not known.
    pub fn at_most_better(&self) -> Option<i64> {
        Some(self.earliest_end?.days_until(self.ends?))
    }

    /// Whether every task stands on a day.
    pub const fn is_complete(&self) -> bool {
        self.unplaced.is_empty()
    }

    /// The task of this measure, if it stands on a day.
    pub fn task(&self, measure: &MeasureId) -> Option<&Planned> {
        self.planned.iter().find(|planned| planned.measure == *measure)
    }

    /// The work that a planned task takes from one day to another, both included.
    pub fn work_between(&self, planned: &Planned, first: Date, last: Date) -> Ticks {
        let (from, to) = planned.span;
        let before = self.workdays.through_date(planned.who, first.plus_days(-1));
        let after = self.workdays.through_date(planned.who, last);
        to.min(after).minus(from.max(before))
    }
}

/// Lays the tasks on the calendar. Total: what cannot stand on a day is named with its reason, and a circle among
/// prerequisites, which the checks on the data refuse, is cut in the order of the tasks.
pub fn schedule(tasks: &[Task], circumstances: &Circumstances, today: Date) -> Schedule {
    let network = Network::new(tasks, &circumstances.fixed);
    Planner::new(&network).schedule(circumstances, today)
}

/// The tasks with the orders that were drawn up for them: these depend on the tasks and on the promised dates only, and
/// serve every capacity.
struct Planner<'plan, 'tasks> {
    network: &'plan Network<'tasks>,
    orders: Orders<'plan, 'tasks>,
}

/// The best order on the calendar.
struct Best {
    placement: Placement,
    workdays: Workdays,
}

impl<'plan, 'tasks> Planner<'plan, 'tasks> {
    fn new(network: &'plan Network<'tasks>) -> Self {
        Self { network, orders: Orders::new(network) }
    }

    /// The work that is left of each task; `None` for what is done or will not be.
    fn left(&self, circumstances: &Circumstances) -> Vec<Option<Ticks>> {
        self.network.nodes.iter().map(|node| left(node.task, circumstances).map(Ticks::of)).collect()
    }

    fn best(&self, circumstances: &Circumstances, today: Date) -> Best {
        let left = self.left(circumstances);
        let first_day = circumstances.first_day(today);
        let workdays = Workdays::new(first_day, &circumstances.capacity, &circumstances.days_off);
        let lay = |order: &Vec<usize>| place::place(self.network, &left, &workdays, order);
        // Of equals the first: the orders stand in the sequence in which people would choose them.
        let best = |orders: &[Vec<usize>], start: Option<Placement>| {
            start.into_iter().chain(orders.iter().map(lay)).min_by(|one, other| one.merit.cmp(&other.merit))
        };
        let first = best(self.orders.first(), None);
        let bound = Bound::new(self.network, &left, &workdays).earliest_end();
        let placement = match first {
            Some(first) if first.is_best_with(bound) => Some(first),
            first => best(self.orders.rest(), first),
        };
        Best { placement: placement.unwrap_or_default(), workdays }
    }

    fn schedule(&self, circumstances: &Circumstances, today: Date) -> Schedule {
        let Best { placement, mut workdays } = self.best(circumstances, today);
        let left = self.left(circumstances);
        let bound = Bound::new(self.network, &left, &workdays);
        let unplaced = placement.unplaced(self.network);
        let earliest = if unplaced.is_empty() { bound.earliest_end() } else { None };
        let slack = placement.slack(self.network, &workdays);
        let promises = promises(self.network, &placement, &bound);
        let mut planned: Vec<Planned> = Vec::new();
        for at in placement.by_start() {
            let (Some(node), Some(Outcome::Placed(slot))) = (self.network.nodes.get(at), placement.outcomes.get(at))
            else {
                continue;
            };
            let Some(starts) = workdays.date(slot.first) else { continue };
            let begun = match circumstances.progress.get(&node.task.measure) {
                Some(Progress::Begun { on, .. }) => *on,
                Some(Progress::Done { .. }) | None => None,
            };
            planned.push(Planned {
                measure: node.task.measure.clone(),
                who: node.task.who,
                urgency: node.task.urgency,
                quick_win: node.task.quick_win,
                phase: node.task.phase,
                effort: slot.to.minus(slot.from).days(),
                begun,
                starts,
                ends: slot.ends,
                binding: self.named(&slot.hold),
                slack: slack.get(at).copied().unwrap_or_default(),
                promise: promises.get(at).copied().flatten(),
                without: self.network.names(&node.before, |id| circumstances.out.contains(id)),
                span: (slot.from, slot.to),
            });
        }
        let ends = planned.iter().map(|task| task.ends).max();
        let complete = unplaced.is_empty();
        let days_over = |on: Date| if complete { Some(ends.map_or(0, |ends| on.days_until(ends))) } else { None };
        let target = circumstances.target.map(|on| Target {
            on,
            days_over: days_over(on),
            standing: match days_over(on) {
                Some(..=0) => TargetStanding::Met,
                Some(1..) if !bound.allows_end_on(on) => TargetStanding::Impossible,
                None if !bound.allows_end_on(on) => TargetStanding::Impossible,
                Some(1..) | None => TargetStanding::NotFound,
            },
        });
        let done = self.network.nodes.iter().filter_map(|node| {
            let id = &node.task.measure;
            match circumstances.progress.get(id) {
                Some(Progress::Done { on }) if !circumstances.out.contains(id) => Some((id.clone(), *on)),
                Some(Progress::Done { .. } | Progress::Begun { .. }) | None => None,
            }
        });
        let all: Vec<usize> = (0..self.network.nodes.len()).collect();
        let done = done.collect();
        let out = self.network.names(&all, |id| circumstances.out.contains(id));
        let starts = workdays.date(0).unwrap_or(today);
        workdays.keep_until(ends.max(circumstances.target).unwrap_or(starts));
        Schedule {
            today,
            starts,
            ends,
            earliest_end: earliest,
            target,
            critical: critical(&planned),
            effort: planned.iter().fold(PersonDays(0), |sum, task| sum.plus(task.effort)),
            planned,
            unplaced,
            done,
            out,
            circumstances: circumstances.clone(),
            workdays,
        }
    }

    fn named(&self, hold: &place::Hold) -> Binding {
        let name = |at: usize| self.network.nodes.get(at).map(|node| node.task.measure.clone());
        match hold {
            place::Hold::Start => Binding::Start,
            place::Hold::Capacity => Binding::Capacity,
            place::Hold::Date => Binding::Date,
            place::Hold::Prerequisite(at) => name(*at).map_or(Binding::Start, Binding::Prerequisite),
            place::Hold::Role(at) => name(*at).map_or(Binding::Start, |after| Binding::Role { after }),
        }
    }
}

/// Whether each promised date is kept, and if not, whether it could be.
fn promises(network: &Network<'_>, placement: &Placement, bound: &Bound<'_, '_>) -> Vec<Option<Promise>> {
    let all: Vec<(usize, Date)> = (network.nodes.iter().enumerate())
        .filter_map(|(at, node)| node.fixed.map(|fixed| (at, fixed.day())))
        .filter(|(at, _)| matches!(placement.outcomes.get(*at), Some(Outcome::Placed(_))))
        .collect();
    let promise = |(at, outcome): (usize, &Outcome)| {
        let fixed = network.nodes.get(at)?.fixed?;
        let Outcome::Placed(slot) = outcome else { return None };
        let days = fixed.day().days_until(slot.ends);
        if days <= 0 {
            return Some(Promise::Kept(fixed));
        }
        let because = if !bound.allows(&[(at, fixed.day())], None) {
            Broken::Impossible
        } else if !bound.allows(&all, None) {
            Broken::NotAllTogether
        } else {
            Broken::NotFound
        };
        Some(Promise::Broken { fixed, days, because })
    };
    placement.outcomes.iter().enumerate().map(promise).collect()
}

/// From the task that ends last back through whatever binds it.
fn critical(planned: &[Planned]) -> Vec<Link> {
    let find = |id: &MeasureId| planned.iter().find(|task| task.measure == *id);
    let mut chain = Vec::new();
    // Of several that end last the one that began last: it has the fewest of its own days.
    let mut next = planned.iter().max_by_key(|task| (task.ends, task.starts));
    while let Some(task) = next {
        chain.push(Link { measure: task.measure.clone(), binding: task.binding.clone() });
        next = match &task.binding {
            Binding::Prerequisite(before) | Binding::Role { after: before } if chain.len() < planned.len() => {
                find(before)
            }
            Binding::Prerequisite(_) | Binding::Role { .. } | Binding::Start | Binding::Capacity | Binding::Date => {
                None
            }
        };
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests;
