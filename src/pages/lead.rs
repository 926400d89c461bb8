//! Sending the result to whoever put Belfry on their page: only where that page asks for it and says what it does with
//! it, only after the result is on screen, and only what the visitor chose and has read.

use super::{dossiers::file_name, levels::assurance_key};
use crate::{
    browser,
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        field::{Field, Kind, field},
    },
    desk::{LeadWay, LeadWish, Study},
    format,
    key::Key,
    words::Words,
};
use belfry_dossier::{lead::Lead, redact::Extent};
use belfry_engine::level::AssuranceLevel;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use yew::prelude::*;

/// What goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Along {
    /// The result alone.
    Result,
    /// And the dossier, as far as it may travel.
    Dossier(Extent),
}

impl Along {
    const ALL: [Self; 3] = [Self::Result, Self::Dossier(Extent::Redacted), Self::Dossier(Extent::Whole)];

    const fn code(self) -> &'static str {
        match self {
            Self::Result => "result",
            Self::Dossier(extent) => extent.code(),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|along| along.code() == code)
    }

    const fn title(self) -> Key {
        match self {
            Self::Result => Key::LeadResult,
            Self::Dossier(Extent::Redacted) => Key::LeadRedacted,
            Self::Dossier(Extent::Whole) => Key::LeadWhole,
        }
    }

    const fn detail(self) -> Key {
        match self {
            Self::Result => Key::LeadResultText,
            Self::Dossier(Extent::Redacted) => Key::ShareRedactedText,
            Self::Dossier(Extent::Whole) => Key::LeadWholeText,
        }
    }
}

/// What the visitor filled in. Nothing is filled in for them.
#[derive(Clone, Debug, Default, PartialEq)]
struct Letter {
    name: String,
    reach: String,
    message: String,
    along: Option<Along>,
    agreed: bool,
}

impl Letter {
    fn is_ready(&self) -> bool {
        !self.reach.trim().is_empty() && self.along.is_some() && self.agreed
    }

    fn lead(&self, desk: &Study) -> Lead {
        let report = &desk.report;
        let card = report.method();
        let scored = report.advice.target != AssuranceLevel::Small;
        let counts = desk.view.counts;
        Lead {
            name: self.name.clone(),
            reach: self.reach.clone(),
            message: self.message.clone(),
            status: report.classification.as_ref().map(|found| found.status.code().to_owned()),
            level: report.advice.target.code().to_owned(),
            total: card.total.filter(|_| scored).map(|total| total.to_f64()),
            asked: counts.asked,
            answered: counts.answered,
            dossier: match self.along {
                Some(Along::Dossier(extent)) => Some(extent.of(&desk.view.dossier)),
                Some(Along::Result) | None => None,
            },
        }
    }
}

/// Where the letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nobody has asked for it yet.
    Folded,
    /// It is being written.
    Open,
    /// Somebody tried to send it before it was ready.
    NotReady,
    /// It is on its way.
    Going,
    /// It has gone, or the mail program is open.
    Gone,
    /// It could not go.
    Failed,
}

/// What the section needs.
#[derive(Properties, PartialEq)]
pub struct LeadProps {
    /// What lies on the table.
    pub desk: Study,
}

/// The section, where the page around the app wishes it.
pub fn lead(desk: &Study) -> Html {
    let knows_something = desk.report.classification.is_some() || desk.view.counts.answered > 0;
    match &desk.surroundings.wishes.lead {
        Some(_) if knows_something => html! { <Offer desk={desk.clone()} /> },
        Some(_) | None => Html::default(),
    }
}

/// The offer to send the result, and the letter.
#[component]
pub fn Offer(props: &LeadProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let letter = use_state_eq(Letter::default);
    let stage = use_state_eq(|| Stage::Folded);
    let Some(wish) = &desk.surroundings.wishes.lead else { return Html::default() };
    let to = |key: Key| words.fill(key, &[("to", &wish.to)]);
    let title = wish.call_to_action.clone().unwrap_or_else(|| words.get(Key::LeadTitle));
    let content = match *stage {
        Stage::Folded => {
            let stage = stage.clone();
            let onclick = Callback::from(move |_: MouseEvent| stage.set(Stage::Open));
            html! { <p><button type="button" class="button" {onclick}>{ words.get(Key::LeadBegin) }</button></p> }
        }
        Stage::Gone => {
            let text = match wish.way {
                LeadWay::Mail => words.get(Key::LeadOpened),
                LeadWay::Page => to(Key::LeadSent),
            };
            html! { <p class="note note-action" role="status">{ text }</p> }
        }
        Stage::Open | Stage::NotReady | Stage::Going | Stage::Failed => form(desk, wish, &letter, &stage),
    };
    html! {
        <section class="card stack screen-only" aria-labelledby="lead">
            <h2 id="lead">{ title }</h2>
            if *stage != Stage::Gone { <p>{ to(Key::LeadText) }</p> }
            { content }
        </section>
    }
}

