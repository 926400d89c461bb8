//! Belfry inside somebody else's page. `mount` fills one element with the app; what the page may wish, call and hear is
//! the contract of `docs/embedding.md`. Nothing here runs outside a browser.

#![cfg(target_arch = "wasm32")]

use belfry_app::{
    address::{Address, Route},
    app::{App, AppProps},
    desk::{LeadWay, LeadWish, Library, Mode, Shared, Surroundings, Theme, Titles, Where, Wishes},
    language::Language,
    later::Standing,
    panic,
    remote::{Happening, NotOpened, Remote},
    seal::Seals,
    storage::Drafts,
    turns::Turns,
};
use belfry_engine::{identifier::FrameworkId, level::AssuranceLevel};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::{AppHandle, Callback, Renderer};

/// The version of every event's detail. It grows when a detail changes its meaning or loses something.
const DETAIL: f64 = 1.0;

/// An app in an element.
#[wasm_bindgen]
pub struct Mounted {
    app: AppHandle<App>,
    remote: Remote,
    root: Element,
}

/// Fills `root` with the app. `wishes` is an object; what it does not name is as on the site.
#[wasm_bindgen]
pub fn mount(root: Element, wishes: &JsValue) -> Mounted {
    let wish = |name: &str| Reflect::get(wishes, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let text = |name: &str| wish(name).as_string();
    let tell = wish("tell").dyn_into::<Function>().ok();
    let remote = Remote::telling(Callback::from(move |happening: Happening| {
        if let Some(tell) = &tell {
            let (name, detail) = told(&happening);
            // What the page does with it, and whether that fails, is the page's own affair.
            drop(tell.call2(&JsValue::NULL, &name.into(), &detail));
        }
    }));
    let library = match wish("text").dyn_into::<Function>() {
        Ok(ask) => Library::Asked(ask),
        Err(_) => Library::Below(text("base").unwrap_or_default().into()),
    };
    let drafts = match text("storage").as_deref() {
        Some("off") => Drafts::in_page(),
        name => Drafts::find(name.unwrap_or_default()),
    };
    let (address, titles) = match text("address").as_deref() {
        Some("page") => (Address::of_the_page(), Titles::Ours),
        _ => (Address::in_memory(), Titles::Theirs),
    };
    if let Some(start) = text("start") {
        address.replace(&Route::parse(&start));
    }
    let surroundings = Surroundings {
        root: root.clone(),
        address,
        drafts,
        seals: Seals::default(),
        turns: Turns::default(),
        library,
        titles,
        wishes: Wishes {
            language: text("language").and_then(|code| Language::from_code(&code)),
            theme: text("theme").and_then(|code| Theme::from_code(&code)),
            mode: text("mode").and_then(|code| Mode::from_code(&code)).unwrap_or_default(),
            level: text("level").and_then(|code| AssuranceLevel::from_code(&code)),
            framework: text("framework").and_then(|id| FrameworkId::parse(&id).ok()).filter(belfry_app::is_framework),
            lead: lead_wish(&wish("lead")).map(Shared::new),
            place: if wish("framed").is_truthy() { Where::Frame } else { Where::Page },
        },
        remote: remote.clone(),
    };
    panic::watch_over(root.clone(), titles);
    let app = Renderer::<App>::with_root_and_props(root.clone(), AppProps { surroundings }).render();
    Mounted { app, remote, root }
}

/// To whom visitors may send their result; `None` when the page did not say what it does with it, or how it goes.
fn lead_wish(wish: &JsValue) -> Option<LeadWish> {
    let part = |name: &str| Reflect::get(wish, &name.into()).ok();
    let text = |name: &str| part(name)?.as_string().filter(|text| !text.is_empty());
    let privacy = text("privacy").filter(|address| address.starts_with("https:") || address.starts_with("http:"))?;
    Some(LeadWish {
        to: text("to")?.into(),
        privacy: privacy.into(),
        way: if text("way")? == "mail" { LeadWay::Mail } else { LeadWay::Page },
        call_to_action: text("action").map(Into::into),
        deliver: part("deliver")?.dyn_into().ok()?,
    })
}

#[wasm_bindgen]
impl Mounted {
    /// The dossier on the table as a file holds it; nothing before the app stands.
    pub fn dossier(&self) -> Option<String> {
        self.remote.dossier()
    }

    /// Puts a saved dossier on the table.
    ///
    /// # Errors
    /// The app is not ready, or what is wrong with the dossier; nothing has changed then.
    pub fn open(&self, text: &str) -> Result<(), JsError> {
        self.remote.open(text).map_err(|error| match error {
            NotOpened::NotReady => JsError::new("not ready"),
            NotOpened::Wrong(error) => JsError::new(&error.to_string()),
        })
    }

    /// Puts a fresh dossier on the table; what lay there stays among the drafts.
    pub fn reset(&self) {
        self.remote.reset();
    }

    /// Goes to a page, for example `/results`.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&self, path: &str) {
        self.remote.go_to(path);
    }

    /// Speaks another language; a code that Belfry does not speak changes nothing.
    pub fn speak(&self, code: &str) {
        if let Some(language) = Language::from_code(code) {
            self.remote.speak(language);
        }
    }

    /// Removes the app and everything it listened to.
    pub fn unmount(self) {
        self.app.destroy();
        panic::let_go(&self.root);
    }
}

/// The event's name and detail.
fn told(happening: &Happening) -> (&'static str, JsValue) {
    match happening {
        Happening::Ready => ("ready", detail(None)),
        Happening::Classified(standing) => ("classified", detail(Some(standing))),
        Happening::Scored(standing) => ("scored", detail(Some(standing))),
        Happening::Completed(standing) => ("completed", detail(Some(standing))),
    }
}

fn detail(standing: Option<&Standing>) -> JsValue {
    let object = Object::new();
    let set = |name: &str, value: JsValue| {
        // A plain object of our own takes every property.
        drop(Reflect::set(&object, &name.into(), &value));
    };
    set("version", DETAIL.into());
    if let Some(standing) = standing {
        set("status", standing.status.map_or(JsValue::NULL, |status| status.code().into()));
        set("level", standing.level.code().into());
        set("total", standing.total.map_or(JsValue::NULL, JsValue::from));
        set("passed", standing.passed.into());
        set("asked", (standing.counts.asked as f64).into());
        set("answered", (standing.counts.answered as f64).into());
    }
    object.into()
}
