//! What a schedule works with: the recommended road, the public holidays, public support. Apart from
//! [`Content`]: the browser reads it only when the plan is opened.

use crate::{
    Content, DATA_OF_THE_PLAN,
    fault::Fault,
    load::{File, certainty, instrument, law_of},
};
use belfry_engine::{
    classification::Instrument,
    collections::Set,
    date::Date,
    holiday::{Holiday, HolidayRule, Replacement, days_off},
    identifier::{HolidayId, MeasureId, SupportId},
    law::LegalReference,
    schedule::{Phase, Road, Stage},
    size::{Euro, Percent, SizeClass},
    support::{Ceiling, CeilingOf, Period, Purpose, Rate, Region, Support},
};
use belfry_reader::{Item, Misfit, Table, Wrong};
use std::collections::BTreeMap;

/// Everything a schedule works with beside the measures.
#[derive(Clone, Debug)]
pub struct PlanFacts {
    /// The recommended road.
    pub road: Road,
    /// The public holidays.
    pub holidays: Vec<Holiday>,
    /// Public support for cybersecurity, fresh or not.
    pub support: Vec<Support>,
    /// The texts and pages that the above cite.
    pub instruments: Vec<Instrument>,
}

impl PlanFacts {
    /// Reads what was compiled in.
    ///
    /// # Errors
    /// Every row that cannot be read. The tests see to it that there is none.
    pub fn load(content: &Content) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let facts = Self::read(content, &mut faults);
        match facts {
            Some(facts) if faults.is_empty() => Ok(facts),
            Some(_) | None => Err(faults),
        }
    }

    fn read(content: &Content, faults: &mut Vec<Fault>) -> Option<Self> {
        let road = road(DATA_OF_THE_PLAN.road, content, faults)?;
        let mut file = File::open("holidays.toml", DATA_OF_THE_PLAN.holidays, faults)?;
        let mut instruments = file.rows("instrument", instrument);
        let holidays = file.rows("holiday", holiday);
        file.end();
        let mut file = File::open("support.toml", DATA_OF_THE_PLAN.support, faults)?;
        instruments.extend(file.rows("instrument", instrument));
        let support = file.rows("support", support);
        file.end();
        Some(Self { road, holidays, support, instruments })
    }

    /// Days on which nobody works, from the year of a day on: this year and the next twenty.
    pub fn days_off(&self, from: Date) -> Set<Date> {
        let (year, ..) = from.civil();
        days_off(&self.holidays, year..=year.saturating_add(YEARS), Replacement::FirstWorkingDay)
    }
}

/// As far as a schedule reaches.
const YEARS: i32 = 20;

fn road(json: &str, content: &Content, faults: &mut Vec<Fault>) -> Option<Road> {
    let mut file = File::open("road.toml", json, faults)?;
    let certainty = certainty(&mut file.table);
    let certainty = file.note(certainty);
    let known = |text: &str| {
        let id = MeasureId::parse(text).ok()?;
        content.measures.iter().any(|measure| measure.id == id).then_some(id)
    };
    let stages = file.rows("stage", |row| {
        let months = row.list("months")?;
        let place = row.place().at("months");
        let month = |item: Item| item.whole(|month| i32::try_from(month).ok().filter(|month| (1..=60).contains(month)));
        let months = months.into_iter().map(month).collect::<Result<Vec<i32>, Misfit>>()?;
        let months = <[i32; 2]>::try_from(months).ok().filter(|[first, last]| first <= last);
        let [first, last] = place.need(months, Wrong::OutOfRange)?;
        Ok(Stage {
            phase: row.known("id", Phase::from_code)?,
            months: (first, last),
            measures: row.all_known("measures", known)?,
        })
    });
    file.end();
    Some(Road { stages, certainty })
}

