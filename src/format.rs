//! Numbers, amounts and dates as the user's language writes them: the browser's `Intl`, and a plain form where there
//! is no browser (tests).

use crate::language::Language;
use belfry_engine::{date::Date, maturity::Maturity};

/// Formatters of the browser. Making one costs as much as a hundred uses, so each is made once.
#[cfg(target_arch = "wasm32")]
mod formatters {
    use crate::language::Language;
    use js_sys::{Array, Function, Intl, Object, Reflect};
    use std::cell::RefCell;
    use wasm_bindgen::{JsCast, JsValue};

    /// What is written.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub enum Shape {
        /// A number with at most so many decimals.
        Number(u8),
        /// "18 April 2027".
        Day,
        /// "Apr 2027".
        Month,
        /// "18/04/2027, 10:00".
        Moment,
    }

    thread_local! {
        static MADE: RefCell<Vec<((Language, Shape), Function)>> = const { RefCell::new(Vec::new()) };
    }

    /// The value, written; a value that the browser cannot write is left empty.
    pub fn write(language: Language, shape: Shape, value: &JsValue) -> String {
        let known = MADE.with_borrow(|made| {
            made.iter().find(|(at, _)| *at == (language, shape)).map(|(_, formatter)| formatter.clone())
        });
        let formatter = known.unwrap_or_else(|| {
            let formatter = make(language, shape);
            MADE.with_borrow_mut(|made| made.push(((language, shape), formatter.clone())));
            formatter
        });
        formatter.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
    }

    fn make(language: Language, shape: Shape) -> Function {
        let locales = Array::of1(&language.locale().into());
        let text =
            |parts: &[(&str, &str)]| options(parts.iter().map(|(name, value)| (*name, JsValue::from_str(value))));
        // Days are shown in UTC, in which they are made: no time zone can move one to another day.
        let options = match shape {
            Shape::Number(digits) => {
                let options = options([("maximumFractionDigits", f64::from(digits).into())]);
                return Intl::NumberFormat::new(&locales, &options).format();
            }
            Shape::Day => text(&[("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", "UTC")]),
            Shape::Month => text(&[("month", "short"), ("year", "numeric"), ("timeZone", "UTC")]),
            Shape::Moment => text(&[("dateStyle", "short"), ("timeStyle", "short")]),
        };
        Intl::DateTimeFormat::new(&locales, &options).format().unchecked_into()
    }

    fn options<'name>(parts: impl IntoIterator<Item = (&'name str, JsValue)>) -> Object {
        let options = Object::new();
        for (name, value) in parts {
            // Setting a property on a fresh object cannot fail.
            drop(Reflect::set(&options, &name.into(), &value));
        }
        options
    }
}

#[cfg(target_arch = "wasm32")]
use formatters::{Shape, write};

/// A number with at most `digits` decimals.
#[cfg(target_arch = "wasm32")]
pub fn number(language: Language, value: f64, digits: u8) -> String {
    write(language, Shape::Number(digits), &value.into())
}

/// A number with at most `digits` decimals.
#[cfg(not(target_arch = "wasm32"))]
pub fn number(_: Language, value: f64, digits: u8) -> String {
    let text = format!("{value:.*}", usize::from(digits));
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A maturity, shortened for reading and never rounded up over a gate: 2.4999 is shown as 2.49, not 2.5.
pub fn maturity(language: Language, value: Maturity) -> String {
    number(language, hundredths_below(value), 2)
}

fn hundredths_below(value: Maturity) -> f64 {
    let (numerator, denominator) = value.terms();
    let hundredths = (numerator * 100).div_euclid(denominator);
    hundredths as f64 / 100.0
}

/// A day, for example "18 April 2027".
#[cfg(target_arch = "wasm32")]
pub fn date(language: Language, date: Date) -> String {
    write(language, Shape::Day, &noon(date))
}

#[cfg(target_arch = "wasm32")]
fn noon(date: Date) -> wasm_bindgen::JsValue {
    let (year, month, day) = date.civil();
    js_sys::Date::new(&format!("{year:04}-{month:02}-{day:02}T12:00:00Z").into()).into()
}

/// A month and year, short, for example "Apr 2027".
#[cfg(target_arch = "wasm32")]
pub fn month(language: Language, date: Date) -> String {
    write(language, Shape::Month, &noon(date))
}

/// A month and year, for example "2027-04".
#[cfg(not(target_arch = "wasm32"))]
pub fn month(_: Language, date: Date) -> String {
    date.to_string().get(..7).unwrap_or_default().to_owned()
}

/// A day, for example "2027-04-18".
#[cfg(not(target_arch = "wasm32"))]
pub fn date(_: Language, date: Date) -> String {
    date.to_string()
}

/// A moment as kept in a file (ISO 8601), as a day and time.
#[cfg(target_arch = "wasm32")]
pub fn moment(language: Language, iso: &str) -> String {
    let moment = js_sys::Date::new(&iso.into());
    if moment.get_time().is_nan() { iso.to_owned() } else { write(language, Shape::Moment, &moment.into()) }
}

/// A moment as kept in a file (ISO 8601).
#[cfg(not(target_arch = "wasm32"))]
pub fn moment(_: Language, iso: &str) -> String {
    iso.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_just_below_the_gate_is_never_shown_as_the_gate() {
        let just_below = Maturity::fraction(24_999, 10_000).unwrap();
        assert_eq!(maturity(Language::English, just_below), "2.49");
        assert_eq!(maturity(Language::English, Maturity::fraction(5, 2).unwrap()), "2.5");
        assert_eq!(maturity(Language::English, Maturity::fraction(3, 1).unwrap()), "3");
    }
}
