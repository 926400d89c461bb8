//! The one document in the app, and what can happen to it. The whole of Yew's part in it.

use belfry_dossier::{Dossier, action::Action, history::History};
use std::rc::Rc;
use yew::Reducible;

/// The dossier that is open, with its undo history.
#[derive(Clone, Debug, PartialEq)]
pub struct Store {
    /// Under which name it is kept on this device.
    pub id: Rc<str>,
    history: History<Dossier>,
}

/// What can happen.
pub enum Message {
    /// The user changed something.
    Do(Action),
    /// One step back.
    Undo,
    /// One step forward again.
    Redo,
    /// The dossier goes on under another name: somebody else writes under the former.
    Fork(Rc<str>),
    /// Another dossier comes on the table; the former stays where it was kept.
    Open {
        /// Under which name it is kept on this device.
        id: Rc<str>,
        /// What it holds.
        dossier: Box<Dossier>,
    },
}

impl Store {
    /// A dossier comes on the table.
    pub fn new(id: Rc<str>, dossier: Dossier) -> Self {
        Self { id, history: History::new(dossier) }
    }

    /// The dossier as it is now.
    pub const fn dossier(&self) -> &Rc<Dossier> {
        self.history.present()
    }

    /// Whether there is something to undo.
    pub const fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is something to redo.
    pub const fn can_redo(&self) -> bool {
        self.history.can_redo()
    }
}

impl Reducible for Store {
    type Action = Message;

    fn reduce(self: Rc<Self>, message: Message) -> Rc<Self> {
        let history = match message {
            Message::Do(action) => {
                let about = action.about();
                self.history.advance(self.dossier().apply(action), about)
            }
            Message::Undo => self.history.undo(),
            Message::Redo => self.history.redo(),
            Message::Fork(id) => return Rc::new(Self { id, history: self.history.clone() }),
            Message::Open { id, dossier } => return Rc::new(Self::new(id, *dossier)),
        };
        // The same `Rc` tells Yew 0.23 that there is nothing to render. A step that changes nothing keeps the document
        // it had, so the pointer says it all; comparing two hundred past dossiers would not be instant.
        if Rc::ptr_eq(history.present(), self.history.present()) {
            self
        } else {
            Rc::new(Self { id: self.id.clone(), history })
        }
    }
}
