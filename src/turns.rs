//! Whose turn it is to write, when a dossier is open in more than one place: one tab writes, the others look on, follow, or
//! go on with a copy. Only what every page needs stands here; the agreement between tabs is in `pages/tabs.rs`.

use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsValue, closure::Closure};

/// Who writes the dossier on the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// This tab.
    #[default]
    Ours,
    /// This tab, as soon as the other has let go.
    Taking,
    /// Another tab. The next change here goes on as a copy.
    Theirs,
    /// Another tab, and what it writes shows here. The next change here takes the turn.
    Following,
}

/// What to do with a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is made.
    Goes,
    /// It is made in a copy.
    Forks,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// What has not been written yet.
    Waiting,
    /// What lies on the table, in any case.
    Everything,
}

/// What writes the draft.
#[derive(Clone)]
pub struct Keeper {
    /// Writes now.
    pub flush: Rc<dyn Fn(Which)>,
    /// Whether everything on the table was written.
    pub is_done: Rc<dyn Fn() -> bool>,
}

/// Hears what was written: the text before, and the text now.
pub type Written = Rc<dyn Fn(Option<&str>, &str)>;

/// What agrees with the other tabs.
#[derive(Clone)]
pub struct Agreement {
    /// Takes the turn.
    pub take: Rc<dyn Fn()>,
    /// Hears what was written.
    pub written: Written,
}

/// The turn, and who wants to hear of it. Cheap to clone; equal only to itself.
#[derive(Clone, Default)]
pub struct Turns(Rc<RefCell<State>>);

/// What a function of JavaScript answers when it is called once.
pub type Answer = Box<dyn FnOnce(JsValue) -> JsValue>;

struct State {
    turn: Turn,
    /// Makes such a function. Held here because wasm-bindgen sees only the closures that the first module can reach, and
    /// the only one that asks for this kind is behind the seam.
    answering: fn(Answer) -> JsValue,
    keeper: Option<Keeper>,
    agreement: Option<Agreement>,
    /// The draft that is watched, and its text as this tab last wrote or saw it.
    seen: Option<(Rc<str>, Option<String>)>,
    /// The draft that another tab goes on with, after this one forked from it.
    left: Option<Rc<str>>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            turn: Turn::default(),
            answering: |answer| Closure::once_into_js(answer),
            keeper: None,
            agreement: None,
            seen: None,
            left: None,
        }
    }
}

impl PartialEq for Turns {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Turns {
    /// Whose turn it is.
    pub fn turn(&self) -> Turn {
        self.0.borrow().turn
    }

    /// It is somebody's turn from now on.
    pub fn set(&self, turn: Turn) {
        self.0.borrow_mut().turn = turn;
    }

    fn keeper(&self) -> Option<Keeper> {
        self.0.borrow().keeper.clone()
    }

    /// Writes what lies on the table.
    pub fn flush(&self, which: Which) {
        if let Some(keeper) = self.keeper() {
            (keeper.flush)(which);
        }
    }

    /// Whether everything on the table was written.
    pub fn is_done(&self) -> bool {
        self.keeper().is_none_or(|keeper| (keeper.is_done)())
    }

    /// The user is about to change something.
    pub fn before_change(&self) -> Change {
        match self.turn() {
            Turn::Ours | Turn::Taking => Change::Goes,
            // The copy is this tab's own.
            Turn::Theirs => Change::Forks,
            Turn::Following => {
                self.set(Turn::Taking);
                let agreement = self.0.borrow().agreement.clone();
                if let Some(agreement) = agreement {
                    (agreement.take)();
                }
                Change::Goes
            }
        }
    }

    /// What the draft was when this tab last wrote or saw it; nothing for a draft that is not watched.
    pub fn seen(&self, id: &str) -> Option<Option<String>> {
        self.0.borrow().seen.as_ref().filter(|(name, _)| **name == *id).map(|(_, text)| text.clone())
    }

    /// The draft is watched from now on, or was seen anew.
    pub fn note_seen(&self, id: &Rc<str>, text: Option<String>) {
        let mut state = self.0.borrow_mut();
        state.seen = Some((id.clone(), text));
        state.left.take_if(|left| left == id);
    }

    /// What stands here goes on as a copy: the draft itself is another tab's, until it is opened again.
    pub fn leave(&self, id: &str) {
        self.0.borrow_mut().left = Some(id.into());
    }

    /// Whether the draft may be written here.
    pub fn is_ours(&self, id: &str) -> bool {
        let state = self.0.borrow();
        state.turn == Turn::Ours && state.left.as_deref() != Some(id)
    }

    /// A draft was written.
    pub fn note_written(&self, id: &Rc<str>, text: &str) {
        let Some(before) = self.seen(id) else { return };
        self.note_seen(id, Some(text.to_owned()));
        let agreement = self.0.borrow().agreement.clone();
        if let Some(agreement) = agreement {
            (agreement.written)(before.as_deref(), text);
        }
    }

    /// A function of JavaScript that answers once.
    pub fn answering(&self, answer: Answer) -> JsValue {
        let make = self.0.borrow().answering;
        make(answer)
    }

    /// How tabs agree from now on.
    pub fn agree(&self, agreement: Option<Agreement>) {
        self.0.borrow_mut().agreement = agreement;
    }

    /// What writes the draft from now on; `None` when the app goes, or the two would hold on to each other.
    pub fn kept_by(&self, keeper: Option<Keeper>) {
        self.0.borrow_mut().keeper = keeper;
    }
}
