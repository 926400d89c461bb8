//! The saved form of a dossier, format 2: what `save` writes and the published JSON Schema describes. Converted to and
//! from the domain by hand (`save`, `open`): renaming something in the domain can never break a user's file.

use crate::{arrangement::SavedArrangement, choices::SavedChoices, snapshot::SavedSnapshot};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;
use std::rc::Rc;

/// A table whose keys are names, in their order.
#[derive(Debug)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Named<T> {
    pub(crate) fn is_empty(&self) -> bool {
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
    /// The register of evidence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<SavedEvidence>,
    /// How to go about the roadmap.
    pub planning: SavedPlanning,
    /// What was entered in the tools beside the assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<SavedTools>"))]
    pub tools: Option<Laid>,
}

/// A part of a file that is written as it lies there.
#[derive(Debug)]
pub struct Laid(pub Rc<Value>);

impl Serialize for Laid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
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

/// A piece of evidence.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedEvidence {
    /// `documentation` or `implementation`.
    pub dimension: String,
    /// What it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Where to find it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Who looks after it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dated: Option<String>,
    /// ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<String>,
    /// SHA-256 of the file, 64 hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// What it serves: `requirement:…`, `control:…` or `ask:…`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<String>,
}

/// What was entered in the tools beside the assessment.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedTools {
    /// The ISO/IEC 27001 certificate: `scope`, `body`, `number`, `accreditation` (`belac`, `agreement`, `none`), `issued`,
    /// `expires`.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub certificate: Named<String>,
    /// The statement of applicability, by clause or control: `applicability` (`excluded`), `documentation` and
    /// `implementation` (`absent`, `planned`, `partly`, `in-place`), `justification`, `note`.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub controls: Named<Named<String>>,
    /// A mapping that the user loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_mapping: Option<SavedMapping>,
    /// Schemes turned `on` or `off`.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub schemes: Named<String>,
    /// ISO dates by obligation.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub done: Named<String>,
    /// The day of the decision that identified the entity, as an ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<String>,
    /// One-page explanations by requirement.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub explanations: Named<String>,
    /// Suppliers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suppliers: Vec<SavedSupplier>,
    /// Incidents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<SavedIncident>,
    /// Answers in the mock audit: `requirement`, `dimension`, `shown` (`shown`, `told`, `stuck`), `note`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub audit: Vec<Named<String>>,
    /// Returns: `kind`, `title`, `source`, `on` (ISO date), `amount` (euro), `days` (at most two decimals).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<Named<String>>,
    /// Euro a day, as a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_rate: Option<String>,
    /// The decisions asked of the board.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<String>,
    /// How the work is arranged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrangement: Option<SavedArrangement>,
    /// The way to the level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choices: Option<SavedChoices>,
    /// States that were frozen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub snapshots: Vec<SavedSnapshot>,
}

/// A mapping that the user loaded.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedMapping {
    /// The name of the file it came from.
    pub name: String,
    /// The framework.
    pub framework: String,
    /// Controls by requirement.
    pub pairs: Named<Vec<String>>,
}

/// A supplier.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedSupplier {
    /// `name`, `service`, `note`, `asked` (ISO date).
    pub facts: Named<String>,
    /// Why it matters: `stops`, `reaches`, `holds`, `alone`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weighs: Vec<String>,
    /// What it says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passport: Option<SavedPassport>,
}

/// What a supplier says of itself.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedPassport {
    /// The supplier's name.
    pub name: String,
    /// The framework.
    pub framework: String,
    /// The level: `small`, `basic`, `important`, `essential`.
    pub level: String,
    /// ISO date.
    pub on: String,
    /// How many requirements the level asks.
    pub asked: u32,
    /// How many are answered.
    pub answered: u32,
    /// Hundredths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u32>,
    /// Key measures of the level.
    pub keys: u32,
    /// How many reach their gate.
    pub keys_met: u32,
    /// Whether every gate is passed.
    pub passed: bool,
}

/// An incident.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedIncident {
    /// What the user calls it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Minutes since 1 January 1970, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aware: Option<i64>,
    /// Minutes since 1 January 1970, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judged: Option<i64>,
    /// When a remedy was available: minutes since 1 January 1970, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<i64>,
    /// What it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub traits: Vec<String>,
    /// Minutes since 1 January 1970, UTC, by clock.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub sent: Named<i64>,
    /// What is known.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub known: Named<String>,
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
