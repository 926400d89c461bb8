//! The data of the tools: complete, cited, and of a piece with what the engine makes of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_content::{
    Content,
    tools::{Tools, check},
};
use belfry_engine::{
    answer::Answer,
    audit::{SITTING, sitting},
    catalogue::Dimension,
    control::{Applicability, ControlState, Progress, Theme},
    coverage::{Cover, at_best, of_requirement, tally},
    equivalence::{Footing, Statement, check as equivalence},
    identifier::ControlId,
    incident::{Facts, Moment, Place, Span, Trait, WallTime, running},
    level::ScoredLevel,
    mapping::{Basis, Grade},
    maturity::Score,
    prefill::{Rests, control_suggestions, suggestions},
};
use proptest::prelude::*;

fn all() -> (Content, Tools) {
    let content = Content::load().unwrap();
    let tools = Tools::load(&content).unwrap();
    (content, tools)
}

fn state(progress: Progress) -> ControlState {
    ControlState {
        applicability: Applicability::Included,
        documentation: Some(progress),
        implementation: Some(progress),
    }
}

#[test]
fn nothing_is_missing_and_every_citation_leads_somewhere() {
    let (content, tools) = all();
    assert_eq!(check(&tools, &content), []);
}

#[test]
fn the_standard_is_whole() {
    let (_, tools) = all();
    let count = |theme| tools.controls.all().iter().filter(|control| control.theme == theme).count();
    let annex = [Theme::Organisational, Theme::People, Theme::Physical, Theme::Technological].map(count);
    assert_eq!((annex, annex.iter().sum::<usize>(), count(Theme::Clause)), ([37, 8, 14, 34], 93, 30));
}

#[test]
fn every_pair_of_both_versions_has_a_basis_and_none_stands_twice() {
    let (content, tools) = all();
    for catalogue in content.catalogues() {
        let mapping = tools.mapping(&catalogue.id);
        assert!(mapping.pairs().iter().all(|pair| !pair.basis.is_empty()), "{}", catalogue.id);
        let (mut authority, mut alone) = (0, 0);
        for (at, requirement) in catalogue.requirements.iter().enumerate() {
            let pairs = mapping.of_requirement(at);
            assert!((1..=8).contains(&pairs.len()), "{}: {} pairs", requirement.id, pairs.len());
            let mut controls: Vec<usize> = pairs.iter().map(|pair| pair.control).collect();
            controls.sort_unstable();
            controls.dedup();
            assert_eq!(controls.len(), pairs.len(), "{}", requirement.id);
            authority += pairs.iter().filter(|pair| pair.basis.contains(&Basis::Authority)).count();
            alone += pairs.iter().filter(|pair| pair.basis == [Basis::Reading]).count();
        }
        assert!(authority > 100 && alone > 0, "{}: {authority} by the authority, {alone} by us alone", catalogue.id);
    }
}

#[test]
fn what_only_helps_says_what_is_lacking() {
    let (content, tools) = all();
    for catalogue in content.catalogues() {
        let pairs = tools.mapping(&catalogue.id).pairs().iter().filter(|pair| pair.grade == Grade::Helps);
        let silent: Vec<String> = pairs
            .filter(|pair| pair.reason.is_none())
            .map(|pair| catalogue.requirements[pair.requirement].id.to_string())
            .collect();
        assert!(silent.is_empty(), "{}: {silent:?}", catalogue.id);
    }
}

#[test]
fn suggestions_follow_the_weakest_carrier_and_never_pass_three() {
    let (content, tools) = all();
    let catalogue = &content.newest;
    let mapping = tools.mapping(&catalogue.id);
    let whole = vec![state(Progress::InPlace); tools.controls.all().len()];
    let found = suggestions(catalogue, ScoredLevel::Essential, mapping, &whole);
    for suggestion in &found {
        let expected = match suggestion.rests {
            Rests::OnCarriers => Score::THREE,
            Rests::OnHelpers => Score::TWO,
        };
        assert_eq!((suggestion.documentation, suggestion.implementation), (Some(expected), Some(expected)));
    }
    // One carrier that is only planned pulls its requirement down to 1; one that was left out leaves it open.
    let carried = found.iter().find(|one| one.rests == Rests::OnCarriers).unwrap().requirement;
    let carrier = mapping.graded(carried, Grade::Carries).next().unwrap().control;
    let with = |state: ControlState| {
        let mut states = whole.clone();
        states[carrier] = state;
        let found = suggestions(catalogue, ScoredLevel::Essential, mapping, &states);
        found.iter().find(|one| one.requirement == carried).map(|one| one.implementation)
    };
    assert_eq!(with(state(Progress::Planned)), Some(Some(Score::LOWEST)));
    assert_eq!(with(state(Progress::Absent)), Some(Some(Score::LOWEST)), "not there is an answer");
    assert_eq!(with(ControlState { applicability: Applicability::Excluded, ..state(Progress::InPlace) }), None);
    assert_eq!(with(ControlState::default()), None);
}

