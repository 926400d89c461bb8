//! Numbers, amounts and dates as the user's language writes them: the browser's `Intl`, and a plain form where there
//! is no browser (tests).

use crate::words::Language;
use belfry_engine::{date::Date, maturity::Maturity};

/// A number with at most `digits` decimals.
#[cfg(target_arch = "wasm32")]
pub fn number(language: Language, value: f64, digits: u8) -> String {
    let options = js_sys::Object::new();
    // Setting a property on a fresh object cannot fail.
    drop(js_sys::Reflect::set(&options, &"maximumFractionDigits".into(), &f64::from(digits).into()));
    let locales = js_sys::Array::of1(&locale(language).into());
    let format = js_sys::Intl::NumberFormat::new(&locales, &options).format();
    format
        .call1(&wasm_bindgen::JsValue::UNDEFINED, &value.into())
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
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
    shown(language, date, &[("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", "UTC")])
}

#[cfg(target_arch = "wasm32")]
fn shown(language: Language, date: Date, parts: &[(&str, &str)]) -> String {
    let (year, month, day) = date.civil();
    // Noon in UTC, shown in UTC: no time zone can move it to another day.
    let moment = js_sys::Date::new(&format!("{year:04}-{month:02}-{day:02}T12:00:00Z").into());
    let options = js_sys::Object::new();
    for (name, value) in parts {
        // Setting a property on a fresh object cannot fail.
        drop(js_sys::Reflect::set(&options, &(*name).into(), &(*value).into()));
    }
    moment.to_locale_date_string(locale(language), &options).into()
}

/// A month and year, short, for example "Apr 2027".
#[cfg(target_arch = "wasm32")]
pub fn month(language: Language, date: Date) -> String {
    shown(language, date, &[("month", "short"), ("year", "numeric"), ("timeZone", "UTC")])
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
    if moment.get_time().is_nan() {
        iso.to_owned()
    } else {
        moment.to_locale_string(locale(language), &js_sys::Object::new().into()).into()
    }
}

/// A moment as kept in a file (ISO 8601).
#[cfg(not(target_arch = "wasm32"))]
pub fn moment(_: Language, iso: &str) -> String {
    iso.to_owned()
}

#[cfg(target_arch = "wasm32")]
const fn locale(language: Language) -> &'static str {
    match language {
        Language::English => "en-GB",
    }
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
