//! Gaps: what stands between the answers and a level, and the smallest effort that closes it.

use crate::{
    answer::Answer,
    catalogue::{Catalogue, Dimension, Effort, Ledger, PersonDays},
    level::ScoredLevel,
    maturity::{Maturity, Score},
    scoring::{Gate, Scorecard, score},
};
use num_rational::Ratio;
use std::{cmp::Reverse, collections::BinaryHeap};

/// Something that keeps a level's door shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// So many requirements are not answered yet.
    Open(usize),
    /// The rules on "not applicable" are broken so many times.
    Rules(usize),
    /// A key measure below its gate.
    KeyMeasure {
        /// Position in the catalogue.
        requirement: usize,
        /// How far below.
        short: Maturity,
    },
    /// A category below its gate.
    Category {
        /// Position in the catalogue's categories.
        category: usize,
        /// How far below.
        short: Maturity,
    },
    /// The total below its gate.
    Total {
        /// How far below.
        short: Maturity,
    },
}

/// What keeps the level's door shut, over what is answered so far.
pub fn blockers(scorecard: &Scorecard) -> Vec<Blocker> {
    let mut found = Vec::new();
    if !scorecard.open.is_empty() {
        found.push(Blocker::Open(scorecard.open.len()));
    }
    if !scorecard.violations.is_empty() {
        found.push(Blocker::Rules(scorecard.violations.len()));
    }
    for key in &scorecard.key_measures {
        if let Some(short) = key.maturity.and_then(|maturity| maturity.short_of(key.gate)) {
            found.push(Blocker::KeyMeasure { requirement: key.requirement, short });
        }
    }
    for category in &scorecard.categories {
        let short = category.gate.zip(category.maturity).and_then(|(gate, maturity)| maturity.short_of(gate));
        found.extend(short.map(|short| Blocker::Category { category: category.category, short }));
    }
    let short = scorecard.total.and_then(|total| total.short_of(scorecard.total_gate));
    found.extend(short.map(|short| Blocker::Total { short }));
    found
}

/// A requirement that has to rise: from where to where, at what effort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raise {
    /// Position in the catalogue.
    pub requirement: usize,
    /// The written half: from, to.
    pub documentation: (Score, Score),
    /// The practised half: from, to.
    pub implementation: (Score, Score),
    /// The work of all these steps.
    pub effort: PersonDays,
}

/// A way to pass every gate of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The level.
    pub level: ScoredLevel,
    /// What has to rise.
    pub raises: Vec<Raise>,
    /// All the work.
    pub effort: PersonDays,
    /// Whether no smaller effort exists.
    pub optimal: Optimal,
    /// Whether the result passes every gate. False only when the rules on "not applicable" are broken.
    pub passes: bool,
    /// Requirements without an answer, counted as 1 and 1.
    pub assumed: Vec<usize>,
}

/// Whether a path was proven to be the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Optimal {
    /// No smaller effort exists.
    Proven,
    /// A good path; a smaller effort is not excluded.
    NotProven,
}

/// The user's own estimates win over the catalogue's; parallel to the requirements, `None` keeps the estimate.
pub type Efforts<'input> = &'input dyn Fn(usize) -> Option<&'input Effort>;

struct Search<'input> {
    catalogue: &'input Catalogue,
    level: ScoredLevel,
    efforts: Efforts<'input>,
    /// Both halves of each requirement; `None` where it does not apply at the level or counts as a fixed value.
    steps: Vec<Option<[Score; 2]>>,
    start: Vec<Option<[Score; 2]>>,
    answers: Vec<Answer>,
}

/// A good path to the level by the published method: key measures to their gate, then categories, then the total, each
/// by the steps that gain most for their effort, then whatever proved needless is taken back. Scores never go down;
/// open answers count as 1 and 1 and are named. Quick enough for every click; the least effort, with its proof, is in
/// [`optimum`](crate::optimum).
pub fn path<'input>(
    catalogue: &'input Catalogue,
    level: ScoredLevel,
    answers: &[Answer],
    efforts: Efforts<'input>,
) -> Path {
    let mut search = Search::new(catalogue, level, answers, efforts);
    let assumed = search.assume_open();
    let start = search.scorecard();
    if start.verdict() != Gate::Open {
        search.raise_key_measures(&start);
        search.raise_categories();
        search.climb(Share::OfTotal, &search.scorecard());
        search.take_back(&search.scorecard());
    }
    let raises = search.raises();
    let effort = raises.iter().fold(PersonDays(0), |sum, raise| sum.plus(raise.effort));
    let optimal = if raises.is_empty() { Optimal::Proven } else { Optimal::NotProven };
    Path { level, raises, effort, optimal, passes: search.scorecard().verdict() == Gate::Open, assumed }
}

