//! What the law says, why, and what follows from it.

use super::{
    citation::{certainty, citations},
    group::size_key,
    lead::lead,
    needs_scope,
    scope::title,
};
use crate::{
    address::Route,
    browser,
    components::{
        icon::{Picture, icon},
        link::{Place, link},
        status::{Standing, status_tag},
    },
    desk::{Mode, Study},
    format,
    key::Key,
};
use belfry_engine::{
    classification::{Classification, Deadline, Fine, Status},
    law::Certainty,
};
use yew::prelude::*;

/// What the law says.
pub fn verdict(desk: &Study) -> Html {
    let words = &desk.words;
    let Some(found) = &desk.report.classification else { return needs_scope(desk) };
    let print = Callback::from(|_: MouseEvent| browser::print());
    html! {
        <div class="page-narrow stack-wide">
            <header class="stack">
                { sentence(desk, found) }
                { size_line(desk, found) }
                <p class="row screen-only">
                    if desk.surroundings.wishes.mode != Mode::Scope {
                        { link(desk, Route::Level, classes!("button", "button-main"), Place::Elsewhere, html! { <>{ words.get(Key::VerdictToLevel) }{ icon(Picture::Right, "") }</> }) }
                    }
                    { link(desk, Route::Decision, classes!("button"), Place::Elsewhere, html! { <>{ words.get(Key::VerdictToDecision) }</> }) }
                    { link(desk, Route::Scope(Some("situations".to_owned())), classes!("button", "button-quiet"), Place::Elsewhere, html! { <>{ words.get(Key::VerdictChange) }</> }) }
                    <button type="button" class="button button-quiet" onclick={print}>{ words.get(Key::Print) }</button>
                </p>
            </header>
            <section class="stack" aria-labelledby="grounds">
                <h2 id="grounds">{ words.get(Key::VerdictWhy) }</h2>
                { grounds(desk, found) }
            </section>
            { notes(desk, found) }
            { duties(desk, found) }
            { deadlines(desk, found) }
            { fines(desk, found) }
            if desk.surroundings.wishes.mode == Mode::Scope {
                { lead(desk) }
                <slot name="call-to-action"></slot>
            }
        </div>
    }
}

/// The verdict in large type, with what it hangs on.
pub fn sentence(desk: &Study, found: &Classification) -> Html {
    let words = &desk.words;
    let status = words.law(&format!("status.{}", found.status.code()));
    let lead = match found.status {
        Status::Essential | Status::Important if !found.disapplied.is_empty() => Key::VerdictDisapplied,
        Status::Essential => Key::VerdictEssential,
        Status::Important => Key::VerdictImportant,
        Status::RegistrationOnly => Key::VerdictRegistrationOnly,
        Status::OutOfScope => Key::VerdictOutOfScope,
        Status::Uncertain => Key::VerdictUncertain,
    };
    html! {
        <>
            <h1 tabindex="-1" class="display" data-status={found.status.code()}>{ status }</h1>
            <p class="lead">{ words.get(lead) }</p>
            if let Some(other) = found.without_independence {
                <p class="note note-uncertain">{ words.fill(Key::VerdictIndependence, &[("status", &words.law(&format!("status.{}", other.code())))]) }</p>
            }
        </>
    }
}

fn size_line(desk: &Study, found: &Classification) -> Html {
    let words = &desk.words;
    let size = words.get(size_key(found.size_class));
    let other = words.get(size_key(found.size_class_by_any_ceiling));
    if desk.view.dossier.profile.staff.is_none() {
        return Html::default();
    }
    html! {
        <>
            <p class="soft">{ words.fill(Key::VerdictSize, &[("size", &size)]) }</p>
            if found.size_class != found.size_class_by_any_ceiling {
                <p class="note note-uncertain">{ words.fill(Key::VerdictSizeReadings, &[("size", &size), ("other", &other)]) }</p>
            }
        </>
    }
}

