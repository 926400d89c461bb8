//! Two ledgers, explained to the cell: what a filled workbook shows, what the published method gives for the same answers,
//! and which cell makes the difference.

use super::{
    book::Book,
    evaluate::{Evaluator, Inputs, Value},
    figures::{At, CategoryCells, Figures, Group, groups, weights},
    formula::Fraction,
    layout::{Layout, LevelLayout, NotThisWorkbook},
    place::Cell,
    read::answered,
};
use belfry_engine::{
    answer::Answer,
    catalogue::{Catalogue, Dimension, Ledger},
    identifier::{CategoryId, DeviationId, RequirementId},
    level::ScoredLevel,
    maturity::Maturity,
    scoring::{CategoryScore, Gate, Scorecard, score},
    vocabulary::Vocabulary,
};

/// A figure that both the method and the workbook give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The maturity of a category.
    Category(CategoryId),
    /// The maturity of a key measure.
    KeyMeasure(RequirementId),
    /// The total.
    Total,
}

/// What the workbook shows in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A figure.
    Figure(Maturity),
    /// An error such as `#DIV/0!`, or a text.
    NoFigure(String),
    /// The workbook has no cell for it, or one with a formula that is not understood.
    Nothing,
}

/// The same figure by both ledgers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// By the published method.
    pub method: Maturity,
    /// As the workbook shows it.
    pub workbook: Shown,
}

/// A place where the workbook parts from the method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parting {
    /// Which figure.
    pub figure: Figure,
    /// The cell that shows it, if there is one.
    pub cell: Option<Cell>,
    /// The maturity.
    pub maturity: Both,
    /// The halves of a category that part; empty for other figures.
    pub halves: Vec<(Dimension, Both)>,
    /// What the figure must reach, where it is a gate.
    pub gate: Option<Maturity>,
    /// Whether the gate is open by the method.
    pub method_gate: Gate,
    /// Whether the gate is open by what the workbook shows.
    pub workbook_gate: Gate,
    /// The cells that make the difference; those of every category for the total.
    pub causes: Vec<Cause>,
}

/// A cell that counts otherwise than the method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The cell.
    pub cell: Cell,
    /// Which half it counts.
    pub dimension: Dimension,
    /// What it does.
    pub slip: Slip,
    /// The deviation that the framework's data describe in words, where this is one.
    pub deviation: Option<DeviationId>,
}

/// How a cell counts otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// It averages the requirements of several subcategories as if they were one.
    Merges(Vec<String>),
    /// It passes over requirements.
    LeavesOut(Vec<RequirementId>),
    /// It takes each part of a subcategory for a whole one.
    Splits(String),
    /// It averages the right requirements, and shows something else: an answer that it does not count, such as "not
    /// applicable" where its formula has no value for it.
    ShowsOtherwise(Both),
}

/// Where a workbook and the method part over the answers that the workbook holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The level.
    pub level: ScoredLevel,
    /// Every figure that differs: categories, key measures, the total. A category or key measure with an answer that is
    /// missing or cannot be read has no figure by the method and is not compared.
    pub partings: Vec<Parting>,
    /// The verdict by the method.
    pub by_method: Gate,
    /// The verdict by the figures that the workbook shows, with the same rules on "not applicable".
    pub by_workbook: Gate,
}

/// Compares what a workbook shows of its answers with the published method, at one of its levels; to compare a dossier,
/// fill a workbook first. The workbook's figures are worked out from its own formulas, in exact fractions; a spreadsheet
/// that adds binary numbers may differ in the sixteenth digit.
///
/// `None` when the workbook does not have the level.
///
/// # Errors
/// Why it is not the official self-assessment.
pub fn explain(
    bytes: &[u8],
    level: ScoredLevel,
    vocabulary: &dyn Vocabulary,
) -> Result<Option<Explanation>, NotThisWorkbook> {
    let book = super::open(bytes)?;
    let layout = Layout::of(&book, vocabulary)?;
    Ok(layout.at(level).map(|level| explained(&book, &layout, level)))
}

