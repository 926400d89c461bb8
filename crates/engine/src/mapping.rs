//! Which ISO/IEC 27001 controls serve which requirement: pairs, each graded, with what it rests on.

use crate::{catalogue::Catalogue, identifier::ReasonId};

/// How much a control does for a requirement. The order is from most to least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// In place as the standard asks, it gives what the requirement asks, wholly or nearly.
    Carries,
    /// It does an important part; something has to be added.
    Helps,
    /// Same subject: worth showing, establishes nothing.
    Related,
}

impl Grade {
    /// Every grade, the most first.
    pub const ALL: [Self; 3] = [Self::Carries, Self::Helps, Self::Related];

    /// The one spelling used in data files and classes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Carries => "carries",
            Self::Helps => "helps",
            Self::Related => "related",
        }
    }
}

/// On what a pair rests besides our own reading, which every pair went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The authority's mapping workbook of CyFun 2023 (8 January 2024), by subcategory.
    Authority,
    /// NIST's own mapping of the Cybersecurity Framework 2.0, by subcategory.
    Nist,
    /// Our reading of both texts alone.
    Reading,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Self; 3] = [Self::Authority, Self::Nist, Self::Reading];

    /// The one spelling used in data files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Authority => "ccb",
            Self::Nist => "nist",
            Self::Reading => "reading",
        }
    }

    /// The basis with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.code() == code)
    }
}

/// One requirement and one control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Position in [`Catalogue::requirements`].
    pub requirement: usize,
    /// Position among the [`Controls`](crate::control::Controls).
    pub control: usize,
    /// How much the control does for it.
    pub grade: Grade,
    /// Why, where it is not plain.
    pub reason: Option<ReasonId>,
    /// On what it rests: at least one.
    pub basis: Vec<Basis>,
}

/// Every pair of one version of the framework.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    pairs: Vec<Pair>,
    /// For each requirement the first of its pairs and the one after its last: pairs are in the requirements' order.
    spans: Vec<(usize, usize)>,
    /// For each control its pairs.
    by_control: Vec<Vec<usize>>,
}

impl Mapping {
    /// Puts pairs in order: by requirement, then by grade, then as the standard numbers them.
    pub fn new(mut pairs: Vec<Pair>, catalogue: &Catalogue, controls: usize) -> Self {
        pairs.sort_by_key(|pair| (pair.requirement, pair.grade, pair.control));
        let mut spans = vec![(0, 0); catalogue.requirements.len()];
        let mut by_control = vec![Vec::new(); controls];
        for (at, pair) in pairs.iter().enumerate() {
            if let Some(span) = spans.get_mut(pair.requirement) {
                *span = if span.1 == 0 { (at, at + 1) } else { (span.0, at + 1) };
            }
            if let Some(of_control) = by_control.get_mut(pair.control) {
                of_control.push(at);
            }
        }
        Self { pairs, spans, by_control }
    }

    /// Nothing at all.
    pub const NONE: Self = Self { pairs: Vec::new(), spans: Vec::new(), by_control: Vec::new() };

    /// Every pair.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The pairs of the requirement at a position, what carries it first.
    pub fn of_requirement(&self, requirement: usize) -> &[Pair] {
        let (from, to) = self.spans.get(requirement).copied().unwrap_or_default();
        self.pairs.get(from..to).unwrap_or_default()
    }

    /// The pairs of the control at a position, in the requirements' order.
    pub fn of_control(&self, control: usize) -> impl Iterator<Item = &Pair> {
        self.by_control.get(control).into_iter().flatten().filter_map(|at| self.pairs.get(*at))
    }

    /// What the requirement rests on: the controls of one grade.
    pub fn graded(&self, requirement: usize, grade: Grade) -> impl Iterator<Item = &Pair> {
        self.of_requirement(requirement).iter().filter(move |pair| pair.grade == grade)
    }
}
