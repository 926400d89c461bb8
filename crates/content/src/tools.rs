//! What the tools beside the assessment work with: ISO/IEC 27001, the mappings, the schemes, the calendar, the clocks.
//! Apart from [`Content`]: the browser reads it only when one of those pages is opened.

use crate::{
    Content, DATA_OF_TOOLS, MAPPINGS,
    fault::Fault,
    load::{File, certainty, law_of, statuses, types_in},
};
use belfry_engine::{
    calendar::{Cycle, Obligation},
    catalogue::Catalogue,
    classification::{Instrument, Law},
    collections::Set,
    control::{Control, Controls, Theme},
    date::Date,
    entity::Situation,
    identifier::{
        AskId, ClockId, ControlId, DutyId, FrameworkId, InstrumentId, MeasureId, ObligationId, OpenPointId, ReasonId,
        RequirementId, SchemeId,
    },
    incident::{Clock, From, Reach, Span, Trait},
    mapping::{Basis, Grade, Mapping, Pair},
    scheme::{Ask, Concerns, OpenPoint, Scheme, Schemes},
};
use belfry_reader::{Item, Misfit, Table, Wrong};

/// Everything the tools work with.
#[derive(Clone, Debug)]
pub struct Tools {
    /// The clauses and controls.
    pub controls: Controls,
    /// The mapping of each framework, in the order of [`Content::catalogues`].
    pub mappings: Vec<(FrameworkId, Mapping)>,
    /// The schemes of the matrix.
    pub schemes: Schemes,
    /// What falls due when.
    pub calendar: Vec<Obligation>,
    /// The terms that an incident sets running.
    pub clocks: Vec<Clock>,
    /// What ISO 27001 leaves open for the law.
    pub open_points: Vec<OpenPoint>,
}

impl Tools {
    /// Reads what was compiled in.
    ///
    /// # Errors
    /// Every row that cannot be read. The tests see to it that there is none.
    pub fn load(content: &Content) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let tools = Self::read(content, &mut faults);
        match tools {
            Some(tools) if faults.is_empty() => Ok(tools),
            Some(_) | None => Err(faults),
        }
    }

    fn read(content: &Content, faults: &mut Vec<Fault>) -> Option<Self> {
        let controls = controls(DATA_OF_TOOLS.controls, faults)?;
        let mut mappings = Vec::new();
        for (catalogue, json) in content.catalogues().zip(MAPPINGS) {
            mappings.push((catalogue.id.clone(), mapping(json, catalogue, &controls, faults)?));
        }
        let schemes = schemes(DATA_OF_TOOLS.schemes, &content.law, &controls, faults)?;
        let calendar = rows(DATA_OF_TOOLS.calendar, "calendar.toml", "obligation", faults, |row| {
            obligation(row, &content.law, &schemes)
        })?;
        let clocks =
            rows(DATA_OF_TOOLS.incidents, "incidents.toml", "clock", faults, |row| clock(row, &content.law, &schemes))?;
        let open_points = rows(DATA_OF_TOOLS.open_points, "open-points.toml", "point", faults, |row| {
            open_point(row, content, &controls)
        })?;
        Some(Self { controls, mappings, schemes, calendar, clocks, open_points })
    }

    /// The mapping of a framework; an empty one for a framework that is not here.
    pub fn mapping(&self, framework: &FrameworkId) -> &Mapping {
        static NONE: Mapping = Mapping::NONE;
        self.mappings.iter().find(|(id, _)| id == framework).map_or(&NONE, |(_, mapping)| mapping)
    }

    /// A text of law that is cited, wherever it is listed.
    pub fn instrument<'facts>(&'facts self, law: &'facts Law, id: &InstrumentId) -> Option<&'facts Instrument> {
        law.instrument(id).or_else(|| self.schemes.instruments.iter().find(|one| one.id == *id))
    }
}

fn rows<T>(
    json: &str,
    name: &'static str,
    key: &str,
    faults: &mut Vec<Fault>,
    read: impl FnMut(&mut Table) -> Result<T, Misfit>,
) -> Option<Vec<T>> {
    let mut file = File::open(name, json, faults)?;
    let found = file.rows(key, read);
    file.end();
    Some(found)
}

fn controls(json: &str, faults: &mut Vec<Fault>) -> Option<Controls> {
    let mut file = File::open("iso27001/controls.toml", json, faults)?;
    let mut all = Vec::new();
    for theme in Theme::ALL {
        let ids = file.table.all_known(theme.code(), |text| ControlId::parse(text).ok());
        all.extend(file.note(ids)?.into_iter().map(|id| Control { id, theme }));
    }
    file.end();
    Some(Controls::new(all))
}

