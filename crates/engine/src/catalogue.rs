//! A version of the framework: its requirements, thresholds and rules, as data.

use crate::collections::Map;
use crate::{
    identifier::{CategoryId, DeviationId, FrameworkId, RequirementId},
    level::ScoredLevel,
    maturity::Maturity,
    succession::Succession,
};
use std::fmt;

/// One version of CyberFundamentals. Built once from data; positions in [`requirements`](Self::requirements) are the
/// currency of the engine: answers, scores and gaps run parallel to it.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Which version, for example `cyfun-2025`.
    pub id: FrameworkId,
    /// Every requirement, in the order the authority prints them.
    pub requirements: Vec<Requirement>,
    /// Every category, in the order the authority prints them.
    pub categories: Vec<CategoryId>,
    /// The gates of each level.
    pub thresholds: PerLevel<Thresholds>,
    /// How "not applicable" works at each level; `None` where the version has no such answer.
    pub not_applicable: Option<PerLevel<NotApplicableRule>>,
    /// Where the official workbook averages otherwise than the published method says.
    pub deviations: Vec<WorkbookDeviation>,
    /// Labels that the official files misprint, and the requirement each means; empty for most versions.
    pub label_slips: Map<String, RequirementId>,
    /// What became of the requirements of the version before; `None` for the first.
    pub succession: Option<Succession>,
    positions: Map<RequirementId, usize>,
    structures: PerLevel<Structures>,
}

/// How a category's average is built: groups are averaged first, then the groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryStructure {
    /// Position in [`Catalogue::categories`].
    pub category: usize,
    /// Groups of the written half, as positions in [`Catalogue::requirements`].
    pub documentation: Vec<Vec<usize>>,
    /// Groups of the practised half.
    pub implementation: Vec<Vec<usize>>,
}

impl CategoryStructure {
    /// The groups of one half.
    pub fn groups(&self, dimension: Dimension) -> &[Vec<usize>] {
        match dimension {
            Dimension::Documentation => &self.documentation,
            Dimension::Implementation => &self.implementation,
        }
    }
}

/// Two ways of counting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ledger {
    /// The published method: requirements into subcategories, subcategories into categories.
    #[default]
    Method,
    /// The official workbook's own formulas, where they differ.
    Workbook,
}

impl Ledger {
    /// Both ways.
    pub const ALL: [Self; 2] = [Self::Method, Self::Workbook];

    /// The one spelling in contracts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Method => "method",
            Self::Workbook => "workbook",
        }
    }

    /// The way with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ledger| ledger.code() == code)
    }
}

#[derive(Clone, Debug)]
struct Structures {
    method: Vec<CategoryStructure>,
    workbook: Vec<CategoryStructure>,
}

/// One value for each scored level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerLevel<T> {
    /// At Basic.
    pub basic: T,
    /// At Important.
    pub important: T,
    /// At Essential.
    pub essential: T,
}

impl<T> PerLevel<T> {
    /// The value at `level`.
    pub const fn at(&self, level: ScoredLevel) -> &T {
        match level {
            ScoredLevel::Basic => &self.basic,
            ScoredLevel::Important => &self.important,
            ScoredLevel::Essential => &self.essential,
        }
    }
}

/// One requirement of the framework.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// As printed by the authority.
    pub id: RequirementId,
    /// Position of its category in [`Catalogue::categories`].
    pub category: usize,
    /// The lowest level that asks for it; levels are cumulative.
    pub from: ScoredLevel,
    /// The lowest level at which it is a key measure, if any; it stays one above.
    pub key_from: Option<ScoredLevel>,
    /// Whether the authority marks it as a management aspect (never "not applicable" at Essential).
    pub management_aspect: bool,
    /// Who usually knows the answer, likeliest first.
    pub who: Vec<Knower>,
    /// The points of article 30, §3 of the Belgian law that it serves, 1 to 11; our reading.
    pub law_points: Vec<u8>,
    /// How much work a step usually is.
    pub effort: Effort,
}

impl Requirement {
    /// Whether `level` asks for it.
    pub fn applies_at(&self, level: ScoredLevel) -> bool {
        self.from <= level
    }

