//! What a certificate or label brought, by quarter, beside what the plan costs. The user's own figures only.

use crate::{catalogue::PersonDays, collections::Map, date::Date, size::Euro};

/// What kind of return it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReturnKind {
    /// A tender won.
    Tender,
    /// A new contract.
    Contract,
    /// An inspection avoided or made lighter.
    Inspection,
    /// A premium that went down.
    Premium,
    /// Somebody took the organisation on as a supplier in less time.
    Onboarding,
}

impl ReturnKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Tender, Self::Contract, Self::Inspection, Self::Premium, Self::Onboarding];

    /// The one spelling in saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tender => "tender",
            Self::Contract => "contract",
            Self::Inspection => "inspection",
            Self::Premium => "premium",
            Self::Onboarding => "onboarding",
        }
    }

    /// The kind with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    /// The year.
    pub year: i32,
    /// 1 to 4.
    pub number: u32,
}

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: Date) -> Self {
        let (year, month, _) = day.civil();
        Self { year, number: (month - 1) / 3 + 1 }
    }
}

/// What came in during a quarter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuarterSum {
    /// In euro, by kind, where an amount was given.
    pub amounts: Map<ReturnKind, Euro>,
    /// Days saved.
    pub days: PersonDays,
    /// How many entries.
    pub entries: usize,
}

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnFigure {
    /// What it is.
    pub kind: ReturnKind,
    /// When.
    pub on: Date,
    /// Worth, if it can be said in money.
    pub amount: Option<Euro>,
    /// Days saved, if it can be said in days.
    pub days: Option<PersonDays>,
}

/// The sums by quarter, earliest first.
pub fn by_quarter(entries: impl Iterator<Item = ReturnFigure>) -> Map<Quarter, QuarterSum> {
    let mut sums: Map<Quarter, QuarterSum> = Map::new();
    for entry in entries {
        sums.update(Quarter::of(entry.on), |sum| {
            sum.entries += 1;
            sum.days = sum.days.plus(entry.days.unwrap_or_default());
            if let Some(amount) = entry.amount {
                sum.amounts.update(entry.kind, |before| *before = before.plus(amount));
            }
        });
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        for (text, hundredths) in [("3", 300), ("1.5", 150), ("0.25", 25), ("2.05", 205)] {
            assert_eq!(PersonDays::parse(text), Some(PersonDays(hundredths)));
            assert_eq!(PersonDays(hundredths).to_string(), text);
        }
        for text in ["", ".", "1.", ".5", "1.255", "-1", "1,5", "99999999"] {
            assert_eq!(PersonDays::parse(text), None, "{text}");
        }
    }

    #[test]
    fn half_days_and_cents_are_added_up_whole() {
        let entry = |amount: &str, hundredths| ReturnFigure {
            kind: ReturnKind::Tender,
            on: Date::parse("2026-05-04").unwrap(),
            amount: Euro::parse(amount).ok(),
            days: Some(PersonDays(hundredths)),
        };
        let sums = by_quarter([entry("12000.5", 150), entry("0.25", 25)].into_iter());
        let sum = sums.get(&Quarter { year: 2026, number: 2 }).unwrap();
        assert_eq!((sum.days, sum.entries), (PersonDays(175), 2));
        assert_eq!(sum.amounts.get(&ReturnKind::Tender).copied(), Euro::parse("12000.75").ok());
    }
}
