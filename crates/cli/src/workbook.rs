//! `belfry workbook`: the official self-assessment workbook, read, filled and explained.

use crate::{
    Answer, Surroundings,
    input::{Failure, dossier},
};
use belfry_dossier::save::save;
use belfry_engine::{catalogue::Dimension, date::Date, level::ScoredLevel, maturity::Maturity, scoring::Gate};
use belfry_exchange::workbook::{
    self, Both, Cause, Explanation, Figure, FillError, Filled, Filling, Parting, Shown, Slip, Warning, WhyLeft,
};
use serde::Serialize;
use std::{collections::BTreeMap, fmt};

/// What was read: the dossier, and what to know about it.
pub struct Answers {
    /// A saved dossier, as one line.
    pub dossier: Answer,
    /// The workbook's own facts and the warnings, as one line.
    pub notes: Answer,
}

#[derive(Serialize)]
struct Notes {
    framework: String,
    level: &'static str,
    version: Option<String>,
    completed_on: Option<String>,
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct FillOutput {
    framework: String,
    level: &'static str,
    left: Vec<LeftOutput>,
    not_worked_out: Vec<String>,
}

#[derive(Serialize)]
struct LeftOutput {
    requirement: String,
    why: &'static str,
}

#[derive(Serialize)]
struct ExplainOutput {
    level: &'static str,
    passed_by_method: Option<bool>,
    passed_by_workbook: Option<bool>,
    differences: Vec<PartingOutput>,
}

#[derive(Serialize)]
struct PartingOutput {
    #[serde(rename = "where")]
    place: String,
    cell: Option<String>,
    #[serde(flatten)]
    maturity: BothOutput,
    halves: BTreeMap<&'static str, BothOutput>,
    gate: Option<f64>,
    passes_by_method: Option<bool>,
    passes_by_workbook: Option<bool>,
    because: Vec<CauseOutput>,
}

/// The workbook's figure is a number, the text that stands in its place, or nothing.
#[derive(Serialize)]
struct BothOutput {
    method: f64,
    method_exact: String,
    workbook: serde_json::Value,
}

#[derive(Serialize)]
struct CauseOutput {
    cell: String,
    half: &'static str,
    slip: &'static str,
    of: Vec<String>,
    deviation: Option<String>,
}

/// Reads the answers of a level, or of the level that was most likely filled in.
///
/// # Errors
/// Why the file is not the official workbook, or that it does not have the level.
pub fn read(bytes: &[u8], level: Option<ScoredLevel>, surroundings: &Surroundings) -> Result<Answers, Failure> {
    let read = workbook::read(bytes, &surroundings.content).map_err(|error| Failure::new("", error))?;
    let level = level.unwrap_or_else(|| read.likeliest());
    let (Some(dossier), Some(found)) = (read.dossier(level), read.at(level)) else {
        let found = read.levels.iter().map(|level| level.level).collect();
        return Err(Failure::new("level", FillError::NoSuchLevel { wanted: level, found }));
    };
    let saved = save(&dossier, &surroundings.today.to_string());
    let saved: serde_json::Value = serde_json::from_str(&saved).map_err(|error| Failure::new("", error))?;
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let warnings = read.warnings.iter().chain(&found.warnings).map(Warning::to_string).collect();
    let notes = Notes {
        framework: read.framework.to_string(),
        level: level.code(),
        version: day(read.version),
        completed_on: day(read.completed_on),
        warnings,
    };
    Ok(Answers { dossier: Answer::of(&saved)?, notes: Answer::of(&notes)? })
}

/// Fills a workbook with a saved dossier: the file, and a line on what was left.
///
/// # Errors
/// What is wrong with the dossier, or why the workbook cannot be filled.
pub fn fill(
    bytes: &[u8],
    text: &str,
    filling: Filling,
    surroundings: &Surroundings,
) -> Result<(Vec<u8>, Answer), Failure> {
    let content = &surroundings.content;
    let dossier = dossier(text, content).unwrap_or_else(|| Err(Failure::new("dossier", "not a saved dossier")));
    let dossier = dossier.map_err(|Failure { place, message }| match place.as_str() {
        "" => Failure::new("dossier", message),
        _ => Failure { place, message },
    })?;
    let filled = workbook::fill(bytes, &dossier, filling, content).map_err(|error| Failure::new("", error))?;
    let Filled { bytes, framework, level, left, not_worked_out } = filled;
    let left = left.iter().map(|left| LeftOutput { requirement: left.requirement.to_string(), why: why(left.why) });
    let output = FillOutput {
        framework: framework.to_string(),
        level: level.code(),
        left: left.collect(),
        not_worked_out: not_worked_out.iter().map(ToString::to_string).collect(),
    };
    Ok((bytes, Answer::of(&output)?))
}

const fn why(why: WhyLeft) -> &'static str {
    match why {
        WhyLeft::Open => "open",
        WhyLeft::HalfOpen(Dimension::Documentation) => "documentation_open",
        WhyLeft::HalfOpen(Dimension::Implementation) => "implementation_open",
        WhyLeft::NotApplicableForbidden => "not_applicable_forbidden",
        WhyLeft::NotAtThisLevel => "not_at_this_level",
    }
}

