//! The roadmap: six first things, the timeline, the list; what the user can change stands above it.

use super::{citation::citations, knower_key, needs_words, number_field::NumberField, verdict::days_left};
use crate::{
    address::Route,
    browser,
    components::{
        field::{Field, Kind, field},
        icon::{Picture, icon},
        link::{Place, link},
        timeline::{self, Bar, Pin, PinKind, Timeline, Tone},
    },
    desk::Study,
    format,
    key::Key,
    number::{self, Quantity},
};
use belfry_dossier::{action::Action, planning::Planning};
use belfry_engine::collections::ordered;
use belfry_engine::{
    catalogue::PersonDays,
    date::Date,
    roadmap::{QuickWin, Roadmap as Plan, Task, Urgency},
};
use yew::prelude::*;

/// How many things come first.
const FIRST: usize = 6;
/// How many bars the timeline shows before it becomes a wall.
const BARS: usize = 24;

/// The roadmap.
pub fn roadmap(desk: &Study) -> Html {
    let words = &desk.words;
    if !words.is_complete() {
        return needs_words(desk);
    }
    let report = &desk.report;
    let plan = &report.roadmap;
    let level = words.get(super::levels::assurance_key(plan.level.assurance()));
    let print = Callback::from(|_: MouseEvent| browser::print());
    let assumed = report.path.assumed.len() as u64;
    html! {
        <div class="roadmap stack-wide">
            <header class="stack">
                <h1 tabindex="-1">{ words.get(Key::TitleRoadmap) }</h1>
                if plan.tasks.is_empty() {
                    <p class="lead">{ words.fill(Key::RoadmapDone, &[("level", &level)]) }</p>
                } else {
                    <p class="lead">{ lead(desk, plan, &level) }</p>
                    { target_line(desk, plan) }
                }
                if assumed > 0 {
                    <p class="note">{ words.counted(Key::RoadmapAssumed, assumed) }{ " " }{ link(desk, Route::Answers(None), Classes::new(), Place::Elsewhere, html! { <>{ words.get(Key::ResultsContinue) }</> }) }</p>
                }
                <p class="row screen-only"><button type="button" class="button" onclick={print}>{ words.get(Key::Print) }</button></p>
            </header>
            { settings(desk) }
            if !plan.tasks.is_empty() {
                <section class="stack" aria-labelledby="first">
                    <h2 id="first">{ words.get(Key::RoadmapFirst) }</h2>
                    <ol role="list" class="cards first-cards">{ for plan.tasks.iter().take(FIRST).enumerate().map(|(at, task)| card(desk, at, task)) }</ol>
                </section>
            }
            { deadlines(desk, plan) }
            if !plan.tasks.is_empty() {
                <section class="stack" aria-labelledby="line">
                    <h2 id="line">{ words.get(Key::RoadmapLine) }</h2>
                    { timeline(desk, plan) }
                    { milestones(desk, plan) }
                </section>
                <section class="stack" aria-labelledby="all">
                    <h2 id="all">{ words.get(Key::RoadmapAll) }</h2>
                    <p class="soft">{ words.get(Key::RoadmapAllLead) }</p>
                    { list(desk, plan) }
                </section>
            }
            { done(desk) }
        </div>
    }
}

/// "2.5 days of work".
pub fn days(desk: &Study, days: PersonDays) -> AttrValue {
    let text = format::number(desk.words.language(), days.to_f64(), 2);
    let key = if desk.words.language().is_one_day(days) { Key::DaysOfWorkOne } else { Key::DaysOfWork };
    desk.words.fill(key, &[("days", &text)])
}

fn date(desk: &Study, date: Date) -> String {
    format::date(desk.words.language(), date)
}

/// "2.5 days a week".
pub fn a_week(desk: &Study, pace: PersonDays) -> AttrValue {
    let text = format::number(desk.words.language(), pace.to_f64(), 2);
    let key = if desk.words.language().is_one_day(pace) { Key::DaysAWeekOne } else { Key::DaysAWeek };
    desk.words.fill(key, &[("days", &text)])
}

fn lead(desk: &Study, plan: &Plan, level: &str) -> AttrValue {
    let places = [
        ("level", level),
        ("days", &*days(desk, plan.effort)),
        ("measures", &desk.words.counted(Key::MilestoneMeasures, plan.tasks.len() as u64)),
        ("pace", &a_week(desk, plan.pace)),
        ("end", &date(desk, plan.ends)),
    ];
    desk.words.fill(Key::RoadmapLead, &places)
}

