//! From a file to what was entered in the tools. Requirements, levels and dates are checked; the names of controls, schemes,
//! obligations and clocks by their shape alone: their lists are read only when those pages are opened.

use crate::{
    arrangement, choices,
    evidence::{Evidence, Hash, Target},
    open::codes,
    snapshot,
    tools::{
        AuditAnswer, Certificate, ControlRecord, Demonstrated, Incident, Known, OwnMapping, Passport, Return, Shown,
        Supplier, Tools, Weight,
    },
};
use belfry_engine::{
    catalogue::{Dimension, PersonDays},
    collections::{Map, Set},
    control::{Accreditation, Applicability, Progress},
    date::Date,
    identifier::{ClockId, ControlId, FrameworkId, MeasureId, ObligationId, RequirementId, SchemeId},
    incident::{Moment, Trait},
    level::AssuranceLevel,
    returns::ReturnKind,
    size::Euro,
    vocabulary::Vocabulary,
};
use belfry_reader::{Item, Misfit, Table, Wrong};

pub(crate) fn evidence(saved: Vec<Item>) -> Result<Vec<Evidence>, Misfit> {
    let mut register = Vec::new();
    for item in saved {
        let mut row = item.table()?;
        register.push(Evidence {
            dimension: row.known("dimension", Dimension::from_code)?,
            title: row.text("title")?.unwrap_or_default(),
            place: row.text("place")?.unwrap_or_default(),
            owner: row.text("owner")?.unwrap_or_default(),
            dated: row.parse("dated", Wrong::OutOfRange, Date::parse)?,
            review: row.parse("review", Wrong::OutOfRange, Date::parse)?,
            hash: row.parse("sha256", Wrong::OutOfRange, Hash::parse)?,
            serves: set(&mut row, "serves", Target::from_code)?,
        });
        row.end()?;
    }
    Ok(register)
}

