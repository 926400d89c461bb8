//! Scores: requirements into groups, groups into categories, categories into the total; exact throughout.
//!
//! # Source
//! The published CyberFundamentals self-assessment method (2023 and 2025 share it) and, for the second ledger, the
//! formulas of the official 2025 workbooks.

use crate::{
    answer::Answer,
    catalogue::{Catalogue, CategoryStructure, Dimension, Ledger, NotApplicableRule},
    identifier::{DeviationId, RequirementId},
    level::ScoredLevel,
    maturity::{Maturity, Score, Sum},
};

/// Everything that follows from a set of answers, at one level and in one ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    /// The level.
    pub level: ScoredLevel,
    /// How many requirements the level has.
    pub asked: usize,
    /// How many of them are answered.
    pub answered: usize,
    /// Those that are still open, as positions in the catalogue.
    pub open: Vec<usize>,
    /// What the rules on "not applicable" forbid.
    pub violations: Vec<Violation>,
    /// The key measures.
    pub key_measures: Vec<KeyMeasureScore>,
    /// The categories that exist at this level.
    pub categories: Vec<CategoryScore>,
    /// The average of the category maturities that are known; the total only when `open` is empty.
    pub total: Option<Maturity>,
    /// The gate of the total.
    pub total_gate: Maturity,
}

/// A key measure against its gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyMeasureScore {
    /// Position in the catalogue.
    pub requirement: usize,
    /// The average of its two halves; `None` while open.
    pub maturity: Option<Maturity>,
    /// Its gate.
    pub gate: Maturity,
}

/// A category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CategoryScore {
    /// Position in the catalogue's categories.
    pub category: usize,
    /// The written half, over what is answered.
    pub documentation: Option<Maturity>,
    /// The practised half, over what is answered.
    pub implementation: Option<Maturity>,
    /// The average of both halves.
    pub maturity: Option<Maturity>,
    /// Its gate, where categories are a gate.
    pub gate: Option<Maturity>,
    /// How many requirements it has.
    pub asked: usize,
    /// How many of them are answered.
    pub answered: usize,
}

impl CategoryScore {
    /// Whether its gate is open; a category without a gate never stands in the way.
    pub fn passes(&self) -> Gate {
        match (self.gate, self.maturity) {
            (None, _) => Gate::Open,
            (Some(_), None) => Gate::Unknown,
            (Some(_), Some(_)) if self.answered < self.asked => Gate::Unknown,
            (Some(gate), Some(maturity)) => Gate::of(maturity.meets(gate)),
        }
    }
}

impl KeyMeasureScore {
    /// Whether its gate is open.
    pub fn passes(&self) -> Gate {
        self.maturity.map_or(Gate::Unknown, |maturity| Gate::of(maturity.meets(self.gate)))
    }
}

/// Whether a gate is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Met.
    Open,
    /// Not met.
    Closed,
    /// Something is not answered yet.
    Unknown,
}

impl Gate {
    const fn of(met: bool) -> Self {
        if met { Self::Open } else { Self::Closed }
    }
}

/// A breach of the rules on "not applicable".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// On a key measure.
    KeyMeasure(RequirementId),
    /// On a management aspect.
    ManagementAspect(RequirementId),
    /// This version of the framework has no such answer.
    NotAvailable(RequirementId),
    /// More often than the level allows.
    TooMany {
        /// How often it was used.
        used: usize,
        /// How often it may be.
        most: usize,
    },
}

