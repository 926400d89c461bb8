//! `belfry score`: both ledgers over a set of answers.

use crate::{
    Answer, Surroundings,
    input::{Failure, dossier, read},
    output::decimal,
};
use belfry_content::Content;
use belfry_dossier::Dossier;
use belfry_engine::{
    answer,
    catalogue::{Catalogue, Ledger},
    classification::classify,
    identifier::{DeviationId, FrameworkId},
    level::{AssuranceLevel, ScoredLevel},
    maturity::Score,
    report::advice,
    scoring::{Difference, Gate, Scorecard, Violation, differences, score},
    vocabulary::Vocabulary,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The plain input: a framework, a level and answers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    framework: String,
    level: String,
    answers: Map<String, Value>,
}

/// What is scored.
pub struct Sheet<'content> {
    /// The framework.
    pub catalogue: &'content Catalogue,
    /// The level.
    pub level: ScoredLevel,
    /// The answers, parallel to the catalogue.
    pub answers: Vec<answer::Answer>,
}

#[derive(Serialize)]
struct Output {
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

/// Answers one score input or saved dossier.
///
/// # Errors
/// What is wrong with the input, with its place.
pub fn command(text: &str, surroundings: &Surroundings) -> Result<Answer, Failure> {
    let content = &surroundings.content;
    let sheet = if let Some(dossier) = dossier(text, content) {
        let dossier = dossier?;
        let catalogue = catalogue(&dossier.framework, content)?;
        let target = dossier.target.unwrap_or_else(|| suggested(&dossier, catalogue, content));
        let level = target.scored().unwrap_or(ScoredLevel::Basic);
        Sheet { catalogue, level, answers: dossier.answers(catalogue) }
    } else {
        let input: Input = read(text)?;
        sheet(&input.framework, &input.level, &input.answers, content)?
    };
    let Sheet { catalogue, level, answers } = &sheet;
    let method = score(catalogue, *level, Ledger::Method, answers);
    let workbook = score(catalogue, *level, Ledger::Workbook, answers);
    Answer::of(&Output {
        framework: catalogue.id.to_string(),
        level: level.code(),
        method: ledger(catalogue, &method),
        workbook: ledger(catalogue, &workbook),
        differences: differences(catalogue, &method, &workbook).iter().map(|one| difference(catalogue, one)).collect(),
    })
}

/// The level that follows from the class, for a dossier that chose none.
fn suggested(dossier: &Dossier, catalogue: &Catalogue, content: &Content) -> AssuranceLevel {
    let case = dossier.case(&content.law, catalogue);
    let classification = case.entity.as_ref().map(|entity| classify(entity, &content.law));
    advice(&case, &content.facts(catalogue), classification.as_ref()).suggested
}

/// The framework with this identifier.
///
/// # Errors
/// There is none.
pub fn catalogue<'content>(id: &FrameworkId, content: &'content Content) -> Result<&'content Catalogue, Failure> {
    content.catalogue(id).ok_or_else(|| Failure::new("framework", format_args!("unknown framework {:?}", id.as_str())))
}

/// Reads the parts of a plain input.
///
/// # Errors
/// What is wrong with them, with its place.
pub fn sheet<'content>(
    framework: &str,
    level: &str,
    given: &Map<String, Value>,
    content: &'content Content,
) -> Result<Sheet<'content>, Failure> {
    let id = FrameworkId::parse(framework).map_err(|error| Failure::new("framework", error))?;
    let catalogue = catalogue(&id, content)?;
    let found = ScoredLevel::from_code(level);
    let level = found
        .ok_or_else(|| Failure::new("level", format_args!("{level:?} is none of basic, important and essential")))?;
    let mut answers = vec![answer::Answer::Open; catalogue.requirements.len()];
    for (id, given) in given {
        let place = format!("answers.{id}");
        let position = catalogue.labelled(id);
        let unknown = || Failure::new(&place, format_args!("{id:?} is no requirement of {framework}"));
        let slot = answers.get_mut(position.ok_or_else(unknown)?).ok_or_else(unknown)?;
        *slot = one_answer(given).ok_or_else(|| {
            Failure::new(&place, format_args!("{given} is no answer: expected [documentation, implementation] with whole numbers from 1 to 5, \"NA\", or null for open"))
        })?;
    }
    Ok(Sheet { catalogue, level, answers })
}

fn one_answer(given: &Value) -> Option<answer::Answer> {
    let score = |value: &Value| value.as_u64().and_then(|step| u8::try_from(step).ok()).and_then(Score::new);
    match given {
        Value::Null => Some(answer::Answer::Open),
        Value::String(text) if text == "NA" => Some(answer::Answer::NotApplicable),
        Value::Array(pair) => match pair.as_slice() {
            [documentation, implementation] => Some(answer::Answer::Scored {
                documentation: score(documentation)?,
                implementation: score(implementation)?,
            }),
            _ => None,
        },
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => None,
    }
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
