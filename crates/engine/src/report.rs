//! Everything that follows from a case, in one value. Derived whenever something changes; never stored.

use crate::collections::{Map, ordered};
use crate::{
    answer::Answer,
    catalogue::{Catalogue, Ledger, PerLevel},
    classification::{Classification, Law, Status, classify},
    date::Date,
    entity::Entity,
    gap::{Blocker, Path, blockers, path},
    identifier::{EntityTypeId, SheetId},
    level::{AssuranceLevel, ScoredLevel},
    roadmap::{Measure, Pace, Plan, Roadmap, roadmap},
    scoring::{Difference, Scorecard, differences, score},
    selection::{CellPlace, CellValue, SelectionResult, SelectionSize, SelectionTool},
    size::SizeClass,
};

/// Law and framework, as data.
#[derive(Clone, Copy)]
pub struct Facts<'content> {
    /// The law.
    pub law: &'content Law,
    /// The framework at hand.
    pub catalogue: &'content Catalogue,
    /// The selection tool.
    pub selection: &'content SelectionTool,
    /// The measures.
    pub measures: &'content [Measure],
}

/// What is known about an organisation.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// What the law looks at; `None` until the scope questions that matter are answered.
    pub entity: Option<Entity>,
    /// The answers, parallel to the catalogue's requirements.
    pub answers: Vec<Answer>,
    /// The level the user chose; `None` takes the one that follows.
    pub target: Option<AssuranceLevel>,
    /// Cells of the selection tool that the user changed.
    pub cells: Map<SheetId, Map<CellPlace, CellValue>>,
    /// How the user goes about it.
    pub pace: Pace,
}

/// Which level, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelAdvice {
    /// The level that goes with the class; `None` where none follows.
    pub by_class: Option<AssuranceLevel>,
    /// The size by the selection tool's own reading; `None` while the figures are not known.
    pub size: Option<SelectionSize>,
    /// The selection tool for each of the entity's sectors, the highest first.
    pub by_selection: Vec<SelectionResult>,
    /// Where to begin when the user chose nothing.
    pub suggested: AssuranceLevel,
    /// The level at hand: the user's choice, or the suggestion.
    pub target: AssuranceLevel,
}

/// Everything that follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The verdict under the law; `None` until the scope questions that matter are answered.
    pub classification: Option<Classification>,
    /// Which level.
    pub advice: LevelAdvice,
    /// The scored level at hand. Small has no score: Basic's questions are its questions.
    pub level: ScoredLevel,
    /// The published method, at every level.
    pub scorecards: PerLevel<Scorecard>,
    /// The workbook's own counting, at the level at hand.
    pub workbook: Scorecard,
    /// Where the two part.
    pub differences: Vec<Difference>,
    /// What keeps each level's door shut.
    pub blockers: PerLevel<Vec<Blocker>>,
    /// A short way to the level at hand.
    pub path: Path,
    /// The same on a calendar.
    pub roadmap: Roadmap,
}

impl Report {
    /// The published method at the level at hand.
    pub const fn method(&self) -> &Scorecard {
        self.scorecards.at(self.level)
    }
}

/// Works everything out.
pub fn report(case: &Case, facts: &Facts<'_>, today: Date) -> Report {
    let classification = case.entity.as_ref().map(|entity| classify(entity, facts.law));
    let advice = advice(case, facts, classification.as_ref());
    let level = advice.target.scored().unwrap_or(ScoredLevel::Basic);
    let method = |level| score(facts.catalogue, level, Ledger::Method, &case.answers);
    let scorecards = PerLevel {
        basic: method(ScoredLevel::Basic),
        important: method(ScoredLevel::Important),
        essential: method(ScoredLevel::Essential),
    };
    let workbook = score(facts.catalogue, level, Ledger::Workbook, &case.answers);
    let blockers = PerLevel {
        basic: blockers(&scorecards.basic),
        important: blockers(&scorecards.important),
        essential: blockers(&scorecards.essential),
    };
    let path = path(facts.catalogue, level, &case.answers, &|_| None);
    let roadmap = roadmap(&Plan {
        catalogue: facts.catalogue,
        measures: facts.measures,
        law: facts.law,
        classification: classification.as_ref(),
        path: &path,
        pace: &case.pace,
        today,
    });
    let differences = differences(facts.catalogue, scorecards.at(level), &workbook);
    Report { classification, advice, level, scorecards, workbook, differences, blockers, path, roadmap }
}

/// The level that follows from the class, beside what the selection tool says.
pub fn advice(case: &Case, facts: &Facts<'_>, classification: Option<&Classification>) -> LevelAdvice {
    let by_class = classification.and_then(|verdict| verdict.status.assurance_level());
    let size = classification.map(|verdict| SelectionSize::of(verdict.figures));
    let types: Vec<EntityTypeId> = classification.iter().flat_map(|verdict| verdict.types.iter().cloned()).collect();
    let runs: Vec<SelectionResult> = match size {
        Some(size) => facts
            .selection
            .sheets_of(&types)
            .into_iter()
            .map(|sheet| facts.selection.run(sheet, case.cells.get(&sheet.id), size))
            .collect(),
        None => Vec::new(),
    };
    let by_selection = ordered(runs, |result| std::cmp::Reverse(result.score));
    let suggested = by_class.unwrap_or(match classification {
        Some(verdict) if verdict.status == Status::OutOfScope && verdict.size_class == SizeClass::Micro => {
            AssuranceLevel::Small
        }
        Some(_) | None => AssuranceLevel::Basic,
    });
    LevelAdvice { by_class, size, by_selection, suggested, target: case.target.unwrap_or(suggested) }
}
