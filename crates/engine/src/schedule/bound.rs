//! What no order can do: the day before which nothing can end, and promises that nobody can keep.
//!
//! The question "can all be done by this day" is asked of something easier than the plan: every task may begin as soon as
//! what comes before it could be done if each of those had its role to itself, must leave time for what comes after it in
//! the same way, and a role may lay work aside and take it up again as often as it likes. Then a role can do its tasks in
//! time exactly when between any two points of its axis there is no more work that must lie there than there is room. What
//! is impossible here is impossible in every order.

use super::{
    Fixed,
    network::{Network, Node},
    workdays::{Ticks, Workdays},
};
use crate::{
    catalogue::Knower,
    collections::{Set, ordered},
    date::Date,
};

/// The easier question, ready to be asked.
pub(super) struct Bound<'plan, 'tasks> {
    network: &'plan Network<'tasks>,
    left: &'plan [Option<Ticks>],
    workdays: &'plan Workdays,
    /// The earliest of each task; `None` for what is not planned, or cannot be.
    heads: Vec<Option<Head>>,
    roles: Set<Knower>,
    /// Whether every task can stand on a day.
    possible: bool,
}

/// The earliest of a task.
#[derive(Clone, Copy)]
struct Head {
    /// Where it begins on the axis of its role.
    from: Ticks,
    /// The day from which on others may build on it.
    last: usize,
}

/// The latest of a task.
#[derive(Clone, Copy)]
struct Tail {
    /// Where it ends on the axis of its role.
    to: Ticks,
    /// Its latest first day.
    first: usize,
    /// Its latest last day.
    last: usize,
}

impl<'plan, 'tasks> Bound<'plan, 'tasks> {
    pub(super) fn new(
        network: &'plan Network<'tasks>,
        left: &'plan [Option<Ticks>],
        workdays: &'plan Workdays,
    ) -> Self {
        let mut bound =
            Self { network, left, workdays, heads: vec![None; network.nodes.len()], roles: Set::new(), possible: true };
        for at in &network.sorted {
            let Some(work) = bound.work(*at) else { continue };
            if let (Some(node), true) = (network.nodes.get(*at), work > Ticks(0)) {
                bound.roles.insert(node.task.who);
            }
            let head = bound.head(*at, work);
            bound.possible &= head.is_some();
            if let Some(place) = bound.heads.get_mut(*at) {
                *place = head;
            }
        }
        bound
    }

    fn work(&self, at: usize) -> Option<Ticks> {
        self.left.get(at).copied().flatten()
    }

    fn head(&self, at: usize, work: Ticks) -> Option<Head> {
        let node = self.network.nodes.get(at)?;
        let role = node.task.who;
        let (mut from, mut day) = (Ticks(0), 0);
        for before in node.before.iter().filter(|before| self.work(**before).is_some()) {
            let head = self.heads.get(*before).copied().flatten()?;
            let other = self.network.nodes.get(*before)?;
            let same_role = other.task.who == role;
            let free = if !other.has_own_day() && (work == Ticks(0) || same_role) { head.last } else { head.last + 1 };
            day = day.max(free);
            if same_role {
                from = from.max(head.from.plus(self.work(*before).unwrap_or_default()));
            }
        }
        from = from.max(self.workdays.before(role, day)).max(self.after_forebears(at, role));
        let last = if work == Ticks(0) { day } else { self.workdays.reaching(role, from.plus(work))? };
        let last = match node.fixed {
            Some(Fixed::On(on)) => self.workdays.up_to(on).unwrap_or_default().max(last),
            Some(Fixed::By(_)) | None => last,
        };
        (last < self.workdays.len()).then_some(Head { from, last })
    }

    /// Where the axis stands when a role has done all of its own tasks that come before this one, directly or not.
    fn after_forebears(&self, at: usize, role: Knower) -> Ticks {
        let mut seen: Set<usize> = Set::new();
        let mut next = vec![at];
        while let Some(at) = next.pop() {
            let before = self.network.nodes.get(at).map(|node| node.before.as_slice()).unwrap_or_default();
            next.extend(before.iter().copied().filter(|before| self.work(*before).is_some() && seen.insert(*before)));
        }
        let own = seen.iter().filter(|at| self.network.nodes.get(**at).is_some_and(|node| node.task.who == role));
        let pieces = own
            .filter_map(|at| Some((self.heads.get(*at).copied().flatten()?.from, self.work(*at)?)))
            .filter(|(_, work)| *work > Ticks(0));
        let first = ordered(pieces, |(from, _)| *from).into_iter();
        first.fold(Ticks(0), |done, (from, work)| done.max(from).plus(work))
    }

    /// The first day on which everything could be done; nothing when a task can stand on no day, or there is none.
    pub(super) fn earliest_end(&self) -> Option<Date> {
        if !self.possible {
            return None;
        }
        let ends = self.heads.iter().flatten().map(|head| head.last);
        let (mut low, mut high) = (ends.max()?, self.workdays.len().saturating_sub(1));
        while low < high {
            let middle = low.midpoint(high);
            if self.fits(&[], middle) { high = middle } else { low = middle + 1 }
        }
        let last = self.workdays.date(low)?;
        // A task with its own day at a weekend is done after the last working day.
        let own = |(at, node): (usize, &Node<'_>)| match node.fixed {
            Some(Fixed::On(on)) if self.work(at).is_some() => Some(on),
            Some(Fixed::On(_) | Fixed::By(_)) | None => None,
        };
        Some(self.network.nodes.iter().enumerate().filter_map(own).fold(last, Date::max))
    }

