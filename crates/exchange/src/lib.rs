//! File formats: one file each. What comes in is read into the dossier's own types, with what is wrong row by row; nothing
//! is dropped silently. What goes out can be opened by programs that nobody here wrote.

pub mod csv;
pub mod export;
pub mod mapping;
mod parts;
pub mod sheets;
pub mod statement;
pub mod table;
pub mod workbook;
pub mod xlsx;