/// Explains where the figures of a filled workbook part from the published method.
///
/// # Errors
/// Why the file is not the official workbook, or that it does not have the level.
pub fn explain(bytes: &[u8], level: Option<ScoredLevel>, surroundings: &Surroundings) -> Result<Answer, Failure> {
    let content = &surroundings.content;
    let fail = |error: &dyn fmt::Display| Failure::new("", error);
    let read = workbook::read(bytes, content).map_err(|error| fail(&error))?;
    let wanted = level.unwrap_or_else(|| read.likeliest());
    let explanation = workbook::explain(bytes, wanted, content).map_err(|error| fail(&error))?;
    let Some(Explanation { level, partings, by_method, by_workbook }) = explanation else {
        let found = read.levels.iter().map(|level| level.level).collect();
        return Err(Failure::new("level", FillError::NoSuchLevel { wanted, found }));
    };
    Answer::of(&ExplainOutput {
        level: level.code(),
        passed_by_method: passed(by_method),
        passed_by_workbook: passed(by_workbook),
        differences: partings.iter().map(parting).collect(),
    })
}

const fn passed(gate: Gate) -> Option<bool> {
    match gate {
        Gate::Open => Some(true),
        Gate::Closed => Some(false),
        Gate::Unknown => None,
    }
}

fn parting(parting: &Parting) -> PartingOutput {
    PartingOutput {
        place: match &parting.figure {
            Figure::Category(category) => category.to_string(),
            Figure::KeyMeasure(requirement) => requirement.to_string(),
            Figure::Total => "total".to_owned(),
        },
        cell: parting.cell.as_ref().map(ToString::to_string),
        maturity: both(&parting.maturity),
        halves: parting.halves.iter().map(|(dimension, half)| (dimension.code(), both(half))).collect(),
        gate: parting.gate.map(Maturity::to_f64),
        passes_by_method: passed(parting.method_gate),
        passes_by_workbook: passed(parting.workbook_gate),
        because: parting.causes.iter().map(cause).collect(),
    }
}

fn both(both: &Both) -> BothOutput {
    let workbook = match &both.workbook {
        Shown::Figure(figure) => figure.to_f64().into(),
        Shown::NoFigure(text) => text.as_str().into(),
        Shown::Nothing => serde_json::Value::Null,
    };
    BothOutput { method: both.method.to_f64(), method_exact: both.method.to_string(), workbook }
}

fn cause(cause: &Cause) -> CauseOutput {
    let (slip, of) = match &cause.slip {
        Slip::Merges(subcategories) => ("merges", subcategories.clone()),
        Slip::LeavesOut(requirements) => ("leaves_out", requirements.iter().map(ToString::to_string).collect()),
        Slip::Splits(subcategory) => ("splits", vec![subcategory.clone()]),
        Slip::ShowsOtherwise(_) => ("shows_otherwise", Vec::new()),
    };
    CauseOutput {
        cell: cause.cell.to_string(),
        half: cause.dimension.code(),
        slip,
        of,
        deviation: cause.deviation.as_ref().map(ToString::to_string),
    }
}
