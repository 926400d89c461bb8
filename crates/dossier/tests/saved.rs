//! Saving and opening: identity, every old format, and no file that can do harm.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_content::Content;
use belfry_dossier::{
    DecisionRecord, Dossier,
    action::{Action, Change},
    arrangement::{
        Agreed, AgreedTask, Arrangement, Closed, Conditions, EnteredPrices, PublicHolidays, RoleTime, TimeChange,
    },
    choices::{Choices, Pin},
    evidence::{Evidence, Hash, Target},
    lead::Lead,
    open::{OpenError, Wrong, open, open_dated},
    passport::Taken,
    plain::{Habit, HabitAnswer, Style},
    planning::Planning,
    profile::{Country, Fact, Generation, MainEstablishment, Member, Profile, Relation, Representative, Situation},
    record::{Record, Stance},
    request::Request,
    save::save,
    schema::SavedFile,
    sealed::{Derivation, ROUNDS, Sealed},
    selection::{CellPlace, CellValue},
    snapshot::Snapshot,
    tools::{
        AuditAnswer, Certificate, ControlRecord, Demonstrated, Incident, Known, OwnMapping, Passport, Return, Shelf,
        Shown, Supplier, Tools, Weight,
    },
    upgrade::FORMAT,
};
use belfry_engine::{
    answer::Answer,
    catalogue::{Dimension, Knower, Ledger, PersonDays},
    control::{self, Accreditation, Applicability},
    course::Course,
    date::Date,
    identifier::{
        AskId, ClockId, ControlId, EntityTypeId, FrameworkId, MeasureId, ObligationId, RequirementId, SchemeId, SheetId,
    },
    incident::{Moment, Trait},
    level::AssuranceLevel,
    maturity::Score,
    returns::ReturnKind,
    roadmap::Urgency,
    schedule::{Fixed, Progress},
    size::{AnnualWorkUnits, Euro, Share},
    support::Region,
};
use proptest::prelude::*;
use std::fs;

fn content() -> Content {
    Content::load().unwrap()
}

fn requirement(id: &str) -> RequirementId {
    RequirementId::parse(id).unwrap()
}

/// A dossier in which every field that format 1 knew holds something.
fn full_of_format_one() -> Dossier {
    let profile = Profile {
        activity: "Bread, „pistolets“ & speculoos".to_owned(),
        established_in: Some(Country::BELGIUM),
        situations: Some([Situation::CriticalEntity, Situation::Dora].into()),
        entity_types: Some([EntityTypeId::parse("food.processor").unwrap()].into()),
        generation: Some(Generation::Grid),
        facts: [(Fact::WastePrincipalActivity, true)].into_iter().collect(),
        serves_belgium: Some(true),
        main_establishment: Some(MainEstablishment::OutsideTheUnion),
        representative: Some(Representative::Missing),
        staff: AnnualWorkUnits::parse("14.5").ok(),
        turnover: Euro::parse("1400000.25").ok(),
        balance_sheet: Euro::parse("0").ok(),
        in_group: Some(true),
        group: vec![Member {
            name: "Mother".to_owned(),
            relation: Relation::Partner,
            share: Share::parse("33.3").ok(),
            staff: AnnualWorkUnits::parse("7").ok(),
            members: vec![Member { public_body: true, ..Member::default() }],
            ..Member::default()
        }],
        independence: Some(true),
        customers_in_scope: Some(true),
    };
    let planning = Planning {
        start: Date::parse("2026-12-01"),
        target: Date::parse("2027-04-18"),
        pace: Some(PersonDays(250)),
        efforts: [(MeasureId::parse("register-with-the-ccb").unwrap(), PersonDays(75))].into_iter().collect(),
        done: [MeasureId::parse("prepare-incident-reports").unwrap()].into(),
    };
    let decision = DecisionRecord {
        decided_by: "An".to_owned(),
        reviewed_by: "Bert".to_owned(),
        decided_on: Date::parse("2026-11-23"),
        remark: "two\nlines".to_owned(),
    };
    let id = requirement("PR.AA-03.2");
    let changes = [
        Change::Score(Dimension::Documentation, Score::HIGHEST),
        Change::Score(Dimension::Implementation, Score::LOWEST),
        Change::Justification("none".to_owned()),
        Change::Ask(Some(Knower::Supplier)),
        Change::Note("n".to_owned()),
        Change::Owner("IT".to_owned()),
        Change::Due(Date::parse("2027-01-01")),
    ];
    let mut dossier = Dossier::default()
        .apply(Action::Rename("Bakkerij De Klok".to_owned()))
        .apply(Action::Profile(Box::new(profile)))
        .apply(Action::Decision(decision))
        .apply(Action::Target(Some(AssuranceLevel::Small)))
        .apply(Action::Selection(SheetId::parse("II.4").unwrap(), CellPlace::Probability(0, 3), Some(CellValue::High)))
        .apply(Action::Planning(Box::new(planning)))
        .apply(Action::Record(requirement("GV.OC-03.1"), Change::Stance(Stance::Unknown)))
        .apply(Action::Record(requirement("PR.AT-01.1"), Change::Stance(Stance::NotApplicable)));
    for change in changes {
        dossier = dossier.apply(Action::Record(id, change));
    }
    let carried = Record { carried_from: Some(requirement("PR.AC-4.1")), ..Record::default() };
    let habit = Habit { id: MeasureId::parse("install-updates").unwrap(), answer: HabitAnswer::Partly };
    let dossier = dossier
        .apply(Action::Style(Style::Plain))
        .apply(Action::Habit(habit))
        .apply(Action::Take(vec![(requirement("PR.AA-05.1"), carried)], Vec::new()));
    let request = Request { of: "1-2".to_owned(), whom: Knower::It, requirements: vec![id] };
    let of_format_one = Evidence {
        title: "folder 7".to_owned(),
        serves: [Target::Requirement(id)].into(),
        ..Evidence::new(Dimension::Implementation)
    };
    Dossier { request: Some(request), evidence: vec![of_format_one], ..dossier }
}

