//! The overview as a file: CSV, and a workbook with the figures of the set beside it.

use super::{
    benchmark::spread_rows,
    cells::{Flat, cell, verdict},
    columns::{Column, Group},
    held::Placed,
};
use crate::{browser, key::Key, tools::bench::Bench};
use belfry_exchange::{
    csv,
    sheets::{self, Page, Row},
};
use std::rc::Rc;
use yew::prelude::*;

/// The table as a spreadsheet has it: headings, then a row for each line that is shown.
fn rows(bench: &Bench, shown: &[Placed]) -> (Vec<String>, Vec<Vec<Flat>>) {
    let words = &bench.words;
    let mut headings = Vec::new();
    for column in Column::ALL {
        let heading = words.get(column.heading());
        headings.push(heading.to_string());
        match column {
            Column::Answered | Column::Keys => {
                headings.push(words.fill(Key::PortfolioOf, &[("heading", &heading)]).to_string())
            }
            Column::Deadline => headings.push(words.get(Key::PortfolioDue).to_string()),
            _ => {}
        }
    }
    headings
        .extend([Key::PortfolioReached, Key::PortfolioFile, Key::PortfolioSaved].map(|key| words.get(key).to_string()));
    let row = |Placed { entry, rank }: &Placed| {
        let mut cells: Vec<Flat> =
            Column::ALL.into_iter().flat_map(|column| cell(bench, entry, *rank, column).flat(column)).collect();
        cells.push(Flat::Text(verdict(bench, entry).to_string()));
        cells.push(Flat::Text(entry.file.clone()));
        cells.push(entry.saved_on.map_or(Flat::Text(String::new()), Flat::Day));
        cells
    };
    (headings, shown.iter().map(row).collect())
}

/// The buttons that save the overview.
pub fn export(bench: &Bench, shown: Rc<[Placed]>) -> Html {
    let save = |name: Key, way: fn(&Bench, &[Placed])| {
        let (bench, shown) = (bench.clone(), shown.clone());
        let label = bench.words.get(name);
        let onclick = Callback::from(move |_: MouseEvent| way(&bench, &shown));
        html! { <button type="button" class="button" {onclick}>{ label }</button> }
    };
    html! { <p class="row screen-only">{ save(Key::FilesCsv, save_csv) }{ save(Key::FilesXlsx, save_workbook) }</p> }
}

fn save_csv(bench: &Bench, shown: &[Placed]) {
    let (headings, lines) = rows(bench, shown);
    let mut all = vec![headings];
    all.extend(lines.iter().map(|line| line.iter().map(Flat::plain).collect()));
    let name = format!("belfry-portfolio-{}.csv", bench.view.today);
    browser::download(&name, "text/csv;charset=utf-8", &csv::write(&all));
}

fn save_workbook(bench: &Bench, shown: &[Placed]) {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let words = &bench.words;
    let page = |name: Key, headings: Vec<String>, lines: Vec<Vec<Flat>>| {
        let heading = Row::strong(headings.into_iter().map(sheets::Cell::text).collect());
        let row = |line: &Vec<Flat>| Row::plain(line.iter().map(Flat::sheet).collect());
        Page {
            name: words.get(name).to_string(),
            rows: [heading].into_iter().chain(lines.iter().map(row)).collect(),
            ..Page::default()
        }
    };
    let (headings, lines) = rows(bench, shown);
    let entries: Vec<_> = shown.iter().map(|placed| &placed.entry.line).collect();
    let groups: Vec<Group<'_>> = super::columns::groups(&entries);
    let (spread_headings, spread) = spread_rows(bench, &entries, &groups);
    let pages = [page(Key::TitlePortfolio, headings, lines), page(Key::PortfolioBenchmark, spread_headings, spread)];
    browser::download_bytes(&format!("belfry-portfolio-{}.xlsx", bench.view.today), KIND, &sheets::write(&pages));
}
