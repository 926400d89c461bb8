//! From answers to a filled workbook.

use super::{
    book::{Book, Content},
    evaluate::{Evaluator, Inputs, Unknown, Value},
    layout::{Layout, LevelLayout, Line, NotThisWorkbook, serial},
    package::rewritten,
    patch::{self, Obstacle, Patches, patched},
    place::{Cell, Place},
    remark::{gathered, remark, separated},
    text::LONGEST,
};
use belfry_dossier::{Dossier, record::Record, record::Stance};
use belfry_engine::{
    answer::Answer,
    catalogue::{Catalogue, Dimension},
    collections::Map,
    date::Date,
    identifier::{FrameworkId, RequirementId},
    level::ScoredLevel,
    vocabulary::Vocabulary,
};
use std::fmt;

/// What to fill beside the answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filling {
    /// The level whose sheets are filled; `None` takes the only one of a workbook of 2025, and the dossier's target in one
    /// of 2023.
    pub level: Option<ScoredLevel>,
    /// The day on which the entity completed the self-assessment; `None` leaves the cell as it is. It is a statement of
    /// the entity's, so nothing stands in for it.
    pub completed_on: Option<Date>,
}

/// A filled workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The file.
    pub bytes: Vec<u8>,
    /// The framework that was filled in.
    pub framework: FrameworkId,
    /// The level that was filled in.
    pub level: ScoredLevel,
    /// The requirements whose answer does not stand in the workbook as the dossier has it, in the order of the framework.
    pub left: Vec<Left>,
    /// Cells of sheets that do not belong to the official workbook, whose figures could not be worked out: they show what
    /// they showed before until a spreadsheet works them out.
    pub not_worked_out: Vec<Cell>,
}

/// A requirement that was not filled in, or not wholly. Its cells keep what they held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Which.
    pub requirement: RequirementId,
    /// Why.
    pub why: WhyLeft,
}

/// Why a requirement was not filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyLeft {
    /// Neither half is answered, or somebody has to be asked first. The workbook counts what the cells hold: 1 where it
    /// was not touched.
    Open,
    /// This half alone is not answered.
    HalfOpen(Dimension),
    /// "Not applicable" is no answer here: on a key measure, on a management aspect at Essential, or anywhere in 2023.
    NotApplicableForbidden,
    /// Answered, but this level does not ask for it.
    NotAtThisLevel,
}

/// Why nothing was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FillError {
    /// The file is not the official workbook.
    NotThisWorkbook(NotThisWorkbook),
    /// The workbook has several levels, and neither the request nor the dossier says which.
    WhichLevel(Vec<ScoredLevel>),
    /// The workbook does not have this level.
    NoSuchLevel {
        /// The one asked for.
        wanted: ScoredLevel,
        /// Those it has.
        found: Vec<ScoredLevel>,
    },
    /// The dossier has no answers to this version of the framework.
    NothingToFill(FrameworkId),
    /// A formula stands where an answer belongs.
    FormulaInTheWay(Cell),
    /// The sheet has no room for this cell.
    NoSuchCell(Cell),
    /// A remark is longer than a cell may hold.
    RemarkTooLong {
        /// The cell.
        cell: Cell,
        /// Its length, in UTF-16 units.
        length: usize,
    },
    /// The workbook has no cell for the day of completion.
    NoCompletionCell,
    /// A formula of a kind that no known edition has: its figure could be wrong, so nothing is written.
    UnknownFormula(Cell),
    /// The file cannot be written again.
    Damaged,
}

impl fmt::Display for FillError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = |levels: &[ScoredLevel]| levels.iter().map(|level| level.code()).collect::<Vec<_>>().join(", ");
        match self {
            Self::NotThisWorkbook(reason) => reason.fmt(formatter),
            Self::WhichLevel(levels) => write!(formatter, "which level of {}?", codes(levels)),
            Self::NoSuchLevel { wanted, found } => {
                write!(formatter, "no level {} in this workbook, but {}", wanted.code(), codes(found))
            }
            Self::NothingToFill(framework) => write!(formatter, "the dossier has no answers to {framework}"),
            Self::FormulaInTheWay(cell) => write!(formatter, "{cell}: a formula where an answer belongs"),
            Self::NoSuchCell(cell) => write!(formatter, "{cell}: no row to write it in"),
            Self::RemarkTooLong { cell, length } => {
                write!(formatter, "{cell}: a remark of {length} letters, where a cell holds {LONGEST}")
            }
            Self::NoCompletionCell => formatter.write_str("no cell for the day of completion"),
            Self::UnknownFormula(cell) => write!(formatter, "{cell}: a formula that no known edition has"),
            Self::Damaged => formatter.write_str("a damaged workbook"),
        }
    }
}