/// Every decision about the way to the level.
fn choices() -> Choices {
    let mut choices = Choices {
        course: Course::Both,
        ledger: Ledger::Workbook,
        not_applicable: [requirement("PR.AA-05.1"), requirement("ID.AM-01.1")].into(),
        most_days: Some(PersonDays(4_050)),
        most_euro: Euro::parse("20000").ok(),
        ..Choices::default()
    };
    choices.pin(requirement("PR.AA-03.2"), Dimension::Documentation, Some(Pin::Stays));
    choices.pin(requirement("PR.AA-03.2"), Dimension::Implementation, Some(Pin::AtLeast(Score::FOUR)));
    choices.pin(requirement("GV.OC-03.1"), Dimension::Implementation, Some(Pin::AtLeast(Score::TWO)));
    choices
}

/// An arrangement in which every field holds something.
fn arrangement() -> Arrangement {
    let day = |text: &str| Date::parse(text).unwrap();
    let measure = |text: &str| MeasureId::parse(text).unwrap();
    let (register, updates) = (measure("register-with-the-ccb"), measure("install-updates"));
    let conditions = Conditions {
        time: [
            (
                Knower::It,
                RoleTime {
                    per_week: Some(PersonDays(250)),
                    changes: vec![
                        TimeChange { from: Some(day("2027-03-01")), per_week: PersonDays(0) },
                        TimeChange { from: None, per_week: PersonDays(500) },
                    ],
                },
            ),
            (Knower::Supplier, RoleTime { per_week: Some(PersonDays(0)), changes: Vec::new() }),
        ]
        .into_iter()
        .collect(),
        holidays: PublicHolidays::Worked,
        closed: vec![
            Closed { name: "Summer".to_owned(), from: Some(day("2027-07-12")), until: Some(day("2027-07-30")) },
            Closed::default(),
        ],
        fixed: [(register.clone(), Fixed::By(day("2026-12-18"))), (updates.clone(), Fixed::On(day("2027-02-01")))]
            .into_iter()
            .collect(),
        out: [measure("secure-your-wi-fi")].into(),
        progress: [
            (register.clone(), Progress::Done { on: day("2026-11-25") }),
            (updates.clone(), Progress::Begun { on: None, left: PersonDays(125) }),
            (measure("keep-and-read-logs"), Progress::Begun { on: Some(day("2026-11-02")), left: PersonDays(0) }),
        ]
        .into_iter()
        .collect(),
    };
    let task = |days| AgreedTask { who: Knower::It, effort: PersonDays(300), urgency: Urgency::KeyMeasure, days };
    Arrangement {
        agreed: Some(Agreed {
            on: day("2026-11-26"),
            start: Some(day("2026-12-01")),
            conditions: conditions.clone(),
            tasks: [(register, task(None)), (updates.clone(), task(Some((day("2026-12-01"), day("2026-12-04")))))]
                .into_iter()
                .collect(),
        }),
        conditions,
        prices: EnteredPrices {
            days: [(Knower::Legal, Euro::parse("1200.5").unwrap())].into_iter().collect(),
            purchases: [(updates, Euro::whole(3_000))].into_iter().collect(),
            audit: Some(Euro::whole(7_000)),
            audit_on: Some(day("2027-09-01")),
            outside: Some(Euro::whole(0)),
            region: Some(Region::Brussels),
        },
    }
}

