//! What the user keeps beside an answer: notes, evidence, an owner, a date, whom to ask.

use super::knower_key;
use crate::{
    components::{
        field::{Field, Kind, field, typed},
        icon::{Picture, icon},
    },
    desk::Study,
    key::Key,
};
use belfry_dossier::{
    action::{Action, Change, EvidenceChange},
    evidence::{Evidence, Target},
    record::Stance,
};
use belfry_engine::{
    catalogue::{Dimension, Knower},
    date::Date,
    identifier::RequirementId,
};
use yew::prelude::*;

/// What the user keeps beside an answer.
pub fn answer_details(desk: &Study, id: RequirementId) -> Html {
    let words = &desk.words;
    let record = desk.view.dossier.record(id);
    let field = |name: &str, key: Key, kind: Kind, value: String, change: fn(String) -> Change| {
        html! {
            { field(Field { id: (format!("{name}-{id}")).into(), label: words.get(key), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind, value: value.into(), oninput: desk.acting(move |text| Action::Record(id, change(text))) }) }
        }
    };
    let due = record.due.map(|date| date.to_string()).unwrap_or_default();
    let ask = |knower: Knower| {
        let chosen = record.ask == Some(knower);
        let next = if chosen { None } else { Some(knower) };
        let onclick = desk.acting(move |_: MouseEvent| Action::Record(id, Change::Ask(next)));
        html! {
            <button type="button" class={classes!("button", chosen.then_some("button-main"))} aria-pressed={chosen.to_string()} {onclick}>
                { words.get(knower_key(knower)) }
            </button>
        }
    };
    let has_evidence = desk.view.dossier.evidence.iter().any(|piece| piece.serves_requirement(id));
    let filled = !record.note.is_empty() || has_evidence || !record.owner.is_empty() || record.due.is_some();
    html! {
        <>
            if record.stance == Stance::Unknown {
                <div role="group" aria-label={words.get(Key::AnswerAsk)} class="stack-tight">
                    <p><strong>{ words.get(Key::AnswerAsk) }</strong></p>
                    <div class="row">{ for Knower::ALL.into_iter().map(ask) }</div>
                </div>
            }
            <details open={filled}>
                <summary>{ words.get(Key::AnswerDetails) }</summary>
                <div class="stack">
                    { field("note", Key::AnswerNote, Kind::Paragraph, record.note.clone(), Change::Note) }
                    { evidence_list(desk, id, Dimension::Documentation) }
                    { evidence_list(desk, id, Dimension::Implementation) }
                    <div class="row answer-owner">
                        { field("owner", Key::AnswerOwner, Kind::Text, record.owner.clone(), Change::Owner) }
                        { field("due", Key::AnswerDue, Kind::Date, due, |text| Change::Due(Date::parse(&text))) }
                    </div>
                </div>
            </details>
        </>
    }
}

/// What shows it, for one half: pieces of the register that serve this requirement.
fn evidence_list(desk: &Study, id: RequirementId, dimension: Dimension) -> Html {
    let words = &desk.words;
    let legend = match dimension {
        Dimension::Documentation => Key::EvidenceWritten,
        Dimension::Implementation => Key::EvidenceDone,
    };
    let row = |(number, (at, piece)): (usize, (usize, &Evidence))| {
        let edit = {
            let piece = piece.clone();
            desk.acting(move |event: InputEvent| {
                let next = Evidence { title: typed(&event), ..piece.clone() };
                Action::Evidence(EvidenceChange::Edit(at, Box::new(next), "title"))
            })
        };
        let remove =
            desk.acting(move |_: MouseEvent| Action::Evidence(EvidenceChange::Release(at, Target::Requirement(id))));
        let label = words.fill(Key::EvidenceLabel, &[("number", &(number + 1).to_string())]);
        html! {
            <li class="row evidence-row" key={at}>
                <input class="input" type="text" aria-label={label.clone()} value={piece.title.clone()} oninput={edit} autocomplete="off" />
                <button type="button" class="button button-icon" onclick={remove} aria-label={words.fill(Key::EvidenceRemove, &[("evidence", &label)])}>
                    { icon(Picture::Bin, "") }
                </button>
            </li>
        }
    };
    let dossier = &desk.view.dossier;
    let rows = dossier.evidence_for(id, dimension).enumerate();
    let add = desk.acting(move |_: MouseEvent| {
        let piece = Evidence { serves: [Target::Requirement(id)].into(), ..Evidence::new(dimension) };
        Action::Evidence(EvidenceChange::Add(Box::new(piece)))
    });
    html! {
        <fieldset>
            <legend>{ words.get(legend) }</legend>
            <ul role="list" class="stack-tight">{ for rows.map(row) }</ul>
            <button type="button" class="button" onclick={add}>{ words.get(Key::EvidenceAdd) }</button>
        </fieldset>
    }
}
