//! Best security first: single steps in the order of the risk that they remove, whatever the gates say.
//!
//! The cheapest way to a level ([`optimum`](crate::optimum)) takes what averages are cheapest made of. This is the other
//! way to begin: what protects most comes first, until a budget is used up or every gate is open.

use crate::{
    answer::Answer,
    catalogue::{Catalogue, Dimension, PersonDays},
    collections::ordered,
    gap::{Optimal, Path, Raise},
    level::ScoredLevel,
    maturity::Score,
    optimum::{Limits, Problem, REFERENCE},
    scoring::{Gate, score},
};
use std::{cmp::Reverse, collections::BinaryHeap};

/// How much risk lies in each requirement, by position in the catalogue; see [`usual_weight`].
pub type Weights<'input> = &'input dyn Fn(usize) -> u32;

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// When no further step fits in this budget.
    Spent(PersonDays),
    /// As soon as every gate is open.
    GatesOpen,
}

/// One step up of one half of one requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// Position in the catalogue.
    pub requirement: usize,
    /// Which half.
    pub dimension: Dimension,
    /// From where; the step leads one up.
    pub from: Score,
    /// The work.
    pub effort: PersonDays,
}

/// Steps in order, and where they lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// The steps, the most pressing first.
    pub steps: Vec<Step>,
    /// The same, requirement by requirement. Never said to be the least effort: it is not what was asked for.
    pub path: Path,
    /// The answers once everything is done, parallel to the catalogue's requirements.
    pub answers: Vec<Answer>,
}

/// The usual weight: key measures before others, and among either those that a lower level asks for first.
pub fn usual_weight(catalogue: &Catalogue, level: ScoredLevel, requirement: usize) -> u32 {
    let rank = |from: ScoredLevel| match from {
        ScoredLevel::Basic => 3,
        ScoredLevel::Important => 2,
        ScoredLevel::Essential => 1,
    };
    catalogue.requirements.get(requirement).map_or(0, |requirement| {
        let key = requirement.key_from.filter(|from| *from <= level);
        key.map_or(rank(requirement.from), |from| rank(ScoredLevel::Basic) + rank(from))
    })
}

/// The steps that remove most risk first.
///
/// What is decided anyway comes before all else. Then every half rises to [`REFERENCE`] before any rises above it, then
/// to 4, then to 5; within that the heavier requirement first, of equal weights the lower half, the cheaper step,
/// practice before paper. "Not applicable" is never proposed, for it removes no risk, and the problem's aim plays no
/// part.
pub fn best_security_first(problem: &Problem<'_>, weights: Weights<'_>, until: Until) -> Sequence {
    let (start, assumed) = start(problem);
    let ordered = in_order(problem, weights, &start);
    let mut steps = Vec::new();
    match until {
        Until::Spent(budget) => {
            let mut answers = start.clone();
            let mut left = budget;
            for step in ordered {
                if let Some(rest) = left.0.checked_sub(step.effort.0)
                    && raise(&mut answers, step)
                {
                    left = PersonDays(rest);
                    steps.push(step);
                }
            }
        }
        Until::GatesOpen => {
            let decided = ordered.iter().take_while(|step| is_decided(problem, step)).count();
            let taken = enough(problem, &start, &ordered, decided);
            steps.extend(ordered.into_iter().take(taken));
        }
    }
    told(problem, &start, steps, assumed)
}

/// The single steps of a path, those that remove most risk first: the order of [`best_security_first`], over what another
/// way to the level takes.
pub fn steps(problem: &Problem<'_>, weights: Weights<'_>, raises: &[Raise]) -> Vec<Step> {
    let mut found = Vec::new();
    for raise in raises {
        let Some(requirement) = problem.catalogue.requirements.get(raise.requirement) else { continue };
        let effort = (problem.efforts)(raise.requirement).unwrap_or(&requirement.effort);
        let halves = [
            (Dimension::Documentation, raise.documentation, effort.documentation),
            (Dimension::Implementation, raise.implementation, effort.implementation),
        ];
        for (dimension, (start, end), efforts) in halves {
            let taken = Score::ALL.into_iter().zip(efforts).filter(|(from, _)| *from >= start && *from < end);
            let step = |(from, effort)| Step { requirement: raise.requirement, dimension, from, effort };
            found.extend(taken.map(step));
        }
    }
    ordered(found, |step| (rank(problem, weights, step), *step))
}

/// The longest beginning of a row of steps whose work fits, and where it leads. What fits must go on fitting when steps are
/// left out from the end; when not even no step at all fits, none is taken. The answers "not applicable" need no work and are
/// given first.
pub fn beginning(
    problem: &Problem<'_>,
    steps: &[Step],
    not_applicable: &[usize],
    fits: &dyn Fn(&Path) -> bool,
) -> Sequence {
    let (mut start, assumed) = start(problem);
    for at in not_applicable {
        if let Some(answer) = start.get_mut(*at) {
            *answer = Answer::NotApplicable;
        }
    }
    let taken = |count: usize| {
        let steps = steps.iter().take(count).copied().collect();
        told(problem, &start, steps, assumed.clone())
    };
    let (mut fitting, mut beyond) = (0, steps.len() + 1);
    while beyond - fitting > 1 {
        let middle = usize::midpoint(fitting, beyond);
        if fits(&taken(middle).path) { fitting = middle } else { beyond = middle }
    }
    taken(fitting)
}