pub(crate) fn set<T: Ord>(row: &mut Table, key: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Set<T>, Misfit> {
    match row.take(key) {
        Some(item) => Ok(codes(item, parse)?.into_iter().collect()),
        None => Ok(Set::new()),
    }
}

/// A table whose keys are names: each name and value turned into what it stands for.
pub(crate) fn named<K: Ord, V>(
    table: Table,
    key: impl Fn(&str) -> Option<K>,
    value: impl Fn(Item) -> Result<V, Misfit>,
) -> Result<Map<K, V>, Misfit> {
    let mut found = Map::new();
    for (name, item) in table.entries() {
        let name = item.place.need(key(&name), Wrong::UnknownIdentifier)?;
        found.insert(name, value(item)?);
    }
    Ok(found)
}

pub(crate) fn date(item: Item) -> Result<Date, Misfit> {
    let place = item.place.clone();
    place.need(Date::parse(&item.text()?), Wrong::OutOfRange)
}

fn known<T>(item: Item, parse: impl Fn(&str) -> Option<T>) -> Result<T, Misfit> {
    let place = item.place.clone();
    place.need(parse(&item.text()?), Wrong::UnknownIdentifier)
}

/// Later than this, or earlier, is a mistake: the years 1 to 9999, roughly.
const MOST_MINUTES: i64 = 5_000_000_000;

/// More saved than this is a mistake: a hundred thousand days.
pub(crate) const MOST_DAYS: PersonDays = PersonDays(10_000_000);

fn moment(item: Item) -> Result<Moment, Misfit> {
    item.whole(|minutes| (minutes.abs() <= MOST_MINUTES).then_some(Moment(minutes)))
}

/// A measure of this release.
pub(crate) fn measure(text: &str, vocabulary: &dyn Vocabulary) -> Option<MeasureId> {
    MeasureId::parse(text).ok().filter(|id| vocabulary.has_measure(id))
}

fn requirement(text: &str) -> Option<RequirementId> {
    RequirementId::parse(text).ok()
}

fn control(text: &str) -> Option<ControlId> {
    ControlId::parse(text).ok()
}

pub(crate) fn tools(mut saved: Table, vocabulary: &dyn Vocabulary) -> Result<Tools, Misfit> {
    let tools = Tools {
        certificate: certificate(saved.table("certificate")?)?,
        controls: named(saved.table("controls")?, control, control_record)?,
        own_mapping: saved.take("own_mapping").map(|item| own_mapping(item.table()?, vocabulary)).transpose()?,
        schemes: named(
            saved.table("schemes")?,
            |text| SchemeId::parse(text).ok(),
            |item| known(item, Shown::from_code),
        )?,
        done: named(saved.table("done")?, |text| ObligationId::parse(text).ok(), date)?,
        decided: saved.parse("decided", Wrong::OutOfRange, Date::parse)?,
        explanations: named(saved.table("explanations")?, requirement, Item::text)?,
        suppliers: each(saved.list("suppliers")?, |row| supplier(row, vocabulary))?,
        incidents: each(saved.list("incidents")?, incident)?,
        audit: each(saved.list("audit")?, |row| {
            Ok(AuditAnswer {
                requirement: row.known("requirement", requirement)?,
                dimension: row.known("dimension", Dimension::from_code)?,
                shown: row.parse("shown", Wrong::UnknownIdentifier, Demonstrated::from_code)?,
                note: row.text("note")?.unwrap_or_default(),
            })
        })?,
        returns: each(saved.list("returns")?, |row| {
            Ok(Return {
                kind: row.known("kind", ReturnKind::from_code)?,
                title: row.text("title")?.unwrap_or_default(),
                source: row.text("source")?.unwrap_or_default(),
                on: row.parse("on", Wrong::OutOfRange, Date::parse)?,
                amount: row.parse("amount", Wrong::OutOfRange, |text| Euro::parse(text).ok())?,
                days: row.parse("days", Wrong::OutOfRange, |text| {
                    PersonDays::parse(text).filter(|days| *days <= MOST_DAYS)
                })?,
            })
        })?,
        day_rate: saved.parse("day_rate", Wrong::OutOfRange, |text| Euro::parse(text).ok())?,
        decisions: saved.texts("decisions")?,
        arrangement: arrangement::open(saved.table("arrangement")?, vocabulary)?,
        choices: choices::open(saved.table("choices")?)?,
        snapshots: each(saved.list("snapshots")?, |row| snapshot::open(row, vocabulary))?,
    };
    saved.end()?;
    Ok(tools)
}

pub(crate) fn each<T>(items: Vec<Item>, read: impl Fn(&mut Table) -> Result<T, Misfit>) -> Result<Vec<T>, Misfit> {
    let mut found = Vec::new();
    for item in items {
        let mut row = item.table()?;
        found.push(read(&mut row)?);
        row.end()?;
    }
    Ok(found)
}

fn certificate(mut saved: Table) -> Result<Certificate, Misfit> {
    let certificate = Certificate {
        scope: saved.text("scope")?.unwrap_or_default(),
        body: saved.text("body")?.unwrap_or_default(),
        number: saved.text("number")?.unwrap_or_default(),
        accreditation: saved.parse("accreditation", Wrong::UnknownIdentifier, Accreditation::from_code)?,
        issued: saved.parse("issued", Wrong::OutOfRange, Date::parse)?,
        expires: saved.parse("expires", Wrong::OutOfRange, Date::parse)?,
    };
    saved.end()?;
    Ok(certificate)
}

fn control_record(item: Item) -> Result<ControlRecord, Misfit> {
    let mut saved = item.table()?;
    let excluded = |text: &str| (text == "excluded").then_some(Applicability::Excluded);
    let record = ControlRecord {
        applicability: saved.parse("applicability", Wrong::UnknownIdentifier, excluded)?.unwrap_or_default(),
        documentation: saved.parse("documentation", Wrong::UnknownIdentifier, Progress::from_code)?,
        implementation: saved.parse("implementation", Wrong::UnknownIdentifier, Progress::from_code)?,
        justification: saved.text("justification")?.unwrap_or_default(),
        note: saved.text("note")?.unwrap_or_default(),
    };
    saved.end()?;
    Ok(record)
}

pub(crate) fn framework(saved: &mut Table, vocabulary: &dyn Vocabulary) -> Result<FrameworkId, Misfit> {
    saved.known("framework", |text| FrameworkId::parse(text).ok().filter(|id| vocabulary.catalogue(id).is_some()))
}

fn own_mapping(mut saved: Table, vocabulary: &dyn Vocabulary) -> Result<OwnMapping, Misfit> {
    let framework = framework(&mut saved, vocabulary)?;
    let mut pairs = Set::new();
    for (id, item) in saved.table("pairs")?.entries() {
        let id = item.place.need(requirement(&id), Wrong::UnknownIdentifier)?;
        pairs.extend(codes(item, control)?.into_iter().map(|control| (id, control)));
    }
    let mapping = OwnMapping { name: saved.need("name")?.text()?, framework, pairs };
    saved.end()?;
    Ok(mapping)
}

fn supplier(row: &mut Table, vocabulary: &dyn Vocabulary) -> Result<Supplier, Misfit> {
    let mut facts = row.table("facts")?;
    let supplier = Supplier {
        name: facts.text("name")?.unwrap_or_default(),
        service: facts.text("service")?.unwrap_or_default(),
        note: facts.text("note")?.unwrap_or_default(),
        asked: facts.parse("asked", Wrong::OutOfRange, Date::parse)?,
        weighs: set(row, "weighs", Weight::from_code)?,
        passport: match row.take("passport") {
            Some(item) => {
                let mut saved = item.table()?;
                let passport = passport(&mut saved, vocabulary)?;
                saved.end()?;
                Some(passport)
            }
            None => None,
        },
    };
    facts.end()?;
    Ok(supplier)
}

/// A passport, inside a dossier or a file of its own.
pub(crate) fn passport(saved: &mut Table, vocabulary: &dyn Vocabulary) -> Result<Passport, Misfit> {
    let count = |saved: &mut Table, key: &str| {
        let count = saved.whole(key, |number| u32::try_from(number).ok().filter(|number| *number <= 1000))?;
        saved.place().at(key).need(count, Wrong::Missing)
    };
    let passport = Passport {
        name: saved.need("name")?.text()?,
        framework: framework(saved, vocabulary)?,
        level: saved.known("level", AssuranceLevel::from_code)?,
        on: saved.known("on", Date::parse)?,
        asked: count(saved, "asked")?,
        answered: count(saved, "answered")?,
        total: saved.whole("total", |number| u32::try_from(number).ok().filter(|total| (100..=500).contains(total)))?,
        keys: count(saved, "keys")?,
        keys_met: count(saved, "keys_met")?,
        passed: saved.need("passed")?.flag()?,
    };
    for (part, whole, key) in
        [(passport.answered, passport.asked, "answered"), (passport.keys_met, passport.keys, "keys_met")]
    {
        let possible = (part <= whole).then_some(());
        saved.place().at(key).need(possible, Wrong::OutOfRange)?;
    }
    Ok(passport)
}

fn incident(row: &mut Table) -> Result<Incident, Misfit> {
    Ok(Incident {
        title: row.text("title")?.unwrap_or_default(),
        aware: row.take("aware").map(moment).transpose()?,
        judged: row.take("judged").map(moment).transpose()?,
        remedy: row.take("remedy").map(moment).transpose()?,
        traits: set(row, "traits", Trait::from_code)?,
        sent: named(row.table("sent")?, |text| ClockId::parse(text).ok(), moment)?,
        known: named(row.table("known")?, Known::from_code, Item::text)?,
    })
}
