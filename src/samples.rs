//! Three invented organisations, so that a visitor sees a full result in ten seconds. Made by rule, not by hand: the
//! same sample is the same everywhere.

use belfry_dossier::{
    Dossier,
    action::{Action, Change},
    profile::{Country, Generation, MainEstablishment},
    record::Stance,
};
use belfry_engine::collections::Set;
use belfry_engine::{
    catalogue::{Catalogue, Dimension, Requirement},
    identifier::EntityTypeId,
    level::{AssuranceLevel, ScoredLevel},
    maturity::Score,
    size::{AnnualWorkUnits, Euro},
};

/// A sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A bakery of 12: out of scope, asked for Basic by a customer.
    Bakery,
    /// A hospital of 900: essential.
    Hospital,
    /// A software house of 70: important.
    SoftwareHouse,
}

impl Sample {
    /// Every sample.
    pub const ALL: [Self; 3] = [Self::Bakery, Self::Hospital, Self::SoftwareHouse];
}

/// Under which name it is kept.
pub const fn id(sample: Sample) -> &'static str {
    match sample {
        Sample::Bakery => "sample-bakery",
        Sample::Hospital => "sample-hospital",
        Sample::SoftwareHouse => "sample-software-house",
    }
}

struct Sketch {
    types: &'static [&'static str],
    staff: u64,
    turnover: u64,
    balance_sheet: u64,
    target: AssuranceLevel,
    /// Each requirement takes its pair from this round, by its place in the framework; key measures gain a step.
    round: &'static [(u8, u8)],
}

const BAKERY: Sketch = Sketch {
    types: &["food.processor"],
    staff: 12,
    turnover: 1_400_000,
    balance_sheet: 600_000,
    target: AssuranceLevel::Basic,
    round: &[(1, 2), (2, 3), (1, 1), (2, 2), (1, 3), (3, 3), (1, 2)],
};

const HOSPITAL: Sketch = Sketch {
    types: &["health.provider"],
    staff: 900,
    turnover: 110_000_000,
    balance_sheet: 90_000_000,
    target: AssuranceLevel::Essential,
    round: &[(3, 3), (4, 3), (3, 2), (2, 3), (4, 4), (3, 3), (2, 2), (3, 4), (4, 3), (3, 3), (5, 4)],
};

const SOFTWARE_HOUSE: Sketch = Sketch {
    types: &["ict_services.msp"],
    staff: 70,
    turnover: 9_000_000,
    balance_sheet: 5_000_000,
    target: AssuranceLevel::Important,
    round: &[(2, 3), (3, 3), (2, 4), (1, 3), (3, 2), (2, 3), (4, 4), (2, 2)],
};

/// The sample as a dossier.
pub fn dossier(sample: Sample, name: &str, catalogue: &Catalogue) -> Dossier {
    let sketch = match sample {
        Sample::Bakery => BAKERY,
        Sample::Hospital => HOSPITAL,
        Sample::SoftwareHouse => SOFTWARE_HOUSE,
    };
    let mut dossier = Dossier { name: name.to_owned(), target: Some(sketch.target), ..Dossier::default() };
    let profile = &mut dossier.profile;
    profile.situations = Some(Set::new());
    profile.established_in = Some(Country::BELGIUM);
    profile.entity_types = Some(sketch.types.iter().filter_map(|id| EntityTypeId::parse(id).ok()).collect());
    profile.generation = Some(Generation::None);
    profile.main_establishment = Some(MainEstablishment::In(Country::BELGIUM));
    profile.staff = Some(AnnualWorkUnits::whole(sketch.staff));
    profile.turnover = Some(Euro::whole(sketch.turnover));
    profile.balance_sheet = Some(Euro::whole(sketch.balance_sheet));
    profile.in_group = Some(false);
    profile.customers_in_scope = Some(true);
    let level = sketch.target.scored().unwrap_or(ScoredLevel::Basic);
    for (at, (_, requirement)) in catalogue.at_level(level).enumerate() {
        for change in changes(at, requirement, level, &sketch) {
            dossier = dossier.apply(Action::Record(requirement.id, change));
        }
    }
    dossier
}

/// What is known of one requirement: mostly a pair of scores; now and then nobody knows yet, or it is still open.
fn changes(at: usize, requirement: &Requirement, level: ScoredLevel, sketch: &Sketch) -> Vec<Change> {
    let is_key = requirement.is_key_at(level);
    match at % 29 {
        17 if !is_key => return vec![Change::Stance(Stance::Unknown)],
        23 if !is_key && level != ScoredLevel::Basic => return Vec::new(),
        _ => {}
    }
    let (written, done) = sketch.round.get(at % sketch.round.len().max(1)).copied().unwrap_or((1, 1));
    let lift = u8::from(is_key && !at.is_multiple_of(3));
    let score = |step: u8| Score::new((step + lift).min(5)).unwrap_or(Score::LOWEST);
    vec![Change::Score(Dimension::Documentation, score(written)), Change::Score(Dimension::Implementation, score(done))]
}
