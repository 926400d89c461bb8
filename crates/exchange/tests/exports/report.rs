//! The report in JSON.

use super::cases::{Bench, now};
use belfry_dossier::open::open;
use belfry_engine::level::AssuranceLevel;
use belfry_exchange::export::json;
use serde_json::Value;

#[test]
fn the_report_says_what_follows_with_its_sources_and_every_figure_exactly() {
    let bench = Bench::new("en");
    let dossier = bench.full(AssuranceLevel::Essential);
    bench.export(&dossier, now(), |subject| {
        let report: Value = serde_json::from_str(&json::write(subject)).unwrap();
        assert_eq!(report["kind"], "belfry-report");
        assert_eq!(report["made_on"], "2026-11-26T21:40:00Z");
        assert_eq!(report["organisation"], dossier.name.as_str());
        assert_eq!(report["profile"]["entity_types"][0], "food.processor");
        let verdict = &report["verdict"];
        let found = subject.report.classification.as_ref().unwrap();
        assert_eq!(verdict["status"], found.status.code());
        assert_eq!(verdict["grounds"].as_array().unwrap().len(), found.grounds.len());
        for ground in verdict["grounds"].as_array().unwrap() {
            assert!(!ground["law"].as_array().unwrap().is_empty(), "{ground}");
        }
        let card = subject.report.method();
        let method = &report["scores"]["method"];
        assert_eq!(method["total_exact"], card.total.unwrap().to_string());
        assert_eq!(method["total"], card.total.unwrap().to_f64());
        assert_eq!(method["categories"].as_object().unwrap().len(), card.categories.len());
        assert_eq!(report["scores"]["workbook"]["total_exact"], subject.report.workbook.total.unwrap().to_string());
        assert_eq!(
            report["scores"]["differences"].as_array().unwrap().len(),
            subject.report.differences.len(),
            "the two ledgers part in the pattern of answers"
        );
        assert!(!subject.report.differences.is_empty());
        assert_eq!(report["gaps"].as_array().unwrap().len(), subject.report.blockers.essential.len());
        assert_eq!(report["roadmap"]["measures"].as_array().unwrap().len(), subject.report.roadmap.tasks.len());
    });
}

#[test]
fn the_report_and_the_saved_dossier_open_again_as_the_whole_dossier() {
    let bench = Bench::new("en");
    let dossier = bench.full(AssuranceLevel::Basic);
    for file in bench.export(&dossier, now(), |subject| [json::write(subject), json::saved(subject)]) {
        let again = open(file.as_bytes(), &bench.content).unwrap();
        let entered = |dossier: &belfry_dossier::Dossier| dossier.tools.read(&bench.content).unwrap();
        assert_eq!(entered(&again), entered(&dossier));
        assert_eq!(belfry_dossier::Dossier { tools: dossier.tools.clone(), ..again }, dossier);
    }
}
