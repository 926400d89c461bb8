//! One calendar for every scheme: what falls due when, bundled where one effort serves several.

use super::bench::{Bench, BenchProps, head, print_button};
use crate::{
    address::{Route, Tool},
    components::link::{Place, link},
    components::status::{Standing, status_tag},
    key::Key,
};
use belfry_dossier::evidence::Evidence;
use belfry_engine::{
    calendar::{Bundle, Cycle, Due, DueStanding, Identified, Obligation, bundles},
    collections::ordered,
    date::Date,
    identifier::ObligationId,
};
use yew::prelude::*;

/// The page.
#[component]
pub fn Calendar(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let seen = use_mut_ref(Vec::new);
    let dues = bench.dues();
    let found = bundles(&dues);
    let listed = in_place(&mut seen.borrow_mut(), &dues);
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
            if bench.known().is_open() { <p class="note note-uncertain">{ words.get(Key::CalendarScopeUnknown) }{ " " }{ link(bench, Route::Scope(None), Classes::new(), Place::Elsewhere, html! { <>{ words.get(Key::TitleScope) }</> }) }</p> }
            if bench.identified() == Identified::Yes {
                <div class="screen-only">{ bench.date_field("decided", words.get(Key::CalendarDecided), bench.tools().decided, |tools, date| tools.decided = date) }</div>
            }
            if dues.is_empty() { <p>{ words.get(Key::CalendarNone) }</p> }
            <ul role="list" class="stack">{ for listed.into_iter().map(|due| row(bench, due)) }</ul>
            { reviews(bench) }
        </div>
    }
}

/// The dates in the order in which they were first seen, so that no row moves away from under the hand that fills it in; what
/// is new stands last. The next visit sorts anew.
fn in_place<'dues, 'facts>(seen: &mut Vec<ObligationId>, dues: &'dues [Due<'facts>]) -> Vec<&'dues Due<'facts>> {
    for due in dues {
        if !seen.contains(&due.obligation.id) {
            seen.push(due.obligation.id.clone());
        }
    }
    let find = |id: &ObligationId| dues.iter().find(|due| due.obligation.id == *id);
    seen.iter().filter_map(find).collect()
}

/// The evidence that has to be looked at again, soonest first: each piece once, whatever it serves.
fn reviews(bench: &Bench) -> Html {
    let words = &bench.words;
    let today = bench.view.today;
    let dated = bench.view.dossier.evidence.iter().filter_map(|piece| Some((piece.holds_until()?, piece)));
    let dated = ordered(dated, |(on, _)| *on);
    if dated.is_empty() {
        return Html::default();
    }
    let row = |(on, piece): &(Date, &Evidence)| {
        let (shape, key) = standing(DueStanding::of(today, *on));
        html! { <tr><td>{ bench.day(*on) }</td><th scope="row">{ &piece.title }</th><td>{ &piece.owner }</td><td>{ status_tag(shape, words.get(key)) }</td></tr> }
    };
    html! {
        <section class="stack" aria-labelledby="reviews">
            <h2 id="reviews">{ words.get(Key::CalendarEvidence) }</h2>
            <div class="scroll" tabindex="0" role="group" aria-label={words.get(Key::CalendarEvidence)}>
                <table>
                    <thead><tr><th scope="col">{ words.get(Key::EvidenceReview) }</th><th scope="col">{ words.get(Key::EvidenceTitle) }</th><th scope="col">{ words.get(Key::EvidenceOwner) }</th><th scope="col">{ words.get(Key::MatrixStanding) }</th></tr></thead>
                    <tbody>{ for dated.iter().map(row) }</tbody>
                </table>
            </div>
            <p class="screen-only">{ bench.tool_link(Tool::Evidence) }</p>
        </section>
    }
}

fn title(bench: &Bench, obligation: &Obligation) -> AttrValue {
    bench.words.tool(&format!("obligation.{}.title", obligation.id))
}

fn bundle_line(bench: &Bench, bundle: &Bundle<'_>) -> Html {
    let names: Vec<String> = bundle.serves.iter().map(|one| title(bench, one).to_string()).collect();
    // What is late already has no day of its own any more.
    let ahead = bundle.on.filter(|on| *on >= bench.view.today);
    let when = ahead.map(|on| format!("{}: ", bench.day(on))).unwrap_or_default();
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
        DueStanding::NoDate => (Standing::Unknown, Key::DueNoDate),
        DueStanding::Done => (Standing::Met, Key::DueDone),
    }
}

fn row(bench: &Bench, due: &Due<'_>) -> Html {
    let words = &bench.words;
    let obligation = due.obligation;
    let id = &obligation.id;
    let (shape, key) = standing(due.standing);
    let done = bench.tools().done.get(id).copied();
    let asked = match obligation.cycle {
        Cycle::Every { .. } | Cycle::AfterIssue { .. } | Cycle::BeforeExpiry { .. } | Cycle::Unknown => {
            Some(Key::CalendarDone)
        }
        Cycle::Once { .. } => Some(Key::CalendarDoneOnce),
        Cycle::OnChange { .. } => None,
    };
    let label = |key: Key| words.fill(key, &[("what", &title(bench, obligation))]);
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
                <p class="small row"><span class="tag">{ words.tool(&format!("scheme.{}.short", obligation.scheme)) }</span>{ bench.citations(&obligation.law) }{ bench.certainty(&obligation.scheme, obligation.certainty) }</p>
            </div>
            if let Some(key) = asked {
                <div class="due-done screen-only">{ bench.date_field(&format!("done-{id}"), label(key), done, change) }</div>
            }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use belfry_engine::{
        calendar::{Diary, calendar as dates},
        identifier::SchemeId,
        law::Certainty,
    };

    fn yearly(id: &'static str) -> Obligation {
        Obligation {
            id: ObligationId::known(id),
            scheme: SchemeId::known("nis2"),
            duty: None,
            deadline: None,
            after_decision: None,
            cycle: Cycle::Every { months: 12 },
            law: Vec::new(),
            certainty: Certainty::Settled,
            bundle: String::new(),
        }
    }

    #[test]
    fn no_row_moves_while_its_date_is_filled_in() {
        let all = [yearly("first"), yearly("second"), yearly("third")];
        let day = |text: &str| Date::parse(text).unwrap();
        let mut seen = Vec::new();
        let mut order = |done: &[(&'static str, &str)], all: &[Obligation]| {
            let done = done.iter().map(|(id, on)| (ObligationId::known(id), day(on))).collect();
            let diary = Diary { done, ..Diary::default() };
            let dues = dates(all.iter(), &diary, Identified::No, day("2026-11-24"));
            in_place(&mut seen, &dues).iter().map(|due| due.obligation.id.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(order(&[], &all[..2]), ["first", "second"]);
        assert_eq!(order(&[("second", "2026-01-01")], &all), ["first", "second", "third"]);
        assert_eq!(order(&[("third", "2026-01-01")], &all[1..]), ["second", "third"]);
    }
}
