//! Figures as they are read, and as a spreadsheet has them: never rounded over a gate.

use crate::{format, key::Key, words::Words};
use belfry_engine::maturity::Maturity;

/// A maturity, cut off as everywhere; a dash while it is not known.
pub fn value(words: &Words, value: Option<Maturity>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format::maturity(words.language(), value))
}

/// A distance: three decimals, and never shown as nothing.
pub fn distance(words: &Words, by: Maturity) -> String {
    const FINEST: f64 = 0.001;
    if by.to_f64() < FINEST {
        words.fill(Key::CompareLessThan, &[("least", &format::number(words.language(), FINEST, 3))]).to_string()
    } else {
        format::number(words.language(), by.to_f64(), 3)
    }
}

/// How many ten-thousandths a spreadsheet gets.
const FINE: i64 = 10_000;

/// A maturity with four decimals, cut off: what does not meet a gate does not seem to.
pub fn cut(value: Maturity) -> f64 {
    let (numerator, denominator) = value.terms();
    (numerator * FINE).div_euclid(denominator) as f64 / FINE as f64
}

/// A distance with four decimals, rounded up: what is left is never nothing.
pub fn raised(by: Maturity) -> f64 {
    let (numerator, denominator) = by.terms();
    -((-numerator * FINE).div_euclid(denominator) as f64) / FINE as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_never_sees_a_gate_met_that_is_not() {
        let just_below = Maturity::fraction(2_999_999, 1_000_000).unwrap();
        assert!(cut(just_below) < 3.0);
        let short = just_below.short_of(Maturity::fraction(3, 1).unwrap()).unwrap();
        assert!(raised(short) > 0.0);
        let quarter = Maturity::fraction(1, 4).unwrap();
        assert_eq!((cut(quarter).to_string(), raised(quarter).to_string()), ("0.25".into(), "0.25".into()));
    }
}
