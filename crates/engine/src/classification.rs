//! Whether and how the Belgian NIS2 law concerns an entity.
//!
//! The law is data ([`Law`]); this is the small evaluator: which types count, which rows hold, the highest decides, all
//! that held are kept.
//!
//! # Law
//! Law of 26 April 2024, articles 3 to 11 and annexes I and II.

use crate::collections::{Map, Set, ordered};
use crate::{
    date::Date,
    entity::{Country, Entity, Fact, Generation, MainEstablishment, Representative, Situation},
    identifier::{DeadlineId, DutyId, EntityTypeId, FineId, InstrumentId, NoteId, RuleId, SectorId},
    law::{Certainty, LegalReference},
    level::AssuranceLevel,
    size::{Consolidation, Euro, Figures, Percent, SizeClass, consolidate, size_class, size_class_by_any_ceiling},
};

/// What the law makes of an entity, weakest first (`Ord` is meaningful among the first four).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The law asks nothing of it.
    OutOfScope,
    /// It registers, and keeps its domain-name data in order.
    RegistrationOnly,
    /// An important entity (art. 10).
    Important,
    /// An essential entity (art. 9).
    Essential,
    /// The texts at hand do not say: no verdict, the authority must be asked.
    Uncertain,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 5] =
        [Self::OutOfScope, Self::RegistrationOnly, Self::Important, Self::Essential, Self::Uncertain];

    /// The one spelling in data files, contracts and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OutOfScope => "out_of_scope",
            Self::RegistrationOnly => "registration_only",
            Self::Important => "important",
            Self::Essential => "essential",
            Self::Uncertain => "uncertain",
        }
    }

    /// The status with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// The assurance level that goes with the class by the authority's practice; `None` where no level follows.
    pub const fn assurance_level(self) -> Option<AssuranceLevel> {
        match self {
            Self::Important => Some(AssuranceLevel::Important),
            Self::Essential => Some(AssuranceLevel::Essential),
            Self::OutOfScope | Self::RegistrationOnly | Self::Uncertain => None,
        }
    }

    /// Whether it is an essential or important entity.
    pub const fn is_in_scope(self) -> bool {
        match self {
            Self::Important | Self::Essential => true,
            Self::OutOfScope | Self::RegistrationOnly | Self::Uncertain => false,
        }
    }
}

/// The annexes of the law, and what stands beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Annex {
    /// Highly critical sectors.
    One,
    /// Other critical sectors.
    Two,
    /// Not in an annex: domain-name registration.
    Beside,
}

impl Annex {
    /// The annex printed so in data files.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "I" => Some(Self::One),
            "II" => Some(Self::Two),
            "-" => Some(Self::Beside),
            _ => None,
        }
    }

    /// As printed in data files and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::One => "I",
            Self::Two => "II",
            Self::Beside => "-",
        }
    }
}

/// A sector of an annex.
#[derive(Clone, Debug)]
pub struct Sector {
    /// Its identifier.
    pub id: SectorId,
    /// Its annex.
    pub annex: Annex,
    /// Where it stands.
    pub law: LegalReference,
}

/// Which Member State's law applies to a type (art. 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jurisdiction {
    /// Where it is established.
    Establishment,
    /// Where the service is offered.
    Service,
    /// Where its main establishment is, or its representative.
    MainEstablishment,
}

impl Jurisdiction {
    /// The one spelling in data files.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "establishment" => Some(Self::Establishment),
            "service" => Some(Self::Service),
            "main-establishment" => Some(Self::MainEstablishment),
            _ => None,
        }
    }
}

/// A type of entity: the third column of the annexes, which is what decides.
#[derive(Clone, Debug)]
pub struct EntityType {
    /// Its identifier.
    pub id: EntityTypeId,
    /// Its sector.
    pub sector: SectorId,
    /// The annex of its sector.
    pub annex: Annex,
    /// Whose law applies.
    pub jurisdiction: Jurisdiction,
    /// The question that can take it out, with the answer that does.
    pub unless: Option<(Fact, bool)>,
    /// Where it stands.
    pub law: Vec<LegalReference>,
}

