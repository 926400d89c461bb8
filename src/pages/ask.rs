//! The list of questions to ask: everything the user did not know, by whom to ask. Made to be printed or sent.

use super::{answer_card::plain_key, knower_key, needs_words, share::copy};
use crate::{
    address::Route,
    browser,
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        frame::language_list,
        link::{Place, link as way},
    },
    desk::{Shared, Study},
    key::Key,
    language::Language,
    link::{self, link_to},
    packing::NotPacked,
    words::{self, Words},
};
use belfry_dossier::{
    Dossier,
    action::Action,
    plain::PlainAnswer,
    record::{Record, Stance},
    request::{Clash, Request, Returned, copy_for, evidence_for, returned},
    save::save,
};
use belfry_engine::{
    catalogue::{Knower, Requirement},
    identifier::RequirementId,
    maturity::Score,
};
use yew::prelude::*;

/// The list of questions to ask.
pub fn ask(desk: &Study) -> Html {
    let words = &desk.words;
    if !words.is_complete() {
        return needs_words(desk);
    }
    let lists = lists(desk);
    let print = Callback::from(|_: MouseEvent| browser::print());
    let download = {
        let text = plain(desk, &lists);
        Callback::from(move |_: MouseEvent| browser::download("belfry-questions.txt", "text/plain", &text))
    };
    html! {
        <div class="page-narrow stack-wide">
            <header class="stack">
                <h1 tabindex="-1">{ words.get(Key::TitleAsk) }</h1>
                if lists.is_empty() {
                    <p class="lead">{ words.get(Key::AskNone) }</p>
                    <p>{ way(desk, Route::Answers(None), classes!("button", "button-main"), Place::Elsewhere, html! { <>{ words.get(Key::ResultsContinue) }</> }) }</p>
                } else {
                    <p class="lead">{ words.get(Key::AskLead) }</p>
                    <p class="screen-only">{ words.get(Key::AskHow) }</p>
                    <p class="row screen-only">
                        <button type="button" class="button button-main" onclick={print}>{ words.get(Key::Print) }</button>
                        <button type="button" class="button" onclick={download}>{ words.get(Key::AskText) }</button>
                    </p>
                }
            </header>
            if let Some(copy) = &desk.returned {
                <Back desk={desk.clone()} copy={copy.clone()} />
            }
            { for lists.into_iter().map(|(whom, ids)| html! { <Asked key={whom.code()} desk={desk.clone()} {whom} {ids} /> }) }
        </div>
    }
}

/// What the user did not know, by whom to ask.
fn lists(desk: &Study) -> Vec<(Knower, Vec<RequirementId>)> {
    let level = desk.report.level;
    let whom = |requirement: &Requirement| {
        let record = desk.view.dossier.record(requirement.id);
        (record.stance == Stance::Unknown)
            .then(|| record.ask.or_else(|| requirement.who.first().copied()).unwrap_or(Knower::It))
    };
    let of = |knower: Knower| {
        let asked = desk.catalogue().at_level(level).filter(|(_, requirement)| whom(requirement) == Some(knower));
        (knower, asked.map(|(_, requirement)| requirement.id).collect::<Vec<_>>())
    };
    Knower::ALL.into_iter().map(of).filter(|(_, ids)| !ids.is_empty()).collect()
}

/// What one person is asked.
#[derive(Properties, PartialEq)]
struct AskedProps {
    desk: Study,
    whom: Knower,
    ids: Vec<RequirementId>,
}

