//! The tools beside the assessment, in two boxes, each a Wasm module with data and words of its own, fetched when something
//! in it is opened: ISO 27001, schemes, calendar, incidents, suppliers and evidence; and the plan with everything that leaves
//! Belfry. This file is the seam: everything behind [`Toolbox`] is in those modules. Why: `docs/decisions/0022-the-tools.md`.

use crate::{
    address::Tool,
    desk::{Shared, Study},
    language::Language,
    later::Missing,
    words::{self, NoWords, ToolWords},
};
use belfry_content::Content;
use std::cell::RefCell;
use yew::Html;

/// What such a module does.
pub trait Toolbox {
    /// One of the tools.
    fn page(&self, desk: &Study, tool: &Tool) -> Html;
}

/// Where a tool lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chest {
    /// The third module: what stands beside the assessment.
    Tools,
    /// The fourth: the plan, and what leaves Belfry.
    Plan,
}

impl Chest {
    /// Where this tool lies.
    pub const fn of(tool: &Tool) -> Self {
        match tool {
            Tool::Plan | Tool::Schedule | Tool::Costs | Tool::Compare | Tool::Portfolio | Tool::Export => Self::Plan,
            _ => Self::Tools,
        }
    }

    /// Its module; fetched at the first call, and again at a later call when that failed.
    ///
    /// # Errors
    /// It could not be fetched, or its data is faulty.
    pub async fn arrive(self, content: &Shared<Content>) -> Result<Shared<dyn Toolbox>, Missing> {
        let at = self as usize;
        if let Some(here) = HERE.with_borrow(|here| here.get(at).cloned().flatten()) {
            return Ok(here);
        }
        let toolbox = match self {
            Self::Tools => module::tools(content.clone()).await?,
            Self::Plan => module::plan(content.clone()).await?,
        };
        HERE.with_borrow_mut(|here| {
            if let Some(place) = here.get_mut(at) {
                *place = Some(toolbox.clone());
            }
        });
        Ok(toolbox)
    }

    /// Its words.
    ///
    /// # Errors
    /// No connection, no such file, or a file that cannot be read.
    pub async fn words(self, library: crate::desk::Library, language: Language) -> Result<ToolWords, NoWords> {
        match self {
            Self::Tools => words::fetch_tools(&library, language).await,
            Self::Plan => words::fetch_plan(&library, language).await,
        }
    }
}

thread_local! {
    /// One of each for the page, however many apps stand in it: they hold facts only.
    static HERE: RefCell<[Option<Shared<dyn Toolbox>>; 2]> = const { RefCell::new([None, None]) };
}

/// The split points themselves. Both sides of a call are compiled in one go, so Rust's own types may cross it.
#[cfg(feature = "split")]
mod module {
    use super::Toolbox;
    use crate::{desk::Shared, later::Missing};
    use belfry_content::Content;
    use wasm_split_helpers::wasm_split;

    #[wasm_split(tools, fallible)]
    pub fn tools(content: Shared<Content>) -> Result<Shared<dyn Toolbox>, Missing> {
        crate::tools::toolbox(&content)
    }

    #[wasm_split(plan, fallible)]
    pub fn plan(content: Shared<Content>) -> Result<Shared<dyn Toolbox>, Missing> {
        crate::plan::toolbox(&content)
    }
}

/// Whether the plan is in this build: the small single file does without.
pub const HAS_PLAN: bool = cfg!(feature = "plan");

#[cfg(not(feature = "split"))]
mod module {
    use super::Toolbox;
    use crate::{desk::Shared, later::Missing};
    use belfry_content::Content;

    pub async fn tools(content: Shared<Content>) -> Result<Shared<dyn Toolbox>, Missing> {
        crate::tools::toolbox(&content)
    }

    #[cfg(feature = "plan")]
    pub async fn plan(content: Shared<Content>) -> Result<Shared<dyn Toolbox>, Missing> {
        crate::plan::toolbox(&content)
    }

    /// Never asked for: see [`HAS_PLAN`](super::HAS_PLAN).
    #[cfg(not(feature = "plan"))]
    pub async fn plan(_: Shared<Content>) -> Result<Shared<dyn Toolbox>, Missing> {
        Err(Missing::Content(Vec::new()))
    }
}
