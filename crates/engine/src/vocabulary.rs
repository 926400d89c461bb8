//! Which names exist: what a saved file may mention.

use crate::{
    catalogue::Catalogue,
    identifier::{EntityTypeId, FrameworkId, MeasureId, SheetId},
};

/// What a dossier may name: the entity types, frameworks, sheets and measures of this release.
pub trait Vocabulary {
    /// The framework with this name.
    fn catalogue(&self, id: &FrameworkId) -> Option<&Catalogue>;
    /// Whether the law has this type.
    fn has_entity_type(&self, id: &EntityTypeId) -> bool;
    /// Whether the selection tool has this sheet.
    fn has_sheet(&self, id: &SheetId) -> bool;
    /// Whether the roadmap has this measure.
    fn has_measure(&self, id: &MeasureId) -> bool;
}
