//! The plan as the contract has it: the least effort, its limits, and what is wrong with an input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_cli::{Surroundings, plan, score};
use belfry_content::Content;
use belfry_engine::{date::Date, level::ScoredLevel};
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

fn surroundings() -> &'static Surroundings {
    static SURROUNDINGS: OnceLock<Surroundings> = OnceLock::new();
    SURROUNDINGS
        .get_or_init(|| Surroundings { content: Content::load().unwrap(), today: Date::parse("2026-11-23").unwrap() })
}

fn planned(input: &Value) -> Value {
    let answer = plan::command(&input.to_string(), surroundings());
    answer.map_err(|failure| format!("{}: {}", failure.place, failure.message)).unwrap().value().unwrap()
}

fn refused(input: &Value) -> (String, String) {
    let failure = plan::command(&input.to_string(), surroundings()).err().unwrap();
    (failure.place, failure.message)
}

/// Every requirement of a level with the same scores.
fn all(framework: &str, level: &str, scores: [u8; 2]) -> Map<String, Value> {
    let catalogue = surroundings().content.catalogues().find(|catalogue| catalogue.id.as_str() == framework).unwrap();
    let level = ScoredLevel::from_code(level).unwrap();
    catalogue.at_level(level).map(|(_, requirement)| (requirement.id.to_string(), json!(scores))).collect()
}

/// What `score` says once the plan is carried out.
fn carried_out(input: &Value, plan: &Value) -> Value {
    let mut answers = input["answers"].as_object().unwrap().clone();
    for open in plan["least_effort"]["assumed_lowest"].as_array().unwrap() {
        answers.insert(open.as_str().unwrap().to_owned(), json!([1, 1]));
    }
    for step in plan["least_effort"]["steps"].as_array().unwrap() {
        let id = step["requirement"].as_str().unwrap();
        assert_eq!(answers[id], json!([step["documentation"][0], step["implementation"][0]]));
        answers.insert(id.to_owned(), json!([step["documentation"][1], step["implementation"][1]]));
    }
    for id in plan["least_effort"]["not_applicable"].as_array().unwrap() {
        answers.insert(id.as_str().unwrap().to_owned(), json!("NA"));
    }
    let scored = json!({ "framework": input["framework"], "level": input["level"], "answers": answers });
    score::command(&scored.to_string(), surroundings()).map_err(|failure| failure.message).unwrap().value().unwrap()
}

#[test]
fn the_least_effort_is_proven_and_passes_in_the_ledger_asked_for() {
    for framework in ["cyfun-2023", "cyfun-2025"] {
        for level in ["basic", "important", "essential"] {
            for ledger in ["method", "workbook"] {
                let answers = all(framework, level, [1, 2]);
                let input = json!({ "framework": framework, "level": level, "answers": answers, "ledger": ledger });
                let plan = planned(&input);
                let least = &plan["least_effort"];
                assert_eq!((&least["ledger"], &least["proven_optimal"]), (&json!(ledger), &json!(true)));
                assert_eq!((&least["passes"], &least["not_applicable"]), (&json!(true), &json!([])));
                assert_eq!(carried_out(&input, &plan)[ledger]["passed"], json!(true), "{framework} {level} {ledger}");
                assert!(!plan["measures"].as_array().unwrap().is_empty(), "{framework} {level}");
                assert_eq!(plan["effort_days"], least["effort_days"]);
            }
        }
    }
}

#[test]
fn without_a_ledger_the_published_method_counts_and_open_answers_are_named() {
    let input =
        json!({ "framework": "cyfun-2025", "level": "basic", "answers": { "GV.PO-01.1": [3, 3], "GV.OC-03.1": null } });
    let plan = planned(&input);
    let least = &plan["least_effort"];
    assert_eq!(least["ledger"], "method");
    assert_eq!(least["assumed_lowest"].as_array().unwrap().len(), 33);
    assert_eq!(carried_out(&input, &plan)["method"]["passed"], json!(true));
}

