//! Scores that people give, and the exact averages made of them.

use num_rational::Ratio;
use std::fmt;

/// A maturity step given to one half of one requirement, 1 (initial) to 5 (optimising).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u8);

impl Score {
    /// The lowest step.
    pub const LOWEST: Self = Self(1);
    /// The second step.
    pub const TWO: Self = Self(2);
    /// The third step.
    pub const THREE: Self = Self(3);
    /// The fourth step.
    pub const FOUR: Self = Self(4);
    /// The highest step.
    pub const HIGHEST: Self = Self(5);
    /// Every step, lowest first.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// A whole number from 1 to 5, or nothing.
    pub const fn new(step: u8) -> Option<Self> {
        if step >= 1 && step <= 5 { Some(Self(step)) } else { None }
    }

    /// The step, 1 to 5.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// An exact average of scores, between 1 and 5. Never rounded: gates compare fractions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Maturity(Ratio<i64>);

impl Maturity {
    /// `numerator / denominator`; `None` when the denominator is zero.
    pub fn fraction(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self(Ratio::new(numerator, denominator)))
    }

    /// The plain average, or nothing for an empty list.
    pub fn average(values: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut sum = Sum::default();
        for value in values {
            let (numerator, denominator) = value.terms();
            sum.add(numerator, denominator);
        }
        sum.average()
    }

    /// Whether a gate opens. The official comparison: exact, and equality passes.
    pub fn meets(self, threshold: Self) -> bool {
        self >= threshold
    }

    /// How far below the threshold, or nothing when the threshold is met.
    pub fn short_of(self, threshold: Self) -> Option<Self> {
        (self < threshold).then(|| Self(threshold.0 - self.0))
    }

    /// So far on the way from here to `other`: `numerator / denominator` of it, 0 to 1; `None` when the denominator is zero.
    pub fn toward(self, other: Self, numerator: i64, denominator: i64) -> Option<Self> {
        let share = (denominator != 0).then(|| Ratio::new(numerator, denominator))?;
        Some(Self(self.0 + (other.0 - self.0) * share))
    }

    /// Numerator and denominator in lowest terms.
    pub fn terms(self) -> (i64, i64) {
        (*self.0.numer(), *self.0.denom())
    }

    /// For reading only; never compared with a gate.
    pub fn to_f64(self) -> f64 {
        let (numerator, denominator) = self.terms();
        numerator as f64 / denominator as f64
    }
}

/// A sum of fractions that is shortened once, at the end, instead of at every step.
///
/// The denominators of a framework are products of group sizes (at most 12), numbers of groups (at most 12) and
/// categories (at most 23), so their common multiple stays far below what 64 bits hold.
#[derive(Clone, Copy, Debug)]
pub struct Sum {
    numerator: i64,
    denominator: i64,
    count: i64,
}

impl Default for Sum {
    fn default() -> Self {
        Self { numerator: 0, denominator: 1, count: 0 }
    }
}

impl Sum {
    /// Adds one fraction; a zero denominator adds nothing.
    pub fn add(&mut self, numerator: i64, denominator: i64) {
        if denominator == 0 {
            return;
        }
        if self.denominator % denominator != 0 {
            let common = common_multiple(self.denominator, denominator);
            self.numerator *= common / self.denominator;
            self.denominator = common;
        }
        self.numerator += numerator * (self.denominator / denominator);
        self.count += 1;
    }

    /// The average of what was added, or nothing when nothing was.
    pub fn average(self) -> Option<Maturity> {
        Maturity::fraction(self.numerator, self.denominator * self.count)
    }
}

const fn common_multiple(one: i64, other: i64) -> i64 {
    let (mut greater, mut smaller) = (one, other);
    while smaller != 0 {
        (greater, smaller) = (smaller, greater % smaller);
    }
    one / greater * other
}

impl From<Score> for Maturity {
    fn from(score: Score) -> Self {
        Self(Ratio::from_integer(i64::from(score.get())))
    }
}

impl fmt::Display for Maturity {
    /// The exact fraction, for example `203/68`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
