//! The least effort on frameworks so small that every way can be tried.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_engine::{
    answer::Answer,
    catalogue::{
        Catalogue, Dimension, Effort, Knower, Ledger, NotApplicableRule, PerLevel, PersonDays, Requirement, Thresholds,
        WorkbookDeviation,
    },
    collections::{Map, Set},
    course::{Course, Obstacles, allowed, budget_of_not_applicable, obstacles, relief, way},
    gap::{Optimal, Path},
    identifier::{CategoryId, DeviationId, FrameworkId, RequirementId},
    level::ScoredLevel,
    maturity::{Maturity, Score},
    optimum::{Aim, Barrier, Limits, Optimum, Outcome, Problem, REFERENCE, optimum},
    scoring::{Gate, Violation, score},
    security::{Until, beginning, best_security_first, steps, usual_weight},
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
            let key = rule.forbidden_on_key_measures && key;
            let aspect = rule.forbidden_on_management_aspects && requirement.management_aspect;
            !key && !aspect
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

const NO_RULE: Option<NotApplicableRule> = None;
const EQUAL: [u32; 8] = [1; 8];
const PLAIN: Row = (false, false, EQUAL);
const KEY: Row = (true, false, EQUAL);

fn gates(key: i64, category: Option<i64>, total: i64) -> Thresholds {
    Thresholds { key_measure: halves(key), category: category.map(halves), total: halves(total) }
}

fn rule(most: usize) -> Option<NotApplicableRule> {
    Some(NotApplicableRule {
        counts_as: halves(6),
        most,
        forbidden_on_key_measures: true,
        forbidden_on_management_aspects: true,
    })
}

fn case(rows: &[Row], gates: Thresholds, rule: Option<NotApplicableRule>, answers: &[Answer]) -> Case {
    Case {
        catalogue: catalogue(rows, gates, rule, false),
        ledger: Ledger::Method,
        answers: answers.to_vec(),
        limits: Map::new(),
        not_applicable: Set::new(),
        aim: Aim::Gates,
    }
}

fn reached(case: &Case) -> Optimum {
    match optimum(&problem(case)) {
        Outcome::Reached(found) => found,
        Outcome::OutOfReach(out) => panic!("{out:?}"),
    }
}

fn barriers(case: &Case) -> Vec<Barrier> {
    match optimum(&problem(case)) {
        Outcome::Reached(found) => panic!("{found:?}"),
        Outcome::OutOfReach(out) => out.barriers,
    }
}

fn at_most(documentation: u8, implementation: u8) -> Limits {
    Limits { most: [step(documentation), step(implementation)], ..Limits::NONE }
}

fn at_least(documentation: u8, implementation: u8) -> Limits {
    Limits { least: [step(documentation), step(implementation)], ..Limits::NONE }
}

#[test]
fn a_dossier_that_passes_needs_nothing() {
    let found = reached(&case(&[KEY, PLAIN], gates(6, Some(6), 6), NO_RULE, &[scored(3, 3), scored(3, 3)]));
    assert_eq!((found.path.raises.len(), found.path.effort, found.path.optimal), (0, PersonDays(0), Optimal::Proven));
}

#[test]
fn open_answers_count_as_the_lowest_and_are_named() {
    let found = reached(&case(&[PLAIN, PLAIN], gates(6, None, 6), NO_RULE, &[Answer::Open]));
    assert_eq!(found.path.assumed, [0, 1]);
    assert_eq!(found.path.effort, PersonDays(8));
}

#[test]
fn a_cheap_step_behind_a_dear_one_is_found() {
    // One point is missing. Step by step 1→2 at 3 days looks better than 1→2 at 4, but 2→3 is then free.
    let dear_then_free = (false, false, [4, 0, 9, 9, 9, 9, 9, 9]);
    let middling = (false, false, [3, 3, 9, 9, 9, 9, 9, 9]);
    let found = reached(&case(&[dear_then_free, middling], gates(2, None, 3), NO_RULE, &[]));
    assert_eq!(found.path.effort, PersonDays(4));
    assert_eq!(found.answers, [scored(3, 1), scored(1, 1)]);
}

