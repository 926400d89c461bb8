//! From "we became aware at …" to the terms that run, under every scheme that applies.

use crate::{
    collections::Set,
    date::Date,
    identifier::{ClockId, DutyId, EntityTypeId, SchemeId},
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

    /// The same time on the wall so many calendar months later; the month's last day where it is shorter. Which day it is
    /// depends on the place: half past midnight in Brussels is the day before in UTC.
    #[must_use]
    pub fn plus_months(self, months: i32, place: &dyn Place) -> Self {
        const DAY: i64 = 24 * 60;
        let WallTime(here) = place.wall_time(self);
        let day = Date::EPOCH.plus_days(here.div_euclid(DAY)).plus_months(months);
        place.moment(WallTime(Date::EPOCH.days_until(day) * DAY + here.rem_euclid(DAY)))
    }

    /// Minutes from here to `later`; negative when it lies before.
    pub const fn minutes_until(self, later: Self) -> i64 {
        later.0.saturating_sub(self.0)
    }
}

/// What the clock on the wall and the calendar beside it show somewhere, in minutes since 1 January 1970, 00:00 there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WallTime(pub i64);

/// The place whose calendar counts. The engine has no time zone of its own.
pub trait Place {
    /// What the wall shows at a moment.
    fn wall_time(&self, moment: Moment) -> WallTime;

    /// The moment at which the wall shows this. Where the clock jumps over it or shows it twice, a moment beside the jump.
    fn moment(&self, wall: WallTime) -> Moment;
}

/// What speaks against a moment that somebody entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objection {
    /// It has not come yet.
    Ahead,
    /// Nobody was aware of the incident then.
    BeforeAwareness,
}

/// What speaks against a moment at which something about an incident was done. `aware`: when somebody became aware, where
/// what was done cannot come before it.
pub fn objection(at: Moment, aware: Option<Moment>, now: Moment) -> Option<Objection> {
    if at > now {
        Some(Objection::Ahead)
    } else {
        aware.filter(|aware| at < *aware).map(|_| Objection::BeforeAwareness)
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
    /// The moment of judging it major (DORA). While it was not judged yet, only [`Clock::at_most`] counts.
    Judged,
    /// The moment at which a remedy was available (CRA); no term runs before it.
    Remedy,
    /// What was sent before; until it is sent, its own last moment.
    Sent(ClockId),
}

/// What about an incident makes a term run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trait {
    /// It is significant under the NIS2 law: services or data badly hit, or others harmed (art. 8, 57°).
    Significant,
    /// A significant threat, not yet an incident (art. 8, 60°).
    Threat,
    /// A trust service that the entity itself provides was hit.
    TrustService,
    /// Personal data were lost, changed, seen or made unreachable.
    PersonalData,
    /// They are processed for somebody else.
    Processor,
    /// The people concerned run a high risk.
    HighRisk,
    /// A major ICT-related incident in the sense of DORA.
    MajorIct,
    /// It touches the financial interests of clients (DORA).
    ClientsMoney,
    /// A weakness in a product that the entity makes is being abused (CRA).
    ProductWeakness,
    /// The security of a product that the entity makes is severely hit (CRA).
    ProductIncident,
    /// An essential service of a critical entity is or may be interrupted.
    CriticalService,
}

impl Trait {
    /// Every one, in the order in which it is asked.
    pub const ALL: [Self; 11] = [
        Self::Significant,
        Self::Threat,
        Self::TrustService,
        Self::PersonalData,
        Self::Processor,
        Self::HighRisk,
        Self::MajorIct,
        Self::ClientsMoney,
        Self::ProductWeakness,
        Self::ProductIncident,
        Self::CriticalService,
    ];

