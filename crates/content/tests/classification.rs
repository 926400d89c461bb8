//! The law, walked from end to end: every type, every size, every flag.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_content::Content;
use belfry_engine::collections::{Map, Set};
use belfry_engine::{
    classification::{Classification, Status, classify},
    entity::{Country, Entity, Fact, Generation, MainEstablishment, Representative, Situation},
    identifier::EntityTypeId,
    size::{AnnualWorkUnits, Euro, Figures, GroupMember, Ownership, Relation, Share, SizeClass},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::PathBuf,
};

fn content() -> Content {
    Content::load().unwrap()
}

fn figures(staff: u64, turnover: u64, balance_sheet: u64) -> Figures {
    Figures {
        staff: AnnualWorkUnits::whole(staff),
        turnover: Euro::whole(turnover * 1_000_000),
        balance_sheet: Euro::whole(balance_sheet * 1_000_000),
    }
}

fn entity(types: &[&str], own: Figures) -> Entity {
    Entity {
        entity_types: types.iter().map(|id| EntityTypeId::parse(id).unwrap()).collect(),
        facts: Map::new(),
        generation: None,
        situations: Set::new(),
        established_in: Country::BELGIUM,
        main_establishment: None,
        representative: None,
        serves_belgium: None,
        own,
        group: Vec::new(),
        claims_independence: false,
        customers_in_scope: false,
    }
}

fn status(entity: &Entity) -> Status {
    classify(entity, &content().law).status
}

const SIZES: [(SizeClass, u64); 4] =
    [(SizeClass::Micro, 5), (SizeClass::Small, 30), (SizeClass::Medium, 100), (SizeClass::Large, 300)];

/// The flags of the walk, each alone and beside the others where that makes sense.
fn situations() -> Vec<Vec<Situation>> {
    let mut all = vec![vec![]];
    all.extend(Situation::ALL.map(|situation| vec![situation]));
    all.push(vec![Situation::Defence, Situation::TrustServiceProvider]);
    all.push(vec![Situation::NuclearClassOne, Situation::ElectricityTransmission]);
    all.push(vec![Situation::CrisisCentre, Situation::TrustServiceProvider]);
    all
}

fn walk(mut visit: impl FnMut(&str, SizeClass, &[Situation], &str, &Entity, &Classification)) {
    let law = content().law;
    let mut types: Vec<String> = law.types.iter().map(|kind| kind.id.to_string()).collect();
    types.push("none".to_owned());
    for id in &types {
        for (size, staff) in SIZES {
            for situations in situations() {
                let own = figures(staff, 0, 0);
                let listed: Vec<&str> = if id == "none" { vec![] } else { vec![id] };
                let base = Entity { situations: situations.iter().copied().collect(), ..entity(&listed, own) };
                let abroad = Country::parse("DE").unwrap();
                let variants = [
                    ("", base.clone()),
                    ("abroad", Entity { established_in: abroad, ..base.clone() }),
                    ("generation", Entity { generation: Some(Generation::Grid), ..base.clone() }),
                    (
                        "no-representative",
                        Entity {
                            established_in: Country::parse("US").unwrap(),
                            main_establishment: Some(MainEstablishment::OutsideTheUnion),
                            representative: Some(Representative::Missing),
                            ..base.clone()
                        },
                    ),
                    (
                        "tests-failed",
                        Entity {
                            facts: Fact::ALL
                                .into_iter()
                                .map(|fact| {
                                    (fact, !matches!(fact, Fact::WastePrincipalActivity | Fact::ResearchPrimaryAim))
                                })
                                .collect(),
                            ..base
                        },
                    ),
                ];
                for (variant, entity) in variants {
                    let found = classify(&entity, &law);
                    visit(id, size, &situations, variant, &entity, &found);
                }
            }
        }
    }
}

