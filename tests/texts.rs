//! The texts and the code agree: no sentence without a place, no place without a sentence, nothing official copied.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_app::{
    key::PATHS,
    words::{Language, LaterWords, Words},
};
use std::{collections::BTreeSet, fs, path::Path, process::Command};

fn read(language: &str, file: &str) -> String {
    fs::read_to_string(format!("static/texts/{language}/{file}")).unwrap()
}

#[test]
fn every_language_can_be_read_whole() {
    for language in Language::ALL {
        let code = language.code();
        let words = Words::parse(language, &read(code, "ui.json"), &read(code, "law.json")).unwrap();
        let later = LaterWords::parse(&read(code, "cyfun-2025.json"), &read(code, "measures.json")).unwrap();
        assert!(words.with_later(later).is_complete());
    }
}

#[test]
fn every_sentence_of_the_interface_is_used_somewhere() {
    let mut code = String::new();
    gather(Path::new("src"), &mut code);
    let used: BTreeSet<&str> = code
        .split("Key::")
        .skip(1)
        .map(|rest| rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default())
        .collect();
    let orphans: Vec<_> =
        PATHS.iter().filter(|(key, _)| !used.contains(format!("{key:?}").as_str())).map(|(_, path)| path).collect();
    assert!(orphans.is_empty(), "nobody says these: {orphans:?}");
}

fn gather(folder: &Path, code: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, code);
        } else if path.file_name().is_some_and(|name| name != "key.rs") {
            code.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn no_run_of_nine_words_comes_from_the_official_texts() {
    let tool = Path::new("../shared/tools/own_words.py");
    if !tool.exists() {
        println!("skipped: the official texts are not beside this checkout");
        return;
    }
    let output = Command::new("python3").arg(tool).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("; 0 nine-word runs from official texts"), "{said}");
}
