//! Why the level is out of reach, and what would make it.

use super::{
    say,
    setting::{Hand, Reckoning},
};
use crate::{key::Key, plan::table::Table};
use belfry_dossier::choices::Choices;
use belfry_engine::{course::Obstacles, identifier::RequirementId, optimum::Barrier};
use yew::prelude::*;

/// Why the level is out of reach, and what would make it.
pub fn barriers(hand: &Hand, plan: &Reckoning) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let level = say::level(table, plan.way.path.level);
    html! {
        <section class="stack" aria-labelledby="plan-out">
            <h2 id="plan-out">{ words.fill(Key::PlanOut, &[("level", &level)]) }</h2>
            <p>{ words.get(Key::PlanOutLead) }</p>
            <ul class="note note-short">{ for plan.way.barriers.iter().map(|one| html! { <li>{ barrier(table, one) }</li> }) }</ul>
            if let Some(obstacles) = &plan.obstacles { { what_would_make_it(hand, obstacles) } }
        </section>
    }
}

/// A barrier in words.
fn barrier(table: &Table, barrier: &Barrier) -> AttrValue {
    let words = &table.words;
    let requirement = |at: usize| table.requirement_at(at).map(|found| found.id);
    let name = |at: usize| {
        let id = requirement(at);
        let title = id.map(|id| table.requirement_title(id)).unwrap_or_default();
        (id.map(|id| id.to_string()).unwrap_or_default(), title)
    };
    match barrier {
        Barrier::Limits { requirement, dimension, wanted, reach } => {
            let (id, title) = name(*requirement);
            words.fill(
                Key::PlanBarrierLimits,
                &[
                    ("requirement", &id),
                    ("title", &title),
                    ("half", &say::half(table, *dimension)),
                    ("reach", &reach.get().to_string()),
                    ("wanted", &wanted.get().to_string()),
                ],
            )
        }
        Barrier::KeyMeasure { requirement, reach, gate } => {
            let (id, title) = name(*requirement);
            let (reach, gate) = (say::figure(table, *reach), say::figure(table, *gate));
            let places = [("requirement", &*id), ("title", &*title), ("reach", &*reach), ("gate", &*gate)];
            words.fill(Key::PlanBarrierKey, &places)
        }
        Barrier::Category { category, reach, gate } => {
            let code = table.catalogue().categories.get(*category).map(ToString::to_string).unwrap_or_default();
            let (reach, gate) = (say::figure(table, *reach), say::figure(table, *gate));
            let places = [("code", &*code), ("name", &*words.name(&code)), ("reach", &*reach), ("gate", &*gate)];
            words.fill(Key::PlanBarrierCategory, &places)
        }
        Barrier::Total { reach, gate } => {
            let (reach, gate) = (say::figure(table, *reach), say::figure(table, *gate));
            words.fill(Key::PlanBarrierTotal, &[("reach", &reach), ("gate", &gate)])
        }
    }
}

fn what_would_make_it(hand: &Hand, obstacles: &Obstacles) -> Html {
    let words = &hand.table.words;
    if !obstacles.together {
        return html! { <p>{ words.get(Key::PlanOutAnswers) }</p> };
    }
    if obstacles.alone.is_empty() {
        return html! { <p>{ words.get(Key::PlanOutSeveral) }</p> };
    }
    let let_go = |id: RequirementId| {
        let onclick = hand.choosing("", move |choices: &mut Choices, _: MouseEvent| {
            choices.pins.remove(&id);
        });
        let onclick = hand.onward("#plan-pins".to_owned(), onclick);
        let label = words.fill(Key::PlanLetGoAll, &[("requirement", id.as_str())]);
        html! { <li class="row" key={id.to_string()}><span>{ hand.table.requirement_link(id) }</span><button type="button" class="button screen-only" {onclick}>{ label }</button></li> }
    };
    let ids = obstacles.alone.iter().filter_map(|at| hand.table.requirement_at(*at)).map(|found| found.id);
    html! {
        <>
            <p>{ words.counted(Key::PlanOutPin, obstacles.alone.len() as u64) }</p>
            <ul role="list" class="stack-tight">{ for ids.map(let_go) }</ul>
        </>
    }
}
