//! What the first page and the list of dossiers share: start afresh, open a file.

use crate::{address::Route, browser, desk::Desk, key::Key, later::arrive, state::Message};
use belfry_dossier::open::OpenError;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The largest file that is read at all, in bytes. A dossier with long notes stays far below.
const LARGEST: f64 = 20_000_000.0;

/// A fresh dossier comes on the table; the former stays in the list.
pub fn start_afresh(desk: &Desk) {
    desk.send.emit(Message::Open { id: browser::fresh_id().into(), dossier: Box::default() });
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
                let outcome = match (bytes, arrive(&desk.law).await) {
                    (Ok(buffer), Ok(later)) => later.open(&js_sys::Uint8Array::new(&buffer).to_vec()),
                    (Err(_), _) | (_, Err(_)) => Err(OpenError::Unreachable),
                };
                // The same file can be chosen again after a mend.
                input.set_value("");
                match outcome {
                    Ok(dossier) => {
                        failure.set(None);
                        let id: Rc<str> = browser::fresh_id().into();
                        desk.send.emit(Message::Open { id, dossier: Box::new(dossier) });
                        desk.tell.emit(desk.words.get(Key::NoticeOpened));
                        desk.surroundings.address.go(&Route::Welcome);
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

/// What went wrong with a file, and what to do. Nothing was changed in any of these cases.
fn open_failure(desk: &Desk, error: &OpenError) -> AttrValue {
    let words = &desk.words;
    match error {
        OpenError::Unreachable => words.get(Key::OpenUnreachable),
        OpenError::NotText => words.get(Key::OpenNotText),
        OpenError::NotJson { line, column } => {
            words.fill(Key::OpenNotJson, &[("line", &line.to_string()), ("column", &column.to_string())])
        }
        OpenError::NotADossier => words.get(Key::OpenNotDossier),
        OpenError::TooNew { found, supported } => {
            words.fill(Key::OpenTooNew, &[("found", &found.to_string()), ("supported", &supported.to_string())])
        }
        OpenError::Wrong { place, what } => {
            words.fill(Key::OpenWrong, &[("place", place), ("what", &words.get(super::wrong_key(*what)))])
        }
    }
}
