//! What a report costs, and how many dossiers a second one core scores. `cargo bench --package belfry-cli`.

#![allow(clippy::unwrap_used, missing_docs)]

mod hospital;

use belfry_cli::{Surroundings, score};
use belfry_content::Content;
use belfry_dossier::{
    action::{Action, Change},
    save::save,
};
use belfry_engine::{catalogue::Dimension, date::Date, maturity::Score, report::report};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

fn benchmarks(criterion: &mut Criterion) {
    let surroundings = Surroundings { content: Content::load().unwrap(), today: Date::parse("2026-11-23").unwrap() };
    let content = &surroundings.content;
    let dossier = hospital::dossier(content);
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
