//! What the work on one standard says about the other: suggestions, never answers. The user takes them or leaves them.

use crate::{
    answer::Answer,
    catalogue::{Catalogue, Dimension},
    control::{Applicability, ControlState, Progress},
    level::ScoredLevel,
    mapping::{Grade, Mapping},
    maturity::Score,
};

/// What a suggestion rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rests {
    /// Controls that carry the requirement: the weakest of them counts.
    OnCarriers,
    /// Only controls that help: one step less, and never above 2.
    OnHelpers,
}

/// A maturity that the state of the controls justifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Position in [`Catalogue::requirements`].
    pub requirement: usize,
    /// For the written half; `None` where too little is known.
    pub documentation: Option<Score>,
    /// For the practised half.
    pub implementation: Option<Score>,
    /// What it rests on.
    pub rests: Rests,
}

impl Suggestion {
    /// The suggestion for one half.
    pub const fn half(&self, dimension: Dimension) -> Option<Score> {
        match dimension {
            Dimension::Documentation => self.documentation,
            Dimension::Implementation => self.implementation,
        }
    }
}

/// What the controls suggest for every requirement of a level about which they say something.
///
/// The weakest carrier counts; one of which nothing is known, or that was left out, leaves the half without a suggestion.
/// Where nothing carries a requirement, what helps justifies one step less: 2 at most.
pub fn suggestions(
    catalogue: &Catalogue,
    level: ScoredLevel,
    mapping: &Mapping,
    states: &[ControlState],
) -> Vec<Suggestion> {
    let state = |control: usize| states.get(control).copied().unwrap_or_default();
    catalogue
        .at_level(level)
        .filter_map(|(requirement, _)| {
            let weakest = |grade: Grade, dimension: Dimension| {
                let mut found = mapping.graded(requirement, grade).map(|pair| state(pair.control).counted(dimension));
                let first = found.next()??;
                found.try_fold(first, |weakest, next| Some(weakest.min(next?)))
            };
            let carried = mapping.graded(requirement, Grade::Carries).next().is_some();
            let (rests, half): (Rests, &dyn Fn(Dimension) -> Option<Score>) = if carried {
                (Rests::OnCarriers, &|dimension| weakest(Grade::Carries, dimension).map(Progress::score))
            } else {
                (Rests::OnHelpers, &|dimension| {
                    weakest(Grade::Helps, dimension).map(|progress| match progress {
                        Progress::InPlace => Score::TWO,
                        Progress::Partly | Progress::Planned | Progress::Absent => Score::LOWEST,
                    })
                })
            };
            let (documentation, implementation) = (half(Dimension::Documentation), half(Dimension::Implementation));
            let says = documentation.is_some() || implementation.is_some();
            says.then_some(Suggestion { requirement, documentation, implementation, rests })
        })
        .collect()
}

/// How far a control seems to be, by the answers to the requirements it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlSuggestion {
    /// Position among the controls.
    pub control: usize,
    /// For the written half; `None` where nothing follows.
    pub documentation: Option<Progress>,
    /// For the practised half.
    pub implementation: Option<Progress>,
}

/// What the answers suggest for every control that applies and of which a half is not known yet: in place where every
/// requirement it carries is at 3 or more, partly where every one is at 2 or more.
pub fn control_suggestions(
    catalogue: &Catalogue,
    level: ScoredLevel,
    mapping: &Mapping,
    states: &[ControlState],
    answers: &[Answer],
) -> Vec<ControlSuggestion> {
    let asked = |at: usize| catalogue.requirements.get(at).is_some_and(|requirement| requirement.applies_at(level));
    let found = states.iter().enumerate().filter(|(_, state)| state.applicability == Applicability::Included);
    found
        .filter_map(|(control, state)| {
            let lowest = |dimension: Dimension| {
                let carried = mapping.of_control(control).filter(|pair| pair.grade == Grade::Carries);
                let mut scores =
                    carried.filter(|pair| asked(pair.requirement)).map(|pair| match answers.get(pair.requirement) {
                        Some(Answer::Scored { documentation, implementation }) => Some(match dimension {
                            Dimension::Documentation => *documentation,
                            Dimension::Implementation => *implementation,
                        }),
                        Some(Answer::Open | Answer::NotApplicable) | None => None,
                    });
                let first = scores.next()??;
                scores.try_fold(first, |lowest, next| Some(lowest.min(next?)))
            };
            let half = |dimension: Dimension| {
                let open = state.half(dimension).is_none();
                lowest(dimension).filter(|_| open).and_then(|score| match score.get() {
                    3.. => Some(Progress::InPlace),
                    2 => Some(Progress::Partly),
                    0..=1 => None,
                })
            };
            let (documentation, implementation) = (half(Dimension::Documentation), half(Dimension::Implementation));
            let says = documentation.is_some() || implementation.is_some();
            says.then_some(ControlSuggestion { control, documentation, implementation })
        })
        .collect()
}
