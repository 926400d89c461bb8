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
