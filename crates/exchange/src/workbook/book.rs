//! A workbook as it lies in the file: its parts, and of every cell what it holds and which bytes say so. What is changed
//! later is changed in those bytes alone.

use super::{
    formula::{Expression, Shift},
    place::{Area, Cell, Place},
    text::unescaped,
};
use crate::{
    table::NotATable,
    xlsx::{self, Archive, local},
};
use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};
use std::{io::Cursor, ops::Range};
use zip::ZipArchive;

/// What a cell holds, without its formula.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) enum Content {
    #[default]
    Empty,
    /// A number, as it is written.
    Number(String),
    Text(String),
    Boolean(bool),
    /// An error, for example `#DIV/0!`.
    Error(String),
}

/// How a cell is worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// The sheet's formula of this number, shifted.
    Formula(usize, Shift),
    /// A formula of a kind that no edition of the official workbook has.
    Unknown,
}

/// A cell and where it is written.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) content: Content,
    pub(super) rule: Option<Rule>,
    /// From `<c` to `</c>` or `/>`.
    pub(super) span: Range<usize>,
    /// The name of the element, with its prefix.
    pub(super) name: String,
    /// Its attributes as written, without `t`.
    pub(super) attributes: String,
    /// From `<f` to its end, where there is a formula.
    pub(super) formula: Option<Range<usize>>,
    /// Between `<v>` and `</v>`, where the cell has a plain value.
    pub(super) value: Option<Range<usize>>,
}

/// A row and where its last cell ends.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) number: u32,
    /// Where `</row>` begins; `None` for a row without cells.
    pub(super) end: Option<usize>,
}

/// One sheet.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) xml: String,
    /// In the order of their places.
    pub(super) cells: Vec<Entry>,
    pub(super) rows: Vec<Row>,
    pub(super) merged: Vec<Area>,
    pub(super) formulas: Vec<Expression>,
}

impl Sheet {
    /// Where a cell stands in [`cells`](Self::cells).
    pub(super) fn index(&self, place: Place) -> Option<usize> {
        self.cells.binary_search_by_key(&place, |entry| entry.place).ok()
    }

    pub(super) fn entry(&self, place: Place) -> Option<&Entry> {
        self.index(place).and_then(|at| self.cells.get(at))
    }

    /// What a cell holds as text; empty where it holds nothing.
    pub(super) fn text(&self, place: Place) -> &str {
        match self.entry(place).map(|entry| &entry.content) {
            Some(Content::Text(text) | Content::Number(text) | Content::Error(text)) => text,
            Some(Content::Empty | Content::Boolean(_)) | None => "",
        }
    }

    /// The cell in whose place this one is shown: the first of a merged area.
    pub(super) fn shown(&self, place: Place) -> Place {
        self.merged.iter().find(|area| area.contains(place)).map_or(place, |area| area.from)
    }

    /// The cells of an area that are written in the file, row by row.
    pub(super) fn within(&self, area: Area) -> impl Iterator<Item = &Entry> {
        let from = self.cells.partition_point(|entry| entry.place < area.from);
        let after = self.cells.iter().skip(from).take_while(move |entry| entry.place <= area.to);
        after.filter(move |entry| area.contains(entry.place))
    }

    /// The cells with a formula.
    pub(super) fn worked_out(&self) -> impl Iterator<Item = (&Entry, Option<(&Expression, Shift)>)> {
        self.cells.iter().filter_map(|entry| match entry.rule.as_ref()? {
            Rule::Formula(at, shift) => Some((entry, self.formulas.get(*at).map(|formula| (formula, *shift)))),
            Rule::Unknown => Some((entry, None)),
        })
    }

    /// The formula of a cell, where it has one that is understood.
    pub(super) fn formula(&self, place: Place) -> Option<(&Expression, Shift)> {
        match self.entry(place)?.rule.as_ref()? {
            Rule::Formula(at, shift) => Some((self.formulas.get(*at)?, *shift)),
            Rule::Unknown => None,
        }
    }
}

/// A part that draws figures of the sheets.
#[derive(Debug)]
pub(super) struct Chart {
    pub(super) path: String,
    pub(super) xml: String,
}

/// A workbook.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
    pub(super) charts: Vec<Chart>,
    /// Whether dates count from 1904, as old Macintosh workbooks do.
    pub(super) from_1904: bool,
}