#[test]
fn of_equal_efforts_fewer_requirements_are_touched_and_key_measures_first() {
    let found = reached(&case(&[PLAIN, PLAIN, KEY], gates(2, None, 3), NO_RULE, &[]));
    assert_eq!(found.path.raises.iter().map(|raise| raise.requirement).collect::<Vec<_>>(), [2]);
}

#[test]
fn what_is_decided_anyway_counts() {
    let mut case = case(&[PLAIN, PLAIN], gates(4, None, 4), NO_RULE, &[scored(2, 2), scored(2, 2)]);
    assert_eq!(reached(&case).path.effort, PersonDays(0));
    case.limits.insert(1, at_least(4, 3));
    let found = reached(&case);
    assert_eq!((found.path.effort, found.answers[1]), (PersonDays(3), scored(4, 3)));
}

#[test]
fn a_score_above_the_limit_stays() {
    let mut case = case(&[PLAIN, PLAIN], gates(4, None, 6), NO_RULE, &[scored(4, 1), scored(1, 1)]);
    case.limits.insert(0, at_most(2, 1));
    let found = reached(&case);
    assert_eq!(found.answers[0], scored(4, 1));
}

#[test]
fn what_keeps_a_gate_shut_is_named_with_how_far_one_gets() {
    let rows = [KEY, PLAIN, PLAIN, PLAIN];
    let with = |at: usize, limits: Limits| {
        let mut case = case(&rows, gates(6, Some(6), 7), NO_RULE, &[]);
        case.limits.insert(at, limits);
        barriers(&case)
    };
    assert_eq!(with(0, at_most(2, 3)), [Barrier::KeyMeasure { requirement: 0, reach: halves(5), gate: halves(6) }]);
    assert_eq!(with(3, at_most(2, 2)), [Barrier::Category { category: 1, reach: halves(4), gate: halves(6) }]);
    let contrary = Limits { least: [step(1), step(4)], most: [step(5), step(3)] };
    assert_eq!(
        with(1, contrary),
        [Barrier::Limits { requirement: 1, dimension: Dimension::Implementation, wanted: step(4), reach: step(3) }]
    );
    let mut low = case(&rows, gates(6, None, 9), NO_RULE, &[]);
    low.limits.insert(3, at_most(3, 3));
    assert_eq!(barriers(&low), [Barrier::Total { reach: halves(8), gate: halves(9) }]);
}

#[test]
fn two_categories_that_each_need_the_only_not_applicable_do_not_both_get_it() {
    let mut case = case(&[PLAIN, PLAIN, PLAIN, PLAIN], gates(2, Some(6), 2), rule(1), &[]);
    case.limits = (0..4).map(|at| (at, at_most(2, 2))).collect();
    case.limits.insert(2, Limits::NONE);
    case.not_applicable = (0..4).collect();
    // The first category averages (2 + 2) / 2 and 5; the second has one requirement only.
    let found = reached(&case);
    assert_eq!(found.not_applicable, [3]);
    case.limits.insert(2, at_most(2, 2));
    let expected = Barrier::Category { category: 0, reach: halves(5), gate: halves(6) };
    assert_eq!(barriers(&case).first(), Some(&expected));
}

#[test]
fn not_applicable_is_proposed_only_for_what_the_user_named_and_the_rules_allow() {
    let aspect = (false, true, EQUAL);
    let mut case = case(&[KEY, aspect, PLAIN], gates(6, None, 6), rule(1), &[]);
    assert_eq!(reached(&case).not_applicable, [] as [usize; 0]);
    case.not_applicable = (0..3).collect();
    let found = reached(&case);
    assert_eq!((found.not_applicable, found.refused), (vec![2], vec![0, 1]));
    assert_eq!(found.answers[2], Answer::NotApplicable);
}

