//! Cells of the selection tool that the user changed.

use belfry_engine::collections::Map;
use belfry_engine::identifier::SheetId;
pub use belfry_engine::selection::{CellPlace, CellValue};

/// The cells that differ from their defaults, by sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectionEdits {
    /// By sheet and place.
    pub cells: Map<SheetId, Map<CellPlace, CellValue>>,
}

impl SelectionEdits {
    /// Sets a cell, or puts its default back.
    pub fn set(&mut self, sheet: SheetId, place: CellPlace, value: Option<CellValue>) {
        self.cells.update(sheet, |cells| {
            match value {
                Some(value) => cells.insert(place, value),
                None => cells.remove(&place),
            };
        });
        self.cells.retain(|_, cells| !cells.is_empty());
    }
}
