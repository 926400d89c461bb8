//! The chart itself: a list of rows by phase, each a button with a strip of its own, so that it is read, walked through by
//! keyboard, folded on a phone and broken over pages like any list. Places are in tenths of a per cent from the left.

use belfry_engine::identifier::MeasureId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// A vertical line over the whole chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Where.
    pub at: i32,
    /// What it stands for.
    pub name: AttrValue,
    /// How it looks.
    pub class: &'static str,
}

/// A phase.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: AttrValue,
    /// From when to when, in words.
    pub days: AttrValue,
    /// From where to where the recommended road has it.
    pub advised: Option<(i32, i32)>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which one.
    pub measure: MeasureId,
    /// Its name.
    pub name: AttrValue,
    /// Who does it.
    pub who: AttrValue,
    /// Everything that the strip shows, in words.
    pub more: AttrValue,
    /// Where what is left begins.
    pub from: i32,
    /// Where it ends.
    pub until: i32,
    /// Where it was begun.
    pub begun: Option<i32>,
    /// Whether the end of the plan hangs on it.
    pub weight: Weight,
    /// A promised date, and whether it is kept.
    pub flag: Option<(i32, Flag)>,
}

/// Whether the end of the plan hangs on a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It does.
    Critical,
    /// It does not.
    Usual,
}

/// A promised date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// It is kept.
    Kept,
    /// It is not.
    Broken,
}

