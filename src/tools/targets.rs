//! Choosing what a piece of evidence serves: requirements, controls and asks of every scheme, found by number or words.

use super::bench::Bench;
use crate::{
    components::icon::{Picture, icon},
    key::Key,
};
use belfry_dossier::evidence::Target;
use yew::prelude::*;

/// What the chooser needs.
#[derive(Properties, PartialEq)]
pub struct TargetsProps {
    /// Everything that it works with.
    pub bench: Bench,
    /// Unique in the page.
    pub id: AttrValue,
    /// What is served now.
    pub chosen: Vec<Target>,
    /// Something is to be served, or no longer.
    pub ontoggle: Callback<Target>,
}

/// How many suggestions are shown.
const MOST: usize = 12;

/// The name of a target, with its number.
pub fn target_name(bench: &Bench, target: &Target) -> (String, AttrValue) {
    match target {
        Target::Requirement(id) => (id.to_string(), bench.requirement_title(*id)),
        Target::Control(id) => (id.to_string(), bench.control_title(id)),
        Target::Ask(id) => {
            let scheme =
                bench.facts.schemes.ask(id).map(|(scheme, _)| bench.words.tool(&format!("scheme.{}.short", scheme.id)));
            (scheme.map(|name| name.to_string()).unwrap_or_default(), bench.words.tool(&format!("ask.{id}")))
        }
    }
}

/// Everything that can be served.
fn all(bench: &Bench) -> Vec<Target> {
    let requirements = bench.catalogue().requirements.iter().map(|one| Target::Requirement(one.id));
    let controls = bench.controls().iter().map(|one| Target::Control(one.id.clone()));
    let shown = bench.facts.schemes.all.iter().filter(|scheme| bench.shows(scheme));
    let asks = shown.flat_map(|scheme| bench.asks(scheme)).map(|ask| Target::Ask(ask.id.clone()));
    controls.chain(requirements).chain(asks).collect()
}

/// The chooser.
#[component]
pub fn Targets(props: &TargetsProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let sought = use_state(String::new);
    let oninput = {
        let sought = sought.clone();
        Callback::from(move |event: InputEvent| sought.set(crate::components::field::typed(&event)))
    };
    let needle = sought.trim().to_lowercase();
    let chip = |target: &Target| {
        let (number, name) = target_name(bench, target);
        let remove = {
            let (ontoggle, target) = (props.ontoggle.clone(), target.clone());
            Callback::from(move |_: MouseEvent| ontoggle.emit(target.clone()))
        };
        let label = words.fill(Key::TargetsRemove, &[("target", &format!("{number} {name}"))]);
        html! {
            <li class="chip chip-target" key={target.code()}>
                <span><span class="identifier">{ number }</span>{ " " }{ name }</span>
                <button type="button" class="button button-icon" aria-label={label} onclick={remove}>{ icon(Picture::Cross, "") }</button>
            </li>
        }
    };
    let found: Vec<Target> = if needle.is_empty() {
        Vec::new()
    } else {
        let fits = |target: &Target| {
            let (number, name) = target_name(bench, target);
            number.to_lowercase().contains(&needle) || name.to_lowercase().contains(&needle)
        };
        all(bench).into_iter().filter(|target| !props.chosen.contains(target)).filter(fits).take(MOST).collect()
    };
    let option = |target: &Target| {
        let (number, name) = target_name(bench, target);
        let add = {
            let (ontoggle, target) = (props.ontoggle.clone(), target.clone());
            Callback::from(move |_: MouseEvent| ontoggle.emit(target.clone()))
        };
        html! { <li key={target.code()}><button type="button" class="target-option" onclick={add}><span class="identifier">{ number }</span>{ " " }{ name }</button></li> }
    };
    let input_id = format!("{}-search", props.id);
    html! {
        <div class="stack-tight">
            <p><strong>{ words.get(Key::TargetsTitle) }</strong></p>
            <ul role="list" class="row chips">{ for props.chosen.iter().map(chip) }</ul>
            <div class="field">
                <label for={input_id.clone()}>{ words.get(Key::TargetsSearch) }</label>
                <input class="input" id={input_id} type="text" value={(*sought).clone()} {oninput} autocomplete="off" />
            </div>
            <ul role="list" class="target-options" aria-live="polite">{ for found.iter().map(option) }</ul>
            if !needle.is_empty() && found.is_empty() { <p class="soft">{ words.get(Key::TargetsNone) }</p> }
        </div>
    }
}
