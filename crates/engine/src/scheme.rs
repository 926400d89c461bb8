//! Schemes beside each other: what each asks, which controls serve it, and whom it concerns.

use crate::{
    classification::{Classification, Instrument, Status},
    collections::Set,
    entity::Situation,
    identifier::{AskId, DutyId, EntityTypeId, MeasureId, OpenPointId, SchemeId},
    law::{Certainty, LegalReference},
};

/// A law, a standard or a framework beside which the controls are laid.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its name in data, texts and saved dossiers.
    pub id: SchemeId,
    /// Whom it concerns.
    pub concerns: Concerns,
    /// How sure the project is of what it asks.
    pub certainty: Certainty,
    /// What it asks: empty for those of which the dossier itself knows (CyFun, ISO 27001).
    pub asks: Vec<Ask>,
}

/// Something that a scheme asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Its name in data, texts and saved dossiers.
    pub id: AskId,
    /// Only where the verdict has this duty; `None` wherever the scheme concerns the entity.
    pub duty: Option<DutyId>,
    /// Where it stands.
    pub law: Vec<LegalReference>,
    /// How sure the project is of it.
    pub certainty: Certainty,
    /// The controls that serve it, as positions among the [`Controls`](crate::control::Controls).
    pub controls: Vec<usize>,
}

/// Whom a scheme concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concerns {
    /// Whoever handles personal data: everybody.
    pub everybody: bool,
    /// Whoever answers the questions of the framework.
    pub who_answers: bool,
    /// These classes under the law.
    pub statuses: Set<Status>,
    /// Whoever has one of these duties.
    pub duties: Set<DutyId>,
    /// These types of entity.
    pub types: Set<EntityTypeId>,
    /// Those in one of these situations.
    pub situations: Set<Situation>,
    /// But none of these types.
    pub except: Set<EntityTypeId>,
}

/// What is known about an organisation, as far as schemes are concerned.
#[derive(Clone, Copy, Debug)]
pub struct Known<'facts> {
    /// The verdict; `None` until the scope questions are answered.
    pub classification: Option<&'facts Classification>,
    /// Its situations; `None` until they are answered.
    pub situations: Option<&'facts Set<Situation>>,
    /// Whether any question of the framework was answered.
    pub answering: Answering,
}

/// Whether any question of the framework was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answering {
    /// At least one.
    Begun,
    /// None.
    Not,
}

impl Known<'_> {
    /// Whether the law covers the organisation is not known: no verdict yet, or an uncertain one.
    pub fn is_open(&self) -> bool {
        self.classification.is_none_or(|found| found.status == Status::Uncertain)
    }

    /// Whether the verdict has a duty.
    pub fn has_duty(&self, duty: &DutyId) -> bool {
        self.classification.is_some_and(|found| found.duties.contains(duty))
    }
}

impl Concerns {
    /// Whether it concerns the entity, as far as the scope answers tell. What hangs on the class concerns it until the
    /// class is known.
    pub fn holds(&self, known: &Known<'_>) -> bool {
        let of_types = |wanted: &Set<EntityTypeId>| {
            known.classification.is_some_and(|found| found.types.iter().any(|kind| wanted.contains(kind)))
        };
        let by_class = known.classification.is_some_and(|found| self.statuses.contains(&found.status));
        let by_duty = self.duties.iter().any(|duty| known.has_duty(duty));
        let open = known.is_open() && !(self.statuses.is_empty() && self.duties.is_empty());
        let by_situation = known.situations.is_some_and(|found| !self.situations.is_disjoint(found));
        let answers = self.who_answers && known.answering == Answering::Begun;
        let all = self.everybody || answers || by_class || by_duty || open || of_types(&self.types) || by_situation;
        all && !of_types(&self.except)
    }
}

/// Every scheme, with the texts of law that they cite besides the NIS2 law's own.
#[derive(Clone, Debug, Default)]
pub struct Schemes {
    /// In the order of the matrix.
    pub all: Vec<Scheme>,
    /// Texts that only the schemes cite.
    pub instruments: Vec<Instrument>,
}

impl Schemes {
    /// The scheme with this name.
    pub fn get(&self, id: &SchemeId) -> Option<&Scheme> {
        self.all.iter().find(|scheme| scheme.id == *id)
    }

    /// What is asked under this name, with its scheme.
    pub fn ask(&self, id: &AskId) -> Option<(&Scheme, &Ask)> {
        self.all.iter().find_map(|scheme| Some((scheme, scheme.asks.iter().find(|ask| ask.id == *id)?)))
    }
}

/// Something that ISO/IEC 27001 leaves open for the Belgian NIS2 law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPoint {
    /// Its name in data and texts.
    pub id: OpenPointId,
    /// Where the law asks it.
    pub law: Vec<LegalReference>,
    /// It is open only where the verdict has this duty.
    pub duty: DutyId,
    /// The measures of the roadmap that close it.
    pub raise: Vec<MeasureId>,
    /// The controls to build on, by position.
    pub near: Vec<usize>,
}
