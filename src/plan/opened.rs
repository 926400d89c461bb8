//! Dossiers out of files, read beside the one on the table: nothing is kept of them beyond the page.

use crate::{
    desk::{Desk, Shared},
    fingerprint::fingerprint,
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

/// What was read out of a file.
pub struct Opened {
    /// The dossier.
    pub dossier: Dossier,
    /// The day on which it was saved, where the file says so.
    pub saved_on: Option<Date>,
    /// Equal for files that hold the same.
    pub mark: u64,
}

/// Reads a dossier.
///
/// # Errors
/// Why it cannot be read, or does not count.
pub async fn read(file: &File, content: &Shared<Content>) -> Result<Opened, Refusal> {
    if file.size() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    let Ok(buffer) = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await else {
        return Err(Refusal::Wrong(OpenError::Unreachable));
    };
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    match open_dated(&bytes, &**content) {
        Ok((dossier, _)) if dossier.request.is_some() => Err(Refusal::Questions),
        Ok((dossier, saved_on)) => {
            let mark = fingerprint(std::str::from_utf8(&bytes).into_iter());
            Ok(Opened { dossier, saved_on, mark })
        }
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
