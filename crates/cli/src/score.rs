//! `belfry score`: both ledgers over a set of answers.

use crate::{
    Answer, Surroundings,
    input::{Failure, dossier, read},
};
use belfry_content::Content;
use belfry_dossier::Dossier;
use belfry_engine::{
    answer,
    catalogue::{Catalogue, Ledger},
    classification::classify,
    identifier::FrameworkId,
    level::{AssuranceLevel, ScoredLevel},
    maturity::Score,
    report::advice,
    scoring::score,
    vocabulary::Vocabulary,
};
use belfry_exchange::export::json::scores::scores;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The plain input: a framework, a level and answers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    framework: String,
    level: String,
    answers: Map<String, Value>,
}

/// What is scored.
pub struct Sheet<'content> {
    /// The framework.
    pub catalogue: &'content Catalogue,
    /// The level.
    pub level: ScoredLevel,
    /// The answers, parallel to the catalogue.
    pub answers: Vec<answer::Answer>,
}

/// Answers one score input or saved dossier.
///
/// # Errors
/// What is wrong with the input, with its place.
pub fn command(text: &str, surroundings: &Surroundings) -> Result<Answer, Failure> {
    let content = &surroundings.content;
    let sheet = if let Some(dossier) = dossier(text, content) {
        let dossier = dossier?;
        let catalogue = catalogue(&dossier.framework, content)?;
        let target = dossier.target.unwrap_or_else(|| suggested(&dossier, catalogue, content));
        let level = target.scored().unwrap_or(ScoredLevel::Basic);
        Sheet { catalogue, level, answers: dossier.answers(catalogue) }
    } else {
        let input: Input = read(text)?;
        sheet(&input.framework, &input.level, &input.answers, content)?
    };
    let Sheet { catalogue, level, answers } = &sheet;
    let method = score(catalogue, *level, Ledger::Method, answers);
    let workbook = score(catalogue, *level, Ledger::Workbook, answers);
    Answer::of(&scores(catalogue, &method, &workbook))
}

/// The level that follows from the class, for a dossier that chose none.
fn suggested(dossier: &Dossier, catalogue: &Catalogue, content: &Content) -> AssuranceLevel {
    let case = dossier.case(&content.law, catalogue);
    let classification = case.entity.as_ref().map(|entity| classify(entity, &content.law));
    advice(&case, &content.facts(catalogue), classification.as_ref()).suggested
}

/// The framework with this identifier.
///
/// # Errors
/// There is none.
pub fn catalogue<'content>(id: &FrameworkId, content: &'content Content) -> Result<&'content Catalogue, Failure> {
    content.catalogue(id).ok_or_else(|| Failure::new("framework", format_args!("unknown framework {:?}", id.as_str())))
}

/// Reads the parts of a plain input.
///
/// # Errors
/// What is wrong with them, with its place.
pub fn sheet<'content>(
    framework: &str,
    level: &str,
    given: &Map<String, Value>,
    content: &'content Content,
) -> Result<Sheet<'content>, Failure> {
    let id = FrameworkId::parse(framework).map_err(|error| Failure::new("framework", error))?;
    let catalogue = catalogue(&id, content)?;
    let found = ScoredLevel::from_code(level);
    let level = found
        .ok_or_else(|| Failure::new("level", format_args!("{level:?} is none of basic, important and essential")))?;
    let mut answers = vec![answer::Answer::Open; catalogue.requirements.len()];
    for (id, given) in given {
        let place = format!("answers.{id}");
        let position = catalogue.labelled(id);
        let unknown = || Failure::new(&place, format_args!("{id:?} is no requirement of {framework}"));
        let slot = answers.get_mut(position.ok_or_else(unknown)?).ok_or_else(unknown)?;
        *slot = one_answer(given).ok_or_else(|| {
            Failure::new(&place, format_args!("{given} is no answer: expected [documentation, implementation] with whole numbers from 1 to 5, \"NA\", or null for open"))
        })?;
    }
    Ok(Sheet { catalogue, level, answers })
}

fn one_answer(given: &Value) -> Option<answer::Answer> {
    let score = |value: &Value| value.as_u64().and_then(|step| u8::try_from(step).ok()).and_then(Score::new);
    match given {
        Value::Null => Some(answer::Answer::Open),
        Value::String(text) if text == "NA" => Some(answer::Answer::NotApplicable),
        Value::Array(pair) => match pair.as_slice() {
            [documentation, implementation] => Some(answer::Answer::Scored {
                documentation: score(documentation)?,
                implementation: score(implementation)?,
            }),
            _ => None,
        },
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => None,
    }
}
