//! How the work is arranged, beyond pace, start and target of [`planning`](crate::planning): who has how much time, on which
//! days nobody works, dates that are promised, how far each measure is, the plan that was agreed, and the user's prices. Kept
//! with what was entered in the tools.

mod agreed;
mod conditions;
mod prices;

pub use agreed::{Agreed, AgreedTask, SavedAgreed};
pub use conditions::{Closed, Conditions, PublicHolidays, RoleTime, SavedConditions, SavedTime, TimeChange, task};
pub use prices::{EnteredPrices, SavedPrices};

use belfry_engine::vocabulary::Vocabulary;
use belfry_reader::{Misfit, Table};
use serde::Serialize;

/// How the work is arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Time, promises and progress as they are now.
    pub conditions: Conditions,
    /// The plan that was agreed last.
    pub agreed: Option<Agreed>,
    /// The user's prices.
    pub prices: EnteredPrices,
}

/// As a file has it.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedArrangement {
    /// Time, promises and progress as they are now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<SavedConditions>,
    /// The plan that was agreed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<SavedAgreed>,
    /// The user's prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prices: Option<SavedPrices>,
}

pub(crate) fn open(mut saved: Table, vocabulary: &dyn Vocabulary) -> Result<Arrangement, Misfit> {
    let arrangement = Arrangement {
        conditions: conditions::open(saved.table("conditions")?, vocabulary)?,
        agreed: saved.take("agreed").map(|item| agreed::open(item.table()?, vocabulary)).transpose()?,
        prices: prices::open(saved.table("prices")?, vocabulary)?,
    };
    saved.end()?;
    Ok(arrangement)
}

pub(crate) fn save(arrangement: &Arrangement) -> Option<SavedArrangement> {
    (*arrangement != Arrangement::default()).then(|| SavedArrangement {
        conditions: conditions::save(&arrangement.conditions),
        agreed: arrangement.agreed.as_ref().map(agreed::save),
        prices: prices::save(&arrangement.prices),
    })
}
