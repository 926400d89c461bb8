//! From a filled workbook to answers.

use super::{
    book::{Book, Content},
    figures::{Figures, averages_like, groups},
    formula::decimal,
    layout::{Layout, LevelLayout, Line, NotThisWorkbook, date},
    place::Cell,
    remark::{apart, separated},
};
use belfry_dossier::{Assessment, Dossier, record::Record, record::Stance};
use belfry_engine::{
    catalogue::{Dimension, Ledger},
    date::Date,
    identifier::{CategoryId, FrameworkId, RequirementId},
    level::ScoredLevel,
    maturity::Score,
    vocabulary::Vocabulary,
};
use num_traits::ToPrimitive;
use std::fmt;

/// What a workbook says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The framework.
    pub framework: FrameworkId,
    /// The day that the workbook gives as its version.
    pub version: Option<Date>,
    /// The day of completion that it states. Workbooks come with a day in this cell, so only the entity knows whether it
    /// entered this one. A dossier has no place for it.
    pub completed_on: Option<Date>,
    /// What each level says: one in a workbook of 2025, three in one of 2023. Never empty.
    pub levels: Vec<LevelRead>,
    /// What to know about the file as a whole.
    pub warnings: Vec<Warning>,
}

/// What the sheets of one level say.
///
/// # A prefilled workbook
/// The official workbook comes with 1 in every cell, and nothing tells a 1 that somebody chose from one that nobody
/// touched. A 1 is therefore read as the score 1, which is how the workbook counts it and what an assessor would read.
/// When all are 1 and no remark stands beside them, [`Warning::Untouched`] says that most likely nobody answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelRead {
    /// The level.
    pub level: ScoredLevel,
    /// Every requirement of the level, in the order of the workbook; an empty cell or one that cannot be read is open.
    pub records: Vec<(RequirementId, Record)>,
    /// How many requirements say something else than the 1 and 1 that the workbook came with.
    pub touched: usize,
    /// What to know about these sheets.
    pub warnings: Vec<Warning>,
}

/// Something that the reader of the answers should know. None of these loses an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Every answer is 1 and there is no remark: the workbook is probably as it came.
    Untouched,
    /// An edition that was not compared with ours; the requirements are all there.
    OtherEdition {
        /// The day that it gives as its version, if it does.
        version: Option<Date>,
    },
    /// Something that is neither a whole number from 1 to 5 nor, in 2025, "N/A": this half is open.
    Unreadable {
        /// Where.
        cell: Cell,
        /// The requirement.
        requirement: RequirementId,
        /// Which half.
        dimension: Dimension,
        /// What stands there.
        found: String,
    },
    /// An answer that was understood, such as a number kept as text, though the workbook's own formulas pass over it.
    PassedOver {
        /// Where.
        cell: Cell,
        /// What stands there.
        found: String,
    },
    /// A remark that stands for several requirements, and does not say for which: it was given to the first.
    SharedRemark {
        /// Where.
        cell: Cell,
        /// Whose remark it could be.
        requirements: Vec<RequirementId>,
    },
    /// A remark beside no requirement.
    StrayRemark {
        /// Where.
        cell: Cell,
        /// What it says.
        found: String,
    },
    /// The assessor's own remarks stay in the workbook.
    AssessorRemarks {
        /// How many there are.
        count: usize,
    },
    /// More than one level was filled in (2023); each is read on its own.
    SeveralLevels(Vec<ScoredLevel>),
    /// The workbook builds a category's score otherwise than the editions that were compared.
    OtherFormula {
        /// The cell that shows the score of a half; `None` where there is none.
        cell: Option<Cell>,
        /// The category.
        category: CategoryId,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untouched => formatter.write_str("every answer is 1, as the workbook comes, and there is no remark"),
            Self::OtherEdition { version: Some(version) } => {
                write!(formatter, "edition of {version}, which was not compared with this release")
            }
            Self::OtherEdition { version: None } => formatter.write_str("an edition without a date"),
            Self::Unreadable { cell, requirement, dimension, found } => {
                write!(formatter, "{cell}: {found:?} is no {} score of {requirement}", dimension.code())
            }
            Self::PassedOver { cell, found } => {
                write!(formatter, "{cell}: {found:?} was understood, but the workbook itself passes over it")
            }
            Self::SharedRemark { cell, requirements } => {
                write!(formatter, "{cell}: a remark for one of {requirements:?}, given to the first")
            }
            Self::StrayRemark { cell, found } => write!(formatter, "{cell}: a remark beside no requirement: {found:?}"),
            Self::AssessorRemarks { count } => {
                write!(formatter, "{count} remarks of the assessor stay in the workbook")
            }
            Self::SeveralLevels(levels) => {
                let levels: Vec<&str> = levels.iter().map(|level| level.code()).collect();
                write!(formatter, "several levels are filled in: {}", levels.join(", "))
            }
            Self::OtherFormula { cell: Some(cell), category } => {
                write!(formatter, "{cell}: averages {category} otherwise than the editions that were compared")
            }
            Self::OtherFormula { cell: None, category } => write!(formatter, "no cell with the score of {category}"),
        }
    }
}

