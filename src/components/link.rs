//! A way to another page of the app.

use crate::{address::Route, desk::Desk};
use yew::prelude::*;

/// Whether a link leads to where the user already is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The current page, or step.
    Here,
    /// Another.
    Elsewhere,
}

/// A way to another page of the app: a real link where the address is the page's own, a button where it is not.
pub fn link(desk: &Desk, to: Route, class: Classes, place: Place, content: Html) -> Html {
    let current = match place {
        Place::Here => Some("page"),
        Place::Elsewhere => None,
    };
    let address = desk.surroundings.address.clone();
    if let Some(href) = address.href(&to) {
        return html! { <a {class} {href} aria-current={current}>{ content }</a> };
    }
    let onclick = Callback::from(move |_: MouseEvent| address.go(&to));
    html! { <button type="button" {class} {onclick} aria-current={current}>{ content }</button> }
}
