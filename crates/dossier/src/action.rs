//! What a user can do to a dossier: intentions, not widgets.

use crate::{
    DecisionRecord,
    plain::{Habit, PlainAnswer, Style},
    planning::Planning,
    profile::Profile,
    record::{Evidence, Record, Stance},
    selection::{CellPlace, CellValue},
};
use belfry_engine::{
    catalogue::{Dimension, Knower},
    date::Date,
    identifier::{FrameworkId, RequirementId, SheetId},
    level::AssuranceLevel,
    maturity::Score,
};

/// A change to what is known about one requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A half gets a score; an "I don't know" thereby ends.
    Score(Dimension, Score),
    /// A plain answer: both halves get its scores.
    Plain(PlainAnswer),
    /// A carried answer still holds.
    Confirm,
    /// Another kind of answer counts.
    Stance(Stance),
    /// Why the requirement does not apply.
    Justification(String),
    /// Whom to ask.
    Ask(Option<Knower>),
    /// Remarks.
    Note(String),
    /// A new line of evidence, still empty.
    AddEvidence(Dimension),
    /// The text of a line of evidence.
    EditEvidence(usize, String),
    /// A line of evidence goes.
    RemoveEvidence(usize),
    /// Who looks after it.
    Owner(String),
    /// By when it should be better.
    Due(Option<Date>),
}

impl Change {
    /// The record after the change.
    #[must_use]
    pub fn on(self, mut record: Record) -> Record {
        match self {
            Self::Score(dimension, score) => {
                match dimension {
                    Dimension::Documentation => record.documentation = Some(score),
                    Dimension::Implementation => record.implementation = Some(score),
                }
                record.stance = Stance::Scored;
                record.carried_from = None;
            }
            Self::Plain(answer) => {
                record.documentation = Some(answer.score(Dimension::Documentation));
                record.implementation = Some(answer.score(Dimension::Implementation));
                record.stance = Stance::Scored;
                record.carried_from = None;
            }
            Self::Confirm => record.carried_from = None,
            Self::Stance(stance) => {
                record.stance = stance;
                record.carried_from = None;
            }
            Self::Justification(text) => record.justification = text,
            Self::Ask(knower) => record.ask = knower,
            Self::Note(text) => record.note = text,
            Self::AddEvidence(dimension) => record.evidence.push(Evidence { dimension, reference: String::new() }),
            Self::EditEvidence(at, text) => {
                if let Some(evidence) = record.evidence.get_mut(at) {
                    evidence.reference = text;
                }
            }
            Self::RemoveEvidence(at) => {
                if at < record.evidence.len() {
                    record.evidence.remove(at);
                }
            }
            Self::Owner(text) => record.owner = text,
            Self::Due(date) => record.due = date,
        }
        record
    }

    /// Names the text being typed, so that its letters are one step of undo.
    pub fn about(&self, requirement: RequirementId) -> Option<String> {
        let field = match self {
            Self::Justification(_) => "justification".to_owned(),
            Self::Note(_) => "note".to_owned(),
            Self::Owner(_) => "owner".to_owned(),
            Self::EditEvidence(at, _) => format!("evidence/{at}"),
            Self::Score(..)
            | Self::Plain(_)
            | Self::Confirm
            | Self::Stance(_)
            | Self::Ask(_)
            | Self::AddEvidence(_)
            | Self::RemoveEvidence(_)
            | Self::Due(_) => {
                return None;
            }
        };
        Some(format!("{requirement}/{field}"))
    }
}

/// An intention.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The organisation's name.
    Rename(String),
    /// A scope answer.
    Profile(Box<Profile>),
    /// Who decided on the scope, who reviewed it, when, and what they add.
    Decision(DecisionRecord),
    /// Something about one requirement of the framework at hand.
    Record(RequirementId, Change),
    /// The level to work on.
    Target(Option<AssuranceLevel>),
    /// Another version of the framework is at hand; the answers to each stay.
    Framework(FrameworkId),
    /// Answers move to another version of the framework, which then is at hand.
    Carry(FrameworkId, Vec<(RequirementId, Record)>),
    /// How the questions are put.
    Style(Style),
    /// How far a habit of the starting level is.
    Habit(Habit),
    /// Answers that somebody else gave, as they are to stand from now on.
    Take(Vec<(RequirementId, Record)>),
    /// A cell of the selection tool differs from its default; `None` puts the default back.
    Selection(SheetId, CellPlace, Option<CellValue>),
    /// When to start, how fast, by when.
    Planning(Box<Planning>),
}

impl Action {
    /// Names the text being typed, so that its letters are one step of undo.
    pub fn about(&self) -> Option<String> {
        match self {
            Self::Rename(_) => Some("name".to_owned()),
            Self::Decision(_) => Some("decision".to_owned()),
            Self::Record(requirement, change) => change.about(*requirement),
            Self::Profile(_)
            | Self::Target(_)
            | Self::Framework(_)
            | Self::Carry(..)
            | Self::Style(_)
            | Self::Take(_)
            | Self::Habit(_)
            | Self::Selection(..)
            | Self::Planning(_) => None,
        }
    }
}
