//! What the work on one standard suggests for the other. Nothing is filled in until the user says so.

use super::{
    bench::{Bench, half_key, head, progress_tag},
    cover::pair_line,
};
use crate::{
    address::Tool,
    components::status::{Standing, status_tag},
    key::Key,
    state::Message,
};
use belfry_dossier::{
    action::{Action, Change},
    tools::Tools,
};
use belfry_engine::{
    answer::Answer,
    catalogue::Dimension,
    identifier::RequirementId,
    maturity::Score,
    prefill::{ControlSuggestion, Rests, Suggestion, control_suggestions, suggestions},
};
use yew::prelude::*;

/// The page.
pub fn fill(bench: &Bench) -> Html {
    let words = &bench.words;
    let (catalogue, mapping, states) = (bench.catalogue(), bench.mapping(), bench.states());
    let answers = bench.view.dossier.answers(catalogue);
    let open = |suggestion: &Suggestion| matches!(answers.get(suggestion.requirement), Some(Answer::Open) | None);
    let all = suggestions(catalogue, bench.report.level, mapping, &states);
    let (fresh, answered): (Vec<_>, Vec<_>) = all.into_iter().partition(open);
    let differs: Vec<_> = answered.into_iter().filter(|suggestion| higher(bench, suggestion)).collect();
    let back = control_suggestions(catalogue, bench.report.level, mapping, &states, &answers);
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleFill, Key::FillLead) }
            { bench.iso_pages(&Tool::Fill) }
            { bench.needs_statement() }
            <section class="stack" aria-labelledby="fill-fresh">
                <h2 id="fill-fresh">{ words.counted(Key::FillFresh, fresh.len() as u64) }</h2>
                <p>{ words.get(Key::FillRule) }</p>
                { groups(bench, &fresh) }
            </section>
            if !differs.is_empty() {
                <section class="stack" aria-labelledby="fill-differs">
                    <h2 id="fill-differs">{ words.counted(Key::FillDiffers, differs.len() as u64) }</h2>
                    <p>{ words.get(Key::FillDiffersText) }</p>
                    <ul role="list" class="stack">{ for differs.iter().map(|suggestion| row(bench, suggestion)) }</ul>
                </section>
            }
            <section class="stack" aria-labelledby="fill-back">
                <h2 id="fill-back">{ words.counted(Key::FillBack, back.len() as u64) }</h2>
                <p>{ words.get(Key::FillBackText) }</p>
                { back_list(bench, &back) }
            </section>
        </div>
    }
}

/// The changes that taking a suggestion makes: never a step down, and where the question is still open only the half that
/// is.
fn changes(bench: &Bench, suggestion: &Suggestion) -> Vec<Action> {
    let Some(requirement) = bench.requirement_at(suggestion.requirement) else { return Vec::new() };
    let id = requirement.id;
    let record = bench.view.dossier.record(id);
    let open = record.answer() == Answer::Open;
    let rises = |dimension: Dimension, score: Score| match record.score(dimension) {
        None => true,
        Some(answered) => !open && score > answered,
    };
    let half = |dimension: Dimension| {
        let score = suggestion.half(dimension).filter(|score| rises(dimension, *score))?;
        Some(Action::Record(id, Change::Score(dimension, score)))
    };
    Dimension::ALL.into_iter().filter_map(half).collect()
}

/// Whether a half is suggested above what was answered.
fn higher(bench: &Bench, suggestion: &Suggestion) -> bool {
    let Some(requirement) = bench.requirement_at(suggestion.requirement) else { return false };
    let record = bench.view.dossier.record(requirement.id);
    let above = |dimension: Dimension| {
        let scores = suggestion.half(dimension).zip(record.score(dimension));
        scores.is_some_and(|(suggested, answered)| suggested > answered)
    };
    matches!(record.answer(), Answer::Scored { .. }) && Dimension::ALL.into_iter().any(above)
}

/// A button that makes several changes in one go; each can be undone.
fn taking(bench: &Bench, label: AttrValue, class: &'static str, actions: Vec<Action>) -> Html {
    let (send, tell, told) =
        (bench.send.clone(), bench.tell.clone(), bench.words.counted(Key::FillTaken, actions.len() as u64));
    let onclick = Callback::from(move |_: MouseEvent| {
        for action in &actions {
            send.emit(Message::Do(action.clone()));
        }
        tell.emit(told.clone());
    });
    html! { <button type="button" class={classes!("button", class)} {onclick}>{ label }</button> }
}

