//! The official workbook, read and filled: with workbooks made here, and with the authority's own where they are at hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod answers;
mod calculated;
mod explained;
mod files;
mod filled;
mod made;
mod official;
mod recognised;
