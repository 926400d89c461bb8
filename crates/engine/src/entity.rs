//! What the law looks at: an entity, its types, its size and whatever sets it apart.

use crate::collections::{Map, Set};
use crate::{
    identifier::EntityTypeId,
    size::{Figures, GroupMember},
};

/// An entity as the classification sees it. Built from a dossier or from a profile once the answers that matter are
/// known; what is `None` was not asked because it cannot matter, or follows the default named at the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The types of annex I and II that it is, and domain-name registration; empty for none.
    pub entity_types: Set<EntityTypeId>,
    /// The questions of single types; a missing one means that the plain text of the type is met.
    pub facts: Map<Fact, bool>,
    /// Its own generation of electricity, when asked.
    pub generation: Option<Generation>,
    /// Letters, designations and special bodies.
    pub situations: Set<Situation>,
    /// Where it is established.
    pub established_in: Country,
    /// Where decisions on cybersecurity are mainly taken; `None` takes the place of establishment.
    pub main_establishment: Option<MainEstablishment>,
    /// Its representative in the Union, when it has no establishment there.
    pub representative: Option<Representative>,
    /// Whether electronic communications are offered in Belgium; `None` takes the place of establishment.
    pub serves_belgium: Option<bool>,
    /// Its own staff, turnover and balance-sheet total.
    pub own: Figures,
    /// Linked and partner enterprises.
    pub group: Vec<GroupMember>,
    /// Whether it claims that its networks, systems and services stand apart from the group (law, art. 3, §2).
    pub claims_independence: bool,
    /// Whether customers are themselves in scope.
    pub customers_in_scope: bool,
}

/// A country, as ISO 3166 alpha-2 prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// Belgium.
    pub const BELGIUM: Self = Self(*b"BE");

    /// Two capital letters.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 2] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// Whether it is Belgium.
    pub const fn is_belgium(self) -> bool {
        matches!(self.0, [b'B', b'E'])
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// A letter, a designation or a special body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Situation {
    /// The CCB identified it as essential.
    IdentifiedEssential,
    /// The CCB identified it as important.
    IdentifiedImportant,
    /// A critical entity, or an operator of a critical infrastructure.
    CriticalEntity,
    /// A financial entity under DORA.
    Dora,
    /// The IT company of a banking group.
    GroupOfBank,
    /// Police or the general inspection.
    Police,
    /// Defence.
    Defence,
    /// An intelligence service or the threat-analysis body.
    Intelligence,
    /// A court or the public prosecutor.
    Judiciary,
    /// The Federal Public Service Justice.
    FpsJustice,
    /// The National Crisis Centre.
    CrisisCentre,
    /// The Centre for Cybersecurity Belgium.
    Ccb,
    /// The National Bank.
    CentralBank,
    /// Such a body, and a trust service provider besides.
    TrustServiceProvider,
    /// A class I nuclear establishment.
    NuclearClassOne,
    /// Parts of a nuclear plant that serve electricity transmission.
    ElectricityTransmission,
}

impl Situation {
    /// Every situation, in the order in which the question shows them.
    pub const ALL: [Self; 16] = [
        Self::IdentifiedEssential,
        Self::IdentifiedImportant,
        Self::CriticalEntity,
        Self::Dora,
        Self::GroupOfBank,
        Self::Police,
        Self::Defence,
        Self::Intelligence,
        Self::Judiciary,
        Self::FpsJustice,
        Self::CrisisCentre,
        Self::Ccb,
        Self::CentralBank,
        Self::TrustServiceProvider,
        Self::NuclearClassOne,
        Self::ElectricityTransmission,
    ];

    /// The one spelling in saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdentifiedEssential => "identified-essential",
            Self::IdentifiedImportant => "identified-important",
            Self::CriticalEntity => "critical-entity",
            Self::Dora => "dora",
            Self::GroupOfBank => "group-of-bank",
            Self::Police => "police",
            Self::Defence => "defence",
            Self::Intelligence => "intelligence",
            Self::Judiciary => "judiciary",
            Self::FpsJustice => "fps-justice",
            Self::CrisisCentre => "crisis-centre",
            Self::Ccb => "ccb",
            Self::CentralBank => "central-bank",
            Self::TrustServiceProvider => "trust-service-provider",
            Self::NuclearClassOne => "nuclear-class-one",
            Self::ElectricityTransmission => "electricity-transmission",
        }
    }

    /// The situation with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|situation| situation.code() == code)
    }

    /// Whether it is a body that the law treats apart.
    pub const fn is_special_body(self) -> bool {
        match self {
            Self::Police
            | Self::Defence
            | Self::Intelligence
            | Self::Judiciary
            | Self::FpsJustice
            | Self::CrisisCentre
            | Self::Ccb
            | Self::CentralBank => true,
            Self::IdentifiedEssential
            | Self::IdentifiedImportant
            | Self::CriticalEntity
            | Self::Dora
            | Self::GroupOfBank
            | Self::TrustServiceProvider
            | Self::NuclearClassOne
            | Self::ElectricityTransmission => false,
        }
    }
}

/// Own generation of electricity: the question that nearly every firm misses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// None.
    None,
    /// Its own, not connected so as to inject into the grid.
    NoInjection,
    /// Its own, connected to the grid.
    Grid,
}

impl Generation {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::None, Self::NoInjection, Self::Grid];

    /// The one spelling in saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::NoInjection => "no-injection",
            Self::Grid => "grid",
        }
    }

    /// The answer with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|generation| generation.code() == code)
    }
}

/// A condition of a single type, as a question with yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// Waste is the principal economic activity.
    WastePrincipalActivity,
    /// Applied research for commercial use is the primary aim.
    ResearchPrimaryAim,
    /// A distributor of other goods for whom water is a non-essential part.
    DrinkingWaterNonEssential,
    /// Waste water is a non-essential part.
    WasteWaterNonEssential,
    /// Traffic management is a non-essential part.
    RoadNonEssential,
    /// The top-level domain is kept for own use only.
    TldOwnUse,
    /// A public administration that mainly does another listed activity.
    AdministrationOtherActivity,
}

impl Fact {
    /// Every condition.
    pub const ALL: [Self; 7] = [
        Self::WastePrincipalActivity,
        Self::ResearchPrimaryAim,
        Self::DrinkingWaterNonEssential,
        Self::WasteWaterNonEssential,
        Self::RoadNonEssential,
        Self::TldOwnUse,
        Self::AdministrationOtherActivity,
    ];

    /// The one spelling in saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WastePrincipalActivity => "waste-principal-activity",
            Self::ResearchPrimaryAim => "research-primary-aim",
            Self::DrinkingWaterNonEssential => "drinking-water-non-essential",
            Self::WasteWaterNonEssential => "waste-water-non-essential",
            Self::RoadNonEssential => "road-non-essential",
            Self::TldOwnUse => "tld-own-use",
            Self::AdministrationOtherActivity => "administration-other-activity",
        }
    }

    /// The condition with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.code() == code)
    }
}

/// Where decisions on cybersecurity are mainly taken (law, art. 4, §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MainEstablishment {
    /// In this country of the Union.
    In(Country),
    /// Nowhere in the Union.
    OutsideTheUnion,
}

/// Where the representative in the Union is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Representative {
    /// In this country.
    In(Country),
    /// There is none.
    Missing,
}