impl<'input> Search<'input> {
    fn new(catalogue: &'input Catalogue, level: ScoredLevel, answers: &[Answer], efforts: Efforts<'input>) -> Self {
        let answers: Vec<Answer> =
            (0..catalogue.requirements.len()).map(|at| answers.get(at).copied().unwrap_or_default()).collect();
        let none = vec![None; answers.len()];
        Self { catalogue, level, efforts, steps: none.clone(), start: none, answers }
    }

    fn assume_open(&mut self) -> Vec<usize> {
        let mut assumed = Vec::new();
        for (at, _) in self.catalogue.at_level(self.level) {
            let has_fixed_value = self.catalogue.not_applicable.is_some();
            let halves = match self.answers.get(at) {
                Some(Answer::Scored { documentation, implementation }) => Some([*documentation, *implementation]),
                Some(Answer::NotApplicable) if has_fixed_value => None,
                Some(Answer::Open | Answer::NotApplicable) | None => {
                    assumed.push(at);
                    Some([Score::LOWEST, Score::LOWEST])
                }
            };
            if let Some(start) = self.start.get_mut(at) {
                *start = halves;
            }
        }
        self.steps = self.start.clone();
        self.write_back();
        assumed
    }

    fn write_back(&mut self) {
        for (answer, step) in self.answers.iter_mut().zip(&self.steps) {
            if let Some([documentation, implementation]) = step {
                *answer = Answer::Scored { documentation: *documentation, implementation: *implementation };
            }
        }
    }

    fn scorecard(&self) -> Scorecard {
        score(self.catalogue, self.level, Ledger::Method, &self.answers)
    }

    fn set(&mut self, at: usize, halves: [Score; 2]) {
        if let Some(step) = self.steps.get_mut(at) {
            *step = Some(halves);
        }
        if let Some(answer) = self.answers.get_mut(at) {
            *answer = Answer::Scored { documentation: halves[0], implementation: halves[1] };
        }
    }

    /// The effort of one half from one score to another.
    fn cost(&self, at: usize, dimension: Dimension, from: Score, to: Score) -> PersonDays {
        let Some(requirement) = self.catalogue.requirements.get(at) else { return PersonDays(0) };
        let effort = (self.efforts)(at).unwrap_or(&requirement.effort);
        let steps = match dimension {
            Dimension::Documentation => &effort.documentation,
            Dimension::Implementation => &effort.implementation,
        };
        let range = usize::from(from.get() - 1)..usize::from(to.get().max(from.get()) - 1);
        steps.get(range).unwrap_or_default().iter().fold(PersonDays(0), |sum, step| sum.plus(*step))
    }

    fn cost_of_both(&self, at: usize, from: [Score; 2], to: [Score; 2]) -> PersonDays {
        self.cost(at, Dimension::Documentation, from[0], to[0]).plus(self.cost(
            at,
            Dimension::Implementation,
            from[1],
            to[1],
        ))
    }

    /// Each key measure by the cheapest pair of scores that reaches its gate; of equals the one that gains more.
    fn raise_key_measures(&mut self, scorecard: &Scorecard) {
        for key in &scorecard.key_measures {
            let Some(Some(now)) = self.steps.get(key.requirement).copied() else { continue };
            let pairs = Score::ALL.into_iter().flat_map(|one| Score::ALL.map(|other| [one, other]));
            let reaches = |pair: &[Score; 2]| {
                let maturity = Maturity::average(pair.map(Maturity::from));
                pair[0] >= now[0] && pair[1] >= now[1] && maturity.is_some_and(|maturity| maturity.meets(key.gate))
            };
            let cheapest = pairs.filter(reaches).min_by_key(|pair| {
                (self.cost_of_both(key.requirement, now, *pair), Reverse(pair[0].get() + pair[1].get()))
            });
            if let Some(pair) = cheapest {
                self.set(key.requirement, pair);
            }
        }
    }

