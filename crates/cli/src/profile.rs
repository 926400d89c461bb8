//! The entity profile of the contract, and the entity it describes.

use crate::input::{Failure, read};
use belfry_content::Content;
use belfry_engine::collections::{Map, Set};
use belfry_engine::{
    entity::{Country, Entity, Fact, Generation, MainEstablishment, Representative, Situation},
    identifier::EntityTypeId,
    size::{AnnualWorkUnits, Euro, Figures, GroupMember, Ownership, Relation, Share},
    vocabulary::Vocabulary,
};
use serde::Deserialize;
use serde_json::Number;
use std::collections::BTreeMap;

/// The profile as it stands in the input.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    entity_types: Vec<String>,
    fte: Number,
    turnover_eur: Number,
    balance_eur: Number,
    established_in: String,
    main_establishment: Option<String>,
    eu_representative_in: Option<String>,
    provides_services_in: Option<Vec<String>>,
    #[serde(default)]
    group: Vec<Member>,
    #[serde(default)]
    independent_it_and_services: bool,
    #[serde(default)]
    controlled_by_public_body: bool,
    #[serde(default, rename = "ancillary")]
    _ancillary: bool,
    #[serde(default)]
    customers_in_scope: bool,
    #[serde(default)]
    type_facts: BTreeMap<String, BTreeMap<String, serde_json::Value>>,
    #[serde(default, rename = "activity")]
    _activity: String,
    #[serde(default)]
    special: Special,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    relation: String,
    share_pct: Option<Number>,
    fte: Number,
    turnover_eur: Option<Number>,
    balance_eur: Option<Number>,
    /// Whether it is a public owner, whose figures are left out.
    public_body: Option<bool>,
    /// Its own linked and partner enterprises.
    #[serde(default)]
    group: Vec<Member>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Special {
    identified_by_ccb: Option<String>,
    cer_critical_entity: bool,
    dora: bool,
    group_of_bank: bool,
    excluded_body: Option<String>,
    acts_as_trust_service_provider: bool,
    nuclear_class_1: bool,
    electricity_transmission_elements: bool,
}

/// How deep a group can be nested: deeper is a mistake, and a stack is finite.
const DEEPEST: usize = 8;

/// Reads a profile.
///
/// # Errors
/// What is wrong, with its place.
pub fn entity(text: &str, content: &Content) -> Result<Entity, Failure> {
    let profile: Profile = read(text)?;
    let (facts, generation) = facts(&profile, content)?;
    Ok(Entity {
        entity_types: types(&profile.entity_types, content)?,
        facts,
        generation,
        situations: situations(&profile.special)?,
        established_in: country("established_in", &profile.established_in)?,
        main_establishment: match profile.main_establishment.as_deref() {
            None => None,
            Some("none") => Some(MainEstablishment::OutsideTheUnion),
            Some(text) => Some(MainEstablishment::In(country("main_establishment", text)?)),
        },
        representative: match profile.eu_representative_in.as_deref() {
            None => None,
            Some("none") => Some(Representative::Missing),
            Some(text) => Some(Representative::In(country("eu_representative_in", text)?)),
        },
        serves_belgium: match &profile.provides_services_in {
            None => None,
            Some(codes) => {
                for code in codes {
                    country("provides_services_in", code)?;
                }
                Some(codes.iter().any(|code| code == "BE"))
            }
        },
        own: figures("", &profile.fte, Some(&profile.turnover_eur), Some(&profile.balance_eur))?,
        group: members(&profile.group, "group", profile.controlled_by_public_body, 0)?,
        claims_independence: profile.independent_it_and_services,
        customers_in_scope: profile.customers_in_scope,
    })
}

fn types(codes: &[String], content: &Content) -> Result<Set<EntityTypeId>, Failure> {
    if codes.is_empty() {
        return Err(Failure::new("entity_types", "the list is empty: write [\"none\"] for no listed type"));
    }
    if codes.iter().any(|code| code == "none") {
        return if codes.len() == 1 {
            Ok(Set::new())
        } else {
            Err(Failure::new("entity_types", "\"none\" cannot stand beside a type"))
        };
    }
    let read = |(at, code): (usize, &String)| {
        EntityTypeId::parse(code)
            .ok()
            .filter(|id| content.has_entity_type(id))
            .ok_or_else(|| Failure::new(format!("entity_types[{at}]"), format_args!("unknown entity type {code:?}")))
    };
    codes.iter().enumerate().map(read).collect()
}

fn country(place: &str, text: &str) -> Result<Country, Failure> {
    let expected = || Failure::new(place, format_args!("{text:?} is no country: two capital letters, for example BE"));
    Country::parse(text).ok_or_else(expected)
}

