//! The requirements, one at a time: the list at the side, the question in the middle, the score beside it.

use super::{
    answer_card::AnswerCard,
    dossiers::save_file,
    keys::{Keys, use_keys},
    knower_key,
    live::live,
    needs_words,
};
use crate::{
    address::Route,
    browser,
    components::{
        icon::{Picture, icon},
        link::{Place, link},
    },
    desk::{Study, knower},
    key::Key,
};
use belfry_dossier::{action::Action, plain::Style, record::Stance};
use belfry_engine::{
    answer::Answer,
    catalogue::{Catalogue, Knower},
    identifier::RequirementId,
    level::ScoredLevel,
};
use yew::prelude::*;

/// What the page needs.
#[derive(Properties, PartialEq)]
pub struct AnswersProps {
    /// What lies on the table.
    pub desk: Study,
    /// The requirement asked for; one that the level lacks gives way to the first that is open.
    pub requirement: RequirementId,
}

/// The requirements, one at a time.
#[component]
pub fn Answers(props: &AnswersProps) -> Html {
    let desk = &props.desk;
    let level = desk.report.level;
    let ids: Vec<RequirementId> = desk.questions().into_iter().map(|requirement| requirement.id).collect();
    let asked = Some(props.requirement).filter(|id| ids.contains(id));
    let current = asked.or_else(|| first_open(desk, &ids)).or_else(|| ids.first().copied());
    let at = current.and_then(|current| ids.iter().position(|id| *id == current));
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| ids.get(at)).copied();
    let after = at.and_then(|at| ids.get(at + 1)).copied();
    let (keys, card) = (use_keys(&desk.surroundings.root), (*use_memo((), |()| Keys::default())).clone());
    arrows(desk, &keys, card.clone(), before, after);
    let (Some(current), true) = (current, desk.words.is_complete()) else { return needs_words(desk) };
    let words = &desk.words;
    let open: Vec<RequirementId> = ids.iter().copied().filter(|id| is_open(desk, *id)).collect();
    let answered = ids.len() - open.len();
    let list = match desk.style() {
        Style::Exact => outline(desk, level, current),
        Style::Plain => outline_by_knower(desk, current),
    };
    html! {
        <div class="answers">
            <aside class="answers-list" aria-label={words.get(Key::AnswersList)}>
                { request(desk, ids.len()) }
                { style_switch(desk) }
                <p class="answers-count" role="status">
                    { words.fill(Key::AnswersCount, &[("answered", &answered.to_string()), ("all", &ids.len().to_string())]) }
                    if !open.is_empty() {
                        <span class="soft">{ " · " }{ words.counted(Key::PlainMinutes, minutes(desk, &open)) }</span>
                    }
                </p>
                { list }
            </aside>
            <section class="answers-card">
                <AnswerCard desk={desk.clone()} requirement={current} keys={card} key={current.to_string()} />
                <nav class="spread answers-steps" aria-label={words.get(Key::AnswersSteps)}>
                    if let Some(before) = before {
                        { link(desk, Route::Answers(Some(before)), classes!("button"), Place::Elsewhere, html! { <>{ icon(Picture::Left, "") }{ words.get(Key::AnswersBefore) }</> }) }
                    } else { <span /> }
                    if let Some(after) = after {
                        { link(desk, Route::Answers(Some(after)), classes!("button", "button-main"), Place::Elsewhere, html! { <>{ words.get(Key::AnswersAfter) }{ icon(Picture::Right, "") }</> }) }
                    } else {
                        { link(desk, Route::Results, classes!("button", "button-main"), Place::Elsewhere, html! { <>{ words.get(Key::AnswersToResults) }{ icon(Picture::Right, "") }</> }) }
                    }
                </nav>
            </section>
            <aside class="answers-live" aria-label={words.get(Key::LiveTitle)}>
                { live(desk) }
            </aside>
        </div>
    }
}

/// The first requirement without an answer, or the first of all.
pub fn first_route(desk: &Study) -> Option<Route> {
    let ids: Vec<RequirementId> = desk.questions().into_iter().map(|requirement| requirement.id).collect();
    first_open(desk, &ids).or_else(|| ids.first().copied()).map(|id| Route::Answers(Some(id)))
}

