//! The dossiers on this device: open, save as a file, start another, remove; and what could not be read, as it was.

use super::{
    opening::{OpenFile, start_afresh},
    seal::Passphrase,
    share::Share,
    welcome::framed,
};
use crate::{
    address::Route,
    browser,
    components::{
        dialog::Dialog,
        field::{Field, Kind, field},
    },
    desk::{Locked, Shared, Study},
    format,
    key::Key,
    link,
    state::Message,
    storage::Draft,
};
use belfry_dossier::{action::Action, open::OpenError, save::save};
use yew::prelude::*;

/// What the page needs.
#[derive(Properties, PartialEq)]
pub struct DossiersProps {
    /// What lies on the table.
    pub desk: Study,
}

/// The dossiers on this device.
#[component]
pub fn Dossiers(props: &DossiersProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let drafts = &desk.surroundings.drafts;
    // The list is read anew after every change to it.
    let refresh = use_force_update();
    let removing = use_state(|| None::<Draft>);
    let rename = desk.acting(Action::Rename);
    let afresh = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| {
            start_afresh(&desk);
            desk.surroundings.address.go(&Route::Scope(None));
        })
    };
    let others: Vec<Draft> = drafts.list(&desk.content).into_iter().filter(|draft| draft.id != desk.id).collect();
    let unreadable = drafts.unreadable();
    let last_file = drafts.last_file(&desk.id);
    let reminder = match &last_file {
        Some(moment) => words.fill(Key::DossierLastFile, &[("moment", &format::moment(words.language(), moment))]),
        None => words.get(Key::DossierNoFile),
    };
    let confirm = {
        let (removing, drafts, refresh) = (removing.clone(), drafts.clone(), refresh.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(draft) = &*removing {
                drafts.remove(&draft.id);
            }
            removing.set(None);
            refresh.force_update();
        })
    };
    let cancel = {
        let removing = removing.clone();
        Callback::from(move |()| removing.set(None))
    };
    html! {
        <div class="page-narrow stack-wide">
            <header class="stack">
                <h1 tabindex="-1">{ words.get(Key::TitleDossiers) }</h1>
                <p class="lead">{ words.get(Key::DossiersLead) }</p>
                if !drafts.lasts() {
                    <p class="note note-uncertain">{ words.get(Key::DossiersNoStorage) }</p>
                } else {
                    { framed(desk) }
                }
            </header>
            <section class="card stack" aria-labelledby="this-dossier">
                <h2 id="this-dossier">{ words.get(Key::DossierThis) }</h2>
                { field(Field { id: "dossier-name".into(), label: words.get(Key::DossierName), hint: words.get(Key::DossierNameHint), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Text, value: (desk.view.dossier.name.clone()).into(), oninput: rename }) }
                <p class="soft">{ reminder }</p>
                <p class="row">
                    { save_file(desk, Key::DossierSave, "button-main", { let refresh = refresh.clone(); Callback::from(move |()| refresh.force_update()) }) }
                    <OpenFile desk={desk.desk.clone()} />
                    <button type="button" class="button" onclick={afresh}>{ words.get(Key::WelcomeAfresh) }</button>
                </p>
            </section>
            <Passphrase desk={desk.clone()} key={desk.id.to_string()} />
            if let Some(base) = link::base(&desk.surroundings) {
                <Share desk={desk.clone()} {base} />
            }
            if !others.is_empty() {
                <section class="stack" aria-labelledby="other-dossiers">
                    <h2 id="other-dossiers">{ words.get(Key::DossierOthers) }</h2>
                    <ul role="list" class="stack">{ for others.into_iter().map(|draft| draft_row(desk, draft, &removing)) }</ul>
                </section>
            }
            if !unreadable.is_empty() {
                <section class="stack" aria-labelledby="unreadable">
                    <h2 id="unreadable">{ words.get(Key::DossierUnreadable) }</h2>
                    <p>{ words.get(Key::DossierUnreadableText) }</p>
                    <ul role="list" class="stack-tight">{ for unreadable.into_iter().map(|(id, text)| unreadable_row(desk, id, text)) }</ul>
                </section>
            }
            if let Some(draft) = &*removing {
                <Dialog id="remove-dossier" title={words.get(Key::DossierRemoveTitle)} onclose={cancel.clone()}>
                    <p>{ words.fill(Key::DossierRemoveText, &[("name", &draft_name(desk, draft))]) }</p>
                    <p class="row">
                        <button type="button" class="button button-danger" onclick={confirm}>{ words.get(Key::DossierRemoveConfirm) }</button>
                        <button type="button" class="button" onclick={cancel.reform(|_: MouseEvent| ())}>{ words.get(Key::DossierRemoveCancel) }</button>
                    </p>
                </Dialog>
            }
        </div>
    }
}

