//! The least work that opens every gate, proven; best security first; what if.

use super::table::{Table, head};
use crate::key::Key;
use yew::prelude::*;

/// The page.
pub fn page(table: &Table) -> Html {
    html! { <div class="stack-wide">{ head(table, Key::TitlePlan, Key::PlanLead) }</div> }
}
