//! Start, target, who has how much time, and on which days nobody works.

use super::say::{Say, sources};
use crate::{
    components::{
        field::Kind,
        icon::{Picture, icon},
        when::{Precision, When},
    },
    key::Key,
    number::{Quantity, days},
    pages::number_field::NumberField,
    plan::table::Table,
    tools::arrival::use_arrival,
};
use belfry_dossier::{
    action::Action,
    arrangement::{Closed, Conditions, PublicHolidays, RoleTime, TimeChange},
    planning::Planning,
    tools::Tools,
};
use belfry_engine::{
    catalogue::Knower,
    collections::ordered,
    date::Date,
    identifier::{HolidayId, InstrumentId},
};
use yew::prelude::*;

/// What the settings need.
#[derive(Properties, PartialEq)]
pub struct SettingsProps {
    /// Everything that the page works with.
    pub table: Table,
}

/// A change to the conditions.
fn change<IN: 'static>(table: &Table, field: &str, edit: impl Fn(&mut Conditions, IN) + 'static) -> Callback<IN> {
    table.changing(field.to_owned(), move |tools: &mut Tools, input: IN| edit(&mut tools.arrangement.conditions, input))
}

/// The settings.
#[component]
pub fn Settings(props: &SettingsProps) -> Html {
    let table = &props.table;
    let words = &table.words;
    let conditions = &table.tools().arrangement.conditions;
    let root = &table.surroundings.root;
    let last_role = use_mut_ref(|| Knower::Owner);
    let role = *last_role.borrow();
    let of_role = |role| conditions.time.get(&role).map_or(0, |time| time.changes.len());
    let all: usize = Knower::ALL.into_iter().map(of_role).sum();
    let place = |count: usize| count.saturating_sub(1);
    let change_arrives = use_arrival(root, all, format!("time-{}-{}", role.code(), place(of_role(role))));
    let closed_arrives =
        use_arrival(root, conditions.closed.len(), format!("closed-name-{}", place(conditions.closed.len())));
    let begin = Callback::from(move |role: Knower| {
        *last_role.borrow_mut() = role;
        change_arrives.emit(());
    });
    html! {
        <section class="card stack screen-only" aria-labelledby="schedule-settings">
            <h2 id="schedule-settings">{ words.get(Key::ScheduleSettings) }</h2>
            { days_of_plan(table) }
            <details>
                <summary>{ words.get(Key::ScheduleTime) }</summary>
                <div class="stack">
                    <p class="soft">{ words.fill(Key::ScheduleTimeLead, &[("pace", &table.a_week(table.report.roadmap.pace))]) }</p>
                    <div class="schedule-roles">{ for Knower::ALL.into_iter().map(|role| time(table, role, &begin)) }</div>
                </div>
            </details>
            <details>
                <summary>{ words.get(Key::ScheduleDaysOff) }</summary>
                <div class="stack">
                    { holidays(table) }
                    { closed(table, &closed_arrives) }
                </div>
            </details>
        </section>
    }
}

/// Start and target, those of the roadmap.
fn days_of_plan(table: &Table) -> Html {
    let words = &table.words;
    let planning = &table.view.dossier.planning;
    let field = |id: &'static str, label: Key, value: Option<Date>, edit: fn(&mut Planning, Option<Date>)| {
        let planning = planning.clone();
        let onvalue = table.acting(move |text: String| {
            let mut next = planning.clone();
            edit(&mut next, Date::parse(&text));
            Action::Planning(Box::new(next))
        });
        let value = value.map(|day| day.to_string()).unwrap_or_default();
        html! { <When {id} label={words.get(label)} precision={Precision::Day} {value} {onvalue} /> }
    };
    let of_the_law = table.report.roadmap.target.filter(|_| planning.target.is_none());
    html! {
        <>
            <div class="settings">
                { field("schedule-start", Key::PlanStart, planning.start, |planning, day| planning.start = day) }
                { field("schedule-target", Key::PlanTarget, planning.target, |planning, day| planning.target = day) }
            </div>
            if planning.start.is_none_or(|start| start < table.view.today) { <p class="small soft">{ words.get(Key::ScheduleStartToday) }</p> }
            if let Some(day) = of_the_law { <p class="small soft">{ words.fill(Key::ScheduleTargetOfLaw, &[("day", &table.day(day))]) }</p> }
        </>
    }
}

