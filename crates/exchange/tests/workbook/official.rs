//! The authority's own workbooks, where they lie beside the project: for reading and local tests only.

use super::{
    answers::{catalogue, content, dossiers, id, ledger, may_not_apply, scored},
    calculated::{Calculator, without_figures},
    files::{Values, assert_only_answers_changed, assert_summary_is, text},
    made::place,
};
use belfry_dossier::Dossier;
use belfry_engine::{
    catalogue::{Catalogue, Dimension},
    date::Date,
    level::ScoredLevel,
};
use belfry_exchange::workbook::{Filling, NotThisWorkbook, Slip, Warning, explain, fill, read};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

const OF_2025: &str = "CyFun2025_Self-Assessment_tool_ESSENTIAL_v3.1.xlsx";
const OF_2023: &str = "CyFun2023_Self-Assessment_tool_V2025-08-04.xlsx";
const SELECTION: &str = "BE-NIS2-RA-v20240108.xlsx";

/// The file, or a word that the test is skipped.
pub fn official(name: &str) -> Option<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/workbooks/");
    let found = std::fs::read(format!("{folder}{name}")).ok();
    if found.is_none() {
        println!("skipped: {name} is not beside the project");
    }
    found
}

/// The levels of a workbook, and the cell of its total.
const LEVELS: [(&str, &str, ScoredLevel, &str); 4] = [
    (OF_2025, "cyfun-2025", ScoredLevel::Essential, "M4"),
    (OF_2023, "cyfun-2023", ScoredLevel::Basic, "I4"),
    (OF_2023, "cyfun-2023", ScoredLevel::Important, "I4"),
    (OF_2023, "cyfun-2023", ScoredLevel::Essential, "M4"),
];

