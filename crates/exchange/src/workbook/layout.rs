//! Which edition of the official workbook this is, and where in it each requirement is answered. Told by what the sheets
//! hold, never by the name of a file.

use super::{
    book::{Book, Content, Sheet},
    formula::decimal,
    place::{Cell, Place},
};
use belfry_engine::{
    catalogue::{Catalogue, Dimension},
    collections::Set,
    date::Date,
    identifier::{FrameworkId, RequirementId},
    level::ScoredLevel,
    vocabulary::Vocabulary,
};
use num_traits::ToPrimitive;
use std::fmt;

const CYFUN_2023: FrameworkId = FrameworkId::known("cyfun-2023");
const CYFUN_2025: FrameworkId = FrameworkId::known("cyfun-2025");

/// The sheets of 2025, one a function, in the order of the framework.
const FUNCTIONS: [&str; 6] = ["GOVERN", "IDENTIFY", "PROTECT", "DETECT", "RESPOND", "RECOVER"];

/// Headings stand in the second row of every edition that was seen; a few more are tried.
const HEADINGS: std::ops::RangeInclusive<u32> = 1..=6;

/// Subcategory scores stand two columns right of the answers, category scores four, in every edition.
const SUBCATEGORY: i64 = 2;
const CATEGORY: i64 = 4;

/// Something that a sheet of answers must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The requirements.
    Requirement,
    /// The written half.
    Documentation,
    /// The practised half, right of it.
    Implementation,
    /// The entity's remarks.
    Comments,
}

/// Why a file is not one that this module reads. Nothing is read from such a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotThisWorkbook {
    /// No workbook of Office Open XML, or a damaged one.
    NotAWorkbook,
    /// A workbook under a password, or of the format before 2007.
    Enciphered,
    /// A workbook without any of the sheets of the official self-assessment.
    OtherWorkbook,
    /// Some of the sheets are there and this one is not.
    MissingSheet {
        /// The sheet's name.
        sheet: String,
    },
    /// A sheet without one of its columns.
    MissingColumn {
        /// The sheet's name.
        sheet: String,
        /// What is missing.
        column: Column,
    },
    /// A requirement that this level of the framework does not have.
    UnknownRequirement {
        /// Where.
        cell: Cell,
        /// The label there.
        found: String,
    },
    /// A requirement that stands in the workbook already.
    DoubledRequirement {
        /// Where it stands again.
        cell: Cell,
        /// Which.
        requirement: RequirementId,
    },
    /// A requirement of this level that no row asks for.
    MissingRequirement {
        /// The level.
        level: ScoredLevel,
        /// Which.
        requirement: RequirementId,
    },
    /// A framework that this release does not know.
    UnknownFramework(FrameworkId),
}

impl fmt::Display for NotThisWorkbook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAWorkbook => formatter.write_str("not an Excel workbook (.xlsx), or a damaged one"),
            Self::Enciphered => formatter.write_str("a workbook under a password or of the format before 2007"),
            Self::OtherWorkbook => formatter.write_str("a workbook, but not the official self-assessment"),
            Self::MissingSheet { sheet } => write!(formatter, "no sheet {sheet:?}"),
            Self::MissingColumn { sheet, column } => write!(formatter, "{sheet}: no column for {column:?}"),
            Self::UnknownRequirement { cell, found } => write!(formatter, "{cell}: unknown requirement {found:?}"),
            Self::DoubledRequirement { cell, requirement } => {
                write!(formatter, "{cell}: requirement {requirement} a second time")
            }
            Self::MissingRequirement { level, requirement } => {
                write!(formatter, "no row for requirement {requirement} of level {}", level.code())
            }
            Self::UnknownFramework(framework) => write!(formatter, "unknown framework {framework}"),
        }
    }
}

impl std::error::Error for NotThisWorkbook {}

/// Where things stand in a workbook.
#[derive(Debug)]
pub(super) struct Layout<'content> {
    pub(super) catalogue: &'content Catalogue,
    /// The day that the workbook gives as its version.
    pub(super) version: Option<Date>,
    /// The cell for the day of completion.
    pub(super) completed: Option<(usize, Place)>,
    /// One for each level that the workbook answers; never empty.
    pub(super) levels: Vec<LevelLayout>,
}

/// Where one level is answered.
#[derive(Debug)]
pub(super) struct LevelLayout {
    pub(super) level: ScoredLevel,
    pub(super) tables: Vec<Table>,
    /// The requirements, sheet by sheet and row by row.
    pub(super) lines: Vec<Line>,
    /// The sheet with the category scores, the total and the key measures.
    pub(super) summary: usize,
}