/// A row of the decision table.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its identifier, also its text key.
    pub id: RuleId,
    /// What follows when it holds.
    pub then: Status,
    /// When it holds.
    pub when: Condition,
    /// How sure the project is.
    pub certainty: Certainty,
    /// Where it stands.
    pub law: Vec<LegalReference>,
}

/// When a rule holds.
#[derive(Clone, Debug)]
pub enum Condition {
    /// The entity is of one of these types (those that count) and of one of these sizes.
    Types {
        /// Which types.
        types: Set<EntityTypeId>,
        /// Which sizes.
        sizes: Set<SizeClass>,
    },
    /// A letter or designation, whatever the type and size.
    Situation(Situation),
    /// Nothing else held, for this reason.
    Reason(Reason),
}

/// Why no row gives a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// An excluded body (art. 5, §4).
    ExcludedBody,
    /// A class I nuclear establishment and nothing besides.
    ExcludedNuclear,
    /// The National Bank: a law of its own.
    CentralBank,
    /// A non-European provider without a representative.
    NoRepresentative,
    /// A listed type, but another State's law.
    OtherJurisdiction,
    /// Its type has a test of its own, which is not met.
    OwnTest,
    /// A community or regional administration that the CCB has not identified.
    NotIdentified,
    /// A listed type below medium size.
    BelowSize,
    /// No listed type.
    NotListed,
}

impl Reason {
    /// Every reason, the one that goes first.
    pub const ALL: [Self; 9] = [
        Self::ExcludedBody,
        Self::ExcludedNuclear,
        Self::CentralBank,
        Self::NoRepresentative,
        Self::OtherJurisdiction,
        Self::OwnTest,
        Self::NotIdentified,
        Self::BelowSize,
        Self::NotListed,
    ];

    /// The one spelling in data files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ExcludedBody => "excluded-body",
            Self::ExcludedNuclear => "excluded-nuclear",
            Self::CentralBank => "central-bank",
            Self::NoRepresentative => "no-representative",
            Self::OtherJurisdiction => "other-jurisdiction",
            Self::OwnTest => "own-test",
            Self::NotIdentified => "not-identified",
            Self::BelowSize => "below-size",
            Self::NotListed => "not-listed",
        }
    }

    /// The reason with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// A remark that goes with a verdict.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its identifier, also its text key.
    pub id: NoteId,
    /// When it is shown.
    pub when: Trigger,
    /// How sure the project is.
    pub certainty: Certainty,
    /// Where it stands; empty when it stands in no legal text.
    pub law: Vec<LegalReference>,
}

/// When a remark is shown.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// The claim of independence was made (art. 3, §2).
    IndependenceClaimed,
    /// The two readings of the size rule give different classes.
    SizeReadingsDisagree,
    /// The class, or its absence, hangs on size alone.
    SizeDecides,
    /// Out of scope, though customers are in it.
    CustomersInScope,
    /// Out of scope or registration only.
    NotInScope,
    /// Out of scope with a listed type: the CCB may still identify it.
    MayBeIdentified,
    /// In scope: the whole legal entity is.
    InScope,
    /// Essential by size alone, and below the ceilings of a small mid-cap.
    SmallMidCap,
    /// One of these types counts.
    Types(Set<EntityTypeId>),
    /// Own generation connected to the grid makes it a producer.
    OwnGeneration,
    /// Own generation that cannot inject does not.
    OwnGenerationWithoutInjection,
    /// This letter, designation or body was named.
    Situation(Situation),
    /// An identification as important that changes nothing.
    IdentificationOvertaken,
    /// The entity is identified: its periods run from the decision.
    Identified,
    /// Figures of public owners were left out.
    PublicOwners,
    /// An excluded body that is in after all, as a trust service provider.
    TrustServiceException,
    /// DORA takes the place of titles 3 to 5.
    Dora,
    /// Named under DORA, but of no finance type of the annexes.
    DoraElsewhere,
}

/// A duty under the law.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Its identifier, also its text key.
    pub id: DutyId,
    /// Whose duty it is.
    pub statuses: Set<Status>,
    /// Only for these types; empty for all.
    pub only: Set<EntityTypeId>,
    /// Not when one of these types counts.
    pub except: Set<EntityTypeId>,
    /// The title of the law, 1 to 6: some titles can be off.
    pub title: u8,
    /// How sure the project is.
    pub certainty: Certainty,
    /// Where it stands.
    pub law: Vec<LegalReference>,
}