    fn raise_categories(&mut self) {
        let Some(gate) = self.catalogue.thresholds.at(self.level).category else { return };
        // What is raised in one category changes nothing in another: one scorecard serves them all.
        let scorecard = self.scorecard();
        for category in &scorecard.categories {
            if category.maturity.is_none_or(|maturity| !maturity.meets(gate)) {
                self.climb(Share::OfCategory(category.category), &scorecard);
            }
        }
    }

    /// Takes the best next step, one after another, until the gate is reached. Every step gains its exact share.
    fn climb(&mut self, share: Share, scorecard: &Scorecard) {
        let (now, gate) = match share {
            Share::OfCategory(category) => {
                let score = scorecard.category(category);
                (score.and_then(|score| score.maturity), score.and_then(|score| score.gate))
            }
            Share::OfTotal => (scorecard.total, Some(scorecard.total_gate)),
        };
        let Some((top, bottom)) = now.zip(gate).and_then(|(now, gate)| now.short_of(gate)).map(Maturity::terms) else {
            return;
        };
        let mut missing = Ratio::new(top, bottom);
        let mut heap = BinaryHeap::new();
        let structures = self.catalogue.structure(self.level, Ledger::Method);
        for structure in structures.iter().filter(|structure| share.concerns(structure.category)) {
            for dimension in Dimension::ALL {
                let groups = structure.groups(dimension);
                for group in groups {
                    let in_category = 2 * (group.len() * groups.len()) as i64;
                    let parts = match share {
                        Share::OfCategory(_) => in_category,
                        Share::OfTotal => in_category * structures.len() as i64,
                    };
                    heap.extend(group.iter().filter_map(|at| self.candidate(*at, dimension, parts)));
                }
            }
        }
        while missing > Ratio::from_integer(0) {
            let Some(Reverse(Candidate { at, dimension, parts, .. })) = heap.pop() else { return };
            let Some(Some([documentation, implementation])) = self.steps.get(at).copied() else { continue };
            let halves = match dimension {
                Dimension::Documentation => next(documentation).map(|next| [next, implementation]),
                Dimension::Implementation => next(implementation).map(|next| [documentation, next]),
            };
            let Some(halves) = halves else { continue };
            self.set(at, halves);
            missing -= Ratio::new(1, parts);
            heap.extend(self.candidate(at, dimension, parts));
        }
    }

    /// The next step of one half, if there is one.
    fn candidate(&self, at: usize, dimension: Dimension, parts: i64) -> Option<Reverse<Candidate>> {
        let [documentation, implementation] = (*self.steps.get(at)?)?;
        let from = match dimension {
            Dimension::Documentation => documentation,
            Dimension::Implementation => implementation,
        };
        let cost = self.cost(at, dimension, from, next(from)?);
        Some(Reverse(Candidate { price: parts.saturating_mul(i64::from(cost.0)), at, dimension, parts }))
    }

    /// Takes back what turned out needless, dearest first. A step down costs its exact share of its category and of the
    /// total, so what every gate has to spare says which may go.
    fn take_back(&mut self, scorecard: &Scorecard) {
        let spare = |now: Option<Maturity>, gate: Maturity| now.map(|now| difference(now, gate));
        let Some(mut spare_total) = spare(scorecard.total, scorecard.total_gate) else { return };
        let structures = self.catalogue.structure(self.level, Ledger::Method);
        let mut steps = Vec::new();
        for (place, structure) in structures.iter().enumerate() {
            for dimension in Dimension::ALL {
                let groups = structure.groups(dimension);
                for group in groups {
                    let parts = 2 * (group.len() * groups.len()) as i64;
                    steps.extend(group.iter().filter_map(|at| self.last_step(*at, dimension, parts, place)));
                }
            }
        }
        let mut spare_categories: Vec<Option<Ratio<i64>>> = structures
            .iter()
            .map(|structure| scorecard.category(structure.category))
            .map(|score| score.and_then(|score| spare(score.maturity, score.gate?)))
            .collect();
        let mut heap: BinaryHeap<LastStep> = steps.into();
        while let Some(step) = heap.pop() {
            let share = Ratio::new(1, step.parts);
            let share_of_total = Ratio::new(1, step.parts * structures.len() as i64);
            let spare_here = spare_categories.get(step.structure).copied().flatten();
            let is_free = share_of_total <= spare_total && spare_here.is_none_or(|spare| share <= spare);
            if !is_free || !self.key_survives(step.at, step.dimension) {
                continue;
            }
            let Some(Some(halves)) = self.steps.get(step.at).copied() else { continue };
            let Some(lower) = lowered(halves, step.dimension) else { continue };
            self.set(step.at, lower);
            spare_total -= share_of_total;
            if let Some(Some(spare)) = spare_categories.get_mut(step.structure) {
                *spare -= share;
            }
            heap.extend(self.last_step(step.at, step.dimension, step.parts, step.structure));
        }
    }

