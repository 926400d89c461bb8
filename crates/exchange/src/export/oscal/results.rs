//! Assessment results: what was reviewed, what was answered, and which gates hold.
//!
//! Every record is an observation. A finding stands only where CyberFundamentals itself judges something: a key measure, a
//! category where categories are a gate, the total, the rules on "does not apply"; and only where the answers suffice. Each
//! that does not hold is a risk, open until it does.

use super::{
    FRAMEWORK_ADDRESS, RESULTS, document, metadata,
    model::{
        Assessed, BackMatter, Control, Finding, Import, Observation, RelatedObservation, RelatedRisk, RelevantEvidence,
        Resource, Results, ReviewedControls, Risk, Selection, Status, Target,
    },
    property,
};
use crate::export::{
    Subject,
    document::sections::gap,
    identity::uuid,
    json::saved,
    markdown::escaped,
    tables::remarks,
    wording::{Label, Name, Phrases, Words},
};
use belfry_engine::{
    catalogue::{Dimension, Ledger, Requirement},
    gap::Blocker,
    identifier::RequirementId,
    maturity::Maturity,
    scoring::{Gate, Violation},
};
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
struct Document {
    #[serde(rename = "assessment-results")]
    results: Results,
}

/// The assessment results: JSON, ending in a line break.
pub fn write(subject: &Subject<'_>, words: &dyn Words) -> String {
    let card = subject.report.method();
    let method = uuid(subject, &["method"]);
    let reviewed = subject.catalogue().at_level(subject.report.level);
    let (findings, risks) = findings(subject, words);
    let figures = [
        ("total", card.total.map(|total| total.to_string())),
        ("total-gate", Some(card.total_gate.to_string())),
        // A total over part of the answers is no total yet.
        ("complete", Some(card.is_complete().to_string())),
        ("answered", Some(card.answered.to_string())),
        ("asked", Some(card.asked.to_string())),
        ("total-by-workbook", subject.report.workbook.total.map(|total| total.to_string())),
    ];
    let results = Results {
        uuid: document(subject, RESULTS),
        metadata: metadata(subject, words),
        import_ap: Import { href: format!("#{method}") },
        results: vec![Assessed {
            uuid: uuid(subject, &["result", &subject.now()]),
            title: escaped(&words.label(Label::SelfAssessment)),
            description: escaped(&words.label(Label::SelfAssessmentText)),
            start: subject.now(),
            end: subject.now(),
            props: figures.into_iter().filter_map(|(name, value)| property(name, &value?)).collect(),
            reviewed_controls: ReviewedControls {
                control_selections: vec![Selection {
                    include_controls: reviewed.map(|(_, one)| Control { control_id: one.id.to_string() }).collect(),
                }],
            },
            observations: observations(subject, words),
            risks,
            findings,
        }],
        back_matter: BackMatter { resources: vec![resource(subject, words, method)] },
    };
    // Texts and lists: writing them cannot fail.
    let mut text = serde_json::to_string_pretty(&Document { results }).unwrap_or_default();
    text.push('\n');
    text
}

/// The method stands in for an assessment plan.
pub(super) fn resource(subject: &Subject<'_>, words: &dyn Words, uuid: String) -> Resource {
    Resource {
        uuid,
        title: escaped(&words.pair(&words.label(Label::Framework), subject.catalogue().id.as_str())),
        description: escaped(&words.label(Label::SelfAssessmentText)),
        rlinks: vec![Import { href: FRAMEWORK_ADDRESS.to_owned() }],
    }
}

fn observation_of(subject: &Subject<'_>, id: RequirementId) -> String {
    uuid(subject, &["observation", subject.catalogue().id.as_str(), id.as_str()])
}

/// The requirements with a record, beyond the level at hand too: an answer must not be lost.
fn recorded<'case>(subject: &Subject<'case>) -> impl Iterator<Item = &'case Requirement> {
    let dossier = subject.dossier;
    let all = subject.catalogue().requirements.iter();
    all.filter(move |requirement| dossier.known(requirement.id).is_some_and(|record| !record.is_empty()))
}

