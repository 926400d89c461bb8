//! Dossiers out of files, read beside the one on the table: nothing is kept of them beyond the page.

use crate::{
    desk::{Desk, Shared},
    key::Key,
    pages::opening::{LARGEST, open_failure},
    rooms::catalogue,
};
use belfry_content::Content;
use belfry_dossier::{
    Dossier,
    open::{OpenError, open_dated},
};
use belfry_engine::{classification::classify, date::Date, level::AssuranceLevel, report::advice};
use web_sys::File;
use yew::AttrValue;

/// Why a file is not among those that were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is larger than any dossier.
    TooLarge,
    /// It is under a passphrase.
    Sealed,
    /// It is a copy with questions for somebody: it holds their answers alone.
    Questions,
    /// Something is wrong with it.
    Wrong(OpenError),
}

impl Refusal {
    /// The same in words.
    pub fn said(&self, desk: &Desk) -> AttrValue {
        match self {
            Self::TooLarge => desk.words.get(Key::OpenTooLarge),
            Self::Sealed => desk.words.get(Key::PortfolioSealed),
            Self::Questions => desk.words.get(Key::PortfolioQuestions),
            Self::Wrong(error) => open_failure(desk, error),
        }
    }
}

/// Reads a dossier, with the day on which it was saved where the file says so.
///
/// # Errors
/// Why it cannot be read, or does not count.
pub async fn read(file: &File, content: &Shared<Content>) -> Result<(Dossier, Option<Date>), Refusal> {
    if file.size() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    let Ok(buffer) = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await else {
        return Err(Refusal::Wrong(OpenError::Unreachable));
    };
    match open_dated(&js_sys::Uint8Array::new(&buffer).to_vec(), &**content) {
        Ok((dossier, _)) if dossier.request.is_some() => Err(Refusal::Questions),
        Ok(found) => Ok(found),
        Err(OpenError::Sealed) => Err(Refusal::Sealed),
        Err(error) => Err(Refusal::Wrong(error)),
    }
}

/// The level that a dossier aims for.
pub fn level_of(dossier: &Dossier, content: &Content) -> AssuranceLevel {
    let catalogue = catalogue(content, dossier);
    let case = dossier.case(&content.law, catalogue);
    let classification = case.entity.as_ref().map(|entity| classify(entity, &content.law));
    advice(&case, &content.facts(catalogue), classification.as_ref()).target
}
