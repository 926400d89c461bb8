//! Tables that come in: a statement of applicability, and the authority's own mapping. Every row is shown before anything is
//! taken; nothing is dropped silently.

use super::bench::{Bench, BenchProps, progress_key};
use crate::{
    components::{
        select::{LabelPlace, Select, select},
        status::{Standing, status_tag},
    },
    desk::Shared,
    key::Key,
};
use belfry_dossier::tools::{OwnMapping, Tools};
use belfry_engine::{
    collections::Set,
    control::Applicability,
    identifier::{ControlId, RequirementId},
};
use belfry_exchange::{
    statement::{self, Column, Columns, Fault, Row},
    table::{self, Sheet},
    xlsx::letters,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The largest file that is read at all, in bytes.
const LARGEST: f64 = 20_000_000.0;
/// How many rows the preview draws; the counts are of all of them, and every row with a fault is drawn.
const PREVIEW: usize = 30;

/// A file that was chosen.
#[derive(Clone, PartialEq)]
struct Chosen {
    name: String,
    sheets: Shared<Vec<Sheet>>,
    sheet: usize,
    columns: Columns,
    from: usize,
}

#[derive(Properties, PartialEq)]
struct ChooseProps {
    bench: Bench,
    id: AttrValue,
    onchosen: Callback<(String, Vec<Sheet>)>,
}

/// Chooses a file and reads it as a table.
#[component]
fn Choose(props: &ChooseProps) -> Html {
    let words = &props.bench.words;
    let failure = use_state(|| None::<Key>);
    let onchange = {
        let (failure, onchosen) = (failure.clone(), props.onchosen.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            if file.size() > LARGEST {
                return failure.set(Some(Key::ImportTooLarge));
            }
            let (failure, onchosen) = (failure.clone(), onchosen.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await;
                let bytes = buffer.map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec()).unwrap_or_default();
                // The same file can be chosen again after a mend.
                input.set_value("");
                match table::read(&bytes) {
                    Err(_) => failure.set(Some(Key::ImportUnreadable)),
                    Ok(sheets) if sheets.is_empty() => failure.set(Some(Key::ImportEmpty)),
                    Ok(sheets) => {
                        failure.set(None);
                        onchosen.emit((file.name(), sheets));
                    }
                }
            });
        })
    };
    html! {
        <span class="open-file">
            <label class="button" for={props.id.clone()}>{ words.get(Key::ImportChoose) }
                <input id={props.id.clone()} type="file" accept=".csv,.xlsx,text/csv" class="unseen" {onchange} />
            </label>
            if let Some(key) = *failure { <span class="note note-short open-failure" role="alert">{ words.get(key) }</span> }
        </span>
    }
}

/// The columns of a sheet, each with the first thing that stands in it.
fn columns_of(sheet: &Sheet, none: AttrValue) -> Vec<(AttrValue, AttrValue)> {
    let width = sheet.rows.iter().map(Vec::len).max().unwrap_or_default();
    let first = |at: usize| sheet.rows.iter().filter_map(|row| row.get(at)).find(|cell| !cell.is_empty());
    let name = |at: usize| {
        let sample: String = first(at).map(|cell| cell.chars().take(30).collect()).unwrap_or_default();
        (AttrValue::from(at.to_string()), AttrValue::from(format!("{} · {sample}", letters(at))))
    };
    [(AttrValue::default(), none)].into_iter().chain((0..width).map(name)).collect()
}

fn sheet_list(bench: &Bench, id: &'static str, sheets: &[Sheet], at: usize, onchange: Callback<usize>) -> Html {
    if sheets.len() < 2 {
        return Html::default();
    }
    let options =
        sheets.iter().enumerate().map(|(at, sheet)| (at.to_string().into(), sheet.name.clone().into())).collect();
    let onchange = onchange.reform(|value: AttrValue| value.parse().unwrap_or_default());
    select(Select {
        id: id.into(),
        label: bench.words.get(Key::ImportSheet),
        label_place: LabelPlace::Shown,
        options,
        value: at.to_string().into(),
        onchange,
    })
}

const fn column_key(column: Column) -> Key {
    match column {
        Column::Control => Key::ImportControl,
        Column::Applies => Key::ImportApplies,
        Column::Status => Key::ImportStatus,
        Column::Documentation => Key::ImportDocumentation,
        Column::Implementation => Key::ImportImplementation,
        Column::Justification => Key::ImportJustification,
        Column::Note => Key::ImportNote,
    }
}

