//! What was just added is shown: its first field is brought into view and has the focus.

use crate::browser;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// A callback to call when one more is added to `count` things. Once it stands in the page, its first field has the focus;
/// `first_field` is the id of the first field of the last one.
#[hook]
pub fn use_arrival(root: &Element, count: usize, first_field: String) -> Callback<()> {
    let before = use_mut_ref(|| None::<usize>);
    {
        let (before, root) = (before.clone(), root.clone());
        use_effect(move || {
            let arrived = before.borrow().is_some_and(|before| count > before);
            let selector = format!("#{first_field}");
            if arrived && let Ok(Some(field)) = root.query_selector(&selector) {
                *before.borrow_mut() = None;
                let options = ScrollIntoViewOptions::new();
                options.set_block(ScrollLogicalPosition::Center);
                field.scroll_into_view_with_scroll_into_view_options(&options);
                browser::focus(&root, &selector);
            }
        });
    }
    Callback::from(move |()| *before.borrow_mut() = Some(count))
}
