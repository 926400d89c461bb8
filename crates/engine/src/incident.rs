//! From "we became aware at …" to the terms that run, under every scheme that applies.

use crate::{
    collections::Set,
    date::Date,
    identifier::{ClockId, DutyId, SchemeId},
    law::{Certainty, LegalReference},
};

/// A moment, in minutes since 1 January 1970, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// So many hours later. An hour is an hour: the clock on the wall may jump in between.
    #[must_use]
    pub const fn plus_hours(self, hours: i64) -> Self {
        Self(self.0.saturating_add(hours.saturating_mul(60)))
    }

    /// The same time so many calendar months later; the month's last day where it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        const DAY: i64 = 24 * 60;
        let day = Date::EPOCH.plus_days(self.0.div_euclid(DAY)).plus_months(months);
        Self(Date::EPOCH.days_until(day) * DAY + self.0.rem_euclid(DAY))
    }

    /// Minutes from here to `later`; negative when it lies before.
    pub const fn minutes_until(self, later: Self) -> i64 {
        later.0.saturating_sub(self.0)
    }
}

/// How long a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Hours.
    Hours(i64),
    /// Calendar months.
    Months(i32),
    /// No term is named: without undue delay.
    AtOnce,
}

/// From what a term runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// The moment of becoming aware.
    Awareness,
    /// The moment of judging it major (DORA).
    Judged,
    /// What was sent before; until it is sent, its own last moment.
    Sent(ClockId),
}

/// What about an incident makes a term run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trait {
    /// It is significant under the NIS2 law: services or data badly hit, or others harmed (art. 8, 57°).
    Significant,
    /// Personal data were lost, changed, seen or made unreachable.
    PersonalData,
    /// The people concerned run a high risk.
    HighRisk,
    /// A trust service was hit.
    TrustService,
    /// A major ICT-related incident in the sense of DORA.
    MajorIct,
    /// A product that the entity makes was hit, or a hole in it is being abused.
    Product,
    /// An essential service of a critical entity is or may be interrupted.
    CriticalService,
}

impl Trait {
    /// Every one, in the order in which it is asked.
    pub const ALL: [Self; 7] = [
        Self::Significant,
        Self::PersonalData,
        Self::HighRisk,
        Self::TrustService,
        Self::MajorIct,
        Self::Product,
        Self::CriticalService,
    ];

    /// The one spelling in data files and saved dossiers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Significant => "significant",
            Self::PersonalData => "personal-data",
            Self::HighRisk => "high-risk",
            Self::TrustService => "trust-service",
            Self::MajorIct => "major-ict",
            Self::Product => "product",
            Self::CriticalService => "critical-service",
        }
    }

    /// The one with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A term that an incident sets running.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Its name in data, texts and saved dossiers.
    pub id: ClockId,
    /// Whose it is.
    pub scheme: SchemeId,
    /// Only where the verdict has this duty; `None` wherever the scheme concerns the entity.
    pub duty: Option<DutyId>,
    /// What the incident must be.
    pub when: Vec<Trait>,
    /// What it must not be.
    pub unless: Vec<Trait>,
    /// From what it runs.
    pub from: From,
    /// How long.
    pub span: Span,
    /// Never later than so long after awareness, where the text says so.
    pub at_most: Option<Span>,
    /// Where it stands.
    pub law: Vec<LegalReference>,
    /// How sure the project is of it.
    pub certainty: Certainty,
}

/// What happened, as far as it sets terms running.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// When somebody became aware.
    pub aware: Option<Moment>,
    /// When it was judged major; awareness until then.
    pub judged: Option<Moment>,
    /// What it is.
    pub traits: Set<Trait>,
    /// What was sent, and when.
    pub sent: Vec<(ClockId, Moment)>,
}

/// A term that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running<'facts> {
    /// Which.
    pub clock: &'facts Clock,
    /// Its last moment; `None` until the moment of awareness is known.
    pub until: Option<Moment>,
    /// When it was met, if it was.
    pub sent: Option<Moment>,
}

