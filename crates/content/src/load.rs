//! From data files to the engine's types. Every row with a fault is named; it is left out, so that the rest is still
//! checked.

use crate::fault::Fault;
use belfry_engine::collections::{Map, Set};
use belfry_engine::{
    catalogue::{
        Catalogue, Dimension, Effort, Knower, NotApplicableRule, PerLevel, PersonDays, Requirement, Thresholds,
        WorkbookDeviation,
    },
    classification::{
        Annex, Condition, Deadline, Duty, EntityType, Families, Fine, FromIdentification, Instrument, Jurisdiction,
        Law, Note, Reason, Rule, Sector, SmallMidCap, Status, Trigger,
    },
    date::Date,
    entity::{Fact, Situation},
    identifier::{
        CategoryId, DeadlineId, DeviationId, DutyId, EntityTypeId, FineId, FrameworkId, InstrumentId, MeasureId,
        NoteId, RequirementId, RuleId, SectorId, SheetId,
    },
    law::{Certainty, LegalReference},
    level::ScoredLevel,
    maturity::Maturity,
    roadmap::{Measure, QuickWin},
    selection::{Aim, Attack, CellValue, SIDE, SelectionScore, SelectionTool, Sheet},
    size::{Euro, Percent, SizeClass},
    succession::{Confidence, Match, Succession, Successor},
};
use belfry_reader::{Item, Misfit, Place, Table, Wrong};

/// Reads one file and notes what is wrong in it.
pub(crate) struct File<'faults> {
    name: &'static str,
    pub(crate) table: Table,
    faults: &'faults mut Vec<Fault>,
}

impl<'faults> File<'faults> {
    pub(crate) fn open(name: &'static str, json: &str, faults: &'faults mut Vec<Fault>) -> Option<Self> {
        let value = match serde_json::from_str(json) {
            Ok(value) => value,
            Err(error) => {
                faults.push(Fault::new(name, "", error));
                return None;
            }
        };
        match (Item { place: Place::top(), value }).table() {
            Ok(table) => Some(Self { name, table, faults }),
            Err(misfit) => {
                faults.push(Fault::new(name, misfit.place, misfit.what));
                None
            }
        }
    }

    pub(crate) fn note<T>(&mut self, result: Result<T, Misfit>) -> Option<T> {
        result.map_err(|misfit| self.faults.push(Fault::new(self.name, misfit.place, misfit.what))).ok()
    }

    /// Every row of a list; one with a fault is named and left out.
    pub(crate) fn rows<T>(&mut self, key: &str, mut read: impl FnMut(&mut Table) -> Result<T, Misfit>) -> Vec<T> {
        let items = self.table.list(key);
        let items = self.note(items).unwrap_or_default();
        let mut found = Vec::new();
        for item in items {
            let row = item.row("id").and_then(|mut table| {
                let row = read(&mut table)?;
                table.end()?;
                Ok(row)
            });
            found.extend(self.note(row));
        }
        found
    }

    pub(crate) fn end(mut self) {
        let table = std::mem::replace(&mut self.table, Table::empty());
        let end = table.end();
        self.note(end);
    }
}

/// `be-nis2 9 §1 1°`: the instrument, the article, then a paragraph (§) and a point, each if there is one.
fn reference(text: &str) -> Option<LegalReference> {
    let mut parts = text.split(' ');
    let instrument = InstrumentId::parse(parts.next()?).ok()?;
    let article = parts.next()?.replace("annex-", "annex ");
    let (mut paragraph, mut point) = (String::new(), String::new());
    for part in parts {
        if part.starts_with('§') {
            part.clone_into(&mut paragraph);
        } else {
            point = part.replace('-', " ");
        }
    }
    Some(LegalReference { instrument, article, paragraph, point })
}

/// The places that a row cites: at least one.
pub(crate) fn law_of(row: &mut Table) -> Result<Vec<LegalReference>, Misfit> {
    let law = row.all_known("law", reference)?;
    row.place().at("law").need((!law.is_empty()).then_some(law), Wrong::Missing)
}

