//! The official self-assessment workbook, the user's own copy: read, filled, and laid beside the method. Never shipped with
//! Belfry, never sent anywhere.

use super::bench::{Bench, BenchProps, half_key, head};
use crate::{
    browser,
    components::{
        field::{Field, Kind, field},
        select::{LabelPlace, Select, select},
        status::{Standing, status_tag},
    },
    desk::Shared,
    format,
    key::Key,
    pages::levels::{framework_name, scored_key},
    state::Message,
};
use belfry_dossier::{action::Action, record::Record};
use belfry_engine::{
    answer::Answer, date::Date, identifier::RequirementId, level::ScoredLevel, maturity::Maturity, scoring::Gate,
};
use belfry_exchange::workbook::{
    Column, Explanation, Figure, FillError, Filled, Filling, NotThisWorkbook, Parting, Read, Shown, Slip, Warning,
    WhyLeft, explain, fill, read,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The largest file that is read at all, in bytes: the official ones have a fifth of a megabyte.
const LARGEST: f64 = 20_000_000.0;
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A workbook that was chosen.
#[derive(Clone, PartialEq)]
struct Chosen {
    name: String,
    bytes: Shared<Vec<u8>>,
    read: Shared<Result<Read, NotThisWorkbook>>,
    level: ScoredLevel,
    completed_on: Option<Date>,
}

/// The page.
#[component]
pub fn Workbook(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let chosen = use_state(|| None::<Chosen>);
    let failure = use_state(|| None::<Key>);
    let onchange = {
        let (chosen, failure, content) = (chosen.clone(), failure.clone(), bench.content.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            if file.size() > LARGEST {
                return failure.set(Some(Key::ImportTooLarge));
            }
            let (chosen, failure, content) = (chosen.clone(), failure.clone(), content.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await;
                let bytes = buffer.map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec()).unwrap_or_default();
                // The same file can be chosen again.
                input.set_value("");
                failure.set(None);
                let read = read(&bytes, &*content);
                let level = read.as_ref().map_or(ScoredLevel::Basic, Read::likeliest);
                let read = Shared::new(read);
                let bytes = Shared::new(bytes);
                chosen.set(Some(Chosen { name: file.name(), bytes, read, level, completed_on: None }));
            });
        })
    };
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleWorkbook, Key::WorkbookLead) }
            <p><span class="open-file">
                <label class="button button-main" for="workbook-file">{ words.get(Key::WorkbookChoose) }
                    <input id="workbook-file" type="file" accept=".xlsx" class="unseen" {onchange} />
                </label>
                if let Some(key) = *failure { <span class="note note-short open-failure" role="alert">{ words.get(key) }</span> }
            </span></p>
            if let Some(file) = &*chosen { { opened(bench, file, &chosen) } }
        </div>
    }
}

fn opened(bench: &Bench, file: &Chosen, chosen: &UseStateHandle<Option<Chosen>>) -> Html {
    let words = &bench.words;
    match &*file.read {
        Err(reason) => html! {
            <div class="note note-short stack-tight" role="alert">
                <p><strong>{ &file.name }</strong></p>
                <p>{ refusal(bench, reason) }{ " " }{ words.get(Key::WorkbookUntouched) }</p>
            </div>
        },
        Ok(read) => {
            let filled = fill(&file.bytes, &bench.view.dossier, filling_of(file), &*bench.content);
            html! {
            <>
                { summary(bench, file, read, chosen) }
                { taking(bench, file, read) }
                { filling(bench, file, chosen, &filled) }
                { ledgers(bench, file, filled.ok()) }
            </>
            }
        }
    }
}

