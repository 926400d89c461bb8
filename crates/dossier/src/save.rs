//! From a dossier to a file.

use crate::{
    DecisionRecord, Dossier,
    evidence::{Evidence, Target},
    planning::Planning,
    profile::{MainEstablishment, Member, Profile, Representative},
    record::{Record, Stance},
    schema::{
        Laid, SavedDecision, SavedDossier, SavedEvidence, SavedFile, SavedMember, SavedPlanning, SavedProfile,
        SavedRecord, SavedRequest,
    },
    upgrade::FORMAT,
};

/// What a saved file calls itself.
pub const KIND: &str = "belfry-dossier";

/// The dossier as a file: JSON, ending in a line break. `saved_on` is ISO 8601 in UTC.
pub fn save(dossier: &Dossier, saved_on: &str) -> String {
    let file = SavedFile {
        kind: KIND.to_owned(),
        format: FORMAT,
        framework: dossier.framework.to_string(),
        saved_on: saved_on.to_owned(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        dossier: saved_dossier(dossier),
    };
    // Texts, numbers and maps with text keys: writing them cannot fail.
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

fn saved_dossier(dossier: &Dossier) -> SavedDossier {
    let cells = |(place, value): (&crate::selection::CellPlace, &crate::selection::CellValue)| {
        (place.code(), value.code().to_owned())
    };
    SavedDossier {
        name: dossier.name.clone(),
        profile: saved_profile(&dossier.profile),
        decision: saved_decision(&dossier.decision),
        selection: dossier
            .selection
            .cells
            .iter()
            .map(|(sheet, edits)| (sheet.to_string(), edits.iter().map(cells).collect()))
            .collect(),
        target: dossier.target.map(|level| level.code().to_owned()),
        style: dossier.style.map(|style| style.code().to_owned()),
        habits: dossier.habits.iter().map(|(id, answer)| (id.to_string(), answer.code().to_owned())).collect(),
        request: dossier.request.as_ref().map(|request| SavedRequest {
            of: request.of.clone(),
            whom: request.whom.code().to_owned(),
            requirements: request.requirements.iter().map(ToString::to_string).collect(),
        }),
        assessments: dossier
            .assessments
            .iter()
            .map(|(framework, assessment)| {
                let records = assessment.records.iter();
                (framework.to_string(), records.map(|(id, record)| (id.to_string(), saved_record(record))).collect())
            })
            .collect(),
        evidence: dossier.evidence.iter().map(saved_evidence).collect(),
        planning: saved_planning(&dossier.planning),
        tools: dossier.tools.saved().map(Laid),
    }
}

fn saved_profile(profile: &Profile) -> SavedProfile {
    SavedProfile {
        activity: profile.activity.clone(),
        established_in: profile.established_in.map(|country| country.as_str().to_owned()),
        situations: profile
            .situations
            .as_ref()
            .map(|all| all.iter().map(|situation| situation.code().to_owned()).collect()),
        entity_types: profile.entity_types.as_ref().map(|all| all.iter().map(ToString::to_string).collect()),
        generation: profile.generation.map(|generation| generation.code().to_owned()),
        facts: profile.facts.iter().map(|(fact, holds)| (fact.code().to_owned(), *holds)).collect(),
        serves_belgium: profile.serves_belgium,
        main_establishment: profile.main_establishment.map(|place| match place {
            MainEstablishment::In(country) => country.as_str().to_owned(),
            MainEstablishment::OutsideTheUnion => "none".to_owned(),
        }),
        representative: profile.representative.map(|place| match place {
            Representative::In(country) => country.as_str().to_owned(),
            Representative::Missing => "none".to_owned(),
        }),
        staff: profile.staff.map(|staff| staff.to_string()),
        turnover: profile.turnover.map(|euro| euro.to_string()),
        balance_sheet: profile.balance_sheet.map(|euro| euro.to_string()),
        in_group: profile.in_group,
        group: profile.group.iter().map(saved_member).collect(),
        independence: profile.independence,
        customers_in_scope: profile.customers_in_scope,
    }
}

fn saved_member(member: &Member) -> SavedMember {
    SavedMember {
        name: member.name.clone(),
        relation: member.relation.code().to_owned(),
        share: member.share.map(|share| share.to_string()),
        public_body: member.public_body,
        staff: member.staff.map(|staff| staff.to_string()),
        turnover: member.turnover.map(|euro| euro.to_string()),
        balance_sheet: member.balance_sheet.map(|euro| euro.to_string()),
        members: member.members.iter().map(saved_member).collect(),
    }
}

fn saved_decision(decision: &DecisionRecord) -> SavedDecision {
    SavedDecision {
        decided_by: decision.decided_by.clone(),
        reviewed_by: decision.reviewed_by.clone(),
        decided_on: decision.decided_on.map(|date| date.to_string()),
        remark: decision.remark.clone(),
    }
}

fn saved_record(record: &Record) -> SavedRecord {
    SavedRecord {
        stance: match record.stance {
            Stance::Scored => None,
            Stance::Unknown | Stance::NotApplicable => Some(record.stance.code().to_owned()),
        },
        documentation: record.documentation.map(|score| i64::from(score.get())),
        implementation: record.implementation.map(|score| i64::from(score.get())),
        justification: record.justification.clone(),
        ask: record.ask.map(|knower| knower.code().to_owned()),
        note: record.note.clone(),
        owner: record.owner.clone(),
        due: record.due.map(|date| date.to_string()),
        carried_from: record.carried_from.map(|id| id.to_string()),
    }
}

fn saved_planning(planning: &Planning) -> SavedPlanning {
    SavedPlanning {
        start: planning.start.map(|date| date.to_string()),
        target: planning.target.map(|date| date.to_string()),
        pace: planning.pace.map(|pace| i64::from(pace.0)),
        efforts: planning.efforts.iter().map(|(measure, effort)| (measure.to_string(), i64::from(effort.0))).collect(),
        done: planning.done.iter().map(ToString::to_string).collect(),
    }
}

fn saved_evidence(evidence: &Evidence) -> SavedEvidence {
    SavedEvidence {
        dimension: evidence.dimension.code().to_owned(),
        title: evidence.title.clone(),
        place: evidence.place.clone(),
        owner: evidence.owner.clone(),
        dated: evidence.dated.map(|date| date.to_string()),
        review: evidence.review.map(|date| date.to_string()),
        sha256: evidence.hash.map(|hash| hash.to_string()),
        serves: evidence.serves.iter().map(Target::code).collect(),
    }
}