/// Reads a workbook.
///
/// # Errors
/// Why it is not the official self-assessment, or not as any edition of it is built.
pub fn read(bytes: &[u8], vocabulary: &dyn Vocabulary) -> Result<Read, NotThisWorkbook> {
    let book = super::open(bytes)?;
    let layout = Layout::of(&book, vocabulary)?;
    let levels: Vec<LevelRead> = layout.levels.iter().map(|level| level_read(&book, &layout, level)).collect();
    let mut warnings = Vec::new();
    if !layout.is_known() {
        warnings.push(Warning::OtherEdition { version: layout.version });
    }
    let filled: Vec<ScoredLevel> = levels.iter().filter(|level| level.touched > 0).map(|level| level.level).collect();
    if filled.len() > 1 {
        warnings.push(Warning::SeveralLevels(filled));
    }
    let completed_on = layout.completed.and_then(|(sheet, place)| date(&book, sheet, place));
    Ok(Read { framework: layout.catalogue.id.clone(), version: layout.version, completed_on, levels, warnings })
}

impl Read {
    /// The level that the entity most likely filled in: the one with most answers that are not as they came; the highest
    /// of several.
    pub fn likeliest(&self) -> ScoredLevel {
        let most = self.levels.iter().max_by_key(|level| (level.touched, level.level));
        most.map_or(ScoredLevel::Basic, |level| level.level)
    }

    /// What one level says; `None` where the workbook does not have it.
    pub fn at(&self, level: ScoredLevel) -> Option<&LevelRead> {
        self.levels.iter().find(|read| read.level == level)
    }

    /// A new dossier with the answers of one level, which becomes its target; `None` where the workbook does not have it.
    pub fn dossier(&self, level: ScoredLevel) -> Option<Dossier> {
        let read = self.at(level)?;
        let records = read.records.iter().filter(|(_, record)| !record.is_empty()).cloned().collect();
        Some(Dossier {
            framework: self.framework.clone(),
            target: Some(level.assurance()),
            assessments: std::iter::once((self.framework.clone(), Assessment { records })).collect(),
            ..Dossier::default()
        })
    }
}

/// What one cell of answers says.
pub(super) enum Half {
    Empty,
    Score(Score),
    NotApplicable,
    Unreadable(String),
}

/// What a cell says, and what of it the workbook's formulas pass over.
pub(super) fn half(content: &Content, has_not_applicable: bool) -> (Half, Option<String>) {
    let score = |text: &str| {
        let number = decimal(text).filter(num_rational::Ratio::is_integer)?.to_integer();
        number.to_u8().and_then(Score::new)
    };
    match content {
        Content::Empty => (Half::Empty, None),
        Content::Number(text) => match score(text) {
            Some(score) => (Half::Score(score), None),
            None => (Half::Unreadable(text.clone()), None),
        },
        Content::Text(text) => {
            let plain = text.trim();
            let passed_over = (plain.len() != text.len()).then(|| text.clone());
            if plain.is_empty() {
                (Half::Empty, None)
            } else if plain.eq_ignore_ascii_case(super::NOT_APPLICABLE) && has_not_applicable {
                (Half::NotApplicable, passed_over)
            } else if let Some(score) = score(plain) {
                (Half::Score(score), Some(text.clone()))
            } else {
                (Half::Unreadable(text.clone()), None)
            }
        }
        Content::Boolean(is_true) => (Half::Unreadable(is_true.to_string()), None),
        Content::Error(code) => (Half::Unreadable(code.clone()), None),
    }
}

pub(super) fn content(book: &Book, (sheet, place): (usize, super::place::Place)) -> Content {
    let entry = book.sheets.get(sheet).and_then(|sheet| sheet.entry(place));
    entry.map(|entry| entry.content.clone()).unwrap_or_default()
}

