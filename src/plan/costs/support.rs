//! Public support: what a region offers, as it was read on a day, and the most that it could come to. Never a promise, and
//! never taken off the total.

use super::{amount, prices_of};
use crate::{
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        icon::{Picture, icon},
    },
    format,
    key::Key,
    plan::{schedule::say::sources, table::Table},
    tools::returns::euro,
};
use belfry_dossier::tools::Tools;
use belfry_engine::{
    catalogue::Knower,
    law::Certainty,
    schedule::{Costs, Schedule},
    size::{Euro, Percent, SizeClass},
    support::{CeilingOf, Period, Rate, Region, Support, offered},
};
use yew::prelude::*;

/// What the region offers.
pub fn support(table: &Table, found: &Schedule, costs: &Costs) -> Html {
    let words = &table.words;
    let chosen = table.tools().arrangement.prices.region;
    let choice = |region: Region| Choice {
        value: region.code().into(),
        title: words.tool(&format!("region.{}", region.code())),
        detail: AttrValue::default(),
        chosen: chosen == Some(region),
    };
    let onchoose = table.changing(String::new(), |tools: &mut Tools, code: AttrValue| {
        prices_of(tools).region = Region::from_code(&code);
    });
    html! {
        <section class="stack" aria-labelledby="costs-support">
            <h2 id="costs-support">{ words.get(Key::CostsSupport) }</h2>
            <p>{ words.get(Key::CostsSupportLead) }</p>
            <div class="costs-region screen-only">
                { choice_list(ChoiceList { id: "region".into(), legend: words.get(Key::CostsRegion), legend_place: LegendPlace::Shown, hint: words.get(Key::CostsRegionHint), many: Many::One, choices: Region::ALL.map(choice).into(), onchoose }) }
            </div>
            if let Some(region) = chosen { { of_region(table, region, found, costs) } }
        </section>
    }
}

fn of_region(table: &Table, region: Region, found: &Schedule, costs: &Costs) -> Html {
    let words = &table.words;
    let size = table.report.classification.as_ref().map(|verdict| verdict.size_class);
    let today = table.view.today;
    let name = words.tool(&format!("region.{}", region.code()));
    let schemes: Vec<&Support> = offered(&table.plan.support, region, size, today).collect();
    let is_stale = table.plan.support.iter().any(|scheme| scheme.region == region && !scheme.is_fresh(today));
    let outside = outside(table, found, costs);
    html! {
        <>
            if schemes.is_empty() {
                <p class="note">{ words.fill(Key::CostsSupportNone, &[("region", &name)]) }</p>
            } else {
                <div class="screen-only">{ amount(table, "outside".to_owned(), (words.get(Key::CostsOutside), words.get(Key::CostsOutsideHint)), Some(outside), |tools, value| prices_of(tools).outside = value) }</div>
                if size.is_none() { <p class="note note-uncertain">{ words.get(Key::CostsSizeUnknown) }</p> }
                <ul role="list" class="cards">{ for schemes.iter().map(|scheme| card(table, scheme, size, outside)) }</ul>
            }
            if is_stale { <p class="note">{ words.fill(Key::CostsSupportStale, &[("region", &name)]) }</p> }
        </>
    }
}

/// What goes to outside advisers: what the user says, else the work of those who are outsiders by their name.
fn outside(table: &Table, found: &Schedule, costs: &Costs) -> Euro {
    let work_of = |role: Knower| {
        let own = found.planned.iter().filter(move |planned| planned.who == role);
        own.filter_map(|planned| costs.measures.get(&planned.measure))
            .fold(Euro::default(), |sum, cost| sum.plus(cost.work))
    };
    let entered = table.tools().arrangement.prices.outside;
    entered.unwrap_or_else(|| work_of(Knower::Supplier).plus(work_of(Knower::Legal)))
}

const fn size_key(size: SizeClass) -> Key {
    match size {
        SizeClass::Micro => Key::SizeMicro,
        SizeClass::Small => Key::SizeSmall,
        SizeClass::Medium => Key::SizeMedium,
        SizeClass::Large => Key::SizeLarge,
    }
}

fn percent(table: &Table, percent: Percent) -> String {
    format::number(table.words.language(), percent.0.to_f64(), 2)
}

fn card(table: &Table, scheme: &Support, size: Option<SizeClass>, outside: Euro) -> Html {
    let words = &table.words;
    let id = &scheme.id;
    let purposes: Vec<String> =
        scheme.pays_for.iter().map(|one| words.tool(&format!("purpose.{}", one.code())).to_string()).collect();
    let line = |key: Key, text: AttrValue| html! { <div><dt>{ words.get(key) }</dt><dd>{ text }</dd></div> };
    let most = size.and_then(|size| scheme.at_most(size, outside));
    html! {
        <li class="card stack-tight" key={id.to_string()}>
            <h3>{ words.tool(&format!("support.{id}.name")) }</h3>
            if scheme.certainty == Certainty::Uncertain { <p><span class="tag tag-near">{ icon(Picture::Question, "") }{ words.tool(&format!("support.{id}.ask")) }</span></p> }
            <p>{ words.tool(&format!("support.{id}.text")) }</p>
            <dl class="schedule-facts">
                { line(Key::CostsPaysFor, purposes.join(", ").into()) }
                { line(Key::CostsShare, share(table, scheme, size)) }
                { line(Key::CostsCeiling, ceiling(table, scheme)) }
                if let Some(most) = most.filter(|most| *most > Euro::default()) { { line(Key::CostsAtMost, words.fill(Key::CostsAtMostOf, &[("amount", &euro(table, most)), ("costs", &euro(table, outside))])) } }
            </dl>
            <p class="small soft">{ words.fill(Key::CostsChecked, &[("day", &table.day(scheme.checked)), ("until", &table.day(scheme.expires))]) }{ " " }{ sources(table, |id| scheme.law.iter().any(|one| one.instrument == *id)) }</p>
        </li>
    }
}

/// The share for the size, or for each while it is not known.
fn share(table: &Table, scheme: &Support, size: Option<SizeClass>) -> AttrValue {
    let words = &table.words;
    let said = |one: Percent| words.fill(Key::CostsPercent, &[("percent", &percent(table, one))]);
    if let Some(rate) = size.and_then(|size| scheme.rate(size)) {
        return said(rate);
    }
    let row = |rate: &Rate| {
        let sizes: Vec<String> = rate.sizes.iter().map(|size| words.get(size_key(*size)).to_string()).collect();
        format!("{} ({})", said(rate.percent), sizes.join(", "))
    };
    scheme.rates.iter().map(row).collect::<Vec<_>>().join("; ").into()
}

fn ceiling(table: &Table, scheme: &Support) -> AttrValue {
    let words = &table.words;
    let of = match scheme.ceiling.of {
        CeilingOf::Costs => Key::CostsCeilingOfCosts,
        CeilingOf::Support => Key::CostsCeilingOfSupport,
    };
    let per = words.get(match scheme.ceiling.per {
        Period::Project => Key::CostsPerProject,
        Period::Year => Key::CostsPerYear,
        Period::ThreeYears => Key::CostsPerThreeYears,
    });
    words.fill(of, &[("amount", &euro(table, scheme.ceiling.amount)), ("period", &per)])
}
