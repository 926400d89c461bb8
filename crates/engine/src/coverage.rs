//! How much of a set of requirements the work on ISO/IEC 27001 covers: counted pair by pair, never estimated.

use crate::{
    catalogue::Catalogue,
    control::{Applicability, ControlState, Progress},
    level::ScoredLevel,
    mapping::{Grade, Mapping},
};

/// How a requirement stands in the light of the controls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cover {
    /// Every control that carries it is in place, both halves.
    Carried,
    /// Something that carries or helps it is at least partly there.
    Helped,
    /// Controls would carry or help it, and none of them is there.
    Bare,
    /// Controls would carry or help it, and nothing is known of any of them.
    Unknown,
    /// The standard has nothing that carries or helps it.
    Outside,
}

impl Cover {
    /// Every standing, the best first.
    pub const ALL: [Self; 5] = [Self::Carried, Self::Helped, Self::Bare, Self::Unknown, Self::Outside];

    /// The one spelling in classes and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Carried => "carried",
            Self::Helped => "helped",
            Self::Bare => "bare",
            Self::Unknown => "unknown",
            Self::Outside => "outside",
        }
    }
}

/// How the controls behind a list of grades stand together.
pub fn cover(pairs: impl Iterator<Item = (Grade, ControlState)> + Clone) -> Cover {
    let useful = pairs.filter(|(grade, _)| *grade != Grade::Related);
    if useful.clone().next().is_none() {
        return Cover::Outside;
    }
    let mut carriers = useful.clone().filter(|(grade, _)| *grade == Grade::Carries).peekable();
    if carriers.peek().is_some() && carriers.all(|(_, state)| state.is_in_place()) {
        return Cover::Carried;
    }
    let begun = |state: ControlState| {
        state.applicability == Applicability::Included
            && [state.documentation, state.implementation].into_iter().any(|half| half >= Some(Progress::Partly))
    };
    if useful.clone().any(|(_, state)| begun(state)) {
        Cover::Helped
    } else if useful.clone().all(|(_, state)| !state.is_known()) {
        Cover::Unknown
    } else {
        Cover::Bare
    }
}

/// How the requirement at a position stands.
pub fn of_requirement(mapping: &Mapping, requirement: usize, states: &[ControlState]) -> Cover {
    let state = |control: usize| states.get(control).copied().unwrap_or_default();
    cover(mapping.of_requirement(requirement).iter().map(|pair| (pair.grade, state(pair.control))))
}

/// How many requirements stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [usize; Cover::ALL.len()],
}

impl Tally {
    /// Counts.
    pub fn of(covers: impl Iterator<Item = Cover>) -> Self {
        let mut tally = Self::default();
        for cover in covers {
            if let Some(count) = tally.counts.get_mut(cover as usize) {
                *count += 1;
            }
        }
        tally
    }

    /// How many stand so.
    pub fn of_cover(&self, cover: Cover) -> usize {
        self.counts.get(cover as usize).copied().unwrap_or_default()
    }

    /// How many there are.
    pub fn all(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// The tally of a level, with the controls as they are.
pub fn tally(catalogue: &Catalogue, level: ScoredLevel, mapping: &Mapping, states: &[ControlState]) -> Tally {
    Tally::of(catalogue.at_level(level).map(|(at, _)| of_requirement(mapping, at, states)))
}

/// The tally of a level if every clause and control were in place: the most that the standard alone can do.
pub fn at_best(catalogue: &Catalogue, level: ScoredLevel, mapping: &Mapping, controls: usize) -> Tally {
    let whole = ControlState {
        applicability: Applicability::Included,
        documentation: Some(Progress::InPlace),
        implementation: Some(Progress::InPlace),
    };
    tally(catalogue, level, mapping, &vec![whole; controls])
}