/// A dated deadline.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// Its identifier, also its text key.
    pub id: DeadlineId,
    /// The day.
    pub on: Date,
    /// Whose it is.
    pub statuses: Set<Status>,
    /// Only for these types; empty for all.
    pub only: Set<EntityTypeId>,
    /// Not when one of these types counts.
    pub except: Set<EntityTypeId>,
    /// The title of the law that it serves.
    pub title: u8,
    /// Whether it runs from the CCB's decision instead, for those that the CCB identified.
    pub from_identification: FromIdentification,
    /// How sure the project is.
    pub certainty: Certainty,
    /// Where it stands.
    pub law: Vec<LegalReference>,
}

/// Whether a deadline's day moves with the CCB's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FromIdentification {
    /// The same day for all.
    No,
    /// For an identified entity it runs from the decision.
    Yes,
}

/// A fine as the law states it.
#[derive(Clone, Debug)]
pub struct Fine {
    /// Its identifier, also its text key.
    pub id: FineId,
    /// Who can be fined.
    pub statuses: Set<Status>,
    /// The lowest amount.
    pub least: Euro,
    /// The highest amount, when no percentage is higher.
    pub most: Euro,
    /// The percentage of worldwide turnover that takes over when higher.
    pub turnover: Option<Percent>,
    /// The title of the law it guards; when that title is off, so is the fine.
    pub title: u8,
    /// How sure the project is.
    pub certainty: Certainty,
    /// Where it stands.
    pub law: Vec<LegalReference>,
}

/// A legal text or official page.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// Its identifier, also its text key.
    pub id: InstrumentId,
    /// Where the official text is.
    pub address: String,
    /// The state of the text that was read.
    pub as_of: String,
    /// When it was last checked.
    pub checked: Date,
}

/// Ceilings of the "small mid-cap" of COM(2026) 13, a proposal: a remark, never a class.
#[derive(Clone, Debug)]
pub struct SmallMidCap {
    /// Fewer staff than this.
    pub staff: u64,
    /// At most this turnover, or…
    pub turnover: Euro,
    /// …at most this balance-sheet total.
    pub balance_sheet: Euro,
}

/// Types that the law treats alike in a way that no single row of the decision table says.
#[derive(Clone, Debug, Default)]
pub struct Families {
    /// What whoever generates electricity for the grid is besides.
    pub own_generation: Set<EntityTypeId>,
    /// What the federal bodies of art. 5, §4 are.
    pub federal: Set<EntityTypeId>,
    /// In scope only once the CCB identifies them.
    pub identified_only: Set<EntityTypeId>,
    /// Out for a class I nuclear establishment (art. 5, §4).
    pub nuclear: Set<EntityTypeId>,
    /// Left to DORA (art. 6, §3).
    pub finance: Set<EntityTypeId>,
    /// Not fined (art. 62).
    pub without_fines: Set<EntityTypeId>,
}

/// The law as data.
#[derive(Clone, Debug)]
pub struct Law {
    /// Texts cited.
    pub instruments: Vec<Instrument>,
    /// The sectors, in the order of the annexes.
    pub sectors: Vec<Sector>,
    /// The entity types, in the order of the annexes.
    pub types: Vec<EntityType>,
    /// The types that some articles treat alike.
    pub families: Families,
    /// Where each scope question comes from, by its code.
    pub questions: Map<String, Vec<LegalReference>>,
    /// The decision table; its order breaks ties.
    pub rules: Vec<Rule>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Duties.
    pub duties: Vec<Duty>,
    /// Dates.
    pub deadlines: Vec<Deadline>,
    /// Fines.
    pub fines: Vec<Fine>,
    /// The proposal's ceilings.
    pub small_mid_cap: SmallMidCap,
}

impl Law {
    /// The type with this identifier.
    pub fn entity_type(&self, id: &EntityTypeId) -> Option<&EntityType> {
        self.types.iter().find(|kind| kind.id == *id)
    }