fn mapping(json: &str, catalogue: &Catalogue, controls: &Controls, faults: &mut Vec<Fault>) -> Option<Mapping> {
    let mut file = File::open("frameworks/controls.toml", json, faults)?;
    let mut pairs = Vec::new();
    let found = file.rows("requirement", |row| {
        let known = |text: &str| catalogue.position(RequirementId::parse(text).ok()?);
        let requirement = row.known("id", known)?;
        let mut of_row: Vec<Pair> = Vec::new();
        for grade in Grade::ALL {
            for item in row.list(grade.code())? {
                let place = item.place.clone();
                let found = place.need(pair(&item.text()?, requirement, grade, controls), Wrong::UnknownIdentifier)?;
                if of_row.iter().any(|other| other.control == found.control) {
                    return Err(place.wrong(Wrong::UnknownKey));
                }
                of_row.push(found);
            }
        }
        Ok(of_row)
    });
    pairs.extend(found.into_iter().flatten());
    file.end();
    Some(Mapping::new(pairs, catalogue, controls.all().len()))
}

/// `A.8.5 multi-factor +nist +ccb`: the control, why if it is not plain, and on what it rests besides our reading.
fn pair(text: &str, requirement: usize, grade: Grade, controls: &Controls) -> Option<Pair> {
    let mut words = text.split(' ');
    let control = controls.position(&ControlId::parse(words.next()?).ok()?)?;
    let (mut reason, mut basis) = (None, Vec::new());
    for word in words {
        match word.strip_prefix('+') {
            Some(code) => basis.push(Basis::from_code(code)?),
            None => reason = Some(ReasonId::parse(word).ok()?),
        }
    }
    if basis.is_empty() {
        basis.push(Basis::Reading);
    }
    Some(Pair { requirement, control, grade, reason, basis })
}

fn places(row: &mut Table, key: &str, controls: &Controls) -> Result<Vec<usize>, Misfit> {
    row.all_known(key, |text| controls.position(&ControlId::parse(text).ok()?))
}

fn schemes(json: &str, law: &Law, controls: &Controls, faults: &mut Vec<Fault>) -> Option<Schemes> {
    let mut file = File::open("schemes.toml", json, faults)?;
    let instruments = file.rows("instrument", crate::load::instrument);
    let all = file.rows("scheme", |row| {
        let mut asks = Vec::new();
        for item in row.list("ask")? {
            let mut row = item.row("id")?;
            asks.push(Ask {
                id: row.known("id", |text| AskId::parse(text).ok())?,
                duty: duty(&mut row, law)?,
                law: law_of(&mut row)?,
                certainty: certainty(&mut row)?,
                controls: places(&mut row, "controls", controls)?,
            });
            row.end()?;
        }
        Ok(Scheme {
            id: row.known("id", |text| SchemeId::parse(text).ok())?,
            concerns: Concerns {
                everybody: row.flag("everybody")?.unwrap_or_default(),
                who_answers: row.flag("who_answers")?.unwrap_or_default(),
                statuses: statuses(row)?,
                duties: row.all_known("duties", |code| known_duty(code, law))?.into_iter().collect(),
                types: types_in(row, "types", &law.types)?,
                situations: row.all_known("situations", Situation::from_code)?.into_iter().collect::<Set<_>>(),
                except: types_in(row, "except", &law.types)?,
            },
            certainty: certainty(row)?,
            asks,
        })
    });
    file.end();
    Some(Schemes { all, instruments })
}

fn scheme(row: &mut Table, schemes: &Schemes) -> Result<SchemeId, Misfit> {
    row.known("scheme", |text| schemes.get(&SchemeId::parse(text).ok()?).map(|scheme| scheme.id.clone()))
}

fn known_duty(code: &str, law: &Law) -> Option<DutyId> {
    law.duties.iter().find(|duty| duty.id.as_str() == code).map(|duty| duty.id.clone())
}

fn duty(row: &mut Table, law: &Law) -> Result<Option<DutyId>, Misfit> {
    row.parse("duty", Wrong::UnknownIdentifier, |code| known_duty(code, law))
}

fn small(item: Item) -> Result<i32, Misfit> {
    item.whole(|number| i32::try_from(number).ok().filter(|number| (1..=1200).contains(number)))
}

fn obligation(row: &mut Table, law: &Law, schemes: &Schemes) -> Result<Obligation, Misfit> {
    let once = row.parse("once", Wrong::OutOfRange, Date::parse)?.map(|on| Cycle::Once { on });
    let mut cycles: Vec<Cycle> = once.into_iter().collect();
    type Make = fn(i32) -> Cycle;
    let others: [(&str, Make); 4] = [
        ("every", |months| Cycle::Every { months }),
        ("after_issue", |months| Cycle::AfterIssue { months }),
        ("before_expiry", |months| Cycle::BeforeExpiry { months }),
        ("on_change", |days| Cycle::OnChange { days: i64::from(days) }),
    ];
    for (key, make) in others {
        if let Some(item) = row.take(key) {
            cycles.push(make(small(item)?));
        }
    }
    if row.flag("unknown")?.unwrap_or_default() {
        cycles.push(Cycle::Unknown);
    }
    let known_deadline =
        |code: &str| law.deadlines.iter().find(|one| one.id.as_str() == code).map(|one| one.id.clone());
    let one = <[Cycle; 1]>::try_from(cycles).ok().map(|[cycle]| cycle);
    Ok(Obligation {
        id: row.known("id", |text| ObligationId::parse(text).ok())?,
        scheme: scheme(row, schemes)?,
        duty: duty(row, law)?,
        deadline: row.parse("deadline", Wrong::UnknownIdentifier, known_deadline)?,
        after_decision: row.take("after_decision").map(small).transpose()?,
        cycle: row.place().need(one, Wrong::Missing)?,
        law: law_of(row)?,
        certainty: certainty(row)?,
        bundle: row.text("bundle")?.unwrap_or_default(),
    })
}

