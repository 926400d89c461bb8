//! One order on the calendar.
//!
//! Every role has an axis: all the work it can have done so far. A task takes a piece of its role's axis as long as its
//! work; where the piece begins, and on which day, follows from the tasks before it.

use super::{
    Fixed, Unplaced,
    network::{Network, Node},
    workdays::{Ticks, Workdays},
};
use crate::{
    catalogue::Knower,
    collections::{Map, ordered},
    date::Date,
    roadmap::{QuickWin, Urgency},
};

/// Where a task stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Where its work begins on the axis of its role.
    pub(super) from: Ticks,
    /// Where it ends.
    pub(super) to: Ticks,
    /// First day of work.
    pub(super) first: usize,
    /// Last day of work.
    pub(super) worked: usize,
    /// The day from which on others may build on it; later than the last day of work where it has its own date.
    pub(super) last: usize,
    /// The same as a date.
    pub(super) ends: Date,
    /// What stands in the way of an earlier day.
    pub(super) hold: Hold,
}

/// What stands in the way, by positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    Start,
    Capacity,
    Date,
    Prerequisite(usize),
    Role(usize),
}

/// What becomes of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is done, or will not be: nothing to plan.
    Idle,
    NobodyCan,
    TooFar,
    Waits(usize),
    Placed(Slot),
}

/// How good an order is; the smaller, the better. The first three never grow when a role can do more.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merit {
    unplaced: usize,
    days_late: i64,
    ends: Option<Date>,
    duties_done: usize,
    keys_done: usize,
    quick_wins_done: usize,
}

/// An order on the calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Placement {
    order: Vec<usize>,
    /// Parallel to the nodes.
    pub(super) outcomes: Vec<Outcome>,
    pub(super) merit: Merit,
}

/// What the tasks placed so far leave open.
struct Board<'board> {
    network: &'board Network<'board>,
    workdays: &'board Workdays,
    outcomes: Vec<Outcome>,
    /// For each role how far it has come, and its last task.
    queues: Map<Knower, (Ticks, usize)>,
}

/// Lays an order, prerequisites first, on the calendar. `left` is the work of each node, `None` for what is not planned.
pub(super) fn place(network: &Network<'_>, left: &[Option<Ticks>], workdays: &Workdays, order: &[usize]) -> Placement {
    let outcomes = vec![Outcome::Idle; network.nodes.len()];
    let mut board = Board { network, workdays, outcomes, queues: Map::new() };
    for at in order {
        if let (Some(node), Some(Some(work))) = (network.nodes.get(*at), left.get(*at)) {
            let outcome = board.outcome(*at, node, *work);
            if let Some(place) = board.outcomes.get_mut(*at) {
                *place = outcome;
            }
        }
    }
    let merit = board.merit();
    Placement { order: order.to_vec(), outcomes: board.outcomes, merit }
}

