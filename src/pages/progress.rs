//! How far each step of the journey is: derived, never stored.

use crate::desk::View;
use belfry_dossier::planning::Planning;

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing entered.
    Untouched,
    /// Something entered.
    Begun,
    /// Everything that it asks.
    Done,
}

/// How far every step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The scope questions.
    pub scope: Step,
    /// The choice of a level.
    pub level: Step,
    /// The requirements.
    pub answers: Step,
    /// The results.
    pub results: Step,
    /// The roadmap.
    pub roadmap: Step,
}

/// How far every step is.
pub fn progress(view: &View) -> Progress {
    let dossier = &view.dossier;
    let answers = share(view.counts.answered, view.counts.asked);
    Progress {
        scope: share(view.scope.answered, view.scope.asked),
        level: if dossier.target.is_some() { Step::Done } else { Step::Untouched },
        answers,
        results: answers,
        roadmap: match (answers, dossier.planning == Planning::default()) {
            (Step::Untouched, true) => Step::Untouched,
            (Step::Done, false) => Step::Done,
            (Step::Begun | Step::Done, _) | (Step::Untouched, false) => Step::Begun,
        },
    }
}

const fn share(done: usize, all: usize) -> Step {
    match done {
        0 => Step::Untouched,
        done if done >= all => Step::Done,
        _ => Step::Begun,
    }
}
