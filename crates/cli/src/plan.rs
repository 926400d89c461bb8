//! `belfry plan`: gaps, the least-effort path, measures, milestones and dates.

use crate::{
    Answer, Surroundings,
    input::{Failure, dossier, read},
    schedule::{self, Wishes},
    score::{self, Sheet},
};
use belfry_dossier::Dossier;
use belfry_engine::{
    catalogue::Ledger,
    catalogue::{Catalogue, Effort, PersonDays},
    classification::{Classification, classify},
    date::Date,
    gap::{Blocker, Optimal, Path, blockers, path},
    level::{AssuranceLevel, ScoredLevel},
    report::advice,
    roadmap::{Pace, Plan, QuickWin, Roadmap, roadmap},
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
    /// Accepted for the contract; this release proposes no "not applicable".
    #[serde(default, rename = "not_applicable_allowed")]
    _not_applicable_allowed: bool,
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
    measures: Vec<Task>,
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
    passes: bool,
    assumed_lowest: Vec<String>,
}

#[derive(Serialize)]
struct Step {
    requirement: String,
    documentation: [u8; 2],
    implementation: [u8; 2],
    effort_days: f64,
}

#[derive(Serialize)]
struct Task {
    measure: String,
    urgency: &'static str,
    requirements: Vec<String>,
    who: &'static str,
    quick_win: bool,
    effort_days: f64,
    starts: String,
    ends: String,
}

#[derive(Serialize)]
struct Milestone {
    name: &'static str,
    due: String,
    measures: Vec<String>,
}

#[derive(Serialize)]
struct Deadline {
    deadline: String,
    on: String,
    days_left: i64,
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
    answer(
        &sheet,
        &BTreeMap::new(),
        classification.as_ref(),
        &case.pace,
        &Wishes::default(),
        surroundings.today,
        surroundings,
    )
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
    let pace = Pace { days_per_week, ..Pace::default() };
    let wishes = Wishes {
        capacity: input.capacity,
        fixed: input.fixed,
        holidays: input.holidays,
        start: input.start,
        target: input.target,
        out: input.out,
        progress: input.progress,
        prices: input.prices,
    };
    answer(&sheet, &efforts, None, &pace, &wishes, today, surroundings)
}

pub(crate) fn hundredths(days: f64, most: f64) -> Option<PersonDays> {
    (days.is_finite() && (0.0..=most).contains(&days)).then(|| PersonDays((days * 100.0).round() as u32))
}

fn answer(
    sheet: &Sheet<'_>,
    efforts: &BTreeMap<usize, Effort>,
    classification: Option<&Classification>,
    pace: &Pace,
    wishes: &Wishes,
    today: Date,
    surroundings: &Surroundings,
) -> Result<Answer, Failure> {
    let content = &surroundings.content;
    let catalogue = sheet.catalogue;
    let path = path(catalogue, sheet.level, &sheet.answers, &|at| efforts.get(&at));
    let roadmap = roadmap(&Plan {
        catalogue,
        measures: &content.measures,
        law: &content.law,
        classification,
        path: &path,
        pace,
        today,
    });
    let card = belfry_engine::scoring::score(catalogue, sheet.level, Ledger::Method, &sheet.answers);
    let gaps = blockers(&card).iter().map(|blocker| gap(catalogue, blocker)).collect();
    let schedule = schedule::schedule(&roadmap, wishes, today, &content.facts(catalogue), content)?;
    let output = output(catalogue, &path, &roadmap, gaps, today, sheet.level.assurance());
    Answer::of(&Output { schedule, ..output })
}

fn name(catalogue: &Catalogue, at: usize) -> String {
    catalogue.requirements.get(at).map_or_else(String::new, |requirement| requirement.id.to_string())
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

fn output(
    catalogue: &Catalogue,
    path: &Path,
    roadmap: &Roadmap,
    gaps: Vec<Value>,
    today: Date,
    level: AssuranceLevel,
) -> Output {
    Output {
        framework: catalogue.id.to_string(),
        level: level.code(),
        on: today.to_string(),
        least_effort: LeastEffort {
            ledger: "method",
            proven_optimal: path.optimal == Optimal::Proven,
            effort_days: path.effort.to_f64(),
            steps: path
                .raises
                .iter()
                .map(|raise| Step {
                    requirement: name(catalogue, raise.requirement),
                    documentation: [raise.documentation.0.get(), raise.documentation.1.get()],
                    implementation: [raise.implementation.0.get(), raise.implementation.1.get()],
                    effort_days: raise.effort.to_f64(),
                })
                .collect(),
            not_applicable: Vec::new(),
            passes: path.passes,
            assumed_lowest: path.assumed.iter().map(|at| name(catalogue, *at)).collect(),
        },
        gaps,
        measures: roadmap
            .tasks
            .iter()
            .map(|task| Task {
                measure: task.measure.to_string(),
                urgency: task.urgency.code(),
                requirements: task.raises.iter().map(|at| name(catalogue, *at)).collect(),
                who: task.who.code(),
                quick_win: task.quick_win == QuickWin::Yes,
                effort_days: task.effort.to_f64(),
                starts: task.starts.to_string(),
                ends: task.ends.to_string(),
            })
            .collect(),
        milestones: roadmap
            .milestones
            .iter()
            .map(|milestone| Milestone {
                name: milestone.urgency.code(),
                due: milestone.due.to_string(),
                measures: milestone.measures.iter().map(ToString::to_string).collect(),
            })
            .collect(),
        deadlines: roadmap
            .deadlines
            .iter()
            .map(|dated| Deadline {
                deadline: dated.deadline.to_string(),
                on: dated.on.to_string(),
                days_left: dated.days_left,
            })
            .collect(),
        effort_days: roadmap.effort.to_f64(),
        starts: roadmap.starts.to_string(),
        ends: roadmap.ends.to_string(),
        schedule: None,
    }
}
