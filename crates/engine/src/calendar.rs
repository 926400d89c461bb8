//! What comes back: dates under several schemes in one calendar, bundled where one effort serves several.

use crate::{
    collections::{Map, ordered},
    date::Date,
    identifier::{DeadlineId, DutyId, ObligationId, SchemeId},
    law::{Certainty, LegalReference},
};

/// Something with a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// Its name in data, texts and saved dossiers.
    pub id: ObligationId,
    /// Whose it is: it falls due only where the scheme concerns the entity.
    pub scheme: SchemeId,
    /// Only where the verdict has this duty; `None` wherever the scheme concerns the entity.
    pub duty: Option<DutyId>,
    /// Only where this date of the law holds for the entity; `None` where no date of the law stands behind it.
    pub deadline: Option<DeadlineId>,
    /// For an entity that was identified: so many months after the decision, instead of the day.
    pub after_decision: Option<i32>,
    /// From what its date follows.
    pub cycle: Cycle,
    /// Where it stands.
    pub law: Vec<LegalReference>,
    /// How sure the project is of it.
    pub certainty: Certainty,
    /// Obligations of one bundle can be served by one effort; empty when it stands alone.
    pub bundle: String,
}

/// From what a date follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cycle {
    /// Every so many months after it was last done; now, when it was never done.
    Every {
        /// Months.
        months: i32,
    },
    /// So many months after the certificate was issued, again and again until it ends.
    AfterIssue {
        /// Months.
        months: i32,
    },
    /// So many months before the certificate ends.
    BeforeExpiry {
        /// Months.
        months: i32,
    },
    /// On one day, unless it was done before.
    Once {
        /// The day.
        on: Date,
    },
    /// No date of its own: within so many days after something changes.
    OnChange {
        /// Days.
        days: i64,
    },
    /// It comes back; how often was not found.
    Unknown,
}

/// What the dates follow from.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    /// When each was last done.
    pub done: Map<ObligationId, Date>,
    /// First day of the ISO certificate.
    pub issued: Option<Date>,
    /// Last day of the ISO certificate.
    pub expires: Option<Date>,
    /// When the entity was identified, where it was and the day is known.
    pub decided: Option<Date>,
}

/// A date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due<'facts> {
    /// What falls due.
    pub obligation: &'facts Obligation,
    /// When; `None` where something must happen first, or a date is missing.
    pub on: Option<Date>,
    /// How that stands today.
    pub standing: DueStanding,
}

/// How a date stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueStanding {
    /// The day has passed.
    Late,
    /// Never done, as far as is known here.
    Never,
    /// Within three months.
    Soon,
    /// Later.
    Ahead,
    /// Nothing to do until something changes.
    Waits,
    /// A date of the certificate, or of the decision, is missing.
    NeedsDate,
    /// No date is known.
    NoDate,
    /// Done, and does not come back.
    Done,
}

impl DueStanding {
    /// How a day stands today.
    pub fn of(today: Date, on: Date) -> Self {
        match today.days_until(on) {
            ..0 => Self::Late,
            0..=SOON => Self::Soon,
            _ => Self::Ahead,
        }
    }

    /// The one spelling in classes and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Never => "never",
            Self::Soon => "soon",
            Self::Ahead => "ahead",
            Self::Waits => "waits",
            Self::NeedsDate => "needs-date",
            Self::NoDate => "no-date",
            Self::Done => "done",
        }
    }
}

/// Whether the terms of the law run from a decision of the authority (art. 11) instead of from the law's own days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identified {
    /// The class follows from a decision.
    Yes,
    /// It follows from the law itself.
    No,
}

/// How near "soon" is, in days.
const SOON: i64 = 92;