fn target_line(desk: &Study, plan: &Plan) -> Html {
    let words = &desk.words;
    let Some(target) = plan.target else { return Html::default() };
    let late = target.days_until(plan.ends);
    if late <= 0 {
        return html! { <p class="note note-met">{ words.fill(Key::RoadmapInTime, &[("target", &date(desk, target))]) }</p> };
    }
    let text = match plan.pace_needed {
        Some(pace) => words.fill(Key::RoadmapLate, &[("target", &date(desk, target)), ("pace", &a_week(desk, pace))]),
        None => words.fill(Key::RoadmapPassed, &[("target", &date(desk, target))]),
    };
    html! { <p class="note note-short">{ text }</p> }
}

/// Start, pace and target.
fn settings(desk: &Study) -> Html {
    let words = &desk.words;
    let planning = &desk.view.dossier.planning;
    let plan = &desk.report.roadmap;
    let change = |edit: fn(&mut Planning, String)| {
        let planning = planning.clone();
        desk.acting(move |text: String| {
            let mut next = planning.clone();
            edit(&mut next, text);
            Action::Planning(Box::new(next))
        })
    };
    let on_start = change(|planning, text| planning.start = Date::parse(&text));
    let on_target = change(|planning, text| planning.target = Date::parse(&text));
    let on_pace = {
        let planning = planning.clone();
        desk.acting(move |text: Option<String>| {
            let pace = text.as_deref().and_then(number::days);
            Action::Planning(Box::new(Planning { pace, ..planning.clone() }))
        })
    };
    let pace = AttrValue::from(plan.pace.to_f64().to_string());
    html! {
        <section class="card settings screen-only" aria-label={words.get(Key::RoadmapSettings)}>
            { field(Field { id: "plan-start".into(), label: words.get(Key::PlanStart), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Date, value: (plan.starts.to_string()).into(), oninput: on_start }) }
            <NumberField desk={desk.desk.clone()} id="plan-pace" label={words.get(Key::PlanPace)} unit={words.get(Key::PlanPaceUnit)} quantity={Quantity::Pace}
                value={Some(pace)} onvalue={on_pace} />
            { field(Field { id: "plan-target".into(), label: words.get(Key::PlanTarget), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Date, value: (plan.target.map(|target| target.to_string()).unwrap_or_default()).into(), oninput: on_target }) }
        </section>
    }
}

fn urgency_key(urgency: Urgency) -> Key {
    match urgency {
        Urgency::Duty => Key::UrgencyDuty,
        Urgency::KeyMeasure => Key::UrgencyKey,
        Urgency::Level => Key::UrgencyLevel,
    }
}

fn tags(desk: &Study, task: &Task) -> Html {
    let words = &desk.words;
    html! {
        <>
            if task.urgency != Urgency::Level {
                <span class="tag tag-key">{ icon(Picture::Bell, "") }{ words.get(urgency_key(task.urgency)) }</span>
            }
            if task.quick_win == QuickWin::Yes { <span class="tag tag-met">{ icon(Picture::Check, "") }{ words.get(Key::QuickWin) }</span> }
        </>
    }
}

fn card(desk: &Study, at: usize, task: &Task) -> Html {
    let words = &desk.words;
    let Some(said) = words.measure(task.measure.as_str()) else { return Html::default() };
    html! {
        <li class="card stack-tight first-card" key={task.measure.to_string()}>
            <p class="row"><span class="first-number">{ at + 1 }</span>{ tags(desk, task) }</p>
            <h3>{ &said.title }</h3>
            <p>{ &said.why }</p>
            <p class="soft">{ &said.how }</p>
            <p class="small"><strong>{ days(desk, task.effort) }</strong>{ " · " }{ words.get(knower_key(task.who)) }{ " · " }{ words.fill(Key::TaskBy, &[("date", &date(desk, task.ends))]) }</p>
            { requirements(desk, task) }
        </li>
    }
}

fn requirements(desk: &Study, task: &Task) -> Html {
    let found = task.raises.iter().filter_map(|at| desk.catalogue().requirements.get(*at));
    let link = |requirement: &belfry_engine::catalogue::Requirement| {
        html! { <li key={requirement.id.to_string()}>{ link(desk, Route::Answers(Some(requirement.id)), classes!("identifier"), Place::Elsewhere, html! { <><span>{ requirement.id.to_string() }</span></> }) }</li> }
    };
    if task.raises.is_empty() {
        return Html::default();
    }
    html! { <ul role="list" class="row requirement-links">{ for found.map(link) }</ul> }
}

