//! Filling and reading back, with workbooks made here.

use super::{
    answers::{catalogue, content, dossier, dossiers, id, ledger, not_applicable, scored},
    files::{Values, assert_only_answers_changed, assert_summary_is, parts, text},
    made::{Edition, Holds, Made, Sheet, place},
};
use belfry_dossier::{Dossier, record::Record};
use belfry_engine::{catalogue::Dimension, date::Date, level::ScoredLevel};
use belfry_exchange::workbook::{FillError, Filled, Filling, LONGEST, Left, Warning, WhyLeft, fill, read};
use proptest::prelude::*;

const BASIC: Edition = Edition::Of2025(ScoredLevel::Basic);
const ESSENTIAL: Edition = Edition::Of2025(ScoredLevel::Essential);

fn made(edition: Edition) -> Made {
    Made::new(edition, catalogue(edition.framework()))
}

fn filled(bytes: &[u8], dossier: &Dossier, level: ScoredLevel) -> Filled {
    fill(bytes, dossier, Filling { level: Some(level), completed_on: None }, content()).unwrap()
}

/// Whether a cell is one of answers or remarks: in these editions, in the columns F to M of rows below the headings.
pub fn is_entered(_: &str, cell: &str) -> bool {
    let (row, column) = place(cell);
    row > 2 && (6..=13).contains(&column)
}

fn round_trip(edition: Edition, level: ScoredLevel, dossier: &Dossier) {
    let catalogue = catalogue(edition.framework());
    let before = made(edition).bytes();
    let after = filled(&before, dossier, level);
    assert_eq!((after.left, after.not_worked_out), (vec![], vec![]));
    let read = read(&after.bytes, content()).unwrap();
    assert_eq!(read.warnings, []);
    assert_eq!(read.at(level).unwrap().warnings, []);
    assert_eq!(read.likeliest(), level);
    assert_eq!(read.dossier(level).as_ref(), Some(dossier));
    assert_only_answers_changed(&before, &after.bytes, &is_entered);
    let card = ledger(dossier, catalogue, level);
    assert_summary_is(&Values::of(&after.bytes), catalogue, level, &card, "M4");
    // The chart draws the category scores after an empty cell.
    let chart = edition.levels().iter().position(|one| *one == level).unwrap() + 1;
    let chart = text(&after.bytes, &format!("xl/charts/chart{chart}.xml"));
    for (at, category) in (1..).zip(&card.categories) {
        let point = chart.split(&format!("<c:pt idx=\"{at}\"><c:v>")).nth(1).unwrap().split('<').next().unwrap();
        assert!((point.parse::<f64>().unwrap() - category.maturity.unwrap().to_f64()).abs() < 1e-12);
    }
    assert_eq!(filled(&after.bytes, dossier, level).bytes, after.bytes, "filling again changes nothing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn basic_2025_gives_the_dossier_back(dossier in dossiers("cyfun-2025", ScoredLevel::Basic)) {
        round_trip(BASIC, ScoredLevel::Basic, &dossier);
    }

    #[test]
    fn important_2025_gives_the_dossier_back(dossier in dossiers("cyfun-2025", ScoredLevel::Important)) {
        round_trip(Edition::Of2025(ScoredLevel::Important), ScoredLevel::Important, &dossier);
    }

    #[test]
    fn essential_2025_gives_the_dossier_back(dossier in dossiers("cyfun-2025", ScoredLevel::Essential)) {
        round_trip(ESSENTIAL, ScoredLevel::Essential, &dossier);
    }

    #[test]
    fn a_level_of_2023_gives_the_dossier_back(
        (level, dossier) in prop::sample::select(ScoredLevel::ALL.to_vec())
            .prop_flat_map(|level| (Just(level), dossiers("cyfun-2023", level)))
    ) {
        round_trip(Edition::Of2023, level, &dossier);
    }
}

