//! The plan as a table, in three buckets, by role; and what stands outside it.

use super::{
    Part, Sheet,
    say::{Say, count, span},
};
use crate::{
    components::icon::{Picture, icon},
    key::Key,
};
use belfry_dossier::tools::Tools;
use belfry_engine::{
    identifier::MeasureId,
    schedule::{self, Planned, Progress, Promise, TasksOfRole, by_role},
};
use yew::prelude::*;

/// Something that is said of a task beside its days.
pub struct Mark {
    class: &'static str,
    picture: Picture,
    /// What is said.
    pub text: AttrValue,
}

/// What is said of a task beside its days.
pub fn marks(sheet: &Sheet<'_>, planned: &Planned) -> Vec<Mark> {
    let words = &sheet.table.words;
    let mut marks = Vec::new();
    let mut mark = |class, picture, text| marks.push(Mark { class, picture, text });
    if sheet.is_critical(&planned.measure) {
        mark("tag-key", Picture::Right, words.get(Key::ScheduleCritical));
    }
    if matches!(sheet.found.circumstances.progress.get(&planned.measure), Some(Progress::Begun { .. })) {
        mark("tag-met", Picture::Half, words.get(Key::ScheduleBegun));
    }
    if sheet.has_slipped(planned) {
        mark("tag-short", Picture::Near, words.get(Key::ScheduleSlipped));
    }
    match planned.promise {
        None => {}
        Some(promise @ Promise::Kept(_)) => mark("tag-met", Picture::Check, sheet.table.promise(promise)),
        Some(promise @ Promise::Broken { .. }) => mark("tag-short", Picture::Cross, sheet.table.promise(promise)),
    }
    if !planned.without.is_empty() {
        mark("tag-near", Picture::Question, words.get(Key::ScheduleWithout));
    }
    marks
}

/// The marks as they are seen.
pub fn tags(marks: &[Mark]) -> Html {
    let one = |mark: &Mark| html! { <span class={classes!("tag", mark.class)}>{ icon(mark.picture, "") }{ &mark.text }</span> };
    html! { <>{ for marks.iter().map(one) }</> }
}

/// The table behind the chart.
pub fn table(sheet: &Sheet<'_>) -> Html {
    let words = &sheet.table.words;
    let headings = [
        Key::ListMeasure,
        Key::ListWho,
        Key::ListEffort,
        Key::ListFrom,
        Key::ListUntil,
        Key::ScheduleWaits,
        Key::ScheduleSlack,
        Key::SchedulePromise,
    ];
    html! {
        <div class="scroll" tabindex="0" role="group" aria-labelledby="schedule-chart">
            <table class="schedule-table">
                <thead><tr>{ for headings.into_iter().map(|key| html! { <th scope="col">{ words.get(key) }</th> }) }</tr></thead>
                <tbody>{ for sheet.found.planned.iter().map(|planned| row(sheet, planned)) }</tbody>
            </table>
        </div>
    }
}

fn row(sheet: &Sheet<'_>, planned: &Planned) -> Html {
    let table = sheet.table;
    let days = crate::format::number(table.words.language(), planned.effort.to_f64(), 2);
    let marks: Vec<Mark> = marks(sheet, planned);
    html! {
        <tr key={planned.measure.to_string()}>
            <th scope="row">{ sheet.opener(&planned.measure) }<span class="row">{ tags(&marks) }</span></th>
            <td>{ table.role(planned.who) }</td>
            <td class="number">{ days }</td>
            <td>{ table.day(planned.starts) }</td>
            <td>{ table.day(planned.ends) }</td>
            <td>{ table.waits_for(&planned.binding) }</td>
            <td>{ table.words.counted(Key::ScheduleSlackDays, count(planned.slack)) }</td>
            <td>{ planned.promise.map_or_else(|| "–".into(), |promise| table.promise(promise)) }</td>
        </tr>
    }
}

fn line(sheet: &Sheet<'_>, planned: &Planned) -> Html {
    let table = sheet.table;
    html! {
        <li key={planned.measure.to_string()}>
            { sheet.opener(&planned.measure) }
            <br /><span class="small soft">{ span(table, planned.starts, planned.ends) }{ " · " }{ table.work(planned.effort) }</span>
        </li>
    }
}

