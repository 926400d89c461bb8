//! From CyberFundamentals 2023 to 2025 without losing an answer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_content::Content;
use belfry_dossier::{
    Dossier,
    action::{Action, Change, EvidenceChange},
    carry::{Carry, carry},
    evidence::{Evidence, Target},
    plain::PlainAnswer,
    record::Stance,
};
use belfry_engine::{
    answer::Answer,
    catalogue::Dimension,
    identifier::{FrameworkId, RequirementId},
    maturity::Score,
    succession::Match,
};
use std::collections::BTreeSet;

const OLDER: FrameworkId = FrameworkId::known("cyfun-2023");

fn id(text: &str) -> RequirementId {
    RequirementId::parse(text).unwrap()
}

fn answered(dossier: &Dossier, requirement: &str, answer: PlainAnswer) -> Dossier {
    dossier.apply(Action::Record(id(requirement), Change::Plain(answer)))
}

fn moved(dossier: &Dossier, content: &Content) -> (Carry, Dossier) {
    let plan = carry(dossier, &content.newest, content.newest.succession.as_ref().unwrap());
    let next = dossier.apply(Action::Carry(content.newest.id.clone(), plan.records.clone(), plan.trail.clone()));
    (plan, next)
}

#[test]
fn an_answer_moves_with_its_note_and_waits_to_be_confirmed() {
    let content = Content::load().unwrap();
    let note = Action::Record(id("PR.AC-3.2"), Change::Note("since May".to_owned()));
    let before =
        answered(&Dossier::default().apply(Action::Framework(OLDER)), "PR.AC-3.2", PlainAnswer::Written).apply(note);
    let piece = Evidence {
        title: "settings".to_owned(),
        serves: [Target::Requirement(id("PR.AC-3.2"))].into(),
        ..Evidence::new(Dimension::Implementation)
    };
    let before = before.apply(Action::Evidence(EvidenceChange::Add(Box::new(piece))));
    let (plan, after) = moved(&before, &content);
    assert_eq!((plan.equal, plan.partly, plan.aside.len()), (1, 0, 0));
    assert_eq!(after.evidence.len(), 1);
    assert!(
        after.evidence[0].serves_requirement(id("PR.AA-03.2")) && after.evidence[0].serves_requirement(id("PR.AC-3.2"))
    );
    let record = after.record(id("PR.AA-03.2"));
    assert_eq!((record.note.as_str(), record.carried_from), ("since May", Some(id("PR.AC-3.2"))));
    let confirmed = after.apply(Action::Record(id("PR.AA-03.2"), Change::Confirm));
    assert_eq!(confirmed.record(id("PR.AA-03.2")).carried_from, None);
    assert_eq!(after.assessments.get(&OLDER), before.assessments.get(&OLDER), "the older answers stay");
}

#[test]
fn what_was_answered_in_the_newer_version_stays() {
    let content = Content::load().unwrap();
    let newer = answered(&Dossier::default(), "PR.AA-03.2", PlainAnswer::No);
    let before = answered(&newer.apply(Action::Framework(OLDER)), "PR.AC-3.2", PlainAnswer::Written);
    let (plan, after) = moved(&before, &content);
    assert_eq!((plan.kept, plan.records.len()), (1, 0));
    assert_eq!(
        PlainAnswer::of(after.record(id("PR.AA-03.2")).documentation, after.record(id("PR.AA-03.2")).implementation),
        Some(PlainAnswer::No)
    );
}

#[test]
fn of_several_that_are_near_the_lowest_counts_and_an_equal_one_says_it_all() {
    let content = Content::load().unwrap();
    let start = Dossier::default().apply(Action::Framework(OLDER));
    let near = answered(&answered(&start, "ID.AM-3.2", PlainAnswer::Written), "ID.AM-3.3", PlainAnswer::Partly);
    let (plan, after) = moved(&near, &content);
    assert!(plan.partly >= 1);
    let record = after.record(id("ID.AM-03.2"));
    assert_eq!((record.documentation, record.implementation), (Score::new(1), Score::new(2)));
    // PR.MA-1.4 is near ID.AM-08.10, PR.MA-1.7 is its equal.
    let both = answered(&answered(&start, "PR.MA-1.4", PlainAnswer::No), "PR.MA-1.7", PlainAnswer::Written);
    let (_, after) = moved(&both, &content);
    assert_eq!(after.record(id("ID.AM-08.10")).carried_from, Some(id("PR.MA-1.7")));
}

#[test]
fn no_answer_is_lost_whatever_was_answered() {
    let content = Content::load().unwrap();
    let older = content.catalogues().find(|catalogue| catalogue.id == OLDER).unwrap();
    let mut dossier = Dossier::default().apply(Action::Framework(OLDER));
    for requirement in &older.requirements {
        dossier = answered(&dossier, requirement.id.as_str(), PlainAnswer::Unwritten);
    }
    let (plan, after) = moved(&dossier, &content);
    assert_eq!(plan.records.len() + plan.new.len(), content.newest.requirements.len());
    assert_eq!(plan.aside, [id("DE.CM-5.1")]);
    for (to, record) in &plan.records {
        assert_ne!(record.answer(), Answer::Open, "{to}");
        assert_eq!(record.stance, Stance::Scored);
    }
    assert_eq!(after.assessments.get(&OLDER).unwrap().records.len(), 219);
}

#[test]
fn every_requirement_of_the_older_version_has_one_row_and_no_two_are_equal_to_one() {
    let content = Content::load().unwrap();
    let older = content.catalogues().find(|catalogue| catalogue.id == OLDER).unwrap();
    let succession = content.newest.succession.as_ref().unwrap();
    let rows: Vec<_> = succession.rows.iter().map(|row| row.of).collect();
    let all: Vec<_> = older.requirements.iter().map(|requirement| requirement.id).collect();
    assert_eq!(rows, all, "one row each, in the authority's order");
    let mut taken = BTreeSet::new();
    for row in &succession.rows {
        assert_eq!(row.kind == Match::None, row.to.is_empty(), "{}", row.of);
        assert_eq!(row.measure.is_some(), row.to.is_empty(), "{}: a home in the roadmap", row.of);
        if row.kind == Match::Equal {
            assert_eq!(row.to.len(), 1, "{}", row.of);
            assert!(taken.insert(row.to[0]), "{} is equal to two", row.to[0]);
        }
    }
}
