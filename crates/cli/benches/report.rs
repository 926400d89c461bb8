//! What a report costs, and how many dossiers a second one core scores. `cargo bench --package belfry-cli`.

#![allow(clippy::unwrap_used, missing_docs)]

use belfry_cli::{Surroundings, score};
use belfry_content::Content;
use belfry_dossier::{
    Dossier,
    action::{Action, Change},
    profile::{Country, Generation, MainEstablishment},
    save::save,
};
use belfry_engine::{
    catalogue::Dimension, date::Date, identifier::EntityTypeId, level::AssuranceLevel, maturity::Score, report::report,
    size::AnnualWorkUnits,
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

/// A hospital of 900 with all 218 answers.
fn dossier(content: &Content) -> Dossier {
    let mut dossier = Dossier { target: Some(AssuranceLevel::Essential), ..Dossier::default() };
    let profile = &mut dossier.profile;
    profile.situations = Some([].into());
    profile.established_in = Some(Country::BELGIUM);
    profile.entity_types = Some([EntityTypeId::parse("health.provider").unwrap()].into());
    profile.generation = Some(Generation::None);
    profile.main_establishment = Some(MainEstablishment::In(Country::BELGIUM));
    profile.staff = Some(AnnualWorkUnits::whole(900));
    profile.in_group = Some(false);
    for (at, requirement) in content.newest.requirements.iter().enumerate() {
        for (dimension, shift) in [(Dimension::Documentation, 0), (Dimension::Implementation, 3)] {
            let step = u8::try_from((at * 7 + shift) % 5).unwrap() + 1;
            let change = Change::Score(dimension, Score::new(step).unwrap());
            dossier = dossier.apply(Action::Record(requirement.id, change));
        }
    }
    dossier
}

fn benchmarks(criterion: &mut Criterion) {
    let surroundings = Surroundings { content: Content::load().unwrap(), today: Date::parse("2026-11-23").unwrap() };
    let content = &surroundings.content;
    let dossier = dossier(content);
    let case = dossier.case(&content.law, &content.newest);
    criterion.bench_function("a full report over 218 answers", |bencher| {
        bencher.iter(|| report(black_box(&case), &content.facts(&content.newest), surroundings.today));
    });
    criterion.bench_function("an answer, applied and reported", |bencher| {
        let id = content.newest.requirements.first().unwrap().id;
        bencher.iter(|| {
            let next = dossier.apply(Action::Record(id, Change::Score(Dimension::Documentation, Score::HIGHEST)));
            report(&next.case(&content.law, &content.newest), &content.facts(&content.newest), surroundings.today)
        });
    });
    let text = save(&dossier, "2026-11-23T10:00:00Z");
    let mut group = criterion.benchmark_group("batch");
    group.throughput(Throughput::Elements(1));
    group.bench_function("score a saved dossier", |bencher| {
        bencher.iter(|| score::command(black_box(&text), &surroundings).map_err(|failure| failure.message).unwrap());
    });
    group.finish();
}

criterion_group!(benches, benchmarks);
criterion_main!(benches);
