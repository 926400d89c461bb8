//! The orders that are tried: drawn up from the tasks alone.
//!
//! Each is a list of all tasks, prerequisites first; every role takes its own tasks in that sequence. What presses goes
//! first in nearly all of them: duties under the law that are in force, and what they build on. The rest is put into
//! sequence by rules on made-up calendars, in which one role or another is scarce: whatever the real capacity looks like,
//! some of them look like it. None of this looks at the real one, which is why more capacity never makes an order worse.

use super::{
    Fixed,
    network::{Network, Node},
    workdays::Ticks,
};
use crate::{
    catalogue::Knower,
    collections::{Map, Set, ordered},
    date::Date,
    roadmap::{QuickWin, Urgency},
};
use std::cell::OnceCell;

/// What goes first among tasks that may go next; the smallest first.
type Key = [i64; 6];

/// By what rule a task goes first.
#[derive(Clone, Copy)]
enum Rule {
    /// As people would choose: the most pressing, quick wins, the phase of the road, then what most depends on.
    People,
    /// What has most work behind it.
    LongestPath,
    /// The phase of the road, then what has most work behind it.
    Road,
}

/// Whether a role waits for a task that goes first by the rule though another could begin.
#[derive(Clone, Copy)]
enum Manner {
    /// It takes what can begin first.
    NeverWaits,
    /// It waits where no other task would be done meanwhile.
    MayWait,
}

/// All orders; most are drawn up only when they are asked for, since the first few nearly always do.
pub(super) struct Orders<'network, 'tasks> {
    network: &'network Network<'tasks>,
    first: Vec<Vec<usize>>,
    rest: OnceCell<Vec<Vec<usize>>>,
}

impl<'network, 'tasks> Orders<'network, 'tasks> {
    pub(super) fn new(network: &'network Network<'tasks>) -> Self {
        let drawing = Drawing::new(network);
        let mut first = Vec::new();
        drawing.all(&drawing.even(), &[Rule::People], &mut first);
        Self { network, first, rest: OnceCell::new() }
    }

    /// As people would choose them.
    pub(super) fn first(&self) -> &[Vec<usize>] {
        &self.first
    }

    /// All others.
    pub(super) fn rest(&self) -> &[Vec<usize>] {
        self.rest.get_or_init(|| {
            let drawing = Drawing::new(self.network);
            let mut found = Vec::new();
            for calendar in drawing.calendars() {
                drawing.all(&calendar, &[Rule::People, Rule::Road, Rule::LongestPath], &mut found);
                if self.network.nodes.iter().any(|node| node.fixed.is_some()) {
                    keep(drawing.by_dates(&calendar), &mut found);
                }
            }
            found
        })
    }
}

fn keep(order: Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if !found.contains(&order) {
        found.push(order);
    }
}

/// How often an order is laid from its end and from its start again.
const ROUNDS: usize = 2;

/// A made-up calendar: how long a hundredth of a day takes each role.
type Calendar = Map<Knower, u64>;

struct Drawing<'network, 'tasks> {
    network: &'network Network<'tasks>,
    work: Vec<u64>,
    /// Whether a duty under the law presses.
    duty: Vec<bool>,
}

impl<'network, 'tasks> Drawing<'network, 'tasks> {
    fn new(network: &'network Network<'tasks>) -> Self {
        let work = network.nodes.iter().map(|node| Ticks::of(node.task.effort).0).collect();
        let duty = network.nodes.iter().map(|node| node.pressing == Urgency::Duty).collect();
        Self { network, work, duty }
    }

    /// Every order by these rules on a calendar.
    fn all(&self, calendar: &Calendar, rules: &[Rule], found: &mut Vec<Vec<usize>>) {
        for rule in rules {
            let keys = self.keys(*rule, calendar);
            for manner in [Manner::NeverWaits, Manner::MayWait] {
                let mut order = self.dispatched(calendar, &keys, manner);
                for _ in 0..ROUNDS {
                    let next = self.tightened(calendar, &order);
                    keep(order, found);
                    order = next;
                }
                keep(order, found);
            }
        }
    }

    /// A calendar on which all are equally quick.
    fn even(&self) -> Calendar {
        self.network.nodes.iter().map(|node| (node.task.who, EVEN)).collect()
    }

