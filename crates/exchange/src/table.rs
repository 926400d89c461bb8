//! A table out of a file: CSV, or the sheets of an Excel or OpenDocument workbook.

use crate::csv;
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use std::io::Cursor;

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
    // Every workbook of these kinds is a ZIP file or, the older ones, a compound file.
    let is_workbook = bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    let sheets = if is_workbook {
        workbook(bytes)?
    } else {
        vec![Sheet { name: String::new(), rows: csv::read(bytes).ok_or(NotATable)? }]
    };
    if sheets.iter().any(|sheet| sheet.rows.len() > MOST_ROWS) {
        return Err(NotATable);
    }
    Ok(sheets
        .into_iter()
        .filter(|sheet| sheet.rows.iter().any(|row| row.iter().any(|cell| !cell.is_empty())))
        .collect())
}

fn workbook(bytes: &[u8]) -> Result<Vec<Sheet>, NotATable> {
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| NotATable)?;
    let sheets = workbook.worksheets();
    let text = |cell: &Data| match cell {
        Data::Empty | Data::Error(_) => String::new(),
        // A control numbered 5.1 that somebody let a spreadsheet take for a number.
        other => other.to_string().trim().to_owned(),
    };
    Ok(sheets
        .into_iter()
        .map(|(name, range)| Sheet { name, rows: range.rows().map(|row| row.iter().map(text).collect()).collect() })
        .collect())
}
