//! The roadmap: from gaps to measures, in an order that respects what comes first, on a calendar.

use crate::collections::{Map, Set, ordered};
use crate::{
    catalogue::{Catalogue, Knower, PersonDays},
    classification::{Classification, Law, Status},
    date::Date,
    gap::Path,
    identifier::{DeadlineId, DutyId, MeasureId, RequirementId},
    level::ScoredLevel,
    size::SizeClass,
};

/// Something to do: it raises requirements, or fulfils a duty under the law.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its identifier, also its text key.
    pub id: MeasureId,
    /// The requirements it raises. Each requirement stands in one measure.
    pub requirements: Vec<RequirementId>,
    /// Measures that come before it.
    pub after: Vec<MeasureId>,
    /// Who usually does it.
    pub who: Knower,
    /// Little work, much effect.
    pub quick_win: QuickWin,
    /// The duty it fulfils, with its usual work; `None` for a measure that raises requirements.
    pub duty: Option<(DutyId, PersonDays)>,
}

/// Whether a measure is little work for much effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuickWin {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// How the user goes about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// First day of work.
    pub start: Option<Date>,
    /// The day to be ready.
    pub target: Option<Date>,
    /// Days of work a week; `None` takes [`usual_pace`].
    pub days_per_week: Option<PersonDays>,
    /// The user's own estimates.
    pub efforts: Map<MeasureId, PersonDays>,
    /// What is done already, though no score shows it.
    pub done: Set<MeasureId>,
}

/// Days of work a week that an organisation of this size can usually spare: a starting point that the user changes.
pub const fn usual_pace(size: Option<SizeClass>) -> PersonDays {
    match size {
        None | Some(SizeClass::Micro | SizeClass::Small) => PersonDays(100),
        Some(SizeClass::Medium) => PersonDays(300),
        Some(SizeClass::Large) => PersonDays(1_000),
    }
}

/// Why a measure stands where it stands, most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// A duty under the law that is already in force.
    Duty,
    /// It opens a key measure's gate.
    KeyMeasure,
    /// It is needed for the level.
    Level,
}

impl Urgency {
    /// Every urgency, most pressing first.
    pub const ALL: [Self; 3] = [Self::Duty, Self::KeyMeasure, Self::Level];

    /// The one spelling in contracts and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Duty => "duty",
            Self::KeyMeasure => "key-measure",
            Self::Level => "level",
        }
    }
}

/// A measure on the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The measure.
    pub measure: MeasureId,
    /// Requirements that it raises on the path, as positions in the catalogue.
    pub raises: Vec<usize>,
    /// Why it stands here.
    pub urgency: Urgency,
    /// Who usually does it.
    pub who: Knower,
    /// Little work, much effect.
    pub quick_win: QuickWin,
    /// The work.
    pub effort: PersonDays,
    /// The work as estimated, before the user changed it.
    pub estimate: PersonDays,
    /// First day.
    pub starts: Date,
    /// Day by which it is done.
    pub ends: Date,
}

/// A point on the way: every measure of one urgency is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// What is reached.
    pub urgency: Urgency,
    /// When.
    pub due: Date,
    /// The measures that lead there.
    pub measures: Vec<MeasureId>,
}

/// A legal date on the same line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedDuty {
    /// Which one.
    pub deadline: DeadlineId,
    /// When.
    pub on: Date,
    /// Days from today; negative when it has passed.
    pub days_left: i64,
}

/// What to do, in which order, by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roadmap {
    /// The level aimed for.
    pub level: ScoredLevel,
    /// First day.
    pub starts: Date,
    /// Day by which everything is done.
    pub ends: Date,
    /// The day to be ready, when there is one.
    pub target: Option<Date>,
    /// Days of work a week.
    pub pace: PersonDays,
    /// The smallest pace, in hundredths of a day a week, that meets the target; `None` without target, or when it has
    /// passed.
    pub pace_needed: Option<PersonDays>,
    /// The measures in order.
    pub tasks: Vec<Task>,
    /// The points on the way.
    pub milestones: Vec<Milestone>,
    /// The legal dates.
    pub deadlines: Vec<DatedDuty>,
    /// All the work.
    pub effort: PersonDays,
}