/// Why a file was refused, and what to do.
fn refusal(bench: &Bench, reason: &NotThisWorkbook) -> AttrValue {
    let words = &bench.words;
    match reason {
        NotThisWorkbook::NotAWorkbook => words.get(Key::WorkbookNotAWorkbook),
        NotThisWorkbook::Enciphered => words.get(Key::WorkbookEnciphered),
        NotThisWorkbook::OtherWorkbook => words.get(Key::WorkbookOther),
        NotThisWorkbook::MissingSheet { sheet } => words.fill(Key::WorkbookMissingSheet, &[("sheet", sheet)]),
        NotThisWorkbook::MissingColumn { sheet, column } => {
            let column = match column {
                Column::Requirement => Key::WorkbookColumnRequirement,
                Column::Documentation => Key::HalfWritten,
                Column::Implementation => Key::HalfDone,
                Column::Comments => Key::WorkbookColumnComments,
            };
            words.fill(Key::WorkbookMissingColumn, &[("sheet", sheet), ("column", &words.get(column))])
        }
        NotThisWorkbook::UnknownRequirement { cell, found } => {
            words.fill(Key::WorkbookUnknownRequirement, &[("cell", &cell.to_string()), ("found", found)])
        }
        NotThisWorkbook::DoubledRequirement { cell, requirement } => words.fill(
            Key::WorkbookDoubledRequirement,
            &[("cell", &cell.to_string()), ("requirement", &requirement.to_string())],
        ),
        NotThisWorkbook::MissingRequirement { level, requirement } => words.fill(
            Key::WorkbookMissingRequirement,
            &[("level", &words.get(scored_key(*level))), ("requirement", &requirement.to_string())],
        ),
        NotThisWorkbook::UnknownFramework(framework) => {
            words.fill(Key::WorkbookUnknownFramework, &[("framework", &framework.to_string())])
        }
    }
}

/// What the file is, at which level it is looked at, and what to know about it.
fn summary(bench: &Bench, file: &Chosen, read: &Read, chosen: &UseStateHandle<Option<Chosen>>) -> Html {
    let words = &bench.words;
    let at = read.at(file.level);
    let answers =
        at.map_or(0, |level| level.records.iter().filter(|(_, record)| record.answer() != Answer::Open).count());
    let asked = at.map_or(0, |level| level.records.len());
    let version = read.version.map(|version| bench.day(version)).unwrap_or_else(|| "–".to_owned());
    let options = read.levels.iter().map(|one| (one.level.code().into(), words.get(scored_key(one.level)))).collect();
    let list = {
        let value = file.level.code().into();
        let (chosen, file) = (chosen.clone(), file.clone());
        let onchange = Callback::from(move |code: AttrValue| {
            let level = ScoredLevel::ALL.into_iter().find(|level| level.code() == &*code).unwrap_or(file.level);
            chosen.set(Some(Chosen { level, ..file.clone() }));
        });
        select(Select {
            id: "workbook-level".into(),
            label: words.get(Key::WorkbookLevel),
            label_place: LabelPlace::Shown,
            options,
            value,
            onchange,
        })
    };
    let warnings: Vec<Html> = read
        .warnings
        .iter()
        .chain(at.into_iter().flat_map(|level| &level.warnings))
        .map(|one| html! { <li>{ warning(bench, one) }</li> })
        .collect();
    html! {
        <section class="card stack" aria-labelledby="workbook-file-title">
            <h2 id="workbook-file-title">{ &file.name }</h2>
            <p>{ words.fill(Key::WorkbookIs, &[("framework", &framework_name(&read.framework)), ("version", &version), ("answered", &answers.to_string()), ("asked", &asked.to_string())]) }</p>
            if read.levels.len() > 1 { { list } } else { <p>{ words.get(scored_key(file.level)) }</p> }
            if !warnings.is_empty() { <div class="note note-uncertain"><ul>{ for warnings }</ul></div> }
        </section>
    }
}

