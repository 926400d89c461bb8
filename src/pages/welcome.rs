//! Three questions, three answers; start, continue, or look at a sample.

use super::opening::{OpenFile, start_afresh};
use crate::{
    address::Route,
    components::{
        icon::Picture,
        icon::icon,
        link::{Place, link},
    },
    desk::{Desk, Where},
    format,
    key::Key,
    later::arrive,
    samples::{self, Sample},
    state::Message,
};
use yew::prelude::*;

/// The first page.
pub fn welcome(desk: &Desk) -> Html {
    let words = &desk.words;
    let begun = *desk.view.dossier != desk.surroundings.wishes.dossier();
    let question = |title: Key, text: Key| {
        html! { <li><h2 class="h3">{ words.get(title) }</h2><p class="soft">{ words.get(text) }</p></li> }
    };
    html! {
        <div class="welcome stack-wide">
            <header class="stack welcome-head">
                <h1 tabindex="-1">{ words.get(Key::WelcomeTitle) }</h1>
                <slot name="introduction"><p class="lead">{ words.get(Key::WelcomeLead) }</p></slot>
                if begun {
                    { go_on(desk) }
                } else {
                    <p class="row">
                        { link(desk, Route::Scope(None), classes!("button", "button-main"), Place::Elsewhere, html! { <>{ words.get(Key::WelcomeStart) }{ icon(Picture::Right, "") }</> }) }
                        <OpenFile desk={desk.clone()} />
                    </p>
                }
                <p class="small soft">{ words.get(Key::WelcomeTime) }</p>
                { framed(desk) }
            </header>
            <ol role="list" class="welcome-questions">
                { question(Key::WelcomeScope, Key::WelcomeScopeText) }
                { question(Key::WelcomeMaturity, Key::WelcomeMaturityText) }
                { question(Key::WelcomeFirst, Key::WelcomeFirstText) }
            </ol>
            <section class="stack" aria-labelledby="samples">
                <h2 id="samples">{ words.get(Key::WelcomeSamples) }</h2>
                <p class="soft">{ words.get(Key::WelcomeSamplesText) }</p>
                <ul role="list" class="cards">{ for Sample::ALL.into_iter().map(|sample| sample_card(desk, sample)) }</ul>
            </section>
            <details class="card-plain">
                <summary>{ words.get(Key::WelcomePrivate) }</summary>
                <p>{ words.get(Key::WelcomePrivateText) }</p>
            </details>
        </div>
    }
}

/// Where the app stands in a frame: browsers keep its drafts apart, and some forget them.
pub fn framed(desk: &Desk) -> Html {
    match desk.surroundings.wishes.place {
        Where::Page => Html::default(),
        Where::Frame => html! { <p class="note note-uncertain">{ desk.words.get(Key::DossiersFramed) }</p> },
    }
}

fn sample_card(desk: &Desk, sample: Sample) -> Html {
    let words = &desk.words;
    let (title, text) = match sample {
        Sample::Bakery => (Key::SampleBakery, Key::SampleBakeryText),
        Sample::Hospital => (Key::SampleHospital, Key::SampleHospitalText),
        Sample::SoftwareHouse => (Key::SampleSoftware, Key::SampleSoftwareText),
    };
    let onclick = {
        let (desk, name) = (desk.clone(), words.get(title));
        Callback::from(move |_: MouseEvent| {
            let (desk, name) = (desk.clone(), name.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let Ok(later) = arrive(&desk.law).await else {
                    desk.tell.emit(desk.words.get(Key::WordsComing));
                    return;
                };
                // A sample that was changed before is shown as it was left.
                let kept = later.load(&desk.surroundings.drafts, samples::id(sample));
                let dossier = match kept.and_then(|draft| draft.content.ok()) {
                    Some(dossier) => (*dossier).clone(),
                    None => later.sample(sample, &name),
                };
                desk.send.emit(Message::Open { id: samples::id(sample).into(), dossier: Box::new(dossier) });
                desk.surroundings.address.go(&Route::Results);
            });
        })
    };
    html! {
        <li class="card-plain stack-tight" key={samples::id(sample)}>
            <h3>{ words.get(title) }</h3>
            <p class="soft small">{ words.get(text) }</p>
            <button type="button" class="button" {onclick}>{ words.get(Key::SampleSee) }</button>
        </li>
    }
}

/// What was begun before: go on, or start afresh beside it.
fn go_on(desk: &Desk) -> Html {
    let words = &desk.words;
    let dossier = &desk.view.dossier;
    let name = if dossier.name.is_empty() { words.get(Key::DossierUnnamed) } else { dossier.name.clone().into() };
    let counts = desk.view.counts;
    let answered = counts.answered as u64;
    let next = match &desk.view.scope.entity {
        None => Route::Scope(None),
        Some(_) if answered == 0 => Route::Level,
        Some(_) if counts.is_complete() => Route::Results,
        Some(_) => Route::Answers(None),
    };
    let afresh = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| {
            start_afresh(&desk);
            desk.surroundings.address.go(&Route::Scope(None));
        })
    };
    let last_file = desk.surroundings.drafts.last_file(&desk.id);
    html! {
        <div class="card stack continue">
            <p><strong>{ words.fill(Key::WelcomeBegun, &[("name", &name)]) }</strong>{ " " }{ words.counted(Key::WelcomeAnswered, answered) }</p>
            <p class="row">
                { link(desk, next, classes!("button", "button-main"), Place::Elsewhere, html! { <>{ words.get(Key::WelcomeContinue) }{ icon(Picture::Right, "") }</> }) }
                <button type="button" class="button" onclick={afresh}>{ words.get(Key::WelcomeAfresh) }</button>
                <OpenFile desk={desk.clone()} />
            </p>
            <p class="small soft">
                if let Some(moment) = last_file {
                    { words.fill(Key::DossierLastFile, &[("moment", &format::moment(words.language(), &moment))]) }
                } else {
                    { words.get(Key::DossierNoFile) }
                }
            </p>
        </div>
    }
}
