//! One calendar for every scheme: what falls due when, bundled where one effort serves several.

use super::bench::{Bench, head, print_button};
use crate::{
    components::status::{Standing, status_tag},
    key::Key,
    pages::citation::certainty,
};
use belfry_dossier::evidence::Freshness;
use belfry_engine::{
    calendar::{Bundle, Cycle, Diary, Due, DueStanding, Obligation, bundles, calendar as dates},
    date::Date,
    identifier::{MeasureId, ObligationId},
};
use yew::prelude::*;

/// The page.
pub fn calendar(bench: &Bench) -> Html {
    let words = &bench.words;
    let diary = diary(bench);
    let concerns = |obligation: &&Obligation| {
        let shown = bench.facts.schemes.get(&obligation.scheme).is_some_and(|scheme| bench.shows(scheme));
        // ISO 27001 has dates only for who has, or wants, a certificate.
        let certified = obligation.scheme.as_str() != "iso27001" || bench.tools().certificate != Default::default();
        shown && certified && obligation.duty.as_ref().is_none_or(|duty| bench.has_duty(duty))
    };
    let dues = dates(bench.facts.calendar.iter().filter(concerns), &diary, bench.view.today);
    let found = bundles(&dues);
    let stale: Vec<_> = bench
        .view
        .dossier
        .evidence
        .iter()
        .filter(|piece| piece.freshness(bench.view.today) == Freshness::Stale)
        .collect();
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleCalendar, Key::CalendarLead) }
            <p>{ print_button(bench) }</p>
            if !found.is_empty() {
                <section class="card stack" aria-labelledby="bundles">
                    <h2 id="bundles">{ words.get(Key::CalendarBundles) }</h2>
                    <ul class="stack-tight">{ for found.iter().map(|bundle| bundle_line(bench, bundle)) }</ul>
                </section>
            }
            if dues.is_empty() { <p>{ words.get(Key::CalendarNone) }</p> }
            <ul role="list" class="stack">{ for dues.iter().map(|due| row(bench, due)) }</ul>
            if !stale.is_empty() {
                <section class="stack" aria-labelledby="stale">
                    <h2 id="stale">{ words.counted(Key::EvidenceStaleCount, stale.len() as u64) }</h2>
                    <ul>{ for stale.into_iter().map(|piece| html! { <li>{ &piece.title }</li> }) }</ul>
                    <p>{ bench.tool_link(crate::address::Tool::Evidence) }</p>
                </section>
            }
        </div>
    }
}

/// What was done when. Who ticked off the registration in the roadmap need not say it again.
pub fn diary(bench: &Bench) -> Diary {
    const MEASURE: MeasureId = MeasureId::known("register-with-the-ccb");
    const OBLIGATION: ObligationId = ObligationId::known("registration");
    let mut diary = bench.tools().diary();
    if bench.view.dossier.planning.done.contains(&MEASURE) && !diary.done.contains_key(&OBLIGATION) {
        diary.done.insert(OBLIGATION, bench.view.today);
    }
    diary
}

fn title(bench: &Bench, obligation: &Obligation) -> AttrValue {
    bench.words.tool(&format!("obligation.{}.title", obligation.id))
}

fn bundle_line(bench: &Bench, bundle: &Bundle<'_>) -> Html {
    let names: Vec<String> = bundle.serves.iter().map(|one| title(bench, one).to_string()).collect();
    let when = bundle.on.map(|on| format!("{}: ", bench.day(on))).unwrap_or_default();
    html! {
        <li><strong>{ bench.words.tool(&format!("bundle.{}", bundle.name)) }</strong><br />{ when }{ names.join(" · ") }</li>
    }
}

const fn standing(due: DueStanding) -> (Standing, Key) {
    match due {
        DueStanding::Late => (Standing::Short, Key::DueLate),
        DueStanding::Never => (Standing::Unknown, Key::DueNever),
        DueStanding::Soon => (Standing::Near, Key::DueSoon),
        DueStanding::Ahead => (Standing::Met, Key::DueAhead),
        DueStanding::Waits => (Standing::Unknown, Key::DueWaits),
        DueStanding::NeedsDate => (Standing::Unknown, Key::DueNeedsDate),
        DueStanding::Done => (Standing::Met, Key::DueDone),
    }
}

fn row(bench: &Bench, due: &Due<'_>) -> Html {
    let words = &bench.words;
    let obligation = due.obligation;
    let id = &obligation.id;
    let (shape, key) = standing(due.standing);
    let done = bench.tools().done.get(id).copied();
    let asks = matches!(
        obligation.cycle,
        Cycle::Every { .. } | Cycle::AfterIssue { .. } | Cycle::BeforeExpiry { .. } | Cycle::Once { .. }
    );
    let label = words.fill(Key::CalendarDone, &[("what", &title(bench, obligation))]);
    let name = id.clone();
    let change = move |tools: &mut belfry_dossier::tools::Tools, date: Option<Date>| match date {
        Some(date) => drop(tools.done.insert(name.clone(), date)),
        None => drop(tools.done.remove(&name)),
    };
    html! {
        <li class="card-plain due" key={id.to_string()}>
            <p class="due-date">{ due.on.map(|on| bench.day(on)).unwrap_or_else(|| "–".to_owned()) }<br />{ status_tag(shape, words.get(key)) }</p>
            <div class="stack-tight">
                <h2 class="h3">{ title(bench, obligation) }</h2>
                <p>{ words.tool(&format!("obligation.{id}.text")) }</p>
                <p class="small row"><span class="tag">{ words.tool(&format!("scheme.{}.short", obligation.scheme)) }</span>{ bench.citations(&obligation.law) }{ certainty(bench, obligation.certainty) }</p>
            </div>
            if asks {
                <div class="due-done screen-only">{ bench.date_field(&format!("done-{id}"), label, done, change) }</div>
            }
        </li>
    }
}
