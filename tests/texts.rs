//! The texts and the code agree: no sentence without a place, no place without a sentence, nothing official copied.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_app::{
    key::PATHS,
    language::Language,
    words::{LaterFiles, LaterWords, RequirementWords, Words},
};
use belfry_content::Content;
use belfry_dossier::plain::Style;
use belfry_engine::{identifier::RequirementId, level::ScoredLevel};
use std::{collections::BTreeSet, fs, path::Path, process::Command};

fn read(language: &str, file: &str) -> String {
    fs::read_to_string(format!("static/texts/{language}/{file}")).unwrap()
}

fn words(language: Language) -> Words {
    let file = |name| read(language.code(), name);
    let files = LaterFiles {
        pages: file("pages.json"),
        verdict: file("verdict.json"),
        framework: file("cyfun-2025.json"),
        older: file("cyfun-2023.json"),
        measures: file("measures.json"),
    };
    let later = LaterWords::parse(&files).unwrap();
    Words::parse(language, &file("ui.json"), &file("law.json")).unwrap().with_later(later)
}

/// The questions of Basic, which an owner meets.
fn basic(words: &Words) -> Vec<(RequirementId, RequirementWords)> {
    let content = Content::load().unwrap();
    let ids = content.newest.at_level(ScoredLevel::Basic).map(|(_, requirement)| requirement.id);
    ids.map(|id| (id, words.requirement(id).unwrap().clone())).collect()
}

#[test]
fn every_language_can_be_read_whole_and_every_requirement_has_its_words() {
    let content = Content::load().unwrap();
    for language in Language::ALL {
        let words = words(language).with_older(content.newest.succession.as_ref().unwrap());
        assert!(words.is_complete());
        for requirement in content.catalogues().flat_map(|catalogue| &catalogue.requirements) {
            let said = words.requirement(requirement.id);
            assert!(said.is_some_and(|said| !said.title.is_empty() && !said.question.is_empty()), "{}", requirement.id);
        }
    }
}

#[test]
fn the_questions_of_basic_take_a_newcomer_less_than_twenty_minutes() {
    for language in Language::ALL {
        let seconds: u64 = basic(&words(language)).iter().map(|(_, said)| said.seconds(Style::Plain)).sum();
        assert!(seconds < 20 * 60, "{}: {} minutes", language.code(), seconds.div_ceil(60));
    }
}

/// Words that an owner without IT staff need not know. How the rest was checked: `docs/reading-ease.md`.
const JARGON: [&str; 24] = [
    "endpoint",
    "hardening",
    "patch",
    "siem",
    "edr",
    "mfa",
    "iam",
    "rbac",
    "vlan",
    "vpn",
    "dmz",
    "asset",
    "baseline",
    "credential",
    "credentials",
    "governance",
    "compliance",
    "stakeholder",
    "stakeholders",
    "log-in",
    "malware",
    "ransomware",
    "phishing",
    "log",
];

#[test]
fn the_questions_of_basic_are_short_and_need_no_dictionary() {
    let mut faults = Vec::new();
    for language in Language::ALL {
        for (id, said) in basic(&words(language)) {
            let count = said.question.split_whitespace().count();
            if count > 32 {
                faults.push(format!("{} {id}: {count} words", language.code()));
            }
            let question = said.question.to_lowercase();
            let mut found = question.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
            if let Some(word) = found.find(|word| JARGON.contains(word)) {
                faults.push(format!("{} {id}: “{word}”", language.code()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
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

#[test]
fn texts_of_another_build_are_refused_whole() {
    let (interface, law) = (read("en", "ui.json"), read("en", "law.json"));
    assert!(Words::parse(Language::English, &interface, &law).is_ok());
    let renamed = interface.replacen("\"welcome.title\"", "\"welcome.titel\"", 1);
    assert!(Words::parse(Language::English, &renamed, &law).is_err());
    let longer = interface.replacen('{', "{ \"aaa\": \"new\",", 1);
    assert!(Words::parse(Language::English, &longer, &law).is_err());
}
