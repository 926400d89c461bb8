//! The app: one reducer over one dossier, a memoised report, a frame around the pages.

use crate::{
    address::Route,
    browser,
    components::{frame::Frame, notice::Notice},
    desk::{Desk, Locked, Scope, Shared, Surroundings, Titles, View, Wishes},
    keeping::{Trouble, use_keeping},
    key::Key,
    language::Language,
    later::{Later, Missing, arrive},
    pages, panic,
    state::{Message, Store},
    turns::{Change, Turn},
    words::{self, NoWords, Words},
};
use belfry_dossier::{Dossier, open::OpenError};
use belfry_engine::classification::Law;
use gloo::{events::EventListener, timers::callback::Timeout};
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// What the app needs from outside.
#[derive(Properties, PartialEq)]
pub struct AppProps {
    /// Where it lives.
    pub surroundings: Surroundings,
}

/// The app, once its words have arrived.
#[component]
pub fn App(props: &AppProps) -> Html {
    let language = use_state(|| first_language(&props.surroundings));
    let words = use_words(&props.surroundings, *language);
    let speak = {
        let (language, drafts) = (language.clone(), props.surroundings.drafts.clone());
        use_callback((), move |wanted: Language, ()| {
            drafts.note_language(wanted.code());
            language.set(wanted);
        })
    };
    let law = use_memo((), |()| belfry_content::law().map(Shared::new));
    // A draft can be read only behind the seam: who comes back waits for it, who comes new does not.
    let begun = *use_memo((), |()| props.surroundings.drafts.is_begun());
    let later = use_later(law.as_ref().as_ref().ok(), begun || words.is_some());
    match (&*words, &*law) {
        (Some(Ok(_)), Ok(_)) if begun && later.is_none() => Html::default(),
        (Some(Ok(words)), Ok(law)) => {
            let (words, law) = (words.clone(), law.clone());
            match (*later).clone() {
                Some(Err(missing)) if begun => failure(&words, &missing),
                later => {
                    let later = later.and_then(Result::ok);
                    html! { <Table surroundings={props.surroundings.clone()} {words} {law} {later} {speak} /> }
                }
            }
        }
        // No words, no translated sentence: the one place where the app speaks from the page it stands in.
        (Some(Err(NoWords(reason))), _) => html! { <pre role="alert">{ reason }</pre> },
        (_, Err(faults)) => html! { <pre role="alert">{ for faults.iter().map(ToString::to_string) }</pre> },
        (None, Ok(_)) => Html::default(),
    }
}

/// Without the second module what was kept cannot be read: say so, and what to do. It is tried again all the while.
fn failure(words: &Words, missing: &Missing) -> Html {
    html! {
        <div class="belfry" lang={words.language().code()}>
            <main class="page page-narrow stack" role="alert">
                <h1>{ words.get(Key::AppName) }</h1>
                <p>{ words.get(Key::WordsComing) }</p>
                <p class="soft small">{ missing.to_string() }</p>
            </main>
        </div>
    }
}

/// How long to wait before a module that could not be fetched is tried again, in milliseconds.
const AGAIN: u32 = 4000;

/// Fetches the second module once `now` is true, and again until it is there.
#[hook]
fn use_later(law: Option<&Shared<Law>>, now: bool) -> UseStateHandle<Option<Result<Shared<dyn Later>, Missing>>> {
    let later = use_state(|| None);
    let attempt = use_state(|| 0_usize);
    {
        let later = later.clone();
        use_effect_with((law.cloned(), now, *attempt), move |(law, now, tried)| {
            let tried = *tried;
            if let (Some(law), true) = (law.clone(), now) {
                wasm_bindgen_futures::spawn_local(async move {
                    let arrived = arrive(&law).await;
                    if arrived.is_err() {
                        Timeout::new(AGAIN, move || attempt.set(tried + 1)).forget();
                    }
                    later.set(Some(arrived));
                });
            }
        });
    }
    later
}

/// The language chosen on this device before, else the first that the browser asks for.
fn first_language(surroundings: &Surroundings) -> Language {
    let chosen = surroundings.drafts.language().and_then(|code| Language::from_code(&code));
    chosen
        .or(surroundings.wishes.language)
        .unwrap_or_else(|| Language::preferred(browser::languages().iter().map(String::as_str)))
}

