//! Freezing today's state, and the list of what was frozen.

use crate::{
    components::{
        field::{Field, Kind, field},
        icon::{Picture, icon},
    },
    key::Key,
    pages::levels::{assurance_key, framework_name},
    tools::bench::Bench,
};
use belfry_dossier::{snapshot::Snapshot, tools::Tools};
use belfry_engine::returns::Quarter;
use yew::prelude::*;

/// What freezing needs.
#[derive(Properties, PartialEq)]
pub struct FreezeProps {
    /// Everything that a tool works with.
    pub bench: Bench,
    /// The list is another now.
    pub frozen: Callback<()>,
}

/// The form and the list.
#[component]
pub fn Freeze(props: &FreezeProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let typed = use_state(|| None::<String>);
    let quarter = Quarter::of(bench.view.today);
    let quarter = words
        .fill(Key::ReturnsQuarter, &[("number", &quarter.number.to_string()), ("year", &quarter.year.to_string())]);
    let name = (*typed).clone().unwrap_or_else(|| quarter.to_string());
    let suggestion = |name: AttrValue| {
        let (typed, said) = (typed.clone(), name.clone());
        let onclick = Callback::from(move |_: MouseEvent| typed.set(Some(said.to_string())));
        html! { <button type="button" class="button button-quiet" {onclick}>{ name }</button> }
    };
    let freeze = {
        let state = Snapshot::of(
            &bench.view.dossier,
            bench.catalogue(),
            bench.report.advice.target,
            bench.view.today,
            if name.trim().is_empty() { quarter.to_string() } else { name.trim().to_owned() },
        );
        let (typed, frozen, tell) = (typed.clone(), props.frozen.clone(), bench.tell.clone());
        let done = words.fill(Key::CompareFrozen, &[("name", &state.name)]);
        let put = bench.changing(String::new(), move |tools: &mut Tools, ()| tools.snapshots.push(state.clone()));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            put.emit(());
            typed.set(None);
            frozen.emit(());
            tell.emit(done.clone());
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text: String| typed.set(Some(text)))
    };
    let states = &bench.tools().snapshots;
    html! {
        <section class="card stack screen-only" aria-labelledby="compare-freeze">
            <h2 id="compare-freeze">{ words.get(Key::CompareFreezeTitle) }</h2>
            <p>{ words.get(Key::CompareFreezeText) }</p>
            <form class="stack" onsubmit={freeze}>
                { field(Field { id: "compare-name".into(), label: words.get(Key::CompareName), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Text, value: name.into(), oninput }) }
                <p class="row small">{ suggestion(quarter) }{ suggestion(words.get(Key::CompareVerification)) }</p>
                <p><button type="submit" class="button button-main">{ words.get(Key::CompareFreeze) }</button></p>
            </form>
            if !states.is_empty() {
                <h3>{ words.get(Key::CompareFrozenStates) }</h3>
                <ul role="list" class="stack-tight">{ for states.iter().enumerate().map(|(at, state)| row(bench, at, state, &props.frozen)) }</ul>
            }
        </section>
    }
}

fn row(bench: &Bench, at: usize, state: &Snapshot, frozen: &Callback<()>) -> Html {
    let words = &bench.words;
    let day = bench.day(state.on);
    let remove = {
        let (frozen, tell) = (frozen.clone(), bench.tell.clone());
        let gone = words.fill(Key::CompareRemoved, &[("name", &state.name)]);
        let remove = bench.changing(String::new(), move |tools: &mut Tools, ()| {
            if at < tools.snapshots.len() {
                tools.snapshots.remove(at);
            }
        });
        Callback::from(move |_: MouseEvent| {
            remove.emit(());
            frozen.emit(());
            tell.emit(gone.clone());
        })
    };
    let rename = move |tools: &mut Tools, text: String| {
        if let Some(state) = tools.snapshots.get_mut(at) {
            state.name = text;
        }
    };
    let facts = [
        words.get(assurance_key(state.level)),
        framework_name(&state.framework).into(),
        words.counted(Key::CompareAnswers, state.answers.len() as u64),
    ];
    let label = words.fill(Key::CompareNameOf, &[("day", &day)]);
    html! {
        <li class="card-plain frozen" key={at}>
            { bench.text_field(&format!("frozen-{at}"), label, Kind::Text, &state.name, rename) }
            <p class="small soft">{ facts.join(" · ") }</p>
            <button type="button" class="button button-quiet" onclick={remove}
                aria-label={words.fill(Key::CompareRemoveLabel, &[("name", &state.name)])}>{ icon(Picture::Bin, "") }{ words.get(Key::CompareRemove) }</button>
        </li>
    }
}
