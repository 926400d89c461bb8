//! Which cells show the scores, and how the workbook's own formulas build them: read from the formulas, so that an edition
//! with a mended or a new slip is told as it is.

use super::{
    book::Book,
    formula::Fraction,
    layout::{Layout, LevelLayout},
    place::Place,
};
use belfry_engine::{
    catalogue::{CategoryStructure, Dimension},
    collections::Map,
};
use num_traits::One;

/// A cell by its sheet's number.
pub(super) type At = (usize, Place);

/// The cells of one category.
#[derive(Clone, Debug)]
pub(super) struct CategoryCells {
    /// Position in the catalogue's categories.
    pub(super) category: usize,
    pub(super) documentation: Option<At>,
    pub(super) implementation: Option<At>,
    pub(super) maturity: Option<At>,
}

impl CategoryCells {
    pub(super) fn half(&self, dimension: Dimension) -> Option<At> {
        match dimension {
            Dimension::Documentation => self.documentation,
            Dimension::Implementation => self.implementation,
        }
    }
}

/// The cells that show one level's scores.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    pub(super) categories: Vec<CategoryCells>,
    /// By position in the catalogue; those that the summary lists.
    pub(super) key_measures: Vec<(usize, At)>,
    pub(super) total: Option<At>,
}

/// Requirements that a cell averages first, by position in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) cell: At,
    pub(super) members: Vec<usize>,
}

/// A formula that looks at more cells than this builds no score.
const LARGEST: u64 = 2_000;

/// Where a formula looks, cell by cell, without what holds nothing.
fn looks_at(book: &Book, (sheet, place): At) -> Vec<At> {
    let Some(here) = book.sheets.get(sheet) else { return Vec::new() };
    let Some((formula, shift)) = here.formula(place) else { return Vec::new() };
    let mut found = Vec::new();
    for (name, area) in formula.references(shift) {
        let at = name.map_or(Some(sheet), |name| book.sheet(name));
        let Some((at, there)) = at.and_then(|at| Some((at, book.sheets.get(at)?))) else { continue };
        let within = there.within(area).filter(|_| area.size() <= LARGEST);
        for entry in within {
            let cell = (at, entry.place);
            if !found.contains(&cell) {
                found.push(cell);
            }
        }
    }
    found
}

impl Figures {
    pub(super) fn of(book: &Book, layout: &Layout<'_>, level: &LevelLayout) -> Self {
        let mut categories = halves(book, layout, level);
        let mut key_measures = Vec::new();
        let summary: Vec<(At, Vec<At>)> = book.sheets.get(level.summary).map_or_else(Vec::new, |sheet| {
            let cells = sheet.worked_out().map(|(entry, _)| (level.summary, entry.place));
            cells.filter(|cell| repeated(book, *cell).is_none()).map(|cell| (cell, looks_at(book, cell))).collect()
        });
        let source = |cell: At| if cell.0 == level.summary { repeated(book, cell).unwrap_or(cell) } else { cell };
        // A score of the summary averages two cells: a category's halves, or a key measure's.
        for (cell, seen) in &summary {
            let [one, other] = seen.as_slice() else { continue };
            let sources = [source(*one), source(*other)];
            let both = |pair: [Option<At>; 2]| pair.iter().all(|half| half.is_some_and(|half| sources.contains(&half)));
            if let Some(category) = categories.iter_mut().find(|one| both([one.documentation, one.implementation])) {
                category.maturity.get_or_insert(*cell);
            } else if let Some(line) =
                level.lines.iter().find(|line| both(Dimension::ALL.map(|dimension| Some(line.answer(dimension)))))
            {
                key_measures.push((line.requirement, *cell));
            }
        }
        let maturities: Vec<At> = categories.iter().filter_map(|category| category.maturity).collect();
        let is_total = |seen: &[At]| {
            let filled = |cell: &&At| book.sheets.get(cell.0).is_some_and(|sheet| !sheet.text(cell.1).is_empty());
            let seen: Vec<&At> = seen.iter().filter(filled).collect();
            seen.len() == maturities.len() && maturities.iter().all(|cell| seen.contains(&cell))
        };
        let total = summary.iter().find(|(_, seen)| !maturities.is_empty() && is_total(seen)).map(|(cell, _)| *cell);
        Self { categories, key_measures, total }
    }
}

