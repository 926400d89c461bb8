//! One page for each key measure: why it stands, and the evidence. To be printed as a set.

use super::{
    bench::{Bench, half_key, head, print_button},
    check::footing_tag,
};
use crate::{
    address::Tool,
    components::field::{Field, Kind, field},
    format,
    key::Key,
    pages::levels::scored_key,
};
use belfry_dossier::evidence::{Evidence, Target};
use belfry_engine::{
    catalogue::{Dimension, Requirement},
    equivalence::{Statement, footing},
    mapping::Grade,
};
use yew::prelude::*;

/// The page of pages.
pub fn pages(bench: &Bench) -> Html {
    let words = &bench.words;
    let level = bench.report.level;
    let keys = bench.catalogue().at_level(level).filter(|(_, requirement)| requirement.is_key_at(level));
    let keys: Vec<(usize, &Requirement)> = keys.collect();
    html! {
        <div class="stack-wide one-pages">
            <div class="screen-only stack-wide">
                { head(bench, Key::TitlePages, Key::PagesLead) }
                { bench.iso_pages(&Tool::Pages) }
                <p class="note note-uncertain">{ words.get(Key::CheckAuthority) }</p>
                <p class="row">{ print_button(bench) }<span class="soft">{ words.counted(Key::PagesCount, keys.len() as u64) }</span></p>
            </div>
            { for keys.into_iter().map(|(at, requirement)| one(bench, at, requirement)) }
        </div>
    }
}

/// Every piece that shows the requirement: its own, and those of the controls that carry or help it; each once.
fn evidence(bench: &Bench, at: usize, requirement: &Requirement) -> Vec<Evidence> {
    let useful = bench.mapping().of_requirement(at).iter().filter(|pair| pair.grade != Grade::Related);
    let mut targets = vec![Target::Requirement(requirement.id)];
    targets.extend(
        useful.filter_map(|pair| bench.controls().get(pair.control)).map(|one| Target::Control(one.id.clone())),
    );
    let serves = |piece: &&Evidence| targets.iter().any(|target| piece.serves.contains(target));
    bench.view.dossier.evidence.iter().filter(serves).filter(|piece| !piece.is_blank()).cloned().collect()
}

/// What stands on the page until the user writes something better: what is known, nothing more.
fn proposal(bench: &Bench, at: usize, requirement: &Requirement) -> String {
    let words = &bench.words;
    let record = bench.view.dossier.record(requirement.id);
    let mut lines = Vec::new();
    let name = &bench.view.dossier.name;
    let carriers: Vec<String> = bench
        .mapping()
        .graded(at, Grade::Carries)
        .filter_map(|pair| bench.controls().get(pair.control))
        .filter(|control| bench.tools().control(&control.id).state().is_in_place())
        .map(|control| format!("{} ({})", control.id, bench.control_title(&control.id)))
        .collect();
    if !carriers.is_empty() {
        lines.push(words.fill(Key::PagesDraftControls, &[("controls", &carriers.join(", "))]).to_string());
    }
    for dimension in Dimension::ALL {
        if let Some(score) = record.score(dimension) {
            let half = words.get(half_key(dimension));
            lines.push(
                words.fill(Key::PagesDraftScore, &[("half", &half), ("score", &score.get().to_string())]).to_string(),
            );
        }
    }
    if !record.note.trim().is_empty() {
        lines.push(record.note.trim().to_owned());
    }
    if !name.is_empty() && !lines.is_empty() {
        lines.insert(0, words.fill(Key::PagesDraftName, &[("name", name)]).to_string());
    }
    lines.join("\n")
}

fn one(bench: &Bench, at: usize, requirement: &Requirement) -> Html {
    let words = &bench.words;
    let id = requirement.id;
    let said = words.requirement(id).cloned().unwrap_or_default();
    let record = bench.view.dossier.record(id);
    let states = bench.states();
    let proven = |control: usize| bench.is_proven(control);
    let footing = footing(bench.mapping(), at, Statement { states: &states, proven: &proven });
    let written = bench.tools().explanations.get(&id).cloned();
    let text = written.clone().unwrap_or_else(|| proposal(bench, at, requirement));
    let oninput = bench.changing(format!("explanation/{id}"), move |tools, text: String| {
        tools.explanations.insert(id, text);
    });
    let again = bench.changing(String::new(), move |tools, _: MouseEvent| {
        tools.explanations.remove(&id);
    });
    let score = |dimension: Dimension| {
        let score = record.score(dimension).map_or_else(|| "–".to_owned(), |score| score.get().to_string());
        html! { <><dt>{ words.get(half_key(dimension)) }</dt><dd>{ score }</dd></> }
    };
    let pieces = evidence(bench, at, requirement);
    let piece = |piece: &Evidence| {
        html! {
            <tr>
                <th scope="row">{ &piece.title }</th>
                <td>{ words.get(half_key(piece.dimension)) }</td>
                <td>{ &piece.place }</td>
                <td>{ piece.dated.map(|date| bench.day(date)).unwrap_or_default() }</td>
            </tr>
        }
    };
    let entity = &bench.view.dossier.name;
    let heading = format!("page-{id}");
    html! {
        <article class="card stack one-page" aria-labelledby={heading.clone()} key={id.to_string()}>
            <p class="small soft spread"><span>{ entity }</span><span>{ words.get(scored_key(bench.report.level)) }{ " · " }{ format::date(words.language(), bench.view.today) }</span></p>
            <h2 id={heading}><span class="identifier">{ id.to_string() }</span>{ " " }{ &said.title }</h2>
            <p class="screen-only">{ footing_tag(bench, footing) }</p>
            <dl class="row scores">{ for Dimension::ALL.into_iter().map(score) }</dl>
            <div class="screen-only">
                { field(Field { id: format!("explanation-{id}").into(), label: words.get(Key::PagesExplanation), hint: words.get(Key::PagesExplanationHint), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Paragraph, value: text.clone().into(), oninput }) }
                if written.is_some() { <button type="button" class="button button-quiet" onclick={again}>{ words.get(Key::PagesAgain) }</button> }
            </div>
            <div class="print-only explanation">{ for text.lines().map(|line| html! { <p>{ line }</p> }) }</div>
            <h3>{ words.get(Key::PagesEvidence) }</h3>
            if pieces.is_empty() {
                <p>{ words.get(Key::PagesNoEvidence) }{ " " }<span class="screen-only">{ bench.tool_link(Tool::Evidence) }</span></p>
            } else {
                <div class="scroll" tabindex="0" role="group" aria-label={words.get(Key::PagesEvidence)}>
                    <table>
                        <thead><tr><th scope="col">{ words.get(Key::EvidenceTitle) }</th><th scope="col">{ words.get(Key::EvidenceKind) }</th><th scope="col">{ words.get(Key::EvidencePlace) }</th><th scope="col">{ words.get(Key::EvidenceDated) }</th></tr></thead>
                        <tbody>{ for pieces.iter().map(piece) }</tbody>
                    </table>
                </div>
            }
        </article>
    }
}
