//! The least effort on frameworks so small that every way can be tried.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_engine::{
    answer::Answer,
    catalogue::{
        Catalogue, Dimension, Effort, Knower, Ledger, NotApplicableRule, PerLevel, PersonDays, Requirement, Thresholds,
        WorkbookDeviation,
    },
    collections::{Map, Set},
    gap::Optimal,
    identifier::{CategoryId, DeviationId, FrameworkId, RequirementId},
    level::ScoredLevel,
    maturity::{Maturity, Score},
    optimum::{Aim, Barrier, Limits, Optimum, Outcome, Problem, REFERENCE, optimum},
    scoring::{Gate, Violation, score},
    security::{Until, best_security_first, usual_weight},
};
use proptest::prelude::*;

const NAMES: [&str; 4] = ["GV.OC-01.1", "GV.OC-01.2", "GV.OC-02.1", "GV.RM-01.1"];
const LEVEL: ScoredLevel = ScoredLevel::Basic;

fn step(step: u8) -> Score {
    Score::new(step).unwrap()
}

fn scored(documentation: u8, implementation: u8) -> Answer {
    Answer::Scored { documentation: step(documentation), implementation: step(implementation) }
}

fn halves(numerator: i64) -> Maturity {
    Maturity::fraction(numerator, 2).unwrap()
}

/// A small framework, a dossier in it, and what the user wants.
#[derive(Clone, Debug)]
struct Case {
    catalogue: Catalogue,
    ledger: Ledger,
    answers: Vec<Answer>,
    limits: Map<usize, Limits>,
    not_applicable: Set<usize>,
    aim: Aim,
}

/// A requirement: is it key, a management aspect, and its efforts in hundredths of a day.
type Row = (bool, bool, [u32; 8]);

fn catalogue(rows: &[Row], gates: Thresholds, rule: Option<NotApplicableRule>, deviates: bool) -> Catalogue {
    let requirement = |(at, (key, aspect, efforts)): (usize, &Row)| {
        let effort = |from: usize| [0, 1, 2, 3].map(|step| PersonDays(efforts[from + step]));
        Requirement {
            id: RequirementId::parse(NAMES[at]).unwrap(),
            category: usize::from(NAMES[at].starts_with("GV.RM")),
            from: LEVEL,
            key_from: key.then_some(LEVEL),
            management_aspect: *aspect,
            who: vec![Knower::Owner],
            law_points: Vec::new(),
            effort: Effort { documentation: effort(0), implementation: effort(4) },
        }
    };
    let each = |gates: Thresholds| PerLevel { basic: gates.clone(), important: gates.clone(), essential: gates };
    let rules = |rule: NotApplicableRule| PerLevel { basic: rule.clone(), important: rule.clone(), essential: rule };
    // The workbook forgets the second requirement in one half and counts the third in its group.
    let deviation = WorkbookDeviation {
        id: DeviationId::parse("one-group").unwrap(),
        level: LEVEL,
        category: 0,
        dimensions: vec![Dimension::Implementation],
        groups: vec![vec![0, 2]],
        cells: String::new(),
    };
    Catalogue::new(
        FrameworkId::parse("small").unwrap(),
        rows.iter().enumerate().map(requirement).collect(),
        ["GV.OC", "GV.RM"].map(|id| CategoryId::parse(id).unwrap()).to_vec(),
        each(gates),
        rule.map(rules),
        if deviates && rows.len() > 2 { vec![deviation] } else { Vec::new() },
    )
}

fn problem<'case>(case: &'case Case) -> Problem<'case> {
    Problem {
        catalogue: &case.catalogue,
        level: LEVEL,
        ledger: case.ledger,
        answers: &case.answers,
        efforts: &|_| None,
        limits: &case.limits,
        not_applicable: &case.not_applicable,
        aim: case.aim,
    }
}

/// What a plan costs, and what the user would rather see of plans that cost the same: effort, requirements touched, and
/// among these others than key measures, "not applicable" counting double.
type Cost = (u32, usize, usize);

