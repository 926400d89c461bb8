//! The schedule as a picture, read by `roxmltree`.

use super::cases::{Bench, HOSTILE, now};
use belfry_content::plan::PlanFacts;
use belfry_dossier::Dossier;
use belfry_engine::{
    level::AssuranceLevel,
    schedule::{Circumstances, Schedule, schedule, tasks},
};
use belfry_exchange::export::gantt;

/// The picture and the schedule that it shows.
fn drawn(bench: &Bench, dossier: &Dossier) -> (String, Schedule) {
    let plan = PlanFacts::load(&bench.content).unwrap();
    bench.export(dossier, now(), |subject| {
        let roadmap = &subject.report.roadmap;
        let tasks = tasks(roadmap, &bench.content.measures, &plan.road);
        let capacity = belfry_engine::catalogue::Knower::ALL
            .map(|role| (role, belfry_engine::schedule::Capacity::steady(roadmap.pace)));
        let under = Circumstances {
            target: roadmap.target,
            capacity: capacity.into_iter().collect(),
            ..Circumstances::default()
        };
        let found = schedule(&tasks, &under, subject.today());
        (gantt::write(subject, &found, &plan.road, &bench.words), found)
    })
}

#[test]
fn every_measure_has_a_row_that_says_who_and_when() {
    for language in ["en", "nl", "fr", "de"] {
        let bench = Bench::new(language);
        let (picture, found) = drawn(&bench, &bench.full(AssuranceLevel::Essential));
        let document = roxmltree::Document::parse(&picture).unwrap();
        let rows: Vec<&str> = document
            .descendants()
            .filter(|node| node.has_tag_name("g"))
            .filter_map(|row| row.first_element_child()?.text())
            .collect();
        assert!(found.planned.len() > 10);
        assert_eq!(rows.len(), found.planned.len());
        for task in &found.planned {
            let days = format!("{} \u{2013} {}", task.starts, task.ends);
            assert!(rows.iter().any(|row| row.ends_with(&days)), "{language}: {days}");
        }
        let numbers = document.descendants().flat_map(|node| {
            node.attributes().filter(|one| matches!(one.name(), "x" | "y" | "width")).map(|one| one.value().to_owned())
        });
        assert!(numbers.into_iter().all(|number| number.parse::<i64>().is_ok_and(|number| number >= 0)));
    }
}

#[test]
fn hostile_names_stay_text_and_an_empty_plan_is_a_picture_too() {
    let bench = Bench::new("en");
    for text in HOSTILE {
        let (picture, _) = drawn(&bench, &Dossier { name: text.to_owned(), ..bench.full(AssuranceLevel::Basic) });
        let document = roxmltree::Document::parse(&picture).unwrap();
        let known = ["svg", "title", "desc", "rect", "text", "path", "g"];
        assert!(
            document.descendants().filter(|node| node.is_element()).all(|node| known.contains(&node.tag_name().name()))
        );
        assert!(!picture.contains('\u{202e}') && !picture.contains('\u{0}'));
    }
    let (picture, found) = drawn(&bench, &Dossier::default());
    assert!(roxmltree::Document::parse(&picture).is_ok(), "{} measures", found.planned.len());
}