    /// The rule with this identifier.
    pub fn rule(&self, id: &RuleId) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == *id)
    }

    /// The instrument with this identifier.
    pub fn instrument(&self, id: &InstrumentId) -> Option<&Instrument> {
        self.instruments.iter().find(|instrument| instrument.id == *id)
    }
}

/// Titles of the law that do not apply, with the remark that says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disapplied {
    /// Their numbers.
    pub titles: Vec<u8>,
    /// The remark.
    pub because: NoteId,
}

/// The verdict on an entity, with everything that led to it. Indices point into [`Law`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classification {
    /// What the law makes of it; with a claim of independence: if the authority accepts it.
    pub status: Status,
    /// What it would be if the authority did not accept the claim; only where that differs.
    pub without_independence: Option<Status>,
    /// Every rule that held, the deciding one first. Never empty.
    pub grounds: Vec<RuleId>,
    /// Types that count.
    pub types: Set<EntityTypeId>,
    /// Types that were named and do not count, with the reason.
    pub dropped: Vec<(EntityTypeId, Reason)>,
    /// Remarks, by their place in the law.
    pub notes: Vec<NoteId>,
    /// Duties that apply.
    pub duties: Vec<DutyId>,
    /// Dates that concern it.
    pub deadlines: Vec<DeadlineId>,
    /// Fines that can be set.
    pub fines: Vec<FineId>,
    /// Titles that do not apply.
    pub disapplied: Vec<Disapplied>,
    /// The size class that was used.
    pub size_class: SizeClass,
    /// The size class by the shortened reading, in which one financial ceiling is enough.
    pub size_class_by_any_ceiling: SizeClass,
    /// The sum that gives the size, before any claim of independence.
    pub consolidation: Consolidation,
    /// The figures that were used.
    pub figures: Figures,
}

/// A type's fate.
enum Fate {
    Counts,
    Dropped(Reason),
    Unclear,
}

/// Classifies. Total: some row always holds.
pub fn classify(entity: &Entity, law: &Law) -> Classification {
    let consolidation = consolidate(entity.own, &entity.group);
    let figures = if entity.claims_independence { entity.own } else { consolidation.figures };
    let verdict = verdict(entity, law, figures);
    let whole = entity.claims_independence.then(|| self::verdict(entity, law, consolidation.figures).status);
    let without_independence = whole.filter(|status| *status != verdict.status);
    let titles_off = disapplied(entity, law, &verdict);
    let off: Set<u8> = titles_off.iter().flat_map(|disapplied| disapplied.titles.iter().copied()).collect();
    let identified = is_identified(entity);
    let concerns = |only: &Set<EntityTypeId>, except: &Set<EntityTypeId>| {
        (only.is_empty() || !only.is_disjoint(&verdict.types)) && except.is_disjoint(&verdict.types)
    };
    let duties = law.duties.iter().filter(|duty| {
        duty.statuses.contains(&verdict.status) && concerns(&duty.only, &duty.except) && !off.contains(&duty.title)
    });
    let deadlines = law.deadlines.iter().filter(|deadline| {
        deadline.statuses.contains(&verdict.status)
            && concerns(&deadline.only, &deadline.except)
            && !off.contains(&deadline.title)
            && !(identified && deadline.from_identification == FromIdentification::Yes && verdict.by_identification)
    });
    // Law, art. 62: articles 59 and 60 do not apply to the public administration sector.
    let spared = !verdict.types.is_empty() && verdict.types.iter().all(|id| law.families.without_fines.contains(id));
    let fines = law
        .fines
        .iter()
        .filter(|fine| fine.statuses.contains(&verdict.status) && !off.contains(&fine.title) && !spared);
    let notes = law.notes.iter().filter(|note| triggers(&note.when, entity, law, &verdict, &titles_off));
    Classification {
        status: verdict.status,
        without_independence,
        notes: notes.map(|note| note.id.clone()).collect(),
        duties: duties.map(|duty| duty.id.clone()).collect(),
        deadlines: deadlines.map(|deadline| deadline.id.clone()).collect(),
        fines: fines.map(|fine| fine.id.clone()).collect(),
        disapplied: titles_off,
        size_class: size_class(figures),
        size_class_by_any_ceiling: size_class_by_any_ceiling(figures),
        grounds: verdict.grounds,
        types: verdict.types,
        dropped: verdict.dropped,
        consolidation,
        figures,
    }
}

