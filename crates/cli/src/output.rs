//! Pieces of output that several commands share.

use belfry_engine::{law::LegalReference, maturity::Maturity};
use serde::Serialize;

/// A place in a legal text.
#[derive(Debug, Serialize)]
pub struct Law {
    instrument: String,
    article: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    paragraph: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    point: String,
}

/// The places as output.
pub fn law(references: &[LegalReference]) -> Vec<Law> {
    references
        .iter()
        .map(|reference| Law {
            instrument: reference.instrument.to_string(),
            article: reference.article.clone(),
            paragraph: reference.paragraph.clone(),
            point: reference.point.clone(),
        })
        .collect()
}

/// A maturity as a decimal, for reading.
pub fn decimal(maturity: Option<Maturity>) -> Option<f64> {
    maturity.map(Maturity::to_f64)
}
