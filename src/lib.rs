//! Belfry in the browser.
//!
//! The dossier is the only state; the report is a function of it. An answer changes the dossier, the dossier changes
//! the report, the report changes the page.

/// Whether this is a version of the framework that Belfry has.
pub fn is_framework(id: &belfry_engine::identifier::FrameworkId) -> bool {
    belfry_content::has_framework(id.as_str())
}

pub mod address;
pub mod app;
pub mod browser;
pub mod components;
pub mod desk;
/// Names of texts, as one number.
pub mod fingerprint;
pub mod format;
pub mod keeping;
pub mod key;
pub mod language;
pub mod later;
pub mod link;
pub mod number;
pub mod packing;
pub mod pages;
pub mod panic;
#[cfg(feature = "plan")]
pub mod plan;
pub mod remote;
pub mod rooms;
pub mod samples;
pub mod seal;
pub mod state;
pub mod storage;
pub mod styles;
pub mod toolbox;
pub mod tools;
pub mod turns;
pub mod words;