pub(crate) fn certainty(row: &mut Table) -> Result<Certainty, Misfit> {
    row.known("certainty", Certainty::from_code)
}

pub(crate) fn statuses(row: &mut Table) -> Result<Set<Status>, Misfit> {
    row.all_known("statuses", Status::from_code).map(|all| all.into_iter().collect())
}

pub(crate) fn types_in(row: &mut Table, key: &str, known: &[EntityType]) -> Result<Set<EntityTypeId>, Misfit> {
    let find = |id: &str| known.iter().find(|kind| kind.id.as_str() == id).map(|kind| kind.id.clone());
    row.all_known(key, find).map(|all| all.into_iter().collect())
}

/// The law, from its files.
pub(crate) struct LawFiles<'text> {
    pub instruments: &'text str,
    pub types: &'text str,
    pub questions: &'text str,
    pub rules: &'text str,
    pub notes: &'text str,
    pub duties: &'text str,
}

pub(crate) fn law(files: &LawFiles<'_>, faults: &mut Vec<Fault>) -> Option<Law> {
    let mut file = File::open("law/instruments.toml", files.instruments, faults)?;
    let instruments = file.rows("instrument", instrument);
    file.end();
    let mut file = File::open("law/types.toml", files.types, faults)?;
    let mut types = Vec::new();
    let sectors = file.rows("sector", |row| sector(row, &mut types));
    let families = file.table.table("families").and_then(|table| families(table, &types));
    let families = file.note(families)?;
    file.end();
    let mut file = File::open("law/questions.toml", files.questions, faults)?;
    let questions = file.rows("question", question).into_iter().collect();
    file.end();
    let mut file = File::open("law/rules.toml", files.rules, faults)?;
    let rules = file.rows("rule", |row| rule(row, &types));
    file.end();
    let mut file = File::open("law/notes.toml", files.notes, faults)?;
    let notes = file.rows("note", |row| note(row, &types));
    file.end();
    let mut file = File::open("law/duties.toml", files.duties, faults)?;
    let lists = file.table.table("lists").and_then(|lists| self::lists(lists, &types));
    let lists = file.note(lists)?;
    let duties = file.rows("duty", |row| duty(row, &lists));
    let deadlines = file.rows("deadline", |row| deadline(row, &lists));
    let fines = file.rows("fine", fine);
    let small_mid_cap = file.table.table("small_mid_cap").and_then(small_mid_cap);
    let small_mid_cap = file.note(small_mid_cap)?;
    file.end();
    Some(Law {
        instruments,
        sectors,
        types,
        families,
        questions,
        rules,
        notes,
        duties,
        deadlines,
        fines,
        small_mid_cap,
    })
}

pub(crate) fn instrument(row: &mut Table) -> Result<Instrument, Misfit> {
    Ok(Instrument {
        id: row.known("id", |text| InstrumentId::parse(text).ok())?,
        address: row.need("address")?.text()?,
        as_of: row.need("as_of")?.text()?,
        checked: row.known("checked", Date::parse)?,
    })
}

fn sector(row: &mut Table, types: &mut Vec<EntityType>) -> Result<Sector, Misfit> {
    let id = row.known("id", |text| SectorId::parse(text).ok())?;
    let annex = row.known("annex", Annex::from_code)?;
    let law = row.known("law", reference)?;
    for item in row.list("type")? {
        let mut kind = item.row("id")?;
        let text = kind.known("id", |text| Some(text.to_owned()))?;
        let unless = match kind.take("unless") {
            None => None,
            Some(item) => {
                let mut unless = item.table()?;
                let fact = unless.known("fact", Fact::from_code)?;
                let is = unless.need("is")?.flag()?;
                unless.end()?;
                Some((fact, is))
            }
        };
        let mut places = vec![law.clone()];
        places.extend(kind.all_known("law", reference)?);
        types.push(EntityType {
            id: kind.place().need(EntityTypeId::parse(&text).ok(), Wrong::UnknownIdentifier)?,
            sector: id.clone(),
            annex,
            jurisdiction: kind
                .parse("jurisdiction", Wrong::UnknownIdentifier, Jurisdiction::from_code)?
                .unwrap_or(Jurisdiction::Establishment),
            unless,
            law: places,
        });
        kind.end()?;
    }
    Ok(Sector { id, annex, law })
}

