//! The texts keep to `docs/glossary.md`: one term for one thing, and none of the words that it rules out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_app::language::Language;
use serde_json::Value;
use std::fs;

/// Everything a language says, in small letters; search words apart, which are the words that people type.
fn said(language: Language) -> String {
    fn gather(key: &str, value: &Value, into: &mut String) {
        match value {
            Value::String(text) if !key.ends_with(".search") => {
                // What stands in braces is a place to fill, not a word.
                let words = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
                into.push_str(&words.collect::<String>().to_lowercase().replace('\u{a0}', " "));
                into.push('\n');
            }
            Value::Object(all) => all.iter().for_each(|(key, value)| gather(key, value, into)),
            _ => {}
        }
    }
    let mut text = String::new();
    for file in fs::read_dir(format!("static/texts/{}", language.code())).unwrap() {
        let value = serde_json::from_str(&fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
        gather("", &value, &mut text);
    }
    text
}

/// The rows of the table, one cell a language in the order of its columns.
fn rows() -> Vec<[String; 4]> {
    let page = fs::read_to_string("docs/glossary.md").unwrap();
    let row = |line: &str| -> Option<[String; 4]> {
        let cells: Vec<&str> = line.strip_prefix("| ")?.split(" | ").collect();
        Some([cells.first()?, cells.get(1)?, cells.get(2)?, cells.get(3)?].map(|cell| cell.trim().to_lowercase()))
    };
    page.lines().filter_map(row).skip(1).collect()
}

#[test]
fn every_term_is_used_and_nothing_ruled_out_is() {
    let rows = rows();
    assert!(rows.len() >= 20, "the table was read");
    let mut faults = Vec::new();
    let columns = [Language::English, Language::Dutch, Language::French, Language::German];
    for language in Language::ALL {
        let text = said(language);
        let column = columns.iter().position(|other| *other == language).unwrap();
        for row in &rows {
            let (terms, never) = row[column].split_once("; not: ").unwrap_or((&row[column], ""));
            if !terms.split(" / ").any(|term| text.contains(term)) {
                faults.push(format!("{}: nobody says “{terms}”", language.code()));
            }
            for word in never.split(", ").filter(|word| !word.is_empty()) {
                if let Some(line) = text.lines().find(|line| has_word(line, word)) {
                    faults.push(format!("{}: “{word}” in “{line}”", language.code()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether the line has the word by itself, not inside another.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
