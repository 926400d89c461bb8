//! The steps of a plan, by category; what is to be answered "not applicable".

use super::{
    say,
    setting::{Courses, Hand, Reckoning},
};
use crate::{key::Key, plan::table::Table};
use belfry_dossier::choices::{Choices, Pin};
use belfry_engine::{
    catalogue::{Dimension, PersonDays, Requirement},
    collections::{Map, ordered},
    course::{Course, Way},
    identifier::RequirementId,
    maturity::Score,
};
use yew::prelude::*;

/// One half of one requirement that rises.
#[derive(Clone, Copy)]
struct Rise {
    from: Score,
    to: Score,
    steps: u64,
    days: PersonDays,
}

/// The halves that rise, by position in the catalogue.
fn rises(way: &Way) -> Map<(usize, Dimension), Rise> {
    let mut found: Map<(usize, Dimension), Rise> = Map::new();
    for step in ordered(way.steps.iter().copied(), |step| (step.requirement, step.dimension, step.from)) {
        let to = Score::new(step.from.get() + 1).unwrap_or(step.from);
        let half = (step.requirement, step.dimension);
        match found.get_mut(&half) {
            Some(rise) => {
                *rise = Rise { to, steps: rise.steps + 1, days: rise.days.plus(step.effort), ..*rise };
            }
            None => {
                found.insert(half, Rise { from: step.from, to, steps: 1, days: step.effort });
            }
        }
    }
    found
}

/// The steps, by category.
pub fn steps(hand: &Hand, plan: &Reckoning) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let all = rises(&plan.way);
    if plan.way.steps.is_empty() {
        return Html::default();
    }
    let is_key = |requirement: &Requirement| requirement.is_key_at(table.report.level);
    let mut groups: Vec<(usize, Vec<Html>, u64, PersonDays)> = Vec::new();
    // Where a row goes, the next one has the focus.
    let next =
        all.iter().skip(1).map(|(half, _)| table.requirement_at(half.0).map(|found| button_id(found.id, half.1)));
    for (((at, dimension), rise), next) in all.iter().zip(next.chain([None])) {
        let Some(requirement) = table.requirement_at(*at) else { continue };
        let row = row(hand, requirement, *dimension, *rise, is_key(requirement), next);
        match groups.last_mut().filter(|(category, ..)| *category == requirement.category) {
            Some((_, rows, steps, days)) => {
                rows.push(row);
                *steps += rise.steps;
                *days = days.plus(rise.days);
            }
            None => groups.push((requirement.category, vec![row], rise.steps, rise.days)),
        }
    }
    let group = |(category, rows, steps, days): (usize, Vec<Html>, u64, PersonDays)| {
        let code = table.catalogue().categories.get(category).map(ToString::to_string).unwrap_or_default();
        let name = words.name(&code);
        html! {
            <tbody key={code.clone()}>
                <tr class="plan-category">
                    <th scope="rowgroup" colspan="4"><span class="identifier">{ &code }</span>{ " " }{ name }</th>
                    <td colspan="2" class="number">{ words.counted(Key::PlanStepsCount, steps) }{ " · " }{ say::days(table, days) }</td>
                </tr>
                { for rows }
            </tbody>
        }
    };
    html! {
        <section class="stack" aria-labelledby="plan-steps">
            <h2 id="plan-steps">{ words.get(Key::PlanSteps) }</h2>
            <p class="soft screen-only">{ words.get(Key::PlanStepsLead) }</p>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="plan-steps">
                <table class="plan-steps">
                    <thead><tr>
                        <th scope="col">{ words.get(Key::PlanRequirement) }</th><th scope="col">{ words.get(Key::PlanHalf) }</th>
                        <th scope="col" class="number">{ words.get(Key::PlanFrom) }</th><th scope="col" class="number">{ words.get(Key::PlanTo) }</th>
                        <th scope="col" class="number">{ words.get(Key::ListEffort) }</th><th scope="col" class="screen-only">{ words.get(Key::PlanDecide) }</th>
                    </tr></thead>
                    { for groups.into_iter().map(group) }
                </table>
            </div>
        </section>
    }
}

/// The id of the button that refuses a half.
fn button_id(requirement: RequirementId, dimension: Dimension) -> String {
    // A full stop would read as a class in a selector.
    format!("refuse-{}-{}", requirement.as_str().replace('.', "-"), dimension.code())
}

fn row(
    hand: &Hand,
    requirement: &Requirement,
    dimension: Dimension,
    rise: Rise,
    is_key: bool,
    next: Option<String>,
) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let id = requirement.id;
    let half = say::half(table, dimension);
    let button = |name: Key, label: Key, pin: Pin| {
        let act = hand.choosing("", move |choices: &mut Choices, _: MouseEvent| choices.pin(id, dimension, Some(pin)));
        let (own, onclick) = match pin {
            Pin::Stays => {
                let next = next.as_ref().map_or_else(|| "#plan-pins".to_owned(), |next| format!("#{next}"));
                (Some(button_id(id, dimension)), hand.onward(next, act))
            }
            Pin::AtLeast(_) => (None, act),
        };
        let to = rise.to.get().to_string();
        let label = words.fill(label, &[("requirement", id.as_str()), ("half", &half), ("score", &to)]);
        html! { <button type="button" class="button button-quiet" id={own} aria-label={label} {onclick}>{ words.get(name) }</button> }
    };
    html! {
        <tr key={format!("{id}-{}", dimension.code())}>
            <th scope="row">{ table.requirement_link(id) }if is_key { { " " }<span class="tag tag-key">{ words.get(Key::AnswerKeyMeasure) }</span> }</th>
            <td>{ half.clone() }</td><td class="number">{ rise.from.get() }</td><td class="number">{ rise.to.get() }</td>
            <td class="number">{ say::number(table, rise.days) }</td>
            <td class="screen-only plan-decide">{ button(Key::PlanRefuse, Key::PlanRefuseLabel, Pin::Stays) }{ button(Key::PlanKeep, Key::PlanKeepLabel, Pin::AtLeast(rise.to)) }</td>
        </tr>
    }
}

/// What the plan wants answered "not applicable", and what it must not.
pub fn proposals(table: &Table, courses: &Courses, plan: &Reckoning) -> Html {
    let words = &table.words;
    let way = &plan.way;
    let list = |positions: &[usize]| {
        let ids = positions.iter().filter_map(|at| table.requirement_at(*at)).map(|found| found.id);
        html! { <ul>{ for ids.map(|id| html! { <li key={id.to_string()}>{ table.requirement_link(id) }</li> }) }</ul> }
    };
    let saves = courses.without_relief.map(|without| {
        let least = courses.way(Course::Least).path.effort;
        say::days(table, PersonDays(without.0.saturating_sub(least.0)))
    });
    html! {
        <>
            if !way.not_applicable.is_empty() {
                <section class="note note-action stack-tight" aria-label={words.get(Key::PlanProposal)}>
                    <p><strong>{ words.counted(Key::PlanPropose, way.not_applicable.len() as u64) }</strong></p>
                    { list(&way.not_applicable) }
                    <p>{ words.get(Key::PlanProposeText) }if let Some(days) = saves { { " " }{ words.fill(Key::PlanProposeSaves, &[("days", &days)]) } }</p>
                </section>
            }
            if !way.refused.is_empty() {
                <section class="note note-uncertain stack-tight" aria-label={words.get(Key::PlanProposal)}>
                    <p>{ words.counted(Key::PlanRefused, way.refused.len() as u64) }</p>
                    { list(&way.refused) }
                </section>
            }
        </>
    }
}