fn rule(row: &mut Table, known: &[EntityType]) -> Result<Rule, Misfit> {
    let situation = row.parse("situation", Wrong::UnknownIdentifier, Situation::from_code)?;
    let reason = row.parse("reason", Wrong::UnknownIdentifier, Reason::from_code)?;
    let annex = row.parse("annex", Wrong::UnknownIdentifier, Annex::from_code)?;
    let listed = types_in(row, "types", known)?;
    let except = types_in(row, "except", known)?;
    let sizes: Set<SizeClass> = row.all_known("sizes", SizeClass::from_code)?.into_iter().collect();
    let of_annex = |annex: Annex| {
        let types = known.iter().filter(|kind| kind.annex == annex && !except.contains(&kind.id));
        types.map(|kind| kind.id.clone()).collect::<Set<_>>()
    };
    let when = match (situation, reason, annex, listed.is_empty()) {
        (Some(situation), None, None, true) => Condition::Situation(situation),
        (None, Some(reason), None, true) => Condition::Reason(reason),
        (None, None, Some(annex), true) if !sizes.is_empty() => Condition::Types { types: of_annex(annex), sizes },
        (None, None, None, false) if !sizes.is_empty() => Condition::Types { types: listed, sizes },
        // A row needs exactly one of the four, and sizes with the last two.
        _ => return Err(row.place().wrong(Wrong::Missing)),
    };
    Ok(Rule {
        id: row.known("id", |text| RuleId::parse(text).ok())?,
        then: row.known("then", Status::from_code)?,
        when,
        certainty: certainty(row)?,
        law: law_of(row)?,
    })
}

fn note(row: &mut Table, known: &[EntityType]) -> Result<Note, Misfit> {
    let situation = row.parse("situation", Wrong::UnknownIdentifier, Situation::from_code)?;
    let types = types_in(row, "types", known)?;
    let when = row.known("when", |code| trigger(code, situation, &types))?;
    Ok(Note {
        id: row.known("id", |text| NoteId::parse(text).ok())?,
        when,
        certainty: certainty(row)?,
        law: law_of(row)?,
    })
}

fn trigger(code: &str, situation: Option<Situation>, types: &Set<EntityTypeId>) -> Option<Trigger> {
    Some(match code {
        "independence-claimed" => Trigger::IndependenceClaimed,
        "size-readings-disagree" => Trigger::SizeReadingsDisagree,
        "size-decides" => Trigger::SizeDecides,
        "customers-in-scope" => Trigger::CustomersInScope,
        "not-in-scope" => Trigger::NotInScope,
        "may-be-identified" => Trigger::MayBeIdentified,
        "in-scope" => Trigger::InScope,
        "small-mid-cap" => Trigger::SmallMidCap,
        "types" if !types.is_empty() => Trigger::Types(types.clone()),
        "own-generation" => Trigger::OwnGeneration,
        "own-generation-without-injection" => Trigger::OwnGenerationWithoutInjection,
        "situation" => Trigger::Situation(situation?),
        "identification-overtaken" => Trigger::IdentificationOvertaken,
        "identified" => Trigger::Identified,
        "public-owners" => Trigger::PublicOwners,
        "trust-service-exception" => Trigger::TrustServiceException,
        "dora" => Trigger::Dora,
        "dora-elsewhere" => Trigger::DoraElsewhere,
        _ => return None,
    })
}

fn families(mut table: Table, known: &[EntityType]) -> Result<Families, Misfit> {
    let mut family = |name| types_in(&mut table, name, known);
    let families = Families {
        own_generation: family("own_generation")?,
        federal: family("federal")?,
        identified_only: family("identified_only")?,
        nuclear: family("nuclear")?,
        finance: family("finance")?,
        without_fines: family("without_fines")?,
    };
    table.end()?;
    Ok(families)
}

