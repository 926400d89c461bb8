//! From a file to a dossier. Whatever is wrong is said with its place; nothing is ever changed by a file that fails.

use crate::{
    Assessment, DecisionRecord, Dossier,
    lead::unwrapped,
    open_tools,
    plain::{HabitAnswer, Style},
    planning::Planning,
    profile::{Country, Fact, Generation, MainEstablishment, Member, Profile, Relation, Representative, Situation},
    record::{Record, Stance},
    request::Request,
    sealed::Sealed,
    selection::{CellPlace, CellValue, SelectionEdits},
    tools::Shelf,
    upgrade::{FORMAT, Format, format_of, upgrade},
};
use belfry_engine::collections::Map;
pub use belfry_engine::vocabulary::Vocabulary;
use belfry_engine::{
    catalogue::{Knower, PersonDays},
    date::Date,
    identifier::{EntityTypeId, FrameworkId, MeasureId, RequirementId, SheetId},
    level::AssuranceLevel,
    maturity::Score,
    size::{AnnualWorkUnits, Euro, Share},
};
pub use belfry_reader::Wrong;
use belfry_reader::{Item, Misfit, Place, Table};
use serde_json::Value;
use std::fmt;

/// What a report calls itself that carries the dossier it was made from, under `dossier`.
pub const REPORT: &str = "belfry-report";

/// Why a file could not be opened. Nothing is deleted in any of these cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// The file could not be read at all.
    Unreachable,
    /// Not text in UTF-8.
    NotText,
    /// Text, but not JSON: damaged or cut off here.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON, but something else.
    NotADossier,
    /// A dossier under a passphrase: [`Sealed`] reads the envelope.
    Sealed,
    /// What a visitor sent to a site, with the result alone.
    OnlyResult,
    /// Written by a newer release.
    TooNew {
        /// The file's format.
        found: u32,
        /// The newest format that this release reads.
        supported: u32,
    },
    /// A dossier with something impossible in it.
    Wrong {
        /// Where, as a path of keys, for example `dossier.assessments.cyfun-2025.PR.AA-03.2.documentation`.
        place: String,
        /// What is wrong there.
        what: Wrong,
    },
}

impl fmt::Display for OpenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable => formatter.write_str("the file could not be read"),
            Self::NotText => formatter.write_str("not a text file in UTF-8"),
            Self::NotJson { line, column } => write!(formatter, "not JSON at line {line}, column {column}"),
            Self::NotADossier => formatter.write_str("JSON, but not a Belfry dossier"),
            Self::Sealed => formatter.write_str("under a passphrase"),
            Self::OnlyResult => formatter.write_str("a result without answers"),
            Self::TooNew { found, supported } => {
                write!(formatter, "written by a newer release (format {found}; this one reads up to {supported})")
            }
            Self::Wrong { place, what } => write!(formatter, "{place}: {what}"),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<Misfit> for OpenError {
    fn from(misfit: Misfit) -> Self {
        Self::Wrong { place: misfit.place, what: misfit.what }
    }
}

/// Reads a file of any format up to this release's.
///
/// # Errors
/// Whatever is wrong with the file, with its place.
pub fn open(bytes: &[u8], vocabulary: &dyn Vocabulary) -> Result<Dossier, OpenError> {
    open_value(read(bytes)?, vocabulary)
}

/// The same, with the day on which the file says that it was saved, where it says so.
///
/// # Errors
/// Whatever is wrong with the file, with its place.
pub fn open_dated(bytes: &[u8], vocabulary: &dyn Vocabulary) -> Result<(Dossier, Option<Date>), OpenError> {
    let value = read(bytes)?;
    let saved_on =
        |file: &Value| file.get("saved_on").and_then(Value::as_str).and_then(|text| Date::parse(text.get(..10)?));
    // Inside a lead or a report the file stands one step deeper.
    let on = saved_on(&value).or_else(|| value.get("dossier").and_then(saved_on));
    Ok((open_value(value, vocabulary)?, on))
}

fn read(bytes: &[u8]) -> Result<Value, OpenError> {
    let text = std::str::from_utf8(bytes).map_err(|_| OpenError::NotText)?;
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text).map_err(|error| OpenError::NotJson { line: error.line(), column: error.column() })
}

