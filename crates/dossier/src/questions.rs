//! The scope questions: which can still matter, which are answered, and what they amount to.

use crate::profile::{MainEstablishment, Member, Profile, Relation};
use belfry_engine::{
    classification::{Classification, Jurisdiction, Law, Reason, Status, classify, types_in_question},
    entity::{Country, Entity, Fact},
    size::{AnnualWorkUnits, Euro, Figures, GroupMember, Ownership, Relation as Weighed, Share, money_matters},
};

/// A scope question. Each is one screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Letters, designations and special bodies.
    Situations,
    /// Where it is established.
    Establishment,
    /// The listed types.
    Types,
    /// The question of a single type.
    Fact(Fact),
    /// Own generation of electricity.
    Generation,
    /// Whether communications are offered in Belgium.
    Service,
    /// Where decisions on cybersecurity are taken.
    MainEstablishment,
    /// The representative in the Union.
    Representative,
    /// Staff.
    Staff,
    /// Turnover and balance-sheet total.
    Money,
    /// Linked and partner enterprises.
    Group,
    /// The claim of independence.
    Independence,
    /// Customers who are in scope.
    Customers,
}

impl Question {
    /// The one spelling in addresses and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Situations => "situations",
            Self::Establishment => "establishment",
            Self::Types => "types",
            Self::Fact(fact) => fact.code(),
            Self::Generation => "generation",
            Self::Service => "service",
            Self::MainEstablishment => "main-establishment",
            Self::Representative => "representative",
            Self::Staff => "staff",
            Self::Money => "money",
            Self::Group => "group",
            Self::Independence => "independence",
            Self::Customers => "customers",
        }
    }

    /// Every question, in order.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Situations, Self::Establishment, Self::Types];
        all.extend(Fact::ALL.map(Self::Fact));
        all.extend([
            Self::Generation,
            Self::Service,
            Self::MainEstablishment,
            Self::Representative,
            Self::Staff,
            Self::Money,
            Self::Group,
            Self::Independence,
            Self::Customers,
        ]);
        all
    }

    /// The question with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().into_iter().find(|question| question.code() == code)
    }
}

/// Representative figures of each size class, smallest first: staff alone decides.
const STAFF_OF_CLASSES: [u64; 4] = [1, 20, 100, 300];

impl Profile {
    /// The questions that can still matter, in order, given what is answered so far.
    pub fn questions(&self, law: &Law) -> Vec<Question> {
        let mut questions = vec![Question::Situations];
        let entity = self.supposed(law);
        let closed = |reason| {
            let out = |verdict: &Classification| verdict.grounds.first().is_some_and(|id| id.as_str() == reason);
            out(&classify(&entity, law))
        };
        if closed(Reason::ExcludedBody.code()) || closed(Reason::CentralBank.code()) {
            return questions;
        }
        questions.extend([Question::Establishment, Question::Types]);
        let types = types_in_question(&entity, law);
        let asks = |fact: &Fact| {
            law.types.iter().any(|kind| kind.unless.is_some_and(|(of, _)| of == *fact) && types.contains(&kind.id))
        };
        questions.extend(Fact::ALL.into_iter().filter(asks).map(Question::Fact));
        let chosen = self.entity_types.as_ref();
        let is_producer = chosen.is_some_and(|types| !law.families.own_generation.is_disjoint(types));
        if entity.established_in == Country::BELGIUM && !is_producer {
            questions.push(Question::Generation);
        }
        let judged_by = |jurisdiction| {
            types.iter().filter_map(|id| law.entity_type(id)).any(|kind| kind.jurisdiction == jurisdiction)
        };
        if judged_by(Jurisdiction::Service) {
            questions.push(Question::Service);
        }
        if judged_by(Jurisdiction::MainEstablishment) {
            questions.push(Question::MainEstablishment);
            if self.main_establishment == Some(MainEstablishment::OutsideTheUnion) {
                questions.push(Question::Representative);
            }
        }
        questions.push(Question::Staff);
        let of_class = |staff| Figures { staff: AnnualWorkUnits::whole(staff), ..Figures::default() };
        let size_matters = varies(&entity, law, STAFF_OF_CLASSES.map(of_class));
        if size_matters {
            let staff = self.staff.unwrap_or_default();
            let richest = Figures { staff, turnover: RICHEST, balance_sheet: RICHEST };
            let rich = Figures { staff, turnover: RICH, balance_sheet: RICH };
            let poorest = Figures { staff, ..Figures::default() };
            if self.staff.is_none() || (money_matters(staff) && varies(&entity, law, [poorest, rich, richest])) {
                questions.push(Question::Money);
            }
            questions.push(Question::Group);
            if self.in_group == Some(true) && self.independence_matters(law) {
                questions.push(Question::Independence);
            }
        }
        let status = classify(&entity, law).status;
        if matches!(status, Status::OutOfScope | Status::RegistrationOnly) {
            questions.push(Question::Customers);
        }
        questions
    }

