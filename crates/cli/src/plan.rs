//! `belfry plan`: gaps, the least-effort path, measures, milestones and dates.

use crate::{
    Answer, Surroundings,
    input::{Failure, dossier, read},
    schedule::{self, Wishes},
    score::{self, Sheet},
};
use belfry_dossier::{Dossier, tools::Tools};
use belfry_engine::{
    catalogue::{Catalogue, Effort, Ledger, PersonDays},
    classification::{Classification, classify},
    collections::{self, Set},
    date::Date,
    gap::{Blocker, Optimal, Path, blockers},
    level::ScoredLevel,
    maturity::Maturity,
    optimum::{self, Aim, Barrier, OutOfReach, Outcome, Problem, REFERENCE, optimum},
    report::advice,
    roadmap::{Pace, Plan, Roadmap, roadmap},
    scoring,
};
use belfry_exchange::export::json::{
    scores,
    steps::{self, Deadline, Measure, Milestone, Step, requirement as name},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    framework: String,
    level: Option<String>,
    answers: Map<String, Value>,
    on: Option<String>,
    target_level: Option<String>,
    #[serde(default)]
    effort: BTreeMap<String, EffortInput>,
    pace_days_per_week: Option<f64>,
    /// The way of counting in which the gates are to open: "method", which is usual, or "workbook".
    ledger: Option<String>,
    /// Whether "not applicable" may be proposed.
    #[serde(default)]
    not_applicable_allowed: bool,
    /// Where; without a list, wherever the rules allow it.
    not_applicable_candidates: Option<Vec<String>>,
    /// Any of these makes a schedule: see [`schedule`].
    capacity: Option<BTreeMap<String, schedule::CapacityInput>>,
    fixed: Option<BTreeMap<String, schedule::FixedInput>>,
    holidays: Option<schedule::HolidaysInput>,
    start: Option<String>,
    target: Option<String>,
    #[serde(default)]
    out: Vec<String>,
    #[serde(default)]
    progress: BTreeMap<String, schedule::ProgressInput>,
    prices: Option<schedule::PricesInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EffortInput {
    documentation: [f64; 4],
    implementation: [f64; 4],
}

#[derive(Serialize)]
struct Output {
    framework: String,
    level: &'static str,
    on: String,
    least_effort: LeastEffort,
    gaps: Vec<Value>,
    measures: Vec<Measure>,
    milestones: Vec<Milestone>,
    deadlines: Vec<Deadline>,
    effort_days: f64,
    starts: String,
    ends: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    schedule: Option<Value>,
}

#[derive(Serialize)]
struct LeastEffort {
    ledger: &'static str,
    proven_optimal: bool,
    effort_days: f64,
    steps: Vec<Step>,
    not_applicable: Vec<String>,
    /// Named as candidates, but the rules allow no "not applicable" there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_applicable_refused: Vec<String>,
    passes: bool,
    /// Why the level cannot be reached at all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    out_of_reach: Vec<Value>,
    /// How the answers given break the rules on "not applicable".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rule_violations: Vec<String>,
    assumed_lowest: Vec<String>,
    /// What the path leaves below 3: averages have holes.
    left_low: Vec<LeftLow>,
}

#[derive(Serialize)]
struct LeftLow {
    requirement: String,
    half: &'static str,
    score: u8,
}

/// Answers one plan input or saved dossier.
///
/// # Errors
/// What is wrong with the input, with its place.
pub fn command(text: &str, surroundings: &Surroundings) -> Result<Answer, Failure> {
    match dossier(text, &surroundings.content) {
        Some(dossier) => of_dossier(&dossier?, surroundings),
        None => of_input(text, surroundings),
    }
}

fn of_dossier(dossier: &Dossier, surroundings: &Surroundings) -> Result<Answer, Failure> {
    let content = &surroundings.content;
    let catalogue = score::catalogue(&dossier.framework, content)?;
    let case = dossier.case(&content.law, catalogue);
    let classification = case.entity.as_ref().map(|entity| classify(entity, &content.law));
    let target = advice(&case, &content.facts(catalogue), classification.as_ref()).target;
    let level = target.scored().unwrap_or(ScoredLevel::Basic);
    let sheet = Sheet { catalogue, level, answers: case.answers };
    let entered = dossier.tools.read(content).map_err(|error| Failure::new("dossier.tools", error))?;
    let entered = (entered.arrangement != Default::default()).then_some(&*entered);
    let wish = Wish {
        classification,
        pace: case.pace,
        entered: entered.map(|tools| (dossier, tools)),
        ..Wish::on(surroundings.today)
    };
    answer(&sheet, &wish, surroundings)
}

/// What the caller wants beside the answers.
struct Wish<'dossier> {
    ledger: Ledger,
    efforts: BTreeMap<usize, Effort>,
    not_applicable: Set<usize>,
    classification: Option<Classification>,
    pace: Pace,
    schedule: Wishes,
    /// A dossier in which something about the schedule was entered, and what.
    entered: Option<(&'dossier Dossier, &'dossier Tools)>,
    today: Date,
}