/// By when somebody has to think of it.
pub fn buckets(sheet: &Sheet<'_>) -> Html {
    let words = &sheet.table.words;
    let found = schedule::buckets(sheet.found);
    let bucket = |key: Key, tasks: &[&Planned]| {
        html! {
            <section class="card-plain stack-tight">
                <h3>{ words.get(key) }{ " " }<span class="soft">{ tasks.len() }</span></h3>
                if tasks.is_empty() { <p class="soft">{ words.get(Key::ScheduleBucketEmpty) }</p> }
                <ul role="list" class="stack-tight">{ for tasks.iter().map(|planned| line(sheet, planned)) }</ul>
            </section>
        }
    };
    html! {
        <section class="stack" aria-labelledby="schedule-buckets">
            <h2 id="schedule-buckets">{ words.get(Key::ScheduleBuckets) }</h2>
            <div class="schedule-buckets">
                { bucket(Key::ScheduleQuick, &found.quick_wins) }
                { bucket(Key::ScheduleMonth, &found.this_month) }
                { bucket(Key::ScheduleLater, &found.later) }
            </div>
        </section>
    }
}

/// Who does what.
pub fn roles(sheet: &Sheet<'_>, printed: Part) -> Html {
    let words = &sheet.table.words;
    let heading = match printed {
        Part::Whole => "",
        Part::Chart | Part::Role(_) => "screen-only",
    };
    html! {
        <>
            <h2 id="schedule-roles" class={heading}>{ words.get(Key::ScheduleByRole) }</h2>
            <div class="schedule-by-role">{ for by_role(sheet.found).iter().map(|one| role(sheet, one, printed)) }</div>
        </>
    }
}

fn role(sheet: &Sheet<'_>, one: &TasksOfRole<'_>, printed: Part) -> Html {
    let table = sheet.table;
    let words = &table.words;
    let places = [("work", &*table.work(one.effort)), ("day", &table.day(one.ends))];
    let id = format!("schedule-of-{}", one.role.code());
    html! {
        <section class={classes!("card-plain", "stack-tight", printed.class_of(Part::Role(one.role)))} aria-labelledby={id.clone()} key={one.role.code()}>
            <h3 {id}>{ table.role(one.role) }</h3>
            <p>{ words.fill(Key::ScheduleRoleSum, &places) }</p>
            <ul role="list" class="stack-tight">{ for one.tasks.iter().map(|planned| line(sheet, planned)) }</ul>
        </section>
    }
}

/// What is done, and what will not be.
pub fn aside(sheet: &Sheet<'_>) -> Html {
    let table = sheet.table;
    let words = &table.words;
    let found = sheet.found;
    let done = |(id, on): &(MeasureId, belfry_engine::date::Date)| {
        html! { <li key={id.to_string()}>{ sheet.opener(id) }{ " · " }{ words.fill(Key::ScheduleDoneOn, &[("day", &table.day(*on))]) }</li> }
    };
    let out = |id: &MeasureId| {
        let gone = id.clone();
        let onclick = table.changing(String::new(), move |tools: &mut Tools, _: MouseEvent| {
            tools.arrangement.conditions.out.remove(&gone);
        });
        html! { <li key={id.to_string()}>{ sheet.opener(id) }{ " " }<button type="button" class="button button-quiet screen-only" {onclick}>{ words.get(Key::ScheduleTakeBack) }</button></li> }
    };
    html! {
        <div class="stack">
            if !found.done.is_empty() {
                <h2>{ words.get(Key::ScheduleDoneTitle) }</h2>
                <ul>{ for found.done.iter().map(done) }</ul>
            }
            if !found.out.is_empty() {
                <h2>{ words.get(Key::ScheduleOutTitle) }</h2>
                <p class="soft">{ words.get(Key::ScheduleOutLead) }</p>
                <ul>{ for found.out.iter().map(out) }</ul>
            }
        </div>
    }
}
