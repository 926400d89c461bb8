//! A table out of a file: CSV, or the sheets of an Excel workbook.

use crate::{csv, xlsx};

/// A sheet of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: String,
    /// Its rows, each with as many cells as it has.
    pub rows: Vec<Vec<String>>,
}

/// A file that is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATable;

/// More rows than this are no list of controls: the file is refused before a page drowns in it.
const MOST_ROWS: usize = 20_000;

/// Reads the sheets of a file; those without a row are left out.
///
/// # Errors
/// The file is neither CSV nor a workbook that can be read, or far too long.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, NotATable> {
    // A workbook is a ZIP file.
    let sheets = if bytes.starts_with(b"PK") {
        xlsx::read(bytes)?
    } else {
        vec![Sheet { name: String::new(), rows: csv::read(bytes).ok_or(NotATable)? }]
    };
    if sheets.iter().any(|sheet| sheet.rows.len() > MOST_ROWS) {
        return Err(NotATable);
    }
    Ok(sheets
        .into_iter()
        .map(|sheet| Sheet { rows: sheet.rows.into_iter().map(trimmed).collect(), ..sheet })
        .filter(|sheet| sheet.rows.iter().any(|row| row.iter().any(|cell| !cell.is_empty())))
        .collect())
}

/// What stands around a text in a cell is not part of it.
fn trimmed(row: Vec<String>) -> Vec<String> {
    row.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// What each column shows of itself: its heading, which stands right above the row `from`; else the first thing below it.
pub fn samples(rows: &[Vec<String>], from: usize) -> Vec<String> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let heading = from.checked_sub(1).and_then(|at| rows.get(at));
    let sample = |at: usize| {
        let below = rows.iter().skip(from);
        let found = heading.into_iter().chain(below).filter_map(|row| row.get(at)).find(|cell| !cell.is_empty());
        found.cloned().unwrap_or_default()
    };
    (0..width).map(sample).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_show_their_headings_and_not_the_title_above() {
        let rows = csv::read(b"Statement, 2026;;;\nNr;Status;;\n5.1;done;law;\n5.2;no;;").unwrap();
        assert_eq!(samples(&rows, 2), ["Nr", "Status", "law", ""]);
        assert_eq!(samples(&rows[2..], 0), ["5.1", "done", "law", ""]);
    }
}
