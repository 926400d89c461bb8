//! A way to another page of the app.

use crate::address::{Address, Route};
use yew::prelude::*;

/// What a link shows.
#[derive(Properties, PartialEq)]
pub struct LinkProps {
    /// Where it leads.
    pub to: Route,
    /// Its looks.
    #[prop_or_default]
    pub class: Classes,
    /// Whether this is the page the user is on.
    #[prop_or(Place::Elsewhere)]
    pub place: Place,
    /// What it says.
    pub children: Children,
}

/// Whether a link leads to where the user already is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The current page, or step.
    Here,
    /// Another.
    Elsewhere,
}

/// A way to another page of the app: a real link where the address is the page's own, a button where it is not.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    let address = use_context::<Address>();
    let current = match props.place {
        Place::Here => Some("page"),
        Place::Elsewhere => None,
    };
    let href = address.as_ref().and_then(|address| address.href(&props.to));
    let class = props.class.clone();
    if let Some(href) = href {
        return html! { <a {class} {href} aria-current={current}>{ props.children.clone() }</a> };
    }
    let route = props.to.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(address) = &address {
            address.go(&route);
        }
    });
    html! { <button type="button" {class} {onclick} aria-current={current}>{ props.children.clone() }</button> }
}