/// Reads a statement of applicability.
#[component]
pub fn ImportStatement(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let chosen = use_state(|| None::<Chosen>);
    let onchosen = {
        let (chosen, facts) = (chosen.clone(), bench.facts.clone());
        Callback::from(move |(name, sheets): (String, Vec<Sheet>)| {
            // The sheet with most controls is the statement.
            let hits = |sheet: &Sheet| {
                sheet.rows.iter().filter(|row| row.iter().any(|cell| facts.controls.labelled(cell).is_some())).count()
            };
            let sheet = (0..sheets.len()).max_by_key(|at| sheets.get(*at).map_or(0, hits)).unwrap_or_default();
            let (columns, from) =
                sheets.get(sheet).map(|sheet| statement::guess(&sheet.rows, &facts.controls)).unwrap_or_default();
            chosen.set(Some(Chosen { name, sheets: Shared::new(sheets), sheet, columns, from }));
        })
    };
    html! {
        <details class="card-plain screen-only">
            <summary>{ words.get(Key::ImportTitle) }</summary>
            <div class="stack">
                <p>{ words.get(Key::ImportLead) }</p>
                <p><Choose bench={bench.clone()} id="statement-file" {onchosen} /></p>
                if let Some(file) = &*chosen { { preview(bench, file, &chosen) } }
            </div>
        </details>
    }
}

fn preview(bench: &Bench, file: &Chosen, chosen: &UseStateHandle<Option<Chosen>>) -> Html {
    let words = &bench.words;
    let Some(sheet) = file.sheets.get(file.sheet) else { return Html::default() };
    let onsheet = {
        let (chosen, file, facts) = (chosen.clone(), file.clone(), bench.facts.clone());
        Callback::from(move |sheet: usize| {
            let (columns, from) =
                file.sheets.get(sheet).map(|sheet| statement::guess(&sheet.rows, &facts.controls)).unwrap_or_default();
            chosen.set(Some(Chosen { sheet, columns, from, ..file.clone() }));
        })
    };
    let options = columns_of(sheet, words.get(Key::ImportNone));
    let column = |column: Column| {
        let value = file.columns.get(&column).map(|at| at.to_string()).unwrap_or_default().into();
        let (chosen, file) = (chosen.clone(), file.clone());
        let onchange = Callback::from(move |value: AttrValue| {
            let mut next = file.clone();
            match value.parse() {
                Ok(at) => drop(next.columns.insert(column, at)),
                Err(_) => drop(next.columns.remove(&column)),
            }
            chosen.set(Some(next));
        });
        select(Select {
            id: format!("column-{}", column as usize).into(),
            label: words.get(column_key(column)),
            label_place: LabelPlace::Shown,
            options: options.clone(),
            value,
            onchange,
        })
    };
    let rows = statement::read(&sheet.rows, &file.columns, file.from, &bench.facts.controls, bench.tools());
    let good = rows.iter().filter(|row| row.said.is_ok()).count();
    let bad = rows.len() - good;
    let take = {
        let (chosen, tell) = (chosen.clone(), bench.tell.clone());
        let told = words.counted(Key::ImportTaken, good as u64);
        let records: Vec<_> = rows.iter().filter_map(|row| row.said.clone().ok()).collect();
        let change = bench.changing(
            String::new(),
            |tools: &mut Tools, records: Vec<(ControlId, belfry_dossier::tools::ControlRecord)>| {
                for (id, record) in records {
                    tools.set_control(id, record);
                }
            },
        );
        Callback::from(move |_: MouseEvent| {
            change.emit(records.clone());
            tell.emit(told.clone());
            chosen.set(None);
        })
    };
    let cancel = {
        let chosen = chosen.clone();
        Callback::from(move |_: MouseEvent| chosen.set(None))
    };
    let (faulty, fine): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.said.is_err());
    html! {
        <div class="stack">
            <p><strong>{ &file.name }</strong>{ " · " }{ words.counted(Key::ImportRows, rows.len() as u64) }</p>
            { sheet_list(bench, "statement-sheet", &file.sheets, file.sheet, onsheet) }
            <fieldset><legend>{ words.get(Key::ImportColumns) }</legend><div class="settings">{ for Column::ALL.into_iter().map(column) }</div></fieldset>
            <p class="row" role="status">
                { status_tag(Standing::Met, words.counted(Key::ImportGood, good as u64)) }
                if bad > 0 { { status_tag(Standing::Short, words.counted(Key::ImportBad, bad as u64)) } }
            </p>
            <div class="scroll import-rows" tabindex="0" role="group" aria-label={words.get(Key::ImportRow)}>
                <table>
                    <thead><tr><th scope="col" class="number">{ words.get(Key::ImportRow) }</th><th scope="col">{ words.get(Key::ImportReads) }</th></tr></thead>
                    <tbody>{ for faulty.into_iter().chain(fine.into_iter().take(PREVIEW)).map(|row| row_line(bench, row)) }</tbody>
                </table>
            </div>
            <p class="small soft">{ words.get(Key::ImportKeep) }</p>
            <p class="row">
                <button type="button" class="button button-main" disabled={good == 0} onclick={take}>{ words.get(Key::ImportTake) }</button>
                <button type="button" class="button" onclick={cancel}>{ words.get(Key::ImportCancel) }</button>
            </p>
        </div>
    }
}

