//! What the user said about one requirement.

use belfry_engine::{
    answer::Answer,
    catalogue::{Dimension, Knower},
    date::Date,
    identifier::RequirementId,
    maturity::Score,
};

/// Everything known about one requirement. Changing one's mind never erases what was entered before: the scores stay
/// beside a "not applicable", the justification beside the scores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Which of the answers below counts.
    pub stance: Stance,
    /// The score of the written half.
    pub documentation: Option<Score>,
    /// The score of the practised half.
    pub implementation: Option<Score>,
    /// Why the requirement does not apply.
    pub justification: String,
    /// Whom to ask, when the user does not know; `None` leaves it to whoever usually knows.
    pub ask: Option<Knower>,
    /// Remarks.
    pub note: String,
    /// Who looks after it.
    pub owner: String,
    /// By when it should be better.
    pub due: Option<Date>,
    /// Set when the answer was carried over from another version of the framework and not confirmed yet.
    pub carried_from: Option<RequirementId>,
}

/// Which kind of answer counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stance {
    /// The two scores, as far as given.
    #[default]
    Scored,
    /// "I don't know": on the list to ask.
    Unknown,
    /// Outside the entity's reality.
    NotApplicable,
}

impl Stance {
    /// Every stance.
    pub const ALL: [Self; 3] = [Self::Scored, Self::Unknown, Self::NotApplicable];

    /// The one spelling in saved dossiers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Scored => "scored",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// The stance with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.code() == code)
    }
}

impl Record {
    /// The answer as the scoring sees it. Half an answer is still open.
    pub fn answer(&self) -> Answer {
        match (self.stance, self.documentation, self.implementation) {
            (Stance::NotApplicable, _, _) => Answer::NotApplicable,
            (Stance::Scored, Some(documentation), Some(implementation)) => {
                Answer::Scored { documentation, implementation }
            }
            (Stance::Scored | Stance::Unknown, _, _) => Answer::Open,
        }
    }

    /// The score of one half.
    pub const fn score(&self, dimension: Dimension) -> Option<Score> {
        match dimension {
            Dimension::Documentation => self.documentation,
            Dimension::Implementation => self.implementation,
        }
    }

    /// Whether nothing at all was entered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// "Not applicable" without the reason that an assessor will ask for.
    pub fn lacks_justification(&self) -> bool {
        self.stance == Stance::NotApplicable && self.justification.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_an_answer_is_still_open() {
        let record = Record { documentation: Score::new(3), ..Record::default() };
        assert_eq!(record.answer(), Answer::Open);
    }

    #[test]
    fn not_knowing_keeps_the_scores_but_counts_as_open() {
        let record = Record {
            stance: Stance::Unknown,
            documentation: Score::new(3),
            implementation: Score::new(2),
            ..Record::default()
        };
        assert_eq!(record.answer(), Answer::Open);
        assert_eq!(record.documentation, Score::new(3));
    }
}
