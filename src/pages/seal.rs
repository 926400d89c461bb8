//! A passphrase for the dossier on the table: set, change, remove. That a forgotten one is final is said before it is set.

use crate::{
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        field::{Field, Kind, field},
    },
    desk::Study,
    key::Key,
    seal::{self, Seal},
    turns::Which,
};
use yew::prelude::*;

/// The fewest characters of a passphrase (NIST SP 800-63B-4 asks eight where a person chooses, and fifteen where it
/// stands alone; between them, and a hint at four or five words).
pub const SHORTEST: usize = 12;

/// What the section needs.
#[derive(Properties, PartialEq)]
pub struct PassphraseProps {
    /// What lies on the table.
    pub desk: Study,
}

/// A passphrase for the dossier on the table.
#[component]
pub fn Passphrase(props: &PassphraseProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let is_open = use_state(|| false);
    let is_sealed = desk.surroundings.seals.of(&desk.id).is_some();
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(!*is_open))
    };
    let remove = {
        let (desk, refresh) = (desk.clone(), use_force_update());
        Callback::from(move |_: MouseEvent| {
            desk.surroundings.seals.remove(&desk.id);
            desk.tell.emit(desk.words.get(Key::SealRemoved));
            desk.surroundings.turns.flush(Which::Everything);
            refresh.force_update();
        })
    };
    let (lead, label) = if is_sealed { (Key::SealIsSet, Key::SealChange) } else { (Key::SealLead, Key::SealSet) };
    html! {
        <section class="card-plain stack" aria-labelledby="passphrase">
            <h2 id="passphrase" class="h3">{ words.get(Key::SealTitle) }</h2>
            <p class="soft">{ words.get(lead) }</p>
            if !seal::is_available() {
                <p class="note note-uncertain">{ words.get(Key::SealUnavailable) }</p>
            } else if *is_open {
                <Setting desk={desk.clone()} done={toggle.clone()} />
            } else {
                <p class="row">
                    <button type="button" class="button" onclick={toggle.reform(|_: MouseEvent| ())}>{ words.get(label) }</button>
                    if is_sealed { <button type="button" class="button" onclick={remove}>{ words.get(Key::SealRemove) }</button> }
                </p>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct SettingProps {
    desk: Study,
    done: Callback<()>,
}

/// What is wrong with what was typed.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    TooShort,
    Differs,
    NotUnderstood,
}

#[component]
fn Setting(props: &SettingProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let (once, again) = (use_state(String::new), use_state(String::new));
    let understood = use_state(|| false);
    let fault = use_state(|| None::<Fault>);
    let typing = |text: &UseStateHandle<String>| {
        let text = text.clone();
        Callback::from(move |typed: String| text.set(typed))
    };
    let tick = {
        let understood = understood.clone();
        Callback::from(move |_: AttrValue| understood.set(!*understood))
    };
    let onsubmit = {
        let (desk, done, fault) = (desk.clone(), props.done.clone(), fault.clone());
        let (once, again, understood) = (once.clone(), again.clone(), understood.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let found = match () {
                () if once.chars().count() < SHORTEST => Some(Fault::TooShort),
                () if *once != *again => Some(Fault::Differs),
                () if !*understood => Some(Fault::NotUnderstood),
                () => None,
            };
            fault.set(found);
            if found.is_some() {
                return;
            }
            let (desk, done, passphrase) = (desk.clone(), done.clone(), (*once).clone());
            wasm_bindgen_futures::spawn_local(async move {
                match Seal::fresh(&passphrase).await {
                    Ok(seal) => {
                        desk.surroundings.seals.set(desk.id.clone(), seal);
                        desk.tell.emit(desk.words.get(Key::SealDone));
                        // What lies in the open is overwritten at once; a failure says so.
                        desk.surroundings.turns.flush(Which::Everything);
                    }
                    Err(_) => desk.tell.emit(desk.words.get(Key::SealFailed)),
                }
                done.emit(());
            });
        })
    };
    let error = |which: Fault, key: Key| if *fault == Some(which) { words.get(key) } else { AttrValue::default() };
    let secret = |id: &'static str, label: Key, hint: AttrValue, error: AttrValue, text: &UseStateHandle<String>| {
        field(Field {
            id: id.into(),
            label: words.get(label),
            hint,
            error,
            unit: AttrValue::default(),
            kind: Kind::Secret,
            value: (**text).clone().into(),
            oninput: typing(text),
        })
    };
    let understanding = Choice {
        value: "understood".into(),
        title: words.get(Key::SealUnderstood),
        detail: AttrValue::default(),
        chosen: *understood,
    };
    html! {
        <form class="stack" {onsubmit}>
            <p class="note note-uncertain">{ words.get(Key::SealFinal) }</p>
            { secret("seal-once", Key::SealNew, words.get(Key::SealHint), error(Fault::TooShort, Key::SealTooShort), &once) }
            { secret("seal-again", Key::SealAgain, AttrValue::default(), error(Fault::Differs, Key::SealDiffers), &again) }
            { choice_list(ChoiceList { id: "seal-understood".into(), legend: words.get(Key::SealTitle), legend_place: LegendPlace::Unseen, hint: AttrValue::default(), many: Many::Several, choices: vec![understanding], onchoose: tick }) }
            if *fault == Some(Fault::NotUnderstood) { <p class="field-error" role="alert">{ words.get(Key::SealTick) }</p> }
            <p class="row">
                <button type="submit" class="button button-main">{ words.get(Key::SealDo) }</button>
                <button type="button" class="button" onclick={props.done.reform(|_: MouseEvent| ())}>{ words.get(Key::Cancel) }</button>
            </p>
        </form>
    }
}
