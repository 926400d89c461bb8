//! The size of an enterprise: figures, groups and classes.

use crate::decimal::{Decimal, NotANumber};
use std::fmt;

/// Declares a quantity with its unit in its name.
macro_rules! quantities {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Decimal);

        impl $name {
            /// Reads a decimal number.
            ///
            /// # Errors
            /// What is not a number, is negative, or is absurd.
            pub fn parse(text: &str) -> Result<Self, NotANumber> {
                Decimal::parse(text).map(Self)
            }

            /// Both together.
            #[must_use]
            pub const fn plus(self, other: Self) -> Self {
                Self(self.0.plus(other.0))
            }

            /// A whole number of it.
            pub const fn whole(number: u64) -> Self {
                Self(Decimal::whole(number))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    )*};
}

quantities! {
    /// Staff: one person full-time for the whole year is 1, others count in proportion.
    ///
    /// # Law
    /// Recommendation 2003/361/EC, annex, article 5.
    AnnualWorkUnits;
    /// An amount in euro.
    Euro;
    /// A share in an enterprise, in per cent: the higher of capital and voting rights.
    Percent;
}

/// A share of 0 to 100 per cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(Percent);

impl Share {
    /// Reads a percentage of 0 to 100.
    ///
    /// # Errors
    /// What is not a number, or lies outside.
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        let percent = Percent::parse(text)?;
        if percent > Percent::whole(100) { Err(NotANumber::TooLarge) } else { Ok(Self(percent)) }
    }

    /// A whole percentage, held at 100.
    pub fn whole(percent: u64) -> Self {
        Self(Percent::whole(percent.min(100)))
    }

    /// In per cent.
    pub const fn percent(self) -> Percent {
        self.0
    }
}

impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Staff and money of one enterprise, or of several together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Figures {
    /// Staff.
    pub staff: AnnualWorkUnits,
    /// Annual turnover without VAT and other indirect taxes.
    pub turnover: Euro,
    /// Annual balance-sheet total.
    pub balance_sheet: Euro,
}

impl Figures {
    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            staff: AnnualWorkUnits(self.staff.0.plus(other.staff.0)),
            turnover: Euro(self.turnover.0.plus(other.turnover.0)),
            balance_sheet: Euro(self.balance_sheet.0.plus(other.balance_sheet.0)),
        }
    }

    /// The part that a share takes.
    #[must_use]
    pub const fn part(self, share: Share) -> Self {
        let percent = share.0.0;
        Self {
            staff: AnnualWorkUnits(self.staff.0.percent(percent)),
            turnover: Euro(self.turnover.0.percent(percent)),
            balance_sheet: Euro(self.balance_sheet.0.percent(percent)),
        }
    }
}

/// How another enterprise belongs to the one assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Majority of votes, control or dominant influence: counts whole, whatever the share.
    Linked,
    /// A share without control.
    Held(Share),
}

/// Another enterprise of the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMember {
    /// How it belongs.
    pub relation: Relation,
    /// Whether it is a public body: those are left out (law, art. 3, §1, second paragraph).
    pub ownership: Ownership,
    /// Its own figures.
    pub figures: Figures,
    /// Its own linked and partner enterprises.
    pub members: Vec<GroupMember>,
}

/// Who stands behind an enterprise of the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ownership {
    /// An enterprise.
    Enterprise,
    /// A public body.
    PublicBody,
}

/// How much of an enterprise counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Whole: linked.
    Whole,
    /// In proportion: partner.
    Proportion(Share),
    /// Not: below 25 %.
    BelowThreshold,
    /// Not: a public body.
    PublicBody,
    /// Not: a partner of a partner.
    PartnerOfPartner,
}

/// One line of the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which enterprise: positions in the tree, from the top.
    pub path: Vec<usize>,
    /// How much of it counts.
    pub weight: Weight,
    /// What it adds.
    pub adds: Figures,
}

/// The figures that decide, and how they came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consolidation {
    /// The sum.
    pub figures: Figures,
    /// One line for every enterprise of the tree, also those that add nothing.
    pub lines: Vec<Line>,
}

/// Adds the group to an enterprise's own figures.
///
/// # Law
/// Recommendation 2003/361/EC, annex, articles 3 and 6: linked enterprises count whole; partners (25 % or more) in
/// proportion; a partner brings its own linked enterprises but not its partners; a linked enterprise brings both. Law
/// of 26 April 2024, art. 3, §1, second paragraph: public bodies are left out.
pub fn consolidate(own: Figures, group: &[GroupMember]) -> Consolidation {
    let mut lines = Vec::new();
    add_members(group, &[], Carrier::Linked, &mut lines);
    let figures = lines.iter().fold(own, |sum, line| sum.plus(line.adds));
    Consolidation { figures, lines }
}