fn groups(bench: &Bench, fresh: &[Suggestion]) -> Html {
    let words = &bench.words;
    let catalogue = bench.catalogue();
    let group = |(at, id): (usize, &belfry_engine::identifier::CategoryId)| {
        let of_category: Vec<&Suggestion> = fresh
            .iter()
            .filter(|one| bench.requirement_at(one.requirement).is_some_and(|requirement| requirement.category == at))
            .collect();
        if of_category.is_empty() {
            return Html::default();
        }
        let actions = of_category.iter().flat_map(|suggestion| changes(bench, suggestion)).collect();
        let label = words.counted(Key::FillTakeGroup, of_category.len() as u64);
        html! {
            <details class="card-plain" key={id.to_string()}>
                <summary><span class="identifier">{ id.to_string() }</span>{ words.name(id.as_str()) }<span class="soft">{ of_category.len() }</span></summary>
                <div class="stack">
                    <p>{ taking(bench, label, "", actions) }</p>
                    <ul role="list" class="stack">{ for of_category.into_iter().map(|suggestion| row(bench, suggestion)) }</ul>
                </div>
            </details>
        }
    };
    html! { <>{ for catalogue.categories.iter().enumerate().map(group) }</> }
}

fn row(bench: &Bench, suggestion: &Suggestion) -> Html {
    let words = &bench.words;
    let Some(requirement) = bench.requirement_at(suggestion.requirement) else { return Html::default() };
    let id: RequirementId = requirement.id;
    let record = bench.view.dossier.record(id);
    let half = |dimension: Dimension| {
        let Some(score) = suggestion.half(dimension) else { return Html::default() };
        let said = |score: Score| score.get().to_string();
        let text = match record.score(dimension) {
            Some(answered) => words.fill(
                Key::FillHalfBeside,
                &[("half", &words.get(half_key(dimension))), ("score", &said(score)), ("answered", &said(answered))],
            ),
            None => words.fill(Key::FillHalf, &[("half", &words.get(half_key(dimension))), ("score", &said(score))]),
        };
        html! { <span class="tag">{ text }</span> }
    };
    let because = match suggestion.rests {
        Rests::OnCarriers => Key::FillOnCarriers,
        Rests::OnHelpers => Key::FillOnHelpers,
    };
    let wanted = match suggestion.rests {
        Rests::OnCarriers => belfry_engine::mapping::Grade::Carries,
        Rests::OnHelpers => belfry_engine::mapping::Grade::Helps,
    };
    let pairs = bench.mapping().graded(suggestion.requirement, wanted).map(|pair| pair_line(bench, pair));
    html! {
        <li class="stack-tight pair-requirement" key={id.to_string()}>
            <p>{ bench.requirement_link(id) }</p>
            <p class="row">{ for Dimension::ALL.into_iter().map(half) }{ taking(bench, words.get(Key::FillTake), "", changes(bench, suggestion)) }</p>
            <details><summary class="small">{ words.get(because) }</summary><ul role="list" class="pairs">{ for pairs }</ul></details>
        </li>
    }
}

fn back_list(bench: &Bench, back: &[ControlSuggestion]) -> Html {
    let words = &bench.words;
    if back.is_empty() {
        return Html::default();
    }
    let put = |tools: &mut Tools, id: &belfry_engine::identifier::ControlId, suggestion: &ControlSuggestion| {
        let mut record = tools.control(id);
        record.documentation = record.documentation.or(suggestion.documentation);
        record.implementation = record.implementation.or(suggestion.implementation);
        tools.set_control(id.clone(), record);
    };
    let named: Vec<_> =
        back.iter().filter_map(|one| Some((bench.controls().get(one.control)?.id.clone(), one.clone()))).collect();
    let row = |(id, suggestion): &(belfry_engine::identifier::ControlId, ControlSuggestion)| {
        let take = {
            let (id, suggestion) = (id.clone(), suggestion.clone());
            bench.changing(String::new(), move |tools, _: MouseEvent| put(tools, &id, &suggestion))
        };
        let half = |dimension: Dimension, progress| html! { <span class="row small">{ words.get(half_key(dimension)) }{ progress_tag(bench, progress) }</span> };
        html! {
            <li class="spread" key={id.to_string()}>
                <span>{ bench.control_name(id) }</span>
                <span class="row">
                    if suggestion.documentation.is_some() { { half(Dimension::Documentation, suggestion.documentation) } }
                    if suggestion.implementation.is_some() { { half(Dimension::Implementation, suggestion.implementation) } }
                    <button type="button" class="button" onclick={take}>{ words.get(Key::FillTake) }</button>
                </span>
            </li>
        }
    };
    let all = {
        let named = named.clone();
        bench.changing(String::new(), move |tools, _: MouseEvent| {
            for (id, suggestion) in &named {
                put(tools, id, suggestion);
            }
        })
    };
    html! {
        <details class="card-plain">
            <summary>{ words.get(Key::FillBackShow) }{ status_tag(Standing::Unknown, back.len().to_string()) }</summary>
            <div class="stack">
                <p><button type="button" class="button" onclick={all}>{ words.counted(Key::FillTakeGroup, named.len() as u64) }</button></p>
                <ul role="list" class="stack-tight">{ for named.iter().map(row) }</ul>
            </div>
        </details>
    }
}