impl std::error::Error for FillError {}

impl From<NotThisWorkbook> for FillError {
    fn from(reason: NotThisWorkbook) -> Self {
        Self::NotThisWorkbook(reason)
    }
}

/// Fills an official workbook with the answers of a dossier.
///
/// Only cells of answers, remarks and the day of completion change, and with them the figures that the workbook shows of
/// them: each formula's last value, and the points of the chart. They are worked out from the workbook's own formulas, so
/// that a viewer which works nothing out shows what a spreadsheet would. Every other part of the file stays as it is, byte
/// by byte, and so does every other byte of the changed ones.
///
/// Where the dossier has nothing to say, a cell keeps what it held: see [`Filled::left`]. "Not applicable" is written into
/// both halves. Where two requirements share a cell for remarks, each remark stands after its requirement.
///
/// # Errors
/// Why nothing was written.
pub fn fill(
    bytes: &[u8],
    dossier: &Dossier,
    filling: Filling,
    vocabulary: &dyn Vocabulary,
) -> Result<Filled, FillError> {
    let book = super::open(bytes)?;
    let layout = Layout::of(&book, vocabulary)?;
    let catalogue = layout.catalogue;
    let level = chosen(&layout, dossier, filling)?;
    let assessment = dossier.assessments.get(&catalogue.id).filter(|found| !found.records.is_empty());
    let records = &assessment.ok_or_else(|| FillError::NothingToFill(catalogue.id.clone()))?.records;

    let mut entries: Map<(usize, Place), Content> = Map::new();
    let mut left = Vec::new();
    for (at, requirement) in catalogue.requirements.iter().enumerate() {
        let record = records.get(&requirement.id).cloned().unwrap_or_default();
        let why = match level.lines.iter().find(|line| line.requirement == at) {
            Some(line) => answers(line, &record, catalogue, level.level, &mut entries),
            None => (record.answer() != Answer::Open).then_some(WhyLeft::NotAtThisLevel),
        };
        left.extend(why.map(|why| Left { requirement: requirement.id, why }));
    }
    remarks(&book, level, records, &mut entries)?;
    if let Some(day) = filling.completed_on {
        let cell = layout.completed.ok_or(FillError::NoCompletionCell)?;
        entries.insert(cell, Content::Number(serial(&book, day).to_string()));
    }

    let (bytes, not_worked_out) = written(bytes, &book, &layout, &entries)?;
    Ok(Filled { bytes, framework: catalogue.id.clone(), level: level.level, left, not_worked_out })
}

fn chosen<'layout>(
    layout: &'layout Layout<'_>,
    dossier: &Dossier,
    filling: Filling,
) -> Result<&'layout LevelLayout, FillError> {
    let found = || layout.levels.iter().map(|level| level.level).collect::<Vec<_>>();
    let target = || dossier.target.and_then(|target| target.scored());
    match (filling.level, layout.levels.as_slice()) {
        (Some(wanted), _) => layout.at(wanted).ok_or_else(|| FillError::NoSuchLevel { wanted, found: found() }),
        (None, [one]) => Ok(one),
        (None, _) => target().and_then(|level| layout.at(level)).ok_or_else(|| FillError::WhichLevel(found())),
    }
}

/// Enters the two halves of one requirement, and says what it leaves.
fn answers(
    line: &Line,
    record: &Record,
    catalogue: &Catalogue,
    level: ScoredLevel,
    entries: &mut Map<(usize, Place), Content>,
) -> Option<WhyLeft> {
    let enter = |entries: &mut Map<(usize, Place), Content>, dimension, content| {
        entries.insert(line.answer(dimension), content);
    };
    match record.stance {
        Stance::Unknown => Some(WhyLeft::Open),
        Stance::NotApplicable if !is_allowed(line, catalogue, level) => Some(WhyLeft::NotApplicableForbidden),
        Stance::NotApplicable => {
            for dimension in Dimension::ALL {
                enter(entries, dimension, Content::Text(super::NOT_APPLICABLE.to_owned()));
            }
            None
        }
        Stance::Scored => {
            for dimension in Dimension::ALL {
                if let Some(score) = record.score(dimension) {
                    enter(entries, dimension, Content::Number(score.get().to_string()));
                }
            }
            match Dimension::ALL.map(|dimension| record.score(dimension)) {
                [Some(_), Some(_)] => None,
                [None, None] => Some(WhyLeft::Open),
                [None, Some(_)] => Some(WhyLeft::HalfOpen(Dimension::Documentation)),
                [Some(_), None] => Some(WhyLeft::HalfOpen(Dimension::Implementation)),
            }
        }
    }
}