#[test]
fn every_entity_gets_one_status_with_grounds_that_give_it() {
    let law = content().law;
    let mut seen = 0;
    walk(|id, size, situations, variant, _, found| {
        let name = format!("{id} {} {situations:?} {variant}", size.code());
        assert!(!found.grounds.is_empty(), "{name}");
        let deciding = law.rule(&found.grounds[0]).unwrap();
        assert_eq!(deciding.then, found.status, "{name}");
        let unique: BTreeSet<_> = found.grounds.iter().collect();
        assert_eq!(unique.len(), found.grounds.len(), "{name}");
        for rule in found.grounds.iter().filter_map(|id| law.rule(id)) {
            assert!(rule.then <= found.status || found.status == Status::Uncertain, "{name}: {}", rule.id);
            assert!(!rule.law.is_empty(), "{name}: {}", rule.id);
        }
        if found.status.is_in_scope() {
            assert!(found.duties.iter().any(|duty| duty.as_str() == "registration"), "{name}");
        } else if found.status == Status::OutOfScope {
            assert!(found.duties.is_empty() && found.fines.is_empty() && found.deadlines.is_empty(), "{name}");
        }
        seen += 1;
    });
    assert_eq!(seen, 76 * 4 * 20 * 5);
}

#[test]
fn growth_never_lowers_the_status() {
    let law = content().law;
    let mut before: BTreeMap<String, Status> = BTreeMap::new();
    walk(|id, _, situations, variant, _, found| {
        let name = format!("{id} {situations:?} {variant}");
        if let Some(smaller) = before.insert(name.clone(), found.status) {
            assert!(smaller <= found.status, "{name}: {smaller:?} became {:?} by growing", found.status);
        }
    });
    for kind in &law.types {
        for staff in [0, 9, 10, 49, 50, 249, 250] {
            for money in [0, 2, 3, 10, 11, 43, 44, 50, 51] {
                let here = classify(&entity(&[kind.id.as_str()], figures(staff, money, money)), &law).status;
                let more = classify(&entity(&[kind.id.as_str()], figures(staff + 1, money, money)), &law).status;
                let richer = classify(&entity(&[kind.id.as_str()], figures(staff, money + 1, money + 1)), &law).status;
                assert!(here <= more && here <= richer, "{} {staff} {money}", kind.id);
            }
        }
    }
}

/// A lawyer reads this table in the diff. `BELFRY_UPDATE=1 cargo test` writes it anew.
#[test]
fn the_expanded_table_is_as_reviewed() {
    // One row for each outcome of a size under a flag, with the types that have it; what a flag does not change is left
    // out, so that the table can be read.
    let mut plain: BTreeMap<(String, SizeClass), String> = BTreeMap::new();
    let mut rows: Vec<(String, BTreeMap<String, Vec<String>>)> = Vec::new();
    walk(|id, size, situations, variant, _, found| {
        let grounds: Vec<&str> = found.grounds.iter().map(|rule| rule.as_str()).collect();
        let off: BTreeSet<u8> = found.disapplied.iter().flat_map(|off| off.titles.iter().copied()).collect();
        let off: Vec<String> = off.iter().map(ToString::to_string).collect();
        let outcome = format!("{},{},{}", found.status.code(), grounds.join(" "), off.join(" "));
        let is_plain = situations.is_empty() && variant.is_empty();
        if is_plain {
            plain.insert((id.to_owned(), size), outcome.clone());
        } else if plain.get(&(id.to_owned(), size)) == Some(&outcome) || (!situations.is_empty() && !variant.is_empty())
        {
            return;
        }
        let codes: Vec<&str> = situations.iter().map(|situation| situation.code()).collect();
        let key = format!("{},{variant},{}", codes.join(" "), size.code());
        let at = rows.iter().position(|(found, _)| *found == key).unwrap_or_else(|| {
            rows.push((key, BTreeMap::new()));
            rows.len() - 1
        });
        rows[at].1.entry(outcome).or_default().push(id.to_owned());
    });
    let mut table = String::from("situations,variant,size,status,grounds,titles off,types\n");
    for (key, outcomes) in rows {
        for (outcome, types) in outcomes {
            writeln!(table, "{key},{outcome},{}", types.join(" ")).unwrap();
        }
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/classification.csv");
    if std::env::var_os("BELFRY_UPDATE").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        reviewed == table,
        "the table changed: review it with BELFRY_UPDATE=1 cargo test -p belfry-content and git diff"
    );
}

