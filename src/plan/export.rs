//! Files for other programs, and a report: what each is for, a button that makes it here and saves it, and the way back.

mod again;
mod formats;

use super::table::{Table, head};
use crate::{
    address::{Route, Tool},
    browser,
    components::{
        link::{Place, link},
        select::{LabelPlace, Select, select},
    },
    desk::{Library, Shared},
    key::Key,
    language::Language,
    pages::dossiers::file_stem,
    tools::bench::{Bench, BenchProps},
    words::{NoWords, fetch_file},
};
use again::OpenAgain;
use belfry_content::Content;
use belfry_exchange::export::{
    Subject,
    read::Held,
    texts::{Files, Texts},
};
use formats::{FORMATS, Format, Reader};
use yew::prelude::*;

/// The page.
pub fn page(table: &Table) -> Html {
    html! { <Export bench={table.bench.clone()} /> }
}

/// What became of the file that was asked for last.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// Nothing was, or it was saved.
    Quiet,
    /// The words for it are on their way.
    Making(&'static str),
    /// They did not come.
    Failed(&'static str),
}

/// What the cards work with.
struct Desktop<'page> {
    bench: &'page Bench,
    /// The language of the files.
    language: Language,
    /// The words of the files, in the language for which they were fetched last.
    texts: UseStateHandle<Option<(Language, Shared<Texts>)>>,
    stage: UseStateHandle<Stage>,
}

#[component]
fn Export(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let chosen = use_state(|| None::<Language>);
    let texts = use_state(|| None);
    let stage = use_state(|| Stage::Quiet);
    let language = chosen.unwrap_or(words.language());
    let options = Language::ALL.map(|one| (AttrValue::from(one.code()), AttrValue::from(one.own_name())));
    let list = select(Select {
        id: "export-language".into(),
        label: words.get(Key::ExportLanguage),
        label_place: LabelPlace::Shown,
        options: options.into(),
        value: language.code().into(),
        onchange: Callback::from(move |code: AttrValue| chosen.set(Language::from_code(&code))),
    });
    let sealed = bench.surroundings.seals.of(&bench.id).is_some();
    let desktop = Desktop { bench, language, texts, stage };
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleExport, Key::ExportLead) }
            if sealed { <p class="note note-uncertain">{ words.get(Key::ExportUnsealed) }</p> }
            <div class="export-settings">{ list }</div>
            { for Reader::ALL.into_iter().map(|reader| desktop.section(reader)) }
            <OpenAgain bench={bench.clone()} />
        </div>
    }
}

impl Desktop<'_> {
    fn section(&self, reader: Reader) -> Html {
        let words = &self.bench.words;
        let id = format!("export-{}", reader.code());
        let cards = FORMATS.iter().filter(|format| format.reader == reader).map(|format| self.card(format));
        html! {
            <section class="stack" aria-labelledby={id.clone()}>
                <h2 {id}>{ words.get(reader.title()) }</h2>
                <ul role="list" class="cards">
                    { for cards }
                    if reader == Reader::Auditor { { self.official() } }
                </ul>
            </section>
        }
    }

    /// The card of a format.
    fn card(&self, format: &'static Format) -> Html {
        let words = &self.bench.words;
        let (title, save) = (words.get(format.title), words.fill(Key::ExportSave, &[("kind", format.extension())]));
        let name = format!("{save}: {title}");
        let again = format.reopens.map(|held| match held {
            Held::Everything => Key::ExportReopens,
            Held::Answers => Key::ExportReopensAnswers,
        });
        let making = *self.stage == Stage::Making(format.id);
        html! {
            <li class="card stack" key={format.id}>
                <h3>{ title }</h3>
                <p>{ words.get(format.text) }</p>
                if let Some(key) = again { <p class="small soft">{ words.get(key) }</p> }
                <p role="status" class="small export-status">{ if making { words.get(Key::ExportMaking) } else { AttrValue::default() } }</p>
                if *self.stage == Stage::Failed(format.id) { <p class="note note-short" role="alert">{ words.get(Key::ExportFailed) }</p> }
                <button type="button" class="button" id={format!("save-{}", format.id)} aria-label={name} aria-disabled={making.then_some("true")} onclick={self.saving(format)}>{ save }</button>
            </li>
        }
    }

    /// The official workbook has a page of its own: it fills the user's copy.
    fn official(&self) -> Html {
        let words = &self.bench.words;
        html! {
            <li class="card stack" key="official">
                <h3>{ words.get(Key::TitleWorkbook) }</h3>
                <p>{ words.get(Key::ExportOfficial) }</p>
                { link(self.bench, Route::Tools(Tool::Workbook), classes!("button"), Place::Elsewhere, html! { <>{ words.get(Key::TitleWorkbook) }</> }) }
            </li>
        }
    }

    /// Makes the file and saves it; fetches the words for it first, when they are not here.
    fn saving(&self, format: &'static Format) -> Callback<MouseEvent> {
        let (bench, language) = (self.bench.clone(), self.language);
        let (texts, stage) = (self.texts.clone(), self.stage.clone());
        Callback::from(move |_: MouseEvent| {
            if let Stage::Making(_) = *stage {
                return;
            }
            if let Some((_, words)) = texts.as_ref().filter(|(here, _)| *here == language) {
                stage.set(Stage::Quiet);
                return save(&bench, format, words);
            }
            stage.set(Stage::Making(format.id));
            let (bench, texts, stage) = (bench.clone(), texts.clone(), stage.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match fetch(&bench.surroundings.library, language, &bench.content).await {
                    Ok(words) => {
                        save(&bench, format, &words);
                        texts.set(Some((language, Shared::new(words))));
                        stage.set(Stage::Quiet);
                    }
                    Err(_) => stage.set(Stage::Failed(format.id)),
                }
            });
        })
    }
}

/// Offers the file to the user, of the moment.
fn save(bench: &Bench, format: &Format, words: &Texts) {
    let bytes = about(bench, |subject| (format.write)(subject, words));
    let name = format!("{}{}", file_stem(&bench.view.dossier.name, &browser::now()), format.suffix);
    browser::download_bytes(&name, format.kind, &bytes);
    bench.tell.emit(bench.words.fill(Key::ExportSaved, &[("name", &name)]));
}

/// What exports are made from: what lies on the table, and the report on screen.
fn about<T>(bench: &Bench, make: impl FnOnce(&Subject<'_>) -> T) -> T {
    let facts = bench.content.facts(bench.catalogue());
    let dues = bench.dues();
    make(&Subject {
        dossier: &bench.view.dossier,
        facts,
        report: &bench.report,
        dues: &dues,
        at: browser::this_minute(),
    })
}

/// The words of exports in a language.
async fn fetch(library: &Library, language: Language, content: &Content) -> Result<Texts, NoWords> {
    // All set out before any is waited for.
    let file = |name| fetch_file(library, language, name);
    let (exports, law, verdict) = (file("exports.json"), file("law.json"), file("verdict.json"));
    let (measures, schemes) = (file("measures.json"), file("schemes.json"));
    let (newest, older) = (file("cyfun-2025.json"), file("cyfun-2023.json"));
    let files = Files {
        exports: &exports.await?,
        law: &law.await?,
        verdict: &verdict.await?,
        measures: &measures.await?,
        schemes: &schemes.await?,
        newest: &newest.await?,
        older: &older.await?,
    };
    Texts::parse(&files, content.newest.succession.as_ref()).map_err(|error| NoWords(error.to_string()))
}
