//! From a dossier to a file.

use crate::{
    DecisionRecord, Dossier,
    evidence::{Evidence, Target},
    planning::Planning,
    profile::{MainEstablishment, Member, Profile, Representative},
    record::{Record, Stance},
    schema::{
        Named, SavedDecision, SavedDossier, SavedEvidence, SavedFile, SavedIncident, SavedMapping, SavedMember,
        SavedPassport, SavedPlanning, SavedProfile, SavedRecord, SavedRequest, SavedSupplier, SavedTools,
    },
    tools::{Incident, OwnMapping, Passport, Supplier, Tools},
    upgrade::FORMAT,
};

use belfry_engine::control::Applicability;

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
        tools: (dossier.tools != Tools::default()).then(|| saved_tools(&dossier.tools)),
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

/// Those of the named texts that say something.
fn facts<const N: usize>(all: [(&str, String); N]) -> Named<String> {
    all.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), text)).collect()
}

fn or_nothing<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn saved_tools(tools: &Tools) -> SavedTools {
    let certificate = &tools.certificate;
    let code = |code: Option<&str>| code.unwrap_or_default().to_owned();
    SavedTools {
        certificate: facts([
            ("scope", certificate.scope.clone()),
            ("body", certificate.body.clone()),
            ("number", certificate.number.clone()),
            ("accreditation", code(certificate.accreditation.map(|one| one.code()))),
            ("issued", or_nothing(certificate.issued)),
            ("expires", or_nothing(certificate.expires)),
        ]),
        controls: tools
            .controls
            .iter()
            .map(|(id, record)| {
                let excluded = record.applicability == Applicability::Excluded;
                let record = facts([
                    ("applicability", if excluded { "excluded".to_owned() } else { String::new() }),
                    ("documentation", code(record.documentation.map(|half| half.code()))),
                    ("implementation", code(record.implementation.map(|half| half.code()))),
                    ("justification", record.justification.clone()),
                    ("note", record.note.clone()),
                ]);
                (id.to_string(), record)
            })
            .collect(),
        own_mapping: tools.own_mapping.as_ref().map(saved_mapping),
        schemes: tools.schemes.iter().map(|(id, shown)| (id.to_string(), shown.code().to_owned())).collect(),
        done: tools.done.iter().map(|(id, date)| (id.to_string(), date.to_string())).collect(),
        explanations: tools.explanations.iter().map(|(id, text)| (id.to_string(), text.clone())).collect(),
        suppliers: tools.suppliers.iter().map(saved_supplier).collect(),
        incidents: tools.incidents.iter().map(saved_incident).collect(),
        audit: tools
            .audit
            .iter()
            .map(|answer| {
                facts([
                    ("requirement", answer.requirement.to_string()),
                    ("dimension", answer.dimension.code().to_owned()),
                    ("shown", code(answer.shown.map(|shown| shown.code()))),
                    ("note", answer.note.clone()),
                ])
            })
            .collect(),
        returns: tools
            .returns
            .iter()
            .map(|entry| {
                facts([
                    ("kind", entry.kind.code().to_owned()),
                    ("title", entry.title.clone()),
                    ("source", entry.source.clone()),
                    ("on", or_nothing(entry.on)),
                    ("amount", or_nothing(entry.amount)),
                    ("days", or_nothing(entry.days)),
                ])
            })
            .collect(),
        day_rate: tools.day_rate.map(|rate| rate.to_string()),
        decisions: tools.decisions.clone(),
    }
}

fn saved_mapping(mapping: &OwnMapping) -> SavedMapping {
    let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
    for (requirement, control) in &mapping.pairs {
        let id = requirement.to_string();
        match pairs.last_mut().filter(|(last, _)| *last == id) {
            Some((_, controls)) => controls.push(control.to_string()),
            None => pairs.push((id, vec![control.to_string()])),
        }
    }
    SavedMapping { name: mapping.name.clone(), framework: mapping.framework.to_string(), pairs: Named(pairs) }
}

fn saved_supplier(supplier: &Supplier) -> SavedSupplier {
    SavedSupplier {
        facts: facts([
            ("name", supplier.name.clone()),
            ("service", supplier.service.clone()),
            ("note", supplier.note.clone()),
            ("asked", or_nothing(supplier.asked)),
        ]),
        weighs: supplier.weighs.iter().map(|weight| weight.code().to_owned()).collect(),
        passport: supplier.passport.as_ref().map(saved_passport),
    }
}

/// The saved form of a passport, inside a dossier and as a file of its own.
pub(crate) fn saved_passport(passport: &Passport) -> SavedPassport {
    SavedPassport {
        name: passport.name.clone(),
        framework: passport.framework.to_string(),
        level: passport.level.code().to_owned(),
        on: passport.on.to_string(),
        asked: passport.asked,
        answered: passport.answered,
        total: passport.total,
        keys: passport.keys,
        keys_met: passport.keys_met,
        passed: passport.passed,
    }
}

fn saved_incident(incident: &Incident) -> SavedIncident {
    SavedIncident {
        title: incident.title.clone(),
        aware: incident.aware.map(|moment| moment.0),
        judged: incident.judged.map(|moment| moment.0),
        traits: incident.traits.iter().map(|one| one.code().to_owned()).collect(),
        sent: incident.sent.iter().map(|(id, moment)| (id.to_string(), moment.0)).collect(),
        known: incident.known.iter().map(|(known, text)| (known.code().to_owned(), text.clone())).collect(),
    }
}
