//! A field for a day or a moment. Typing goes part by part, and what is half typed is no date yet: it changes nothing, and
//! nothing is written over it.

use wasm_bindgen::JsValue;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// A day.
    Day,
    /// A day and a time of that day.
    Minute,
}

impl Precision {
    /// The kind of field, its look, and the last moment that it offers: a year has four digits.
    const fn looks(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Day => ("date", "input input-number", "9999-12-31"),
            Self::Minute => ("datetime-local", "input input-moment", "9999-12-31T23:59"),
        }
    }

    /// The first year that can be meant. The digits of a year come one by one: 2, 20, 202.
    const fn first_year(self) -> u32 {
        match self {
            Self::Day => 1990,
            Self::Minute => 2000,
        }
    }
}

/// Whether the field can be emptied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emptying {
    /// It can: nothing is known then.
    Allowed,
    /// It cannot: another button takes the whole thing back.
    Refused,
}

/// Whether the browser holds something half typed, which it does not give away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typing {
    Whole,
    Half,
}

/// What stands in the field.
#[derive(Debug, PartialEq, Eq)]
enum Held {
    Nothing,
    Unfinished,
    Whole(String),
}

fn held(value: String, typing: Typing, precision: Precision) -> Held {
    let year = value.split('-').next().and_then(|year| year.parse::<u32>().ok());
    match (typing, year) {
        (Typing::Whole, None) if value.is_empty() => Held::Nothing,
        (Typing::Whole, Some(year)) if (precision.first_year()..=9999).contains(&year) => Held::Whole(value),
        (Typing::Whole | Typing::Half, _) => Held::Unfinished,
    }
}

fn held_by(input: &HtmlInputElement, precision: Precision) -> Held {
    let validity = js_sys::Reflect::get(input, &JsValue::from_str("validity"));
    let half = validity.and_then(|validity| js_sys::Reflect::get(&validity, &JsValue::from_str("badInput")));
    let typing = if half.is_ok_and(|half| half.is_truthy()) { Typing::Half } else { Typing::Whole };
    held(input.value(), typing, precision)
}

/// What the field needs.
#[derive(Properties, PartialEq)]
pub struct WhenProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// What is asked.
    pub label: AttrValue,
    /// A day, or a moment.
    pub precision: Precision,
    /// What is known, as ISO 8601 in the time of the place; empty when nothing is.
    pub value: AttrValue,
    /// Help; may be empty.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong; empty when nothing is.
    #[prop_or_default]
    pub error: AttrValue,
    /// Whether it can be emptied.
    #[prop_or(Emptying::Allowed)]
    pub emptying: Emptying,
    /// A whole day or moment; an empty text where the field was emptied.
    pub onvalue: Callback<String>,
}

/// A field for a day or a moment.
#[component]
pub fn When(props: &WhenProps) -> Html {
    let input = use_node_ref();
    let (precision, emptying) = (props.precision, props.emptying);
    {
        // Only a value that changed elsewhere is written: by undo, by another page.
        let input = input.clone();
        use_effect_with(props.value.clone(), move |value| {
            if let Some(input) = input.cast::<HtmlInputElement>()
                && input.value() != **value
            {
                input.set_value(value);
            }
        });
    }
    let take = {
        let (input, onvalue, known) = (input.clone(), props.onvalue.clone(), props.value.clone());
        move || {
            let Some(input) = input.cast::<HtmlInputElement>() else { return };
            match (held_by(&input, precision), emptying) {
                (Held::Whole(value), _) if *value != *known => onvalue.emit(value),
                (Held::Nothing, Emptying::Allowed) if !known.is_empty() => onvalue.emit(String::new()),
                (Held::Whole(_) | Held::Nothing | Held::Unfinished, _) => {}
            }
        }
    };
    let oninput = {
        let take = take.clone();
        Callback::from(move |_: InputEvent| take())
    };
    let onblur = {
        let (input, known) = (input.clone(), props.value.clone());
        Callback::from(move |_: FocusEvent| {
            take();
            // What was left half typed does not hide what is known.
            if let Some(input) = input.cast::<HtmlInputElement>() {
                let refused = match (held_by(&input, precision), emptying) {
                    (Held::Unfinished, _) | (Held::Nothing, Emptying::Refused) => !known.is_empty(),
                    (Held::Whole(_) | Held::Nothing, _) => false,
                };
                if refused {
                    input.set_value(&known);
                }
            }
        })
    };
    let (kind, class, last) = precision.looks();
    let (hint_id, error_id) = (format!("{}-hint", props.id), format!("{}-error", props.id));
    let (hinted, wrong) = (!props.hint.is_empty(), !props.error.is_empty());
    let described: Vec<&str> =
        [(hinted, &hint_id), (wrong, &error_id)].into_iter().filter_map(|(is, id)| is.then_some(&**id)).collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    html! {
        <div class="field">
            <label for={props.id.clone()}>{ &props.label }</label>
            if hinted { <p class="hint" id={hint_id.clone()}>{ &props.hint }</p> }
            <input ref={input} {class} id={props.id.clone()} type={kind} max={last} autocomplete="off"
                aria-describedby={described} aria-invalid={wrong.then_some("true")} {oninput} {onblur} />
            if wrong { <p class="field-error" id={error_id}>{ &props.error }</p> }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_of_a_year_are_no_date_until_the_last() {
        let typed = |value: &str| held(value.to_owned(), Typing::Whole, Precision::Minute);
        for year in ["0002", "0020", "0202"] {
            assert_eq!(typed(&format!("{year}-11-20T14:00")), Held::Unfinished);
        }
        assert_eq!(typed("2026-11-20T14:00"), Held::Whole("2026-11-20T14:00".to_owned()));
        assert_eq!(typed(""), Held::Nothing);
        assert_eq!(held(String::new(), Typing::Half, Precision::Minute), Held::Unfinished, "a part was deleted");
        let day = |value: &str| held(value.to_owned(), Typing::Whole, Precision::Day);
        assert_eq!(day("1989-12-31"), Held::Unfinished);
        assert_eq!(day("1990-01-01"), Held::Whole("1990-01-01".to_owned()));
        assert_eq!(day("20261-01-01"), Held::Unfinished);
    }
}
