//! The agreement between tabs on one dossier. A lock of the browser says whose turn it is to write; a channel carries what
//! was written. Whoever comes second is told, may follow, and may take over; a write that another tab did not see is never
//! overwritten: it goes on as a copy. `docs/decisions/0011-two-tabs.md`.

use crate::{
    desk::{Locked, Shared, Study},
    key::Key,
    later::arrive,
    state::Message,
    turns::{Agreement, Turn, Turns, Which},
};
use belfry_dossier::{open::OpenError, sealed::Sealed};
use gloo::events::EventListener;
use js_sys::{Function, Object, Promise, Reflect};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::prelude::*;

/// The browser's locks; by name, since web-sys still calls them unstable. Every browser has had them since 2022, on pages
/// that came over https.
fn lock_manager() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"locks".into()).ok().filter(|locks| !locks.is_undefined())
}

/// Asks for a lock: the promise behind it, which stays open for as long as the lock is held.
fn request(locks: &JsValue, name: &str, options: &Object, granted: &JsValue) -> Option<Promise> {
    let request: Function = Reflect::get(locks, &"request".into()).ok()?.dyn_into().ok()?;
    request.call3(locks, &name.into(), options, granted).ok()?.dyn_into().ok()
}

/// How the lock is asked for.
#[derive(Clone, Copy, PartialEq)]
enum Asking {
    /// Only if nobody has it.
    IfFree,
    /// After whoever has it.
    InTurn,
    /// At once: the user wants to go on here.
    Now,
}

/// The lock of one dossier, as one tab sees it.
struct Watch {
    name: String,
    turns: Turns,
    /// Lets the lock go.
    release: RefCell<Option<Function>>,
    /// Whether this tab is done with the dossier.
    over: Cell<bool>,
    /// Called when the turn changes.
    changed: Callback<Turn>,
}

impl Watch {
    /// Asks for the lock; the promise behind it stays open for as long as the lock is held.
    fn ask(self: &Rc<Self>, asking: Asking) {
        let Some(locks) = lock_manager() else {
            // Without locks the draft itself decides, at the moment of writing.
            if asking == Asking::Now {
                self.turn(Turn::Ours);
            }
            return;
        };
        let options = Object::new();
        let option = match asking {
            Asking::IfFree => Some("ifAvailable"),
            Asking::InTurn => None,
            Asking::Now => Some("steal"),
        };
        if let Some(option) = option {
            // A fresh object takes any property.
            drop(Reflect::set(&options, &option.into(), &JsValue::TRUE));
        }
        let granted = {
            let watch = self.clone();
            self.turns.answering(Box::new(move |lock| watch.granted(asking, &lock)))
        };
        let Some(held) = request(&locks, &self.name, &options, &granted) else { return };
        let watch = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            // An error here says that another tab took the lock from this one.
            if wasm_bindgen_futures::JsFuture::from(held).await.is_err() {
                watch.lost();
            }
        });
    }

    fn granted(self: &Rc<Self>, asking: Asking, lock: &JsValue) -> JsValue {
        if lock.is_null() {
            self.turn(Turn::Theirs);
            if asking == Asking::IfFree {
                self.ask(Asking::InTurn);
            }
            return JsValue::UNDEFINED;
        }
        if self.over.get() {
            return JsValue::UNDEFINED;
        }
        let promise = Promise::new(&mut |resolve, _| *self.release.borrow_mut() = Some(resolve));
        self.turn(Turn::Ours);
        promise.into()
    }

    fn lost(self: &Rc<Self>) {
        if self.over.get() || self.turns.turn() != Turn::Ours {
            return;
        }
        self.release.borrow_mut().take();
        // What was not written yet is not the other tab's: it goes on as a copy.
        let turn = if self.turns.is_done() { Turn::Following } else { Turn::Theirs };
        self.turn(turn);
        self.ask(Asking::InTurn);
    }

    fn turn(&self, turn: Turn) {
        if !self.over.get() && self.turns.turn() != turn {
            self.turns.set(turn);
            self.changed.emit(turn);
        }
    }

    fn end(&self) {
        self.over.set(true);
        if let Some(release) = self.release.borrow_mut().take() {
            // Letting go of a lock cannot fail.
            drop(release.call0(&JsValue::NULL));
        }
    }
}

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// What lies on the table.
    pub desk: Study,
}