/// The same, for a file that was read as JSON already.
///
/// # Errors
/// Whatever is wrong with the file, with its place.
pub fn open_value(value: Value, vocabulary: &dyn Vocabulary) -> Result<Dossier, OpenError> {
    let value = match unwrapped(value) {
        Ok(inside) => inside.ok_or(OpenError::OnlyResult)?,
        Err(other) => other,
    };
    if Sealed::is_sealed(&value) {
        return Err(OpenError::Sealed);
    }
    let Format(found) = format_of(&value).ok_or(OpenError::NotADossier)?;
    let current = upgrade(value, found).ok_or(OpenError::TooNew { found, supported: FORMAT })?;
    Ok(Reader { vocabulary }.file(Item { place: Place::top(), value: current }.table()?)?)
}

struct Reader<'facts> {
    vocabulary: &'facts dyn Vocabulary,
}

impl Reader<'_> {
    fn file(&self, mut file: Table) -> Result<Dossier, Misfit> {
        for key in ["kind", "format", "saved_on", "app_version"] {
            file.need(key)?;
        }
        let known = |text: &str| FrameworkId::parse(text).ok().filter(|id| self.vocabulary.catalogue(id).is_some());
        let framework = file.parse("framework", Wrong::UnknownIdentifier, known)?;
        let framework = file.place().at("framework").need(framework, Wrong::Missing)?;
        let saved = file.need("dossier")?.table()?;
        file.end()?;
        self.dossier(framework, saved)
    }

    fn dossier(&self, framework: FrameworkId, mut saved: Table) -> Result<Dossier, Misfit> {
        let dossier = Dossier {
            name: saved.text("name")?.unwrap_or_default(),
            profile: self.profile(saved.table("profile")?)?,
            decision: decision(saved.table("decision")?)?,
            selection: self.selection(saved.table("selection")?)?,
            target: saved.parse("target", Wrong::UnknownIdentifier, AssuranceLevel::from_code)?,
            style: saved.parse("style", Wrong::UnknownIdentifier, Style::from_code)?,
            habits: self.habits(saved.table("habits")?)?,
            request: match saved.take("request") {
                Some(item) => Some(self.request(&framework, item.table()?)?),
                None => None,
            },
            framework,
            assessments: self.assessments(saved.table("assessments")?)?,
            evidence: open_tools::evidence(saved.list("evidence")?)?,
            planning: self.planning(saved.table("planning")?)?,
            tools: saved.take("tools").map(|item| Shelf::unread(item.value)).unwrap_or_default(),
        };
        saved.end()?;
        Ok(dossier)
    }

    fn habits(&self, saved: Table) -> Result<Map<MeasureId, HabitAnswer>, Misfit> {
        let mut habits = Map::new();
        for (id, answer) in saved.entries() {
            let place = answer.place.clone();
            let known = MeasureId::parse(&id).ok().filter(|id| self.vocabulary.has_measure(id));
            let id = place.need(known, Wrong::UnknownIdentifier)?;
            habits.insert(id, place.need(HabitAnswer::from_code(&answer.text()?), Wrong::UnknownIdentifier)?);
        }
        Ok(habits)
    }

    fn request(&self, framework: &FrameworkId, mut saved: Table) -> Result<Request, Misfit> {
        let catalogue = self.vocabulary.catalogue(framework);
        let known = |text: &str| catalogue.and_then(|all| all.identifier(text));
        let request = Request {
            of: saved.need("of")?.text()?,
            whom: saved.known("whom", Knower::from_code)?,
            requirements: codes(saved.need("requirements")?, known)?,
        };
        saved.end()?;
        Ok(request)
    }

    fn profile(&self, mut saved: Table) -> Result<Profile, Misfit> {
        let main = |text: &str| match text {
            "none" => Some(MainEstablishment::OutsideTheUnion),
            code => Country::parse(code).map(MainEstablishment::In),
        };
        let representative = |text: &str| match text {
            "none" => Some(Representative::Missing),
            code => Country::parse(code).map(Representative::In),
        };
        let mut facts = Map::new();
        for (code, item) in saved.table("facts")?.entries() {
            facts.insert(item.place.need(Fact::from_code(&code), Wrong::UnknownIdentifier)?, item.flag()?);
        }
        let known = |id: &str| EntityTypeId::parse(id).ok().filter(|id| self.vocabulary.has_entity_type(id));
        let situations = saved.take("situations").map(|item| codes(item, Situation::from_code)).transpose()?;
        let entity_types = saved.take("entity_types").map(|item| codes(item, known)).transpose()?;
        let profile = Profile {
            activity: saved.text("activity")?.unwrap_or_default(),
            established_in: saved.parse("established_in", Wrong::UnknownIdentifier, Country::parse)?,
            situations: situations.map(|all| all.into_iter().collect()),
            entity_types: entity_types.map(|all| all.into_iter().collect()),
            generation: saved.parse("generation", Wrong::UnknownIdentifier, Generation::from_code)?,
            facts,
            serves_belgium: saved.flag("serves_belgium")?,
            main_establishment: saved.parse("main_establishment", Wrong::UnknownIdentifier, main)?,
            representative: saved.parse("representative", Wrong::UnknownIdentifier, representative)?,
            staff: staff(&mut saved)?,
            turnover: euro(&mut saved, "turnover")?,
            balance_sheet: euro(&mut saved, "balance_sheet")?,
            in_group: saved.flag("in_group")?,
            group: members(saved.list("group")?, 0)?,
            independence: saved.flag("independence")?,
            customers_in_scope: saved.flag("customers_in_scope")?,
        };
        saved.end()?;
        Ok(profile)
    }

    fn selection(&self, saved: Table) -> Result<SelectionEdits, Misfit> {
        let mut edits = SelectionEdits::default();
        for (sheet, cells) in saved.entries() {
            let known = SheetId::parse(&sheet).ok().filter(|sheet| self.vocabulary.has_sheet(sheet));
            let sheet = cells.place.need(known, Wrong::UnknownIdentifier)?;
            for (cell, value) in cells.table()?.entries() {
                let place = value.place.clone();
                let cell = place.need(CellPlace::from_code(&cell), Wrong::UnknownIdentifier)?;
                let value = place.need(CellValue::from_code(&value.text()?), Wrong::UnknownIdentifier)?;
                edits.set(sheet.clone(), cell, Some(value));
            }
        }
        Ok(edits)
    }

    fn assessments(&self, saved: Table) -> Result<Map<FrameworkId, Assessment>, Misfit> {
        let mut assessments = Map::new();
        for (framework, saved) in saved.entries() {
            let id = saved.place.need(FrameworkId::parse(&framework).ok(), Wrong::UnknownIdentifier)?;
            let catalogue = saved.place.need(self.vocabulary.catalogue(&id), Wrong::UnknownIdentifier)?;
            let mut records = Map::new();
            for (requirement, saved) in saved.table()?.entries() {
                let place = saved.place.clone();
                let known = place.need(catalogue.identifier(&requirement), Wrong::UnknownIdentifier)?;
                // A label and its misprint side by side: two answers, and neither may be lost.
                if records.insert(known, record(saved.table()?)?).is_some() {
                    return Err(place.wrong(Wrong::UnknownIdentifier));
                }
            }
            assessments.insert(id, Assessment { records });
        }
        Ok(assessments)
    }

    fn planning(&self, mut saved: Table) -> Result<Planning, Misfit> {
        let measure = |text: &str| MeasureId::parse(text).ok().filter(|id| self.vocabulary.has_measure(id));
        let mut planning = Planning {
            start: saved.parse("start", Wrong::OutOfRange, Date::parse)?,
            target: saved.parse("target", Wrong::OutOfRange, Date::parse)?,
            pace: saved.take("pace").map(|item| days(item, MOST_PACE)).transpose()?,
            ..Planning::default()
        };
        for (id, effort) in saved.table("efforts")?.entries() {
            let id = effort.place.need(measure(&id), Wrong::UnknownIdentifier)?;
            planning.efforts.insert(id, days(effort, MOST_EFFORT)?);
        }
        if let Some(done) = saved.take("done") {
            planning.done.extend(codes(done, measure)?);
        }
        saved.end()?;
        Ok(planning)
    }
}

