//! Dossiers to fill with, and the figures that must follow.

use belfry_content::Content;
use belfry_dossier::{
    Assessment, Dossier,
    record::{Record, Stance},
};
use belfry_engine::{
    catalogue::{Catalogue, Ledger},
    identifier::{FrameworkId, RequirementId},
    level::ScoredLevel,
    maturity::{Maturity, Score},
    scoring::{Scorecard, score},
    vocabulary::Vocabulary,
};
use proptest::prelude::*;
use std::sync::OnceLock;

pub fn content() -> &'static Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    CONTENT.get_or_init(|| Content::load().unwrap())
}

pub fn catalogue(framework: &str) -> &'static Catalogue {
    content().catalogue(&FrameworkId::parse(framework).unwrap()).unwrap()
}

pub fn id(text: &str) -> RequirementId {
    RequirementId::parse(text).unwrap()
}

pub fn scored(documentation: u8, implementation: u8) -> Record {
    Record { documentation: Score::new(documentation), implementation: Score::new(implementation), ..Record::default() }
}

pub fn not_applicable(why: &str) -> Record {
    Record { stance: Stance::NotApplicable, justification: why.to_owned(), ..Record::default() }
}

/// Whether the rules let a requirement be "not applicable".
pub fn may_not_apply(catalogue: &Catalogue, level: ScoredLevel, at: usize) -> bool {
    let requirement = &catalogue.requirements[at];
    catalogue.not_applicable.as_ref().map(|rules| rules.at(level)).is_some_and(|rule| {
        !(rule.forbidden_on_key_measures && requirement.is_key_at(level)
            || rule.forbidden_on_management_aspects && requirement.management_aspect)
    })
}

pub fn dossier(catalogue: &Catalogue, level: ScoredLevel, records: Vec<(RequirementId, Record)>) -> Dossier {
    let records = records.into_iter().filter(|(_, record)| !record.is_empty()).collect();
    Dossier {
        framework: catalogue.id.clone(),
        target: Some(level.assurance()),
        assessments: std::iter::once((catalogue.id.clone(), Assessment { records })).collect(),
        ..Dossier::default()
    }
}

/// Remarks: mostly none, now and then with everything that a keyboard and a clipboard can hold.
fn remarks() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        2 => "[a-zé &<>\"'_x0-9.:;\n=+@-]{1,40}",
        1 => any::<String>().prop_map(|text| text.chars().take(60).collect()),
    ]
}

fn step() -> impl Strategy<Value = u8> {
    1_u8..=5
}

/// A dossier with every requirement of a level answered: scores, remarks, and "not applicable" where it may be.
pub fn dossiers(framework: &'static str, level: ScoredLevel) -> impl Strategy<Value = Dossier> {
    let catalogue = catalogue(framework);
    let positions: Vec<usize> = catalogue.at_level(level).map(|(at, _)| at).collect();
    let one = (step(), step(), 0_u8..10, remarks(), remarks());
    proptest::collection::vec(one, positions.len()).prop_map(move |drawn| {
        let record = |(at, drawn): (&usize, (u8, u8, u8, String, String))| {
            let (documentation, implementation, dice, note, justification) = drawn;
            let record = if dice == 0 && may_not_apply(catalogue, level, *at) {
                Record { note, ..not_applicable(&justification) }
            } else {
                Record { note, ..scored(documentation, implementation) }
            };
            (catalogue.requirements[*at].id, record)
        };
        dossier(catalogue, level, positions.iter().zip(drawn).map(record).collect())
    })
}

/// What the second ledger says of a dossier.
pub fn ledger(dossier: &Dossier, catalogue: &Catalogue, level: ScoredLevel) -> Scorecard {
    let dossier = Dossier { framework: catalogue.id.clone(), ..dossier.clone() };
    score(catalogue, level, Ledger::Workbook, &dossier.answers(catalogue))
}

pub fn decimal(maturity: Option<Maturity>) -> f64 {
    maturity.unwrap().to_f64()
}