    /// The one spelling in data files and saved dossiers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Significant => "significant",
            Self::Threat => "threat",
            Self::TrustService => "trust-service",
            Self::PersonalData => "personal-data",
            Self::Processor => "processor",
            Self::HighRisk => "high-risk",
            Self::MajorIct => "major-ict",
            Self::ClientsMoney => "clients-money",
            Self::ProductWeakness => "product-weakness",
            Self::ProductIncident => "product-incident",
            Self::CriticalService => "critical-service",
        }
    }

    /// The one with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Whom a term concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those whom its scheme concerns.
    OfScheme,
    /// Whoever answers that the incident is of its kind: the answer itself settles it.
    Anybody,
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
    /// Only for these types of entity; empty for every one.
    pub types: Set<EntityTypeId>,
    /// Whom it concerns.
    pub reach: Reach,
    /// What the incident must be: all of these.
    pub when: Vec<Trait>,
    /// At least one of these, where any is named.
    pub any: Vec<Trait>,
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
    /// When it was judged major.
    pub judged: Option<Moment>,
    /// When a remedy was available.
    pub remedy: Option<Moment>,
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
    /// Its last moment; `None` until the moment from which it runs is known.
    pub until: Option<Moment>,
    /// When it was met, if it was.
    pub sent: Option<Moment>,
}

impl Clock {
    /// Whether an incident of this kind sets it running.
    pub fn is_set_by(&self, traits: &Set<Trait>) -> bool {
        self.when.iter().all(|one| traits.contains(one))
            && (self.any.is_empty() || self.any.iter().any(|one| traits.contains(one)))
            && !self.unless.iter().any(|one| traits.contains(one))
    }
}

/// The terms that run, in the order of their last moments; those without one stand last. Months are those of `place`.
pub fn running<'facts>(
    clocks: impl Iterator<Item = &'facts Clock>,
    facts: &Facts,
    place: &dyn Place,
) -> Vec<Running<'facts>> {
    let found: Vec<&Clock> = clocks.filter(|clock| clock.is_set_by(&facts.traits)).collect();
    let mut running: Vec<Running<'facts>> = found
        .iter()
        .map(|clock| Running { clock, until: until(clock, &found, facts, place), sent: sent(&clock.id, facts) })
        .collect();
    running.sort_by_key(|running| (running.until.is_none(), running.until));
    running
}

fn sent(id: &ClockId, facts: &Facts) -> Option<Moment> {
    facts.sent.iter().find(|(sent, _)| sent == id).map(|(_, at)| *at)
}

fn later(from: Moment, span: Span, place: &dyn Place) -> Moment {
    match span {
        Span::Hours(hours) => from.plus_hours(hours),
        Span::Months(months) => from.plus_months(months, place),
        Span::AtOnce => from,
    }
}

/// The last moment of a term. Where it follows a message that was not sent yet, it follows that message's own last moment.
fn until(clock: &Clock, found: &[&Clock], facts: &Facts, place: &dyn Place) -> Option<Moment> {
    let mut chain = vec![clock];
    let mut start = None;
    // A chain has at most one link for each clock.
    while let Some(From::Sent(before)) = chain.last().map(|last| &last.from) {
        start = sent(before, facts);
        let link = found.iter().copied().find(|clock| clock.id == *before);
        match (start, link) {
            (None, Some(link)) if chain.len() <= found.len() => chain.push(link),
            (Some(_) | None, _) => break,
        }
    }
    chain.iter().rev().try_fold(start, |from, clock| Some(Some(ends(clock, from, facts, place)?)))?
}

