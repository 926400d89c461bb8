//! Sharing by link: the dossier travels inside the address. Making such a link, and opening one that came.

use super::{
    opening::{open_failure, put_on_the_table},
    seal::SHORTEST,
};
use crate::{
    address::Route,
    browser,
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        code::code,
        field::{Field, Kind, field},
    },
    desk::{Locked, Shared, Study},
    key::Key,
    later::arrive,
    link::{self, Link, link_to},
    packing::NotPacked,
    seal::{self, Seal},
};
use belfry_dossier::{Dossier, open::OpenError, redact::Extent, save::save};
use yew::prelude::*;

/// Longer links are cut by some programs, in characters: what the oldest mail and chat programs take.
const LONG: usize = 2000;

/// What the section needs.
#[derive(Properties, PartialEq)]
pub struct ShareProps {
    /// What lies on the table.
    pub desk: Study,
    /// The address that links begin with.
    pub base: AttrValue,
}

/// What came of making a link.
#[derive(Clone, PartialEq)]
enum Made {
    Nothing,
    Link(Link),
    Failed,
}

/// Makes a link.
#[component]
pub fn Share(props: &ShareProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let extent = use_state(|| None::<Extent>);
    let passphrase = use_state(String::new);
    let is_short = use_state(|| false);
    let made = use_state(|| Made::Nothing);
    {
        // A link shows what was on the table when it was made: it goes with the next change.
        let made = made.clone();
        use_effect_with(desk.view.clone(), move |_| made.set(Made::Nothing));
    }
    let choose = {
        let (extent, made) = (extent.clone(), made.clone());
        Callback::from(move |value: AttrValue| {
            extent.set(Extent::from_code(&value));
            made.set(Made::Nothing);
        })
    };
    let typed = {
        let (passphrase, made) = (passphrase.clone(), made.clone());
        Callback::from(move |text: String| {
            passphrase.set(text);
            made.set(Made::Nothing);
        })
    };
    let onsubmit = {
        let (desk, base, extent, is_short) = (desk.clone(), props.base.clone(), *extent, is_short.clone());
        let (passphrase, made) = (passphrase.clone(), made.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(extent) = extent else { return };
            let wrong = !passphrase.is_empty() && passphrase.chars().count() < SHORTEST;
            is_short.set(wrong);
            if wrong {
                return;
            }
            let saved = save(&extent.of(&desk.view.dossier), &browser::now());
            let (base, passphrase, made) = (base.clone(), (*passphrase).clone(), made.clone());
            wasm_bindgen_futures::spawn_local(async move {
                made.set(making(&base, saved, &passphrase).await.map_or(Made::Failed, Made::Link));
            });
        })
    };
    let choice = |which: Extent, title: Key, detail: Key| Choice {
        value: which.code().into(),
        title: words.get(title),
        detail: words.get(detail),
        chosen: *extent == Some(which),
    };
    let choices = vec![
        choice(Extent::Redacted, Key::ShareRedacted, Key::ShareRedactedText),
        choice(Extent::Whole, Key::ShareWhole, Key::ShareWholeText),
    ];
    let error = if *is_short { words.get(Key::SealTooShort) } else { AttrValue::default() };
    html! {
        <section class="card-plain stack" aria-labelledby="share">
            <h2 id="share" class="h3">{ words.get(Key::ShareTitle) }</h2>
            <p class="soft">{ words.get(Key::ShareLead) }</p>
            <form class="stack" {onsubmit}>
                { choice_list(ChoiceList { id: "share-extent".into(), legend: words.get(Key::ShareExtent), legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::One, choices, onchoose: choose }) }
                if seal::is_available() {
                    { field(Field { id: "share-passphrase".into(), label: words.get(Key::SharePassphrase), hint: words.get(Key::SharePassphraseHint), error, unit: AttrValue::default(), kind: Kind::Secret, value: (*passphrase).clone().into(), oninput: typed }) }
                }
                <p><button type="submit" class="button" disabled={extent.is_none()}>{ words.get(Key::ShareMake) }</button></p>
            </form>
            <div aria-live="polite">
                { match &*made {
                    Made::Nothing => Html::default(),
                    Made::Link(link) => shown(desk, link),
                    Made::Failed => html! { <p class="note note-short">{ words.get(Key::ShareFailed) }</p> },
                } }
            </div>
        </section>
    }
}

async fn making(base: &str, saved: String, passphrase: &str) -> Result<Link, NotPacked> {
    let saved = if passphrase.is_empty() {
        saved
    } else {
        let seal = Seal::fresh(passphrase).await.map_err(|_| NotPacked)?;
        seal.close(&saved).await.map_err(|_| NotPacked)?.to_text()
    };
    link_to(base, &saved).await
}

/// Copies a text and says so.
pub fn copy(desk: &Study, text: String) {
    let desk = desk.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let told = if browser::copy(&text).await { Key::ShareCopied } else { Key::ShareFailed };
        desk.tell.emit(desk.words.get(told));
    });
}