/// Watches the other tabs, and says so when the dossier is open there too.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let turns = desk.surroundings.turns.clone();
    let turn = use_state_eq(|| turns.turn());
    let latest = use_mut_ref(|| desk.clone());
    *latest.borrow_mut() = desk.clone();
    let watch = use_mut_ref(|| None::<Rc<Watch>>);
    {
        let (turn, watch, latest) = (turn.clone(), watch.clone(), latest.clone());
        let inputs = (desk.surroundings.drafts.clone(), desk.id.clone());
        use_effect_with(inputs, move |(drafts, id)| {
            turns.set(Turn::Ours);
            turn.set(Turn::Ours);
            // Nobody else sees what is kept in this page alone.
            let agreement = drafts.place().map(|place| {
                let changed = {
                    let (latest, turn) = (latest.clone(), turn.clone());
                    Callback::from(move |now: Turn| {
                        turn.set(now);
                        let desk = latest.borrow().clone();
                        match now {
                            Turn::Ours if desk.surroundings.turns.is_done() => follow_kept(&desk),
                            Turn::Ours => desk.surroundings.turns.flush(Which::Waiting),
                            Turn::Theirs if !desk.surroundings.turns.is_done() => fork(&desk),
                            Turn::Theirs | Turn::Taking | Turn::Following => {}
                        }
                    })
                };
                let agreement = agree(&format!("{place}{id}"), id, &latest, changed);
                *watch.borrow_mut() = Some(agreement.watch.clone());
                agreement
            });
            move || {
                if let Some(agreement) = agreement {
                    agreement.watch.end();
                    agreement.watch.turns.agree(None);
                    agreement.channel.iter().for_each(BroadcastChannel::close);
                    drop(agreement.listener);
                }
            }
        });
    }
    let follow = {
        let (desk, turn) = (desk.clone(), turn.clone());
        Callback::from(move |_: MouseEvent| {
            desk.surroundings.turns.set(Turn::Following);
            turn.set(Turn::Following);
            follow_kept(&desk);
        })
    };
    let take = Callback::from(move |_: MouseEvent| {
        if let Some(watch) = &*watch.borrow() {
            watch.ask(Asking::Now);
        }
    });
    match *turn {
        Turn::Ours | Turn::Taking => Html::default(),
        Turn::Theirs => html! {
            <aside class="tabs-bar" role="status">
                <p><strong>{ words.get(Key::TabsTheirs) }</strong>{ " " }{ words.get(Key::TabsTheirsText) }</p>
                <button type="button" class="button" onclick={follow}>{ words.get(Key::TabsFollow) }</button>
            </aside>
        },
        Turn::Following => html! {
            <aside class="tabs-bar" role="status">
                <p>{ words.get(Key::TabsFollowing) }</p>
                <button type="button" class="button" onclick={take}>{ words.get(Key::TabsTake) }</button>
            </aside>
        },
    }
}

/// What holds an agreement together, on this side.
struct Line {
    watch: Rc<Watch>,
    channel: Option<BroadcastChannel>,
    listener: Option<EventListener>,
}

