//! The register of evidence: each piece is entered once and serves any number of requirements, controls and schemes.
//! Never the file itself: a title, a place, and at most the file's fingerprint.

use belfry_engine::{
    catalogue::Dimension,
    collections::Set,
    date::Date,
    identifier::{AskId, ControlId, RequirementId},
};

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Which half it supports.
    pub dimension: Dimension,
    /// What it is, in the user's words.
    pub title: String,
    /// Where to find it: a folder, an address, a cupboard.
    pub place: String,
    /// Who looks after it.
    pub owner: String,
    /// The day it is of.
    pub dated: Option<Date>,
    /// The day by which it should be looked at again.
    pub review: Option<Date>,
    /// The fingerprint of the file.
    pub hash: Option<Hash>,
    /// What it serves.
    pub serves: Set<Target>,
}

/// Something that evidence serves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A requirement of the framework, of any version.
    Requirement(RequirementId),
    /// A clause or control of ISO/IEC 27001.
    Control(ControlId),
    /// Something that another scheme asks.
    Ask(AskId),
}

impl Target {
    /// The one spelling in saved dossiers: `requirement:PR.AA-03.2`, `control:A.5.1`, `ask:gdpr.33`.
    pub fn code(&self) -> String {
        match self {
            Self::Requirement(id) => format!("requirement:{id}"),
            Self::Control(id) => format!("control:{id}"),
            Self::Ask(id) => format!("ask:{id}"),
        }
    }

    /// The target with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':')? {
            ("requirement", id) => RequirementId::parse(id).ok().map(Self::Requirement),
            ("control", id) => ControlId::parse(id).ok().map(Self::Control),
            ("ask", id) => AskId::parse(id).ok().map(Self::Ask),
            _ => None,
        }
    }
}

/// A SHA-256 fingerprint, worked out on the device.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hash([u8; 32]);

impl Hash {
    /// From its 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> = text.chars().map(|digit| digit.to_digit(16).map(|value| value as u8)).collect();
        let digits = digits.filter(|digits| digits.len() == 64)?;
        let bytes: Vec<u8> =
            digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |sum, digit| sum << 4 | digit)).collect();
        Self::from_bytes(&bytes)
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{self}")
    }
}

/// How fresh a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// Its day of review has passed, or it is a document that nobody reviewed for two years (CyFun maturity levels,
    /// 2024-03-29: step 3 of the written half does not hold then).
    Stale,
    /// It says nothing of its age.
    Undated,
    /// In order.
    Fresh,
}

impl Freshness {
    /// The one spelling in classes and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Undated => "undated",
            Self::Fresh => "fresh",
        }
    }
}

impl Evidence {
    /// How many months a document holds without a review.
    pub const HOLDS: i32 = 24;

    /// A new piece for one half.
    pub fn new(dimension: Dimension) -> Self {
        Self {
            dimension,
            title: String::new(),
            place: String::new(),
            owner: String::new(),
            dated: None,
            review: None,
            hash: None,
            serves: Set::new(),
        }
    }

    /// The last day on which it holds: that of its review, or for a document two years after its date. `None` where it
    /// does not age, or says nothing of its age.
    pub fn holds_until(&self) -> Option<Date> {
        match (self.review, self.dated, self.dimension) {
            (Some(review), _, _) => Some(review),
            (None, Some(dated), Dimension::Documentation) => Some(dated.plus_months(Self::HOLDS)),
            (None, Some(_), Dimension::Implementation) | (None, None, _) => None,
        }
    }

    /// How fresh it is on a day.
    pub fn freshness(&self, today: Date) -> Freshness {
        match self.holds_until() {
            Some(last) if last < today => Freshness::Stale,
            None if self.dated.is_none() => Freshness::Undated,
            Some(_) | None => Freshness::Fresh,
        }
    }

    /// Whether it serves this requirement.
    pub fn serves_requirement(&self, id: RequirementId) -> bool {
        self.serves.contains(&Target::Requirement(id))
    }

    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        [&self.title, &self.place, &self.owner].iter().all(|text| text.trim().is_empty()) && self.hash.is_none()
    }
}

/// Adds what is new in `others`; where a piece is known already, only what it serves is joined.
pub fn merged(mine: &[Evidence], others: impl IntoIterator<Item = Evidence>) -> Vec<Evidence> {
    let mut all = mine.to_vec();
    for other in others {
        let same = |one: &&mut Evidence| {
            Evidence { serves: Set::new(), ..(**one).clone() } == Evidence { serves: Set::new(), ..other.clone() }
        };
        match all.iter_mut().find(same) {
            Some(known) => known.serves.extend(other.serves),
            None => all.push(other),
        }
    }
    all
}

/// The pieces of two registers. One that stands in both stands once; one that differs in what it serves alone is joined.
pub fn united(mine: &[Evidence], others: &[Evidence]) -> Vec<Evidence> {
    merged(mine, others.iter().filter(|other| !mine.contains(other)).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_sixty_four_digits_and_nothing_else() {
        let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Hash::parse(text).unwrap().to_string(), text);
        assert_eq!(Hash::parse(&text.to_uppercase()).unwrap().to_string(), text);
        for wrong in ["", "e3", &text[1..], "zz", &format!("{text}0"), &format!("+{}", &text[1..])] {
            assert_eq!(Hash::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_document_goes_stale_after_two_years_and_a_record_of_practice_by_its_review_only() {
        let day = |text| Date::parse(text).unwrap();
        let document = Evidence { dated: Some(day("2024-11-24")), ..Evidence::new(Dimension::Documentation) };
        assert_eq!(document.freshness(day("2026-11-24")), Freshness::Fresh);
        assert_eq!(document.freshness(day("2026-11-25")), Freshness::Stale);
        let practice = Evidence { dimension: Dimension::Implementation, ..document.clone() };
        assert_eq!(practice.freshness(day("2030-01-01")), Freshness::Fresh);
        let reviewed = Evidence { review: Some(day("2029-01-01")), ..document };
        assert_eq!(reviewed.freshness(day("2028-12-31")), Freshness::Fresh);
        assert_eq!(Evidence::new(Dimension::Documentation).freshness(day("2026-01-01")), Freshness::Undated);
    }

    #[test]
    fn a_piece_that_comes_twice_stands_once_and_serves_both() {
        let piece = |id: &str| Evidence {
            title: "Policy".to_owned(),
            serves: [Target::Requirement(RequirementId::parse(id).unwrap())].into(),
            ..Evidence::new(Dimension::Documentation)
        };
        let all = merged(&[piece("PR.AA-01.1")], [piece("PR.AA-03.2"), piece("PR.AA-01.1")]);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].serves.len(), 2);
    }
}