/// What one person is asked: to read, to mail in their language, to save as a file that they fill in.
#[component]
fn Asked(props: &AskedProps) -> Html {
    let (desk, whom) = (&props.desk, props.whom);
    let words = &desk.words;
    let language = use_state(|| words.language());
    let speak = {
        let language = language.clone();
        Callback::from(move |wanted: Language| language.set(wanted))
    };
    let mail = {
        let (desk, ids, language) = (desk.clone(), props.ids.clone(), *language);
        Callback::from(move |_: MouseEvent| {
            let (desk, ids) = (desk.clone(), ids.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let Some(words) = words_in(&desk, language).await else {
                    return desk.tell.emit(desk.words.get(Key::WordsComing));
                };
                browser::write_mail("", &words.get(Key::AskSubject), &letter(&words, &ids));
            });
        })
    };
    let file = {
        let (desk, ids) = (desk.clone(), props.ids.clone());
        Callback::from(move |_: MouseEvent| {
            let request = Request { of: desk.id.to_string(), whom, requirements: ids.clone() };
            let copy = copy_for(&desk.view.dossier, request);
            let name = format!("{}-{}.belfry.json", desk.words.get(Key::AskFileName), whom.code());
            browser::download(&name, "application/json", &save(&copy, &browser::now()));
        })
    };
    let share = link::base(&desk.surroundings).map(|base| {
        let (desk, ids) = (desk.clone(), props.ids.clone());
        Callback::from(move |_: MouseEvent| {
            let request = Request { of: desk.id.to_string(), whom, requirements: ids.clone() };
            let saved = save(&copy_for(&desk.view.dossier, request), &browser::now());
            let (desk, base) = (desk.clone(), base.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match link_to(&base, &saved).await {
                    Ok(link) => copy(&desk, link.address()),
                    Err(NotPacked) => desk.tell.emit(desk.words.get(Key::ShareFailed)),
                }
            });
        })
    });
    let row = |id: &RequirementId| {
        let question = words.requirement(*id).map(|said| said.question.clone()).unwrap_or_default();
        html! { <li key={id.to_string()}>{ way(desk, Route::Answers(Some(*id)), classes!("plain-link"), Place::Elsewhere, html! { <>{ question }</> }) }</li> }
    };
    let name = words.get(knower_key(whom));
    let heading = format!("asked-{}", whom.code());
    html! {
        <section class="card stack" aria-labelledby={heading.clone()}>
            <h2 id={heading}>{ &name }</h2>
            <ul class="stack-tight">{ for props.ids.iter().map(row) }</ul>
            <p class="row screen-only">
                <button type="button" class="button" onclick={mail}>{ words.get(Key::AskMail) }</button>
                <label class="row small">
                    <span>{ words.get(Key::AskLanguage) }</span>
                    { language_list(*language, &words.get(Key::AskLanguage), speak) }
                </label>
                <button type="button" class="button" onclick={file}>{ words.get(Key::AskFile) }</button>
                if let Some(share) = share { <button type="button" class="button" onclick={share}>{ words.get(Key::AskLink) }</button> }
            </p>
        </section>
    }
}

/// The words of a language: those at hand, or fetched.
async fn words_in(desk: &Study, language: Language) -> Option<Words> {
    if language == desk.words.language() {
        return Some((*desk.words).clone());
    }
    let base = &desk.surroundings.library;
    let first = words::fetch(base, language).await.ok()?;
    let words = first.with_later(words::fetch_later(base, language).await.ok()?);
    Some(desk.content.newest.succession.as_ref().map_or_else(|| words.clone(), |rows| words.with_older(rows)))
}

/// The questions as a letter.
fn letter(words: &Words, ids: &[RequirementId]) -> String {
    let mut text = format!("{}\n", words.get(Key::AskIntro));
    for (at, id) in ids.iter().enumerate() {
        let question = words.requirement(*id).map(|said| said.question.clone()).unwrap_or_default();
        text.push_str(&format!("\n{}. {question}\n", at + 1));
    }
    text
}

/// What came back.
#[derive(Properties, PartialEq)]
struct BackProps {
    desk: Study,
    copy: Shared<Dossier>,
}