struct Verdict {
    status: Status,
    grounds: Vec<RuleId>,
    types: Set<EntityTypeId>,
    dropped: Vec<(EntityTypeId, Reason)>,
    figures: Figures,
    /// Whether size alone gave the class or kept it away.
    by_size: bool,
    by_identification: bool,
}

/// The types in question: those named, those that a special body is, and a producer by its own generation.
pub fn types_in_question(entity: &Entity, law: &Law) -> Set<EntityTypeId> {
    let mut types = entity.entity_types.clone();
    let federal = [Situation::FpsJustice, Situation::CrisisCentre, Situation::Ccb];
    if federal.iter().any(|body| entity.situations.contains(body)) {
        types.extend(law.families.federal.iter().cloned());
    }
    if entity.generation == Some(Generation::Grid) {
        types.extend(law.families.own_generation.iter().cloned());
    }
    types
}

fn verdict(entity: &Entity, law: &Law, figures: Figures) -> Verdict {
    let trust = entity.situations.contains(&Situation::TrustServiceProvider);
    let excluded = [Situation::Police, Situation::Defence, Situation::Intelligence, Situation::Judiciary];
    if !trust && excluded.iter().any(|body| entity.situations.contains(body)) {
        return without_class(law, figures, &[Reason::ExcludedBody], Set::new(), Vec::new());
    }
    if entity.situations.contains(&Situation::CentralBank) {
        return without_class(law, figures, &[Reason::CentralBank], Set::new(), Vec::new());
    }
    let (mut types, mut unclear, mut dropped) = (Set::new(), Set::new(), Vec::new());
    for id in types_in_question(entity, law) {
        match fate(entity, law, &id) {
            Fate::Counts => drop(types.insert(id)),
            Fate::Dropped(reason) => dropped.push((id, reason)),
            Fate::Unclear => drop(unclear.insert(id)),
        }
    }
    let here = jurisdiction_over_situations(entity, law);
    let held = held(entity, law, &types, figures, here);
    let status = held.first().map(|rule| rule.then);
    if !unclear.is_empty() {
        let all = types.iter().chain(&unclear).cloned().collect();
        let with_unclear = self::held(entity, law, &all, figures, here).first().map(|rule| rule.then);
        if with_unclear > status {
            return without_class(law, figures, &[Reason::NoRepresentative], types, dropped);
        }
    }
    match held.first() {
        Some(first) => {
            let of_size = |rule: &&Rule| match &rule.when {
                Condition::Types { sizes, .. } => sizes.len() < SizeClass::ALL.len(),
                Condition::Situation(_) | Condition::Reason(_) => false,
            };
            let by_identification = matches!(
                first.when,
                Condition::Situation(Situation::IdentifiedEssential | Situation::IdentifiedImportant)
            );
            let status = first.then;
            let by_size = held.iter().filter(|rule| rule.then == status).all(of_size);
            let grounds = held.iter().map(|rule| rule.id.clone()).collect();
            Verdict { status, grounds, types, dropped, figures, by_size, by_identification }
        }
        None => {
            let mut reasons: Set<Reason> = dropped.iter().map(|(_, reason)| *reason).collect();
            // A type whose jurisdiction is unclear gives no class here either: its size is what keeps it out.
            let without = types.iter().chain(&unclear);
            reasons.extend(without.map(|id| {
                if law.families.identified_only.contains(id) { Reason::NotIdentified } else { Reason::BelowSize }
            }));
            if reasons.is_empty() {
                reasons.insert(Reason::NotListed);
            }
            without_class(law, figures, reasons.as_slice(), types, dropped)
        }
    }
}