    /// Whether it is a key measure at `level`.
    pub fn is_key_at(&self, level: ScoredLevel) -> bool {
        self.key_from.is_some_and(|from| from <= level)
    }
}

/// The gates of one level. All comparisons are exact and equality passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Each key measure must reach this.
    pub key_measure: Maturity,
    /// Each category must reach this; `None` where categories are no gate.
    pub category: Option<Maturity>,
    /// The total must reach this.
    pub total: Maturity,
}

/// How "not applicable" works at one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotApplicableRule {
    /// What both halves then count as.
    pub counts_as: Maturity,
    /// How many requirements may be answered so.
    pub most: usize,
    /// Whether key measures may not.
    pub forbidden_on_key_measures: bool,
    /// Whether management aspects may not.
    pub forbidden_on_management_aspects: bool,
}

/// The two halves of every score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Written down, approved, reviewed.
    Documentation,
    /// Done, shown, measured.
    Implementation,
}

impl Dimension {
    /// Both halves.
    pub const ALL: [Self; 2] = [Self::Documentation, Self::Implementation];

    /// The one spelling used in data files, saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Documentation => "documentation",
            Self::Implementation => "implementation",
        }
    }

    /// The half with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.code() == code)
    }
}

/// A place where the official workbook's own formula averages otherwise than the published method.
#[derive(Clone, Debug)]
pub struct WorkbookDeviation {
    /// Names the reason, which stands in the texts.
    pub id: DeviationId,
    /// The workbook's level sheet.
    pub level: ScoredLevel,
    /// Position of the category in [`Catalogue::categories`].
    pub category: usize,
    /// The halves concerned.
    pub dimensions: Vec<Dimension>,
    /// The groups the workbook averages first, as positions in [`Catalogue::requirements`]; then it averages the groups.
    pub groups: Vec<Vec<usize>>,
    /// The cells that do so, as printed in the workbook, for example `"PR.AA!D42"`; empty when not read.
    pub cells: String,
}

/// Who usually knows the answer to a requirement's question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Knower {
    /// The owner or management.
    Owner,
    /// IT staff or the IT partner.
    It,
    /// Personnel.
    Hr,
    /// An outside provider must be asked.
    Supplier,
    /// Legal, compliance or data protection.
    Legal,
}

impl Knower {
    /// Everyone.
    pub const ALL: [Self; 5] = [Self::Owner, Self::It, Self::Hr, Self::Supplier, Self::Legal];

    /// The one spelling used in data files, saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::It => "it",
            Self::Hr => "hr",
            Self::Supplier => "supplier",
            Self::Legal => "legal",
        }
    }

    /// The person with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|knower| knower.code() == code)
    }
}

/// Work in hundredths of a person-day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonDays(pub u32);

impl PersonDays {
    /// In days, for reading.
    pub fn to_f64(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Reads days in plain form, `12` or `1.25`; nothing where it is no number, finer than hundredths, or too large.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "00"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || fraction.len() > 2 {
            return None;
        }
        let hundredths: u32 = format!("{fraction:0<2}").parse().ok()?;
        whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(hundredths).map(Self)
    }
}

impl fmt::Display for PersonDays {
    /// Plain form, for example `12` or `1.5`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, hundredths) = (self.0 / 100, self.0 % 100);
        match (hundredths, hundredths % 10) {
            (0, _) => write!(formatter, "{whole}"),
            (_, 0) => write!(formatter, "{whole}.{}", hundredths / 10),
            _ => write!(formatter, "{whole}.{hundredths:02}"),
        }
    }
}

/// Usual work for each maturity step of each half of one requirement, in a firm of about fifty people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Steps 1→2, 2→3, 3→4, 4→5 of the written half.
    pub documentation: [PersonDays; 4],
    /// Steps 1→2, 2→3, 3→4, 4→5 of the practised half.
    pub implementation: [PersonDays; 4],
}