fn form(desk: &Study, wish: &LeadWish, letter: &UseStateHandle<Letter>, stage: &UseStateHandle<Stage>) -> Html {
    let words = &desk.words;
    let missing = |is_missing: bool, key: Key| {
        if **stage == Stage::NotReady && is_missing { words.get(key) } else { AttrValue::default() }
    };
    let change = |change: fn(&mut Letter, String)| {
        let letter = letter.clone();
        Callback::from(move |text: String| {
            let mut next = (*letter).clone();
            change(&mut next, text);
            letter.set(next);
        })
    };
    let text_field = |id: &'static str, label: Key, kind: Kind, value: &str, oninput| Field {
        id: id.into(),
        label: words.get(label),
        hint: AttrValue::default(),
        error: AttrValue::default(),
        unit: AttrValue::default(),
        kind,
        value: value.to_owned().into(),
        oninput,
    };
    let choices = Along::ALL.map(|along| Choice {
        value: along.code().into(),
        title: words.get(along.title()),
        detail: words.get(along.detail()),
        chosen: letter.along == Some(along),
    });
    let onchoose =
        change(|letter, code| letter.along = Along::from_code(&code)).reform(|code: AttrValue| code.to_string());
    let agreement = Choice {
        value: "agreed".into(),
        title: words.fill(Key::LeadAgree, &[("to", &wish.to)]),
        detail: AttrValue::default(),
        chosen: letter.agreed,
    };
    let onagree = change(|letter, _| letter.agreed = !letter.agreed).reform(|_: AttrValue| String::new());
    let onsubmit = sending(desk, wish, letter, stage);
    let error = |text: AttrValue| html! { if !text.is_empty() { <p class="field-error" role="alert">{ text }</p> } };
    html! {
        <form class="stack" {onsubmit}>
            { field(text_field("lead-name", Key::LeadName, Kind::Text, &letter.name, change(|letter, text| letter.name = text))) }
            { field(Field {
                hint: words.get(Key::LeadReachHint),
                error: missing(letter.reach.trim().is_empty(), Key::LeadReachMissing),
                ..text_field("lead-reach", Key::LeadReach, Kind::Mail, &letter.reach, change(|letter, text| letter.reach = text))
            }) }
            { field(text_field("lead-message", Key::LeadMessage, Kind::Paragraph, &letter.message, change(|letter, text| letter.message = text))) }
            { choice_list(ChoiceList { id: "lead-along".into(), legend: words.get(Key::LeadWhat), legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::One, choices: choices.to_vec(), onchoose }) }
            { error(missing(letter.along.is_none(), Key::LeadWhatMissing)) }
            if let Some(along) = letter.along { { preview(desk, letter, along) } }
            { choice_list(ChoiceList { id: "lead-agreed".into(), legend: words.fill(Key::LeadAgree, &[("to", &wish.to)]), legend_place: LegendPlace::Unseen, hint: AttrValue::default(), many: Many::Several, choices: vec![agreement], onchoose: onagree }) }
            { error(missing(!letter.agreed, Key::LeadAgreeMissing)) }
            <p class="small"><a href={wish.privacy.clone()} target="_blank" rel="noopener noreferrer">{ words.fill(Key::LeadPrivacy, &[("to", &wish.to)]) }</a></p>
            if wish.way == LeadWay::Mail { <p class="soft">{ words.get(Key::LeadMailHint) }</p> }
            <p class="row">{ buttons(desk, wish, letter, **stage) }</p>
            if **stage == Stage::Failed { <p class="note note-short" role="alert">{ words.fill(Key::LeadFailed, &[("to", &wish.to)]) }</p> }
        </form>
    }
}

fn buttons(desk: &Study, wish: &LeadWish, letter: &Letter, stage: Stage) -> Html {
    let words = &desk.words;
    let send = match (stage, wish.way) {
        (Stage::Going, _) => Key::LeadBusy,
        (_, LeadWay::Mail) => Key::LeadMail,
        (_, LeadWay::Page) => Key::LeadSend,
    };
    let save = {
        let (desk, letter) = (desk.clone(), letter.clone());
        Callback::from(move |_: MouseEvent| drop(saved(&desk, &letter)))
    };
    html! {
        <>
            <button type="submit" class="button button-main" disabled={stage == Stage::Going}>{ words.get(send) }</button>
            if stage == Stage::Failed { <button type="button" class="button" onclick={save}>{ words.get(Key::LeadSave) }</button> }
        </>
    }
}

