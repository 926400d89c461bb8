//! Properties of the score, the path and the roadmap, over the real frameworks.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_content::Content;
use belfry_engine::{
    answer::Answer,
    catalogue::{Catalogue, Ledger},
    date::Date,
    gap::path,
    level::ScoredLevel,
    maturity::{Maturity, Score},
    report::{Case, report},
    scoring::{Gate, score},
};
use proptest::prelude::*;
use std::{collections::BTreeSet, sync::OnceLock};

fn content() -> &'static Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    CONTENT.get_or_init(|| Content::load().unwrap())
}

fn catalogue() -> &'static Catalogue {
    &content().newest
}

fn answers() -> impl Strategy<Value = Vec<Answer>> {
    let step = || (1_u8..=5).prop_map(|step| Score::new(step).unwrap());
    let answer = prop_oneof![
        8 => (step(), step()).prop_map(|(documentation, implementation)| Answer::Scored { documentation, implementation }),
        1 => Just(Answer::Open),
    ];
    proptest::collection::vec(answer, catalogue().requirements.len())
}

fn levels() -> impl Strategy<Value = ScoredLevel> {
    prop_oneof![Just(ScoredLevel::Basic), Just(ScoredLevel::Important), Just(ScoredLevel::Essential)]
}

fn all(documentation: u8, implementation: u8) -> Vec<Answer> {
    let score = |step| Score::new(step).unwrap();
    let answer = Answer::Scored { documentation: score(documentation), implementation: score(implementation) };
    vec![answer; catalogue().requirements.len()]
}

#[test]
fn equality_at_a_gate_passes_and_the_smallest_step_below_does_not() {
    for (level, pair) in
        [(ScoredLevel::Basic, (2, 3)), (ScoredLevel::Important, (3, 3)), (ScoredLevel::Essential, (4, 3))]
    {
        let card = score(catalogue(), level, Ledger::Method, &all(pair.0, pair.1));
        assert_eq!(card.total, Some(catalogue().thresholds.at(level).total));
        assert_eq!(card.verdict(), Gate::Open);
        let mut below = all(pair.0, pair.1);
        let (last, _) =
            catalogue().at_level(level).filter(|(_, requirement)| !requirement.is_key_at(level)).last().unwrap();
        below[last] = Answer::Scored {
            documentation: Score::new(pair.0 - 1).unwrap(),
            implementation: Score::new(pair.1).unwrap(),
        };
        assert_eq!(score(catalogue(), level, Ledger::Method, &below).verdict(), Gate::Closed);
    }
}

#[test]
fn nothing_answered_is_not_zero() {
    let card = score(catalogue(), ScoredLevel::Essential, Ledger::Method, &[]);
    assert_eq!((card.total, card.verdict(), card.open.len()), (None, Gate::Unknown, 218));
}

#[test]
fn a_path_from_nothing_reaches_every_level() {
    for level in ScoredLevel::ALL {
        let found = path(catalogue(), level, &[], &|_| None);
        assert!(found.passes, "{level:?}");
        assert_eq!(found.assumed.len(), catalogue().at_level(level).count());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn raising_a_score_never_lowers_a_total(answers in answers(), level in levels(), at in 0_usize..218) {
        for ledger in [Ledger::Method, Ledger::Workbook] {
            let before = score(catalogue(), level, ledger, &answers).total;
            let mut raised = answers.clone();
            if let Answer::Scored { documentation, implementation } = raised[at] {
                let up = |score: Score| Score::new((score.get() + 1).min(5)).unwrap();
                raised[at] = Answer::Scored { documentation: up(documentation), implementation: up(implementation) };
            }
            prop_assert!(score(catalogue(), level, ledger, &raised).total >= before);
        }
    }

    #[test]
    fn the_exact_total_is_the_total_of_floating_point_to_nine_decimals(answers in answers(), level in levels()) {
        let card = score(catalogue(), level, Ledger::Method, &answers);
        let maturities: Vec<f64> = card.categories.iter().filter_map(|category| category.maturity).map(Maturity::to_f64).collect();
        if let Some(total) = card.total {
            prop_assert!((total.to_f64() - maturities.iter().sum::<f64>() / maturities.len() as f64).abs() < 1e-9);
        }
    }

    #[test]
    fn swapping_two_answers_of_one_group_changes_no_category(answers in answers(), level in levels()) {
        let before = score(catalogue(), level, Ledger::Method, &answers);
        let mut swapped = answers.clone();
        for structure in catalogue().structure(level, Ledger::Method) {
            for group in &structure.documentation {
                if let [first, .., last] = group.as_slice() {
                    swapped.swap(*first, *last);
                }
            }
        }
        let after = score(catalogue(), level, Ledger::Method, &swapped);
        prop_assert_eq!(before.categories.iter().map(|c| c.maturity).collect::<Vec<_>>(), after.categories.iter().map(|c| c.maturity).collect::<Vec<_>>());
        prop_assert_eq!(before.total, after.total);
    }

    #[test]
    fn a_path_never_lowers_a_score_and_leads_through_every_gate(answers in answers(), level in levels()) {
        let found = path(catalogue(), level, &answers, &|_| None);
        prop_assert!(found.passes);
        for raise in &found.raises {
            prop_assert!(raise.documentation.0 <= raise.documentation.1 && raise.implementation.0 <= raise.implementation.1);
            prop_assert!(raise.documentation.0 < raise.documentation.1 || raise.implementation.0 < raise.implementation.1);
        }
        let already = score(catalogue(), level, Ledger::Method, &answers).verdict() == Gate::Open;
        prop_assert!(!already || found.raises.is_empty());
    }

    #[test]
    fn no_measure_comes_before_its_prerequisite_and_every_gap_is_covered(answers in answers()) {
        let facts = content().facts(catalogue());
        let case = Case { answers, ..Case::default() };
        let found = report(&case, &facts, Date::parse("2026-11-23").unwrap());
        let order: Vec<_> = found.roadmap.tasks.iter().map(|task| task.measure.clone()).collect();
        for (at, task) in found.roadmap.tasks.iter().enumerate() {
            let measure = content().measures.iter().find(|measure| measure.id == task.measure).unwrap();
            for before in &measure.after {
                prop_assert!(order.iter().position(|id| id == before).is_none_or(|place| place < at), "{} before {before}", task.measure);
            }
            prop_assert!(task.starts <= task.ends);
        }
        let raised: BTreeSet<usize> = found.roadmap.tasks.iter().flat_map(|task| task.raises.clone()).collect();
        let needed: BTreeSet<usize> = found.path.raises.iter().map(|raise| raise.requirement).collect();
        prop_assert_eq!(raised, needed);
    }
}