    /// Calendars in which all are equally quick, all are done at the same time, one is scarce, or one and then another.
    fn calendars(&self) -> Vec<Calendar> {
        let mut loads: Map<Knower, u64> = Map::new();
        for (node, work) in self.network.nodes.iter().zip(&self.work) {
            loads.update(node.task.who, |load| *load = load.saturating_add(*work));
        }
        let roles: Vec<Knower> = loads.iter().map(|(role, _)| *role).collect();
        let balanced: Calendar = loads.iter().map(|(role, load)| (*role, WHOLE / (*load).max(1) + 1)).collect();
        let slower = |calendar: &Calendar, slow: Knower, by: u64| {
            calendar.iter().map(|(role, pace)| (*role, if *role == slow { pace * by } else { *pace })).collect()
        };
        let mut found = vec![self.even(), balanced.clone()];
        for one in &roles {
            let scarce: Calendar = slower(&balanced, *one, SCARCE);
            for other in roles.iter().filter(|other| *other != one) {
                found.push(slower(&scarce, *other, LESS_SCARCE));
            }
            found.push(scarce);
        }
        found
    }

    fn lasts(&self, calendar: &Calendar, at: usize) -> u64 {
        let role = self.network.nodes.get(at).map(|node| node.task.who);
        let pace = role.and_then(|role| calendar.get(&role)).copied().unwrap_or(EVEN);
        self.work.get(at).copied().unwrap_or_default().saturating_mul(pace)
    }

    /// How long it takes from the beginning of each task to the end of all that waits for it.
    fn behind(&self, calendar: &Calendar) -> Vec<u64> {
        let mut behind = vec![0; self.network.nodes.len()];
        for at in self.network.sorted.iter().rev() {
            let after = self.network.nodes.get(*at).map(|node| node.after.as_slice()).unwrap_or_default();
            let longest = after.iter().filter_map(|after| behind.get(*after)).copied().max().unwrap_or(0_u64);
            if let Some(place) = behind.get_mut(*at) {
                *place = longest.saturating_add(self.lasts(calendar, *at));
            }
        }
        behind
    }

    fn keys(&self, rule: Rule, calendar: &Calendar) -> Vec<Key> {
        let behind = self.behind(calendar);
        let key = |(at, node): (usize, &Node<'_>)| {
            let longest = -behind.get(at).map_or(0, |behind| i64::try_from(*behind).unwrap_or(i64::MAX));
            let pressing = node.pressing as i64;
            let slow = i64::from(node.task.quick_win == QuickWin::No);
            let phase = node.task.phase as i64;
            let last = i64::try_from(at).unwrap_or(i64::MAX);
            match rule {
                Rule::People => [pressing, slow, phase, longest, 0, last],
                Rule::LongestPath => [longest, pressing, slow, phase, 0, last],
                Rule::Road => [phase, longest, pressing, slow, 0, last],
            }
        };
        self.network.nodes.iter().enumerate().map(key).collect()
    }

    /// Duties first, then by the rule, each role on its own clock.
    fn dispatched(&self, calendar: &Calendar, keys: &[Key], manner: Manner) -> Vec<usize> {
        let count = self.network.nodes.len();
        let mut ends: Vec<Option<u64>> = vec![None; count];
        let mut free: Map<Knower, u64> = Map::new();
        let mut order = Vec::with_capacity(count);
        while order.len() < count {
            let mut open: Vec<Open> = Vec::new();
            for (at, node) in self.network.nodes.iter().enumerate() {
                if ends.get(at).copied().flatten().is_some() {
                    continue;
                }
                let before: Option<Vec<u64>> =
                    node.before.iter().map(|before| ends.get(*before).copied().flatten()).collect();
                let Some(before) = before else { continue };
                let ready = before.into_iter().max().unwrap_or(0);
                let starts = ready.max(free.get(&node.task.who).copied().unwrap_or(0));
                open.push(Open {
                    later: !self.duty.get(at).copied().unwrap_or(false),
                    starts,
                    ends: starts.saturating_add(self.lasts(calendar, at)),
                    key: keys.get(at).copied().unwrap_or_default(),
                    role: node.task.who,
                    at,
                });
            }
            let Some(chosen) = choose(&open, manner) else { break };
            free.insert(chosen.role, chosen.ends);
            if let Some(place) = ends.get_mut(chosen.at) {
                *place = Some(chosen.ends);
            }
            order.push(chosen.at);
        }
        order
    }

