//! `belfry export`: every format from the command line, in every language; and what opens again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_cli::{
    Surroundings,
    export::{Format, export, texts},
};
use belfry_content::Content;
use belfry_dossier::redact::Extent;
use belfry_engine::{date::Date, incident::Moment};
use belfry_exchange::export::wording::{Label, Words};
use clap::ValueEnum;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const LANGUAGES: [&str; 4] = ["en", "nl", "fr", "de"];

fn surroundings() -> Surroundings {
    Surroundings { content: Content::load().unwrap(), today: Date::parse("2026-11-26").unwrap() }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn now() -> Moment {
    Moment(Date::EPOCH.days_until(Date::parse("2026-11-26").unwrap()) * 24 * 60)
}

#[test]
fn every_saved_file_becomes_every_format_in_every_language() {
    let surroundings = surroundings();
    for language in LANGUAGES {
        let words = texts(&root().join("static/texts").join(language), &surroundings).unwrap();
        for file in ["v0.json", "v1.json", "v2.json"] {
            let saved = fs::read(root().join("tests/saved").join(file)).unwrap();
            for format in Format::value_variants() {
                let made = export(*format, &saved, &words, Extent::Whole, now(), &surroundings).unwrap();
                assert!(made.bytes.len() > 100 && made.cut.is_empty(), "{file} as {format:?}");
                // No word is missing: its key would stand there.
                let text = String::from_utf8_lossy(&made.bytes);
                for start in
                    ["rule.", "duty.", "note.", "deadline.", "fine.", "instrument.", "obligation.", "deviation."]
                {
                    let readable = matches!(format, Format::Ics | Format::Md | Format::Csv | Format::CsvRoadmap);
                    assert!(!readable || !text.contains(&format!(" {start}")), "{language} {format:?}: {start}");
                }
            }
        }
    }
}

#[test]
fn what_opens_in_belfry_opens_from_the_command_line_too() {
    let surroundings = surroundings();
    let words = texts(&root().join("static/texts/nl"), &surroundings).unwrap();
    let saved = fs::read(root().join("tests/saved/v2.json")).unwrap();
    let make = |format, bytes: &[u8]| export(format, bytes, &words, Extent::Whole, now(), &surroundings).unwrap().bytes;
    let value = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
    let dossier = value(&make(Format::Dossier, &saved));
    assert_eq!(value(&make(Format::Dossier, &make(Format::Json, &saved))), dossier);
    for format in [Format::Xlsx, Format::OscalAr] {
        let again = value(&make(Format::Dossier, &make(format, &saved)));
        for place in ["/framework", "/dossier/name", "/dossier/target", "/dossier/assessments/cyfun-2025"] {
            assert_eq!(again.pointer(place), dossier.pointer(place), "{format:?} {place}");
        }
    }
}

#[test]
fn what_is_read_by_people_can_leave_names_out_and_nothing_else_pretends_to() {
    let surroundings = surroundings();
    let words = texts(&root().join("static/texts/nl"), &surroundings).unwrap();
    let mut saved: Value = serde_json::from_slice(&fs::read(root().join("tests/saved/v2.json")).unwrap()).unwrap();
    saved["dossier"]["name"] = "Verstraete".into();
    saved["dossier"]["assessments"]["cyfun-2025"]["PR.AA-03.2"]["note"] = "Verstraete".into();
    let saved = saved.to_string().into_bytes();
    for format in Format::value_variants() {
        let made = export(*format, &saved, &words, Extent::Redacted, now(), &surroundings);
        match format {
            Format::Md => {
                let text = String::from_utf8(made.unwrap().bytes).unwrap();
                assert!(!text.contains("Verstraete") && text.contains("weggelaten"), "{text:.300}");
            }
            Format::Pdf | Format::Docx => {
                let whole = export(*format, &saved, &words, Extent::Whole, now(), &surroundings).unwrap();
                assert_ne!(made.unwrap().bytes, whole.bytes);
            }
            _ => assert!(made.is_err(), "{format:?} would hold names"),
        }
    }
}

#[test]
fn the_command_writes_the_file_and_says_so_and_refuses_what_it_cannot_read() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let out = folder.join("export.ics");
    let run = |file: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_belfry"));
        command.current_dir(root()).args([
            "export",
            "--to",
            "ics",
            "--language",
            "fr",
            "--on",
            "2026-11-26",
            file,
            "-o",
        ]);
        command.arg(&out).output().unwrap()
    };
    let good = run("tests/saved/v2.json");
    assert!(good.status.success());
    let line: Value = serde_json::from_slice(&good.stdout).unwrap();
    assert_eq!(line["to"], "ics");
    let written = fs::read_to_string(&out).unwrap();
    assert_eq!(line["bytes"], written.len());
    assert!(written.contains("DTSTAMP:20261126T000000Z") && written.contains("S’enregistrer"));
    let report = folder.join("export.pdf");
    let redacted = Command::new(env!("CARGO_BIN_EXE_belfry"))
        .current_dir(root())
        .args(["export", "--to", "pdf", "--redacted", "--on", "2026-11-26", "tests/saved/v2.json", "-o"])
        .arg(&report)
        .output()
        .unwrap();
    assert!(redacted.status.success());
    assert!(fs::read(&report).unwrap().starts_with(b"%PDF-1.7"));
    let bad = run("Cargo.toml");
    assert!(!bad.status.success());
    assert!(serde_json::from_slice::<Value>(&bad.stdout).unwrap()["error"]["message"].is_string());
}

#[test]
fn an_export_says_what_every_page_says_about_belfry() {
    let surroundings = surroundings();
    for language in LANGUAGES {
        let folder = root().join("static/texts").join(language);
        let words = texts(&folder, &surroundings).unwrap();
        let interface: Value = serde_json::from_str(&fs::read_to_string(folder.join("ui.json")).unwrap()).unwrap();
        assert_eq!(words.label(Label::Disclaimer), interface["frame.disclaimer"].as_str().unwrap());
    }
}
