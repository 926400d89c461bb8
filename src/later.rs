//! What a first visit does not need: reading saved dossiers, frameworks, reports, and every page after the scope
//! questions. The site ships it as a second Wasm module, fetched as soon as the first page stands; elsewhere it is
//! simply there. This file is the seam between the two: everything behind [`Later`] is in the second module.
//! Why: `docs/decisions/0012-two-wasm-modules.md`.

use crate::{
    address::Route,
    desk::{Desk, Shared},
    samples::Sample,
    seal::Seal,
    storage::{Draft, Drafts},
    words::Words,
};
use belfry_content::fault::Fault;
use belfry_dossier::{Dossier, open::OpenError};
use belfry_engine::{
    classification::{Law, Status},
    date::Date,
    entity::Entity,
    level::AssuranceLevel,
};
use std::{cell::RefCell, fmt, rc::Rc};
use yew::{Callback, Html};

/// What the second module does.
pub trait Later {
    /// Reads a saved dossier.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    fn open(&self, bytes: &[u8]) -> Result<Dossier, OpenError>;

    /// The draft kept under a name, if there is one.
    fn load(&self, drafts: &Drafts, id: &str) -> Option<Draft>;

    /// The draft that was open last, if there is one.
    fn last(&self, drafts: &Drafts) -> Option<Draft>;

    /// The words, with those of the requirements of older frameworks.
    fn worded(&self, words: &Words) -> Words;

    /// A sample, filled in.
    fn sample(&self, sample: Sample, name: &str) -> Dossier;

    /// Closes a saved dossier with a seal; calls back with the sealed file, `None` when the browser could not.
    fn close(&self, seal: &Seal, text: String, closed: Callback<Option<String>>);

    /// Works out what follows from a dossier.
    fn findings(&self, dossier: &Dossier, entity: Option<&Entity>, today: Date) -> Rc<dyn Findings>;
}

/// What follows from a dossier, and the pages that show it.
pub trait Findings {
    /// How far the answers are.
    fn counts(&self) -> Counts;

    /// Where the organisation stands, in short: for the page around the app.
    fn standing(&self) -> Standing;

    /// A page after the scope questions.
    fn page(&self, desk: &Desk, route: &Route) -> Html;

    /// What stands above the page: the keys one press of `?` away, a dossier to unlock, a word on other tabs.
    fn over(&self, desk: &Desk) -> Html;
}

/// Where the organisation stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// What the law makes of it; `None` until the scope questions that matter are answered.
    pub status: Option<Status>,
    /// The level at hand.
    pub level: AssuranceLevel,
    /// The total so far, from 1 to 5; for showing, never for a gate.
    pub total: Option<f64>,
    /// Whether every gate of the level is passed.
    pub passed: bool,
    /// How far the answers are.
    pub counts: Counts,
}

impl Standing {
    /// Only what the law says.
    pub(crate) fn of_the_law(&self) -> Self {
        Self { level: AssuranceLevel::Small, total: None, passed: false, counts: Counts::default(), ..self.clone() }
    }

    /// Only the score.
    pub(crate) fn of_the_score(&self) -> Self {
        Self { status: None, counts: Counts::default(), ..self.clone() }
    }
}

/// How far the answers are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many requirements the level asks.
    pub asked: usize,
    /// How many of them are answered.
    pub answered: usize,
}

impl Counts {
    /// Whether every requirement of the level is answered.
    pub const fn is_complete(self) -> bool {
        self.asked > 0 && self.answered >= self.asked
    }
}

/// Why the second module is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It could not be fetched: no connection, perhaps.
    Fetch,
    /// The data in it is faulty. The tests see to it that it is not.
    Content(Vec<Fault>),
}

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fetch => formatter.write_str("the second module could not be fetched"),
            Self::Content(faults) => faults.iter().try_for_each(|fault| writeln!(formatter, "{fault}")),
        }
    }
}

thread_local! {
    /// One for the page, however many apps stand in it: it holds facts only.
    static HERE: RefCell<Option<Shared<dyn Later>>> = const { RefCell::new(None) };
}

/// The second module; fetched at the first call, and again at a later call when that failed.
///
/// # Errors
/// It could not be fetched, or its data is faulty.
pub async fn arrive(law: &Shared<Law>) -> Result<Shared<dyn Later>, Missing> {
    if let Some(here) = HERE.with_borrow(Clone::clone) {
        return Ok(here);
    }
    let later = module::later(law.clone()).await?;
    HERE.set(Some(later.clone()));
    Ok(later)
}

/// The split point itself. Both sides of the call are compiled in one go, so Rust's own types may cross it.
#[cfg(feature = "split")]
mod module {
    use super::{Later, Missing};
    use crate::desk::Shared;
    use belfry_engine::classification::Law;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    impl From<SplitLoaderError> for Missing {
        fn from(_: SplitLoaderError) -> Self {
            Self::Fetch
        }
    }

    #[wasm_split(later, fallible)]
    pub fn later(law: Shared<Law>) -> Result<Shared<dyn Later>, Missing> {
        crate::rooms::later(&law)
    }
}

#[cfg(not(feature = "split"))]
mod module {
    use super::{Later, Missing};
    use crate::desk::Shared;
    use belfry_engine::classification::Law;

    pub async fn later(law: Shared<Law>) -> Result<Shared<dyn Later>, Missing> {
        crate::rooms::later(&law)
    }
}
