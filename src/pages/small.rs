//! Small: the starting level, as ten habits and the first six things to do. It has no official score, and shows none.

use super::needs_words;
use crate::{
    address::Route,
    browser,
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        icon::{Picture, icon},
        link::{Place, link},
    },
    desk::Study,
    key::Key,
};
use belfry_dossier::{
    action::Action,
    plain::{Habit, HabitAnswer},
};
use belfry_engine::{identifier::MeasureId, level::AssuranceLevel};
use yew::prelude::*;

/// How many things to begin with.
const FIRST: usize = 6;

/// The habits, and what to do first.
pub fn small(desk: &Study) -> Html {
    let words = &desk.words;
    if !words.is_complete() {
        return needs_words(desk);
    }
    let habits = &desk.content.small;
    let answers = &desk.view.dossier.habits;
    let answered = habits.iter().filter(|id| answers.get(id).is_some()).count();
    let missing = |id: &&MeasureId| answers.get(id).is_some_and(|answer| *answer != HabitAnswer::Yes);
    let first: Vec<&MeasureId> = habits.iter().filter(missing).take(FIRST).collect();
    let print = Callback::from(|_: MouseEvent| browser::print());
    let onward = desk.acting(|_: MouseEvent| Action::Target(Some(AssuranceLevel::Basic)));
    html! {
        <div class="page-narrow stack-wide">
            <header class="stack">
                <h1 tabindex="-1">{ words.get(Key::SmallTitle) }</h1>
                <p class="lead">{ words.get(Key::SmallLead) }</p>
                <p role="status" class="soft">{ words.fill(Key::AnswersCount, &[("answered", &answered.to_string()), ("all", &habits.len().to_string())]) }</p>
            </header>
            <ol role="list" class="stack">{ for habits.iter().map(|id| habit(desk, id)) }</ol>
            <section class="stack" aria-labelledby="first">
                <h2 id="first">{ words.get(Key::RoadmapFirst) }</h2>
                if first.is_empty() {
                    <p>{ words.get(if answered == habits.len() { Key::SmallAll } else { Key::SmallNone }) }</p>
                } else {
                    <ol role="list" class="cards first-cards">{ for first.into_iter().enumerate().map(|(at, id)| card(desk, at, id)) }</ol>
                    <p class="screen-only"><button type="button" class="button" onclick={print}>{ words.get(Key::Print) }</button></p>
                }
            </section>
            <section class="card stack screen-only" aria-labelledby="onward">
                <h2 id="onward">{ words.get(Key::SmallOnward) }</h2>
                <p>{ words.get(Key::SmallOnwardText) }</p>
                <p class="row">
                    <button type="button" class="button button-main" onclick={onward}>{ words.get(Key::SmallOnwardGo) }{ icon(Picture::Right, "") }</button>
                    { link(desk, Route::Level, classes!("button"), Place::Elsewhere, html! { <>{ words.get(Key::TitleLevel) }</> }) }
                </p>
            </section>
        </div>
    }
}

fn habit(desk: &Study, id: &MeasureId) -> Html {
    let words = &desk.words;
    let chosen = desk.view.dossier.habits.get(id).copied();
    let choice = |answer: HabitAnswer| {
        let title = match answer {
            HabitAnswer::Yes => Key::SmallYes,
            HabitAnswer::Partly => Key::PlainPartly,
            HabitAnswer::No => Key::PlainNo,
            HabitAnswer::Unknown => Key::StanceUnknown,
        };
        Choice {
            value: answer.code().into(),
            title: words.get(title),
            detail: AttrValue::default(),
            chosen: chosen == Some(answer),
        }
    };
    let onchoose = {
        let (desk, id) = (desk.clone(), id.clone());
        Callback::from(move |code: AttrValue| {
            if let Some(answer) = HabitAnswer::from_code(&code) {
                desk.act(Action::Habit(Habit { id: id.clone(), answer }));
            }
        })
    };
    html! {
        <li class="card habit" key={id.to_string()}>
            { choice_list(ChoiceList { id: (format!("habit-{id}")).into(), legend: words.name(&format!("habit.{id}")), legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::One, choices: HabitAnswer::ALL.into_iter().map(choice).collect(), onchoose }) }
        </li>
    }
}

fn card(desk: &Study, at: usize, id: &MeasureId) -> Html {
    let Some(said) = desk.words.measure(id.as_str()) else { return Html::default() };
    html! {
        <li class="card stack-tight first-card" key={id.to_string()}>
            <p class="row"><span class="first-number">{ at + 1 }</span></p>
            <h3>{ &said.title }</h3>
            <p>{ &said.why }</p>
            <p class="soft">{ &said.how }</p>
        </li>
    }
}
