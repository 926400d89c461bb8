//! `belfry classify`: what the law makes of an entity.

use crate::{
    Answer, Surroundings,
    input::{Failure, dossier},
    profile,
};
use belfry_engine::classification::classify;
use belfry_exchange::export::json::verdict::verdict;

/// Answers one profile or saved dossier.
///
/// # Errors
/// What is wrong with the input, with its place.
pub fn command(text: &str, surroundings: &Surroundings) -> Result<Answer, Failure> {
    let law = &surroundings.content.law;
    let entity = if let Some(dossier) = dossier(text, &surroundings.content) {
        let dossier = dossier?;
        let open = || dossier.profile.next_open(law).map_or("", |question| question.code()).to_owned();
        dossier
            .profile
            .entity(law)
            .ok_or_else(|| Failure::new("dossier.profile", format_args!("the question {:?} is still open", open())))?
    } else {
        profile::entity(text, &surroundings.content)?
    };
    Answer::of(&verdict(&classify(&entity, law), law))
}
