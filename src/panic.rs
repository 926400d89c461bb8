//! The last resort: something broke. The page says so and offers the answers as a file; nothing depends on the Wasm
//! still running, because after a panic it does not.

use crate::{browser, key::Key, words::Words};
use belfry_dossier::{Dossier, save::save};
use gloo::events::EventListener;
use js_sys::Reflect;
use std::{cell::RefCell, panic, rc::Rc};
use wasm_bindgen::JsValue;
use web_sys::Element;

/// What the last resort needs to know before it happens.
#[derive(Default)]
struct LastSeen {
    root: Option<Element>,
    dossier: Option<Rc<Dossier>>,
    sentences: Option<Sentences>,
}

struct Sentences {
    title: String,
    text: String,
    download: String,
    reload: String,
}

thread_local! {
    static LAST_SEEN: RefCell<LastSeen> = RefCell::default();
}

/// Installs the last resort for the app below `root`.
pub fn watch_over(root: Element) {
    LAST_SEEN.with_borrow_mut(|seen| seen.root = Some(root));
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        rescue();
    }));
    // A trap without a panic, such as no memory left, reaches the page as an error of this name.
    if let Some(window) = web_sys::window() {
        EventListener::new(&window, "error", |event| {
            let part = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).ok();
            let name = part(event, "error").and_then(|error| part(&error, "name")).and_then(|name| name.as_string());
            if name.as_deref() == Some("RuntimeError") {
                rescue();
            }
        })
        .forget();
    }
}

fn rescue() {
    LAST_SEEN.with(|seen| {
        if let Ok(seen) = seen.try_borrow() {
            show(&seen);
        }
    });
}

/// Remembers what would have to be rescued.
pub fn remember(dossier: &Rc<Dossier>) {
    LAST_SEEN.with_borrow_mut(|seen| seen.dossier = Some(dossier.clone()));
}

/// Remembers how to say it.
pub fn remember_words(words: &Words) {
    let sentences = Sentences {
        title: words.get(Key::PanicTitle).to_string(),
        text: words.get(Key::PanicText).to_string(),
        download: words.get(Key::PanicDownload).to_string(),
        reload: words.get(Key::PanicReload).to_string(),
    };
    LAST_SEEN.with_borrow_mut(|seen| seen.sentences = Some(sentences));
}

fn show(seen: &LastSeen) -> Option<()> {
    let root = seen.root.as_ref()?;
    let sentences = seen.sentences.as_ref()?;
    let document = root.owner_document()?;
    let page = document.create_element("div").ok()?;
    page.set_class_name("page page-narrow stack");
    page.set_attribute("role", "alert").ok()?;
    let line = |kind: &str, text: &str| {
        let element = document.create_element(kind).ok()?;
        element.set_text_content(Some(text));
        page.append_child(&element).ok()?;
        Some(element)
    };
    line("h1", &sentences.title)?;
    line("p", &sentences.text)?;
    if let Some(dossier) = &seen.dossier
        && let Some(address) = browser::object_address("application/json", &save(dossier, &browser::now()))
    {
        let anchor = line("a", &sentences.download)?;
        anchor.set_class_name("button button-main");
        anchor.set_attribute("href", &address).ok()?;
        anchor.set_attribute("download", "rescued.belfry.json").ok()?;
    }
    line("p", &sentences.reload)?;
    root.set_text_content(None);
    root.append_child(&page).ok()?;
    Some(())
}