/// What the chart shows.
#[derive(Properties, PartialEq)]
pub struct GanttProps {
    /// One sentence that says what is to be seen.
    pub name: AttrValue,
    /// The phases.
    pub groups: Vec<Group>,
    /// Today and the target.
    pub lines: Vec<Line>,
    /// The months: where each begins, its name, and a class.
    pub months: Vec<(i32, AttrValue, &'static str)>,
    /// A row was opened.
    pub onopen: Callback<MeasureId>,
}

/// The chart.
#[component]
pub fn Gantt(props: &GanttProps) -> Html {
    let inside = use_node_ref();
    // The one row that the Tab key stops at.
    let here = use_state(|| 0_usize);
    let count: usize = props.groups.iter().map(|group| group.rows.len()).sum();
    let here_now = (*here).min(count.saturating_sub(1));
    let onkeydown = {
        let inside = inside.clone();
        Callback::from(move |event: KeyboardEvent| {
            let last = count.saturating_sub(1);
            let next = match event.key().as_str() {
                "ArrowDown" => (here_now + 1).min(last),
                "ArrowUp" => here_now.saturating_sub(1),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            let row = inside
                .cast::<Element>()
                .and_then(|root| root.query_selector(&format!("[data-row='{next}']")).ok().flatten());
            if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
                // A row that refuses the focus leaves it where it was.
                drop(row.focus());
            }
        })
    };
    let onfocusin = {
        let here = here.clone();
        Callback::from(move |event: FocusEvent| {
            let row = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let number = row.and_then(|row| row.get_attribute("data-row")).and_then(|number| number.parse().ok());
            if let Some(number) = number {
                here.set(number);
            }
        })
    };
    let mut first = 0;
    let groups = props.groups.iter().map(|group| {
        let begins = first;
        first += group.rows.len();
        drawn(props, group, begins, here_now)
    });
    html! {
        <div class="gantt" role="group" aria-label={props.name.clone()} ref={inside} {onkeydown} {onfocusin}>{ for groups.collect::<Vec<_>>() }</div>
    }
}

fn drawn(props: &GanttProps, group: &Group, begins: usize, here: usize) -> Html {
    let rows = group.rows.iter().enumerate().map(|(at, row)| {
        let number = begins + at;
        let onclick = {
            let (open, id) = (props.onopen.clone(), row.measure.clone());
            Callback::from(move |_: MouseEvent| open.emit(id.clone()))
        };
        html! {
            <li key={row.measure.to_string()}>
                <button type="button" class="gantt-row" data-row={number.to_string()} tabindex={if number == here { "0" } else { "-1" }} {onclick}>
                    <span class="gantt-name"><span class="gantt-title">{ &row.name }</span><span class="gantt-who" aria-hidden="true">{ &row.who }</span><span class="unseen">{ ": " }{ &row.more }</span></span>
                    { strip(props, group, row) }
                </button>
            </li>
        }
    });
    html! {
        <section class="gantt-group" key={group.name.to_string()}>
            <div class="gantt-head">
                <h3>{ &group.name }{ " " }<span class="small soft">{ &group.days }</span></h3>
                { months(props) }
            </div>
            <ul role="list">{ for rows }</ul>
        </section>
    }
}

/// The names above a group.
fn months(props: &GanttProps) -> Html {
    let month = |(at, name, class): &(i32, AttrValue, &'static str)| {
        html! { <text x={percent(*at)} y="14" dx="3" class={classes!("gantt-month", *class)}>{ name }</text> }
    };
    let line = |line: &Line| {
        let (anchor, dx) = if line.at > 800 { ("end", "-4") } else { ("start", "4") };
        html! {
            <g class={line.class}>
                <line x1={percent(line.at)} x2={percent(line.at)} y1="20" y2="100%" />
                <text x={percent(line.at)} y="32" {dx} text-anchor={anchor}>{ &line.name }</text>
            </g>
        }
    };
    html! {
        <svg class="gantt-months" width="100%" height="38" aria-hidden="true" focusable="false">{ for props.months.iter().map(month) }{ for props.lines.iter().map(line) }</svg>
    }
}

/// A row's own strip.
fn strip(props: &GanttProps, group: &Group, row: &Row) -> Html {
    let (class, top, height) = match row.weight {
        Weight::Critical => ("gantt-bar gantt-critical", "-8", "16"),
        Weight::Usual => ("gantt-bar", "-5", "10"),
    };
    let advised = group.advised.map(|(from, until)| {
        html! { <rect x={percent(from)} width={percent(until - from)} y="0" height="100%" class="gantt-advised" /> }
    });
    let month = |(at, _, class): &(i32, AttrValue, &'static str)| {
        html! { <line x1={percent(*at)} x2={percent(*at)} y1="0" y2="100%" class={classes!("gantt-grid", *class)} /> }
    };
    let line = |line: &Line| {
        html! { <g class={line.class}><line x1={percent(line.at)} x2={percent(line.at)} y1="0" y2="100%" /></g> }
    };
    let begun = row.begun.map(|begun| {
        html! { <line x1={percent(begun)} x2={percent(row.from.max(begun + 6))} y1="50%" y2="50%" class="gantt-begun" /> }
    });
    html! {
        <span class="gantt-strip"><svg width="100%" height="100%" aria-hidden="true" focusable="false">
            { advised.unwrap_or_default() }
            { for props.months.iter().map(month) }
            { for props.lines.iter().map(line) }
            { begun.unwrap_or_default() }
            <rect x={percent(row.from)} width={percent((row.until - row.from).max(5))} y="50%" {height} rx="2" transform={format!("translate(0 {top})")} {class} />
            { row.flag.map(|(at, kind)| flag(kind, percent(at))).unwrap_or_default() }
        </svg></span>
    }
}

/// A flag on its pole; a broken promise is crossed out. It stands in an image of its own, which can be moved by per cent.
pub fn flag(kind: Flag, x: String) -> Html {
    let (class, shape) = match kind {
        Flag::Kept => ("gantt-flag", "M1 0V100M1 1h9l-3 4 3 4H1"),
        Flag::Broken => ("gantt-flag gantt-flag-broken", "M1 0V100M3 1l8 8M11 1l-8 8"),
    };
    html! { <svg {x} y="1" width="14" height="100%" overflow="hidden"><path d={shape} {class} /></svg> }
}

fn percent(tenths: i32) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}
