//! Steps, measures, milestones and dates as `belfry plan` prints them and the report holds them.

use belfry_engine::{
    catalogue::Catalogue,
    gap::Path,
    roadmap::{QuickWin, Roadmap},
};
use serde::Serialize;

/// One requirement that rises: each half from and to, 1 to 5.
#[derive(Serialize)]
pub struct Step {
    requirement: String,
    documentation: [u8; 2],
    implementation: [u8; 2],
    effort_days: f64,
}

/// What there is to do, with its days.
#[derive(Serialize)]
pub struct Measure {
    measure: String,
    urgency: &'static str,
    requirements: Vec<String>,
    who: &'static str,
    quick_win: bool,
    effort_days: f64,
    starts: String,
    ends: String,
}

/// A stretch of the roadmap.
#[derive(Serialize)]
pub struct Milestone {
    name: &'static str,
    due: String,
    measures: Vec<String>,
}

/// A date of the law.
#[derive(Serialize)]
pub struct Deadline {
    deadline: String,
    on: String,
    days_left: i64,
}

/// The name of a requirement by its position in the catalogue; empty beyond its end.
pub fn requirement(catalogue: &Catalogue, at: usize) -> String {
    catalogue.requirements.get(at).map_or_else(String::new, |found| found.id.to_string())
}

/// The steps of a path.
pub fn steps(catalogue: &Catalogue, path: &Path) -> Vec<Step> {
    path.raises
        .iter()
        .map(|raise| Step {
            requirement: requirement(catalogue, raise.requirement),
            documentation: [raise.documentation.0.get(), raise.documentation.1.get()],
            implementation: [raise.implementation.0.get(), raise.implementation.1.get()],
            effort_days: raise.effort.to_f64(),
        })
        .collect()
}

/// The measures of a roadmap, in its order.
pub fn measures(catalogue: &Catalogue, roadmap: &Roadmap) -> Vec<Measure> {
    roadmap
        .tasks
        .iter()
        .map(|task| Measure {
            measure: task.measure.to_string(),
            urgency: task.urgency.code(),
            requirements: task.raises.iter().map(|at| requirement(catalogue, *at)).collect(),
            who: task.who.code(),
            quick_win: task.quick_win == QuickWin::Yes,
            effort_days: task.effort.to_f64(),
            starts: task.starts.to_string(),
            ends: task.ends.to_string(),
        })
        .collect()
}

/// The milestones of a roadmap.
pub fn milestones(roadmap: &Roadmap) -> Vec<Milestone> {
    roadmap
        .milestones
        .iter()
        .map(|milestone| Milestone {
            name: milestone.urgency.code(),
            due: milestone.due.to_string(),
            measures: milestone.measures.iter().map(ToString::to_string).collect(),
        })
        .collect()
}

/// The dates of the law on a roadmap.
pub fn deadlines(roadmap: &Roadmap) -> Vec<Deadline> {
    roadmap
        .deadlines
        .iter()
        .map(|dated| Deadline {
            deadline: dated.deadline.to_string(),
            on: dated.on.to_string(),
            days_left: dated.days_left,
        })
        .collect()
}
