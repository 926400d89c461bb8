//! What a supplier hands to its customers: the result of its own self-assessment, as a small file. No answers, no notes.

use crate::{
    open::OpenError,
    open_tools,
    save_tools::saved_passport,
    tools::{Passport, Supplier, Tools},
};
use belfry_engine::{date::Date, vocabulary::Vocabulary};
use belfry_reader::{Item, Place};
use serde_json::{Value, json};

/// What such a file calls itself.
pub const KIND: &str = "belfry-passport";
/// Its version; it grows when something changes its meaning or goes.
pub const VERSION: u32 = 1;

impl Passport {
    /// The file: JSON, ending in a line break.
    pub fn to_text(&self) -> String {
        let mut file = json!({ "kind": KIND, "version": VERSION });
        if let (Some(file), Ok(Value::Object(passport))) =
            (file.as_object_mut(), serde_json::to_value(saved_passport(self)))
        {
            file.extend(passport);
        }
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads such a file.
    ///
    /// # Errors
    /// Whatever is wrong with it, with its place.
    pub fn open(bytes: &[u8], vocabulary: &dyn Vocabulary) -> Result<Self, OpenError> {
        let text = std::str::from_utf8(bytes).map_err(|_| OpenError::NotText)?;
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| OpenError::NotJson { line: error.line(), column: error.column() })?;
        if value.get("kind").and_then(Value::as_str) != Some(KIND) {
            return Err(OpenError::NotADossier);
        }
        let version = value.get("version").and_then(Value::as_u64).unwrap_or(u64::MAX);
        if version > u64::from(VERSION) {
            let found = u32::try_from(version).unwrap_or(u32::MAX);
            return Err(OpenError::TooNew { found, supported: VERSION });
        }
        let mut saved = Item { place: Place::top(), value }.table()?;
        for key in ["kind", "version"] {
            saved.need(key)?;
        }
        let passport = open_tools::passport(&mut saved, vocabulary)?;
        saved.end()?;
        Ok(passport)
    }

    /// Whether it is dated later than any place on Earth has it today.
    pub fn lies_ahead(&self, today: Date) -> bool {
        today.days_until(self.on) > 1
    }
}

/// What became of a passport that was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It stands with its supplier now.
    In,
    /// It stood there already.
    Same,
    /// A newer one stands there, and stays.
    Older,
}

impl Tools {
    /// Puts a passport with its supplier: the one of the same name, else a new one. Without a name nobody knows whose it is:
    /// it gets a supplier of its own.
    pub fn take_passport(&mut self, passport: Passport) -> Taken {
        let plain = |name: &str| name.trim().to_lowercase();
        let name = plain(&passport.name);
        if self.suppliers.iter().any(|one| plain(&one.name) == name && one.passport.as_ref() == Some(&passport)) {
            return Taken::Same;
        }
        let known = self.suppliers.iter_mut().find(|one| !name.is_empty() && plain(&one.name) == name);
        match known {
            Some(Supplier { passport: Some(before), .. }) if before.on > passport.on => return Taken::Older,
            Some(supplier) => supplier.passport = Some(passport),
            None => self.suppliers.push(Supplier {
                name: passport.name.clone(),
                passport: Some(passport),
                ..Supplier::default()
            }),
        }
        Taken::In
    }
}
