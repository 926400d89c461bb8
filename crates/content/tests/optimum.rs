//! The least effort over the real frameworks, beside a solver that nobody here wrote.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod alternative;

use alternative::{Verdict, least_effort};
use belfry_content::Content;
use belfry_engine::{
    answer::Answer,
    catalogue::{Catalogue, Effort, Ledger, PersonDays},
    collections::{Map, Set},
    course::{Course, obstacles, way},
    gap::{Optimal, Path, path},
    level::ScoredLevel,
    maturity::Score,
    optimum::{Aim, Limits, Optimum, Outcome, Problem, REFERENCE, optimum},
    scoring::{Gate, score},
    security::{Until, best_security_first, usual_weight},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use std::sync::OnceLock;

fn content() -> &'static Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    CONTENT.get_or_init(|| Content::load().unwrap())
}

/// A dossier and what the user wants.
#[derive(Clone, Debug)]
struct Case {
    framework: usize,
    level: ScoredLevel,
    ledger: Ledger,
    answers: Vec<Answer>,
    efforts: Option<Vec<Effort>>,
    limits: Map<usize, Limits>,
    not_applicable: Set<usize>,
    aim: Aim,
}

impl Case {
    fn catalogue(&self) -> &'static Catalogue {
        content().catalogues().nth(self.framework).unwrap()
    }

    fn asked<T>(&self, ask: impl FnOnce(&Problem<'_>) -> T) -> T {
        let efforts = |at: usize| self.efforts.as_ref().and_then(|efforts| efforts.get(at));
        ask(&Problem {
            catalogue: self.catalogue(),
            level: self.level,
            ledger: self.ledger,
            answers: &self.answers,
            efforts: &efforts,
            limits: &self.limits,
            not_applicable: &self.not_applicable,
            aim: self.aim,
        })
    }

    fn solved(&self) -> Outcome {
        self.asked(optimum)
    }
}

fn step(step: u8) -> Score {
    Score::new(step).unwrap()
}

/// Dossiers with scores from `lowest` to 5.
fn cases(lowest: u8) -> impl Strategy<Value = Case> {
    const MOST: usize = 219;
    let pair = move || (lowest..=5, lowest..=5);
    let scored =
        pair().prop_map(|(one, other)| Answer::Scored { documentation: step(one), implementation: step(other) });
    let answer = prop_oneof![60 => scored, 4 => Just(Answer::Open), 1 => Just(Answer::NotApplicable)];
    let steps = || proptest::array::uniform4((0_u32..2_000).prop_map(PersonDays));
    let effort =
        (steps(), steps()).prop_map(|(documentation, implementation)| Effort { documentation, implementation });
    let decided = pair().prop_map(|(one, other)| Limits { least: [step(one), step(other)], ..Limits::NONE });
    let refused =
        (1_u8..=4, 1_u8..=4).prop_map(|(one, other)| Limits { most: [step(one), step(other)], ..Limits::NONE });
    let limits = move |often: f64| {
        let limits = proptest::option::weighted(often, prop_oneof![1 => decided.clone(), 2 => refused.clone()]);
        proptest::collection::vec(limits, MOST)
    };
    // Few limits leave a way, many often do not.
    let limits = prop_oneof![3 => Just(0.001), 3 => Just(0.1), 1 => Just(0.7)].prop_flat_map(limits);
    let named = proptest::option::weighted(0.5, proptest::collection::vec(proptest::bool::weighted(0.2), MOST));
    let wish = (
        0_usize..2,
        prop_oneof![Just(ScoredLevel::Basic), Just(ScoredLevel::Important), Just(ScoredLevel::Essential)],
        prop_oneof![Just(Ledger::Method), Just(Ledger::Workbook)],
        prop_oneof![2 => Just(Aim::Gates), 1 => Just(Aim::GatesAndKeyMeasures(REFERENCE))],
    );
    (
        wish,
        proptest::collection::vec(answer, MOST),
        proptest::option::of(proptest::collection::vec(effort, MOST)),
        limits,
        named,
    )
        .prop_map(|((framework, level, ledger, aim), answers, efforts, limits, named)| {
            let limits = limits.into_iter().enumerate();
            let named = named.into_iter().flatten().enumerate();
            Case {
                framework,
                level,
                ledger,
                answers,
                efforts,
                limits: limits.filter_map(|(at, limits)| Some((at, limits?))).collect(),
                not_applicable: named.filter(|(_, named)| *named).map(|(at, _)| at).collect(),
                aim,
            }
        })
}

