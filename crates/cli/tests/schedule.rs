//! `belfry plan` with capacity, promised dates and days off.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_cli::{Surroundings, plan};
use belfry_content::Content;
use belfry_engine::date::Date;
use serde_json::{Value, json};
use std::sync::OnceLock;

fn surroundings() -> &'static Surroundings {
    static ALL: OnceLock<Surroundings> = OnceLock::new();
    ALL.get_or_init(|| Surroundings { content: Content::load().unwrap(), today: Date::parse("2026-11-26").unwrap() })
}

/// A plan from nothing to Basic, with these keys beside it.
fn planned(keys: &Value) -> Value {
    plan::command(&input(keys), surroundings()).map_err(|failure| failure.message).unwrap().value().unwrap()
}

fn input(keys: &Value) -> String {
    let mut input = json!({ "framework": "cyfun-2025", "level": "basic", "answers": {}, "on": "2026-11-26" });
    for (key, value) in keys.as_object().unwrap() {
        input[key] = value.clone();
    }
    input.to_string()
}

fn task<'output>(output: &'output Value, measure: &str) -> &'output Value {
    output["schedule"]["tasks"].as_array().unwrap().iter().find(|task| task["measure"] == measure).unwrap()
}

#[test]
fn without_the_new_keys_the_answer_is_what_it_was() {
    let before = planned(&json!({}));
    assert!(before.get("schedule").is_none());
    let mut after = planned(&json!({ "holidays": false }));
    assert!(after.as_object_mut().unwrap().remove("schedule").is_some());
    assert_eq!(before, after);
}

#[test]
fn every_measure_of_the_roadmap_stands_on_working_days() {
    let output = planned(&json!({ "capacity": { "it": 2, "owner": 1 }, "holidays": true }));
    let schedule = &output["schedule"];
    let mut measures: Vec<&str> =
        output["measures"].as_array().unwrap().iter().map(|one| one["measure"].as_str().unwrap()).collect();
    let mut planned: Vec<&str> =
        schedule["tasks"].as_array().unwrap().iter().map(|one| one["measure"].as_str().unwrap()).collect();
    measures.sort_unstable();
    planned.sort_unstable();
    assert_eq!(planned, measures);
    for one in schedule["tasks"].as_array().unwrap() {
        for key in ["starts", "ends"] {
            let day = Date::parse(one[key].as_str().unwrap()).unwrap();
            assert!(day.weekday() < 5, "{one}");
            assert!(!["2026-12-25", "2027-01-01"].contains(&one[key].as_str().unwrap()), "{one}");
        }
    }
    assert_eq!((&schedule["ends"], &schedule["days_better_at_most"]), (&schedule["earliest_end"], &json!(0)));
    for one in schedule["roles"].as_array().unwrap() {
        let given = ["it", "owner"].contains(&one["role"].as_str().unwrap());
        assert_eq!(one["assumed"], !given, "{one}");
    }
    let buckets: usize = ["quick_wins", "this_month", "later"]
        .iter()
        .map(|bucket| schedule["buckets"][bucket].as_array().unwrap().len())
        .sum();
    assert_eq!(buckets, planned.len());
}

/// The measures named here raise key measures: every way to Basic has them.
#[test]
fn a_promised_date_is_kept_a_task_is_left_out_and_one_is_done() {
    let output = planned(&json!({
        "capacity": { "it": 2, "owner": 1, "hr": 1 },
        "fixed": { "copy-your-data-and-restore": { "by": "2026-12-18" }, "protect-every-computer": { "on": "2027-06-01" } },
        "out": ["ask-a-second-proof"],
        "progress": { "install-updates": { "done": "2026-11-20" }, "put-up-firewalls": { "left": 0.5, "on": "2026-11-16" } },
    }));
    assert_eq!(task(&output, "copy-your-data-and-restore")["fixed"], json!({ "by": "2026-12-18", "kept": true }));
    assert_eq!(task(&output, "protect-every-computer")["ends"], "2027-06-01");
    assert!(task(&output, "keep-and-read-logs")["starts"].as_str().unwrap() > "2027-06-01");
    assert_eq!(output["schedule"]["out"], json!(["ask-a-second-proof"]));
    assert_eq!(output["schedule"]["done"], json!([{ "measure": "install-updates", "on": "2026-11-20" }]));
    let begun = task(&output, "put-up-firewalls");
    assert_eq!((&begun["begun"], &begun["effort_days"]), (&json!("2026-11-16"), &json!(0.5)));
}

