//! What was decided about single halves.

use super::{say, setting::Hand};
use crate::{
    components::select::{LabelPlace, Select, select},
    key::Key,
    plan::table::Table,
};
use belfry_dossier::choices::{Choices, Pin};
use belfry_engine::{catalogue::Dimension, identifier::RequirementId};
use yew::prelude::*;

/// The decisions, each to be changed or let go.
pub fn pins(hand: &Hand, choices: &Choices) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let decided = choices.pins.iter().flat_map(|(id, pins)| {
        Dimension::ALL.into_iter().filter_map(|dimension| Some((*id, dimension, pins.half(dimension)?)))
    });
    let rows: Vec<Html> = decided.map(|(id, dimension, pin)| row(hand, id, dimension, pin)).collect();
    html! {
        <section class="stack" aria-labelledby="plan-pins">
            <h2 id="plan-pins" tabindex="-1">{ words.get(Key::PlanPins) }</h2>
            if rows.is_empty() {
                <p class="soft">{ words.get(Key::PlanPinsNone) }</p>
            } else {
                <p class="soft">{ words.get(Key::PlanPinsLead) }</p>
                <div class="scroll" tabindex="0" role="group" aria-labelledby="plan-pins">
                    <table class="plan-pins">
                        <thead><tr>
                            <th scope="col">{ words.get(Key::PlanRequirement) }</th><th scope="col">{ words.get(Key::PlanHalf) }</th>
                            <th scope="col">{ words.get(Key::PlanPin) }</th><th scope="col" class="screen-only">{ words.get(Key::PlanDecide) }</th>
                        </tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
            }
        </section>
    }
}

fn name(table: &Table, pin: Pin) -> AttrValue {
    match pin {
        Pin::Stays => table.words.get(Key::PlanPinStays),
        Pin::AtLeast(score) => table.words.fill(Key::PlanPinLeast, &[("score", &score.get().to_string())]),
    }
}

fn row(hand: &Hand, id: RequirementId, dimension: Dimension, pin: Pin) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let half = say::half(table, dimension);
    let places = [("requirement", id.as_str()), ("half", &*half)];
    let options = Pin::ALL.map(|pin| (pin.code().into(), name(table, pin))).to_vec();
    let onchange = hand.choosing("", move |choices: &mut Choices, code: AttrValue| {
        if let Some(pin) = Pin::from_code(&code) {
            choices.pin(id, dimension, Some(pin));
        }
    });
    let let_go = hand.choosing("", move |choices: &mut Choices, _: MouseEvent| choices.pin(id, dimension, None));
    let let_go = hand.onward("#plan-pins".to_owned(), let_go);
    let is_asked = table.catalogue().requirement(id).is_some_and(|found| found.applies_at(table.report.level));
    html! {
        <tr key={format!("{id}-{}", dimension.code())}>
            <th scope="row">{ table.requirement_link(id) }if !is_asked { { " " }<span class="small soft">{ words.get(Key::PlanPinElsewhere) }</span> }</th>
            <td>{ half.clone() }</td>
            <td>
                <div class="screen-only">{ select(Select { id: format!("pin-{id}-{}", dimension.code()).into(), label: words.fill(Key::PlanPinLabel, &places), label_place: LabelPlace::Unseen, options, value: pin.code().into(), onchange }) }</div>
                <span class="print-only">{ name(table, pin) }</span>
            </td>
            <td class="screen-only"><button type="button" class="button button-quiet" aria-label={words.fill(Key::PlanLetGoLabel, &places)} onclick={let_go}>{ words.get(Key::PlanLetGo) }</button></td>
        </tr>
    }
}