/// The link, how long it is, and a code to point a phone at.
fn shown(desk: &Study, link: &Link) -> Html {
    let words = &desk.words;
    let address = link.address();
    let length = address.chars().count();
    let onclick = {
        let (desk, address) = (desk.clone(), address.clone());
        Callback::from(move |_: MouseEvent| copy(&desk, address.clone()))
    };
    let (start, digits) = link.in_digits();
    html! {
        <div class="stack">
            <div class="field">
                <label for="share-link">{ words.get(Key::ShareLink) }</label>
                <div class="with-unit">
                    <input class="input" id="share-link" type="text" readonly=true value={address} aria-describedby="share-length" />
                    <button type="button" class="button button-main" {onclick}>{ words.get(Key::ShareCopy) }</button>
                </div>
                <p class="hint" id="share-length">
                    { words.counted(Key::ShareLength, length as u64) }
                    if length > LONG { { " " }{ words.get(Key::ShareLong) } }
                </p>
            </div>
            { code(&start, &digits, &words.get(Key::ShareCode)).unwrap_or_else(|| html! { <p class="soft small">{ words.get(Key::ShareNoCode) }</p> }) }
        </div>
    }
}

/// What a link that came holds.
#[derive(Clone, PartialEq)]
enum Came {
    Reading,
    Sealed(Vec<u8>),
    Dossier(Shared<Dossier>),
    Wrong(AttrValue),
}

/// What the page needs.
#[derive(Properties, PartialEq)]
pub struct ReceivedProps {
    /// What lies on the table.
    pub desk: Study,
    /// The payload of the link.
    pub letters: String,
}

/// A link that came: what it holds, and whether to open it. Nothing is kept before the user says so.
#[component]
pub fn Received(props: &ReceivedProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let came = use_state(|| Came::Reading);
    {
        let (came, desk) = (came.clone(), desk.clone());
        use_effect_with(props.letters.clone(), move |letters| {
            let letters = letters.clone();
            wasm_bindgen_futures::spawn_local(async move { came.set(reading(&desk, &letters).await) });
        });
    }
    let leave = {
        let address = desk.surroundings.address.clone();
        Callback::from(move |_: MouseEvent| address.replace(&Route::Welcome))
    };
    let open = {
        let (desk, came) = (desk.clone(), came.clone());
        Callback::from(move |_: MouseEvent| {
            let (desk, came) = (desk.clone(), (*came).clone());
            wasm_bindgen_futures::spawn_local(async move {
                match came {
                    Came::Dossier(dossier) => {
                        let Ok(later) = arrive(&desk.law).await else { return };
                        // The dossier does not stay behind in the history of the browser.
                        desk.surroundings.address.replace(&Route::Welcome);
                        put_on_the_table(&desk, &*later, (*dossier).clone(), None);
                    }
                    Came::Sealed(bytes) => desk.unlock.emit(Some(Shared::new(Locked { id: None, bytes }))),
                    Came::Reading | Came::Wrong(_) => {}
                }
            });
        })
    };
    let (content, can_open) = match &*came {
        Came::Reading => (html! { <p>{ words.get(Key::UnlockBusy) }</p> }, false),
        Came::Sealed(_) => (html! { <p>{ words.get(Key::UnlockTitle) }{ "." }</p> }, true),
        Came::Dossier(dossier) => {
            let name =
                if dossier.name.is_empty() { words.get(Key::DossierUnnamed) } else { dossier.name.clone().into() };
            let answered = dossier.assessments.get(&dossier.framework).map_or(0, |all| all.records.iter().count());
            (
                html! { <p><strong>{ name }</strong>{ " · " }{ words.counted(Key::WelcomeAnswered, answered as u64) }</p> },
                true,
            )
        }
        Came::Wrong(reason) => (html! { <p class="note note-short" role="alert">{ reason }</p> }, false),
    };
    html! {
        <div class="page-narrow stack-wide">
            <header class="stack">
                <h1 tabindex="-1">{ words.get(Key::TitleShared) }</h1>
                <p class="lead">{ words.get(Key::SharedLead) }</p>
            </header>
            <section class="card stack">
                { content }
                <p class="row">
                    if can_open { <button type="button" class="button button-main" onclick={open}>{ words.get(Key::SharedOpen) }</button> }
                    <button type="button" class="button" onclick={leave}>{ words.get(Key::SharedLeave) }</button>
                </p>
            </section>
        </div>
    }
}

async fn reading(desk: &Study, letters: &str) -> Came {
    let Ok(bytes) = link::read(letters).await else { return Came::Wrong(desk.words.get(Key::SharedDamaged)) };
    let Ok(later) = arrive(&desk.law).await else {
        return Came::Wrong(open_failure(desk, &OpenError::Unreachable));
    };
    match later.open(&bytes) {
        Ok(dossier) => Came::Dossier(Shared::new(dossier)),
        Err(OpenError::Sealed) => Came::Sealed(bytes),
        Err(error) => Came::Wrong(open_failure(desk, &error)),
    }
}
