//! What the certificate or label brought, by quarter, beside what the plan costs. The user's own figures only.

use super::{
    arrival::use_arrival,
    bench::{Bench, BenchProps, head, print_button},
};
use crate::{
    components::{
        field::Kind,
        icon::{Picture, icon},
        select::{LabelPlace, Select, select},
    },
    format,
    key::Key,
    language::Language,
    number::{Quantity, days},
    pages::number_field::NumberField,
};
use belfry_dossier::tools::{Return, Tools};
use belfry_engine::{
    returns::{Quarter, QuarterSum, ReturnKind, by_quarter},
    size::Euro,
};
use yew::prelude::*;

/// The page.
#[component]
pub fn Returns(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let entries = &bench.tools().returns;
    let today = bench.view.today;
    let last = entries.len().saturating_sub(1);
    let arrives = use_arrival(&bench.surroundings.root, entries.len(), format!("return-kind-{last}"));
    let push = bench.changing(String::new(), move |tools: &mut Tools, _: MouseEvent| {
        tools.returns.push(Return {
            kind: ReturnKind::Tender,
            title: String::new(),
            source: String::new(),
            on: Some(today),
            amount: None,
            days: None,
        });
    });
    let add = Callback::from(move |event: MouseEvent| {
        arrives.emit(());
        push.emit(event);
    });
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleReturns, Key::ReturnsLead) }
            <p class="row"><button type="button" class="button button-main" onclick={add}>{ words.get(Key::ReturnsAdd) }</button>{ print_button(bench) }</p>
            { cost(bench) }
            { quarters(bench) }
            <ul role="list" class="stack">{ for entries.iter().enumerate().map(|(at, entry)| row(bench, at, entry)) }</ul>
        </div>
    }
}

const fn kind_key(kind: ReturnKind) -> Key {
    match kind {
        ReturnKind::Tender => Key::ReturnTender,
        ReturnKind::Contract => Key::ReturnContract,
        ReturnKind::Inspection => Key::ReturnInspection,
        ReturnKind::Premium => Key::ReturnPremium,
        ReturnKind::Onboarding => Key::ReturnOnboarding,
    }
}

/// An amount, written as people do.
#[cfg(feature = "plan")]
pub fn euro(bench: &Bench, amount: Euro) -> AttrValue {
    in_euro(bench, amount.0.to_f64())
}

fn in_euro(bench: &Bench, amount: f64) -> AttrValue {
    bench.words.fill(Key::ReturnsEuro, &[("amount", &money(bench.words.language(), amount))])
}

/// An amount as people write it: whole, or with both figures of its cents.
fn money(language: Language, amount: f64) -> String {
    let cents = (amount * 100.0).round();
    let whole = format::number(language, (cents / 100.0).trunc(), 0);
    match cents % 100.0 {
        rest if rest < 1.0 => whole,
        rest => format!("{whole}{}{rest:02.0}", language.decimal_sign()),
    }
}

fn plain(amount: Euro) -> f64 {
    amount.to_string().parse().unwrap_or_default()
}

/// What the work of the roadmap costs, at the user's own rate.
fn cost(bench: &Bench) -> Html {
    let words = &bench.words;
    let work: f64 = bench.report.roadmap.tasks.iter().map(|task| task.effort.to_f64()).sum();
    let onvalue = bench.changing("day-rate".to_owned(), |tools: &mut Tools, value: Option<String>| {
        tools.day_rate = value.and_then(|text| Euro::parse(&text).ok());
    });
    let rate = bench.tools().day_rate;
    let said = format::number(words.language(), work, 1);
    html! {
        <section class="card stack" aria-labelledby="returns-cost">
            <h2 id="returns-cost">{ words.get(Key::ReturnsCost) }</h2>
            <p>{ words.fill(Key::ReturnsWork, &[("days", &said)]) }</p>
            <NumberField desk={bench.study.desk.clone()} id="day-rate" label={words.get(Key::ReturnsRate)} unit="€" quantity={Quantity::Euro} value={rate.map(|rate| AttrValue::from(rate.to_string()))} {onvalue} />
            if let Some(rate) = rate { <p><strong>{ words.fill(Key::ReturnsSum, &[("amount", &in_euro(bench, work * plain(rate)))]) }</strong></p> }
        </section>
    }
}

