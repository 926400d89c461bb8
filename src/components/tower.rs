//! The tower: four floors, a bell for every key measure, a light where every gate of a floor is open.

use yew::prelude::*;

/// A floor of the tower.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// The level's name.
    pub name: AttrValue,
    /// How far the wall is built towards the gate, 0 to 1; `None` where there is no score.
    pub wall: Option<f64>,
    /// How many bells this floor adds, and how many of those ring.
    pub bells: Bells,
    /// Whether every gate of the floor is open.
    pub lit: Light,
}

/// The key measures that a floor adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bells {
    /// How many there are.
    pub all: usize,
    /// How many reach their gate.
    pub ringing: usize,
}

/// Whether a floor shines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Every gate is open.
    Lit,
    /// Some gate is closed.
    Dim,
    /// Not looked at: above the level aimed for.
    Beyond,
}

/// What the tower shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Tower {
    /// The floors, lowest first.
    pub floors: Vec<Floor>,
    /// One sentence that says the same.
    pub sentence: AttrValue,
}

const WIDTH: f64 = 240.0;
const FLOOR: f64 = 74.0;
const ROOF: f64 = 62.0;
const FOOT: f64 = 10.0;

/// The tower, with its sentence as the accessible name.
pub fn draw(props: &Tower) -> Html {
    let count = props.floors.len() as f64;
    let height = ROOF + FLOOR * count + FOOT;
    let middle = WIDTH / 2.0;
    let top_width = floor_width(props.floors.len().saturating_sub(1));
    let roof = format!(
        "M{middle} 4 L{} {ROOF} L{} {ROOF} Z M{middle} 4 V-2",
        middle + top_width / 2.0 + 4.0,
        middle - top_width / 2.0 - 4.0
    );
    let floors = props.floors.iter().enumerate().map(|(at, floor)| {
        let bottom = ROOF + FLOOR * (count - at as f64);
        draw_floor(floor, floor_width(at), bottom)
    });
    html! {
        <figure class="tower">
            <svg viewBox={format!("0 -4 {WIDTH} {}", height + 4.0)} role="img" aria-label={props.sentence.clone()}>
                <path d={roof} class="tower-roof" />
                { for floors }
                <rect x={(middle - floor_width(0) / 2.0 - 10.0).to_string()} y={(height - FOOT).to_string()}
                    width={(floor_width(0) + 20.0).to_string()} height={FOOT.to_string()} class="tower-foot" />
            </svg>
        </figure>
    }
}

/// Floors narrow a little towards the top.
fn floor_width(at: usize) -> f64 {
    196.0 - 18.0 * at as f64
}

fn draw_floor(floor: &Floor, width: f64, bottom: f64) -> Html {
    let (left, top) = ((WIDTH - width) / 2.0, bottom - FLOOR);
    let class = match floor.lit {
        Light::Lit => "tower-floor tower-lit",
        Light::Dim => "tower-floor",
        Light::Beyond => "tower-floor tower-beyond",
    };
    let wall = floor.wall.unwrap_or(0.0).clamp(0.0, 1.0) * (FLOOR - 8.0);
    let per_row = 13_usize;
    let spacing = (width - 24.0) / per_row as f64;
    let bells = (0..floor.bells.all).map(|at| {
        let x = left + 12.0 + spacing * (at % per_row) as f64 + spacing / 2.0;
        let y = top + 44.0 + 14.0 * (at / per_row) as f64;
        let class = if at < floor.bells.ringing { "bell bell-rings" } else { "bell" };
        // A bell: a dome on a rim, with a clapper.
        let d = format!("M{} {} a4 5 0 0 1 8 0 v3 h1.5 h-11 h1.5 Z M{x} {} v1.5", x - 4.0, y, y + 4.5);
        html! { <path {class} {d} /> }
    });
    html! {
        <g {class}>
            <rect x={left.to_string()} y={top.to_string()} width={width.to_string()} height={FLOOR.to_string()} class="tower-stone" />
            <rect x={left.to_string()} y={(bottom - wall).to_string()} width={width.to_string()} height={wall.to_string()} class="tower-wall" />
            <line x1={left.to_string()} x2={(left + width).to_string()} y1={(top + 8.0).to_string()} y2={(top + 8.0).to_string()} class="tower-gate" />
            <text x={(WIDTH / 2.0).to_string()} y={(top + 29.0).to_string()} text-anchor="middle" class="tower-name">{ &floor.name }</text>
            { for bells }
        </g>
    }
}