fn explained(book: &Book, layout: &Layout<'_>, level: &LevelLayout) -> Explanation {
    let catalogue = layout.catalogue;
    let mut answers = vec![Answer::Open; catalogue.requirements.len()];
    for line in &level.lines {
        if let Some(answer) = answers.get_mut(line.requirement) {
            *answer = answered(book, layout, line, &mut Vec::new()).answer();
        }
    }
    let card = score(catalogue, level.level, Ledger::Method, &answers);
    let inputs = Inputs::new();
    let mut sheet = Spread { evaluator: Evaluator::new(book, &inputs), book, level, catalogue, answers: &answers };
    let figures = Figures::of(book, layout, level);
    let mut partings = Vec::new();
    let mut gates = Vec::new();
    for category in &card.categories {
        let cells = figures.categories.iter().find(|cells| cells.category == category.category);
        partings.extend(sheet.category(category, cells, &mut gates));
    }
    for key in &card.key_measures {
        let cell = figures.key_measures.iter().find(|(at, _)| *at == key.requirement).map(|(_, cell)| *cell);
        let id = catalogue.requirements.get(key.requirement).map(|requirement| requirement.id);
        let Some((maturity, id)) = key.maturity.zip(id) else { continue };
        let figure = sheet.figure(Figure::KeyMeasure(id), cell, maturity, Some(key.gate));
        gates.push(figure.workbook_gate);
        partings.extend(Some(figure).filter(differs));
    }
    if let Some(total) = card.total.filter(|_| card.is_complete()) {
        let mut figure = sheet.figure(Figure::Total, figures.total, total, Some(card.total_gate));
        figure.causes = partings.iter().flat_map(|parting| parting.causes.clone()).collect();
        gates.push(figure.workbook_gate);
        partings.extend(Some(figure).filter(differs));
    }
    Explanation { level: level.level, partings, by_method: card.verdict(), by_workbook: verdict(&card, &gates) }
}

/// Closed when a rule is broken or one gate is closed; unknown while something is open.
fn verdict(card: &Scorecard, gates: &[Gate]) -> Gate {
    if !card.is_complete() {
        Gate::Unknown
    } else if !card.is_valid() || gates.contains(&Gate::Closed) {
        Gate::Closed
    } else if gates.contains(&Gate::Unknown) {
        Gate::Unknown
    } else {
        Gate::Open
    }
}

fn differs(parting: &Parting) -> bool {
    parting.maturity.workbook != Shown::Figure(parting.maturity.method) && parting.maturity.workbook != Shown::Nothing
}

/// A level's sheets, worked out.
struct Spread<'book> {
    evaluator: Evaluator<'book>,
    book: &'book Book,
    level: &'book LevelLayout,
    catalogue: &'book Catalogue,
    answers: &'book [Answer],
}

