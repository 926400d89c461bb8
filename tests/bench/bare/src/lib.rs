//! The same job without a framework: a score is chosen, the dossier changes, the whole report is worked out, the total
//! is written into the page. Measured beside Belfry by `cargo xtask bench`.

use belfry_content::Content;
use belfry_dossier::{
    Dossier,
    action::{Action, Change},
};
use belfry_engine::{catalogue::Dimension, date::Date, level::AssuranceLevel, maturity::Score, report::report};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{Document, HtmlInputElement};

/// Builds the page: two rows of five, and a total.
///
/// # Errors
/// A browser without a document.
#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let body = document.body().ok_or(JsValue::NULL)?;
    let content = Rc::new(Content::load().map_err(|_| JsValue::NULL)?);
    let dossier = Rc::new(RefCell::new(filled(&content)));
    let total = document.create_element("output")?;
    for dimension in Dimension::ALL {
        for score in Score::ALL {
            let input: HtmlInputElement = document.create_element("input")?.unchecked_into();
            input.set_type("radio");
            input.set_name(dimension.code());
            input.set_id(&format!("{}-{}", dimension.code(), score.get()));
            let (content, dossier, total) = (content.clone(), dossier.clone(), total.clone());
            let listen = Closure::<dyn Fn()>::new(move || {
                let Some(first) = content.newest.requirements.first() else { return };
                let next = dossier.borrow().apply(Action::Record(first.id, Change::Score(dimension, score)));
                total.set_text_content(Some(&worked_out(&content, &next)));
                *dossier.borrow_mut() = next;
            });
            input.add_event_listener_with_callback("change", listen.as_ref().unchecked_ref())?;
            listen.forget();
            body.append_child(&input)?;
        }
    }
    body.append_child(&total)?;
    mark_ready(&document)
}

fn mark_ready(document: &Document) -> Result<(), JsValue> {
    document.document_element().map_or(Ok(()), |root| root.set_attribute("data-ready", ""))
}

fn worked_out(content: &Content, dossier: &Dossier) -> String {
    let case = dossier.case(&content.law, &content.newest);
    let report = report(&case, &content.facts(&content.newest), Date::EPOCH);
    report.method().total.map(|total| total.to_string()).unwrap_or_default()
}

fn filled(content: &Content) -> Dossier {
    let mut dossier = Dossier { target: Some(AssuranceLevel::Essential), ..Dossier::default() };
    for requirement in &content.newest.requirements {
        for dimension in Dimension::ALL {
            dossier = dossier.apply(Action::Record(requirement.id, Change::Score(dimension, Score::LOWEST)));
        }
    }
    dossier
}
