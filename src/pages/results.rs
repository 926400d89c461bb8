//! The results, worth printing: verdict, level, total against the gates, categories, key measures, blockers, ledgers.

use super::{
    lead::lead,
    levels::{assurance_key, dossier_tower, sentence},
    live::standing,
    needs_words,
};
use crate::{
    address::Route,
    browser,
    components::{
        heatmap::{self, Cell, HeatRow, Heatmap},
        icon::{Picture, icon},
        link::{Place, link},
        radar::{self, Look, Radar, Spoke},
        status::{Standing, status_tag},
    },
    desk::Study,
    format,
    key::Key,
    pages::dossiers::save_file,
};
use belfry_engine::{
    gap::Blocker,
    maturity::Maturity,
    scoring::{CategoryScore, Difference, Gate, KeyMeasureScore, Scorecard, Violation},
};
use yew::prelude::*;

/// The results.
pub fn results(desk: &Study) -> Html {
    let words = &desk.words;
    if !words.is_complete() {
        return needs_words(desk);
    }
    let report = &desk.report;
    let card = report.method();
    let level = words.get(assurance_key(card.level.assurance()));
    let (verdict, word) = standing(card.verdict());
    let headline = match card.verdict() {
        Gate::Open => words.fill(Key::ResultsPassed, &[("level", &level)]),
        Gate::Closed => words.fill(Key::ResultsClosed, &[("level", &level)]),
        Gate::Unknown => words.counted_fill(Key::ResultsOpen, card.open.len() as u64, &[("level", &level)]),
    };
    let print = Callback::from(|_: MouseEvent| browser::print());
    let name = &desk.view.dossier.name;
    html! {
        <div class="results stack-wide">
            <header class="results-head">
                <div class="stack">
                    if !name.is_empty() { <p class="soft">{ name }{ " · " }{ format::date(words.language(), desk.view.today) }</p> }
                    <h1 tabindex="-1" class="display">{ headline }</h1>
                    <p class="lead">{ sentence(desk) }</p>
                    <p class="row">{ status_tag(verdict, words.get(word)) }{ status_line(desk) }</p>
                    <p class="row screen-only">
                        { link(desk, Route::Roadmap, classes!("button", "button-main"), Place::Elsewhere, html! { <>{ words.get(Key::ResultsToRoadmap) }{ icon(Picture::Right, "") }</> }) }
                        if !card.is_complete() { { link(desk, Route::Answers(None), classes!("button"), Place::Elsewhere, html! { <>{ words.get(Key::ResultsContinue) }</> }) } }
                        { link(desk, Route::Ask, classes!("button"), Place::Elsewhere, html! { <>{ words.get(Key::ResultsToAsk) }</> }) }
                        <button type="button" class="button" onclick={print}>{ words.get(Key::Print) }</button>
                        { save_file(desk, Key::DossierSave, "", Callback::noop()) }
                    </p>
                </div>
                { dossier_tower(desk) }
            </header>
            { gates(desk, card) }
            { blockers(desk) }
            <section class="stack" aria-labelledby="categories">
                <h2 id="categories">{ words.get(Key::ResultsCategories) }</h2>
                <div class="results-categories">
                    { radar(desk, card) }
                    { heatmap(desk, card) }
                </div>
            </section>
            { key_measures(desk, card) }
            { ledgers(desk) }
            { lead(desk) }
            <slot name="call-to-action"></slot>
        </div>
    }
}

fn status_line(desk: &Study) -> Html {
    let words = &desk.words;
    match &desk.report.classification {
        Some(found) => {
            html! { { link(desk, Route::Verdict, Classes::new(), Place::Elsewhere, html! { <>{ words.law(&format!("status.{}", found.status.code())) }</> }) } }
        }
        None => {
            html! { { link(desk, Route::Scope(None), Classes::new(), Place::Elsewhere, html! { <>{ words.get(Key::NeedsScopeGo) }</> }) } }
        }
    }
}

fn figure(desk: &Study, value: Option<Maturity>) -> AttrValue {
    value.map_or_else(|| "–".into(), |value| format::maturity(desk.words.language(), value).into())
}

