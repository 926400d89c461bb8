//! The user's prices. What a day costs by default stands with the [tools](crate::tools::Tools::day_rate).

use crate::{
    open_tools::{measure, named},
    save_tools::{facts, or_nothing},
    schema::Named,
};
use belfry_engine::{
    catalogue::Knower, collections::Map, date::Date, identifier::MeasureId, schedule::Prices, size::Euro,
    support::Region, vocabulary::Vocabulary,
};
use belfry_reader::{Item, Misfit, Table, Wrong};
use serde::Serialize;

/// The user's prices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnteredPrices {
    /// A person-day of each role, where it is not the one for all.
    pub days: Map<Knower, Euro>,
    /// What has to be bought for a measure.
    pub purchases: Map<MeasureId, Euro>,
    /// The outside assessment.
    pub audit: Option<Euro>,
    /// Its day.
    pub audit_on: Option<Date>,
    /// What of it goes to outside advisers and trainers, where the user says so.
    pub outside: Option<Euro>,
    /// Where the establishment is.
    pub region: Option<Region>,
}

impl EnteredPrices {
    /// What costs are worked out from; `rate` is what a day of work costs where a role has no price of its own.
    pub fn prices(&self, rate: Option<Euro>) -> Prices {
        let day = |role: Knower| self.days.get(&role).copied().or(rate);
        Prices {
            day: Knower::ALL.into_iter().filter_map(|role| Some((role, day(role)?))).collect(),
            purchases: self.purchases.clone(),
            audit: self.audit.map(|amount| (amount, self.audit_on)),
        }
    }
}

/// As a file has it.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedPrices {
    /// Euro a day by role, as decimals.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub days: Named<String>,
    /// Euro by measure, as decimals.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub purchases: Named<String>,
    /// The outside assessment: `amount` (euro), `on` (ISO date).
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub audit: Named<String>,
    /// What of it goes to outside advisers and trainers, in euro.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<String>,
    /// `flanders`, `wallonia` or `brussels`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

fn amount(text: &str) -> Option<Euro> {
    Euro::parse(text).ok()
}

fn euro(item: Item) -> Result<Euro, Misfit> {
    let place = item.place.clone();
    place.need(amount(&item.text()?), Wrong::OutOfRange)
}

pub(super) fn open(mut saved: Table, vocabulary: &dyn Vocabulary) -> Result<EnteredPrices, Misfit> {
    let mut audit = saved.table("audit")?;
    let prices = EnteredPrices {
        days: named(saved.table("days")?, Knower::from_code, euro)?,
        purchases: named(saved.table("purchases")?, |text| measure(text, vocabulary), euro)?,
        audit: audit.parse("amount", Wrong::OutOfRange, amount)?,
        audit_on: audit.parse("on", Wrong::OutOfRange, Date::parse)?,
        outside: saved.parse("outside", Wrong::OutOfRange, amount)?,
        region: saved.parse("region", Wrong::UnknownIdentifier, Region::from_code)?,
    };
    audit.end()?;
    saved.end()?;
    Ok(prices)
}

pub(super) fn save(prices: &EnteredPrices) -> Option<SavedPrices> {
    (*prices != EnteredPrices::default()).then(|| SavedPrices {
        days: prices.days.iter().map(|(role, euro)| (role.code().to_owned(), euro.to_string())).collect(),
        purchases: prices.purchases.iter().map(|(id, euro)| (id.to_string(), euro.to_string())).collect(),
        audit: facts([("amount", or_nothing(prices.audit)), ("on", or_nothing(prices.audit_on))]),
        outside: prices.outside.map(|euro| euro.to_string()),
        region: prices.region.map(|region| region.code().to_owned()),
    })
}