/// Answers that came back in a file: taken over together, the clashes only where ticked.
#[component]
fn Back(props: &BackProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let rows = returned(&desk.view.dossier, &props.copy);
    let ticked = use_state(Vec::<RequirementId>::new);
    let whom = props.copy.request.as_ref().map(|request| words.get(knower_key(request.whom))).unwrap_or_default();
    let drop = desk.receive.reform(|_: MouseEvent| None);
    if rows.is_empty() {
        return html! {
            <section class="card stack">
                <h2>{ words.get(Key::BackTitle) }</h2>
                <p>{ words.get(Key::BackNone) }</p>
                <p><button type="button" class="button" onclick={drop}>{ words.get(Key::NoticeClose) }</button></p>
            </section>
        };
    }
    let toggle = {
        let ticked = ticked.clone();
        Callback::from(move |value: AttrValue| {
            let Ok(id) = RequirementId::parse(&value) else { return };
            let mut now = (*ticked).clone();
            match now.iter().position(|other| *other == id) {
                Some(at) => drop_at(&mut now, at),
                None => now.push(id),
            }
            ticked.set(now);
        })
    };
    let clash = |row: &Returned| {
        let mine = desk.view.dossier.record(row.id);
        let title = words.requirement(row.id).map(|said| said.title.clone()).unwrap_or_default();
        let mine = words.fill(Key::BackMine, &[("answer", &said(words, &mine))]);
        let theirs = words.fill(Key::BackTheirs, &[("answer", &said(words, &row.record))]);
        Choice {
            value: row.id.to_string().into(),
            title,
            detail: format!("{mine} · {theirs}").into(),
            chosen: ticked.contains(&row.id),
        }
    };
    let clashes: Vec<Choice> = rows.iter().filter(|row| row.clash == Clash::Differs).map(clash).collect();
    let lead = words.counted_fill(Key::BackLead, rows.len() as u64, &[("whom", &whom)]);
    let legend = words.counted(Key::BackClashes, clashes.len() as u64);
    let take = {
        let (desk, ticked, copy) = (desk.clone(), ticked.clone(), props.copy.clone());
        Callback::from(move |_: MouseEvent| {
            let wanted = |row: &Returned| row.clash == Clash::None || ticked.contains(&row.id);
            let taken: Vec<_> = rows.iter().filter(|row| wanted(row)).map(|row| (row.id, row.record.clone())).collect();
            let ids: Vec<RequirementId> = taken.iter().map(|(id, _)| *id).collect();
            let evidence = evidence_for(&copy, &ids);
            desk.act(Action::Take(taken, evidence));
            desk.receive.emit(None);
            desk.tell.emit(desk.words.get(Key::BackTaken));
        })
    };
    html! {
        <section class="card stack" aria-labelledby="back">
            <h2 id="back">{ words.get(Key::BackTitle) }</h2>
            <p>{ lead }</p>
            if !clashes.is_empty() {
                { choice_list(ChoiceList { id: "clashes".into(), legend, legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::Several, choices: clashes, onchoose: toggle }) }
            }
            <p class="row">
                <button type="button" class="button button-main" onclick={take}>{ words.get(Key::BackTake) }</button>
                <button type="button" class="button" onclick={drop}>{ words.get(Key::BackDrop) }</button>
            </p>
        </section>
    }
}

fn drop_at(ids: &mut Vec<RequirementId>, at: usize) {
    ids.remove(at);
}

/// An answer in few words.
fn said(words: &Words, record: &Record) -> AttrValue {
    match (record.stance, record.documentation, record.implementation) {
        (Stance::NotApplicable, _, _) => words.get(Key::StanceNotApplicable),
        (Stance::Unknown, _, _) => words.get(Key::StanceUnknown),
        (Stance::Scored, documentation, implementation) => match PlainAnswer::of(documentation, implementation) {
            Some(answer) => words.get(plain_key(answer)),
            None => {
                let step = |score: Option<Score>| score.map_or_else(|| "–".to_owned(), |score| score.get().to_string());
                let steps = (step(documentation), step(implementation));
                words.fill(Key::BackScores, &[("documentation", &steps.0), ("implementation", &steps.1)])
            }
        },
    }
}

fn plain(desk: &Study, lists: &[(Knower, Vec<RequirementId>)]) -> String {
    let words = &desk.words;
    let mut text = format!("{}\n", words.get(Key::TitleAsk));
    for (knower, ids) in lists {
        text.push_str(&format!("\n{}\n", words.get(knower_key(*knower))));
        for id in ids {
            let question = words.requirement(*id).map(|said| said.question.clone()).unwrap_or_default();
            text.push_str(&format!("- {id} {question}\n"));
        }
    }
    text
}
