//! What changed between two states, in sentences.

use super::{Sides, State};
use crate::{
    key::Key,
    pages::levels::assurance_key,
    plan::figure::{distance, value},
    tools::bench::Bench,
};
use belfry_engine::{
    collections::ordered,
    comparison::{CategoryChange, Course, GatePair, Pair},
    maturity::Maturity,
    scoring::Gate,
};
use yew::prelude::*;

/// The sentences, and what rose and fell.
pub fn said(bench: &Bench, sides: &Sides<'_>) -> Html {
    let words = &bench.words;
    let found = &sides.found;
    let [rose, fell, known, gone] = moved(bench, sides);
    let list = |title: Key, id: &'static str, lines: Vec<AttrValue>| {
        if lines.is_empty() {
            return Html::default();
        }
        html! {
            <div class="stack-tight"><h3 {id}>{ words.get(title) }</h3>
                <ul>{ for lines.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul></div>
        }
    };
    html! {
        <>
            { notes(bench, sides) }
            <div class="card stack" role="status">
                if found.is_empty() { <p><strong>{ words.get(Key::CompareEqual) }</strong></p> }
                <ul class="stack-tight" role="list">{ for sentences(bench, sides).into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            </div>
            <div class="moved">
                { list(Key::CompareRose, "compare-rose", rose) }
                { list(Key::CompareFell, "compare-fell", fell) }
                { list(Key::CompareKnown, "compare-known", known) }
                { list(Key::CompareGone, "compare-gone", gone) }
            </div>
        </>
    }
}

/// What to know before reading the figures.
fn notes(bench: &Bench, sides: &Sides<'_>) -> Html {
    let words = &bench.words;
    let level = words.get(assurance_key(sides.found.level.assurance()));
    let (before, after) = (sides.before.state.level, sides.after.state.level);
    let own = |state: &State| state.about.clone().unwrap_or_else(|| bench.view.dossier.name.clone());
    let (one, other) = (own(sides.before), own(sides.after));
    let name = |name: &str| if name.is_empty() { words.get(Key::DossierUnnamed) } else { name.to_owned().into() };
    html! {
        <>
            if one != other {
                <p class="note note-uncertain">{ words.fill(Key::CompareOtherOrganisation, &[("before", &name(&one)), ("after", &name(&other))]) }</p>
            }
            if before != after {
                <p class="note">{ words.fill(Key::CompareGoals, &[("before", &words.get(assurance_key(before))), ("after", &words.get(assurance_key(after))), ("level", &level)]) }</p>
            } else if after.scored().is_none() {
                <p class="note">{ words.fill(Key::CompareSmall, &[("level", &level)]) }</p>
            }
        </>
    }
}

fn sentences(bench: &Bench, sides: &Sides<'_>) -> Vec<AttrValue> {
    let words = &bench.words;
    let found = &sides.found;
    let level = words.get(assurance_key(found.level.assurance()));
    let mut lines = Vec::new();
    match (found.verdict.before, found.verdict.after) {
        (Gate::Open, Gate::Open) | (Gate::Closed | Gate::Unknown, Gate::Closed | Gate::Unknown) => {}
        (Gate::Closed | Gate::Unknown, Gate::Open) => lines.push(words.fill(Key::CompareReached, &[("level", &level)])),
        (Gate::Open, Gate::Closed | Gate::Unknown) => lines.push(words.fill(Key::CompareLost, &[("level", &level)])),
    }
    lines.extend(total(bench, found.total));
    let gates = gates(bench, sides);
    let of = |wanted: fn(GatePair) -> bool| {
        let names: Vec<&str> = gates.iter().filter(|(_, gate)| wanted(*gate)).map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    };
    let opened = of(|gate| gate.changed() && gate.after == Gate::Open);
    let closed = of(|gate| gate.changed() && gate.before == Gate::Open);
    let short = of(|gate| gate.before == Gate::Unknown && gate.after == Gate::Closed);
    let named = [(Key::CompareGatesOpened, opened), (Key::CompareGatesClosed, closed), (Key::CompareGatesShort, short)];
    lines.extend(
        named.into_iter().filter(|(_, list)| !list.is_empty()).map(|(key, list)| words.fill(key, &[("gates", &list)])),
    );
    let (before, after) = found.answered;
    let asked = sides.catalogue.at_level(found.level).count().to_string();
    let places = [("before", &*before.to_string()), ("after", &*after.to_string()), ("all", &*asked)];
    lines.push(words.fill(if before == after { Key::CompareAnsweredSame } else { Key::CompareAnswered }, &places));
    let changed = found.categories.iter().map(|category| category.answers.len()).sum::<usize>() as u64;
    if changed > 0 {
        lines.push(words.counted(Key::CompareChanged, changed));
    }
    lines
}

fn total(bench: &Bench, total: Pair) -> Option<AttrValue> {
    let words = &bench.words;
    let (before, after) = (value(words, total.before), value(words, total.after));
    let moved = |key: Key, by: Maturity| {
        words.fill(key, &[("by", &distance(words, by)), ("before", &before), ("after", &after)])
    };
    match total.course() {
        Course::Rose(by) => Some(moved(Key::CompareTotalRose, by)),
        Course::Fell(by) => Some(moved(Key::CompareTotalFell, by)),
        Course::Same => Some(words.fill(Key::CompareTotalSame, &[("after", &after)])),
        Course::NowKnown(_) => Some(words.fill(Key::CompareTotalKnown, &[("after", &after)])),
        Course::NoLongerKnown(_) => Some(words.fill(Key::CompareTotalGone, &[("before", &before)])),
        Course::Unknown => None,
    }
}

/// Every gate with its name.
fn gates(bench: &Bench, sides: &Sides<'_>) -> Vec<(String, GatePair)> {
    let found = &sides.found;
    let mut gates = vec![(bench.words.get(Key::GatesTotal).to_string(), found.total_gate)];
    gates.extend(found.categories.iter().map(|category| (code(sides, category), category.gate)));
    gates.extend(
        found
            .key_measures
            .iter()
            .filter_map(|key| Some((sides.catalogue.requirements.get(key.requirement)?.id.to_string(), key.gate))),
    );
    gates
}

/// The code of a category.
pub fn code(sides: &Sides<'_>, category: &CategoryChange) -> String {
    sides.catalogue.categories.get(category.category).map(ToString::to_string).unwrap_or_default()
}

/// Categories that rose, fell, are known now, are known no longer; those that moved most come first.
fn moved(bench: &Bench, sides: &Sides<'_>) -> [Vec<AttrValue>; 4] {
    let words = &bench.words;
    let mut found: [Vec<(Maturity, AttrValue)>; 4] = [const { Vec::new() }; 4];
    for category in &sides.found.categories {
        let code = code(sides, category);
        let name = format!("{code} {}", words.name(&code));
        let Pair { before, after } = category.maturity;
        let (before, after) = (value(words, before), value(words, after));
        let step = |by: Maturity| {
            words.fill(
                Key::CompareStep,
                &[("name", &name), ("by", &distance(words, by)), ("before", &before), ("after", &after)],
            )
        };
        let only = |value: &str| words.fill(Key::CompareOnly, &[("name", &name), ("value", value)]);
        let [rose, fell, known, gone] = &mut found;
        match category.maturity.course() {
            Course::Rose(by) => rose.push((by, step(by))),
            Course::Fell(by) => fell.push((by, step(by))),
            Course::NowKnown(by) => known.push((by, only(&after))),
            Course::NoLongerKnown(by) => gone.push((by, only(&before))),
            Course::Same | Course::Unknown => {}
        }
    }
    // Of two that moved alike the first in the framework stays first.
    found.map(|lines| ordered(lines, |(by, _)| std::cmp::Reverse(*by)).into_iter().map(|(_, line)| line).collect())
}
