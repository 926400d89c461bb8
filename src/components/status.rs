//! Whether something is met: a word and a shape, never a colour alone.

use super::icon::{Picture, icon};
use yew::prelude::*;

/// How something stands against its gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// At or above it.
    Met,
    /// Below it, by little.
    Near,
    /// Below it.
    Short,
    /// Not known yet.
    Unknown,
}

impl Standing {
    /// The class and shape that go with it, the same everywhere.
    pub const fn looks(self) -> (&'static str, Picture) {
        match self {
            Self::Met => ("tag-met", Picture::Check),
            Self::Near => ("tag-near", Picture::Near),
            Self::Short => ("tag-short", Picture::Cross),
            Self::Unknown => ("tag-unknown", Picture::Question),
        }
    }
}

/// A word with the shape of its standing.
pub fn status_tag(standing: Standing, label: impl Into<AttrValue>) -> Html {
    let label: AttrValue = label.into();
    let (class, picture) = standing.looks();
    html! { <span class={classes!("tag", class)}>{ icon(picture, "") }{ label }</span> }
}
