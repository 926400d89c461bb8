//! Every pair of colours that text or shapes are shown in has enough contrast, computed from the style sheet itself
//! (WCAG 2.2, success criteria 1.4.3 and 1.4.11).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

const TEXT: f64 = 4.5;
const SHAPE: f64 = 3.0;

/// Foreground, background, and what the pair must reach.
const PAIRS: [(&str, &str, f64); 33] = [
    ("ink", "paper", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "sunken", TEXT),
    ("ink", "action-tint", TEXT),
    ("ink", "bronze-tint", TEXT),
    ("ink", "met-tint", TEXT),
    ("ink", "short-tint", TEXT),
    ("ink", "unknown-tint", TEXT),
    ("soft", "paper", TEXT),
    ("soft", "surface", TEXT),
    ("soft", "sunken", TEXT),
    ("soft", "action-tint", TEXT),
    ("action", "paper", TEXT),
    ("action", "surface", TEXT),
    ("action", "action-tint", TEXT),
    ("action-strong", "action-tint", TEXT),
    ("on-action", "action", TEXT),
    ("on-action", "action-strong", TEXT),
    ("bronze", "paper", TEXT),
    ("bronze", "surface", TEXT),
    ("met", "surface", TEXT),
    ("met", "paper", TEXT),
    ("near", "surface", TEXT),
    ("near", "paper", TEXT),
    ("short", "surface", TEXT),
    ("short", "paper", TEXT),
    ("short", "short-tint", TEXT),
    ("unknown", "surface", TEXT),
    ("paper", "ink", TEXT),
    ("edge", "surface", SHAPE),
    ("edge", "paper", SHAPE),
    ("focus", "paper", SHAPE),
    ("focus", "surface", SHAPE),
];

#[test]
fn every_pair_of_colours_has_enough_contrast_in_light_and_dark() {
    let sheet = std::fs::read_to_string("static/styles/belfry.css").unwrap();
    let light = tokens(&sheet, ".belfry {");
    let mut dark = light.clone();
    dark.extend(tokens(&sheet, ".belfry[data-theme=\"dark\"] {"));
    let mut faults = Vec::new();
    for (theme, colours) in [("light", &light), ("dark", &dark)] {
        for (front, back, least) in PAIRS {
            let ratio = contrast(colours[front], colours[back]);
            if ratio < least {
                faults.push(format!("{theme}: {front} on {back} is {ratio:.2}, needs {least}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn both_themes_set_every_colour() {
    let sheet = std::fs::read_to_string("static/styles/belfry.css").unwrap();
    let light: Vec<_> = tokens(&sheet, ".belfry {").into_keys().collect();
    let dark: Vec<_> = tokens(&sheet, ".belfry[data-theme=\"dark\"] {").into_keys().collect();
    assert_eq!(light, dark);
}

/// The colour tokens of the first block that starts with `selector`.
fn tokens(sheet: &str, selector: &str) -> BTreeMap<String, [f64; 3]> {
    let block = sheet.split_once(selector).unwrap().1.split_once('}').unwrap().0;
    let token = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
        let digits = value.trim_end_matches(';');
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map(|byte| f64::from(byte) / 255.0);
        Some((name.to_owned(), [channel(0).unwrap(), channel(2).unwrap(), channel(4).unwrap()]))
    };
    block.lines().filter_map(token).collect()
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear =
        |channel: f64| if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}
