//! The report as PDF 1.7: real text in the two Helveticas that every reader has, marked with what it means, with bookmarks,
//! links and page numbers. The same report makes the same bytes. It is no PDF/UA, which wants its fonts embedded, and says
//! so nowhere.

mod file;
mod layout;
mod letters;
mod lines;
mod tree;

use crate::export::document::Document;
pub(super) use layout::widths;

/// The report.
pub fn write(document: &Document) -> Vec<u8> {
    file::file(layout::lay(document), document)
}
