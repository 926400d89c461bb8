//! The least effort as a mixed-integer program, for a solver that nobody here wrote: what the engine's own search is
//! measured against. It knows the framework's structure and gates, and nothing of how the engine searches.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_engine::{
    answer::Answer,
    catalogue::{Dimension, Effort},
    maturity::{Maturity, Score},
    optimum::{Aim, Limits, Problem},
};
use microlp::{ComparisonOp, Error, OptimizationDirection, SolutionStatus, SolveOptions, SolveOutcome, Variable};
use num_rational::Ratio;
use std::collections::BTreeMap;

/// What the other solver says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The least effort, in hundredths of a person-day.
    Least(u64),
    /// No way leads there.
    Impossible,
    /// It was stopped: the least effort is not below `bound` and not above `found`.
    Between {
        /// Rounded up to whole hundredths.
        bound: u64,
        /// The best way so far, if any.
        found: Option<u64>,
    },
}

/// A sum of variables and what is there without them, exact.
#[derive(Clone, Default)]
struct Sum {
    constant: Ratio<i64>,
    terms: BTreeMap<usize, Ratio<i64>>,
}

impl Sum {
    fn add(&mut self, other: &Self, factor: Ratio<i64>) {
        self.constant += other.constant * factor;
        for (variable, weight) in &other.terms {
            *self.terms.entry(*variable).or_default() += *weight * factor;
        }
    }
}

struct Program {
    program: microlp::Problem,
    variables: Vec<Variable>,
}

impl Program {
    /// A decision, yes or no.
    fn decision(&mut self, cost: f64) -> usize {
        self.variables.push(self.program.add_binary_var(cost));
        self.variables.len() - 1
    }

    /// The sum is at least the gate; in whole numbers, so that nothing hangs on a tolerance.
    fn at_least(&mut self, sum: &Sum, gate: Ratio<i64>) {
        let missing = gate - sum.constant;
        let weights = sum.terms.values();
        let common =
            weights.clone().fold(*missing.denom(), |common, weight| least_common_multiple(common, *weight.denom()));
        let whole = |weight: &Ratio<i64>| (weight * common).to_integer() as f64;
        let terms: Vec<(Variable, f64)> = sum
            .terms
            .iter()
            .filter(|(_, weight)| **weight != 0.into())
            .map(|(at, weight)| (self.variables[*at], whole(weight)))
            .collect();
        self.program.add_constraint(terms, ComparisonOp::Ge, whole(&missing));
    }
}

fn least_common_multiple(one: i64, other: i64) -> i64 {
    let (mut greater, mut smaller) = (one, other);
    while smaller != 0 {
        (greater, smaller) = (smaller, greater % smaller);
    }
    one / greater * other
}

fn fraction(maturity: Maturity) -> Ratio<i64> {
    let (numerator, denominator) = maturity.terms();
    Ratio::new(numerator, denominator)
}

