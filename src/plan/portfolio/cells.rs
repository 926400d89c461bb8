//! What stands in a cell of the overview, for reading and for a spreadsheet.

use super::{
    columns::{Column, Rank},
    held::Entry,
};
use crate::{
    format,
    key::Key,
    pages::{levels::assurance_key, live::standing},
    plan::figure::{cut, distance, raised},
    tools::bench::Bench,
};
use belfry_engine::{benchmark::Place, classification::Status, date::Date};
use belfry_exchange::sheets::Cell;
use yew::AttrValue;

/// What stands in a cell.
pub enum Said {
    /// A text.
    Text(AttrValue),
    /// A figure: as it is read, and as a number.
    Figure(String, f64),
    /// So many of so many.
    Part(usize, usize),
    /// A whole number.
    Count(usize),
    /// A day, and what is due.
    Day(Date, AttrValue),
    /// Nothing.
    Nothing,
}

const fn status_key(status: Status) -> Key {
    match status {
        Status::OutOfScope => Key::PortfolioOutOfScope,
        Status::RegistrationOnly => Key::PortfolioRegistrationOnly,
        Status::Important => Key::PortfolioImportant,
        Status::Essential => Key::PortfolioEssential,
        Status::Uncertain => Key::PortfolioUncertain,
    }
}

/// A place among others, in words.
pub const fn place_key(place: Place) -> Key {
    match place {
        Place::LowestQuarter => Key::PortfolioLowest,
        Place::BelowMedian => Key::PortfolioBelow,
        Place::Median => Key::PortfolioAt,
        Place::AboveMedian => Key::PortfolioAbove,
        Place::HighestQuarter => Key::PortfolioHighest,
    }
}

/// The name of a dossier: the organisation's, else the file's.
pub fn name(entry: &Entry) -> AttrValue {
    if entry.line.name.is_empty() { entry.file.clone().into() } else { entry.line.name.clone().into() }
}

/// What stands in a column.
pub fn cell(bench: &Bench, entry: &Entry, rank: Option<Rank>, column: Column) -> Said {
    let words = &bench.words;
    let line = &entry.line;
    let figures = line.score.as_ref();
    match column {
        Column::Name => Said::Text(name(entry)),
        Column::Status => line.status.map_or(Said::Nothing, |status| Said::Text(words.get(status_key(status)))),
        Column::Level => Said::Text(words.get(assurance_key(line.level))),
        // The year says it: the heading says of what.
        Column::Framework => {
            Said::Text(line.framework.as_str().rsplit('-').next().unwrap_or_default().to_owned().into())
        }
        Column::Answered => Said::Part(line.answered.0, line.answered.1),
        Column::Total => line
            .total()
            .map_or(Said::Nothing, |total| Said::Figure(format::maturity(words.language(), total), cut(total))),
        Column::Standing => rank.map_or(Said::Nothing, |rank| {
            let places = [
                ("rank", &*rank.rank.to_string()),
                ("all", &rank.of.to_string()),
                ("place", &words.get(place_key(rank.place))),
            ];
            Said::Text(words.fill(Key::PortfolioRank, &places))
        }),
        Column::Keys => figures.map_or(Said::Nothing, |figures| Said::Part(figures.keys.0, figures.keys.1)),
        Column::Distance => match figures.filter(|figures| figures.total.is_some()) {
            Some(figures) => match figures.short {
                Some(short) => Said::Figure(distance(words, short), raised(short)),
                None => Said::Figure("0".to_owned(), 0.0),
            },
            None => Said::Nothing,
        },
        Column::Closed => figures.map_or(Said::Nothing, |figures| Said::Count(figures.closed)),
        Column::Deadline => match &line.deadline {
            Some((id, on)) => {
                let due = words.law(&format!("deadline.{id}"));
                // What stands behind the colon explains it: it is said on the page of the verdict.
                Said::Day(*on, due.split(':').next().unwrap_or_default().trim().to_owned().into())
            }
            None => Said::Nothing,
        },
        Column::Effort => figures.map_or(Said::Nothing, |figures| {
            Said::Figure(format::number(words.language(), figures.effort.to_f64(), 2), figures.effort.to_f64())
        }),
    }
}

impl Said {
    /// As people read it.
    pub fn text(&self, bench: &Bench) -> AttrValue {
        match self {
            Self::Text(text) => text.clone(),
            Self::Figure(text, _) => text.clone().into(),
            Self::Part(part, whole) => format!("{part}/{whole}").into(),
            Self::Count(count) => count.to_string().into(),
            Self::Day(on, due) => format!("{} · {due}", bench.day(*on)).into(),
            Self::Nothing => "–".into(),
        }
    }

    /// As a spreadsheet has it, each thing in a cell of its own.
    pub fn flat(&self, column: Column) -> Vec<Flat> {
        let number = |number: usize| Flat::Number(number as f64);
        let mut cells = match self {
            Self::Text(text) => vec![Flat::Text(text.to_string())],
            Self::Figure(_, value) => vec![Flat::Number(*value)],
            Self::Part(part, whole) => vec![number(*part), number(*whole)],
            Self::Count(count) => vec![number(*count)],
            Self::Day(on, due) => vec![Flat::Day(*on), Flat::Text(due.to_string())],
            Self::Nothing => Vec::new(),
        };
        cells.resize_with(column.width(), || Flat::Text(String::new()));
        cells
    }
}

/// A cell of a spreadsheet.
pub enum Flat {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
}

impl Flat {
    /// As CSV has it: a number with a full stop, a day as ISO date.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(value) => value.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }

    /// As a workbook has it.
    pub fn sheet(&self) -> Cell {
        match self {
            Self::Text(text) => Cell::text(text.as_str()),
            Self::Number(value) => Cell::Number(*value),
            Self::Day(day) => Cell::Day(*day),
        }
    }
}

/// Whether the level is reached, in words.
pub fn verdict(bench: &Bench, entry: &Entry) -> AttrValue {
    let figures = entry.line.score.as_ref();
    figures.map(|figures| bench.words.get(standing(figures.verdict).1)).unwrap_or_default()
}
