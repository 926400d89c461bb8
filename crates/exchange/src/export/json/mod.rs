//! A report for programs: what was entered, what follows, and why, as one JSON object. Codes and figures, no sentences: it
//! is the same in every language. It carries the saved dossier, so that it opens in Belfry like one.
//!
//! Verdict and scores have the shapes that the command line prints (`belfry classify`, `belfry score`).

pub mod scores;
pub mod steps;
pub mod verdict;

use crate::export::Subject;
use belfry_dossier::{open::REPORT, save::save};
use belfry_engine::{
    catalogue::Catalogue,
    gap::{Blocker, Optimal},
    level::AssuranceLevel,
    maturity::Maturity,
    selection::SelectionResult,
};
use scores::{Scores, scores};
use serde::Serialize;
use serde_json::Value;
use steps::{Deadline, Measure, Milestone, Step, requirement};
use verdict::{Verdict, verdict};

/// The version of the shape; it grows when something changes its meaning or goes.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Output<'case> {
    kind: &'static str,
    version: u32,
    made_on: String,
    organisation: &'case str,
    framework: String,
    level: Level,
    /// The scope answers as they are saved.
    profile: Value,
    verdict: Option<Verdict>,
    scores: Scores,
    gaps: Vec<Gap>,
    roadmap: Roadmap,
    dates: Vec<Due>,
    dossier: Value,
}

#[derive(Serialize)]
struct Level {
    /// What is aimed for.
    target: &'static str,
    /// What is scored: Small has no score of its own.
    scored: &'static str,
    by_class: Option<&'static str>,
    by_selection: Vec<BySelection>,
}

#[derive(Serialize)]
struct BySelection {
    sector: String,
    score: f64,
    level: &'static str,
}

#[derive(Default, Serialize)]
struct Gap {
    gate: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    requirement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_by: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_by_exact: Option<String>,
}

#[derive(Serialize)]
struct Roadmap {
    starts: String,
    ends: String,
    target: Option<String>,
    effort_days: f64,
    pace_days_per_week: f64,
    pace_needed_days_per_week: Option<f64>,
    /// Whether no smaller effort exists.
    proven_optimal: bool,
    /// Requirements without an answer, counted as 1 and 1.
    assumed_lowest: Vec<String>,
    steps: Vec<Step>,
    measures: Vec<Measure>,
    milestones: Vec<Milestone>,
    deadlines: Vec<Deadline>,
}

#[derive(Serialize)]
struct Due {
    obligation: String,
    scheme: String,
    on: Option<String>,
    standing: &'static str,
    certainty: &'static str,
    law: Vec<verdict::Law>,
}

/// The report: JSON, ending in a line break.
pub fn write(subject: &Subject<'_>) -> String {
    // What was saved a moment ago is JSON.
    let dossier: Value = serde_json::from_str(&saved(subject)).unwrap_or_default();
    let report = subject.report;
    let output = Output {
        kind: REPORT,
        version: VERSION,
        made_on: subject.now(),
        organisation: &subject.dossier.name,
        framework: subject.catalogue().id.to_string(),
        level: Level {
            target: report.advice.target.code(),
            scored: report.level.code(),
            by_class: report.advice.by_class.map(AssuranceLevel::code),
            by_selection: report.advice.by_selection.iter().map(by_selection).collect(),
        },
        profile: dossier.pointer("/dossier/profile").cloned().unwrap_or_default(),
        verdict: report.classification.as_ref().map(|found| verdict(found, subject.facts.law)),
        scores: scores(subject.catalogue(), report.method(), &report.workbook),
        gaps: report.blockers.at(report.level).iter().map(|blocker| gap(subject.catalogue(), blocker)).collect(),
        roadmap: roadmap(subject),
        dates: subject.dues.iter().map(due).collect(),
        dossier,
    };
    // Texts, numbers and maps with text keys: writing them cannot fail.
    let mut text = serde_json::to_string_pretty(&output).unwrap_or_default();
    text.push('\n');
    text
}

/// The dossier itself, as Belfry saves it.
pub fn saved(subject: &Subject<'_>) -> String {
    save(subject.dossier, &subject.now())
}

fn by_selection(result: &SelectionResult) -> BySelection {
    BySelection { sector: result.sheet.to_string(), score: result.score.to_f64(), level: result.level.code() }
}

fn gap(catalogue: &Catalogue, blocker: &Blocker) -> Gap {
    let counted = |gate, count| Gap { gate, count: Some(count), ..Gap::default() };
    let short =
        |by: Maturity| Gap { short_by: Some(by.to_f64()), short_by_exact: Some(by.to_string()), ..Gap::default() };
    match *blocker {
        Blocker::Open(count) => counted("open", count),
        Blocker::Rules(count) => counted("not_applicable_rules", count),
        Blocker::KeyMeasure { requirement: at, short: by } => {
            Gap { gate: "key_measure", requirement: Some(requirement(catalogue, at)), ..short(by) }
        }
        Blocker::Category { category, short: by } => {
            Gap { gate: "category", category: catalogue.categories.get(category).map(ToString::to_string), ..short(by) }
        }
        Blocker::Total { short: by } => Gap { gate: "total", ..short(by) },
    }
}

fn roadmap(subject: &Subject<'_>) -> Roadmap {
    let (roadmap, path, catalogue) = (&subject.report.roadmap, &subject.report.path, subject.catalogue());
    Roadmap {
        starts: roadmap.starts.to_string(),
        ends: roadmap.ends.to_string(),
        target: roadmap.target.map(|day| day.to_string()),
        effort_days: roadmap.effort.to_f64(),
        pace_days_per_week: roadmap.pace.to_f64(),
        pace_needed_days_per_week: roadmap.pace_needed.map(|pace| pace.to_f64()),
        proven_optimal: path.optimal == Optimal::Proven,
        assumed_lowest: path.assumed.iter().map(|at| requirement(catalogue, *at)).collect(),
        steps: steps::steps(catalogue, path),
        measures: steps::measures(catalogue, roadmap),
        milestones: steps::milestones(roadmap),
        deadlines: steps::deadlines(roadmap),
    }
}

fn due(due: &belfry_engine::calendar::Due<'_>) -> Due {
    Due {
        obligation: due.obligation.id.to_string(),
        scheme: due.obligation.scheme.to_string(),
        on: due.on.map(|day| day.to_string()),
        standing: due.standing.code(),
        certainty: due.obligation.certainty.code(),
        law: verdict::law(&due.obligation.law),
    }
}
