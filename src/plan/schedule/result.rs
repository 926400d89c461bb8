//! When it is ready, whether that is in time, and if not, what would make it.

use super::{
    Sheet,
    say::{Say, broken_key, count},
};
use crate::{key::Key, plan::circumstances::agreed};
use belfry_dossier::{arrangement::RoleTime, tools::Tools};
use belfry_engine::{
    date::Date,
    identifier::MeasureId,
    schedule::{Need, Promise, Remedies, TargetStanding, Unplaced},
};
use yew::prelude::*;

/// The result, and what follows from it.
pub fn result(sheet: &Sheet<'_>) -> Html {
    let words = &sheet.table.words;
    let found = sheet.found;
    if found.planned.is_empty() && found.unplaced.is_empty() {
        return html! { <p class="note note-met">{ words.get(Key::ScheduleNothing) }</p> };
    }
    let measures = |count: usize| words.counted(Key::MilestoneMeasures, count as u64);
    let sentence = match found.ends.filter(|_| found.is_complete()) {
        Some(ends) => words.fill(
            Key::ScheduleReady,
            &[
                ("day", &sheet.table.day(ends)),
                ("measures", &measures(found.planned.len())),
                ("work", &sheet.table.work(found.effort)),
            ],
        ),
        None => words.fill(Key::ScheduleNotReady, &[("measures", &measures(found.unplaced.len()))]),
    };
    html! {
        <>
            <p class="lead schedule-result" role="status">{ sentence }</p>
            { target(sheet) }
            { unplaced(sheet) }
            { broken(sheet) }
            { gain(sheet) }
            { agree(sheet) }
        </>
    }
}

/// So many measures without a day stand open; more are folded away.
const OPEN: usize = 8;

/// What stands on no day, and why.
fn unplaced(sheet: &Sheet<'_>) -> Html {
    let found = &sheet.found.unplaced;
    if found.is_empty() {
        return Html::default();
    }
    let row = |(id, why): &(MeasureId, Unplaced)| {
        html! { <li key={id.to_string()}>{ sheet.opener(id) }{ ": " }{ sheet.table.unplaced(why) }{ "." }</li> }
    };
    let rows = html! { <ul>{ for found.iter().map(row) }</ul> };
    let title = sheet.table.words.get(Key::ScheduleUnplacedTitle);
    if found.len() > OPEN {
        return html! { <details class="note note-short"><summary>{ title }</summary>{ rows }</details> };
    }
    html! { <div class="note note-short stack-tight"><p><strong>{ title }</strong></p>{ rows }</div> }
}

/// What a better order could gain at most.
fn gain(sheet: &Sheet<'_>) -> Html {
    let words = &sheet.table.words;
    let text = match sheet.found.at_most_better() {
        None => return Html::default(),
        Some(..=0) => words.get(Key::ScheduleBest),
        Some(days) => words.counted(Key::ScheduleBetter, count(days)),
    };
    html! { <p class="small soft">{ text }</p> }
}

fn broken(sheet: &Sheet<'_>) -> Html {
    let words = &sheet.table.words;
    let note = |id: &MeasureId, promise: Promise| match promise {
        Promise::Kept(_) => Html::default(),
        Promise::Broken { because, .. } => html! {
            <p class="note note-short" key={id.to_string()}><strong>{ sheet.opener(id) }</strong>{ ": " }{ sheet.table.promise(promise) }{ ". " }{ words.get(broken_key(because)) }</p>
        },
    };
    let planned = sheet.found.planned.iter();
    html! { <>{ for planned.filter_map(|planned| Some(note(&planned.measure, planned.promise?))) }</> }
}

fn target(sheet: &Sheet<'_>) -> Html {
    let words = &sheet.table.words;
    let Some(target) = sheet.found.target else {
        return html! { <p class="soft">{ words.get(Key::ScheduleNoTarget) }</p> };
    };
    let day = sheet.table.day(target.on);
    let places = [("day", &*day)];
    let proof = match target.standing {
        TargetStanding::Met => AttrValue::default(),
        TargetStanding::Impossible => words.get(Key::ScheduleTargetImpossible),
        TargetStanding::NotFound => words.get(Key::ScheduleTargetNotFound),
    };
    match target.days_over {
        Some(0) => html! { <p class="note note-met">{ words.fill(Key::ScheduleJust, &places) }</p> },
        Some(days @ ..0) => {
            html! { <p class="note note-met">{ words.counted_fill(Key::ScheduleSpare, count(days), &places) }</p> }
        }
        over => html! {
            <div class="note note-short stack-tight schedule-late">
                <p><strong>
                    { over.map_or_else(|| words.fill(Key::ScheduleTargetOpen, &places), |days| words.counted_fill(Key::ScheduleLate, count(days), &places)) }
                </strong>{ " " }{ proof }</p>
                if let Some(remedies) = sheet.remedies { { self::remedies(sheet, remedies, target.on) } }
            </div>
        },
    }
}