/// What the two cells of a requirement say.
pub(super) fn answered(book: &Book, layout: &Layout<'_>, line: &Line, warnings: &mut Vec<Warning>) -> Record {
    let mut record = Record::default();
    for dimension in Dimension::ALL {
        let (sheet, place) = line.answer(dimension);
        let cell = || book.cell(sheet, place);
        let (half, passed_over) = half(&content(book, (sheet, place)), layout.catalogue.not_applicable.is_some());
        if let Some(found) = passed_over {
            warnings.push(Warning::PassedOver { cell: cell(), found });
        }
        match (half, dimension) {
            (Half::Empty, _) => {}
            (Half::Score(score), Dimension::Documentation) => record.documentation = Some(score),
            (Half::Score(score), Dimension::Implementation) => record.implementation = Some(score),
            // In either cell it stands for both, as the workbook counts it.
            (Half::NotApplicable, _) => record.stance = Stance::NotApplicable,
            (Half::Unreadable(found), _) => {
                warnings.push(Warning::Unreadable { cell: cell(), requirement: line.id, dimension, found });
            }
        }
    }
    record
}

fn level_read(book: &Book, layout: &Layout<'_>, level: &LevelLayout) -> LevelRead {
    let mut warnings = Vec::new();
    let mut records = Vec::new();
    let mut touched = 0;
    for line in &level.lines {
        let mut record = answered(book, layout, line, &mut warnings);
        let untouched =
            Record { documentation: Some(Score::LOWEST), implementation: Some(Score::LOWEST), ..Record::default() };
        let remark = remark(book, level, line, &mut warnings);
        touched += usize::from(record != untouched || !remark.is_empty());
        match record.stance {
            Stance::NotApplicable => (record.justification, record.note) = apart(&remark),
            Stance::Scored | Stance::Unknown => record.note = remark,
        }
        records.push((line.id, record));
    }
    if touched == 0 {
        warnings.push(Warning::Untouched);
    }
    other_remarks(book, level, &mut warnings);
    other_formulas(book, layout, level, &mut warnings);
    LevelRead { level: level.level, records, touched, warnings }
}

/// The entity's remark on a requirement.
fn remark(book: &Book, level: &LevelLayout, line: &Line, warnings: &mut Vec<Warning>) -> String {
    let at = line.remark;
    let Some(sheet) = book.sheets.get(at.0) else { return String::new() };
    let sharing: Vec<RequirementId> =
        level.lines.iter().filter(|other| other.remark == at).map(|other| other.id).collect();
    let text = sheet.text(at.1);
    if sharing.len() < 2 {
        return text.to_owned();
    }
    let (mut parts, is_labelled) = separated(text, &sharing);
    let is_first = sharing.first() == Some(&line.id);
    if !is_labelled && !text.is_empty() && is_first {
        let cell = book.cell(at.0, at.1);
        warnings.push(Warning::SharedRemark { cell, requirements: sharing.clone() });
    }
    sharing
        .iter()
        .position(|id| *id == line.id)
        .and_then(|at| parts.get_mut(at))
        .map(std::mem::take)
        .unwrap_or_default()
}

/// Remarks beside no requirement, and those of the assessor.
fn other_remarks(book: &Book, level: &LevelLayout, warnings: &mut Vec<Warning>) {
    let mut count = 0;
    for table in &level.tables {
        let Some(sheet) = book.sheets.get(table.sheet) else { continue };
        for entry in sheet.cells.iter().filter(|entry| table.is_below_heading(entry.place)) {
            let text = sheet.text(entry.place);
            if text.trim().is_empty() {
                continue;
            }
            if entry.place == table.assessor(entry.place.row) {
                count += 1;
            }
            let is_known = || level.lines.iter().any(|line| line.remark == (table.sheet, entry.place));
            if entry.place == table.comment(entry.place.row) && !is_known() {
                let cell = book.cell(table.sheet, entry.place);
                warnings.push(Warning::StrayRemark { cell, found: text.to_owned() });
            }
        }
    }
    if count > 0 {
        warnings.push(Warning::AssessorRemarks { count });
    }
}

/// Category scores that are built otherwise than the second ledger knows.
fn other_formulas(book: &Book, layout: &Layout<'_>, level: &LevelLayout, warnings: &mut Vec<Warning>) {
    let known = layout.catalogue.structure(level.level, Ledger::Workbook);
    let figures = Figures::of(book, layout, level);
    for structure in known {
        let Some(category) = layout.catalogue.categories.get(structure.category) else { continue };
        let cells = figures.categories.iter().find(|cells| cells.category == structure.category);
        for dimension in Dimension::ALL {
            let found = cells.and_then(|cells| cells.half(dimension));
            let is_known = |at| averages_like(&groups(book, level, at, dimension), structure, dimension);
            if !found.is_some_and(is_known) {
                let cell = found.map(|(sheet, place)| book.cell(sheet, place));
                warnings.push(Warning::OtherFormula { cell, category: category.clone() });
            }
        }
    }
}
