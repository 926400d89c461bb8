//! A dossier without names and words: what can be shown to somebody who should see the result, not the organisation.

use crate::{Assessment, DecisionRecord, Dossier, profile::Member, record::Record, tools::Shelf};

/// How much of a dossier travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Whole,
    /// Answers and figures; no names, notes, reasons, evidence or remarks.
    Redacted,
}

impl Extent {
    /// Every extent, the least first.
    pub const ALL: [Self; 2] = [Self::Redacted, Self::Whole];

    /// The one spelling in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Redacted => "redacted",
        }
    }

    /// The extent with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|extent| extent.code() == code)
    }

    /// The dossier as far as it travels.
    #[must_use]
    pub fn of(self, dossier: &Dossier) -> Dossier {
        match self {
            Self::Whole => dossier.clone(),
            Self::Redacted => redacted(dossier),
        }
    }
}

/// Every text that the user typed is gone, and everything entered in the tools; what counts for the verdict, the level and
/// the score stays.
fn redacted(dossier: &Dossier) -> Dossier {
    let mut profile = dossier.profile.clone();
    profile.activity.clear();
    profile.group = profile.group.into_iter().map(nameless).collect();
    let without_words = |assessment: &Assessment| Assessment {
        records: assessment
            .records
            .iter()
            .map(|(id, record)| (*id, wordless(record)))
            .filter(|(_, record)| !record.is_empty())
            .collect(),
    };
    Dossier {
        name: String::new(),
        profile,
        decision: DecisionRecord { decided_on: dossier.decision.decided_on, ..DecisionRecord::default() },
        assessments: dossier
            .assessments
            .iter()
            .map(|(framework, assessment)| (framework.clone(), without_words(assessment)))
            .collect(),
        request: None,
        evidence: Vec::new(),
        tools: Shelf::default(),
        ..dossier.clone()
    }
}

fn nameless(member: Member) -> Member {
    Member { name: String::new(), members: member.members.into_iter().map(nameless).collect(), ..member }
}

fn wordless(record: &Record) -> Record {
    Record {
        stance: record.stance,
        documentation: record.documentation,
        implementation: record.implementation,
        due: record.due,
        ask: record.ask,
        carried_from: record.carried_from,
        justification: String::new(),
        note: String::new(),
        owner: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        action::{Action, Change, EvidenceChange},
        evidence::Evidence,
        record::Stance,
        request::Request,
        save::save,
        tools::{
            AuditAnswer, Certificate, ControlRecord, Incident, Known, OwnMapping, Passport, Return, Supplier, Tools,
        },
    };
    use belfry_engine::{
        catalogue::{Dimension, Knower},
        collections::Set,
        date::Date,
        identifier::{ControlId, RequirementId},
        level::AssuranceLevel,
        maturity::Score,
        returns::ReturnKind,
    };

    const SECRET: &str = "Verstraete";

    /// Every text of a dossier holds the secret.
    fn telling() -> Dossier {
        let id = RequirementId::parse("PR.AA-01.1").unwrap();
        let record = |change| Action::Record(id, change);
        let member = Member {
            name: SECRET.to_owned(),
            members: vec![Member { name: SECRET.to_owned(), ..Member::default() }],
            ..Member::default()
        };
        let changes = [
            Action::Rename(SECRET.to_owned()),
            Action::Profile(Box::new(crate::profile::Profile {
                activity: SECRET.to_owned(),
                group: vec![member],
                ..Default::default()
            })),
            Action::Decision(DecisionRecord {
                decided_by: SECRET.to_owned(),
                reviewed_by: SECRET.to_owned(),
                decided_on: None,
                remark: SECRET.to_owned(),
            }),
            record(Change::Score(Dimension::Documentation, Score::new(3).unwrap())),
            record(Change::Score(Dimension::Implementation, Score::new(2).unwrap())),
            record(Change::Note(SECRET.to_owned())),
            record(Change::Owner(SECRET.to_owned())),
            record(Change::Justification(SECRET.to_owned())),
            Action::Evidence(EvidenceChange::Add(Box::new(Evidence {
                title: SECRET.to_owned(),
                place: SECRET.to_owned(),
                owner: SECRET.to_owned(),
                ..Evidence::new(Dimension::Documentation)
            }))),
            Action::Tools(Shelf::holding(telling_tools(id)), String::new()),
        ];
        let request = Request { of: SECRET.to_owned(), whom: Knower::Owner, requirements: vec![id] };
        let dossier = changes.into_iter().fold(Dossier::default(), |dossier, change| dossier.apply(change));
        Dossier { request: Some(request), ..dossier }
    }

    /// Every text of the tools holds the secret.
    fn telling_tools(id: RequirementId) -> Tools {
        let secret = || SECRET.to_owned();
        let record = ControlRecord { justification: secret(), note: secret(), ..ControlRecord::default() };
        let passport = Passport {
            name: secret(),
            framework: crate::FRAMEWORK,
            level: AssuranceLevel::Basic,
            on: Date::EPOCH,
            asked: 0,
            answered: 0,
            total: None,
            keys: 0,
            keys_met: 0,
            passed: false,
        };
        let supplier = Supplier {
            name: secret(),
            service: secret(),
            note: secret(),
            passport: Some(passport),
            ..Supplier::default()
        };
        let entry =
            Return { kind: ReturnKind::Tender, title: secret(), source: secret(), on: None, amount: None, days: None };
        let answer = AuditAnswer { requirement: id, dimension: Dimension::Documentation, shown: None, note: secret() };
        Tools {
            certificate: Certificate { scope: secret(), body: secret(), number: secret(), ..Certificate::default() },
            controls: [(ControlId::known("A.5.1"), record)].into_iter().collect(),
            own_mapping: Some(OwnMapping { name: secret(), framework: crate::FRAMEWORK, pairs: Set::new() }),
            explanations: [(id, secret())].into_iter().collect(),
            suppliers: vec![supplier],
            incidents: vec![Incident {
                title: secret(),
                known: [(Known::What, secret())].into_iter().collect(),
                ..Incident::default()
            }],
            audit: vec![answer],
            returns: vec![entry],
            decisions: vec![secret()],
            ..Tools::default()
        }
    }

    #[test]
    fn no_text_that_was_typed_is_left() {
        let dossier = telling();
        let text = save(&dossier, "");
        assert_eq!(text.matches(SECRET).count(), 31, "the test forgets a text of the dossier: {text}");
        assert!(!save(&Extent::Redacted.of(&dossier), "").contains(SECRET));
        assert_eq!(Extent::Whole.of(&dossier), dossier);
    }

    #[test]
    fn the_answers_are_the_same() {
        let dossier = telling();
        let redacted = Extent::Redacted.of(&dossier);
        let id = RequirementId::parse("PR.AA-01.1").unwrap();
        assert_eq!(redacted.record(id).answer(), dossier.record(id).answer());
        assert_eq!(redacted.record(id).stance, Stance::Scored);
        assert_eq!(redacted.profile.group.len(), 1);
    }
}