fn agree(name: &str, id: &Rc<str>, latest: &Rc<RefCell<Study>>, changed: Callback<Turn>) -> Line {
    let surroundings = latest.borrow().surroundings.clone();
    let turns = surroundings.turns.clone();
    let watch = Rc::new(Watch {
        name: name.to_owned(),
        turns: turns.clone(),
        release: RefCell::default(),
        over: Cell::new(false),
        changed,
    });
    turns.note_seen(id, surroundings.drafts.original(id));
    let channel = BroadcastChannel::new(name).ok();
    let listener = channel.as_ref().map(|channel| {
        let (watch, latest) = (watch.clone(), latest.clone());
        EventListener::new(channel, "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            let field = |name: &str| Reflect::get(&event.data(), &name.into()).ok().and_then(|field| field.as_string());
            if let Some(text) = field("text") {
                let desk = latest.borrow().clone();
                heard(&watch, &desk, text, field("before"));
            }
        })
    });
    let written = {
        let channel = channel.clone();
        move |before: Option<&str>, text: &str| {
            let Some(channel) = &channel else { return };
            let message = Object::new();
            for (field, value) in [("text", Some(text)), ("before", before)] {
                // A fresh object takes any property.
                drop(Reflect::set(&message, &field.into(), &value.map_or(JsValue::NULL, JsValue::from)));
            }
            // A tab that does not hear of it finds out when it writes.
            drop(channel.post_message(&message));
        }
    };
    let take = {
        let watch = watch.clone();
        move || watch.ask(Asking::Now)
    };
    turns.agree(Some(Agreement { take: Rc::new(take), written: Rc::new(written) }));
    watch.ask(Asking::IfFree);
    Line { watch, channel, listener }
}

/// What stands here goes on as a copy.
fn fork(desk: &Study) {
    desk.send.emit(desk.surroundings.fork(&desk.id));
    desk.tell.emit(desk.words.get(Key::NoticeForked));
}

/// Another tab wrote the dossier: it was `before`, and is `text` now.
fn heard(watch: &Rc<Watch>, desk: &Study, text: String, before: Option<String>) {
    match watch.turns.turn() {
        // Without locks this is how a tab learns that it is not alone.
        Turn::Ours if lock_manager().is_none() => watch.turn(Turn::Theirs),
        // The turn is being taken; whether something was missed shows when this tab writes.
        Turn::Ours | Turn::Taking | Turn::Theirs => {}
        Turn::Following if watch.turns.seen(&desk.id) == Some(before) => {
            watch.turns.note_seen(&desk.id, Some(text.clone()));
            follow(desk, text);
        }
        // It was written without what stands here.
        Turn::Following => fork(desk),
    }
}

/// Shows what is kept, when it is another than what stands here.
fn follow_kept(desk: &Study) {
    if let Some(text) = desk.surroundings.drafts.original(&desk.id) {
        desk.surroundings.turns.note_seen(&desk.id, Some(text.clone()));
        follow(desk, text);
    }
}

/// Shows what another tab wrote; asks for the passphrase when that tab has set another.
fn follow(desk: &Study, text: String) {
    let desk = desk.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let Ok(later) = arrive(&desk.law).await else { return };
        let opened = match (Sealed::parse(text.as_bytes()), desk.surroundings.seals.of(&desk.id)) {
            (Some(Ok(sealed)), Some(seal)) => match seal.reopen(&sealed).await {
                Ok(text) => later.open(text.as_bytes()),
                Err(_) => Err(OpenError::Sealed),
            },
            (None, Some(_)) => {
                desk.surroundings.seals.remove(&desk.id);
                later.open(text.as_bytes())
            }
            _ => later.open(text.as_bytes()),
        };
        match opened {
            Ok(dossier) if dossier != *desk.view.dossier => {
                desk.send.emit(Message::Open { id: desk.id.clone(), dossier: Box::new(dossier) });
            }
            Ok(_) => {}
            Err(OpenError::Sealed) => {
                desk.unlock.emit(Some(Shared::new(Locked { id: Some(desk.id.clone()), bytes: text.into_bytes() })));
            }
            // Another tab runs a newer Belfry, perhaps: what stands here stays.
            Err(_) => desk.surroundings.turns.set(Turn::Theirs),
        }
    });
}