/// A sheet of answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    pub(super) sheet: usize,
    heading: u32,
    requirement: u32,
    documentation: u32,
    comments: u32,
}

/// A requirement's row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Position in the catalogue.
    pub(super) requirement: usize,
    pub(super) id: RequirementId,
    pub(super) table: Table,
    pub(super) row: u32,
    /// The cell that shows the remark: two requirements share one where cells are merged.
    pub(super) remark: (usize, Place),
}

impl Table {
    pub(super) fn answer(&self, row: u32, dimension: Dimension) -> Place {
        Place { row, column: self.documentation + half(dimension) }
    }

    pub(super) fn comment(&self, row: u32) -> Place {
        Place { row, column: self.comments }
    }

    /// The assessor's own column, right of the entity's.
    pub(super) fn assessor(&self, row: u32) -> Place {
        Place { row, column: self.comments + 1 }
    }

    pub(super) fn is_below_heading(&self, place: Place) -> bool {
        place.row > self.heading
    }

    /// The half that a column of answers holds.
    pub(super) fn dimension(&self, place: Place) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|dimension| self.answer(place.row, *dimension) == place)
    }

    /// Whether a cell holds a category's score of one half.
    pub(super) fn is_category(&self, place: Place, dimension: Dimension) -> bool {
        self.is_below_heading(place) && self.answer(place.row, dimension).shifted(0, CATEGORY) == Some(place)
    }

    /// Whether a cell holds a subcategory's score of one half.
    pub(super) fn is_subcategory(&self, place: Place, dimension: Dimension) -> bool {
        self.is_below_heading(place) && self.answer(place.row, dimension).shifted(0, SUBCATEGORY) == Some(place)
    }
}

const fn half(dimension: Dimension) -> u32 {
    match dimension {
        Dimension::Documentation => 0,
        Dimension::Implementation => 1,
    }
}

impl Line {
    pub(super) fn answer(&self, dimension: Dimension) -> (usize, Place) {
        (self.table.sheet, self.table.answer(self.row, dimension))
    }
}

impl LevelLayout {
    /// The requirement in a row of a sheet.
    pub(super) fn line(&self, sheet: usize, row: u32) -> Option<&Line> {
        self.lines.iter().find(|line| line.table.sheet == sheet && line.row == row)
    }

    pub(super) fn table(&self, sheet: usize) -> Option<&Table> {
        self.tables.iter().find(|table| table.sheet == sheet)
    }

    /// The first requirement at or below a row: the one whose category a score in that row belongs to.
    pub(super) fn line_from(&self, sheet: usize, row: u32) -> Option<&Line> {
        self.lines.iter().filter(|line| line.table.sheet == sheet && line.row >= row).min_by_key(|line| line.row)
    }
}

impl<'content> Layout<'content> {
    /// Recognises a workbook.
    ///
    /// # Errors
    /// What it lacks, or has too much.
    pub(super) fn of(book: &Book, vocabulary: &'content dyn Vocabulary) -> Result<Self, NotThisWorkbook> {
        let details = |level: ScoredLevel| format!("{} Details", level.code().to_ascii_uppercase());
        let (framework, sheets) = if FUNCTIONS.iter().any(|name| book.sheet(name).is_some()) {
            let level = ScoredLevel::ALL.into_iter().find(|level| book.sheet(&summary(*level)).is_some());
            let level = level.ok_or_else(|| missing(&summary(ScoredLevel::Essential)))?;
            (CYFUN_2025, vec![(level, FUNCTIONS.map(ToOwned::to_owned).to_vec())])
        } else if ScoredLevel::ALL.iter().any(|level| book.sheet(&details(*level)).is_some()) {
            (CYFUN_2023, ScoredLevel::ALL.map(|level| (level, vec![details(level)])).to_vec())
        } else {
            return Err(NotThisWorkbook::OtherWorkbook);
        };
        let catalogue = vocabulary.catalogue(&framework);
        let catalogue = catalogue.ok_or(NotThisWorkbook::UnknownFramework(framework))?;
        let mut levels = Vec::new();
        for (level, names) in sheets {
            levels.push(level_layout(book, catalogue, level, &names)?);
        }
        let first = levels.iter().flat_map(|level| &level.tables).next();
        let (version, completed) = first.map_or((None, None), |table| dates(book, table));
        Ok(Self { catalogue, version, completed, levels })
    }

    pub(super) fn at(&self, level: ScoredLevel) -> Option<&LevelLayout> {
        self.levels.iter().find(|layout| layout.level == level)
    }

