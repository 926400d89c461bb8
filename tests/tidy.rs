//! House rules that can be checked are tests.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    fs,
    path::{Path, PathBuf},
};

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    gather(Path::new(folder), &mut found);
    found.sort();
    found
}

fn gather(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

fn refuse(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_engine_knows_no_serde_no_clock_no_randomness_and_no_web() {
    let manifest = fs::read_to_string("crates/engine/Cargo.toml").unwrap();
    let dependencies = manifest.split_once("[dependencies]").unwrap().1.split_once('[').unwrap().0;
    let names: Vec<_> = dependencies
        .lines()
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(names, ["num-rational"]);
    let mut faults = Vec::new();
    for (path, text) in sources("crates/engine/src") {
        for word in ["SystemTime", "Instant::", "std::fs", "std::env", "std::net", "std::thread"] {
            if text.contains(word) {
                faults.push(format!("{}: {word}", path.display()));
            }
        }
    }
    refuse(&faults);
}

#[test]
fn only_the_app_knows_the_browser() {
    let mut faults = Vec::new();
    for folder in ["engine", "content", "dossier", "reader", "exchange", "cli"].map(|name| format!("crates/{name}/src"))
    {
        for (path, text) in sources(&folder) {
            for word in ["web_sys", "js_sys", "wasm_bindgen", "yew", "gloo"] {
                if text.contains(&format!("{word}::")) {
                    faults.push(format!("{}: {word}", path.display()));
                }
            }
        }
    }
    refuse(&faults);
}

#[test]
fn file_formats_know_no_files_and_no_clock() {
    let mut faults = Vec::new();
    for (path, text) in sources("crates/exchange/src") {
        for word in ["SystemTime", "Instant::", "std::fs", "std::env", "std::net", "std::thread"] {
            if text.contains(word) {
                faults.push(format!("{}: {word}", path.display()));
            }
        }
    }
    refuse(&faults);
}

#[test]
fn each_seam_of_the_browser_has_one_home() {
    let homes = [
        ("local_storage", "storage.rs"),
        ("Request::get", "words.rs"),
        ("HashHistory", "address.rs"),
        (".document()", "browser.rs main.rs app.rs"),
        (".location()", "address.rs"),
    ];
    let mut faults = Vec::new();
    for (path, text) in sources("src") {
        let name = path.file_name().unwrap().to_str().unwrap();
        for (word, home) in homes {
            if text.contains(word) && !home.split(' ').any(|home| home == name) {
                faults.push(format!("{}: {word} belongs in {home}", path.display()));
            }
        }
    }
    refuse(&faults);
}

#[test]
fn no_sentence_stands_in_the_code_of_a_page() {
    let mut faults = Vec::new();
    for (path, text) in sources("src/pages").into_iter().chain(sources("src/components")) {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            // A choice between two codes or classes is not markup.
            if code.contains("} else { \"") {
                continue;
            }
            // In markup a text is a literal in braces, or an attribute that people read.
            for opening in ["{ \"", "title=\"", "aria-label=\"", "placeholder=\"", "alt=\""] {
                let literal = code.split_once(opening).map(|(_, rest)| rest.split('"').next().unwrap_or_default());
                if literal.is_some_and(|literal| literal.chars().filter(|letter| letter.is_alphabetic()).count() > 1) {
                    faults.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
                }
            }
        }
    }
    refuse(&faults);
}

#[test]
fn no_component_knows_the_store_or_the_storage() {
    let mut faults = Vec::new();
    for (path, text) in sources("src/components") {
        let is_frame = path.ends_with("frame.rs") || path.ends_with("link.rs");
        for word in ["crate::state", "crate::storage", "crate::desk"] {
            if text.contains(word) && !is_frame {
                faults.push(format!("{}: {word}", path.display()));
            }
        }
    }
    refuse(&faults);
}

#[test]
fn styles_stay_below_the_app() {
    let sheet =
        ["belfry", "tools", "plan"].map(|name| fs::read_to_string(format!("static/styles/{name}.css")).unwrap());
    let mut faults = Vec::new();
    for (number, line) in sheet.iter().flat_map(|sheet| sheet.lines().enumerate()) {
        let selector = line.trim_end();
        if !selector.ends_with('{') || selector.trim_start().starts_with('@') {
            continue;
        }
        for part in selector.trim_end_matches('{').split(',') {
            let part = part.trim();
            let keyframe = part.ends_with('%') || matches!(part, "from" | "to");
            if !part.is_empty() && !part.starts_with(".belfry") && !keyframe && !part.ends_with(')') {
                faults.push(format!("{}: {part}", number + 1));
            }
        }
    }
    refuse(&faults);
}
