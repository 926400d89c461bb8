//! The facts of law and framework: data files, compiled in, turned into the engine's types and checked.
//!
//! `data/` is TOML, read by lawyers and auditors; each row has its source. Words are elsewhere (`static/texts`).

pub mod fault;
