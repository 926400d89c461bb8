//! Where you stand, beside the questions: the total, the tower, what blocks each level and by how much.

use super::levels::{assurance_key, dossier_tower};
use crate::{
    components::status::{Standing, status_tag},
    desk::Study,
    format,
    key::Key,
};
use belfry_engine::{gap::Blocker, level::ScoredLevel, scoring::Gate};
use yew::prelude::*;

/// Where you stand.
pub fn live(desk: &Study) -> Html {
    let words = &desk.words;
    let card = desk.report.method();
    let total = card.total.map(|total| format::maturity(words.language(), total));
    let gate = format::maturity(words.language(), card.total_gate);
    html! {
        <div class="live stack">
            <h2 class="h3">{ words.get(Key::LiveTitle) }</h2>
            <div class="tower-small">{ dossier_tower(desk) }</div>
            <p class="live-total" role="status">
                <span class="figure" data-total={card.total.map(|total| total.to_string())}>{ total.unwrap_or_else(|| "–".to_owned()) }</span>
                { " " }
                <span class="soft">{ words.fill(Key::LiveGate, &[("gate", &gate)]) }</span>
            </p>
            if !card.is_complete() && card.total.is_some() { <p class="small soft">{ words.get(Key::LiveSoFar) }</p> }
            <ul role="list" class="stack-tight">{ for ScoredLevel::ALL.into_iter().map(|level| level_row(desk, level)) }</ul>
        </div>
    }
}

/// The state of a level, in shape and word.
pub fn standing(verdict: Gate) -> (Standing, Key) {
    match verdict {
        Gate::Open => (Standing::Met, Key::GateOpen),
        Gate::Closed => (Standing::Short, Key::GateClosed),
        Gate::Unknown => (Standing::Unknown, Key::GateUnknown),
    }
}

fn level_row(desk: &Study, level: ScoredLevel) -> Html {
    let words = &desk.words;
    let report = &desk.report;
    let (standing, word) = standing(report.scorecards.at(level).verdict());
    let here = level == report.level;
    let blockers = report.blockers.at(level);
    html! {
        <li class="live-level" key={level.code()}>
            <details open={here}>
                <summary><span>{ words.get(assurance_key(level.assurance())) }</span>{ status_tag(standing, words.get(word)) }</summary>
                if blockers.is_empty() {
                    <p class="small">{ words.get(Key::BlockersNone) }</p>
                } else {
                    <ul class="small">{ for summary(desk, blockers).into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                }
            </details>
        </li>
    }
}

/// What blocks a level, counted by kind; the total with how far it is short.
fn summary(desk: &Study, blockers: &[Blocker]) -> Vec<AttrValue> {
    let words = &desk.words;
    let mut lines = Vec::new();
    let (mut keys, mut categories) = (0_u64, 0_u64);
    for blocker in blockers {
        match blocker {
            Blocker::Open(count) => lines.push(words.counted(Key::BlockersOpen, *count as u64)),
            Blocker::Rules(count) => lines.push(words.counted(Key::BlockersRules, *count as u64)),
            Blocker::KeyMeasure { .. } => keys += 1,
            Blocker::Category { .. } => categories += 1,
            Blocker::Total { short } => {
                let short = format::number(words.language(), short.to_f64(), 3);
                lines.push(words.fill(Key::BlockersTotal, &[("short", &short)]));
            }
        }
    }
    if categories > 0 {
        lines.insert(lines.len().min(1), words.counted(Key::BlockersCategories, categories));
    }
    if keys > 0 {
        lines.insert(lines.len().min(1), words.counted(Key::BlockersKeys, keys));
    }
    lines
}
