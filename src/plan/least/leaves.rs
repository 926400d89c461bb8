//! What a plan leaves open: a label is not the aim.

use super::{
    say,
    setting::{Hand, Reckoning},
};
use crate::key::Key;
use belfry_dossier::choices::{Choices, Pin};
use belfry_engine::{
    catalogue::Requirement,
    optimum::{LeftLow, REFERENCE},
};
use yew::prelude::*;

/// A list of so many lines is open from the start.
const SHORT: usize = 12;

/// What stays below the reference, key measures first.
pub fn leaves(hand: &Hand, plan: &Reckoning) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let (all, _) = plan.way.holes(table.catalogue());
    if all == 0 {
        return Html::default();
    }
    let level = table.report.level;
    let is_key =
        |low: &&LeftLow| table.requirement_at(low.requirement).is_some_and(|requirement| requirement.is_key_at(level));
    let (keys, others): (Vec<&LeftLow>, Vec<&LeftLow>) = plan.way.left_low.iter().partition(is_key);
    html! {
        <section class="stack" aria-labelledby="plan-leaves">
            <h2 id="plan-leaves">{ words.get(Key::PlanLeavesTitle) }</h2>
            <p>{ say::leaves(table, &plan.way) }{ " " }{ words.get(Key::PlanLeavesLead) }</p>
            { part(hand, Key::PlanLeavesKeys, "plan-leaves-keys", &keys) }
            { part(hand, Key::PlanLeavesOthers, "plan-leaves-others", &others) }
        </section>
    }
}

fn part(hand: &Hand, title: Key, id: &'static str, low: &[&LeftLow]) -> Html {
    let words = &hand.table.words;
    if low.is_empty() {
        return Html::default();
    }
    let is_short = low.len() <= SHORT;
    let title = words.counted(title, low.len() as u64);
    html! {
        <details class="card-plain" open={is_short}>
            <summary><h3 class="h3" id={id}>{ title }</h3></summary>
            <div class="scroll" tabindex="0" role="group" aria-labelledby={id}>
                <table>
                    <thead><tr>
                        <th scope="col">{ words.get(Key::PlanRequirement) }</th><th scope="col">{ words.get(Key::PlanHalf) }</th>
                        <th scope="col" class="number">{ words.get(Key::PlanStays) }</th><th scope="col" class="screen-only">{ words.get(Key::PlanDecide) }</th>
                    </tr></thead>
                    <tbody>{ for low.iter().filter_map(|low| Some(row(hand, hand.table.requirement_at(low.requirement)?, low))) }</tbody>
                </table>
            </div>
        </details>
    }
}

fn row(hand: &Hand, requirement: &Requirement, low: &LeftLow) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let (id, dimension) = (requirement.id, low.dimension);
    let half = say::half(table, dimension);
    let onclick = hand.choosing("", move |choices: &mut Choices, _: MouseEvent| {
        choices.pin(id, dimension, Some(Pin::AtLeast(REFERENCE)));
    });
    let onclick = hand.onward("#plan-pins".to_owned(), onclick);
    let label = words.fill(Key::PlanAnywayLabel, &[("requirement", id.as_str()), ("half", &half)]);
    html! {
        <tr key={format!("{id}-{}", dimension.code())}>
            <th scope="row">{ table.requirement_link(id) }</th><td>{ half }</td><td class="number">{ low.score.get() }</td>
            <td class="screen-only"><button type="button" class="button button-quiet" aria-label={label} {onclick}>{ words.get(Key::PlanAnyway) }</button></td>
        </tr>
    }
}