/// The next date of every obligation, earliest first; those without a date stand last.
pub fn calendar<'facts>(
    obligations: impl Iterator<Item = &'facts Obligation>,
    diary: &Diary,
    identified: Identified,
    today: Date,
) -> Vec<Due<'facts>> {
    let due = |obligation: &'facts Obligation| {
        let done = diary.done.get(&obligation.id).copied();
        let dated = |on: Date| (Some(on), DueStanding::of(today, on));
        let (on, standing) = match obligation.cycle {
            Cycle::Every { months } => match done {
                Some(last) => dated(last.plus_months(months)),
                None => (None, DueStanding::Never),
            },
            Cycle::AfterIssue { months } => match diary.issued {
                Some(issued) => match next_of(issued, months, done, diary.expires) {
                    Some(on) => dated(on),
                    None => (None, DueStanding::Done),
                },
                None => (None, DueStanding::NeedsDate),
            },
            Cycle::BeforeExpiry { months } => match diary.expires {
                Some(expires) if done.is_some_and(|done| done >= expires.plus_months(-months)) => {
                    (None, DueStanding::Done)
                }
                Some(expires) => dated(expires.plus_months(-months)),
                None => (None, DueStanding::NeedsDate),
            },
            Cycle::Once { on } => {
                let on = match (identified, obligation.after_decision) {
                    (Identified::Yes, Some(months)) => diary.decided.map(|decided| decided.plus_months(months)),
                    (Identified::Yes | Identified::No, _) => Some(on),
                };
                match (on, done) {
                    (_, Some(_)) => (on, DueStanding::Done),
                    (Some(on), None) => dated(on),
                    (None, None) => (None, DueStanding::NeedsDate),
                }
            }
            Cycle::OnChange { .. } => (None, DueStanding::Waits),
            Cycle::Unknown => (None, DueStanding::NoDate),
        };
        Due { obligation, on, standing }
    };
    ordered(obligations.map(due), |due| (due.on.is_none() || due.standing == DueStanding::Done, due.on, due.standing))
}

/// The first date of a cycle that was not served yet; nothing once the certificate ends before it.
fn next_of(issued: Date, months: i32, done: Option<Date>, expires: Option<Date>) -> Option<Date> {
    // A surveillance audit may come up to half a cycle before its date and still serve it.
    let served = |on: Date| done.is_some_and(|done| done >= on.plus_months(-months / 2));
    let mut dates = (1..=12).map(|round| issued.plus_months(months * round));
    let next = dates.find(|on| !served(*on))?;
    (expires.is_none_or(|expires| next < expires)).then_some(next)
}

/// Dates of one bundle that lie close enough for one effort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle<'facts> {
    /// Its name.
    pub name: &'facts str,
    /// When one effort would serve them all: the earliest of their dates.
    pub on: Option<Date>,
    /// What it serves, at least two.
    pub serves: Vec<&'facts Obligation>,
}

/// How far the dates of a bundle may lie apart, in days: half a year early is a year's work still.
const APART: i64 = 184;