fn question(row: &mut Table) -> Result<(String, Vec<LegalReference>), Misfit> {
    Ok((row.need("id")?.text()?, law_of(row)?))
}

type Lists = Map<String, Set<EntityTypeId>>;

fn lists(mut table: Table, known: &[EntityType]) -> Result<Lists, Misfit> {
    let mut lists = Lists::new();
    for name in table.keys() {
        lists.insert(name.clone(), types_in(&mut table, &name, known)?);
    }
    Ok(lists)
}

/// The list that a row names; no name is no list.
fn list(row: &mut Table, key: &str, lists: &Lists) -> Result<Set<EntityTypeId>, Misfit> {
    row.parse(key, Wrong::UnknownIdentifier, |name| lists.get(name).cloned()).map(Option::unwrap_or_default)
}

fn title(row: &mut Table) -> Result<u8, Misfit> {
    let item = row.need("title")?;
    let place = item.place.clone();
    place.need(u8::try_from(item.integer()?).ok().filter(|title| (1..=6).contains(title)), Wrong::OutOfRange)
}

fn duty(row: &mut Table, lists: &Lists) -> Result<Duty, Misfit> {
    Ok(Duty {
        id: row.known("id", |text| DutyId::parse(text).ok())?,
        statuses: statuses(row)?,
        only: list(row, "only", lists)?,
        except: list(row, "except", lists)?,
        title: title(row)?,
        certainty: certainty(row)?,
        law: law_of(row)?,
    })
}

fn deadline(row: &mut Table, lists: &Lists) -> Result<Deadline, Misfit> {
    Ok(Deadline {
        id: row.known("id", |text| DeadlineId::parse(text).ok())?,
        on: row.known("on", Date::parse)?,
        statuses: statuses(row)?,
        only: list(row, "only", lists)?,
        except: list(row, "except", lists)?,
        title: title(row)?,
        from_identification: match row.flag("from_identification")? {
            Some(true) => FromIdentification::Yes,
            Some(false) | None => FromIdentification::No,
        },
        certainty: certainty(row)?,
        law: law_of(row)?,
    })
}

fn euro(row: &mut Table, key: &str) -> Result<Euro, Misfit> {
    let item = row.need(key)?;
    let place = item.place.clone();
    place.need(u64::try_from(item.integer()?).ok().map(Euro::whole), Wrong::OutOfRange)
}

fn fine(row: &mut Table) -> Result<Fine, Misfit> {
    Ok(Fine {
        id: row.known("id", |text| FineId::parse(text).ok())?,
        statuses: statuses(row)?,
        least: euro(row, "least")?,
        most: euro(row, "most")?,
        turnover: row.parse("turnover_percent", Wrong::OutOfRange, |text| Percent::parse(text).ok())?,
        title: title(row)?,
        certainty: certainty(row)?,
        law: law_of(row)?,
    })
}

fn small_mid_cap(mut row: Table) -> Result<SmallMidCap, Misfit> {
    let item = row.need("staff")?;
    let place = item.place.clone();
    let found = SmallMidCap {
        staff: place.need(u64::try_from(item.integer()?).ok(), Wrong::OutOfRange)?,
        turnover: euro(&mut row, "turnover")?,
        balance_sheet: euro(&mut row, "balance_sheet")?,
    };
    row.end()?;
    Ok(found)
}

/// What a step costs, by class.
pub(crate) type Efforts = [Map<String, [PersonDays; 4]>; 2];

pub(crate) fn efforts(json: &str, faults: &mut Vec<Fault>) -> Option<Efforts> {
    let mut file = File::open("efforts.toml", json, faults)?;
    let mut half = |key: &str| {
        let classes = file.table.table(key).and_then(classes);
        file.note(classes)
    };
    let efforts = [half("documentation")?, half("implementation")?];
    file.end();
    Some(efforts)
}

fn classes(table: Table) -> Result<Map<String, [PersonDays; 4]>, Misfit> {
    let mut classes = Map::new();
    for (class, item) in table.entries() {
        let place = item.place.clone();
        let steps: Vec<PersonDays> = item.list()?.into_iter().map(days).collect::<Result<_, _>>()?;
        classes.insert(class, place.need(steps.try_into().ok(), Wrong::WrongKind)?);
    }
    Ok(classes)
}

