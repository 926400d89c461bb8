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
    /// These classes under the law.
    pub statuses: Set<Status>,
    /// These types of entity.
    pub types: Set<EntityTypeId>,
    /// Those in one of these situations.
    pub situations: Set<Situation>,
}

impl Concerns {
    /// Whether it concerns the entity, as far as the scope answers tell.
    pub fn holds(&self, classification: Option<&Classification>, situations: Option<&Set<Situation>>) -> bool {
        let by_class = classification.is_some_and(|found| {
            self.statuses.contains(&found.status) || found.types.iter().any(|kind| self.types.contains(kind))
        });
        let by_situation = situations.is_some_and(|found| !self.situations.is_disjoint(found));
        self.everybody || by_class || by_situation
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
