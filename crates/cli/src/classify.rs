//! `belfry classify`: what the law makes of an entity.

use crate::{
    Answer, Surroundings,
    input::{Failure, dossier},
    output::{Law, law},
    profile,
};
use belfry_engine::classification::{Classification, classify};
use serde::Serialize;

#[derive(Serialize)]
struct Output {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    without_independence: Option<&'static str>,
    grounds: Vec<Ground>,
    notes: Vec<Note>,
    duties: Vec<Duty>,
    deadlines: Vec<Deadline>,
    fines: Vec<Fine>,
    disapplied: Vec<Disapplied>,
    size_class: &'static str,
    size_class_by_any_ceiling: &'static str,
    assurance_level: Option<&'static str>,
    types: Vec<String>,
    dropped: Vec<Dropped>,
}

#[derive(Serialize)]
struct Ground {
    rule: String,
    certainty: &'static str,
    law: Vec<Law>,
}

#[derive(Serialize)]
struct Note {
    note: String,
    certainty: &'static str,
    law: Vec<Law>,
}

#[derive(Serialize)]
struct Duty {
    duty: String,
    certainty: &'static str,
    law: Vec<Law>,
}

#[derive(Serialize)]
struct Deadline {
    deadline: String,
    on: String,
    certainty: &'static str,
    law: Vec<Law>,
}

#[derive(Serialize)]
struct Fine {
    fine: String,
    least_eur: String,
    most_eur: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    turnover_percent: Option<String>,
    law: Vec<Law>,
}

#[derive(Serialize)]
struct Disapplied {
    titles: Vec<u8>,
    because: String,
}

#[derive(Serialize)]
struct Dropped {
    entity_type: String,
    because: &'static str,
}

/// Answers one profile or saved dossier.
///
/// # Errors
/// What is wrong with the input, with its place.
pub fn command(text: &str, surroundings: &Surroundings) -> Result<Answer, Failure> {
    let law = &surroundings.content.law;
    let entity = if let Some(dossier) = dossier(text, &surroundings.content) {
        let dossier = dossier?;
        let open = || dossier.profile.next_open(law).map_or("", |question| question.code()).to_owned();
        dossier
            .profile
            .entity(law)
            .ok_or_else(|| Failure::new("dossier.profile", format_args!("the question {:?} is still open", open())))?
    } else {
        profile::entity(text, &surroundings.content)?
    };
    Answer::of(&output(&classify(&entity, law), surroundings))
}

fn output(found: &Classification, surroundings: &Surroundings) -> Output {
    let facts = &surroundings.content.law;
    Output {
        status: found.status.code(),
        without_independence: found.without_independence.map(|status| status.code()),
        grounds: found
            .grounds
            .iter()
            .filter_map(|id| facts.rule(id))
            .map(|rule| Ground { rule: rule.id.to_string(), certainty: rule.certainty.code(), law: law(&rule.law) })
            .collect(),
        notes: facts
            .notes
            .iter()
            .filter(|note| found.notes.contains(&note.id))
            .map(|note| Note { note: note.id.to_string(), certainty: note.certainty.code(), law: law(&note.law) })
            .collect(),
        duties: facts
            .duties
            .iter()
            .filter(|duty| found.duties.contains(&duty.id))
            .map(|duty| Duty { duty: duty.id.to_string(), certainty: duty.certainty.code(), law: law(&duty.law) })
            .collect(),
        deadlines: facts
            .deadlines
            .iter()
            .filter(|deadline| found.deadlines.contains(&deadline.id))
            .map(|deadline| Deadline {
                deadline: deadline.id.to_string(),
                on: deadline.on.to_string(),
                certainty: deadline.certainty.code(),
                law: law(&deadline.law),
            })
            .collect(),
        fines: facts
            .fines
            .iter()
            .filter(|fine| found.fines.contains(&fine.id))
            .map(|fine| Fine {
                fine: fine.id.to_string(),
                least_eur: fine.least.to_string(),
                most_eur: fine.most.to_string(),
                turnover_percent: fine.turnover.map(|percent| percent.to_string()),
                law: law(&fine.law),
            })
            .collect(),
        disapplied: found
            .disapplied
            .iter()
            .map(|off| Disapplied { titles: off.titles.clone(), because: off.because.to_string() })
            .collect(),
        size_class: found.size_class.code(),
        size_class_by_any_ceiling: found.size_class_by_any_ceiling.code(),
        assurance_level: found.status.assurance_level().map(|level| level.code()),
        types: found.types.iter().map(ToString::to_string).collect(),
        dropped: found
            .dropped
            .iter()
            .map(|(id, reason)| Dropped { entity_type: id.to_string(), because: reason.code() })
            .collect(),
    }
}