fn clock(row: &mut Table, law: &Law, schemes: &Schemes) -> Result<Clock, Misfit> {
    let hours = |item: Item| small(item).map(|hours| Span::Hours(i64::from(hours)));
    let mut spans = Vec::new();
    if let Some(item) = row.take("hours") {
        spans.push(hours(item)?);
    }
    if let Some(item) = row.take("months") {
        spans.push(Span::Months(small(item)?));
    }
    if row.flag("at_once")?.unwrap_or_default() {
        spans.push(Span::AtOnce);
    }
    let span = <[Span; 1]>::try_from(spans).ok().map(|[span]| span);
    let from = |text: &str| match text {
        "awareness" => Some(From::Awareness),
        "judged" => Some(From::Judged),
        "remedy" => Some(From::Remedy),
        other => ClockId::parse(other).ok().map(From::Sent),
    };
    Ok(Clock {
        id: row.known("id", |text| ClockId::parse(text).ok())?,
        scheme: scheme(row, schemes)?,
        duty: duty(row, law)?,
        types: types_in(row, "types", &law.types)?,
        reach: if row.flag("anybody")?.unwrap_or_default() { Reach::Anybody } else { Reach::OfScheme },
        when: row.all_known("when", Trait::from_code)?,
        any: row.all_known("any", Trait::from_code)?,
        unless: row.all_known("unless", Trait::from_code)?,
        from: row.known("from", from)?,
        span: row.place().need(span, Wrong::Missing)?,
        at_most: row.take("at_most_hours").map(hours).transpose()?,
        law: law_of(row)?,
        certainty: certainty(row)?,
    })
}

fn open_point(row: &mut Table, content: &Content, controls: &Controls) -> Result<OpenPoint, Misfit> {
    let measure = |text: &str| {
        let id = MeasureId::parse(text).ok()?;
        content.measures.iter().any(|measure| measure.id == id).then_some(id)
    };
    let duty = duty(row, &content.law)?;
    Ok(OpenPoint {
        id: row.known("id", |text| OpenPointId::parse(text).ok())?,
        law: law_of(row)?,
        duty: row.place().at("duty").need(duty, Wrong::Missing)?,
        raise: row.all_known("raise", measure)?,
        near: places(row, "near", controls)?,
    })
}

/// Every fault that no single row shows.
pub fn check(tools: &Tools, content: &Content) -> Vec<Fault> {
    let mut faults = Vec::new();
    for catalogue in content.catalogues() {
        let file = format!("frameworks/{}/controls.toml", catalogue.id);
        let mapping = tools.mapping(&catalogue.id);
        for (at, requirement) in catalogue.requirements.iter().enumerate() {
            if mapping.of_requirement(at).is_empty() {
                faults.push(Fault::new(&file, requirement.id.as_str(), "has no control at all"));
            }
        }
        for pair in mapping.pairs().iter().filter(|pair| pair.basis.is_empty()) {
            let id = catalogue.requirements.get(pair.requirement).map(|one| one.id.to_string()).unwrap_or_default();
            faults.push(Fault::new(&file, id, "has a pair without a basis"));
        }
    }
    let mut cite = |file: &str, at: &str, law: &[belfry_engine::law::LegalReference]| {
        for reference in law.iter().filter(|one| tools.instrument(&content.law, &one.instrument).is_none()) {
            faults.push(Fault::new(file, at, format_args!("cites the unknown text {}", reference.instrument)));
        }
    };
    for ask in tools.schemes.all.iter().flat_map(|scheme| &scheme.asks) {
        cite("schemes.toml", ask.id.as_str(), &ask.law);
    }
    for obligation in &tools.calendar {
        cite("calendar.toml", obligation.id.as_str(), &obligation.law);
    }
    for clock in &tools.clocks {
        cite("incidents.toml", clock.id.as_str(), &clock.law);
    }
    for point in &tools.open_points {
        cite("open-points.toml", point.id.as_str(), &point.law);
    }
    for clock in &tools.clocks {
        if let From::Sent(before) = &clock.from
            && !tools.clocks.iter().any(|other| other.id == *before)
        {
            faults.push(Fault::new("incidents.toml", clock.id.as_str(), format_args!("follows the unknown {before}")));
        }
    }
    faults
}