fn remedies(sheet: &Sheet<'_>, remedies: &Remedies, target: Date) -> Html {
    let words = &sheet.table.words;
    let together = (!remedies.together.is_empty()).then_some(remedies.together.as_slice());
    let alone = |need: &Need| html! { <li>{ one(sheet, need) }{ " " }{ take(sheet, vec![*need]) }</li> };
    let is_chain = remedies.with_plenty.is_some_and(|day| day > target);
    html! {
        <>
            if !remedies.alone.is_empty() {
                <p>{ words.get(Key::ScheduleAlone) }</p>
                <ul>{ for remedies.alone.iter().map(alone) }</ul>
            }
            if let Some(together) = together {
                <p>{ words.get(Key::ScheduleTogether) }</p>
                <ul>{ for together.iter().map(|need| html! { <li>{ one(sheet, need) }</li> }) }</ul>
                <p>{ take(sheet, together.to_vec()) }</p>
            }
            if let (true, Some(day)) = (is_chain, remedies.with_plenty) {
                <p>{ words.fill(Key::ScheduleChain, &[("day", &sheet.table.day(day))]) }</p>
            }
            if let Some(left) = remedies.moved.as_ref().filter(|left| !left.is_empty()) {
                <p>{ words.fill(Key::ScheduleLeave, &[("measures", &sheet.table.measures(left))]) }</p>
            }
            if remedies.alone.is_empty() && remedies.together.is_empty() && !is_chain && remedies.moved.is_none() {
                <p>{ words.get(Key::ScheduleNoRemedy) }</p>
            }
        </>
    }
}

/// "Your IT people: 1.5 days a week more, and less is not enough".
fn one(sheet: &Sheet<'_>, need: &Need) -> String {
    let words = &sheet.table.words;
    let more = words
        .fill(Key::ScheduleMore, &[("role", &sheet.table.role(need.role)), ("time", &sheet.table.a_week(need.extra))]);
    let least = if need.at_least == need.extra {
        words.get(Key::ScheduleLeast)
    } else {
        words.fill(Key::ScheduleAtLeast, &[("time", &sheet.table.a_week(need.at_least))])
    };
    format!("{more} ({least})")
}

/// The button that puts such an extra into the settings.
fn take(sheet: &Sheet<'_>, needs: Vec<Need>) -> Html {
    let capacity = sheet.found.circumstances.capacity.clone();
    let onclick = sheet.table.changing(String::new(), move |tools: &mut Tools, _: MouseEvent| {
        for need in &needs {
            let now = capacity.get(&need.role).map(|capacity| capacity.per_week).unwrap_or_default();
            tools.arrangement.conditions.time.update(need.role, |time: &mut RoleTime| {
                time.per_week = Some(now.plus(need.extra));
                for change in &mut time.changes {
                    change.per_week = change.per_week.plus(need.extra);
                }
            });
        }
    });
    html! { <button type="button" class="link screen-only" {onclick}>{ sheet.table.words.get(Key::ScheduleTake) }</button> }
}

/// The plan is agreed: from then on it is told what moved.
fn agree(sheet: &Sheet<'_>) -> Html {
    let words = &sheet.table.words;
    let kept = sheet.table.tools().arrangement.agreed.as_ref();
    let plan = agreed(sheet.table, sheet.tasks, sheet.found);
    if kept == Some(&plan) {
        return html! { <p class="soft">{ words.fill(Key::ScheduleIsAgreed, &[("day", &sheet.table.day(plan.on))]) }</p> };
    }
    let key = if kept.is_some() { Key::ScheduleAgreeAnew } else { Key::ScheduleAgree };
    let onclick = sheet.table.changing(String::new(), move |tools: &mut Tools, _: MouseEvent| {
        tools.arrangement.agreed = Some(plan.clone());
    });
    html! {
        <p class="row screen-only">
            <button type="button" class="button" {onclick}>{ words.get(key) }</button>
            <span class="small soft">{ words.get(Key::ScheduleAgreeHint) }</span>
        </p>
    }
}
