//! The radar: maturity by category, two shapes over each other, with the gate as a ring. The table beside it says the same in
//! figures.

use std::f64::consts::TAU;
use yew::prelude::*;

/// A spoke of the radar.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoke {
    /// The category's code, short enough for the rim.
    pub label: AttrValue,
    /// Maturity 1 to 5 of the shape that is a line, where known.
    pub line: Option<f64>,
    /// Maturity 1 to 5 of the shape that is filled, where known.
    pub area: Option<f64>,
}

/// What the two shapes are: it decides their looks, which tell them apart without colour too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The line is the written half, the filled shape the practised one.
    Halves,
    /// The line, dashed, is how it was; the filled shape is how it is.
    ThenAndNow,
}

impl Look {
    /// The classes of the line, the filled shape and the gate.
    const fn classes(self) -> [&'static str; 3] {
        match self {
            Self::Halves => ["radar-documentation", "radar-implementation", "radar-gate"],
            Self::ThenAndNow => ["radar-then", "radar-implementation", "radar-gate radar-gate-dotted"],
        }
    }
}

/// What the radar shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Radar {
    /// The spokes, clockwise from the top.
    pub spokes: Vec<Spoke>,
    /// The gate as a ring, 1 to 5.
    pub gate: f64,
    /// What the two shapes are.
    pub look: Look,
    /// One sentence that says what is to be seen.
    pub sentence: AttrValue,
}

const CENTRE: f64 = 200.0;
const REACH: f64 = 148.0;

/// The radar, with its sentence as the accessible name.
pub fn draw(props: &Radar) -> Html {
    let count = props.spokes.len();
    let [line, area, gate] = props.look.classes();
    let ring = |value: f64, class: &'static str| {
        let points = (0..count).map(|at| point(at, count, value));
        html! { <polygon points={join(points)} {class} /> }
    };
    let shape = |half: fn(&Spoke) -> Option<f64>, class: &'static str| {
        let points = props.spokes.iter().enumerate().map(|(at, spoke)| point(at, count, half(spoke).unwrap_or(0.0)));
        html! { <polygon points={join(points)} {class} /> }
    };
    let spokes = props.spokes.iter().enumerate().map(|(at, spoke)| {
        let (x, y) = point(at, count, 5.0);
        let (label_x, label_y) = point(at, count, 5.62);
        html! {
            <>
                <line x1={CENTRE.to_string()} y1={CENTRE.to_string()} x2={shown(x)} y2={shown(y)} class="radar-line" />
                <text x={shown(label_x)} y={shown(label_y + 4.0)} text-anchor="middle" class="radar-label">{ &spoke.label }</text>
            </>
        }
    });
    html! {
        <figure class="radar">
            <svg viewBox="0 0 400 400" role="img" aria-label={props.sentence.clone()}>
                { for [1.0, 2.0, 3.0, 4.0, 5.0].into_iter().map(|value| ring(value, "radar-line")) }
                { for spokes }
                { shape(|spoke| spoke.area, area) }
                { shape(|spoke| spoke.line, line) }
                { ring(props.gate, gate) }
            </svg>
        </figure>
    }
}

fn point(at: usize, count: usize, value: f64) -> (f64, f64) {
    let angle = TAU * at as f64 / count.max(1) as f64 - TAU / 4.0;
    let distance = REACH * value / 5.0;
    (CENTRE + distance * angle.cos(), CENTRE + distance * angle.sin())
}

fn join(points: impl Iterator<Item = (f64, f64)>) -> String {
    points.map(|(x, y)| format!("{},{}", shown(x), shown(y))).collect::<Vec<_>>().join(" ")
}

fn shown(value: f64) -> String {
    format!("{value:.1}")
}
