//! Files for other programs, and a report: what each is for, a button that makes it here and saves it, and the way back.

mod again;
mod formats;
mod sheet;

use super::{
    circumstances::{circumstances, tasks},
    table::{Table, head},
};
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
    tools::bench::Bench,
    words::{NoWords, fetch_file},
};
use again::OpenAgain;
use belfry_content::Content;
use belfry_dossier::redact::Extent;
use belfry_engine::schedule::schedule;
use belfry_exchange::export::{
    Subject,
    read::Held,
    texts::{Files, Texts},
};
use formats::{FORMATS, Format, Reader};
use sheet::Report;
use std::rc::Rc;
use yew::prelude::*;

/// The page.
pub fn page(table: &Table) -> Html {
    html! { <Export table={table.clone()} /> }
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

/// What the page shows.
#[derive(Clone, Copy, PartialEq)]
enum View {
    /// What can be made.
    Files,
    /// The report, to print.
    Sheet,
}

/// The id of what makes the report to print.
const SHEET: &str = "sheet";

/// What the cards work with.
struct Desktop<'page> {
    table: &'page Table,
    bench: &'page Bench,
    /// The language of the files.
    language: Language,
    /// How much of the dossier a report tells.
    extent: UseStateHandle<Extent>,
    /// The words of the files, in the language for which they were fetched last.
    texts: UseStateHandle<Option<(Language, Shared<Texts>)>>,
    stage: UseStateHandle<Stage>,
    view: UseStateHandle<View>,
}

#[derive(Properties, PartialEq)]
struct ExportProps {
    table: Table,
}