    /// Whether this edition was compared with our figures, by its own date. Basic and Important of 2025 were not read by
    /// us: a public parser of these workbooks reports what they hold.
    pub(super) fn is_known(&self) -> bool {
        let known: &[(i32, u32, u32)] = match self.levels.as_slice() {
            [one] if one.level == ScoredLevel::Essential => &[(2026, 2, 25)],
            [_] => &[(2026, 2, 20)],
            _ => &[(2025, 8, 4)],
        };
        let known = known.iter().filter_map(|(year, month, day)| Date::from_civil(*year, *month, *day));
        self.version.is_some_and(|version| known.into_iter().any(|one| one == version))
    }
}

fn summary(level: ScoredLevel) -> String {
    format!("{} Summary", level.code().to_ascii_uppercase())
}

fn missing(sheet: &str) -> NotThisWorkbook {
    NotThisWorkbook::MissingSheet { sheet: sheet.to_owned() }
}

fn level_layout(
    book: &Book,
    catalogue: &Catalogue,
    level: ScoredLevel,
    names: &[String],
) -> Result<LevelLayout, NotThisWorkbook> {
    let mut tables = Vec::new();
    for name in names {
        let at = book.sheet(name).ok_or_else(|| missing(name))?;
        let sheet = book.sheets.get(at).ok_or_else(|| missing(name))?;
        tables.push(table(at, sheet)?);
    }
    let summary = book.sheet(&summary(level)).ok_or_else(|| missing(&summary(level)))?;
    let lines = lines(book, catalogue, level, &tables)?;
    Ok(LevelLayout { level, tables, lines, summary })
}

/// Finds the columns by the one word that their headings share in every edition.
fn table(at: usize, sheet: &Sheet) -> Result<Table, NotThisWorkbook> {
    let lacks = |column| NotThisWorkbook::MissingColumn { sheet: sheet.name.clone(), column };
    let headed = |row: u32, wanted: &dyn Fn(&str) -> bool| {
        let cells = sheet.cells.iter().filter(|entry| entry.place.row == row);
        cells
            .filter(|entry| wanted(&sheet.text(entry.place).to_ascii_lowercase()))
            .map(|entry| entry.place.column)
            .min()
    };
    let says = |word: &'static str| move |heading: &str| heading.contains(word);
    let found = HEADINGS.filter_map(|row| Some((row, headed(row, &says("documentation"))?))).next();
    let (heading, documentation) = found.ok_or_else(|| lacks(Column::Documentation))?;
    let right = Place { row: heading, column: documentation + half(Dimension::Implementation) };
    if !sheet.text(right).to_ascii_lowercase().contains("implementation") {
        return Err(lacks(Column::Implementation));
    }
    let requirement = headed(heading, &says("requirement")).ok_or_else(|| lacks(Column::Requirement))?;
    let comments = headed(heading, &|text| text.contains("comment") && !text.contains("assessor"));
    let comments = comments.ok_or_else(|| lacks(Column::Comments))?;
    Ok(Table { sheet: at, heading, requirement, documentation, comments })
}

/// The label that a requirement's text begins with: without the level that some editions put before it.
fn label(text: &str) -> &str {
    let text = text.trim_start();
    let text = ["BASIC_", "IMPORTANT_", "ESSENTIAL_"].iter().find_map(|level| text.strip_prefix(level)).unwrap_or(text);
    let end = text.find(|one: char| !(one.is_ascii_alphanumeric() || matches!(one, '.' | '-'))).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches(['.', '-'])
}

/// Whether a text is a label at all: some rows have guidance and no requirement.
fn is_label(text: &str) -> bool {
    text.contains('.') && text.contains('-') && text.ends_with(|one: char| one.is_ascii_digit())
}

