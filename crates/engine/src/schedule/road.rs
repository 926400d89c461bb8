//! How the plan is read: along the recommended road, in three buckets, by role.

use super::{Planned, Schedule};
use crate::{
    catalogue::{Knower, PersonDays},
    collections::ordered,
    date::Date,
    identifier::MeasureId,
    law::Certainty,
    roadmap::QuickWin,
};

/// A stretch of the recommended road. The duties of the Belgian law that are in force come before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Registration, the reports of incidents, management: in force already.
    Duties,
    /// What there is and where it stands.
    Assessment,
    /// Rules, risks, who does what.
    Foundation,
    /// Technical and organisational controls.
    Controls,
    /// Incidents, continuity and suppliers.
    IncidentsAndSuppliers,
    /// Tests, internal audit, the outside assessment.
    Certification,
}

impl Phase {
    /// Every phase, in the order of the road.
    pub const ALL: [Self; 6] = [
        Self::Duties,
        Self::Assessment,
        Self::Foundation,
        Self::Controls,
        Self::IncidentsAndSuppliers,
        Self::Certification,
    ];

    /// The one spelling in data files, contracts and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Duties => "duties",
            Self::Assessment => "assessment",
            Self::Foundation => "foundation",
            Self::Controls => "controls",
            Self::IncidentsAndSuppliers => "incidents-and-suppliers",
            Self::Certification => "certification",
        }
    }

    /// The phase with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.code() == code)
    }
}

/// A phase of the road, as recommended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Which one.
    pub phase: Phase,
    /// The months it usually takes, counted from the start: from the beginning of the first to the end of the last.
    pub months: (i32, i32),
    /// Its measures.
    pub measures: Vec<MeasureId>,
}

/// The recommended road. An opinion with a source, never a duty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Road {
    /// Its stages in order.
    pub stages: Vec<Stage>,
    /// How sure the project is of the months; `None` while there are none.
    pub certainty: Option<Certainty>,
}

impl Road {
    /// Where a measure stands; among the controls when the road does not have it.
    pub fn phase(&self, measure: &MeasureId) -> Phase {
        let stage = self.stages.iter().find(|stage| stage.measures.contains(measure));
        stage.map_or(Phase::Controls, |stage| stage.phase)
    }
}

/// A phase against its recommended months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseOnTheCalendar<'schedule> {
    /// Which one.
    pub phase: Phase,
    /// First and last day of what is planned of it; `None` when nothing is.
    pub planned: Option<(Date, Date)>,
    /// First and last day as recommended, counted from the first day of the plan; `None` when the road has no such phase.
    pub recommended: Option<(Date, Date)>,
    /// The tasks, earliest first.
    pub tasks: Vec<&'schedule Planned>,
}

/// Every phase, in the order of the road.
pub fn phases<'schedule>(schedule: &'schedule Schedule, road: &Road) -> Vec<PhaseOnTheCalendar<'schedule>> {
    let phase = |phase: Phase| {
        let tasks: Vec<&Planned> = schedule.planned.iter().filter(|task| task.phase == phase).collect();
        let starts = tasks.iter().map(|task| task.starts).min();
        let ends = tasks.iter().map(|task| task.ends).max();
        let stage = road.stages.iter().find(|stage| stage.phase == phase);
        let recommended = stage.map(|stage| {
            let (first, last) = stage.months;
            (schedule.starts.plus_months(first - 1), schedule.starts.plus_months(last).plus_days(-1))
        });
        PhaseOnTheCalendar { phase, planned: starts.zip(ends), recommended, tasks }
    };
    Phase::ALL.map(phase).into()
}

/// What is planned, by when somebody has to think of it. Each task stands in one bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Buckets<'schedule> {
    /// Little work, much effect, whenever it begins.
    pub quick_wins: Vec<&'schedule Planned>,
    /// The rest of what begins within a month from today.
    pub this_month: Vec<&'schedule Planned>,
    /// What begins later.
    pub later: Vec<&'schedule Planned>,
}

/// The three buckets, each earliest first.
pub fn buckets(schedule: &Schedule) -> Buckets<'_> {
    let mut buckets = Buckets::default();
    let month = schedule.today.plus_months(1);
    for task in &schedule.planned {
        let bucket = match task.quick_win {
            QuickWin::Yes => &mut buckets.quick_wins,
            QuickWin::No if task.starts < month => &mut buckets.this_month,
            QuickWin::No => &mut buckets.later,
        };
        bucket.push(task);
    }
    buckets
}

/// What one role does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TasksOfRole<'schedule> {
    /// Who.
    pub role: Knower,
    /// All of it.
    pub effort: PersonDays,
    /// When its last task is done.
    pub ends: Date,
    /// Its tasks, earliest first.
    pub tasks: Vec<&'schedule Planned>,
}

/// Each role that has something planned; the one with most work first.
pub fn by_role(schedule: &Schedule) -> Vec<TasksOfRole<'_>> {
    let of = |role: Knower| {
        let tasks: Vec<&Planned> = schedule.planned.iter().filter(|task| task.who == role).collect();
        let ends = tasks.iter().map(|task| task.ends).max()?;
        let effort = tasks.iter().fold(PersonDays(0), |sum, task| sum.plus(task.effort));
        Some(TasksOfRole { role, effort, ends, tasks })
    };
    ordered(Knower::ALL.into_iter().filter_map(of), |role| std::cmp::Reverse(role.effort))
}