/// Every rule that held, the deciding one first.
pub fn grounds(desk: &Study, found: &Classification) -> Html {
    let words = &desk.words;
    let row = |(at, id): (usize, &belfry_engine::identifier::RuleId)| {
        let Some(rule) = desk.law.rule(id) else { return Html::default() };
        let class = if rule.certainty == Certainty::Settled { "note note-action" } else { "note note-uncertain" };
        html! {
            <li class={classes!("stack-tight", class)} key={id.to_string()}>
                if at == 0 { <p class="small"><strong>{ words.get(Key::VerdictDeciding) }</strong></p> }
                <p>{ words.law(&format!("rule.{id}")) }</p>
                <p class="row">{ citations(desk, &rule.law) }{ certainty(desk, rule.certainty) }</p>
            </li>
        }
    };
    let kind = |id: &belfry_engine::identifier::EntityTypeId| {
        let law = desk.law.entity_type(id).map(|kind| kind.law.clone()).unwrap_or_default();
        html! { <li key={id.to_string()}>{ words.law(&format!("type.{id}.name")) }{ " · " }{ citations(desk, &law) }</li> }
    };
    html! {
        <>
            <ol role="list" class="stack-tight">{ for found.grounds.iter().enumerate().map(row) }</ol>
            if !found.types.is_empty() {
                <div class="stack-tight">
                    <h3>{ words.get(Key::VerdictTypes) }</h3>
                    <ul>{ for found.types.iter().map(kind) }</ul>
                </div>
            }
            if !found.dropped.is_empty() {
                <div class="stack-tight">
                    <h3>{ words.get(Key::VerdictDropped) }</h3>
                    <ul>{ for found.dropped.iter().map(|(id, reason)| html! {
                        <li key={id.to_string()}>{ words.law(&format!("type.{id}.name")) }{ ": " }{ words.law(&format!("rule.{}", reason.code())) }</li>
                    }) }</ul>
                </div>
            }
        </>
    }
}

fn notes(desk: &Study, found: &Classification) -> Html {
    let words = &desk.words;
    let rows = desk.law.notes.iter().filter(|note| found.notes.contains(&note.id)).map(|note| {
        let class = if note.certainty == Certainty::Settled { "note" } else { "note note-uncertain" };
        html! {
            <li class={classes!("stack-tight", class)} key={note.id.to_string()}>
                <p>{ words.law(&format!("note.{}", note.id)) }</p>
                <p class="row">{ citations(desk, &note.law) }{ certainty(desk, note.certainty) }</p>
            </li>
        }
    });
    if found.notes.is_empty() {
        return Html::default();
    }
    html! {
        <section class="stack" aria-labelledby="notes">
            <h2 id="notes">{ words.get(Key::VerdictNotes) }</h2>
            <ul role="list" class="stack-tight">{ for rows }</ul>
        </section>
    }
}

fn duties(desk: &Study, found: &Classification) -> Html {
    let words = &desk.words;
    if found.duties.is_empty() {
        return Html::default();
    }
    let rows = desk.law.duties.iter().filter(|duty| found.duties.contains(&duty.id)).map(|duty| {
        html! {
            <div class="duty stack-tight" key={duty.id.to_string()}>
                <dt>{ words.law(&format!("duty.{}.title", duty.id)) }</dt>
                <dd class="stack-tight">
                    <p>{ words.law(&format!("duty.{}.text", duty.id)) }</p>
                    <p class="row">{ citations(desk, &duty.law) }{ certainty(desk, duty.certainty) }</p>
                </dd>
            </div>
        }
    });
    html! {
        <section class="stack" aria-labelledby="duties">
            <h2 id="duties">{ words.get(Key::VerdictDuties) }</h2>
            if found.status == Status::Important && found.disapplied.is_empty() {
                <p class="note">{ words.get(Key::VerdictNoDate) }</p>
            }
            <dl class="duties">{ for rows }</dl>
        </section>
    }
}