/// The first requirement without an answer; one the user does not know is not asked again before the rest.
fn first_open(desk: &Study, ids: &[RequirementId]) -> Option<RequirementId> {
    let dossier = &desk.view.dossier;
    let record = |id: &&RequirementId| dossier.record(**id);
    let open = |id: &&RequirementId| record(id).answer() == Answer::Open;
    let untouched = |id: &&RequirementId| open(id) && record(id).stance != Stance::Unknown;
    let carried = |id: &&RequirementId| record(id).carried_from.is_some();
    let next = ids.iter().find(untouched).or_else(|| ids.iter().find(open));
    next.or_else(|| ids.iter().find(carried)).copied()
}

fn is_open(desk: &Study, id: RequirementId) -> bool {
    desk.view.dossier.known(id).is_none_or(|record| record.answer() == Answer::Open)
}

/// How long the open questions take, in minutes, rounded up.
fn minutes(desk: &Study, open: &[RequirementId]) -> u64 {
    let style = desk.style();
    let seconds = |id: &RequirementId| desk.words.requirement(*id).map_or(0, |said| said.seconds(style));
    open.iter().map(seconds).sum::<u64>().div_ceil(60)
}

/// Who is asked by somebody else sees by whom, and how to send the answers back.
fn request(desk: &Study, count: usize) -> Html {
    let words = &desk.words;
    let dossier = &desk.view.dossier;
    if dossier.request.is_none() {
        return Html::default();
    }
    let name = if dossier.name.is_empty() { words.get(Key::DossierUnnamed) } else { dossier.name.clone().into() };
    html! {
        <div class="note stack-tight">
            <h2 class="h3">{ words.fill(Key::RequestTitle, &[("name", &name), ("count", &count.to_string())]) }</h2>
            <p class="small">{ words.get(Key::RequestText) }</p>
            <p>{ save_file(desk, Key::RequestSave, "button-main", Callback::noop()) }</p>
        </div>
    }
}

/// Plain words or scores.
fn style_switch(desk: &Study) -> Html {
    let words = &desk.words;
    let style = desk.style();
    let choice = |of: Style| {
        let onclick = {
            let desk = desk.clone();
            Callback::from(move |_: MouseEvent| desk.act(Action::Style(of)))
        };
        let label = match of {
            Style::Plain => Key::StylePlain,
            Style::Exact => Key::StyleExact,
        };
        html! { <button type="button" class="switch-side" aria-pressed={(of == style).to_string()} {onclick}>{ words.get(label) }</button> }
    };
    html! {
        <div class="switch screen-only" role="group" aria-label={words.get(Key::StyleLegend)}>{ for Style::ALL.into_iter().map(choice) }</div>
    }
}

/// The questions by who knows the answer.
fn outline_by_knower(desk: &Study, current: RequirementId) -> Html {
    let questions = desk.questions();
    let group = |whom: Knower| {
        let ids: Vec<RequirementId> = questions
            .iter()
            .filter(|requirement| knower(requirement) == whom)
            .map(|requirement| requirement.id)
            .collect();
        if ids.is_empty() {
            return Html::default();
        }
        let name = desk.words.get(knower_key(whom));
        outline_group(desk, name, &ids, current, whom.code())
    };
    html! { <ol role="list" class="outline">{ for Knower::ALL.into_iter().map(group) }</ol> }
}

/// The arrow keys move from question to question wherever they have nothing else to do; the others are the card's.
fn arrows(desk: &Study, keys: &Keys, card: Keys, before: Option<RequirementId>, after: Option<RequirementId>) {
    let address = desk.surroundings.address.clone();
    keys.set(move |event| {
        let next = match event.key().as_str() {
            "ArrowLeft" => before,
            "ArrowRight" => after,
            _ => return card.press(event),
        };
        if let Some(next) = next.filter(|_| !event.shift_key() && !browser::uses_arrows(&event)) {
            address.go(&Route::Answers(Some(next)));
        }
    });
}