/// Answers drawn anew, but the same in every run.
fn drawn(framework: &'static str, level: ScoredLevel, count: usize) -> Vec<Dossier> {
    let strategy = dossiers(framework, level);
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn the_official_workbooks_are_known_as_they_came() {
    if let Some(bytes) = official(OF_2025) {
        let read = read(&bytes, content()).unwrap();
        assert_eq!((read.framework.as_str(), read.version), ("cyfun-2025", Date::parse("2026-02-25")));
        assert_eq!(read.completed_on, Date::parse("2026-02-20"));
        assert_eq!(read.warnings, []);
        assert_eq!(read.levels.len(), 1);
        assert_eq!(read.levels[0].warnings, [Warning::Untouched]);
        assert!(read.levels[0].records.iter().all(|(_, record)| *record == scored(1, 1)));
    }
    if let Some(bytes) = official(OF_2023) {
        let read = read(&bytes, content()).unwrap();
        assert_eq!((read.framework.as_str(), read.version), ("cyfun-2023", Date::parse("2025-08-04")));
        assert_eq!(read.completed_on, Date::parse("2025-08-04"));
        // It came with a few sample answers on every level.
        assert_eq!(read.warnings, [Warning::SeveralLevels(ScoredLevel::ALL.to_vec())]);
        for level in &read.levels {
            assert_eq!(level.warnings, []);
            let untouched = level.records.iter().filter(|(_, record)| *record == scored(1, 1)).count();
            assert_eq!(untouched, level.records.len() - level.touched);
        }
        let basic = read.dossier(ScoredLevel::Basic).unwrap();
        assert_eq!(basic.record(id("PR.IP-4.1")), scored(4, 4));
    }
    if let Some(bytes) = official(SELECTION) {
        assert_eq!(read(&bytes, content()), Err(NotThisWorkbook::OtherWorkbook));
    }
}

#[test]
fn filled_official_workbooks_show_the_second_ledger_and_give_the_dossier_back() {
    for (name, framework, level, total) in LEVELS {
        let Some(before) = official(name) else { continue };
        let catalogue = catalogue(framework);
        for dossier in drawn(framework, level, 3) {
            let filling = Filling { level: Some(level), completed_on: Date::parse("2026-11-26") };
            let filled = fill(&before, &dossier, filling, content()).unwrap();
            assert_eq!((filled.left, filled.not_worked_out), (vec![], vec![]));
            let found = read(&filled.bytes, content()).unwrap();
            assert_eq!(found.completed_on, Date::parse("2026-11-26"));
            assert_eq!(found.dossier(level), Some(dossier.clone()));
            let card = ledger(&dossier, catalogue, level);
            assert_summary_is(&Values::of(&filled.bytes), catalogue, level, &card, total);
            assert_only_answers_changed(&before, &filled.bytes, &|part, cell| {
                let (row, column) = place(cell);
                let is_answer = row > 2 && [7, 8, 13].contains(&column);
                is_answer || (part.ends_with("sheet1.xml") && ["T27", "T31"].contains(&cell))
            });
        }
    }
}

#[test]
fn a_spreadsheet_that_works_everything_out_anew_agrees() {
    let Some(calculator) = Calculator::here() else { return };
    for (name, framework, level, total) in LEVELS {
        let Some(before) = official(name) else { continue };
        let catalogue = catalogue(framework);
        for dossier in drawn(framework, level, 1) {
            let filling = Filling { level: Some(level), completed_on: None };
            let filled = fill(&before, &dossier, filling, content()).unwrap();
            let anew = calculator.worked_out(&without_figures(&filled.bytes));
            let card = ledger(&dossier, catalogue, level);
            assert_summary_is(&Values::of(&anew), catalogue, level, &card, total);
            calculator.assert_same_figures(&filled.bytes, &anew);
            // What LibreOffice saved is read and filled as well.
            assert_answers(&read(&anew, content()).unwrap().dossier(level).unwrap(), &dossier, catalogue);
            let again = fill(&anew, &dossier, filling, content()).unwrap();
            assert_summary_is(&Values::of(&again.bytes), catalogue, level, &card, total);
        }
    }
}

/// The same answers; a program that saves a workbook anew may trim the blanks of a remark.
fn assert_answers(found: &Dossier, dossier: &Dossier, catalogue: &Catalogue) {
    let answers = |dossier: &Dossier| Dossier { framework: catalogue.id.clone(), ..dossier.clone() }.answers(catalogue);
    assert_eq!(answers(found), answers(dossier));
}

/// Every list that a sheet lets its cells choose from: its cells, and whether "N/A" is in it.
fn lists(xml: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for one in xml.split("<dataValidation ").skip(1) {
        let cells = one.split("sqref=\"").nth(1).unwrap().split('"').next().unwrap();
        found.push((cells.to_owned(), one.split("</dataValidation>").next().unwrap().contains("N/A")));
    }
    for one in xml.split("<x14:dataValidation ").skip(1) {
        let cells = one.split("<xm:sqref>").nth(1).unwrap().split('<').next().unwrap();
        found.push((cells.to_owned(), false));
    }
    found
}

#[test]
fn not_applicable_is_written_only_where_the_workbook_itself_offers_it() {
    let Some(bytes) = official(OF_2025) else { return };
    let catalogue = catalogue("cyfun-2025");
    let sheets = ["GOVERN", "IDENTIFY", "PROTECT", "DETECT", "RESPOND", "RECOVER"];
    let mut compared = 0;
    for (number, sheet) in (3..).zip(sheets) {
        let lists = lists(&text(&bytes, &format!("xl/worksheets/sheet{number}.xml")));
        let values = Values::of(&bytes);
        for row in 3..90 {
            let calamine::Data::String(label) = values.at(sheet, &format!("F{row}")) else { continue };
            let label = label.split([':', '\t']).next().unwrap().trim();
            let at = catalogue.labelled(label).unwrap();
            let offered = lists.iter().any(|(cells, has)| {
                *has && cells.split(' ').any(|area| {
                    let (from, to) = area.split_once(':').unwrap_or((area, area));
                    (place(from).0..=place(to).0).contains(&row) && place(from).1 <= 7 && place(to).1 >= 7
                })
            });
            if may_not_apply(catalogue, ScoredLevel::Essential, at) {
                assert!(offered, "{label} may be N/A, and {sheet} does not offer it");
            } else if offered {
                println!("{sheet}: offers N/A on {label}, which the rules forbid");
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 218);
}

#[test]
fn the_slips_of_the_official_workbook_are_found_in_its_own_formulas() {
    let Some(bytes) = official(OF_2025) else { return };
    let catalogue = catalogue("cyfun-2025");
    let level = ScoredLevel::Essential;
    let mut named = std::collections::BTreeSet::new();
    for dossier in drawn("cyfun-2025", level, 6) {
        let filled = fill(&bytes, &dossier, Filling::default(), content()).unwrap();
        let explanation = explain(&filled.bytes, level, content()).unwrap().unwrap();
        let method = belfry_engine::scoring::score(
            catalogue,
            level,
            belfry_engine::catalogue::Ledger::Method,
            &dossier.answers(catalogue),
        );
        let known = belfry_engine::scoring::differences(catalogue, &method, &ledger(&dossier, catalogue, level));
        assert_eq!(explanation.partings.len(), known.len(), "as many as the two ledgers of the engine part");
        assert_eq!(explanation.by_method, method.verdict());
        for parting in &explanation.partings {
            assert!(!parting.causes.is_empty());
            for cause in &parting.causes {
                let deviation = cause.deviation.as_ref().map(ToString::to_string);
                named.insert((
                    cause.cell.to_string(),
                    deviation.unwrap_or_default(),
                    cause.dimension == Dimension::Documentation,
                ));
                let about = match &cause.slip {
                    Slip::Merges(subcategories) => subcategories.join(" "),
                    Slip::LeavesOut(requirements) => requirements[0].to_string(),
                    Slip::Splits(subcategory) => subcategory.clone(),
                    Slip::ShowsOtherwise(both) => panic!("{}: {both:?}", cause.cell),
                };
                assert!(["PR.IR-03 PR.IR-04", "PR.AA-06.1", "RC.CO-04"].contains(&about.as_str()), "{about}");
            }
        }
    }
    let named: Vec<String> = named.into_iter().map(|(cell, deviation, _)| format!("{cell} {deviation}")).collect();
    assert_eq!(
        named,
        [
            "PROTECT!I80 pr-ir-04-in-03",
            "PROTECT!J80 pr-ir-04-in-03",
            "PROTECT!L3 pr-aa-without-06",
            "RECOVER!K7 rc-co-04-apart",
            "RECOVER!L7 rc-co-04-apart",
        ]
    );
}