/// Days in hundredths: the data has at most two decimals.
fn days(item: Item) -> Result<PersonDays, Misfit> {
    let place = item.place.clone();
    let hundredths = (item.number()? * 100.0).round();
    place.need((0.0..=1_000_000.0).contains(&hundredths).then_some(PersonDays(hundredths as u32)), Wrong::OutOfRange)
}

pub(crate) fn catalogue(
    framework: &str,
    requirements: &str,
    successors: Option<&str>,
    efforts: &Efforts,
    faults: &mut Vec<Fault>,
) -> Option<Catalogue> {
    let mut file = File::open("frameworks/requirements.toml", requirements, faults)?;
    let mut categories: Vec<CategoryId> = Vec::new();
    let found = file.rows("requirement", |row| requirement(row, efforts, &mut categories));
    file.end();
    let mut file = File::open("frameworks/framework.toml", framework, faults)?;
    let id = file.table.known("id", |text| FrameworkId::parse(text).ok());
    let id = file.note(id)?;
    let gates = file.table.table("thresholds").and_then(|table| per_level(table, thresholds));
    let gates = file.note(gates)?;
    let rules =
        file.table.take("not_applicable").map(|item| item.table().and_then(|table| per_level(table, not_applicable)));
    let rules = file.note(rules.transpose())?;
    let deviations = file.rows("deviation", |row| deviation(row, &found, &categories));
    let mut catalogue = Catalogue::new(id, found, categories, gates, rules, deviations);
    catalogue.label_slips = file.rows("label_slip", |row| label_slip(row, &catalogue)).into_iter().collect();
    file.end();
    if let Some(successors) = successors {
        let mut file = File::open("frameworks/successors.toml", successors, faults)?;
        let from = file.table.known("from", |text| FrameworkId::parse(text).ok());
        let from = file.note(from)?;
        let rows = file.rows("successor", |row| successor(row, &catalogue));
        file.end();
        catalogue.succession = Some(Succession { from, rows });
    }
    Some(catalogue)
}

fn label_slip(row: &mut Table, catalogue: &Catalogue) -> Result<(String, RequirementId), Misfit> {
    let printed = row.need("printed")?.text()?;
    let means =
        row.known("means", |text| RequirementId::parse(text).ok().filter(|id| catalogue.position(*id).is_some()))?;
    Ok((printed, means))
}

fn successor(row: &mut Table, newer: &Catalogue) -> Result<Successor, Misfit> {
    let known = |text: &str| RequirementId::parse(text).ok().filter(|id| newer.position(*id).is_some());
    Ok(Successor {
        of: row.known("of", |text| RequirementId::parse(text).ok())?,
        to: row.all_known("to", known)?,
        kind: row.known("match", Match::from_code)?,
        sure: row.known("sure", Confidence::from_code)?,
        measure: row.parse("measure", Wrong::UnknownIdentifier, |text| MeasureId::parse(text).ok())?,
    })
}

/// The measures, raising the requirements of an older version: each goes where its closest successor is.
pub(crate) fn measures_of(older: &Catalogue, newest: &Catalogue, measures: &[Measure]) -> Vec<Measure> {
    let Some(succession) = newest.succession.as_ref().filter(|succession| succession.from == older.id) else {
        return Vec::new();
    };
    let belongs = |measure: &Measure, id: RequirementId| {
        let row = succession.of(id);
        row.is_some_and(|row| match row.to.first() {
            Some(to) => measure.requirements.contains(to),
            None => row.measure.as_ref() == Some(&measure.id),
        })
    };
    let raises = |measure: &Measure| {
        older.requirements.iter().map(|requirement| requirement.id).filter(|id| belongs(measure, *id)).collect()
    };
    measures.iter().map(|measure| Measure { requirements: raises(measure), ..measure.clone() }).collect()
}

