//! Three courses to a level, side by side: the least effort, the best security first, and both. And what "not applicable"
//! would save on the way.

use crate::{
    answer::Answer,
    catalogue::{Catalogue, PersonDays},
    collections::{Map, Set, ordered},
    gap::{Optimal, Path},
    optimum::{Aim, Barrier, LeftLow, Limits, Outcome, Problem, REFERENCE, barriers, left_low, optimum},
    scoring::{Scorecard, Violation, score},
    security::{Sequence, Step, Until, beginning, best_security_first, steps, usual_weight},
};
use std::cmp::Reverse;

/// A course to a level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Course {
    /// The least effort that opens every gate, proven.
    #[default]
    Least,
    /// The least effort that opens every gate and leaves no half of a key measure below [`REFERENCE`], proven for that aim.
    Both,
    /// What removes most risk first, until every gate is open. Nothing is claimed about its effort.
    Security,
}

impl Course {
    /// Every course, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Least, Self::Both, Self::Security];

    /// The one spelling in saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Least => "least",
            Self::Both => "both",
            Self::Security => "security",
        }
    }

    /// The course with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|course| course.code() == code)
    }

    /// What its result must be good for.
    pub const fn aim(self) -> Aim {
        match self {
            Self::Least | Self::Security => Aim::Gates,
            Self::Both => Aim::GatesAndKeyMeasures(REFERENCE),
        }
    }
}

/// A course, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Which course.
    pub course: Course,
    /// What has to rise; nothing where the level is out of reach.
    pub path: Path,
    /// The same in single steps, those that remove most risk first, whatever the course.
    pub steps: Vec<Step>,
    /// Requirements to be answered "not applicable", each with a justification. None on [`Course::Security`].
    pub not_applicable: Vec<usize>,
    /// What the user named although the rules allow no "not applicable" on it.
    pub refused: Vec<usize>,
    /// How the answers given break the rules on "not applicable"; no work opens a level past that.
    pub violations: Vec<Violation>,
    /// The gates that stay shut within the limits, whatever is done; empty where the level is within reach.
    pub barriers: Vec<Barrier>,
    /// The answers once everything is done, parallel to the catalogue's requirements.
    pub answers: Vec<Answer>,
    /// How they score, in the ledger that was asked for.
    pub card: Scorecard,
    /// Every half that stays below [`REFERENCE`].
    pub left_low: Vec<LeftLow>,
}

impl Way {
    /// Requirements that are worked on.
    pub const fn touched(&self) -> usize {
        self.path.raises.len()
    }

    /// The same way as far as it fits; see [`beginning`].
    pub fn within(&self, problem: &Problem<'_>, fits: &dyn Fn(&Path) -> bool) -> Self {
        if fits(&self.path) {
            return self.clone();
        }
        let part = beginning(problem, &self.steps, &self.not_applicable, fits);
        let (card, left_low) = looked_at(problem, &part.answers);
        let Sequence { steps, path, answers } = part;
        Self { steps, path, answers, card, left_low, ..self.clone() }
    }
}

/// One course to the level. The problem's own aim plays no part: each course has its own.
pub fn way(problem: &Problem<'_>, course: Course) -> Way {
    let weight = |at: usize| usual_weight(problem.catalogue, problem.level, at);
    match course {
        Course::Least | Course::Both => match optimum(&Problem { aim: course.aim(), ..*problem }) {
            Outcome::OutOfReach(out) => nowhere(problem, course, out.barriers),
            Outcome::Reached(found) => {
                let (card, left_low) = looked_at(problem, &found.answers);
                let steps = steps(problem, &weight, &found.path.raises);
                Way {
                    course,
                    steps,
                    path: found.path,
                    not_applicable: found.not_applicable,
                    refused: found.refused,
                    violations: found.violations,
                    barriers: Vec::new(),
                    answers: found.answers,
                    card,
                    left_low,
                }
            }
        },
        Course::Security => {
            let none = Set::new();
            with(problem, problem.limits, &none, |problem| {
                let barriers = barriers(&Problem { aim: Aim::Gates, ..*problem });
                if !barriers.is_empty() {
                    return nowhere(problem, course, barriers);
                }
                along(problem, course, best_security_first(problem, &weight, Until::GatesOpen), barriers)
            })
        }
    }
}

