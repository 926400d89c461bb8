//! The problem in whole numbers: categories of requirements, each with its choices.

use super::{Aim, Limits, Problem, front::Choice};
use crate::{
    answer::Answer,
    catalogue::{CategoryStructure, Dimension, NotApplicableRule, PersonDays},
    maturity::{Maturity, Score},
    scoring::{Violation, score},
};

/// The problem in whole numbers.
pub(super) struct Model {
    /// The categories that exist at the level.
    pub categories: Vec<Category>,
    /// The gains, in parts of the total, that open the gate of the total.
    pub need: i64,
    /// How many parts make one point of maturity in the total.
    pub parts: i64,
    /// How many answers "not applicable" may still be given.
    pub budget: usize,
    /// The answers to start from: what is open counts as 1 and 1.
    pub answers: Vec<Answer>,
    /// Requirements without an answer.
    pub assumed: Vec<usize>,
    /// Candidates on which the rules allow no "not applicable".
    pub refused: Vec<usize>,
    /// How the answers given break the rules.
    pub violations: Vec<Violation>,
}

/// A category.
pub(super) struct Category {
    /// Position in the catalogue's categories.
    pub category: usize,
    /// How many parts make one point of its maturity.
    pub parts: i64,
    /// How many parts of the total one of its parts is.
    pub share: i64,
    /// The gains that open its gate; nothing where it is no gate.
    pub need: i64,
    /// Its requirements.
    pub rows: Vec<Row>,
}

/// A requirement.
pub(super) struct Row {
    /// Position in the catalogue.
    pub requirement: usize,
    /// What can be done with it, and what becomes of it; none that another beats. Empty where nothing will do.
    pub choices: Vec<(Choice, Becomes)>,
    /// What its scores count at most, in parts of the category.
    pub most: i64,
    /// What "not applicable" would count, in parts of the category, where it may be proposed.
    pub not_applicable: Option<i64>,
}

/// What becomes of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Becomes {
    /// It has these scores, documentation first.
    Halves([Score; 2]),
    /// It is answered "not applicable".
    NotApplicable,
}

impl Model {
    pub(super) fn new(problem: &Problem<'_>) -> Self {
        let Problem { catalogue, level, ledger, .. } = *problem;
        let rule = catalogue.not_applicable.as_ref().map(|rules| rules.at(level));
        let given = |at: usize| problem.answers.get(at).copied().unwrap_or_default();
        let mut answers: Vec<Answer> = (0..catalogue.requirements.len()).map(given).collect();
        let (mut assumed, mut refused, mut taken) = (Vec::new(), Vec::new(), 0);
        for (at, _) in catalogue.at_level(level) {
            match (given(at), rule) {
                (Answer::Scored { .. }, _) => {}
                (Answer::NotApplicable, Some(_)) => taken += 1,
                (Answer::Open, _) | (Answer::NotApplicable, None) => assumed.push(at),
            }
            if problem.not_applicable.contains(&at) && !catalogue.may_be_not_applicable(level, at) {
                refused.push(at);
            }
        }
        for at in &assumed {
            if let Some(answer) = answers.get_mut(*at) {
                *answer = Answer::Scored { documentation: Score::LOWEST, implementation: Score::LOWEST };
            }
        }
        let budget = rule.map_or(0, |rule| rule.most.saturating_sub(taken));
        let draft = Draft { problem, rule, budget, answers: &answers, scale: Scale::new(problem) };
        let structures = catalogue.structure(level, ledger);
        let mut categories: Vec<Category> = structures.iter().map(|structure| draft.category(structure)).collect();
        let common = categories.iter().fold(1, |common, category| common_multiple(common, category.parts));
        for category in &mut categories {
            category.share = common / category.parts;
        }
        let parts = common * categories.len() as i64;
        let need = parts_for(catalogue.thresholds.at(level).total, parts);
        let violations = score(catalogue, level, ledger, problem.answers).violations;
        Self { categories, need, parts, budget, answers, assumed, refused, violations }
    }
}

/// The smallest whole number of parts that meets a gate.
fn parts_for(gate: Maturity, parts: i64) -> i64 {
    let (numerator, denominator) = gate.terms();
    (numerator * parts + denominator - 1).div_euclid(denominator)
}