#[test]
fn a_linked_enterprise_counts_whole_and_a_partner_in_proportion() {
    let member = |relation, staff| GroupMember {
        relation,
        ownership: Ownership::Enterprise,
        figures: figures(staff, 0, 0),
        members: vec![],
    };
    let with = |member| Entity { group: vec![member], ..entity(&["food.processor"], figures(30, 5, 5)) };
    assert_eq!(status(&with(member(Relation::Linked, 20))), Status::Important);
    assert_eq!(status(&with(member(Relation::Held(Share::whole(30)), 60))), Status::OutOfScope);
    assert_eq!(status(&with(member(Relation::Held(Share::whole(30)), 67))), Status::Important);
    assert_eq!(status(&with(member(Relation::Held(Share::whole(24)), 5_000))), Status::OutOfScope);
}

#[test]
fn independence_is_shown_both_ways() {
    let member = GroupMember {
        relation: Relation::Linked,
        ownership: Ownership::Enterprise,
        figures: figures(600, 0, 0),
        members: vec![],
    };
    let claim =
        Entity { group: vec![member], claims_independence: true, ..entity(&["food.processor"], figures(30, 5, 5)) };
    let found = classify(&claim, &content().law);
    assert_eq!((found.status, found.without_independence), (Status::OutOfScope, Some(Status::Important)));
    assert!(found.notes.iter().any(|note| note.as_str() == "independence-claimed"));
}

#[test]
fn the_two_readings_of_the_ceilings_are_pointed_out_where_they_differ() {
    let notes = |own| classify(&entity(&["energy.electricity.supplier"], own), &content().law).notes;
    let warned = |own| notes(own).iter().any(|note| note.as_str() == "size-readings");
    assert!(warned(figures(30, 15, 9)));
    assert!(warned(figures(100, 80, 30)));
    assert!(!warned(figures(100, 20, 15)));
}

#[test]
fn an_unclear_jurisdiction_decides_nothing_when_another_type_already_does() {
    let outside = |types: &[&str]| Entity {
        main_establishment: Some(MainEstablishment::OutsideTheUnion),
        representative: Some(Representative::Missing),
        ..entity(types, figures(300, 90, 60))
    };
    assert_eq!(status(&outside(&["digital_infra.cloud"])), Status::Uncertain);
    assert_eq!(status(&outside(&["digital_infra.cloud", "energy.electricity.supplier"])), Status::Essential);
    assert_eq!(status(&outside(&["digital_infra.cloud", "food.processor"])), Status::Uncertain);
}

#[test]
fn own_panels_that_feed_the_grid_make_a_large_maker_essential_and_the_note_says_on_whose_word() {
    let maker = |generation| Entity { generation, ..entity(&["manufacturing.machinery"], figures(400, 120, 90)) };
    assert_eq!(status(&maker(Some(Generation::None))), Status::Important);
    assert_eq!(status(&maker(Some(Generation::NoInjection))), Status::Important);
    let found = classify(&maker(Some(Generation::Grid)), &content().law);
    assert_eq!(found.status, Status::Essential);
    assert!(found.notes.iter().any(|note| note.as_str() == "own-generation"));
}

#[test]
fn the_small_mid_cap_is_a_note_and_never_a_class() {
    let found = classify(&entity(&["energy.electricity.supplier"], figures(300, 60, 50)), &content().law);
    assert_eq!(found.status, Status::Essential);
    assert!(found.notes.iter().any(|note| note.as_str() == "small-mid-cap"));
    let larger = classify(&entity(&["energy.electricity.supplier"], figures(800, 60, 50)), &content().law);
    assert!(!larger.notes.iter().any(|note| note.as_str() == "small-mid-cap"));
}

#[test]
fn public_administration_is_spared_the_fines_and_a_municipal_hospital_is_not() {
    let fines = |types: &[&str]| classify(&entity(types, figures(400, 0, 0)), &content().law).fines.len();
    assert_eq!(fines(&["public_admin.federal"]), 0);
    assert!(fines(&["health.provider"]) > 0);
}

#[test]
fn an_identified_entity_counts_its_periods_from_the_decision() {
    let identified = Entity {
        situations: [Situation::IdentifiedEssential].into(),
        ..entity(&["research.organisation"], figures(20, 3, 3))
    };
    let found = classify(&identified, &content().law);
    assert!(found.notes.iter().any(|note| note.as_str() == "identified"));
    assert!(!found.deadlines.iter().any(|deadline| deadline.as_str().starts_with("conformity")));
}
