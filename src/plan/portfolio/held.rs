//! The dossiers that were opened for the overview. They stay in the memory of the page: nothing of them is kept when it is
//! closed, unless the user opens one.

use super::{columns::Rank, line::Line};
use crate::{
    browser,
    plan::opened::{self, Refusal},
    tools::bench::Bench,
};
use belfry_dossier::Dossier;
use belfry_engine::date::Date;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsValue;
use web_sys::{File, FileList};

/// A dossier that was opened.
#[derive(Clone)]
pub struct Entry {
    /// The file, with its folder where one was opened.
    pub file: String,
    /// Equal for files that hold the same.
    mark: u64,
    /// What it holds.
    pub dossier: Rc<Dossier>,
    /// When it was saved, where the file says so.
    pub saved_on: Option<Date>,
    /// The same as a line.
    pub line: Line,
    /// Under which name it is kept on this device, once the user opened it.
    pub draft: RefCell<Option<Rc<str>>>,
}

/// An entry in its place.
#[derive(Clone)]
pub struct Placed {
    /// The entry.
    pub entry: Rc<Entry>,
    /// Where it stands among the others.
    pub rank: Option<Rank>,
}

/// Everything that was opened, and what became of the rest.
#[derive(Clone, Default)]
pub struct Held {
    /// The dossiers.
    pub entries: Vec<Rc<Entry>>,
    /// Files that could not be read, or do not count, and why.
    pub refused: Vec<(String, Refusal)>,
    /// Files whose names say that they are something else.
    pub passed_over: Vec<String>,
    /// How many files were here already.
    pub again: usize,
    /// How many files are looked at, and how many there are; nothing when all are.
    pub reading: Option<(usize, usize)>,
}

thread_local! {
    /// One for the page, however many apps stand in it: gone when the page is.
    static HELD: RefCell<Held> = RefCell::default();
}

/// What is held now.
pub fn held() -> Held {
    HELD.with_borrow(Clone::clone)
}

/// How far the reading is.
pub fn reading() -> Option<(usize, usize)> {
    HELD.with_borrow(|held| held.reading)
}

/// Forgets everything.
pub fn forget() {
    HELD.set(Held::default());
}

/// How long the browser waits for us, in milliseconds: less than people notice.
const SLICE: f64 = 40.0;

/// Takes files in, slice by slice; calls `progress` after each.
pub async fn take(bench: &Bench, files: Vec<File>, progress: impl Fn()) {
    HELD.with_borrow_mut(|held| {
        let (done, all) = held.reading.unwrap_or_default();
        held.reading = Some((done, all + files.len()));
    });
    progress();
    browser::breathe().await;
    let mut since = browser::milliseconds();
    for file in files {
        take_one(bench, &file).await;
        HELD.with_borrow_mut(|held| {
            held.reading = held.reading.map(|(done, all)| (done + 1, all)).filter(|(done, all)| done < all);
        });
        if browser::milliseconds() - since > SLICE {
            progress();
            browser::breathe().await;
            since = browser::milliseconds();
        }
    }
    progress();
}

async fn take_one(bench: &Bench, file: &File) {
    let name = path(file);
    if !file.name().to_lowercase().ends_with(".json") {
        return HELD.with_borrow_mut(|held| held.passed_over.push(name));
    }
    let outcome = opened::read(file, &bench.content).await;
    HELD.with_borrow_mut(|held| {
        // Chosen again after a mend: what was said of it before no longer holds.
        held.refused.retain(|(refused, _)| *refused != name);
        match outcome {
            Ok(found) if held.entries.iter().any(|entry| entry.mark == found.mark) => held.again += 1,
            Ok(found) => held.entries.push(Rc::new(Entry {
                file: name,
                mark: found.mark,
                line: Line::of(&found.dossier, &bench.content, bench.view.today),
                dossier: Rc::new(found.dossier),
                saved_on: found.saved_on,
                draft: RefCell::default(),
            })),
            Err(why) => held.refused.push((name, why)),
        }
    });
}

/// The files of a list.
pub fn files(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|at| list.get(at)).collect()
}

/// The name of a file, with its folder where a folder was chosen.
fn path(file: &File) -> String {
    let path = js_sys::Reflect::get(file, &JsValue::from_str("webkitRelativePath")).ok();
    path.and_then(|path| path.as_string()).filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}