    /// Whether a question has its answer.
    pub fn answers(&self, question: Question) -> bool {
        match question {
            Question::Situations => self.situations.is_some(),
            Question::Establishment => self.established_in.is_some(),
            Question::Types => self.entity_types.is_some(),
            Question::Fact(fact) => self.facts.contains_key(&fact),
            Question::Generation => self.generation.is_some(),
            Question::Service => self.serves_belgium.is_some(),
            Question::MainEstablishment => self.main_establishment.is_some(),
            Question::Representative => self.representative.is_some(),
            Question::Staff => self.staff.is_some(),
            Question::Money => self.turnover.is_some() && self.balance_sheet.is_some(),
            Question::Group => match self.in_group {
                Some(true) => !self.group.is_empty() && self.group.iter().all(is_complete),
                Some(false) => true,
                None => false,
            },
            Question::Independence => self.independence.is_some(),
            Question::Customers => self.customers_in_scope.is_some(),
        }
    }

    /// The first question that can matter and is still open.
    pub fn next_open(&self, law: &Law) -> Option<Question> {
        self.questions(law).into_iter().find(|question| !self.answers(*question))
    }

    /// The entity, once every question that decides is answered.
    pub fn entity(&self, law: &Law) -> Option<Entity> {
        let decides = |question: &Question| *question != Question::Customers;
        let open = self.questions(law).into_iter().filter(decides).any(|question| !self.answers(question));
        (!open).then(|| self.supposed(law))
    }

    /// The entity as far as known; the open questions take their least answer.
    pub fn supposed(&self, law: &Law) -> Entity {
        let is_producer =
            self.entity_types.as_ref().is_some_and(|types| !law.families.own_generation.is_disjoint(types));
        let in_group = self.in_group == Some(true);
        Entity {
            entity_types: self.entity_types.clone().unwrap_or_default(),
            facts: self.facts.clone(),
            // A producer by trade is one whatever its own roof bears.
            generation: self.generation.filter(|_| !is_producer),
            situations: self.situations.clone().unwrap_or_default(),
            established_in: self.established_in.unwrap_or(Country::BELGIUM),
            main_establishment: self.main_establishment,
            representative: self.representative,
            serves_belgium: self.serves_belgium,
            own: self.own_figures(),
            group: if in_group { self.group.iter().map(weighed).collect() } else { Vec::new() },
            claims_independence: in_group && self.independence == Some(true),
            customers_in_scope: self.customers_in_scope == Some(true),
        }
    }

    /// Its own figures; what is open is nought.
    pub fn own_figures(&self) -> Figures {
        Figures {
            staff: self.staff.unwrap_or_default(),
            turnover: self.turnover.unwrap_or_default(),
            balance_sheet: self.balance_sheet.unwrap_or_default(),
        }
    }

    /// Whether the group makes a difference that independence could undo.
    fn independence_matters(&self, law: &Law) -> bool {
        let with = Entity { claims_independence: false, ..self.supposed(law) };
        let without = Entity { group: Vec::new(), ..with.clone() };
        classify(&with, law).status != classify(&without, law).status
    }
}

const RICH: Euro = Euro::whole(20_000_000);
const RICHEST: Euro = Euro::whole(1_000_000_000);

fn varies<const N: usize>(entity: &Entity, law: &Law, sizes: [Figures; N]) -> bool {
    let status = |own: Figures| {
        let entity = Entity { own, group: Vec::new(), claims_independence: false, ..entity.clone() };
        classify(&entity, law).status
    };
    let statuses = sizes.map(status);
    statuses.windows(2).any(|pair| matches!(pair, [one, other] if one != other))
}

fn is_complete(member: &Member) -> bool {
    let weighs = match member.relation {
        Relation::Linked => true,
        Relation::Partner => member.share.is_some(),
        Relation::Minority => return true,
    };
    weighs && (member.public_body || member.staff.is_some()) && member.members.iter().all(is_complete)
}

/// A member as the size rule weighs it.
pub fn weighed(member: &Member) -> GroupMember {
    let share = member.share.unwrap_or_default();
    GroupMember {
        relation: match member.relation {
            Relation::Linked => Weighed::Linked,
            Relation::Partner => Weighed::Held(share),
            // Below 25 % by the user's own word, whatever stands in the field.
            Relation::Minority => Weighed::Held(share.min(Share::whole(24))),
        },
        ownership: if member.public_body { Ownership::PublicBody } else { Ownership::Enterprise },
        figures: Figures {
            staff: member.staff.unwrap_or_default(),
            turnover: member.turnover.unwrap_or_default(),
            balance_sheet: member.balance_sheet.unwrap_or_default(),
        },
        members: member.members.iter().map(weighed).collect(),
    }
}
