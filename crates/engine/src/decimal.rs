//! Exact decimals: amounts, head counts and percentages without binary rounding.

use std::fmt;

/// Digits behind the point that are kept.
const SCALE_DIGITS: usize = 20;
/// One, in the last kept digit.
const ONE: i128 = 100_000_000_000_000_000_000;
/// Digits behind the point that an input may have.
const INPUT_DIGITS: usize = 9;
/// Digits before the point that an input may have: less than 10^14.
const INPUT_WHOLE: usize = 14;

/// A text that is no amount Belfry can work with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// Not a plain decimal number.
    NotDecimal,
    /// Below zero.
    Negative,
    /// Beyond any enterprise: 10^14 or more.
    TooLarge,
    /// More than nine digits behind the point.
    TooFine,
}

impl fmt::Display for NotANumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotDecimal => "not a decimal number",
            Self::Negative => "negative",
            Self::TooLarge => "too large",
            Self::TooFine => "more than nine decimals",
        })
    }
}

/// A non-negative decimal with twenty digits behind the point, in 128 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A whole number.
    pub const fn whole(number: u64) -> Self {
        Self((number as i128).saturating_mul(ONE))
    }

    /// Reads `1234.5`, with a full stop and nothing else; also `1.2e7` as programs print large numbers.
    ///
    /// # Errors
    /// Anything that is not such a number, is negative, or is absurd.
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        let text = text.trim();
        if let Some(positive) = text.strip_prefix('-') {
            let zero = Self::parse(positive)? == Self::ZERO;
            return if zero { Ok(Self::ZERO) } else { Err(NotANumber::Negative) };
        }
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| NotANumber::NotDecimal)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) || mantissa.ends_with('.') || text.len() > 64 {
            return Err(NotANumber::NotDecimal);
        }
        shifted(whole, fraction, exponent)
    }

    /// Both together, held at the largest amount there is.
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left when the other is taken away; nothing where the other is more.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        if other.0 >= self.0 { Self::ZERO } else { Self(self.0 - other.0) }
    }

    /// The share of it that a percentage of 0 to 100 takes. Exact for inputs of up to nine decimals.
    pub const fn percent(self, percent: Self) -> Self {
        // Both are below 10^14 with nine decimals: cutting the empty digits first keeps the product in range.
        const FINEST: i128 = 100_000_000_000; // 10^(20 - 9)
        let product = (self.0 / FINEST).saturating_mul(percent.0 / FINEST);
        // 10^9 times 10^9 of scale, and a hundredth more: exactly the twenty digits of this type.
        Self(product)
    }

    /// This many parts, of which `parts` make the whole: 250 parts of 500 are half. Exact for inputs of up to nine
    /// decimals where `parts` divides a hundred thousand million (100 and 500 do); cut off in the twentieth digit
    /// otherwise, and held at the largest amount there is. No parts at all make nothing.
    pub const fn parts(self, count: u64, parts: u64) -> Self {
        if parts == 0 {
            return Self::ZERO;
        }
        let (whole, rest) = (self.0 / parts as i128, self.0 % parts as i128);
        let count = count as i128;
        Self(whole.saturating_mul(count).saturating_add(rest.saturating_mul(count) / parts as i128))
    }

    /// For reading and drawing; never compared with a threshold.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / ONE as f64
    }
}

/// Joins the digits with the point moved `exponent` places.
fn shifted(whole: &str, fraction: &str, exponent: i32) -> Result<Decimal, NotANumber> {
    let digits = format!("{whole}{fraction}");
    let point = i64::try_from(whole.len()).unwrap_or(i64::MAX).saturating_add(i64::from(exponent));
    let trimmed = digits.trim_start_matches('0');
    let leading = digits.len() - trimmed.len();
    if trimmed.is_empty() {
        return Ok(Decimal::ZERO);
    }
    let significant = trimmed.trim_end_matches('0');
    let point = point.saturating_sub(i64::try_from(leading).unwrap_or(i64::MAX));
    if point > INPUT_WHOLE as i64 {
        return Err(NotANumber::TooLarge);
    }
    let behind = i64::try_from(significant.len()).unwrap_or(i64::MAX).saturating_sub(point);
    if behind > INPUT_DIGITS as i64 {
        return Err(NotANumber::TooFine);
    }
    let value: i128 = significant.parse().map_err(|_| NotANumber::NotDecimal)?;
    let places = SCALE_DIGITS as i64 - behind;
    let factor = u32::try_from(places).ok().and_then(|places| 10_i128.checked_pow(places));
    factor.and_then(|factor| value.checked_mul(factor)).map(Decimal).ok_or(NotANumber::TooLarge)
}

impl fmt::Display for Decimal {
    /// As short as exact: `1234.5`, `12`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0 / ONE, self.0 % ONE);
        if fraction == 0 {
            return write!(formatter, "{whole}");
        }
        let fraction = format!("{fraction:020}");
        write!(formatter, "{whole}.{}", fraction.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn what_is_read_is_what_is_printed() {
        for text in ["0", "12", "49.9", "0.000000001", "99999999999999.999999999", "10000000", "1234.5"] {
            assert_eq!(decimal(text).to_string(), text);
        }
        assert_eq!(decimal("1.2e7"), Decimal::whole(12_000_000));
        assert_eq!(decimal("5e-1").to_string(), "0.5");
        assert_eq!(decimal("007.50").to_string(), "7.5");
        assert_eq!(decimal("-0"), Decimal::ZERO);
    }

    #[test]
    fn absurd_amounts_are_refused() {
        for (text, error) in [
            ("-1", NotANumber::Negative),
            ("1e15", NotANumber::TooLarge),
            ("100000000000000", NotANumber::TooLarge),
            ("0.0000000001", NotANumber::TooFine),
            ("", NotANumber::NotDecimal),
            ("1,5", NotANumber::NotDecimal),
            ("1.", NotANumber::NotDecimal),
            (".5", NotANumber::NotDecimal),
            ("NaN", NotANumber::NotDecimal),
            ("1e999999999999", NotANumber::NotDecimal),
            ("1e2147483647", NotANumber::TooLarge),
        ] {
            assert_eq!(Decimal::parse(text), Err(error), "{text}");
        }
        assert_eq!(Decimal::parse("1e-2147483648"), Err(NotANumber::TooFine));
    }

    #[test]
    fn what_is_left_is_never_less_than_nothing() {
        assert_eq!(decimal("12.5").minus(decimal("0.000000001")).to_string(), "12.499999999");
        assert_eq!(decimal("1").minus(decimal("2")), Decimal::ZERO);
    }

    #[test]
    fn parts_of_an_amount_are_exact() {
        assert_eq!(decimal("650").parts(250, 100).to_string(), "1625");
        assert_eq!(decimal("0.000000001").parts(1, 500).to_string(), "0.000000000002");
        assert_eq!(decimal("10").parts(3, 0), Decimal::ZERO);
        let thirds = (0..3).fold(Decimal::ZERO, |sum, _| sum.plus(decimal("9").parts(1, 3)));
        assert_eq!(thirds, decimal("9"));
        assert_eq!(decimal("99999999999999").parts(u64::MAX, 1), decimal("99999999999999").parts(u64::MAX - 1, 1));
    }

    #[test]
    fn a_percentage_is_exact() {
        assert_eq!(decimal("200").percent(decimal("33.5")).to_string(), "67");
        assert_eq!(decimal("0.000000001").percent(decimal("0.000000001")).to_string(), "0.00000000000000000001");
        assert_eq!(decimal("99999999999999").percent(Decimal::whole(100)), decimal("99999999999999"));
    }
}
