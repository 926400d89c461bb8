//! The last resort: something broke. The page says so and offers the answers as a file; nothing depends on the Wasm
//! still running, because after a panic it does not.

use crate::{browser, desk::Titles, key::Key, words::Words};
use belfry_dossier::{Dossier, save::save};
use gloo::events::EventListener;
use js_sys::Reflect;
use std::{
    cell::{Cell, RefCell},
    panic,
    rc::Rc,
};
use wasm_bindgen::JsValue;
use web_sys::Element;

/// What the last resort needs to know of an app before it happens.
struct LastSeen {
    root: Element,
    page: Titles,
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
    /// Every app on the page: when the Wasm breaks, it breaks for all of them.
    static LAST_SEEN: RefCell<Vec<LastSeen>> = RefCell::default();
}

/// Installs the last resort for the app below `root`.
pub fn watch_over(root: Element, page: Titles) {
    let first = LAST_SEEN.with_borrow_mut(|seen| {
        seen.push(LastSeen { root, page, dossier: None, sentences: None });
        seen.len() == 1
    });
    if first {
        watch_the_page();
    }
}

/// The app below `root` is gone.
pub fn let_go(root: &Element) {
    LAST_SEEN.with_borrow_mut(|seen| seen.retain(|seen| seen.root != *root));
}

thread_local! {
    /// Once is enough, however often apps come and go.
    static WATCHED: Cell<bool> = const { Cell::new(false) };
}

fn watch_the_page() {
    if WATCHED.replace(true) {
        return;
    }
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        rescue();
    }));
    // A trap without a panic, such as no memory left, reaches the page as an error of this name.
    if let Some(window) = web_sys::window() {
        EventListener::new(&window, "error", |event| {
            let part = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).ok();
            let error = part(event, "error");
            let said =
                |name: &str| error.as_ref().and_then(|error| part(error, name)).and_then(|said| said.as_string());
            // On somebody else's page their Wasm may break too: that is theirs to tell.
            let page_is_ours = LAST_SEEN.with_borrow(|seen| seen.iter().any(|app| app.page == Titles::Ours));
            let ours = page_is_ours || said("stack").is_none_or(|stack| stack.contains("belfry"));
            if said("name").as_deref() == Some("RuntimeError") && ours {
                rescue();
            }
        })
        .forget();
    }
}

fn rescue() {
    LAST_SEEN.with(|seen| {
        if let Ok(seen) = seen.try_borrow() {
            for app in &*seen {
                show(app);
            }
        }
    });
}

fn of(root: &Element, note: impl FnOnce(&mut LastSeen)) {
    LAST_SEEN.with_borrow_mut(|seen| {
        if let Some(seen) = seen.iter_mut().find(|seen| seen.root == *root) {
            note(seen);
        }
    });
}

/// Remembers what would have to be rescued.
pub fn remember(root: &Element, dossier: &Rc<Dossier>) {
    of(root, |seen| seen.dossier = Some(dossier.clone()));
}

/// Remembers how to say it.
pub fn remember_words(root: &Element, words: &Words) {
    let sentences = Sentences {
        title: words.get(Key::PanicTitle).to_string(),
        text: words.get(Key::PanicText).to_string(),
        download: words.get(Key::PanicDownload).to_string(),
        reload: words.get(Key::PanicReload).to_string(),
    };
    of(root, |seen| seen.sentences = Some(sentences));
}

fn show(seen: &LastSeen) -> Option<()> {
    let root = &seen.root;
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
    let belfry = document.create_element("div").ok()?;
    belfry.set_class_name("belfry");
    belfry.append_child(&page).ok()?;
    root.set_text_content(None);
    root.append_child(&belfry).ok()?;
    Some(())
}