fn situations(special: &Special) -> Result<Set<Situation>, Failure> {
    let mut situations = Set::new();
    match special.identified_by_ccb.as_deref() {
        None => {}
        Some("essential") => drop(situations.insert(Situation::IdentifiedEssential)),
        Some("important") => drop(situations.insert(Situation::IdentifiedImportant)),
        Some(other) => {
            let message = format_args!("{other:?} is neither \"essential\" nor \"important\"");
            return Err(Failure::new("special.identified_by_ccb", message));
        }
    }
    if let Some(body) = special.excluded_body.as_deref() {
        let code = body.replace('_', "-");
        let found = Situation::from_code(&code).filter(|situation| situation.is_special_body());
        let unknown = || Failure::new("special.excluded_body", format_args!("unknown body {body:?}"));
        situations.insert(found.ok_or_else(unknown)?);
    }
    let flags = [
        (special.cer_critical_entity, Situation::CriticalEntity),
        (special.dora, Situation::Dora),
        (special.group_of_bank, Situation::GroupOfBank),
        (special.acts_as_trust_service_provider, Situation::TrustServiceProvider),
        (special.nuclear_class_1, Situation::NuclearClassOne),
        (special.electricity_transmission_elements, Situation::ElectricityTransmission),
    ];
    situations.extend(flags.into_iter().filter(|(holds, _)| *holds).map(|(_, situation)| situation));
    Ok(situations)
}

type Facts = (Map<Fact, bool>, Option<Generation>);

/// The questions of single types, under the names of the contract.
fn facts(profile: &Profile, content: &Content) -> Result<Facts, Failure> {
    let (mut facts, mut generation) = (Map::new(), None);
    for (kind, answers) in &profile.type_facts {
        let known = EntityTypeId::parse(kind).ok().filter(|id| content.has_entity_type(id));
        if known.is_none() {
            return Err(Failure::new("type_facts", format_args!("unknown entity type {kind:?}")));
        }
        for (name, answer) in answers {
            let place = format!("type_facts.{kind}.{name}");
            if (kind.as_str(), name.as_str()) == ("energy.electricity.producer", "connection") {
                generation = Some(match answer.as_str() {
                    Some("grid") => Generation::Grid,
                    Some("no_injection") => Generation::NoInjection,
                    Some(_) | None => return Err(Failure::new(place, "expected \"grid\" or \"no_injection\"")),
                });
                continue;
            }
            let fact = match (kind.as_str(), name.as_str()) {
                ("waste.operator", "principal_activity") => Fact::WastePrincipalActivity,
                ("research.organisation", "primary_aim") => Fact::ResearchPrimaryAim,
                ("drinking_water.supplier", "distributor_non_essential_part") => Fact::DrinkingWaterNonEssential,
                ("waste_water.operator", "non_essential_part") => Fact::WasteWaterNonEssential,
                ("transport.road.authority", "non_essential_part") => Fact::RoadNonEssential,
                ("digital_infra.tld_registry", "own_use_only") => Fact::TldOwnUse,
                ("public_admin.federal" | "public_admin.federated", "mainly_other_activity") => {
                    Fact::AdministrationOtherActivity
                }
                _ => return Err(Failure::new(place, "unknown question for this type")),
            };
            let holds = answer.as_bool().ok_or_else(|| Failure::new(place, "expected true or false"))?;
            facts.insert(fact, holds);
        }
    }
    // The question is about the producer that was named; without that type it asks nothing.
    let is_producer = profile.entity_types.iter().any(|code| code == "energy.electricity.producer");
    Ok((facts, generation.filter(|_| is_producer)))
}

fn figures(
    place: &str,
    fte: &Number,
    turnover: Option<&Number>,
    balance_sheet: Option<&Number>,
) -> Result<Figures, Failure> {
    let at = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
    let wrong = |name: &str, number: &Number, error: &dyn std::fmt::Display| {
        Failure::new(at(name), format_args!("{number} cannot be used: {error}"))
    };
    let euro = |name: &str, number: Option<&Number>| match number {
        None => Ok(Euro::default()),
        Some(number) => Euro::parse(&number.to_string()).map_err(|error| wrong(name, number, &error)),
    };
    Ok(Figures {
        staff: AnnualWorkUnits::parse(&fte.to_string()).map_err(|error| wrong("fte", fte, &error))?,
        turnover: euro("turnover_eur", turnover)?,
        balance_sheet: euro("balance_eur", balance_sheet)?,
    })
}

fn members(rows: &[Member], place: &str, public_owners: bool, depth: usize) -> Result<Vec<GroupMember>, Failure> {
    if depth >= DEEPEST && !rows.is_empty() {
        return Err(Failure::new(place, format_args!("nested more than {DEEPEST} deep")));
    }
    let member = |(at, row): (usize, &Member)| {
        let place = format!("{place}[{at}]");
        let share = match &row.share_pct {
            None => None,
            Some(number) => Some(Share::parse(&number.to_string()).map_err(|error| {
                Failure::new(format!("{place}.share_pct"), format_args!("{number} cannot be used: {error}"))
            })?),
        };
        let relation = match row.relation.as_str() {
            "linked" => Relation::Linked,
            "partner" => Relation::Held(share.ok_or_else(|| Failure::new(&place, "a partner needs share_pct"))?),
            "minority" => Relation::Held(share.unwrap_or_default()),
            other => {
                let message = format_args!("{other:?} is none of linked, partner and minority");
                return Err(Failure::new(format!("{place}.relation"), message));
            }
        };
        let is_public = row.public_body.unwrap_or(public_owners);
        Ok(GroupMember {
            relation,
            ownership: if is_public { Ownership::PublicBody } else { Ownership::Enterprise },
            figures: figures(&place, &row.fte, row.turnover_eur.as_ref(), row.balance_eur.as_ref())?,
            members: members(&row.group, &format!("{place}.group"), public_owners, depth + 1)?,
        })
    };
    rows.iter().enumerate().map(member).collect()
}
