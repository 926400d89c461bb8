//! What the user decided about the way to the level: the way of counting, what will not be done, what does not apply. Kept with
//! what was entered in the tools.

use belfry_engine::{collections::Set, identifier::RequirementId};
use belfry_reader::{Misfit, Table};
use serde::Serialize;

/// What the user decided about the way to the level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Requirements of which the user says that they honestly do not apply, so that the plan may propose so.
    pub not_applicable: Set<RequirementId>,
}

/// As a file has it.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedChoices {
    /// Requirements that may be proposed as "not applicable".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_applicable: Vec<String>,
}

pub(crate) fn open(mut saved: Table) -> Result<Choices, Misfit> {
    let requirement = |text: &str| RequirementId::parse(text).ok();
    let choices = Choices { not_applicable: crate::open_tools::set(&mut saved, "not_applicable", requirement)? };
    saved.end()?;
    Ok(choices)
}

pub(crate) fn save(choices: &Choices) -> Option<SavedChoices> {
    (*choices != Choices::default())
        .then(|| SavedChoices { not_applicable: choices.not_applicable.iter().map(ToString::to_string).collect() })
}
