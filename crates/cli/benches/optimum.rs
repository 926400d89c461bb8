//! What the proof of the least effort costs, beside a solver that nobody here wrote.
//! `cargo bench --package belfry-cli --bench optimum`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

#[path = "../../content/tests/alternative/mod.rs"]
mod alternative;

use alternative::{Verdict, least_effort};
use belfry_content::Content;
use belfry_engine::{
    answer::Answer,
    catalogue::{Catalogue, Ledger},
    collections::{Map, Set},
    gap::path,
    level::ScoredLevel,
    maturity::Score,
    optimum::{Aim, Limits, Outcome, Problem, optimum},
};
use criterion::{Criterion, criterion_group, criterion_main};
use std::{hint::black_box, time::Instant};

/// How many nodes of its search the other solver may look at: several seconds; ten times as many do not help it.
const NODES: u64 = 10_000;

struct Dossier {
    name: &'static str,
    level: ScoredLevel,
    answers: Vec<Answer>,
    not_applicable: Set<usize>,
}

/// A firm about half way: scores that average about `middle`.
fn about(catalogue: &Catalogue, middle: usize) -> Vec<Answer> {
    let step = |at: usize, shift: usize| Score::new(u8::try_from(middle - 1 + (at * 7 + shift) % 3).unwrap()).unwrap();
    let answer = |at| Answer::Scored { documentation: step(at, 0), implementation: step(at, 2 + at / 3) };
    (0..catalogue.requirements.len()).map(answer).collect()
}

fn dossiers(catalogue: &Catalogue) -> Vec<Dossier> {
    let lowest = Answer::Scored { documentation: Score::LOWEST, implementation: Score::LOWEST };
    let ones = vec![lowest; catalogue.requirements.len()];
    let dossier = |name, level, answers: &[Answer]| {
        let not_applicable = Set::new();
        Dossier { name, level, answers: answers.to_vec(), not_applicable }
    };
    let half_way = about(catalogue, 2);
    vec![
        dossier("basic from all ones", ScoredLevel::Basic, &ones),
        dossier("important, nearly there", ScoredLevel::Important, &about(catalogue, 3)),
        dossier("important half way", ScoredLevel::Important, &half_way),
        dossier("essential, nearly there", ScoredLevel::Essential, &about(catalogue, 3)),
        dossier("essential half way", ScoredLevel::Essential, &half_way),
        dossier("essential from all ones", ScoredLevel::Essential, &ones),
        dossier("essential, nothing answered", ScoredLevel::Essential, &[]),
        Dossier {
            not_applicable: (0..catalogue.requirements.len()).collect(),
            ..dossier("essential half way, anything may not apply", ScoredLevel::Essential, &half_way)
        },
    ]
}

fn problem<'case>(
    catalogue: &'case Catalogue,
    limits: &'case Map<usize, Limits>,
    dossier: &'case Dossier,
) -> Problem<'case> {
    Problem {
        catalogue,
        level: dossier.level,
        ledger: Ledger::Method,
        answers: &dossier.answers,
        efforts: &|_| None,
        limits,
        not_applicable: &dossier.not_applicable,
        aim: Aim::Gates,
    }
}

fn benchmarks(criterion: &mut Criterion) {
    let content = Content::load().unwrap();
    let limits = Map::new();
    let dossiers = dossiers(&content.newest);
    let problem = |at: usize| problem(&content.newest, &limits, &dossiers[at]);
    let mut group = criterion.benchmark_group("the least effort, proven");
    for (at, dossier) in dossiers.iter().enumerate() {
        group.bench_function(dossier.name, |bencher| bencher.iter(|| optimum(black_box(&problem(at)))));
    }
    group.bench_function("the quick path for comparison, essential half way", |bencher| {
        let half_way = dossiers.iter().find(|dossier| dossier.name == "essential half way").unwrap();
        bencher.iter(|| path(&content.newest, half_way.level, black_box(&half_way.answers), &|_| None));
    });
    group.finish();
    for (at, dossier) in dossiers.iter().enumerate() {
        let ours = Instant::now();
        let found: Vec<Outcome> = (0..10).map(|_| optimum(black_box(&problem(at)))).collect();
        let ours = ours.elapsed().as_secs_f64() / found.len() as f64;
        let theirs = Instant::now();
        let verdict = least_effort(&problem(at), NODES);
        let theirs = theirs.elapsed().as_secs_f64();
        let effort = match found.first() {
            Some(Outcome::Reached(found)) => u64::from(found.path.effort.0),
            Some(Outcome::OutOfReach(_)) | None => u64::MAX,
        };
        let ratio = theirs / ours;
        let says = match verdict {
            Verdict::Least(least) if least == effort => {
                format!("microlp agrees after {theirs:.3} s, {ratio:.0} times as long")
            }
            Verdict::Between { bound, .. } => {
                let bound = bound as f64 / 100.0;
                format!(
                    "microlp stopped after {theirs:.3} s, {ratio:.0} times as long, knowing only that {bound} or more are needed"
                )
            }
            Verdict::Least(_) | Verdict::Impossible => format!("MICROLP DISAGREES: {verdict:?}"),
        };
        println!("{}: {} person-days in {:.2} ms; {says}", dossier.name, effort as f64 / 100.0, ours * 1e3);
    }
}

criterion_group!(benches, benchmarks);
criterion_main!(benches);
