//! What the user said about the organisation: the scope questions, each open until answered.

use belfry_engine::collections::{Map, Set};
pub use belfry_engine::entity::{Country, Fact, Generation, MainEstablishment, Representative, Situation};
use belfry_engine::{
    identifier::EntityTypeId,
    size::{AnnualWorkUnits, Euro, Share},
};

/// The answers to the scope questions. `None` is "not asked yet"; an answer that no longer matters stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// What the organisation does, in the user's words. Never decides.
    pub activity: String,
    /// Where it is established.
    pub established_in: Option<Country>,
    /// Letters, designations and special bodies that concern it; an empty set is "none of these".
    pub situations: Option<Set<Situation>>,
    /// The listed types that it is; an empty set is "none of these".
    pub entity_types: Option<Set<EntityTypeId>>,
    /// Its own generation of electricity.
    pub generation: Option<Generation>,
    /// The questions of single types.
    pub facts: Map<Fact, bool>,
    /// Whether its electronic communications are offered in Belgium.
    pub serves_belgium: Option<bool>,
    /// Where decisions on cybersecurity are mainly taken, for the digital list.
    pub main_establishment: Option<MainEstablishment>,
    /// Where its representative in the Union is, when it has no establishment there.
    pub representative: Option<Representative>,
    /// Staff in annual work units.
    pub staff: Option<AnnualWorkUnits>,
    /// Turnover of the last approved accounts.
    pub turnover: Option<Euro>,
    /// Balance-sheet total of the last approved accounts.
    pub balance_sheet: Option<Euro>,
    /// Whether other enterprises belong to it or it to them.
    pub in_group: Option<bool>,
    /// Those enterprises.
    pub group: Vec<Member>,
    /// Whether its networks, systems and services stand apart from the group's.
    pub independence: Option<bool>,
    /// Whether customers are themselves in scope.
    pub customers_in_scope: Option<bool>,
}

/// Another enterprise of the group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// Its name; only for the user.
    pub name: String,
    /// How it belongs.
    pub relation: Relation,
    /// The share held: the higher of capital and votes.
    pub share: Option<Share>,
    /// Whether it is a public body, whose figures are left out.
    pub public_body: bool,
    /// Staff in annual work units.
    pub staff: Option<AnnualWorkUnits>,
    /// Turnover.
    pub turnover: Option<Euro>,
    /// Balance-sheet total.
    pub balance_sheet: Option<Euro>,
    /// Its own linked and partner enterprises.
    pub members: Vec<Member>,
}

/// How an enterprise belongs to another (Recommendation 2003/361/EC, annex, art. 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Relation {
    /// Majority, control or dominant influence: counts whole.
    #[default]
    Linked,
    /// From 25 % up to 50 %, without control: counts in proportion.
    Partner,
    /// Below 25 %: does not count.
    Minority,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 3] = [Self::Linked, Self::Partner, Self::Minority];

    /// The one spelling in saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Linked => "linked",
            Self::Partner => "partner",
            Self::Minority => "minority",
        }
    }

    /// The relation with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.code() == code)
    }
}