#[test]
fn what_is_open_keeps_its_cell_and_is_named() {
    let catalogue = catalogue("cyfun-2025");
    let half = Record { implementation: None, note: "half".to_owned(), ..scored(4, 1) };
    let unknown = Record { stance: belfry_dossier::record::Stance::Unknown, ..scored(5, 5) };
    let records = vec![
        (id("GV.OC-03.1"), half),
        (id("ID.RA-05.1"), unknown),
        (id("PR.AT-01.1"), scored(3, 2)),
        (id("GV.OC-01.1"), scored(2, 2)),
    ];
    let dossier = dossier(catalogue, ScoredLevel::Basic, records);
    let mut workbook = made(BASIC);
    workbook.sheet("GOVERN").set("G3", Holds::Number(2.0));
    let result = filled(&workbook.bytes(), &dossier, ScoredLevel::Basic);
    let why = |wanted: &str| result.left.iter().find(|left| left.requirement == id(wanted)).map(|left| left.why);
    assert_eq!(why("GV.OC-03.1"), Some(WhyLeft::HalfOpen(Dimension::Implementation)));
    assert_eq!(why("ID.RA-05.1"), Some(WhyLeft::Open));
    assert_eq!(why("ID.AM-01.1"), Some(WhyLeft::Open));
    assert_eq!(why("GV.OC-01.1"), Some(WhyLeft::NotAtThisLevel));
    assert_eq!(why("PR.AT-01.1"), None);
    assert_eq!(result.left.len(), 34);
    let found = read(&result.bytes, content()).unwrap();
    let records = &found.at(ScoredLevel::Basic).unwrap().records;
    let record = |wanted: &str| records.iter().find(|(one, _)| *one == id(wanted)).unwrap().1.clone();
    assert_eq!(record("GV.OC-03.1"), Record { note: "half".to_owned(), ..scored(4, 2) });
    assert_eq!(record("ID.RA-05.1"), scored(1, 1));
    assert_eq!(record("PR.AT-01.1"), scored(3, 2));
    assert_eq!(found.at(ScoredLevel::Basic).unwrap().touched, 2);
}

#[test]
fn not_applicable_is_not_written_where_the_rules_forbid_it() {
    let forbidden = |edition: Edition, level, wanted: &str| {
        let catalogue = catalogue(edition.framework());
        let dossier = dossier(catalogue, level, vec![(id(wanted), not_applicable("no such thing here"))]);
        let result = filled(&made(edition).bytes(), &dossier, level);
        result.left.contains(&Left { requirement: id(wanted), why: WhyLeft::NotApplicableForbidden })
    };
    let important = Edition::Of2025(ScoredLevel::Important);
    assert!(forbidden(BASIC, ScoredLevel::Basic, "PR.AA-01.1"), "a key measure");
    assert!(forbidden(ESSENTIAL, ScoredLevel::Essential, "GV.RM-01.1"), "a management aspect");
    assert!(!forbidden(important, ScoredLevel::Important, "GV.RM-01.1"), "a management aspect at Important");
    assert!(forbidden(Edition::Of2023, ScoredLevel::Basic, "ID.AM-1.1"), "2023 knows no such answer");
}

#[test]
fn the_day_of_completion_is_written_only_when_it_is_given() {
    for edition in Edition::ALL {
        let level = edition.levels()[0];
        let catalogue = catalogue(edition.framework());
        let records = catalogue.at_level(level).map(|(_, requirement)| (requirement.id, scored(3, 3))).collect();
        let dossier = dossier(catalogue, level, records);
        let before = made(edition).bytes();
        let without = filled(&before, &dossier, level);
        assert_eq!(read(&without.bytes, content()).unwrap().completed_on, Date::parse("2026-02-20"));
        let filling = Filling { level: Some(level), completed_on: Date::parse("2026-11-26") };
        let with = fill(&before, &dossier, filling, content()).unwrap();
        assert_eq!(read(&with.bytes, content()).unwrap().completed_on, Date::parse("2026-11-26"));
        let introduction = |cell: &str| Values::of(&with.bytes).number("Introduction", cell);
        assert_eq!(introduction(edition.completion()) as i64, 46_352, "days since 30 December 1899");
        // The sheets repeat it.
        let sheet = if edition == Edition::Of2023 { "BASIC Details" } else { "GOVERN" };
        assert_eq!(Values::of(&with.bytes).number(sheet, "F1") as i64, 46_352);
        assert_only_answers_changed(&before, &with.bytes, &|name, cell| {
            is_entered(name, cell) || (name.ends_with("sheet1.xml") && cell == edition.completion())
        });
    }
}

#[test]
fn nothing_that_somebody_typed_is_erased_where_the_dossier_is_silent() {
    let catalogue = catalogue("cyfun-2025");
    let level = ScoredLevel::Essential;
    let mut workbook = made(ESSENTIAL);
    // GV.OC-04.1 and GV.OC-04.2 share M7; GV.OC-01.1 has M3.
    workbook.sheet("GOVERN").set("M7", Holds::Text("GV.OC-04.1: first\nGV.OC-04.2: second".to_owned()));
    workbook.sheet("GOVERN").set("M3", Holds::Text("mine".to_owned()));
    workbook.sheet("GOVERN").set("N3", Holds::Text("the assessor's".to_owned()));
    let records = vec![(id("GV.OC-04.2"), Record { note: "anew".to_owned(), ..scored(2, 2) })];
    let result = filled(&workbook.bytes(), &dossier(catalogue, level, records), level);
    let found = read(&result.bytes, content()).unwrap();
    let note = |wanted: &str| {
        let records = &found.at(level).unwrap().records;
        records.iter().find(|(one, _)| *one == id(wanted)).unwrap().1.note.clone()
    };
    assert_eq!([note("GV.OC-01.1"), note("GV.OC-04.1"), note("GV.OC-04.2")], ["mine", "first", "anew"]);
    assert_eq!(found.at(level).unwrap().warnings, [Warning::AssessorRemarks { count: 1 }]);
}

