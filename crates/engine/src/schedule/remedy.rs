//! What would make the target: more of a role, or tasks left until after it. Worked out, not guessed.

use super::{Circumstances, Planner, Task, bound::Bound, network::Network, place, workdays::Workdays};
use crate::{
    catalogue::{Knower, PersonDays},
    collections::{Set, ordered},
    date::Date,
    identifier::MeasureId,
    roadmap::Urgency,
};
use std::cmp::Reverse;

/// How much more a role would have to do each week, from the start of the plan on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Who.
    pub role: Knower,
    /// Days a week more. With a hundredth of a day less, and the other roles as they are here, no order that was tried
    /// meets the target.
    pub extra: PersonDays,
    /// With less than this, and the other roles as they are here, no order can meet it: proven. Where it equals `extra`,
    /// that is the smallest there is.
    pub at_least: PersonDays,
}

/// What would make the target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remedies {
    /// Each of these alone.
    pub alone: Vec<Need>,
    /// All of these together, where none alone is enough: of the combinations that were tried the one with fewest days in
    /// all, and none of its numbers can be made smaller while the others stay. Empty where one alone is enough, or where
    /// no capacity is.
    pub together: Vec<Need>,
    /// The day on which it would be done if every role had 250 days a week more: where that lies after the target,
    /// it is the chain of tasks that is too long.
    pub with_plenty: Option<Date>,
    /// Tasks to leave until after the target, with the capacity as it is: none of them could stay while the others go.
    /// Duties under the law and promised dates are never among them, nor what these build on. `None` where even leaving all
    /// others does not help.
    pub moved: Option<Vec<MeasureId>>,
}

/// Two hundred and fifty days a week: fifty people more.
pub const PLENTY: PersonDays = PersonDays(25_000);

/// What would make the target of a plan that does not meet it; nothing where it is met, or where there is none.
///
/// A promised date that is broken stays out of it: the target alone is looked at.
pub fn remedies(tasks: &[Task], circumstances: &Circumstances, today: Date) -> Option<Remedies> {
    let target = circumstances.target?;
    let network = Network::new(tasks, &circumstances.fixed);
    let planner = Planner::new(&network);
    let search = Search { planner: &planner, circumstances, today, target };
    if search.meets(circumstances) {
        return None;
    }
    let roles = search.roles();
    let mut alone = Vec::new();
    for role in &roles {
        let with = |extra| search.with(circumstances, *role, extra);
        if search.meets(&with(PLENTY)) {
            alone.push(search.need(*role, circumstances));
        }
    }
    let plenty = roles.iter().fold(circumstances.clone(), |all, role| search.with(&all, *role, PLENTY));
    let rich = planner.schedule(&plenty, today);
    let together = if alone.is_empty() { search.together(&roles, &plenty) } else { Vec::new() };
    Some(Remedies { alone, together, with_plenty: rich.ends.filter(|_| rich.is_complete()), moved: search.moved() })
}

struct Search<'plan, 'tasks> {
    planner: &'plan Planner<'plan, 'tasks>,
    circumstances: &'plan Circumstances,
    today: Date,
    target: Date,
}

impl Search<'_, '_> {
    /// The roles that have something to do, the one with most work first.
    fn roles(&self) -> Vec<Knower> {
        let left = self.planner.left(self.circumstances);
        let work = |role: Knower| {
            let own = self.planner.network.nodes.iter().zip(&left).filter(|(node, _)| node.task.who == role);
            own.filter_map(|(_, left)| left.map(|left| left.0)).sum::<u64>()
        };
        let busy = Knower::ALL.into_iter().filter(|role| work(*role) > 0);
        ordered(busy, |role| Reverse(work(*role)))
    }

    fn with(&self, circumstances: &Circumstances, role: Knower, extra: PersonDays) -> Circumstances {
        let mut changed = circumstances.clone();
        let capacity = changed.capacity.get(&role).cloned().unwrap_or_default();
        changed.capacity.insert(role, capacity.with_extra(extra));
        changed
    }

    fn workdays(&self, circumstances: &Circumstances) -> Workdays {
        let first = circumstances.first_day(self.today);
        Workdays::new(first, &circumstances.capacity, &circumstances.days_off)
    }

    /// Whether nothing excludes the target.
    fn allows(&self, circumstances: &Circumstances) -> bool {
        let (left, workdays) = (self.planner.left(circumstances), self.workdays(circumstances));
        Bound::new(self.planner.network, &left, &workdays).allows_end_on(self.target)
    }

    /// Whether an order meets the target.
    fn meets(&self, circumstances: &Circumstances) -> bool {
        let (left, workdays) = (self.planner.left(circumstances), self.workdays(circumstances));
        let network = self.planner.network;
        if !Bound::new(network, &left, &workdays).allows_end_on(self.target) {
            return false;
        }
        let ends_in_time = |order: &Vec<usize>| place::place(network, &left, &workdays, order).ends_by(self.target);
        self.planner.orders.first().iter().any(ends_in_time) || self.planner.orders.rest().iter().any(ends_in_time)
    }

    /// The smallest extra for which something holds that more never undoes; `most` is known to be enough.
    fn smallest(most: PersonDays, holds: impl Fn(PersonDays) -> bool) -> PersonDays {
        let (mut low, mut high) = (0, most.0);
        while low < high {
            let middle = low.midpoint(high);
            if holds(PersonDays(middle)) { high = middle } else { low = middle + 1 }
        }
        PersonDays(high)
    }

