//! Scores in both ledgers as JSON: the contract of `belfry score`. Exact fractions stand beside decimals for reading.
//! Add keys, never rename them.

use belfry_engine::{
    catalogue::Catalogue,
    identifier::DeviationId,
    maturity::Maturity,
    scoring::{Difference, Gate, Scorecard, Violation, differences},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Scores in both ledgers, and where they part.
#[derive(Serialize)]
pub struct Scores {
    framework: String,
    level: &'static str,
    method: LedgerOutput,
    workbook: LedgerOutput,
    differences: Vec<DifferenceOutput>,
}

#[derive(Serialize)]
struct LedgerOutput {
    valid: bool,
    complete: bool,
    answered: usize,
    asked: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    open: Vec<String>,
    rule_violations: Vec<String>,
    key_measures_failing: Vec<String>,
    categories_failing: Vec<String>,
    key_measures_pass: Option<bool>,
    categories_pass: Option<bool>,
    total_pass: Option<bool>,
    passed: Option<bool>,
    /// Whether the figures are over the answered requirements only.
    over_answered_only: bool,
    categories: BTreeMap<String, CategoryOutput>,
    total: Option<f64>,
    total_exact: Option<String>,
}

#[derive(Serialize)]
struct CategoryOutput {
    documentation: Option<f64>,
    implementation: Option<f64>,
    maturity: Option<f64>,
    maturity_exact: Option<String>,
}

#[derive(Serialize)]
struct DifferenceOutput {
    #[serde(rename = "where")]
    place: String,
    method: f64,
    workbook: f64,
    because: String,
}

/// The scores in that shape.
pub fn scores(catalogue: &Catalogue, method: &Scorecard, workbook: &Scorecard) -> Scores {
    Scores {
        framework: catalogue.id.to_string(),
        level: method.level.code(),
        method: ledger(catalogue, method),
        workbook: ledger(catalogue, workbook),
        differences: differences(catalogue, method, workbook).iter().map(|one| difference(catalogue, one)).collect(),
    }
}

fn decimal(maturity: Option<Maturity>) -> Option<f64> {
    maturity.map(Maturity::to_f64)
}

fn ledger(catalogue: &Catalogue, card: &Scorecard) -> LedgerOutput {
    let requirement = |at: usize| catalogue.requirements.get(at).map_or_else(String::new, |found| found.id.to_string());
    let category = |at: usize| catalogue.categories.get(at).map_or_else(String::new, ToString::to_string);
    let passes = |gate: Gate| match gate {
        Gate::Open => Some(true),
        Gate::Closed => Some(false),
        Gate::Unknown => None,
    };
    let complete = card.is_complete();
    LedgerOutput {
        valid: card.is_valid(),
        complete,
        answered: card.answered,
        asked: card.asked,
        open: card.open.iter().map(|at| requirement(*at)).collect(),
        rule_violations: card.violations.iter().map(violation).collect(),
        key_measures_failing: card
            .key_measures
            .iter()
            .filter(|key| key.passes() == Gate::Closed)
            .map(|key| requirement(key.requirement))
            .collect(),
        categories_failing: card
            .categories
            .iter()
            .filter(|score| score.passes() == Gate::Closed)
            .map(|score| category(score.category))
            .collect(),
        key_measures_pass: passes(card.key_measures_gate()),
        categories_pass: passes(card.categories_gate()),
        total_pass: passes(card.total_gate()),
        passed: passes(card.verdict()),
        over_answered_only: !complete,
        categories: card
            .categories
            .iter()
            .map(|score| {
                let output = CategoryOutput {
                    documentation: decimal(score.documentation),
                    implementation: decimal(score.implementation),
                    maturity: decimal(score.maturity),
                    maturity_exact: score.maturity.map(|maturity| maturity.to_string()),
                };
                (category(score.category), output)
            })
            .collect(),
        total: decimal(card.total),
        total_exact: card.total.map(|total| total.to_string()),
    }
}

/// The codes of the contract.
pub fn violation(violation: &Violation) -> String {
    match violation {
        Violation::KeyMeasure(id) => format!("na_on_key_measure:{id}"),
        Violation::ManagementAspect(id) => format!("na_on_management_aspect:{id}"),
        Violation::NotAvailable(id) => format!("na_not_available_in_2023:{id}"),
        Violation::TooMany { used, most } => format!("na_count:{used}>{most}"),
    }
}

fn difference(catalogue: &Catalogue, found: &Difference) -> DifferenceOutput {
    let category = found.category.and_then(|at| catalogue.categories.get(at));
    let reason = |id: &DeviationId| {
        let deviation = catalogue.deviations.iter().find(|deviation| deviation.id == *id)?;
        Some(if deviation.cells.is_empty() {
            deviation.id.to_string()
        } else {
            format!("{} ({})", deviation.id, deviation.cells)
        })
    };
    DifferenceOutput {
        place: category.map_or_else(|| "total".to_owned(), ToString::to_string),
        method: found.method.to_f64(),
        workbook: found.workbook.to_f64(),
        because: found.because.iter().filter_map(reason).collect::<Vec<_>>().join("; "),
    }
}
