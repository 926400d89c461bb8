//! A question in front of everything else: the browser's own modal dialogue, inside the app's own root.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// What a dialogue shows.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// Its heading.
    pub title: AttrValue,
    /// What it holds.
    pub children: Children,
    /// The user closed it, by button or Escape.
    pub onclose: Callback<()>,
}

/// A modal dialogue: open for as long as it is rendered; the browser keeps the focus inside and gives it back.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                // A dialogue that is already open stays so.
                drop(dialog.show_modal());
            }
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
            }
        });
    }
    let title_id = format!("{}-title", props.id);
    let oncancel = props.onclose.reform(|event: Event| event.prevent_default());
    html! {
        <dialog ref={node} class="dialog stack" id={props.id.clone()} aria-labelledby={title_id.clone()} {oncancel}>
            <h2 id={title_id}>{ &props.title }</h2>
            { props.children.clone() }
        </dialog>
    }
}
