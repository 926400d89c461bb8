//! What a user can do to a dossier: intentions, not widgets.

use crate::{
    DecisionRecord,
    evidence::{Evidence, Target},
    plain::{Habit, PlainAnswer, Style},
    planning::Planning,
    profile::Profile,
    record::{Record, Stance},
    selection::{CellPlace, CellValue},
    tools::Shelf,
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
            Self::Score(..) | Self::Plain(_) | Self::Confirm | Self::Stance(_) | Self::Ask(_) | Self::Due(_) => {
                return None;
            }
        };
        Some(format!("{requirement}/{field}"))
    }
}

/// A change to the register of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceChange {
    /// A new piece.
    Add(Box<Evidence>),
    /// A piece as it stands from now on, by its place; the text names the field being typed, if one is.
    Edit(usize, Box<Evidence>, &'static str),
    /// A piece goes.
    Remove(usize),
    /// A piece no longer serves something; it goes when it serves nothing else.
    Release(usize, Target),
}

impl EvidenceChange {
    pub(crate) fn on(self, mut register: Vec<Evidence>) -> Vec<Evidence> {
        match self {
            Self::Add(piece) => register.push(*piece),
            Self::Edit(at, piece, _) => {
                if let Some(place) = register.get_mut(at) {
                    *place = *piece;
                }
            }
            Self::Remove(at) => {
                if at < register.len() {
                    register.remove(at);
                }
            }
            Self::Release(at, target) => {
                if let Some(piece) = register.get_mut(at) {
                    piece.serves.remove(&target);
                    if piece.serves.is_empty() {
                        register.remove(at);
                    }
                }
            }
        }
        register
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
    /// Answers move to another version of the framework, which then is at hand; the pairs say from which requirement each
    /// comes, so that its evidence goes along.
    Carry(FrameworkId, Vec<(RequirementId, Record)>, Vec<(RequirementId, RequirementId)>),
    /// Something in the register of evidence.
    Evidence(EvidenceChange),
    /// Something in the tools beside the assessment; the text names the field being typed and is empty otherwise.
    Tools(Shelf, String),
    /// How the questions are put.
    Style(Style),
    /// How far a habit of the starting level is.
    Habit(Habit),
    /// Answers that somebody else gave, as they are to stand from now on, and the evidence that came with them.
    Take(Vec<(RequirementId, Record)>, Vec<Evidence>),
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
            Self::Evidence(EvidenceChange::Edit(at, _, field)) if !field.is_empty() => {
                Some(format!("evidence/{at}/{field}"))
            }
            Self::Tools(_, field) if !field.is_empty() => Some(format!("tools/{field}")),
            Self::Profile(_)
            | Self::Target(_)
            | Self::Framework(_)
            | Self::Carry(..)
            | Self::Style(_)
            | Self::Take(..)
            | Self::Evidence(_)
            | Self::Tools(..)
            | Self::Habit(_)
            | Self::Selection(..)
            | Self::Planning(_) => None,
        }
    }
}
