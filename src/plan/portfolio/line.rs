//! One dossier as a line of the overview, worked out once.

use crate::rooms::catalogue;
use belfry_content::Content;
use belfry_dossier::Dossier;
use belfry_engine::{
    catalogue::PersonDays,
    classification::Status,
    date::Date,
    gap::Blocker,
    identifier::{CategoryId, DeadlineId, FrameworkId},
    level::{AssuranceLevel, ScoredLevel},
    maturity::Maturity,
    report::report,
    scoring::Gate,
};

/// One dossier as a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The organisation's name.
    pub name: String,
    /// What the law makes of it; `None` while the scope questions are open.
    pub status: Option<Status>,
    /// The level that it aims for.
    pub level: AssuranceLevel,
    /// The version of the framework.
    pub framework: FrameworkId,
    /// How many are answered, of how many.
    pub answered: (usize, usize),
    /// What the score comes to; `None` at Small, which has none.
    pub score: Option<Figures>,
    /// The next date that the law sets.
    pub deadline: Option<(DeadlineId, Date)>,
}

/// What the score of a dossier comes to, by the published method.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The level.
    pub level: ScoredLevel,
    /// The total over what is answered; `None` while nothing is.
    pub total: Option<Maturity>,
    /// How far the total is below its gate; `None` when it meets it, or is not known.
    pub short: Option<Maturity>,
    /// Key measures that reach their gate, of how many.
    pub keys: (usize, usize),
    /// Gates that are closed, over what is answered: key measures, categories, the total, the rules on "not applicable".
    pub closed: usize,
    /// Whether the level is reached.
    pub verdict: Gate,
    /// The work that is left.
    pub effort: PersonDays,
    /// The categories of the level.
    pub categories: Vec<(CategoryId, Option<Maturity>)>,
}

impl Line {
    /// Works it out for a day.
    pub fn of(dossier: &Dossier, content: &Content, today: Date) -> Self {
        let catalogue = catalogue(content, dossier);
        let report = report(&dossier.case(&content.law, catalogue), &content.facts(catalogue), today);
        let card = report.method();
        let level = report.advice.target;
        let figures = |level: ScoredLevel| Figures {
            level,
            total: card.total,
            short: card.total.and_then(|total| total.short_of(card.total_gate)),
            keys: (card.key_measures.iter().filter(|key| key.passes() == Gate::Open).count(), card.key_measures.len()),
            closed: report.blockers.at(level).iter().filter(|one| !matches!(one, Blocker::Open(_))).count(),
            verdict: card.verdict(),
            effort: report.roadmap.effort,
            categories: card
                .categories
                .iter()
                .filter_map(|score| Some((catalogue.categories.get(score.category)?.clone(), score.maturity)))
                .collect(),
        };
        let habits = content.small.iter().filter(|id| dossier.habits.contains_key(*id)).count();
        let ahead = report.roadmap.deadlines.iter().filter(|dated| dated.days_left >= 0);
        Self {
            name: dossier.name.trim().to_owned(),
            status: report.classification.as_ref().map(|found| found.status),
            level,
            framework: dossier.framework.clone(),
            answered: match level {
                AssuranceLevel::Small => (habits, content.small.len()),
                AssuranceLevel::Basic | AssuranceLevel::Important | AssuranceLevel::Essential => {
                    (card.answered, card.asked)
                }
            },
            score: level.scored().map(figures),
            deadline: ahead.min_by_key(|dated| dated.on).map(|dated| (dated.deadline.clone(), dated.on)),
        }
    }

    /// Its total, where it has one.
    pub fn total(&self) -> Option<Maturity> {
        self.score.as_ref().and_then(|figures| figures.total)
    }

    /// Whether two are assessed by the same questions.
    pub fn is_like(&self, other: &Self) -> bool {
        self.score.is_some() && self.level == other.level && self.framework == other.framework
    }

    /// Whether every question is answered.
    pub const fn is_complete(&self) -> bool {
        self.answered.0 >= self.answered.1
    }
}
