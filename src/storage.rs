//! Drafts on this device. The only code that knows about the browser's storage. Everything here may fail, and says so;
//! nothing here ever deletes what it cannot read.

use belfry_content::Content;
use belfry_dossier::{
    Dossier,
    open::{OpenError, open},
};
use belfry_engine::collections::{Map, Set};
use std::{cell::RefCell, rc::Rc};
use web_sys::Storage;

const DOSSIER: &str = "belfry/dossier/";
const UNREADABLE: &str = "belfry/unreadable/";
const LAST: &str = "belfry/last";
const THEME: &str = "belfry/theme";
/// The language.
const LANGUAGE: &str = "belfry/language";
const LAST_FILE: &str = "belfry/last-file/";

/// Where drafts are kept.
#[derive(Clone, Debug)]
pub enum Drafts {
    /// The browser's own storage for this site; every key begins with the name, so that several apps can keep apart.
    Browser(Storage, Rc<str>),
    /// Nowhere but this page: the browser forbids storage, or the site asked for none.
    Page(Rc<RefCell<Map<String, String>>>),
}

impl PartialEq for Drafts {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Browser(_, one), Self::Browser(_, another)) => one == another,
            (Self::Page(one), Self::Page(another)) => Rc::ptr_eq(one, another),
            (Self::Browser(..), Self::Page(_)) | (Self::Page(_), Self::Browser(..)) => false,
        }
    }
}

/// A draft was not kept: the storage is full or was taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotKept;

/// A draft as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Under which name it is kept.
    pub id: Rc<str>,
    /// What it holds, or why that cannot be read.
    pub content: Result<Rc<Dossier>, OpenError>,
}

impl Drafts {
    /// The browser's storage when it works, else the page's memory. Apps of the same name share their drafts.
    pub fn find(name: &str) -> Self {
        let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
        let works = |storage: &Storage| {
            const PROBE: &str = "belfry/probe";
            let written = storage.set_item(PROBE, "1").is_ok();
            storage.remove_item(PROBE).is_ok() && written
        };
        match storage {
            // A full storage still holds drafts: reading must go on even when writing fails.
            Some(storage) if works(&storage) || storage.length().is_ok_and(|length| length > 0) => {
                Self::Browser(storage, if name.is_empty() { Rc::default() } else { format!("{name}/").into() })
            }
            Some(_) | None => Self::in_page(),
        }
    }

    /// The page's memory: gone when the page is closed.
    pub fn in_page() -> Self {
        Self::Page(Rc::default())
    }

    /// Whether drafts outlive the page.
    pub const fn lasts(&self) -> bool {
        match self {
            Self::Browser(..) => true,
            Self::Page(_) => false,
        }
    }

    fn read(&self, key: &str) -> Option<String> {
        match self {
            Self::Browser(storage, name) => storage.get_item(&format!("{name}{key}")).ok().flatten(),
            Self::Page(kept) => kept.borrow().get(key).cloned(),
        }
    }

    fn write(&self, key: &str, value: &str) -> Result<(), NotKept> {
        match self {
            Self::Browser(storage, name) => storage.set_item(&format!("{name}{key}"), value).map_err(|_| NotKept),
            Self::Page(kept) => {
                kept.borrow_mut().insert(key.to_owned(), value.to_owned());
                Ok(())
            }
        }
    }

    fn erase(&self, key: &str) {
        match self {
            // Nothing can be done, and nothing is lost, when the browser refuses to forget.
            Self::Browser(storage, name) => drop(storage.remove_item(&format!("{name}{key}"))),
            Self::Page(kept) => drop(kept.borrow_mut().remove(key)),
        }
    }

    fn keys(&self) -> Vec<String> {
        match self {
            Self::Browser(storage, name) => {
                let length = storage.length().unwrap_or(0);
                let keys = (0..length).filter_map(|at| storage.key(at).ok().flatten());
                keys.filter_map(|key| key.strip_prefix(&**name).map(str::to_owned)).collect()
            }
            Self::Page(kept) => kept.borrow().iter().map(|(key, _)| key.clone()).collect(),
        }
    }

