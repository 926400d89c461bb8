//! The tasks and what comes before what, without circles.

use super::{Fixed, Task};
use crate::{
    collections::{Map, Set},
    identifier::MeasureId,
    roadmap::Urgency,
};

/// A task among the others, by their positions.
pub(super) struct Node<'tasks> {
    pub(super) task: &'tasks Task,
    pub(super) before: Vec<usize>,
    pub(super) after: Vec<usize>,
    /// As pressing as the most pressing of what waits for it.
    pub(super) pressing: Urgency,
    /// Its own promised date.
    pub(super) fixed: Option<Fixed>,
}

impl Node<'_> {
    /// Whether it is done on a day of its own and not before.
    pub(super) const fn has_own_day(&self) -> bool {
        matches!(self.fixed, Some(Fixed::On(_)))
    }
}

/// All of them.
pub(super) struct Network<'tasks> {
    pub(super) nodes: Vec<Node<'tasks>>,
    /// Every position, prerequisites first.
    pub(super) sorted: Vec<usize>,
}

impl<'tasks> Network<'tasks> {
    pub(super) fn new(tasks: &'tasks [Task], fixed: &Map<MeasureId, Fixed>) -> Self {
        let at: Map<&MeasureId, usize> = tasks.iter().enumerate().map(|(at, task)| (&task.measure, at)).collect();
        let before = |task: &Task| {
            let found: Set<usize> = task.after.iter().filter_map(|id| at.get(id).copied()).collect();
            found.into_iter().collect::<Vec<_>>()
        };
        let mut nodes: Vec<Node<'tasks>> = tasks
            .iter()
            .map(|task| Node {
                task,
                before: before(task),
                after: Vec::new(),
                pressing: task.urgency,
                fixed: fixed.get(&task.measure).copied(),
            })
            .collect();
        let sorted = sort(&nodes);
        // Where a circle had to be cut, what comes later in the sorted list is no prerequisite.
        let mut place = vec![0; nodes.len()];
        for (position, at) in sorted.iter().enumerate() {
            if let Some(place) = place.get_mut(*at) {
                *place = position;
            }
        }
        for (at, node) in nodes.iter_mut().enumerate() {
            node.before.retain(|before| place.get(*before) < place.get(at));
        }
        for at in sorted.iter().rev() {
            let Some((before, pressing)) = nodes.get(*at).map(|node| (node.before.clone(), node.pressing)) else {
                continue;
            };
            for before in before {
                if let Some(node) = nodes.get_mut(before) {
                    node.after.push(*at);
                    node.pressing = node.pressing.min(pressing);
                }
            }
        }
        Self { nodes, sorted }
    }

    /// The names of those that are wanted.
    pub(super) fn names(&self, positions: &[usize], wanted: impl Fn(&MeasureId) -> bool) -> Vec<MeasureId> {
        let ids = positions.iter().filter_map(|at| self.nodes.get(*at)).map(|node| &node.task.measure);
        ids.filter(|id| wanted(id)).cloned().collect()
    }
}

/// Prerequisites first, else the order of the tasks; in a circle the first goes first.
fn sort(nodes: &[Node<'_>]) -> Vec<usize> {
    let mut placed = vec![false; nodes.len()];
    let mut sorted = Vec::with_capacity(nodes.len());
    while sorted.len() < nodes.len() {
        let is_placed = |at: &usize| placed.get(*at).copied().unwrap_or(true);
        let waiting = |at: &usize| !is_placed(at);
        let free = |at: &usize| nodes.get(*at).is_none_or(|node| node.before.iter().all(is_placed));
        let next = (0..nodes.len()).filter(waiting).find(free);
        let Some(next) = next.or_else(|| (0..nodes.len()).find(waiting)) else { break };
        if let Some(place) = placed.get_mut(next) {
            *place = true;
        }
        sorted.push(next);
    }
    sorted
}
