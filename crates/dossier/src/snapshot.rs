//! A state that was frozen: the answers of a day, to be compared with later ones. Kept with what was entered in the tools.

use crate::{Dossier, schema::Named};
use belfry_engine::{
    answer::Answer,
    catalogue::Catalogue,
    collections::Map,
    date::Date,
    identifier::{FrameworkId, RequirementId},
    level::AssuranceLevel,
    maturity::Score,
    vocabulary::Vocabulary,
};
use belfry_reader::{Misfit, Table, Wrong};
use serde::Serialize;

/// A state that was frozen. What was noted beside the answers is not part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// What the user calls it.
    pub name: String,
    /// The day on which it was frozen.
    pub on: Date,
    /// The version of the framework that it was assessed by.
    pub framework: FrameworkId,
    /// The level that was aimed for.
    pub level: AssuranceLevel,
    /// What was answered; an absent requirement was open.
    pub answers: Map<RequirementId, Answer>,
}

impl Snapshot {
    /// Freezes the answers to a version of the framework.
    pub fn of(dossier: &Dossier, catalogue: &Catalogue, level: AssuranceLevel, on: Date, name: String) -> Self {
        let ids = catalogue.requirements.iter().map(|requirement| requirement.id);
        let answers = ids.zip(dossier.answers(catalogue)).filter(|(_, answer)| *answer != Answer::Open).collect();
        Self { name, on, framework: catalogue.id.clone(), level, answers }
    }

    /// The answers as the scoring sees them, parallel to the requirements of its own version of the framework.
    pub fn parallel(&self, catalogue: &Catalogue) -> Vec<Answer> {
        let answer = |id| self.answers.get(&id).copied().unwrap_or_default();
        catalogue.requirements.iter().map(|requirement| answer(requirement.id)).collect()
    }
}

/// As a file has it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedSnapshot {
    /// What the user calls it.
    pub name: String,
    /// The day on which it was frozen, as an ISO date.
    pub on: String,
    /// The framework.
    pub framework: String,
    /// The level: `small`, `basic`, `important`, `essential`.
    pub level: String,
    /// By requirement: the scores of the written and the practised half, as in `3/2`, or `n/a`. Open ones are absent.
    pub answers: Named<String>,
}

/// What "not applicable" is called in a file.
const NOT_APPLICABLE: &str = "n/a";

fn answer(text: &str) -> Option<Answer> {
    if text == NOT_APPLICABLE {
        return Some(Answer::NotApplicable);
    }
    // One digit each: `+3` and `03` are numbers too, and no scores.
    let score = |half: &str| Score::ALL.into_iter().find(|score| score.get().to_string() == half);
    let (documentation, implementation) = text.split_once('/')?;
    Some(Answer::Scored { documentation: score(documentation)?, implementation: score(implementation)? })
}

fn spelled(answer: Answer) -> Option<String> {
    match answer {
        Answer::Open => None,
        Answer::NotApplicable => Some(NOT_APPLICABLE.to_owned()),
        Answer::Scored { documentation, implementation } => {
            Some(format!("{}/{}", documentation.get(), implementation.get()))
        }
    }
}

pub(crate) fn open(saved: &mut Table, vocabulary: &dyn Vocabulary) -> Result<Snapshot, Misfit> {
    let on = saved.parse("on", Wrong::OutOfRange, Date::parse)?;
    let framework = crate::open_tools::framework(saved, vocabulary)?;
    let catalogue = vocabulary.catalogue(&framework);
    let mut answers = Map::new();
    for (name, item) in saved.table("answers")?.entries() {
        let place = item.place.clone();
        let id = place.need(catalogue.and_then(|all| all.identifier(&name)), Wrong::UnknownIdentifier)?;
        // A label and its misprint side by side: two answers, and neither may be lost.
        if answers.insert(id, place.need(answer(&item.text()?), Wrong::OutOfRange)?).is_some() {
            return Err(place.wrong(Wrong::UnknownIdentifier));
        }
    }
    Ok(Snapshot {
        name: saved.need("name")?.text()?,
        on: saved.place().at("on").need(on, Wrong::Missing)?,
        framework,
        level: saved.known("level", AssuranceLevel::from_code)?,
        answers,
    })
}

pub(crate) fn save(snapshot: &Snapshot) -> SavedSnapshot {
    SavedSnapshot {
        name: snapshot.name.clone(),
        on: snapshot.on.to_string(),
        framework: snapshot.framework.to_string(),
        level: snapshot.level.code().to_owned(),
        answers: snapshot.answers.iter().filter_map(|(id, answer)| Some((id.to_string(), spelled(*answer)?))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_one_spelling_and_nothing_else_is_taken_for_one() {
        for documentation in Score::ALL {
            for implementation in Score::ALL {
                let scored = Answer::Scored { documentation, implementation };
                assert_eq!(spelled(scored).as_deref().and_then(answer), Some(scored));
            }
        }
        assert_eq!(spelled(Answer::NotApplicable).as_deref().and_then(answer), Some(Answer::NotApplicable));
        assert_eq!(spelled(Answer::Open), None);
        for wrong in ["", "3", "3/", "/2", "0/3", "6/1", "+3/2", "03/2", "3/2/1", "3 / 2", "N/A", "na"] {
            assert_eq!(answer(wrong), None, "{wrong}");
        }
    }
}