/// Tries every way.
fn by_trying(case: &Case) -> Option<Cost> {
    let rule = case.catalogue.not_applicable.as_ref().map(|rules| rules.at(LEVEL));
    let mut ways: Vec<(Vec<Answer>, Cost)> = vec![(Vec::new(), (0, 0, 0))];
    for (at, requirement) in case.catalogue.requirements.iter().enumerate() {
        let limits = case.limits.get(&at).copied().unwrap_or(Limits::NONE);
        let key = requirement.key_from.is_some();
        let now = match case.answers[at] {
            Answer::NotApplicable if rule.is_some() => {
                ways.iter_mut().for_each(|(answers, _)| answers.push(Answer::NotApplicable));
                continue;
            }
            Answer::NotApplicable | Answer::Open => [1, 1],
            Answer::Scored { documentation, implementation } => [documentation.get(), implementation.get()],
        };
        let mut options: Vec<(Answer, Cost)> = Vec::new();
        for one in now[0]..=5 {
            for other in now[1]..=5 {
                let aimed = match case.aim {
                    Aim::GatesAndKeyMeasures(score) if key => step(one) >= score && step(other) >= score,
                    Aim::GatesAndKeyMeasures(_) | Aim::Gates => true,
                };
                let least = limits.least[0] <= step(one) && limits.least[1] <= step(other);
                let most = [(one, 0), (other, 1)]
                    .into_iter()
                    .all(|(to, half)| to == now[half] || step(to) <= limits.most[half]);
                if !aimed || !least || !most {
                    continue;
                }
                let days = |steps: [PersonDays; 4], from: u8, to: u8| -> u32 {
                    (from..to).map(|step| steps[usize::from(step) - 1].0).sum()
                };
                let effort = days(requirement.effort.documentation, now[0], one)
                    + days(requirement.effort.implementation, now[1], other);
                let touched = usize::from([one, other] != now);
                options.push((scored(one, other), (effort, touched, touched * usize::from(!key))));
            }
        }
        let decided = [0, 1].into_iter().any(|half| limits.least[half] > step(now[half]));
        let may = rule.is_some_and(|rule| {
            !(rule.forbidden_on_key_measures && key)
                && !(rule.forbidden_on_management_aspects && requirement.management_aspect)
        });
        if case.not_applicable.contains(&at) && may && !decided {
            options.push((Answer::NotApplicable, (0, 1, 2)));
        }
        ways = ways
            .iter()
            .flat_map(|(answers, cost)| {
                options.iter().map(move |(option, more)| {
                    let answers = answers.iter().copied().chain([*option]).collect();
                    (answers, (cost.0 + more.0, cost.1 + more.1, cost.2 + more.2))
                })
            })
            .collect();
    }
    let count = |answers: &[Answer]| answers.iter().filter(|answer| **answer == Answer::NotApplicable).count();
    let allowed = rule.map_or(0, |rule| rule.most).max(count(&case.answers));
    let opens = |answers: &[Answer]| {
        let card = score(&case.catalogue, LEVEL, case.ledger, answers);
        let gates = [card.key_measures_gate(), card.categories_gate(), card.total_gate()];
        gates.iter().all(|gate| *gate == Gate::Open) && count(answers) <= allowed
    };
    ways.into_iter().filter(|(answers, _)| opens(answers)).map(|(_, cost)| cost).min()
}

fn cost_of(case: &Case, found: &Optimum) -> Cost {
    let is_key = |at: usize| case.catalogue.requirements[at].key_from.is_some();
    let others = found.path.raises.iter().filter(|raise| !is_key(raise.requirement)).count();
    let touched = found.path.raises.len() + found.not_applicable.len();
    (found.path.effort.0, touched, others + 2 * found.not_applicable.len())
}

fn cases() -> impl Strategy<Value = Case> {
    let row = (any::<bool>(), any::<bool>(), proptest::array::uniform8(0_u32..6));
    let rows = proptest::collection::vec(row, 1..=3);
    let gates = (4_i64..=9, proptest::option::of(4_i64..=8), 4_i64..=9).prop_map(|(key, category, total)| Thresholds {
        key_measure: halves(key),
        category: category.map(halves),
        total: halves(total),
    });
    let rule = (5_i64..=7, 0_usize..=2, any::<bool>(), any::<bool>()).prop_map(|(counts, most, key, aspects)| {
        NotApplicableRule {
            counts_as: halves(counts),
            most,
            forbidden_on_key_measures: key,
            forbidden_on_management_aspects: aspects,
        }
    });
    let answer = prop_oneof![
        8 => (1_u8..=5, 1_u8..=5).prop_map(|(one, other)| scored(one, other)),
        1 => Just(Answer::Open),
        1 => Just(Answer::NotApplicable),
    ];
    let limits = (proptest::array::uniform2(1_u8..=3), proptest::array::uniform2(2_u8..=5))
        .prop_map(|(least, most)| Limits { least: least.map(step), most: most.map(step) });
    let limits = proptest::collection::vec(proptest::option::weighted(0.3, limits), 3);
    let aim = prop_oneof![3 => Just(Aim::Gates), 1 => Just(Aim::GatesAndKeyMeasures(REFERENCE))];
    let ledger = prop_oneof![Just(Ledger::Method), Just(Ledger::Workbook)];
    let dossier = (proptest::collection::vec(answer, 3), limits, proptest::collection::vec(any::<bool>(), 3));
    (rows, gates, proptest::option::weighted(0.8, rule), any::<bool>(), dossier, aim, ledger).prop_map(
        |(rows, gates, rule, deviates, (answers, limits, candidates), aim, ledger)| Case {
            catalogue: catalogue(&rows, gates, rule, deviates),
            ledger,
            answers: answers.into_iter().take(rows.len()).collect(),
            limits: limits.into_iter().enumerate().filter_map(|(at, limits)| Some((at, limits?))).collect(),
            not_applicable: candidates.into_iter().enumerate().filter(|(_, named)| *named).map(|(at, _)| at).collect(),
            aim,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_least_effort_is_what_trying_every_way_finds(case in cases()) {
        match (optimum(&problem(&case)), by_trying(&case)) {
            (Outcome::Reached(found), Some(least)) => {
                prop_assert_eq!(cost_of(&case, &found), least);
                let clean = found.violations.is_empty();
                prop_assert_eq!(found.path.passes, clean);
                prop_assert_eq!(found.path.optimal == Optimal::Proven, clean);
                let card = score(&case.catalogue, LEVEL, case.ledger, &found.answers);
                prop_assert_eq!(card.verdict() == Gate::Open, clean || case.catalogue.not_applicable.is_none());
            }
            (Outcome::OutOfReach(out), None) => prop_assert!(!out.barriers.is_empty()),
            (found, least) => prop_assert!(false, "{found:?} but {least:?}"),
        }
    }

    #[test]
    fn the_same_question_has_the_same_answer(case in cases()) {
        prop_assert_eq!(optimum(&problem(&case)), optimum(&problem(&case)));
    }
}
