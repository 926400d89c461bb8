//! What needs a browser's own storage and events. Run by `cargo xtask test` in a headless Chromium.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(target_arch = "wasm32")]

use belfry_app::{
    address::{Address, Route},
    storage::Drafts,
};
use belfry_content::Content;
use belfry_dossier::{Dossier, action::Action, save::save};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn named(name: &str) -> Dossier {
    Dossier::default().apply(Action::Rename(name.to_owned()))
}

#[wasm_bindgen_test]
fn a_draft_is_found_again_and_the_last_one_is_offered() {
    let (drafts, content) = (Drafts::find(""), Content::load().unwrap());
    assert!(drafts.lasts());
    drafts.keep("one", &save(&named("One"), "2026-11-23T10:00:00Z")).unwrap();
    drafts.keep("two", &save(&named("Two"), "2026-11-23T10:00:01Z")).unwrap();
    let last = drafts.last(&content).unwrap();
    assert_eq!((&*last.id, &last.content.unwrap().name), ("two", &"Two".to_owned()));
    assert_eq!(drafts.list(&content).len(), 2);
    drafts.remove("one");
    drafts.remove("two");
    assert!(drafts.list(&content).is_empty());
}

#[wasm_bindgen_test]
fn what_cannot_be_read_is_set_aside_word_for_word() {
    let (drafts, content) = (Drafts::find(""), Content::load().unwrap());
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage.set_item("belfry/dossier/broken", "{ not a dossier").unwrap();
    assert!(drafts.load("broken", &content).unwrap().content.is_err());
    drafts.set_aside("broken").unwrap();
    assert!(drafts.load("broken", &content).is_none());
    assert_eq!(drafts.unreadable(), [("broken".to_owned(), "{ not a dossier".to_owned())]);
    drafts.remove("broken");
}

#[wasm_bindgen_test]
fn two_apps_in_one_page_keep_their_own_addresses_and_leave_the_host_page_alone() {
    let host = web_sys::window().unwrap().location().href().unwrap();
    let (one, other) = (Address::in_memory(), Address::in_memory());
    one.go(&Route::Results);
    assert_eq!((one.route(), other.route()), (Route::Results, Route::Welcome));
    assert_eq!(web_sys::window().unwrap().location().href().unwrap(), host);
    assert_eq!(one.href(&Route::Results), None, "a link in somebody's page is a button");
}
