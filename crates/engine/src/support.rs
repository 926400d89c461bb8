//! Public support for cybersecurity: what a region pays towards advice and training, while the facts are fresh.
//!
//! A scheme is a remark beside the costs and never a promise: what it pays, and whether it still has money, is for the
//! authority to say.

use crate::{
    collections::Set,
    date::Date,
    identifier::SupportId,
    law::{Certainty, LegalReference},
    size::{Euro, Percent, SizeClass},
};

/// Whose scheme it is: where the establishment is counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// The Flemish Region.
    Flanders,
    /// The Walloon Region.
    Wallonia,
    /// The Brussels-Capital Region.
    Brussels,
}

impl Region {
    /// Every region.
    pub const ALL: [Self; 3] = [Self::Flanders, Self::Wallonia, Self::Brussels];

    /// The one spelling in data files, saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Flanders => "flanders",
            Self::Wallonia => "wallonia",
            Self::Brussels => "brussels",
        }
    }

    /// The region with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.code() == code)
    }
}

/// What a scheme pays for. None pays for licences, devices or the certificate itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// An outsider looks, and says what to do.
    Advice,
    /// An outsider helps to do it.
    Guidance,
    /// People learn.
    Training,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 3] = [Self::Advice, Self::Guidance, Self::Training];

    /// The one spelling in data files and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Guidance => "guidance",
            Self::Training => "training",
        }
    }

    /// The purpose with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// What a scheme pays to enterprises of some sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Which sizes, by Recommendation 2003/361/EC.
    pub sizes: Set<SizeClass>,
    /// Its share in the costs.
    pub percent: Percent,
}

/// Where a scheme ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// So much.
    pub amount: Euro,
    /// Of what.
    pub of: CeilingOf,
    /// For how long.
    pub per: Period,
}

/// What a ceiling limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CeilingOf {
    /// The costs of which a share is paid.
    Costs,
    /// What is paid.
    Support,
}

impl CeilingOf {
    /// The one spelling in data files and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Costs => "costs",
            Self::Support => "support",
        }
    }

    /// The thing with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Costs, Self::Support].into_iter().find(|of| of.code() == code)
    }
}

/// For how long a ceiling holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// For one project.
    Project,
    /// For a year.
    Year,
    /// For three years.
    ThreeYears,
}

impl Period {
    /// Every period.
    pub const ALL: [Self; 3] = [Self::Project, Self::Year, Self::ThreeYears];

    /// The one spelling in data files and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Year => "year",
            Self::ThreeYears => "three-years",
        }
    }

    /// The period with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.code() == code)
    }
}

/// A scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// Its name in data and texts.
    pub id: SupportId,
    /// Whose it is.
    pub region: Region,
    /// What it pays for.
    pub pays_for: Set<Purpose>,
    /// What it pays, by size; sizes that are in none get nothing.
    pub rates: Vec<Rate>,
    /// Where it ends.
    pub ceiling: Ceiling,
    /// Where it stands; the first is the page to go to.
    pub law: Vec<LegalReference>,
    /// When that was last read.
    pub checked: Date,
    /// The last day on which it is shown: after it, what was read counts as stale.
    pub expires: Date,
    /// How sure the project is of it.
    pub certainty: Certainty,
}

impl Support {
    /// Whether what was read is fresh enough to be shown.
    pub fn is_fresh(&self, today: Date) -> bool {
        today <= self.expires
    }

    /// The share for a size.
    pub fn rate(&self, size: SizeClass) -> Option<Percent> {
        self.rates.iter().find(|rate| rate.sizes.contains(&size)).map(|rate| rate.percent)
    }

    /// What it would pay at most towards costs of this much, within one period of its ceiling; nothing where the size gets
    /// nothing.
    pub fn at_most(&self, size: SizeClass, costs: Euro) -> Option<Euro> {
        let percent = self.rate(size)?.0;
        let Ceiling { amount, of, .. } = self.ceiling;
        Some(match of {
            CeilingOf::Costs => Euro(costs.min(amount).0.percent(percent)),
            CeilingOf::Support => Euro(costs.0.percent(percent)).min(amount),
        })
    }
}

/// The schemes of a region that may help an enterprise of a size today, in the order of the data. Stale ones are off. An
/// unknown size takes all.
pub fn offered(
    all: &[Support],
    region: Region,
    size: Option<SizeClass>,
    today: Date,
) -> impl Iterator<Item = &Support> {
    all.iter()
        .filter(move |support| support.region == region && support.is_fresh(today))
        .filter(move |support| size.is_none_or(|size| support.rate(size).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn scheme(of: CeilingOf) -> Support {
        let rate = |size, percent| Rate { sizes: [size].into(), percent: Percent::whole(percent) };
        Support {
            id: SupportId::known("some"),
            region: Region::Flanders,
            pays_for: [Purpose::Advice].into(),
            rates: vec![rate(SizeClass::Small, 45), rate(SizeClass::Medium, 35)],
            ceiling: Ceiling { amount: Euro::whole(7_500), of, per: Period::Year },
            law: Vec::new(),
            checked: day("2026-11-26"),
            expires: day("2027-05-26"),
            certainty: Certainty::Settled,
        }
    }

    #[test]
    fn what_was_read_too_long_ago_is_off() {
        let all = [scheme(CeilingOf::Support)];
        let count = |today| offered(&all, Region::Flanders, None, day(today)).count();
        assert_eq!((count("2027-05-26"), count("2027-05-27")), (1, 0));
    }

    #[test]
    fn a_scheme_is_for_its_region_and_its_sizes() {
        let all = [scheme(CeilingOf::Support)];
        let count = |region, size| offered(&all, region, Some(size), day("2026-12-01")).count();
        assert_eq!(count(Region::Flanders, SizeClass::Small), 1);
        assert_eq!(count(Region::Flanders, SizeClass::Large), 0);
        assert_eq!(count(Region::Brussels, SizeClass::Small), 0);
    }

    #[test]
    fn a_ceiling_on_the_support_cuts_what_is_paid_and_one_on_the_costs_what_counts() {
        let paid = |of, size, costs| scheme(of).at_most(size, Euro::whole(costs)).map(|euro| euro.to_string());
        assert_eq!(paid(CeilingOf::Support, SizeClass::Small, 10_000).as_deref(), Some("4500"));
        assert_eq!(paid(CeilingOf::Support, SizeClass::Small, 20_000).as_deref(), Some("7500"));
        assert_eq!(paid(CeilingOf::Costs, SizeClass::Medium, 20_000).as_deref(), Some("2625"));
        assert_eq!(paid(CeilingOf::Costs, SizeClass::Large, 20_000), None);
    }
}