/// What one role can do.
fn time(table: &Table, role: Knower, begin: &Callback<Knower>) -> Html {
    let words = &table.words;
    let conditions = &table.tools().arrangement.conditions;
    let entered = conditions.time.get(&role);
    let pace = table.report.roadmap.pace;
    let code = role.code();
    let id = format!("time-{code}");
    let onvalue = change(table, &id, move |conditions, value: Option<String>| {
        let per_week = value.as_deref().and_then(days);
        conditions.time.update(role, |time: &mut RoleTime| time.per_week = per_week);
        conditions.time.retain(|_, time| *time != RoleTime::default());
    });
    let value = entered.and_then(|time| time.per_week).map(|days| AttrValue::from(days.to_string()));
    let hint = match value {
        Some(_) => AttrValue::default(),
        None => words.fill(Key::ScheduleAssumed, &[("time", &table.a_week(pace))]),
    };
    let changes = entered.map(|time| time.changes.as_slice()).unwrap_or_default();
    let next = TimeChange { from: None, per_week: entered.and_then(|time| time.per_week).unwrap_or(pace) };
    let add = {
        let push = change(table, "", move |conditions: &mut Conditions, _: MouseEvent| {
            conditions.time.update(role, |time: &mut RoleTime| time.changes.push(next));
        });
        let begin = begin.clone();
        Callback::from(move |event: MouseEvent| {
            begin.emit(role);
            push.emit(event);
        })
    };
    html! {
        <div class="card-plain stack-tight" key={code} role="group" aria-labelledby={format!("{id}-name")}>
            <h3 id={format!("{id}-name")}>{ table.role(role) }</h3>
            <NumberField desk={table.study.desk.clone()} id={id.clone()} label={words.get(Key::ScheduleDaysAWeek)} {hint} quantity={Quantity::Capacity} {value} {onvalue} />
            { for changes.iter().enumerate().map(|(at, one)| change_row(table, role, at, *one)) }
            <button type="button" class="button button-quiet" onclick={add}>{ words.get(Key::ScheduleChangeAdd) }</button>
        </div>
    }
}

fn change_row(table: &Table, role: Knower, at: usize, one: TimeChange) -> Html {
    let words = &table.words;
    let id = format!("time-{}-{at}", role.code());
    let edit = move |conditions: &mut Conditions, edit: &dyn Fn(&mut TimeChange)| {
        if let Some(change) = conditions.time.get_mut(&role).and_then(|time| time.changes.get_mut(at)) {
            edit(change);
        }
    };
    let onvalue = change(table, &format!("{id}-days"), move |conditions: &mut Conditions, value: Option<String>| {
        // An emptied field is a figure that is still being typed.
        if let Some(per_week) = value.as_deref().and_then(days) {
            edit(conditions, &|change| change.per_week = per_week);
        }
    });
    let from = move |tools: &mut Tools, day| edit(&mut tools.arrangement.conditions, &|change| change.from = day);
    let remove = change(table, "", move |conditions: &mut Conditions, _: MouseEvent| {
        conditions.time.update(role, |time: &mut RoleTime| {
            if at < time.changes.len() {
                time.changes.remove(at);
            }
        });
        conditions.time.retain(|_, time| *time != RoleTime::default());
    });
    html! {
        <div class="schedule-change" key={id.clone()}>
            { table.date_field(&id, words.get(Key::ScheduleChangeFrom), one.from, from) }
            <NumberField desk={table.study.desk.clone()} id={format!("{id}-days")} label={words.get(Key::ScheduleDaysAWeek)} quantity={Quantity::Capacity} value={Some(AttrValue::from(one.per_week.to_string()))} {onvalue} />
            { remover(table, remove) }
        </div>
    }
}

fn remover(table: &Table, onclick: Callback<MouseEvent>) -> Html {
    let name = table.words.get(Key::ScheduleRemove);
    html! { <button type="button" class="button button-icon" {onclick} aria-label={name.clone()} title={name}>{ icon(Picture::Bin, "") }</button> }
}

