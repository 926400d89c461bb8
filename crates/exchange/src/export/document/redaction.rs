//! A dossier without names and words, in which a word says where something was left out.

use crate::export::wording::{Label, Words};
use belfry_dossier::{Dossier, evidence::Evidence, redact::Extent};
use belfry_engine::identifier::RequirementId;

/// The dossier as far as it is told. What is left out of a redacted one is what [`Extent::Redacted`] leaves out, whatever is
/// added to a dossier one day; only then a word takes the place of each text that there was.
pub(crate) fn told(dossier: &Dossier, extent: Extent, words: &dyn Words) -> Dossier {
    let mut told = extent.of(dossier);
    if extent == Extent::Whole {
        return told;
    }
    let word = words.label(Label::PaperLeftOut);
    let instead = |text: &str| if text.trim().is_empty() { String::new() } else { word.clone() };
    told.name = instead(&dossier.name);
    told.decision.decided_by = instead(&dossier.decision.decided_by);
    told.decision.reviewed_by = instead(&dossier.decision.reviewed_by);
    told.decision.remark = instead(&dossier.decision.remark);
    told.evidence = dossier
        .evidence
        .iter()
        .map(|piece| Evidence {
            title: instead(&piece.title),
            place: instead(&piece.place),
            owner: instead(&piece.owner),
            dated: piece.dated,
            review: piece.review,
            serves: piece.serves.clone(),
            ..Evidence::new(piece.dimension)
        })
        .collect();
    if let Some(entered) = dossier.assessments.get(&dossier.framework) {
        told.assessments.update(dossier.framework.clone(), |assessment| {
            let with_words = entered.records.iter().filter(|(_, record)| {
                [&record.note, &record.owner, &record.justification].iter().any(|text| !text.trim().is_empty())
            });
            let with_words: Vec<(RequirementId, _)> = with_words.map(|(id, record)| (*id, record.clone())).collect();
            for (id, record) in with_words {
                let mut kept = assessment.records.get(&id).cloned().unwrap_or_default();
                kept.note = instead(&record.note);
                kept.owner = instead(&record.owner);
                kept.justification = instead(&record.justification);
                assessment.records.insert(id, kept);
            }
        });
    }
    told
}