/// When a term ends that begins with `from`, where it follows a message; by its own beginning otherwise.
fn ends(clock: &Clock, from: Option<Moment>, facts: &Facts, place: &dyn Place) -> Option<Moment> {
    let latest = clock.at_most.zip(facts.aware).map(|(span, aware)| later(aware, span, place));
    match (&clock.from, facts.judged) {
        (From::Awareness, _) => Some(later(facts.aware?, clock.span, place)),
        (From::Remedy, _) => Some(later(facts.remedy?, clock.span, place)),
        (From::Sent(_), _) => Some(later(from?, clock.span, place)),
        (From::Judged, None) => latest,
        // Judged only after the limit: the term runs from judging, and the limit falls away (2025/301, art. 5, §2).
        (From::Judged, Some(judged)) => {
            let until = later(judged, clock.span, place);
            Some(latest.filter(|latest| judged <= *latest).map_or(until, |latest| until.min(latest)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Utc;

    impl Place for Utc {
        fn wall_time(&self, moment: Moment) -> WallTime {
            WallTime(moment.0)
        }

        fn moment(&self, wall: WallTime) -> Moment {
            Moment(wall.0)
        }
    }

    /// An hour ahead of UTC, two in summer: from the last Sunday of March to the last of October, both at one o'clock UTC
    /// (directive 2000/84/EC).
    struct Brussels;

    fn minutes(year: i32, month: u32, day: u32, hour: i64, minute: i64) -> i64 {
        let day = Date::from_civil(year, month, day).unwrap();
        Date::EPOCH.days_until(day) * 24 * 60 + hour * 60 + minute
    }

    impl Brussels {
        fn ahead(moment: Moment) -> i64 {
            let year = Date::EPOCH.plus_days(moment.0.div_euclid(24 * 60)).civil().0;
            let turn = |month| {
                let last = Date::from_civil(year, month, 31).unwrap();
                let sunday = last.plus_days(-i64::from((last.weekday() + 1) % 7));
                Moment(Date::EPOCH.days_until(sunday) * 24 * 60 + 60)
            };
            if (turn(3)..turn(10)).contains(&moment) { 120 } else { 60 }
        }
    }

    impl Place for Brussels {
        fn wall_time(&self, moment: Moment) -> WallTime {
            WallTime(moment.0 + Self::ahead(moment))
        }

        fn moment(&self, wall: WallTime) -> Moment {
            let winter = Moment(wall.0 - 60);
            Moment(wall.0 - Self::ahead(winter))
        }
    }

    fn clock(id: &'static str, from: From, span: Span) -> Clock {
        Clock {
            id: ClockId::known(id),
            scheme: SchemeId::known("nis2"),
            duty: None,
            types: Set::new(),
            reach: Reach::OfScheme,
            when: vec![Trait::Significant],
            any: Vec::new(),
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
        let found = running(clocks.iter(), &facts(&[]), &Utc);
        let until: Vec<_> = found.iter().map(|one| one.until).collect();
        let (day, three) = (AWARE.plus_hours(24), AWARE.plus_hours(72));
        assert_eq!(until, [Some(day), Some(three), Some(three.plus_months(1, &Utc))]);
        let early = running(clocks.iter(), &facts(&[("notice", AWARE.plus_hours(10))]), &Utc);
        assert_eq!(
            early[2].until,
            Some(AWARE.plus_hours(10).plus_months(1, &Utc)),
            "it counts from the notification itself"
        );
        assert_eq!(early[1].sent, Some(AWARE.plus_hours(10)));
    }

    #[test]
    fn months_are_those_of_the_place_not_those_of_utc() {
        let clocks = [nis2().swap_remove(2)];
        for (sent, last) in [
            (minutes(2026, 1, 31, 0, 30), minutes(2026, 2, 28, 0, 30)),
            (minutes(2026, 5, 31, 0, 30), minutes(2026, 6, 30, 0, 30)),
            (minutes(2026, 3, 1, 0, 30), minutes(2026, 4, 1, 0, 30)),
            (minutes(2026, 3, 10, 14, 0), minutes(2026, 4, 10, 14, 0)),
            (minutes(2026, 9, 30, 14, 0), minutes(2026, 10, 30, 14, 0)),
        ] {
            let sent = Brussels.moment(WallTime(sent));
            let found = running(clocks.iter(), &facts(&[("notice", sent)]), &Brussels);
            assert_eq!(found[0].until.map(|until| Brussels.wall_time(until)), Some(WallTime(last)));
        }
    }

    #[test]
    fn an_hour_is_an_hour_when_the_clock_on_the_wall_jumps() {
        let friday = Brussels.moment(WallTime(minutes(2026, 3, 27, 14, 0)));
        let monday = Brussels.wall_time(friday.plus_hours(72));
        assert_eq!(monday, WallTime(minutes(2026, 3, 30, 15, 0)));
    }

    #[test]
    fn what_was_done_lies_neither_ahead_nor_before_anybody_was_aware() {
        let now = AWARE.plus_hours(5);
        assert_eq!(objection(AWARE.plus_hours(6), Some(AWARE), now), Some(Objection::Ahead));
        assert_eq!(objection(AWARE.plus_hours(-1), Some(AWARE), now), Some(Objection::BeforeAwareness));
        assert_eq!(objection(AWARE.plus_hours(-1), None, now), None);
        assert_eq!(objection(AWARE, Some(AWARE), now), None);
        assert_eq!(objection(now, Some(AWARE), now), None);
    }

    #[test]
    fn nothing_runs_without_what_sets_it_running() {
        let clocks = nis2();
        assert!(running(clocks.iter(), &Facts::default(), &Utc).is_empty());
        let unknown = Facts { aware: None, ..facts(&[]) };
        assert!(running(clocks.iter(), &unknown, &Utc).iter().all(|one| one.until.is_none()));
        let trust = Facts { traits: [Trait::Significant, Trait::TrustService].into(), ..facts(&[]) };
        assert_eq!(running(clocks.iter(), &trust, &Utc).len(), 2);
    }

    #[test]
    fn a_term_from_judging_never_ends_later_than_its_limit_unless_it_was_judged_after_it() {
        let clocks = [Clock { at_most: Some(Span::Hours(24)), ..clock("initial", From::Judged, Span::Hours(4)) }];
        let until = |judged: Option<i64>| {
            let facts = Facts { judged: judged.map(|hours| AWARE.plus_hours(hours)), ..facts(&[]) };
            running(clocks.iter(), &facts, &Utc)[0].until
        };
        assert_eq!(until(Some(5)), Some(AWARE.plus_hours(9)));
        assert_eq!(until(Some(22)), Some(AWARE.plus_hours(24)));
        assert_eq!(until(Some(40)), Some(AWARE.plus_hours(44)), "found to be major later: four hours from then");
        assert_eq!(until(None), Some(AWARE.plus_hours(24)), "not judged yet: the limit counts");
    }

    #[test]
    fn a_term_from_a_remedy_waits_for_it() {
        let clocks = [clock("final", From::Remedy, Span::Hours(336))];
        assert_eq!(running(clocks.iter(), &facts(&[]), &Utc)[0].until, None);
        let found = Facts { remedy: Some(AWARE.plus_hours(50)), ..facts(&[]) };
        assert_eq!(running(clocks.iter(), &found, &Utc)[0].until, Some(AWARE.plus_hours(386)));
    }

    #[test]
    fn one_of_several_kinds_is_enough_where_they_are_named_so() {
        let either = Clock { when: Vec::new(), any: vec![Trait::Threat, Trait::Significant], ..nis2()[0].clone() };
        assert!(either.is_set_by(&[Trait::Threat].into()));
        assert!(!either.is_set_by(&[Trait::PersonalData].into()));
    }

    #[test]
    fn terms_that_wait_for_each_other_end() {
        let clocks = [
            clock("a", From::Sent(ClockId::known("b")), Span::Hours(1)),
            clock("b", From::Sent(ClockId::known("a")), Span::Hours(1)),
        ];
        let found = running(clocks.iter(), &facts(&[]), &Utc);
        assert_eq!(found.iter().map(|one| one.until).collect::<Vec<_>>(), [None, None]);
    }
}