impl Board<'_> {
    fn outcome(&mut self, at: usize, node: &Node<'_>, work: Ticks) -> Outcome {
        let role = node.task.who;
        // The earliest day, and the earliest place on the axis, with what holds it there.
        let (mut ready, mut from) = (0, (Ticks(0), Hold::Start));
        let mut ready_by = Hold::Start;
        for before in &node.before {
            let slot = match self.outcomes.get(*before) {
                Some(Outcome::Placed(slot)) => slot,
                Some(Outcome::Idle) | None => continue,
                Some(Outcome::NobodyCan | Outcome::TooFar | Outcome::Waits(_)) => return Outcome::Waits(*before),
            };
            let day = self.free_after(*before, slot, role, work);
            let place =
                self.workdays.before(role, day).max(if self.shares(*before, role) { slot.to } else { Ticks(0) });
            if day > ready {
                (ready, ready_by) = (day, Hold::Prerequisite(*before));
            }
            if place > from.0 {
                from = (place, Hold::Prerequisite(*before));
            }
        }
        if work == Ticks(0) {
            return self.at_once(node, ready, ready_by);
        }
        if !self.workdays.can(role) {
            return Outcome::NobodyCan;
        }
        if let Some((busy, last)) = self.queues.get(&role)
            && *busy > from.0
        {
            from = (*busy, Hold::Role(*last));
        }
        let (from, hold) = from;
        let to = from.plus(work);
        self.queues.insert(role, (to, at));
        let (Some(first), Some(worked)) = (self.workdays.beyond(role, from), self.workdays.reaching(role, to)) else {
            return Outcome::TooFar;
        };
        let hold = if hold == Hold::Start && first > 0 { Hold::Capacity } else { hold };
        self.ended(node, Slot { from, to, first, worked, last: worked, ends: Date::EPOCH, hold })
    }

    /// The first day on which somebody may build on what was placed: the same day where the axis of the role keeps the
    /// two apart, or where there is nothing to do but to say so; the next after a day of its own.
    fn free_after(&self, before: usize, slot: &Slot, role: Knower, work: Ticks) -> usize {
        let own_day = self.network.nodes.get(before).is_some_and(Node::has_own_day);
        if !own_day && (work == Ticks(0) || self.shares(before, role)) { slot.last } else { slot.last + 1 }
    }

    /// Whether the work of a task is on the axis of this role.
    fn shares(&self, before: usize, role: Knower) -> bool {
        self.network.nodes.get(before).is_some_and(|node| node.task.who == role)
    }

    /// A task without work.
    fn at_once(&self, node: &Node<'_>, day: usize, hold: Hold) -> Outcome {
        if day >= self.workdays.len() {
            return Outcome::TooFar;
        }
        let slot = Slot { from: Ticks(0), to: Ticks(0), first: day, worked: day, last: day, ends: Date::EPOCH, hold };
        self.ended(node, slot)
    }

    fn ended(&self, node: &Node<'_>, slot: Slot) -> Outcome {
        let Some(worked) = self.workdays.date(slot.worked) else { return Outcome::TooFar };
        match node.fixed {
            Some(Fixed::On(day)) if day > worked => {
                let last = self.workdays.up_to(day).unwrap_or(slot.worked).max(slot.worked);
                Outcome::Placed(Slot { last, ends: day, hold: Hold::Date, ..slot })
            }
            Some(Fixed::On(_) | Fixed::By(_)) | None => Outcome::Placed(Slot { ends: worked, ..slot }),
        }
    }

    fn merit(&self) -> Merit {
        let mut merit = Merit::default();
        for (node, outcome) in self.network.nodes.iter().zip(&self.outcomes) {
            let slot = match outcome {
                Outcome::Idle => continue,
                Outcome::NobodyCan | Outcome::TooFar | Outcome::Waits(_) => {
                    merit.unplaced += 1;
                    continue;
                }
                Outcome::Placed(slot) => slot,
            };
            if let Some(fixed) = node.fixed {
                merit.days_late += fixed.day().days_until(slot.ends).max(0);
            }
            merit.ends = merit.ends.max(Some(slot.ends));
            match node.pressing {
                Urgency::Duty => merit.duties_done = merit.duties_done.max(slot.last),
                Urgency::KeyMeasure => merit.keys_done = merit.keys_done.max(slot.last),
                Urgency::Level => {}
            }
            if node.task.quick_win == QuickWin::Yes {
                merit.quick_wins_done += slot.last;
            }
        }
        merit
    }
}

impl Placement {
    /// When the last of what stands on a day is done.
    #[cfg(test)]
    pub(super) const fn ends(&self) -> Option<Date> {
        self.merit.ends
    }

    /// Days on the calendar by which promised dates are broken, all together.
    #[cfg(test)]
    pub(super) const fn days_late(&self) -> i64 {
        self.merit.days_late
    }

    #[cfg(test)]
    pub(super) fn order(&self) -> Vec<usize> {
        self.order.clone()
    }

    /// Whether everything stands on a day, every promise is kept, and the end is this one: then no order does better.
    pub(super) fn is_best_with(&self, earliest_end: Option<Date>) -> bool {
        self.merit.unplaced == 0 && self.merit.days_late == 0 && self.merit.ends <= earliest_end
    }

    /// Whether everything stands on a day, and none after a date.
    pub(super) fn ends_by(&self, date: Date) -> bool {
        self.merit.unplaced == 0 && self.merit.ends.is_none_or(|ends| ends <= date)
    }