/// The rows that hold, the highest first; the table's order breaks ties.
fn held<'law>(
    entity: &Entity,
    law: &'law Law,
    types: &Set<EntityTypeId>,
    figures: Figures,
    here: Here,
) -> Vec<&'law Rule> {
    let size = size_class(figures);
    let holds = |rule: &&Rule| match &rule.when {
        Condition::Types { types: wanted, sizes } => sizes.contains(&size) && !wanted.is_disjoint(types),
        Condition::Situation(situation) => here == Here::Yes && entity.situations.contains(situation),
        Condition::Reason(_) => false,
    };
    ordered(law.rules.iter().filter(holds), |rule| std::cmp::Reverse(rule.then))
}

fn without_class(
    law: &Law,
    figures: Figures,
    reasons: &[Reason],
    types: Set<EntityTypeId>,
    dropped: Vec<(EntityTypeId, Reason)>,
) -> Verdict {
    let is_for = |rule: &Rule, wanted: Reason| matches!(&rule.when, Condition::Reason(found) if *found == wanted);
    let of_reason = |reason: &Reason| law.rules.iter().find(|rule| is_for(rule, *reason));
    let rules: Vec<&Rule> = reasons.iter().filter_map(of_reason).collect();
    // The data holds a row for every reason; a test says so.
    let status = rules.first().map_or(Status::OutOfScope, |rule| rule.then);
    let by_size = reasons.contains(&Reason::BelowSize);
    let grounds = rules.iter().map(|rule| rule.id.clone()).collect();
    Verdict { status, grounds, types, dropped, figures, by_size, by_identification: false }
}

