//! The decision record: what was answered, what held, who decided, who reviewed it, when. Made to be printed.

use super::{group, needs_scope, verdict};
use crate::{
    browser,
    components::field::{Field, Kind, field},
    desk::Study,
    format,
    key::Key,
};
use belfry_dossier::{
    DecisionRecord,
    action::Action,
    profile::{Country, Generation, MainEstablishment, Representative},
    questions::Question,
};
use belfry_engine::date::Date;
use yew::prelude::*;

/// The decision record.
pub fn decision(desk: &Study) -> Html {
    let words = &desk.words;
    let Some(found) = &desk.report.classification else { return needs_scope(desk) };
    let record = &desk.view.dossier.decision;
    let field = |id: &'static str, key: Key, kind: Kind, value: String, set: fn(&mut DecisionRecord, String)| {
        let record = record.clone();
        let oninput = desk.acting(move |text: String| {
            let mut next = record.clone();
            set(&mut next, text);
            Action::Decision(next)
        });
        html! { { field(Field { id: id.into(), label: words.get(key), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind, value: value.into(), oninput }) } }
    };
    let day = record.decided_on.map(|date| date.to_string()).unwrap_or_default();
    let print = Callback::from(|_: MouseEvent| browser::print());
    let name = if desk.view.dossier.name.is_empty() {
        words.get(Key::DossierUnnamed)
    } else {
        desk.view.dossier.name.clone().into()
    };
    html! {
        <div class="page-narrow stack-wide">
            <header class="stack">
                <h1 tabindex="-1">{ words.get(Key::TitleDecision) }</h1>
                <p class="lead">{ words.get(Key::DecisionLead) }</p>
                <p>{ words.fill(Key::DecisionOf, &[("name", &name), ("date", &format::date(words.language(), desk.view.today))]) }</p>
                <p class="screen-only"><button type="button" class="button button-main" onclick={print}>{ words.get(Key::Print) }</button></p>
            </header>
            <section class="stack" aria-labelledby="decision-inputs">
                <h2 id="decision-inputs">{ words.get(Key::DecisionInputs) }</h2>
                { verdict::answers(desk) }
                if desk.view.dossier.profile.in_group == Some(true) { { group::sum(desk) } }
            </section>
            <section class="stack" aria-labelledby="decision-outcome">
                <h2 id="decision-outcome">{ words.get(Key::DecisionOutcome) }</h2>
                <p class="lead"><strong>{ words.law(&format!("status.{}", found.status.code())) }</strong></p>
                { verdict::grounds(desk, found) }
            </section>
            <section class="stack" aria-labelledby="decision-who">
                <h2 id="decision-who">{ words.get(Key::DecisionWho) }</h2>
                { field("decided-by", Key::DecisionBy, Kind::Text, record.decided_by.clone(), |record, text| record.decided_by = text) }
                { field("reviewed-by", Key::DecisionReviewed, Kind::Text, record.reviewed_by.clone(), |record, text| record.reviewed_by = text) }
                { field("decided-on", Key::DecisionOn, Kind::Date, day, |record, text| record.decided_on = Date::parse(&text)) }
                { field("decision-remark", Key::DecisionRemark, Kind::Paragraph, record.remark.clone(), |record, text| record.remark = text) }
            </section>
        </div>
    }
}

/// The answer to a scope question, in words.
pub fn answer(desk: &Study, question: Question) -> AttrValue {
    let words = &desk.words;
    let profile = &desk.view.dossier.profile;
    let country = |country: Country, [belgium, union, outside]: [Key; 3]| {
        words.get(match country.as_str() {
            "BE" => belgium,
            "ZZ" => outside,
            _ => union,
        })
    };
    let places = [Key::CountryBelgium, Key::CountryUnion, Key::CountryOutside];
    let yes_or_no = |answer: Option<bool>, [yes, no]: [Key; 2]| match answer {
        Some(true) => words.get(yes),
        Some(false) => words.get(no),
        None => AttrValue::default(),
    };
    let joined = |texts: Vec<AttrValue>, none: Key| -> AttrValue {
        if texts.is_empty() { words.get(none) } else { texts.join("; ").into() }
    };
    match question {
        Question::Situations => {
            let chosen = profile.situations.iter().flatten();
            joined(
                chosen.map(|situation| words.law(&format!("situation.{}.name", situation.code()))).collect(),
                Key::SituationsNone,
            )
        }
        Question::Types => {
            let chosen = profile.entity_types.iter().flatten();
            joined(chosen.map(|id| words.law(&format!("type.{id}.name"))).collect(), Key::TypesNone)
        }
        Question::Establishment => profile.established_in.map(|at| country(at, places)).unwrap_or_default(),
        Question::Fact(fact) => match profile.facts.get(&fact) {
            Some(true) => words.law(&format!("fact.{}.yes", fact.code())),
            Some(false) => words.law(&format!("fact.{}.no", fact.code())),
            None => AttrValue::default(),
        },
        Question::Generation => match profile.generation {
            Some(Generation::None) => words.get(Key::GenerationNone),
            Some(Generation::NoInjection) => words.get(Key::GenerationNoInjection),
            Some(Generation::Grid) => words.get(Key::GenerationGrid),
            None => AttrValue::default(),
        },
        Question::Service => yes_or_no(profile.serves_belgium, [Key::ServiceYes, Key::ServiceNo]),
        Question::MainEstablishment => match profile.main_establishment {
            Some(MainEstablishment::In(at)) => country(at, places),
            Some(MainEstablishment::OutsideTheUnion) => words.get(Key::CountryOutside),
            None => AttrValue::default(),
        },
        Question::Representative => match profile.representative {
            Some(Representative::In(at)) => {
                country(at, [Key::RepresentativeBelgium, Key::RepresentativeUnion, Key::RepresentativeUnion])
            }
            Some(Representative::Missing) => words.get(Key::RepresentativeNone),
            None => AttrValue::default(),
        },
        Question::Staff => profile.staff.map(|staff| group::shown(desk, &staff.to_string()).into()).unwrap_or_default(),
        Question::Money => {
            let amount = |euro: Option<belfry_engine::size::Euro>| {
                euro.map(|euro| group::shown(desk, &euro.to_string())).unwrap_or_default()
            };
            words.fill(
                Key::DecisionMoney,
                &[("turnover", &amount(profile.turnover)), ("balance", &amount(profile.balance_sheet))],
            )
        }
        Question::Group => yes_or_no(profile.in_group, [Key::GroupYes, Key::GroupNo]),
        Question::Independence => yes_or_no(profile.independence, [Key::IndependenceYes, Key::IndependenceNo]),
        Question::Customers => yes_or_no(profile.customers_in_scope, [Key::CustomersYes, Key::CustomersNo]),
    }
}
