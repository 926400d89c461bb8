//! The data files agree with one another and with the published counts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_content::{Content, check::check};
use belfry_engine::{catalogue::Catalogue, identifier::FrameworkId, level::ScoredLevel, vocabulary::Vocabulary};

fn catalogue(content: &Content, id: &'static str) -> Catalogue {
    content.catalogue(&FrameworkId::known(id)).unwrap().clone()
}

#[test]
fn there_is_no_fault_in_the_data() {
    assert_eq!(check(&Content::load().unwrap()), []);
}

#[test]
fn a_workbook_formula_that_averages_another_category_is_a_fault() {
    let mut content = Content::load().unwrap();
    let deviation = content.newest.deviations.first_mut().unwrap();
    deviation.category += 1;
    let id = deviation.id.to_string();
    let faults = check(&content);
    assert!(faults.len() == 1 && faults[0].to_string().contains(&id), "{faults:?}");
}

fn counts(catalogue: &Catalogue, count: impl Fn(&Catalogue, ScoredLevel) -> usize) -> [usize; 3] {
    ScoredLevel::ALL.map(|level| count(catalogue, level))
}

fn requirements(catalogue: &Catalogue, level: ScoredLevel) -> usize {
    catalogue.at_level(level).count()
}

fn key_measures(catalogue: &Catalogue, level: ScoredLevel) -> usize {
    catalogue.at_level(level).filter(|(_, requirement)| requirement.is_key_at(level)).count()
}

fn categories(catalogue: &Catalogue, level: ScoredLevel) -> usize {
    catalogue.structure(level, belfry_engine::catalogue::Ledger::Method).len()
}

fn management_aspects(catalogue: &Catalogue, level: ScoredLevel) -> usize {
    catalogue.at_level(level).filter(|(_, requirement)| requirement.management_aspect).count()
}

#[test]
fn the_2025_counts_are_the_published_ones() {
    let catalogue = catalogue(&Content::load().unwrap(), "cyfun-2025");
    assert_eq!(counts(&catalogue, requirements), [34, 133, 218]);
    assert_eq!(counts(&catalogue, key_measures), [13, 22, 29]);
    assert_eq!(counts(&catalogue, categories), [17, 20, 22]);
    assert_eq!(counts(&catalogue, management_aspects), [0, 9, 15]);
}

#[test]
fn the_2023_counts_are_the_published_ones() {
    let catalogue = catalogue(&Content::load().unwrap(), "cyfun-2023");
    assert_eq!(counts(&catalogue, requirements), [34, 140, 219]);
    assert_eq!(counts(&catalogue, key_measures), [13, 21, 29]);
    assert_eq!(counts(&catalogue, categories), [15, 23, 23]);
}

#[test]
fn the_law_has_eighteen_sectors_and_seventy_five_types() {
    let law = Content::load().unwrap().law;
    assert_eq!(law.sectors.len(), 19, "eleven, seven, and domain-name registration beside them");
    assert_eq!(law.types.len(), 75);
}