    fn need(&self, role: Knower, circumstances: &Circumstances) -> Need {
        let extra = Self::smallest(PLENTY, |extra| self.meets(&self.with(circumstances, role, extra)));
        let at_least = Self::smallest(extra, |extra| self.allows(&self.with(circumstances, role, extra)));
        Need { role, extra, at_least }
    }

    /// From plenty for all, one role after another is given as little as will do; each role is the first once.
    fn together(&self, roles: &[Knower], plenty: &Circumstances) -> Vec<Need> {
        if !self.meets(plenty) {
            return Vec::new();
        }
        let combination = |first: usize| {
            let mut extras: Vec<(Knower, PersonDays)> = roles.iter().map(|role| (*role, PLENTY)).collect();
            for step in 0..roles.len() {
                let place = (first + step) % roles.len();
                let Some(role) = roles.get(place).copied() else { continue };
                let others = self.given(extras.iter().filter(|(other, _)| *other != role));
                let extra = Self::smallest(PLENTY, |extra| self.meets(&self.with(&others, role, extra)));
                if let Some(found) = extras.get_mut(place) {
                    found.1 = extra;
                }
            }
            extras
        };
        let all = (0..roles.len()).map(combination);
        let sum = |extras: &Vec<(Knower, PersonDays)>| extras.iter().map(|(_, extra)| u64::from(extra.0)).sum::<u64>();
        let Some(extras) = all.min_by_key(sum) else { return Vec::new() };
        let needed = extras.iter().filter(|(_, extra)| extra.0 > 0);
        needed
            .map(|(role, extra)| {
                let others = self.given(extras.iter().filter(|(other, _)| other != role));
                let at_least = Self::smallest(*extra, |extra| self.allows(&self.with(&others, *role, extra)));
                Need { role: *role, extra: *extra, at_least }
            })
            .collect()
    }

    fn given<'extra>(&self, extras: impl Iterator<Item = &'extra (Knower, PersonDays)>) -> Circumstances {
        extras.fold(self.circumstances.clone(), |all, (role, extra)| self.with(&all, *role, *extra))
    }

    /// Leaves what is least pressing and comes last until the rest meets the target, then takes back whatever can stay.
    fn moved(&self) -> Option<Vec<MeasureId>> {
        let nodes = &self.planner.network.nodes;
        let best = self.planner.schedule(self.circumstances, self.today);
        let place = |at: usize| {
            let id = nodes.get(at).map(|node| &node.task.measure);
            best.planned.iter().position(|task| Some(&task.measure) == id)
        };
        let held = self.held();
        let may_go = |at: &usize| !held.contains(at);
        let left = self.planner.left(self.circumstances);
        let planned = (0..nodes.len()).filter(|at| left.get(*at).is_some_and(Option::is_some));
        let urgency = |at: usize| nodes.get(at).map(|node| node.pressing);
        // What stands on no day goes first of all.
        let candidates =
            ordered(planned.filter(may_go), |at| (place(*at).is_some(), Reverse(urgency(*at)), Reverse(place(*at))));
        let mut gone: Set<usize> = Set::new();
        let mut enough = false;
        for at in &candidates {
            self.take(*at, &mut gone);
            enough = self.meets(&self.without(&gone));
            if enough {
                break;
            }
        }
        if !enough {
            return None;
        }
        // Most pressing first: what others build on must be back before them.
        let members: Vec<usize> = self.planner.network.sorted.iter().copied().filter(|at| gone.contains(at)).collect();
        for at in ordered(members, |at| (urgency(*at), place(*at))) {
            let before = nodes.get(at).map(|node| node.before.as_slice()).unwrap_or_default();
            if before.iter().any(|before| gone.contains(before)) {
                continue;
            }
            let mut fewer = gone.clone();
            fewer.remove(&at);
            if self.meets(&self.without(&fewer)) {
                gone = fewer;
            }
        }
        let in_order = ordered(gone, |at| place(*at));
        Some(in_order.into_iter().filter_map(|at| nodes.get(at)).map(|node| node.task.measure.clone()).collect())
    }

    /// What may not wait: duties, promised dates, and whatever they build on.
    fn held(&self) -> Set<usize> {
        let network = self.planner.network;
        let mut held = Set::new();
        for at in network.sorted.iter().rev() {
            let Some(node) = network.nodes.get(*at) else { continue };
            let own = node.pressing == Urgency::Duty || node.fixed.is_some();
            if own || node.after.iter().any(|after| held.contains(after)) {
                held.insert(*at);
            }
        }
        held
    }

    /// A task goes, and with it whatever builds on it.
    fn take(&self, at: usize, gone: &mut Set<usize>) {
        let left = self.planner.left(self.circumstances);
        let mut next = vec![at];
        while let Some(at) = next.pop() {
            if left.get(at).is_some_and(Option::is_some) && gone.insert(at) {
                let after = self.planner.network.nodes.get(at).map(|node| node.after.as_slice());
                next.extend(after.unwrap_or_default());
            }
        }
    }

    fn without(&self, gone: &Set<usize>) -> Circumstances {
        let mut changed = self.circumstances.clone();
        let names = gone.iter().filter_map(|at| self.planner.network.nodes.get(*at));
        changed.out.extend(names.map(|node| node.task.measure.clone()));
        changed
    }
}
