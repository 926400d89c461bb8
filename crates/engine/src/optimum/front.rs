//! Fronts: of all ways to go, those that no other way beats.

use super::prices::Prices;

/// One of several things that can be done with one part of the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// What it adds to the sum that a gate asks for, in whole parts.
    pub gain: i64,
    /// What it costs.
    pub cost: i64,
    /// How many new answers "not applicable" it takes.
    pub used: usize,
}

/// One choice for each part so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// All gains.
    pub gain: i64,
    /// All costs.
    pub cost: i64,
    trail: u32,
}

/// How ways came about: each mark is a choice and the mark before it. Ways share their beginnings.
#[derive(Default)]
pub(super) struct Trails(Vec<(u32, u32)>);

const START: u32 = u32::MAX;

impl Trails {
    fn mark(&mut self, before: u32, choice: usize) -> u32 {
        let mark = self.0.len() as u32;
        self.0.push((before, choice as u32));
        mark
    }

    /// The choices of a way, the last part first.
    pub(super) fn backwards(&self, way: Way) -> Vec<usize> {
        let mut choices = Vec::new();
        let mut mark = way.trail;
        while let Some((before, choice)) = self.0.get(mark as usize) {
            choices.push(*choice as usize);
            mark = *before;
        }
        choices
    }
}

/// What is known of the parts that a way has still before it.
#[derive(Clone, Copy)]
pub(super) struct Ahead {
    /// A way that has gained less cannot reach its gate any more.
    pub least: i64,
    /// What is gained beyond this serves nothing.
    pub most: i64,
    /// What gain and answers "not applicable" are worth.
    pub prices: Prices,
    /// A way whose cost is more than this, net of what it gained, cannot end within the limit any more.
    pub ceiling: i128,
}

/// Ways that no other beats, by the number of answers "not applicable" that they take; each layer has falling gains and
/// falling costs.
pub(super) struct Front {
    layers: Vec<Vec<Way>>,
    /// Whether no way was let go but those that are beaten or lead nowhere.
    pub complete: bool,
}

/// A way and what it is made of.
#[derive(Clone, Copy)]
struct Step {
    gain: i64,
    cost: i64,
    before: u32,
    choice: usize,
}

impl Front {
    /// The one way that has chosen nothing yet; up to `budget` answers "not applicable" may follow.
    pub(super) fn start(budget: usize) -> Self {
        let mut layers = vec![Vec::new(); budget + 1];
        if let Some(first) = layers.first_mut() {
            first.push(Way { gain: 0, cost: 0, trail: START });
        }
        Self { layers, complete: true }
    }

    /// Every way with every choice of one more part, as far as it is worth keeping. No layer grows beyond `room`.
    pub(super) fn extended(&self, choices: &[Choice], ahead: &Ahead, room: usize, trails: &mut Trails) -> Self {
        let choice_of = |(used, way): (usize, Way)| Choice { gain: way.gain, cost: way.cost, used };
        let net = |choice: &Choice| if ahead.ceiling == i128::MAX { 0 } else { ahead.prices.net(choice) };
        // What even the best way so far cannot afford no other can.
        let best = self.ways().map(|way| net(&choice_of(way))).min().unwrap_or_default();
        let affordable = |choice: &Choice| best + net(choice) <= ahead.ceiling;
        let keeps = |step: &Step, used: usize| {
            step.gain >= ahead.least && net(&Choice { gain: step.gain, cost: step.cost, used }) <= ahead.ceiling
        };
        let (mut merged, mut spare): (Vec<Step>, Vec<Step>) = (Vec::new(), Vec::new());
        let mut complete = self.complete;
        let mut layers = Vec::with_capacity(self.layers.len());
        for used in 0..self.layers.len() {
            merged.clear();
            for (index, choice) in choices.iter().enumerate().filter(|(_, choice)| affordable(choice)) {
                let Some(ways) = used.checked_sub(choice.used).and_then(|used| self.layers.get(used)) else { continue };
                let steps = ways.iter().map(|way| Step {
                    gain: (way.gain + choice.gain).min(ahead.most),
                    cost: way.cost + choice.cost,
                    before: way.trail,
                    choice: index,
                });
                merge(&merged, steps.filter(|step| keeps(step, used)), &mut spare);
                std::mem::swap(&mut merged, &mut spare);
            }
            while merged.len() > room {
                thin(&mut merged);
                complete = false;
            }
            let mut way = |step: &Step| {
                let trail = trails.mark(step.before, step.choice);
                Way { gain: step.gain, cost: step.cost, trail }
            };
            layers.push(merged.iter().map(&mut way).collect());
        }
        Self { layers, complete }
    }

    /// Every way with its number of answers "not applicable".
    pub(super) fn ways(&self) -> impl Iterator<Item = (usize, Way)> {
        self.layers.iter().enumerate().flat_map(|(used, ways)| ways.iter().map(move |way| (used, *way)))
    }
}

/// Both lists as one, without what is beaten: of equal gains the cheaper stays, of equal costs the greater gain, of
/// equals the earlier.
fn merge(kept: &[Step], new: impl Iterator<Item = Step>, merged: &mut Vec<Step>) {
    merged.clear();
    let (mut kept, mut new) = (kept.iter().copied().peekable(), new.peekable());
    let mut cheapest = i64::MAX;
    loop {
        let is_next =
            |one: &Step, other: &Step| other.gain > one.gain || other.gain == one.gain && other.cost < one.cost;
        let next = match (kept.peek(), new.peek()) {
            (Some(one), Some(other)) if is_next(one, other) => new.next(),
            (Some(_), Some(_) | None) => kept.next(),
            (None, Some(_)) => new.next(),
            (None, None) => return,
        };
        let Some(step) = next.filter(|step| step.cost < cheapest) else { continue };
        cheapest = step.cost;
        match merged.last_mut() {
            Some(last) if last.gain == step.gain => *last = step,
            Some(_) | None => merged.push(step),
        }
    }
}

/// Lets every other step go. The greatest gain stays, so that what could be reached can still be reached.
fn thin(steps: &mut Vec<Step>) {
    let mut keep = false;
    steps.retain(|_| {
        keep = !keep;
        keep
    });
}