/// The most days of work a week, in hundredths: a hundred people at five days.
pub const MOST_PACE: i64 = 50_000;
/// The most days that one measure can take, in hundredths.
pub const MOST_EFFORT: i64 = 1_000_000;
/// How deep a group can be nested: deeper is a mistake, and a stack is finite.
pub const DEEPEST_GROUP: usize = 8;

/// A list of codes, each turned into what it stands for.
pub(crate) fn codes<T>(item: Item, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Misfit> {
    let mut found = Vec::new();
    for item in item.list()? {
        let place = item.place.clone();
        found.push(place.need(parse(&item.text()?), Wrong::UnknownIdentifier)?);
    }
    Ok(found)
}

fn staff(saved: &mut Table) -> Result<Option<AnnualWorkUnits>, Misfit> {
    saved.parse("staff", Wrong::OutOfRange, |text| AnnualWorkUnits::parse(text).ok())
}

fn euro(saved: &mut Table, key: &str) -> Result<Option<Euro>, Misfit> {
    saved.parse(key, Wrong::OutOfRange, |text| Euro::parse(text).ok())
}

fn days(item: Item, most: i64) -> Result<PersonDays, Misfit> {
    item.whole(|hundredths| u32::try_from(hundredths).ok().filter(|_| hundredths <= most).map(PersonDays))
}

fn members(saved: Vec<Item>, depth: usize) -> Result<Vec<Member>, Misfit> {
    let mut found = Vec::new();
    for item in saved {
        if depth >= DEEPEST_GROUP {
            return Err(item.place.wrong(Wrong::OutOfRange));
        }
        let mut saved = item.table()?;
        let relation = saved.parse("relation", Wrong::UnknownIdentifier, Relation::from_code)?;
        found.push(Member {
            name: saved.text("name")?.unwrap_or_default(),
            relation: saved.place().at("relation").need(relation, Wrong::Missing)?,
            share: saved.parse("share", Wrong::OutOfRange, |text| Share::parse(text).ok())?,
            public_body: saved.flag("public_body")?.unwrap_or_default(),
            staff: staff(&mut saved)?,
            turnover: euro(&mut saved, "turnover")?,
            balance_sheet: euro(&mut saved, "balance_sheet")?,
            members: members(saved.list("members")?, depth + 1)?,
        });
        saved.end()?;
    }
    Ok(found)
}

fn decision(mut saved: Table) -> Result<DecisionRecord, Misfit> {
    let decision = DecisionRecord {
        decided_by: saved.text("decided_by")?.unwrap_or_default(),
        reviewed_by: saved.text("reviewed_by")?.unwrap_or_default(),
        decided_on: saved.parse("decided_on", Wrong::OutOfRange, Date::parse)?,
        remark: saved.text("remark")?.unwrap_or_default(),
    };
    saved.end()?;
    Ok(decision)
}

fn score(saved: &mut Table, key: &str) -> Result<Option<Score>, Misfit> {
    saved.whole(key, |step| u8::try_from(step).ok().and_then(Score::new))
}

fn record(mut saved: Table) -> Result<Record, Misfit> {
    let record = Record {
        stance: saved.parse("stance", Wrong::UnknownIdentifier, Stance::from_code)?.unwrap_or_default(),
        documentation: score(&mut saved, "documentation")?,
        implementation: score(&mut saved, "implementation")?,
        justification: saved.text("justification")?.unwrap_or_default(),
        ask: saved.parse("ask", Wrong::UnknownIdentifier, Knower::from_code)?,
        note: saved.text("note")?.unwrap_or_default(),
        owner: saved.text("owner")?.unwrap_or_default(),
        due: saved.parse("due", Wrong::OutOfRange, Date::parse)?,
        carried_from: saved.parse("carried_from", Wrong::UnknownIdentifier, |text| RequirementId::parse(text).ok())?,
    };
    saved.end()?;
    Ok(record)
}