/// What the other solver says, checked against ours; whether it finished.
fn agrees(case: &Case, nodes: u64) -> bool {
    let ours = match case.solved() {
        Outcome::Reached(found) => Some(u64::from(found.path.effort.0)),
        Outcome::OutOfReach(out) => {
            assert!(!out.barriers.is_empty());
            None
        }
    };
    match case.asked(|problem| least_effort(problem, nodes)) {
        Verdict::Least(least) => assert_eq!(ours, Some(least), "{case:?}"),
        Verdict::Impossible => assert_eq!(ours, None, "{case:?}"),
        Verdict::Between { bound, found } => {
            let ours = ours.expect("nothing was said to be impossible");
            assert!(bound <= ours && found.is_none_or(|found| ours <= found), "{bound} {ours} {found:?} {case:?}");
            return false;
        }
    }
    true
}

#[test]
fn another_solver_finds_the_same_least_effort() {
    let mut runner = TestRunner::deterministic();
    let (mut finished, mut out_of_reach) = ([0; 3], 0);
    for _ in 0..120 {
        let case = cases(2).new_tree(&mut runner).unwrap().current();
        finished[case.level as usize] += usize::from(agrees(&case, 400));
        out_of_reach += usize::from(matches!(case.solved(), Outcome::OutOfReach(_)));
    }
    assert!(finished.iter().all(|finished| *finished > 15), "{finished:?}");
    assert!(out_of_reach > 4, "{out_of_reach}");
}

#[test]
fn where_another_solver_gives_up_its_bounds_hold() {
    let mut runner = TestRunner::deterministic();
    let mut unfinished = 0;
    for _ in 0..20 {
        let case = cases(1).new_tree(&mut runner).unwrap().current();
        unfinished += usize::from(!agrees(&case, 30));
    }
    assert!(unfinished > 4, "{unfinished}");
}

/// A dossier without limits, by the catalogue's own efforts.
fn plain(framework: usize, level: ScoredLevel, ledger: Ledger, answers: Vec<Answer>) -> Case {
    let (limits, not_applicable) = (Map::new(), Set::new());
    Case { framework, level, ledger, answers, efforts: None, limits, not_applicable, aim: Aim::Gates }
}

fn reached(case: &Case) -> Optimum {
    match case.solved() {
        Outcome::Reached(found) => found,
        Outcome::OutOfReach(out) => panic!("{out:?}"),
    }
}

#[test]
fn from_nothing_every_level_is_reached_in_both_ledgers_and_proven() {
    for framework in 0..content().catalogues().count() {
        for level in ScoredLevel::ALL {
            for ledger in [Ledger::Method, Ledger::Workbook] {
                let mut case = plain(framework, level, ledger, Vec::new());
                let found = reached(&case);
                assert!(found.path.passes && found.path.optimal == Optimal::Proven, "{framework} {level:?} {ledger:?}");
                assert_eq!(found.path.assumed.len(), case.catalogue().at_level(level).count());
                case.not_applicable = (0..case.catalogue().requirements.len()).collect();
                let with = reached(&case);
                let most = case.catalogue().not_applicable.as_ref().map_or(0, |rules| rules.at(level).most);
                assert_eq!(with.not_applicable.len(), most);
                assert!(with.path.optimal == Optimal::Proven && with.path.passes);
                assert_eq!(with.path.effort < found.path.effort, most > 0);
            }
        }
    }
}

