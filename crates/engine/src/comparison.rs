//! Two states of the answers side by side: what rose, what fell, and which answers did it.

use crate::{
    answer::Answer,
    catalogue::{Catalogue, Dimension, Ledger},
    level::ScoredLevel,
    maturity::Maturity,
    scoring::{Gate, Scorecard, score},
};

/// A value before and after; `None` while nothing that it is made of is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Before.
    pub before: Option<Maturity>,
    /// After.
    pub after: Option<Maturity>,
}

impl Pair {
    /// Where it went.
    pub fn course(self) -> Course {
        match (self.before, self.after) {
            (None, None) => Course::Unknown,
            (None, Some(after)) => Course::NowKnown(after),
            (Some(before), None) => Course::NoLongerKnown(before),
            (Some(before), Some(after)) => match (before.short_of(after), after.short_of(before)) {
                (Some(by), _) => Course::Rose(by),
                (None, Some(by)) => Course::Fell(by),
                (None, None) => Course::Same,
            },
        }
    }
}

/// Where a value went. A distance is an exact difference of maturities, above 0 and at most 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Up by so much.
    Rose(Maturity),
    /// Down by so much.
    Fell(Maturity),
    /// Nowhere.
    Same,
    /// It had no value before.
    NowKnown(Maturity),
    /// It has no value any more.
    NoLongerKnown(Maturity),
    /// It had none and has none.
    Unknown,
}

/// A gate before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GatePair {
    /// Before.
    pub before: Gate,
    /// After.
    pub after: Gate,
}

impl GatePair {
    /// Whether it is another than it was.
    pub fn changed(self) -> bool {
        self.before != self.after
    }
}

/// An answer that is another now, with what it did by itself to its category: what the category would be after, were this
/// one answer still as it was before, against what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerChange {
    /// Position in the catalogue.
    pub requirement: usize,
    /// Before.
    pub before: Answer,
    /// After.
    pub after: Answer,
    /// What it did to the written half.
    pub documentation: Course,
    /// What it did to the practised half.
    pub implementation: Course,
    /// What it did to the category.
    pub maturity: Course,
}

/// A category before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryChange {
    /// Position in the catalogue's categories.
    pub category: usize,
    /// The written half.
    pub documentation: Pair,
    /// The practised half.
    pub implementation: Pair,
    /// Both together.
    pub maturity: Pair,
    /// Its gate, open where categories are none.
    pub gate: GatePair,
    /// Its answers that are others now, in the order of the catalogue.
    pub answers: Vec<AnswerChange>,
}

impl CategoryChange {
    /// One half.
    pub const fn half(&self, dimension: Dimension) -> Pair {
        match dimension {
            Dimension::Documentation => self.documentation,
            Dimension::Implementation => self.implementation,
        }
    }

    /// Whether anything in it is another than it was.
    pub fn changed(&self) -> bool {
        let moved = |pair: Pair| pair.before != pair.after;
        moved(self.documentation) || moved(self.implementation) || self.gate.changed() || !self.answers.is_empty()
    }
}

/// A key measure before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyMeasureChange {
    /// Position in the catalogue.
    pub requirement: usize,
    /// The average of its halves.
    pub maturity: Pair,
    /// Its gate.
    pub gate: GatePair,
}

/// Everything that is another than it was, at one level and in one ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The level.
    pub level: ScoredLevel,
    /// The total over what is answered; whether it counts, the gate says.
    pub total: Pair,
    /// The gate of the total.
    pub total_gate: GatePair,
    /// All key measures together.
    pub key_measures_gate: GatePair,
    /// All categories together.
    pub categories_gate: GatePair,
    /// The verdict on the level.
    pub verdict: GatePair,
    /// How many requirements were answered before, and after.
    pub answered: (usize, usize),
    /// Every category of the level, changed or not, in the order of the catalogue.
    pub categories: Vec<CategoryChange>,
    /// Every key measure of the level, changed or not.
    pub key_measures: Vec<KeyMeasureChange>,
}

impl Comparison {
    /// Whether nothing is another than it was.
    pub fn is_empty(&self) -> bool {
        !self.categories.iter().any(CategoryChange::changed) && self.answered.0 == self.answered.1
    }
}

