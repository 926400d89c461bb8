//! The official self-assessment workbook (CyberFundamentals 2023 and 2025): its answers read, a dossier filled into it, and
//! where its figures part from the published method, explained to the cell.
//!
//! The workbook belongs to the authority: the user brings it, and no part of it is here. It is known by what its sheets
//! hold: their names, the words over their columns, the requirement that begins each row. Pure: bytes in, bytes out.
//! See `docs/decisions/0024-the-official-workbook.md`.

mod book;
mod evaluate;
mod explain;
mod figures;
mod fill;
mod formula;
mod layout;
mod package;
mod patch;
mod place;
mod read;
mod remark;
mod text;

pub use explain::{Both, Cause, Explanation, Figure, Parting, Shown, Slip, explain};
pub use fill::{FillError, Filled, Filling, Left, WhyLeft, fill};
pub use layout::{Column, NotThisWorkbook};
pub use place::{Cell, Place};
pub use read::{LevelRead, Read, Warning, read};
pub use text::LONGEST;

/// What the workbooks of 2025 print where a requirement does not apply.
const NOT_APPLICABLE: &str = "N/A";

/// How a file begins that is a compound document: a workbook under a password, or one of the format before 2007.
/// Source: Microsoft, \[MS-CFB\], 2.2.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

fn open(bytes: &[u8]) -> Result<book::Book, NotThisWorkbook> {
    if bytes.starts_with(&COMPOUND) {
        return Err(NotThisWorkbook::Enciphered);
    }
    book::Book::read(bytes).map_err(|_| NotThisWorkbook::NotAWorkbook)
}