fn repeated(book: &Book, (sheet, place): At) -> Option<At> {
    let (formula, shift) = book.sheets.get(sheet)?.formula(place)?;
    let (name, place) = formula.repeats(shift)?;
    Some((name.map_or(Some(sheet), |name| book.sheet(name))?, place))
}

/// The categories that exist at the level, with the cells of their halves.
fn halves(book: &Book, layout: &Layout<'_>, level: &LevelLayout) -> Vec<CategoryCells> {
    let mut categories: Vec<CategoryCells> = Vec::new();
    for table in &level.tables {
        let Some(sheet) = book.sheets.get(table.sheet) else { continue };
        for (entry, _) in sheet.worked_out() {
            let column = Dimension::ALL.into_iter().find(|dimension| table.is_category(entry.place, *dimension));
            let line = level.line_from(table.sheet, entry.place.row);
            let Some((dimension, line)) = column.zip(line) else { continue };
            let Some(category) = layout.catalogue.requirements.get(line.requirement).map(|one| one.category) else {
                continue;
            };
            if !categories.iter().any(|one| one.category == category) {
                categories.push(CategoryCells { category, documentation: None, implementation: None, maturity: None });
            }
            if let Some(found) = categories.iter_mut().find(|one| one.category == category) {
                let half = match dimension {
                    Dimension::Documentation => &mut found.documentation,
                    Dimension::Implementation => &mut found.implementation,
                };
                half.get_or_insert((table.sheet, entry.place));
            }
        }
    }
    categories
}

/// What a category's cell averages: the groups of requirements, each with the cell that averages it first. An answer that
/// the category looks at directly is a group of its own.
pub(super) fn groups(book: &Book, level: &LevelLayout, cell: At, dimension: Dimension) -> Vec<Group> {
    let Some(table) = level.table(cell.0) else { return Vec::new() };
    let mut groups = Vec::new();
    for seen in looks_at(book, cell) {
        if table.is_subcategory(seen.1, dimension) {
            let has_formula = book.sheets.get(seen.0).is_some_and(|sheet| sheet.formula(seen.1).is_some());
            if has_formula {
                groups.push(Group { cell: seen, members: answers(level, &looks_at(book, seen)) });
            }
        } else {
            let members = answers(level, &[seen]);
            if !members.is_empty() {
                groups.push(Group { cell, members });
            }
        }
    }
    groups
}

/// The requirements whose answers are among the cells.
fn answers(level: &LevelLayout, cells: &[At]) -> Vec<usize> {
    let mut members = Vec::new();
    for (sheet, place) in cells {
        let is_answer = level.table(*sheet).is_some_and(|table| table.dimension(*place).is_some());
        let line = level.line(*sheet, place.row).filter(|_| is_answer);
        members.extend(line.map(|line| line.requirement).filter(|at| !members.contains(at)));
    }
    members
}

/// How much each requirement weighs in an average of averages; equal weights are equal figures, whatever the groups.
pub(super) fn weights<'a>(groups: impl ExactSizeIterator<Item = &'a [usize]>) -> Map<usize, Fraction> {
    let count = groups.len();
    let mut weights: Map<usize, Fraction> = Map::new();
    for members in groups {
        let share = i128::try_from(count * members.len()).unwrap_or(i128::MAX).max(1);
        for member in members {
            let share = Fraction::one() / Fraction::from(share);
            weights.update(*member, |weight| *weight += share);
        }
    }
    weights
}

/// Whether a category's cell averages as a structure of the catalogue does.
pub(super) fn averages_like(groups: &[Group], structure: &CategoryStructure, dimension: Dimension) -> bool {
    let ours = structure.groups(dimension);
    weights(groups.iter().map(|group| group.members.as_slice())) == weights(ours.iter().map(Vec::as_slice))
}
