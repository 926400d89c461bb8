//! Civil dates, without a clock: "today" is always an argument.

use std::fmt;

/// A day of the Gregorian calendar, as days since 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// 1 January 1970.
    pub const EPOCH: Self = Self(0);

    /// The day with this year (1 to 9999), month (1 to 12) and day of the month, or nothing when there is no such day.
    pub fn from_civil(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        // Days from civil, Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2021.
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let month_from_march = (month as i32 + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month and day of the month.
    pub fn civil(self) -> (i32, u32, u32) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// Reads `2027-04-18`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let plain = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.next().is_some() || !plain(year, 4) || !plain(month, 2) || !plain(day, 2) {
            return None;
        }
        Self::from_civil(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The day `days` later (earlier when negative), held within the years 1 to 9999.
    pub fn plus_days(self, days: i64) -> Self {
        const FIRST: i64 = -719_162;
        const LAST: i64 = 2_932_896;
        Self((i64::from(self.0).saturating_add(days)).clamp(FIRST, LAST) as i32)
    }

    /// The same day of the month `months` later (earlier when negative); the month's last day where it is shorter.
    pub fn plus_months(self, months: i32) -> Self {
        let (year, month, day) = self.civil();
        let count = (year * 12 + month as i32 - 1).saturating_add(months).clamp(12, 9999 * 12 + 11);
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u32 + 1);
        Self::from_civil(year, month, day.min(days_in_month(year, month))).unwrap_or(self)
    }

    /// Days from here to `later`; negative when it lies before.
    pub fn days_until(self, later: Self) -> i64 {
        i64::from(later.0) - i64::from(self.0)
    }

    /// Easter Sunday of a year of 1583 to 9999; nothing outside.
    ///
    /// # Source
    /// The rule of the Gregorian calendar in the form that *Nature* printed in 1876 and Butcher in 1877, after Meeus,
    /// "Astronomical Algorithms", chapter 8.
    pub fn easter(year: i32) -> Option<Self> {
        if !(1583..=9999).contains(&year) {
            return None;
        }
        let golden = year % 19;
        let (century, of_century) = (year / 100, year % 100);
        let correction = (century - (century + 8) / 25 + 1) / 3;
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
        let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
        let late = (golden + 11 * epact + 22 * to_sunday) / 451;
        let count = epact + to_sunday - 7 * late + 114;
        Self::from_civil(year, (count / 31) as u32, (count % 31 + 1) as u32)
    }

    /// Days since Monday: 0 is Monday, 6 is Sunday.
    pub fn weekday(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    /// ISO 8601, for example `2027-04-18`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_eight_centuries_survives_the_round_trip() {
        let first = Date::from_civil(1600, 1, 1).unwrap();
        for offset in 0..292_194 {
            let day = first.plus_days(offset);
            let (year, month, date) = day.civil();
            assert_eq!(Date::from_civil(year, month, date), Some(day));
            assert_eq!(Date::parse(&day.to_string()), Some(day));
        }
    }

    #[test]
    fn the_second_conformity_step_falls_on_a_sunday_147_days_after_22_november_2026() {
        let step = Date::parse("2027-04-18").unwrap();
        assert_eq!(Date::parse("2026-11-22").unwrap().days_until(step), 147);
        assert_eq!(step.weekday(), 6);
    }

    #[test]
    fn a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() {
        let later = |text: &str, months| Date::parse(text).unwrap().plus_months(months).to_string();
        assert_eq!(later("2027-01-31", 1), "2027-02-28");
        assert_eq!(later("2027-12-15", 1), "2028-01-15");
        assert_eq!(later("2028-02-29", 12), "2029-02-28");
        assert_eq!(later("2027-03-31", -1), "2027-02-28");
        assert_eq!(later("2027-03-31", -3), "2026-12-31");
        assert_eq!(later("9999-12-31", 5), "9999-12-31");
    }

    #[test]
    fn easter_falls_where_the_church_put_it() {
        let printed = [
            (1583, "1583-04-10"),
            (1818, "1818-03-22"),
            (1943, "1943-04-25"),
            (1954, "1954-04-18"),
            (1981, "1981-04-19"),
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2011, "2011-04-24"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2028, "2028-04-16"),
            (2029, "2029-04-01"),
            (2030, "2030-04-21"),
            (2038, "2038-04-25"),
            (2049, "2049-04-18"),
        ];
        for (year, on) in printed {
            assert_eq!(Date::easter(year), Date::parse(on), "{year}");
        }
        assert_eq!((Date::easter(1582), Date::easter(10_000)), (None, None));
    }

    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april() {
        for year in 1583..=9999 {
            let easter = Date::easter(year).unwrap();
            let (_, month, day) = easter.civil();
            assert_eq!(easter.weekday(), 6, "{year}");
            assert!((3, 22) <= (month, day) && (month, day) <= (4, 25), "{year}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-4-18", "26-04-18", "2026-04-18T00", "", "x"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