/// Functions, categories and, for the category at hand, its requirements.
fn outline(desk: &Study, level: ScoredLevel, current: RequirementId) -> Html {
    let catalogue = desk.catalogue();
    let mut functions: Vec<(&str, Vec<usize>)> = Vec::new();
    for score in &desk.report.method().categories {
        let Some(category) = catalogue.categories.get(score.category) else { continue };
        let function = category.as_str().split('.').next().unwrap_or_default();
        match functions.last_mut() {
            Some((last, categories)) if *last == function => categories.push(score.category),
            Some(_) | None => functions.push((function, vec![score.category])),
        }
    }
    let function = |(code, categories): &(&str, Vec<usize>)| {
        html! {
            <li key={(*code).to_owned()}>
                <h2 class="outline-function">{ desk.words.name(code) }</h2>
                <ul role="list">{ for categories.iter().map(|category| outline_category(desk, catalogue, level, current, *category)) }</ul>
            </li>
        }
    };
    html! { <ol role="list" class="outline">{ for functions.iter().map(function) }</ol> }
}

fn outline_category(
    desk: &Study,
    catalogue: &Catalogue,
    level: ScoredLevel,
    current: RequirementId,
    category: usize,
) -> Html {
    let code = catalogue.categories.get(category).map_or("", |category| category.as_str());
    let members: Vec<RequirementId> = catalogue
        .at_level(level)
        .filter(|(_, requirement)| requirement.category == category)
        .map(|(_, requirement)| requirement.id)
        .collect();
    outline_group(desk, desk.words.name(code), &members, current, code)
}

/// A group of the list: how far it is, and its questions when the one at hand is among them.
fn outline_group(desk: &Study, name: AttrValue, members: &[RequirementId], current: RequirementId, key: &str) -> Html {
    let done = members.iter().filter(|id| !is_open(desk, **id)).count();
    let here = members.contains(&current);
    let first = members.first().copied();
    let (picture, state) = match done {
        0 => (Picture::Circle, Key::StepUntouched),
        done if done == members.len() => (Picture::Check, Key::StepDone),
        _ => (Picture::Half, Key::StepBegun),
    };
    let place = if here { Place::Here } else { Place::Elsewhere };
    html! {
        <li key={key.to_owned()}>
            { link(desk, Route::Answers(first), classes!("outline-category"), place, html! { <>
                { icon(picture, "mark") }
                <span class="outline-name">{ name }</span>
                <span class="outline-count">{ format!("{done}/{}", members.len()) }</span>
                <span class="unseen">{ desk.words.get(state) }</span>
            </> }) }
            if here {
                <ol role="list" class="outline-requirements">
                    { for members.iter().map(|id| outline_requirement(desk, *id, current)) }
                </ol>
            }
        </li>
    }
}

fn outline_requirement(desk: &Study, id: RequirementId, current: RequirementId) -> Html {
    let record = desk.view.dossier.record(id);
    let (picture, state) = match (record.answer(), record.stance) {
        (Answer::Open, Stance::Unknown) => (Picture::Question, Key::AnswerUnknown),
        (Answer::Open, Stance::Scored | Stance::NotApplicable) => (Picture::Circle, Key::StepUntouched),
        (Answer::NotApplicable, _) => (Picture::Check, Key::AnswerNotApplicable),
        (Answer::Scored { .. }, _) if record.carried_from.is_some() => (Picture::Half, Key::CarriedState),
        (Answer::Scored { .. }, _) => (Picture::Check, Key::StepDone),
    };
    let place = if id == current { Place::Here } else { Place::Elsewhere };
    let title = desk.words.requirement(id).map(|words| words.title.clone()).unwrap_or_default();
    html! {
        <li key={id.to_string()}>
            { link(desk, Route::Answers(Some(id)), classes!("outline-requirement"), place, html! { <>
                { icon(picture, "mark") }
                <span>{ title }</span>
                <span class="unseen">{ ", " }{ desk.words.get(state) }</span>
            </> }) }
        </li>
    }
}