fn deadlines(desk: &Study, plan: &Plan) -> Html {
    let words = &desk.words;
    if plan.deadlines.is_empty() {
        return Html::default();
    }
    let row = |dated: &belfry_engine::roadmap::DatedDuty| {
        let law = desk
            .content
            .law
            .deadlines
            .iter()
            .find(|deadline| deadline.id == dated.deadline)
            .map(|deadline| deadline.law.clone())
            .unwrap_or_default();
        let class = if dated.days_left < 0 { "note deadline-passed" } else { "note note-uncertain" };
        html! {
            <li class={class} key={dated.deadline.to_string()}>
                <strong>{ date(desk, dated.on) }</strong>{ " · " }{ days_left(desk, dated.days_left) }
                <br />{ words.law(&format!("deadline.{}", dated.deadline)) }{ " · " }{ citations(desk, &law) }
            </li>
        }
    };
    html! {
        <section class="stack" aria-labelledby="legal-dates">
            <h2 id="legal-dates">{ words.get(Key::RoadmapDates) }</h2>
            <ul role="list" class="stack-tight">{ for plan.deadlines.iter().map(row) }</ul>
        </section>
    }
}

fn timeline(desk: &Study, plan: &Plan) -> Html {
    let words = &desk.words;
    let today = desk.view.today;
    // The line begins with the earliest thing on it that is no long-passed date: those stand in the list of dates.
    let recent = plan.deadlines.iter().map(|dated| dated.on).filter(|on| on.days_until(today) < 300);
    let start = recent.clone().chain([plan.starts, today]).min().unwrap_or(today);
    let shown: Vec<&Task> = plan.tasks.iter().take(BARS).collect();
    let last_bar = shown.last().map_or(plan.starts, |task| task.ends);
    let end = recent
        .clone()
        .chain([last_bar, plan.target.unwrap_or(last_bar), today])
        .max()
        .unwrap_or(last_bar)
        .plus_days(20);
    let at = |day: Date| start.days_until(day);
    let bars: Vec<Bar> = shown
        .iter()
        .map(|task| Bar {
            label: words.measure(task.measure.as_str()).map(|said| said.title.clone()).unwrap_or_default(),
            from: at(task.starts),
            until: at(task.ends),
            tone: match task.urgency {
                Urgency::Duty => Tone::Duty,
                Urgency::KeyMeasure => Tone::Key,
                Urgency::Level => Tone::Other,
            },
        })
        .collect();
    let mut pins: Vec<Pin> = plan
        .deadlines
        .iter()
        .filter(|dated| dated.on >= start)
        .map(|dated| Pin {
            label: format!("{} · {}", date(desk, dated.on), days_left(desk, dated.days_left)).into(),
            at: at(dated.on),
            kind: PinKind::Deadline,
        })
        .collect();
    pins.push(Pin { label: words.get(Key::DaysToday), at: at(today), kind: PinKind::Today });
    let within = |due: &Date| *due <= end;
    pins.extend(plan.milestones.iter().filter(|milestone| within(&milestone.due)).map(|milestone| Pin {
        label: words.get(milestone_key(milestone.urgency)),
        at: at(milestone.due),
        kind: PinKind::Milestone,
    }));
    let pins = ordered(pins, |pin| pin.at);
    let more = plan.tasks.len().saturating_sub(BARS) as u64;
    let sentence = words.fill(
        Key::TimelineSentence,
        &[
            ("start", &date(desk, plan.starts)),
            ("end", &date(desk, plan.ends)),
            ("measures", &words.counted(Key::MilestoneMeasures, plan.tasks.len() as u64)),
        ],
    );
    html! {
        <>
            { timeline::draw(&Timeline { bars, pins, months: months(desk, start, end), days: at(end), sentence }) }
            if more > 0 { <p class="small soft">{ words.counted(Key::TimelineMore, more) }</p> }
        </>
    }
}

/// Marks at the first of a month: every month, quarter or year, whichever leaves room for the labels.
fn months(desk: &Study, start: Date, end: Date) -> Vec<(i64, AttrValue)> {
    let step = match start.days_until(end) {
        ..=430 => 1,
        431..=1_300 => 3,
        _ => 12,
    };
    let (mut year, mut month, _) = start.civil();
    let mut marks = Vec::new();
    loop {
        month += 1;
        if month > 12 {
            month = 1;
            year += 1;
        }
        let Some(first) = Date::from_civil(year, month, 1).filter(|first| *first < end) else { return marks };
        if (month - 1) % step == 0 {
            marks.push((start.days_until(first), format::month(desk.words.language(), first).into()));
        }
    }
}

const fn milestone_key(urgency: Urgency) -> Key {
    match urgency {
        Urgency::Duty => Key::MilestoneDuty,
        Urgency::KeyMeasure => Key::MilestoneKey,
        Urgency::Level => Key::MilestoneLevel,
    }
}

