//! Changing a part where it lies: the bytes of the cells and figures that change, and no others.

use super::{
    book::{Book, Chart, Content, Entry, Sheet},
    evaluate::{Evaluator, Value, nearest},
    formula::{Expression, Fraction, Shift, decimal},
    place::Place,
    text::escaped,
};
use crate::{table::NotATable, xlsx::local};
use belfry_engine::collections::Map;
use num_traits::CheckedSub;
use quick_xml::{Reader, events::Event};
use std::ops::Range;

/// Two figures that no reader tells apart: a spreadsheet's own last bit is left as it is.
const ALIKE: f64 = 1e-12;

/// Bytes of a part that are written otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Patch {
    span: Range<usize>,
    text: String,
}

/// Every change of a part, by where its bytes begin and end.
pub(super) type Patches = Map<(usize, usize), String>;

/// Adds changes to those of a part.
pub(super) fn add(patches: &mut Patches, more: impl IntoIterator<Item = Patch>) {
    for Patch { span, text } in more {
        // Several cells that are put in before the same one: in the order in which they come.
        patches.update((span.start, span.end), |before| before.push_str(&text));
    }
}

/// The part with its changes; `None` where nothing changes.
pub(super) fn patched(xml: &str, patches: &Patches) -> Option<String> {
    if patches.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(xml.len() + 64 * patches.len());
    let mut from = 0;
    for ((start, end), text) in patches.iter() {
        out.push_str(xml.get(from..*start)?);
        out.push_str(text);
        from = *end;
    }
    out.push_str(xml.get(from..)?);
    Some(out)
}

/// A cell element, before what it holds.
fn opened(name: &str, attributes: &str, kind: &str) -> String {
    let kind = if kind.is_empty() { String::new() } else { format!(" t=\"{kind}\"") };
    format!("<{name}{attributes}{kind}>")
}

/// A cell's content as its element holds it: the kind, and what stands inside. The inside carries the cell's prefix.
fn written(value: &Content, prefix: &str) -> (&'static str, String) {
    match value {
        Content::Empty => ("", String::new()),
        Content::Number(number) => ("", format!("<{prefix}v>{number}</{prefix}v>")),
        Content::Text(text) => {
            let text = escaped(text);
            ("inlineStr", format!("<{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is>"))
        }
        Content::Boolean(is_true) => ("b", format!("<{prefix}v>{}</{prefix}v>", u8::from(*is_true))),
        Content::Error(code) => ("e", format!("<{prefix}v>{}</{prefix}v>", escaped(code))),
    }
}

fn prefix(name: &str) -> &str {
    name.rsplit_once(':').map_or("", |(prefix, _)| name.get(..=prefix.len()).unwrap_or_default())
}

/// Why a cell cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// It is worked out.
    Formula,
    /// The sheet does not have its row.
    NoRow,
}

/// Writes a content into a cell; `None` where it stands there already.
pub(super) fn content(sheet: &Sheet, place: Place, value: &Content) -> Result<Option<Patch>, Obstacle> {
    if let Some(entry) = sheet.entry(place) {
        if entry.rule.is_some() {
            return Err(Obstacle::Formula);
        }
        if same(&entry.content, value) {
            return Ok(None);
        }
        let name = &entry.name;
        let (kind, inside) = written(value, prefix(name));
        let text = format!("{}{inside}</{name}>", opened(name, &entry.attributes, kind));
        return Ok(Some(Patch { span: entry.span.clone(), text }));
    }
    let row = sheet.rows.iter().find(|row| row.number == place.row).ok_or(Obstacle::NoRow)?;
    let following = sheet.cells.iter().find(|entry| entry.place.row == place.row && entry.place > place);
    let at = following.map(|entry| entry.span.start).or(row.end).ok_or(Obstacle::NoRow)?;
    let name = sheet.cells.first().map_or("c", |entry| entry.name.as_str());
    let (kind, inside) = written(value, prefix(name));
    let text = format!("{}{inside}</{name}>", opened(name, &format!(" r=\"{place}\""), kind));
    Ok(Some(Patch { span: at..at, text }))
}

fn same(one: &Content, other: &Content) -> bool {
    match (one, other) {
        (Content::Number(one), Content::Number(other)) => decimal(one).is_some() && decimal(one) == decimal(other),
        _ => one == other,
    }
}

