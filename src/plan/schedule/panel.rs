//! One measure: what it is, where it stands, and what the user knows about it.

use super::{
    Sheet,
    list::{marks, tags},
    say::{Say, count, span},
};
use crate::{
    components::{
        dialog::Dialog,
        select::{LabelPlace, Select, select},
    },
    key::Key,
    number::{Quantity, days},
    pages::number_field::NumberField,
};
use belfry_dossier::{arrangement::Conditions, tools::Tools};
use belfry_engine::{
    catalogue::PersonDays,
    date::Date,
    identifier::MeasureId,
    schedule::{Fixed, Planned, Progress, Task},
};
use yew::prelude::*;

/// A measure, opened.
pub fn panel(sheet: &Sheet<'_>, measure: &MeasureId, onclose: Callback<()>) -> Html {
    let table = sheet.table;
    let words = &table.words;
    let task = sheet.tasks.iter().find(|task| task.measure == *measure);
    let said = words.measure(measure.as_str());
    let shut = onclose.reform(|_: MouseEvent| ());
    html! {
        <Dialog id="schedule-measure" title={table.measure(measure)} {onclose}>
            if let Some(said) = said {
                <details><summary>{ words.get(Key::ListMore) }</summary><div class="stack-tight"><p>{ &said.why }</p><p>{ &said.how }</p></div></details>
            }
            { standing(sheet, measure) }
            if let Some(task) = task { { fields(sheet, task) } }
            <p class="row"><button type="button" class="button button-main" onclick={shut}>{ words.get(Key::ScheduleClose) }</button></p>
        </Dialog>
    }
}

/// Where it stands.
fn standing(sheet: &Sheet<'_>, measure: &MeasureId) -> Html {
    let table = sheet.table;
    let words = &table.words;
    let found = sheet.found;
    if let Some((_, on)) = found.done.iter().find(|(id, _)| id == measure) {
        return html! { <p>{ words.fill(Key::ScheduleDoneOn, &[("day", &table.day(*on))]) }</p> };
    }
    if found.out.contains(measure) {
        return html! { <p>{ words.get(Key::ScheduleWhatOut) }</p> };
    }
    if let Some((_, why)) = found.unplaced.iter().find(|(id, _)| id == measure) {
        return html! { <p>{ words.get(Key::ScheduleUnplaced) }{ " " }{ table.unplaced(why) }{ "." }</p> };
    }
    let Some(planned) = found.task(measure) else { return Html::default() };
    let line = |key: Key, text: AttrValue| html! { <div><dt>{ words.get(key) }</dt><dd>{ text }</dd></div> };
    html! {
        <>
            <p class="row">{ tags(&marks(sheet, planned)) }</p>
            <dl class="schedule-facts">
                { line(Key::ListWho, table.role(planned.who)) }
                { line(Key::ScheduleLeft, table.work(planned.effort)) }
                { line(Key::ScheduleWhen, span(table, planned.starts, planned.ends)) }
                { line(Key::ScheduleWaits, table.waits_for(&planned.binding)) }
                { line(Key::ScheduleSlack, words.counted(Key::ScheduleSlackDays, count(planned.slack))) }
            </dl>
            { without(sheet, planned) }
        </>
    }
}

/// What should come before it and will not be done.
fn without(sheet: &Sheet<'_>, planned: &Planned) -> Html {
    if planned.without.is_empty() {
        return Html::default();
    }
    let measures = sheet.table.measures(&planned.without);
    html! { <p class="note note-uncertain">{ sheet.table.words.fill(Key::ScheduleWithoutWhat, &[("measures", &measures)]) }</p> }
}

const NONE: &str = "none";
const BEGUN: &str = "begun";
const DONE: &str = "done";
const BY: &str = "by";
const ON: &str = "on";

fn edit<IN: 'static>(sheet: &Sheet<'_>, field: &str, edit: impl Fn(&mut Conditions, IN) + 'static) -> Callback<IN> {
    let field = field.to_owned();
    sheet.table.changing(field, move |tools: &mut Tools, input: IN| edit(&mut tools.arrangement.conditions, input))
}

fn fields(sheet: &Sheet<'_>, task: &Task) -> Html {
    let words = &sheet.table.words;
    let id = task.measure.clone();
    let is_out = sheet.found.out.contains(&task.measure);
    let toggle = edit(sheet, "", move |conditions, _: Event| {
        if !conditions.out.remove(&id) {
            conditions.out.insert(id.clone());
        }
    });
    html! {
        <div class="stack">
            { progress(sheet, task) }
            { promise(sheet, task) }
            <label class="check" for="schedule-out"><input type="checkbox" id="schedule-out" checked={is_out} onchange={toggle} />{ words.get(Key::ScheduleOut) }</label>
        </div>
    }
}