impl Wish<'_> {
    fn on(today: Date) -> Self {
        Self {
            ledger: Ledger::Method,
            efforts: BTreeMap::new(),
            not_applicable: Set::new(),
            classification: None,
            pace: Pace::default(),
            schedule: Wishes::default(),
            entered: None,
            today,
        }
    }
}

fn of_input(text: &str, surroundings: &Surroundings) -> Result<Answer, Failure> {
    let input: Input = read(text)?;
    let level = input
        .target_level
        .as_ref()
        .or(input.level.as_ref())
        .ok_or_else(|| Failure::new("level", "a level is needed"))?;
    let sheet = score::sheet(&input.framework, level, &input.answers, &surroundings.content)?;
    let today = match &input.on {
        None => surroundings.today,
        Some(text) => {
            Date::parse(text).ok_or_else(|| Failure::new("on", format_args!("{text:?} is no date like 2026-11-22")))?
        }
    };
    let days_per_week = match input.pace_days_per_week {
        None => None,
        Some(days) => Some(
            hundredths(days, 500.0)
                .filter(|pace| pace.0 > 0)
                .ok_or_else(|| Failure::new("pace_days_per_week", "expected more than 0 and at most 500"))?,
        ),
    };
    let mut efforts = BTreeMap::new();
    for (id, given) in &input.effort {
        let place = format!("effort.{id}");
        let position = sheet.catalogue.labelled(id);
        let position = position.ok_or_else(|| Failure::new(&place, "no such requirement"))?;
        let steps = |days: [f64; 4]| {
            let mut steps = [PersonDays(0); 4];
            for (step, days) in steps.iter_mut().zip(days) {
                *step =
                    hundredths(days, 10_000.0).ok_or_else(|| Failure::new(&place, "expected days from 0 to 10000"))?;
            }
            Ok(steps)
        };
        efforts.insert(
            position,
            Effort { documentation: steps(given.documentation)?, implementation: steps(given.implementation)? },
        );
    }
    let ledger = match &input.ledger {
        None => Ledger::Method,
        Some(code) => Ledger::from_code(code)
            .ok_or_else(|| Failure::new("ledger", format_args!("{code:?} is neither method nor workbook")))?,
    };
    let not_applicable = candidates(&input, &sheet)?;
    let pace = Pace { days_per_week, ..Pace::default() };
    let schedule = Wishes {
        capacity: input.capacity,
        fixed: input.fixed,
        holidays: input.holidays,
        start: input.start,
        target: input.target,
        out: input.out,
        progress: input.progress,
        prices: input.prices,
    };
    answer(&sheet, &Wish { ledger, efforts, not_applicable, pace, schedule, ..Wish::on(today) }, surroundings)
}

/// The requirements that may be proposed as "not applicable": those named, or all when that is allowed and none is named.
fn candidates(input: &Input, sheet: &Sheet<'_>) -> Result<Set<usize>, Failure> {
    let place = "not_applicable_candidates";
    let Sheet { catalogue, level, .. } = *sheet;
    match (&input.not_applicable_candidates, input.not_applicable_allowed) {
        (None, false) => Ok(Set::new()),
        (None, true) => {
            Ok((0..catalogue.requirements.len()).filter(|at| catalogue.may_be_not_applicable(level, *at)).collect())
        }
        (Some(_), false) => Err(Failure::new(place, "needs \"not_applicable_allowed\": true")),
        (Some(named), true) => named
            .iter()
            .map(|id| {
                let unknown = || Failure::new(place, format_args!("{id:?} is no requirement of {}", catalogue.id));
                catalogue.labelled(id).ok_or_else(unknown)
            })
            .collect(),
    }
}

pub(crate) fn hundredths(days: f64, most: f64) -> Option<PersonDays> {
    (days.is_finite() && (0.0..=most).contains(&days)).then(|| PersonDays((days * 100.0).round() as u32))
}

fn answer(sheet: &Sheet<'_>, wish: &Wish<'_>, surroundings: &Surroundings) -> Result<Answer, Failure> {
    let facts = surroundings.content.facts(sheet.catalogue);
    let limits = collections::Map::new();
    let outcome = optimum(&Problem {
        catalogue: facts.catalogue,
        level: sheet.level,
        ledger: wish.ledger,
        answers: &sheet.answers,
        efforts: &|at| wish.efforts.get(&at),
        limits: &limits,
        not_applicable: &wish.not_applicable,
        aim: Aim::Gates,
    });
    let path = match &outcome {
        Outcome::Reached(found) => found.path.clone(),
        Outcome::OutOfReach(out) => nowhere(out),
    };
    let roadmap = roadmap(&Plan {
        catalogue: facts.catalogue,
        measures: facts.measures,
        law: facts.law,
        classification: wish.classification.as_ref(),
        path: &path,
        pace: &wish.pace,
        today: wish.today,
    });
    let card = scoring::score(facts.catalogue, sheet.level, wish.ledger, &sheet.answers);
    let gaps = blockers(&card).iter().map(|blocker| gap(facts.catalogue, blocker)).collect();
    let least_effort = least_effort(facts.catalogue, wish.ledger, &path, &outcome);
    let entered = wish.entered.map(|(dossier, tools)| {
        schedule::of_dossier(dossier, &tools.arrangement, tools.day_rate, &roadmap, &surroundings.content, wish.today)
    });
    let schedule = match entered {
        Some(schedule) => Some(schedule?),
        None => schedule::schedule(&roadmap, &wish.schedule, wish.today, &facts, &surroundings.content)?,
    };
    let output = output(facts.catalogue, least_effort, &roadmap, gaps, wish.today);
    Answer::of(&Output { schedule, ..output })
}

