//! Undo and redo over any document.

use std::rc::Rc;

/// How many steps back are kept.
const DEPTH: usize = 200;

/// A document with its past and its undone future.
#[derive(Clone, Debug, PartialEq)]
pub struct History<T> {
    past: Vec<Rc<T>>,
    present: Rc<T>,
    future: Vec<Rc<T>>,
    /// What the last step was about; a further step about the same (the next letter of a note) joins it.
    about: Option<String>,
}

impl<T: PartialEq> History<T> {
    /// A document without a past.
    pub fn new(present: T) -> Self {
        Self { past: Vec::new(), present: Rc::new(present), future: Vec::new(), about: None }
    }

    /// The document as it is now.
    pub const fn present(&self) -> &Rc<T> {
        &self.present
    }

    /// Whether there is something to undo.
    pub const fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to redo.
    pub const fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// The next state; the same document is no step. `about` joins steps that belong together: typing a note is one
    /// step, not one a letter.
    #[must_use]
    pub fn advance(&self, next: T, about: Option<String>) -> Self
    where
        T: Clone,
    {
        if next == *self.present {
            return self.clone();
        }
        let joins = about.is_some() && about == self.about && !self.past.is_empty();
        let mut past = self.past.clone();
        if !joins {
            past.push(self.present.clone());
            if past.len() > DEPTH {
                past.remove(0);
            }
        }
        Self { past, present: Rc::new(next), future: Vec::new(), about }
    }

    /// One step back, if there is one.
    #[must_use]
    pub fn undo(&self) -> Self
    where
        T: Clone,
    {
        let mut past = self.past.clone();
        match past.pop() {
            None => self.clone(),
            Some(present) => {
                let mut future = self.future.clone();
                future.push(self.present.clone());
                Self { past, present, future, about: None }
            }
        }
    }

    /// One step forward again, if there is one.
    #[must_use]
    pub fn redo(&self) -> Self
    where
        T: Clone,
    {
        let mut future = self.future.clone();
        match future.pop() {
            None => self.clone(),
            Some(present) => {
                let mut past = self.past.clone();
                past.push(self.present.clone());
                Self { past, present, future, about: None }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_and_redo_walk_the_same_road() {
        let history = History::new(1).advance(2, None).advance(3, None);
        assert_eq!(**history.undo().present(), 2);
        assert_eq!(**history.undo().undo().present(), 1);
        assert_eq!(**history.undo().undo().undo().present(), 1);
        assert_eq!(**history.undo().undo().redo().redo().present(), 3);
    }

    #[test]
    fn a_new_step_forgets_the_undone_future() {
        let history = History::new(1).advance(2, None).undo().advance(5, None);
        assert!(!history.can_redo());
        assert_eq!(**history.undo().present(), 1);
    }

    #[test]
    fn letters_of_one_note_are_one_step() {
        let about = || Some("note".to_owned());
        let history = History::new("").advance("a", about()).advance("ab", about()).advance("abc", about());
        assert_eq!(**history.undo().present(), "");
    }

    #[test]
    fn doing_nothing_is_no_step() {
        assert!(!History::new(1).advance(1, None).can_undo());
    }
}
