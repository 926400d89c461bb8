//! What gain is worth: prices that turn the gate of the total into money, and with it every bound.
//!
//! Whatever the prices, as long as none is negative: let each part take what is cheapest for it alone, gain counted as
//! money back and answers "not applicable" charged; no choice of all parts together that reaches the goal is cheaper
//! (weak duality). The better the prices, the closer the two.

use super::front::Choice;

/// What a part of gain is worth, and what an answer "not applicable" is charged; neither is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Prices {
    gain: i64,
    used: i64,
}

/// What all parts together gain at least, and how many answers "not applicable" they may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    pub need: i64,
    pub budget: usize,
}

/// No price is looked for beyond this; gains times prices stay far below what 128 bits hold.
const DEAREST: i64 = 1 << 60;

/// Prices are exact to one part in 2 to the power of this. Better ones would make the search no shorter.
const FINENESS_OF_GAIN: u32 = 16;
const FINENESS_OF_USE: u32 = 8;

impl Prices {
    /// What is left of a choice's cost at these prices.
    pub(super) fn net(self, choice: &Choice) -> i128 {
        let worth = i128::from(self.gain) * i128::from(choice.gain);
        let charge = i128::from(self.used) * choice.used as i128;
        i128::from(choice.cost) - worth + charge
    }

    /// What is left of the cheapest.
    pub(super) fn cheapest(self, choices: &[Choice]) -> i128 {
        choices.iter().map(|choice| self.net(choice)).min().unwrap_or_default()
    }

    /// What the goal itself is worth.
    pub(super) fn of_goal(self, goal: Goal) -> i128 {
        i128::from(self.gain) * i128::from(goal.need) - i128::from(self.used) * goal.budget as i128
    }

    /// Good prices for parts with these choices.
    pub(super) fn find(parts: &[Vec<Choice>], goal: Goal) -> Self {
        let hulls: Vec<Vec<Choice>> = parts.iter().map(|choices| hull(choices)).collect();
        let mut low = with_price_of_gain(&hulls, goal, 0);
        let mut high = low;
        while high.used > goal.budget && high.prices.used < DEAREST {
            low = high;
            high = with_price_of_gain(&hulls, goal, high.prices.used.max(1 << 10) * 4);
        }
        let mut best = if low.bound > high.bound { low } else { high };
        while high.prices.used - low.prices.used > 1 + (high.prices.used >> FINENESS_OF_USE) {
            let middle = with_price_of_gain(&hulls, goal, low.prices.used.midpoint(high.prices.used));
            if middle.used > goal.budget {
                low = middle
            } else {
                high = middle
            }
            if middle.bound > best.bound {
                best = middle;
            }
        }
        best.prices
    }
}

/// What the parts do at some prices.
#[derive(Clone, Copy)]
struct Reply {
    prices: Prices,
    gain: i64,
    used: usize,
    /// No choice of all parts together costs less.
    bound: i128,
}

fn reply(hulls: &[Vec<Choice>], goal: Goal, prices: Prices) -> Reply {
    let mut reply = Reply { prices, gain: 0, used: 0, bound: prices.of_goal(goal) };
    for hull in hulls {
        let order = |choice: &&Choice| (prices.net(choice), -choice.gain, choice.used);
        if let Some(choice) = hull.iter().min_by_key(order) {
            reply.gain += choice.gain;
            reply.used += choice.used;
            reply.bound += prices.net(choice);
        }
    }
    reply
}

/// The best price of gain beside this price of "not applicable": the more gain is worth, the more the parts gain.
fn with_price_of_gain(hulls: &[Vec<Choice>], goal: Goal, used: i64) -> Reply {
    let at = |gain: i64| reply(hulls, goal, Prices { gain, used });
    let mut low = at(0);
    let mut high = low;
    while high.gain < goal.need && high.prices.gain < DEAREST {
        low = high;
        high = at(high.prices.gain.max(1 << 4) * 4);
    }
    while high.prices.gain - low.prices.gain > 1 + (high.prices.gain >> FINENESS_OF_GAIN) {
        let middle = at(low.prices.gain.midpoint(high.prices.gain));
        if middle.gain < goal.need { low = middle } else { high = middle }
    }
    if low.bound > high.bound { Reply { gain: high.gain, used: high.used, ..low } } else { high }
}

/// Of each number of answers "not applicable", the choices that are the cheapest at some price of gain.
fn hull(choices: &[Choice]) -> Vec<Choice> {
    let apart = |one: &Choice, other: &Choice| (i128::from(one.cost - other.cost), i128::from(one.gain - other.gain));
    let mut hull: Vec<Choice> = Vec::new();
    let mut layer = 0;
    for choice in choices {
        if hull.last().is_some_and(|last| last.used != choice.used) {
            layer = hull.len();
        }
        while let [.., one, other] = hull.get(layer..).unwrap_or_default() {
            let ((cost, gain), (next_cost, next_gain)) = (apart(one, other), apart(other, choice));
            // Gains fall: each part of gain given up must save less than the one before.
            if cost * next_gain > next_cost * gain {
                break;
            }
            hull.pop();
        }
        hull.push(*choice);
    }
    hull
}