/// The least effort by the other solver, which may look at so many nodes of its search: the same on every machine.
pub fn least_effort(problem: &Problem<'_>, nodes: u64) -> Verdict {
    let Problem { catalogue, level, ledger, .. } = *problem;
    let rule = catalogue.not_applicable.as_ref().map(|rules| rules.at(level));
    let thresholds = catalogue.thresholds.at(level);
    let mut program =
        Program { program: microlp::Problem::new(OptimizationDirection::Minimize), variables: Vec::new() };
    let mut halves: BTreeMap<usize, [Sum; 2]> = BTreeMap::new();
    let (mut given, mut proposals) = (0, Vec::new());
    for (at, requirement) in catalogue.at_level(level) {
        let constant = |value: Ratio<i64>| Sum { constant: value, terms: BTreeMap::new() };
        let now = match (problem.answers.get(at).copied().unwrap_or_default(), rule) {
            (Answer::NotApplicable, Some(rule)) => {
                given += 1;
                halves.insert(at, [constant(fraction(rule.counts_as)), constant(fraction(rule.counts_as))]);
                continue;
            }
            (Answer::Open | Answer::NotApplicable, _) => [1, 1],
            (Answer::Scored { documentation, implementation }, _) => [documentation.get(), implementation.get()],
        };
        let is_key = requirement.is_key_at(level);
        let limits = problem.limits.get(&at).copied().unwrap_or(Limits::NONE);
        let decided = (0..2).any(|half| limits.least[half].get() > now[half]);
        let may = rule.filter(|rule| {
            let key = rule.forbidden_on_key_measures && is_key;
            let aspect = rule.forbidden_on_management_aspects && requirement.management_aspect;
            problem.not_applicable.contains(&at) && !decided && !key && !aspect
        });
        let proposal = may.map(|rule| (program.decision(0.0), fraction(rule.counts_as)));
        proposals.extend(proposal.map(|(proposal, _)| proposal));
        let efforts: &Effort = (problem.efforts)(at).unwrap_or(&requirement.effort);
        let efforts = [efforts.documentation, efforts.implementation];
        let sums = [0, 1].map(|half| {
            let mut sum = constant(i64::from(now[half]).into());
            let mut before = None;
            for step in now[half]..5 {
                let decision = program.decision(f64::from(efforts[half][usize::from(step) - 1].0));
                sum.terms.insert(decision, 1.into());
                // No step without the one before it, none beside "not applicable", none that will not be done, and
                // every one that is decided.
                let variable = program.variables[decision];
                if let Some(before) = before {
                    let order = [(program.variables[before], 1.0), (variable, -1.0)];
                    program.program.add_constraint(order, ComparisonOp::Ge, 0.0);
                } else if let Some((proposal, _)) = proposal {
                    let either = [(program.variables[proposal], 1.0), (variable, 1.0)];
                    program.program.add_constraint(either, ComparisonOp::Le, 1.0);
                }
                if step >= limits.most[half].get() {
                    program.program.add_constraint([(variable, 1.0)], ComparisonOp::Le, 0.0);
                }
                let asked = match problem.aim {
                    Aim::GatesAndKeyMeasures(score) if is_key => score,
                    Aim::GatesAndKeyMeasures(_) | Aim::Gates => Score::LOWEST,
                };
                if step < limits.least[half].max(asked).get() {
                    program.program.add_constraint([(variable, 1.0)], ComparisonOp::Ge, 1.0);
                }
                before = Some(decision);
            }
            if let Some((proposal, counts)) = proposal {
                sum.terms.insert(proposal, counts - i64::from(now[half]));
            }
            sum
        });
        halves.insert(at, sums);
    }
    if !proposals.is_empty() {
        let terms: Vec<(Variable, f64)> = proposals.iter().map(|at| (program.variables[*at], 1.0)).collect();
        let left = rule.map_or(0, |rule| rule.most.saturating_sub(given));
        program.program.add_constraint(terms, ComparisonOp::Le, left as f64);
    }
    let half = Ratio::new(1, 2);
    for (at, _) in catalogue.at_level(level).filter(|(_, requirement)| requirement.is_key_at(level)) {
        let mut sum = Sum::default();
        halves[&at].iter().for_each(|one| sum.add(one, half));
        program.at_least(&sum, fraction(thresholds.key_measure));
    }
    let structures = catalogue.structure(level, ledger);
    let mut total = Sum::default();
    for structure in structures {
        let mut category = Sum::default();
        for (place, dimension) in Dimension::ALL.into_iter().enumerate() {
            let groups = structure.groups(dimension);
            for group in groups {
                let share = half / (groups.len() * group.len()) as i64;
                group.iter().for_each(|at| category.add(&halves[at][place], share));
            }
        }
        if let Some(gate) = thresholds.category {
            program.at_least(&category, fraction(gate));
        }
        total.add(&category, Ratio::new(1, structures.len() as i64));
    }
    program.at_least(&total, fraction(thresholds.total));
    let mut options = SolveOptions::default();
    options.node_limit = Some(nodes);
    // Efforts are whole hundredths: half a hundredth is the solver's own arithmetic.
    let up = |bound: Option<f64>| (bound.unwrap_or_default() - 0.5).ceil().max(0.0) as u64;
    match program.program.solve_with(options) {
        Ok(SolveOutcome::Solution(solution)) => {
            let found = solution.objective().round() as u64;
            match solution.status() {
                SolutionStatus::Optimal => Verdict::Least(found),
                _ => Verdict::Between { bound: up(solution.stats().best_bound), found: Some(found) },
            }
        }
        Ok(SolveOutcome::Interrupted(stopped)) => {
            Verdict::Between { bound: up(stopped.stats().best_bound), found: None }
        }
        Err(Error::Infeasible) => Verdict::Impossible,
        Err(error) => panic!("the other solver failed: {error}"),
    }
}