fn warning(bench: &Bench, warning: &Warning) -> AttrValue {
    let words = &bench.words;
    let ids = |ids: &[RequirementId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match warning {
        Warning::Untouched => words.get(Key::WorkbookWarnUntouched),
        Warning::OtherEdition { .. } => words.get(Key::WorkbookWarnEdition),
        Warning::Unreadable { cell, requirement, dimension, found } => words.fill(
            Key::WorkbookWarnUnreadable,
            &[
                ("cell", &cell.to_string()),
                ("found", found),
                ("requirement", &requirement.to_string()),
                ("half", &words.get(half_key(*dimension))),
            ],
        ),
        Warning::PassedOver { cell, found } => {
            words.fill(Key::WorkbookWarnPassedOver, &[("cell", &cell.to_string()), ("found", found)])
        }
        Warning::SharedRemark { cell, requirements } => {
            words.fill(Key::WorkbookWarnShared, &[("cell", &cell.to_string()), ("requirements", &ids(requirements))])
        }
        Warning::StrayRemark { cell, found } => {
            words.fill(Key::WorkbookWarnStray, &[("cell", &cell.to_string()), ("found", found)])
        }
        Warning::AssessorRemarks { count } => words.counted(Key::WorkbookWarnAssessor, *count as u64),
        Warning::SeveralLevels(levels) => {
            let names = levels.iter().map(|level| words.get(scored_key(*level)).to_string()).collect::<Vec<_>>();
            words.fill(Key::WorkbookWarnSeveral, &[("levels", &names.join(", "))])
        }
        Warning::OtherFormula { cell, category } => words.fill(
            Key::WorkbookWarnFormula,
            &[
                ("cell", &cell.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string)),
                ("category", &category.to_string()),
            ],
        ),
    }
}

/// Taking the answers over: what the workbook says of a requirement replaces what stands here; owners, dates and evidence
/// stay, and so does a remark where the workbook has none.
fn taking(bench: &Bench, file: &Chosen, read: &Read) -> Html {
    let words = &bench.words;
    let Some(level) = read.at(file.level) else { return Html::default() };
    let same = bench.catalogue().id == read.framework;
    let here = |id: RequirementId| {
        let assessment = bench.view.dossier.assessments.get(&read.framework);
        assessment.and_then(|all| all.records.get(&id)).cloned().unwrap_or_default()
    };
    let merged = |(id, theirs): &(RequirementId, Record)| {
        let ours = here(*id);
        let note = if theirs.note.trim().is_empty() { ours.note.clone() } else { theirs.note.clone() };
        let next = Record {
            stance: theirs.stance,
            documentation: theirs.documentation,
            implementation: theirs.implementation,
            note,
            ..ours.clone()
        };
        (theirs.answer() != Answer::Open && next != ours).then_some((*id, next))
    };
    let records: Vec<(RequirementId, Record)> = level.records.iter().filter_map(merged).collect();
    let replaced = records.iter().filter(|(id, _)| here(*id).answer() != Answer::Open).count();
    let take = {
        let (send, tell) = (bench.send.clone(), bench.tell.clone());
        let told = words.counted(Key::WorkbookTaken, records.len() as u64);
        let (framework, target, records) = (read.framework.clone(), file.level.assurance(), records.clone());
        Callback::from(move |_: MouseEvent| {
            if !same {
                send.emit(Message::Do(Action::Framework(framework.clone())));
            }
            send.emit(Message::Do(Action::Target(Some(target))));
            send.emit(Message::Do(Action::Take(records.clone(), Vec::new())));
            tell.emit(told.clone());
        })
    };
    html! {
        <section class="card stack" aria-labelledby="workbook-take">
            <h2 id="workbook-take">{ words.get(Key::WorkbookTakeTitle) }</h2>
            if records.is_empty() {
                <p>{ words.get(Key::WorkbookTakeNone) }</p>
            } else {
                <p>
                    { words.counted(Key::WorkbookTakeText, records.len() as u64) }{ " " }
                    { words.fill(Key::WorkbookTakeAims, &[("level", &words.get(scored_key(file.level))), ("framework", &framework_name(&read.framework))]) }
                    if replaced > 0 { { " " }{ words.counted(Key::WorkbookReplaced, replaced as u64) } }
                </p>
                <p><button type="button" class="button button-main" onclick={take}>{ words.get(Key::WorkbookTake) }</button></p>
            }
        </section>
    }
}

fn filling_of(file: &Chosen) -> Filling {
    Filling { level: Some(file.level), completed_on: file.completed_on }
}

