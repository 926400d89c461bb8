//! Looks that come with a later Wasm module. They are put beside those of the page as a sheet that scripts made, which no
//! content security policy forbids, in the page or in the shadow root that the app stands in.

use js_sys::{Array, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Element};

thread_local! {
    /// The sheets made so far, by their text: each stands once in a page, however many apps do.
    static MADE: RefCell<Vec<(&'static str, CssStyleSheet)>> = const { RefCell::new(Vec::new()) };
}

const ADOPTED: &str = "adoptedStyleSheets";

/// Puts a sheet beside those around `root`; once.
pub fn adopt(root: &Element, css: &'static str) {
    let around = root.get_root_node();
    let is_page = around.is_instance_of::<web_sys::Document>();
    let Some(sheet) = made(css, is_page) else { return };
    let Ok(adopted) = Reflect::get(&around, &ADOPTED.into()) else { return };
    let sheets = Array::from(&adopted);
    if !sheets.includes(&sheet, 0) {
        sheets.push(&sheet);
        // A browser that cannot (before 2023) shows the tools plainly.
        let _ = Reflect::set(&around, &ADOPTED.into(), &sheets);
    }
}

fn made(css: &'static str, is_page: bool) -> Option<JsValue> {
    let known = |made: &Vec<(&str, CssStyleSheet)>| {
        made.iter().find(|(text, _)| std::ptr::eq(*text, css)).map(|(_, sheet)| sheet.clone().into())
    };
    if let Some(sheet) = MADE.with_borrow(known) {
        return Some(sheet);
    }
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(&if is_page { css.to_owned() } else { conditions_in_pixels(css) }).ok()?;
    MADE.with_borrow_mut(|made| made.push((css, sheet.clone())));
    Some(sheet.into())
}

/// In somebody else's page the size of its root's letters says nothing about ours: conditions count in pixels.
fn conditions_in_pixels(css: &str) -> String {
    let lines = css.split('\n').map(|line| if line.starts_with('@') { pixels(line) } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}

fn pixels(condition: &str) -> String {
    const PIXELS_A_REM: f64 = 16.0;
    let word = |word: &str| {
        let number = word.trim_start_matches('(').split("rem").next().and_then(|number| number.parse::<f64>().ok());
        match number.filter(|_| word.contains("rem")) {
            Some(rem) => format!("{}px{}", rem * PIXELS_A_REM, word.split_once("rem").map_or("", |(_, rest)| rest)),
            None => word.to_owned(),
        }
    };
    condition.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_count_in_pixels_and_nothing_else_changes() {
        let css = ".a{width:calc(2 * var(--rem, 1rem))}\n@container belfry (max-width: 52.5rem) {\n.b{c:d}";
        let expected = ".a{width:calc(2 * var(--rem, 1rem))}\n@container belfry (max-width: 840px) {\n.b{c:d}";
        assert_eq!(conditions_in_pixels(css), expected);
    }
}
