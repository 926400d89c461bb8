//! The one document: everything a user entered, what can be done to it, and how it is saved.
//!
//! Derived things (verdict, scores, gaps, roadmap) are never here: they are functions of the dossier, the catalogue
//! and a date. Domain types are not serialised: `schema` has the saved forms, converted by hand.

pub mod action;
pub mod arrangement;
pub mod carry;
pub mod choices;
pub mod evidence;
pub mod history;
pub mod lead;
pub mod merge;
pub mod open;
mod open_tools;
pub mod passport;
pub mod plain;
pub mod planning;
pub mod profile;
pub mod questions;
pub mod record;
pub mod redact;
pub mod request;
pub mod save;
mod save_tools;
pub mod schema;
pub mod sealed;
pub mod selection;
pub mod snapshot;
pub mod tools;
pub mod upgrade;

use action::Action;
use belfry_engine::collections::Map;
use belfry_engine::{
    answer::Answer,
    catalogue::{Catalogue, Dimension},
    classification::Law,
    date::Date,
    entity::Entity,
    identifier::{FrameworkId, MeasureId, RequirementId},
    level::AssuranceLevel,
    report::Case,
    roadmap::Pace,
};
use evidence::{Evidence, Target};
use plain::{HabitAnswer, Style};
use planning::Planning;
use profile::Profile;
use record::Record;
use request::Request;
use selection::SelectionEdits;
use tools::Shelf;

/// Everything a user entered about one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The organisation's name.
    pub name: String,
    /// The scope answers.
    pub profile: Profile,
    /// Who decided on them.
    pub decision: DecisionRecord,
    /// Cells of the selection tool that differ from their defaults.
    pub selection: SelectionEdits,
    /// The level to work on; `None` takes the one that follows.
    pub target: Option<AssuranceLevel>,
    /// How the questions are put; `None` takes what is usual for the size.
    pub style: Option<Style>,
    /// How far the habits of the starting level are; an absent one is open.
    pub habits: Map<MeasureId, HabitAnswer>,
    /// Set when somebody else is asked some of the questions: this is their copy.
    pub request: Option<Request>,
    /// The framework at hand.
    pub framework: FrameworkId,
    /// What is known about each requirement, by framework.
    pub assessments: Map<FrameworkId, Assessment>,
    /// The register of evidence.
    pub evidence: Vec<Evidence>,
    /// How to go about the roadmap.
    pub planning: Planning,
    /// What was entered in the tools beside the assessment.
    pub tools: Shelf,
}

/// The answers to one framework.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// By requirement; an absent one is open.
    pub records: Map<RequirementId, Record>,
}

/// Who decided on the scope, who reviewed it, when, and what they add: for the printed record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionRecord {
    /// Who decided.
    pub decided_by: String,
    /// Who reviewed it.
    pub reviewed_by: String,
    /// When.
    pub decided_on: Option<Date>,
    /// Remarks.
    pub remark: String,
}

/// The framework that a new dossier starts with.
pub const FRAMEWORK: FrameworkId = FrameworkId::known("cyfun-2025");

impl Default for Dossier {
    fn default() -> Self {
        Self {
            name: String::new(),
            profile: Profile::default(),
            decision: DecisionRecord::default(),
            selection: SelectionEdits::default(),
            target: None,
            style: None,
            habits: Map::new(),
            request: None,
            framework: FRAMEWORK,
            assessments: Map::new(),
            evidence: Vec::new(),
            planning: Planning::default(),
            tools: Shelf::default(),
        }
    }
}

impl Dossier {
    /// What is known about a requirement of the framework at hand; nothing where nothing was entered.
    pub fn record(&self, id: RequirementId) -> Record {
        self.known(id).cloned().unwrap_or_default()
    }

    /// The answers as the scoring sees them, parallel to the catalogue.
    pub fn answers(&self, catalogue: &Catalogue) -> Vec<Answer> {
        let assessment = self.assessments.get(&catalogue.id);
        let answer =
            |id| assessment.and_then(|assessment| assessment.records.get(&id)).map(Record::answer).unwrap_or_default();
        catalogue.requirements.iter().map(|requirement| answer(requirement.id)).collect()
    }

    /// What is known about a requirement of the framework at hand, without a copy; `None` where nothing was entered.
    pub fn known(&self, id: RequirementId) -> Option<&Record> {
        self.assessments.get(&self.framework).and_then(|assessment| assessment.records.get(&id))
    }

    /// The evidence for one half of a requirement, with its place in the register.
    pub fn evidence_for(&self, id: RequirementId, dimension: Dimension) -> impl Iterator<Item = (usize, &Evidence)> {
        let all = self.evidence.iter().enumerate();
        all.filter(move |(_, piece)| piece.dimension == dimension && piece.serves_requirement(id))
    }

    /// What showed the older requirement is put before the newer one too.
    fn pass_on(&mut self, older: RequirementId, newer: RequirementId) {
        for piece in self.evidence.iter_mut().filter(|piece| piece.serves_requirement(older)) {
            piece.serves.insert(Target::Requirement(newer));
        }
    }

    /// What the engine works with.
    pub fn case(&self, law: &Law, catalogue: &Catalogue) -> Case {
        self.case_of(self.profile.entity(law), catalogue)
    }

    /// The same, when the entity is known already: it changes with the profile alone.
    pub fn case_of(&self, entity: Option<Entity>, catalogue: &Catalogue) -> Case {
        Case {
            entity,
            answers: self.answers(catalogue),
            target: self.target,
            cells: self.selection.cells.clone(),
            pace: Pace {
                start: self.planning.start,
                target: self.planning.target,
                days_per_week: self.planning.pace,
                efforts: self.planning.efforts.clone(),
                done: self.planning.done.clone(),
            },
        }
    }

    /// The dossier after an action. Nothing that the user typed is erased by it.
    #[must_use]
    pub fn apply(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Rename(name) => next.name = name,
            Action::Profile(profile) => next.profile = *profile,
            Action::Decision(decision) => next.decision = decision,
            Action::Record(id, change) => {
                let record = change.on(self.record(id));
                next.assessments.update(self.framework.clone(), |assessment| {
                    if record.is_empty() {
                        assessment.records.remove(&id);
                    } else {
                        assessment.records.insert(id, record);
                    }
                });
            }
            Action::Target(target) => next.target = target,
            Action::Framework(framework) => next.framework = framework,
            Action::Evidence(change) => next.evidence = change.on(next.evidence),
            Action::Tools(tools, _) => next.tools = tools,
            Action::Carry(framework, records, trail) => {
                for (older, newer) in trail {
                    next.pass_on(older, newer);
                }
                next.assessments.update(framework.clone(), |assessment| {
                    for (id, record) in records {
                        assessment.records.insert(id, record);
                    }
                });
                next.framework = framework;
            }
            Action::Style(style) => next.style = Some(style),
            Action::Habit(habit) => {
                next.habits.insert(habit.id, habit.answer);
            }
            Action::Take(records, evidence) => {
                next.evidence = evidence::merged(&next.evidence, evidence);
                next.assessments.update(self.framework.clone(), |assessment| {
                    for (id, record) in records {
                        assessment.records.insert(id, record);
                    }
                });
            }
            Action::Selection(sheet, place, value) => next.selection.set(sheet, place, value),
            Action::Planning(planning) => next.planning = *planning,
        }
        next
    }
}