/// Filling the workbook with the answers on the table.
fn filling(
    bench: &Bench,
    file: &Chosen,
    chosen: &UseStateHandle<Option<Chosen>>,
    filled: &Result<Filled, FillError>,
) -> Html {
    let words = &bench.words;
    let completed = {
        let (chosen, file) = (chosen.clone(), file.clone());
        field(Field {
            id: "workbook-completed".into(),
            label: words.get(Key::WorkbookCompleted),
            hint: words.get(Key::WorkbookCompletedHint),
            error: AttrValue::default(),
            unit: AttrValue::default(),
            kind: Kind::Date,
            value: file.completed_on.map(|date| date.to_string()).unwrap_or_default().into(),
            oninput: Callback::from(move |text: String| {
                chosen.set(Some(Chosen { completed_on: Date::parse(&text), ..file.clone() }));
            }),
        })
    };
    let result = match filled {
        Err(error) => html! { <p class="note note-short" role="alert">{ fill_failure(bench, error) }</p> },
        Ok(filled) => {
            let save = {
                let (name, bytes) = (file.name.clone(), filled.bytes.clone());
                Callback::from(move |_: MouseEvent| browser::download_bytes(&name, KIND, &bytes))
            };
            let why = |wanted: &dyn Fn(&WhyLeft) -> bool, key: Key| {
                let ids: Vec<String> = filled
                    .left
                    .iter()
                    .filter(|left| wanted(&left.why))
                    .map(|left| left.requirement.to_string())
                    .collect();
                if ids.is_empty() {
                    return Html::default();
                }
                html! { <li>{ words.counted(key, ids.len() as u64) }{ " " }<span class="small soft">{ ids.join(", ") }</span></li> }
            };
            html! {
                <>
                    if !filled.left.is_empty() {
                        <div class="note note-uncertain stack-tight">
                            <p>{ words.get(Key::WorkbookLeft) }</p>
                            <ul>
                                { why(&|why| matches!(why, WhyLeft::Open), Key::WorkbookLeftOpen) }
                                { why(&|why| matches!(why, WhyLeft::HalfOpen(_)), Key::WorkbookLeftHalf) }
                                { why(&|why| matches!(why, WhyLeft::NotApplicableForbidden), Key::WorkbookLeftForbidden) }
                                { why(&|why| matches!(why, WhyLeft::NotAtThisLevel), Key::WorkbookLeftLevel) }
                            </ul>
                        </div>
                    }
                    if !filled.not_worked_out.is_empty() { <p class="note">{ words.counted(Key::WorkbookNotWorkedOut, filled.not_worked_out.len() as u64) }</p> }
                    <p><button type="button" class="button button-main" onclick={save}>{ words.get(Key::WorkbookFill) }</button></p>
                </>
            }
        }
    };
    html! {
        <section class="card stack" aria-labelledby="workbook-fill">
            <h2 id="workbook-fill">{ words.get(Key::WorkbookFillTitle) }</h2>
            <p>{ words.get(Key::WorkbookFillText) }</p>
            { completed }
            { result }
        </section>
    }
}

fn fill_failure(bench: &Bench, error: &FillError) -> AttrValue {
    let words = &bench.words;
    match error {
        FillError::NotThisWorkbook(reason) => refusal(bench, reason),
        FillError::WhichLevel(_) => words.get(Key::WorkbookLevel),
        FillError::NoSuchLevel { wanted, .. } => {
            words.fill(Key::WorkbookNoLevel, &[("level", &words.get(scored_key(*wanted)))])
        }
        FillError::NothingToFill(framework) => {
            words.fill(Key::WorkbookNothingToFill, &[("framework", &framework_name(framework))])
        }
        FillError::FormulaInTheWay(cell) | FillError::NoSuchCell(cell) => {
            words.fill(Key::WorkbookCellInTheWay, &[("cell", &cell.to_string())])
        }
        FillError::UnknownFormula(cell) => words.fill(Key::WorkbookUnknownFormula, &[("cell", &cell.to_string())]),
        FillError::RemarkTooLong { cell, .. } => words.fill(Key::WorkbookRemarkTooLong, &[("cell", &cell.to_string())]),
        FillError::NoCompletionCell => words.get(Key::WorkbookNoCompletion),
        FillError::Damaged => words.get(Key::WorkbookNotAWorkbook),
    }
}

