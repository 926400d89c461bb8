//! Every export, opened by a reader that nobody here wrote; what opens in Belfry again, with random dossiers; and hostile
//! texts in every format.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod calculated;
mod calendar;
mod cases;
mod ciso_assistant;
mod docx;
mod gantt;
mod markdown;
mod oscal;
mod pdf;
mod report;
mod round;
mod tables;
mod workbook;