    /// The last step up that the path took in one half, if it took one.
    fn last_step(&self, at: usize, dimension: Dimension, parts: i64, structure: usize) -> Option<LastStep> {
        let (start, now) = ((*self.start.get(at)?)?, (*self.steps.get(at)?)?);
        let half = |halves: [Score; 2]| match dimension {
            Dimension::Documentation => halves[0],
            Dimension::Implementation => halves[1],
        };
        if half(now) <= half(start) {
            return None;
        }
        let below = Score::new(half(now).get() - 1)?;
        let cost = self.cost(at, dimension, below, half(now));
        Some(LastStep { cost, at_last: Reverse(at), dimension, parts, structure, at })
    }

    /// Whether a key measure still reaches its gate one step lower; any other requirement does.
    fn key_survives(&self, at: usize, dimension: Dimension) -> bool {
        let is_key = self.catalogue.requirements.get(at).is_some_and(|requirement| requirement.is_key_at(self.level));
        let gate = self.catalogue.thresholds.at(self.level).key_measure;
        let lower = self.steps.get(at).copied().flatten().and_then(|halves| lowered(halves, dimension));
        !is_key
            || lower.and_then(|halves| Maturity::average(halves.map(Maturity::from))).is_some_and(|low| low.meets(gate))
    }

    fn raises(&self) -> Vec<Raise> {
        let mut raises = Vec::new();
        for (requirement, (start, end)) in self.start.iter().zip(&self.steps).enumerate() {
            if let (Some(start), Some(end)) = (start, end)
                && start != end
            {
                let effort = self.cost_of_both(requirement, *start, *end);
                let [documentation, implementation] = [(start[0], end[0]), (start[1], end[1])];
                raises.push(Raise { requirement, documentation, implementation, effort });
            }
        }
        raises
    }
}

/// `now - gate`, exactly.
fn difference(now: Maturity, gate: Maturity) -> Ratio<i64> {
    let fraction = |maturity: Maturity| {
        let (top, bottom) = maturity.terms();
        Ratio::new(top, bottom)
    };
    fraction(now) - fraction(gate)
}

/// Both halves with one of them a step lower.
const fn lowered(halves: [Score; 2], dimension: Dimension) -> Option<[Score; 2]> {
    let [documentation, implementation] = halves;
    match dimension {
        Dimension::Documentation => match Score::new(documentation.get() - 1) {
            Some(lower) => Some([lower, implementation]),
            None => None,
        },
        Dimension::Implementation => match Score::new(implementation.get() - 1) {
            Some(lower) => Some([documentation, lower]),
            None => None,
        },
    }
}

/// A step that could be taken back; the dearest first, of equals the first in the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct LastStep {
    cost: PersonDays,
    at_last: Reverse<usize>,
    dimension: Dimension,
    parts: i64,
    structure: usize,
    at: usize,
}

const fn next(score: Score) -> Option<Score> {
    Score::new(score.get() + 1)
}

/// A step that could be taken. It gains one part of `parts`; its price is effort for a whole point of maturity, so
/// whole numbers compare exactly. The order of the fields is the order of preference.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    price: i64,
    at: usize,
    dimension: Dimension,
    parts: i64,
}

#[derive(Clone, Copy)]
enum Share {
    OfCategory(usize),
    OfTotal,
}

impl Share {
    const fn concerns(self, category: usize) -> bool {
        match self {
            Self::OfCategory(wanted) => wanted == category,
            Self::OfTotal => true,
        }
    }
}