fn milestones(desk: &Study, plan: &Plan) -> Html {
    let words = &desk.words;
    let row = |milestone: &belfry_engine::roadmap::Milestone| {
        html! {
            <li key={milestone.urgency.code()}>
                <strong>{ date(desk, milestone.due) }</strong>{ " · " }{ words.get(milestone_key(milestone.urgency)) }
                { " · " }{ words.counted(Key::MilestoneMeasures, milestone.measures.len() as u64) }
            </li>
        }
    };
    html! { <ul>{ for plan.milestones.iter().map(row) }</ul> }
}

fn list(desk: &Study, plan: &Plan) -> Html {
    let words = &desk.words;
    let headings = [Key::ListMeasure, Key::ListWho, Key::ListEffort, Key::ListFrom, Key::ListUntil];
    html! {
        <div class="scroll" tabindex="0" role="group" aria-labelledby="all">
            <table class="measures">
                <thead><tr>{ for headings.into_iter().map(|key| html! { <th scope="col">{ words.get(key) }</th> }) }</tr></thead>
                <tbody>{ for plan.tasks.iter().map(|task| row(desk, task)) }</tbody>
            </table>
        </div>
    }
}

fn row(desk: &Study, task: &Task) -> Html {
    let words = &desk.words;
    let Some(said) = words.measure(task.measure.as_str()) else { return Html::default() };
    let planning = desk.view.dossier.planning.clone();
    let measure = task.measure.clone();
    let estimate = task.estimate;
    let on_effort = {
        let (planning, measure) = (planning.clone(), measure.clone());
        desk.acting(move |text: Option<String>| {
            let mut next = planning.clone();
            match text.as_deref().and_then(number::days).filter(|effort| *effort != estimate) {
                Some(effort) => drop(next.efforts.insert(measure.clone(), effort)),
                None => drop(next.efforts.remove(&measure)),
            }
            Action::Planning(Box::new(next))
        })
    };
    let tick = desk.acting(move |_: MouseEvent| {
        let mut next = planning.clone();
        next.done.insert(measure.clone());
        Action::Planning(Box::new(next))
    });
    html! {
        <tr key={task.measure.to_string()}>
            <th scope="row">
                { &said.title }
                <p class="row">{ tags(desk, task) }</p>
                <details><summary class="small">{ words.get(Key::ListMore) }</summary><div class="stack-tight measure-more"><p>{ &said.why }</p><p>{ &said.how }</p></div></details>
                { requirements(desk, task) }
                if task.urgency == Urgency::Duty && task.raises.is_empty() {
                    <button type="button" class="button screen-only" onclick={tick}>{ words.get(Key::ListTick) }</button>
                }
            </th>
            <td>{ words.get(knower_key(task.who)) }</td>
            <td class="effort-cell">
                <NumberField desk={desk.desk.clone()} id={format!("effort-{}", task.measure)} label={words.get(Key::ListEffortLabel)} quantity={Quantity::Effort}
                    value={Some(AttrValue::from(task.effort.to_f64().to_string()))} onvalue={on_effort} />
                if task.effort != estimate { <span class="small soft">{ words.fill(Key::ListEstimate, &[("days", &days(desk, estimate))]) }</span> }
            </td>
            <td>{ date(desk, task.starts) }</td>
            <td>{ date(desk, task.ends) }</td>
        </tr>
    }
}

/// Duties that the user ticked off, so that a tick can be taken back.
fn done(desk: &Study) -> Html {
    let words = &desk.words;
    let planning = &desk.view.dossier.planning;
    if planning.done.is_empty() {
        return Html::default();
    }
    let row = |measure: &belfry_engine::identifier::MeasureId| {
        let title = words.measure(measure.as_str()).map(|said| said.title.clone()).unwrap_or_default();
        let (planning, measure) = (planning.clone(), measure.clone());
        let key = measure.to_string();
        let untick = desk.acting(move |_: MouseEvent| {
            let mut next = planning.clone();
            next.done.remove(&measure);
            Action::Planning(Box::new(next))
        });
        html! { <li {key} class="row">{ icon(Picture::Check, "mark") }{ title }<button type="button" class="button button-quiet screen-only" onclick={untick}>{ words.get(Key::ListUntick) }</button></li> }
    };
    html! {
        <section class="stack" aria-labelledby="ticked">
            <h2 id="ticked">{ words.get(Key::RoadmapTicked) }</h2>
            <ul role="list">{ for planning.done.iter().map(row) }</ul>
        </section>
    }
}
