//! Plain answers for who does not want to score: five words instead of five steps. Only scores are kept; the plain
//! answer is read back from them, so that refining it loses nothing.

use belfry_engine::{catalogue::Dimension, identifier::MeasureId, maturity::Score, size::SizeClass};

/// How the questions are put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// In plain words, without numbers of requirements.
    Plain,
    /// As scores from 1 to 5, with the numbers that an auditor uses.
    Exact,
}

impl Style {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Plain, Self::Exact];

    /// The one spelling in saved dossiers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Exact => "exact",
        }
    }

    /// The style with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.code() == code)
    }

    /// What a user meets who has not chosen: micro and small enterprises plain words, and so whoever has not said yet.
    pub const fn usual(size: Option<SizeClass>) -> Self {
        match size {
            None | Some(SizeClass::Micro | SizeClass::Small) => Self::Plain,
            Some(SizeClass::Medium | SizeClass::Large) => Self::Exact,
        }
    }
}

/// A plain answer to "do you do this?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainAnswer {
    /// Yes, and it is written down.
    Written,
    /// Yes, but not written down.
    Unwritten,
    /// Partly.
    Partly,
    /// No.
    No,
}

impl PlainAnswer {
    /// Every answer, the best first.
    pub const ALL: [Self; 4] = [Self::Written, Self::Unwritten, Self::Partly, Self::No];

    /// A short name, for the page.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Unwritten => "unwritten",
            Self::Partly => "partly",
            Self::No => "no",
        }
    }

    /// The answer with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }

    /// What it counts as: no more than the words say. "Yes" is a way of working that can be shown (3), "partly" one
    /// that happens case by case (2); only what is written down counts as approved and reviewed (3), the rest as
    /// nothing on paper (1). Steps 4 and 5 ask for figures, so no plain answer reaches them.
    pub const fn score(self, dimension: Dimension) -> Score {
        match (self, dimension) {
            (Self::Written, _) | (Self::Unwritten, Dimension::Implementation) => Score::THREE,
            (Self::Partly, Dimension::Implementation) => Score::TWO,
            (Self::Unwritten | Self::Partly, Dimension::Documentation) | (Self::No, _) => Score::LOWEST,
        }
    }

    /// The answer that counts as these scores; `None` when somebody scored more finely.
    pub fn of(documentation: Option<Score>, implementation: Option<Score>) -> Option<Self> {
        let is = |answer: &Self| {
            documentation == Some(answer.score(Dimension::Documentation))
                && implementation == Some(answer.score(Dimension::Implementation))
        };
        Self::ALL.into_iter().find(is)
    }
}

/// How far a habit of the starting level is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HabitAnswer {
    /// It is one.
    Yes,
    /// Not everywhere, or not always.
    Partly,
    /// It is none.
    No,
    /// The user does not know.
    Unknown,
}

impl HabitAnswer {
    /// Every answer, the best first.
    pub const ALL: [Self; 4] = [Self::Yes, Self::Partly, Self::No, Self::Unknown];

    /// The one spelling in saved dossiers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    /// The answer with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// An answer about one habit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habit {
    /// The measure that makes it a habit.
    pub id: MeasureId,
    /// How far it is.
    pub answer: HabitAnswer,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plain_answer_is_found_again_from_its_scores() {
        for answer in PlainAnswer::ALL {
            let score = |dimension| Some(answer.score(dimension));
            assert_eq!(
                PlainAnswer::of(score(Dimension::Documentation), score(Dimension::Implementation)),
                Some(answer)
            );
        }
        assert_eq!(PlainAnswer::of(Score::new(4), Score::new(3)), None);
        assert_eq!(PlainAnswer::of(Score::new(3), None), None);
    }

    #[test]
    fn a_better_answer_never_counts_less() {
        for pair in PlainAnswer::ALL.windows(2) {
            for dimension in Dimension::ALL {
                assert!(pair[0].score(dimension) >= pair[1].score(dimension));
            }
        }
    }
}