    /// The same order, laid from the end backwards, each task as late as it may be, and read from the start.
    fn tightened(&self, calendar: &Calendar, order: &[usize]) -> Vec<usize> {
        let ends = self.laid(calendar, order);
        let horizon = ends.iter().copied().max().unwrap_or(0);
        let end = |at: &usize| ends.get(*at).copied().unwrap_or_default();
        let backwards = ordered(order.iter().copied(), end);
        let mut late = vec![horizon; self.network.nodes.len()];
        let mut free: Map<Knower, u64> = Map::new();
        for at in backwards.into_iter().rev() {
            let Some(node) = self.network.nodes.get(at) else { continue };
            let after = node.after.iter().filter_map(|after| late.get(*after)).copied().min().unwrap_or(horizon);
            let ends = after.min(free.get(&node.task.who).copied().unwrap_or(horizon));
            let starts = ends.saturating_sub(self.lasts(calendar, at));
            free.insert(node.task.who, starts);
            if let Some(place) = late.get_mut(at) {
                *place = starts;
            }
        }
        // Equal ones keep their sequence: prerequisites stay first.
        let key = |at: &usize| {
            let later = !self.duty.get(*at).copied().unwrap_or(false);
            (later, late.get(*at).copied().unwrap_or_default())
        };
        ordered(order.iter().copied(), key)
    }

    /// When each task of an order ends on a made-up calendar.
    fn laid(&self, calendar: &Calendar, order: &[usize]) -> Vec<u64> {
        let mut ends = vec![0_u64; self.network.nodes.len()];
        let mut free: Map<Knower, u64> = Map::new();
        for at in order {
            let Some(node) = self.network.nodes.get(*at) else { continue };
            let ready = node.before.iter().filter_map(|before| ends.get(*before)).copied().max().unwrap_or(0);
            let starts = ready.max(free.get(&node.task.who).copied().unwrap_or(0));
            let end = starts.saturating_add(self.lasts(calendar, *at));
            free.insert(node.task.who, end);
            if let Some(place) = ends.get_mut(*at) {
                *place = end;
            }
        }
        ends
    }

    /// What was promised first goes first, with all that it builds on; a duty has no privilege here.
    fn by_dates(&self, calendar: &Calendar) -> Vec<usize> {
        let own = |fixed: Option<Fixed>| fixed.map(Fixed::day);
        let mut due: Vec<Option<Date>> = self.network.nodes.iter().map(|node| own(node.fixed)).collect();
        for at in self.network.sorted.iter().rev() {
            let (Some(node), Some(day)) = (self.network.nodes.get(*at), due.get(*at).copied().flatten()) else {
                continue;
            };
            for before in &node.before {
                if let Some(place) = due.get_mut(*before) {
                    *place = Some(place.map_or(day, |found| found.min(day)));
                }
            }
        }
        let keys = self.keys(Rule::People, calendar);
        let mut waiting: Set<usize> = self.network.sorted.iter().copied().collect();
        let mut order = Vec::with_capacity(waiting.len());
        while !waiting.is_empty() {
            let free = |at: &&usize| {
                self.network.nodes.get(**at).is_none_or(|node| !node.before.iter().any(|one| waiting.contains(one)))
            };
            let rank = |at: &&usize| {
                let day = due.get(**at).copied().flatten();
                (day.is_none(), day, keys.get(**at).copied().unwrap_or_default())
            };
            let Some(next) = waiting.iter().filter(free).min_by_key(rank).copied() else { break };
            waiting.remove(&next);
            order.push(next);
        }
        order
    }
}

/// The pace of a role on the first made-up calendar, and what all of a role's work takes on the second.
const EVEN: u64 = 1_000;
const WHOLE: u64 = 1_000_000_000;
/// By how much a scarce role is slower, and the one that is scarce after it.
const SCARCE: u64 = 6;
const LESS_SCARCE: u64 = 3;

/// A task that could go next.
#[derive(Clone, Copy)]
struct Open {
    later: bool,
    starts: u64,
    ends: u64,
    key: Key,
    role: Knower,
    at: usize,
}

fn choose(open: &[Open], manner: Manner) -> Option<Open> {
    let later = open.iter().map(|one| one.later).min()?;
    let open = || open.iter().filter(move |one| one.later == later);
    match manner {
        Manner::NeverWaits => open().min_by_key(|one| (one.starts, one.key)).copied(),
        Manner::MayWait => {
            let first = open().min_by_key(|one| (one.ends, one.key))?;
            let rivals = open().filter(|one| one.role == first.role && one.starts <= first.ends);
            rivals.filter(|one| one.starts < first.ends || one.at == first.at).min_by_key(|one| one.key).copied()
        }
    }
}
