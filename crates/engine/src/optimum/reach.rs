//! How far one gets when effort does not matter.

use super::{
    Barrier, Problem,
    model::{Category, Model, Row, ranges},
};
use crate::{
    answer::Answer,
    catalogue::Dimension,
    collections::ordered,
    maturity::{Maturity, Score},
};
use std::cmp::Reverse;

/// Every gate that stays shut within the limits; none when there is a way.
pub(super) fn barriers(problem: &Problem<'_>, model: &Model) -> Vec<Barrier> {
    let mut barriers = Vec::new();
    let mut left = model.budget;
    let rows = || model.categories.iter().flat_map(|category| &category.rows);
    for row in rows() {
        if needs_not_applicable(row) && left > 0 {
            left -= 1;
        } else if needs_not_applicable(row) || row.choices.is_empty() {
            barriers.extend(of_requirement(problem, model, row.requirement));
        }
    }
    let thresholds = problem.catalogue.thresholds.at(problem.level);
    let (mut total, mut more) = (0, Vec::new());
    for category in &model.categories {
        let (mut gain, gains) = reach(category);
        let mut gains = gains.into_iter();
        let needed = gains.clone().scan(gain, |sum, gain| {
            *sum += gain;
            Some(*sum)
        });
        let needed = if gain >= category.need { 0 } else { 1 + needed.take_while(|sum| *sum < category.need).count() };
        if needed <= left.min(gains.len()) {
            left -= needed;
            gain += gains.by_ref().take(needed).sum::<i64>();
        } else if let Some(gate) = thresholds.category {
            let most = gain + gains.clone().take(left).sum::<i64>();
            let reach = Maturity::fraction(most, category.parts).unwrap_or(gate);
            barriers.push(Barrier::Category { category: category.category, reach, gate });
        }
        total += gain * category.share;
        more.extend(gains.map(|gain| gain * category.share));
    }
    total += ordered(more, |gain| Reverse(*gain)).into_iter().take(left).sum::<i64>();
    if total < model.need {
        let gate = thresholds.total;
        let reach = Maturity::fraction(total, model.parts).unwrap_or(gate);
        barriers.push(Barrier::Total { reach, gate });
    }
    barriers
}

/// Whether nothing but a new "not applicable" will do.
fn needs_not_applicable(row: &Row) -> bool {
    !row.choices.is_empty() && row.choices.iter().all(|(choice, _)| choice.used > 0)
}

/// What a category gains at most without new answers "not applicable" but those that nothing replaces, and what each
/// more brings, most first.
fn reach(category: &Category) -> (i64, Vec<i64>) {
    let mut gain = 0;
    let mut more = Vec::new();
    for row in &category.rows {
        match row.not_applicable {
            Some(fixed) if needs_not_applicable(row) => gain += fixed,
            Some(fixed) if fixed > row.most => {
                gain += row.most;
                more.push(fixed - row.most);
            }
            Some(_) | None => gain += row.most,
        }
    }
    (gain, ordered(more, |gain| Reverse(*gain)))
}

/// Why nothing will do for one requirement.
fn of_requirement(problem: &Problem<'_>, model: &Model, requirement: usize) -> Vec<Barrier> {
    let gate = problem.catalogue.thresholds.at(problem.level).key_measure;
    let fixed = problem.catalogue.not_applicable.as_ref().map(|rules| rules.at(problem.level).counts_as);
    let halves = match model.answers.get(requirement) {
        Some(Answer::Scored { documentation, implementation }) => {
            ranges(problem, requirement, [*documentation, *implementation])
        }
        Some(Answer::NotApplicable | Answer::Open) | None => {
            return vec![Barrier::KeyMeasure { requirement, reach: fixed.unwrap_or(Score::LOWEST.into()), gate }];
        }
    };
    let closed = Dimension::ALL.into_iter().zip(halves).filter(|(_, (from, to))| from > to);
    let limits = closed.map(|(dimension, (wanted, reach))| Barrier::Limits { requirement, dimension, wanted, reach });
    let limits: Vec<Barrier> = limits.collect();
    if limits.is_empty() {
        let reach = Maturity::average(halves.map(|(_, to)| to.into())).unwrap_or(gate);
        vec![Barrier::KeyMeasure { requirement, reach, gate }]
    } else {
        limits
    }
}