/// Fetches the words: first what the first page needs, then the rest. Until another language has arrived whole, the one
/// spoken stays; a language that cannot be had leaves it as it was.
#[hook]
fn use_words(
    surroundings: &Surroundings,
    language: Language,
) -> UseStateHandle<Option<Result<Shared<Words>, NoWords>>> {
    let words = use_state(|| None);
    let wanted = use_mut_ref(|| language);
    *wanted.borrow_mut() = language;
    {
        let (words, titles, root) = (words.clone(), surroundings.titles, surroundings.root.clone());
        let is_first = words.is_none();
        use_effect_with((surroundings.library.clone(), language), move |(base, language)| {
            let (base, language) = (base.clone(), *language);
            wasm_bindgen_futures::spawn_local(async move {
                let later = words::fetch_later(&base, language);
                let first = match words::fetch(&base, language).await {
                    Ok(first) => first,
                    Err(error) if is_first => return words.set(Some(Err(error))),
                    Err(_) => return,
                };
                let show = |shown: Words| {
                    // Another language may have been chosen while this one travelled.
                    if *wanted.borrow() == language {
                        panic::remember_words(&root, &shown);
                        if titles == Titles::Ours {
                            browser::set_language(language.code());
                        }
                        words.set(Some(Ok(Shared::new(shown))));
                    }
                };
                if is_first {
                    show(first.clone());
                }
                // Pages that need them say so until they arrive; a failed fetch is tried again by a reload.
                match later.await {
                    Ok(later) => show(first.with_later(later)),
                    Err(_) if is_first => {}
                    Err(_) => show(first),
                }
            });
        });
    }
    words
}

#[derive(Properties, PartialEq)]
struct TableProps {
    surroundings: Surroundings,
    words: Shared<Words>,
    law: Shared<Law>,
    later: Option<Shared<dyn Later>>,
    speak: Callback<Language>,
}

/// The table: the dossier that is open and everything done with it.
#[component]
fn Table(props: &TableProps) -> Html {
    let surroundings = &props.surroundings;
    let store = use_reducer(|| opening(surroundings, props.later.as_ref()));
    let words = use_memo((props.words.clone(), props.later.clone()), |(words, later)| match later {
        Some(later) if words.is_complete() => Shared::new(later.worded(words)),
        Some(_) | None => words.clone(),
    });
    let words = &*words;
    let notice = use_state(|| None::<AttrValue>);
    let returned = use_state(|| None::<Shared<Dossier>>);
    let receive = {
        let returned = returned.clone();
        use_callback((), move |copy: Option<Shared<Dossier>>, ()| returned.set(copy))
    };
    let locked = use_state(|| locked_at_start(surroundings, props.later.as_ref()));
    let unlock = {
        let locked = locked.clone();
        use_callback((), move |wanted: Option<Shared<Locked>>, ()| locked.set(wanted))
    };
    let route = use_route(surroundings);
    let today = *use_memo((), |()| browser::today());
    let scope =
        use_memo((store.dossier().profile.clone(), props.law.clone()), |(profile, law)| Scope::of(profile, law));
    let inputs = (store.dossier().clone(), props.later.clone(), scope);
    let root = surroundings.root.clone();
    let seen = use_memo(inputs, move |(dossier, later, scope)| {
        panic::remember(&root, dossier);
        let findings = later.as_ref().map(|later| later.findings(dossier, scope.entity.as_ref(), today));
        let counts = findings.as_ref().map(|findings| findings.counts()).unwrap_or_default();
        let view = View { dossier: dossier.clone(), scope: scope.clone(), counts, today };
        (Shared::new(view), findings.map(Shared::from))
    });
    let (view, findings) = (*seen).clone();
    let tell = {
        let notice = notice.clone();
        use_callback((), move |text: AttrValue, ()| notice.set(Some(text)))
    };
    let send = {
        let (dispatcher, surroundings, tell) = (store.dispatcher(), surroundings.clone(), tell.clone());
        use_callback((words.clone(), store.id.clone()), move |message: Message, (words, id)| {
            let changes = matches!(message, Message::Do(_) | Message::Undo | Message::Redo);
            if changes && surroundings.turns.before_change() == Change::Forks {
                // From here on this tab writes its own.
                surroundings.turns.set(Turn::Ours);
                dispatcher.dispatch(surroundings.fork(id));
                tell.emit(words.get(Key::NoticeForked));
            }
            dispatcher.dispatch(message);
        })
    };
    use_keeping(surroundings, &store, props.later.as_ref(), {
        let (dispatcher, tell, words) = (store.dispatcher(), tell.clone(), words.clone());
        let (surroundings, id) = (surroundings.clone(), store.id.clone());
        Callback::from(move |trouble| match trouble {
            Trouble::NotKept => tell.emit(words.get(Key::NoticeNotKept)),
            Trouble::Foreign => {
                dispatcher.dispatch(surroundings.fork(&id));
                tell.emit(words.get(Key::NoticeForked));
            }
        })
    });
    use_shortcuts(surroundings, &send);
    use_newer(&tell.reform({
        let words = words.clone();
        move |()| words.get(Key::NoticeNewer)
    }));
    let desk = Desk {
        words: words.clone(),
        law: props.law.clone(),
        view,
        findings,
        id: store.id.clone(),
        send,
        tell,
        returned: (*returned).clone(),
        receive,
        locked: (*locked).clone(),
        unlock,
        speak: props.speak.clone(),
        surroundings: surroundings.clone(),
    };
    use_remote(&desk, props.later.as_ref());
    let dismiss = {
        let notice = notice.clone();
        Callback::from(move |()| notice.set(None))
    };
    let over = html! {
        <>
            // One node, whether filled or not: a list that grows would make Yew draw the whole page anew.
            if let Some(findings) = desk.findings.as_ref().filter(|_| words.is_complete()) {
                { findings.over(&desk) }
            }
            <Notice text={(*notice).clone()} close={words.get(Key::NoticeClose)} {dismiss} />
        </>
    };
    html! {
        <Frame desk={desk.clone()} route={(*route).clone()} can_undo={store.can_undo()} can_redo={store.can_redo()} {over}>
            { pages::page(&desk, &route) }
        </Frame>
    }
}

