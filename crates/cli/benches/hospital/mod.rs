//! What benchmarks work on.

use belfry_content::Content;
use belfry_dossier::{
    Dossier,
    action::{Action, Change},
    profile::{Country, Generation, MainEstablishment},
};
use belfry_engine::{
    catalogue::Dimension, identifier::EntityTypeId, level::AssuranceLevel, maturity::Score, size::AnnualWorkUnits,
};

/// A hospital of 900 with all 218 answers.
pub fn dossier(content: &Content) -> Dossier {
    let mut dossier = Dossier { target: Some(AssuranceLevel::Essential), ..Dossier::default() };
    let profile = &mut dossier.profile;
    profile.situations = Some([].into());
    profile.established_in = Some(Country::BELGIUM);
    profile.entity_types = Some([EntityTypeId::parse("health.provider").unwrap()].into());
    profile.generation = Some(Generation::None);
    profile.main_establishment = Some(MainEstablishment::In(Country::BELGIUM));
    profile.staff = Some(AnnualWorkUnits::whole(900));
    profile.in_group = Some(false);
    for (at, requirement) in content.newest.requirements.iter().enumerate() {
        for (dimension, shift) in [(Dimension::Documentation, 0), (Dimension::Implementation, 3)] {
            let step = u8::try_from((at * 7 + shift) % 5).unwrap() + 1;
            let change = Change::Score(dimension, Score::new(step).unwrap());
            dossier = dossier.apply(Action::Record(requirement.id, change));
        }
    }
    dossier
}