#[test]
fn broken_rules_are_said_and_nothing_passes_or_is_proven_past_them() {
    let too_many = [Answer::NotApplicable, Answer::NotApplicable, scored(1, 1)];
    let found = reached(&case(&[PLAIN, PLAIN, PLAIN], gates(6, None, 6), rule(1), &too_many));
    assert_eq!(found.violations, [Violation::TooMany { used: 2, most: 1 }]);
    assert_eq!((found.path.passes, found.path.optimal), (false, Optimal::NotProven));
    let found = reached(&case(&[PLAIN], gates(6, None, 6), NO_RULE, &[Answer::NotApplicable]));
    assert_eq!(found.violations, [Violation::NotAvailable(RequirementId::parse(NAMES[0]).unwrap())]);
    assert_eq!((found.path.passes, found.path.assumed), (false, vec![0]));
}

#[test]
fn a_key_measure_is_good_on_average_or_in_both_halves() {
    let mut case = case(&[KEY, PLAIN], gates(6, None, 6), NO_RULE, &[scored(5, 1), scored(3, 3)]);
    let found = reached(&case);
    assert_eq!(found.path.effort, PersonDays(0));
    let low = found.left_low(&case.catalogue, REFERENCE);
    assert_eq!(
        low.iter().map(|low| (low.requirement, low.dimension)).collect::<Vec<_>>(),
        [(0, Dimension::Implementation)]
    );
    case.aim = Aim::GatesAndKeyMeasures(REFERENCE);
    let found = reached(&case);
    assert_eq!((found.path.effort, found.answers[0]), (PersonDays(2), scored(5, 3)));
    assert_eq!(found.left_low(&case.catalogue, REFERENCE), []);
}

#[test]
fn efforts_beyond_all_reason_still_add_up() {
    let row = (false, false, [u32::MAX; 8]);
    let found = reached(&case(&[row, row, row], gates(2, None, 10), NO_RULE, &[]));
    assert_eq!((found.path.effort, found.path.optimal), (PersonDays(u32::MAX), Optimal::Proven));
}

fn weight_of(case: &Case) -> impl Fn(usize) -> u32 {
    |at| usual_weight(&case.catalogue, LEVEL, at)
}

#[test]
fn security_first_begins_with_key_measures_and_lifts_everything_to_the_reference_before_anything_above_it() {
    let case = case(&[PLAIN, KEY], gates(6, None, 10), NO_RULE, &[]);
    let found = best_security_first(&problem(&case), &weight_of(&case), Until::GatesOpen);
    let order: Vec<(usize, u8)> = found.steps.iter().map(|step| (step.requirement, step.from.get())).collect();
    let expected = [
        (1, 1),
        (1, 1),
        (1, 2),
        (1, 2),
        (0, 1),
        (0, 1),
        (0, 2),
        (0, 2),
        (1, 3),
        (1, 3),
        (0, 3),
        (0, 3),
        (1, 4),
        (1, 4),
        (0, 4),
        (0, 4),
    ];
    assert_eq!(order, expected);
    assert_eq!((found.path.passes, found.path.effort, found.path.optimal), (true, PersonDays(16), Optimal::NotProven));
}

#[test]
fn a_budget_takes_what_fits_and_no_step_without_the_one_before_it() {
    let dear = (true, false, [9, 1, 1, 1, 2, 9, 1, 1]);
    let case = case(&[dear, PLAIN], gates(6, None, 6), NO_RULE, &[]);
    let found = best_security_first(&problem(&case), &weight_of(&case), Until::Spent(PersonDays(5)));
    assert_eq!(found.answers, [scored(1, 2), scored(2, 3)]);
    assert_eq!(found.path.effort, PersonDays(5));
}

#[test]
fn what_is_decided_comes_before_what_protects_most() {
    let mut case = case(&[PLAIN, KEY], gates(6, None, 4), NO_RULE, &[]);
    case.limits.insert(0, at_least(1, 2));
    let found = best_security_first(&problem(&case), &weight_of(&case), Until::GatesOpen);
    assert_eq!((found.steps[0].requirement, found.steps[0].dimension), (0, Dimension::Implementation));
    assert_eq!(found.answers, [scored(1, 2), scored(3, 3)]);
}