/// The same problem with other limits and other requirements that do not apply.
fn with<T>(
    problem: &Problem<'_>,
    limits: &Map<usize, Limits>,
    not_applicable: &Set<usize>,
    ask: impl FnOnce(&Problem<'_>) -> T,
) -> T {
    let Problem { catalogue, level, ledger, answers, aim, .. } = *problem;
    let efforts = |at: usize| (problem.efforts)(at);
    ask(&Problem { catalogue, level, ledger, answers, efforts: &efforts, limits, not_applicable, aim })
}

/// No step at all: none leads to the level.
fn nowhere(problem: &Problem<'_>, course: Course, barriers: Vec<Barrier>) -> Way {
    let nothing = beginning(problem, &[], &[], &|_| true);
    let path = Path { optimal: Optimal::NotProven, passes: false, ..nothing.path };
    along(problem, course, Sequence { path, ..nothing }, barriers)
}

/// A sequence of steps, and what becomes of it; it proposes no "not applicable".
fn along(problem: &Problem<'_>, course: Course, sequence: Sequence, barriers: Vec<Barrier>) -> Way {
    let Sequence { steps, path, answers } = sequence;
    let (card, left_low) = looked_at(problem, &answers);
    Way {
        course,
        path,
        steps,
        not_applicable: Vec::new(),
        refused: Vec::new(),
        violations: violations(problem),
        barriers,
        answers,
        card,
        left_low,
    }
}

fn looked_at(problem: &Problem<'_>, answers: &[Answer]) -> (Scorecard, Vec<LeftLow>) {
    let card = score(problem.catalogue, problem.level, problem.ledger, answers);
    (card, left_low(problem.catalogue, problem.level, answers, REFERENCE))
}

fn violations(problem: &Problem<'_>) -> Vec<Violation> {
    score(problem.catalogue, problem.level, problem.ledger, problem.answers).violations
}

/// What of the user's own decisions keeps a course out of reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacles {
    /// The requirements whose limits alone are in the way: each of these, let go, opens it.
    pub alone: Vec<usize>,
    /// Whether letting all limits go opens it.
    pub together: bool,
}

/// What of the limits keeps a course out of reach; nothing where it is within reach.
pub fn obstacles(problem: &Problem<'_>, course: Course) -> Option<Obstacles> {
    let none = Set::new();
    let candidates = match course {
        Course::Least | Course::Both => problem.not_applicable,
        Course::Security => &none,
    };
    let is_reached = |limits: &Map<usize, Limits>| {
        with(problem, limits, candidates, |problem| barriers(&Problem { aim: course.aim(), ..*problem }).is_empty())
    };
    if is_reached(problem.limits) {
        return None;
    }
    let opens = |at: &usize| {
        let others = problem.limits.iter().filter(|(other, _)| *other != at);
        is_reached(&others.map(|(at, limits)| (*at, *limits)).collect())
    };
    let alone = problem.limits.iter().map(|(at, _)| *at).filter(opens).collect();
    Some(Obstacles { alone, together: is_reached(&Map::new()) })
}

/// Where "not applicable" is allowed at a level, and what it would save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relief {
    /// What the least effort would save if everything that may be were honestly "not applicable", as far as the rules
    /// allow; `None` where the level is out of reach without.
    pub most: Option<PersonDays>,
    /// The requirements that would be taken then, with what each alone would save; most first.
    pub helps: Vec<(usize, Option<PersonDays>)>,
}

/// How often "not applicable" may be answered at the level, and how often it may still be; nothing where the version has no
/// such answer.
pub fn budget_of_not_applicable(problem: &Problem<'_>) -> Option<(usize, usize)> {
    let rule = problem.catalogue.not_applicable.as_ref().map(|rules| rules.at(problem.level))?;
    let at_level = problem.catalogue.at_level(problem.level);
    let is_taken = |at: usize| problem.answers.get(at) == Some(&Answer::NotApplicable);
    let taken = at_level.filter(|(at, _)| is_taken(*at)).count();
    Some((rule.most, rule.most.saturating_sub(taken)))
}

/// What "not applicable" would save on the way to the problem's aim. Whom the user named plays no part.
pub fn relief(problem: &Problem<'_>) -> Relief {
    let reached = |candidates: &Set<usize>| match with(problem, problem.limits, candidates, optimum) {
        Outcome::Reached(found) => Some(found),
        Outcome::OutOfReach(_) => None,
    };
    let base = reached(&Set::new()).map(|found| found.path.effort);
    let saved = |effort: PersonDays| base.map(|base| PersonDays(base.0.saturating_sub(effort.0)));
    let Some(all) = reached(&allowed(problem)) else { return Relief::default() };
    let alone = |at: usize| reached(&[at].into()).and_then(|found| saved(found.path.effort));
    let helps = all.not_applicable.iter().map(|at| (*at, alone(*at)));
    Relief { most: saved(all.path.effort), helps: ordered(helps, |(at, saved)| (Reverse(*saved), *at)) }
}

/// The requirements that have no "not applicable" yet and may be given one.
pub fn allowed(problem: &Problem<'_>) -> Set<usize> {
    let catalogue = problem.catalogue;
    let is_given = |at: usize| problem.answers.get(at) == Some(&Answer::NotApplicable);
    let at_level = catalogue.at_level(problem.level).map(|(at, _)| at);
    at_level.filter(|at| catalogue.may_be_not_applicable(problem.level, *at) && !is_given(*at)).collect()
}

impl Way {
    /// How many requirements keep a half below [`REFERENCE`], and how many of them are key measures.
    pub fn holes(&self, catalogue: &Catalogue) -> (usize, usize) {
        let low: Set<usize> = self.left_low.iter().map(|low| low.requirement).collect();
        let level = self.path.level;
        let is_key = |at: &&usize| catalogue.requirements.get(**at).is_some_and(|found| found.is_key_at(level));
        (low.iter().count(), low.iter().filter(is_key).count())
    }
}