fn row_line(bench: &Bench, row: &Row) -> Html {
    let words = &bench.words;
    let said = match &row.said {
        Err(fault) => {
            let text = match fault {
                Fault::UnknownControl(text) => words.fill(Key::ImportUnknownControl, &[("text", text)]),
                Fault::UnknownState(text) => words.fill(Key::ImportUnknownState, &[("text", text)]),
                Fault::Twice(_) => words.get(Key::ImportTwice),
            };
            status_tag(Standing::Short, text)
        }
        Ok((id, record)) => {
            let state = match record.applicability {
                Applicability::Excluded => words.get(Key::StatementExcluded).to_string(),
                Applicability::Included => {
                    let half = |key, far| format!("{}: {}", words.get(key), words.get(progress_key(far)));
                    format!(
                        "{} · {}",
                        half(Key::HalfWritten, record.documentation),
                        half(Key::HalfDone, record.implementation)
                    )
                }
            };
            html! { <>{ bench.control_name(id) }<br /><span class="small soft">{ state }if !record.justification.is_empty() { { " · " }{ &record.justification } }</span></> }
        }
    };
    html! { <tr key={row.number}><td class="number">{ row.number }</td><td>{ said }</td></tr> }
}

/// A file with a mapping: its name, its sheets, the sheet at hand, the columns of the requirement and the control.
type Loaded = (String, Shared<Vec<Sheet>>, usize, Option<usize>, Option<usize>);