impl Catalogue {
    /// Joins the parts; positions and groups are derived.
    pub fn new(
        id: FrameworkId,
        requirements: Vec<Requirement>,
        categories: Vec<CategoryId>,
        thresholds: PerLevel<Thresholds>,
        not_applicable: Option<PerLevel<NotApplicableRule>>,
        deviations: Vec<WorkbookDeviation>,
    ) -> Self {
        let positions = requirements.iter().enumerate().map(|(at, requirement)| (requirement.id, at)).collect();
        let structures = |level| structures(&requirements, categories.len(), &deviations, level);
        let structures = PerLevel {
            basic: structures(ScoredLevel::Basic),
            important: structures(ScoredLevel::Important),
            essential: structures(ScoredLevel::Essential),
        };
        Self {
            id,
            requirements,
            categories,
            thresholds,
            not_applicable,
            deviations,
            label_slips: Map::new(),
            succession: None,
            positions,
            structures,
        }
    }

    /// Where `id` stands in [`requirements`](Self::requirements).
    pub fn position(&self, id: RequirementId) -> Option<usize> {
        self.positions.get(&id).copied()
    }

    /// Where the requirement with this label stands: its identifier as printed, or a slip of the official files.
    pub fn labelled(&self, label: &str) -> Option<usize> {
        let printed = RequirementId::parse(label).ok().and_then(|id| self.position(id));
        printed.or_else(|| self.label_slips.get(label).and_then(|id| self.position(*id)))
    }

    /// The identifier that this label means; see [`labelled`](Self::labelled).
    pub fn identifier(&self, label: &str) -> Option<RequirementId> {
        self.labelled(label).and_then(|at| self.requirements.get(at)).map(|requirement| requirement.id)
    }

    /// The requirement with this identifier.
    pub fn requirement(&self, id: RequirementId) -> Option<&Requirement> {
        self.position(id).and_then(|at| self.requirements.get(at))
    }

    /// The requirements that `level` asks for, with their positions.
    pub fn at_level(&self, level: ScoredLevel) -> impl Iterator<Item = (usize, &Requirement)> {
        self.requirements.iter().enumerate().filter(move |(_, requirement)| requirement.applies_at(level))
    }

    /// Whether the rules of `level` allow the answer "not applicable" on the requirement at this position, how often it
    /// is used apart.
    pub fn may_be_not_applicable(&self, level: ScoredLevel, at: usize) -> bool {
        let rule = self.not_applicable.as_ref().map(|rules| rules.at(level)).filter(|rule| rule.most > 0);
        rule.zip(self.requirements.get(at)).is_some_and(|(rule, requirement)| {
            let is_key = rule.forbidden_on_key_measures && requirement.is_key_at(level);
            let is_aspect = rule.forbidden_on_management_aspects && requirement.management_aspect;
            requirement.applies_at(level) && !is_key && !is_aspect
        })
    }

    /// How `ledger` builds its averages at `level`: the categories that exist there, in order.
    pub fn structure(&self, level: ScoredLevel, ledger: Ledger) -> &[CategoryStructure] {
        let structures = self.structures.at(level);
        match ledger {
            Ledger::Method => &structures.method,
            Ledger::Workbook => &structures.workbook,
        }
    }
}

fn structures(
    requirements: &[Requirement],
    categories: usize,
    deviations: &[WorkbookDeviation],
    level: ScoredLevel,
) -> Structures {
    let groups_of = |category: usize| {
        let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
        for (at, requirement) in requirements.iter().enumerate() {
            if requirement.category != category || !requirement.applies_at(level) {
                continue;
            }
            let subcategory = requirement.id.subcategory();
            match groups.iter_mut().find(|(name, _)| *name == subcategory) {
                Some((_, group)) => group.push(at),
                None => groups.push((subcategory, vec![at])),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect::<Vec<_>>()
    };
    let method: Vec<CategoryStructure> = (0..categories)
        .map(|category| (category, groups_of(category)))
        .filter(|(_, groups)| !groups.is_empty())
        .map(|(category, groups)| CategoryStructure { category, documentation: groups.clone(), implementation: groups })
        .collect();
    let mut workbook = method.clone();
    for deviation in deviations.iter().filter(|deviation| deviation.level == level) {
        for structure in workbook.iter_mut().filter(|structure| structure.category == deviation.category) {
            for dimension in &deviation.dimensions {
                match dimension {
                    Dimension::Documentation => structure.documentation.clone_from(&deviation.groups),
                    Dimension::Implementation => structure.implementation.clone_from(&deviation.groups),
                }
            }
        }
    }
    Structures { method, workbook }
}
