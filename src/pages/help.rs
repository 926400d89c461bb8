//! The keys, one press of `?` away.

use super::about::keys_table;
use crate::{browser, components::dialog::Dialog, desk::Desk, key::Key};
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// What the help needs.
#[derive(Properties, PartialEq)]
pub struct HelpProps {
    /// What lies on the table.
    pub desk: Desk,
}

/// The keys, one press of `?` away.
#[component]
pub fn Help(props: &HelpProps) -> Html {
    let desk = &props.desk;
    let open = use_state(|| false);
    // Listens from the moment it is drawn: a key pressed before effects have run must not be lost (see `keys.rs`).
    let _listener = {
        let open = open.clone();
        use_memo(desk.surroundings.root.clone(), move |root| {
            EventListener::new(root, "keydown", move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                if event.key() == "?" && !browser::is_typing(event) {
                    open.set(true);
                }
            })
        })
    };
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    if !*open {
        return Html::default();
    }
    html! {
        <Dialog id="help" title={desk.words.get(Key::KeysTitle)} onclose={close.clone()}>
            { keys_table(desk) }
            <p><button type="button" class="button button-main" onclick={close.reform(|_: MouseEvent| ())}>{ desk.words.get(Key::HelpClose) }</button></p>
        </Dialog>
    }
}