#[test]
fn the_cheapest_way_leaves_what_the_way_of_both_lifts() {
    let key = (true, false, [1, 1, 1, 1, 9, 9, 9, 9]);
    let case = case(&[key, PLAIN], gates(6, None, 4), NO_RULE, &[scored(1, 1), scored(3, 3)]);
    let [least, both, security] = Course::ALL.map(|course| way(&problem(&case), course));
    assert_eq!(least.answers, [scored(5, 1), scored(3, 3)]);
    assert_eq!((least.holes(&case.catalogue), least.touched()), ((1, 1), 1));
    assert_eq!(both.answers, [scored(3, 3), scored(3, 3)]);
    assert_eq!(both.holes(&case.catalogue), (0, 0));
    assert_eq!(
        [least.path.optimal, both.path.optimal, security.path.optimal].map(|one| one == Optimal::Proven),
        [true, true, false]
    );
    assert!(least.path.effort < both.path.effort && least.path.effort <= security.path.effort);
}

#[test]
fn a_refusal_that_alone_keeps_the_level_out_of_reach_is_named() {
    let mut case = case(&[KEY, PLAIN], gates(6, None, 4), NO_RULE, &[]);
    case.limits = [(0, at_most(1, 1)), (1, at_most(4, 4))].into_iter().collect();
    for course in Course::ALL {
        let way = way(&problem(&case), course);
        let is_named = match course {
            Course::Both => matches!(way.barriers[..], [Barrier::Limits { requirement: 0, .. }, _]),
            Course::Least | Course::Security => {
                matches!(way.barriers[..], [Barrier::KeyMeasure { requirement: 0, .. }])
            }
        };
        assert!(is_named, "{:?}", way.barriers);
        assert_eq!((way.path.raises.len(), way.steps.len(), way.path.passes), (0, 0, false));
        assert_eq!(way.answers, [scored(1, 1), scored(1, 1)]);
    }
    let alone = |alone: &[usize]| Some(Obstacles { alone: alone.to_vec(), together: true });
    assert_eq!(Course::ALL.map(|course| obstacles(&problem(&case), course)), [alone(&[0]), alone(&[0]), alone(&[0])]);
    case.limits.insert(1, at_most(1, 1));
    case.catalogue = catalogue(&[KEY, KEY], gates(6, None, 4), NO_RULE, false);
    assert_eq!(obstacles(&problem(&case), Course::Least), alone(&[]), "none of them alone");
}

#[test]
fn what_is_in_the_way_depends_on_where_the_course_leads() {
    let mut case = case(&[KEY, KEY, PLAIN], gates(6, None, 4), NO_RULE, &[]);
    case.limits = [(0, at_most(5, 2)), (1, at_most(4, 4)), (2, at_most(1, 1))].into_iter().collect();
    let alone = Some(Obstacles { alone: vec![0], together: true });
    assert_eq!(Course::ALL.map(|course| obstacles(&problem(&case), course)), [None, alone, None]);
    let mut marked = self::case(&[KEY], gates(8, None, 4), rule(1), &[Answer::NotApplicable]);
    marked.limits.insert(0, at_most(4, 4));
    assert_eq!(
        obstacles(&problem(&marked), Course::Least),
        Some(Obstacles { alone: Vec::new(), together: false }),
        "an answer is"
    );
}

