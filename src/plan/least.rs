//! The least work that opens every gate, proven; best security first; what if.

mod absent;
mod barrier;
mod leaves;
mod pins;
mod say;
mod setting;
mod steps;
mod trial;
mod ways;

use super::table::{Table, head};
use crate::{
    address::Route,
    components::link::{Place, link},
    key::Key,
    pages::results,
    tools::bench::print_button,
};
use setting::{Hand, Reckoning, Setting, use_courses, use_onward, use_reckoning};
use yew::prelude::*;

/// The page.
pub fn page(table: &Table) -> Html {
    html! { <Least table={table.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct LeastProps {
    table: Table,
}

/// The page has state of its own: what is being tried out, and which parts are open.
#[component]
fn Least(props: &LeastProps) -> Html {
    let table = &props.table;
    let trial = use_state(|| None::<Setting>);
    let saved = Setting::saved(table);
    let tried = (*trial).clone().unwrap_or_else(|| saved.clone());
    // Plan A as it is saved, plan B as it is tried out; without a trial both are one and the same.
    let courses_a = use_courses(table, &saved.choices);
    let plan_a = use_reckoning(table, &courses_a, &saved);
    let courses_b = use_courses(table, &tried.choices);
    let plan_b = use_reckoning(table, &courses_b, &tried);
    let onward = use_onward(&table.surroundings.root);
    let hand = Hand { table: table.clone(), trial, onward };
    let words = &table.words;
    let assumed = plan_b.way.path.assumed.len() as u64;
    let is_out = !plan_b.way.barriers.is_empty();
    html! {
        <div class="plan stack-wide">
            { head(table, Key::TitlePlan, Key::PlanLead) }
            if !plan_b.way.violations.is_empty() {
                <ul class="note note-short">{ for plan_b.way.violations.iter().map(|one| html! { <li>{ results::violation(table, one) }</li> }) }</ul>
            }
            if assumed > 0 {
                <p class="note">{ words.counted(Key::RoadmapAssumed, assumed) }{ " " }{ link(table, Route::Answers(None), Classes::new(), Place::Elsewhere, html! { <>{ words.get(Key::ResultsContinue) }</> }) }</p>
            }
            if is_out { { barrier::barriers(&hand, &plan_b) } } else { { sum(table, &plan_b, &tried) } }
            { ways::choice(&hand, &tried) }
            { ways::compare(table, &courses_b, &tried.choices) }
            { trial::trial(&hand, (&saved, &plan_a), (&tried, &plan_b)) }
            if !is_out {
                { steps::steps(&hand, &plan_b) }
                { steps::proposals(table, &courses_b, &plan_b) }
            }
            if !is_out { { leaves::leaves(&hand, &plan_b) } }
            { pins::pins(&hand, &tried.choices) }
            <absent::Absent hand={hand.clone()} choices={tried.choices.clone()} />
            <p class="row screen-only">{ print_button(table) }</p>
            { trial::bar(&hand, &tried, &plan_b) }
        </div>
    }
}

/// The plan in one plain paragraph.
fn sum(table: &Table, plan: &Reckoning, setting: &Setting) -> Html {
    let words = &table.words;
    let way = &plan.way;
    let level = say::level(table, way.path.level);
    let lead = if plan.all_steps == 0 && way.not_applicable.is_empty() {
        words.fill(Key::PlanThere, &[("level", &level)])
    } else {
        words.fill(
            if plan.is_cut() { Key::PlanLeadPart } else { ways::lead_key(way.course) },
            &[
                ("level", &level),
                ("steps", &words.counted(Key::PlanStepsCount, way.steps.len() as u64)),
                ("requirements", &words.counted(Key::PlanRequirementsCount, way.touched() as u64)),
                ("days", &say::days(table, way.path.effort)),
                ("total", &say::total(table, &way.card)),
                ("gate", &say::figure(table, way.card.total_gate)),
            ],
        )
    };
    let part = |key: Key| {
        let places = [("done", way.steps.len().to_string()), ("all", plan.all_steps.to_string())];
        words.fill(key, &places.each_ref().map(|(name, text)| (*name, text.as_str())))
    };
    let gates = match (plan.is_cut(), way.path.passes) {
        (true, true) => part(Key::PlanPartOpen),
        (true, false) => part(Key::PlanPart),
        (false, true) => words.get(Key::PlanGatesOpen),
        (false, false) => words.get(Key::PlanGatesShut),
    };
    html! {
        <section class="card stack plan-sum" aria-label={words.get(Key::PlanSum)}>
            <p class="lead" role="status">{ lead }</p>
            <p><strong>{ gates }</strong>{ " " }{ say::leaves(table, way) }</p>
            if !plan.fits { <p class="note note-short">{ words.get(Key::PlanPartDuties) }</p> }
            if plan.cost.is_none() && setting.choices.most_euro.is_some() { <p class="note note-uncertain">{ words.get(Key::PlanEuroIdle) }</p> }
            <p class="small soft">{ words.get(Key::PlanEstimates) }</p>
        </section>
    }
}