impl Book {
    /// # Errors
    /// Not a workbook, or damaged.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, NotATable> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NotATable)?;
        let texts = match xlsx::part(&mut archive, "xl/sharedStrings.xml")? {
            Some(xml) => xlsx::shared_texts(&xml)?,
            None => Vec::new(),
        };
        let mut sheets = Vec::new();
        for (name, path) in xlsx::sheet_paths(&mut archive)? {
            if let Some(xml) = xlsx::part(&mut archive, &path)? {
                sheets.push(sheet(name, path, xml, &texts)?);
            }
        }
        let workbook = xlsx::part(&mut archive, "xl/workbook.xml")?.ok_or(NotATable)?;
        let properties = xlsx::elements(&workbook, "workbookPr", &["date1904"])?;
        let from_1904 = properties.iter().flatten().any(|value| matches!(value.as_str(), "1" | "true"));
        Ok(Self { sheets, charts: charts(&mut archive)?, from_1904 })
    }

    /// Where a sheet stands; names differ by more than the case of their letters.
    pub(super) fn sheet(&self, name: &str) -> Option<usize> {
        self.sheets.iter().position(|sheet| sheet.name.trim().eq_ignore_ascii_case(name))
    }

    /// A cell by its sheet's number.
    pub(super) fn cell(&self, sheet: usize, place: Place) -> Cell {
        let sheet = self.sheets.get(sheet).map(|sheet| sheet.name.clone()).unwrap_or_default();
        Cell { sheet, place }
    }
}

fn charts(archive: &mut Archive<'_>) -> Result<Vec<Chart>, NotATable> {
    let is_chart = |path: &&str| path.starts_with("xl/charts/chart") && path.ends_with(".xml");
    let paths: Vec<String> = archive.file_names().filter(is_chart).map(ToOwned::to_owned).collect();
    let mut charts = Vec::new();
    for path in paths {
        if let Some(xml) = xlsx::part(archive, &path)? {
            charts.push(Chart { path, xml });
        }
    }
    Ok(charts)
}

/// A cell while it is being read.
#[derive(Default)]
struct Draft {
    start: usize,
    place: Option<Place>,
    name: String,
    attributes: String,
    kind: String,
    formula_from: Option<usize>,
    formula: Option<Range<usize>>,
    formula_text: String,
    formula_kind: String,
    shared: String,
    value: Option<Range<usize>>,
    text: String,
}

/// What is being read inside a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    Formula,
    /// Text beside a phonetic guide, which is no part of it.
    Guide,
}

struct SheetReader<'texts> {
    texts: &'texts [String],
    cells: Vec<Entry>,
    rows: Vec<Row>,
    merged: Vec<Area>,
    formulas: Vec<Expression>,
    /// The first cell of each shared formula, by its name in the file.
    shared: Vec<(String, usize, Place)>,
    row: u32,
    column: u32,
    draft: Draft,
    inside: Inside,
}

fn sheet(name: String, path: String, xml: String, texts: &[String]) -> Result<Sheet, NotATable> {
    let mut reading = SheetReader {
        texts,
        cells: Vec::new(),
        rows: Vec::new(),
        merged: Vec::new(),
        formulas: Vec::new(),
        shared: Vec::new(),
        row: 0,
        column: 0,
        draft: Draft::default(),
        inside: Inside::Nothing,
    };
    reading.all(&xml)?;
    let SheetReader { cells, rows, merged, formulas, .. } = reading;
    // Cells are written row by row (ECMA-376, 18.3.1.73); a file that names one twice would have two truths.
    if !cells.is_sorted_by(|one, other| one.place < other.place) {
        return Err(NotATable);
    }
    Ok(Sheet { name, path, xml, cells, rows, merged, formulas })
}