#[test]
fn what_is_known_not_to_be_there_is_bare_and_weak_and_not_unknown() {
    let (content, tools) = all();
    let catalogue = &content.newest;
    let mapping = tools.mapping(&catalogue.id);
    let absent = vec![state(Progress::Absent); tools.controls.all().len()];
    let statement = Statement { states: &absent, proven: &|_| true };
    for (at, requirement) in catalogue.requirements.iter().enumerate() {
        let cover = of_requirement(mapping, at, &absent);
        assert!(matches!(cover, Cover::Bare | Cover::Outside), "{}: {cover:?}", requirement.id);
    }
    for check in equivalence(catalogue, ScoredLevel::Essential, mapping, statement) {
        assert!(matches!(check.footing, Footing::Weak | Footing::Uncarried), "{:?}", check.footing);
    }
    let found = suggestions(catalogue, ScoredLevel::Essential, mapping, &absent);
    assert!(!found.is_empty());
    for one in found {
        assert_eq!((one.documentation, one.implementation), (Some(Score::LOWEST), Some(Score::LOWEST)));
    }
    let three = Answer::Scored { documentation: Score::THREE, implementation: Score::THREE };
    let answers = vec![three; catalogue.requirements.len()];
    assert_eq!(control_suggestions(catalogue, ScoredLevel::Essential, mapping, &absent, &answers), []);
}

#[test]
fn answers_suggest_controls_only_where_nothing_is_known_of_them() {
    let (content, tools) = all();
    let catalogue = &content.newest;
    let mapping = tools.mapping(&catalogue.id);
    let three = Answer::Scored { documentation: Score::THREE, implementation: Score::TWO };
    let answers = vec![three; catalogue.requirements.len()];
    let open = vec![ControlState::default(); tools.controls.all().len()];
    let found = control_suggestions(catalogue, ScoredLevel::Essential, mapping, &open, &answers);
    assert!(!found.is_empty());
    for one in &found {
        assert_eq!((one.documentation, one.implementation), (Some(Progress::InPlace), Some(Progress::Partly)));
        assert!(mapping.of_control(one.control).any(|pair| pair.grade == Grade::Carries));
    }
    let known = vec![state(Progress::Planned); tools.controls.all().len()];
    assert_eq!(control_suggestions(catalogue, ScoredLevel::Essential, mapping, &known, &answers), []);
    let unanswered = vec![Answer::Open; catalogue.requirements.len()];
    assert_eq!(control_suggestions(catalogue, ScoredLevel::Essential, mapping, &open, &unanswered), []);
}

#[test]
fn the_check_names_what_was_left_out_and_what_has_no_evidence() {
    let (content, tools) = all();
    let catalogue = &content.newest;
    let mapping = tools.mapping(&catalogue.id);
    let level = ScoredLevel::Essential;
    let whole = vec![state(Progress::InPlace); tools.controls.all().len()];
    let firm = equivalence(catalogue, level, mapping, Statement { states: &whole, proven: &|_| true });
    assert_eq!(firm.len(), 218);
    assert_eq!(firm.iter().filter(|one| one.is_key).count(), 29);
    assert!(firm.iter().all(|one| matches!(one.footing, Footing::Firm | Footing::Uncarried)));
    let unproven = equivalence(catalogue, level, mapping, Statement { states: &whole, proven: &|_| false });
    assert!(unproven.iter().all(|one| matches!(one.footing, Footing::Unproven | Footing::Uncarried)));
    let at = tools.controls.position(&ControlId::parse("A.8.13").unwrap()).unwrap();
    let mut states = whole.clone();
    states[at].applicability = Applicability::Excluded;
    let found = equivalence(catalogue, level, mapping, Statement { states: &states, proven: &|_| true });
    let backups = found.iter().find(|one| catalogue.requirements[one.requirement].id.as_str() == "PR.DS-11.1").unwrap();
    assert_eq!((backups.footing, backups.is_key), (Footing::LeftOut, true), "backups without the control on backups");
}

