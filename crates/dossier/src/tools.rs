//! What the user entered in the tools beside the assessment: ISO 27001, schemes, dates, suppliers, incidents, returns.

use crate::{arrangement::Arrangement, choices::Choices, open::OpenError, open_tools, save_tools, snapshot::Snapshot};
use belfry_engine::{
    calendar::Diary,
    catalogue::{Dimension, PersonDays},
    collections::{Map, Set},
    control::{Accreditation, Applicability, CertificateFacts, ControlState, Controls, Progress},
    date::Date,
    identifier::{ClockId, ControlId, FrameworkId, ObligationId, RequirementId, SchemeId},
    incident::{Facts, Moment, Trait},
    level::AssuranceLevel,
    returns::{ReturnFigure, ReturnKind},
    size::Euro,
    vocabulary::Vocabulary,
};
use belfry_reader::{Item, Place};
use serde_json::Value;
use std::{fmt, rc::Rc};

/// Where a dossier keeps what was entered in the tools. Cheap to clone. What came from a file lies there unread until a tool
/// is opened, and what was read is compared and saved through its own table of functions: a page that opens no tool carries
/// no code for them. Nothing is lost on the way: what cannot be read is saved as it came.
#[derive(Clone, Default)]
pub struct Shelf(Lying);

#[derive(Clone, Default)]
enum Lying {
    #[default]
    Nothing,
    Unread(Rc<Value>),
    Read(Rc<dyn Kept>),
}

/// What a shelf asks of what it holds.
trait Kept {
    fn tools(self: Rc<Self>) -> Rc<Tools>;
    fn same(&self, other: Rc<dyn Kept>) -> bool;
    fn saved(&self) -> Rc<Value>;
}

impl Kept for Tools {
    fn tools(self: Rc<Self>) -> Rc<Tools> {
        self
    }

    fn same(&self, other: Rc<dyn Kept>) -> bool {
        *self == *other.tools()
    }

    fn saved(&self) -> Rc<Value> {
        // Texts, numbers and maps with text keys: this cannot fail.
        Rc::new(serde_json::to_value(save_tools::saved_tools(self)).unwrap_or_default())
    }
}

impl Shelf {
    /// Puts what was entered on a shelf.
    pub fn holding(tools: Tools) -> Self {
        if tools == Tools::default() { Self::default() } else { Self(Lying::Read(Rc::new(tools))) }
    }

    /// Puts what came from a file on a shelf, unread.
    pub(crate) fn unread(saved: Value) -> Self {
        Self(Lying::Unread(Rc::new(saved)))
    }

    /// What it holds.
    ///
    /// # Errors
    /// What came from a file is wrong; its place is said.
    pub fn read(&self, vocabulary: &dyn Vocabulary) -> Result<Rc<Tools>, OpenError> {
        match &self.0 {
            Lying::Nothing => Ok(Rc::default()),
            Lying::Read(kept) => Ok(kept.clone().tools()),
            Lying::Unread(saved) => {
                let place = Place::top().at("dossier").at("tools");
                let table = Item { place, value: (**saved).clone() }.table()?;
                Ok(Rc::new(open_tools::tools(table, vocabulary)?))
            }
        }
    }

    /// What it holds as a file has it; nothing when it is empty.
    pub fn saved(&self) -> Option<Rc<Value>> {
        match &self.0 {
            Lying::Nothing => None,
            Lying::Read(kept) => Some(kept.saved()),
            Lying::Unread(saved) => Some(saved.clone()),
        }
    }
}

impl PartialEq for Shelf {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Lying::Nothing, Lying::Nothing) => true,
            (Lying::Read(one), Lying::Read(other)) => Rc::ptr_eq(one, other) || one.same(other.clone()),
            (Lying::Unread(one), Lying::Unread(other)) => Rc::ptr_eq(one, other),
            // What was not read yet equals nothing but itself: at worst a draft is written once more.
            (Lying::Nothing | Lying::Unread(_) | Lying::Read(_), _) => false,
        }
    }
}

impl Eq for Shelf {}

impl fmt::Debug for Shelf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.saved() {
            Some(saved) => write!(formatter, "{saved}"),
            None => formatter.write_str("nothing"),
        }
    }
}

