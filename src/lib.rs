//! Belfry in the browser.
//!
//! The dossier is the only state; the report is a function of it. An answer changes the dossier, the dossier changes
//! the report, the report changes the page.

pub mod address;
pub mod app;
pub mod browser;
pub mod components;
pub mod desk;
pub mod format;
pub mod key;
pub mod language;
pub mod later;
pub mod number;
pub mod pages;
pub mod panic;
pub mod rooms;
pub mod samples;
pub mod state;
pub mod storage;
pub mod words;
