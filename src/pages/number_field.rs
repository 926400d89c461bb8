//! A field for a number, as people type it, with what Belfry reads in it.

use crate::{
    components::field::{Field, Kind, field},
    desk::Desk,
    format,
    key::Key,
    number::Quantity,
};
use yew::prelude::*;

/// What the field needs.
#[derive(Properties, PartialEq)]
pub struct NumberFieldProps {
    /// What lies on the table.
    pub desk: Desk,
    /// Unique in the page.
    pub id: AttrValue,
    /// What is asked.
    pub label: AttrValue,
    /// Help; may be empty.
    #[prop_or_default]
    pub hint: AttrValue,
    /// The unit behind the field.
    #[prop_or_default]
    pub unit: AttrValue,
    /// What it asks for.
    pub quantity: Quantity,
    /// The number in plain form, or nothing.
    pub value: Option<AttrValue>,
    /// The number in plain form, or nothing when the field was emptied. Not called for what is no number.
    pub onvalue: Callback<Option<String>>,
}

/// A field for a number.
#[component]
pub fn NumberField(props: &NumberFieldProps) -> Html {
    let words = &props.desk.words;
    let sign = words.language().decimal_sign();
    let typed = use_state(|| props.value.as_ref().map(|value| value.replace('.', sign)).unwrap_or_default());
    let quantity = props.quantity;
    let read = quantity.read(&typed);
    // Undo, or another field, may have changed the value under the text.
    {
        let typed = typed.clone();
        use_effect_with(props.value.clone(), move |value| {
            let here = quantity.read(&typed);
            if here.as_deref() != value.as_deref() && !(value.is_none() && !typed.is_empty() && here.is_none()) {
                typed.set(value.as_ref().map(|value| value.replace('.', sign)).unwrap_or_default());
            }
        });
    }
    let error =
        if typed.trim().is_empty() || read.is_some() { AttrValue::default() } else { words.get(Key::NumberWrong) };
    let oninput = {
        let (typed, onvalue) = (typed.clone(), props.onvalue.clone());
        Callback::from(move |text: String| {
            let read = quantity.read(&text);
            typed.set(text);
            onvalue.emit(read);
        })
    };
    let shown = read.and_then(|plain| plain.parse::<f64>().ok()).filter(|number| *number >= 1_000.0);
    html! {
        <div>
            { field(Field { id: (props.id.clone()).into(), label: (props.label.clone()).into(), hint: (props.hint.clone()).into(), error: error.into(), unit: (props.unit.clone()).into(), kind: Kind::Number, value: ((*typed).clone()).into(), oninput }) }
            if let Some(number) = shown {
                <p class="hint soft small">{ words.fill(Key::NumberRead, &[("number", &format::number(words.language(), number, 2))]) }</p>
            }
        </div>
    }
}
