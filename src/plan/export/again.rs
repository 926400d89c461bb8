//! What Belfry wrote, opened again: it comes as a dossier of its own, after the user saw what is in it.

use crate::{
    address::Tool,
    desk::{Desk, Locked, Shared},
    key::Key,
    later::arrive,
    pages::{
        levels::framework_name,
        opening::{open_failure, put_on_the_table},
    },
    tools::bench::{Bench, BenchProps},
};
use belfry_dossier::open::OpenError;
use belfry_engine::answer::Answer;
use belfry_exchange::export::read::{Held, Opened, ReadError, read};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The largest file that is read at all, in bytes: what other files are held to.
const LARGEST: f64 = 20_000_000.0;

/// What became of the file that was chosen.
#[derive(Clone, PartialEq)]
enum Chosen {
    /// None was, or it is done with.
    None,
    /// It was read.
    Read(AttrValue, Shared<Opened>),
    /// It was not, and why.
    Refused(AttrValue, Refusal),
}

#[derive(Clone, PartialEq)]
enum Refusal {
    TooLarge,
    Misread(Shared<ReadError>),
}

/// A field for the file, and what came.
#[component]
pub fn OpenAgain(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let chosen = use_state(|| Chosen::None);
    let onchange = {
        let (chosen, bench) = (chosen.clone(), bench.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let name = AttrValue::from(file.name());
            if file.size() > LARGEST {
                return chosen.set(Chosen::Refused(name, Refusal::TooLarge));
            }
            let (chosen, bench) = (chosen.clone(), bench.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await;
                // The same file can be chosen again after a mend.
                input.set_value("");
                let bytes = buffer.map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec());
                let read = match &bytes {
                    Ok(bytes) => read(bytes, &*bench.content),
                    Err(_) => Err(ReadError::Open(OpenError::Unreachable)),
                };
                chosen.set(match (read, bytes) {
                    (Ok(opened), _) => Chosen::Read(name, Shared::new(opened)),
                    (Err(ReadError::Open(OpenError::Sealed)), Ok(bytes)) => {
                        bench.unlock.emit(Some(Shared::new(Locked { id: None, bytes })));
                        Chosen::None
                    }
                    (Err(error), _) => Chosen::Refused(name, Refusal::Misread(Shared::new(error))),
                });
            });
        })
    };
    let leave = {
        let chosen = chosen.clone();
        Callback::from(move |_: MouseEvent| chosen.set(Chosen::None))
    };
    let outcome = match &*chosen {
        Chosen::None => Html::default(),
        Chosen::Read(name, opened) => came(bench, name, opened, leave),
        Chosen::Refused(name, refusal) => html! {
            <div class="note note-short stack-tight" role="alert">
                <p><strong>{ name }</strong></p>
                { refused(bench, refusal) }
            </div>
        },
    };
    html! {
        <section class="stack" aria-labelledby="export-again">
            <h2 id="export-again">{ words.get(Key::ExportAgainTitle) }</h2>
            <p>{ words.get(Key::ExportAgainLead) }</p>
            <p><span class="open-file">
                <label class="button" for="export-file">{ words.get(Key::ExportAgainChoose) }
                    <input id="export-file" type="file" accept=".json,.xlsx" class="unseen" {onchange} />
                </label>
            </span></p>
            { outcome }
        </section>
    }
}

/// What is in the file, what is not, and the button that puts it on the table.
fn came(bench: &Bench, file: &AttrValue, opened: &Shared<Opened>, leave: Callback<MouseEvent>) -> Html {
    let words = &bench.words;
    let dossier = &opened.dossier;
    let name = dossier.name.trim();
    let name = if name.is_empty() { words.get(Key::DossierUnnamed) } else { name.to_owned().into() };
    let records = dossier.assessments.get(&dossier.framework).map(|all| all.records.iter());
    let answers = records.into_iter().flatten().filter(|(_, record)| record.answer() != Answer::Open).count();
    let places = [("name", &*name), ("framework", &framework_name(&dossier.framework))];
    let take = {
        let (desk, opened) = (bench.desk.clone(), opened.clone());
        Callback::from(move |_: MouseEvent| {
            let (desk, opened): (Desk, _) = (desk.clone(), opened.clone());
            wasm_bindgen_futures::spawn_local(async move {
                // It is here: this page came through it.
                if let Ok(later) = arrive(&desk.law).await {
                    put_on_the_table(&desk, &*later, opened.dossier.clone(), None);
                }
            });
        })
    };
    html! {
        <div class="card stack" role="group" aria-labelledby="export-came">
            <h3 id="export-came">{ file }</h3>
            <p role="status">{ words.counted_fill(Key::ExportAgainCame, answers as u64, &places) }</p>
            if opened.held == Held::Answers { <p>{ words.get(Key::ExportAgainAnswers) }</p> }
            if !opened.cut.is_empty() {
                <div class="note note-uncertain stack-tight">
                    <p>{ words.get(Key::ExportAgainCut) }</p>
                    <ul>{ for opened.cut.iter().map(|cut| html! { <li>{ cut_text(bench, cut) }</li> }) }</ul>
                </div>
            }
            <p class="row">
                <button type="button" class="button button-main" onclick={take}>{ words.get(Key::ExportAgainTake) }</button>
                <button type="button" class="button" onclick={leave}>{ words.get(Key::ExportAgainLeave) }</button>
            </p>
        </div>
    }
}

/// A text that the file holds only in part: the requirement, and which of its texts.
fn cut_text(bench: &Bench, cut: &str) -> String {
    let (requirement, field) = cut.split_once(' ').unwrap_or(("", cut));
    let field = match field {
        "name" => bench.words.get(Key::ExportCutName),
        "justification" => bench.words.get(Key::ExportCutJustification),
        "note" => bench.words.get(Key::ExportCutNote),
        "owner" => bench.words.get(Key::ExportCutOwner),
        other => other.to_owned().into(),
    };
    format!("{requirement} {field}").trim().to_owned()
}

/// Why a file was refused, and what to do. Nothing was changed in any of these cases.
fn refused(bench: &Bench, refusal: &Refusal) -> Html {
    let words = &bench.words;
    let text = match refusal {
        Refusal::TooLarge => words.get(Key::OpenTooLarge),
        Refusal::Misread(error) => match &**error {
            ReadError::NotOurs => {
                return html! { <p>{ words.get(Key::ExportAgainNotOurs) }{ " " }{ bench.tool_link(Tool::Workbook) }</p> };
            }
            ReadError::NoColumn(name) => words.fill(Key::ExportAgainNoColumn, &[("column", name)]),
            ReadError::Twice(requirement) => words.fill(Key::ExportAgainTwice, &[("requirement", requirement)]),
            ReadError::Open(error) => open_failure(bench, error),
        },
    };
    html! { <p>{ text }</p> }
}
