//! The two long lists: special situations, and the types of entity, searchable, with what each means.

use crate::{
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        field::{Field, Kind, field},
    },
    desk::Desk,
    key::Key,
    language::folded,
};
use belfry_dossier::{
    action::Action,
    profile::{Profile, Situation},
};
use belfry_engine::collections::Set;
use belfry_engine::{
    classification::{Annex, EntityType},
    identifier::EntityTypeId,
};
use yew::prelude::*;

/// What the list of types needs.
#[derive(Properties, PartialEq)]
pub struct ListProps {
    /// What lies on the table.
    pub desk: Desk,
}

const NONE: &str = "none";

/// Letters, designations and special bodies.
pub fn situations(desk: &Desk) -> Html {
    let words = &desk.words;
    let chosen = desk.view.dossier.profile.situations.clone();
    let letters = [Situation::IdentifiedEssential, Situation::IdentifiedImportant, Situation::CriticalEntity];
    let finance = [Situation::Dora, Situation::GroupOfBank];
    let others: Vec<Situation> = Situation::ALL
        .into_iter()
        .filter(|situation| !letters.contains(situation) && !finance.contains(situation))
        .collect();
    let toggle = {
        let dossier = desk.view.dossier.clone();
        desk.acting(move |code: AttrValue| {
            let mut situations = dossier.profile.situations.clone().unwrap_or_default();
            match Situation::from_code(&code) {
                None => situations.clear(),
                Some(situation) if situations.contains(&situation) => drop(situations.remove(&situation)),
                Some(situation) => {
                    // A decision says one or the other.
                    match situation {
                        Situation::IdentifiedEssential => drop(situations.remove(&Situation::IdentifiedImportant)),
                        Situation::IdentifiedImportant => drop(situations.remove(&Situation::IdentifiedEssential)),
                        _ => {}
                    }
                    situations.insert(situation);
                }
            }
            Action::Profile(Box::new(Profile { situations: Some(situations), ..dossier.profile.clone() }))
        })
    };
    let choice = |situation: &Situation| {
        let code = situation.code();
        Choice {
            value: code.into(),
            title: words.law(&format!("situation.{code}.name")),
            detail: words.law(&format!("situation.{code}.what")),
            chosen: chosen.as_ref().is_some_and(|chosen| chosen.contains(situation)),
        }
    };
    let none = Choice {
        value: NONE.into(),
        title: words.get(Key::SituationsNone),
        detail: words.get(Key::SituationsNoneDetail),
        chosen: chosen.as_ref().is_some_and(Set::is_empty),
    };
    let group = |id: &'static str, legend: Key, situations: &[Situation]| {
        html! {
            { choice_list(ChoiceList { id: id.into(), legend: words.get(legend), legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::Several, choices: situations.iter().map(choice).collect::<Vec<_>>(), onchoose: toggle.clone() }) }
        }
    };
    let rare = chosen.as_ref().is_some_and(|chosen| others.iter().any(|situation| chosen.contains(situation)));
    html! {
        <div class="stack">
            { choice_list(ChoiceList { id: "situations-none".into(), legend: words.get(Key::AskSituations), legend_place: LegendPlace::Unseen, hint: AttrValue::default(), many: Many::Several, choices: vec![none], onchoose: toggle.clone() }) }
            { group("situations-letters", Key::SituationsLetters, &letters) }
            { group("situations-finance", Key::SituationsFinance, &finance) }
            <details class="card-plain" open={rare}>
                <summary>{ words.get(Key::SituationsRare) }</summary>
                { group("situations-rare", Key::SituationsRareLegend, &others) }
            </details>
        </div>
    }
}

