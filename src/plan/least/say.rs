//! Short ways to say figures.

use crate::{format, key::Key, pages, plan::table::Table, tools::bench::half_key};
use belfry_engine::{
    catalogue::{Dimension, PersonDays},
    course::Way,
    level::ScoredLevel,
    maturity::Maturity,
    scoring::Scorecard,
    size::Euro,
};
use yew::AttrValue;

/// A level.
pub fn level(table: &Table, level: ScoredLevel) -> AttrValue {
    table.words.get(pages::levels::assurance_key(level.assurance()))
}

/// "2.5 days of work".
pub fn days(table: &Table, days: PersonDays) -> AttrValue {
    pages::roadmap::days(table, days)
}

/// "2.5".
pub fn number(table: &Table, days: PersonDays) -> String {
    format::number(table.words.language(), days.to_f64(), 2)
}

/// A maturity, never rounded up.
pub fn figure(table: &Table, value: Maturity) -> String {
    format::maturity(table.words.language(), value)
}

/// A total.
pub fn total(table: &Table, card: &Scorecard) -> String {
    card.total.map_or_else(|| "–".to_owned(), |total| figure(table, total))
}

/// An amount of money, to the euro.
pub fn euro(table: &Table, amount: Euro) -> AttrValue {
    let amount = format::number(table.words.language(), amount.0.to_f64(), 0);
    table.words.fill(Key::ReturnsEuro, &[("amount", &amount)])
}

/// One of the halves.
pub fn half(table: &Table, dimension: Dimension) -> AttrValue {
    table.words.get(half_key(dimension))
}

/// What a way leaves open, in one sentence.
pub fn leaves(table: &Table, way: &Way) -> AttrValue {
    let (all, keys) = way.holes(table.catalogue());
    if all == 0 {
        return table.words.get(Key::PlanLeavesNone);
    }
    table.words.counted_fill(Key::PlanLeaves, all as u64, &[("keys", &keys.to_string())])
}
