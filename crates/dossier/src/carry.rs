//! Moving from one version of the framework to the next: answers go along with their notes and evidence, each marked
//! "please confirm"; what has no successor stays where it is; nothing that was answered in the newer version is touched.

use crate::{Dossier, record::Record};
use belfry_engine::{
    answer::Answer,
    catalogue::Catalogue,
    identifier::RequirementId,
    maturity::Score,
    succession::{Match, Succession},
};

/// What would move, and what would not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carry {
    /// Records for the newer version.
    pub records: Vec<(RequirementId, Record)>,
    /// From which requirement of the older version each of them comes: older, newer.
    pub trail: Vec<(RequirementId, RequirementId)>,
    /// How many of them come from an equal requirement.
    pub equal: usize,
    /// How many come from one that is only near.
    pub partly: usize,
    /// Requirements of the newer version that nothing leads to.
    pub new: Vec<RequirementId>,
    /// Answered requirements of the older version that lead nowhere: set aside, and kept.
    pub aside: Vec<RequirementId>,
    /// Requirements of the newer version that were answered there already: left as they are.
    pub kept: usize,
}

/// Works out the move from the version at hand to `newer`.
pub fn carry(dossier: &Dossier, newer: &Catalogue, succession: &Succession) -> Carry {
    let mut carry = Carry { new: succession.new_in(newer).collect(), ..Carry::default() };
    let Some(older) = dossier.assessments.get(&succession.from) else { return carry };
    let there = dossier.assessments.get(&newer.id);
    for id in newer.requirements.iter().map(|requirement| requirement.id) {
        if there.and_then(|there| there.records.get(&id)).is_some_and(|record| record.answer() != Answer::Open) {
            carry.kept += 1;
            continue;
        }
        let leads_here = |kind: Match| {
            succession
                .rows
                .iter()
                .filter(move |row| row.kind == kind && row.to.contains(&id))
                .filter_map(|row| Some((row.of, older.records.get(&row.of)?)))
                .collect::<Vec<_>>()
        };
        // An equal requirement says it all; several that are near are joined, and the lowest score counts.
        let (found, count) = match leads_here(Match::Equal) {
            equal if equal.is_empty() => (leads_here(Match::Partly), &mut carry.partly),
            equal => (equal, &mut carry.equal),
        };
        if let Some(record) = joined(&found) {
            *count += 1;
            carry.trail.extend(found.iter().map(|(older, _)| (*older, id)));
            carry.records.push((id, record));
        }
    }
    let leads_nowhere = |row: &&belfry_engine::succession::Successor| row.to.is_empty();
    let answered = |id: &RequirementId| older.records.get(id).is_some();
    carry.aside = succession.rows.iter().filter(leads_nowhere).map(|row| row.of).filter(answered).collect();
    carry
}

fn joined(found: &[(RequirementId, &Record)]) -> Option<Record> {
    let (first, record) = found.first()?;
    let mut joined = Record { carried_from: Some(*first), ..(*record).clone() };
    for (_, other) in found.iter().skip(1) {
        joined.documentation = lowest(joined.documentation, other.documentation);
        joined.implementation = lowest(joined.implementation, other.implementation);
        if !other.note.is_empty() && other.note != joined.note {
            joined.note = format!("{}\n{}", joined.note, other.note).trim().to_owned();
        }
    }
    Some(joined)
}

/// The lower of two scores; an absent one leaves it open.
fn lowest(one: Option<Score>, other: Option<Score>) -> Option<Score> {
    Some(one?.min(other?))
}
