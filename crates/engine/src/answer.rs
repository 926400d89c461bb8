//! What is known about one requirement, as the scoring sees it.

use crate::maturity::Score;

/// What is known about one requirement. Unanswered is never zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Not reached yet, or only half answered, or "I don't know": says nothing about maturity and is never averaged.
    #[default]
    Open,
    /// Outside the entity's reality. Counts as the framework's fixed value (both halves), within a budget.
    NotApplicable,
    /// Both halves: a policy without practice and the reverse are different gaps.
    Scored {
        /// How well it is written down and approved.
        documentation: Score,
        /// How well it is done.
        implementation: Score,
    },
}
