//! Which files are read, which are refused and why, and what is said of what stands in them.

use super::{
    answers::{catalogue, content, id, not_applicable, scored},
    filled::with_part,
    made::{Edition, Holds, Made, place},
};
use belfry_dossier::record::{Record, Stance};
use belfry_engine::{catalogue::Dimension, date::Date, identifier::FrameworkId, level::ScoredLevel};
use belfry_exchange::workbook::{LevelRead, NotThisWorkbook, Warning, explain, read};
use proptest::prelude::*;

const BASIC: Edition = Edition::Of2025(ScoredLevel::Basic);

fn made(edition: Edition) -> Made {
    Made::new(edition, catalogue(edition.framework()))
}

#[test]
fn every_edition_is_known_by_what_its_sheets_hold() {
    for edition in Edition::ALL {
        let read = read(&made(edition).bytes(), content()).unwrap();
        assert_eq!(read.framework.as_str(), edition.framework());
        assert_eq!(read.levels.iter().map(|level| level.level).collect::<Vec<_>>(), edition.levels());
        assert_eq!(read.warnings, []);
        for level in &read.levels {
            let catalogue = catalogue(edition.framework());
            let expected: Vec<_> = catalogue.at_level(level.level).map(|(_, requirement)| requirement.id).collect();
            assert_eq!(level.records.iter().map(|(id, _)| *id).collect::<Vec<_>>(), expected, "slips and all");
        }
    }
}

#[test]
fn a_workbook_as_it_came_says_one_everywhere_and_is_told_as_untouched() {
    for edition in Edition::ALL {
        let read = read(&made(edition).bytes(), content()).unwrap();
        for level in &read.levels {
            assert_eq!((level.touched, level.warnings.as_slice()), (0, [Warning::Untouched].as_slice()));
            assert!(level.records.iter().all(|(_, record)| *record == scored(1, 1)));
        }
        assert_eq!(read.likeliest(), *edition.levels().last().unwrap());
    }
}

fn refusal(edition: Edition, change: impl Fn(&mut Made)) -> String {
    let mut workbook = made(edition);
    change(&mut workbook);
    read(&workbook.bytes(), content()).unwrap_err().to_string()
}

#[test]
fn what_is_changed_or_foreign_is_refused_with_the_sheet_or_cell() {
    let lacks = |sheet: &'static str| move |book: &mut Made| book.sheets.retain(|one| one.name != sheet);
    assert_eq!(refusal(BASIC, lacks("DETECT")), "no sheet \"DETECT\"");
    assert_eq!(refusal(BASIC, lacks("BASIC Summary")), "no sheet \"ESSENTIAL Summary\"");
    assert_eq!(refusal(Edition::Of2023, lacks("IMPORTANT Details")), "no sheet \"IMPORTANT Details\"");
    assert_eq!(refusal(Edition::Of2023, lacks("IMPORTANT Summary")), "no sheet \"IMPORTANT Summary\"");
    let only_cover = |book: &mut Made| book.sheets.truncate(1);
    assert_eq!(refusal(BASIC, only_cover), "a workbook, but not the official self-assessment");

    let text = |text: &str| Holds::Text(text.to_owned());
    let heading = |cell: &'static str| move |book: &mut Made| book.sheet("PROTECT").set(cell, text("Something else"));
    assert_eq!(refusal(BASIC, heading("G2")), "PROTECT: no column for Implementation");
    assert_eq!(refusal(BASIC, heading("E2")), "PROTECT: no column for Requirement");
    assert_eq!(refusal(BASIC, heading("L2")), "PROTECT: no column for Comments");
    let no_headings = |book: &mut Made| book.sheet("PROTECT").cells.retain(|(row, _), _| *row != 2);
    assert_eq!(refusal(BASIC, no_headings), "PROTECT: no column for Documentation");

    let label = |label: &'static str| move |book: &mut Made| book.sheet("GOVERN").set("E4", text(label));
    assert_eq!(refusal(BASIC, label("GV.XX-09.1: new")), "GOVERN!E4: unknown requirement \"GV.XX-09.1\"");
    assert_eq!(refusal(BASIC, label("GV.OC-01.1: of Important")), "GOVERN!E4: unknown requirement \"GV.OC-01.1\"");
    assert_eq!(refusal(BASIC, label("no label")), "no row for requirement GV.RM-03.1 of level basic");
    assert_eq!(refusal(BASIC, label("GV.OC-03.1: again")), "GOVERN!E4: requirement GV.OC-03.1 a second time");
}