/// The figure that a cell with a formula shows until somebody works it out again.
pub(super) fn shown(sheet: &Sheet, entry: &Entry, value: &Value) -> Option<Patch> {
    let content = match value {
        Value::Empty => Content::Empty,
        Value::Number(number) => Content::Number(nearest(*number).to_string()),
        Value::Text(text) => Content::Text(text.clone()),
        Value::Boolean(is_true) => Content::Boolean(*is_true),
        Value::Error(code) => Content::Error(code.clone()),
    };
    match (&entry.content, value, &entry.value) {
        (Content::Number(old), Value::Number(new), _) if alike(old, *new) => None,
        (old, _, _) if *old == content => None,
        (Content::Number(_), Value::Number(new), Some(span)) => {
            Some(Patch { span: span.clone(), text: nearest(*new).to_string() })
        }
        _ => {
            let (name, prefix) = (&entry.name, prefix(&entry.name));
            let formula = entry.formula.clone().and_then(|span| sheet.xml.get(span)).unwrap_or_default();
            let (kind, inside) = match &content {
                // What a formula gives is a plain text.
                Content::Text(text) => ("str", format!("<{prefix}v>{}</{prefix}v>", escaped(text))),
                other => written(other, prefix),
            };
            let text = format!("{}{formula}{inside}</{name}>", opened(name, &entry.attributes, kind));
            Some(Patch { span: entry.span.clone(), text })
        }
    }
}

fn alike(old: &str, new: Fraction) -> bool {
    decimal(old).and_then(|old| old.checked_sub(&new)).is_some_and(|apart| nearest(apart).abs() < ALIKE)
}

/// The figures that a chart keeps of the cells it draws.
///
/// # Errors
/// The part is damaged.
pub(super) fn chart(chart: &Chart, book: &Book, evaluator: &mut Evaluator<'_>) -> Result<Vec<Patch>, NotATable> {
    let skipped = chart.xml.len() - chart.xml.trim_start_matches('\u{feff}').len();
    let mut reader = Reader::from_str(chart.xml.get(skipped..).unwrap_or_default());
    let mut patches = Vec::new();
    let (mut drawn, mut formula, mut point) = (Vec::new(), String::new(), None);
    let (mut in_formula, mut in_numbers, mut value): (bool, bool, Option<usize>) = (false, false, None);
    loop {
        let from = skipped + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|_| NotATable)?;
        let to = skipped + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match &event {
            Event::Start(element) => match local(element.name().as_ref()) {
                b"f" => {
                    formula.clear();
                    in_formula = true;
                }
                b"numCache" => {
                    drawn = cells(&formula, book);
                    in_numbers = true;
                }
                b"pt" => {
                    let number = element.try_get_attribute("idx").ok().flatten();
                    let number = number.and_then(|one| std::str::from_utf8(&one.value).ok()?.parse::<usize>().ok());
                    point = number.and_then(|at| drawn.get(at).copied());
                }
                b"v" if in_numbers => value = Some(to),
                _ => {}
            },
            Event::Text(text) if in_formula => formula.push_str(&text.unescape().map_err(|_| NotATable)?),
            Event::End(element) => match local(element.name().as_ref()) {
                b"f" => in_formula = false,
                b"numCache" => in_numbers = false,
                b"v" => {
                    let span = value.take().map(|start| start..from);
                    if let (Some(span), Some((sheet, place))) = (span, point) {
                        patches.extend(point_patch(chart, span, evaluator, sheet, place));
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(patches),
            _ => {}
        }
    }
}

fn point_patch(
    chart: &Chart,
    span: Range<usize>,
    evaluator: &mut Evaluator<'_>,
    sheet: usize,
    place: Place,
) -> Option<Patch> {
    let old = chart.xml.get(span.clone())?;
    let text = match evaluator.value(sheet, place).ok()? {
        Value::Number(number) if alike(old, number) => return None,
        Value::Number(number) => nearest(number).to_string(),
        Value::Error(code) => escaped(&code),
        Value::Empty | Value::Text(_) | Value::Boolean(_) => return None,
    };
    (old != text).then_some(Patch { span, text })
}

/// The cells that a series draws, in its order: `(Sheet!A1,Sheet!A3:A5)` or one such area.
fn cells(series: &str, book: &Book) -> Vec<(usize, Place)> {
    let series = series.trim();
    let list = series.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')).unwrap_or(series);
    // As the arguments of a function, which are parted in the same way.
    let Some(areas) = Expression::parse(&format!("SUM({list})")) else { return Vec::new() };
    let found = areas.references(Shift::default()).into_iter();
    let sheets = found.filter_map(|(name, area)| Some((book.sheet(name?)?, area)));
    let mut cells = Vec::new();
    for (sheet, area) in sheets {
        // A chart of a whole column has nothing to do here.
        if area.size() <= 10_000 {
            cells.extend(area.places().map(|place| (sheet, place)));
        }
    }
    cells
}