/// The work on one requirement from one pair of scores to another.
pub(super) fn effort(problem: &Problem<'_>, at: usize, from: [Score; 2], to: [Score; 2]) -> PersonDays {
    let Some(requirement) = problem.catalogue.requirements.get(at) else { return PersonDays(0) };
    let effort = (problem.efforts)(at).unwrap_or(&requirement.effort);
    let steps = [&effort.documentation, &effort.implementation];
    let mut sum = PersonDays(0);
    for (steps, (from, to)) in steps.into_iter().zip(from.into_iter().zip(to)) {
        let taken = usize::from(from.get() - 1)..usize::from(to.get() - 1);
        sum = steps.get(taken).unwrap_or_default().iter().fold(sum, |sum, step| sum.plus(*step));
    }
    sum
}

/// Effort and preference as one number: a hundredth of a day weighs more than all preferences together, a requirement
/// more or less weighs more than all that can be said about which ones.
struct Scale {
    hundredth: i64,
    touch: i64,
    trifle: i64,
}

impl Scale {
    fn new(problem: &Problem<'_>) -> Self {
        let count = problem.catalogue.at_level(problem.level).count() as i64;
        let touch = 2 * count + 1;
        let hundredth = count * (touch + 2) + 1;
        let all = |at: usize| i64::from(effort(problem, at, [Score::LOWEST; 2], [Score::HIGHEST; 2]).0);
        let most: i64 = problem.catalogue.at_level(problem.level).map(|(at, _)| all(at)).sum();
        // Where the work is counted in millions of years, ties do not matter and sums must still fit.
        if most.checked_mul(hundredth).is_some_and(|most| most < i64::MAX / 4) {
            Self { hundredth, touch, trifle: 1 }
        } else {
            Self { hundredth: 1, touch: 0, trifle: 0 }
        }
    }

    fn cost(&self, effort: PersonDays, touched: Touched) -> i64 {
        let preference = match touched {
            Touched::Nothing => 0,
            Touched::KeyMeasure => self.touch,
            Touched::Other => self.touch + self.trifle,
            Touched::NotApplicable => self.touch + 2 * self.trifle,
        };
        i64::from(effort.0) * self.hundredth + preference
    }
}

/// What a plan does with a requirement, what the user would rather see first.
#[derive(Clone, Copy)]
enum Touched {
    Nothing,
    KeyMeasure,
    Other,
    NotApplicable,
}

/// What the choices are made from.
struct Draft<'draft, 'input> {
    problem: &'draft Problem<'input>,
    rule: Option<&'draft NotApplicableRule>,
    budget: usize,
    answers: &'draft [Answer],
    scale: Scale,
}

impl Draft<'_, '_> {
    fn category(&self, structure: &CategoryStructure) -> Category {
        let Problem { catalogue, level, .. } = *self.problem;
        let mut parts = 1;
        for dimension in Dimension::ALL {
            for (_, fraction) in groups(structure, dimension) {
                parts = common_multiple(parts, fraction);
            }
        }
        // "Not applicable" must count whole parts too.
        parts *= self.rule.map_or(1, |rule| rule.counts_as.terms().1);
        // Nothing for what a workbook leaves out of its averages; it may still be a key measure, or decided.
        let share = |at: usize, dimension: Dimension| {
            let own = groups(structure, dimension).filter(|(group, _)| group.contains(&at));
            own.map(|(_, fraction)| parts / fraction).sum()
        };
        let own = catalogue.at_level(level).filter(|(_, requirement)| requirement.category == structure.category);
        let rows =
            own.filter_map(|(at, _)| self.row(at, Dimension::ALL.map(|dimension| share(at, dimension)))).collect();
        let need = catalogue.thresholds.at(level).category.map_or(0, |gate| parts_for(gate, parts));
        Category { category: structure.category, parts, share: 1, need, rows }
    }

