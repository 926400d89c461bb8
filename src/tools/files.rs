//! Tables that leave Belfry as files.

use super::bench::Bench;
use crate::{browser, key::Key};
use yew::prelude::*;

/// Saves a table as CSV: headings, then rows.
pub fn export(bench: &Bench, name: &'static str, rows: Vec<Vec<String>>) -> Html {
    let today = bench.view.today;
    let csv = {
        let rows = rows.clone();
        Callback::from(move |_: MouseEvent| {
            browser::download(
                &format!("belfry-{name}-{today}.csv"),
                "text/csv;charset=utf-8",
                &belfry_exchange::csv::write(&rows),
            );
        })
    };
    html! { <button type="button" class="button screen-only" onclick={csv}>{ bench.words.get(Key::FilesCsv) }</button> }
}
