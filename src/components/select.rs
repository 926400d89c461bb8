//! A list that opens: one thing out of a few.

use yew::prelude::*;

/// What a list shows.
pub struct Select {
    /// Unique in the page.
    pub id: AttrValue,
    /// What is asked.
    pub label: AttrValue,
    /// Whether the label stands above, or is heard only: a heading of a table says the same.
    pub label_place: LabelPlace,
    /// Values with what the user reads.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// The value that is chosen.
    pub value: AttrValue,
    /// The value that the user chose.
    pub onchange: Callback<AttrValue>,
}

/// Where the label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelPlace {
    /// Above the list.
    Shown,
    /// Only for assistive technology.
    Unseen,
}

/// A list that opens.
pub fn select(props: Select) -> Html {
    let onchange = props.onchange.reform(|event: Event| {
        let list = event.target_dyn_into::<web_sys::HtmlSelectElement>();
        AttrValue::from(list.map(|list| list.value()).unwrap_or_default())
    });
    let chosen = &props.value;
    let option = |(value, text): &(AttrValue, AttrValue)| {
        html! { <option value={value.clone()} selected={value == chosen}>{ text }</option> }
    };
    let unseen = match props.label_place {
        LabelPlace::Shown => "",
        LabelPlace::Unseen => "unseen",
    };
    html! {
        <div class="field">
            <label class={unseen} for={props.id.clone()}>{ &props.label }</label>
            <select class="input select" id={props.id.clone()} {onchange}>{ for props.options.iter().map(option) }</select>
        </div>
    }
}
