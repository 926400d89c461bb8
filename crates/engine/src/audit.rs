//! A mock audit: the questions that an assessor would put first, where most is claimed and least is shown.

use crate::{
    answer::Answer,
    catalogue::{Catalogue, Dimension},
    collections::ordered,
    level::ScoredLevel,
    maturity::Score,
};

/// A question of the mock audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditQuestion {
    /// Position in [`Catalogue::requirements`].
    pub requirement: usize,
    /// The half that is asked about: where the claim stands on less.
    pub dimension: Dimension,
    /// What is claimed for it.
    pub claimed: Score,
    /// How many pieces of evidence are in the register for it.
    pub evidence: usize,
}

/// How many questions one sitting has.
pub const SITTING: usize = 10;

/// The questions of a sitting: 0 is the first, the next ones follow where there are more. Least evidence first, among
/// those the highest claim, key measures before others; the same dossier gives the same questions.
pub fn sitting(
    catalogue: &Catalogue,
    level: ScoredLevel,
    answers: &[Answer],
    evidence: &dyn Fn(usize, Dimension) -> usize,
    number: usize,
) -> Vec<AuditQuestion> {
    let asked = catalogue.at_level(level).filter_map(|(at, requirement)| {
        let Some(Answer::Scored { documentation, implementation }) = answers.get(at) else { return None };
        let half = |dimension, claimed| AuditQuestion {
            requirement: at,
            dimension,
            claimed,
            evidence: evidence(at, dimension),
        };
        let halves = [half(Dimension::Implementation, *implementation), half(Dimension::Documentation, *documentation)];
        // A claim of 1 claims nothing.
        let weakest = ordered(halves.into_iter().filter(|half| half.claimed > Score::LOWEST), |half| {
            (half.evidence, std::cmp::Reverse(half.claimed))
        });
        weakest.first().map(|half| (*half, requirement.is_key_at(level)))
    });
    let order = |(half, is_key): &(AuditQuestion, bool)| (half.evidence, std::cmp::Reverse(half.claimed), !is_key);
    let all = ordered(asked, order);
    all.into_iter().map(|(half, _)| half).skip(number * SITTING).take(SITTING).collect()
}
