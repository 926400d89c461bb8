//! Many dossiers side by side; two people's answers made one.

mod benchmark;
mod cells;
mod columns;
mod files;
mod held;
mod line;
mod merge;
mod overview;

use super::table::{Table, head};
use crate::{
    key::Key,
    tools::bench::{Bench, BenchProps},
};
use columns::{Column, Direction, sorted, standings};
use held::{Held, Placed};
use line::Line;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The page.
pub fn page(table: &Table) -> Html {
    html! { <Portfolio bench={table.bench.clone()} /> }
}

#[component]
fn Portfolio(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let refresh = use_force_update();
    let sorting = use_state(|| (Column::Distance, Direction::Up));
    let wanted = use_state(String::new);
    let group = use_state(|| 0_usize);
    let held = held::held();
    let lines: Vec<&Line> = held.entries.iter().map(|entry| &entry.line).collect();
    let standings = standings(&lines);
    let found = |at: &usize| held.entries.get(*at).is_some_and(|entry| overview::is_wanted(bench, entry, &wanted));
    let order = sorted(&lines, &standings, sorting.0, sorting.1);
    let shown: Rc<[Placed]> = order
        .into_iter()
        .filter(found)
        .filter_map(|at| {
            Some(Placed { entry: held.entries.get(at)?.clone(), rank: standings.get(at).copied().flatten() })
        })
        .collect();
    let forget = {
        let refresh = refresh.clone();
        Callback::from(move |_: MouseEvent| {
            held::forget();
            refresh.force_update();
        })
    };
    let changed = Callback::from({
        let refresh = refresh.clone();
        move |()| refresh.force_update()
    });
    html! {
        <div class="stack-wide portfolio">
            { head(bench, Key::TitlePortfolio, Key::PortfolioLead) }
            <Gather bench={bench.clone()} {changed} />
            { outcome(bench, &held) }
            if !held.entries.is_empty() {
                <section class="stack" aria-labelledby="overview">
                    <div class="spread">
                        <h2 id="overview">{ words.get(Key::PortfolioOverview) }</h2>
                        <button type="button" class="button button-quiet screen-only" onclick={forget}>{ words.get(Key::PortfolioForget) }</button>
                    </div>
                    { overview::table(bench, &held, &shown, &sorting, &wanted) }
                    { files::export(bench, shown.clone()) }
                </section>
                { benchmark::benchmark(bench, &lines, &group) }
                <merge::Merging bench={bench.clone()} count={held.entries.len()} />
            }
        </div>
    }
}

/// What gathering needs.
#[derive(Properties, PartialEq)]
struct GatherProps {
    bench: Bench,
    /// Everything that was chosen is read.
    changed: Callback<()>,
}

/// Where files come in: chosen, a whole folder, or dropped. It says how far the reading is; the overview waits for the end.
#[component]
fn Gather(props: &GatherProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let refresh = use_force_update();
    let take = {
        let (bench, changed, refresh) = (bench.clone(), props.changed.clone(), refresh.clone());
        move |files: Vec<web_sys::File>| {
            let (bench, changed, refresh) = (bench.clone(), changed.clone(), refresh.clone());
            wasm_bindgen_futures::spawn_local(async move {
                held::take(&bench, files, || refresh.force_update()).await;
                changed.emit(());
            });
        }
    };
    let onchange = {
        let take = take.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let files = input.files().map(|list| held::files(&list)).unwrap_or_default();
            // The same files can be chosen again after a mend.
            input.set_value("");
            take(files);
        })
    };
    let ondrop = Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let list = event.data_transfer().and_then(|dropped| dropped.files());
        take(list.map(|list| held::files(&list)).unwrap_or_default());
    });
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let progress = held::reading().map(|(done, all)| {
        words.fill(Key::PortfolioReading, &[("done", &done.to_string()), ("all", &all.to_string())])
    });
    html! {
        <section class="card stack screen-only drop" aria-labelledby="gather" {ondrop} {ondragover}>
            <h2 id="gather">{ words.get(Key::PortfolioGather) }</h2>
            <p>{ words.get(Key::PortfolioGatherText) }</p>
            <p class="row">
                <label class="button button-main" for="portfolio-files">{ words.get(Key::PortfolioFiles) }
                    <input id="portfolio-files" type="file" multiple={true} accept=".json,application/json" class="unseen" onchange={onchange.clone()} />
                </label>
                <label class="button" for="portfolio-folder">{ words.get(Key::PortfolioFolder) }
                    <input id="portfolio-folder" type="file" multiple={true} webkitdirectory={true} class="unseen" {onchange} />
                </label>
            </p>
            <p role="status" class="small">{ progress.unwrap_or_default() }</p>
        </section>
    }
}

/// How many came in, and what became of the rest.
fn outcome(bench: &Bench, held: &Held) -> Html {
    let words = &bench.words;
    if held.reading.is_some() {
        return Html::default();
    }
    let count = |key: Key, count: usize| (count > 0).then(|| html! { <p>{ words.counted(key, count as u64) }</p> });
    let refused =
        held.refused.iter().map(|(file, why)| html! { <li><strong>{ file }</strong>{ ": " }{ why.said(bench) }</li> });
    html! {
        <div class="stack-tight" role="status">
            { for count(Key::PortfolioOpened, held.entries.len()) }
            { for count(Key::PortfolioAgain, held.again) }
            if !held.refused.is_empty() {
                <details class="note note-uncertain" open={true}>
                    <summary>{ words.counted(Key::PortfolioRefused, held.refused.len() as u64) }</summary>
                    <ul class="small">{ for refused }</ul>
                </details>
            }
            if !held.passed_over.is_empty() {
                <details class="note">
                    <summary>{ words.counted(Key::PortfolioPassedOver, held.passed_over.len() as u64) }</summary>
                    <p class="small">{ held.passed_over.join(", ") }</p>
                </details>
            }
        </div>
    }
}