/// Everything entered in the tools.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tools {
    /// The ISO/IEC 27001 certificate.
    pub certificate: Certificate,
    /// The statement of applicability: what is known about each clause and control.
    pub controls: Map<ControlId, ControlRecord>,
    /// The authority's own mapping, or another, that the user loaded.
    pub own_mapping: Option<OwnMapping>,
    /// Schemes that the user turned on or off against what the verdict suggests.
    pub schemes: Map<SchemeId, Shown>,
    /// When an obligation of the calendar was last done.
    pub done: Map<ObligationId, Date>,
    /// The day of the decision by which the authority identified the entity (law, art. 11).
    pub decided: Option<Date>,
    /// What is written on the one-page explanation of a key measure.
    pub explanations: Map<RequirementId, String>,
    /// Suppliers.
    pub suppliers: Vec<Supplier>,
    /// Incidents.
    pub incidents: Vec<Incident>,
    /// Answers in the mock audit.
    pub audit: Vec<AuditAnswer>,
    /// What the certificate or label brought.
    pub returns: Vec<Return>,
    /// What a day of work costs.
    pub day_rate: Option<Euro>,
    /// The decisions asked of the board; an empty one takes Belfry's proposal.
    pub decisions: Vec<String>,
    /// How the work is arranged.
    pub arrangement: Arrangement,
    /// The way to the level.
    pub choices: Choices,
    /// States that were frozen, in the order in which they were.
    pub snapshots: Vec<Snapshot>,
}

/// An ISO/IEC 27001 certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// What it covers, as printed.
    pub scope: String,
    /// Who certified.
    pub body: String,
    /// Its number.
    pub number: String,
    /// Who accredits the body.
    pub accreditation: Option<Accreditation>,
    /// First day.
    pub issued: Option<Date>,
    /// Last day.
    pub expires: Option<Date>,
}

impl Certificate {
    /// What the engine judges.
    pub fn facts(&self) -> CertificateFacts {
        CertificateFacts {
            has_scope: !self.scope.trim().is_empty(),
            accreditation: self.accreditation,
            issued: self.issued,
            expires: self.expires,
        }
    }
}

/// What is known about one clause or control.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ControlRecord {
    /// Whether it applies.
    pub applicability: Applicability,
    /// How far the written half is.
    pub documentation: Option<Progress>,
    /// How far the practised half is.
    pub implementation: Option<Progress>,
    /// Why it applies, or why it was left out.
    pub justification: String,
    /// Remarks.
    pub note: String,
}

impl ControlRecord {
    /// What the engine judges.
    pub const fn state(&self) -> ControlState {
        ControlState {
            applicability: self.applicability,
            documentation: self.documentation,
            implementation: self.implementation,
        }
    }

    /// The same with another step for one half.
    #[must_use]
    pub fn with_half(self, dimension: Dimension, progress: Option<Progress>) -> Self {
        match dimension {
            Dimension::Documentation => Self { documentation: progress, ..self },
            Dimension::Implementation => Self { implementation: progress, ..self },
        }
    }

    /// Whether nothing at all was entered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A mapping that the user loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMapping {
    /// The name of the file it came from.
    pub name: String,
    /// Of which version of the framework.
    pub framework: FrameworkId,
    /// Requirements and controls that belong together.
    pub pairs: Set<(RequirementId, ControlId)>,
}

/// Whether a scheme is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It is.
    On,
    /// It is not.
    Off,
}

impl Shown {
    /// The one spelling in saved dossiers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }

    /// The one with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::On, Self::Off].into_iter().find(|one| one.code() == code)
    }
}

/// A supplier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supplier {
    /// Its name.
    pub name: String,
    /// What it delivers.
    pub service: String,
    /// Why it matters.
    pub weighs: Set<Weight>,
    /// What was agreed or asked, in the user's words.
    pub note: String,
    /// When it was last asked.
    pub asked: Option<Date>,
    /// What it says of itself.
    pub passport: Option<Passport>,
}

/// Why a supplier matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Work stops without it.
    Stops,
    /// It reaches into the systems.
    Reaches,
    /// It holds sensitive data.
    Holds,
    /// Nobody else could take over soon.
    Alone,
}

impl Weight {
    /// Every reason, in the order in which it is asked.
    pub const ALL: [Self; 4] = [Self::Stops, Self::Reaches, Self::Holds, Self::Alone];

    /// The one spelling in saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stops => "stops",
            Self::Reaches => "reaches",
            Self::Holds => "holds",
            Self::Alone => "alone",
        }
    }

    /// The reason with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|weight| weight.code() == code)
    }
}

