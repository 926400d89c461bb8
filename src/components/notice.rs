//! A short message at the foot of the screen, also read aloud.

use crate::components::icon::{Picture, icon};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How long a message stays, in milliseconds; the keyboard and the pointer can dismiss it sooner.
const STAY: u32 = 8_000;

/// What a notice shows.
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// What to say; nothing when there is nothing.
    pub text: Option<AttrValue>,
    /// The word on the button that dismisses it.
    pub close: AttrValue,
    /// It was dismissed, or stayed long enough.
    pub dismiss: Callback<()>,
}

/// A polite live region: always in the page, so that what appears in it is announced.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    {
        let dismiss = props.dismiss.clone();
        use_effect_with(props.text.clone(), move |text| {
            let timer = text.as_ref().map(|_| Timeout::new(STAY, move || dismiss.emit(())));
            move || drop(timer)
        });
    }
    let onclick = props.dismiss.reform(|_: MouseEvent| ());
    html! {
        <div class="toasts" role="status" aria-live="polite">
            if let Some(text) = &props.text {
                <div class="toast">
                    <span>{ text }</span>
                    <button type="button" class="link" {onclick} aria-label={props.close.clone()}>{ icon(Picture::Cross, "") }</button>
                </div>
            }
        </div>
    }
}