fn gates(desk: &Study, card: &Scorecard) -> Html {
    let words = &desk.words;
    let thresholds = desk.catalogue().thresholds.at(card.level);
    let row = |name: Key, what: AttrValue, gate: AttrValue, state: Gate| {
        let (standing, word) = standing(state);
        html! { <tr><th scope="row">{ words.get(name) }</th><td>{ what }</td><td class="number">{ gate }</td><td>{ status_tag(standing, words.get(word)) }</td></tr> }
    };
    let met =
        |met: usize, all: usize| words.fill(Key::GatesOf, &[("met", &met.to_string()), ("all", &all.to_string())]);
    let keys = card.key_measures.iter().filter(|key| key.passes() == Gate::Open).count();
    let categories = card.categories.iter().filter(|category| category.passes() == Gate::Open).count();
    html! {
        <section class="stack" aria-labelledby="gates">
            <h2 id="gates">{ words.get(Key::ResultsGates) }</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="gates">
                <table>
                    <thead><tr>
                        <th scope="col">{ words.get(Key::GatesGate) }</th><th scope="col">{ words.get(Key::GatesReached) }</th>
                        <th scope="col" class="number">{ words.get(Key::GatesNeeded) }</th><th scope="col">{ words.get(Key::GatesState) }</th>
                    </tr></thead>
                    <tbody>
                        { row(Key::GatesTotal, figure(desk, card.total), figure(desk, Some(thresholds.total)), card.total_gate()) }
                        { row(Key::GatesKeys, met(keys, card.key_measures.len()), figure(desk, Some(thresholds.key_measure)), card.key_measures_gate()) }
                        if thresholds.category.is_some() {
                            { row(Key::GatesCategories, met(categories, card.categories.len()), figure(desk, thresholds.category), card.categories_gate()) }
                        }
                        { row(Key::GatesAnswered, met(card.answered, card.asked), card.asked.to_string().into(), if card.is_complete() { Gate::Open } else { Gate::Unknown }) }
                    </tbody>
                </table>
            </div>
            if !card.violations.is_empty() {
                <ul class="note note-short">{ for card.violations.iter().map(|violation| html! { <li>{ self::violation(desk, violation) }</li> }) }</ul>
            }
        </section>
    }
}

/// What breaks the rules on "not applicable", in words.
pub fn violation(desk: &Study, violation: &Violation) -> AttrValue {
    let words = &desk.words;
    match violation {
        Violation::KeyMeasure(id) => words.fill(Key::ViolationKey, &[("requirement", id.as_str())]),
        Violation::ManagementAspect(id) => words.fill(Key::ViolationManagement, &[("requirement", id.as_str())]),
        Violation::NotAvailable(id) => words.fill(Key::ViolationUnavailable, &[("requirement", id.as_str())]),
        Violation::TooMany { used, most } => {
            words.fill(Key::ViolationMany, &[("used", &used.to_string()), ("most", &most.to_string())])
        }
    }
}

fn blockers(desk: &Study) -> Html {
    let words = &desk.words;
    let report = &desk.report;
    let found = report.blockers.at(report.level);
    if found.is_empty() {
        return Html::default();
    }
    let short_by = |short: &Maturity| format::number(words.language(), short.to_f64(), 3);
    let row = |blocker: &Blocker| match blocker {
        Blocker::Open(count) => {
            html! { <li>{ link(desk, Route::Answers(None), Classes::new(), Place::Elsewhere, html! { <>{ words.counted(Key::BlockersOpen, *count as u64) }</> }) }</li> }
        }
        Blocker::Rules(count) => html! { <li>{ words.counted(Key::BlockersRules, *count as u64) }</li> },
        Blocker::KeyMeasure { requirement, short } => {
            let Some(requirement) = desk.catalogue().requirements.get(*requirement) else { return Html::default() };
            let title = words.requirement(requirement.id).map(|said| said.title.clone()).unwrap_or_default();
            let text = words.fill(
                Key::BlockerKey,
                &[("requirement", requirement.id.as_str()), ("title", &title), ("short", &short_by(short))],
            );
            html! { <li>{ link(desk, Route::Answers(Some(requirement.id)), Classes::new(), Place::Elsewhere, html! { <>{ text }</> }) }</li> }
        }
        Blocker::Category { category, short } => {
            let code = desk.catalogue().categories.get(*category).map_or("", |category| category.as_str());
            html! { <li>{ words.fill(Key::BlockerCategory, &[("code", code), ("name", &words.name(code)), ("short", &short_by(short))]) }</li> }
        }
        Blocker::Total { short } => {
            html! { <li>{ words.fill(Key::BlockersTotal, &[("short", &short_by(short))]) }</li> }
        }
    };
    html! {
        <section class="stack" aria-labelledby="blockers">
            <h2 id="blockers">{ words.get(Key::ResultsBlockers) }</h2>
            <ul class="columns">{ for found.iter().map(row) }</ul>
        </section>
    }
}