#[test]
fn the_mock_audit_asks_where_most_is_claimed_and_least_is_shown() {
    let (content, _) = all();
    let catalogue = &content.newest;
    let mut answers = vec![Answer::Open; catalogue.requirements.len()];
    let score = |step| Score::new(step).unwrap();
    for (at, answer) in answers.iter_mut().enumerate().take(25) {
        let step = score(1 + (at % 5) as u8);
        *answer = Answer::Scored { documentation: step, implementation: step };
    }
    let first = sitting(catalogue, ScoredLevel::Essential, &answers, &|at, _| usize::from(at == 4), 0);
    assert_eq!(first.len(), SITTING);
    assert!(first.iter().all(|one| one.evidence == 0));
    assert!(first.windows(2).all(|pair| pair[0].claimed >= pair[1].claimed));
    assert!(first.iter().all(|one| one.requirement != 4), "what has evidence comes later");
    let all: Vec<_> = (0..5)
        .flat_map(|number| sitting(catalogue, ScoredLevel::Essential, &answers, &|at, _| usize::from(at == 4), number))
        .collect();
    assert_eq!(all.len(), 20, "a claim of 1 claims nothing");
    assert_eq!(sitting(catalogue, ScoredLevel::Basic, &[], &|_, _| 0, 0), []);
}

fn day(text: &str) -> belfry_engine::date::Date {
    belfry_engine::date::Date::parse(text).unwrap()
}

struct Utc;

impl Place for Utc {
    fn wall_time(&self, moment: Moment) -> WallTime {
        WallTime(moment.0)
    }

    fn moment(&self, wall: WallTime) -> Moment {
        Moment(wall.0)
    }
}

#[test]
fn the_terms_of_the_law_are_those_of_article_35_and_its_exception() {
    let (_, tools) = all();
    let aware = Moment(30_000_000);
    let nis2 = |traits: &[Trait]| {
        let facts = Facts { aware: Some(aware), traits: traits.iter().copied().collect(), ..Facts::default() };
        let clocks = tools.clocks.iter().filter(|clock| clock.scheme.as_str() == "nis2" && clock.span != Span::AtOnce);
        running(clocks, &facts, &Utc).into_iter().map(|one| one.until.unwrap()).collect::<Vec<_>>()
    };
    let three_days = aware.plus_hours(72);
    assert_eq!(nis2(&[Trait::Significant]), [aware.plus_hours(24), three_days, three_days.plus_months(1, &Utc)]);
    let day_after = aware.plus_hours(24);
    assert_eq!(
        nis2(&[Trait::Significant, Trait::TrustService]),
        [day_after, day_after, day_after.plus_months(1, &Utc)]
    );
    assert_eq!(nis2(&[Trait::PersonalData]), [], "not every breach of data is an incident under the law");
    let second = tools.calendar.iter().find(|one| one.id.as_str() == "conformity-second-step").unwrap();
    assert_eq!(second.cycle, belfry_engine::calendar::Cycle::Once { on: day("2027-04-18") });
}

proptest! {
    /// More in place never covers less, at any level, and the tally counts every requirement once.
    #[test]
    fn more_in_place_never_covers_less(steps in proptest::collection::vec(0_u8..6, 123), raised in 0_usize..123) {
        thread_local! { static ALL: (Content, Tools) = all(); }
        let (content, tools) = ALL.with(|(content, tools)| (content.clone(), tools.clone()));
        let catalogue = &content.newest;
        let mapping = tools.mapping(&catalogue.id);
        let states: Vec<ControlState> = steps.iter().map(|step| match step {
            0 => ControlState::default(),
            1 => state(Progress::Planned),
            2 => state(Progress::Partly),
            3 => state(Progress::InPlace),
            4 => state(Progress::Absent),
            _ => ControlState { applicability: Applicability::Excluded, ..ControlState::default() },
        }).collect();
        let mut better = states.clone();
        better[raised] = state(Progress::InPlace);
        for (at, requirement) in catalogue.requirements.iter().enumerate() {
            let (before, after) = (of_requirement(mapping, at, &states), of_requirement(mapping, at, &better));
            // Bare and Unknown are told apart by what is known, not by how far it is.
            let rank = |cover: Cover| match cover { Cover::Carried => 0, Cover::Helped => 1, _ => 2 };
            prop_assert!(rank(after) <= rank(before), "{}: {before:?} became {after:?}", requirement.id);
        }
        for level in ScoredLevel::ALL {
            let count = catalogue.at_level(level).count();
            prop_assert_eq!(tally(catalogue, level, mapping, &states).all(), count);
            let best = at_best(catalogue, level, mapping, states.len());
            prop_assert!(tally(catalogue, level, mapping, &states).of_cover(Cover::Carried) <= best.of_cover(Cover::Carried));
        }
        let suggested = suggestions(catalogue, ScoredLevel::Essential, mapping, &states);
        let highest = suggested.iter().flat_map(|one| Dimension::ALL.into_iter().filter_map(|half| one.half(half))).max();
        prop_assert!(highest.is_none_or(|highest| highest <= Score::THREE));
    }
}