/// Saves the file that would go: its name and text.
fn saved(desk: &Study, letter: &Letter) -> (String, String) {
    let now = browser::now();
    let text = letter.lead(desk).to_text(&now);
    // The file's name tells no more than the file.
    let organisation = match letter.along {
        Some(Along::Dossier(Extent::Whole)) => &*desk.view.dossier.name,
        Some(Along::Dossier(Extent::Redacted) | Along::Result) | None => "",
    };
    let name = file_name(organisation, &now);
    browser::download(&name, "application/json", &text);
    (name, text)
}

fn sending(
    desk: &Study,
    wish: &LeadWish,
    letter: &UseStateHandle<Letter>,
    stage: &UseStateHandle<Stage>,
) -> Callback<SubmitEvent> {
    let (desk, wish) = (desk.clone(), wish.clone());
    let (letter, stage) = (letter.clone(), stage.clone());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        if !letter.is_ready() {
            return stage.set(Stage::NotReady);
        }
        let text = match wish.way {
            LeadWay::Mail => {
                let (name, text) = saved(&desk, &letter);
                let words = &desk.words;
                browser::write_mail(&wish.to, &words.get(Key::LeadSubject), &letter_body(words, &letter, &name));
                text
            }
            LeadWay::Page => letter.lead(&desk).to_text(&browser::now()),
        };
        stage.set(Stage::Going);
        let delivered = wish.deliver.call1(&JsValue::NULL, &text.into());
        let stage = stage.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let arrived = match delivered {
                Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await.is_ok(),
                Err(_) => false,
            };
            stage.set(if arrived { Stage::Gone } else { Stage::Failed });
        });
    })
}

fn letter_body(words: &Words, letter: &Letter, file: &str) -> String {
    let attached = words.fill(Key::LeadAttached, &[("file", file)]);
    let parts = [&*letter.message, &*attached, &*letter.name, &*letter.reach];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Every field that goes, and the file itself.
fn preview(desk: &Study, letter: &Letter, along: Along) -> Html {
    let words = &desk.words;
    let lead = letter.lead(desk);
    let typed = |text: &str| if text.is_empty() { words.get(Key::LeadEmpty) } else { text.to_owned().into() };
    let status =
        lead.status.as_ref().map_or_else(|| words.get(Key::LeadEmpty), |code| words.law(&format!("status.{code}")));
    // As on every other page: never rounded up.
    let total = desk.report.method().total.filter(|_| lead.total.is_some());
    let total =
        total.map_or_else(|| words.get(Key::LeadEmpty), |total| format::maturity(words.language(), total).into());
    let answered = words.fill(Key::GatesOf, &[("met", &lead.answered.to_string()), ("all", &lead.asked.to_string())]);
    let dossier = match along {
        Along::Result => words.get(Key::LeadNone),
        Along::Dossier(Extent::Redacted) => words.get(Key::ShareRedacted),
        Along::Dossier(Extent::Whole) => words.get(Key::ShareWhole),
    };
    let rows = [
        (Key::LeadRowName, typed(&lead.name)),
        (Key::LeadRowReach, typed(&lead.reach)),
        (Key::LeadRowMessage, typed(&lead.message)),
        (Key::LeadRowStatus, status),
        (Key::LeadRowLevel, words.get(assurance_key(desk.report.advice.target))),
        (Key::LeadRowTotal, total),
        (Key::LeadRowAnswered, answered),
        (Key::LeadRowDossier, dossier),
    ];
    let row =
        |(name, value): (Key, AttrValue)| html! { <tr><th scope="row">{ words.get(name) }</th><td>{ value }</td></tr> };
    html! {
        <div class="stack-tight">
            <h3 id="lead-preview">{ words.get(Key::LeadPreview) }</h3>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="lead-preview">
                <table>
                    <thead class="unseen"><tr><th scope="col">{ words.get(Key::LeadField) }</th><th scope="col">{ words.get(Key::LeadValue) }</th></tr></thead>
                    <tbody>{ for rows.into_iter().map(row) }</tbody>
                </table>
            </div>
            <details>
                <summary>{ words.get(Key::LeadFile) }</summary>
                <pre class="file" tabindex="0">{ lead.to_text(&browser::now()) }</pre>
            </details>
        </div>
    }
}