#[test]
fn not_applicable_is_proposed_when_allowed_and_only_where_named() {
    let mut input =
        json!({ "framework": "cyfun-2025", "level": "important", "answers": all("cyfun-2025", "important", [1, 1]) });
    let days = |plan: &Value| plan["least_effort"]["effort_days"].as_f64().unwrap();
    let without = planned(&input);
    assert_eq!(without["least_effort"]["not_applicable"], json!([]));
    input["not_applicable_allowed"] = json!(true);
    let freely = planned(&input);
    assert_eq!(freely["least_effort"]["not_applicable"].as_array().unwrap().len(), 3);
    assert_eq!(carried_out(&input, &freely)["method"]["passed"], json!(true));
    // A key measure is named too, by a label that the official files misprint.
    input["not_applicable_candidates"] = json!(["PR.AT-01.1", "PR.AA-01.1", "ID.AM-5.1"]);
    let named = planned(&input);
    let proposed: Vec<&str> =
        named["least_effort"]["not_applicable"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert!(
        !proposed.is_empty() && proposed.iter().all(|id| ["PR.AT-01.1", "ID.AM-05.1"].contains(id)),
        "{proposed:?}"
    );
    assert_eq!(named["least_effort"]["not_applicable_refused"], json!(["PR.AA-01.1"]));
    assert!(days(&freely) < days(&named) && days(&named) < days(&without));
    assert_eq!(carried_out(&input, &named)["method"]["passed"], json!(true));
}

#[test]
fn the_version_of_2023_knows_no_not_applicable() {
    let mut input = json!({ "framework": "cyfun-2023", "level": "basic", "answers": all("cyfun-2023", "basic", [1, 1]), "not_applicable_allowed": true });
    assert_eq!(planned(&input)["least_effort"]["not_applicable"], json!([]));
    input["answers"]["ID.AM-1.1"] = json!("NA");
    let least = planned(&input)["least_effort"].clone();
    assert_eq!((&least["passes"], &least["proven_optimal"]), (&json!(false), &json!(false)));
    assert_eq!(least["rule_violations"], json!(["na_not_available_in_2023:ID.AM-1.1"]));
    assert_eq!(least["assumed_lowest"], json!(["ID.AM-1.1"]));
}

#[test]
fn a_level_out_of_reach_says_which_gate_and_how_far_one_gets() {
    let na: Map<String, Value> =
        all("cyfun-2025", "essential", [1, 1]).into_iter().map(|(id, _)| (id, json!("NA"))).collect();
    let least =
        planned(&json!({ "framework": "cyfun-2025", "level": "essential", "answers": na }))["least_effort"].clone();
    assert_eq!(
        (&least["passes"], &least["proven_optimal"], &least["steps"]),
        (&json!(false), &json!(false), &json!([]))
    );
    assert_eq!(least["out_of_reach"], json!([{ "gate": "total", "reach": 3.0, "needed": 3.5 }]));
    assert!(least["rule_violations"].as_array().unwrap().contains(&json!("na_count:218>5")));
}

#[test]
fn the_users_own_efforts_lead_elsewhere() {
    let mut input =
        json!({ "framework": "cyfun-2025", "level": "basic", "answers": all("cyfun-2025", "basic", [2, 2]) });
    let plan = planned(&input);
    let catalogue = &surroundings().content.newest;
    let is_key = |id: &str| catalogue.requirements[catalogue.labelled(id).unwrap()].is_key_at(ScoredLevel::Basic);
    let raised =
        plan["least_effort"]["steps"].as_array().unwrap().iter().map(|step| step["requirement"].as_str().unwrap());
    let id = raised.into_iter().find(|id| !is_key(id)).unwrap().to_owned();
    let dear = json!({ "documentation": [9, 99.25, 999, 999], "implementation": [9, 99, 999, 999] });
    input["effort"] = json!({ &id: dear });
    let plan = planned(&input);
    let steps = plan["least_effort"]["steps"].as_array().unwrap();
    assert!(!steps.is_empty() && steps.iter().all(|step| step["requirement"] != json!(id)));
    assert_eq!(carried_out(&input, &plan)["method"]["passed"], json!(true));
}

#[test]
fn what_the_path_leaves_low_is_listed_by_half() {
    let input = json!({ "framework": "cyfun-2025", "level": "basic", "answers": all("cyfun-2025", "basic", [2, 3]) });
    let least = planned(&input)["least_effort"].clone();
    assert_eq!(least["steps"], json!([]));
    let low = least["left_low"].as_array().unwrap();
    assert_eq!(low.len(), 34);
    assert!(low.iter().all(|low| low["half"] == "documentation" && low["score"] == 2));
}

#[test]
fn what_is_wrong_is_named() {
    let base = json!({ "framework": "cyfun-2025", "level": "basic", "answers": {} });
    let with = |changes: Value| {
        let mut input = base.clone();
        for (key, value) in changes.as_object().unwrap() {
            input[key] = value.clone();
        }
        refused(&input)
    };
    let (place, message) = with(json!({ "ledger": "cheque" }));
    assert!(place == "ledger" && message.contains("cheque"), "{place} {message}");
    let (place, _) = with(json!({ "not_applicable_candidates": ["PR.AT-01.1"] }));
    assert_eq!(place, "not_applicable_candidates");
    let (place, message) = with(json!({ "not_applicable_allowed": true, "not_applicable_candidates": ["PR.XX-01.1"] }));
    assert!(place == "not_applicable_candidates" && message.contains("PR.XX-01.1"), "{place} {message}");
}
