//! Components as markup: labels, groups, descriptions. Rendered natively, without a browser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(not(target_arch = "wasm32"))]

use belfry_app::components::{
    choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
    field::{Field, Kind, field},
    icon::{Picture, icon},
    score_field::{ScoreField, score_field},
    status::{Standing, status_tag},
    tower::{self, Bells, Floor, Light, Tower},
};
use belfry_engine::maturity::Score;
use yew::{ServerRenderer, prelude::*};

#[derive(Properties)]
struct ShowProps {
    show: fn() -> Html,
}

impl PartialEq for ShowProps {
    /// Rendered once and never compared.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

#[component]
fn Show(props: &ShowProps) -> Html {
    (props.show)()
}

async fn markup(show: fn() -> Html) -> String {
    ServerRenderer::<Show>::with_props(move || ShowProps { show }).hydratable(false).render().await
}

#[tokio::test(flavor = "current_thread")]
async fn a_field_is_labelled_and_described_by_its_hint_and_its_error() {
    let found = markup(|| {
        field(Field {
            id: "staff".into(),
            label: "People".into(),
            hint: "On average".into(),
            error: "No number".into(),
            unit: "years".into(),
            kind: Kind::Number,
            value: "x".into(),
            oninput: Callback::noop(),
        })
    })
    .await;
    assert!(found.contains(r#"<label for="staff">People</label>"#), "{found}");
    assert!(found.contains(r#"aria-describedby="staff-hint staff-error""#), "{found}");
    assert!(found.contains(r#"aria-invalid="true""#) && found.contains(r#"inputmode="decimal""#), "{found}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_list_to_choose_from_is_a_group_with_a_name_and_each_choice_has_its_label() {
    let found = markup(|| {
        let choice = |value: &'static str, chosen| Choice {
            value: value.into(),
            title: value.into(),
            detail: "more".into(),
            chosen,
        };
        choice_list(ChoiceList {
            id: "where".into(),
            legend: "Where?".into(),
            legend_place: LegendPlace::Unseen,
            hint: AttrValue::default(),
            many: Many::One,
            choices: vec![choice("here", true), choice("there", false)],
            onchoose: Callback::noop(),
        })
    })
    .await;
    assert!(found.contains(r#"<legend class="unseen">Where?</legend>"#), "{found}");
    assert_eq!(found.matches(r#"type="radio""#).count(), 2);
    assert_eq!(found.matches(" checked").count(), 1, "{found}");
    assert!(found.contains(r#"for="where-0""#) && found.contains(r#"id="where-0""#), "{found}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_score_field_has_five_steps_and_says_what_the_chosen_one_means() {
    let found = markup(|| {
        let texts = ["a", "b", "c", "d", "e"].map(AttrValue::from);
        score_field(ScoreField {
            id: "written".into(),
            legend: "Written down".into(),
            names: texts.clone(),
            meanings: texts.map(|text| format!("means {text}").into()),
            invitation: "Choose".into(),
            value: Score::new(3),
            disabled: false,
            onchange: Callback::noop(),
        })
    })
    .await;
    assert_eq!(found.matches(r#"type="radio""#).count(), 5);
    assert!(found.contains("<legend>Written down</legend>") && found.contains("means c"), "{found}");
    assert_eq!(found.matches(r#"aria-describedby="written-meaning""#).count(), 5);
}

#[tokio::test(flavor = "current_thread")]
async fn a_standing_is_a_word_and_a_shape_and_the_shape_is_silent() {
    let found = markup(|| status_tag(Standing::Short, "not yet")).await;
    assert!(found.contains("not yet") && found.contains(r#"aria-hidden="true""#), "{found}");
    assert!(markup(|| icon(Picture::Check, "mark")).await.contains(r#"focusable="false""#));
}

#[tokio::test(flavor = "current_thread")]
async fn the_tower_says_its_sentence_and_rings_as_many_bells_as_it_was_told() {
    let found = markup(|| {
        tower::draw(&Tower {
            floors: vec![Floor {
                name: "Basic".into(),
                wall: Some(0.5),
                bells: Bells { all: 13, ringing: 4 },
                lit: Light::Dim,
            }],
            sentence: "Four of thirteen.".into(),
        })
    })
    .await;
    assert!(found.contains(r#"role="img""#) && found.contains(r#"aria-label="Four of thirteen.""#), "{found}");
    assert_eq!(found.matches("bell-rings").count(), 4);
    assert_eq!(found.matches(r#"class="bell"#).count(), 13);
}