fn quarters(bench: &Bench) -> Html {
    let words = &bench.words;
    let sums = by_quarter(bench.tools().returns.iter().filter_map(Return::figure));
    if sums.is_empty() {
        return html! { <p class="soft">{ words.get(Key::ReturnsNone) }</p> };
    }
    let amount = |sum: &QuarterSum, kind: ReturnKind| sum.amounts.get(&kind).copied().map(plain);
    let row = |(quarter, sum): (&Quarter, &QuarterSum)| {
        let cell = |kind: ReturnKind| html! { <td class="number">{ amount(sum, kind).map_or_else(|| "–".into(), |found| in_euro(bench, found)) }</td> };
        let total: f64 = ReturnKind::ALL.into_iter().filter_map(|kind| amount(sum, kind)).sum();
        let name = words
            .fill(Key::ReturnsQuarter, &[("number", &quarter.number.to_string()), ("year", &quarter.year.to_string())]);
        html! {
            <tr key={format!("{}-{}", quarter.year, quarter.number)}>
                <th scope="row">{ name }</th>{ for ReturnKind::ALL.into_iter().map(cell) }
                <td class="number">{ format::number(words.language(), sum.days.to_f64(), 2) }</td><td class="number"><strong>{ in_euro(bench, total) }</strong></td>
            </tr>
        }
    };
    html! {
        <section class="stack" aria-labelledby="returns-quarters">
            <h2 id="returns-quarters">{ words.get(Key::ReturnsQuarters) }</h2>
            <div class="scroll" tabindex="0" role="group" aria-label={words.get(Key::ReturnsQuarters)}>
                <table>
                    <thead><tr><th scope="col">{ words.get(Key::ReturnsWhen) }</th>{ for ReturnKind::ALL.into_iter().map(|kind| html! { <th scope="col" class="number">{ words.get(kind_key(kind)) }</th> }) }<th scope="col" class="number">{ words.get(Key::ReturnsDays) }</th><th scope="col" class="number">{ words.get(Key::ReturnsTotal) }</th></tr></thead>
                    <tbody>{ for sums.iter().map(row) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(bench: &Bench, at: usize, entry: &Return) -> Html {
    let words = &bench.words;
    let edit = move |change: fn(&mut Return, String)| {
        move |tools: &mut Tools, text: String| {
            if let Some(entry) = tools.returns.get_mut(at) {
                change(entry, text);
            }
        }
    };
    let options = ReturnKind::ALL.map(|kind| (kind.code().into(), words.get(kind_key(kind)))).to_vec();
    let set_kind = edit(|entry, code| entry.kind = ReturnKind::from_code(&code).unwrap_or(entry.kind));
    let onchange =
        bench.changing(String::new(), move |tools: &mut Tools, code: AttrValue| set_kind(tools, code.to_string()));
    let amount = bench.changing(format!("return-amount-{at}"), move |tools: &mut Tools, value: Option<String>| {
        if let Some(entry) = tools.returns.get_mut(at) {
            entry.amount = value.and_then(|text| Euro::parse(&text).ok());
        }
    });
    let saved_days = bench.changing(format!("return-days-{at}"), move |tools: &mut Tools, value: Option<String>| {
        if let Some(entry) = tools.returns.get_mut(at) {
            entry.days = value.and_then(|text| days(&text));
        }
    });
    let on = move |tools: &mut Tools, date| {
        if let Some(entry) = tools.returns.get_mut(at) {
            entry.on = date;
        }
    };
    let remove = bench.changing(String::new(), move |tools: &mut Tools, _: MouseEvent| {
        if at < tools.returns.len() {
            tools.returns.remove(at);
        }
    });
    html! {
        <li class="card-plain stack" key={at}>
            <div class="settings">
                { select(Select { id: format!("return-kind-{at}").into(), label: words.get(Key::ReturnsKind), label_place: LabelPlace::Shown, options, value: entry.kind.code().into(), onchange }) }
                { bench.text_field(&format!("return-title-{at}"), words.get(Key::ReturnsWhat), Kind::Text, &entry.title, edit(|entry, text| entry.title = text)) }
                { bench.text_field(&format!("return-source-{at}"), words.get(Key::ReturnsSource), Kind::Text, &entry.source, edit(|entry, text| entry.source = text)) }
                { bench.date_field(&format!("return-on-{at}"), words.get(Key::ReturnsWhen), entry.on, on) }
                <NumberField desk={bench.study.desk.clone()} id={format!("return-amount-{at}")} label={words.get(Key::ReturnsAmount)} unit="€" quantity={Quantity::Euro} value={entry.amount.map(|amount| AttrValue::from(amount.to_string()))} onvalue={amount} />
                <NumberField desk={bench.study.desk.clone()} id={format!("return-days-{at}")} label={words.get(Key::ReturnsDays)} quantity={Quantity::Effort} value={entry.days.map(|days| AttrValue::from(days.to_string()))} onvalue={saved_days} />
            </div>
            <p><button type="button" class="button button-quiet screen-only" onclick={remove}>{ icon(Picture::Bin, "") }{ words.get(Key::ReturnsRemove) }</button></p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_are_shown_with_both_figures_and_never_rounded_away() {
        assert_eq!(money(Language::Dutch, 12000.5), "12000,50");
        assert_eq!(money(Language::English, 12000.05), "12000.05");
        assert_eq!(money(Language::French, 12000.0), "12000");
        assert_eq!(money(Language::German, 0.3 - 0.1), "0,20");
    }
}
