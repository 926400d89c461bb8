//! The tools beside the assessment: ISO 27001, the matrix of schemes, the calendar, incidents, suppliers, evidence. The site
//! ships them as a third Wasm module, with data and words of its own, fetched when one of them is opened. This file is the
//! seam: everything behind [`Toolbox`] is in the third module. Why: `docs/decisions/0022-the-tools.md`.

use crate::{
    address::Tool,
    desk::{Shared, Study},
    later::Missing,
};
use belfry_content::Content;
use std::cell::RefCell;
use yew::Html;

/// What the third module does.
pub trait Toolbox {
    /// One of the tools.
    fn page(&self, desk: &Study, tool: &Tool) -> Html;
}

thread_local! {
    /// One for the page, however many apps stand in it: it holds facts only.
    static HERE: RefCell<Option<Shared<dyn Toolbox>>> = const { RefCell::new(None) };
}

/// The third module; fetched at the first call, and again at a later call when that failed.
///
/// # Errors
/// It could not be fetched, or its data is faulty.
pub async fn arrive(content: &Shared<Content>) -> Result<Shared<dyn Toolbox>, Missing> {
    if let Some(here) = HERE.with_borrow(Clone::clone) {
        return Ok(here);
    }
    let toolbox = module::toolbox(content.clone()).await?;
    HERE.set(Some(toolbox.clone()));
    Ok(toolbox)
}

/// The split point itself. Both sides of the call are compiled in one go, so Rust's own types may cross it.
#[cfg(feature = "split")]
mod module {
    use super::Toolbox;
    use crate::{desk::Shared, later::Missing};
    use belfry_content::Content;
    use wasm_split_helpers::wasm_split;

    #[wasm_split(tools, fallible)]
    pub fn toolbox(content: Shared<Content>) -> Result<Shared<dyn Toolbox>, Missing> {
        crate::tools::toolbox(&content)
    }
}

#[cfg(not(feature = "split"))]
mod module {
    use super::Toolbox;
    use crate::{desk::Shared, later::Missing};
    use belfry_content::Content;

    pub async fn toolbox(content: Shared<Content>) -> Result<Shared<dyn Toolbox>, Missing> {
        crate::tools::toolbox(&content)
    }
}