impl SheetReader<'_> {
    fn all(&mut self, xml: &str) -> Result<(), NotATable> {
        // The reader passes over a byte order mark without counting it.
        let skipped = xml.len() - xml.trim_start_matches('\u{feff}').len();
        let mut reader = Reader::from_str(xml.get(skipped..).unwrap_or_default());
        let mut in_data = false;
        loop {
            let from = skipped + position(&reader);
            let event = reader.read_event().map_err(|_| NotATable)?;
            let to = skipped + position(&reader);
            match &event {
                Event::Start(element) if local(element.name().as_ref()) == b"sheetData" => in_data = true,
                Event::End(element) if local(element.name().as_ref()) == b"sheetData" => in_data = false,
                Event::Start(element) | Event::Empty(element) if local(element.name().as_ref()) == b"mergeCell" => {
                    self.merged.extend(Area::parse(&attribute(element, "ref")));
                }
                Event::Start(element) if in_data => self.start(element, from, to)?,
                Event::Empty(element) if in_data => {
                    self.start(element, from, to)?;
                    self.end(element.name().as_ref(), from, to, true)?;
                }
                Event::End(element) if in_data => self.end(element.name().as_ref(), from, to, false)?,
                Event::Text(text) if in_data => self.text(&text.unescape().map_err(|_| NotATable)?),
                Event::CData(text) if in_data => self.text(&text.decode().map_err(|_| NotATable)?),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        match self.inside {
            Inside::Value => self.draft.text.push_str(text),
            Inside::Formula => self.draft.formula_text.push_str(text),
            Inside::Nothing | Inside::Guide => {}
        }
    }

    fn start(&mut self, element: &BytesStart<'_>, from: usize, to: usize) -> Result<(), NotATable> {
        match local(element.name().as_ref()) {
            b"row" => {
                self.row = attribute(element, "r").parse().unwrap_or(self.row + 1);
                self.column = 0;
            }
            b"c" => {
                let mut draft = Draft { start: from, kind: attribute(element, "t"), ..Draft::default() };
                draft.name = std::str::from_utf8(element.name().as_ref()).map_err(|_| NotATable)?.to_owned();
                draft.attributes = attributes_without_type(element)?;
                let here = Place { row: self.row, column: self.column + 1 };
                draft.place = Place::parse(&attribute(element, "r")).or_else(|| here.shifted(0, 0));
                self.draft = draft;
            }
            b"f" => {
                self.inside = Inside::Formula;
                self.draft.formula_from = Some(from);
                self.draft.formula_kind = attribute(element, "t");
                self.draft.shared = attribute(element, "si");
            }
            b"v" => {
                self.inside = Inside::Value;
                self.draft.value = Some(to..to);
            }
            b"t" if self.inside != Inside::Guide => self.inside = Inside::Value,
            b"rPh" => self.inside = Inside::Guide,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8], from: usize, to: usize, is_empty: bool) -> Result<(), NotATable> {
        match local(name) {
            b"v" => {
                // `<v/>` has no inside to write into.
                let whole = self.draft.value.take().filter(|_| !is_empty);
                self.draft.value = whole.map(|value| value.start..from);
                self.inside = Inside::Nothing;
            }
            b"t" if self.inside != Inside::Guide => self.inside = Inside::Nothing,
            b"rPh" => self.inside = Inside::Nothing,
            b"f" => {
                self.draft.formula = self.draft.formula_from.map(|start| start..to);
                self.inside = Inside::Nothing;
            }
            b"c" => self.cell(to)?,
            b"row" => self.rows.push(Row { number: self.row, end: (!is_empty).then_some(from) }),
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, to: usize) -> Result<(), NotATable> {
        let draft = std::mem::take(&mut self.draft);
        let place = draft.place.ok_or(NotATable)?;
        self.column = place.column;
        let rule = draft.formula.is_some().then(|| self.rule(&draft, place));
        let content = self.content(&draft);
        let Draft { start, name, attributes, formula, value, .. } = draft;
        self.cells.push(Entry { place, content, rule, span: start..to, name, attributes, formula, value });
        Ok(())
    }

    fn content(&self, draft: &Draft) -> Content {
        let text = &draft.text;
        match draft.kind.as_str() {
            "s" => {
                let found = text.trim().parse().ok().and_then(|at: usize| self.texts.get(at));
                found.map_or(Content::Empty, |text| Content::Text(unescaped(text)))
            }
            "str" | "inlineStr" | "d" => Content::Text(unescaped(text)),
            "b" => Content::Boolean(text.trim() == "1"),
            "e" => Content::Error(text.trim().to_owned()),
            _ if text.trim().is_empty() => Content::Empty,
            _ => Content::Number(text.trim().to_owned()),
        }
    }

    fn rule(&mut self, draft: &Draft, place: Place) -> Rule {
        let first = self.shared.iter().find(|(name, ..)| *name == draft.shared);
        match (draft.formula_kind.as_str(), first) {
            ("shared", Some((_, at, from))) if draft.formula_text.is_empty() => {
                Rule::Formula(*at, Shift::between(*from, place))
            }
            ("" | "normal" | "shared", _) => {
                let Some(formula) = Expression::parse(&draft.formula_text) else { return Rule::Unknown };
                let at = self.formulas.len();
                self.formulas.push(formula);
                if draft.formula_kind == "shared" {
                    self.shared.retain(|(name, ..)| *name != draft.shared);
                    self.shared.push((draft.shared.clone(), at, place));
                }
                Rule::Formula(at, Shift::default())
            }
            // Formulas over several cells at once, and tables of them.
            _ => Rule::Unknown,
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let found = element.try_get_attribute(name).ok().flatten();
    let plain = found.and_then(|one| Some(unescape(std::str::from_utf8(&one.value).ok()?).ok()?.into_owned()));
    plain.unwrap_or_default()
}

/// The attributes as they are written, each after a blank.
fn attributes_without_type(element: &BytesStart<'_>) -> Result<String, NotATable> {
    let mut out = String::new();
    for one in element.attributes() {
        let one = one.map_err(|_| NotATable)?;
        let (key, value) = (std::str::from_utf8(one.key.as_ref()), std::str::from_utf8(&one.value));
        let (Ok(key), Ok(value)) = (key, value) else { return Err(NotATable) };
        if key != "t" {
            let quote = if value.contains('"') { '\'' } else { '"' };
            out.push_str(&format!(" {key}={quote}{value}{quote}"));
        }
    }
    Ok(out)
}
