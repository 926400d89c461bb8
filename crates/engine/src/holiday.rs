//! Public holidays: rules that give a day each year, and the days of a span of years on which nobody works.

use crate::{
    collections::Set,
    date::Date,
    identifier::HolidayId,
    law::{Certainty, LegalReference},
};
use std::ops::RangeInclusive;

/// A public holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Its name in data and texts.
    pub id: HolidayId,
    /// When it falls.
    pub rule: HolidayRule,
    /// Where it stands.
    pub law: Vec<LegalReference>,
    /// How sure the project is of it.
    pub certainty: Certainty,
}

/// When a holiday falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolidayRule {
    /// On the same day each year.
    Each {
        /// 1 to 12.
        month: u32,
        /// Of the month.
        day: u32,
    },
    /// So many days after Easter Sunday.
    Easter {
        /// Days.
        days_after: i64,
    },
}

impl HolidayRule {
    /// The day in a year of 1583 to 9999.
    pub fn on(self, year: i32) -> Option<Date> {
        match self {
            Self::Each { month, day } => Date::from_civil(year, month, day),
            Self::Easter { days_after } => Date::easter(year).map(|easter| easter.plus_days(days_after)),
        }
    }
}

/// Whether the law gives another day for a holiday at the weekend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// The first working day after it, as the law has it where nothing else was agreed. What was agreed instead moves
    /// the day and not the number of days.
    FirstWorkingDay,
    /// None: what falls at the weekend is lost, or the user names the days that were agreed.
    None,
}

/// Saturday and Sunday.
pub fn is_weekend(day: Date) -> bool {
    day.weekday() > 4
}

/// The days of these years on which nobody works, weekends aside.
///
/// # Law
/// Law of 4 January 1974 on public holidays, articles 4 and 6.
pub fn days_off(holidays: &[Holiday], years: RangeInclusive<i32>, replacement: Replacement) -> Set<Date> {
    let mut off = Set::new();
    for year in years {
        let days: Vec<Date> = holidays.iter().filter_map(|holiday| holiday.rule.on(year)).collect();
        off.extend(days.iter().copied());
        match replacement {
            Replacement::None => {}
            Replacement::FirstWorkingDay => {
                for lost in days.into_iter().filter(|day| is_weekend(*day)) {
                    // A week has a working day left over, whatever the holidays: ten are looked at.
                    let next = (1..=10).map(|after| lost.plus_days(after));
                    off.extend(next.filter(|day| !is_weekend(*day)).find(|day| !off.contains(day)));
                }
            }
        }
    }
    off
}

#[cfg(test)]
mod tests {
    use super::*;

    fn belgian() -> Vec<Holiday> {
        let each = |id, month, day| (id, HolidayRule::Each { month, day });
        let easter = |id, days_after| (id, HolidayRule::Easter { days_after });
        [
            each("new-year", 1, 1),
            easter("easter-monday", 1),
            each("labour-day", 5, 1),
            easter("ascension", 39),
            easter("whit-monday", 50),
            each("national-day", 7, 21),
            each("assumption", 8, 15),
            each("all-saints", 11, 1),
            each("armistice", 11, 11),
            each("christmas", 12, 25),
        ]
        .map(|(id, rule)| Holiday { id: HolidayId::known(id), rule, law: Vec::new(), certainty: Certainty::Settled })
        .into()
    }

    fn texts(days: &Set<Date>) -> Vec<String> {
        days.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_holidays_of_2026_stand_in_every_diary() {
        let found = days_off(&belgian(), 2026..=2026, Replacement::None);
        let printed = [
            "2026-01-01",
            "2026-04-06",
            "2026-05-01",
            "2026-05-14",
            "2026-05-25",
            "2026-07-21",
            "2026-08-15",
            "2026-11-01",
            "2026-11-11",
            "2026-12-25",
        ];
        assert_eq!(texts(&found), printed);
    }

    #[test]
    fn a_holiday_at_the_weekend_gives_the_next_working_day() {
        let found = days_off(&belgian(), 2027..=2027, Replacement::FirstWorkingDay);
        // 1 May and 25 December 2027 are Saturdays, 15 August a Sunday.
        for (given, day) in [("2027-05-03", 0), ("2027-08-16", 0), ("2027-12-27", 0)] {
            let given = Date::parse(given).unwrap();
            assert_eq!((found.contains(&given), given.weekday()), (true, day));
        }
        assert_eq!(found.len(), 13);
    }

    #[test]
    fn every_year_has_ten_days_off_when_lost_ones_are_replaced() {
        for year in 2020..2060 {
            let found = days_off(&belgian(), year..=year, Replacement::FirstWorkingDay);
            assert_eq!(found.iter().filter(|day| !is_weekend(**day)).count(), 10, "{year}");
        }
    }
}
