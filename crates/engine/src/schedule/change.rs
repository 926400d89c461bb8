//! What moved between two plans, by how much, and why.

use super::{Binding, Planned, Progress, Schedule, Unplaced};
use crate::{
    catalogue::{Knower, PersonDays},
    date::Date,
    identifier::MeasureId,
};

/// Two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Before.
    pub from: Date,
    /// After.
    pub to: Date,
}

impl Shift {
    /// Days on the calendar; negative when it moved forward.
    pub fn days(self) -> i64 {
        self.from.days_until(self.to)
    }
}

/// What became of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Added {
        /// First day.
        starts: Date,
        /// Last day.
        ends: Date,
    },
    /// Its first or last day moved.
    Moved {
        /// First day of what is left.
        starts: Shift,
        /// Last day.
        ends: Shift,
    },
    /// It was done.
    Done {
        /// When, and when it was to be.
        ends: Shift,
    },
    /// It will not be done.
    Out,
    /// It is needed no longer: the answers have it already.
    NotNeeded,
    /// It stands on no day any more.
    Unplaced(Unplaced),
}

impl What {
    /// The one spelling in contracts and text keys.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Added { .. } => "added",
            Self::Moved { .. } => "moved",
            Self::Done { .. } => "done",
            Self::Out => "out",
            Self::NotNeeded => "not-needed",
            Self::Unplaced(_) => "unplaced",
        }
    }
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The user said so: it is done, will not be done, or the tasks are others.
    Said,
    /// Its promised date is another.
    Promise,
    /// Somebody else does it now.
    Who {
        /// Before.
        from: Knower,
        /// After.
        to: Knower,
    },
    /// There is more or less left to do.
    Effort {
        /// Before.
        from: PersonDays,
        /// After.
        to: PersonDays,
    },
    /// It should have been done before today.
    Slipped,
    /// It waits for this one, which moved, is new, or went.
    Prerequisite(MeasureId),
    /// Who does it can do more or less than before.
    Capacity(Knower),
    /// The plan begins on another day.
    Start(Shift),
    /// Other days are off.
    DaysOff,
    /// Who does it has this to do before, which moved or stands elsewhere in the order.
    Role {
        /// What comes before it now.
        after: MeasureId,
    },
    /// The order of the whole is another.
    Order,
}

impl Why {
    /// The one spelling in contracts and text keys.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Promise => "promise",
            Self::Who { .. } => "who",
            Self::Effort { .. } => "effort",
            Self::Slipped => "slipped",
            Self::Prerequisite(_) => "prerequisite",
            Self::Capacity(_) => "capacity",
            Self::Start(_) => "start",
            Self::DaysOff => "days-off",
            Self::Role { .. } => "role",
            Self::Order => "order",
        }
    }
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which one.
    pub measure: MeasureId,
    /// What became of it.
    pub what: What,
    /// Why: the nearest reason. Where it is another task, that one's own change says more.
    pub why: Why,
}

/// Everything that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The end of the whole, where it moved.
    pub end: Option<Shift>,
    /// The tasks, in the order of the plan after, then what it has no longer.
    pub tasks: Vec<Change>,
}

impl Changes {
    /// Whether nothing did.
    pub const fn is_empty(&self) -> bool {
        self.end.is_none() && self.tasks.is_empty()
    }
}

/// What changed from one plan to another.
pub fn changes(before: &Schedule, after: &Schedule) -> Changes {
    let mut tasks = Vec::new();
    for now in &after.planned {
        let what = match before.task(&now.measure) {
            None => What::Added { starts: now.starts, ends: now.ends },
            Some(then) if (then.starts, then.ends) == (now.starts, now.ends) => continue,
            Some(then) => What::Moved {
                starts: Shift { from: then.starts, to: now.starts },
                ends: Shift { from: then.ends, to: now.ends },
            },
        };
        let why = before.task(&now.measure).map_or(Why::Said, |then| why(before, after, then, now));
        tasks.push(Change { measure: now.measure.clone(), what, why });
    }
    for then in before.planned.iter().filter(|then| after.task(&then.measure).is_none()) {
        let (what, why) = gone(after, then);
        tasks.push(Change { measure: then.measure.clone(), what, why });
    }
    let end = before.ends.zip(after.ends).map(|(from, to)| Shift { from, to }).filter(|shift| shift.days() != 0);
    Changes { end, tasks }
}

fn gone(after: &Schedule, then: &Planned) -> (What, Why) {
    let id = &then.measure;
    if let Some((_, on)) = after.done.iter().find(|(done, _)| done == id) {
        return (What::Done { ends: Shift { from: then.ends, to: *on } }, Why::Said);
    }
    if after.out.contains(id) {
        return (What::Out, Why::Said);
    }
    match after.unplaced.iter().find(|(unplaced, _)| unplaced == id) {
        Some((_, reason)) => {
            let why = match reason {
                Unplaced::NobodyCan | Unplaced::TooFar => Why::Capacity(then.who),
                Unplaced::Waits(before) => Why::Prerequisite(before.clone()),
            };
            (What::Unplaced(reason.clone()), why)
        }
        None => (What::NotNeeded, Why::Said),
    }
}

fn why(before: &Schedule, after: &Schedule, then: &Planned, now: &Planned) -> Why {
    let id = &now.measure;
    let (was, is) = (&before.circumstances, &after.circumstances);
    if was.fixed.get(id) != is.fixed.get(id) {
        return Why::Promise;
    }
    if then.who != now.who {
        return Why::Who { from: then.who, to: now.who };
    }
    if then.effort != now.effort {
        return Why::Effort { from: then.effort, to: now.effort };
    }
    let begun = matches!(is.progress.get(id), Some(Progress::Begun { .. }));
    if then.ends < after.today || (then.starts < after.today && !begun && before.today < after.today) {
        return Why::Slipped;
    }
    // What binds it now, and what bound it before and is gone, may be the reason when it is another than it was.
    let moved = |other: &MeasureId| match (before.task(other), after.task(other)) {
        (Some(then), Some(now)) => then.ends != now.ends,
        (None, None) => false,
        (Some(_), None) | (None, Some(_)) => true,
    };
    for binding in [&now.binding, &then.binding] {
        if let Binding::Prerequisite(other) = binding
            && (moved(other) || now.binding != then.binding)
        {
            return Why::Prerequisite(other.clone());
        }
    }
    if was.capacity.get(&now.who) != is.capacity.get(&now.who) {
        return Why::Capacity(now.who);
    }
    let first = |schedule: &Schedule| schedule.circumstances.first_day(schedule.today);
    let start = Shift { from: first(before), to: first(after) };
    if start.days() != 0 && now.binding == Binding::Start {
        return Why::Start(start);
    }
    for binding in [&now.binding, &then.binding] {
        if let Binding::Role { after: other } = binding
            && (moved(other) || now.binding != then.binding)
        {
            return Why::Role { after: other.clone() };
        }
    }
    if was.days_off != is.days_off {
        return Why::DaysOff;
    }
    if start.days() != 0 { Why::Start(start) } else { Why::Order }
}
