//! Names of levels and maturity steps, and the tower, which several pages show.

use crate::{
    components::tower::{self, Bells, Floor, Light, Tower},
    desk::Study,
    format,
    key::Key,
    words::Words,
};
use belfry_engine::{
    identifier::FrameworkId,
    level::{AssuranceLevel, ScoredLevel},
    scoring::{Gate, Scorecard},
};
use yew::prelude::*;

/// The names of the five maturity steps, lowest first.
pub fn maturity_names(words: &Words) -> [AttrValue; 5] {
    [Key::Maturity1, Key::Maturity2, Key::Maturity3, Key::Maturity4, Key::Maturity5].map(|key| words.get(key))
}

/// The name of a version of the framework: CyberFundamentals and its year.
pub fn framework_name(id: &FrameworkId) -> String {
    format!("CyberFundamentals {}", id.as_str().rsplit('-').next().unwrap_or_default())
}

/// The name of a scored level.
pub const fn scored_key(level: ScoredLevel) -> Key {
    match level {
        ScoredLevel::Basic => Key::LevelBasic,
        ScoredLevel::Important => Key::LevelImportant,
        ScoredLevel::Essential => Key::LevelEssential,
    }
}

/// The name of an assurance level.
pub const fn assurance_key(level: AssuranceLevel) -> Key {
    match level {
        AssuranceLevel::Small => Key::LevelSmall,
        AssuranceLevel::Basic => Key::LevelBasic,
        AssuranceLevel::Important => Key::LevelImportant,
        AssuranceLevel::Essential => Key::LevelEssential,
    }
}

/// The tower of the dossier at hand.
pub fn dossier_tower(desk: &Study) -> Html {
    let words = &desk.words;
    let report = &desk.report;
    let mut floors =
        vec![Floor { name: words.get(Key::LevelSmall), wall: None, bells: Bells::default(), lit: Light::Beyond }];
    let mut below = Bells::default();
    for level in ScoredLevel::ALL {
        let card = report.scorecards.at(level);
        let ringing = card.key_measures.iter().filter(|key| key.passes() == Gate::Open).count();
        let all = card.key_measures.len();
        floors.push(Floor {
            name: words.get(assurance_key(level.assurance())),
            wall: card.total.map(|total| total.to_f64() / card.total_gate.to_f64()),
            bells: Bells { all: all.saturating_sub(below.all), ringing: new_ringing(card, below) },
            lit: match card.verdict() {
                Gate::Open => Light::Lit,
                Gate::Closed | Gate::Unknown if level > report.level => Light::Beyond,
                Gate::Closed | Gate::Unknown => Light::Dim,
            },
        });
        below = Bells { all, ringing };
    }
    tower::draw(&Tower { floors, sentence: sentence(desk) })
}

/// Bells that this floor adds and that ring: those key measures that the floor below does not have.
fn new_ringing(card: &Scorecard, below: Bells) -> usize {
    let ringing = card.key_measures.iter().filter(|key| key.passes() == Gate::Open).count();
    ringing.saturating_sub(below.ringing).min(card.key_measures.len().saturating_sub(below.all))
}

/// The same as the tower, in one sentence.
pub fn sentence(desk: &Study) -> AttrValue {
    let words = &desk.words;
    let card = desk.report.method();
    let level = words.get(assurance_key(card.level.assurance()));
    let gate = format::maturity(words.language(), card.total_gate);
    let ringing = card.key_measures.iter().filter(|key| key.passes() == Gate::Open).count().to_string();
    let all = card.key_measures.len().to_string();
    match card.total {
        None => words.fill(Key::TowerEmpty, &[("level", &level), ("gate", &gate)]),
        Some(total) => {
            let total = format::maturity(words.language(), total);
            let places =
                [("level", level.as_str()), ("total", &total), ("gate", &gate), ("ringing", &ringing), ("all", &all)];
            words.fill(Key::TowerSentence, &places)
        }
    }
}
