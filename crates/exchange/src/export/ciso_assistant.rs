//! An audit ("compliance assessment") as CISO Assistant imports it: a workbook whose columns are the keys of its importer.
//!
//! # Source
//! `intuitem/ciso-assistant-community`, commit `f990d7b`, read 2026-11-26: `backend/data_wizard/views.py`
//! (`LoadFileView._reconcile_compliance_requirements` reads `ref_id`, `urn`, `assessable`, `compliance_result`,
//! `requirement_progress`, `observations`, `implementation_score` and `documentation_score`; a blank cell changes nothing),
//! `backend/core/models.py` (`RequirementAssessment.Result` and `.Status`), and the names of the frameworks' nodes in
//! `backend/library/libraries/cyfun2025.yaml` and `ccb-cff-2023-03-01.yaml`. Facts only: nothing of it is copied.

use crate::{
    export::{Subject, tables, wording::Words},
    sheets::{self, Cell, Page, Row},
};
use belfry_dossier::{
    FRAMEWORK,
    record::{Record, Stance},
};
use belfry_engine::{catalogue::Requirement, level::ScoredLevel, scoring::Gate};

/// The columns, by the keys of the importer.
const COLUMNS: [&str; 8] = [
    "ref_id",
    "urn",
    "assessable",
    "compliance_result",
    "requirement_progress",
    "implementation_score",
    "documentation_score",
    "observations",
];

/// The workbook: one row for each requirement of the level at hand. A result is given only where CyberFundamentals itself
/// judges a requirement alone: for key measures, and for what does not apply.
pub fn write(subject: &Subject<'_>, words: &dyn Words) -> Vec<u8> {
    let mut rows = vec![Row::plain(COLUMNS.iter().map(|name| Cell::text(*name)).collect())];
    for (at, requirement) in subject.catalogue().at_level(subject.report.level) {
        let record = subject.dossier.record(requirement.id);
        let [ref_id, urn] = names(subject, requirement);
        let counted = record.stance == Stance::Scored;
        let half = |score| if counted { tables::score(score) } else { Cell::Empty };
        rows.push(Row::plain(vec![
            Cell::Text(ref_id),
            Cell::Text(urn),
            Cell::True,
            Cell::text(result(subject, at, &record)),
            Cell::text(progress(&record)),
            half(record.implementation),
            half(record.documentation),
            Cell::text(tables::remarks(subject, words, requirement, &record).join("\n")),
        ]));
    }
    sheets::write(&[Page { name: subject.catalogue().id.to_string(), rows, ..Page::default() }])
}

/// How the library names a requirement. The one of 2023 puts the level before the number, below Essential, and two of its
/// rows lack a letter; their other name is the one without the slip, so that a mended library finds them too.
fn names(subject: &Subject<'_>, requirement: &Requirement) -> [String; 2] {
    const NODES: &str = "urn:intuitem:risk:req_node";
    let id = requirement.id;
    if subject.catalogue().id == FRAMEWORK {
        return [id.to_string(), format!("{NODES}:ccb-cyfun2025:{}", id.as_str().to_lowercase())];
    }
    let level = match requirement.from {
        ScoredLevel::Basic => "BASIC_",
        ScoredLevel::Important => "IMPORTANT_",
        ScoredLevel::Essential => "",
    };
    let slip =
        subject.catalogue().label_slips.iter().find(|(printed, means)| **means == id && printed.starts_with("R."));
    let printed = slip.map_or_else(|| id.to_string(), |(printed, _)| printed.clone());
    let urn = format!("{NODES}:ccb-cff-2023-03-01:{}", format!("{level}{id}").to_lowercase());
    [format!("{level}{printed}"), urn]
}

fn result(subject: &Subject<'_>, at: usize, record: &Record) -> &'static str {
    let keys = &subject.report.method().key_measures;
    let key = keys.iter().find(|key| key.requirement == at);
    match (record.stance, key.map(|key| key.passes())) {
        (Stance::NotApplicable, _) => "not_applicable",
        (Stance::Scored, Some(Gate::Open)) => "compliant",
        (Stance::Scored, Some(Gate::Closed)) => "non_compliant",
        (Stance::Scored, Some(Gate::Unknown) | None) | (Stance::Unknown, _) => "",
    }
}

fn progress(record: &Record) -> &'static str {
    match (record.stance, record.documentation, record.implementation) {
        (Stance::NotApplicable, _, _) | (Stance::Scored, Some(_), Some(_)) => "done",
        (Stance::Scored, Some(_), None) | (Stance::Scored, None, Some(_)) => "in_progress",
        (Stance::Scored, None, None) | (Stance::Unknown, _, _) => "to_do",
    }
}