fn per_level<T>(mut table: Table, read: impl Fn(&mut Table) -> Result<T, Misfit>) -> Result<PerLevel<T>, Misfit> {
    let mut at = |level: ScoredLevel| {
        let mut row = table.need(level.code())?.table()?;
        let found = read(&mut row)?;
        row.end()?;
        Ok(found)
    };
    let found = PerLevel {
        basic: at(ScoredLevel::Basic)?,
        important: at(ScoredLevel::Important)?,
        essential: at(ScoredLevel::Essential)?,
    };
    table.end()?;
    Ok(found)
}

/// `5/2` or `3`.
fn fraction(text: &str) -> Option<Maturity> {
    let (top, bottom) = text.split_once('/').unwrap_or((text, "1"));
    Maturity::fraction(top.parse().ok()?, bottom.parse().ok()?)
}

fn thresholds(row: &mut Table) -> Result<Thresholds, Misfit> {
    Ok(Thresholds {
        key_measure: row.known("key_measure", fraction)?,
        category: row.parse("category", Wrong::OutOfRange, fraction)?,
        total: row.known("total", fraction)?,
    })
}

fn not_applicable(row: &mut Table) -> Result<NotApplicableRule, Misfit> {
    let most = row.need("most")?;
    let place = most.place.clone();
    Ok(NotApplicableRule {
        counts_as: row.known("counts_as", fraction)?,
        most: place.need(usize::try_from(most.integer()?).ok(), Wrong::OutOfRange)?,
        forbidden_on_key_measures: row.need("forbidden_on_key_measures")?.flag()?,
        forbidden_on_management_aspects: row.need("forbidden_on_management_aspects")?.flag()?,
    })
}

fn requirement(row: &mut Table, efforts: &Efforts, categories: &mut Vec<CategoryId>) -> Result<Requirement, Misfit> {
    let id = row.known("id", |text| RequirementId::parse(text).ok())?;
    let category = categories.iter().position(|category| category.as_str() == id.category()).unwrap_or_else(|| {
        categories.extend(CategoryId::parse(id.category()));
        categories.len() - 1
    });
    let mut law_points = Vec::new();
    for item in row.list("law")? {
        let place = item.place.clone();
        let point = u8::try_from(item.integer()?).ok().filter(|point| (1..=11).contains(point));
        law_points.push(place.need(point, Wrong::OutOfRange)?);
    }
    let classes = row.need("effort")?;
    let place = classes.place.clone();
    let classes = classes.texts()?;
    let steps = |half: usize| Some(*efforts.get(half)?.get(classes.get(half)?)?);
    let effort = steps(0).zip(steps(1)).map(|(documentation, implementation)| Effort { documentation, implementation });
    Ok(Requirement {
        id,
        category,
        from: row.known("from", ScoredLevel::from_code)?,
        key_from: row.parse("key_from", Wrong::UnknownIdentifier, ScoredLevel::from_code)?,
        management_aspect: row.flag("management_aspect")?.unwrap_or_default(),
        who: row.all_known("who", Knower::from_code)?,
        law_points,
        effort: place.need(effort, Wrong::UnknownIdentifier)?,
    })
}

fn deviation(
    row: &mut Table,
    requirements: &[Requirement],
    categories: &[CategoryId],
) -> Result<WorkbookDeviation, Misfit> {
    let position = |id: &str| requirements.iter().position(|requirement| requirement.id.as_str() == id);
    let mut groups = Vec::new();
    for group in row.list("groups")? {
        let place = group.place.clone();
        let members: Option<Vec<usize>> = group.texts()?.iter().map(|id| position(id)).collect();
        groups.push(place.need(members, Wrong::UnknownIdentifier)?);
    }
    Ok(WorkbookDeviation {
        id: row.known("id", |text| DeviationId::parse(text).ok())?,
        level: row.known("level", ScoredLevel::from_code)?,
        category: row.known("category", |code| categories.iter().position(|category| category.as_str() == code))?,
        dimensions: row.all_known("dimensions", Dimension::from_code)?,
        groups,
        cells: row.need("cells")?.text()?,
    })
}

