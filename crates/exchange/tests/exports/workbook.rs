//! The workbook, read by `calamine`, and edited as somebody in Excel would.

use super::cases::{Bench, HOSTILE, now};
use belfry_dossier::record::Stance;
use belfry_engine::{
    catalogue::Ledger,
    date::Date,
    identifier::RequirementId,
    level::{AssuranceLevel, ScoredLevel},
    maturity::Score,
};
use belfry_exchange::export::{
    read::{ReadError, read},
    wording::{Label, Words},
    xlsx,
};
use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Read, Write};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

pub type Book<'bytes> = Xlsx<Cursor<&'bytes [u8]>>;

pub fn open(bytes: &[u8]) -> Book<'_> {
    calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

pub fn texts(book: &mut Book<'_>, at: usize) -> Vec<Vec<Data>> {
    let range = book.worksheet_range_at(at).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

/// The workbook with one part changed.
pub fn with_part(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let part = file.name().to_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        writer.start_file(&part, SimpleFileOptions::default()).unwrap();
        writer.write_all(if part == name { change(text) } else { text }.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn there_is_a_sheet_for_each_subject_and_figures_are_figures() {
    let bench = Bench::new("en");
    let dossier = bench.full(AssuranceLevel::Essential);
    bench.export(&dossier, now(), |subject| {
        let bytes = xlsx::write(subject, &bench.words);
        let mut book = open(&bytes);
        assert_eq!(book.sheet_names(), ["Answers", "Scores", "Roadmap", "Evidence", "belfry"]);
        let card = subject.report.method();
        let scores = texts(&mut book, 1);
        assert_eq!(scores[1][4], Data::Float(card.total.unwrap().to_f64()));
        assert_eq!(scores[1][7], Data::Float(218.0));
        assert_eq!(scores[5][6], Data::String("not yet".to_owned()));
        let total = book.worksheet_formula("Scores").unwrap().get_value((1, 4)).cloned().unwrap();
        assert!(total.starts_with("IFERROR(AVERAGE(E8,"), "{total}");
        for (category, row) in
            card.categories.iter().zip(scores.iter().filter(|row| row[5] == Data::Float(3.0) && row[7] != Data::Empty))
        {
            let id = &subject.catalogue().categories[category.category];
            assert_eq!(row[0], Data::String(id.to_string()));
            assert_eq!(row[4], Data::Float(category.maturity.unwrap().to_f64()));
        }
        let answers = texts(&mut book, 0);
        assert_eq!(answers.len(), 219);
        let due = belfry_exchange::sheets::serial(Date::parse("2027-02-01").unwrap()).to_string();
        assert!(
            matches!(&answers[1][16], Data::DateTime(found) if found.as_f64().to_string() == due),
            "{:?}",
            answers[1][16]
        );
        assert_eq!(texts(&mut book, 2).len(), subject.report.roadmap.tasks.len() + 1);
        assert_eq!(texts(&mut book, 3)[1][0], Data::String("Policy on passwords".to_owned()));
    });
}

#[test]
fn only_our_own_cells_are_formulas_whatever_somebody_typed() {
    let bench = Bench::new("en");
    let count = |bytes: &[u8]| {
        let mut book = open(bytes);
        let names = book.sheet_names();
        names.iter().map(|name| book.worksheet_formula(name).unwrap().used_cells().count()).sum::<usize>()
    };
    let plain =
        bench.export(&bench.full(AssuranceLevel::Essential), now(), |subject| xlsx::write(subject, &bench.words));
    for text in HOSTILE {
        let bytes = bench.export(&bench.hostile(text), now(), |subject| xlsx::write(subject, &bench.words));
        assert_eq!(count(&bytes), count(&plain), "{text:?}");
    }
}

#[test]
fn answers_that_were_changed_in_excel_come_back_changed_whatever_moved() {
    let bench = Bench::new("fr");
    let dossier = bench.full(AssuranceLevel::Basic);
    let bytes = bench.export(&dossier, now(), |subject| xlsx::write(subject, &bench.words));
    let id = RequirementId::parse("GV.OC-01.1").unwrap();
    assert_eq!(dossier.record(id).documentation, Score::new(2));
    let edited = with_part(&bytes, "xl/worksheets/sheet1.xml", |xml| {
        let edited = xml.replacen("<c r=\"I2\" s=\"0\"><v>2</v></c>", "<c r=\"I2\"><v>5</v></c>", 1);
        assert_ne!(edited, xml);
        let word = |label| format!(">{}<", bench.words.label(label));
        let marked = edited.replacen(&word(Label::StanceScored), &word(Label::StanceNotApplicable), 1);
        assert_ne!(marked, edited);
        marked
    });
    // The sheet was renamed.
    let edited =
        with_part(&edited, "xl/workbook.xml", |xml| xml.replacen("name=\"Réponses\"", "name=\"Mes réponses\"", 1));
    let opened = read(&edited, &bench.content).unwrap().dossier;
    assert_eq!(opened.record(id).documentation, Score::new(5));
    assert_eq!(opened.record(id).stance, Stance::NotApplicable);
    assert_eq!(opened.record(id).note, dossier.record(id).note);
    let impossible = with_part(&bytes, "xl/worksheets/sheet1.xml", |xml| {
        xml.replacen("<c r=\"I2\" s=\"0\"><v>2</v></c>", "<c r=\"I2\"><v>2.5</v></c>", 1)
    });
    let error = read(&impossible, &bench.content).unwrap_err();
    assert!(error.to_string().starts_with("dossier.assessments.cyfun-2025.GV.OC-01.1.documentation"), "{error}");
    let gone = with_part(&bytes, "xl/worksheets/sheet1.xml", |xml| xml.replacen(">Sur papier<", ">Autre<", 1));
    assert_eq!(read(&gone, &bench.content).unwrap_err(), ReadError::NoColumn("Sur papier".to_owned()));
}

#[test]
fn no_two_figures_of_the_method_are_nearer_than_what_the_formulas_round_away() {
    let bench = Bench::new("en");
    let common = |one: u64, other: u64| {
        let (mut greater, mut smaller) = (one, other);
        while smaller != 0 {
            (greater, smaller) = (smaller, greater % smaller);
        }
        one / greater * other
    };
    for catalogue in bench.content.catalogues() {
        for level in ScoredLevel::ALL {
            let structures = catalogue.structure(level, Ledger::Method);
            let category = |groups: &[Vec<usize>]| {
                // A half counts in whole numbers, or in halves where it does not apply; both are averaged once more.
                let groups_of = |group: &Vec<usize>| (1..=group.len() as u64).fold(1, common);
                groups.iter().map(groups_of).fold(1, common) * (1..=groups.len() as u64).fold(1, common) * 4
            };
            let all = structures.iter().map(|structure| category(&structure.documentation)).fold(1, common);
            let finest = 1.0 / (all * structures.len() as u64) as f64;
            assert!(finest > 1e-10, "{} {}: {finest}", catalogue.id, level.code());
        }
    }
}