fn radar(desk: &Study, card: &Scorecard) -> Html {
    let words = &desk.words;
    let spoke = |score: &CategoryScore| Spoke {
        label: desk
            .catalogue()
            .categories
            .get(score.category)
            .map(|id| AttrValue::from(id.to_string()))
            .unwrap_or_default(),
        line: score.documentation.map(Maturity::to_f64),
        area: score.implementation.map(Maturity::to_f64),
    };
    let weakest = card.categories.iter().filter(|score| score.maturity.is_some()).min_by_key(|score| score.maturity);
    let code = weakest.and_then(|score| desk.catalogue().categories.get(score.category)).map(ToString::to_string);
    let summary = match (code, weakest) {
        (Some(code), Some(score)) => {
            words.fill(Key::RadarSentence, &[("name", &words.name(&code)), ("value", &figure(desk, score.maturity))])
        }
        (Some(_) | None, _) => words.get(Key::RadarEmpty),
    };
    html! {
        <div class="stack-tight">
            { radar::draw(&Radar { spokes: card.categories.iter().map(spoke).collect::<Vec<_>>(), gate: card.total_gate.to_f64(), look: Look::Halves, sentence: summary.clone() }) }
            <p class="row small radar-key">
                <span class="key-line key-line-documentation">{ words.get(Key::AnswerWritten) }</span>
                <span class="key-line">{ words.get(Key::AnswerDone) }</span>
                <span class="key-line key-line-gate">{ words.get(Key::RadarGate) }</span>
            </p>
            <p class="small soft">{ summary }</p>
        </div>
    }
}

fn heatmap(desk: &Study, card: &Scorecard) -> Html {
    let words = &desk.words;
    let cell = |value: Option<Maturity>| Cell {
        figure: figure(desk, value),
        // The shade is the whole step below: 2.99 is a 2.
        shade: value.map(|value| {
            let (top, bottom) = value.terms();
            u8::try_from(top / bottom).unwrap_or(5).clamp(1, 5)
        }),
    };
    let row = |score: &CategoryScore| {
        let code = desk.catalogue().categories.get(score.category).map(ToString::to_string).unwrap_or_default();
        let gate = score.gate.unwrap_or(card.total_gate);
        let (standing, word) = match score.maturity {
            None => (Standing::Unknown, Key::GateUnknown),
            Some(maturity) if maturity.meets(gate) => (Standing::Met, Key::HeatMet),
            Some(maturity) if maturity.short_of(gate).is_some_and(is_near) => (Standing::Near, Key::HeatNear),
            Some(_) => (Standing::Short, Key::HeatShort),
        };
        HeatRow {
            name: words.name(&code),
            code: code.into(),
            cells: [cell(score.documentation), cell(score.implementation), cell(score.maturity)],
            answered: format!("{}/{}", score.answered, score.asked).into(),
            standing,
            standing_label: words.get(word),
        }
    };
    let headings =
        [Key::HeatCategory, Key::AnswerWritten, Key::AnswerDone, Key::HeatMaturity, Key::HeatAnswered, Key::GatesState];
    heatmap::draw(&Heatmap {
        caption: words.get(Key::HeatCaption),
        headings: headings.map(|key| words.get(key)),
        rows: card.categories.iter().map(row).collect::<Vec<_>>(),
    })
}

/// Less than half a step below a gate is "near".
fn is_near(short: Maturity) -> bool {
    let (top, bottom) = short.terms();
    2 * top < bottom
}

