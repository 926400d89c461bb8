//! The least effort that opens every gate of a level, proven.
//!
//! [`gap::path`](crate::gap::path) is quick and good and serves the report at every click; [`optimum`] is asked where no
//! smaller effort may exist. How it finds it and why that is the least stands in
//! `docs/decisions/0023-least-effort-proven.md`.

mod front;
mod model;
mod prices;
mod reach;
mod search;

use crate::collections::{Map, Set, ordered};
use crate::{
    answer::Answer,
    catalogue::{Catalogue, Dimension, Ledger, PersonDays},
    gap::{Efforts, Optimal, Path, Raise},
    level::ScoredLevel,
    maturity::{Maturity, Score},
    scoring::{Gate, Violation, score},
};
use model::{Becomes, Model};

/// What is to be reached, from where, and within which limits.
#[derive(Clone, Copy)]
pub struct Problem<'input> {
    /// The framework. The workbook's groups must stay within their category, as the checks on the data see to.
    pub catalogue: &'input Catalogue,
    /// The level whose gates are to open.
    pub level: ScoredLevel,
    /// The way of counting in which they are to open.
    pub ledger: Ledger,
    /// The answers, parallel to the catalogue's requirements. Open ones count as 1 and 1 and are named.
    pub answers: &'input [Answer],
    /// The user's own estimates.
    pub efforts: Efforts<'input>,
    /// What the user decided about single requirements, by position in the catalogue.
    pub limits: &'input Map<usize, Limits>,
    /// Requirements that, says the user, honestly do not apply, by position in the catalogue. Only these may be proposed
    /// as "not applicable"; each will need its justification.
    pub not_applicable: &'input Set<usize>,
    /// What the result must be good for.
    pub aim: Aim,
}

/// What a result must be good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Every gate is open.
    Gates,
    /// Every gate is open, and no half of a key measure is below this score. The gates themselves look at the average of
    /// both halves only: a 5 on paper beside a 1 in practice opens them, and is what an assessor asks about first.
    GatesAndKeyMeasures(Score),
}

/// The scores between which one requirement may end, half by half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// At least these scores, documentation first: decided anyway, and their work counts.
    pub least: [Score; 2],
    /// At most these scores: more will not be done. A score that is higher already stays.
    pub most: [Score; 2],
}

impl Limits {
    /// Anything goes.
    pub const NONE: Self = Self { least: [Score::LOWEST; 2], most: [Score::HIGHEST; 2] };
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A way there.
    Reached(Optimum),
    /// There is none within the limits.
    OutOfReach(OutOfReach),
}

/// The least effort that opens every gate, with what it leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Optimum {
    /// What has to rise. Of equal efforts the one that touches fewer requirements, then the one that touches fewer that
    /// are no key measures. It passes unless the answers given break the rules on "not applicable".
    pub path: Path,
    /// The way of counting.
    pub ledger: Ledger,
    /// Requirements to be answered "not applicable" now, each with a justification; those answered so before stay and
    /// are not repeated here.
    pub not_applicable: Vec<usize>,
    /// Requirements that the caller named although the rules allow no "not applicable" on them.
    pub refused: Vec<usize>,
    /// How the answers given break the rules on "not applicable"; no work opens a level past that.
    pub violations: Vec<Violation>,
    /// The answers once everything is done, parallel to the catalogue's requirements.
    pub answers: Vec<Answer>,
}

/// Why a level cannot be reached within the limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfReach {
    /// The level.
    pub level: ScoredLevel,
    /// The way of counting.
    pub ledger: Ledger,
    /// What cannot be reached, and how far one gets. Never empty.
    pub barriers: Vec<Barrier>,
    /// How the answers given break the rules on "not applicable".
    pub violations: Vec<Violation>,
    /// Requirements without an answer, counted as 1 and 1.
    pub assumed: Vec<usize>,
}

/// A gate that stays shut whatever is done within the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// One half of one requirement shall be at least more than it may be at most.
    Limits {
        /// Position in the catalogue.
        requirement: usize,
        /// Which half.
        dimension: Dimension,
        /// What is asked: by the limits, or of a key measure by the aim.
        wanted: Score,
        /// How far one gets.
        reach: Score,
    },
    /// A key measure.
    KeyMeasure {
        /// Position in the catalogue.
        requirement: usize,
        /// How far one gets.
        reach: Maturity,
        /// Its gate.
        gate: Maturity,
    },
    /// A category.
    Category {
        /// Position in the catalogue's categories.
        category: usize,
        /// How far one gets, once the categories before it have taken the "not applicable" that they need.
        reach: Maturity,
        /// Its gate.
        gate: Maturity,
    },
    /// The total.
    Total {
        /// How far one gets.
        reach: Maturity,
        /// Its gate.
        gate: Maturity,
    },
}