#[component]
fn Export(props: &ExportProps) -> Html {
    let table = &props.table;
    let bench = &table.bench;
    let words = &bench.words;
    let chosen = use_state(|| None::<Language>);
    let language = chosen.unwrap_or(words.language());
    let desktop = Desktop {
        table,
        bench,
        language,
        extent: use_state(|| Extent::Whole),
        texts: use_state(|| None),
        stage: use_state(|| Stage::Quiet),
        view: use_state(|| View::Files),
    };
    // Who comes back from the report finds the place again.
    let former = use_mut_ref(|| View::Files);
    let root = bench.surroundings.root.clone();
    use_effect_with(*desktop.view, move |view| {
        if (former.replace(*view), *view) == (View::Sheet, View::Files) {
            browser::focus(&root, &format!("#save-{SHEET}"));
        }
    });
    if let (View::Sheet, Some((_, texts))) = (*desktop.view, &*desktop.texts) {
        let view = desktop.view.clone();
        let back = Callback::from(move |_: MouseEvent| view.set(View::Files));
        return html! { <Report bench={bench.clone()} texts={texts.clone()} extent={*desktop.extent} {back} /> };
    }
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
        let files = FORMATS.iter().filter(|format| format.reader == reader).map(|format| self.file(format));
        html! {
            <section class="stack" aria-labelledby={id.clone()}>
                <h2 {id}>{ words.get(reader.title()) }</h2>
                if reader == Reader::Board { { self.extents() } }
                <ul role="list" class="cards">
                    if reader == Reader::Board { { self.printed() } }
                    { for files }
                    if reader == Reader::Auditor { { self.official() } }
                </ul>
            </section>
        }
    }

    /// Whether a report names names.
    fn extents(&self) -> Html {
        let words = &self.bench.words;
        let option = |extent: Extent, key: Key| (AttrValue::from(extent.code()), words.get(key));
        let options = vec![option(Extent::Whole, Key::ExportWhole), option(Extent::Redacted, Key::ExportRedacted)];
        let extent = self.extent.clone();
        let list = select(Select {
            id: "export-extent".into(),
            label: words.get(Key::ExportExtent),
            label_place: LabelPlace::Shown,
            options,
            value: self.extent.code().into(),
            onchange: Callback::from(move |code: AttrValue| extent.set(Extent::from_code(&code).unwrap_or(*extent))),
        });
        html! {
            <>
                <div class="export-settings">{ list }</div>
                if *self.extent == Extent::Redacted { <p class="small soft">{ words.get(Key::ExportRedactedText) }</p> }
            </>
        }
    }

    /// The card of a format.
    fn file(&self, format: &'static Format) -> Html {
        let words = &self.bench.words;
        let again = format.reopens.map(|held| match held {
            Held::Everything => Key::ExportReopens,
            Held::Answers => Key::ExportReopensAnswers,
        });
        let save = {
            let (table, extent) = (self.table.clone(), *self.extent);
            self.needing(format.id, Rc::new(move |texts| save(&table, format, texts, extent)))
        };
        let label = words.fill(Key::ExportSave, &[("kind", format.extension())]);
        self.card(format.id, [format.title, format.text], again, label, save)
    }

    /// The report as a page to print.
    fn printed(&self) -> Html {
        let view = self.view.clone();
        let show = self.needing(SHEET, Rc::new(move |_| view.set(View::Sheet)));
        let label = self.bench.words.get(Key::ExportShow);
        self.card(SHEET, [Key::ExportSheetTitle, Key::ExportSheetText], None, label, show)
    }

    /// What something is for, and the button that makes it.
    fn card(
        &self,
        id: &'static str,
        [title, text]: [Key; 2],
        more: Option<Key>,
        label: AttrValue,
        onclick: Callback<MouseEvent>,
    ) -> Html {
        let words = &self.bench.words;
        let title = words.get(title);
        let name = format!("{label}: {title}");
        let making = *self.stage == Stage::Making(id);
        html! {
            <li class="card stack" key={id}>
                <h3>{ title }</h3>
                <p>{ words.get(text) }</p>
                if let Some(key) = more { <p class="small soft">{ words.get(key) }</p> }
                <p role="status" class="small export-status">{ if making { words.get(Key::ExportMaking) } else { AttrValue::default() } }</p>
                if *self.stage == Stage::Failed(id) { <p class="note note-short" role="alert">{ words.get(Key::ExportFailed) }</p> }
                <button type="button" class="button" id={format!("save-{id}")} aria-label={name} aria-disabled={making.then_some("true")} {onclick}>{ label }</button>
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

    /// Does something with the words of exports; fetches them first, when they are not here.
    fn needing(&self, id: &'static str, then: Rc<dyn Fn(&Texts)>) -> Callback<MouseEvent> {
        let (bench, language) = (self.bench.clone(), self.language);
        let (texts, stage) = (self.texts.clone(), self.stage.clone());
        Callback::from(move |_: MouseEvent| {
            if let Stage::Making(_) = *stage {
                return;
            }
            if let Some((_, here)) = texts.as_ref().filter(|(here, _)| *here == language) {
                stage.set(Stage::Quiet);
                return then(here);
            }
            stage.set(Stage::Making(id));
            let (bench, texts, stage, then) = (bench.clone(), texts.clone(), stage.clone(), then.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match fetch(&bench.surroundings.library, language, &bench.content).await {
                    Ok(here) => {
                        let here = Shared::new(here);
                        texts.set(Some((language, here.clone())));
                        stage.set(Stage::Quiet);
                        then(&here);
                    }
                    Err(_) => stage.set(Stage::Failed(id)),
                }
            });
        })
    }
}

/// Offers the file to the user, of the moment. The name of a file without names names nobody.
fn save(table: &Table, format: &Format, texts: &Texts, wanted: Extent) {
    let bench = &table.bench;
    let plan = || schedule(&tasks(table), &circumstances(table), table.view.today);
    let bytes = about(bench, |subject| format.make(subject, texts, wanted, &plan, &table.plan.road));
    let organisation = match format.extent(wanted) {
        Extent::Whole => &*bench.view.dossier.name,
        Extent::Redacted => "",
    };
    let name = format!("{}{}", file_stem(organisation, &browser::now()), format.suffix);
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
