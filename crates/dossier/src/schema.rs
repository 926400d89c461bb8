//! The saved form of a dossier, format 1: what `save` writes and the published JSON Schema describes. Converted to and
//! from the domain by hand (`save`, `open`): renaming something in the domain can never break a user's file.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// A table whose keys are names, in their order.
#[derive(Debug)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Named<T> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> FromIterator<(String, T)> for Named<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Named<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        std::collections::BTreeMap::<String, T>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<String, T>::json_schema(generator)
    }
}

/// A saved file: an envelope around the dossier.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedFile {
    /// Always `belfry-dossier`.
    pub kind: String,
    /// The format's number.
    pub format: u32,
    /// The framework at hand, for example `cyfun-2025`.
    pub framework: String,
    /// When it was saved, ISO 8601 in UTC.
    pub saved_on: String,
    /// Which Belfry wrote it.
    pub app_version: String,
    /// What the user entered.
    pub dossier: SavedDossier,
}

/// Everything the user entered.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedDossier {
    /// The organisation's name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The scope answers.
    pub profile: SavedProfile,
    /// Who decided on them.
    pub decision: SavedDecision,
    /// Changed cells of the selection tool: by sheet, then by place (`impact/0`, `probability/0/3`): `low`, `medium`, `high`.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub selection: Named<Named<String>>,
    /// The level to work on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// `plain` or `exact`: how the questions are put.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// How far the habits of the starting level are, by measure: `yes`, `partly`, `no` or `unknown`.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub habits: Named<String>,
    /// Set in the copy of somebody who is asked some of the questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<SavedRequest>,
    /// Answers by framework, then by requirement.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub assessments: Named<Named<SavedRecord>>,
    /// How to go about the roadmap.
    pub planning: SavedPlanning,
}

/// Questions put to somebody else.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedRequest {
    /// Under which name the dossier that asks is kept on the asker's device.
    pub of: String,
    /// Who is asked: `owner`, `it`, `hr`, `supplier` or `legal`.
    pub whom: String,
    /// Which requirements.
    pub requirements: Vec<String>,
}

/// The scope answers; an absent one is open.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedProfile {
    /// What the organisation does.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub activity: String,
    /// Two-letter country code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub established_in: Option<String>,
    /// Codes of special situations; an empty list is "none of these".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub situations: Option<Vec<String>>,
    /// Entity type ids; an empty list is "none of these".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_types: Option<Vec<String>>,
    /// `none`, `no-injection` or `grid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<String>,
    /// The yes-or-no questions of single types.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub facts: Named<bool>,
    /// Whether electronic communications are offered in Belgium.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serves_belgium: Option<bool>,
    /// Two-letter country code, or `none` for nowhere in the Union.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main_establishment: Option<String>,
    /// Two-letter country code, or `none`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub representative: Option<String>,
    /// Annual work units, as a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<String>,
    /// Euro, as a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turnover: Option<String>,
    /// Euro, as a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance_sheet: Option<String>,
    /// Whether other enterprises belong to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_group: Option<bool>,
    /// Those enterprises.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<SavedMember>,
    /// Whether its networks, systems and services stand apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub independence: Option<bool>,
    /// Whether customers are in scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customers_in_scope: Option<bool>,
}

/// Another enterprise of the group.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedMember {
    /// Its name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// `linked`, `partner` or `minority`.
    pub relation: String,
    /// Per cent, as a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    /// Whether it is a public body.
    pub public_body: bool,
    /// Annual work units, as a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<String>,
    /// Euro, as a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turnover: Option<String>,
    /// Euro, as a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance_sheet: Option<String>,
    /// Its own linked and partner enterprises.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<SavedMember>,
}

/// Who decided on the scope.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedDecision {
    /// Who decided.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decided_by: String,
    /// Who reviewed it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reviewed_by: String,
    /// ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<String>,
    /// Remarks.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

/// What is known about one requirement.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedRecord {
    /// `scored` (when absent), `unknown` or `not-applicable`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stance: Option<String>,
    /// 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation: Option<i64>,
    /// 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub implementation: Option<i64>,
    /// Why it does not apply.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub justification: String,
    /// Whom to ask: `owner`, `it`, `hr`, `supplier` or `legal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    /// Remarks.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What shows it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<SavedEvidence>,
    /// Who looks after it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// The requirement of another version of the framework from which the answer was carried over, until it is confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<String>,
}

/// A line of evidence.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedEvidence {
    /// `documentation` or `implementation`.
    pub dimension: String,
    /// Where to find it.
    pub reference: String,
}

/// How to go about the roadmap.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedPlanning {
    /// ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Hundredths of a day of work a week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pace: Option<i64>,
    /// Hundredths of a person-day by measure.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub efforts: Named<i64>,
    /// Measures that are done though no score shows it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<String>,
}