    /// Whether an end on that date is not excluded.
    pub(super) fn allows_end_on(&self, date: Date) -> bool {
        self.allows(&[], Some(date))
    }

    /// Whether these dates, and an end on a date, are not excluded together.
    pub(super) fn allows(&self, dates: &[(usize, Date)], end: Option<Date>) -> bool {
        let none_planned = self.left.iter().all(Option::is_none);
        let last = match end {
            None => Some(self.workdays.len().saturating_sub(1)),
            Some(end) => self.workdays.up_to(end),
        };
        let Some(last) = last else { return none_planned };
        let mut days = Vec::new();
        for (at, date) in dates {
            let Some(day) = self.workdays.up_to(*date) else { return false };
            days.push((*at, day));
        }
        let later = |at: usize| match (self.network.nodes.get(at).and_then(|node| node.fixed), end) {
            (Some(Fixed::On(on)), Some(end)) => self.work(at).is_some() && on > end,
            (Some(Fixed::On(_) | Fixed::By(_)) | None, _) => false,
        };
        self.possible && !(0..self.network.nodes.len()).any(later) && self.fits(&days, last)
    }

    /// Whether everything could be done by a day, and some tasks by days of their own.
    fn fits(&self, dates: &[(usize, usize)], end: usize) -> bool {
        let Some(tails) = self.tails(dates, end) else { return false };
        self.roles.iter().all(|role| self.role_fits(*role, &tails))
    }

    /// The latest of each task, or nothing where one would have to end before it can.
    fn tails(&self, dates: &[(usize, usize)], end: usize) -> Option<Vec<Option<Tail>>> {
        let mut tails: Vec<Option<Tail>> = vec![None; self.network.nodes.len()];
        for at in self.network.sorted.iter().rev() {
            let (Some(work), Some(node)) = (self.work(*at), self.network.nodes.get(*at)) else { continue };
            let head = self.heads.get(*at).copied().flatten()?;
            let role = node.task.who;
            let promised = dates.iter().filter(|(task, _)| task == at).map(|(_, day)| *day).min();
            let (mut day, mut to) = (promised.map_or(end, |promised| promised.min(end)), None::<Ticks>);
            for after in &node.after {
                let (Some(next), Some(Some(tail))) = (self.network.nodes.get(*after), tails.get(*after)) else {
                    continue;
                };
                let next_work = self.work(*after).unwrap_or_default();
                if next_work == Ticks(0) {
                    day = day.min(tail.last);
                } else if next.task.who == role && !node.has_own_day() {
                    day = day.min(tail.first);
                    let from = tail.to.minus(next_work);
                    to = Some(to.map_or(from, |to| to.min(from)));
                } else {
                    day = day.min(tail.first.checked_sub(1)?);
                }
            }
            if work == Ticks(0) {
                if day < self.ready(*at) {
                    return None;
                }
                if let Some(place) = tails.get_mut(*at) {
                    *place = Some(Tail { to: Ticks(0), first: day, last: day });
                }
                continue;
            }
            let to = to.unwrap_or(Ticks(u64::MAX)).min(self.workdays.through(role, day));
            if to < head.from.plus(work) {
                return None;
            }
            let first = self.workdays.beyond(role, to.minus(work))?;
            let last = self.workdays.reaching(role, to)?;
            if let Some(place) = tails.get_mut(*at) {
                *place = Some(Tail { to, first, last });
            }
        }
        Some(tails)
    }

    /// The earliest day of a task without work, its own date aside.
    fn ready(&self, at: usize) -> usize {
        let before = self.network.nodes.get(at).map(|node| node.before.as_slice()).unwrap_or_default();
        let planned = before.iter().filter(|before| self.work(**before).is_some());
        planned.filter_map(|before| self.heads.get(*before).copied().flatten()).map(|head| head.last).max().unwrap_or(0)
    }

    /// Whether a role has room for all that must lie between any two points of its axis.
    fn role_fits(&self, role: Knower, tails: &[Option<Tail>]) -> bool {
        let mut pieces: Vec<(Ticks, Ticks, Ticks)> = Vec::new();
        for (at, _) in self.network.nodes.iter().enumerate().filter(|(_, node)| node.task.who == role) {
            if let (Some(work), Some(Some(head)), Some(Some(tail))) = (self.work(at), self.heads.get(at), tails.get(at))
                && work > Ticks(0)
            {
                pieces.push((tail.to, head.from, work));
            }
        }
        let pieces = ordered(pieces, |(to, ..)| *to);
        pieces.iter().all(|(_, start, _)| {
            let mut done = *start;
            pieces.iter().filter(|(_, from, _)| from >= start).all(|(to, _, work)| {
                done = done.plus(*work);
                done <= *to
            })
        })
    }
}
