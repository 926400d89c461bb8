//! What moved since the plan was agreed, and why.

use super::{
    Sheet,
    say::{Say, count},
};
use crate::key::Key;
use belfry_dossier::tools::Tools;
use belfry_engine::schedule::{Change, Shift, What, Why};
use yew::prelude::*;

/// So many changes stand open; more are folded away.
const OPEN: usize = 8;

/// What moved.
pub fn moved(sheet: &Sheet<'_>) -> Html {
    let words = &sheet.table.words;
    let Some((before, changes)) = sheet.agreed else { return Html::default() };
    let forget =
        sheet.table.changing(String::new(), |tools: &mut Tools, _: MouseEvent| tools.arrangement.agreed = None);
    let rows = html! { <ul class="stack-tight">{ for changes.tasks.iter().map(|change| row(sheet, change)) }</ul> };
    let summary = words.counted(Key::ScheduleMoved, changes.tasks.len() as u64);
    html! {
        <section class="card stack" aria-labelledby="schedule-moved">
            <h2 id="schedule-moved">{ words.fill(Key::ScheduleAgainst, &[("day", &sheet.table.day(before.today))]) }</h2>
            if changes.is_empty() {
                <p>{ words.get(Key::ScheduleSame) }</p>
            } else {
                <p><strong>{ changes.end.map_or_else(|| words.get(Key::ScheduleEndSame), |end| end_moved(sheet, end)) }</strong></p>
                if changes.tasks.len() > OPEN {
                    <details><summary>{ summary }</summary>{ rows }</details>
                } else if !changes.tasks.is_empty() {
                    { rows }
                }
            }
            <p class="screen-only"><button type="button" class="button button-quiet" onclick={forget}>{ words.get(Key::ScheduleForget) }</button></p>
        </section>
    }
}

fn end_moved(sheet: &Sheet<'_>, end: Shift) -> AttrValue {
    let key = if end.days() > 0 { Key::ScheduleEndLater } else { Key::ScheduleEndSooner };
    let places = [("from", &*sheet.table.day(end.from)), ("to", &sheet.table.day(end.to))];
    sheet.table.words.counted_fill(key, count(end.days()), &places)
}

fn row(sheet: &Sheet<'_>, change: &Change) -> Html {
    html! { <li key={change.measure.to_string()}>{ sheet.opener(&change.measure) }{ ": " }{ what(sheet, &change.what) }{ why(sheet, &change.why).map(|why| format!(". {why}")).unwrap_or_default() }{ "." }</li> }
}

fn what(sheet: &Sheet<'_>, what: &What) -> AttrValue {
    let words = &sheet.table.words;
    let day = |day| sheet.table.day(day);
    match what {
        What::Added { starts, ends } => {
            words.fill(Key::ScheduleWhatAdded, &[("first", &day(*starts)), ("last", &day(*ends))])
        }
        What::Moved { starts, ends } if ends.days() == 0 => {
            words.fill(Key::ScheduleWhatBegins, &[("from", &day(starts.from)), ("to", &day(starts.to))])
        }
        What::Moved { ends, .. } => {
            let key = if ends.days() > 0 { Key::ScheduleWhatLater } else { Key::ScheduleWhatSooner };
            words.counted_fill(key, count(ends.days()), &[("from", &day(ends.from)), ("to", &day(ends.to))])
        }
        What::Done { ends } => words.fill(Key::ScheduleWhatDone, &[("from", &day(ends.from)), ("to", &day(ends.to))]),
        What::Out => words.get(Key::ScheduleWhatOut),
        What::NotNeeded => words.get(Key::ScheduleWhatNotNeeded),
        What::Unplaced(_) => words.get(Key::ScheduleUnplaced),
    }
}

/// The reason; nothing where the user said so.
fn why(sheet: &Sheet<'_>, why: &Why) -> Option<AttrValue> {
    let table = sheet.table;
    let words = &table.words;
    let measure = |key, id| words.fill(key, &[("measure", &table.measure(id))]);
    Some(match why {
        Why::Said => return None,
        Why::Promise => words.get(Key::ScheduleWhyPromise),
        Why::Who { from, to } => {
            words.fill(Key::ScheduleWhyWho, &[("from", &table.role(*from)), ("to", &table.role(*to))])
        }
        Why::Effort { from, to } => {
            words.fill(Key::ScheduleWhyEffort, &[("from", &table.work(*from)), ("to", &table.work(*to))])
        }
        Why::Slipped => words.get(Key::ScheduleWhySlipped),
        Why::Prerequisite(id) => measure(Key::ScheduleWhyPrerequisite, id),
        Why::Capacity(role) => words.fill(Key::ScheduleWhyCapacity, &[("role", &table.role(*role))]),
        Why::Start(shift) => words.fill(Key::ScheduleWhyStart, &[("day", &table.day(shift.to))]),
        Why::DaysOff => words.get(Key::ScheduleWhyDaysOff),
        Why::Role { after } => measure(Key::ScheduleWhyRole, after),
        Why::Order => words.get(Key::ScheduleWhyOrder),
    })
}