/// The same, with everything that format 2 brought.
fn full() -> Dossier {
    let day = Date::parse;
    let control = |text: &str| ControlId::parse(text).unwrap();
    let clock = ClockId::parse("nis2-early-warning").unwrap();
    let id = requirement("PR.AA-03.2");
    let evidence = Evidence {
        dimension: Dimension::Documentation,
        title: "Policy".to_owned(),
        place: "shelf 3".to_owned(),
        owner: "An".to_owned(),
        dated: day("2026-01-02"),
        review: day("2027-01-02"),
        hash: Hash::parse(&"0f".repeat(32)),
        serves: [
            Target::Requirement(id),
            Target::Control(control("A.5.1")),
            Target::Ask(AskId::parse("gdpr.33").unwrap()),
        ]
        .into(),
    };
    let passport = Passport {
        name: "IT partner".to_owned(),
        framework: FrameworkId::known("cyfun-2025"),
        level: AssuranceLevel::Basic,
        on: day("2026-11-24").unwrap(),
        asked: 34,
        answered: 34,
        total: Some(271),
        keys: 13,
        keys_met: 12,
        passed: false,
    };
    let tools = Tools {
        certificate: Certificate {
            scope: "Hospital services".to_owned(),
            body: "Body".to_owned(),
            number: "1".to_owned(),
            accreditation: Some(Accreditation::Belac),
            issued: day("2025-03-10"),
            expires: day("2028-03-09"),
        },
        controls: [
            (
                control("A.8.5"),
                ControlRecord {
                    applicability: Applicability::Excluded,
                    documentation: Some(control::Progress::InPlace),
                    implementation: Some(control::Progress::Partly),
                    justification: "why".to_owned(),
                    note: "n".to_owned(),
                },
            ),
            (
                control("A.8.24"),
                ControlRecord {
                    documentation: Some(control::Progress::Planned),
                    implementation: Some(control::Progress::Absent),
                    ..ControlRecord::default()
                },
            ),
        ]
        .into_iter()
        .collect(),
        own_mapping: Some(OwnMapping {
            name: "mapping.xlsx".to_owned(),
            framework: FrameworkId::known("cyfun-2025"),
            pairs: [(id, control("A.8.5")), (id, control("5.2")), (requirement("PR.AA-05.1"), control("A.5.15"))]
                .into(),
        }),
        schemes: [(SchemeId::parse("cra").unwrap(), Shown::On)].into_iter().collect(),
        done: [(ObligationId::parse("documents-review").unwrap(), day("2026-02-01").unwrap())].into_iter().collect(),
        decided: day("2026-03-02"),
        explanations: [(id, "We do".to_owned())].into_iter().collect(),
        suppliers: vec![Supplier {
            name: "IT partner".to_owned(),
            service: "Servers".to_owned(),
            weighs: [Weight::Stops, Weight::Alone].into(),
            note: "asked".to_owned(),
            asked: day("2026-10-01"),
            passport: Some(passport),
        }],
        incidents: vec![Incident {
            title: "Mail".to_owned(),
            aware: Some(Moment(29_900_000)),
            judged: Some(Moment(29_900_060)),
            remedy: Some(Moment(29_900_600)),
            traits: [Trait::Significant, Trait::PersonalData].into(),
            sent: [(clock, Moment(29_900_100))].into_iter().collect(),
            known: [(Known::What, "phishing".to_owned())].into_iter().collect(),
        }],
        audit: vec![AuditAnswer {
            requirement: id,
            dimension: Dimension::Implementation,
            shown: Some(Demonstrated::Told),
            note: "said".to_owned(),
        }],
        returns: vec![Return {
            kind: ReturnKind::Tender,
            title: "Province".to_owned(),
            source: "label".to_owned(),
            on: day("2026-09-01"),
            amount: Euro::parse("12000.5").ok(),
            days: Some(PersonDays(300)),
        }],
        day_rate: Euro::parse("650").ok(),
        decisions: vec!["Approve".to_owned()],
        choices: choices(),
        snapshots: vec![Snapshot {
            name: "before verification".to_owned(),
            on: day("2026-09-30").unwrap(),
            framework: FrameworkId::known("cyfun-2025"),
            level: AssuranceLevel::Important,
            answers: [
                (id, Answer::Scored { documentation: Score::new(3).unwrap(), implementation: Score::new(2).unwrap() }),
                (requirement("PR.AT-01.1"), Answer::NotApplicable),
            ]
            .into_iter()
            .collect(),
        }],
        arrangement: arrangement(),
    };
    let mut dossier = full_of_format_one();
    dossier.evidence.push(evidence);
    Dossier { tools: Shelf::holding(tools), ..dossier }
}