/// The bundles among the dates.
pub fn bundles<'facts>(dues: &[Due<'facts>]) -> Vec<Bundle<'facts>> {
    let mut bundles: Vec<Bundle<'facts>> = Vec::new();
    let alive =
        |due: &&Due<'facts>| !matches!(due.standing, DueStanding::Waits | DueStanding::NoDate | DueStanding::Done);
    for due in dues.iter().filter(alive).filter(|due| !due.obligation.bundle.is_empty()) {
        let near = |bundle: &&mut Bundle<'facts>| {
            let apart = bundle.on.zip(due.on).is_some_and(|(first, on)| first.days_until(on) > APART);
            bundle.name == due.obligation.bundle && !apart
        };
        match bundles.iter_mut().find(near) {
            Some(bundle) => {
                bundle.on = bundle.on.or(due.on);
                bundle.serves.push(due.obligation);
            }
            None => bundles.push(Bundle { name: &due.obligation.bundle, on: due.on, serves: vec![due.obligation] }),
        }
    }
    bundles.retain(|bundle| bundle.serves.len() > 1);
    bundles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn obligation(id: &'static str, cycle: Cycle, bundle: &str) -> Obligation {
        Obligation {
            id: ObligationId::known(id),
            scheme: SchemeId::known("iso27001"),
            duty: None,
            deadline: None,
            after_decision: None,
            cycle,
            law: Vec::new(),
            certainty: Certainty::Settled,
            bundle: bundle.to_owned(),
        }
    }

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn diary(done: &[(&'static str, &str)]) -> Diary {
        Diary {
            done: done.iter().map(|(id, on)| (ObligationId::known(id), day(on))).collect(),
            issued: Some(day("2025-03-10")),
            expires: Some(day("2028-03-09")),
            decided: None,
        }
    }

    #[test]
    fn a_surveillance_audit_comes_each_year_until_the_certificate_ends() {
        let yearly = [obligation("audit", Cycle::AfterIssue { months: 12 }, "")];
        let next = |done: &[(&'static str, &str)], today: &str| {
            let diary = diary(done);
            let found = calendar(yearly.iter(), &diary, Identified::No, day(today));
            (found[0].on, found[0].standing)
        };
        assert_eq!(next(&[], "2025-06-01"), (Some(day("2026-03-10")), DueStanding::Ahead));
        assert_eq!(next(&[], "2026-05-01"), (Some(day("2026-03-10")), DueStanding::Late));
        assert_eq!(next(&[("audit", "2026-02-20")], "2026-03-01"), (Some(day("2027-03-10")), DueStanding::Ahead));
        assert_eq!(
            next(&[("audit", "2027-03-01")], "2027-03-02"),
            (None, DueStanding::Done),
            "2028-03-10 is after the end"
        );
    }

    #[test]
    fn what_was_never_done_says_so_and_what_was_done_comes_back() {
        let all = [
            obligation("review", Cycle::Every { months: 24 }, ""),
            obligation("once", Cycle::Once { on: day("2027-04-18") }, ""),
        ];
        let never = calendar(all.iter(), &Diary::default(), Identified::No, day("2026-11-24"));
        assert_eq!(never[0].standing, DueStanding::Ahead);
        assert_eq!(never[1].standing, DueStanding::Never, "without a date it stands last");
        let done = calendar(
            all.iter(),
            &diary(&[("review", "2024-12-01"), ("once", "2026-10-01")]),
            Identified::No,
            day("2026-11-24"),
        );
        assert_eq!((done[0].on, done[0].standing), (Some(day("2026-12-01")), DueStanding::Soon));
        assert_eq!(done[1].standing, DueStanding::Done);
    }

    #[test]
    fn an_identified_entity_counts_from_the_decision() {
        let step =
            Obligation { after_decision: Some(18), ..obligation("step", Cycle::Once { on: day("2026-04-18") }, "") };
        let on = |identified, decided: Option<&str>| {
            let diary = Diary { decided: decided.map(day), ..Diary::default() };
            let found = calendar([&step].into_iter(), &diary, identified, day("2026-11-24"));
            (found[0].on, found[0].standing)
        };
        assert_eq!(on(Identified::No, Some("2026-01-10")), (Some(day("2026-04-18")), DueStanding::Late));
        assert_eq!(on(Identified::Yes, Some("2026-01-10")), (Some(day("2027-07-10")), DueStanding::Ahead));
        assert_eq!(on(Identified::Yes, None), (None, DueStanding::NeedsDate));
    }

    #[test]
    fn near_dates_of_one_kind_are_bundled_and_far_ones_are_not() {
        let all = [
            obligation("a", Cycle::Once { on: day("2027-03-01") }, "audit"),
            obligation("b", Cycle::Once { on: day("2027-05-01") }, "audit"),
            obligation("c", Cycle::Once { on: day("2028-05-01") }, "audit"),
            obligation("d", Cycle::Once { on: day("2027-03-01") }, ""),
        ];
        let dues = calendar(all.iter(), &Diary::default(), Identified::No, day("2026-11-24"));
        let found = bundles(&dues);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].on, Some(day("2027-03-01")));
        assert_eq!(found[0].serves.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    }
}
