//! What each export costs, from the bytes of a saved file to the bytes of the other. `cargo bench --package belfry-cli --bench
//! exports`.

#![allow(clippy::unwrap_used, missing_docs)]

mod hospital;

use belfry_cli::{
    Surroundings,
    export::{Format, export, texts},
};
use belfry_content::Content;
use belfry_dossier::{redact::Extent, save::save};
use belfry_engine::{date::Date, incident::Moment};
use clap::ValueEnum;
use criterion::{Criterion, criterion_group, criterion_main};
use std::{hint::black_box, path::Path};

fn benchmarks(criterion: &mut Criterion) {
    let today = Date::parse("2026-11-26").unwrap();
    let surroundings = Surroundings { content: Content::load().unwrap(), today };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let words = texts(&root.join("static/texts/nl"), &surroundings).map_err(|failure| failure.message).unwrap();
    let saved = save(&hospital::dossier(&surroundings.content), "2026-11-26T10:00:00Z").into_bytes();
    let at = Moment(Date::EPOCH.days_until(today) * 24 * 60);
    let mut group = criterion.benchmark_group("export");
    for format in Format::value_variants() {
        let make = |bytes: &[u8]| {
            let made = export(*format, bytes, &words, Extent::Whole, at, &surroundings);
            made.map_err(|failure| failure.message).unwrap().bytes
        };
        let name = format.to_possible_value().unwrap();
        println!("{}: {} bytes", name.get_name(), make(&saved).len());
        group.bench_function(name.get_name(), |bencher| bencher.iter(|| make(black_box(&saved))));
    }
    group.finish();
}

criterion_group!(benches, benchmarks);
criterion_main!(benches);
