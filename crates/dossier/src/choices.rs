//! What the user decided about the way to the level: the course, the way of counting, what will not be done, what does not
//! apply, what it may cost. Kept with what was entered in the tools.

use crate::schema::Named;
use belfry_engine::{
    catalogue::{Catalogue, Dimension, Ledger, PersonDays},
    collections::{Map, Set},
    course::Course,
    identifier::RequirementId,
    maturity::Score,
    optimum::Limits,
    size::Euro,
};
use belfry_reader::{Item, Misfit, Table, Wrong};
use serde::Serialize;

/// What the user decided about the way to the level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Which course.
    pub course: Course,
    /// In which way of counting the gates are to open.
    pub ledger: Ledger,
    /// Requirements of which the user says that they honestly do not apply, so that the plan may propose so.
    pub not_applicable: Set<RequirementId>,
    /// What was decided about single halves.
    pub pins: Map<RequirementId, Pins>,
    /// The work there may be at most.
    pub most_days: Option<PersonDays>,
    /// The money there may be at most.
    pub most_euro: Option<Euro>,
}

/// What was decided about the two halves of one requirement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    /// The written half.
    pub documentation: Option<Pin>,
    /// The practised half.
    pub implementation: Option<Pin>,
}

/// What was decided about one half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    /// It will not be raised.
    Stays,
    /// It will be raised to this score at least, whatever the plan says. Never the lowest.
    AtLeast(Score),
}

impl Pin {
    /// Every decision there is.
    pub const ALL: [Self; 5] = [
        Self::Stays,
        Self::AtLeast(Score::TWO),
        Self::AtLeast(Score::THREE),
        Self::AtLeast(Score::FOUR),
        Self::AtLeast(Score::HIGHEST),
    ];

    /// The one spelling in saved dossiers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stays => "stays",
            Self::AtLeast(score) => match score.get() {
                ..=2 => "at-least-2",
                3 => "at-least-3",
                4 => "at-least-4",
                5.. => "at-least-5",
            },
        }
    }

    /// The decision with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pin| pin.code() == code)
    }
}

impl Pins {
    /// What was decided about a half.
    pub const fn half(self, dimension: Dimension) -> Option<Pin> {
        match dimension {
            Dimension::Documentation => self.documentation,
            Dimension::Implementation => self.implementation,
        }
    }

    /// The scores between which the requirement may end.
    pub fn limits(self) -> Limits {
        let mut limits = Limits::NONE;
        let halves = limits.least.iter_mut().zip(&mut limits.most).zip([self.documentation, self.implementation]);
        for ((least, most), pin) in halves {
            match pin {
                None => {}
                // A score that is higher already stays: none is raised.
                Some(Pin::Stays) => *most = Score::LOWEST,
                Some(Pin::AtLeast(score)) => *least = score,
            }
        }
        limits
    }
}

impl Choices {
    /// Decides about a half, or lets a decision go.
    pub fn pin(&mut self, requirement: RequirementId, dimension: Dimension, pin: Option<Pin>) {
        let mut pins = self.pins.get(&requirement).copied().unwrap_or_default();
        match dimension {
            Dimension::Documentation => pins.documentation = pin,
            Dimension::Implementation => pins.implementation = pin,
        }
        if pins == Pins::default() {
            self.pins.remove(&requirement);
        } else {
            self.pins.insert(requirement, pins);
        }
    }

    /// What was decided, by position in a version of the framework; what that version does not have plays no part.
    pub fn limits(&self, catalogue: &Catalogue) -> Map<usize, Limits> {
        let pins = self.pins.iter();
        pins.filter_map(|(id, pins)| Some((catalogue.position(*id)?, pins.limits()))).collect()
    }

    /// What does not apply, by position in a version of the framework.
    pub fn candidates(&self, catalogue: &Catalogue) -> Set<usize> {
        self.not_applicable.iter().filter_map(|id| catalogue.position(*id)).collect()
    }
}

/// As a file has it.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedChoices {
    /// The course: `both` or `security`; absent for the least effort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub course: Option<String>,
    /// The way of counting: `workbook`; absent for the published method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ledger: Option<String>,
    /// Requirements that may be proposed as "not applicable".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_applicable: Vec<String>,
    /// What was decided about single halves, by requirement.
    #[serde(skip_serializing_if = "Named::is_empty")]
    pub pins: Named<SavedPins>,
    /// The work there may be at most, in days with at most two decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_days: Option<String>,
    /// The money there may be at most, in euro.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_euro: Option<String>,
}

/// What was decided about one requirement: `stays`, or `at-least-2` to `at-least-5`; one half at least.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct SavedPins {
    /// The written half.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
    /// The practised half.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub implementation: Option<String>,
}

pub(crate) fn open(mut saved: Table) -> Result<Choices, Misfit> {
    let requirement = |text: &str| RequirementId::parse(text).ok();
    let choices = Choices {
        course: saved.parse("course", Wrong::UnknownIdentifier, Course::from_code)?.unwrap_or_default(),
        ledger: saved.parse("ledger", Wrong::UnknownIdentifier, Ledger::from_code)?.unwrap_or_default(),
        not_applicable: crate::open_tools::set(&mut saved, "not_applicable", requirement)?,
        pins: crate::open_tools::named(saved.table("pins")?, requirement, pins)?,
        most_days: saved.parse("most_days", Wrong::OutOfRange, |text| {
            PersonDays::parse(text).filter(|days| *days <= crate::open_tools::MOST_DAYS)
        })?,
        most_euro: saved.parse("most_euro", Wrong::OutOfRange, |text| Euro::parse(text).ok())?,
    };
    saved.end()?;
    Ok(choices)
}

fn pins(item: Item) -> Result<Pins, Misfit> {
    let place = item.place.clone();
    let mut saved = item.table()?;
    let mut half = |dimension: Dimension| saved.parse(dimension.code(), Wrong::UnknownIdentifier, Pin::from_code);
    let pins =
        Pins { documentation: half(Dimension::Documentation)?, implementation: half(Dimension::Implementation)? };
    saved.end()?;
    place.need((pins != Pins::default()).then_some(pins), Wrong::Missing)
}

pub(crate) fn save(choices: &Choices) -> Option<SavedChoices> {
    let code = |pin: Option<Pin>| pin.map(|pin| pin.code().to_owned());
    let pins =
        |pins: &Pins| SavedPins { documentation: code(pins.documentation), implementation: code(pins.implementation) };
    (*choices != Choices::default()).then(|| SavedChoices {
        course: (choices.course != Course::default()).then(|| choices.course.code().to_owned()),
        ledger: (choices.ledger != Ledger::default()).then(|| choices.ledger.code().to_owned()),
        not_applicable: choices.not_applicable.iter().map(ToString::to_string).collect(),
        pins: choices.pins.iter().map(|(id, decided)| (id.to_string(), pins(decided))).collect(),
        most_days: choices.most_days.map(|days| days.to_string()),
        most_euro: choices.most_euro.map(|euro| euro.to_string()),
    })
}