/// Loads the authority's own mapping, or another, beside Belfry's.
#[component]
pub fn ImportMapping(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let chosen = use_state(|| None::<Loaded>);
    let catalogue = bench.catalogue();
    let guess = {
        let (facts, content, framework) = (bench.facts.clone(), bench.content.clone(), catalogue.id.clone());
        move |sheet: &Sheet| {
            let catalogue = belfry_engine::vocabulary::Vocabulary::catalogue(&*content, &framework);
            let width = sheet.rows.iter().map(Vec::len).max().unwrap_or_default();
            let hits = |at: usize, fits: &dyn Fn(&str) -> bool| {
                sheet.rows.iter().filter(|row| row.get(at).is_some_and(|cell| fits(cell))).count()
            };
            let best = |fits: &dyn Fn(&str) -> bool| {
                (0..width).max_by_key(|at| (hits(*at, fits), std::cmp::Reverse(*at))).filter(|at| hits(*at, fits) > 0)
            };
            let requirement = best(&|cell| catalogue.is_some_and(|all| all.labelled(cell).is_some()));
            (requirement, best(&|cell| facts.controls.labelled(cell).is_some()))
        }
    };
    let onchosen = {
        let (chosen, guess) = (chosen.clone(), guess.clone());
        Callback::from(move |(name, sheets): (String, Vec<Sheet>)| {
            let at = (0..sheets.len())
                .find(|at| sheets.get(*at).is_some_and(|sheet| matches!(guess(sheet), (Some(_), Some(_)))))
                .unwrap_or_default();
            let (requirement, control) = sheets.get(at).map(&guess).unwrap_or_default();
            chosen.set(Some((name, Shared::new(sheets), at, requirement, control)));
        })
    };
    let own = bench.tools().own_mapping.as_ref();
    let forget = bench.changing(String::new(), |tools: &mut Tools, _: MouseEvent| tools.own_mapping = None);
    let body = match &*chosen {
        None => Html::default(),
        Some((name, sheets, at, requirement, control)) => {
            let Some(sheet) = sheets.get(*at) else { return Html::default() };
            let options = columns_of(sheet, words.get(Key::ImportNone));
            let (pairs, unread) = pairs(bench, sheet, *requirement, *control);
            let column = |id: &'static str, key: Key, value: Option<usize>, set: fn(&mut Loaded, Option<usize>)| {
                let handle = chosen.clone();
                let onchange = Callback::from(move |value: AttrValue| {
                    if let Some(mut next) = (*handle).clone() {
                        set(&mut next, value.parse().ok());
                        handle.set(Some(next));
                    }
                });
                select(Select {
                    id: id.into(),
                    label: words.get(key),
                    label_place: LabelPlace::Shown,
                    options: options.clone(),
                    value: value.map(|at| at.to_string()).unwrap_or_default().into(),
                    onchange,
                })
            };
            let onsheet = {
                let (handle, guess) = (chosen.clone(), guess.clone());
                Callback::from(move |at: usize| {
                    if let Some((name, sheets, ..)) = (*handle).clone() {
                        let (requirement, control) = sheets.get(at).map(&guess).unwrap_or_default();
                        handle.set(Some((name, sheets, at, requirement, control)));
                    }
                })
            };
            let take = {
                let (handle, tell) = (chosen.clone(), bench.tell.clone());
                let told = words.counted(Key::MappingTaken, pairs.len() as u64);
                let mapping = OwnMapping { name: name.clone(), framework: catalogue.id.clone(), pairs: pairs.clone() };
                let change = bench.changing(String::new(), |tools: &mut Tools, mapping: OwnMapping| {
                    tools.own_mapping = Some(mapping)
                });
                Callback::from(move |_: MouseEvent| {
                    change.emit(mapping.clone());
                    tell.emit(told.clone());
                    handle.set(None);
                })
            };
            html! {
                <div class="stack">
                    <p><strong>{ name }</strong></p>
                    { sheet_list(bench, "mapping-sheet", sheets, *at, onsheet) }
                    <div class="settings">
                        { column("mapping-requirement", Key::MappingRequirement, *requirement, |chosen, at| chosen.3 = at) }
                        { column("mapping-control", Key::ImportControl, *control, |chosen, at| chosen.4 = at) }
                    </div>
                    if !unread.is_empty() {
                        <p class="note note-uncertain">{ words.counted(Key::MappingUnread, unread.len() as u64) }{ " " }{ unread.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ") }</p>
                    }
                    if pairs.is_empty() { <p class="note note-short" role="alert">{ words.get(Key::MappingNone) }</p> } else {
                        <p><button type="button" class="button button-main" onclick={take}>{ words.get(Key::ImportTake) }{ " " }{ format!("({})", pairs.len()) }</button></p>
                    }
                </div>
            }
        }
    };
    html! {
        <section class="card stack screen-only" aria-labelledby="own-mapping">
            <h2 id="own-mapping">{ words.get(Key::MappingTitle) }</h2>
            <p>{ words.get(Key::MappingLead) }</p>
            if let Some(own) = own {
                <p class="note">{ words.fill(Key::MappingLoaded, &[("name", &own.name), ("count", &own.pairs.len().to_string())]) }</p>
                <p><button type="button" class="button" onclick={forget}>{ words.get(Key::MappingForget) }</button></p>
            }
            <p><Choose bench={bench.clone()} id="mapping-file" {onchosen} /></p>
            { body }
        </section>
    }
}

/// The pairs in two columns, and the rows (from 1) in which something was not understood. A cell may name several controls;
/// an empty requirement means the one above. What stands above the first pair is headings.
fn pairs(
    bench: &Bench,
    sheet: &Sheet,
    requirement: Option<usize>,
    control: Option<usize>,
) -> (Set<(RequirementId, ControlId)>, Vec<usize>) {
    let (Some(requirement), Some(control)) = (requirement, control) else { return (Set::new(), Vec::new()) };
    let catalogue = bench.catalogue();
    let mut last = None;
    let (mut pairs, mut unread) = (Set::new(), Vec::new());
    for (at, row) in sheet.rows.iter().enumerate() {
        let cell = |at: usize| row.get(at).map_or("", |cell| cell.trim());
        match cell(requirement) {
            "" => {}
            label => last = catalogue.identifier(label),
        }
        let parts = || cell(control).split([',', ';', '\n', '/', '|']).map(str::trim).filter(|part| !part.is_empty());
        let found = |part: &str| bench.facts.controls.labelled(part).and_then(|at| bench.facts.controls.at(at));
        match last {
            Some(id) => pairs.extend(parts().filter_map(found).map(|control| (id, control.id.clone()))),
            None if cell(requirement).is_empty() => continue,
            None => {}
        }
        if (last.is_none() || parts().any(|part| found(part).is_none())) && !pairs.is_empty() {
            unread.push(at + 1);
        }
    }
    (pairs, unread)
}
