//! Would a statement of applicability reach the level? A check beforehand: only the authority decides.

use crate::{
    catalogue::{Catalogue, Dimension},
    control::{Applicability, ControlState, Progress},
    level::ScoredLevel,
    mapping::{Grade, Mapping},
};

/// How firmly the statement of applicability carries one requirement. The order is from what needs most attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Footing {
    /// A control that carries it was left out of the statement.
    LeftOut,
    /// No control carries it: it has to be shown in another way.
    Uncarried,
    /// A control that carries it is not, or only partly, in place.
    Weak,
    /// Not enough is known about the controls that carry it.
    Unknown,
    /// Every control that carries it is in place; evidence for one of them is not in the register.
    Unproven,
    /// Every control that carries it is in place, with evidence of practice.
    Firm,
}

impl Footing {
    /// Every footing, what needs most attention first.
    pub const ALL: [Self; 6] = [Self::LeftOut, Self::Uncarried, Self::Weak, Self::Unknown, Self::Unproven, Self::Firm];

    /// The one spelling in classes and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LeftOut => "left-out",
            Self::Uncarried => "uncarried",
            Self::Weak => "weak",
            Self::Unknown => "unknown",
            Self::Unproven => "unproven",
            Self::Firm => "firm",
        }
    }
}

/// One requirement in the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Position in [`Catalogue::requirements`].
    pub requirement: usize,
    /// Whether it is a key measure at the level.
    pub is_key: bool,
    /// How firmly it is carried.
    pub footing: Footing,
}

/// What the check looks at.
#[derive(Clone, Copy)]
pub struct Statement<'facts> {
    /// The states of the controls, by position.
    pub states: &'facts [ControlState],
    /// Whether the register has evidence of practice for the control at a position: "substantiated" means evidence that
    /// the control works (ISO/IEC 27006-1:2024, 9.3.2.2 f, as the CCB's questions and answers cite it).
    pub proven: &'facts dyn Fn(usize) -> bool,
}

/// Checks every requirement of a level, in the framework's order.
pub fn check(catalogue: &Catalogue, level: ScoredLevel, mapping: &Mapping, statement: Statement<'_>) -> Vec<Check> {
    catalogue
        .at_level(level)
        .map(|(at, requirement)| Check {
            requirement: at,
            is_key: requirement.is_key_at(level),
            footing: footing(mapping, at, statement),
        })
        .collect()
}

/// How firmly the requirement at a position is carried.
pub fn footing(mapping: &Mapping, requirement: usize, statement: Statement<'_>) -> Footing {
    let of_control = |control: usize| {
        let state = statement.states.get(control).copied().unwrap_or_default();
        let weak = Dimension::ALL.into_iter().any(|half| state.half(half).is_some_and(|far| far < Progress::InPlace));
        match state {
            ControlState { applicability: Applicability::Excluded, .. } => Footing::LeftOut,
            state if state.is_in_place() && (statement.proven)(control) => Footing::Firm,
            state if state.is_in_place() => Footing::Unproven,
            _ if weak => Footing::Weak,
            _ => Footing::Unknown,
        }
    };
    let carriers = mapping.graded(requirement, Grade::Carries).map(|pair| of_control(pair.control));
    carriers.min().unwrap_or(Footing::Uncarried)
}

/// Something that an auditor would find in the statement of applicability itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flaw {
    /// Left out without a reason (ISO/IEC 27001:2022, 6.1.3 d).
    Unexplained,
    /// A clause was left out: none of 4 to 10 can be.
    ClauseLeftOut,
    /// Said to be in place; the register has no evidence of practice.
    Unsubstantiated,
    /// Nothing is said of it.
    Silent,
}