fn progress(sheet: &Sheet<'_>, task: &Task) -> Html {
    let table = sheet.table;
    let words = &table.words;
    let today = table.view.today;
    let id = &task.measure;
    let now = table.tools().arrangement.conditions.progress.get(id).copied();
    let options = [(NONE, Key::ScheduleNotBegun), (BEGUN, Key::ScheduleBegun), (DONE, Key::ScheduleDone)]
        .map(|(code, key)| (code.into(), words.get(key)));
    let value = match now {
        None => NONE,
        Some(Progress::Begun { .. }) => BEGUN,
        Some(Progress::Done { .. }) => DONE,
    };
    let onchange = {
        let (id, effort) = (id.clone(), task.effort);
        edit(sheet, "", move |conditions, code: AttrValue| {
            let next = match &*code {
                BEGUN => Progress::Begun { on: Some(today), left: effort },
                DONE => Progress::Done { on: today },
                _ => {
                    conditions.progress.remove(&id);
                    return;
                }
            };
            conditions.progress.insert(id.clone(), next);
        })
    };
    let list = select(Select {
        id: "schedule-progress".into(),
        label: words.get(Key::ScheduleProgress),
        label_place: LabelPlace::Shown,
        options: options.to_vec(),
        value: value.into(),
        onchange,
    });
    let more = match now {
        None => Html::default(),
        Some(Progress::Done { on }) => {
            let id = id.clone();
            table.date_field("schedule-done-on", words.get(Key::ScheduleDoneWhen), Some(on), move |tools, day| {
                // Emptied is not undone: the list above says that.
                if let Some(on) = day {
                    tools.arrangement.conditions.progress.insert(id.clone(), Progress::Done { on });
                }
            })
        }
        Some(Progress::Begun { on, left }) => begun(sheet, id, on, left),
    };
    html! { <div class="settings">{ list }{ more }</div> }
}

fn begun(sheet: &Sheet<'_>, id: &MeasureId, on: Option<Date>, left: PersonDays) -> Html {
    let table = sheet.table;
    let words = &table.words;
    let since = {
        let id = id.clone();
        move |tools: &mut Tools, day: Option<Date>| {
            tools.arrangement.conditions.progress.insert(id.clone(), Progress::Begun { on: day, left });
        }
    };
    let onvalue = {
        let id = id.clone();
        edit(sheet, "schedule-left", move |conditions, value: Option<String>| {
            if let Some(left) = value.as_deref().and_then(days) {
                conditions.progress.insert(id.clone(), Progress::Begun { on, left });
            }
        })
    };
    html! {
        <>
            { table.date_field("schedule-since", words.get(Key::ScheduleSince), on, since) }
            <NumberField desk={table.study.desk.clone()} id="schedule-left" label={words.get(Key::ScheduleLeft)} quantity={Quantity::Effort} value={Some(AttrValue::from(left.to_string()))} {onvalue} />
        </>
    }
}

fn promise(sheet: &Sheet<'_>, task: &Task) -> Html {
    let table = sheet.table;
    let words = &table.words;
    let id = &task.measure;
    let now = table.tools().arrangement.conditions.fixed.get(id).copied();
    let options = [(NONE, Key::SchedulePromiseNone), (BY, Key::SchedulePromiseBy), (ON, Key::SchedulePromiseOn)]
        .map(|(code, key)| (code.into(), words.get(key)));
    let value = match now {
        None => NONE,
        Some(Fixed::By(_)) => BY,
        Some(Fixed::On(_)) => ON,
    };
    // Whoever promises a date begins from the one that is planned.
    let planned = sheet.found.task(id).map_or(table.view.today, |planned| planned.ends);
    let day = now.map_or(planned, Fixed::day);
    let onchange = {
        let id = id.clone();
        edit(sheet, "", move |conditions, code: AttrValue| {
            let next = match &*code {
                BY => Fixed::By(day),
                ON => Fixed::On(day),
                _ => {
                    conditions.fixed.remove(&id);
                    return;
                }
            };
            conditions.fixed.insert(id.clone(), next);
        })
    };
    let list = select(Select {
        id: "schedule-promise".into(),
        label: words.get(Key::SchedulePromise),
        label_place: LabelPlace::Shown,
        options: options.to_vec(),
        value: value.into(),
        onchange,
    });
    let field = now.map(|fixed| {
        let id = id.clone();
        table.date_field("schedule-promise-day", words.get(Key::SchedulePromiseDay), Some(day), move |tools, day| {
            let Some(day) = day else { return };
            let next = match fixed {
                Fixed::By(_) => Fixed::By(day),
                Fixed::On(_) => Fixed::On(day),
            };
            tools.arrangement.conditions.fixed.insert(id.clone(), next);
        })
    });
    html! { <div class="settings">{ list }{ field.unwrap_or_default() }</div> }
}
