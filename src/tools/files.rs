//! Tables that leave Belfry as files.

use super::bench::Bench;
use crate::{browser, key::Key};
use belfry_exchange::{csv, table::Sheet, xlsx};
use yew::prelude::*;

/// Saves a table as CSV or as an Excel workbook: headings, then rows.
pub fn export(bench: &Bench, name: &'static str, rows: Vec<Vec<String>>) -> Html {
    let today = bench.view.today;
    let csv = {
        let rows = rows.clone();
        Callback::from(move |_: MouseEvent| {
            browser::download(&format!("belfry-{name}-{today}.csv"), "text/csv;charset=utf-8", &csv::write(&rows));
        })
    };
    let workbook = {
        const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let sheet = Sheet { name: name.to_owned(), rows };
        Callback::from(move |_: MouseEvent| {
            browser::download_bytes(&format!("belfry-{name}-{today}.xlsx"), KIND, &xlsx::write(&sheet));
        })
    };
    html! {
        <span class="row screen-only">
            <button type="button" class="button" onclick={csv}>{ bench.words.get(Key::FilesCsv) }</button>
            <button type="button" class="button" onclick={workbook}>{ bench.words.get(Key::FilesXlsx) }</button>
        </span>
    }
}
