//! The search: the front of each category, then the cheapest way to combine them.

use super::{
    front::{Ahead, Choice, Front, Trails, Way},
    model::{Becomes, Category, Model},
    prices::{Goal, Prices},
};
use crate::gap::Optimal;

/// The cheapest way.
pub(super) struct Found {
    /// What becomes of each requirement.
    pub becomes: Vec<(usize, Becomes)>,
    /// Whether no cheaper one exists.
    pub optimal: Optimal,
}

/// How many ways a layer of a front may hold. Beyond it the proof is given up, not the answer. Real dossiers need a
/// tenth of it.
const ROOM: usize = 1 << 14;

/// The cheapest way to everything that the model asks for, where there is one.
pub(super) fn cheapest(model: &Model) -> Option<Found> {
    let floors: Vec<i64> = model.categories.iter().map(floor).collect();
    let floor: i64 = model.categories.iter().zip(&floors).map(|(category, own)| category.share * own).sum();
    let mut trails = Trails::default();
    let mut complete = true;
    let mut ways: Vec<Vec<Way>> = Vec::new();
    let mut parts: Vec<Vec<Choice>> = Vec::new();
    for (category, own) in model.categories.iter().zip(floors) {
        // When all others gain their least, this is what the total still asks for.
        let asked = model.need - (floor - category.share * own);
        let most = (asked + category.share - 1).div_euclid(category.share).max(own);
        let front = front(category, most, model.budget, &mut trails);
        complete &= front.complete;
        let choice = |(used, way): (usize, Way)| Choice { gain: way.gain * category.share, cost: way.cost, used };
        parts.push(front.ways().map(choice).collect());
        ways.push(front.ways().map(|(_, way)| way).collect());
    }
    let combined = combine(&parts, Goal { need: model.need, budget: model.budget })?;
    let mut becomes = Vec::new();
    for ((category, ways), chosen) in model.categories.iter().zip(&ways).rev().zip(combined.backwards()) {
        let Some(way) = ways.get(chosen) else { continue };
        for (row, chosen) in category.rows.iter().rev().zip(trails.backwards(*way)) {
            becomes.extend(row.choices.get(chosen).map(|(_, becomes)| (row.requirement, *becomes)));
        }
    }
    let optimal = if complete && combined.proven { Optimal::Proven } else { Optimal::NotProven };
    Some(Found { becomes, optimal })
}

/// What a category gains at least, in its own parts.
fn floor(category: &Category) -> i64 {
    let least = |choices: &[(Choice, Becomes)]| choices.iter().map(|(choice, _)| choice.gain).min().unwrap_or_default();
    category.rows.iter().map(|row| least(&row.choices)).sum::<i64>().max(category.need)
}

/// Every way through a category that opens its gate and that no other beats; what it gains beyond `most` serves nothing.
fn front(category: &Category, most: i64, budget: usize, trails: &mut Trails) -> Front {
    let choices = |row: &[(Choice, Becomes)]| row.iter().map(|(choice, _)| *choice).collect();
    let rows: Vec<Vec<Choice>> = category.rows.iter().map(|row| choices(&row.choices)).collect();
    let prices = Prices::default();
    let mut front = Front::start(budget);
    for (row, rest) in rows.iter().zip(rests(&rows, prices)) {
        let (least, most) = (category.need - rest.most, most - rest.least);
        front = front.extended(row, &Ahead { least, most, prices, ceiling: i128::MAX }, ROOM, trails);
    }
    front
}

/// What the parts after a part bring.
struct Rest {
    least: i64,
    most: i64,
    net: i128,
}

fn rests(parts: &[Vec<Choice>], prices: Prices) -> Vec<Rest> {
    let mut rests = Vec::with_capacity(parts.len());
    let (mut least, mut most, mut net) = (0, 0, 0);
    for choices in parts.iter().rev() {
        rests.push(Rest { least, most, net });
        least += choices.iter().map(|choice| choice.gain).min().unwrap_or_default();
        most += choices.iter().map(|choice| choice.gain).max().unwrap_or_default();
        net += prices.cheapest(choices);
    }
    rests.reverse();
    rests
}

/// The cheapest way through all parts.
struct Combined {
    way: Way,
    trails: Trails,
    proven: bool,
}

impl Combined {
    fn backwards(&self) -> Vec<usize> {
        self.trails.backwards(self.way)
    }
}

/// How often the allowance may grow: from the smallest to the largest that 64 bits hold.
const ROUNDS: usize = 40;

/// The cheapest way through all parts to the goal.
///
/// No way is cheaper than `bound`. A round keeps every way that could still end within `bound + allowance`: when the
/// cheapest that it finds does, there is no cheaper one, else the next round allows more.
fn combine(parts: &[Vec<Choice>], goal: Goal) -> Option<Combined> {
    let prices = Prices::find(parts, goal);
    let bound = parts.iter().map(|choices| prices.cheapest(choices)).sum::<i128>() + prices.of_goal(goal);
    let mut allowance = 1 + bound.max(0) / 1024;
    for _ in 0..ROUNDS {
        let mut trails = Trails::default();
        let front = round(parts, goal, prices, bound + allowance, &mut trails);
        match front.ways().map(|(_, way)| way).min_by_key(|way| way.cost) {
            Some(way) if !front.complete => return Some(Combined { way, trails, proven: false }),
            Some(way) if i128::from(way.cost) <= bound + allowance => {
                return Some(Combined { way, trails, proven: true });
            }
            Some(way) => allowance = i128::from(way.cost) - bound,
            None => allowance *= 4,
        }
    }
    None
}

/// Every way to the goal that could cost at most `limit` and that no other beats.
fn round(parts: &[Vec<Choice>], goal: Goal, prices: Prices, limit: i128, trails: &mut Trails) -> Front {
    let mut front = Front::start(goal.budget);
    for (choices, rest) in parts.iter().zip(rests(parts, prices)) {
        let (least, most) = (goal.need - rest.most, goal.need - rest.least);
        let ceiling = limit - prices.of_goal(goal) - rest.net;
        front = front.extended(choices, &Ahead { least, most, prices, ceiling }, ROOM, trails);
    }
    front
}