/// The answers to start from, in which what is open counts as 1 and 1, and what was open.
fn start(problem: &Problem<'_>) -> (Vec<Answer>, Vec<usize>) {
    let (mut start, mut assumed) = (Vec::new(), Vec::new());
    let has_fixed_value = problem.catalogue.not_applicable.is_some();
    for (at, requirement) in problem.catalogue.requirements.iter().enumerate() {
        let given = problem.answers.get(at).copied().unwrap_or_default();
        let is_answered = match given {
            Answer::Scored { .. } => true,
            Answer::NotApplicable => has_fixed_value,
            Answer::Open => false,
        };
        let is_assumed = !is_answered && requirement.applies_at(problem.level);
        assumed.extend(is_assumed.then_some(at));
        let lowest = Answer::Scored { documentation: Score::LOWEST, implementation: Score::LOWEST };
        start.push(if is_assumed { lowest } else { given });
    }
    (start, assumed)
}

/// Where steps lead.
fn told(problem: &Problem<'_>, start: &[Answer], steps: Vec<Step>, assumed: Vec<usize>) -> Sequence {
    let mut answers = start.to_vec();
    for step in &steps {
        raise(&mut answers, *step);
    }
    let card = score(problem.catalogue, problem.level, problem.ledger, &answers);
    let given = score(problem.catalogue, problem.level, problem.ledger, problem.answers);
    let passes = card.verdict() == Gate::Open && given.violations.is_empty();
    let raises = raises(start, &answers, &steps);
    let effort = raises.iter().fold(PersonDays(0), |sum, raise| sum.plus(raise.effort));
    let path = Path { level: problem.level, raises, effort, optimal: Optimal::NotProven, passes, assumed };
    Sequence { steps, path, answers }
}

/// Every step that may be taken, in order. A half's own steps follow each other.
fn in_order(problem: &Problem<'_>, weights: Weights<'_>, start: &[Answer]) -> Vec<Step> {
    let mut steps = BinaryHeap::new();
    for (requirement, found) in problem.catalogue.at_level(problem.level) {
        let Some(Answer::Scored { documentation, implementation }) = start.get(requirement) else { continue };
        let effort = (problem.efforts)(requirement).unwrap_or(&found.effort);
        let limits = problem.limits.get(&requirement).copied().unwrap_or(Limits::NONE);
        let halves = [
            (Dimension::Documentation, documentation, effort.documentation, limits.most[0].max(limits.least[0])),
            (Dimension::Implementation, implementation, effort.implementation, limits.most[1].max(limits.least[1])),
        ];
        for (dimension, now, efforts, most) in halves {
            for (from, effort) in Score::ALL.into_iter().zip(efforts) {
                if from >= *now && from < most {
                    let step = Step { requirement, dimension, from, effort };
                    steps.push(Reverse((rank(problem, weights, &step), step)));
                }
            }
        }
    }
    std::iter::from_fn(|| steps.pop()).map(|Reverse((_, step))| step).collect()
}

type Rank = (bool, u8, Reverse<u32>, Score, PersonDays, usize, Reverse<Dimension>);

fn rank(problem: &Problem<'_>, weights: Weights<'_>, step: &Step) -> Rank {
    let band = (step.from.get() + 1).max(REFERENCE.get());
    let weight = Reverse(weights(step.requirement));
    (!is_decided(problem, step), band, weight, step.from, step.effort, step.requirement, Reverse(step.dimension))
}

fn is_decided(problem: &Problem<'_>, step: &Step) -> bool {
    problem.limits.get(&step.requirement).is_some_and(|limits| {
        let least = match step.dimension {
            Dimension::Documentation => limits.least[0],
            Dimension::Implementation => limits.least[1],
        };
        step.from < least
    })
}

/// Takes a step, unless the one before it was not taken; whether it was.
fn raise(answers: &mut [Answer], step: Step) -> bool {
    let Some(Answer::Scored { documentation, implementation }) = answers.get_mut(step.requirement) else {
        return false;
    };
    let half = match step.dimension {
        Dimension::Documentation => documentation,
        Dimension::Implementation => implementation,
    };
    let next = Score::new(step.from.get() + 1).filter(|_| *half == step.from);
    *half = next.unwrap_or(*half);
    next.is_some()
}

/// How many steps open every gate, and no fewer than `least`; all of them where nothing does. A gate that is open stays
/// open when more is done, so halving finds the number.
fn enough(problem: &Problem<'_>, start: &[Answer], steps: &[Step], least: usize) -> usize {
    let opens = |count: usize| {
        let mut answers = start.to_vec();
        for step in steps.iter().take(count) {
            raise(&mut answers, *step);
        }
        let card = score(problem.catalogue, problem.level, problem.ledger, &answers);
        [card.key_measures_gate(), card.categories_gate(), card.total_gate()].iter().all(|gate| *gate == Gate::Open)
    };
    let (mut shut, mut open) = (least, steps.len());
    if opens(least) {
        return least;
    }
    while open - shut > 1 {
        let middle = usize::midpoint(shut, open);
        if opens(middle) { open = middle } else { shut = middle }
    }
    open
}

fn raises(start: &[Answer], end: &[Answer], steps: &[Step]) -> Vec<Raise> {
    let mut raises = Vec::new();
    for (requirement, (from, to)) in start.iter().zip(end).enumerate() {
        if let (
            Answer::Scored { documentation, implementation },
            Answer::Scored { documentation: one, implementation: other },
        ) = (*from, *to)
            && from != to
        {
            let own = steps.iter().filter(|step| step.requirement == requirement);
            let effort = own.fold(PersonDays(0), |sum, step| sum.plus(step.effort));
            let (documentation, implementation) = ((documentation, one), (implementation, other));
            raises.push(Raise { requirement, documentation, implementation, effort });
        }
    }
    raises
}