#[test]
fn a_missed_target_comes_with_the_capacity_that_makes_it() {
    let keys = json!({ "capacity": { "it": 1, "owner": 1, "hr": 1 }, "target": "2027-04-18" });
    let target = planned(&keys)["schedule"]["target"].clone();
    assert_eq!(target["standing"], "impossible");
    assert!(target["days_over"].as_i64().unwrap() > 0);
    let remedies = &target["remedies"];
    let needs = [&remedies["one_role"], &remedies["together"]].map(|needs| needs.as_array().unwrap());
    let needs = if needs[0].is_empty() { &needs[1][..] } else { &needs[0][..1] };
    let with = |less: f64| {
        let mut keys = keys.clone();
        for (at, need) in needs.iter().enumerate() {
            assert_eq!(need["proven_smallest"], true);
            let less = if at == 0 { less } else { 0.0 };
            let days = 1.0 + need["extra_days_per_week"].as_f64().unwrap() - less;
            keys["capacity"][need["role"].as_str().unwrap()] = json!(days);
        }
        planned(&keys)["schedule"]["target"].clone()
    };
    assert_eq!((&with(0.0)["standing"], &with(0.0)["remedies"]), (&json!("met"), &Value::Null));
    assert_eq!(with(0.01)["standing"], "impossible");
}

#[test]
fn prices_become_costs_that_add_up() {
    let output = planned(&json!({
        "capacity": { "it": { "days_per_week": 1, "changes": { "2027-03-01": 6 } }, "owner": 1 },
        "prices": { "day": { "it": 650.5, "owner": 400 }, "purchases": { "put-up-firewalls": 1200 }, "audit": 6000, "audit_on": "2027-10-01" },
    }));
    let costs = &output["schedule"]["costs"];
    let amount = |value: &Value| value.as_f64().unwrap();
    let parts = amount(&costs["work_eur"]) + amount(&costs["purchases_eur"]) + amount(&costs["audit_eur"]);
    assert!((amount(&costs["total_eur"]) - parts).abs() < 1e-9);
    let quarters: f64 = costs["quarters"].as_array().unwrap().iter().map(|quarter| amount(&quarter["eur"])).sum();
    assert!((quarters - parts).abs() < 1e-9);
    assert_eq!(costs["purchases_eur"], 1200.0);
    let priced = |role: &&Value| !["it", "owner"].contains(&role["role"].as_str().unwrap());
    let unpriced = output["schedule"]["roles"].as_array().unwrap().iter().filter(priced).count();
    assert_eq!(costs["without_price"].as_array().unwrap().len(), unpriced);
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let wrong = |keys: Value| plan::command(&input(&keys), surroundings()).err().unwrap();
    for (keys, place) in [
        (json!({ "capacity": { "cook": 1 } }), "capacity.cook"),
        (json!({ "capacity": { "it": -1 } }), "capacity.it"),
        (json!({ "capacity": { "it": { "days_per_week": 1, "changes": { "soon": 2 } } } }), "capacity.it"),
        (json!({ "fixed": { "bake-bread": { "by": "2027-01-01" } } }), "fixed.bake-bread"),
        (json!({ "fixed": { "install-updates": { "by": "2027-13-01" } } }), "fixed.install-updates"),
        (json!({ "holidays": ["Christmas"] }), "holidays"),
        (json!({ "holidays": true, "target": "spring" }), "target"),
        (json!({ "holidays": true, "out": ["bake-bread"] }), "out"),
        (json!({ "holidays": true, "progress": { "install-updates": { "left": -1 } } }), "progress.install-updates"),
        (json!({ "holidays": true, "prices": { "day": { "it": -5 } } }), "prices.day.it"),
    ] {
        assert_eq!(wrong(keys).place, place);
    }
    assert!(wrong(json!({ "capacityy": {} })).message.contains("capacityy"));
}
