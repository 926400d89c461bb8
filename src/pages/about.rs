//! What Belfry is, on what it rests, what it promises and what not.

use crate::{
    address::{Route, Tool},
    components::{
        icon::{Picture, icon},
        link::{Place, link},
    },
    desk::{Desk, Titles},
    format,
    key::Key,
};
use yew::prelude::*;

/// What Belfry is and on what it rests.
pub fn about(desk: &Desk) -> Html {
    let words = &desk.words;
    let section = |title: Key, text: Key| {
        html! { <section class="stack-tight"><h2>{ words.get(title) }</h2><p>{ words.get(text) }</p></section> }
    };
    let instrument = |instrument: &belfry_engine::classification::Instrument| {
        let name = words.law(&format!("instrument.{}", instrument.id));
        let checked = words.fill(Key::AboutChecked, &[("date", &format::date(words.language(), instrument.checked))]);
        html! {
            <li key={instrument.id.to_string()}>
                <a href={instrument.address.clone()} target="_blank" rel="noreferrer">{ name }</a>
                <span class="soft small">{ " · " }{ checked }</span>
            </li>
        }
    };
    html! {
        <div class="page-narrow stack-wide">
            <header class="stack">
                <h1 tabindex="-1">{ icon(Picture::Belfry, "about-mark") }{ words.get(Key::FrameAbout) }</h1>
                <p class="lead">{ words.get(Key::AboutLead) }</p>
            </header>
            { section(Key::AboutPrivate, Key::AboutPrivateText) }
            { section(Key::AboutScore, Key::AboutScoreText) }
            { section(Key::AboutLimits, Key::AboutLimitsText) }
            <section class="stack-tight">
                <h2>{ words.get(Key::AboutSources) }</h2>
                <p>{ words.get(Key::AboutSourcesText) }</p>
                <ul class="stack-tight">{ for desk.law.instruments.iter().map(instrument) }</ul>
            </section>
            { section(Key::AboutOpen, Key::AboutOpenText) }
            if desk.surroundings.titles == Titles::Ours {
                <p>{ link(desk, Route::Tools(Tool::Builder), classes!("button"), Place::Elsewhere, html! { <>{ words.get(Key::BuilderTitle) }</> }) }</p>
            }
            <section class="stack-tight">
                <h2>{ words.get(Key::KeysTitle) }</h2>
                { keys_table(desk) }
            </section>
            <p class="soft small">{ words.fill(Key::AboutVersion, &[("version", env!("CARGO_PKG_VERSION"))]) }</p>
        </div>
    }
}

/// Every key and what it does.
pub fn keys_table(desk: &Desk) -> Html {
    let words = &desk.words;
    let row = |keys: &'static str, key: Key| {
        let keys = keys.split(' ').map(|name| html! { <><kbd>{ name }</kbd>{ " " }</> });
        html! { <tr><td class="nowrap">{ for keys }</td><td>{ words.get(key) }</td></tr> }
    };
    html! {
        <table>
            <thead class="unseen"><tr><th scope="col">{ words.get(Key::KeysKey) }</th><th scope="col">{ words.get(Key::KeysMeaning) }</th></tr></thead>
            <tbody>
                { row("1 2 3 4 5", Key::KeysScore) }
                { row("← →", Key::KeysMove) }
                { row("Ctrl+Z", Key::KeysUndo) }
                { row("Ctrl+Y", Key::KeysRedo) }
                { row("?", Key::KeysHelp) }
                { row("Esc", Key::KeysClose) }
            </tbody>
        </table>
    }
}
