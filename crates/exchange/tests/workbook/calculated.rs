//! Filled workbooks, worked out anew by LibreOffice: our figures and its own must agree, and it must open the file.

use super::{
    answers::{catalogue, content, dossier, dossiers, ledger},
    files::{Values, assert_summary_is, parts, text},
    filled::with_part,
    made::{Edition, Holds, Made, Sheet},
};
use belfry_engine::level::ScoredLevel;
use belfry_exchange::workbook::{Filling, fill};
use calamine::Data;
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use std::{
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

/// LibreOffice, told to work everything out when it opens a file.
pub struct Calculator {
    folder: PathBuf,
}

static COUNT: AtomicUsize = AtomicUsize::new(0);

impl Calculator {
    /// The calculator, or a word that the test is skipped.
    pub fn here() -> Option<Self> {
        if Command::new("soffice").arg("--version").output().is_err() {
            println!("skipped: no soffice here");
            return None;
        }
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("belfry-workbook-{}-{number}", std::process::id()));
        let settings = folder.join("profile/user");
        std::fs::create_dir_all(&settings).unwrap();
        let always = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>0</value></prop></item></oor:items>";
        std::fs::write(settings.join("registrymodifications.xcu"), always).unwrap();
        Some(Self { folder })
    }

    /// The workbook as LibreOffice saves it.
    pub fn worked_out(&self, bytes: &[u8]) -> Vec<u8> {
        let (from, to) = (self.folder.join("in.xlsx"), self.folder.join("out"));
        std::fs::write(&from, bytes).unwrap();
        let result = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", self.folder.join("profile").display()))
            .args(["--headless", "--convert-to", "xlsx", "--outdir"])
            .args([&to, &from])
            .output()
            .unwrap();
        let saved = std::fs::read(to.join("in.xlsx"));
        saved.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&result.stderr)))
    }

    /// Compares every figure that a formula of ours shows with what was worked out.
    pub fn assert_same_figures(&self, ours: &[u8], anew: &[u8]) {
        let (shown, worked_out) = (Values::of(ours), Values::of(anew));
        let mut compared = 0;
        for (sheet, cell) in formulas(ours) {
            match (shown.at(&sheet, &cell), worked_out.at(&sheet, &cell)) {
                (Data::Float(one), Data::Float(other)) => {
                    assert!((one - other).abs() < 1e-12, "{sheet}!{cell}: {one} and {other}");
                }
                // Both say that there is no figure, each in its own words.
                (Data::Error(one), Data::Error(other)) => assert_eq!(one, other, "{sheet}!{cell}"),
                (one, other) => assert_eq!(one.to_string(), other.to_string(), "{sheet}!{cell}"),
            }
            compared += 1;
        }
        assert!(compared > 0);
    }
}

impl Drop for Calculator {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// The cells with a formula, by sheet: sheets are named in the order of their parts here.
fn formulas(bytes: &[u8]) -> Vec<(String, String)> {
    let workbook = text(bytes, "xl/workbook.xml");
    let names =
        workbook.split("<sheet ").skip(1).map(|one| one.split("name=\"").nth(1).unwrap().split('"').next().unwrap());
    let mut found = Vec::new();
    for (number, name) in (1..).zip(names) {
        let xml = text(bytes, &format!("xl/worksheets/sheet{number}.xml"));
        for cell in xml.split("<c ").skip(1).filter(|cell| cell.split("</c>").next().unwrap().contains("<f")) {
            let place = cell.split("r=\"").nth(1).unwrap().split('"').next().unwrap();
            if cell[..cell.find('>').unwrap()].ends_with('/') {
                continue;
            }
            found.push((name.to_owned(), place.to_owned()));
        }
    }
    found
}

/// The workbook without a single figure that a formula shows: whatever is shown afterwards was worked out afterwards.
pub fn without_figures(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for (name, _) in parts(bytes).into_iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
        let xml = text(bytes, &name);
        let mut cells = xml.split("<c ");
        let mut bare = cells.next().unwrap().to_owned();
        for cell in cells {
            bare.push_str("<c ");
            let open = cell.find('>').unwrap() + 1;
            let end = if cell[..open].ends_with("/>") { open } else { cell.find("</c>").unwrap() };
            let inside = &cell[open..end];
            match (inside.find("<f"), inside.find("<v>")) {
                (Some(_), Some(at)) => {
                    bare.push_str(&cell[..open + at]);
                    bare.push_str("<v>77</v>");
                    bare.push_str(&cell[end..]);
                }
                _ => bare.push_str(cell),
            }
        }
        out = with_part(&out, &name, &bare);
    }
    out
}

#[test]
fn libreoffice_shows_the_second_ledger_in_every_edition() {
    let Some(calculator) = Calculator::here() else { return };
    let mut runner = TestRunner::deterministic();
    for edition in Edition::ALL {
        let level = *edition.levels().last().unwrap();
        let catalogue = catalogue(edition.framework());
        let dossier = dossiers(edition.framework(), level).new_tree(&mut runner).unwrap().current();
        let filling = Filling { level: Some(level), completed_on: None };
        let filled = fill(&Made::new(edition, catalogue).bytes(), &dossier, filling, content()).unwrap();
        let anew = calculator.worked_out(&without_figures(&filled.bytes));
        assert_summary_is(&Values::of(&anew), catalogue, level, &ledger(&dossier, catalogue, level), "M4");
        calculator.assert_same_figures(&filled.bytes, &anew);
    }
}

