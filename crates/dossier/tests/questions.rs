//! Only the questions that can still matter.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_content::Content;
use belfry_dossier::{
    profile::{Country, Fact, Generation, MainEstablishment, Member, Profile, Relation, Situation},
    questions::Question,
};
use belfry_engine::{
    classification::{Law, Status, classify},
    identifier::EntityTypeId,
    size::AnnualWorkUnits,
};

fn law() -> Law {
    Content::load().unwrap().law
}

fn profile(types: &[&str], staff: u64) -> Profile {
    Profile {
        situations: Some([].into()),
        established_in: Some(Country::BELGIUM),
        entity_types: Some(types.iter().map(|id| EntityTypeId::parse(id).unwrap()).collect()),
        generation: Some(Generation::None),
        staff: Some(AnnualWorkUnits::whole(staff)),
        ..Profile::default()
    }
}

fn asks(profile: &Profile, question: Question) -> bool {
    profile.questions(&law()).contains(&question)
}

#[test]
fn the_police_are_asked_nothing_more() {
    let police = Profile { situations: Some([Situation::Police].into()), ..Profile::default() };
    assert_eq!(police.questions(&law()), [Question::Situations]);
    assert_eq!(classify(&police.entity(&law()).unwrap(), &law()).status, Status::OutOfScope);
}

#[test]
fn money_is_asked_only_when_it_can_change_the_answer() {
    assert!(asks(&profile(&["food.processor"], 12), Question::Money));
    assert!(!asks(&profile(&["food.processor"], 60), Question::Money), "annex II is important from medium on");
    assert!(asks(&profile(&["health.provider"], 60), Question::Money));
    assert!(!asks(&profile(&["health.provider"], 250), Question::Money));
    assert!(!asks(&profile(&["digital_infra.dns"], 3), Question::Money), "essential at any size");
    assert!(!asks(&profile(&[], 3), Question::Money), "no listed type, no size");
}

#[test]
fn each_question_of_a_single_type_comes_with_that_type_alone() {
    assert!(asks(&profile(&["waste.operator"], 60), Question::Fact(Fact::WastePrincipalActivity)));
    assert!(!asks(&profile(&["food.processor"], 60), Question::Fact(Fact::WastePrincipalActivity)));
}

#[test]
fn everyone_in_belgium_is_asked_about_own_electricity_except_a_producer() {
    assert!(asks(&profile(&["food.processor"], 12), Question::Generation));
    assert!(asks(&profile(&[], 300), Question::Generation));
    assert!(!asks(&profile(&["energy.electricity.producer"], 300), Question::Generation));
    let abroad = Profile { established_in: Country::parse("EU"), ..profile(&["food.processor"], 12) };
    assert!(!asks(&abroad, Question::Generation));
}

#[test]
fn the_digital_list_is_asked_where_decisions_are_made_and_who_represents_it() {
    assert!(!asks(&profile(&["food.processor"], 60), Question::MainEstablishment));
    let cloud = profile(&["digital_infra.cloud"], 60);
    assert!(asks(&cloud, Question::MainEstablishment) && !asks(&cloud, Question::Representative));
    let outside = Profile { main_establishment: Some(MainEstablishment::OutsideTheUnion), ..cloud };
    assert!(asks(&outside, Question::Representative));
}

#[test]
fn independence_is_asked_only_where_the_group_makes_the_difference() {
    let with_mother = |staff| Profile {
        in_group: Some(true),
        group: vec![Member {
            relation: Relation::Linked,
            staff: Some(AnnualWorkUnits::whole(staff)),
            ..Member::default()
        }],
        ..profile(&["food.processor"], 30)
    };
    assert!(asks(&with_mother(600), Question::Independence));
    assert!(!asks(&with_mother(3), Question::Independence));
}

#[test]
fn a_verdict_needs_every_question_that_decides_and_not_the_one_about_customers() {
    let open = profile(&["food.processor"], 60);
    assert!(open.entity(&law()).is_none(), "the group is open");
    let closed = Profile { in_group: Some(false), ..open };
    assert_eq!(classify(&closed.entity(&law()).unwrap(), &law()).status, Status::Important);
    let outside = Profile { in_group: Some(false), ..profile(&[], 12) };
    assert!(asks(&outside, Question::Customers));
    assert!(outside.entity(&law()).is_some());
}

#[test]
fn every_question_has_an_address() {
    for question in Question::all() {
        assert_eq!(Question::from_code(question.code()), Some(question));
    }
}
