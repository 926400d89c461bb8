//! Where "not applicable" is allowed and would save work; what honestly does not apply.

use super::{
    say,
    setting::{Hand, Question},
};
use crate::{
    components::choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
    key::Key,
    plan::table::Table,
};
use belfry_dossier::choices::Choices;
use belfry_engine::{
    catalogue::PersonDays,
    collections::Set,
    course::{Relief, allowed, budget_of_not_applicable, relief},
    identifier::RequirementId,
};
use yew::prelude::*;

/// What the part needs.
#[derive(Properties, PartialEq)]
pub struct AbsentProps {
    /// Where its controls write.
    pub hand: Hand,
    /// What is decided.
    pub choices: Choices,
}

/// The adviser. What could be saved is worked out when it is opened: it takes ten plans.
#[component]
pub fn Absent(props: &AbsentProps) -> Html {
    let hand = &props.hand;
    let table = &hand.table;
    let words = &table.words;
    let open = use_state(|| false);
    // What the user ticked plays no part in what could be saved.
    let question = Question::of(table, &Choices { not_applicable: Set::new(), ..props.choices.clone() });
    let found = use_memo((*open, table.content.clone(), question.clone()), {
        let table = table.clone();
        move |(open, _, question)| open.then(|| question.ask(table.catalogue(), relief))
    });
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let ticked = props.choices.candidates(table.catalogue()).iter().count() as u64;
    let budget = question.ask(table.catalogue(), budget_of_not_applicable);
    html! {
        <section class="stack card-plain screen-only" aria-labelledby="plan-na">
            <h2 class="part-heading">
                <button type="button" class="part-toggle" aria-expanded={open.to_string()} aria-controls="plan-na-part" onclick={toggle}>
                    <span id="plan-na">{ words.get(Key::PlanNa) }</span>
                    if ticked > 0 { <span class="soft">{ words.counted(Key::PlanNaTicked, ticked) }</span> }
                </button>
            </h2>
            <div id="plan-na-part" class="stack" hidden={!*open}>
                if let (true, Some(relief)) = (*open, &*found) {
                    if let Some((most, left)) = budget { { advice(hand, &props.choices, &question, relief, most, left) } }
                    else { <p>{ words.get(Key::PlanNaNone) }</p> }
                }
            </div>
        </section>
    }
}

fn advice(hand: &Hand, choices: &Choices, question: &Question, relief: &Relief, most: usize, left: usize) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let catalogue = table.catalogue();
    let level = table.report.level;
    let rule = catalogue.not_applicable.as_ref().map(|rules| rules.at(level));
    let at_level = || catalogue.at_level(level).map(|(_, requirement)| requirement);
    let keys = at_level().filter(|requirement| requirement.is_key_at(level)).count() as u64;
    let aspects = at_level().filter(|requirement| requirement.management_aspect).count() as u64;
    let allowed = question.ask(catalogue, allowed);
    let helps: Set<usize> = relief.helps.iter().map(|(at, _)| *at).collect();
    let others: Vec<usize> = allowed.iter().copied().filter(|at| !helps.contains(at)).collect();
    let helping: Vec<(usize, AttrValue)> = relief.helps.iter().map(|(at, saved)| (*at, alone(table, *saved))).collect();
    html! {
        <>
            <p>{ words.counted_fill(Key::PlanNaBudget, most as u64, &[("left", &left.to_string())]) }{ " " }
                if rule.is_some_and(|rule| rule.forbidden_on_key_measures) { { words.counted(Key::PlanNaKeys, keys) }{ " " } }
                if rule.is_some_and(|rule| rule.forbidden_on_management_aspects) { { words.counted(Key::PlanNaAspects, aspects) } }
            </p>
            <p class="note note-uncertain">{ words.get(Key::PlanNaHonest) }</p>
            if left == 0 {
                <p>{ words.get(Key::PlanNaSpent) }</p>
            } else if helping.is_empty() {
                <p>{ words.get(Key::PlanNaUseless) }</p>
            } else {
                if let Some(saved) = relief.most { <p>{ words.fill(Key::PlanNaMost, &[("days", &say::days(table, saved))]) }</p> }
                { ticks(hand, choices, "plan-na-helps", words.get(Key::PlanNaHelps), &helping) }
            }
            if left > 0 && !others.is_empty() { { all_others(hand, choices, &others) } }
        </>
    }
}

/// What one answer would save by itself.
fn alone(table: &Table, saved: Option<PersonDays>) -> AttrValue {
    match saved {
        Some(saved) if saved.0 > 0 => table.words.fill(Key::PlanNaAlone, &[("days", &say::days(table, saved))]),
        Some(_) => table.words.get(Key::PlanNaTogether),
        None => table.words.get(Key::PlanNaOpens),
    }
}

/// Those that would save less, by category.
fn all_others(hand: &Hand, choices: &Choices, others: &[usize]) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let mut groups: Vec<(usize, Vec<(usize, AttrValue)>)> = Vec::new();
    for at in others {
        let Some(requirement) = table.requirement_at(*at) else { continue };
        match groups.last_mut().filter(|(category, _)| *category == requirement.category) {
            Some((_, group)) => group.push((*at, AttrValue::default())),
            None => groups.push((requirement.category, vec![(*at, AttrValue::default())])),
        }
    }
    let group = |(category, group): &(usize, Vec<(usize, AttrValue)>)| {
        let code = table.catalogue().categories.get(*category).map(ToString::to_string).unwrap_or_default();
        let name = format!("{code} {}", words.name(&code));
        html! {
            <details key={code.clone()}>
                <summary>{ &name }</summary>
                { ticks(hand, choices, &format!("plan-na-{code}"), name.clone().into(), group) }
            </details>
        }
    };
    html! {
        <div class="stack-tight">
            <h3>{ words.get(Key::PlanNaOthers) }</h3>
            { for groups.iter().map(group) }
        </div>
    }
}

fn ticks(hand: &Hand, choices: &Choices, id: &str, legend: AttrValue, rows: &[(usize, AttrValue)]) -> Html {
    let table = &hand.table;
    let onchoose = hand.choosing("", |choices: &mut Choices, code: AttrValue| {
        if let Ok(id) = RequirementId::parse(&code) {
            if choices.not_applicable.contains(&id) {
                choices.not_applicable.remove(&id);
            } else {
                choices.not_applicable.insert(id);
            }
        }
    });
    let choice = |(at, detail): &(usize, AttrValue)| {
        let requirement = table.requirement_at(*at)?.id;
        Some(Choice {
            value: requirement.to_string().into(),
            title: format!("{requirement} {}", table.requirement_title(requirement)).into(),
            detail: detail.clone(),
            chosen: choices.not_applicable.contains(&requirement),
        })
    };
    let choices = rows.iter().filter_map(choice).collect();
    choice_list(ChoiceList {
        id: id.to_owned().into(),
        legend,
        legend_place: LegendPlace::Shown,
        hint: AttrValue::default(),
        many: Many::Several,
        choices,
        onchoose,
    })
}