fn observations(subject: &Subject<'_>, words: &dyn Words) -> Vec<Observation> {
    // The record as it is saved: a field that is added there is here too.
    let saved: Value = serde_json::from_str(&saved(subject)).unwrap_or_default();
    let framework = subject.catalogue().id.as_str();
    let records = saved.pointer("/dossier/assessments").and_then(|all| all.get(framework));
    let observation = |requirement: &Requirement| {
        let id = requirement.id;
        let record = records.and_then(|all| all.get(id.as_str())).and_then(Value::as_object);
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
        let fields = record.into_iter().flatten().filter_map(|(name, value)| property(name, &text(value)));
        let evidence = evidence(subject, words, id);
        let examined = (!evidence.is_empty()).then_some("EXAMINE");
        let said = remarks(subject, words, requirement, &subject.dossier.record(id));
        Observation {
            uuid: observation_of(subject, id),
            title: escaped(&format!("{id} {}", words.name(Name::Requirement(id)))),
            description: escaped(&words.name(Name::Question(id))),
            props: property("requirement", id.as_str()).into_iter().chain(fields).collect(),
            methods: ["INTERVIEW"].into_iter().chain(examined).collect(),
            types: vec!["control-objective"],
            relevant_evidence: evidence,
            collected: subject.now(),
            remarks: said.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\n\n"),
        }
    };
    recorded(subject).map(observation).collect()
}

fn evidence(subject: &Subject<'_>, words: &dyn Words, id: RequirementId) -> Vec<RelevantEvidence> {
    let mut found = Vec::new();
    for dimension in Dimension::ALL {
        for (_, piece) in subject.dossier.evidence_for(id, dimension) {
            let title =
                if piece.title.trim().is_empty() { words.label(Label::WithoutTitle) } else { piece.title.clone() };
            let day = |day: Option<belfry_engine::date::Date>| words.day(day);
            let hash = piece.hash.map(|hash| hash.to_string()).unwrap_or_default();
            let props = [
                ("dimension", dimension.code()),
                ("place", &piece.place),
                ("owner", &piece.owner),
                ("dated", &day(piece.dated)),
                ("review", &day(piece.review)),
                ("sha256", &hash),
            ];
            found.push(RelevantEvidence {
                description: escaped(&title),
                props: props.into_iter().filter_map(|(name, value)| property(name, value)).collect(),
            });
        }
    }
    found
}

/// Something that CyberFundamentals judges.
struct Judged {
    /// What it is, for its name.
    parts: [String; 2],
    kind: &'static str,
    target: String,
    title: String,
    gate: Gate,
    maturity: Option<Maturity>,
    needed: Option<Maturity>,
    /// What keeps it shut.
    blocker: Option<Blocker>,
    observed: Vec<RequirementId>,
}

fn findings(subject: &Subject<'_>, words: &dyn Words) -> (Vec<Finding>, Vec<Risk>) {
    let (mut findings, mut risks) = (Vec::new(), Vec::new());
    for one in judged(subject, words) {
        let parts = [one.parts[0].as_str(), &one.parts[1]];
        let (state, reason) = match one.gate {
            Gate::Open => ("satisfied", "pass"),
            Gate::Closed => ("not-satisfied", "fail"),
            Gate::Unknown => continue,
        };
        let observed = || {
            let ids = one.observed.iter();
            let known = ids.filter(|id| subject.dossier.known(**id).is_some_and(|record| !record.is_empty()));
            known.map(|id| RelatedObservation { observation_uuid: observation_of(subject, *id) }).collect::<Vec<_>>()
        };
        let said = match &one.blocker {
            Some(blocker) => gap(subject, words, blocker),
            None => words.pair(&one.title, &words.label(one.gate.into())),
        };
        let figures = [("maturity", one.maturity), ("gate", one.needed)];
        let props =
            || figures.iter().filter_map(|(name, value)| property(name, &(*value)?.to_string())).collect::<Vec<_>>();
        let risk = uuid(subject, &["risk", parts[0], parts[1]]);
        if one.gate == Gate::Closed {
            risks.push(Risk {
                uuid: risk.clone(),
                title: escaped(&one.title),
                description: escaped(&said),
                statement: escaped(&said),
                props: props(),
                status: "open",
                deadline: None,
                remediations: Vec::new(),
                related_observations: observed(),
            });
        }
        findings.push(Finding {
            uuid: uuid(subject, &["finding", parts[0], parts[1]]),
            title: escaped(&one.title),
            description: escaped(&said),
            props: props(),
            target: Target { kind: one.kind, target_id: one.target, status: Status { state, reason } },
            related_observations: observed(),
            related_risks: (one.gate == Gate::Closed).then_some(RelatedRisk { risk_uuid: risk }).into_iter().collect(),
        });
    }
    (findings, risks)
}