fn draft_name(desk: &Study, draft: &Draft) -> AttrValue {
    match &draft.content {
        Ok(dossier) if !dossier.name.is_empty() => dossier.name.clone().into(),
        Ok(_) => desk.words.get(Key::DossierUnnamed),
        Err(OpenError::Sealed) => desk.words.get(Key::DossierLockedName),
        Err(_) => desk.words.get(Key::DossierUnreadableName),
    }
}

fn draft_row(desk: &Study, draft: Draft, removing: &UseStateHandle<Option<Draft>>) -> Html {
    let words = &desk.words;
    let name = draft_name(desk, &draft);
    let remove = {
        let (removing, draft) = (removing.clone(), draft.clone());
        Callback::from(move |_: MouseEvent| removing.set(Some(draft.clone())))
    };
    let main = match &draft.content {
        Ok(dossier) => {
            let (desk, id, dossier) = (desk.clone(), draft.id.clone(), dossier.clone());
            let onclick = Callback::from(move |_: MouseEvent| {
                desk.send.emit(Message::Open { id: id.clone(), dossier: Box::new((*dossier).clone()) });
                desk.surroundings.address.go(&Route::Welcome);
            });
            html! { <button type="button" class="button" {onclick}>{ words.get(Key::DossierOpen) }</button> }
        }
        Err(OpenError::Sealed) => {
            let (desk, id) = (desk.clone(), draft.id.clone());
            let onclick = Callback::from(move |_: MouseEvent| {
                if let Some(text) = desk.surroundings.drafts.original(&id) {
                    desk.unlock.emit(Some(Shared::new(Locked { id: Some(id.clone()), bytes: text.into_bytes() })));
                }
            });
            html! { <button type="button" class="button" {onclick}>{ words.get(Key::DossierOpen) }</button> }
        }
        Err(_) => {
            let (drafts, id) = (desk.surroundings.drafts.clone(), draft.id.clone());
            let onclick = Callback::from(move |_: MouseEvent| {
                if let Some(text) = drafts.original(&id) {
                    browser::download("original.belfry.json", "application/json", &text);
                }
            });
            html! { <button type="button" class="button" {onclick}>{ words.get(Key::DossierDownloadOriginal) }</button> }
        }
    };
    html! {
        <li class="card-plain spread" key={draft.id.to_string()}>
            <span><strong>{ &name }</strong></span>
            <span class="row">
                { main }
                <button type="button" class="button button-quiet" onclick={remove}
                    aria-label={words.fill(Key::DossierRemoveLabel, &[("name", &name)])}>{ words.get(Key::DossierRemove) }</button>
            </span>
        </li>
    }
}

fn unreadable_row(desk: &Study, id: String, text: String) -> Html {
    let onclick = Callback::from(move |_: MouseEvent| {
        browser::download("original.belfry.json", "application/json", &text);
    });
    html! {
        <li key={id}><button type="button" class="button" {onclick}>{ desk.words.get(Key::DossierDownloadOriginal) }</button></li>
    }
}

/// Saves the dossier as a file, under its passphrase when it has one.
pub fn save_file(desk: &Study, label: Key, look: &'static str, onsaved: Callback<()>) -> Html {
    let desk = desk.clone();
    let label = desk.words.get(label);
    let onclick = Callback::from(move |_: MouseEvent| {
        let now = browser::now();
        let dossier = &desk.view.dossier;
        let (name, text) = (file_name(&dossier.name, &now), save(dossier, &now));
        let (desk, onsaved) = (desk.clone(), onsaved.clone());
        let seal = desk.surroundings.seals.of(&desk.id);
        let failed = desk.tell.reform({
            let words = desk.words.clone();
            move |()| words.get(Key::SealFailed)
        });
        let saved = move |text: &str| {
            browser::download(&name, "application/json", text);
            desk.surroundings.drafts.note_file(&desk.id, &now);
            // Whoever saves a file wants to keep it: the moment to ask the browser not to clear what it keeps.
            browser::ask_to_persist();
            desk.tell.emit(desk.words.get(Key::NoticeSaved));
            onsaved.emit(());
        };
        match seal {
            None => saved(&text),
            Some(seal) => wasm_bindgen_futures::spawn_local(async move {
                match seal.close(&text).await {
                    Ok(sealed) => saved(&sealed.to_text()),
                    // Never in the open.
                    Err(_) => failed.emit(()),
                }
            }),
        }
    });
    html! { <button type="button" class={classes!("button", look)} {onclick}>{ label }</button> }
}

/// `bakery-2026-11-23.belfry.json`: see [`file_stem`].
pub fn file_name(name: &str, now: &str) -> String {
    format!("{}.belfry.json", file_stem(name, now))
}

/// `bakery-2026-11-23`, how the name of a file begins: letters and digits of the organisation's name, then the day.
pub fn file_stem(name: &str, now: &str) -> String {
    let plain: String = name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    let name = plain.trim_matches('-').to_lowercase();
    let day = now.get(..10).unwrap_or_default();
    if name.is_empty() { format!("belfry-{day}") } else { format!("{name}-{day}") }
}