/// A sheet of somebody's own with a formula in each row, and what it must show.
fn own_sheet() -> (Sheet, Vec<(&'static str, &'static str)>) {
    let mut own = Sheet::named("Own");
    let text = |text: &str| Holds::Text(text.to_owned());
    // A5 holds nothing; A7 is an error, A9 a truth.
    for (cell, holds) in [
        ("A1", Holds::Number(3.0)),
        ("A2", text("N/A")),
        ("A3", Holds::Number(2.5)),
        ("A4", text("4")),
        ("A6", text("")),
        ("A7", Holds::Formula("1/0".to_owned(), 1.0)),
        ("A8", Holds::Number(-1.0)),
        ("A9", Holds::Formula("A1=3".to_owned(), 1.0)),
    ] {
        own.set(cell, holds);
    }
    let formulas = vec![
        ("AVERAGE(A1,A2,A3)", "2.75"),
        ("AVERAGE(A1:A6)", "2.75"),
        ("AVERAGE(A2)", "#DIV/0!"),
        ("AVERAGE(A2,A4)", "#DIV/0!"),
        ("AVERAGE(A5)", "#DIV/0!"),
        ("AVERAGE(A1,2)", "2.5"),
        ("AVERAGE(A1:A8)", "#DIV/0!"),
        ("AVERAGE(IF(OR(A1=\"N/A\",A2=\"N/A\"),3,A1),IF(OR(A3=\"N/A\",A5=\"N/A\"),3,A3))", "2.75"),
        ("AVERAGE(IF(1=1,A2,3),A1)", "3"),
        ("AVERAGE(IF(1=1,A5,3),A1)", "3"),
        ("IF(OR($A1=\"N/A\",$A2=\"n/a\"),3,$A1)", "3"),
        ("IF(A5=\"N/A\",1,2)", "2"),
        ("IF(A5=0,1,2)", "1"),
        ("IF(A5=\"\",1,2)", "1"),
        ("IF(A2=3,1,2)", "2"),
        ("IF(A1>A2,1,2)", "2"),
        ("IF(A9,1,2)", "1"),
        ("IF(A1,1)", "1"),
        ("IF(A7=1,1,2)", "#DIV/0!"),
        ("SUM(A1:A6)/COUNT(A1:A6)", "2.75"),
        ("SUM(A1,A3,A8)", "4.5"),
        ("COUNT(A1:A8)", "3"),
        ("COUNT(A1,2,\"3\",\"x\")", "3"),
        ("COUNTIF(A1:A6,\"n/a\")", "1"),
        ("COUNTIF(A1:A6,3)", "1"),
        ("MIN(A1:A6)", "2.5"),
        ("MAX(A1:A6)", "3"),
        ("MIN(A2)", "0"),
        ("AND(A1=3,A3=2.5)", "true"),
        ("AND(A1=3,A3=2)", "false"),
        ("OR(A1=1,A3=1)", "false"),
        ("A2", "N/A"),
        ("A5", "0"),
        ("A1", "3"),
        ("A9", "true"),
        ("A7", "#DIV/0!"),
        ("IFERROR(A7,5)", "5"),
        ("IFERROR(A1/0,A3)", "2.5"),
        ("IFERROR(A1,5)", "3"),
        ("A1+A3*2-A8/4", "8.25"),
        ("-A1+1", "-2"),
        ("(A1+A3)*2", "11"),
        ("A4+1", "5"),
        ("A2+1", "#VALUE!"),
        ("A1<>A3", "true"),
        ("A1<=3", "true"),
        ("A1>=3.5", "false"),
        ("A1<A3", "false"),
        ("SUM(A5)", "0"),
        ("A3", "2.5"),
        ("'Own'!A3+Own!A1", "5.5"),
        ("1/A5", "#DIV/0!"),
        ("AVERAGE(A1,A1/3)", "2"),
    ];
    for (row, (formula, _)) in (1..).zip(&formulas) {
        own.set(&format!("C{row}"), Holds::Formula((*formula).to_owned(), 55.0));
    }
    (own, formulas)
}

#[test]
fn every_function_means_what_spreadsheets_mean() {
    let edition = Edition::Of2025(ScoredLevel::Basic);
    let catalogue = catalogue(edition.framework());
    let mut made = Made::new(edition, catalogue);
    let (own, formulas) = own_sheet();
    made.sheets.push(own);
    let records = vec![(super::answers::id("GV.OC-03.1"), super::answers::scored(2, 3))];
    let dossier = dossier(catalogue, ScoredLevel::Basic, records);
    let filled = fill(&made.bytes(), &dossier, Filling::default(), content()).unwrap();
    assert_eq!(filled.not_worked_out, []);
    let shown = |values: &Values, row: usize| values.at("Own", &format!("C{row}")).to_string();
    let ours = Values::of(&filled.bytes);
    for (row, (formula, expected)) in (1..).zip(&formulas) {
        assert_eq!(shown(&ours, row), *expected, "{formula}");
    }
    let Some(calculator) = Calculator::here() else { return };
    let theirs = Values::of(&calculator.worked_out(&without_figures(&filled.bytes)));
    for (row, (formula, expected)) in (1..).zip(&formulas) {
        assert_eq!(shown(&theirs, row), *expected, "{formula}");
    }
}
