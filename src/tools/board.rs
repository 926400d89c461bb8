//! One page for the board: what the law makes of the organisation, what it must do, what it risks, three decisions.

use super::bench::{Bench, print_button};
use crate::{
    address::Route,
    components::{
        field::{Field, Kind, field},
        link::{Place, link},
        status::{Standing, status_tag},
    },
    format,
    key::Key,
    pages::{needs_scope, verdict::sentence},
};
use belfry_dossier::tools::Tools;
use belfry_engine::{
    calendar::{Due, DueStanding},
    classification::Fine,
    date::Date,
    scoring::Gate,
};
use yew::prelude::*;

/// The page.
pub fn board(bench: &Bench) -> Html {
    let words = &bench.words;
    let Some(found) = bench.report.classification.as_ref() else { return needs_scope(bench) };
    let card = bench.report.method();
    let total = card.total.map_or_else(|| "–".to_owned(), |total| format::maturity(words.language(), total));
    let gate = format::maturity(words.language(), bench.catalogue().thresholds.at(bench.report.level).total);
    let keys = card.key_measures.iter().filter(|key| key.passes() == Gate::Open).count();
    let fine = |fine: &Fine| html! { <li>{ words.law(&format!("fine.{}", fine.id)) }{ ": " }{ crate::pages::verdict::fine_text(bench, fine) }</li> };
    let duty =
        |duty: &belfry_engine::identifier::DutyId| html! { <li>{ words.law(&format!("duty.{duty}.title")) }</li> };
    let dues = bench.dues();
    let next = dues
        .iter()
        .filter(|due| due.obligation.duty.is_some())
        .filter(|due| matches!(due.standing, DueStanding::Late | DueStanding::Soon | DueStanding::Ahead))
        .filter_map(|due| Some((due.on?, due)));
    let date = |(on, due): (Date, &Due<'_>)| {
        let late = (due.standing == DueStanding::Late).then(|| status_tag(Standing::Short, words.get(Key::DueLate)));
        html! { <li><strong>{ bench.day(on) }</strong>{ " " }{ words.tool(&format!("obligation.{}.title", due.obligation.id)) }{ " " }{ late.unwrap_or_default() }</li> }
    };
    let next: Vec<Html> = next.map(date).collect();
    let first: Vec<String> = bench
        .report
        .roadmap
        .tasks
        .iter()
        .take(3)
        .filter_map(|task| words.measure(task.measure.as_str()))
        .map(|said| said.title.to_string())
        .collect();
    let days: f64 = bench.report.roadmap.tasks.iter().map(|task| task.effort.to_f64()).sum();
    let proposals = [
        words.get(Key::BoardDecisionOne).to_string(),
        words
            .fill(
                Key::BoardDecisionTwo,
                &[("days", &format::number(words.language(), days, 0)), ("day", &bench.day(bench.report.roadmap.ends))],
            )
            .to_string(),
        words.get(Key::BoardDecisionThree).to_string(),
    ];
    let decision = |(at, proposal): (usize, &String)| {
        let written = bench.tools().decisions.get(at).filter(|text| !text.is_empty());
        let text = written.unwrap_or(proposal).clone();
        let oninput = bench.changing(format!("decision/{at}"), move |tools: &mut Tools, text: String| {
            if tools.decisions.len() <= at {
                tools.decisions.resize(at + 1, String::new());
            }
            if let Some(place) = tools.decisions.get_mut(at) {
                *place = text;
            }
        });
        html! {
            <li>
                <div class="screen-only">{ field(Field { id: format!("decision-{at}").into(), label: words.fill(Key::BoardDecision, &[("number", &(at + 1).to_string())]), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Paragraph, value: text.clone().into(), oninput }) }</div>
                <span class="print-only">{ text }</span>
            </li>
        }
    };
    html! {
        <div class="page-narrow stack-wide board">
            <header class="stack">
                <p class="small soft spread"><span>{ &bench.view.dossier.name }</span><span>{ bench.day(bench.view.today) }</span></p>
                <h1 tabindex="-1">{ words.get(Key::TitleBoard) }</h1>
                <p class="lead">{ sentence(bench, found) }</p>
                <p class="screen-only">{ print_button(bench) }</p>
            </header>
            <section class="stack-tight"><h2>{ words.get(Key::BoardDuties) }</h2>
                if found.duties.is_empty() { <p>{ words.get(Key::BoardNoDuties) }</p> }
                <ul class="columns">{ for found.duties.iter().map(duty) }</ul></section>
            if !found.fines.is_empty() {
                <section class="stack-tight"><h2>{ words.get(Key::BoardLiability) }</h2>
                    <p>{ words.get(Key::BoardLiabilityText) }{ " " }{ crate::pages::citation::citations(bench, bench.law.duties.iter().filter(|duty| duty.id.as_str() == "management").flat_map(|duty| &duty.law)) }</p>
                    <ul>{ for bench.law.fines.iter().filter(|fine| found.fines.contains(&fine.id)).map(fine) }</ul></section>
            }
            <section class="stack-tight"><h2>{ words.get(Key::BoardWhere) }</h2>
                <p>{ words.fill(Key::BoardScore, &[("total", &total), ("gate", &gate), ("keys", &keys.to_string()), ("all", &card.key_measures.len().to_string())]) }</p>
                if card.answered < card.asked { <p class="small">{ words.fill(Key::BoardOpen, &[("answered", &card.answered.to_string()), ("asked", &card.asked.to_string())]) }</p> }
                if !first.is_empty() { <p>{ words.get(Key::BoardFirst) }{ " " }{ first.join(" · ") }</p> }</section>
            if !next.is_empty() { <section class="stack-tight"><h2>{ words.get(Key::BoardDates) }</h2><ul>{ for next }</ul></section> }
            <section class="stack"><h2>{ words.get(Key::BoardDecisions) }</h2><ol>{ for proposals.iter().enumerate().map(decision) }</ol></section>
            <p class="small soft">{ words.get(Key::FrameDisclaimer) }{ " " }<span class="screen-only">{ link(bench, Route::Verdict, Classes::new(), Place::Elsewhere, html! { <>{ words.get(Key::TitleVerdict) }</> }) }</span></p>
        </div>
    }
}
