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
    control::{Applicability, Numbered, Numbering},
    identifier::ControlId,
};
use belfry_exchange::{
    mapping::{Both, Places, Reading},
    statement::{self, Column, Columns, Fault, Row},
    table::{self, Sheet},
    xlsx::letters,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The largest file that is read at all, in bytes.
const LARGEST: f64 = 20_000_000.0;
/// How many rows the preview draws at first; the counts are of all of them, and every row with a fault is drawn.
const PREVIEW: usize = 30;

/// A file that was chosen.
#[derive(Clone, PartialEq)]
struct Chosen {
    name: String,
    sheets: Shared<Vec<Sheet>>,
    sheet: usize,
    columns: Columns,
    from: usize,
    /// What the user said that bare numbers are.
    numbering: Option<Numbering>,
    reach: Reach,
}

/// How much of a file the preview draws.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    First,
    All,
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

/// The columns of a sheet, each with its heading or the first thing that stands in it.
fn columns_of(sheet: &Sheet, from: usize, none: AttrValue) -> Vec<(AttrValue, AttrValue)> {
    let name = |(at, sample): (usize, String)| {
        let short: String = sample.chars().take(30).collect();
        (AttrValue::from(at.to_string()), AttrValue::from(format!("{} · {short}", letters(at))))
    };
    let samples = table::samples(&sheet.rows, from).into_iter().enumerate();
    [(AttrValue::default(), none)].into_iter().chain(samples.map(name)).collect()
}

/// What bare numbers are: what the user said, else what follows from the file.
fn settled(said: Option<Numbering>, found: Numbered) -> Option<Numbering> {
    said.or(match found {
        Numbered::Surely(numbering) => Some(numbering),
        Numbered::Plainly | Numbered::Doubtfully => None,
    })
}

/// Asks what bare numbers are, where there are any.
fn numbering_list(
    bench: &Bench,
    id: &'static str,
    found: Numbered,
    said: Option<Numbering>,
    onchange: Callback<Option<Numbering>>,
) -> Html {
    if found == Numbered::Plainly {
        return Html::default();
    }
    let words = &bench.words;
    let name = |one| match one {
        Numbering::Clauses => Key::ImportNumbersClauses,
        Numbering::Annex => Key::ImportNumbersAnnex,
    };
    let choices = Numbering::ALL.into_iter().map(|one| (one.code().into(), words.get(name(one))));
    let unsaid = (found == Numbered::Doubtfully).then(|| (AttrValue::default(), words.get(Key::ImportNumbersUnsaid)));
    select(Select {
        id: id.into(),
        label: words.get(Key::ImportNumbers),
        label_place: LabelPlace::Shown,
        options: unsaid.into_iter().chain(choices).collect(),
        value: settled(said, found).map(Numbering::code).unwrap_or_default().into(),
        onchange: onchange.reform(|code: AttrValue| Numbering::from_code(&code)),
    })
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
                sheet.rows.iter().filter(|row| row.iter().any(|cell| facts.controls.is_label(cell))).count()
            };
            let sheet = (0..sheets.len()).max_by_key(|at| sheets.get(*at).map_or(0, hits)).unwrap_or_default();
            let (columns, from) =
                sheets.get(sheet).map(|sheet| statement::guess(&sheet.rows, &facts.controls)).unwrap_or_default();
            let sheets = Shared::new(sheets);
            chosen.set(Some(Chosen { name, sheets, sheet, columns, from, numbering: None, reach: Reach::First }));
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
            chosen.set(Some(Chosen { sheet, columns, from, numbering: None, ..file.clone() }));
        })
    };
    let options = columns_of(sheet, file.from, words.get(Key::ImportNone));
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
    let controls = &bench.facts.controls;
    let found = statement::numbering(&sheet.rows, &file.columns, file.from, controls);
    let onnumbering = {
        let (chosen, file) = (chosen.clone(), file.clone());
        Callback::from(move |numbering| chosen.set(Some(Chosen { numbering, ..file.clone() })))
    };
    let numbering = settled(file.numbering, found);
    let rows = statement::read(&sheet.rows, &file.columns, file.from, controls, numbering, bench.tools());
    let records = statement::changes(&rows, bench.tools());
    let good = records.len();
    let bad = rows.iter().filter(|row| row.said.is_err()).count();
    let same = rows.len() - good - bad;
    let take = {
        let (chosen, tell) = (chosen.clone(), bench.tell.clone());
        let told = words.counted(Key::ImportTaken, good as u64);
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
    let onall = {
        let (chosen, file) = (chosen.clone(), file.clone());
        Callback::from(move |_: MouseEvent| chosen.set(Some(Chosen { reach: Reach::All, ..file.clone() })))
    };
    let (faulty, fine): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.said.is_err());
    let drawn = match file.reach {
        Reach::First => PREVIEW.min(fine.len()),
        Reach::All => fine.len(),
    };
    let hidden = fine.len() - drawn;
    html! {
        <div class="stack">
            <p><strong>{ &file.name }</strong>{ " · " }{ words.counted(Key::ImportRows, rows.len() as u64) }</p>
            { sheet_list(bench, "statement-sheet", &file.sheets, file.sheet, onsheet) }
            <fieldset><legend>{ words.get(Key::ImportColumns) }</legend><div class="settings">{ for Column::ALL.into_iter().map(column) }</div></fieldset>
            if !statement::says_how_far(&file.columns) { <p class="note note-uncertain">{ words.get(Key::ImportNoState) }</p> }
            { numbering_list(bench, "statement-numbers", found, file.numbering, onnumbering) }
            <p class="row" role="status">
                { status_tag(if good > 0 { Standing::Met } else { Standing::Unknown }, words.counted(Key::ImportGood, good as u64)) }
                if same > 0 { { status_tag(Standing::Unknown, words.counted(Key::ImportSame, same as u64)) } }
                if bad > 0 { { status_tag(Standing::Short, words.counted(Key::ImportBad, bad as u64)) } }
            </p>
            <div class="scroll import-rows" tabindex="0" role="group" aria-label={words.get(Key::ImportRow)}>
                <table>
                    <thead><tr><th scope="col" class="number">{ words.get(Key::ImportRow) }</th><th scope="col">{ words.get(Key::ImportReads) }</th></tr></thead>
                    <tbody>{ for faulty.into_iter().chain(fine.into_iter().take(drawn)).map(|row| row_line(bench, row)) }</tbody>
                </table>
            </div>
            if hidden > 0 {
                <p><button type="button" class="button" onclick={onall}>{ words.fill(Key::ImportAll, &[("count", &rows.len().to_string())]) }</button></p>
            }
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
                Fault::Unsaid(text) => words.fill(Key::ImportUnsaid, &[("text", text)]),
                Fault::Parted(text) => words.fill(Key::ImportParted, &[("text", text)]),
                Fault::Twice(_) => words.get(Key::ImportTwice),
                Fault::LostZero(id) => words.fill(Key::ImportLostZero, &[("control", id.as_str())]),
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

/// A file with a mapping.
#[derive(Clone, PartialEq)]
struct Loaded {
    name: String,
    sheets: Shared<Vec<Sheet>>,
    sheet: usize,
    places: Places,
    /// What the user said that bare numbers are.
    numbering: Option<Numbering>,
}

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
            catalogue
                .map(|catalogue| Both { catalogue, controls: &facts.controls }.guess(&sheet.rows))
                .unwrap_or_default()
        }
    };
    let onchosen = {
        let (chosen, guess) = (chosen.clone(), guess.clone());
        Callback::from(move |(name, sheets): (String, Vec<Sheet>)| {
            let is_mapping = |sheet: &Sheet| matches!(guess(sheet), Places { requirement: Some(_), control: Some(_) });
            let sheet = sheets.iter().position(is_mapping).unwrap_or_default();
            let places = sheets.get(sheet).map(&guess).unwrap_or_default();
            chosen.set(Some(Loaded { name, sheets: Shared::new(sheets), sheet, places, numbering: None }));
        })
    };
    let own = bench.tools().own_mapping.as_ref();
    let forget = bench.changing(String::new(), |tools: &mut Tools, _: MouseEvent| tools.own_mapping = None);
    let body = match &*chosen {
        None => Html::default(),
        Some(file) => {
            let Some(sheet) = file.sheets.get(file.sheet) else { return Html::default() };
            let both = Both { catalogue, controls: &bench.facts.controls };
            let options = columns_of(sheet, both.first_row(&sheet.rows, file.places), words.get(Key::ImportNone));
            let found = both.numbering(&sheet.rows, file.places);
            let Reading { pairs, unread } = both.read(&sheet.rows, file.places, settled(file.numbering, found));
            let column = |id: &'static str, key: Key, value: Option<usize>, set: fn(&mut Places, Option<usize>)| {
                let handle = chosen.clone();
                let onchange = Callback::from(move |value: AttrValue| {
                    if let Some(mut next) = (*handle).clone() {
                        set(&mut next.places, value.parse().ok());
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
                Callback::from(move |sheet: usize| {
                    if let Some(file) = (*handle).clone() {
                        let places = file.sheets.get(sheet).map(&guess).unwrap_or_default();
                        handle.set(Some(Loaded { sheet, places, numbering: None, ..file }));
                    }
                })
            };
            let onnumbering = {
                let handle = chosen.clone();
                Callback::from(move |numbering| {
                    handle.set((*handle).clone().map(|file| Loaded { numbering, ..file }));
                })
            };
            let take = {
                let (handle, tell) = (chosen.clone(), bench.tell.clone());
                let told = words.counted(Key::MappingTaken, pairs.len() as u64);
                let mapping =
                    OwnMapping { name: file.name.clone(), framework: catalogue.id.clone(), pairs: pairs.clone() };
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
                    <p><strong>{ &file.name }</strong></p>
                    { sheet_list(bench, "mapping-sheet", &file.sheets, file.sheet, onsheet) }
                    <div class="settings">
                        { column("mapping-requirement", Key::MappingRequirement, file.places.requirement, |places, at| places.requirement = at) }
                        { column("mapping-control", Key::ImportControl, file.places.control, |places, at| places.control = at) }
                        { numbering_list(bench, "mapping-numbers", found, file.numbering, onnumbering) }
                    </div>
                    if !unread.is_empty() {
                        <p class="note note-uncertain">{ words.counted(Key::MappingUnread, unread.len() as u64) }{ " " }{ unread.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ") }</p>
                    }
                    if pairs.is_empty() { <p class="note note-short" role="alert">{ words.get(Key::MappingNone) }</p> } else {
                        <details>
                            <summary>{ words.counted(Key::MappingPairs, pairs.len() as u64) }</summary>
                            <ul>{ for pairs.iter().map(|(requirement, control)| html! { <li>{ requirement.as_str() }{ " · " }{ bench.control_name(control) }</li> }) }</ul>
                        </details>
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
