//! Asking for the passphrase of a dossier, in front of everything else.

use super::opening::{open_failure, put_on_the_table};
use crate::{
    address::Route,
    components::{
        dialog::Dialog,
        field::{Field, Kind, field},
    },
    desk::{Desk, Locked, Shared, Study},
    key::Key,
    later::{Later, arrive},
    seal::{NotSealed, Seal},
    state::Message,
};
use belfry_dossier::{open::OpenError, sealed::Sealed};
use yew::prelude::*;

/// What asking needs.
#[derive(Properties, PartialEq)]
pub struct UnlockProps {
    /// What lies on the table.
    pub desk: Study,
}

/// Asks for the passphrase while there is a dossier to unlock.
#[component]
pub fn Unlock(props: &UnlockProps) -> Html {
    match &props.desk.locked {
        Some(locked) => html! { <Asking desk={props.desk.desk.clone()} locked={locked.clone()} /> },
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct AskingProps {
    desk: Desk,
    locked: Shared<Locked>,
}

/// Where the asking stands.
#[derive(Clone, PartialEq)]
enum State {
    Waiting,
    Trying,
    Failed(AttrValue),
}

#[component]
fn Asking(props: &AskingProps) -> Html {
    let AskingProps { desk, locked } = props;
    let words = &desk.words;
    let passphrase = use_state(String::new);
    let state = use_state(|| State::Waiting);
    let close = desk.unlock.reform(|()| None);
    let oninput = {
        let passphrase = passphrase.clone();
        Callback::from(move |text: String| passphrase.set(text))
    };
    let onsubmit = {
        let (desk, locked, passphrase, state) = (desk.clone(), locked.clone(), passphrase.clone(), state.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *state == State::Trying {
                return;
            }
            state.set(State::Trying);
            let (desk, locked, passphrase, state) = (desk.clone(), locked.clone(), passphrase.clone(), state.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match unlocked(&desk, &locked, &passphrase).await {
                    Ok(()) => desk.unlock.emit(None),
                    Err(reason) => state.set(State::Failed(reason)),
                }
            });
        })
    };
    let text = if locked.id.is_some() { Key::UnlockText } else { Key::UnlockFile };
    let (error, label) = match &*state {
        State::Waiting => (AttrValue::default(), Key::UnlockGo),
        State::Trying => (AttrValue::default(), Key::UnlockBusy),
        State::Failed(reason) => (reason.clone(), Key::UnlockGo),
    };
    html! {
        <Dialog id="unlock" title={words.get(Key::UnlockTitle)} onclose={close.clone()}>
            <form class="stack" {onsubmit}>
                <p>{ words.get(text) }</p>
                { field(Field { id: "unlock-passphrase".into(), label: words.get(Key::UnlockField), hint: AttrValue::default(), error, unit: AttrValue::default(), kind: Kind::Secret, value: (*passphrase).clone().into(), oninput }) }
                <p class="row">
                    <button type="submit" class="button button-main">{ words.get(label) }</button>
                    <button type="button" class="button" onclick={close.reform(|_: MouseEvent| ())}>{ words.get(Key::UnlockLeave) }</button>
                </p>
            </form>
        </Dialog>
    }
}

/// Opens it and puts it on the table; else what to tell the user.
async fn unlocked(desk: &Desk, locked: &Locked, passphrase: &str) -> Result<(), AttrValue> {
    let sealed = Sealed::parse(&locked.bytes)
        .unwrap_or(Err(OpenError::NotADossier))
        .map_err(|error| open_failure(desk, &error))?;
    let (text, seal) = Seal::open(&sealed, passphrase).await.map_err(|error| match error {
        NotSealed::Unavailable => desk.words.get(Key::SealUnavailable),
        NotSealed::WrongPassphrase => desk.words.get(Key::UnlockWrong),
    })?;
    let later = arrive(&desk.law).await.map_err(|_| open_failure(desk, &OpenError::Unreachable))?;
    let later: &dyn Later = &*later;
    let dossier = later.open(text.as_bytes()).map_err(|error| open_failure(desk, &error))?;
    match &locked.id {
        Some(id) => {
            desk.surroundings.seals.set(id.clone(), seal);
            desk.send.emit(Message::Open { id: id.clone(), dossier: Box::new(dossier) });
            desk.surroundings.address.go(&Route::Welcome);
        }
        None => put_on_the_table(desk, later, dossier, Some(seal)),
    }
    Ok(())
}