/// The answers on the table as the workbook counts them, beside the published method, cell by cell.
fn ledgers(bench: &Bench, file: &Chosen, filled: Option<Filled>) -> Html {
    let words = &bench.words;
    let found = filled.and_then(|filled| explain(&filled.bytes, file.level, &*bench.content).ok().flatten());
    let Some(explanation) = found else { return Html::default() };
    html! {
        <section class="stack" aria-labelledby="workbook-ledgers">
            <h2 id="workbook-ledgers">{ words.get(Key::WorkbookLedgers) }</h2>
            <p>{ words.get(Key::WorkbookLedgersText) }</p>
            <p class="row">{ verdict(bench, Key::WorkbookByMethod, explanation.by_method) }{ verdict(bench, Key::WorkbookByFile, explanation.by_workbook) }</p>
            { partings(bench, &explanation) }
        </section>
    }
}

fn verdict(bench: &Bench, whose: Key, gate: Gate) -> Html {
    html! { <span class="row"><span>{ bench.words.get(whose) }</span>{ gate_tag(bench, gate) }</span> }
}

fn gate_tag(bench: &Bench, gate: Gate) -> Html {
    let (standing, key) = match gate {
        Gate::Open => (Standing::Met, Key::GateOpen),
        Gate::Closed => (Standing::Short, Key::GateClosed),
        Gate::Unknown => (Standing::Unknown, Key::GateUnknown),
    };
    status_tag(standing, bench.words.get(key))
}

fn partings(bench: &Bench, explanation: &Explanation) -> Html {
    let words = &bench.words;
    if explanation.partings.is_empty() {
        return html! { <p class="note note-met">{ words.get(Key::WorkbookAgree) }</p> };
    }
    // Four places: a difference may be smaller than what the other pages show.
    let said = |maturity: Maturity| format::number(words.language(), maturity.to_f64(), 4);
    let shown = |shown: &Shown| match shown {
        Shown::Figure(figure) => said(*figure),
        Shown::NoFigure(text) => text.clone(),
        Shown::Nothing => "–".to_owned(),
    };
    let ids = |ids: &[RequirementId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let row = |parting: &Parting| {
        let figure = match &parting.figure {
            Figure::Category(id) => id.to_string(),
            Figure::KeyMeasure(id) => id.to_string(),
            Figure::Total => words.get(Key::WorkbookTotal).to_string(),
        };
        let cause = |cause: &belfry_exchange::workbook::Cause| {
            let cell = cause.cell.to_string();
            let text = match (&cause.deviation, &cause.slip) {
                (Some(deviation), _) => words.law(&format!("deviation.{deviation}")),
                (None, Slip::Merges(groups)) => words.fill(Key::WorkbookSlipMerges, &[("groups", &groups.join(", "))]),
                (None, Slip::LeavesOut(left)) => words.fill(Key::WorkbookSlipLeaves, &[("requirements", &ids(left))]),
                (None, Slip::Splits(group)) => words.fill(Key::WorkbookSlipSplits, &[("group", group)]),
                (None, Slip::ShowsOtherwise(both)) => words.fill(
                    Key::WorkbookSlipShows,
                    &[("workbook", &shown(&both.workbook)), ("method", &said(both.method))],
                ),
            };
            let half = words.get(half_key(cause.dimension));
            html! { <li><code>{ cell }</code>{ " " }{ words.fill(Key::WorkbookCause, &[("half", &half), ("cause", &text)]) }</li> }
        };
        html! {
            <tr key={figure.clone()}>
                <th scope="row">{ figure }<br /><code class="small">{ parting.cell.as_ref().map(ToString::to_string).unwrap_or_default() }</code></th>
                <td class="number">{ said(parting.maturity.method) }</td>
                <td class="number">{ shown(&parting.maturity.workbook) }</td>
                <td>{ if parting.gate.is_some() { html! { <>{ gate_tag(bench, parting.method_gate) }<br />{ gate_tag(bench, parting.workbook_gate) }</> } } else { Html::default() } }</td>
                <td><ul>{ for parting.causes.iter().map(cause) }</ul></td>
            </tr>
        }
    };
    let headings =
        [Key::WorkbookFigure, Key::WorkbookByMethod, Key::WorkbookByFile, Key::WorkbookGates, Key::WorkbookCells];
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label={words.get(Key::WorkbookLedgers)}>
            <table class="figures">
                <thead><tr>{ for headings.into_iter().map(|key| html! { <th scope="col">{ words.get(key) }</th> }) }</tr></thead>
                <tbody>{ for explanation.partings.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
