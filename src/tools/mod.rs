//! The third module from inside: the tools beside the assessment.

pub(crate) mod arrival;
mod audit;
pub(crate) mod bench;
mod board;
mod builder;
mod calendar;
mod check;
mod cover;
mod evidence;
mod files;
mod fill;
mod import;
mod incident;
mod iso;
mod matrix;
mod overview;
mod pages;
mod passport;
pub(crate) mod returns;
mod statement;
mod suppliers;
mod targets;
mod workbook;

use crate::{
    address::Tool,
    browser,
    desk::{Shared, Study},
    key::Key,
    later::Missing,
    pages::opening::open_failure,
    styles,
    toolbox::Toolbox,
};
use belfry_content::{Content, tools::Tools as Facts};
use belfry_dossier::{action::Action, open::OpenError, tools::Shelf};
use bench::Bench;
use std::rc::Rc;
use yew::prelude::*;

/// Everything behind the seam.
///
/// # Errors
/// Faulty data.
pub fn toolbox(content: &Content) -> Result<Shared<dyn Toolbox>, Missing> {
    let facts = Facts::load(content).map_err(Missing::Content)?;
    Ok(Shared::from(Rc::new(Workbench { facts: Shared::new(facts) }) as Rc<dyn Toolbox>))
}

/// The looks of the tools.
pub(crate) const LOOKS: &str = include_str!(concat!(env!("OUT_DIR"), "/tools.css"));

struct Workbench {
    facts: Shared<Facts>,
}

impl Toolbox for Workbench {
    fn page(&self, desk: &Study, tool: &Tool) -> Html {
        let entered = match desk.view.dossier.tools.read(&*desk.content) {
            Ok(entered) => entered,
            Err(error) => return unreadable(desk, &error),
        };
        let bench = Bench { study: desk.clone(), facts: self.facts.clone(), entered };
        styles::adopt(&desk.surroundings.root, LOOKS);
        match tool {
            Tool::Overview => overview::overview(&bench),
            Tool::Iso => iso::iso(&bench),
            Tool::Cover => cover::cover(&bench),
            Tool::Fill => fill::fill(&bench),
            Tool::Check => check::check(&bench),
            Tool::Pages => pages::pages(&bench),
            Tool::Matrix => html! { <matrix::Matrix {bench} /> },
            Tool::Evidence => html! { <evidence::Register {bench} /> },
            Tool::Calendar => html! { <calendar::Calendar key={desk.id.clone()} {bench} /> },
            Tool::Incident => html! { <incident::Helper {bench} /> },
            Tool::Suppliers => html! { <suppliers::Suppliers {bench} /> },
            Tool::Audit => html! { <audit::MockAudit {bench} /> },
            Tool::Returns => html! { <returns::Returns {bench} /> },
            Tool::Board => board::board(&bench),
            Tool::Workbook => html! { <workbook::Workbook {bench} /> },
            Tool::Builder => html! { <builder::Builder desk={bench.study} /> },
            Tool::Passport(letters) => html! { <passport::Received {bench} letters={letters.clone()} /> },
            // These lie in the other chest.
            Tool::Plan | Tool::Schedule | Tool::Costs | Tool::Compare | Tool::Portfolio | Tool::Export => {
                Html::default()
            }
        }
    }
}

/// What a file brought for the tools cannot be read: say what is wrong; it can be saved as it came, and the tools begun anew.
pub(crate) fn unreadable(desk: &Study, error: &OpenError) -> Html {
    let words = &desk.words;
    let original = desk.view.dossier.tools.saved().map(|saved| saved.to_string()).unwrap_or_default();
    let download =
        Callback::from(move |_: MouseEvent| browser::download("original.tools.json", "application/json", &original));
    let afresh = desk.acting(|_: MouseEvent| Action::Tools(Shelf::default(), String::new()));
    html! {
        <div class="page-narrow stack">
            <h1 tabindex="-1">{ words.get(Key::TitleTools) }</h1>
            <p class="note note-short" role="alert">{ open_failure(desk, error) }</p>
            <p>{ words.get(Key::ToolsUnreadable) }</p>
            <p class="row">
                <button type="button" class="button button-main" onclick={download}>{ words.get(Key::DossierDownloadOriginal) }</button>
                <button type="button" class="button button-danger" onclick={afresh}>{ words.get(Key::ToolsAfresh) }</button>
            </p>
        </div>
    }
}