#[test]
fn the_ledgers_ask_for_different_efforts_where_they_average_differently() {
    let effort = |ledger| reached(&plain(1, ScoredLevel::Essential, ledger, Vec::new())).path.effort;
    assert_ne!(effort(Ledger::Method), effort(Ledger::Workbook));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_result_passes_when_scored_and_nothing_ever_goes_down(case in cases(1)) {
        let Outcome::Reached(found) = case.solved() else { return Ok(()) };
        let catalogue = case.catalogue();
        let mut answers = case.answers.clone();
        answers.resize(catalogue.requirements.len(), Answer::Open);
        for at in &found.path.assumed {
            answers[*at] = Answer::Scored { documentation: Score::LOWEST, implementation: Score::LOWEST };
        }
        let mut sum = 0;
        for raise in &found.path.raises {
            let (from, to) = ([raise.documentation.0, raise.implementation.0], [raise.documentation.1, raise.implementation.1]);
            let now = Answer::Scored { documentation: from[0], implementation: from[1] };
            prop_assert_eq!(answers[raise.requirement], now);
            prop_assert!(from[0] <= to[0] && from[1] <= to[1] && from != to);
            let own = case.efforts.as_ref().map(|efforts| &efforts[raise.requirement]);
            let effort = own.unwrap_or(&catalogue.requirements[raise.requirement].effort);
            let days = |steps: &[PersonDays; 4], half: usize| -> u32 {
                steps[usize::from(from[half].get()) - 1..usize::from(to[half].get()) - 1].iter().map(|step| step.0).sum()
            };
            prop_assert_eq!(raise.effort.0, days(&effort.documentation, 0) + days(&effort.implementation, 1));
            sum += raise.effort.0;
            answers[raise.requirement] = Answer::Scored { documentation: to[0], implementation: to[1] };
        }
        prop_assert_eq!(found.path.effort.0, sum);
        for at in &found.not_applicable {
            prop_assert!(case.not_applicable.contains(at) && answers[*at] != Answer::NotApplicable);
            answers[*at] = Answer::NotApplicable;
        }
        prop_assert_eq!(&found.answers, &answers);
        let card = score(catalogue, case.level, case.ledger, &answers);
        let gates = [card.key_measures_gate(), card.categories_gate(), card.total_gate()];
        prop_assert!(gates.iter().all(|gate| *gate == Gate::Open));
        prop_assert_eq!(found.path.passes, found.violations.is_empty());
        prop_assert_eq!(found.path.optimal == Optimal::Proven, found.path.passes);
        if let Aim::GatesAndKeyMeasures(score) = case.aim {
            let low = found.left_low(catalogue, score);
            prop_assert!(low.iter().all(|low| !catalogue.requirements[low.requirement].is_key_at(case.level)));
        }
    }

    #[test]
    fn the_quick_path_is_never_shorter(case in cases(1)) {
        let method = Case { ledger: Ledger::Method, limits: Map::new(), not_applicable: Set::new(), aim: Aim::Gates, ..case };
        let quick = method.asked(|problem| path(problem.catalogue, problem.level, problem.answers, problem.efforts));
        let Outcome::Reached(found) = method.solved() else { return Ok(()) };
        if quick.passes {
            prop_assert!(found.path.effort <= quick.effort);
        }
    }

    #[test]
    fn what_may_be_used_more_freely_never_costs_more(case in cases(1)) {
        let effort = |case: &Case| match case.solved() {
            Outcome::Reached(found) => found.path.effort,
            Outcome::OutOfReach(_) => PersonDays(u32::MAX),
        };
        let asked = effort(&case);
        let unlimited = Case { limits: Map::new(), ..case.clone() };
        let gates_only = Case { aim: Aim::Gates, ..case.clone() };
        let scored_only = Case { not_applicable: Set::new(), ..case.clone() };
        prop_assert!(effort(&unlimited) <= asked && effort(&gates_only) <= asked && asked <= effort(&scored_only));
    }

    #[test]
    fn a_greater_budget_gets_further_on_every_course_and_never_beyond_its_means(case in cases(1), share in 0_u32..100) {
        for course in Course::ALL {
            case.asked(|problem| {
                let whole = way(problem, course);
                prop_assert_eq!(obstacles(problem, course).is_none(), whole.barriers.is_empty());
                let budgets = [share, (share + 100) / 2].map(|share| whole.path.effort.0 / 100 * share);
                let [less, more] = budgets.map(|budget| {
                    let fits = |path: &Path| path.effort.0 <= budget;
                    whole.within(problem, &fits)
                });
                prop_assert!(less.path.effort.0 <= budgets[0] && more.path.effort.0 <= budgets[1]);
                prop_assert!(less.card.total <= more.card.total && more.card.total <= whole.card.total);
                prop_assert!(whole.steps.starts_with(&more.steps) && more.steps.starts_with(&less.steps));
                Ok(())
            })?;
        }
    }

    #[test]
    fn security_first_opens_every_gate_at_no_less_than_the_least_effort(case in cases(1)) {
        let case = Case { limits: Map::new(), not_applicable: Set::new(), aim: Aim::Gates, ..case };
        let weight = |at: usize| usual_weight(case.catalogue(), case.level, at);
        let first = case.asked(|problem| best_security_first(problem, &weight, Until::GatesOpen));
        let Outcome::Reached(least) = case.solved() else { return Ok(()) };
        prop_assert_eq!(first.path.passes, least.path.passes);
        prop_assert!(first.path.effort >= least.path.effort);
        let budget = least.path.effort;
        let spent = case.asked(|problem| best_security_first(problem, &weight, Until::Spent(budget)));
        prop_assert!(spent.path.effort <= budget);
    }
}
