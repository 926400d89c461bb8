//! The door to the tools: fetches their module and their words when one of them is opened, and hands on what lies on the
//! table.

use super::needs_words;
use crate::{
    address::Tool,
    components::frame::tool_title,
    desk::{Shared, Study},
    key::Key,
    toolbox::{Chest, HAS_PLAN, Toolbox},
    words::ToolWords,
};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// What the door needs.
#[derive(Properties, PartialEq)]
pub struct ToolPageProps {
    /// What lies on the table.
    pub desk: Study,
    /// Which tool.
    pub tool: Tool,
}

/// How long to wait before what could not be fetched is tried again, in milliseconds.
const AGAIN: u32 = 4000;

/// What came of fetching.
enum Door {
    Waiting,
    Failed,
    Open(Chest, Shared<dyn Toolbox>, Rc<ToolWords>),
}

/// One of the tools.
#[component]
pub fn ToolPage(props: &ToolPageProps) -> Html {
    let desk = &props.desk;
    let (spoken, chest) = (desk.words.language(), Chest::of(&props.tool));
    let door = use_state(|| Door::Waiting);
    let attempt = use_state(|| 0_usize);
    {
        let (door, attempt) = (door.clone(), attempt.clone());
        let (content, library) = (desk.content.clone(), desk.surroundings.library.clone());
        use_effect_with((chest, spoken, *attempt), move |(chest, language, tried)| {
            let (chest, language, tried) = (*chest, *language, *tried);
            if chest == Chest::Plan && !HAS_PLAN {
                return;
            }
            wasm_bindgen_futures::spawn_local(async move {
                let words = chest.words(library, language);
                let arrived = chest.arrive(&content).await;
                door.set(match (arrived, words.await) {
                    (Ok(toolbox), Ok(words)) => Door::Open(chest, toolbox, Rc::new(words)),
                    (Err(_), _) | (_, Err(_)) => {
                        Timeout::new(AGAIN, move || attempt.set(tried + 1)).forget();
                        Door::Failed
                    }
                });
            });
        });
    }
    if chest == Chest::Plan && !HAS_PLAN {
        return html! {
            <div class="page-narrow stack">
                <h1 tabindex="-1">{ desk.words.get(tool_title(&props.tool)) }</h1>
                <p>{ desk.words.get(Key::ToolsElsewhere) }</p>
            </div>
        };
    }
    match &*door {
        // While the words of another language travel, those that are here stay: what was being done on the page stays too.
        Door::Open(open, toolbox, tools) if *open == chest => {
            let mut study = desk.clone();
            study.desk.words = Shared::new(desk.words.with_tools(tools.clone()));
            toolbox.page(&study, &props.tool)
        }
        Door::Failed => html! {
            <div class="page-narrow stack" role="alert">
                <h1 tabindex="-1">{ desk.words.get(Key::TitleTools) }</h1>
                <p>{ desk.words.get(Key::ToolsMissing) }</p>
            </div>
        },
        Door::Waiting | Door::Open(..) => needs_words(desk),
    }
}