fn holiday(row: &mut Table) -> Result<Holiday, Misfit> {
    // A leap year has every day there is.
    let each = |text: &str| {
        let (_, month, day) = Date::parse(&format!("2000-{text}"))?.civil();
        Some(HolidayRule::Each { month, day })
    };
    let each = row.parse("each", Wrong::OutOfRange, each)?;
    let easter = row.whole("easter", |days| (-60..=200).contains(&days).then_some(days))?;
    let rules: Vec<HolidayRule> =
        each.into_iter().chain(easter.map(|days_after| HolidayRule::Easter { days_after })).collect();
    let rule = <[HolidayRule; 1]>::try_from(rules).ok().map(|[rule]| rule);
    Ok(Holiday {
        id: row.known("id", |text| HolidayId::parse(text).ok())?,
        rule: row.place().need(rule, Wrong::Missing)?,
        law: law_of(row)?,
        certainty: certainty(row)?,
    })
}

fn support(row: &mut Table) -> Result<Support, Misfit> {
    let mut rates = Vec::new();
    for item in row.list("rates")? {
        let mut rate = item.table()?;
        let sizes: Set<SizeClass> = rate.all_known("sizes", SizeClass::from_code)?.into_iter().collect();
        let percent = |text: &str| Percent::parse(text).ok().filter(|percent| *percent <= Percent::whole(100));
        let percent = rate.known("percent", percent)?;
        let place = rate.place().at("sizes");
        rates.push(Rate { sizes: place.need((!sizes.is_empty()).then_some(sizes), Wrong::Missing)?, percent });
        rate.end()?;
    }
    let mut ceiling = row.table("ceiling")?;
    let amount = ceiling.need("euro")?.whole(|euro| u64::try_from(euro).ok())?;
    let of = ceiling.known("of", CeilingOf::from_code)?;
    let per = ceiling.known("per", Period::from_code)?;
    ceiling.end()?;
    Ok(Support {
        id: row.known("id", |text| SupportId::parse(text).ok())?,
        region: row.known("region", Region::from_code)?,
        pays_for: row.all_known("pays_for", Purpose::from_code)?.into_iter().collect(),
        rates,
        ceiling: Ceiling { amount: Euro::whole(amount), of, per },
        law: law_of(row)?,
        checked: row.known("checked", Date::parse)?,
        expires: row.known("expires", Date::parse)?,
        certainty: certainty(row)?,
    })
}

/// Every fault that no single row shows.
pub fn check(facts: &PlanFacts, content: &Content) -> Vec<Fault> {
    let mut faults = Vec::new();
    let phases: Vec<Phase> = facts.road.stages.iter().map(|stage| stage.phase).collect();
    if phases != Phase::ALL {
        faults.push(Fault::new("road.toml", "stage", "must have every phase once, in the order of the road"));
    }
    let mut seen: BTreeMap<&MeasureId, usize> = BTreeMap::new();
    for id in facts.road.stages.iter().flat_map(|stage| &stage.measures) {
        *seen.entry(id).or_default() += 1;
    }
    for measure in &content.measures {
        let times = seen.get(&measure.id).copied().unwrap_or_default();
        if times != 1 {
            let what = format_args!("stands in {times} phases; one it must");
            faults.push(Fault::new("road.toml", measure.id.as_str(), what));
        }
    }
    let mut cite = |file: &str, at: &str, law: &[LegalReference]| {
        for reference in law.iter().filter(|one| !facts.instruments.iter().any(|known| known.id == one.instrument)) {
            faults.push(Fault::new(file, at, format_args!("cites the unknown text {}", reference.instrument)));
        }
    };
    for holiday in &facts.holidays {
        cite("holidays.toml", holiday.id.as_str(), &holiday.law);
    }
    for support in &facts.support {
        cite("support.toml", support.id.as_str(), &support.law);
    }
    for support in &facts.support {
        let at = support.id.as_str();
        if support.expires <= support.checked {
            faults.push(Fault::new("support.toml", at, "is stale before it was checked"));
        }
        if support.rates.is_empty() || support.pays_for.is_empty() {
            faults.push(Fault::new("support.toml", at, "pays nothing, or for nothing"));
        }
        for size in SizeClass::ALL {
            if support.rates.iter().filter(|rate| rate.sizes.contains(&size)).count() > 1 {
                faults.push(Fault::new("support.toml", at, format_args!("has two rates for {}", size.code())));
            }
        }
    }
    for instrument in facts.instruments.iter().filter(|one| !one.address.starts_with("https://")) {
        faults.push(Fault::new("support.toml", instrument.id.as_str(), "has no https address"));
    }
    faults
}
