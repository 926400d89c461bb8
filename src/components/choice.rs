//! A list to choose from: one (radio) or several (checkboxes), with room for a detail under each.

use yew::prelude::*;

/// How many may be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    /// Exactly one.
    One,
    /// Any number.
    Several,
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What `onchoose` gives back.
    pub value: AttrValue,
    /// What the user reads.
    pub title: AttrValue,
    /// More about it; may be empty.
    pub detail: AttrValue,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// What a list shows.
pub struct ChoiceList {
    /// Unique in the page: the group's name and the prefix of the ids.
    pub id: AttrValue,
    /// The question, as the group's name.
    pub legend: AttrValue,
    /// Whether the question already stands above as a heading.
    pub legend_place: LegendPlace,
    /// Help with the choice; may be empty.
    pub hint: AttrValue,
    /// How many may be chosen.
    pub many: Many,
    /// What there is to choose.
    pub choices: Vec<Choice>,
    /// The value that was clicked.
    pub onchoose: Callback<AttrValue>,
}

/// Where the group's name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegendPlace {
    /// Above the list.
    Shown,
    /// Only for assistive technology: a heading says the same.
    Unseen,
}

/// A list to choose from.
pub fn choice_list(props: ChoiceList) -> Html {
    let hint_id = format!("{}-hint", props.id);
    let described = (!props.hint.is_empty()).then(|| hint_id.clone());
    let kind = match props.many {
        Many::One => "radio",
        Many::Several => "checkbox",
    };
    let legend_class = match props.legend_place {
        LegendPlace::Shown => "",
        LegendPlace::Unseen => "unseen",
    };
    let row = |(at, choice): (usize, &Choice)| {
        let id = format!("{}-{at}", props.id);
        let value = choice.value.clone();
        let onchange = props.onchoose.reform(move |_: Event| value.clone());
        html! {
            <label class="choice" for={id.clone()} key={choice.value.to_string()}>
                <input type={kind} {id} name={props.id.clone()} value={choice.value.clone()} checked={choice.chosen} {onchange} />
                <span>
                    <span class="choice-title">{ &choice.title }</span>
                    if !choice.detail.is_empty() { <span class="choice-detail">{ &choice.detail }</span> }
                </span>
            </label>
        }
    };
    html! {
        <fieldset aria-describedby={described}>
            <legend class={legend_class}>{ &props.legend }</legend>
            if !props.hint.is_empty() { <p class="hint" id={hint_id}>{ &props.hint }</p> }
            { for props.choices.iter().enumerate().map(row) }
        </fieldset>
    }
}