/// Through which kind of enterprise the walk has come.
#[derive(Clone, Copy)]
enum Carrier {
    /// Only linked ones.
    Linked,
    /// A partner, whose own links count in its proportion.
    Partner(Share),
    /// One that does not count: nor does anything below it.
    Nothing(Weight),
}

fn add_members(group: &[GroupMember], above: &[usize], carrier: Carrier, lines: &mut Vec<Line>) {
    for (at, member) in group.iter().enumerate() {
        let path = [above, &[at]].concat();
        let weight = weight(member, carrier);
        let (adds, next) = match weight {
            Weight::Whole => (member.figures, Carrier::Linked),
            Weight::Proportion(share) => (member.figures.part(share), Carrier::Partner(share)),
            Weight::BelowThreshold | Weight::PublicBody | Weight::PartnerOfPartner => {
                (Figures::default(), Carrier::Nothing(weight))
            }
        };
        lines.push(Line { path: path.clone(), weight, adds });
        add_members(&member.members, &path, next, lines);
    }
}

fn weight(member: &GroupMember, carrier: Carrier) -> Weight {
    let own = match (member.ownership, member.relation) {
        (Ownership::PublicBody, _) => Weight::PublicBody,
        (Ownership::Enterprise, Relation::Linked) => Weight::Whole,
        (Ownership::Enterprise, Relation::Held(share)) => {
            if share.0 > Percent::whole(50) {
                Weight::Whole
            } else if share.0 >= Percent::whole(25) {
                Weight::Proportion(share)
            } else {
                Weight::BelowThreshold
            }
        }
    };
    match (carrier, own) {
        (Carrier::Linked, own) => own,
        (Carrier::Nothing(weight), _) => weight,
        (Carrier::Partner(share), Weight::Whole) => Weight::Proportion(share),
        (Carrier::Partner(_), Weight::Proportion(_)) => Weight::PartnerOfPartner,
        (Carrier::Partner(_), Weight::BelowThreshold | Weight::PublicBody | Weight::PartnerOfPartner) => own,
    }
}

/// The size classes, smallest first (`Ord` is meaningful).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeClass {
    /// Below 10 staff and 2 million euro.
    Micro,
    /// Below 50 staff and 10 million euro.
    Small,
    /// Below 250 staff, and 50 million turnover or 43 million balance sheet.
    Medium,
    /// The rest.
    Large,
}

impl SizeClass {
    /// Every class, smallest first.
    pub const ALL: [Self; 4] = [Self::Micro, Self::Small, Self::Medium, Self::Large];

    /// The one spelling in data files, output and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Micro => "micro",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// The class with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }
}

const MILLION: u64 = 1_000_000;

/// The size class by the law.
///
/// A class holds when the staff ceiling is respected *and* at least one of the two financial ceilings is: an
/// enterprise leaves its class through money only by exceeding both.
///
/// # Law
/// Recommendation 2003/361/EC, annex, article 2, through the law of 26 April 2024, articles 3, §1, and 9, 1°.
pub fn size_class(figures: Figures) -> SizeClass {
    by_ceilings(|staff, turnover, balance_sheet| {
        figures.staff < AnnualWorkUnits::whole(staff)
            && (figures.turnover <= Euro::whole(turnover * MILLION)
                || figures.balance_sheet <= Euro::whole(balance_sheet * MILLION))
    })
}

/// The size class as the authority's pages shorten it: exceeding *any* ceiling is enough. Shown beside the legal class
/// where the two disagree; it never decides.
///
/// Source: <https://ccb.belgium.be/en/nis2/scope>.
pub fn size_class_by_any_ceiling(figures: Figures) -> SizeClass {
    by_ceilings(|staff, turnover, balance_sheet| {
        figures.staff < AnnualWorkUnits::whole(staff)
            && figures.turnover <= Euro::whole(turnover * MILLION)
            && figures.balance_sheet <= Euro::whole(balance_sheet * MILLION)
    })
}

/// The class whose ceilings (staff, millions of turnover, millions of balance sheet) are the first to hold.
fn by_ceilings(within: impl Fn(u64, u64, u64) -> bool) -> SizeClass {
    if within(10, 2, 2) {
        SizeClass::Micro
    } else if within(50, 10, 10) {
        SizeClass::Small
    } else if within(250, 50, 43) {
        SizeClass::Medium
    } else {
        SizeClass::Large
    }
}

