//! Dossiers to export: one that has everything, random ones, and texts that do harm where a format is careless.

use belfry_content::{Content, tools::Tools as Facts};
use belfry_dossier::{
    Assessment, Dossier,
    evidence::{Evidence, Target},
    open::open,
    record::{Record, Stance},
    tools::{Certificate, Shelf, Tools},
};
use belfry_engine::{
    catalogue::{Catalogue, Dimension, Knower},
    date::Date,
    identifier::FrameworkId,
    incident::Moment,
    level::AssuranceLevel,
    maturity::Score,
    report::report,
};
use belfry_exchange::export::{
    Subject,
    dates::{Obligations, dues},
    texts::{Files, Texts},
};
use proptest::prelude::*;
use std::fs;

/// Texts that do harm where a format is careless.
pub const HOSTILE: [&str; 16] = [
    "=HYPERLINK(\"http://x\",\"y\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "a;=1+1",
    "| a | b |\n|---|---|",
    "<script>alert(1)</script> & <b>",
    "[x](javascript:alert(1)) ![y](z) `c` **d** _e_ ~~f~~ https://evil.example www.evil.example",
    "1. one\n# two\n> three\n- four",
    "\u{0}\u{1}\u{b}\u{1f}\u{7f}\u{fffe}\u{ffff}_x000D_",
    "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged",
    "\u{202e}evil\u{2066} \u{200f}x",
    "  around \\n \\u0041 \"quoted\" 'n\u{2028}\u{2029}\u{85}\r",
    "{name} {what} {value}",
    "😀 é ,;:\\ \u{feff}",
];

/// What every export works with.
pub struct Bench {
    pub content: Content,
    pub facts: Facts,
    pub words: Texts,
}

/// 26 November 2026, 21:40 UTC.
pub fn now() -> Moment {
    Moment(Date::EPOCH.days_until(day("2026-11-26")) * 24 * 60 + 21 * 60 + 40)
}

pub fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

