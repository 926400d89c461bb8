//! What became of the requirements of one version of the framework in the next.

use crate::{
    catalogue::Catalogue,
    identifier::{FrameworkId, MeasureId, RequirementId},
};

/// How close a requirement and its successor are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// The same ask in other words.
    Equal,
    /// More, less, or something near it.
    Partly,
    /// No successor.
    None,
}

impl Match {
    /// The match printed so in data files.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "equal" => Some(Self::Equal),
            "partly" => Some(Self::Partly),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

/// How certain the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Both texts say it.
    High,
    /// It takes some reading.
    Medium,
    /// Another reader may see it otherwise.
    Low,
}

impl Confidence {
    /// The confidence printed so in data files.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "high" => Some(Self::High),
            "medium" => Some(Self::Medium),
            "low" => Some(Self::Low),
            _ => None,
        }
    }
}

/// What became of one requirement.
#[derive(Clone, Debug)]
pub struct Successor {
    /// The requirement of the older version.
    pub of: RequirementId,
    /// Its successors, the closest first; empty for none.
    pub to: Vec<RequirementId>,
    /// How close they are.
    pub kind: Match,
    /// How certain that is.
    pub sure: Confidence,
    /// Its measure in the roadmap, where no successor gives it one.
    pub measure: Option<MeasureId>,
}

/// What became of every requirement.
#[derive(Clone, Debug)]
pub struct Succession {
    /// The older version.
    pub from: FrameworkId,
    /// One row for each of its requirements.
    pub rows: Vec<Successor>,
}

impl Succession {
    /// What became of a requirement.
    pub fn of(&self, id: RequirementId) -> Option<&Successor> {
        self.rows.iter().find(|row| row.of == id)
    }

    /// The requirements of the newer version that succeed none.
    pub fn new_in(&self, newer: &Catalogue) -> impl Iterator<Item = RequirementId> {
        newer.requirements.iter().map(|one| one.id).filter(|id| !self.rows.iter().any(|row| row.to.contains(id)))
    }
}
