//! Worked cases: whole entities and whole answer sets with the result that somebody else worked out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_cli::{Surroundings, classify, level, score};
use belfry_content::Content;
use belfry_engine::date::Date;
use serde_json::{Value, json};
use std::fs;

fn surroundings() -> Surroundings {
    Surroundings { content: Content::load().unwrap(), today: Date::parse("2026-11-23").unwrap() }
}

fn cases(name: &str) -> String {
    fs::read_to_string(format!("{}/../../tests/cases/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn every_worked_entity_gets_its_class() {
    let surroundings = surroundings();
    let mut seen = 0;
    for line in cases("classification.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let answer = classify::command(&case["input"].to_string(), &surroundings)
            .map_err(|failure| failure.message)
            .unwrap()
            .value()
            .unwrap();
        assert_eq!(answer["status"], case["expected"], "{} ({})", case["id"], case["why"]);
        assert!(!answer["grounds"].as_array().unwrap().is_empty(), "{}", case["id"]);
        if let Some(expected) = case.get("expected_disapplied") {
            assert_eq!(answer["disapplied"][0]["titles"], *expected, "{}", case["id"]);
        }
        seen += 1;
    }
    assert_eq!(seen, 62);
}

#[test]
fn every_worked_answer_set_gets_its_score_in_both_ledgers() {
    let surroundings = surroundings();
    let file: Value = serde_json::from_str(&cases("scoring.json")).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 21);
    for case in cases {
        let framework = format!("cyfun-{}", case["version"].as_str().unwrap());
        let input = json!({ "framework": framework, "level": case["level"], "answers": case["answers"] });
        let answer = score::command(&input.to_string(), &surroundings)
            .map_err(|failure| failure.message)
            .unwrap()
            .value()
            .unwrap();
        for ledger in ["method", "workbook"] {
            let expected = &case[format!("expected_{ledger}")];
            compare(&format!("{} {ledger}", case["id"]), &answer[ledger], expected);
        }
    }
}

fn compare(name: &str, found: &Value, expected: &Value) {
    for (key, expected) in expected.as_object().unwrap() {
        match key.as_str() {
            "categories" => {
                assert_eq!(
                    found["categories"].as_object().unwrap().len(),
                    expected.as_object().unwrap().len(),
                    "{name}"
                );
                for (category, expected) in expected.as_object().unwrap() {
                    let found = &found["categories"][category];
                    assert_eq!(found["maturity_exact"], expected["maturity"]["exact"], "{name} {category}");
                    close(
                        &found["documentation"],
                        &expected["doc"]["value"],
                        &format!("{name} {category} documentation"),
                    );
                    close(
                        &found["implementation"],
                        &expected["impl"]["value"],
                        &format!("{name} {category} implementation"),
                    );
                }
            }
            "total" => assert_eq!(found["total_exact"], expected["exact"], "{name} total"),
            "rule_violations" | "key_measures_failing" | "categories_failing" => {
                let sorted = |value: &Value| {
                    let mut texts: Vec<String> = value.as_array().unwrap().iter().map(ToString::to_string).collect();
                    texts.sort();
                    texts
                };
                assert_eq!(sorted(&found[key]), sorted(expected), "{name} {key}");
            }
            key => assert_eq!(found[key], *expected, "{name} {key}"),
        }
    }
}

fn close(found: &Value, expected: &Value, name: &str) {
    let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
    assert!((found - expected).abs() < 1e-9, "{name}: {found} is not {expected}");
}

#[test]
fn the_selection_tool_gives_the_official_totals() {
    let surroundings = surroundings();
    let expected = [
        ("I.1", 95.0),
        ("I.2", 85.0),
        ("I.3", 85.0),
        ("I.4", 85.0),
        ("I.5", 72.5),
        ("I.6", 67.5),
        ("I.7", 67.5),
        ("I.8", 95.0),
        ("I.9", 95.0),
        ("I.10", 125.0),
        ("I.11", 87.5),
        ("II.1", 55.0),
        ("II.2", 15.0),
        ("II.3", 60.0),
        ("II.4", 42.5),
        ("II.5", 57.5),
        ("II.6", 55.0),
        ("II.7", 62.5),
    ];
    for (sector, base) in expected {
        for (size, factor) in [("small", 1.0), ("medium", 2.0), ("large", 3.0)] {
            let input = json!({ "sector": sector, "size": size, "cells": {} });
            let answer = level::command(&input.to_string(), &surroundings)
                .map_err(|failure| failure.message)
                .unwrap()
                .value()
                .unwrap();
            let total: f64 = base * factor;
            assert!((answer["score"].as_f64().unwrap() - total).abs() < 1e-9, "{sector} {size}");
            let level = if total >= 200.0 {
                "essential"
            } else if total >= 100.0 {
                "important"
            } else {
                "basic"
            };
            assert_eq!(answer["level"], level, "{sector} {size}");
        }
    }
}

#[test]
fn several_sectors_are_several_runs_and_the_highest_is_shown() {
    let profile = json!({ "entity_types": ["food.processor", "energy.electricity.supplier"], "fte": 300,
        "turnover_eur": 60_000_000, "balance_eur": 50_000_000, "established_in": "BE" });
    let answer = level::command(&profile.to_string(), &surroundings())
        .map_err(|failure| failure.message)
        .unwrap()
        .value()
        .unwrap();
    assert_eq!(answer["score"], 285.0);
    assert_eq!(answer["sheets"].as_array().unwrap().len(), 2);
    assert_eq!(answer["by_class"], "essential");
}

#[test]
fn a_changed_cell_changes_the_score() {
    let input = json!({ "sector": "I.1", "size": "small", "cells": { "impact/0": "low" } });
    let changed = level::command(&input.to_string(), &surroundings())
        .map_err(|failure| failure.message)
        .unwrap()
        .value()
        .unwrap();
    assert!(changed["score"].as_f64().unwrap() < 95.0);
}

#[test]
fn what_is_wrong_is_named() {
    let surroundings = surroundings();
    let base = json!({ "entity_types": ["food.processor"], "fte": 78, "turnover_eur": 1, "balance_eur": 1, "established_in": "BE" });
    let with = |key: &str, value: Value| {
        let mut profile = base.clone();
        profile[key] = value;
        classify::command(&profile.to_string(), &surroundings).err().unwrap()
    };
    assert!(with("entity_types", json!(["food.baker"])).message.contains("food.baker"));
    assert!(with("fte", json!(-3)).place.contains("fte"));
    assert!(with("turnover_eur", json!(1e300)).place.contains("turnover_eur"));
    assert!(with("colour", json!("red")).message.contains("colour"));
    assert!(with("special", json!({ "excluded_body": "circus" })).message.contains("circus"));
    assert!(with("established_in", json!("Belgium")).message.contains("Belgium"));
    assert!(with("entity_types", json!([])).message.contains("none"));
    let score_with = |answers: Value| {
        let input = json!({ "framework": "cyfun-2025", "level": "basic", "answers": answers });
        score::command(&input.to_string(), &surroundings).err().unwrap()
    };
    assert!(score_with(json!({ "PR.AA-99.9": [1, 1] })).message.contains("PR.AA-99.9"));
    assert!(score_with(json!({ "PR.AA-01.1": [0, 1] })).place.contains("PR.AA-01.1"));
    assert!(score_with(json!({ "PR.AA-01.1": [6, 1] })).place.contains("PR.AA-01.1"));
    assert!(score_with(json!({ "PR.AA-01.1": [3.5, 1] })).place.contains("PR.AA-01.1"));
    assert!(score_with(json!({ "PR.AA-01.1": "maybe" })).place.contains("PR.AA-01.1"));
}