#[test]
fn what_is_no_workbook_is_refused() {
    let reason = |bytes: &[u8]| read(bytes, content()).unwrap_err();
    assert_eq!(reason(b""), NotThisWorkbook::NotAWorkbook);
    assert_eq!(reason(b"a;b;c"), NotThisWorkbook::NotAWorkbook);
    assert_eq!(reason(b"PK\x03\x04"), NotThisWorkbook::NotAWorkbook);
    assert_eq!(reason(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"), NotThisWorkbook::Enciphered);
    let bytes = made(BASIC).bytes();
    let broken = with_part(&bytes, "xl/worksheets/sheet3.xml", "<worksheet><sheetData><row></c></row>");
    assert_eq!(reason(&broken), NotThisWorkbook::NotAWorkbook);
    let twice = super::files::text(&bytes, "xl/worksheets/sheet3.xml").replace("r=\"F4\"", "r=\"F3\"");
    assert_eq!(reason(&with_part(&bytes, "xl/worksheets/sheet3.xml", &twice)), NotThisWorkbook::NotAWorkbook);
}

#[test]
fn rows_in_another_order_are_read_by_their_labels() {
    let mut workbook = made(BASIC);
    let sheet = workbook.sheet("GOVERN");
    let (third, fourth) = (sheet.cells[&place("E3")].clone(), sheet.cells[&place("E4")].clone());
    sheet.set("E3", fourth);
    sheet.set("E4", third);
    sheet.set("F3", Holds::Number(5.0));
    let read = read(&workbook.bytes(), content()).unwrap();
    let records = &read.at(ScoredLevel::Basic).unwrap().records;
    assert_eq!(records[0], (id("GV.RM-03.1"), scored(5, 1)));
}

/// What the first requirement of Basic says when its two cells hold these elements.
fn said(documentation: &str, implementation: &str) -> (Record, Vec<String>) {
    let mut workbook = made(BASIC);
    let cell = |name: &str, inside: &str| Holds::Raw(format!("<c r=\"{name}\"{inside}</c>"));
    workbook.sheet("GOVERN").set("F3", cell("F3", documentation));
    workbook.sheet("GOVERN").set("G3", cell("G3", implementation));
    let read = read(&workbook.bytes(), content()).unwrap();
    let LevelRead { records, warnings, .. } = read.at(ScoredLevel::Basic).unwrap().clone();
    let warnings = warnings.into_iter().filter(|warning| *warning != Warning::Untouched);
    (records[0].1.clone(), warnings.map(|warning| warning.to_string()).collect())
}

#[test]
fn every_kind_of_cell_is_read_or_reported() {
    let inline = |text: &str| format!(" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is>");
    let open = |dimension| Record { documentation: None, ..scored(1, 1) }.score(dimension);
    assert_eq!(open(Dimension::Documentation), None);
    let (record, warnings) = said("><v>4</v>", "><v>2.0</v>");
    assert_eq!((record, warnings.len()), (scored(4, 2), 0));
    let (record, warnings) = said("><v>4E0</v>", &inline("3"));
    assert_eq!(record, scored(4, 3));
    assert_eq!(warnings, ["GOVERN!G3: \"3\" was understood, but the workbook itself passes over it"]);
    let (record, warnings) = said("><v>6</v>", "><v>3.5</v>");
    assert_eq!(record, Record::default());
    assert_eq!(
        warnings,
        [
            "GOVERN!F3: \"6\" is no documentation score of GV.OC-03.1",
            "GOVERN!G3: \"3.5\" is no implementation score of GV.OC-03.1",
        ]
    );
    let (record, warnings) = said("><v>0</v>", &inline("about 3"));
    assert_eq!((record, warnings.len()), (Record::default(), 2));
    let (record, warnings) = said(" t=\"e\"><v>#REF!</v>", " t=\"b\"><v>1</v>");
    assert_eq!((record, warnings.len()), (Record::default(), 2));
    let (record, warnings) = said("><v></v>", "><v>2</v>");
    assert_eq!((record, warnings.len()), (Record { documentation: None, ..scored(1, 2) }, 0));
    for text in ["N/A", "n/a"] {
        let (record, warnings) = said("><v>4</v>", &inline(text));
        assert_eq!(record, Record { stance: Stance::NotApplicable, implementation: None, ..scored(4, 1) });
        assert_eq!(warnings, Vec::<String>::new());
    }
    let (record, warnings) = said(&inline(" N/A "), &inline("n.a."));
    assert_eq!(record, not_applicable(""));
    assert_eq!(warnings.len(), 2);
    let (record, warnings) = said("><f>2+2</f><v>4</v>", "><v>2</v>");
    assert_eq!((record, warnings.len()), (scored(4, 2), 0));
}

#[test]
fn not_applicable_is_no_answer_in_2023() {
    let mut workbook = made(Edition::Of2023);
    workbook.sheet("BASIC Details").set("G3", Holds::Text("N/A".to_owned()));
    let read = read(&workbook.bytes(), content()).unwrap();
    let level = read.at(ScoredLevel::Basic).unwrap();
    assert_eq!(level.records[0].1, Record { documentation: None, ..scored(1, 1) });
    assert_eq!(level.warnings.len(), 1);
    assert!(matches!(&level.warnings[0], Warning::Unreadable { found, .. } if found == "N/A"));
}

#[test]
fn remarks_are_kept_with_whose_they_are() {
    let mut workbook = made(Edition::Of2025(ScoredLevel::Essential));
    let text = |text: &str| Holds::Text(text.to_owned());
    let sheet = workbook.sheet("GOVERN");
    sheet.set("M3", text("  two\nlines "));
    sheet.set("M7", text("for one of the two"));
    sheet.set("G4", text("N/A"));
    sheet.set("M4", text("we have none"));
    sheet.set("M90", text("beside nothing"));
    let read = read(&workbook.bytes(), content()).unwrap();
    let level = read.at(ScoredLevel::Essential).unwrap();
    let record = |wanted: &str| level.records.iter().find(|(one, _)| *one == id(wanted)).unwrap().1.clone();
    assert_eq!(record("GV.OC-01.1").note, "  two\nlines ");
    assert_eq!(
        (record("GV.OC-02.1").justification, record("GV.OC-02.1").note),
        ("we have none".to_owned(), String::new())
    );
    assert_eq!([record("GV.OC-04.1").note, record("GV.OC-04.2").note], ["for one of the two", ""]);
    assert_eq!(level.touched, 3);
    assert_eq!(
        level.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "GOVERN!M7: a remark for one of [GV.OC-04.1, GV.OC-04.2], given to the first",
            "GOVERN!M90: a remark beside no requirement: \"beside nothing\"",
        ]
    );
}

#[test]
fn the_level_that_was_filled_in_is_the_likeliest_of_2023() {
    let mut workbook = made(Edition::Of2023);
    workbook.sheet("IMPORTANT Details").set("G3", Holds::Number(2.0));
    workbook.sheet("IMPORTANT Details").set("G4", Holds::Number(2.0));
    workbook.sheet("ESSENTIAL Details").set("G3", Holds::Number(3.0));
    let read = read(&workbook.bytes(), content()).unwrap();
    assert_eq!(read.likeliest(), ScoredLevel::Important);
    assert_eq!(read.warnings, [Warning::SeveralLevels(vec![ScoredLevel::Important, ScoredLevel::Essential])]);
    let dossier = read.dossier(ScoredLevel::Important).unwrap();
    assert_eq!(dossier.target, Some(ScoredLevel::Important.assurance()));
    assert_eq!(dossier.framework, FrameworkId::known("cyfun-2023"));
    assert_eq!(dossier.record(id("ID.AM-1.1")), scored(2, 1));
}

#[test]
fn another_edition_is_read_with_a_word_about_it() {
    let mut workbook = made(BASIC);
    workbook.sheet("Introduction").set("Q6", Holds::Number(46_400.0));
    let found = read(&workbook.bytes(), content()).unwrap();
    assert_eq!(found.version, Date::parse("2027-01-13"));
    assert_eq!(found.warnings, [Warning::OtherEdition { version: Date::parse("2027-01-13") }]);
    workbook.sheet("GOVERN").cells.remove(&place("C1"));
    assert_eq!(read(&workbook.bytes(), content()).unwrap().warnings, [Warning::OtherEdition { version: None }]);
}

#[test]
fn formulas_that_average_otherwise_are_named() {
    let mut workbook = made(Edition::Of2025(ScoredLevel::Essential));
    // A mended slip: the implementation of PR.AA takes PR.AA-06 in, which stands at J25.
    let Holds::Formula(text, _) = workbook.sheet("PROTECT").cells[&place("L3")].clone() else { panic!() };
    workbook.sheet("PROTECT").set("L3", Holds::Formula(text.replace(')', ",J25)"), 1.0));
    workbook.sheet("GOVERN").set("K3", Holds::Number(1.0));
    let read = read(&workbook.bytes(), content()).unwrap();
    let warnings =
        read.at(ScoredLevel::Essential).unwrap().warnings.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        warnings,
        [
            "every answer is 1, as the workbook comes, and there is no remark",
            "no cell with the score of GV.OC",
            "PROTECT!L3: averages PR.AA otherwise than the editions that were compared",
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_damage_does_more_than_refuse(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = made(BASIC).bytes();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let _ = read(&bytes, content());
        let _ = explain(&bytes, ScoredLevel::Basic, content());
    }

    #[test]
    fn no_damage_inside_a_sheet_does_more_than_refuse(
        at in any::<prop::sample::Index>(),
        inserted in prop::sample::select(vec!["<", ">", "</c>", "<c>", "<v>", "\"", "&", "&#0;", "<f>", "<row>", "]]>", "<![CDATA[", "t=\"s\"", "9", "é", "A1"]),
    ) {
        let bytes = made(BASIC).bytes();
        let mut xml = super::files::text(&bytes, "xl/worksheets/sheet4.xml");
        let mut at = at.index(xml.len());
        while !xml.is_char_boundary(at) {
            at -= 1;
        }
        xml.insert_str(at, inserted);
        let bytes = with_part(&bytes, "xl/worksheets/sheet4.xml", &xml);
        let records = catalogue("cyfun-2025").at_level(ScoredLevel::Basic).map(|(_, one)| (one.id, scored(2, 3))).collect();
        let dossier = super::answers::dossier(catalogue("cyfun-2025"), ScoredLevel::Basic, records);
        let filled = belfry_exchange::workbook::fill(&bytes, &dossier, Default::default(), content());
        if let Ok(filled) = filled {
            // What was written can be read again.
            prop_assert!(read(&filled.bytes, content()).is_ok());
        }
        let _ = explain(&bytes, ScoredLevel::Basic, content());
    }
}
