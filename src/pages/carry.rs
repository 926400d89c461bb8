//! From one version of the framework to the next: what would move, seen before it moves.

use super::needs_words;
use crate::{
    address::Route,
    components::{
        icon::{Picture, icon},
        link::{Place, link},
    },
    desk::Study,
    key::Key,
};
use belfry_dossier::{action::Action, carry::carry};
use belfry_engine::identifier::RequirementId;
use yew::prelude::*;

/// What would move to the newest version.
pub fn carry_over(desk: &Study) -> Html {
    let words = &desk.words;
    if !words.is_complete() {
        return needs_words(desk);
    }
    let newest = &desk.content.newest;
    let dossier = &desk.view.dossier;
    let Some(succession) = newest.succession.as_ref().filter(|one| one.from == dossier.framework) else {
        return html! {
            <div class="page-narrow stack">
                <h1 tabindex="-1">{ words.get(Key::CarryTitle) }</h1>
                <p class="lead">{ words.get(Key::CarryDone) }</p>
                <p>{ link(desk, Route::Answers(None), classes!("button", "button-main"), Place::Elsewhere, html! { <>{ words.get(Key::LevelToAnswers) }</> }) }</p>
            </div>
        };
    };
    let plan = carry(dossier, newest, succession);
    let count = |key: Key, number: usize| html! { <li>{ words.counted(key, number as u64) }</li> };
    let go = {
        let (desk, records, trail, to) = (desk.clone(), plan.records.clone(), plan.trail.clone(), newest.id.clone());
        Callback::from(move |_: MouseEvent| {
            desk.act(Action::Carry(to.clone(), records.clone(), trail.clone()));
            desk.tell.emit(desk.words.get(Key::CarryTold));
            desk.surroundings.address.go(&Route::Answers(None));
        })
    };
    let list = |title: Key, ids: &[RequirementId]| {
        if ids.is_empty() {
            return Html::default();
        }
        let row = |id: &RequirementId| {
            let name = words.requirement(*id).map(|said| said.title.clone()).unwrap_or_default();
            html! { <li key={id.to_string()}><span class="identifier">{ id.to_string() }</span>{ " " }{ name }</li> }
        };
        html! {
            <details class="card-plain">
                <summary>{ words.counted(title, ids.len() as u64) }</summary>
                <ul role="list" class="stack-tight">{ for ids.iter().map(row) }</ul>
            </details>
        }
    };
    html! {
        <div class="page-narrow stack-wide">
            <header class="stack">
                <h1 tabindex="-1">{ words.get(Key::CarryTitle) }</h1>
                <p class="lead">{ words.get(Key::CarryLead) }</p>
            </header>
            <section class="card stack" aria-labelledby="carry-what">
                <h2 id="carry-what">{ words.get(Key::CarryWhat) }</h2>
                <ul>
                    { count(Key::CarryEqual, plan.equal) }
                    if plan.partly > 0 { { count(Key::CarryPartly, plan.partly) } }
                    if plan.kept > 0 { { count(Key::CarryKept, plan.kept) } }
                </ul>
                { list(Key::CarryNew, &plan.new) }
                { list(Key::CarryAside, &plan.aside) }
                <p class="small soft">{ words.get(Key::CarryBasis) }</p>
                <p class="row">
                    <button type="button" class="button button-main" onclick={go}>{ words.get(Key::CarryGo) }{ icon(Picture::Right, "") }</button>
                    { link(desk, Route::Level, classes!("button"), Place::Elsewhere, html! { <>{ words.get(Key::CarryNot) }</> }) }
                </p>
            </section>
        </div>
    }
}