impl Spread<'_> {
    fn shown(&mut self, cell: Option<At>) -> Shown {
        let Some(value) = cell.and_then(|(sheet, place)| self.evaluator.value(sheet, place).ok()) else {
            return Shown::Nothing;
        };
        match (&value, value.number().and_then(maturity)) {
            (_, Some(maturity)) => Shown::Figure(maturity),
            (Value::Error(text) | Value::Text(text), None) => Shown::NoFigure(text.clone()),
            (Value::Empty | Value::Number(_) | Value::Boolean(_), None) => Shown::NoFigure(String::new()),
        }
    }

    fn figure(&mut self, figure: Figure, cell: Option<At>, method: Maturity, gate: Option<Maturity>) -> Parting {
        let workbook = self.shown(cell);
        let passes = |figure: Maturity| gate.is_none_or(|gate| figure.meets(gate));
        let workbook_gate = match &workbook {
            Shown::Figure(figure) => opened(passes(*figure)),
            Shown::NoFigure(_) if gate.is_some() => Gate::Closed,
            Shown::NoFigure(_) => Gate::Open,
            // A workbook that does not show a figure cannot part from the method over it.
            Shown::Nothing => opened(passes(method)),
        };
        Parting {
            figure,
            cell: cell.map(|(sheet, place)| self.book.cell(sheet, place)),
            maturity: Both { method, workbook },
            halves: Vec::new(),
            gate,
            method_gate: opened(passes(method)),
            workbook_gate,
            causes: Vec::new(),
        }
    }

    fn category(
        &mut self,
        category: &CategoryScore,
        cells: Option<&CategoryCells>,
        gates: &mut Vec<Gate>,
    ) -> Option<Parting> {
        let method = category.maturity.filter(|_| category.answered == category.asked)?;
        let id = self.catalogue.categories.get(category.category)?.clone();
        let cell = cells.and_then(|cells| cells.maturity);
        let mut parting = self.figure(Figure::Category(id), cell, method, category.gate);
        gates.push(parting.workbook_gate);
        for dimension in Dimension::ALL {
            let half = match dimension {
                Dimension::Documentation => category.documentation,
                Dimension::Implementation => category.implementation,
            };
            let Some((cell, method)) = cells.and_then(|cells| cells.half(dimension)).zip(half) else { continue };
            let workbook = self.shown(Some(cell));
            if workbook != Shown::Figure(method) {
                parting.halves.push((dimension, Both { method, workbook }));
                parting.causes.extend(self.causes(category.category, cell, dimension));
            }
        }
        (differs(&parting) || !parting.halves.is_empty()).then_some(parting)
    }

    /// The cells below a category's cell that make it show something else.
    fn causes(&mut self, category: usize, cell: At, dimension: Dimension) -> Vec<Cause> {
        let structures = self.catalogue.structure(self.level.level, Ledger::Method);
        let Some(structure) = structures.iter().find(|structure| structure.category == category) else {
            return Vec::new();
        };
        let wanted = structure.groups(dimension);
        let found = groups(self.book, self.level, cell, dimension);
        let is_alike =
            weights(found.iter().map(|group| group.members.as_slice())) == weights(wanted.iter().map(Vec::as_slice));
        let mut slips = if is_alike { Vec::new() } else { self.slips(wanted, &found, cell) };
        for group in &found {
            slips.extend(self.shows_otherwise(group, dimension).map(|both| (group.cell, Slip::ShowsOtherwise(both))));
        }
        let cause = |((sheet, place), slip): (At, Slip)| {
            let cell = self.book.cell(sheet, place);
            let deviation = self.deviation(category, dimension, &cell);
            Cause { cell, dimension, slip, deviation }
        };
        slips.into_iter().map(cause).collect()
    }

    /// How the groups of a category's cell part from its subcategories.
    fn slips(&self, wanted: &[Vec<usize>], found: &[Group], cell: At) -> Vec<(At, Slip)> {
        let subcategory = |group: &[usize]| {
            let first = group.first().and_then(|at| self.catalogue.requirements.get(*at));
            first.map(|requirement| requirement.id.subcategory().to_owned()).unwrap_or_default()
        };
        let mut slips = Vec::new();
        for group in found {
            let of: Vec<&Vec<usize>> =
                wanted.iter().filter(|wanted| wanted.iter().any(|at| group.members.contains(at))).collect();
            if of.len() > 1 {
                slips.push((group.cell, Slip::Merges(of.into_iter().map(|group| subcategory(group)).collect())));
            }
        }
        for group in wanted {
            let holds = |member: &usize| found.iter().any(|found| found.members.contains(member));
            let out: Vec<RequirementId> = group
                .iter()
                .filter(|member| !holds(member))
                .filter_map(|at| self.catalogue.requirements.get(*at))
                .map(|requirement| requirement.id)
                .collect();
            if !out.is_empty() {
                slips.push((cell, Slip::LeavesOut(out)));
            }
            let parts = found.iter().filter(|found| found.members.iter().any(|at| group.contains(at))).count();
            if parts > 1 {
                slips.push((cell, Slip::Splits(subcategory(group))));
            }
        }
        slips
    }

    /// What a subcategory's cell shows, where it is not the average of its answers.
    fn shows_otherwise(&mut self, group: &Group, dimension: Dimension) -> Option<Both> {
        let rule = self.catalogue.not_applicable.as_ref().map(|rules| rules.at(self.level.level));
        let value = |at: &usize| match (self.answers.get(*at)?, dimension) {
            (Answer::Open, _) => None,
            (Answer::NotApplicable, _) => rule.map(|rule| rule.counts_as),
            (Answer::Scored { documentation, .. }, Dimension::Documentation) => Some((*documentation).into()),
            (Answer::Scored { implementation, .. }, Dimension::Implementation) => Some((*implementation).into()),
        };
        let values: Option<Vec<Maturity>> = group.members.iter().map(value).collect();
        let method = Maturity::average(values?)?;
        // A group that the category looks at directly has no cell of its own.
        let is_own = self.level.table(group.cell.0)?.is_subcategory(group.cell.1, dimension);
        let workbook = self.shown(Some(group.cell).filter(|_| is_own));
        let is_same = workbook == Shown::Figure(method) || workbook == Shown::Nothing;
        (!is_same).then_some(Both { method, workbook })
    }

    fn deviation(&self, category: usize, dimension: Dimension, cell: &Cell) -> Option<DeviationId> {
        let name = cell.to_string();
        let mut known = self.catalogue.deviations.iter().filter(|deviation| {
            deviation.level == self.level.level
                && deviation.category == category
                && deviation.dimensions.contains(&dimension)
        });
        let named = |cells: &str| cells.split(", ").any(|one| one == name);
        known.find(|deviation| named(&deviation.cells)).map(|deviation| deviation.id.clone())
    }
}

const fn opened(is_open: bool) -> Gate {
    if is_open { Gate::Open } else { Gate::Closed }
}

fn maturity(number: Fraction) -> Option<Maturity> {
    Maturity::fraction(i64::try_from(*number.numer()).ok()?, i64::try_from(*number.denom()).ok()?)
}