impl Scorecard {
    /// Whether every requirement of the level is answered.
    pub fn is_complete(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether the rules on "not applicable" are kept.
    pub fn is_valid(&self) -> bool {
        self.violations.is_empty()
    }

    /// All key measures together.
    pub fn key_measures_gate(&self) -> Gate {
        all(self.key_measures.iter().map(KeyMeasureScore::passes))
    }

    /// All categories together.
    pub fn categories_gate(&self) -> Gate {
        all(self.categories.iter().map(CategoryScore::passes))
    }

    /// The total.
    pub fn total_gate(&self) -> Gate {
        match self.total {
            Some(total) if self.is_complete() => Gate::of(total.meets(self.total_gate)),
            Some(_) | None => Gate::Unknown,
        }
    }

    /// The verdict on the level: every gate open and every rule kept. Unknown until every requirement is answered.
    pub fn verdict(&self) -> Gate {
        if self.is_complete() {
            let gates = all([self.key_measures_gate(), self.categories_gate(), self.total_gate()].into_iter());
            if self.is_valid() { gates } else { Gate::Closed }
        } else {
            Gate::Unknown
        }
    }

    /// The category at this position.
    pub fn category(&self, category: usize) -> Option<&CategoryScore> {
        self.categories.iter().find(|score| score.category == category)
    }
}

/// Closed when one is closed; else unknown when one is.
fn all(gates: impl Iterator<Item = Gate>) -> Gate {
    let mut together = Gate::Open;
    for gate in gates {
        match gate {
            Gate::Open => {}
            Gate::Closed => return Gate::Closed,
            Gate::Unknown => together = Gate::Unknown,
        }
    }
    together
}

/// The value of one half of one requirement: a score, or what "not applicable" counts as.
#[derive(Clone, Copy)]
enum Half {
    Open,
    Score(Score),
    Fixed(Maturity),
}

fn half(answer: Answer, dimension: Dimension, rule: Option<&NotApplicableRule>) -> Half {
    match (answer, dimension, rule) {
        (Answer::Open, _, _) | (Answer::NotApplicable, _, None) => Half::Open,
        (Answer::NotApplicable, _, Some(rule)) => Half::Fixed(rule.counts_as),
        (Answer::Scored { documentation, .. }, Dimension::Documentation, _) => Half::Score(documentation),
        (Answer::Scored { implementation, .. }, Dimension::Implementation, _) => Half::Score(implementation),
    }
}

/// Scores `answers`, which run parallel to the catalogue's requirements; a missing one is open.
pub fn score(catalogue: &Catalogue, level: ScoredLevel, ledger: Ledger, answers: &[Answer]) -> Scorecard {
    let rule = catalogue.not_applicable.as_ref().map(|rules| rules.at(level));
    let thresholds = catalogue.thresholds.at(level);
    let answer = |at: usize| answers.get(at).copied().unwrap_or_default();
    let is_open = |at: usize| matches!(half(answer(at), Dimension::Documentation, rule), Half::Open);
    let mut open = Vec::new();
    let mut violations = Vec::new();
    let mut key_measures = Vec::new();
    let (mut asked, mut not_applicable) = (0, 0);
    for (at, requirement) in catalogue.at_level(level) {
        asked += 1;
        let is_key = requirement.is_key_at(level);
        if is_open(at) {
            open.push(at);
        }
        if answer(at) == Answer::NotApplicable {
            not_applicable += 1;
            match rule {
                None => violations.push(Violation::NotAvailable(requirement.id)),
                Some(rule) if rule.forbidden_on_key_measures && is_key => {
                    violations.push(Violation::KeyMeasure(requirement.id));
                }
                Some(rule) if rule.forbidden_on_management_aspects && requirement.management_aspect => {
                    violations.push(Violation::ManagementAspect(requirement.id));
                }
                Some(_) => {}
            }
        }
        if is_key {
            let halves = Dimension::ALL.map(|dimension| value(half(answer(at), dimension, rule)));
            let maturity = match halves {
                [Some(documentation), Some(implementation)] => Maturity::average([documentation, implementation]),
                _ => None,
            };
            key_measures.push(KeyMeasureScore { requirement: at, maturity, gate: thresholds.key_measure });
        }
    }
    if let Some(most) = rule.map(|rule| rule.most).filter(|most| not_applicable > *most) {
        violations.push(Violation::TooMany { used: not_applicable, most });
    }
    let category = |structure: &CategoryStructure| {
        let average = |dimension| half_average(structure.groups(dimension), |at| half(answer(at), dimension, rule));
        let (documentation, implementation) = (average(Dimension::Documentation), average(Dimension::Implementation));
        let maturity = match (documentation, implementation) {
            (Some(documentation), Some(implementation)) => Maturity::average([documentation, implementation]),
            (Some(_) | None, Some(_) | None) => None,
        };
        CategoryScore {
            category: structure.category,
            documentation,
            implementation,
            maturity,
            gate: thresholds.category,
            asked: 0,
            answered: 0,
        }
    };
    let mut categories: Vec<CategoryScore> = catalogue.structure(level, ledger).iter().map(category).collect();
    for (score, structure) in categories.iter_mut().zip(catalogue.structure(level, Ledger::Method)) {
        for at in structure.documentation.iter().flatten() {
            score.asked += 1;
            score.answered += usize::from(!is_open(*at));
        }
    }
    let total = Maturity::average(categories.iter().filter_map(|category| category.maturity));
    let answered = asked - open.len();
    Scorecard {
        level,
        asked,
        answered,
        open,
        violations,
        key_measures,
        categories,
        total,
        total_gate: thresholds.total,
    }
}

fn value(half: Half) -> Option<Maturity> {
    match half {
        Half::Open => None,
        Half::Score(score) => Some(score.into()),
        Half::Fixed(maturity) => Some(maturity),
    }
}

/// Averages the groups, then averages those averages, over what is answered.
fn half_average(groups: &[Vec<usize>], half: impl Fn(usize) -> Half) -> Option<Maturity> {
    let mut average = Sum::default();
    for group in groups {
        let (numerator, denominator) = group_average(group, &half);
        average.add(numerator, denominator);
    }
    average.average()
}

/// The plain average of a group, as numerator and denominator; a zero denominator when nothing is answered. Whole
/// scores are added as whole numbers.
fn group_average(group: &[usize], half: &impl Fn(usize) -> Half) -> (i64, i64) {
    let (mut numerator, mut denominator, mut count) = (0_i64, 1_i64, 0_i64);
    for at in group {
        match half(*at) {
            Half::Open => continue,
            Half::Score(score) => numerator += i64::from(score.get()) * denominator,
            Half::Fixed(maturity) => {
                let (top, bottom) = maturity.terms();
                numerator = numerator * bottom + top * denominator;
                denominator *= bottom;
            }
        }
        count += 1;
    }
    (numerator, denominator * count)
}

/// A place where the two ledgers part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The category, by position; `None` is the total.
    pub category: Option<usize>,
    /// By the published method.
    pub method: Maturity,
    /// By the workbook.
    pub workbook: Maturity,
    /// The formulas that do it.
    pub because: Vec<DeviationId>,
}

/// Where the two ledgers part, categories first, then the total.
pub fn differences(catalogue: &Catalogue, method: &Scorecard, workbook: &Scorecard) -> Vec<Difference> {
    let mut found = Vec::new();
    for (one, other) in method.categories.iter().zip(&workbook.categories) {
        let apart = (one.documentation, one.implementation) != (other.documentation, other.implementation);
        if let (true, Some(method_value), Some(workbook_value)) = (apart, one.maturity, other.maturity) {
            let because = catalogue
                .deviations
                .iter()
                .filter(|deviation| deviation.level == method.level && deviation.category == one.category)
                .map(|deviation| deviation.id.clone())
                .collect();
            let category = Some(one.category);
            found.push(Difference { category, method: method_value, workbook: workbook_value, because });
        }
    }
    if let (Some(one), Some(other)) = (method.total, workbook.total)
        && one != other
    {
        let because = found.iter().flat_map(|difference| difference.because.clone()).collect();
        found.push(Difference { category: None, method: one, workbook: other, because });
    }
    found
}
