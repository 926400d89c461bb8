//! Small pictures. Decorative: the word beside them says the same.

use yew::prelude::*;

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// The belfry itself.
    Belfry,
    /// Done, met.
    Check,
    /// Close to it.
    Near,
    /// Not met.
    Cross,
    /// Not known.
    Question,
    /// Not begun.
    Circle,
    /// Begun.
    Half,
    /// A bell: a key measure.
    Bell,
    /// One step back.
    Undo,
    /// One step forward.
    Redo,
    /// Light colours.
    Sun,
    /// Dark colours.
    Moon,
    /// The previous one.
    Left,
    /// The next one.
    Right,
    /// Remove.
    Bin,
}

/// A small decorative picture.
pub fn icon(picture: Picture, class: &'static str) -> Html {
    let class = classes!("icon", class);
    if picture == Picture::Belfry {
        return html! {
            <svg {class} viewBox="0 0 26 32" aria-hidden="true" focusable="false">
                <path d="M13 1 5 10h16L13 1Z" fill="var(--bronze)" />
                <path d="M6 11h14v20H6V11Z" fill="var(--action)" />
                <path d="M10 22a3 3 0 0 1 6 0v9h-6v-9Z" fill="var(--surface)" />
                <circle cx="13" cy="15.5" r="2.2" fill="var(--bronze-tint)" />
            </svg>
        };
    }
    html! {
        <svg {class} viewBox="0 0 20 20" aria-hidden="true" focusable="false" fill="none" stroke="currentColor"
            stroke-width="2" stroke-linecap="round" stroke-linejoin="round" width="20" height="20">
            { strokes(picture) }
        </svg>
    }
}

fn strokes(picture: Picture) -> Html {
    match picture {
        Picture::Belfry => Html::default(),
        Picture::Check => html! { <path d="M4 10.5 8 15l8-10" /> },
        Picture::Near => html! { <path d="M10 3 18 17H2L10 3Z" /> },
        Picture::Cross => html! { <path d="M5 5l10 10M15 5 5 15" /> },
        Picture::Question => html! { <path d="M7 7.5A3 3 0 1 1 10 11v1.5M10 16.5v.01" /> },
        Picture::Circle => html! { <circle cx="10" cy="10" r="7" /> },
        Picture::Half => {
            html! { <><circle cx="10" cy="10" r="7" /><path d="M10 3a7 7 0 0 1 0 14Z" fill="currentColor" /></> }
        }
        Picture::Bell => html! { <path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1h-13L5 14ZM8.5 17.5h3" /> },
        Picture::Undo => html! { <path d="M7 4 3 8l4 4M3 8h8a5 5 0 0 1 0 10H8" /> },
        Picture::Redo => html! { <path d="m13 4 4 4-4 4M17 8H9a5 5 0 0 0 0 10h3" /> },
        Picture::Sun => {
            html! { <><circle cx="10" cy="10" r="3.5" /><path d="M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M16 4l-1.4 1.4M5.4 14.6 4 16" /></> }
        }
        Picture::Moon => html! { <path d="M16.5 12.5A7 7 0 0 1 7.5 3.5a7 7 0 1 0 9 9Z" /> },
        Picture::Left => html! { <path d="m12 4-6 6 6 6" /> },
        Picture::Right => html! { <path d="m8 4 6 6-6 6" /> },
        Picture::Bin => html! { <path d="M4 6h12M8 6V4h4v2M6 6l.8 11h6.4L14 6" /> },
    }
}
