//! Keys that act on what is shown. Yew may let the browser in between drawing a page and running its effects, so a
//! listener that an effect renews can still be the one of the page before: a number would score the wrong question.
//! Here the listener is made once, while the page is drawn for the first time, and asks a cell that every drawing fills.

use crate::browser;
use gloo::events::EventListener;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

/// What a key does on the page that is shown. Cheap to clone; equal only to itself.
#[derive(Clone, Default)]
pub struct Keys(Rc<RefCell<Callback<KeyboardEvent>>>);

impl PartialEq for Keys {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Keys {
    /// From now on a key does this; to be called while drawing.
    pub fn set(&self, act: impl Fn(KeyboardEvent) + 'static) {
        *self.0.borrow_mut() = Callback::from(act);
    }

    /// Does it.
    pub fn press(&self, event: KeyboardEvent) {
        // Acting may draw anew and fill the cell: it is not borrowed meanwhile.
        let act = self.0.borrow().clone();
        act.emit(event);
    }
}

/// Listens below `root` for plain keys outside dialogues, for as long as the page stands.
#[hook]
pub fn use_keys(root: &Element) -> Keys {
    let keys = use_memo((), |()| Keys::default());
    let _listener = {
        let keys = (*keys).clone();
        use_memo(root.clone(), move |root| {
            EventListener::new(root, "keydown", move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
                if plain && !browser::in_dialog(event) {
                    keys.press(event.clone());
                }
            })
        })
    };
    (*keys).clone()
}
