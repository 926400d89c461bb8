//! The verdict as JSON: the contract of `belfry classify`. Add keys, never rename them.

use belfry_engine::{classification::Classification, law::LegalReference};
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

/// What the law makes of an entity, in the shape of `belfry classify`.
#[derive(Serialize)]
pub struct Verdict {
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

/// The verdict in that shape.
pub fn verdict(found: &Classification, facts: &belfry_engine::classification::Law) -> Verdict {
    Verdict {
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