fn judged(subject: &Subject<'_>, words: &dyn Words) -> Vec<Judged> {
    let (report, catalogue) = (subject.report, subject.catalogue());
    let card = report.method();
    let blockers = report.blockers.at(report.level);
    let blocker = |fits: &dyn Fn(&Blocker) -> bool| blockers.iter().find(|blocker| fits(blocker)).copied();
    let all: Vec<RequirementId> = catalogue.at_level(report.level).map(|(_, one)| one.id).collect();
    let mut judged = Vec::new();
    for key in &card.key_measures {
        let Some(id) = subject.requirement_id(key.requirement) else { continue };
        judged.push(Judged {
            parts: ["key-measure".to_owned(), id.to_string()],
            kind: "statement-id",
            target: id.to_string(),
            title: format!("{id} {}", words.name(Name::Requirement(id))),
            gate: key.passes(),
            maturity: key.maturity,
            needed: Some(key.gate),
            blocker: blocker(
                &|one| matches!(one, Blocker::KeyMeasure { requirement, .. } if *requirement == key.requirement),
            ),
            observed: vec![id],
        });
    }
    let structures = catalogue.structure(report.level, Ledger::Method);
    for score in card.categories.iter().filter(|score| score.gate.is_some()) {
        let Some(id) = catalogue.categories.get(score.category) else { continue };
        let members = structures.iter().filter(|structure| structure.category == score.category);
        let members = members.flat_map(|structure| structure.documentation.iter().flatten());
        judged.push(Judged {
            parts: ["category".to_owned(), id.to_string()],
            kind: "objective-id",
            target: id.to_string(),
            title: format!("{id} {}", words.name(Name::Category(id))),
            gate: score.passes(),
            maturity: score.maturity,
            needed: score.gate,
            blocker: blocker(&|one| matches!(one, Blocker::Category { category, .. } if *category == score.category)),
            observed: members.filter_map(|at| subject.requirement_id(*at)).collect(),
        });
    }
    judged.push(Judged {
        parts: ["total".to_owned(), String::new()],
        kind: "objective-id",
        target: "total".to_owned(),
        title: words.label(Label::Total),
        gate: card.total_gate(),
        maturity: card.total,
        needed: Some(card.total_gate),
        blocker: blocker(&|one| matches!(one, Blocker::Total { .. })),
        observed: all,
    });
    if !card.is_valid() {
        let of = |violation: &Violation| match violation {
            Violation::KeyMeasure(id) | Violation::ManagementAspect(id) | Violation::NotAvailable(id) => Some(*id),
            Violation::TooMany { .. } => None,
        };
        judged.push(Judged {
            parts: ["not-applicable".to_owned(), String::new()],
            kind: "objective-id",
            target: "not-applicable".to_owned(),
            title: words.label(Label::NotApplicableUsed),
            gate: Gate::Closed,
            maturity: None,
            needed: None,
            blocker: blocker(&|one| matches!(one, Blocker::Rules(_))),
            observed: card.violations.iter().filter_map(of).collect(),
        });
    }
    judged
}