/// The types of entity.
#[component]
pub fn Types(props: &ListProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let law = &desk.law;
    let sought = use_state(String::new);
    let chosen = desk.view.dossier.profile.entity_types.clone();
    let is_chosen = |id: &EntityTypeId| chosen.as_ref().is_some_and(|chosen| chosen.contains(id));
    let toggle = {
        let dossier = desk.view.dossier.clone();
        desk.acting(move |code: AttrValue| {
            let mut types = dossier.profile.entity_types.clone().unwrap_or_default();
            match EntityTypeId::parse(&code) {
                Ok(id) if code != NONE => {
                    if !types.remove(&id) {
                        types.insert(id);
                    }
                }
                Ok(_) | Err(_) => types.clear(),
            }
            Action::Profile(Box::new(Profile { entity_types: Some(types), ..dossier.profile.clone() }))
        })
    };
    let choice = |kind: &EntityType| Choice {
        value: kind.id.to_string().into(),
        title: words.law(&format!("type.{}.name", kind.id)),
        detail: words.law(&format!("type.{}.what", kind.id)),
        chosen: is_chosen(&kind.id),
    };
    let wanted: Vec<String> = folded(&sought).split_whitespace().map(ToOwned::to_owned).collect();
    let found = |kind: &&EntityType| {
        let text =
            folded(&["name", "what", "search"].map(|part| words.law(&format!("type.{}.{part}", kind.id))).join(" "));
        wanted.iter().all(|word| text.contains(word))
    };
    let list = |id: String, legend: AttrValue, place: LegendPlace, choices: Vec<Choice>| {
        html! { { choice_list(ChoiceList { id: id.into(), legend: legend.into(), legend_place: place, hint: AttrValue::default(), many: Many::Several, choices, onchoose: toggle.clone() }) } }
    };
    let none = Choice {
        value: NONE.into(),
        title: words.get(Key::TypesNone),
        detail: words.get(Key::TypesNoneDetail),
        chosen: chosen.as_ref().is_some_and(Set::is_empty),
    };
    let sector = |sector: &belfry_engine::classification::Sector| {
        let kinds: Vec<&EntityType> = law.types.iter().filter(|kind| kind.sector == sector.id).collect();
        let count = kinds.iter().filter(|kind| is_chosen(&kind.id)).count();
        let name = words.law(&format!("sector.{}", sector.id));
        let annex = match sector.annex {
            Annex::One => words.get(Key::AnnexOne),
            Annex::Two => words.get(Key::AnnexTwo),
            Annex::Beside => words.get(Key::AnnexBeside),
        };
        html! {
            <details class="card-plain sector" open={count > 0} key={sector.id.to_string()}>
                <summary><span>{ &name }</span><span class="soft small">{ annex }</span></summary>
                { list(format!("types-{}", sector.id), name.clone(), LegendPlace::Unseen, kinds.into_iter().map(choice).collect()) }
            </details>
        }
    };
    let picked: Vec<&EntityType> = law.types.iter().filter(|kind| is_chosen(&kind.id)).collect();
    let hits: Vec<Choice> = law.types.iter().filter(found).map(choice).collect();
    let count = words.counted(Key::TypesFound, hits.len() as u64);
    html! {
        <div class="stack">
            <p>{ words.get(Key::TypesLead) }</p>
            if !picked.is_empty() {
                { list("types-picked".to_owned(), words.get(Key::TypesPicked), LegendPlace::Shown, picked.into_iter().map(choice).collect()) }
            }
            { field(Field { id: "types-search".into(), label: words.get(Key::TypesSearch), hint: words.get(Key::TypesSearchHint), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Text, value: ((*sought).clone()).into(), oninput: { let sought = sought.clone(); Callback::from(move |text| sought.set(text)) } }) }
            if wanted.is_empty() {
                <div class="stack-tight">{ for law.sectors.iter().map(sector) }</div>
            } else {
                <p role="status" class="soft small">{ count }</p>
                { list("types-found".to_owned(), words.get(Key::AskTypes), LegendPlace::Unseen, hits) }
            }
            { list("types-none".to_owned(), words.get(Key::AskTypes), LegendPlace::Unseen, vec![none]) }
        </div>
    }
}
