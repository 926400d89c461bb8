//! Would the statement of applicability reach the level? A check beforehand: only the authority decides.

use super::{
    bench::{Bench, head},
    cover::pair_line,
    iso::doubts,
};
use crate::{
    address::{Route, Tool},
    components::{
        link::{Place, link},
        status::{Standing, status_tag},
    },
    key::Key,
    pages::levels::scored_key,
};
use belfry_dossier::evidence::Target;
use belfry_engine::{
    catalogue::Dimension,
    control::{Applicability, Theme},
    equivalence::{Check, Flaw, Footing, Statement, check as checked},
};
use yew::prelude::*;

/// The page.
pub fn check(bench: &Bench) -> Html {
    let words = &bench.words;
    let states = bench.states();
    let proven = |control: usize| bench.is_proven(control);
    let statement = Statement { states: &states, proven: &proven };
    let checks = checked(bench.catalogue(), bench.report.level, bench.mapping(), statement);
    let level = words.get(scored_key(bench.report.level));
    let keys: Vec<&Check> = checks.iter().filter(|check| check.is_key).collect();
    let others = |footing: Footing| checks.iter().filter(move |check| !check.is_key && check.footing == footing);
    let firm = keys.iter().filter(|check| check.footing == Footing::Firm).count();
    let sum =
        words.fill(Key::CheckKeys, &[("firm", &firm.to_string()), ("all", &keys.len().to_string()), ("level", &level)]);
    let group = |footing: Footing| {
        let all: Vec<&Check> = others(footing).collect();
        if all.is_empty() {
            return Html::default();
        }
        html! {
            <details class="card-plain" key={footing.code()}>
                <summary>{ footing_tag(bench, footing) }<span class="soft">{ all.len() }</span></summary>
                <ul role="list" class="stack">{ for all.into_iter().map(|check| row(bench, check)) }</ul>
            </details>
        }
    };
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleCheck, Key::CheckLead) }
            { bench.iso_pages(&Tool::Check) }
            <p class="note note-uncertain">{ words.get(Key::CheckAuthority) }</p>
            { bench.needs_statement() }
            { doubts(bench) }
            { flaws(bench) }
            <section class="stack" aria-labelledby="check-keys">
                <div class="spread"><h2 id="check-keys">{ sum }</h2>{ link(bench, Route::Tools(Tool::Pages), classes!("button", "screen-only"), Place::Elsewhere, html! { <>{ words.get(Key::CheckToPages) }</> }) }</div>
                <ul role="list" class="stack">{ for keys.into_iter().map(|check| row(bench, check)) }</ul>
            </section>
            <section class="stack" aria-labelledby="check-others">
                <h2 id="check-others">{ words.get(Key::CheckOthers) }</h2>
                { for Footing::ALL.into_iter().map(group) }
            </section>
        </div>
    }
}

/// A footing, in word and shape.
pub fn footing_tag(bench: &Bench, footing: Footing) -> Html {
    let (standing, key) = match footing {
        Footing::LeftOut => (Standing::Short, Key::FootingLeftOut),
        Footing::Uncarried => (Standing::Short, Key::FootingUncarried),
        Footing::Weak => (Standing::Near, Key::FootingWeak),
        Footing::Unknown => (Standing::Unknown, Key::FootingUnknown),
        Footing::Unproven => (Standing::Near, Key::FootingUnproven),
        Footing::Firm => (Standing::Met, Key::FootingFirm),
    };
    status_tag(standing, bench.words.get(key))
}

fn row(bench: &Bench, check: &Check) -> Html {
    let words = &bench.words;
    let Some(requirement) = bench.requirement_at(check.requirement) else { return Html::default() };
    let id = requirement.id;
    let said = words.requirement(id).cloned().unwrap_or_default();
    let pairs = bench.mapping().of_requirement(check.requirement).iter().map(|pair| pair_line(bench, pair));
    html! {
        <li class="stack-tight pair-requirement" key={id.to_string()}>
            <p class="spread"><span>{ bench.requirement_link(id) }</span>{ footing_tag(bench, check.footing) }</p>
            <details>
                <summary class="small">{ words.get(Key::CheckWhy) }</summary>
                <div class="stack">
                    <ul role="list" class="pairs">{ for pairs }</ul>
                    <p><strong>{ words.get(Key::CheckAsked) }</strong></p>
                    <ul><li>{ &said.documentation }</li><li>{ &said.implementation }</li></ul>
                </div>
            </details>
        </li>
    }
}

/// What an auditor would find in the statement itself.
fn flaws(bench: &Bench) -> Html {
    let words = &bench.words;
    let mut found: Vec<(Flaw, String)> = Vec::new();
    for control in bench.controls() {
        let record = bench.tools().control(&control.id);
        let name = format!("{} {}", control.id, bench.control_title(&control.id));
        let excluded = record.applicability == Applicability::Excluded;
        let proofs = bench.proofs(&Target::Control(control.id.clone()), Dimension::Implementation);
        if excluded && control.theme == Theme::Clause {
            found.push((Flaw::ClauseLeftOut, name));
        } else if excluded && record.justification.trim().is_empty() {
            found.push((Flaw::Unexplained, name));
        } else if record.state().is_in_place() && proofs == 0 {
            found.push((Flaw::Unsubstantiated, name));
        } else if !record.state().is_known() {
            found.push((Flaw::Silent, name));
        }
    }
    let part = |(flaw, key): (Flaw, Key)| {
        let names: Vec<&String> = found.iter().filter(|(other, _)| *other == flaw).map(|(_, name)| name).collect();
        if names.is_empty() {
            return Html::default();
        }
        html! {
            <details>
                <summary>{ words.counted(key, names.len() as u64) }</summary>
                <ul class="columns">{ for names.into_iter().map(|name| html! { <li>{ name }</li> }) }</ul>
            </details>
        }
    };
    let kinds = [
        (Flaw::ClauseLeftOut, Key::FlawClause),
        (Flaw::Unexplained, Key::FlawUnexplained),
        (Flaw::Unsubstantiated, Key::FlawUnsubstantiated),
        (Flaw::Silent, Key::FlawSilent),
    ];
    html! {
        <section class="card stack" aria-labelledby="flaws">
            <h2 id="flaws">{ words.get(Key::FlawsTitle) }</h2>
            <p>{ words.get(if found.is_empty() { Key::FlawsNone } else { Key::FlawsLead }) }</p>
            { for kinds.into_iter().map(part) }
        </section>
    }
}
