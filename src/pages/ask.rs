//! The list of questions to ask: everything the user did not know, by whom to ask. Made to be printed or sent.

use super::{knower_key, needs_words};
use crate::{
    address::Route,
    browser,
    components::link::{Place, link},
    desk::Study,
    key::Key,
};
use belfry_dossier::record::Stance;
use belfry_engine::{
    catalogue::{Knower, Requirement},
    identifier::RequirementId,
};
use yew::prelude::*;

/// The list of questions to ask.
pub fn ask(desk: &Study) -> Html {
    let words = &desk.words;
    if !words.is_complete() {
        return needs_words(desk);
    }
    let lists = lists(desk);
    let print = Callback::from(|_: MouseEvent| browser::print());
    let download = {
        let text = plain(desk, &lists);
        Callback::from(move |_: MouseEvent| browser::download("belfry-questions.txt", "text/plain", &text))
    };
    html! {
        <div class="page-narrow stack-wide">
            <header class="stack">
                <h1 tabindex="-1">{ words.get(Key::TitleAsk) }</h1>
                if lists.is_empty() {
                    <p class="lead">{ words.get(Key::AskNone) }</p>
                    <p>{ link(desk, Route::Answers(None), classes!("button", "button-main"), Place::Elsewhere, html! { <>{ words.get(Key::ResultsContinue) }</> }) }</p>
                } else {
                    <p class="lead">{ words.get(Key::AskLead) }</p>
                    <p class="row screen-only">
                        <button type="button" class="button button-main" onclick={print}>{ words.get(Key::Print) }</button>
                        <button type="button" class="button" onclick={download}>{ words.get(Key::AskText) }</button>
                    </p>
                }
            </header>
            { for lists.iter().map(|(knower, ids)| section(desk, *knower, ids)) }
        </div>
    }
}

/// What the user did not know, by whom to ask.
fn lists(desk: &Study) -> Vec<(Knower, Vec<RequirementId>)> {
    let level = desk.report.level;
    let whom = |requirement: &Requirement| {
        let record = desk.view.dossier.record(requirement.id);
        (record.stance == Stance::Unknown)
            .then(|| record.ask.or_else(|| requirement.who.first().copied()).unwrap_or(Knower::It))
    };
    let of = |knower: Knower| {
        let asked = desk.catalogue().at_level(level).filter(|(_, requirement)| whom(requirement) == Some(knower));
        (knower, asked.map(|(_, requirement)| requirement.id).collect::<Vec<_>>())
    };
    Knower::ALL.into_iter().map(of).filter(|(_, ids)| !ids.is_empty()).collect()
}

fn section(desk: &Study, knower: Knower, ids: &[RequirementId]) -> Html {
    let words = &desk.words;
    let row = |id: &RequirementId| {
        let question = words.requirement(*id).map(|said| said.question.clone()).unwrap_or_default();
        html! { <li key={id.to_string()}>{ link(desk, Route::Answers(Some(*id)), classes!("identifier"), Place::Elsewhere, html! { <><span>{ id.to_string() }</span></> }) }{ " " }{ question }</li> }
    };
    html! {
        <section class="stack" key={knower.code()}>
            <h2>{ words.get(knower_key(knower)) }</h2>
            <ul role="list" class="stack-tight">{ for ids.iter().map(row) }</ul>
        </section>
    }
}

fn plain(desk: &Study, lists: &[(Knower, Vec<RequirementId>)]) -> String {
    let words = &desk.words;
    let mut text = format!("{}\n", words.get(Key::TitleAsk));
    for (knower, ids) in lists {
        text.push_str(&format!("\n{}\n", words.get(knower_key(*knower))));
        for id in ids {
            let question = words.requirement(*id).map(|said| said.question.clone()).unwrap_or_default();
            text.push_str(&format!("- {id} {question}\n"));
        }
    }
    text
}