/// What a supplier says of itself: the result of its own self-assessment, nothing that anybody verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passport {
    /// The supplier's name.
    pub name: String,
    /// Against which version.
    pub framework: FrameworkId,
    /// The level it answered.
    pub level: AssuranceLevel,
    /// The day.
    pub on: Date,
    /// How many requirements the level asks.
    pub asked: u32,
    /// How many are answered.
    pub answered: u32,
    /// The total in hundredths, cut off, not rounded up; `None` while nothing is answered or at Small.
    pub total: Option<u32>,
    /// Key measures of the level.
    pub keys: u32,
    /// How many of them reach their gate.
    pub keys_met: u32,
    /// Whether every gate of the level is passed.
    pub passed: bool,
}

/// An incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incident {
    /// What the user calls it.
    pub title: String,
    /// When somebody became aware.
    pub aware: Option<Moment>,
    /// When it was judged major (DORA).
    pub judged: Option<Moment>,
    /// When a remedy was available (CRA).
    pub remedy: Option<Moment>,
    /// What it is.
    pub traits: Set<Trait>,
    /// What was sent, and when.
    pub sent: Map<ClockId, Moment>,
    /// What is known, in the user's words; an absent one is still unknown.
    pub known: Map<Known, String>,
}

impl Incident {
    /// What the engine works with.
    pub fn facts(&self) -> Facts {
        Facts {
            aware: self.aware,
            judged: self.judged,
            remedy: self.remedy,
            traits: self.traits.clone(),
            sent: self.sent.iter().map(|(id, at)| (id.clone(), *at)).collect(),
        }
    }
}

/// Something that a notification has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Known {
    /// What happened.
    What,
    /// Since when.
    Since,
    /// Which services and systems are hit.
    Services,
    /// Who is hit, and how many.
    People,
    /// Whether somebody meant it.
    Malice,
    /// Whether other countries are touched.
    Borders,
    /// What has been done.
    Measures,
    /// How it came about, as far as is known.
    Cause,
    /// Whom the authority can reach.
    Contact,
}

impl Known {
    /// Every one, in the order of a notification.
    pub const ALL: [Self; 9] = [
        Self::What,
        Self::Since,
        Self::Services,
        Self::People,
        Self::Malice,
        Self::Borders,
        Self::Measures,
        Self::Cause,
        Self::Contact,
    ];

    /// The one spelling in saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::Since => "since",
            Self::Services => "services",
            Self::People => "people",
            Self::Malice => "malice",
            Self::Borders => "borders",
            Self::Measures => "measures",
            Self::Cause => "cause",
            Self::Contact => "contact",
        }
    }

    /// The one with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// An answer in the mock audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditAnswer {
    /// The requirement.
    pub requirement: RequirementId,
    /// The half that was asked about.
    pub dimension: Dimension,
    /// How it went; `None` while only a note stands.
    pub shown: Option<Demonstrated>,
    /// What was said.
    pub note: String,
}

/// How a question of the mock audit went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demonstrated {
    /// Shown on the spot.
    Shown,
    /// Said, not shown.
    Told,
    /// Neither.
    Stuck,
}

impl Demonstrated {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Shown, Self::Told, Self::Stuck];

    /// The one spelling in saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Told => "told",
            Self::Stuck => "stuck",
        }
    }

    /// The outcome with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Something that the certificate or label brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// What it is.
    pub kind: ReturnKind,
    /// What the user calls it.
    pub title: String,
    /// To which certificate or label it is due, and how one knows.
    pub source: String,
    /// When.
    pub on: Option<Date>,
    /// Worth in euro.
    pub amount: Option<Euro>,
    /// Days saved.
    pub days: Option<PersonDays>,
}

impl Return {
    /// What the sums take; nothing until a day is given.
    pub fn figure(&self) -> Option<ReturnFigure> {
        Some(ReturnFigure { kind: self.kind, on: self.on?, amount: self.amount, days: self.days })
    }
}

impl Tools {
    /// The states of all controls, by position.
    pub fn states(&self, controls: &Controls) -> Vec<ControlState> {
        let state = |id| self.controls.get(id).map(ControlRecord::state).unwrap_or_default();
        controls.all().iter().map(|control| state(&control.id)).collect()
    }

    /// What the calendar looks at.
    pub fn diary(&self) -> Diary {
        Diary {
            done: self.done.clone(),
            issued: self.certificate.issued,
            expires: self.certificate.expires,
            decided: self.decided,
        }
    }

    /// The record of a control; nothing where nothing was entered.
    pub fn control(&self, id: &ControlId) -> ControlRecord {
        self.controls.get(id).cloned().unwrap_or_default()
    }

    /// Puts the record of a control; an empty one is not kept.
    pub fn set_control(&mut self, id: ControlId, record: ControlRecord) {
        if record.is_empty() {
            self.controls.remove(&id);
        } else {
            self.controls.insert(id, record);
        }
    }
}