/// "147 days left", "219 days ago", "today".
pub fn days_left(desk: &Study, days: i64) -> AttrValue {
    let words = &desk.words;
    match days {
        0 => words.get(Key::DaysToday),
        days if days > 0 => words.counted(Key::DaysLeft, days.unsigned_abs()),
        days => words.counted(Key::DaysAgo, days.unsigned_abs()),
    }
}

fn deadlines(desk: &Study, found: &Classification) -> Html {
    let words = &desk.words;
    if found.deadlines.is_empty() {
        return Html::default();
    }
    let row = |deadline: &Deadline| {
        let days = desk.view.today.days_until(deadline.on);
        let standing = if days < 0 { Standing::Unknown } else { Standing::Near };
        html! {
            <tr key={deadline.id.to_string()}>
                <td class="nowrap">{ format::date(words.language(), deadline.on) }</td>
                <td>{ words.law(&format!("deadline.{}", deadline.id)) }<br />{ citations(desk, &deadline.law) }</td>
                <td>{ status_tag(standing, days_left(desk, days)) }</td>
            </tr>
        }
    };
    let rows = desk.law.deadlines.iter().filter(|deadline| found.deadlines.contains(&deadline.id)).map(row);
    html! {
        <section class="stack" aria-labelledby="dates">
            <h2 id="dates">{ words.get(Key::VerdictDates) }</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="dates">
                <table>
                    <thead><tr><th scope="col">{ words.get(Key::DatesDay) }</th><th scope="col">{ words.get(Key::DatesWhat) }</th><th scope="col">{ words.get(Key::DatesWhen) }</th></tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
        </section>
    }
}

/// How high a fine can be.
pub fn fine_text(desk: &Study, fine: &Fine) -> Html {
    let words = &desk.words;
    let amount = |plain: &belfry_engine::size::Euro| super::group::shown(desk, &plain.to_string());
    let range = words.fill(Key::FineRange, &[("least", &amount(&fine.least)), ("most", &amount(&fine.most))]);
    // Written as the language writes numbers: 1,4 in three of the four.
    let percent = |percent: &belfry_engine::size::Percent| {
        format::number(words.language(), percent.to_string().parse().unwrap_or_default(), 1)
    };
    let turnover = fine.turnover.map(|turnover| words.fill(Key::FineTurnover, &[("percent", &percent(&turnover))]));
    html! { <>{ range }if let Some(turnover) = turnover { <br />{ turnover } }</> }
}

fn fines(desk: &Study, found: &Classification) -> Html {
    let words = &desk.words;
    if found.fines.is_empty() {
        return Html::default();
    }
    let row = |fine: &Fine| {
        html! {
            <tr key={fine.id.to_string()}>
                <td>{ words.law(&format!("fine.{}", fine.id)) }<br />{ citations(desk, &fine.law) }</td>
                <td>{ fine_text(desk, fine) }</td>
            </tr>
        }
    };
    let rows = desk.law.fines.iter().filter(|fine| found.fines.contains(&fine.id)).map(row);
    html! {
        <section class="stack" aria-labelledby="fines">
            <h2 id="fines">{ words.get(Key::VerdictFines) }</h2>
            <p>{ words.get(Key::VerdictFinesLead) }</p>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="fines">
                <table>
                    <thead><tr><th scope="col">{ words.get(Key::FineFor) }</th><th scope="col">{ words.get(Key::FineAmount) }</th></tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
        </section>
    }
}

/// The scope answers as rows of question and answer, for the decision record.
pub fn answers(desk: &Study) -> Html {
    let profile = &desk.view.dossier.profile;
    let rows = profile.questions(&desk.law).into_iter().filter(|question| profile.answers(*question)).map(|question| {
        html! { <tr key={question.code()}><th scope="row">{ title(desk, question) }</th><td>{ super::decision::answer(desk, question) }</td></tr> }
    });
    html! { <table class="given"><tbody>{ for rows }</tbody></table> }
}
