//! The heatmap: a table of categories, both halves and the maturity, each cell with its figure and its shade.

use super::status::{Standing, status_tag};
use yew::prelude::*;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The figure as shown; a dash where nothing is known.
    pub figure: AttrValue,
    /// The shade, 1 (lowest) to 5, or nothing.
    pub shade: Option<u8>,
}

/// A row: one category.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// Its code.
    pub code: AttrValue,
    /// Its name.
    pub name: AttrValue,
    /// The written half, the practised half, the maturity.
    pub cells: [Cell; 3],
    /// How much of it is answered, as shown.
    pub answered: AttrValue,
    /// How it stands, in shape and word.
    pub standing: Standing,
    /// The word.
    pub standing_label: AttrValue,
}

/// What the heatmap shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Heatmap {
    /// What the table is about.
    pub caption: AttrValue,
    /// The headings: category, written, done, maturity, answered, standing.
    pub headings: [AttrValue; 6],
    /// The rows.
    pub rows: Vec<HeatRow>,
}

/// The heatmap.
pub fn draw(props: &Heatmap) -> Html {
    let cell = |cell: &Cell| {
        let shade = cell.shade.map(|shade| format!("heat-{shade}"));
        html! { <td class={classes!("number", "heat", shade)}>{ &cell.figure }</td> }
    };
    let row = |row: &HeatRow| {
        html! {
            <tr key={row.code.to_string()}>
                <th scope="row"><span class="identifier">{ &row.code }</span>{ " " }{ &row.name }</th>
                { for row.cells.iter().map(cell) }
                <td class="number">{ &row.answered }</td>
                <td>{ status_tag(row.standing, row.standing_label.clone()) }</td>
            </tr>
        }
    };
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label={props.caption.clone()}>
            <table class="heatmap">
                <caption>{ &props.caption }</caption>
                <thead><tr>{ for props.headings.iter().map(|heading| html! { <th scope="col">{ heading }</th> }) }</tr></thead>
                <tbody>{ for props.rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