    /// Every draft on this device, by name of keeping.
    pub fn list(&self, content: &Content) -> Vec<Draft> {
        let ids: Set<String> = self.keys().into_iter().collect();
        ids.iter().filter_map(|key| key.strip_prefix(DOSSIER)).filter_map(|id| self.load(id, content)).collect()
    }

    /// The draft kept under `id`, if there is one.
    pub fn load(&self, id: &str, content: &Content) -> Option<Draft> {
        let text = self.read(&format!("{DOSSIER}{id}"))?;
        Some(Draft { id: id.into(), content: open(text.as_bytes(), content).map(Rc::new) })
    }

    /// The draft exactly as kept, for a download when it cannot be read.
    pub fn original(&self, id: &str) -> Option<String> {
        self.read(&format!("{DOSSIER}{id}"))
    }

    /// Keeps a saved dossier, open or sealed, under `id`, which is the dossier's own: an unreadable draft has another.
    ///
    /// # Errors
    /// The storage is full or was taken away.
    pub fn keep(&self, id: &str, text: &str) -> Result<(), NotKept> {
        self.write(&format!("{DOSSIER}{id}"), text)?;
        self.write(LAST, id)
    }

    /// What tells the drafts of several apps in one browser apart; `None` when nobody else sees them.
    pub fn place(&self) -> Option<String> {
        match self {
            Self::Browser(_, name) => Some(format!("belfry/{name}")),
            Self::Page(_) => None,
        }
    }

    /// Moves an unreadable draft out of the way, where [`unreadable`](Self::unreadable) still finds it.
    ///
    /// # Errors
    /// The storage is full: the draft stays where it was.
    pub fn set_aside(&self, id: &str) -> Result<(), NotKept> {
        if let Some(original) = self.original(id) {
            self.write(&format!("{UNREADABLE}{id}"), &original)?;
            self.erase(&format!("{DOSSIER}{id}"));
        }
        Ok(())
    }

    /// Drafts that could not be read, as they were.
    pub fn unreadable(&self) -> Vec<(String, String)> {
        let with_text = |id: &str| Some((id.to_owned(), self.read(&format!("{UNREADABLE}{id}"))?));
        self.keys().iter().filter_map(|key| key.strip_prefix(UNREADABLE)).filter_map(with_text).collect()
    }

    /// Forgets a draft because the user asked for it.
    pub fn remove(&self, id: &str) {
        self.erase(&format!("{DOSSIER}{id}"));
        self.erase(&format!("{UNREADABLE}{id}"));
        self.erase(&format!("{LAST_FILE}{id}"));
    }

    /// Whether there is a draft that was open last.
    pub fn is_begun(&self) -> bool {
        self.read(LAST).and_then(|id| self.original(&id)).is_some()
    }

    /// The draft that was open last.
    pub fn last(&self, content: &Content) -> Option<Draft> {
        self.read(LAST).and_then(|id| self.load(&id, content))
    }

    /// When the dossier was last saved as a file, as an ISO date and time.
    pub fn last_file(&self, id: &str) -> Option<String> {
        self.read(&format!("{LAST_FILE}{id}"))
    }

    /// Remembers that the dossier was saved as a file.
    pub fn note_file(&self, id: &str, saved_on: &str) {
        // A reminder that comes once too often harms nobody.
        _ = self.write(&format!("{LAST_FILE}{id}"), saved_on);
    }

    /// The language that the user chose on this device.
    pub fn language(&self) -> Option<String> {
        self.read(LANGUAGE)
    }

    /// Remembers the language.
    pub fn note_language(&self, code: &str) {
        // A language that is forgotten is chosen again.
        _ = self.write(LANGUAGE, code);
    }

    /// The theme that the user chose on this device.
    pub fn theme(&self) -> Option<String> {
        self.read(THEME)
    }

    /// Remembers the theme.
    pub fn note_theme(&self, theme: &str) {
        // A theme that is forgotten is chosen again.
        _ = self.write(THEME, theme);
    }
}