#[test]
fn relief_tells_what_not_applicable_would_save_and_how_often_it_may_be_said() {
    let dear = (false, false, [50; 8]);
    let case = case(&[KEY, PLAIN, PLAIN, dear], gates(6, Some(6), 6), rule(1), &[]);
    let problem = problem(&case);
    assert_eq!(budget_of_not_applicable(&problem), Some((1, 1)));
    assert_eq!(allowed(&problem), [1, 2, 3].into());
    let relief = relief(&problem);
    assert_eq!(relief.helps.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [3]);
    assert_eq!(relief.helps[0].1, relief.most);
    let without = way(&problem, Course::Least).path.effort;
    let mut named = case.clone();
    named.not_applicable = [3].into();
    let with = way(&self::problem(&named), Course::Least);
    assert_eq!((with.not_applicable, PersonDays(without.0 - with.path.effort.0)), (vec![3], relief.most.unwrap()));
    named.answers = vec![scored(1, 1), scored(1, 1), scored(1, 1), Answer::NotApplicable];
    assert_eq!(budget_of_not_applicable(&self::problem(&named)), Some((1, 0)));
    assert_eq!(allowed(&self::problem(&named)), [1, 2].into());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_path_in_single_steps_leads_where_the_path_leads(case in cases()) {
        let problem = problem(&case);
        if let Outcome::Reached(found) = optimum(&problem) {
            let steps = steps(&problem, &weight_of(&case), &found.path.raises);
            let all = beginning(&problem, &steps, &found.not_applicable, &|_| true);
            prop_assert_eq!(&all.steps, &steps);
            prop_assert_eq!(all.path.effort, found.path.effort);
            prop_assert_eq!(all.path.raises, found.path.raises);
            prop_assert_eq!(all.answers, found.answers);
            prop_assert_eq!(all.path.passes, found.path.passes);
        }
    }

    #[test]
    fn within_a_budget_the_next_step_would_be_one_too_many(case in cases(), budget in 0_u32..40) {
        let problem = problem(&case);
        let fits = |path: &Path| path.effort.0 <= budget;
        for course in Course::ALL {
            let whole = way(&problem, course);
            let part = whole.within(&problem, &fits);
            prop_assert!(fits(&part.path));
            prop_assert!(whole.steps.starts_with(&part.steps));
            if let Some(next) = whole.steps.get(part.steps.len()) {
                prop_assert!(part.path.effort.0 + next.effort.0 > budget);
            } else {
                prop_assert_eq!(part, whole);
            }
        }
    }

    #[test]
    fn the_least_effort_is_never_above_the_other_courses(case in cases()) {
        let problem = problem(&case);
        let [least, both, security] = Course::ALL.map(|course| way(&problem, course));
        let is_reached = |way: &belfry_engine::course::Way| way.barriers.is_empty();
        for other in [&both, &security] {
            prop_assert!(!is_reached(other) || is_reached(&least));
            prop_assert!(!is_reached(other) || least.path.effort <= other.path.effort);
        }
        prop_assert!(!is_reached(&both) || both.holes(&case.catalogue).1 == 0);
    }

    #[test]
    fn security_first_goes_up_step_by_step_and_stops_when_the_gates_open(case in cases(), budget in 0_u32..60) {
        let problem = problem(&case);
        let open = |answers: &[Answer]| {
            let card = score(&case.catalogue, LEVEL, case.ledger, answers);
            [card.key_measures_gate(), card.categories_gate(), card.total_gate()].iter().all(|gate| *gate == Gate::Open)
        };
        let spent = best_security_first(&problem, &weight_of(&case), Until::Spent(PersonDays(budget)));
        prop_assert!(spent.path.effort.0 <= budget);
        let found = best_security_first(&problem, &weight_of(&case), Until::GatesOpen);
        for sequence in [&spent, &found] {
            let sum: u32 = sequence.steps.iter().map(|step| step.effort.0).sum();
            prop_assert_eq!(sum, sequence.path.effort.0);
            let mut seen = Set::new();
            for step in &sequence.steps {
                let is_first = !sequence.steps.iter().any(|other| {
                    (other.requirement, other.dimension, other.from.get() + 1) == (step.requirement, step.dimension, step.from.get())
                });
                prop_assert!(is_first || seen.contains(&(step.requirement, step.dimension, step.from.get() - 1)));
                seen.insert((step.requirement, step.dimension, step.from.get()));
            }
        }
        if let Some(last) = found.steps.last().filter(|_| open(&found.answers)) {
            let least = case.limits.get(&last.requirement).map_or([Score::LOWEST; 2], |limits| limits.least);
            let decided = last.from < if last.dimension == Dimension::Documentation { least[0] } else { least[1] };
            let mut before = found.answers.clone();
            if let Answer::Scored { documentation, implementation } = &mut before[last.requirement] {
                *(if last.dimension == Dimension::Documentation { documentation } else { implementation }) = last.from;
            }
            prop_assert!(decided || !open(&before));
        } else if !open(&found.answers) {
            let mut gates_only = case.clone();
            gates_only.aim = Aim::Gates;
            gates_only.not_applicable = Set::new();
            prop_assert_eq!(by_trying(&gates_only), None);
        }
    }
}
