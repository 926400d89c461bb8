//! What opens in Belfry again, with random dossiers and hostile texts.

use super::cases::{Bench, HOSTILE, dossiers, now};
use belfry_dossier::Dossier;
use belfry_engine::level::{AssuranceLevel, ScoredLevel};
use belfry_exchange::export::{
    json, oscal,
    read::{Held, Opened, ReadError, read},
    xlsx,
};
use proptest::{prelude::*, test_runner::TestRunner};

/// What workbook and OSCAL hold of a dossier that aims for a level.
fn answers(dossier: &Dossier, target: AssuranceLevel) -> Dossier {
    Dossier {
        name: dossier.name.clone(),
        target: Some(target),
        framework: dossier.framework.clone(),
        assessments: [(
            dossier.framework.clone(),
            dossier.assessments.get(&dossier.framework).cloned().unwrap_or_default(),
        )]
        .into_iter()
        .collect(),
        ..Dossier::default()
    }
}

/// What opening gives when nothing was cut.
fn opened(dossier: Dossier, held: Held) -> Result<Opened, ReadError> {
    Ok(Opened { dossier, held, cut: Vec::new() })
}

#[test]
fn what_was_exported_opens_as_it_was() {
    let bench = Bench::new("de");
    let mut runner = TestRunner::new(ProptestConfig { cases: 32, ..ProptestConfig::default() });
    runner
        .run(&dossiers(&bench.content), |dossier| {
            let (files, target) = bench.export(&dossier, now(), |subject| {
                let files = [xlsx::write(subject, &bench.words), oscal::results(subject, &bench.words).into_bytes()];
                (files, subject.report.advice.target)
            });
            for file in files {
                prop_assert_eq!(read(&file, &bench.content), opened(answers(&dossier, target), Held::Answers));
            }
            let report = bench.export(&dossier, now(), json::write);
            prop_assert_eq!(read(report.as_bytes(), &bench.content), opened(dossier, Held::Everything));
            Ok(())
        })
        .unwrap();
}

#[test]
fn answers_open_at_the_level_that_they_were_given_for_though_the_scope_does_not_travel() {
    let bench = Bench::new("nl");
    let dossier = Dossier { target: None, ..bench.full(AssuranceLevel::Basic) };
    let (total, level, files) = bench.export(&dossier, now(), |subject| {
        let files = [xlsx::write(subject, &bench.words), oscal::results(subject, &bench.words).into_bytes()];
        (subject.report.method().total, subject.report.level, files)
    });
    assert_ne!(level, ScoredLevel::Basic, "the class of this entity asks more");
    for file in files {
        let again = read(&file, &bench.content).unwrap().dossier;
        let found = bench.export(&again, now(), |subject| (subject.report.method().total, subject.report.level));
        assert_eq!(found, (total, level));
    }
}

#[test]
fn hostile_texts_come_back_to_the_letter() {
    let bench = Bench::new("fr");
    for text in HOSTILE {
        let dossier = bench.hostile(text);
        let (files, target) = bench.export(&dossier, now(), |subject| {
            let files = [xlsx::write(subject, &bench.words), oscal::results(subject, &bench.words).into_bytes()];
            (files, subject.report.advice.target)
        });
        for (file, name) in files.iter().zip(["the workbook", "OSCAL"]) {
            let expected = opened(answers(&dossier, target), Held::Answers);
            assert_eq!(read(file, &bench.content), expected, "{text:?} in {name}");
        }
    }
}

#[test]
fn a_text_that_no_cell_holds_is_named_and_left_out_never_cut_silently() {
    let bench = Bench::new("en");
    let long = "long ".repeat(8_000);
    let dossier = bench.hostile(&long);
    let workbook = bench.export(&dossier, now(), |subject| xlsx::write(subject, &bench.words));
    let opened = read(&workbook, &bench.content).unwrap();
    let first = bench.content.newest.requirements[0].id;
    assert!(opened.cut.contains(&"name".to_owned()) && opened.cut.contains(&format!("{first} note")));
    assert_eq!(opened.dossier.record(first).note, "");
    assert_eq!(opened.dossier.record(first).documentation, dossier.record(first).documentation);
}

#[test]
fn other_files_are_refused_with_their_reason() {
    let bench = Bench::new("en");
    let refused = |bytes: &[u8]| read(bytes, &bench.content).unwrap_err();
    assert_eq!(refused(b"PK\x03\x04 nothing"), ReadError::NotOurs);
    let foreign = belfry_exchange::xlsx::write(&belfry_exchange::table::Sheet {
        name: "A".to_owned(),
        rows: vec![vec!["kind".to_owned(), "else".to_owned()]],
    });
    assert_eq!(refused(&foreign), ReadError::NotOurs);
    assert_eq!(refused(b"{\"assessment-results\": {\"metadata\": {}}}"), ReadError::NotOurs);
    assert!(matches!(refused(b"{}"), ReadError::Open(_)));
    let dossier = bench.hostile("x");
    let results = bench.export(&dossier, now(), |subject| oscal::results(subject, &bench.words));
    let wrong = results.replacen("\"value\": \"2\"", "\"value\": \"9\"", 1);
    assert!(matches!(refused(wrong.as_bytes()), ReadError::Open(_)), "a score of 9");
    let twice = results.replacen("\"value\": \"GV.OC-02.1\"", "\"value\": \"GV.OC-01.1\"", 1);
    assert_eq!(refused(twice.as_bytes()), ReadError::Twice("GV.OC-01.1".to_owned()));
}
