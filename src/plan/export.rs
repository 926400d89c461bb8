//! Files for other programs, and a report.

use super::table::{Table, head};
use crate::key::Key;
use yew::prelude::*;

/// The page.
pub fn page(table: &Table) -> Html {
    html! { <div class="stack-wide">{ head(table, Key::TitleExport, Key::ExportLead) }</div> }
}