pub(crate) fn selection(json: &str, law: &Law, faults: &mut Vec<Fault>) -> Option<SelectionTool> {
    let mut file = File::open("selection.toml", json, faults)?;
    let from = file.table.table("from").and_then(|mut table| {
        let mut from = |level: ScoredLevel| {
            let item = table.need(level.code())?;
            let place = item.place.clone();
            let points = place.need(u32::try_from(item.integer()?).ok(), Wrong::OutOfRange)?;
            Ok((level, SelectionScore(points * 2)))
        };
        Ok([from(ScoredLevel::Basic)?, from(ScoredLevel::Important)?, from(ScoredLevel::Essential)?])
    });
    let from = file.note(from)?;
    let actors = file.table.texts("actors");
    let actors = file.note(actors)?;
    let attacks = file.rows("attack", |row| {
        let aim = |code: &str| match code {
            "global" => Some(Aim::Global),
            "targeted" => Some(Aim::Targeted),
            _ => None,
        };
        Ok(Attack { code: row.need("code")?.text()?, aim: row.known("aim", aim)? })
    });
    let sheets = file.rows("sheet", |row| sheet(row, law));
    file.end();
    Some(SelectionTool { attacks, actors, from, sheets })
}

fn cells(item: Item) -> Result<[CellValue; SIDE], Misfit> {
    let place = item.place.clone();
    let values: Option<Vec<CellValue>> = item.texts()?.iter().map(|code| CellValue::from_code(code)).collect();
    place.need(values.and_then(|values| values.try_into().ok()), Wrong::UnknownIdentifier)
}

fn sheet(row: &mut Table, law: &Law) -> Result<Sheet, Misfit> {
    let known = |id: &str| law.sectors.iter().find(|sector| sector.id.as_str() == id).map(|sector| sector.id.clone());
    let sectors = row.all_known("sectors", known)?;
    let impact = cells(row.need("impact")?)?;
    let probability: Vec<_> = row.list("probability")?.into_iter().map(cells).collect::<Result<_, _>>()?;
    Ok(Sheet {
        id: row.known("id", |text| SheetId::parse(text).ok())?,
        also: row.texts("also")?,
        impact,
        probability: row.place().at("probability").need(probability.try_into().ok(), Wrong::WrongKind)?,
        entity_types: law
            .types
            .iter()
            .filter(|kind| sectors.contains(&kind.sector))
            .map(|kind| kind.id.clone())
            .collect(),
    })
}

pub(crate) fn measures(json: &str, law: &Law, faults: &mut Vec<Fault>) -> Option<Vec<Measure>> {
    let mut file = File::open("measures.toml", json, faults)?;
    let measures = file.rows("measure", |row| measure(row, law));
    file.end();
    Some(measures)
}

/// The habits of the starting level, each a known measure.
pub(crate) fn small(json: &str, measures: &[Measure], faults: &mut Vec<Fault>) -> Option<Vec<MeasureId>> {
    let mut file = File::open("small.toml", json, faults)?;
    let known = |text: &str| measures.iter().find(|measure| measure.id.as_str() == text).map(|one| one.id.clone());
    let habits = file.table.all_known("habits", known);
    let habits = file.note(habits)?;
    file.end();
    Some(habits)
}

fn measure(row: &mut Table, law: &Law) -> Result<Measure, Misfit> {
    let known = |code: &str| law.duties.iter().find(|duty| duty.id.as_str() == code).map(|duty| duty.id.clone());
    let duty = match row.parse("duty", Wrong::UnknownIdentifier, known)? {
        None => None,
        Some(duty) => Some((duty, days(row.need("effort_days")?)?)),
    };
    Ok(Measure {
        id: row.known("id", |text| MeasureId::parse(text).ok())?,
        requirements: row.all_known("requirements", |text| RequirementId::parse(text).ok())?,
        after: row.all_known("after", |text| MeasureId::parse(text).ok())?,
        who: row.known("who", Knower::from_code)?,
        quick_win: if row.need("quick_win")?.flag()? { QuickWin::Yes } else { QuickWin::No },
        duty,
    })
}