fn lines(
    book: &Book,
    catalogue: &Catalogue,
    level: ScoredLevel,
    tables: &[Table],
) -> Result<Vec<Line>, NotThisWorkbook> {
    let order: Vec<usize> = catalogue.at_level(level).map(|(at, _)| at).collect();
    let mut seen = Set::new();
    let mut lines = Vec::new();
    let mut next = 0;
    for table in tables {
        let Some(sheet) = book.sheets.get(table.sheet) else { continue };
        for entry in sheet.cells.iter().filter(|entry| entry.place.column == table.requirement) {
            let label = label(sheet.text(entry.place));
            if !table.is_below_heading(entry.place) || !is_label(label) {
                continue;
            }
            let cell = || book.cell(table.sheet, entry.place);
            let unknown = || NotThisWorkbook::UnknownRequirement { cell: cell(), found: label.to_owned() };
            let named = catalogue.labelled(label).filter(|at| order.contains(at)).ok_or_else(unknown)?;
            // A label printed twice: the second stands for the requirement whose turn it is, if that is a neighbour.
            let expected = order.get(next).copied().filter(|at| is_neighbour(catalogue, *at, named));
            let meant = if seen.contains(&named) { expected.filter(|at| !seen.contains(at)) } else { Some(named) };
            let found = meant.and_then(|at| Some((at, catalogue.requirements.get(at)?.id)));
            let Some((requirement, id)) = found else {
                let requirement = catalogue.requirements.get(named).map(|requirement| requirement.id);
                return Err(requirement.map_or_else(unknown, |requirement| NotThisWorkbook::DoubledRequirement {
                    cell: cell(),
                    requirement,
                }));
            };
            seen.insert(requirement);
            next = order.iter().position(|at| *at == requirement).map_or(next, |at| at + 1);
            let row = entry.place.row;
            let remark = (table.sheet, sheet.shown(table.comment(row)));
            lines.push(Line { requirement, id, table: *table, row, remark });
        }
    }
    match order.iter().find(|at| !seen.contains(at)).and_then(|at| catalogue.requirements.get(*at)) {
        Some(absent) => Err(NotThisWorkbook::MissingRequirement { level, requirement: absent.id }),
        None => Ok(lines),
    }
}

/// Whether two requirements belong to the same category.
fn is_neighbour(catalogue: &Catalogue, one: usize, other: usize) -> bool {
    let category = |at: usize| catalogue.requirements.get(at).map(|requirement| requirement.category);
    category(one) == category(other)
}

/// The version and the cell of completion: above the headings, each after the words that announce it, a formula repeats
/// the cell where it is entered.
fn dates(book: &Book, table: &Table) -> (Option<Date>, Option<(usize, Place)>) {
    let Some(sheet) = book.sheets.get(table.sheet) else { return (None, None) };
    let (mut version, mut completed) = (None, None);
    let mut announced = "";
    for entry in sheet.cells.iter().filter(|entry| entry.place.row < table.heading) {
        let text = sheet.text(entry.place).to_ascii_lowercase();
        if entry.rule.is_none() {
            for word in ["version", "completion"] {
                if text.contains(word) {
                    announced = word;
                }
            }
            continue;
        }
        let repeated = sheet.formula(entry.place).and_then(|(formula, shift)| formula.repeats(shift));
        let Some((name, place)) = repeated else { continue };
        let Some(at) = name.map_or(Some(table.sheet), |name| book.sheet(name)) else { continue };
        match std::mem::take(&mut announced) {
            "version" => version = date(book, at, place),
            "completion" => completed = Some((at, place)),
            _ => {}
        }
    }
    (version, completed)
}

/// 30 December 1899 and 1 January 1904: the days from which workbooks count.
const FROM_1900: i64 = -25_569;
const FROM_1904: i64 = -24_107;

fn beginning(book: &Book) -> Date {
    Date::EPOCH.plus_days(if book.from_1904 { FROM_1904 } else { FROM_1900 })
}

/// The day in a cell, as a workbook counts days.
pub(super) fn date(book: &Book, sheet: usize, place: Place) -> Option<Date> {
    let Content::Number(days) = &book.sheets.get(sheet)?.entry(place)?.content else { return None };
    let days = decimal(days)?.to_integer().to_i64()?;
    // From 1 March 1900 on, where the calendar of workbooks agrees with everybody else's, to the last day they know.
    (61..=2_958_465).contains(&days).then(|| beginning(book).plus_days(days))
}

/// A day as a workbook counts it.
pub(super) fn serial(book: &Book, day: Date) -> i64 {
    beginning(book).days_until(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_ends_where_its_requirement_begins() {
        for (text, expected) in [
            ("GV.RM-02.1:Risk", "GV.RM-02.1"),
            ("BASIC_ID.AM-1.1: An inventory", "ID.AM-1.1"),
            ("PR.AC-3.1 The organisation", "PR.AC-3.1"),
            ("RS.CO-02.2\t:x", "RS.CO-02.2"),
            ("  ID.AM-03-3 ", "ID.AM-03-3"),
            ("R.AC-3.4: Remote", "R.AC-3.4"),
            ("PR.AC-3.1. The", "PR.AC-3.1"),
        ] {
            assert_eq!(label(text), expected);
            assert!(is_label(expected));
        }
        for text in ["NO REQUIREMENT / x", "e.g. something - else", "", "See GV.OC-01.1", "version 1.2-a"] {
            assert!(!is_label(label(text)), "{text}");
        }
    }
}
