//! What the first page and the list of dossiers share: start afresh, open a file.

use crate::{
    address::Route,
    browser,
    desk::{Desk, Locked, Shared},
    key::Key,
    later::{Later, arrive},
    seal::Seal,
    state::Message,
};
use belfry_dossier::{Dossier, open::OpenError};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The largest file that is read at all, in bytes. A dossier with long notes stays far below.
pub const LARGEST: f64 = 20_000_000.0;

/// A fresh dossier comes on the table; the former stays in the list.
pub fn start_afresh(desk: &Desk) {
    desk.send
        .emit(Message::Open { id: browser::fresh_id().into(), dossier: Box::new(desk.surroundings.wishes.dossier()) });
}

/// What opening needs.
#[derive(Properties, PartialEq)]
pub struct OpenFileProps {
    /// What lies on the table.
    pub desk: Desk,
}

/// Opens a file from this device. What is on the table stays in the list.
#[component]
pub fn OpenFile(props: &OpenFileProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let input = use_node_ref();
    let failure = use_state(|| None::<AttrValue>);
    let onchange = {
        let (desk, failure) = (desk.clone(), failure.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (desk, failure) = (desk.clone(), failure.clone());
            if file.size() > LARGEST {
                failure.set(Some(desk.words.get(Key::OpenTooLarge)));
                return;
            }
            wasm_bindgen_futures::spawn_local(async move {
                let bytes = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await;
                let (bytes, later) = match (bytes, arrive(&desk.law).await) {
                    (Ok(buffer), Ok(later)) => (js_sys::Uint8Array::new(&buffer).to_vec(), later),
                    (Err(_), _) | (_, Err(_)) => {
                        failure.set(Some(open_failure(&desk, &OpenError::Unreachable)));
                        return;
                    }
                };
                let outcome = later.open(&bytes);
                // The same file can be chosen again after a mend.
                input.set_value("");
                match outcome {
                    Ok(dossier) => {
                        failure.set(None);
                        put_on_the_table(&desk, &*later, dossier, None);
                    }
                    Err(OpenError::Sealed) => {
                        failure.set(None);
                        desk.unlock.emit(Some(Shared::new(Locked { id: None, bytes })));
                    }
                    Err(error) => failure.set(Some(open_failure(&desk, &error))),
                }
            });
        })
    };
    let onclick = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<web_sys::HtmlElement>() {
                input.click();
            }
        })
    };
    html! {
        <span class="open-file">
            <button type="button" class="button" {onclick}>{ words.get(Key::DossierOpenFile) }</button>
            <input ref={input} type="file" accept=".json,application/json" class="unseen" tabindex="-1" aria-hidden="true"
                aria-label={words.get(Key::DossierOpenFile)} {onchange} />
            if let Some(failure) = &*failure {
                <span class="note note-short open-failure" role="alert">{ failure }</span>
            }
        </span>
    }
}

/// A dossier comes on the table. A copy with answers of somebody who was asked goes back to the dossier that asked, when
/// that is on this device; a copy with questions goes straight to them. What came under a passphrase stays under it.
pub fn put_on_the_table(desk: &Desk, later: &dyn Later, dossier: Dossier, seal: Option<Seal>) {
    let address = &desk.surroundings.address;
    let asker = dossier.request.as_ref().map(|request| request.of.clone());
    if let Some(asker) = asker {
        if *asker == *desk.id {
            desk.receive.emit(Some(Shared::new(dossier)));
            return address.go(&Route::Ask);
        }
        let kept = later.load(&desk.surroundings.drafts, &asker).and_then(|draft| draft.content.ok());
        if let Some(kept) = kept {
            desk.send.emit(Message::Open { id: asker.into(), dossier: Box::new((*kept).clone()) });
            desk.receive.emit(Some(Shared::new(dossier)));
            return address.go(&Route::Ask);
        }
    }
    let next = if dossier.request.is_some() { Route::Answers(None) } else { Route::Welcome };
    let id: Rc<str> = browser::fresh_id().into();
    if let Some(seal) = seal {
        desk.surroundings.seals.set(id.clone(), seal);
    }
    desk.send.emit(Message::Open { id, dossier: Box::new(dossier) });
    desk.tell.emit(desk.words.get(Key::NoticeOpened));
    address.go(&next);
}

/// What went wrong with a file, and what to do. Nothing was changed in any of these cases.
pub fn open_failure(desk: &Desk, error: &OpenError) -> AttrValue {
    let words = &desk.words;
    match error {
        OpenError::Unreachable => words.get(Key::OpenUnreachable),
        OpenError::NotText => words.get(Key::OpenNotText),
        OpenError::NotJson { line, column } => {
            words.fill(Key::OpenNotJson, &[("line", &line.to_string()), ("column", &column.to_string())])
        }
        // Sealed files are asked their passphrase instead; a seal within a seal is no dossier.
        OpenError::NotADossier | OpenError::Sealed => words.get(Key::OpenNotDossier),
        OpenError::OnlyResult => words.get(Key::OpenOnlyResult),
        OpenError::TooNew { found, supported } => {
            words.fill(Key::OpenTooNew, &[("found", &found.to_string()), ("supported", &supported.to_string())])
        }
        OpenError::Wrong { place, what } => {
            words.fill(Key::OpenWrong, &[("place", place), ("what", &words.get(super::wrong_key(*what)))])
        }
    }
}