impl Bench {
    pub fn new(language: &str) -> Self {
        let content = Content::load().unwrap();
        let facts = Facts::load(&content).unwrap();
        let read = |name: &str| {
            fs::read_to_string(format!("{}/../../static/texts/{language}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
        };
        let files = Files {
            exports: &read("exports.json"),
            law: &read("law.json"),
            verdict: &read("verdict.json"),
            measures: &read("measures.json"),
            schemes: &read("schemes.json"),
            newest: &read("cyfun-2025.json"),
            older: &read("cyfun-2023.json"),
        };
        let words = Texts::parse(&files, content.newest.succession.as_ref()).unwrap();
        Self { content, facts, words }
    }

    /// An export of a dossier at a moment.
    pub fn export<T>(&self, dossier: &Dossier, at: Moment, make: impl FnOnce(&Subject<'_>) -> T) -> T {
        let content = &self.content;
        let catalogue = self.catalogue(&dossier.framework);
        let facts = content.facts(catalogue);
        let today = Date::EPOCH.plus_days(at.0.div_euclid(24 * 60));
        let report = report(&dossier.case(&content.law, catalogue), &facts, today);
        let entered = dossier.tools.read(content).unwrap();
        let obligations = Obligations { law: &content.law, schemes: &self.facts.schemes, all: &self.facts.calendar };
        let dues = dues(obligations, dossier, &report, &entered, today);
        make(&Subject { dossier, facts, report: &report, dues: &dues, at })
    }

    pub fn catalogue(&self, id: &FrameworkId) -> &Catalogue {
        self.content.catalogues().find(|catalogue| catalogue.id == *id).unwrap()
    }

    /// A saved file in which every field holds something, with a certificate, an answer to every requirement that is
    /// answered in a pattern, and a piece of evidence.
    pub fn full(&self, level: AssuranceLevel) -> Dossier {
        let file = fs::read(format!("{}/../../tests/saved/v2.json", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let mut dossier = open(&file, &self.content).unwrap();
        dossier.target = Some(level);
        let mut records = Assessment::default();
        for (at, requirement) in self.content.newest.requirements.iter().enumerate() {
            let score = |shift: usize| Score::new(u8::try_from((at * 7 + shift) % 5).unwrap() + 1);
            let record = Record {
                documentation: score(1),
                implementation: score(3),
                note: format!("note {at}"),
                due: at.is_multiple_of(50).then(|| day("2027-02-01")),
                ..Record::default()
            };
            records.records.insert(requirement.id, record);
        }
        dossier.assessments.insert(dossier.framework.clone(), records);
        dossier.evidence = vec![Evidence {
            title: "Policy on passwords".to_owned(),
            place: "the blue folder".to_owned(),
            dated: Some(day("2026-03-01")),
            serves: [Target::Requirement(self.content.newest.requirements[0].id)].into(),
            ..Evidence::new(Dimension::Documentation)
        }];
        dossier.tools = Shelf::holding(Tools {
            certificate: Certificate {
                scope: "everything".to_owned(),
                issued: Some(day("2026-01-10")),
                expires: Some(day("2029-01-09")),
                ..Certificate::default()
            },
            ..Tools::default()
        });
        dossier
    }

    /// The same, with one hostile text wherever a user can type.
    pub fn hostile(&self, text: &str) -> Dossier {
        let mut dossier = self.full(AssuranceLevel::Essential);
        text.clone_into(&mut dossier.name);
        dossier.assessments.update(dossier.framework.clone(), |assessment| {
            for (at, id) in self.content.newest.requirements.iter().map(|one| one.id).enumerate().take(3) {
                let mut record = assessment.records.get(&id).cloned().unwrap();
                for place in [&mut record.note, &mut record.owner, &mut record.justification] {
                    text.clone_into(place);
                }
                record.due = Some(day("2027-03-01"));
                record.stance = if at == 2 { Stance::NotApplicable } else { record.stance };
                assessment.records.insert(id, record);
            }
        });
        let piece = &mut dossier.evidence[0];
        for place in [&mut piece.title, &mut piece.place, &mut piece.owner] {
            text.clone_into(place);
        }
        dossier
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        2 => proptest::sample::select(HOSTILE.as_slice()).prop_map(ToOwned::to_owned),
        2 => any::<String>(),
        1 => "[ -~\\n]{0,40}",
    ]
}

fn score() -> impl Strategy<Value = Option<Score>> {
    prop_oneof![Just(None), proptest::sample::select(Score::ALL.as_slice()).prop_map(Some)]
}

fn record(catalogue: Catalogue) -> impl Strategy<Value = Record> {
    let stance = prop_oneof![6 => Just(Stance::Scored), 1 => Just(Stance::Unknown), 1 => Just(Stance::NotApplicable)];
    let due =
        prop_oneof![3 => Just(None), 1 => (-40_000_i64..900_000).prop_map(|days| Some(Date::EPOCH.plus_days(days)))];
    let ask = prop_oneof![3 => Just(None), 1 => proptest::sample::select(Knower::ALL.as_slice()).prop_map(Some)];
    let carried = prop_oneof![5 => Just(None), 1 => (0..catalogue.requirements.len()).prop_map(Some)];
    (stance, score(), score(), text(), text(), text(), due, ask, carried).prop_map(
        move |(stance, documentation, implementation, justification, note, owner, due, ask, carried)| Record {
            stance,
            documentation,
            implementation,
            justification,
            ask,
            note,
            owner,
            due,
            carried_from: carried.map(|at| catalogue.requirements[at].id),
        },
    )
}

/// Random dossiers: either framework, any level, any share of answers, any text.
pub fn dossiers(content: &Content) -> impl Strategy<Value = Dossier> + use<> {
    let catalogues: Vec<Catalogue> = content.catalogues().cloned().collect();
    let target = prop_oneof![Just(None), proptest::sample::select(AssuranceLevel::ALL.as_slice()).prop_map(Some)];
    (proptest::sample::select(catalogues), target, text(), 0..=100_u32).prop_flat_map(
        |(catalogue, target, name, share)| {
            let count = catalogue.requirements.len();
            let records = proptest::collection::vec((0..100_u32, record(catalogue.clone())), count);
            records.prop_map(move |records| {
                let mut assessment = Assessment::default();
                for (requirement, (dice, record)) in catalogue.requirements.iter().zip(records) {
                    if dice < share && !record.is_empty() {
                        assessment.records.insert(requirement.id, record);
                    }
                }
                Dossier {
                    name: name.clone(),
                    target,
                    framework: catalogue.id.clone(),
                    assessments: [(catalogue.id.clone(), assessment)].into_iter().collect(),
                    ..Dossier::default()
                }
            })
        },
    )
}
