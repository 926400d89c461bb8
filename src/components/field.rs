//! A labelled field: owns its ids, hint and error, so that nobody forgets `aria-describedby`.

use super::when::{Precision, When};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A short text.
    Text,
    /// A longer text.
    Paragraph,
    /// A number, typed as the user writes it.
    Number,
    /// A day.
    Date,
    /// A secret, hidden while it is typed; the browser is asked not to keep it.
    Secret,
    /// An address for mail.
    Mail,
}

/// What a field shows.
pub struct Field {
    /// Unique in the page.
    pub id: AttrValue,
    /// What is asked.
    pub label: AttrValue,
    /// Help; may be empty.
    pub hint: AttrValue,
    /// What is wrong and what to do; empty when nothing is.
    pub error: AttrValue,
    /// A unit behind the field; may be empty.
    pub unit: AttrValue,
    /// What is typed.
    pub kind: Kind,
    /// What stands in it.
    pub value: AttrValue,
    /// Every change, as typed.
    pub oninput: Callback<String>,
}

/// A labelled field.
pub fn field(props: Field) -> Html {
    if props.kind == Kind::Date {
        let Field { id, label, hint, error, value, oninput, .. } = props;
        return html! { <When {id} {label} {hint} {error} precision={Precision::Day} {value} onvalue={oninput} /> };
    }
    let hint_id = format!("{}-hint", props.id);
    let error_id = format!("{}-error", props.id);
    let mut described = Vec::new();
    if !props.hint.is_empty() {
        described.push(hint_id.clone());
    }
    if !props.error.is_empty() {
        described.push(error_id.clone());
    }
    let described = (!described.is_empty()).then(|| described.join(" "));
    let invalid = (!props.error.is_empty()).then_some("true");
    let oninput = props.oninput.reform(|event: InputEvent| typed(&event));
    let (kind, mode, class) = match props.kind {
        Kind::Text | Kind::Paragraph | Kind::Date => ("text", None, "input"),
        Kind::Number => ("text", Some("decimal"), "input input-number"),
        Kind::Secret => ("password", None, "input"),
        Kind::Mail => ("text", Some("email"), "input"),
    };
    html! {
        <div class="field">
            <label for={props.id.clone()}>{ &props.label }</label>
            if !props.hint.is_empty() { <p class="hint" id={hint_id}>{ &props.hint }</p> }
            <div class="with-unit">
                if props.kind == Kind::Paragraph {
                    <textarea class="input" id={props.id.clone()} value={props.value.clone()} rows="3"
                        aria-describedby={described} aria-invalid={invalid} {oninput} />
                } else {
                    <input {class} id={props.id.clone()} type={kind} inputmode={mode} value={props.value.clone()}
                        autocomplete={if props.kind == Kind::Secret { "new-password" } else { "off" }} aria-describedby={described} aria-invalid={invalid} {oninput} />
                }
                if !props.unit.is_empty() { <span class="soft">{ &props.unit }</span> }
            </div>
            if !props.error.is_empty() { <p class="field-error" id={error_id}>{ &props.error }</p> }
        </div>
    }
}

/// What stands in the field that the event comes from.
pub fn typed(event: &InputEvent) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default()
}