fn key_measures(desk: &Study, card: &Scorecard) -> Html {
    let words = &desk.words;
    let row = |key: &KeyMeasureScore| {
        let Some(requirement) = desk.catalogue().requirements.get(key.requirement) else { return Html::default() };
        let (standing, word) = standing(key.passes());
        let title = words.requirement(requirement.id).map(|said| said.title.clone()).unwrap_or_default();
        html! {
            <tr key={requirement.id.to_string()}>
                <th scope="row">{ link(desk, Route::Answers(Some(requirement.id)), Classes::new(), Place::Elsewhere, html! { <><span class="identifier">{ requirement.id.to_string() }</span>{ " " }{ title }</> }) }</th>
                <td class="number">{ figure(desk, key.maturity) }</td>
                <td class="number">{ figure(desk, Some(key.gate)) }</td>
                <td>{ status_tag(standing, words.get(word)) }</td>
            </tr>
        }
    };
    html! {
        <section class="stack" aria-labelledby="keys">
            <h2 id="keys">{ words.get(Key::ResultsKeys) }</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="keys">
                <table>
                    <thead><tr>
                        <th scope="col">{ words.get(Key::KeysRequirement) }</th><th scope="col" class="number">{ words.get(Key::HeatMaturity) }</th>
                        <th scope="col" class="number">{ words.get(Key::GatesNeeded) }</th><th scope="col">{ words.get(Key::GatesState) }</th>
                    </tr></thead>
                    <tbody>{ for card.key_measures.iter().map(row) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn ledgers(desk: &Study) -> Html {
    let words = &desk.words;
    let report = &desk.report;
    let (method, workbook) = (report.method(), &report.workbook);
    let exact = |card: &Scorecard| card.total.map(|total| total.to_string()).unwrap_or_default();
    let row = |name: Key, card: &Scorecard| {
        let (standing, word) = standing(card.verdict());
        html! {
            <tr><th scope="row">{ words.get(name) }</th><td class="number">{ figure(desk, card.total) }</td><td class="number">{ exact(card) }</td>
                <td>{ status_tag(standing, words.get(word)) }</td></tr>
        }
    };
    let difference = |difference: &Difference| {
        let code = difference.category.and_then(|at| desk.catalogue().categories.get(at)).map(ToString::to_string);
        let place = code.map_or_else(|| words.get(Key::GatesTotal), AttrValue::from);
        let reason = |id: &belfry_engine::identifier::DeviationId| {
            let cells = desk
                .catalogue()
                .deviations
                .iter()
                .find(|deviation| deviation.id == *id)
                .map(|deviation| deviation.cells.clone());
            html! { <li>{ words.law(&format!("deviation.{id}")) }if let Some(cells) = cells.filter(|cells| !cells.is_empty()) { <span class="identifier">{ " " }{ cells }</span> }</li> }
        };
        html! {
            <tr>
                <th scope="row">{ place }</th>
                <td class="number">{ figure(desk, Some(difference.method)) }</td>
                <td class="number">{ figure(desk, Some(difference.workbook)) }</td>
                <td>if difference.category.is_some() { <ul role="list">{ for difference.because.iter().map(reason) }</ul> } else { { words.get(Key::LedgersFollows) } }</td>
            </tr>
        }
    };
    html! {
        <section class="stack" aria-labelledby="ledgers">
            <h2 id="ledgers">{ words.get(Key::ResultsLedgers) }</h2>
            <p>{ words.get(Key::LedgersLead) }</p>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="ledgers">
                <table>
                    <thead><tr>
                        <th scope="col">{ words.get(Key::LedgersLedger) }</th><th scope="col" class="number">{ words.get(Key::GatesTotal) }</th>
                        <th scope="col" class="number">{ words.get(Key::LedgersExact) }</th><th scope="col">{ words.get(Key::GatesState) }</th>
                    </tr></thead>
                    <tbody>{ row(Key::LedgersMethod, method) }{ row(Key::LedgersWorkbook, workbook) }</tbody>
                </table>
            </div>
            if report.differences.is_empty() {
                <p>{ words.get(Key::LedgersSame) }</p>
            } else {
                <div class="scroll" tabindex="0" role="group" aria-label={words.get(Key::LedgersDifferences)}>
                    <table>
                        <caption>{ words.get(Key::LedgersDifferences) }</caption>
                        <thead><tr>
                            <th scope="col">{ words.get(Key::LedgersWhere) }</th><th scope="col" class="number">{ words.get(Key::LedgersMethod) }</th>
                            <th scope="col" class="number">{ words.get(Key::LedgersWorkbook) }</th><th scope="col">{ words.get(Key::LedgersWhy) }</th>
                        </tr></thead>
                        <tbody>{ for report.differences.iter().map(difference) }</tbody>
                    </table>
                </div>
            }
        </section>
    }
}