fn fate(entity: &Entity, law: &Law, id: &EntityTypeId) -> Fate {
    let Some(kind) = law.entity_type(id) else { return Fate::Dropped(Reason::NotListed) };
    if law.families.own_generation.contains(id) && entity.generation == Some(Generation::NoInjection) {
        return Fate::Dropped(Reason::OwnTest);
    }
    if kind.unless.is_some_and(|(fact, takes_out)| entity.facts.get(&fact) == Some(&takes_out)) {
        return Fate::Dropped(Reason::OwnTest);
    }
    let nuclear = entity.situations.contains(&Situation::NuclearClassOne);
    if nuclear && law.families.nuclear.contains(id) && !entity.situations.contains(&Situation::ElectricityTransmission)
    {
        return Fate::Dropped(Reason::ExcludedNuclear);
    }
    match place(entity, kind.jurisdiction) {
        Place::Belgium => Fate::Counts,
        Place::Elsewhere => Fate::Dropped(Reason::OtherJurisdiction),
        Place::Unclear => Fate::Unclear,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Belgium,
    Elsewhere,
    Unclear,
}

const fn belgian(country: Country) -> Place {
    if country.is_belgium() { Place::Belgium } else { Place::Elsewhere }
}

/// # Law
/// Article 4, §1 and §2.
const fn place(entity: &Entity, jurisdiction: Jurisdiction) -> Place {
    match jurisdiction {
        Jurisdiction::Establishment => belgian(entity.established_in),
        Jurisdiction::Service => match entity.serves_belgium {
            Some(true) => Place::Belgium,
            Some(false) => Place::Elsewhere,
            None => belgian(entity.established_in),
        },
        Jurisdiction::MainEstablishment => match (entity.main_establishment, entity.representative) {
            (Some(MainEstablishment::In(country)), _) => belgian(country),
            (Some(MainEstablishment::OutsideTheUnion), Some(Representative::In(country))) => belgian(country),
            (Some(MainEstablishment::OutsideTheUnion), Some(Representative::Missing) | None) => Place::Unclear,
            (None, _) => belgian(entity.established_in),
        },
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Here {
    Yes,
    No,
}

/// A letter or designation presupposes Belgian jurisdiction: over one of the types, or over the entity when it names none.
fn jurisdiction_over_situations(entity: &Entity, law: &Law) -> Here {
    let types = types_in_question(entity, law);
    let over =
        |id: &EntityTypeId| law.entity_type(id).is_some_and(|kind| place(entity, kind.jurisdiction) == Place::Belgium);
    let here = if types.is_empty() { entity.established_in.is_belgium() } else { types.iter().any(over) };
    if here { Here::Yes } else { Here::No }
}

fn is_identified(entity: &Entity) -> bool {
    entity.situations.contains(&Situation::IdentifiedEssential)
        || entity.situations.contains(&Situation::IdentifiedImportant)
}

/// # Law
/// Article 6, §3 (finance under DORA); article 5, §5 (National Crisis Centre, CCB).
fn disapplied(entity: &Entity, law: &Law, verdict: &Verdict) -> Vec<Disapplied> {
    if !verdict.status.is_in_scope() {
        return Vec::new();
    }
    let because =
        |wanted: fn(&Trigger) -> bool| law.notes.iter().find(|note| wanted(&note.when)).map(|note| note.id.clone());
    let titles = || vec![3, 4, 5];
    let mut off = Vec::new();
    if is_finance(&verdict.types, law) {
        off.extend(
            because(|when| matches!(when, Trigger::Dora)).map(|because| Disapplied { titles: titles(), because }),
        );
    }
    if !entity.situations.contains(&Situation::TrustServiceProvider) {
        if entity.situations.contains(&Situation::CrisisCentre) {
            let note = because(|when| matches!(when, Trigger::Situation(Situation::CrisisCentre)));
            off.extend(note.map(|because| Disapplied { titles: titles(), because }));
        }
        if entity.situations.contains(&Situation::Ccb) {
            let note = because(|when| matches!(when, Trigger::Situation(Situation::Ccb)));
            off.extend(note.map(|because| Disapplied { titles: titles(), because }));
        }
    }
    off
}

fn is_finance(types: &Set<EntityTypeId>, law: &Law) -> bool {
    !law.families.finance.is_disjoint(types)
}

fn triggers(when: &Trigger, entity: &Entity, law: &Law, verdict: &Verdict, off: &[Disapplied]) -> bool {
    let out = matches!(verdict.status, Status::OutOfScope | Status::RegistrationOnly);
    let excluded = verdict.grounds.iter().filter_map(|id| law.rule(id)).any(|rule| {
        matches!(
            rule.when,
            Condition::Reason(Reason::ExcludedBody | Reason::ExcludedNuclear | Reason::OtherJurisdiction)
        )
    });
    match when {
        Trigger::IndependenceClaimed => entity.claims_independence,
        Trigger::SizeReadingsDisagree => {
            let differ = size_class(verdict.figures) != size_class_by_any_ceiling(verdict.figures);
            differ && (verdict.by_size || verdict.status == Status::Important)
        }
        Trigger::SizeDecides => verdict.by_size,
        Trigger::CustomersInScope => out && entity.customers_in_scope,
        Trigger::NotInScope => out && !excluded,
        Trigger::MayBeIdentified => verdict.status == Status::OutOfScope && !verdict.types.is_empty(),
        Trigger::InScope => verdict.status.is_in_scope(),
        Trigger::SmallMidCap => {
            let (figures, ceiling) = (verdict.figures, &law.small_mid_cap);
            verdict.status == Status::Essential
                && verdict.by_size
                && figures.staff < crate::size::AnnualWorkUnits::whole(ceiling.staff)
                && (figures.turnover <= ceiling.turnover || figures.balance_sheet <= ceiling.balance_sheet)
        }
        Trigger::Types(types) => !types.is_disjoint(&verdict.types),
        Trigger::OwnGeneration => {
            entity.generation == Some(Generation::Grid) && !law.families.own_generation.is_disjoint(&verdict.types)
        }
        Trigger::OwnGenerationWithoutInjection => entity.generation == Some(Generation::NoInjection),
        Trigger::Situation(situation) => entity.situations.contains(situation),
        Trigger::IdentificationOvertaken => {
            entity.situations.contains(&Situation::IdentifiedImportant) && verdict.status == Status::Essential
        }
        Trigger::Identified => is_identified(entity) && verdict.by_identification,
        Trigger::PublicOwners => {
            entity.group.iter().any(|member| member.ownership == crate::size::Ownership::PublicBody)
        }
        Trigger::TrustServiceException => {
            let trust = entity.situations.contains(&Situation::TrustServiceProvider);
            trust && entity.situations.iter().any(|situation| situation.is_special_body())
        }
        Trigger::Dora => off.iter().any(|_| is_finance(&verdict.types, law)),
        Trigger::DoraElsewhere => entity.situations.contains(&Situation::Dora) && !is_finance(&verdict.types, law),
    }
}