/// One half of one requirement that stays low.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftLow {
    /// Position in the catalogue.
    pub requirement: usize,
    /// Which half.
    pub dimension: Dimension,
    /// Where it stays.
    pub score: Score,
}

/// From here on a half is defined and lived, the mark that every gate but the highest asks on average.
pub const REFERENCE: Score = Score::THREE;

impl Optimum {
    /// What the path leaves below `reference`: a gate asks for averages, and the cheapest way to an average leaves holes.
    pub fn left_low(&self, catalogue: &Catalogue, reference: Score) -> Vec<LeftLow> {
        left_low(catalogue, self.path.level, &self.answers, reference)
    }
}

/// What these answers leave below `reference` at a level, in the order of the catalogue. What is open, or does not apply,
/// is not in it.
pub fn left_low(catalogue: &Catalogue, level: ScoredLevel, answers: &[Answer], reference: Score) -> Vec<LeftLow> {
    let mut low = Vec::new();
    for (requirement, _) in catalogue.at_level(level) {
        if let Some(Answer::Scored { documentation, implementation }) = answers.get(requirement) {
            let halves = Dimension::ALL.into_iter().zip([*documentation, *implementation]);
            let halves = halves.filter(|(_, score)| *score < reference);
            low.extend(halves.map(|(dimension, score)| LeftLow { requirement, dimension, score }));
        }
    }
    low
}

/// The gates that stay shut within the limits, whatever is done; none when there is a way. Quick: nothing is searched.
pub fn barriers(problem: &Problem<'_>) -> Vec<Barrier> {
    reach::barriers(problem, &Model::new(problem))
}

/// The least effort that opens every gate of the level, or why nothing does. Scores never go down.
pub fn optimum(problem: &Problem<'_>) -> Outcome {
    let model = Model::new(problem);
    let barriers = reach::barriers(problem, &model);
    let found = if barriers.is_empty() { search::cheapest(&model) } else { None };
    if let Some(found) = found {
        return Outcome::Reached(told(problem, model, &found));
    }
    let (level, ledger) = (problem.level, problem.ledger);
    let Model { violations, assumed, .. } = model;
    Outcome::OutOfReach(OutOfReach { level, ledger, barriers, violations, assumed })
}

fn told(problem: &Problem<'_>, model: Model, found: &search::Found) -> Optimum {
    let Model { mut answers, assumed, refused, violations, .. } = model;
    let (mut raises, mut not_applicable) = (Vec::new(), Vec::new());
    for (requirement, becomes) in ordered(&found.becomes, |(requirement, _)| *requirement) {
        let Some(answer) = answers.get_mut(*requirement) else { continue };
        match (*answer, *becomes) {
            (Answer::Scored { documentation, implementation }, Becomes::Halves([one, other])) => {
                let (from, to) = ([documentation, implementation], [one, other]);
                let effort = model::effort(problem, *requirement, from, to);
                *answer = Answer::Scored { documentation: one, implementation: other };
                if from != to {
                    let (documentation, implementation) = ((documentation, one), (implementation, other));
                    raises.push(Raise { requirement: *requirement, documentation, implementation, effort });
                }
            }
            (Answer::Scored { .. }, Becomes::NotApplicable) => {
                *answer = Answer::NotApplicable;
                not_applicable.push(*requirement);
            }
            (Answer::NotApplicable | Answer::Open, Becomes::Halves(_) | Becomes::NotApplicable) => {}
        }
    }
    let effort = raises.iter().fold(PersonDays(0), |sum, raise| sum.plus(raise.effort));
    let opens = score(problem.catalogue, problem.level, problem.ledger, &answers).verdict() == Gate::Open;
    let passes = opens && violations.is_empty();
    let optimal = if passes { found.optimal } else { Optimal::NotProven };
    let path = Path { level: problem.level, raises, effort, optimal, passes, assumed };
    Optimum { path, ledger: problem.ledger, not_applicable, refused, violations, answers }
}
