//! Looking into workbooks, with eyes that nobody here made: `calamine` for the figures, the bytes themselves for the rest.

use super::made::place;
use belfry_engine::{catalogue::Catalogue, level::ScoredLevel, scoring::Scorecard};
use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};
use zip::ZipArchive;

/// Every sheet's values, as another reader sees them.
pub struct Values(BTreeMap<String, Range<Data>>);

impl Values {
    pub fn of(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
        let names = book.sheet_names();
        Self(names.into_iter().map(|name| (name.clone(), book.worksheet_range(&name).unwrap())).collect())
    }

    pub fn at(&self, sheet: &str, cell: &str) -> Data {
        let (row, column) = place(cell);
        self.0[sheet].get_value((row - 1, column - 1)).cloned().unwrap_or(Data::Empty)
    }

    pub fn number(&self, sheet: &str, cell: &str) -> f64 {
        match self.at(sheet, cell) {
            Data::Float(number) => number,
            Data::Int(number) => number as f64,
            Data::DateTime(day) => day.as_f64(),
            other => panic!("{sheet}!{cell} shows {other:?}"),
        }
    }

    /// The cells of a column that show a text which passes.
    fn named(&self, sheet: &str, columns: &[&str], passes: impl Fn(&str) -> bool) -> Vec<(String, u32, String)> {
        let mut found = Vec::new();
        for row in 1..=self.0[sheet].end().unwrap().0 + 1 {
            for column in columns {
                if let Data::String(text) = self.at(sheet, &format!("{column}{row}"))
                    && passes(text.trim())
                {
                    found.push(((*column).to_owned(), row, text.trim().to_owned()));
                }
            }
        }
        found
    }
}

fn right(column: &str, by: u32) -> String {
    let (_, from) = place(&format!("{column}1"));
    super::made::letters(from + by)
}

/// Compares every category, the total and every key measure of a summary sheet with a scorecard, to the last decimal that
/// a binary number holds. The summary names categories in column B and key measures in some column, three or four columns
/// before their scores.
pub fn assert_summary_is(values: &Values, catalogue: &Catalogue, level: ScoredLevel, card: &Scorecard, total: &str) {
    let sheet = format!("{} Summary", level.code().to_uppercase());
    let near = |cell: &str, expected: f64| {
        let shown = values.number(&sheet, cell);
        assert!((shown - expected).abs() < 1e-12, "{sheet}!{cell} shows {shown}, the ledger says {expected}");
    };
    let mut compared = 0;
    for category in &card.categories {
        let code = catalogue.categories[category.category].as_str();
        let names = values.named(&sheet, &["B"], |text| text == code || text.contains(&format!("({code})")));
        let [(_, row, _)] = names.as_slice() else { panic!("{code} stands {} times in {sheet}", names.len()) };
        near(&format!("D{row}"), super::answers::decimal(category.maturity));
        near(&format!("E{row}"), super::answers::decimal(category.documentation));
        near(&format!("F{row}"), super::answers::decimal(category.implementation));
        compared += 1;
    }
    near(total, super::answers::decimal(card.total));
    for key in &card.key_measures {
        let id = catalogue.requirements[key.requirement].id;
        let columns = ["H", "L", "O", "S", "V", "Z", "AC"];
        let named = values.named(&sheet, &columns, |text| catalogue.identifier(text) == Some(id));
        let [(column, row, _)] = named.as_slice() else { panic!("{id} stands {} times in {sheet}", named.len()) };
        // The label, perhaps its text, the gate, and then the score.
        near(&format!("{}{row}", right(column, 3)), super::answers::decimal(key.maturity));
        compared += 1;
    }
    assert_eq!(compared, card.categories.len() + card.key_measures.len());
}

/// The parts of a file in their order: name, and the bytes as they lie in it.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index_raw(at).unwrap();
            let mut raw = Vec::new();
            part.read_to_end(&mut raw).unwrap();
            (part.name().to_owned(), raw)
        })
        .collect()
}

pub fn text(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The cells of a sheet's XML, and what stands around them.
fn cells(xml: &str) -> (Vec<(String, String)>, String) {
    let (mut cells, mut around) = (Vec::new(), String::new());
    let mut rest = xml;
    while let Some(at) = rest.find("<c ") {
        around.push_str(&rest[..at]);
        let cell = &rest[at..];
        let open = cell.find('>').unwrap() + 1;
        let end = if cell[..open].ends_with("/>") { open } else { cell.find("</c>").unwrap() + 4 };
        let name = cell.split("r=\"").nth(1).unwrap().split('"').next().unwrap();
        cells.push((name.to_owned(), cell[..end].to_owned()));
        around.push('|');
        rest = &cell[end..];
    }
    around.push_str(rest);
    (cells, around)
}

fn formula(cell: &str) -> Option<&str> {
    let from = cell.find("<f")?;
    let closed = cell[from..].find('>').unwrap();
    let end =
        if cell[from..from + closed].ends_with('/') { closed + 1 } else { cell[from..].find("</f>").unwrap() + 4 };
    Some(&cell[from..from + end])
}

/// Sees to it that only what may change did: parts keep their order and, but for sheets and charts, their very bytes; a
/// changed sheet differs in cells alone; a changed cell is an answer, a remark, the day of completion, or the last figure
/// of a formula that stayed.
pub fn assert_only_answers_changed(before: &[u8], after: &[u8], may_change: &dyn Fn(&str, &str) -> bool) {
    let (old, new) = (parts(before), parts(after));
    assert_eq!(old.iter().map(|part| &part.0).collect::<Vec<_>>(), new.iter().map(|part| &part.0).collect::<Vec<_>>());
    for ((name, old), (_, new)) in old.iter().zip(&new) {
        if old == new {
            continue;
        }
        let (old, new) = (text(before, name), text(after, name));
        if name.starts_with("xl/charts/chart") {
            // A chart differs in the values of its points.
            let bare = |xml: &str| {
                let mut parts = xml.split("<c:v>");
                let first = parts.next().unwrap().to_owned();
                parts.fold(first, |all, part| all + "|" + part.split_once("</c:v>").unwrap().1)
            };
            assert_eq!(bare(&old), bare(&new), "{name}");
            continue;
        }
        assert!(name.starts_with("xl/worksheets/sheet"), "{name} changed");
        let ((old, around_old), (new, around_new)) = (cells(&old), cells(&new));
        assert_eq!(around_old, around_new, "{name}: something beside the cells changed");
        for ((at, old), (_, new)) in old.iter().zip(&new) {
            if old == new {
                continue;
            }
            assert_eq!(formula(old), formula(new), "{name}!{at}");
            assert!(formula(old).is_some() || may_change(name, at), "{name}!{at} changed: {old} to {new}");
            let style = |cell: &str| cell.split(" s=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
            assert_eq!(style(old), style(new), "{name}!{at}");
        }
    }
}
