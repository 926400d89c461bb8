//! What it costs by the user's own prices, and who helps to pay.

mod support;

use super::{
    circumstances::{circumstances, prices, tasks},
    schedule::say::Say,
    table::{Table, head},
};
use crate::{
    address::Tool,
    key::Key,
    number::Quantity,
    pages::number_field::NumberField,
    tools::{bench::print_button, returns::euro},
};
use belfry_dossier::{arrangement::EnteredPrices, tools::Tools};
use belfry_engine::{
    catalogue::Knower,
    identifier::MeasureId,
    returns::Quarter,
    schedule::{Cost, Costs, Planned, Schedule, by_role, costs, schedule},
    size::Euro,
};
use yew::prelude::*;

/// The page.
pub fn page(table: &Table) -> Html {
    html! { <Page table={table.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct PageProps {
    table: Table,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let table = &props.table;
    let today = table.view.today;
    let found =
        use_memo((tasks(table), circumstances(table), today), |(tasks, wishes, today)| schedule(tasks, wishes, *today));
    let costs = costs(&found, &prices(table));
    html! {
        <div class="stack-wide costs">
            { head(table, Key::TitleCosts, Key::CostsLead) }
            { total(table, &costs) }
            { entered(table, &found) }
            if !costs.quarters.is_empty() { { quarters(table, &costs) } }
            if !found.planned.is_empty() { { measures(table, &found, &costs) } }
            { support::support(table, &found, &costs) }
            <p class="row screen-only">{ print_button(table) }{ table.tool_link(Tool::Schedule) }</p>
        </div>
    }
}

/// A field for an amount.
fn amount(
    table: &Table,
    id: String,
    (label, hint): (AttrValue, AttrValue),
    value: Option<Euro>,
    edit: impl Fn(&mut Tools, Option<Euro>) + 'static,
) -> Html {
    let onvalue = table.changing(id.clone(), move |tools: &mut Tools, value: Option<String>| {
        edit(tools, value.and_then(|text| Euro::parse(&text).ok()));
    });
    let value = value.map(|value| AttrValue::from(value.to_string()));
    html! { <NumberField desk={table.study.desk.clone()} {id} {label} {hint} unit="€" quantity={Quantity::Euro} {value} {onvalue} /> }
}

fn prices_of(tools: &mut Tools) -> &mut EnteredPrices {
    &mut tools.arrangement.prices
}

fn total(table: &Table, costs: &Costs) -> Html {
    let words = &table.words;
    if costs.total == Euro::default() {
        return html! { <p class="note note-uncertain" role="status">{ words.get(Key::CostsNoPrice) }</p> };
    }
    let part =
        |key: Key, amount: Euro| html! { <div><dt>{ words.get(key) }</dt><dd>{ euro(table, amount) }</dd></div> };
    let roles = costs.without_price.iter().map(|role| table.role(*role).to_string()).collect::<Vec<_>>().join(" · ");
    html! {
        <section class="card stack" aria-labelledby="costs-total">
            <h2 id="costs-total">{ words.get(Key::CostsTotal) }</h2>
            <p class="display" role="status">{ euro(table, costs.total) }</p>
            <dl class="costs-parts">
                { part(Key::CostsWork, costs.work) }
                { part(Key::CostsPurchases, costs.purchases) }
                { part(Key::CostsAudit, costs.audit) }
            </dl>
            if !roles.is_empty() { <p class="note note-uncertain">{ words.fill(Key::CostsWithoutPrice, &[("roles", &roles)]) }</p> }
            <p class="small soft">{ words.get(Key::CostsRest) }</p>
        </section>
    }
}

/// The prices.
fn entered(table: &Table, found: &Schedule) -> Html {
    let words = &table.words;
    let tools = table.tools();
    let entered = &tools.arrangement.prices;
    let none = AttrValue::default;
    let usual = match tools.day_rate {
        Some(rate) => words.fill(Key::CostsAsAll, &[("amount", &euro(table, rate))]),
        None => none(),
    };
    let roles = by_role(found);
    let role = |role: Knower| {
        let set = move |tools: &mut Tools, value: Option<Euro>| match value {
            Some(rate) => drop(prices_of(tools).days.insert(role, rate)),
            None => drop(prices_of(tools).days.remove(&role)),
        };
        let own = entered.days.get(&role).copied();
        let hint = if own.is_some() { none() } else { usual.clone() };
        amount(table, format!("rate-{}", role.code()), (table.role(role), hint), own, set)
    };
    let set_audit = |tools: &mut Tools, value| prices_of(tools).audit = value;
    html! {
        <section class="card stack screen-only" aria-labelledby="costs-prices">
            <h2 id="costs-prices">{ words.get(Key::CostsPrices) }</h2>
            <p class="soft">{ words.get(Key::CostsPricesLead) }</p>
            <div class="settings">
                { amount(table, "rate".to_owned(), (words.get(Key::CostsRate), none()), tools.day_rate, |tools, value| tools.day_rate = value) }
                { amount(table, "audit".to_owned(), (words.get(Key::CostsAuditPrice), none()), entered.audit, set_audit) }
                { table.date_field("audit-on", words.get(Key::CostsAuditDay), entered.audit_on, |tools, day| prices_of(tools).audit_on = day) }
            </div>
            <details>
                <summary>{ words.get(Key::CostsRates) }</summary>
                <div class="settings">{ for Knower::ALL.into_iter().filter(|one| roles.iter().any(|busy| busy.role == *one) || entered.days.contains_key(one)).map(role) }</div>
            </details>
        </section>
    }
}

fn quarters(table: &Table, costs: &Costs) -> Html {
    let words = &table.words;
    let most = costs.quarters.iter().map(|(_, euro)| *euro).max().unwrap_or_default().0.to_f64();
    let row = |(quarter, sum): (&Quarter, &Euro)| {
        let name = words
            .fill(Key::ReturnsQuarter, &[("number", &quarter.number.to_string()), ("year", &quarter.year.to_string())]);
        let share = format!("{:.1}%", if most > 0.0 { sum.0.to_f64() * 100.0 / most } else { 0.0 });
        html! {
            <tr key={format!("{}-{}", quarter.year, quarter.number)}>
                <th scope="row">{ name }</th>
                <td class="number">{ euro(table, *sum) }</td>
                <td class="costs-bar"><svg width="100%" height="14" aria-hidden="true" focusable="false"><rect width={share} height="14" rx="2" /></svg></td>
            </tr>
        }
    };
    html! {
        <section class="stack" aria-labelledby="costs-quarters">
            <h2 id="costs-quarters">{ words.get(Key::CostsQuarters) }</h2>
            <p class="soft">{ words.get(Key::CostsQuartersLead) }</p>
            <table class="costs-quarters"><thead class="unseen"><tr><th scope="col">{ words.get(Key::ReturnsWhen) }</th><th scope="col">{ words.get(Key::CostsTotal) }</th><td></td></tr></thead><tbody>{ for costs.quarters.iter().map(row) }</tbody></table>
        </section>
    }
}

fn measures(table: &Table, found: &Schedule, costs: &Costs) -> Html {
    let words = &table.words;
    let headings = [
        (Key::ListMeasure, ""),
        (Key::ListWho, ""),
        (Key::ListEffort, "number"),
        (Key::CostsWork, "number"),
        (Key::CostsPurchases, "number"),
        (Key::CostsTotal, "number"),
    ];
    let heading = |(key, class): (Key, &'static str)| html! { <th scope="col" {class}>{ words.get(key) }</th> };
    html! {
        <section class="stack" aria-labelledby="costs-measures">
            <h2 id="costs-measures">{ words.get(Key::CostsMeasures) }</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="costs-measures">
                <table class="costs-measures">
                    <thead><tr>{ for headings.into_iter().map(heading) }</tr></thead>
                    <tbody>{ for found.planned.iter().map(|planned| row(table, planned, costs)) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(table: &Table, planned: &Planned, costs: &Costs) -> Html {
    let cost: Cost = costs.measures.get(&planned.measure).copied().unwrap_or_default();
    let is_priced = !costs.without_price.contains(&planned.who);
    let bought = table.tools().arrangement.prices.purchases.get(&planned.measure).copied();
    let set = {
        let id: MeasureId = planned.measure.clone();
        move |tools: &mut Tools, value: Option<Euro>| match value {
            Some(amount) => drop(prices_of(tools).purchases.insert(id.clone(), amount)),
            None => drop(prices_of(tools).purchases.remove(&id)),
        }
    };
    let label = table.words.fill(Key::CostsPurchaseOf, &[("measure", &table.measure(&planned.measure))]);
    let days = crate::format::number(table.words.language(), planned.effort.to_f64(), 2);
    html! {
        <tr key={planned.measure.to_string()}>
            <th scope="row">{ table.measure(&planned.measure) }</th>
            <td>{ table.role(planned.who) }</td>
            <td class="number">{ days }</td>
            <td class="number">{ if is_priced { euro(table, cost.work) } else { table.words.get(Key::CostsNotPriced) } }</td>
            <td class="effort-cell">{ amount(table, format!("purchase-{}", planned.measure), (label, AttrValue::default()), bought, set) }</td>
            <td class="number">{ if is_priced || bought.is_some() { euro(table, cost.sum()) } else { "–".into() } }</td>
        </tr>
    }
}