/// What the roadmap is made from.
pub struct Plan<'input> {
    /// The framework.
    pub catalogue: &'input Catalogue,
    /// Every measure.
    pub measures: &'input [Measure],
    /// The law, for its dates.
    pub law: &'input Law,
    /// The verdict, when there is one.
    pub classification: Option<&'input Classification>,
    /// The path to the level.
    pub path: &'input Path,
    /// How the user goes about it.
    pub pace: &'input Pace,
    /// Today.
    pub today: Date,
}

struct Needed<'input> {
    measure: &'input Measure,
    raises: Vec<usize>,
    urgency: Urgency,
    estimate: PersonDays,
}

/// Lays the measures out. Total: a circle among prerequisites, which the checks on the data refuse, falls back to the
/// order of the data.
pub fn roadmap(plan: &Plan<'_>) -> Roadmap {
    let needed = needed(plan);
    let order = order(&needed);
    let starts = plan.pace.start.unwrap_or(plan.today);
    let size = plan.classification.map(|verdict| verdict.size_class);
    let pace = plan.pace.days_per_week.filter(|pace| pace.0 > 0).unwrap_or(usual_pace(size));
    let mut spent = PersonDays(0);
    let mut tasks: Vec<Task> = Vec::new();
    for needed in order {
        let id = &needed.measure.id;
        let effort = plan.pace.efforts.get(id).copied().unwrap_or(needed.estimate);
        let first = starts.plus_days(calendar_days(spent, pace));
        spent = spent.plus(effort);
        tasks.push(Task {
            measure: id.clone(),
            raises: needed.raises.clone(),
            urgency: needed.urgency,
            who: needed.measure.who,
            quick_win: needed.measure.quick_win,
            effort,
            estimate: needed.estimate,
            starts: first,
            ends: starts.plus_days(calendar_days(spent, pace)),
        });
    }
    let deadlines = deadlines(plan);
    let legal_target = deadlines.iter().filter(|dated| dated.days_left >= 0).map(|dated| dated.on).max();
    let target = plan.pace.target.or(legal_target);
    let pace_needed = target.and_then(|target| pace_needed(spent, starts, target));
    Roadmap {
        level: plan.path.level,
        starts,
        ends: tasks.last().map_or(starts, |task| task.ends),
        target,
        pace,
        pace_needed,
        milestones: milestones(&tasks),
        tasks,
        deadlines,
        effort: spent,
    }
}

/// Days on the calendar that work takes at this pace, rounded up.
fn calendar_days(work: PersonDays, pace: PersonDays) -> i64 {
    let (work, pace) = (i64::from(work.0), i64::from(pace.0.max(1)));
    (work * 7 + pace - 1).div_euclid(pace)
}

fn pace_needed(work: PersonDays, starts: Date, target: Date) -> Option<PersonDays> {
    let days = starts.days_until(target);
    if days <= 0 {
        return None;
    }
    let hundredths = (i64::from(work.0) * 7 + days - 1).div_euclid(days);
    u32::try_from(hundredths).ok().map(PersonDays)
}