#[test]
fn a_cell_that_the_sheet_does_not_have_yet_is_put_in_its_place() {
    let catalogue = catalogue("cyfun-2025");
    let mut workbook = made(BASIC);
    let sheet = workbook.sheet("GOVERN");
    sheet.cells.remove(&place("L3"));
    sheet.cells.remove(&place("F4"));
    sheet.set("N3", Holds::Text("after it".to_owned()));
    let records =
        vec![(id("GV.OC-03.1"), Record { note: "new".to_owned(), ..scored(2, 3) }), (id("GV.RM-03.1"), scored(4, 5))];
    let result = filled(&workbook.bytes(), &dossier(catalogue, ScoredLevel::Basic, records), ScoredLevel::Basic);
    let values = Values::of(&result.bytes);
    assert_eq!(values.at("GOVERN", "L3"), calamine::Data::String("new".to_owned()));
    assert_eq!(values.number("GOVERN", "F4") as u8, 4);
    let xml = text(&result.bytes, "xl/worksheets/sheet2.xml");
    let order = |cell: &str| xml.find(&format!("r=\"{cell}\"")).unwrap();
    assert!(
        order("K3") < order("L3")
            && order("L3") < order("N3")
            && order("E4") < order("F4")
            && order("F4") < order("G4")
    );
}

#[test]
fn the_level_comes_from_the_request_the_workbook_or_the_dossier() {
    let older = catalogue("cyfun-2023");
    let bytes = made(Edition::Of2023).bytes();
    let mut answered = dossier(older, ScoredLevel::Important, vec![(id("ID.AM-1.1"), scored(2, 2))]);
    let level = |dossier: &Dossier, level| {
        fill(&bytes, dossier, Filling { level, completed_on: None }, content()).map(|filled| filled.level)
    };
    assert_eq!(level(&answered, None), Ok(ScoredLevel::Important));
    assert_eq!(level(&answered, Some(ScoredLevel::Basic)), Ok(ScoredLevel::Basic));
    answered.target = None;
    assert_eq!(level(&answered, None), Err(FillError::WhichLevel(ScoredLevel::ALL.to_vec())));
    let newer = dossier(catalogue("cyfun-2025"), ScoredLevel::Essential, vec![(id("GV.OC-03.1"), scored(2, 2))]);
    let basic = made(BASIC).bytes();
    let filling = |level| fill(&basic, &newer, Filling { level, completed_on: None }, content());
    assert_eq!(filling(None).unwrap().level, ScoredLevel::Basic);
    let wanted = ScoredLevel::Important;
    assert_eq!(filling(Some(wanted)), Err(FillError::NoSuchLevel { wanted, found: vec![ScoredLevel::Basic] }));
}

#[test]
fn what_cannot_be_filled_is_refused_with_the_cell() {
    let catalogue = catalogue("cyfun-2025");
    let level = ScoredLevel::Basic;
    let records = vec![(id("GV.OC-03.1"), Record { note: "n".to_owned(), ..scored(2, 2) })];
    let answered = dossier(catalogue, level, records);
    let refused = |change: &dyn Fn(&mut Made), dossier: &Dossier, completed_on| {
        let mut workbook = made(BASIC);
        change(&mut workbook);
        fill(&workbook.bytes(), dossier, Filling { level: None, completed_on }, content()).unwrap_err()
    };
    let reason = |error: FillError| error.to_string();
    let empty = dossier(catalogue, level, vec![]);
    assert_eq!(reason(refused(&|_| {}, &empty, None)), "the dossier has no answers to cyfun-2025");
    let formula = |book: &mut Made| book.sheet("GOVERN").set("F3", Holds::Formula("1+1".to_owned(), 2.0));
    assert_eq!(reason(refused(&formula, &answered, None)), "GOVERN!F3: a formula where an answer belongs");
    let strange = |book: &mut Made| book.sheet("GOVERN").set("H3", Holds::Formula("VLOOKUP(F3,G3,1)".to_owned(), 2.0));
    assert_eq!(reason(refused(&strange, &answered, None)), "GOVERN!H3: a formula that no known edition has");
    let circle = |book: &mut Made| book.sheet("GOVERN").set("H3", Holds::Formula("J3".to_owned(), 1.0));
    assert!(reason(refused(&circle, &answered, None)).ends_with("a formula that no known edition has"));
    let no_day = |book: &mut Made| {
        book.sheet("GOVERN").cells.remove(&place("F1"));
    };
    let day = Date::parse("2026-11-26");
    assert_eq!(refused(&no_day, &answered, day), FillError::NoCompletionCell);
    let no_row = |book: &mut Made| {
        book.sheet("Introduction").cells.remove(&place("T27"));
    };
    assert_eq!(reason(refused(&no_row, &answered, day)), "Introduction!T27: no row to write it in");
    let long = Record { note: "é".repeat(LONGEST + 1), ..scored(1, 1) };
    let error = refused(&|_| {}, &dossier(catalogue, level, vec![(id("GV.OC-03.1"), long)]), None);
    assert_eq!(reason(error), "GOVERN!L3: a remark of 32768 letters, where a cell holds 32767");
    let older = dossier(super::answers::catalogue("cyfun-2023"), level, vec![(id("ID.AM-1.1"), scored(1, 1))]);
    assert_eq!(reason(refused(&|_| {}, &older, None)), "the dossier has no answers to cyfun-2025");
}

