//! Working days, and what each role has done of its work by the end of each.

use crate::{
    catalogue::{Knower, PersonDays},
    collections::{Map, Set},
    date::Date,
    holiday::is_weekend,
};

/// Work in five-hundredths of a person-day. A hundredth of a day a week, spread over its five working days, is one of
/// them a day: everything stays whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticks(pub u64);

impl Ticks {
    /// So many in a person-day.
    pub const PER_DAY: u64 = 500;
    const PER_HUNDREDTH: u64 = 5;

    /// The same work in this unit.
    pub const fn of(work: PersonDays) -> Self {
        Self(work.0 as u64 * Self::PER_HUNDREDTH)
    }

    /// What a capacity of so many days a week gives on each of its five working days.
    pub const fn each_day(per_week: PersonDays) -> Self {
        Self(per_week.0 as u64)
    }

    /// In hundredths of a day, rounded up.
    pub fn days(self) -> PersonDays {
        PersonDays(u32::try_from(self.0.div_ceil(Self::PER_HUNDREDTH)).unwrap_or(u32::MAX))
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left; nothing where the other is more.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// What a role can do: so many days a week, from a day on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capacity {
    /// Days a week from the start.
    pub per_week: PersonDays,
    /// Days a week from later days on: one more person, a month of leave, somebody who goes.
    pub changes: Map<Date, PersonDays>,
}

impl Capacity {
    /// The same all the time.
    pub const fn steady(per_week: PersonDays) -> Self {
        Self { per_week, changes: Map::new() }
    }

    /// Days a week on a day.
    pub fn on(&self, day: Date) -> PersonDays {
        let last = self.changes.iter().filter(|(from, _)| **from <= day).last();
        last.map_or(self.per_week, |(_, per_week)| *per_week)
    }

    /// The same with so many days a week more, all the time.
    #[must_use]
    pub fn with_extra(&self, extra: PersonDays) -> Self {
        let changes = self.changes.iter().map(|(from, per_week)| (*from, per_week.plus(extra))).collect();
        Self { per_week: self.per_week.plus(extra), changes }
    }
}

/// How far ahead a plan may reach, in days.
const HORIZON: i64 = 7_305;

/// The working days from the first on, counted from 0, and for each role all it can have done by the end of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Workdays {
    days: Vec<Date>,
    through: Map<Knower, Vec<Ticks>>,
}

impl Workdays {
    pub(super) fn new(first: Date, capacity: &Map<Knower, Capacity>, off: &Set<Date>) -> Self {
        let all = (0..HORIZON).map(|ahead| first.plus_days(ahead));
        let days: Vec<Date> = all.filter(|day| !is_weekend(*day) && !off.contains(day)).collect();
        let through = |capacity: &Capacity| {
            let mut sum = Ticks(0);
            let mut changes = capacity.changes.iter().peekable();
            let mut now = capacity.per_week;
            let mut found = Vec::with_capacity(days.len());
            for day in &days {
                while let Some((_, per_week)) = changes.next_if(|(from, _)| *from <= day) {
                    now = *per_week;
                }
                sum = sum.plus(Ticks::each_day(now));
                found.push(sum);
            }
            found
        };
        let through = capacity.iter().map(|(role, capacity)| (*role, through(capacity))).collect();
        Self { days, through }
    }

    /// How many working days there are.
    pub(super) const fn len(&self) -> usize {
        self.days.len()
    }

    /// The day with this number.
    pub(super) fn date(&self, number: usize) -> Option<Date> {
        self.days.get(number).copied()
    }

    /// The last working day up to a date; nothing when that lies before the first.
    pub(super) fn up_to(&self, date: Date) -> Option<usize> {
        self.days.partition_point(|day| *day <= date).checked_sub(1)
    }

    fn of(&self, role: Knower) -> &[Ticks] {
        self.through.get(&role).map_or(&[], Vec::as_slice)
    }

    /// All that a role can have done before a day begins.
    pub(super) fn before(&self, role: Knower, number: usize) -> Ticks {
        number.checked_sub(1).map_or(Ticks(0), |before| self.through(role, before))
    }

    /// All that a role can have done by the end of a day.
    pub(super) fn through(&self, role: Knower, number: usize) -> Ticks {
        let all = self.of(role);
        all.get(number).or(all.last()).copied().unwrap_or_default()
    }

    /// The same by the end of a date.
    pub(super) fn through_date(&self, role: Knower, date: Date) -> Ticks {
        self.up_to(date).map_or(Ticks(0), |number| self.through(role, number))
    }

    /// The day on which a role has done so much.
    pub(super) fn reaching(&self, role: Knower, amount: Ticks) -> Option<usize> {
        let all = self.of(role);
        let number = all.partition_point(|through| *through < amount);
        (number < all.len()).then_some(number)
    }

    /// The first day on which a role does something beyond so much.
    pub(super) fn beyond(&self, role: Knower, amount: Ticks) -> Option<usize> {
        let all = self.of(role);
        let number = all.partition_point(|through| *through <= amount);
        (number < all.len()).then_some(number)
    }

    /// Whether a role can do anything at all.
    pub(super) fn can(&self, role: Knower) -> bool {
        self.of(role).last().is_some_and(|all| *all > Ticks(0))
    }

    /// Lets go of the days after a date.
    pub(super) fn keep_until(&mut self, date: Date) {
        let kept = self.days.partition_point(|day| *day <= date);
        self.days.truncate(kept);
        self.through =
            self.through.iter().map(|(role, all)| (*role, all.iter().take(kept).copied().collect())).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn workdays(capacity: Capacity, off: &[&str]) -> Workdays {
        let capacity = [(Knower::It, capacity)].into_iter().collect();
        Workdays::new(day("2026-11-26"), &capacity, &off.iter().map(|text| day(text)).collect())
    }

    #[test]
    fn weekends_and_days_off_give_nothing() {
        let found = workdays(Capacity::steady(PersonDays(100)), &["2026-11-30"]);
        // Thursday, Friday, Tuesday: the weekend and the Monday are gone.
        assert_eq!(found.date(2), Some(day("2026-12-01")));
        assert_eq!(found.through_date(Knower::It, day("2026-11-30")), Ticks(200));
        assert_eq!(found.through_date(Knower::It, day("2026-11-25")), Ticks(0));
    }

    #[test]
    fn a_day_a_week_is_a_day_of_work_in_five_days() {
        let found = workdays(Capacity::steady(PersonDays(100)), &[]);
        assert_eq!(found.reaching(Knower::It, Ticks::of(PersonDays(100))), Some(4));
        assert_eq!(found.beyond(Knower::It, Ticks::of(PersonDays(100))), Some(5));
        assert_eq!(found.reaching(Knower::Owner, Ticks(1)), None);
    }

    #[test]
    fn one_more_person_counts_from_the_day() {
        let changes = [(day("2026-12-01"), PersonDays(600)), (day("2026-12-03"), PersonDays(0))].into_iter().collect();
        let capacity = Capacity { per_week: PersonDays(100), changes };
        assert_eq!(capacity.on(day("2026-11-30")), PersonDays(100));
        assert_eq!(capacity.on(day("2026-12-02")), PersonDays(600));
        assert_eq!(capacity.with_extra(PersonDays(50)).on(day("2026-12-04")), PersonDays(50));
        let found = workdays(capacity, &[]);
        assert_eq!(found.through_date(Knower::It, day("2026-12-31")), Ticks(3 * 100 + 2 * 600));
    }
}