/// Compares two states of the answers, each parallel to the catalogue's requirements; a missing one is open.
pub fn compare(
    catalogue: &Catalogue,
    level: ScoredLevel,
    ledger: Ledger,
    before: &[Answer],
    after: &[Answer],
) -> Comparison {
    let (old, new) = (score(catalogue, level, ledger, before), score(catalogue, level, ledger, after));
    let gate = |of: fn(&Scorecard) -> Gate| GatePair { before: of(&old), after: of(&new) };
    let answer = |answers: &[Answer], at: usize| answers.get(at).copied().unwrap_or_default();
    let changed: Vec<usize> =
        catalogue.at_level(level).map(|(at, _)| at).filter(|at| answer(before, *at) != answer(after, *at)).collect();
    let effect = |category: usize, at: usize| {
        let mut reverted: Vec<Answer> = (0..catalogue.requirements.len()).map(|at| answer(after, at)).collect();
        if let Some(place) = reverted.get_mut(at) {
            *place = answer(before, at);
        }
        let card = score(catalogue, level, ledger, &reverted);
        let (without, with) = (card.category(category), new.category(category));
        let course = |of: fn(&crate::scoring::CategoryScore) -> Option<Maturity>| {
            Pair { before: without.and_then(of), after: with.and_then(of) }.course()
        };
        AnswerChange {
            requirement: at,
            before: answer(before, at),
            after: answer(after, at),
            documentation: course(|score| score.documentation),
            implementation: course(|score| score.implementation),
            maturity: course(|score| score.maturity),
        }
    };
    let categories = old.categories.iter().zip(&new.categories).map(|(old, new)| {
        let category = new.category;
        let own = |at: &&usize| catalogue.requirements.get(**at).is_some_and(|one| one.category == category);
        CategoryChange {
            category,
            documentation: Pair { before: old.documentation, after: new.documentation },
            implementation: Pair { before: old.implementation, after: new.implementation },
            maturity: Pair { before: old.maturity, after: new.maturity },
            gate: GatePair { before: old.passes(), after: new.passes() },
            answers: changed.iter().filter(own).map(|at| effect(category, *at)).collect(),
        }
    });
    let key_measures = old.key_measures.iter().zip(&new.key_measures).map(|(old, new)| KeyMeasureChange {
        requirement: new.requirement,
        maturity: Pair { before: old.maturity, after: new.maturity },
        gate: GatePair { before: old.passes(), after: new.passes() },
    });
    Comparison {
        level,
        total: Pair { before: old.total, after: new.total },
        total_gate: gate(Scorecard::total_gate),
        key_measures_gate: gate(Scorecard::key_measures_gate),
        categories_gate: gate(Scorecard::categories_gate),
        verdict: gate(Scorecard::verdict),
        answered: (old.answered, new.answered),
        categories: categories.collect(),
        key_measures: key_measures.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{Effort, Knower, NotApplicableRule, PerLevel, PersonDays, Requirement, Thresholds},
        identifier::{CategoryId, FrameworkId, RequirementId},
        maturity::Score,
    };

    /// Two categories: one of two subcategories with one requirement and two, and one of a single key measure.
    fn catalogue() -> Catalogue {
        let requirement = |id: &str, category, key| Requirement {
            id: RequirementId::parse(id).unwrap(),
            category,
            from: ScoredLevel::Basic,
            key_from: key,
            management_aspect: false,
            who: vec![Knower::It],
            law_points: Vec::new(),
            effort: Effort { documentation: [PersonDays(100); 4], implementation: [PersonDays(100); 4] },
        };
        let gates = || Thresholds {
            key_measure: Maturity::fraction(3, 1).unwrap(),
            category: Maturity::fraction(5, 2),
            total: Maturity::fraction(5, 2).unwrap(),
        };
        let rule = || NotApplicableRule {
            counts_as: Maturity::fraction(3, 1).unwrap(),
            most: 1,
            forbidden_on_key_measures: true,
            forbidden_on_management_aspects: false,
        };
        Catalogue::new(
            FrameworkId::known("small"),
            vec![
                requirement("GV.OC-01.1", 0, None),
                requirement("GV.OC-02.1", 0, None),
                requirement("GV.OC-02.2", 0, None),
                requirement("PR.AA-01.1", 1, Some(ScoredLevel::Basic)),
            ],
            vec![CategoryId::known("GV.OC"), CategoryId::known("PR.AA")],
            PerLevel { basic: gates(), important: gates(), essential: gates() },
            Some(PerLevel { basic: rule(), important: rule(), essential: rule() }),
            Vec::new(),
        )
    }

    fn scored(documentation: u8, implementation: u8) -> Answer {
        let score = |step| Score::new(step).unwrap();
        Answer::Scored { documentation: score(documentation), implementation: score(implementation) }
    }

    fn compared(before: &[Answer], after: &[Answer]) -> Comparison {
        compare(&catalogue(), ScoredLevel::Basic, Ledger::Method, before, after)
    }

    fn by(numerator: i64, denominator: i64) -> Maturity {
        Maturity::fraction(numerator, denominator).unwrap()
    }

    #[test]
    fn the_same_answers_are_no_change() {
        let answers = [scored(2, 3), scored(1, 1), Answer::Open, scored(4, 4)];
        let found = compared(&answers, &answers);
        assert!(found.is_empty());
        assert_eq!(found.categories.len(), 2);
        assert_eq!((found.categories[0].maturity.course(), found.total.course()), (Course::Same, Course::Same));
        assert!(compared(&[], &[]).is_empty());
    }

    #[test]
    fn a_rise_is_exact_and_names_the_answer_that_made_it() {
        let before = [scored(2, 2), scored(2, 2), scored(2, 2), scored(3, 3)];
        let mut after = before;
        after[1] = scored(4, 3);
        let found = compared(&before, &after);
        let category = &found.categories[0];
        // One of two in one of two groups: a quarter of two steps, a quarter of one.
        assert_eq!(category.documentation.course(), Course::Rose(by(1, 2)));
        assert_eq!(category.implementation.course(), Course::Rose(by(1, 4)));
        assert_eq!(category.maturity.course(), Course::Rose(by(3, 8)));
        assert_eq!(found.total.course(), Course::Rose(by(3, 16)));
        let change = &category.answers[0];
        assert_eq!((category.answers.len(), change.requirement, change.after), (1, 1, scored(4, 3)));
        assert_eq!((change.documentation, change.maturity), (Course::Rose(by(1, 2)), Course::Rose(by(3, 8))));
        assert!(!found.categories[1].changed());
    }

    #[test]
    fn a_category_that_stays_still_names_what_rose_and_what_fell() {
        let before = [scored(3, 3), scored(2, 2), scored(4, 4), scored(3, 3)];
        let after = [scored(3, 3), scored(4, 4), scored(2, 2), scored(3, 3)];
        let category = &compared(&before, &after).categories[0];
        assert_eq!(category.maturity.course(), Course::Same);
        assert!(category.changed());
        let courses: Vec<Course> = category.answers.iter().map(|change| change.maturity).collect();
        assert_eq!(courses, [Course::Rose(by(1, 2)), Course::Fell(by(1, 2))]);
    }

    #[test]
    fn an_answer_given_can_lower_a_category_and_opens_what_was_unknown() {
        let before = [scored(4, 4), Answer::Open, Answer::Open, Answer::Open];
        let after = [scored(4, 4), scored(1, 1), Answer::Open, scored(5, 5)];
        let found = compared(&before, &after);
        assert_eq!(found.categories[0].maturity.course(), Course::Fell(by(3, 2)));
        assert_eq!(found.categories[1].maturity.course(), Course::NowKnown(by(5, 1)));
        assert_eq!(found.answered, (1, 3));
        let back = compared(&after, &before);
        assert_eq!(back.categories[1].maturity.course(), Course::NoLongerKnown(by(5, 1)));
        assert_eq!(compared(&[], &before).categories[1].maturity.course(), Course::Unknown);
    }

    #[test]
    fn gates_that_open_and_close_are_named() {
        let before = [scored(3, 3), scored(3, 3), scored(3, 3), scored(2, 3)];
        let after = [scored(3, 3), scored(3, 3), scored(3, 3), scored(3, 3)];
        let found = compared(&before, &after);
        assert_eq!(found.verdict, GatePair { before: Gate::Closed, after: Gate::Open });
        assert_eq!(found.key_measures[0].gate, GatePair { before: Gate::Closed, after: Gate::Open });
        assert!(found.key_measures_gate.changed() && !found.total_gate.changed());
        let incomplete = compared(&after, &before[..3]);
        assert_eq!(incomplete.verdict, GatePair { before: Gate::Open, after: Gate::Unknown });
    }

    #[test]
    fn not_applicable_counts_as_what_the_level_says() {
        let before = [scored(1, 1), scored(3, 3), scored(3, 3), scored(3, 3)];
        let mut after = before;
        after[0] = Answer::NotApplicable;
        let category = &compared(&before, &after).categories[0];
        assert_eq!(category.maturity.course(), Course::Rose(by(1, 1)));
        assert_eq!(category.answers[0].maturity, Course::Rose(by(1, 1)));
    }
}
