//! The page around the app: how it reaches in, and what it is told. The site uses none of this; an element in
//! somebody's page does. Names and details here are a contract: `docs/embedding.md`.

use crate::{
    address::Route,
    browser,
    desk::{Desk, Shared},
    language::Language,
    later::{Later, Standing},
    state::Message,
};
use belfry_dossier::{open::OpenError, save::save};
use std::{cell::RefCell, rc::Rc};
use yew::Callback;

/// What happened, for the page around the app.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// The app stands and can be used.
    Ready,
    /// The law's answer is there, or another than before.
    Classified(Standing),
    /// The score is another than before.
    Scored(Standing),
    /// Every question of the level is answered.
    Completed(Standing),
}

/// The line between the app and the page around it. Cheap to clone; equal only to itself.
#[derive(Clone, Default)]
pub struct Remote(Rc<Line>);

#[derive(Default)]
struct Line {
    tell: Callback<Happening>,
    now: RefCell<Option<Now>>,
    told: RefCell<Option<Standing>>,
}

/// What lies on the table, and the second module once it is there.
type Now = (Desk, Option<Shared<dyn Later>>);

impl PartialEq for Remote {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Why a dossier was not put on the table.
#[derive(Clone, Debug, PartialEq)]
pub enum NotOpened {
    /// The app is not ready yet.
    NotReady,
    /// What is wrong with the dossier.
    Wrong(OpenError),
}

impl Remote {
    /// A line that tells `tell` what happens.
    pub fn telling(tell: Callback<Happening>) -> Self {
        Self(Rc::new(Line { tell, ..Line::default() }))
    }

    /// What lies on the table now; the app calls it at every change.
    pub(crate) fn follow(&self, desk: &Desk, later: Option<&Shared<dyn Later>>) {
        let standing = desk.findings.as_ref().map(|findings| findings.standing());
        let was_ready = self.0.now.borrow().as_ref().is_some_and(|(_, later)| later.is_some());
        *self.0.now.borrow_mut() = Some((desk.clone(), later.cloned()));
        if later.is_some() && !was_ready {
            self.0.tell.emit(Happening::Ready);
        }
        let Some(standing) = standing else { return };
        let before = self.0.told.replace(Some(standing.clone()));
        let differs = |part: fn(&Standing) -> Standing| before.as_ref().map(part) != Some(part(&standing));
        if standing.status.is_some() && differs(Standing::of_the_law) {
            self.0.tell.emit(Happening::Classified(standing.clone()));
        }
        if standing.total.is_some() && differs(Standing::of_the_score) {
            self.0.tell.emit(Happening::Scored(standing.clone()));
        }
        let complete = |standing: &Standing| standing.counts.is_complete();
        if complete(&standing) && !before.as_ref().is_some_and(complete) {
            self.0.tell.emit(Happening::Completed(standing));
        }
    }

    /// The app is gone.
    pub(crate) fn let_go(&self) {
        *self.0.now.borrow_mut() = None;
    }

    fn desk(&self) -> Option<Desk> {
        self.0.now.borrow().as_ref().map(|(desk, _)| desk.clone())
    }

    /// The dossier on the table, as a file holds it; `None` before the app stands.
    pub fn dossier(&self) -> Option<String> {
        self.desk().map(|desk| save(&desk.view.dossier, &browser::now()))
    }

    /// Puts a saved dossier on the table. What lay there stays among the drafts.
    ///
    /// # Errors
    /// The app is not ready, or what is wrong with the dossier: nothing has changed then.
    pub fn open(&self, text: &str) -> Result<(), NotOpened> {
        let now = self.0.now.borrow().clone();
        let Some((desk, Some(later))) = now else { return Err(NotOpened::NotReady) };
        let dossier = later.open(text.as_bytes()).map_err(NotOpened::Wrong)?;
        desk.send.emit(Message::Open { id: browser::fresh_id().into(), dossier: Box::new(dossier) });
        Ok(())
    }

    /// Puts a fresh dossier on the table. What lay there stays among the drafts.
    pub fn reset(&self) {
        if let Some(desk) = self.desk() {
            let dossier = Box::new(desk.surroundings.wishes.dossier());
            desk.send.emit(Message::Open { id: browser::fresh_id().into(), dossier });
        }
    }

    /// Goes to the page at a path, for example `/results`.
    pub fn go_to(&self, path: &str) {
        if let Some(desk) = self.desk() {
            desk.surroundings.address.go(&Route::parse(path));
        }
    }

    /// Speaks another language.
    pub fn speak(&self, language: Language) {
        if let Some(desk) = self.desk() {
            desk.speak.emit(language);
        }
    }
}