/// The draft that was open last, or a fresh dossier. What cannot be read is moved aside, where the list of dossiers
/// offers it for download.
fn opening(surroundings: &Surroundings, later: Option<&Shared<dyn Later>>) -> Store {
    let drafts = &surroundings.drafts;
    match later.and_then(|later| later.last(drafts)) {
        Some(draft) => match draft.content {
            Ok(dossier) => Store::new(draft.id, (*dossier).clone()),
            // It stays where it is until its passphrase is given.
            Err(OpenError::Sealed) => fresh(&surroundings.wishes),
            Err(_) => {
                // When even that fails the draft stays where it was, under a name that is not used again.
                _ = drafts.set_aside(&draft.id);
                fresh(&surroundings.wishes)
            }
        },
        None => fresh(&surroundings.wishes),
    }
}

/// The draft that was open last, when it is under a passphrase.
fn locked_at_start(surroundings: &Surroundings, later: Option<&Shared<dyn Later>>) -> Option<Shared<Locked>> {
    let drafts = &surroundings.drafts;
    let draft = later.and_then(|later| later.last(drafts)).filter(|draft| draft.content == Err(OpenError::Sealed))?;
    let text = drafts.original(&draft.id)?;
    Some(Shared::new(Locked { id: Some(draft.id), bytes: text.into_bytes() }))
}

fn fresh(wishes: &Wishes) -> Store {
    Store::new(browser::fresh_id().into(), wishes.dossier())
}

/// Lets the page around the app reach in, and tells it what happened.
#[hook]
fn use_remote(desk: &Desk, later: Option<&Shared<dyn Later>>) {
    let inputs = (desk.clone(), later.cloned());
    use_effect_with(inputs, |(desk, later)| {
        desk.surroundings.remote.follow(desk, later.as_ref());
    });
    let remote = desk.surroundings.remote.clone();
    use_effect_with((), move |()| move || remote.let_go());
}

/// The page the user is on, kept in step with the address.
#[hook]
fn use_route(surroundings: &Surroundings) -> UseStateHandle<Route> {
    let address = surroundings.address.clone();
    let route = use_state(|| address.route());
    {
        let route = route.clone();
        use_effect_with(address, move |address| {
            let current = address.clone();
            let listener = address.listen(move || route.set(current.route()));
            move || drop(listener)
        });
    }
    route
}

/// Says once that a newer build waits.
#[hook]
fn use_newer(tell: &Callback<()>) {
    let latest = use_mut_ref(|| tell.clone());
    *latest.borrow_mut() = tell.clone();
    use_effect_with((), move |()| {
        let listener = browser::watch_for_newer(move || {
            let tell = latest.borrow().clone();
            tell.emit(());
        });
        move || drop(listener)
    });
}

/// Undo and redo from the keyboard, wherever the user is not typing.
#[hook]
fn use_shortcuts(surroundings: &Surroundings, send: &Callback<Message>) {
    let send = send.clone();
    use_effect_with(surroundings.root.clone(), move |root| {
        let options = gloo::events::EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(root, "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || browser::is_typing(event) {
                return;
            }
            let message = match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
                ("z", false) => Message::Undo,
                ("z", true) | ("y", false) => Message::Redo,
                _ => return,
            };
            event.prevent_default();
            send.emit(message);
        });
        move || drop(listener)
    });
}
