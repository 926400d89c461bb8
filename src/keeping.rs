//! Keeping the draft: a moment after every change, and at once when the page is hidden. Only whose turn it is writes, and
//! what another tab wrote unseen is never overwritten.

use crate::{
    browser,
    desk::{Shared, Surroundings},
    later::Later,
    state::Store,
    turns::{Keeper, Turn, Which},
};
use belfry_dossier::{Dossier, save::save};
use gloo::{
    events::{EventListener, EventListenerOptions},
    timers::callback::Timeout,
};
use std::rc::Rc;
use yew::prelude::*;

/// How long a burst of changes is gathered before the draft is kept, in milliseconds.
const GATHER: u32 = 250;

/// Why the draft was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The storage is full or was taken away.
    NotKept,
    /// Another tab wrote it in the meantime: what stands here has to go on as a copy.
    Foreign,
}

/// A dossier and the name under which it is kept.
type Named = (Rc<str>, Rc<Dossier>);

/// Keeps the draft.
#[hook]
pub fn use_keeping(
    surroundings: &Surroundings,
    store: &UseReducerHandle<Store>,
    later: Option<&Shared<dyn Later>>,
    trouble: Callback<Trouble>,
) {
    let Surroundings { drafts, seals, turns, .. } = surroundings.clone();
    // What nobody has touched is not worth a draft.
    let untouched = surroundings.wishes.dossier();
    let kept = use_mut_ref(|| None::<Named>);
    let pending = use_mut_ref(|| None::<Timeout>);
    // These change while listeners that were set up before go on.
    let module = use_mut_ref(|| None::<Shared<dyn Later>>);
    *module.borrow_mut() = later.cloned();
    let said = use_mut_ref(|| trouble.clone());
    *said.borrow_mut() = trouble;
    // Sealing takes a moment: what was sealed earlier and arrives later must not win. The last asked, the last written.
    let tickets = use_mut_ref(|| (0_u32, 0_u32));
    let is_kept = {
        let kept = kept.clone();
        move |id: &Rc<str>, dossier: &Rc<Dossier>| {
            let known = kept.borrow().as_ref().is_some_and(|(at, what)| at == id && Rc::ptr_eq(what, dossier));
            known || **dossier == untouched
        }
    };
    let report = move |trouble| {
        let said = said.borrow().clone();
        said.emit(trouble);
    };
    let keep = {
        let (drafts, kept, is_kept, turns) = (drafts.clone(), kept.clone(), is_kept.clone(), turns.clone());
        move |id: &Rc<str>, dossier: &Rc<Dossier>| {
            if is_kept(id, dossier) || !turns.is_ours(id) {
                return;
            }
            // Whatever locks and messages said, the draft itself decides. One that is gone is simply written again.
            let there = drafts.original(id);
            if there.is_some() && turns.seen(id).is_some_and(|seen| seen != there) {
                return report(Trouble::Foreign);
            }
            let text = save(dossier, &browser::now());
            let write = {
                let (id, dossier) = (id.clone(), dossier.clone());
                let (drafts, turns, kept, report) = (drafts.clone(), turns.clone(), kept.clone(), report.clone());
                move |text: &str| match drafts.keep(&id, text) {
                    Ok(()) => {
                        *kept.borrow_mut() = Some((id.clone(), dossier.clone()));
                        turns.note_written(&id, text);
                    }
                    Err(_) => report(Trouble::NotKept),
                }
            };
            match (seals.of(id), &*module.borrow()) {
                (Some(seal), Some(later)) => {
                    let ticket = {
                        let mut tickets = tickets.borrow_mut();
                        tickets.0 += 1;
                        tickets.0
                    };
                    let (tickets, report) = (tickets.clone(), report.clone());
                    let closed = Callback::from(move |sealed: Option<String>| match sealed {
                        Some(sealed) if ticket > tickets.borrow().1 => {
                            tickets.borrow_mut().1 = ticket;
                            write(&sealed);
                        }
                        Some(_) => {}
                        None => report(Trouble::NotKept),
                    });
                    later.close(&seal, text, closed);
                }
                // Never in the open. The module is there whenever there is a seal: it made it.
                (Some(_), None) => report(Trouble::NotKept),
                (None, _) => write(&text),
            }
        }
    };
    let now: Named = (store.id.clone(), store.dossier().clone());
    let waiting = use_mut_ref(|| None::<Named>);
    {
        let (keep, kept, turns) = (keep.clone(), kept.clone(), turns.clone());
        let first = use_mut_ref(|| true);
        use_effect_with(now.clone(), move |(id, dossier)| {
            if std::mem::take(&mut *first.borrow_mut()) {
                // What was just read is already kept.
                *kept.borrow_mut() = Some((id.clone(), dossier.clone()));
                *waiting.borrow_mut() = Some((id.clone(), dossier.clone()));
                return;
            }
            // Another dossier has come on the table: what waits of the former is kept at once.
            let former = waiting.borrow_mut().replace((id.clone(), dossier.clone()));
            let came = former.filter(|(former, _)| former != id);
            if let Some((former, dossier)) = &came {
                keep(former, dossier);
            }
            if (came.is_some() && drafts.original(id).is_some()) || turns.turn() == Turn::Following {
                // It was read from where it is kept, by this tab or another.
                *kept.borrow_mut() = Some((id.clone(), dossier.clone()));
            }
            let (id, dossier) = (id.clone(), dossier.clone());
            let timeout = Timeout::new(GATHER, move || keep(&id, &dossier));
            // Replacing the former timer cancels it.
            *pending.borrow_mut() = Some(timeout);
        });
    }
    let latest = use_mut_ref(|| now.clone());
    *latest.borrow_mut() = now;
    use_effect_with((), move |()| {
        let is_done: Rc<dyn Fn() -> bool> = {
            let latest = latest.clone();
            Rc::new(move || {
                let (id, dossier) = latest.borrow().clone();
                is_kept(&id, &dossier)
            })
        };
        let flush: Rc<dyn Fn(Which)> = Rc::new(move |which| {
            if which == Which::Everything {
                *kept.borrow_mut() = None;
            }
            let (id, dossier) = latest.borrow().clone();
            keep(&id, &dossier);
        });
        turns.kept_by(Some(Keeper { flush: flush.clone(), is_done: is_done.clone() }));
        let hold = EventListenerOptions::enable_prevent_default();
        let window = web_sys::window();
        let on = |target: &web_sys::EventTarget, name: &'static str| {
            let flush = flush.clone();
            EventListener::new(target, name, move |_| flush(Which::Waiting))
        };
        let on_hide = window.as_ref().map(|window| on(window, "pagehide"));
        let document = window.as_ref().and_then(web_sys::Window::document);
        let on_visibility = document.map(|document| on(&document, "visibilitychange"));
        let on_leave = window.as_ref().map(|window| {
            EventListener::new_with_options(window, "beforeunload", hold, move |event| {
                flush(Which::Waiting);
                // What is being sealed is written a moment later, and what the storage refused is not written at all:
                // the browser asks before it goes.
                if !is_done() {
                    event.prevent_default();
                }
            })
        });
        move || {
            turns.kept_by(None);
            drop((on_hide, on_visibility, on_leave));
        }
    });
}
