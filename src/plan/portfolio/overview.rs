//! The overview: a line for each dossier, sorted and sifted.

use super::{
    cells::{cell, name},
    columns::{Column, Direction, Rank},
    held::{Entry, Held, Placed},
};
use crate::{
    address::Route,
    browser,
    components::field::{Field, Kind, field},
    key::Key,
    state::Message,
    tools::bench::Bench,
};
use belfry_dossier::Dossier;
use std::rc::Rc;
use yew::prelude::*;

/// Whether a line holds every word that the user looks for.
pub fn is_wanted(bench: &Bench, entry: &Entry, wanted: &str) -> bool {
    if wanted.trim().is_empty() {
        return true;
    }
    let texts = [Column::Name, Column::Status, Column::Level, Column::Framework]
        .map(|column| cell(bench, entry, None, column).text(bench).to_lowercase());
    let all = format!("{} {}", texts.join(" "), entry.file.to_lowercase());
    wanted.to_lowercase().split_whitespace().all(|word| all.contains(word))
}

/// The table, with the field that sifts it.
pub fn table(
    bench: &Bench,
    held: &Held,
    shown: &[Placed],
    sorting: &UseStateHandle<(Column, Direction)>,
    wanted: &UseStateHandle<String>,
) -> Html {
    let words = &bench.words;
    let oninput = {
        let wanted = wanted.clone();
        Callback::from(move |text: String| wanted.set(text))
    };
    let count = [("shown", &*shown.len().to_string()), ("all", &held.entries.len().to_string())];
    html! {
        <>
            <div class="screen-only">
                { field(Field { id: "portfolio-filter".into(), label: words.get(Key::PortfolioFilter), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Text, value: (**wanted).clone().into(), oninput }) }
            </div>
            <p class="small soft" role="status">{ words.fill(Key::PortfolioShown, &count) }</p>
            <div class="scroll portfolio-scroll" tabindex="0" role="group" aria-labelledby="overview">
                <table class="portfolio-table">
                    <thead><tr>
                        { for Column::ALL.into_iter().map(|column| heading(bench, column, sorting)) }
                    </tr></thead>
                    <tbody>{ for shown.iter().map(|placed| row(bench, &placed.entry, placed.rank)) }</tbody>
                </table>
            </div>
        </>
    }
}

/// Numbers stand at the end of their cell; a long text gets room.
const fn look(column: Column) -> Option<&'static str> {
    match column {
        Column::Answered | Column::Total | Column::Keys | Column::Distance | Column::Closed | Column::Effort => {
            Some("number")
        }
        Column::Standing | Column::Deadline => Some("portfolio-long"),
        Column::Name | Column::Status | Column::Level | Column::Framework => None,
    }
}

fn heading(bench: &Bench, column: Column, sorting: &UseStateHandle<(Column, Direction)>) -> Html {
    let (sorted, direction) = **sorting;
    let (said, sign) = match (sorted == column, direction) {
        (false, _) => (None, ""),
        (true, Direction::Up) => (Some("ascending"), "▲"),
        (true, Direction::Down) => (Some("descending"), "▼"),
    };
    let next = if sorted == column && direction == Direction::Up { Direction::Down } else { Direction::Up };
    let onclick = {
        let sorting = sorting.clone();
        Callback::from(move |_: MouseEvent| sorting.set((column, next)))
    };
    html! {
        <th scope="col" class={look(column)} aria-sort={said}>
            <button type="button" class="sort" {onclick}>{ bench.words.get(column.heading()) }<span class="sort-sign" aria-hidden="true">{ sign }</span></button>
        </th>
    }
}

fn row(bench: &Bench, entry: &Rc<Entry>, rank: Option<Rank>) -> Html {
    let words = &bench.words;
    let name = name(entry);
    let others = Column::ALL.into_iter().filter(|column| *column != Column::Name).map(|column| {
        let said = cell(bench, entry, rank, column).text(bench);
        html! { <td class={look(column)}>{ said }</td> }
    });
    let saved = entry.saved_on.map(|on| words.fill(Key::PortfolioSavedOn, &[("day", &bench.day(on))]));
    let onclick = {
        let (bench, entry) = (bench.clone(), entry.clone());
        Callback::from(move |_: MouseEvent| open(&bench, &entry))
    };
    html! {
        <tr key={entry.file.clone()}>
            <th scope="row"><button type="button" class="portfolio-name" {onclick} aria-label={words.fill(Key::PortfolioOpenNamed, &[("name", &name)])}>{ &name }</button>
                <span class="small soft needed">{ &entry.file }if let Some(saved) = saved { { ", " }{ saved } }</span></th>
            { for others }
        </tr>
    }
}

/// Puts a dossier on the table; the one that lies there stays under its own name. Opened a second time it is the same one,
/// with what the user changed since.
fn open(bench: &Bench, entry: &Entry) {
    let drafts = &bench.surroundings.drafts;
    let before = entry.draft.borrow().clone();
    let kept =
        before.and_then(|id| drafts.load(&id, &bench.content)).and_then(|draft| Some((draft.id, draft.content.ok()?)));
    let (id, dossier) = kept.unwrap_or_else(|| (browser::fresh_id().into(), entry.dossier.clone()));
    entry.draft.replace(Some(id.clone()));
    if id == bench.id {
        return bench.surroundings.address.go(&Route::Welcome);
    }
    put(bench, id, &dossier, bench.words.get(Key::NoticeOpened));
}

/// A dossier comes on the table under a name of its own.
pub fn put(bench: &Bench, id: Rc<str>, dossier: &Dossier, said: AttrValue) {
    bench.send.emit(Message::Open { id, dossier: Box::new(dossier.clone()) });
    bench.tell.emit(said);
    bench.surroundings.address.go(&Route::Welcome);
}
