//! The small design system: each component knows its props and nothing else. No store, no storage; only `link` and
//! `Frame` know the address.

pub mod choice;
pub mod code;
pub mod dialog;
pub mod field;
pub mod frame;
pub mod heatmap;
pub mod icon;
pub mod link;
pub mod notice;
pub mod radar;
pub mod score_field;
pub mod select;
pub mod status;
pub mod timeline;
pub mod tower;
pub mod when;