fn needed<'input>(plan: &Plan<'input>) -> Vec<Needed<'input>> {
    let raises: Map<usize, PersonDays> =
        plan.path.raises.iter().map(|raise| (raise.requirement, raise.effort)).collect();
    let in_force = |duty: &DutyId| plan.classification.is_some_and(|verdict| verdict.duties.contains(duty));
    let mut found = Vec::new();
    for measure in plan.measures.iter().filter(|measure| !plan.pace.done.contains(&measure.id)) {
        if let Some((duty, estimate)) = &measure.duty {
            if in_force(duty) {
                found.push(Needed { measure, raises: Vec::new(), urgency: Urgency::Duty, estimate: *estimate });
            }
            continue;
        }
        let positions = measure.requirements.iter().filter_map(|id| plan.catalogue.position(*id));
        let raised: Vec<usize> = positions.filter(|at| raises.contains_key(at)).collect();
        if raised.is_empty() {
            continue;
        }
        let is_key = |at: &usize| {
            plan.catalogue.requirements.get(*at).is_some_and(|requirement| requirement.is_key_at(plan.path.level))
        };
        let urgency = if raised.iter().any(is_key) { Urgency::KeyMeasure } else { Urgency::Level };
        let estimate =
            raised.iter().filter_map(|at| raises.get(at)).fold(PersonDays(0), |sum, effort| sum.plus(*effort));
        found.push(Needed { measure, raises: raised, urgency, estimate });
    }
    found
}

/// Prerequisites first; among what may come next, the most pressing, then the quick wins, then the order of the data.
/// A prerequisite is as pressing as what waits for it.
fn order<'needed, 'input>(needed: &'needed [Needed<'input>]) -> Vec<&'needed Needed<'input>> {
    let at: Map<&MeasureId, usize> = needed.iter().enumerate().map(|(at, one)| (&one.measure.id, at)).collect();
    let before: Vec<Vec<usize>> =
        needed.iter().map(|one| one.measure.after.iter().filter_map(|id| at.get(&id).copied()).collect()).collect();
    let mut pressing: Vec<Urgency> = needed.iter().map(|one| one.urgency).collect();
    // As many rounds as measures: enough for the longest chain.
    for _ in 0..needed.len() {
        let mut changed = false;
        for (one, prerequisites) in before.iter().enumerate() {
            let Some(urgency) = pressing.get(one).copied() else { continue };
            for prerequisite in prerequisites {
                if let Some(found) = pressing.get_mut(*prerequisite).filter(|found| **found > urgency) {
                    *found = urgency;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    let mut placed = vec![false; needed.len()];
    let is_placed = |placed: &[bool], at: &usize| placed.get(*at).copied().unwrap_or(true);
    let mut ordered = Vec::new();
    while ordered.len() < needed.len() {
        let waiting = |one: &usize| !is_placed(&placed, one);
        let free = |one: &usize| before.get(*one).is_none_or(|before| before.iter().all(|at| is_placed(&placed, at)));
        let rank = |one: &usize| {
            let quick = needed.get(*one).is_some_and(|one| one.measure.quick_win == QuickWin::Yes);
            (pressing.get(*one).copied(), !quick, *one)
        };
        let next = (0..needed.len()).filter(waiting).filter(free).min_by_key(rank);
        let Some(next) = next.or_else(|| (0..needed.len()).find(waiting)) else { break };
        if let Some(place) = placed.get_mut(next) {
            *place = true;
        }
        ordered.extend(needed.get(next));
    }
    ordered
}

fn milestones(tasks: &[Task]) -> Vec<Milestone> {
    let of = |urgency: Urgency| {
        let members: Vec<&Task> = tasks.iter().filter(|task| task.urgency == urgency).collect();
        let due = members.iter().map(|task| task.ends).max()?;
        Some(Milestone { urgency, due, measures: members.iter().map(|task| task.measure.clone()).collect() })
    };
    ordered(Urgency::ALL.into_iter().filter_map(of), |milestone| (milestone.due, milestone.urgency))
}

fn deadlines(plan: &Plan<'_>) -> Vec<DatedDuty> {
    let Some(classification) = plan.classification.filter(|verdict| verdict.status != Status::Uncertain) else {
        return Vec::new();
    };
    let concerned = plan.law.deadlines.iter().filter(|deadline| classification.deadlines.contains(&deadline.id));
    let dated = concerned.map(|deadline| DatedDuty {
        deadline: deadline.id.clone(),
        on: deadline.on,
        days_left: plan.today.days_until(deadline.on),
    });
    ordered(dated, |dated| dated.on)
}