/// The dossier with everything on its shelf read.
fn read(dossier: Dossier, content: &Content) -> Dossier {
    let tools = dossier.tools.read(content).unwrap();
    Dossier { tools: Shelf::holding(Tools::clone(&tools)), ..dossier }
}

#[test]
fn what_is_saved_opens_as_it_was() {
    let content = content();
    for dossier in [Dossier::default(), full()] {
        let text = save(&dossier, "2026-11-23T10:00:00Z");
        assert_eq!(read(open(text.as_bytes(), &content).unwrap(), &content), dossier);
    }
}

#[test]
fn every_format_ever_released_opens() {
    let content = content();
    let file =
        |format: u32| fs::read(format!("{}/../../tests/saved/v{format}.json", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let first = open(&file(0), &content).unwrap();
    assert_eq!(first.target, Some(AssuranceLevel::Basic));
    let expected = Answer::Scored { documentation: Score::new(3).unwrap(), implementation: Score::new(2).unwrap() };
    assert_eq!(first.record(requirement("PR.AA-03.2")).answer(), expected);
    assert_eq!(first.record(requirement("PR.AT-01.1")).answer(), Answer::NotApplicable);
    assert_eq!(open(&file(1), &content).unwrap(), full_of_format_one());
    assert_eq!(read(open(&file(2), &content).unwrap(), &content), full());
    assert_eq!(FORMAT, 2, "a new format needs its file in tests/saved and its line here");
}

/// `BELFRY_UPDATE=1 cargo test` writes the file anew, when a new format is made; never for a released one.
#[test]
fn the_file_of_this_format_is_what_this_release_writes() {
    let path = format!("{}/../../tests/saved/v2.json", env!("CARGO_MANIFEST_DIR"));
    let text = save(&full(), "2026-11-23T10:00:00Z");
    if std::env::var_os("BELFRY_UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), text);
}

#[test]
fn the_published_schema_is_fresh() {
    let path = format!("{}/../../schema/dossier-{FORMAT}.json", env!("CARGO_MANIFEST_DIR"));
    // Of what is written: a part that is left out when it is empty is not required.
    let generator = schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut text = serde_json::to_string_pretty(&generator.into_root_schema_for::<SavedFile>()).unwrap();
    text.push('\n');
    if std::env::var_os("BELFRY_UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), text);
}

#[test]
fn the_published_schema_holds_for_an_empty_and_a_full_file() {
    let path = format!("{}/../../schema/dossier-{FORMAT}.json", env!("CARGO_MANIFEST_DIR"));
    let schema = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let empty = Dossier::default();
    for dossier in [empty, full()] {
        let file = serde_json::from_str(&save(&dossier, "2026-11-23T10:00:00Z")).unwrap();
        let faults: Vec<String> = validator.iter_errors(&file).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
    let stranger = serde_json::json!({ "kind": "belfry-dossier", "format": FORMAT, "dossier": { "nonsense": 1 } });
    assert!(!validator.is_valid(&stranger));
}

fn refusal(text: &str) -> OpenError {
    open(text.as_bytes(), &content()).unwrap_err()
}

fn wrong(dossier: &str) -> (String, Wrong) {
    let file = format!(
        r#"{{"kind":"belfry-dossier","format":1,"framework":"cyfun-2025","saved_on":"","app_version":"","dossier":{dossier}}}"#
    );
    match refusal(&file) {
        OpenError::Wrong { place, what } => (place, what),
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    assert_eq!(refusal("Dear diary"), OpenError::NotJson { line: 1, column: 1 });
    assert_eq!(refusal("{}"), OpenError::NotADossier);
    assert_eq!(refusal(r#"{"kind":"belfry-dossier","format":7}"#), OpenError::TooNew { found: 7, supported: FORMAT });
    assert_eq!(open(&[0xff, 0xfe], &content()).unwrap_err(), OpenError::NotText);
    let place = |place: &str| format!("dossier.{place}");
    assert_eq!(wrong(r#"{"colour":1}"#), (place("colour"), Wrong::UnknownKey));
    assert_eq!(wrong(r#"{"target":"huge"}"#), (place("target"), Wrong::UnknownIdentifier));
    assert_eq!(wrong(r#"{"profile":{"staff":"-1"}}"#), (place("profile.staff"), Wrong::OutOfRange));
    assert_eq!(wrong(r#"{"profile":{"staff":7}}"#), (place("profile.staff"), Wrong::WrongKind));
    assert_eq!(
        wrong(r#"{"profile":{"entity_types":["x"]}}"#),
        (place("profile.entity_types.0"), Wrong::UnknownIdentifier)
    );
    assert_eq!(wrong(r#"{"profile":{"group":[{}]}}"#), (place("profile.group.0.relation"), Wrong::Missing));
    let answer = r#"{"assessments":{"cyfun-2025":{"PR.AA-01.1":{"documentation":9}}}}"#;
    assert_eq!(wrong(answer), (place("assessments.cyfun-2025.PR.AA-01.1.documentation"), Wrong::OutOfRange));
    let mut group = String::from("[]");
    for _ in 0..20 {
        group = format!(r#"[{{"relation":"linked","members":{group}}}]"#);
    }
    assert_eq!(wrong(&format!(r#"{{"profile":{{"group":{group}}}}}"#)).1, Wrong::OutOfRange);
}

#[test]
fn a_wrong_decision_about_the_way_is_said_with_its_place() {
    let content = content();
    let wrong = |choices: &str| {
        let file = format!(
            r#"{{"kind":"belfry-dossier","format":2,"framework":"cyfun-2025","saved_on":"","app_version":"","dossier":{{"tools":{{"choices":{choices}}}}}}}"#
        );
        match open(file.as_bytes(), &content).unwrap().tools.read(&content).unwrap_err() {
            OpenError::Wrong { place, what } => (place.replace("dossier.tools.choices.", ""), what),
            other => panic!("{other}"),
        }
    };
    let at = |place: &str, what: Wrong| (place.to_owned(), what);
    assert_eq!(wrong(r#"{"course":"cheap"}"#), at("course", Wrong::UnknownIdentifier));
    assert_eq!(wrong(r#"{"ledger":"mine"}"#), at("ledger", Wrong::UnknownIdentifier));
    assert_eq!(wrong(r#"{"pins":{"PR":{}}}"#), at("pins.PR", Wrong::UnknownIdentifier));
    assert_eq!(wrong(r#"{"pins":{"PR.AA-03.2":{}}}"#), at("pins.PR.AA-03.2", Wrong::Missing));
    assert_eq!(
        wrong(r#"{"pins":{"PR.AA-03.2":{"documentation":"at-least-1"}}}"#),
        at("pins.PR.AA-03.2.documentation", Wrong::UnknownIdentifier)
    );
    assert_eq!(wrong(r#"{"most_days":"1.005"}"#), at("most_days", Wrong::OutOfRange));
    assert_eq!(wrong(r#"{"most_euro":"-1"}"#), at("most_euro", Wrong::OutOfRange));
}

#[test]
fn a_refusal_never_lowers_what_a_half_has_and_a_decision_let_go_leaves_no_trace() {
    let content = content();
    let catalogue = content.catalogues().find(|catalogue| catalogue.id == FrameworkId::known("cyfun-2025")).unwrap();
    let limits = choices().limits(catalogue);
    let at = catalogue.position(requirement("PR.AA-03.2")).unwrap();
    let found = limits.get(&at).unwrap();
    assert_eq!((found.most, found.least), ([Score::LOWEST, Score::HIGHEST], [Score::LOWEST, Score::FOUR]));
    assert_eq!(choices().candidates(catalogue).iter().count(), 2);
    let mut emptied = choices();
    for id in ["PR.AA-03.2", "GV.OC-03.1"] {
        Dimension::ALL.into_iter().for_each(|half| emptied.pin(requirement(id), half, None));
    }
    assert_eq!(emptied.pins.iter().count(), 0);
}

#[test]
fn what_is_wrong_in_an_arrangement_is_said_with_its_place() {
    let content = content();
    let wrong = |arrangement: &str| {
        let file = format!(
            r#"{{"kind":"belfry-dossier","format":2,"framework":"cyfun-2025","saved_on":"","app_version":"","dossier":{{"tools":{{"arrangement":{arrangement}}}}}}}"#
        );
        match open(file.as_bytes(), &content).unwrap().tools.read(&content).unwrap_err() {
            OpenError::Wrong { place, what } => (place.replace("dossier.tools.arrangement.", ""), what),
            other => panic!("{other}"),
        }
    };
    for (saved, place, what) in [
        (r#"{"time":{}}"#, "time", Wrong::UnknownKey),
        (r#"{"conditions":{"time":{"boss":{}}}}"#, "conditions.time.boss", Wrong::UnknownIdentifier),
        (r#"{"conditions":{"time":{"it":{"days":"501"}}}}"#, "conditions.time.it.days", Wrong::OutOfRange),
        (r#"{"conditions":{"time":{"it":{"changes":[{}]}}}}"#, "conditions.time.it.changes.0.days", Wrong::Missing),
        (r#"{"conditions":{"holidays":"yes"}}"#, "conditions.holidays", Wrong::UnknownIdentifier),
        (r#"{"conditions":{"closed":[{"from":"soon"}]}}"#, "conditions.closed.0.from", Wrong::OutOfRange),
        (
            r#"{"conditions":{"fixed":{"dance":{"by":"2027-01-01"}}}}"#,
            "conditions.fixed.dance",
            Wrong::UnknownIdentifier,
        ),
        (r#"{"conditions":{"fixed":{"install-updates":{}}}}"#, "conditions.fixed.install-updates", Wrong::Missing),
        (
            r#"{"conditions":{"fixed":{"install-updates":{"by":"2027-01-01","on":"2027-01-02"}}}}"#,
            "conditions.fixed.install-updates.on",
            Wrong::UnknownKey,
        ),
        (r#"{"conditions":{"out":["dance"]}}"#, "conditions.out.0", Wrong::UnknownIdentifier),
        (
            r#"{"conditions":{"progress":{"install-updates":{"begun":"2027-01-01"}}}}"#,
            "conditions.progress.install-updates.left",
            Wrong::Missing,
        ),
        (
            r#"{"conditions":{"progress":{"install-updates":{"done":"2027-01-01","left":"1"}}}}"#,
            "conditions.progress.install-updates.left",
            Wrong::UnknownKey,
        ),
        (r#"{"agreed":{}}"#, "agreed.on", Wrong::Missing),
        (
            r#"{"agreed":{"on":"2026-11-26","tasks":{"install-updates":{"who":"it","days":"1","urgency":"level","starts":"2027-01-01"}}}}"#,
            "agreed.tasks.install-updates.ends",
            Wrong::Missing,
        ),
        (
            r#"{"agreed":{"on":"2026-11-26","tasks":{"install-updates":{"who":"it","days":"1","urgency":"level","starts":"2027-01-02","ends":"2027-01-01"}}}}"#,
            "agreed.tasks.install-updates.ends",
            Wrong::OutOfRange,
        ),
        (r#"{"prices":{"days":{"it":"-1"}}}"#, "prices.days.it", Wrong::OutOfRange),
        (r#"{"prices":{"region":"france"}}"#, "prices.region", Wrong::UnknownIdentifier),
    ] {
        assert_eq!(wrong(saved), (place.to_owned(), what), "{saved}");
    }
}

#[test]
fn a_misprint_of_the_official_files_is_understood() {
    let opened = |assessments: &str| {
        let file = format!(
            r#"{{"kind":"belfry-dossier","format":1,"framework":"cyfun-2023","saved_on":"","app_version":"","dossier":{{"assessments":{assessments}}}}}"#
        );
        open(file.as_bytes(), &content())
    };
    let dossier = opened(r#"{"cyfun-2023":{"R.AC-3.4":{"documentation":4,"implementation":2}}}"#).unwrap();
    let expected = Answer::Scored { documentation: Score::new(4).unwrap(), implementation: Score::new(2).unwrap() };
    assert_eq!(dossier.record(requirement("PR.AC-3.4")).answer(), expected);
    let both = r#"{"cyfun-2023":{"R.AC-3.4":{"documentation":4},"PR.AC-3.4":{"documentation":1}}}"#;
    assert!(opened(both).is_err(), "two answers to one requirement: neither is dropped");
}

proptest! {
    #[test]
    fn no_bytes_make_opening_panic(bytes: Vec<u8>) {
        drop(open(&bytes, &content()));
    }

    #[test]
    fn no_damage_to_a_file_makes_opening_panic(at in 0_usize..4_000, byte: u8, cut in 0_usize..4_000) {
        let mut bytes = save(&full(), "2026-11-23T10:00:00Z").into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let content = content();
        drop(open(&bytes, &content));
        bytes.truncate(cut % bytes.len());
        drop(open(&bytes, &content));
    }

    #[test]
    fn nothing_typed_is_lost_by_changing_ones_mind(note in ".{0,40}", step in 1_u8..=5) {
        let id = requirement("ID.AM-01.1");
        let dossier = Dossier::default()
            .apply(Action::Record(id, Change::Note(note.clone())))
            .apply(Action::Record(id, Change::Score(Dimension::Documentation, Score::new(step).unwrap())))
            .apply(Action::Record(id, Change::Stance(Stance::NotApplicable)))
            .apply(Action::Record(id, Change::Stance(Stance::Scored)));
        let record = dossier.record(id);
        prop_assert_eq!(record.note, note);
        prop_assert_eq!(record.documentation, Score::new(step));
    }
}

fn lead(dossier: Option<Dossier>) -> String {
    let lead = Lead {
        name: "An Verstraete".to_owned(),
        reach: "an@voorbeeld.be".to_owned(),
        message: String::new(),
        status: Some("important".to_owned()),
        level: "important".to_owned(),
        total: Some(2.5),
        asked: 117,
        answered: 3,
        dossier,
    };
    lead.to_text("2026-11-23T10:00:00Z")
}

#[test]
fn what_a_visitor_sends_opens_with_the_consultant() {
    let sent = lead(Some(full()));
    assert_eq!(read(open(sent.as_bytes(), &content()).unwrap(), &content()), full());
    // Nothing of the visitor's own words stands where the dossier is read.
    assert!(!save(&open(sent.as_bytes(), &content()).unwrap(), "").contains("voorbeeld"));
}

#[test]
fn a_result_alone_says_that_there_are_no_answers() {
    assert_eq!(refusal(&lead(None)), OpenError::OnlyResult);
}

#[test]
fn a_sealed_file_asks_for_its_passphrase() {
    let sealed =
        Sealed { derivation: Derivation { rounds: ROUNDS, salt: [1; 16] }, nonce: [2; 12], content: vec![3; 40] };
    assert_eq!(refusal(&sealed.to_text()), OpenError::Sealed);
}

#[test]
fn evidence_of_the_first_format_moves_to_the_register_and_is_joined() {
    let content = content();
    let line = |text: &str| serde_json::json!({ "dimension": "documentation", "reference": text });
    let file = serde_json::json!({
        "kind": "belfry-dossier", "format": 1, "framework": "cyfun-2025", "saved_on": "", "app_version": "",
        "dossier": { "assessments": { "cyfun-2025": {
            "PR.AA-03.2": { "documentation": 2, "implementation": 2, "evidence": [line("Policy"), line(" ")] },
            "PR.AA-05.1": { "evidence": [line("Policy"), line("List")] },
        } } },
    });
    let dossier = open(file.to_string().as_bytes(), &content).unwrap();
    let titles: Vec<(&str, usize)> =
        dossier.evidence.iter().map(|piece| (piece.title.as_str(), piece.serves.len())).collect();
    assert_eq!(titles, [("Policy", 2), ("List", 1)]);
    let mut broken = file;
    broken["dossier"]["assessments"]["cyfun-2025"]["PR.AA-03.2"]["evidence"] = serde_json::json!("lost?");
    let place = "dossier.assessments.cyfun-2025.PR.AA-03.2.evidence".to_owned();
    let refused = OpenError::Wrong { place, what: Wrong::UnknownKey };
    assert_eq!(open(broken.to_string().as_bytes(), &content), Err(refused));
}

#[test]
fn a_passport_opens_as_it_was_and_nothing_else_does() {
    let content = content();
    let passport = full().tools.read(&content).unwrap().suppliers[0].passport.clone().unwrap();
    let text = passport.to_text();
    assert_eq!(Passport::open(text.as_bytes(), &content).unwrap(), passport);
    assert_eq!(Passport::open(save(&full(), "").as_bytes(), &content), Err(OpenError::NotADossier));
    assert_eq!(open(text.as_bytes(), &content), Err(OpenError::NotADossier));
    let newer = text.replace("\"version\": 1", "\"version\": 2");
    assert_eq!(Passport::open(newer.as_bytes(), &content), Err(OpenError::TooNew { found: 2, supported: 1 }));
    let boasting = text.replace("\"total\": 271", "\"total\": 501");
    assert!(matches!(Passport::open(boasting.as_bytes(), &content), Err(OpenError::Wrong { .. })));
    for (said, impossible, place) in
        [("\"keys_met\": 12", "\"keys_met\": 14", "keys_met"), ("\"answered\": 34", "\"answered\": 35", "answered")]
    {
        let impossible = text.replace(said, impossible);
        let refused = OpenError::Wrong { place: place.to_owned(), what: Wrong::OutOfRange };
        assert_eq!(Passport::open(impossible.as_bytes(), &content), Err(refused));
    }
}

#[test]
fn half_a_day_saved_is_half_a_day_read() {
    let content = content();
    let dossier = full();
    let mut tools = dossier.tools.read(&content).unwrap().as_ref().clone();
    tools.returns[0].days = Some(PersonDays(150));
    let half = Dossier { tools: Shelf::holding(tools.clone()), ..dossier };
    let opened = open(save(&half, "").as_bytes(), &content).unwrap();
    assert_eq!(*opened.tools.read(&content).unwrap(), tools);
}

#[test]
fn a_passport_goes_to_the_supplier_of_its_name_and_an_older_one_never_replaces_a_newer() {
    let passport = full().tools.read(&content()).unwrap().suppliers[0].passport.clone().unwrap();
    let earlier = Passport { on: Date::parse("2026-01-05").unwrap(), ..passport.clone() };
    let mut tools = Tools {
        suppliers: vec![Supplier { name: " it PARTNER ".to_owned(), ..Supplier::default() }],
        ..Tools::default()
    };
    assert_eq!(tools.take_passport(passport.clone()), Taken::In);
    assert_eq!(tools.take_passport(earlier), Taken::Older);
    assert_eq!(tools.take_passport(passport.clone()), Taken::Same);
    assert_eq!(tools.suppliers.len(), 1);
    assert_eq!(tools.suppliers[0].passport.as_ref(), Some(&passport));
    let nameless = |keys_met| Passport { name: "  ".to_owned(), keys_met, ..passport.clone() };
    assert_eq!([5, 6, 5].map(|met| tools.take_passport(nameless(met))), [Taken::In, Taken::In, Taken::Same]);
    assert_eq!(tools.suppliers.len(), 3, "two without a name are two suppliers");
}

#[test]
fn a_passport_can_be_dated_today_anywhere_on_earth_and_no_later() {
    let passport = full().tools.read(&content()).unwrap().suppliers[0].passport.clone().unwrap();
    assert!(!passport.lies_ahead(Date::parse("2026-11-24").unwrap()));
    assert!(!passport.lies_ahead(Date::parse("2026-11-23").unwrap()), "it is tomorrow already where it was made");
    assert!(passport.lies_ahead(Date::parse("2026-11-22").unwrap()));
}

#[test]
fn what_was_entered_in_the_tools_is_read_when_it_is_asked_for_and_what_is_wrong_there_is_kept() {
    let content = content();
    let dossier = full();
    let opened = open(save(&dossier, "").as_bytes(), &content).unwrap();
    assert_eq!(opened.tools.read(&content).unwrap(), dossier.tools.read(&content).unwrap());
    let text = save(&dossier, "").replace("\"belac\"", "\"somebody\"");
    let odd = open(text.as_bytes(), &content).unwrap();
    let place = "dossier.tools.certificate.accreditation".to_owned();
    assert_eq!(odd.tools.read(&content), Err(OpenError::Wrong { place, what: Wrong::UnknownIdentifier }));
    assert_eq!(save(&odd, ""), text, "what cannot be read is saved as it came");
}

#[test]
fn a_frozen_state_is_read_strictly() {
    let content = content();
    let text = save(&full(), "");
    let refused = |said: &str, wrong: &str, place: &str, what: Wrong| {
        let changed = text.replacen(said, wrong, 1);
        assert_ne!(changed, text, "{said}");
        let place = format!("dossier.tools.snapshots.0.{place}");
        let opened = open(changed.as_bytes(), &content).unwrap();
        assert_eq!(opened.tools.read(&content), Err(OpenError::Wrong { place, what }));
        assert_eq!(save(&opened, ""), changed, "what cannot be read is saved as it came");
    };
    refused("\"3/2\"", "\"3/9\"", "answers.PR.AA-03.2", Wrong::OutOfRange);
    refused("\"n/a\"", "\"none\"", "answers.PR.AT-01.1", Wrong::OutOfRange);
    refused("\"PR.AT-01.1\": \"n/a\"", "\"PR.AT-99.1\": \"n/a\"", "answers.PR.AT-99.1", Wrong::UnknownIdentifier);
    refused("\"2026-09-30\"", "\"2026-09-31\"", "on", Wrong::OutOfRange);
    refused("\"on\": \"2026-09-30\"", "\"of\": \"2026-09-30\"", "on", Wrong::Missing);
    refused("\"before verification\"", "7", "name", Wrong::WrongKind);
    refused("\"level\": \"important\"", "\"level\": \"high\"", "level", Wrong::UnknownIdentifier);
}

#[test]
fn a_frozen_state_keeps_the_answers_and_says_the_same_as_the_dossier_did() {
    let content = content();
    let dossier = full();
    let on = Date::parse("2026-11-24").unwrap();
    let frozen = Snapshot::of(&dossier, &content.newest, AssuranceLevel::Basic, on, "now".to_owned());
    assert_eq!(frozen.parallel(&content.newest), dossier.answers(&content.newest));
    assert_eq!(frozen.answers.len(), 2, "what was open is not kept");
    let tools = Tools { snapshots: vec![frozen], ..Tools::default() };
    let kept = Dossier { tools: Shelf::holding(tools.clone()), ..Dossier::default() };
    assert_eq!(*open(save(&kept, "").as_bytes(), &content).unwrap().tools.read(&content).unwrap(), tools);
}

#[test]
fn a_file_says_when_it_was_saved_alone_and_inside_a_lead() {
    let content = content();
    let day = |text: &str| open_dated(text.as_bytes(), &content).unwrap().1;
    assert_eq!(day(&save(&full(), "2026-11-23T10:00:00Z")), Date::parse("2026-11-23"));
    assert_eq!(day(&lead(Some(full()))), Date::parse("2026-11-23"));
    assert_eq!(day(&save(&full(), "yesterday")), None);
    assert_eq!(open_dated(b"{}", &content), Err(OpenError::NotADossier));
}
