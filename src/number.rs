//! Numbers as people type them.

use belfry_dossier::open::{MOST_EFFORT, MOST_PACE};
use belfry_engine::{
    catalogue::PersonDays,
    size::{AnnualWorkUnits, Euro, Share},
};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// People or percent: `7.5`, `12,25`.
    Units,
    /// Money: `19.000` is nineteen thousand, `1,2 m` a million and a bit.
    Money,
}

/// What a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// People, in full-time years.
    Staff,
    /// An amount of money.
    Euro,
    /// A share in per cent.
    Share,
    /// Days of work a week.
    Pace,
    /// Days of work a week, none included.
    Capacity,
    /// Days of work.
    Effort,
}

impl Quantity {
    /// The number in plain form, when it can be used.
    pub fn read(self, text: &str) -> Option<String> {
        let counts = match self {
            Self::Euro => Counts::Money,
            Self::Staff | Self::Share | Self::Pace | Self::Capacity | Self::Effort => Counts::Units,
        };
        plain(text, counts).filter(|plain| self.accepts(plain))
    }

    fn accepts(self, plain: &str) -> bool {
        match self {
            Self::Staff => AnnualWorkUnits::parse(plain).is_ok(),
            Self::Euro => Euro::parse(plain).is_ok(),
            Self::Share => Share::parse(plain).is_ok(),
            Self::Pace => days(plain).is_some_and(|pace| pace.0 > 0 && i64::from(pace.0) <= MOST_PACE),
            Self::Capacity => days(plain).is_some_and(|pace| i64::from(pace.0) <= MOST_PACE),
            Self::Effort => days(plain).is_some_and(|effort| i64::from(effort.0) <= MOST_EFFORT),
        }
    }
}

/// Days in hundredths, from a number in plain form; finer decimals are cut off.
pub fn days(plain: &str) -> Option<PersonDays> {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let fraction = format!("{fraction:0<2}");
    let hundredths = whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(fraction.get(..2)?.parse().ok()?)?;
    Some(PersonDays(hundredths))
}

/// The number in plain form (`19000.5`), or nothing when it is none.
pub fn plain(text: &str, counts: Counts) -> Option<String> {
    let ignored = |letter: &char| letter.is_whitespace() || matches!(letter, '\'' | '’' | '€' | '%');
    let text: String = text.to_lowercase().chars().filter(|letter| !ignored(letter)).collect();
    let (digits, zeros) = match counts {
        Counts::Units => (text.as_str(), 0),
        Counts::Money => thousands(&text),
    };
    let (whole, fraction) = split(digits, if zeros == 0 { counts } else { Counts::Units });
    let whole: String = whole.chars().filter(|letter| !matches!(letter, '.' | ',')).collect();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !is_number(&whole) || !is_number(fraction) {
        return None;
    }
    let mut digits = whole;
    let mut rest = fraction.to_owned();
    for _ in 0..zeros {
        let next = if rest.is_empty() { '0' } else { rest.remove(0) };
        digits.push(next);
    }
    let digits = digits.trim_start_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    let rest = rest.trim_end_matches('0');
    Some(if rest.is_empty() { digits.to_owned() } else { format!("{digits}.{rest}") })
}

fn thousands(text: &str) -> (&str, usize) {
    let suffixes =
        [("million", 6), ("miljoen", 6), ("millionen", 6), ("millions", 6), ("mio", 6), ("mln", 6), ("m", 6), ("k", 3)];
    let found = suffixes.into_iter().find_map(|(suffix, zeros)| Some((text.strip_suffix(suffix)?, zeros)));
    found.unwrap_or((text, 0))
}

/// Where the decimals begin. The last separator does that, unless it stands more than once, or groups thousands of
/// money.
fn split(digits: &str, counts: Counts) -> (&str, &str) {
    let Some(last) = digits.rfind(['.', ',']) else { return (digits, "") };
    let (whole, rest) = digits.split_at(last);
    let fraction = rest.get(1..).unwrap_or_default();
    let separator = rest.chars().next().unwrap_or('.');
    let repeated = whole.contains(separator);
    let groups = counts == Counts::Money && fraction.len() == 3 && !whole.contains(['.', ',']);
    if repeated || groups { (digits, "") } else { (whole, fraction) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_as_people_write_it() {
        for (typed, meant) in [
            ("19000000", "19000000"),
            ("19 000 000", "19000000"),
            ("19.000.000", "19000000"),
            ("19,000,000", "19000000"),
            ("€ 19.000.000,50", "19000000.5"),
            ("19.000", "19000"),
            ("1,2 m", "1200000"),
            ("1.25 million", "1250000"),
            ("43 mio", "43000000"),
            ("750k", "750000"),
            ("0", "0"),
        ] {
            assert_eq!(plain(typed, Counts::Money).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn people_are_read_with_decimals() {
        for (typed, meant) in [("12", "12"), ("7.5", "7.5"), ("7,5", "7.5"), ("12,125", "12.125"), ("007", "7")] {
            assert_eq!(plain(typed, Counts::Units).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn a_role_may_have_no_time_and_a_plan_may_not() {
        assert_eq!(Quantity::Capacity.read("0").as_deref(), Some("0"));
        assert_eq!(Quantity::Capacity.read("501"), None);
        assert_eq!(Quantity::Pace.read("0"), None);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in ["", "-3", "about ten", "1e9", "12 m 3", "..", "1.2.x"] {
            assert_eq!(plain(typed, Counts::Money), None, "{typed}");
        }
    }
}