/// No step at all: none leads to the level.
fn nowhere(out: &OutOfReach) -> Path {
    Path {
        level: out.level,
        raises: Vec::new(),
        effort: PersonDays(0),
        optimal: Optimal::NotProven,
        passes: false,
        assumed: out.assumed.clone(),
    }
}

fn gap(catalogue: &Catalogue, blocker: &Blocker) -> Value {
    match blocker {
        Blocker::Open(count) => json!({ "gate": "open", "requirements": count }),
        Blocker::Rules(count) => json!({ "gate": "not_applicable_rules", "violations": count }),
        Blocker::KeyMeasure { requirement, short } => {
            json!({ "gate": "key_measure", "requirement": name(catalogue, *requirement), "short_by": short.to_f64() })
        }
        Blocker::Category { category, short } => {
            let category = catalogue.categories.get(*category).map_or_else(String::new, ToString::to_string);
            json!({ "gate": "category", "category": category, "short_by": short.to_f64() })
        }
        Blocker::Total { short } => json!({ "gate": "total", "short_by": short.to_f64() }),
    }
}

fn barrier(catalogue: &Catalogue, barrier: &Barrier) -> Value {
    let numbers = |reach: Maturity, gate: Maturity| (reach.to_f64(), gate.to_f64());
    match barrier {
        Barrier::Limits { requirement, dimension, wanted, reach } => json!({
            "gate": "limits", "requirement": name(catalogue, *requirement), "half": dimension.code(),
            "reach": reach.get(), "needed": wanted.get(),
        }),
        Barrier::KeyMeasure { requirement, reach, gate } => {
            let (reach, gate) = numbers(*reach, *gate);
            let requirement = name(catalogue, *requirement);
            json!({ "gate": "key_measure", "requirement": requirement, "reach": reach, "needed": gate })
        }
        Barrier::Category { category, reach, gate } => {
            let (reach, gate) = numbers(*reach, *gate);
            let category = catalogue.categories.get(*category).map_or_else(String::new, ToString::to_string);
            json!({ "gate": "category", "category": category, "reach": reach, "needed": gate })
        }
        Barrier::Total { reach, gate } => {
            let (reach, gate) = numbers(*reach, *gate);
            json!({ "gate": "total", "reach": reach, "needed": gate })
        }
    }
}

fn least_effort(catalogue: &Catalogue, ledger: Ledger, path: &Path, outcome: &Outcome) -> LeastEffort {
    let names = |positions: &[usize]| positions.iter().map(|at| name(catalogue, *at)).collect();
    let low = |low: &optimum::LeftLow| LeftLow {
        requirement: name(catalogue, low.requirement),
        half: low.dimension.code(),
        score: low.score.get(),
    };
    let (found, barriers, violations) = match outcome {
        Outcome::Reached(found) => (Some(found), [].as_slice(), &found.violations),
        Outcome::OutOfReach(out) => (None, out.barriers.as_slice(), &out.violations),
    };
    LeastEffort {
        ledger: ledger.code(),
        proven_optimal: path.optimal == Optimal::Proven,
        effort_days: path.effort.to_f64(),
        steps: steps::steps(catalogue, path),
        not_applicable: found.map_or_else(Vec::new, |found| names(&found.not_applicable)),
        not_applicable_refused: found.map_or_else(Vec::new, |found| names(&found.refused)),
        passes: path.passes,
        out_of_reach: barriers.iter().map(|one| barrier(catalogue, one)).collect(),
        rule_violations: violations.iter().map(scores::violation).collect(),
        assumed_lowest: names(&path.assumed),
        left_low: found.map_or_else(Vec::new, |found| found.left_low(catalogue, REFERENCE).iter().map(low).collect()),
    }
}

fn output(
    catalogue: &Catalogue,
    least_effort: LeastEffort,
    roadmap: &Roadmap,
    gaps: Vec<Value>,
    today: Date,
) -> Output {
    Output {
        framework: catalogue.id.to_string(),
        level: roadmap.level.code(),
        on: today.to_string(),
        least_effort,
        gaps,
        measures: steps::measures(catalogue, roadmap),
        milestones: steps::milestones(roadmap),
        deadlines: steps::deadlines(roadmap),
        effort_days: roadmap.effort.to_f64(),
        starts: roadmap.starts.to_string(),
        ends: roadmap.ends.to_string(),
        schedule: None,
    }
}