/// How many holidays are shown: those of about a year.
const SHOWN: usize = 10;

fn holidays(table: &Table) -> Html {
    let words = &table.words;
    let today = table.view.today;
    let (year, ..) = today.civil();
    let counted = table.tools().arrangement.conditions.holidays == PublicHolidays::Off;
    let onchange = change(table, "", move |conditions: &mut Conditions, _: Event| {
        conditions.holidays = if counted { PublicHolidays::Worked } else { PublicHolidays::Off };
    });
    let all = (year..=year.saturating_add(1)).flat_map(|year| {
        table.plan.holidays.iter().filter_map(move |holiday| Some((holiday.rule.on(year)?, &holiday.id)))
    });
    let cited: Vec<_> = table.plan.support.iter().flat_map(|scheme| &scheme.law).collect();
    let ahead = ordered(all.filter(|(day, _)| *day >= today), |(day, _)| *day);
    // What no support cites is about holidays.
    let is_of_holidays = |id: &InstrumentId| !cited.iter().any(|one| one.instrument == *id);
    let row = |(day, id): &(Date, &HolidayId)| {
        html! { <li key={day.to_string()}>{ table.day(*day) }{ " · " }{ words.tool(&format!("holiday.{id}")) }</li> }
    };
    html! {
        <>
            <label class="check" for="schedule-holidays"><input type="checkbox" id="schedule-holidays" checked={counted} {onchange} />{ words.get(Key::ScheduleHolidays) }</label>
            <details><summary class="small">{ words.get(Key::ScheduleHolidaysWhich) }</summary>
                <ul>{ for ahead.iter().take(SHOWN).map(row) }</ul>
                <p class="small soft">{ words.get(Key::ScheduleHolidaysHint) }{ " " }{ sources(table, is_of_holidays) }</p>
            </details>
        </>
    }
}

fn closed(table: &Table, arrives: &Callback<()>) -> Html {
    let words = &table.words;
    let add = {
        let push =
            change(table, "", |conditions: &mut Conditions, _: MouseEvent| conditions.closed.push(Closed::default()));
        let arrives = arrives.clone();
        Callback::from(move |event: MouseEvent| {
            arrives.emit(());
            push.emit(event);
        })
    };
    let rows = table.tools().arrangement.conditions.closed.iter().enumerate();
    html! {
        <div class="stack" role="group" aria-labelledby="schedule-closed">
            <h3 id="schedule-closed">{ words.get(Key::ScheduleClosed) }</h3>
            { for rows.map(|(at, one)| closed_row(table, at, one)) }
            <p><button type="button" class="button" onclick={add}>{ words.get(Key::ScheduleClosedAdd) }</button></p>
        </div>
    }
}

fn closed_row(table: &Table, at: usize, one: &Closed) -> Html {
    let words = &table.words;
    let edit = move |tools: &mut Tools, edit: &dyn Fn(&mut Closed)| {
        if let Some(closed) = tools.arrangement.conditions.closed.get_mut(at) {
            edit(closed);
        }
    };
    let name = move |tools: &mut Tools, text: String| edit(tools, &|closed| closed.name.clone_from(&text));
    let from = move |tools: &mut Tools, day| edit(tools, &|closed| closed.from = day);
    let until = move |tools: &mut Tools, day| edit(tools, &|closed| closed.until = day);
    let remove = change(table, "", move |conditions: &mut Conditions, _: MouseEvent| {
        if at < conditions.closed.len() {
            conditions.closed.remove(at);
        }
    });
    let is_wrong = one.from.zip(one.until).is_some_and(|(from, until)| until < from);
    html! {
        <div key={at}>
            <div class="schedule-closed">
                { table.text_field(&format!("closed-name-{at}"), words.get(Key::ScheduleClosedName), Kind::Text, &one.name, name) }
                { table.date_field(&format!("closed-from-{at}"), words.get(Key::ScheduleClosedFrom), one.from, from) }
                { table.date_field(&format!("closed-until-{at}"), words.get(Key::ScheduleClosedUntil), one.until, until) }
                { remover(table, remove) }
            </div>
            if is_wrong { <p class="field-error" role="alert">{ words.get(Key::ScheduleClosedWrong) }</p> }
        </div>
    }
}
