//! Two states side by side.

use super::table::{Table, head};
use crate::key::Key;
use yew::prelude::*;

/// The page.
pub fn page(table: &Table) -> Html {
    html! { <div class="stack-wide">{ head(table, Key::TitleCompare, Key::CompareLead) }</div> }
}
