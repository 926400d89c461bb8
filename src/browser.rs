//! Small services of the browser: the clock, downloads, titles, focus. Everything that touches the page around the
//! app stands here or in `storage.rs`, `words.rs` and `address.rs`.

use belfry_engine::{date::Date, incident::Moment};
use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Element, HtmlAnchorElement, HtmlElement, Response, Url};

/// Today in the user's own time zone.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(2026);
    // A browser always knows a day that exists; the fallback only keeps this function total.
    Date::from_civil(year, now.get_month() + 1, now.get_date()).unwrap_or(FALLBACK)
}

const FALLBACK: Date = Date::EPOCH;

/// This moment, ISO 8601 in UTC.
pub fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// This moment, to the minute that has begun, in UTC.
pub fn this_minute() -> Moment {
    Moment((js_sys::Date::now() / 60_000.0).floor() as i64)
}

/// A name that no other dossier on this device has.
pub fn fresh_id() -> String {
    format!("{:x}-{:x}", js_sys::Date::now() as u64, (js_sys::Math::random() * 1e9) as u64)
}

/// Opens the user's own mail program on a new message to `to`, which may be empty. Nothing is sent.
pub fn write_mail(to: &str, subject: &str, body: &str) {
    let part = |text: &str| String::from(js_sys::encode_uri_component(text));
    let (subject, body) = (part(subject), part(&body.replace('\n', "\r\n")));
    let address = format!("mailto:{}?subject={subject}&body={body}", part(to).replace("%40", "@"));
    let document = web_sys::window().and_then(|window| window.document());
    let anchor = document.and_then(|document| document.create_element("a").ok()?.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(&address);
        anchor.click();
    }
}

/// Lets the browser draw and listen before the work goes on.
pub async fn breathe() {
    let later = js_sys::Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            // A browser always takes a timer.
            drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, 0));
        }
    });
    // It only ever resolves.
    drop(JsFuture::from(later).await);
}

/// Milliseconds on the browser's clock, to measure with.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// Offers a text to the user as a file.
pub fn download(name: &str, kind: &str, text: &str) {
    offer(name, object_address(kind, text));
}

/// Offers `bytes` to the user as a file.
pub fn download_bytes(name: &str, kind: &str, bytes: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok();
    offer(name, blob.and_then(|blob| Url::create_object_url_with_blob(&blob).ok()));
}

fn offer(name: &str, address: Option<String>) {
    let Some(address) = address else { return };
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let anchor = document.create_element("a").ok().and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
    }
    // The click has read the address; the browser keeps the file.
    drop(Url::revoke_object_url(&address));
}

/// Puts a text on the clipboard; whether the browser let it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator = window.navigator();
    // Absent on pages that were not loaded over https.
    let is_there = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|found| !found.is_undefined());
    is_there && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// An address within this page at which `text` can be read.
pub fn object_address(kind: &str, text: &str) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// A text that is on its way, or why it is not.
type Coming = std::pin::Pin<Box<dyn Future<Output = Result<String, String>>>>;

fn reason(error: JsValue) -> String {
    error.dyn_into::<js_sys::Error>().map_or_else(|_| String::new(), |error| error.message().into())
}

/// The text that a function of the page around the app promises for a language and a file.
pub fn ask_for_text(ask: &js_sys::Function, language: &str, file: &str) -> Coming {
    let promised = ask.call2(&JsValue::NULL, &language.into(), &file.into());
    Box::pin(async move {
        let promise = js_sys::Promise::resolve(&promised.map_err(reason)?);
        JsFuture::from(promise).await.map_err(reason)?.as_string().ok_or_else(String::new)
    })
}

/// The text at an address. The request sets out at once; the answer is waited for.
pub fn fetch_text(address: &str) -> Coming {
    let sent = web_sys::window().map(|window| JsFuture::from(window.fetch_with_str(address)));
    Box::pin(async move {
        let response: Response = sent.ok_or_else(String::new)?.await.map_err(reason)?.unchecked_into();
        if !response.ok() {
            return Err(response.status().to_string());
        }
        let text = response.text().map_err(reason)?;
        JsFuture::from(text).await.map_err(reason)?.as_string().ok_or_else(String::new)
    })
}

/// The languages that the user's browser asks for, the most wanted first.
pub fn languages() -> Vec<String> {
    let wanted = web_sys::window().map(|window| window.navigator().languages());
    wanted.map(|wanted| wanted.iter().filter_map(|code| code.as_string()).collect()).unwrap_or_default()
}

/// Says which language the page is in, for screen readers and hyphenation.
pub fn set_language(code: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.document_element()) {
        // A page always takes a language.
        drop(root.set_attribute("lang", code));
    }
}

/// Calls back when a newer build waits to be used, at once when it does already; for as long as the listener lives. The
/// start script of the site says so, in this way.
pub fn watch_for_newer(tell: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let root = window.document()?.document_element()?;
    if root.has_attribute("data-newer") {
        tell();
    }
    Some(EventListener::new(&window, "belfry-newer", move |_| tell()))
}

/// Names the tab.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// What the tab is called.
pub fn title() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    document.map(|document| document.title()).unwrap_or_default()
}

/// Opens the browser's print dialogue.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A browser without printing has nothing to report.
        drop(window.print());
    }
}

/// Whether the system asks for dark colours.
pub fn prefers_dark() -> bool {
    let query = web_sys::window().and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// Asks the browser not to clear what is kept when space runs short; it may ask the user, or say no.
pub fn ask_to_persist() {
    if let Some(window) = web_sys::window() {
        let storage = js_sys::Reflect::get(&window.navigator(), &"storage".into()).unwrap_or(JsValue::UNDEFINED);
        if !storage.is_undefined() {
            // The answer changes nothing that Belfry does: the file is the real save.
            drop(window.navigator().storage().persist());
        }
    }
}

/// Moves the focus to an element below `root`, without scrolling the page around.
pub fn focus(root: &Element, selector: &str) {
    if let Ok(Some(element)) = root.query_selector(selector)
        && let Some(element) = element.dyn_ref::<HtmlElement>()
    {
        // An element that refuses the focus leaves it where it was.
        drop(element.focus());
    }
}

/// Whether the event comes from a place where the user types.
pub fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let path = event.composed_path();
    let Some(element) = path.get(0).dyn_into::<Element>().ok() else { return false };
    let kind = element.get_attribute("type").unwrap_or_default();
    match element.tag_name().to_ascii_lowercase().as_str() {
        "textarea" | "select" => true,
        "input" => !matches!(kind.as_str(), "radio" | "checkbox" | "button"),
        _ => false,
    }
}

/// Brings the top of the app into view.
pub fn scroll_to_top(root: &Element) {
    if root.get_bounding_client_rect().top() < 0.0 {
        root.scroll_into_view();
    }
}

/// Whether the arrow keys already mean something where the event comes from: text, a choice, something that scrolls.
pub fn uses_arrows(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.composed_path().get(0).dyn_into::<Element>().ok();
    is_typing(event)
        || target.is_some_and(|element| element.matches("input, .scroll, .scroll *, dialog *").unwrap_or(true))
}

/// Whether the event comes from a dialogue, which has the keyboard to itself.
pub fn in_dialog(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.composed_path().get(0).dyn_into::<Element>().ok();
    target.is_some_and(|element| element.matches("dialog *").unwrap_or(true))
}