#[test]
fn a_sheet_of_somebody_else_stays_and_its_strange_figures_are_named() {
    let mut workbook = made(BASIC);
    let mut own = Sheet::named("Our notes");
    own.set("A1", Holds::Formula("VLOOKUP(GOVERN!F3,A2:A3,1)".to_owned(), 1.0));
    own.set("A2", Holds::Formula("GOVERN!F3+COUNTIF(GOVERN!F3:G4,3)".to_owned(), 1.0));
    workbook.sheets.push(own);
    let before = workbook.bytes();
    let answered = dossier(catalogue("cyfun-2025"), ScoredLevel::Basic, vec![(id("GV.OC-03.1"), scored(3, 3))]);
    let result = filled(&before, &answered, ScoredLevel::Basic);
    assert_eq!(result.not_worked_out.iter().map(ToString::to_string).collect::<Vec<_>>(), ["'Our notes'!A1"]);
    assert_eq!(Values::of(&result.bytes).number("Our notes", "A2") as u8, 5);
    assert_only_answers_changed(&before, &result.bytes, &is_entered);
}

#[test]
fn a_cell_with_a_prefix_keeps_it() {
    // Some programs put a prefix before every name.
    let catalogue = catalogue("cyfun-2025");
    let before = made(BASIC).bytes();
    let xml = text(&before, "xl/worksheets/sheet2.xml");
    let prefixed = ["worksheet", "sheetData", "row", "c", "v", "f", "mergeCells", "mergeCell", "sheetProtection"]
        .iter()
        .fold(xml.replace("xmlns=", "xmlns:x="), |xml, name| {
            let opened = [" ", ">", "/>"]
                .iter()
                .fold(xml, |xml, end| xml.replace(&format!("<{name}{end}"), &format!("<x:{name}{end}")));
            opened.replace(&format!("</{name}>"), &format!("</x:{name}>"))
        });
    let bytes = with_part(&before, "xl/worksheets/sheet2.xml", &prefixed);
    let records = vec![(id("GV.OC-03.1"), Record { note: "a & b".to_owned(), ..scored(3, 2) })];
    let after = filled(&bytes, &dossier(catalogue, ScoredLevel::Basic, records), ScoredLevel::Basic);
    let changed = text(&after.bytes, "xl/worksheets/sheet2.xml");
    assert!(changed.contains("<x:c r=\"F3\" s=\"1\"><x:v>3</x:v></x:c>"));
    assert!(changed.contains(
        "<x:c r=\"L3\" s=\"1\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">a &amp; b</x:t></x:is></x:c>"
    ));
    assert_eq!(read(&after.bytes, content()).unwrap().at(ScoredLevel::Basic).unwrap().touched, 1);
}

/// The file with one part written otherwise.
pub fn with_part(bytes: &[u8], name: &str, text: &str) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).unwrap();
        if part.name() == name {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        } else {
            writer.raw_copy_file(part).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn parts_are_told_apart_by_their_bytes() {
    // The check above must be able to fail.
    let before = made(BASIC).bytes();
    let other = with_part(&before, "customXml/item1.xml", "<own thing=\"lost\"/>");
    assert_ne!(parts(&before), parts(&other));
    let meddled = with_part(
        &before,
        "xl/worksheets/sheet2.xml",
        &text(&before, "xl/worksheets/sheet2.xml").replace("sheet=\"1\"", "sheet=\"0\""),
    );
    for changed in [other, meddled] {
        let noticed = std::panic::catch_unwind(|| assert_only_answers_changed(&before, &changed, &is_entered));
        assert!(noticed.is_err());
    }
}
