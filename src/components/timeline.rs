//! The timeline: measures as bars, milestones and legal deadlines as pins. The list beside it says the same.

use yew::prelude::*;

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What is done.
    pub label: AttrValue,
    /// First day, counted from the start of the line.
    pub from: i64,
    /// Day after the last, counted from the start of the line.
    pub until: i64,
    /// Which part of the plan it belongs to, for its colour; the label says the rest.
    pub tone: Tone,
}

/// The colour of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A duty under the law.
    Duty,
    /// A key measure.
    Key,
    /// The rest.
    Other,
}

/// A pin on the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// What falls due.
    pub label: AttrValue,
    /// The day, counted from the start of the line.
    pub at: i64,
    /// A legal deadline, or a milestone of the plan.
    pub kind: PinKind,
}

/// What a pin stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinKind {
    /// Set by law or decree.
    Deadline,
    /// Of the plan.
    Milestone,
    /// Today.
    Today,
}

/// What the timeline shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The bars, from the top.
    pub bars: Vec<Bar>,
    /// The pins.
    pub pins: Vec<Pin>,
    /// The first day of each month with its label, counted from the start of the line.
    pub months: Vec<(i64, AttrValue)>,
    /// How many days the line is long.
    pub days: i64,
    /// One sentence that says what is to be seen.
    pub sentence: AttrValue,
}

const LEFT: f64 = 8.0;
const WIDTH: f64 = 944.0;
const ROW: f64 = 24.0;
const HEAD: f64 = 30.0;

/// The timeline, with its sentence as the accessible name.
pub fn draw(props: &Timeline) -> Html {
    let days = props.days.max(1) as f64;
    let x = |day: i64| LEFT + WIDTH * (day as f64 / days).clamp(0.0, 1.0);
    let pins_height = 22.0 * props.pins.len() as f64 + 10.0;
    let height = HEAD + ROW * props.bars.len() as f64 + pins_height;
    let bars = props.bars.iter().enumerate().map(|(at, bar)| {
        let y = HEAD + ROW * at as f64;
        let (left, right) = (x(bar.from), x(bar.until));
        let class = match bar.tone {
            Tone::Duty => "timeline-bar timeline-duty",
            Tone::Key => "timeline-bar timeline-key",
            Tone::Other => "timeline-bar",
        };
        // The label stands behind the bar, or before it where there is no room.
        let (text_x, anchor) = if right < WIDTH * 0.6 { (right + 8.0, "start") } else { (left - 8.0, "end") };
        html! {
            <g>
                <rect x={shown(left)} y={shown(y + 4.0)} width={shown((right - left).max(4.0))} height={shown(ROW - 8.0)} rx="3" {class} />
                <text x={shown(text_x)} y={shown(y + 16.5)} text-anchor={anchor} class="timeline-label">{ &bar.label }</text>
            </g>
        }
    });
    let pins = props.pins.iter().enumerate().map(|(at, pin)| {
        let y = HEAD + ROW * props.bars.len() as f64 + 22.0 * at as f64 + 16.0;
        let place = x(pin.at);
        let class = match pin.kind {
            PinKind::Deadline => "timeline-pin timeline-deadline",
            PinKind::Milestone => "timeline-pin",
            PinKind::Today => "timeline-pin timeline-today",
        };
        let (text_x, anchor) = if place < WIDTH * 0.6 { (place + 9.0, "start") } else { (place - 9.0, "end") };
        html! {
            <g {class}>
                <line x1={shown(place)} x2={shown(place)} y1={shown(HEAD - 6.0)} y2={shown(y)} />
                <circle cx={shown(place)} cy={shown(y)} r="5" />
                <text x={shown(text_x)} y={shown(y + 4.5)} text-anchor={anchor} class="timeline-label">{ &pin.label }</text>
            </g>
        }
    });
    let months = props.months.iter().map(|(day, label)| {
        html! {
            <>
                <line x1={shown(x(*day))} x2={shown(x(*day))} y1="18" y2={shown(height)} class="timeline-month" />
                <text x={shown(x(*day) + 4.0)} y="14" class="timeline-label timeline-month-label">{ label }</text>
            </>
        }
    });
    html! {
        <figure class="timeline scroll" tabindex="0" role="group" aria-label={props.sentence.clone()}>
            <svg viewBox={format!("0 0 960 {}", shown(height))} role="img" aria-label={props.sentence.clone()}>
                { for months }
                { for bars }
                { for pins }
            </svg>
        </figure>
    }
}

fn shown(value: f64) -> String {
    format!("{value:.1}")
}
