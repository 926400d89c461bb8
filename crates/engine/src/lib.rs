//! Belfry's engine: the Belgian NIS2 law, CyberFundamentals scoring and planning as pure, total functions.
//!
//! Nothing in this crate reads a clock, a file, a language or the web. "Today" is an argument; a sentence for
//! people is somebody else's job: the engine returns identifiers, numbers and legal references.

pub mod answer;
pub mod audit;
pub mod benchmark;
pub mod calendar;
pub mod catalogue;
pub mod classification;
pub mod collections;
pub mod comparison;
pub mod control;
pub mod course;
pub mod coverage;
pub mod date;
pub mod decimal;
pub mod entity;
pub mod equivalence;
pub mod gap;
pub mod holiday;
pub mod identifier;
pub mod incident;
pub mod law;
pub mod level;
pub mod mapping;
pub mod maturity;
pub mod optimum;
pub mod prefill;
pub mod report;
pub mod returns;
pub mod roadmap;
pub mod schedule;
pub mod scheme;
pub mod scoring;
pub mod security;
pub mod selection;
pub mod size;
pub mod succession;
pub mod support;
pub mod vocabulary;