/// The terms that run, in the order of their last moments.
pub fn running<'facts>(clocks: impl Iterator<Item = &'facts Clock>, facts: &Facts) -> Vec<Running<'facts>> {
    let runs = |clock: &&Clock| {
        clock.when.iter().all(|one| facts.traits.contains(one))
            && !clock.unless.iter().any(|one| facts.traits.contains(one))
    };
    let found: Vec<&Clock> = clocks.filter(runs).collect();
    let sent = |id: &ClockId| facts.sent.iter().find(|(sent, _)| sent == id).map(|(_, at)| *at);
    let later = |from: Moment, span: Span| match span {
        Span::Hours(hours) => from.plus_hours(hours),
        Span::Months(months) => from.plus_months(months),
        Span::AtOnce => from,
    };
    // A chain of terms has at most one link for each clock.
    let until = |clock: &Clock| {
        let mut spans = Vec::new();
        let mut at = Some(clock);
        let mut start = facts.aware;
        while let Some(clock) = at.filter(|_| spans.len() <= found.len()) {
            spans.push(clock);
            at = None;
            match &clock.from {
                From::Awareness => {}
                From::Judged => start = facts.judged.or(facts.aware),
                From::Sent(before) => match sent(before) {
                    Some(moment) => start = Some(moment),
                    None => at = found.iter().copied().find(|clock| clock.id == *before),
                },
            }
        }
        spans.iter().rev().try_fold(start?, |from, clock| {
            let until = later(from, clock.span);
            let latest = clock.at_most.zip(facts.aware).map(|(span, aware)| later(aware, span));
            Some(latest.map_or(until, |latest| until.min(latest)))
        })
    };
    let mut running: Vec<Running<'facts>> =
        found.iter().map(|clock| Running { clock, until: until(clock), sent: sent(&clock.id) }).collect();
    running.sort_by_key(|running| running.until);
    running
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(id: &'static str, from: From, span: Span) -> Clock {
        Clock {
            id: ClockId::known(id),
            scheme: SchemeId::known("nis2"),
            duty: None,
            when: vec![Trait::Significant],
            unless: Vec::new(),
            from,
            span,
            at_most: None,
            law: Vec::new(),
            certainty: Certainty::Settled,
        }
    }

    fn nis2() -> Vec<Clock> {
        let notice = ClockId::known("notice");
        vec![
            clock("warning", From::Awareness, Span::Hours(24)),
            Clock { unless: vec![Trait::TrustService], ..clock("notice", From::Awareness, Span::Hours(72)) },
            clock("report", From::Sent(notice), Span::Months(1)),
        ]
    }

    const AWARE: Moment = Moment(30_000_000);

    fn facts(sent: &[(&'static str, Moment)]) -> Facts {
        Facts {
            aware: Some(AWARE),
            traits: [Trait::Significant].into(),
            sent: sent.iter().map(|(id, at)| (ClockId::known(id), *at)).collect(),
            ..Facts::default()
        }
    }

    #[test]
    fn terms_run_from_awareness_and_the_last_from_what_was_sent() {
        let clocks = nis2();
        let found = running(clocks.iter(), &facts(&[]));
        let until: Vec<_> = found.iter().map(|one| one.until).collect();
        let (day, three) = (AWARE.plus_hours(24), AWARE.plus_hours(72));
        assert_eq!(until, [Some(day), Some(three), Some(three.plus_months(1))]);
        let early = running(clocks.iter(), &facts(&[("notice", AWARE.plus_hours(10))]));
        assert_eq!(early[2].until, Some(AWARE.plus_hours(10).plus_months(1)), "it counts from the notification itself");
        assert_eq!(early[1].sent, Some(AWARE.plus_hours(10)));
    }

    #[test]
    fn nothing_runs_without_what_sets_it_running() {
        let clocks = nis2();
        assert!(running(clocks.iter(), &Facts::default()).is_empty());
        let unknown = Facts { aware: None, ..facts(&[]) };
        assert!(running(clocks.iter(), &unknown).iter().all(|one| one.until.is_none()));
        let trust = Facts { traits: [Trait::Significant, Trait::TrustService].into(), ..facts(&[]) };
        assert_eq!(running(clocks.iter(), &trust).len(), 2);
    }

    #[test]
    fn a_term_from_judging_never_ends_later_than_its_limit() {
        let clocks = [Clock { at_most: Some(Span::Hours(24)), ..clock("initial", From::Judged, Span::Hours(4)) }];
        let judged = |hours| Facts { judged: Some(AWARE.plus_hours(hours)), ..facts(&[]) };
        assert_eq!(running(clocks.iter(), &judged(5))[0].until, Some(AWARE.plus_hours(9)));
        assert_eq!(running(clocks.iter(), &judged(22))[0].until, Some(AWARE.plus_hours(24)));
    }

    #[test]
    fn terms_that_wait_for_each_other_end() {
        let clocks = [
            clock("a", From::Sent(ClockId::known("b")), Span::Hours(1)),
            clock("b", From::Sent(ClockId::known("a")), Span::Hours(1)),
        ];
        assert_eq!(running(clocks.iter(), &facts(&[])).len(), 2);
    }
}