    /// What stands on no day, and why, in the order of the tasks.
    pub(super) fn unplaced(&self, network: &Network<'_>) -> Vec<(crate::identifier::MeasureId, Unplaced)> {
        let name = |at: usize| network.nodes.get(at).map(|node| node.task.measure.clone());
        let reason = |(at, outcome): (usize, &Outcome)| {
            let why = match outcome {
                Outcome::Idle | Outcome::Placed(_) => return None,
                Outcome::NobodyCan => Unplaced::NobodyCan,
                Outcome::TooFar => Unplaced::TooFar,
                Outcome::Waits(before) => Unplaced::Waits(name(*before)?),
            };
            Some((name(at)?, why))
        };
        self.outcomes.iter().enumerate().filter_map(reason).collect()
    }

    /// The places of what stands on a day, earliest first.
    pub(super) fn by_start(&self) -> Vec<usize> {
        let placed = self.order.iter().filter_map(|at| Some((*at, self.slot(*at)?)));
        ordered(placed, |(_, slot)| (slot.first, slot.last)).into_iter().map(|(at, _)| at).collect()
    }

    pub(super) fn slot(&self, at: usize) -> Option<&Slot> {
        match self.outcomes.get(at) {
            Some(Outcome::Placed(slot)) => Some(slot),
            Some(Outcome::Idle | Outcome::NobodyCan | Outcome::TooFar | Outcome::Waits(_)) | None => None,
        }
    }

    /// Working days by which each task may end later, in this order, without moving the end of the whole or breaking a
    /// promise that is kept. Parallel to the nodes.
    pub(super) fn slack(&self, network: &Network<'_>, workdays: &Workdays) -> Vec<i64> {
        let end = self.outcomes.iter().enumerate().filter_map(|(at, _)| self.slot(at)).map(|slot| slot.last).max();
        let end = end.unwrap_or_default();
        let mut latest: Vec<Option<Latest>> = vec![None; network.nodes.len()];
        let mut queues: Map<Knower, Ticks> = Map::new();
        let mut slack = vec![0; network.nodes.len()];
        for at in self.order.iter().rev() {
            let (Some(node), Some(slot)) = (network.nodes.get(*at), self.slot(*at)) else { continue };
            let role = node.task.who;
            let (mut day, mut place) = (end, None::<Ticks>);
            for after in &node.after {
                let (Some(next), Some(Some(limit))) = (network.nodes.get(*after), latest.get(*after)) else { continue };
                if limit.work == Ticks(0) {
                    day = day.min(limit.day);
                } else if next.task.who == role {
                    day = day.min(limit.first);
                    place = Some(place.map_or(limit.from, |place| place.min(limit.from)));
                } else {
                    day = day.min(limit.first.saturating_sub(1));
                }
            }
            let kept = |fixed: Fixed| fixed.day() >= slot.ends;
            match node.fixed {
                Some(Fixed::By(by)) if kept(Fixed::By(by)) => day = day.min(workdays.up_to(by).unwrap_or(slot.last)),
                Some(Fixed::By(_) | Fixed::On(_)) => day = slot.last,
                None => {}
            }
            let day = day.max(slot.last);
            if slot.from == slot.to {
                *slack.get_mut(*at).unwrap_or(&mut 0) = distance(slot.last, day);
                let limit = Latest { work: Ticks(0), from: Ticks(0), first: day, day };
                latest.get_mut(*at).into_iter().for_each(|place| *place = Some(limit));
                continue;
            }
            // With a date of its own the work may end on any day up to it.
            let to = workdays.through(role, day);
            let to = place.map_or(to, |place| place.min(to));
            let to = queues.get(&role).map_or(to, |next| to.min(*next)).max(slot.to);
            let from = to.minus(slot.to.minus(slot.from));
            let ends = workdays.reaching(role, to).unwrap_or(slot.worked);
            let first = workdays.beyond(role, from).unwrap_or(slot.first);
            queues.insert(role, from);
            let spare = if node.has_own_day() { 0 } else { distance(slot.worked, ends) };
            *slack.get_mut(*at).unwrap_or(&mut 0) = spare;
            let limit = Latest { work: slot.to.minus(slot.from), from, first, day: ends };
            latest.get_mut(*at).into_iter().for_each(|place| *place = Some(limit));
        }
        slack
    }
}

/// How late a task may be.
#[derive(Clone, Copy)]
struct Latest {
    work: Ticks,
    from: Ticks,
    first: usize,
    day: usize,
}

fn distance(from: usize, to: usize) -> i64 {
    i64::try_from(to.saturating_sub(from)).unwrap_or(i64::MAX)
}