/// Whether money can still change the class, given the staff alone. It cannot from 250 staff on.
pub fn money_matters(staff: AnnualWorkUnits) -> bool {
    staff < AnnualWorkUnits::whole(250)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(staff: &str, turnover: &str, balance_sheet: &str) -> Figures {
        Figures {
            staff: AnnualWorkUnits::parse(staff).unwrap(),
            turnover: Euro::parse(&format!("{turnover}e6")).unwrap(),
            balance_sheet: Euro::parse(&format!("{balance_sheet}e6")).unwrap(),
        }
    }

    fn member(relation: Relation, staff: u64, members: Vec<GroupMember>) -> GroupMember {
        let figures = Figures { staff: AnnualWorkUnits::whole(staff), ..Figures::default() };
        GroupMember { relation, ownership: Ownership::Enterprise, figures, members }
    }

    fn staff_with(group: &[GroupMember]) -> String {
        consolidate(figures("20", "1", "1"), group).figures.staff.to_string()
    }

    #[test]
    fn forty_nine_people_with_one_high_figure_stay_small() {
        assert_eq!(size_class(figures("49", "12", "9")), SizeClass::Small);
        assert_eq!(size_class_by_any_ceiling(figures("49", "12", "9")), SizeClass::Medium);
    }

    #[test]
    fn fifty_people_are_medium_whatever_the_money() {
        assert_eq!(size_class(figures("50", "0", "0")), SizeClass::Medium);
        assert_eq!(size_class(figures("49.999999999", "0", "0")), SizeClass::Small);
    }

    #[test]
    fn the_ceiling_itself_is_still_within() {
        assert_eq!(size_class(figures("12", "10", "10")), SizeClass::Small);
        assert_eq!(size_class(figures("249", "50", "43")), SizeClass::Medium);
    }

    #[test]
    fn both_financial_ceilings_exceeded_leave_the_class() {
        assert_eq!(size_class(figures("30", "15", "12")), SizeClass::Medium);
        assert_eq!(size_class(figures("100", "80", "60")), SizeClass::Large);
        assert_eq!(size_class(figures("100", "80", "30")), SizeClass::Medium);
    }

    #[test]
    fn growing_never_lowers_the_class() {
        let steps = ["0", "2", "3", "10", "11", "43", "44", "50", "51"];
        for staff in ["0", "9", "10", "49", "50", "249", "250"] {
            for turnover in steps {
                for balance in steps {
                    let here = figures(staff, turnover, balance);
                    let more = Figures {
                        staff: AnnualWorkUnits::whole(1),
                        turnover: Euro::whole(MILLION),
                        ..Figures::default()
                    };
                    assert!(size_class(here) <= size_class(here.plus(more)));
                    assert!(size_class(here) <= size_class_by_any_ceiling(here));
                }
            }
        }
    }

    #[test]
    fn a_linked_enterprise_counts_whole_and_a_partner_in_proportion() {
        assert_eq!(staff_with(&[member(Relation::Linked, 100, vec![])]), "120");
        assert_eq!(staff_with(&[member(Relation::Held(Share::whole(30)), 100, vec![])]), "50");
        assert_eq!(staff_with(&[member(Relation::Held(Share::whole(25)), 100, vec![])]), "45");
        assert_eq!(staff_with(&[member(Relation::Held(Share::whole(24)), 100, vec![])]), "20");
        assert_eq!(staff_with(&[member(Relation::Held(Share::whole(50)), 100, vec![])]), "70");
        assert_eq!(staff_with(&[member(Relation::Held(Share::whole(51)), 100, vec![])]), "120");
    }

    #[test]
    fn a_partner_brings_its_links_but_not_its_partners() {
        let linked = member(Relation::Linked, 200, vec![]);
        let partner = member(Relation::Held(Share::whole(40)), 1000, vec![]);
        let group = [member(Relation::Held(Share::whole(50)), 100, vec![linked, partner])];
        assert_eq!(staff_with(&group), "170");
    }

    #[test]
    fn a_linked_enterprise_brings_its_partners_in_proportion() {
        let partner = member(Relation::Held(Share::whole(40)), 100, vec![]);
        assert_eq!(staff_with(&[member(Relation::Linked, 10, vec![partner])]), "70");
    }

    #[test]
    fn a_public_owner_adds_nothing() {
        let mut owner = member(Relation::Linked, 5000, vec![]);
        owner.ownership = Ownership::PublicBody;
        assert_eq!(staff_with(&[owner]), "20");
    }

    #[test]
    fn every_enterprise_of_the_tree_has_its_line() {
        let group = [member(Relation::Held(Share::whole(10)), 5, vec![member(Relation::Linked, 7, vec![])])];
        let consolidation = consolidate(Figures::default(), &group);
        let weights: Vec<_> = consolidation.lines.iter().map(|line| (line.path.clone(), line.weight)).collect();
        assert_eq!(weights, [(vec![0], Weight::BelowThreshold), (vec![0, 0], Weight::BelowThreshold)]);
    }
}
