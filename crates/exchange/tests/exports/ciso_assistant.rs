//! The audit for CISO Assistant, read by `calamine` as its importer reads it: the first sheet, headings as keys.

use super::cases::{Bench, HOSTILE, now};
use belfry_dossier::{
    Dossier,
    record::{Record, Stance},
};
use belfry_engine::{
    identifier::{FrameworkId, RequirementId},
    level::AssuranceLevel,
    maturity::Score,
};
use belfry_exchange::export::ciso_assistant;
use calamine::{Data, Reader, Xlsx};
use std::{collections::BTreeMap, io::Cursor};

fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, Data>> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    let headings: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    range.rows().skip(1).map(|row| headings.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

#[test]
fn the_columns_are_those_that_the_importer_reads() {
    let bench = Bench::new("en");
    let mut dossier = bench.full(AssuranceLevel::Basic);
    let id = |text: &str| RequirementId::parse(text).unwrap();
    dossier.assessments.update(dossier.framework.clone(), |assessment| {
        let excluded =
            Record { stance: Stance::NotApplicable, justification: "no such systems".to_owned(), ..Record::default() };
        assessment.records.insert(id("GV.OC-03.1"), excluded);
        let half = Record { documentation: Score::new(2), ..Record::default() };
        assessment.records.insert(id("GV.RM-03.1"), half);
        let good = Record { documentation: Score::new(3), implementation: Score::new(2), ..Record::default() };
        assessment.records.insert(id("PR.AA-03.2"), good);
        assessment.records.remove(&id("PR.AA-01.1"));
    });
    let rows = rows(&bench.export(&dossier, now(), |subject| ciso_assistant::write(subject, &bench.words)));
    assert_eq!(rows.len(), 34);
    let row = |wanted: &str| rows.iter().find(|row| row["ref_id"] == *wanted).unwrap();
    let text = |wanted: &str, column: &str| row(wanted)[column].to_string();
    assert!(rows.iter().all(|row| row["assessable"] == Data::Bool(true)));
    assert_eq!(text("GV.OC-03.1", "compliance_result"), "not_applicable");
    assert!(text("GV.OC-03.1", "observations").contains("no such systems"));
    assert_eq!(row("GV.OC-03.1")["implementation_score"], Data::Empty);
    assert_eq!(text("GV.RM-03.1", "requirement_progress"), "in_progress");
    assert_eq!(row("PR.AA-03.2")["documentation_score"], Data::Float(3.0));
    assert_eq!(row("PR.AA-03.2")["implementation_score"], Data::Float(2.0));
    assert_eq!(text("PR.AA-03.2", "compliance_result"), "compliant", "a key measure at its gate of 2.5");
    assert_eq!(text("PR.AA-01.1", "compliance_result"), "");
    assert_eq!(text("PR.AA-01.1", "requirement_progress"), "to_do");
    assert!(text("PR.AA-01.1", "urn").ends_with(":req_node:ccb-cyfun2025:pr.aa-01.1"));
}

#[test]
fn the_requirements_of_2023_have_the_names_that_its_library_gives_them() {
    let bench = Bench::new("en");
    let dossier = Dossier {
        framework: FrameworkId::parse("cyfun-2023").unwrap(),
        target: Some(AssuranceLevel::Essential),
        ..Dossier::default()
    };
    let rows = rows(&bench.export(&dossier, now(), |subject| ciso_assistant::write(subject, &bench.words)));
    let names: Vec<String> = rows.iter().map(|row| row["ref_id"].to_string()).collect();
    for name in ["BASIC_ID.AM-1.1", "IMPORTANT_ID.AM-1.2", "ID.BE-1.2", "R.AC-3.4", "R.AC-3.5", "IMPORTANT_ID.BE-3.1"] {
        assert!(names.iter().any(|found| found == name), "{name}");
    }
    let mended = rows.iter().find(|row| row["ref_id"] == *"R.AC-3.4").unwrap();
    assert!(mended["urn"].to_string().ends_with(":req_node:ccb-cff-2023-03-01:pr.ac-3.4"));
}

#[test]
fn no_hostile_text_is_a_formula() {
    let bench = Bench::new("en");
    for text in HOSTILE {
        let bytes = bench.export(&bench.hostile(text), now(), |subject| ciso_assistant::write(subject, &bench.words));
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
        let name = workbook.sheet_names()[0].clone();
        assert!(workbook.worksheet_formula(&name).unwrap().is_empty());
        assert_eq!(rows(&bytes).len(), 218);
    }
}
