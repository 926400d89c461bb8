//! The mock audit: ten questions where most is claimed and least is shown.

use super::bench::{Bench, BenchProps, half_key, head, print_button};
use crate::{
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        field::{Field, Kind, field},
        status::{Standing, status_tag},
    },
    key::Key,
};
use belfry_dossier::{
    evidence::Target,
    tools::{AuditAnswer, Demonstrated, Tools},
};
use belfry_engine::{
    audit::{AuditQuestion, SITTING, sitting},
    catalogue::Dimension,
    identifier::RequirementId,
};
use yew::prelude::*;

/// The page.
#[component]
pub fn MockAudit(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let number = use_state(|| 0_usize);
    let catalogue = bench.catalogue();
    let answers = bench.view.dossier.answers(catalogue);
    let count = |at: usize, dimension: Dimension| {
        bench.requirement_at(at).map_or(0, |one| bench.proofs(&Target::Requirement(one.id), dimension))
    };
    let draw = |number: usize| sitting(catalogue, bench.report.level, &answers, &count, number);
    let questions = draw(*number);
    let more = !draw(*number + 1).is_empty();
    let next = {
        let number = number.clone();
        Callback::from(move |_: MouseEvent| number.set(*number + 1))
    };
    let back = {
        let number = number.clone();
        Callback::from(move |_: MouseEvent| number.set(number.saturating_sub(1)))
    };
    let shown = |wanted: Demonstrated| {
        questions
            .iter()
            .filter(|question| answer_to(bench, question).is_some_and(|answer| answer.shown == Some(wanted)))
            .count() as u64
    };
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleAudit, Key::AuditLead) }
            if questions.is_empty() {
                <p class="note">{ words.get(Key::AuditNothing) }</p>
            } else {
                <p class="row">
                    { print_button(bench) }
                    <span class="soft" role="status">{ words.counted(Key::AuditShownCount, shown(Demonstrated::Shown)) }</span>
                </p>
                <ol role="list" class="stack">{ for questions.iter().enumerate().map(|(at, question)| row(bench, *number * SITTING + at + 1, question)) }</ol>
                <p class="row screen-only">
                    if *number > 0 { <button type="button" class="button" onclick={back}>{ words.get(Key::AuditBack) }</button> }
                    if more { <button type="button" class="button" onclick={next}>{ words.get(Key::AuditMore) }</button> }
                </p>
            }
        </div>
    }
}

fn answer_to<'bench>(bench: &'bench Bench, question: &AuditQuestion) -> Option<&'bench AuditAnswer> {
    let id = bench.requirement_at(question.requirement)?.id;
    bench.tools().audit.iter().find(|answer| answer.requirement == id && answer.dimension == question.dimension)
}

/// Changes the answer to a question; there is at most one.
fn change(tools: &mut Tools, requirement: RequirementId, dimension: Dimension, change: impl FnOnce(&mut AuditAnswer)) {
    let same = |answer: &&mut AuditAnswer| answer.requirement == requirement && answer.dimension == dimension;
    match tools.audit.iter_mut().find(same) {
        Some(answer) => change(answer),
        None => {
            let mut answer = AuditAnswer { requirement, dimension, shown: None, note: String::new() };
            change(&mut answer);
            tools.audit.push(answer);
        }
    }
}

fn row(bench: &Bench, number: usize, question: &AuditQuestion) -> Html {
    let words = &bench.words;
    let Some(requirement) = bench.requirement_at(question.requirement) else { return Html::default() };
    let (id, dimension) = (requirement.id, question.dimension);
    let said = words.requirement(id).cloned().unwrap_or_default();
    let answer = answer_to(bench, question);
    let choices = Demonstrated::ALL.map(|one| Choice {
        value: one.code().into(),
        title: words.get(match one {
            Demonstrated::Shown => Key::AuditShown,
            Demonstrated::Told => Key::AuditTold,
            Demonstrated::Stuck => Key::AuditStuck,
        }),
        detail: AttrValue::default(),
        chosen: answer.is_some_and(|answer| answer.shown == Some(one)),
    });
    let onchoose = bench.changing(String::new(), move |tools: &mut Tools, code: AttrValue| {
        change(tools, id, dimension, |answer| answer.shown = Demonstrated::from_code(&code));
    });
    let oninput = bench.changing(format!("audit/{id}/{}", dimension.code()), move |tools: &mut Tools, text: String| {
        change(tools, id, dimension, |answer| answer.note = text);
    });
    let wanted = match dimension {
        Dimension::Documentation => &said.documentation,
        Dimension::Implementation => &said.implementation,
    };
    let claim = words.fill(
        Key::AuditClaim,
        &[("half", &words.get(half_key(dimension))), ("score", &question.claimed.get().to_string())],
    );
    let standing = if question.evidence == 0 { Standing::Short } else { Standing::Near };
    html! {
        <li class="card stack" key={format!("{id}-{}", dimension.code())}>
            <div class="spread"><h2 class="h3">{ number }{ ". " }{ &said.question }</h2>{ status_tag(standing, words.counted(Key::AuditEvidence, question.evidence as u64)) }</div>
            <p class="small soft">{ bench.requirement_link(id) }{ " · " }{ claim }</p>
            <p><strong>{ words.get(Key::AuditShow) }</strong>{ " " }{ wanted }</p>
            <div class="stances">{ choice_list(ChoiceList { id: format!("audit-{number}").into(), legend: words.get(Key::AuditHow), legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::One, choices: choices.to_vec(), onchoose }) }</div>
            { field(Field { id: format!("audit-note-{number}").into(), label: words.get(Key::AuditNote), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Paragraph, value: answer.map(|answer| answer.note.clone()).unwrap_or_default().into(), oninput }) }
        </li>
    }
}