    fn row(&self, at: usize, shares: [i64; 2]) -> Option<Row> {
        let requirement = self.problem.catalogue.requirements.get(at)?;
        let gate = self.problem.catalogue.thresholds.at(self.problem.level).key_measure;
        let is_key = requirement.is_key_at(self.problem.level);
        let will_do = |maturity: Option<Maturity>| !is_key || maturity.is_some_and(|maturity| maturity.meets(gate));
        let fixed = self.rule.map(|rule| rule.counts_as);
        let fixed_gain = fixed.map(Maturity::terms).map_or(0, |(top, bottom)| (shares[0] + shares[1]) / bottom * top);
        let mut row = Row { requirement: at, choices: Vec::new(), most: 0, not_applicable: None };
        let now = match self.answers.get(at)? {
            Answer::Scored { documentation, implementation } => [*documentation, *implementation],
            Answer::NotApplicable | Answer::Open => {
                row.most = fixed_gain;
                if will_do(fixed) {
                    row.choices.push((Choice { gain: fixed_gain, cost: 0, used: 0 }, Becomes::NotApplicable));
                }
                return Some(row);
            }
        };
        let touched = if is_key { Touched::KeyMeasure } else { Touched::Other };
        let [documentation, implementation] = ranges(self.problem, at, now);
        for one in between(documentation) {
            for other in between(implementation) {
                let halves = [one, other];
                let gain = i64::from(one.get()) * shares[0] + i64::from(other.get()) * shares[1];
                row.most = row.most.max(gain);
                if will_do(Maturity::average(halves.map(Maturity::from))) {
                    let touched = if halves == now { Touched::Nothing } else { touched };
                    let cost = self.scale.cost(effort(self.problem, at, now, halves), touched);
                    add(&mut row.choices, Choice { gain, cost, used: 0 }, Becomes::Halves(halves));
                }
            }
        }
        let Problem { catalogue, level, .. } = *self.problem;
        let may = self.budget > 0 && catalogue.may_be_not_applicable(level, at);
        let is_decided = self.problem.limits.get(&at).is_some_and(|limits| {
            let [documentation, implementation] = limits.least;
            documentation > now[0] || implementation > now[1]
        });
        if may && self.problem.not_applicable.contains(&at) && !is_decided && will_do(fixed) {
            let cost = self.scale.cost(PersonDays(0), Touched::NotApplicable);
            add(&mut row.choices, Choice { gain: fixed_gain, cost, used: 1 }, Becomes::NotApplicable);
            row.not_applicable = Some(fixed_gain);
        }
        Some(row)
    }
}

/// From where to where each half may go: never down, at least what is decided or the aim asks, at most what will be done.
pub(super) fn ranges(problem: &Problem<'_>, at: usize, now: [Score; 2]) -> [(Score, Score); 2] {
    let limits = problem.limits.get(&at).copied().unwrap_or(Limits::NONE);
    let is_key = problem.catalogue.requirements.get(at).is_some_and(|found| found.is_key_at(problem.level));
    let asked = match problem.aim {
        Aim::GatesAndKeyMeasures(score) if is_key => score,
        Aim::GatesAndKeyMeasures(_) | Aim::Gates => Score::LOWEST,
    };
    let range = |half: usize| {
        let [now, least, most] = [now, limits.least, limits.most].map(|pair| if half == 0 { pair[0] } else { pair[1] });
        (now.max(least).max(asked), now.max(most))
    };
    [range(0), range(1)]
}

fn between((from, to): (Score, Score)) -> impl Iterator<Item = Score> {
    Score::ALL.into_iter().filter(move |score| *score >= from && *score <= to)
}

/// Keeps a choice unless another gains as much at no more cost and no more answers "not applicable".
fn add(choices: &mut Vec<(Choice, Becomes)>, new: Choice, becomes: Becomes) {
    let beats =
        |one: &Choice, other: &Choice| one.gain >= other.gain && one.cost <= other.cost && one.used <= other.used;
    if !choices.iter().any(|(other, _)| beats(other, &new)) {
        choices.retain(|(other, _)| !beats(&new, other));
        choices.push((new, becomes));
    }
}

/// The groups of one half, each with the fraction of the category that one of its requirements is: `1 / fraction`.
fn groups(structure: &CategoryStructure, dimension: Dimension) -> impl Iterator<Item = (&Vec<usize>, i64)> {
    let groups = structure.groups(dimension);
    let filled = groups.iter().filter(|group| !group.is_empty()).count();
    let filled_groups = groups.iter().filter(|group| !group.is_empty());
    filled_groups.map(move |group| (group, (Dimension::ALL.len() * filled * group.len()) as i64))
}

fn common_multiple(one: i64, other: i64) -> i64 {
    let (mut greater, mut smaller) = (one, other);
    while smaller != 0 {
        (greater, smaller) = (smaller, greater % smaller);
    }
    one / greater * other
}