/// Whether "not applicable" may stand on a requirement. How often it may is for the score to say: the workbook takes more.
fn is_allowed(line: &Line, catalogue: &Catalogue, level: ScoredLevel) -> bool {
    let rule = catalogue.not_applicable.as_ref().map(|rules| rules.at(level));
    let requirement = catalogue.requirements.get(line.requirement);
    rule.zip(requirement).is_some_and(|(rule, requirement)| {
        let is_key = rule.forbidden_on_key_measures && requirement.is_key_at(level);
        let is_management = rule.forbidden_on_management_aspects && requirement.management_aspect;
        !is_key && !is_management
    })
}

/// Enters the remarks. A cell that several requirements share keeps what it says of those that the dossier is silent on.
fn remarks(
    book: &Book,
    level: &LevelLayout,
    records: &Map<RequirementId, Record>,
    entries: &mut Map<(usize, Place), Content>,
) -> Result<(), FillError> {
    let said = |id: RequirementId| records.get(&id).map(remark).unwrap_or_default();
    for line in &level.lines {
        let at = line.remark;
        let sharing: Vec<RequirementId> =
            level.lines.iter().filter(|other| other.remark == at).map(|other| other.id).collect();
        let new: Vec<String> = sharing.iter().map(|id| said(*id)).collect();
        if sharing.first() != Some(&line.id) || new.iter().all(String::is_empty) {
            continue;
        }
        let text = match new.as_slice() {
            [one] => one.clone(),
            _ => {
                let old = book.sheets.get(at.0).map_or("", |sheet| sheet.text(at.1));
                let (old, _) = separated(old, &sharing);
                let kept = new.into_iter().zip(old).map(|(new, old)| if new.is_empty() { old } else { new });
                gathered(&sharing.iter().copied().zip(kept).collect::<Vec<_>>())
            }
        };
        let length = text.encode_utf16().count();
        if length > LONGEST {
            return Err(FillError::RemarkTooLong { cell: book.cell(at.0, at.1), length });
        }
        entries.insert(at, Content::Text(text));
    }
    Ok(())
}

/// Writes the entries, works the figures out and puts the file together again.
fn written(
    bytes: &[u8],
    book: &Book,
    layout: &Layout<'_>,
    entries: &Map<(usize, Place), Content>,
) -> Result<(Vec<u8>, Vec<Cell>), FillError> {
    let mut patches: Vec<Patches> = vec![Patches::new(); book.sheets.len()];
    let mut inputs = Inputs::new();
    for ((at, place), content) in entries.iter() {
        let cell = || book.cell(*at, *place);
        let sheet = book.sheets.get(*at).ok_or(FillError::Damaged)?;
        let patch = patch::content(sheet, *place, content).map_err(|obstacle| match obstacle {
            Obstacle::Formula => FillError::FormulaInTheWay(cell()),
            Obstacle::NoRow => FillError::NoSuchCell(cell()),
        })?;
        if let Some(patches) = patches.get_mut(*at) {
            patch::add(patches, patch);
        }
        inputs.insert((*at, *place), Value::of(content).unwrap_or(Value::Empty));
    }
    let mut evaluator = Evaluator::new(book, &inputs);
    let mut not_worked_out = Vec::new();
    for (at, (sheet, patches)) in book.sheets.iter().zip(&mut patches).enumerate() {
        for (entry, _) in sheet.worked_out() {
            match evaluator.value(at, entry.place) {
                Ok(value) => patch::add(patches, patch::shown(sheet, entry, &value)),
                Err(Unknown(sheet, place)) if is_official(layout, sheet) => {
                    return Err(FillError::UnknownFormula(book.cell(sheet, place)));
                }
                Err(Unknown(sheet, place)) => not_worked_out.push(book.cell(sheet, place)),
            }
        }
    }
    let mut changed: Map<String, String> = Map::new();
    for (sheet, patches) in book.sheets.iter().zip(patches) {
        if let Some(xml) = patched(&sheet.xml, &patches) {
            changed.insert(sheet.path.clone(), xml);
        }
    }
    for chart in &book.charts {
        let mut patches = Patches::new();
        patch::add(&mut patches, patch::chart(chart, book, &mut evaluator).map_err(|_| FillError::Damaged)?);
        if let Some(xml) = patched(&chart.xml, &patches) {
            changed.insert(chart.path.clone(), xml);
        }
    }
    let bytes = rewritten(bytes, &changed).ok_or(FillError::Damaged)?;
    Ok((bytes, not_worked_out))
}

/// Whether a sheet belongs to the official workbook's answers and scores.
fn is_official(layout: &Layout<'_>, sheet: usize) -> bool {
    let in_level = |level: &LevelLayout| level.summary == sheet || level.table(sheet).is_some();
    layout.levels.iter().any(in_level) || layout.completed.is_some_and(|(completed, _)| completed == sheet)
}
