//! What changed between two states, in figures: radar, gates, categories, key measures, answers.

use super::{Sides, said::code};
use crate::{
    components::{
        radar::{self, Look, Radar, Spoke},
        status::status_tag,
    },
    key::Key,
    pages::{levels::assurance_key, live::standing},
    plan::figure::{self, distance, value},
    tools::bench::Bench,
};
use belfry_engine::{
    answer::Answer,
    catalogue::Dimension,
    comparison::{AnswerChange, CategoryChange, Course, GatePair, KeyMeasureChange, Pair},
    maturity::Maturity,
    scoring::Gate,
};
use yew::prelude::*;

/// Radar and tables.
pub fn figures(bench: &Bench, sides: &Sides<'_>) -> Html {
    html! {
        <>
            <div class="compare-figures">{ overlay(bench, sides) }{ gates(bench, sides) }</div>
            { categories(bench, sides) }
            { key_measures(bench, sides) }
            { answers(bench, sides) }
        </>
    }
}

fn overlay(bench: &Bench, sides: &Sides<'_>) -> Html {
    let words = &bench.words;
    let found = &sides.found;
    let spoke = |category: &CategoryChange| Spoke {
        label: code(sides, category).into(),
        line: category.maturity.before.map(Maturity::to_f64),
        area: category.maturity.after.map(Maturity::to_f64),
    };
    let count = |wanted: fn(Course) -> bool| {
        found.categories.iter().filter(|category| wanted(category.maturity.course())).count().to_string()
    };
    let sentence = words.fill(
        Key::CompareRadar,
        &[
            ("rose", &count(|course| matches!(course, Course::Rose(_)))),
            ("fell", &count(|course| matches!(course, Course::Fell(_)))),
            ("same", &count(|course| course == Course::Same)),
        ],
    );
    let gate = sides.catalogue.thresholds.at(found.level).total;
    html! {
        <div class="stack-tight">
            { radar::draw(&Radar { spokes: found.categories.iter().map(spoke).collect(), gate: gate.to_f64(), look: Look::ThenAndNow, sentence: sentence.clone() }) }
            <p class="row small radar-key">
                <span class="key-line key-line-then">{ words.get(Key::CompareBefore) }</span>
                <span class="key-line">{ words.get(Key::CompareAfter) }</span>
                <span class="key-line key-line-dotted">{ words.get(Key::RadarGate) }</span>
            </p>
            <p class="small soft">{ sentence }</p>
        </div>
    }
}

/// Where the words of a column stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    /// Where a line begins.
    Start,
    /// Where it ends: numbers.
    End,
}

/// A table that scrolls, with its heading.
fn table(bench: &Bench, id: &'static str, title: Key, columns: &[(Key, Align)], rows: Html) -> Html {
    let heading = |(key, align): &(Key, Align)| {
        let class = (*align == Align::End).then_some("number");
        html! { <th scope="col" {class}>{ bench.words.get(*key) }</th> }
    };
    html! {
        <section class="stack" aria-labelledby={id}>
            <h3 {id}>{ bench.words.get(title) }</h3>
            <div class="scroll" tabindex="0" role="group" aria-labelledby={id}>
                <table class="changes"><thead><tr>{ for columns.iter().map(heading) }</tr></thead>{ rows }</table>
            </div>
        </section>
    }
}

/// A gate in shape and word.
fn gate(bench: &Bench, gate: Gate) -> Html {
    let (standing, word) = standing(gate);
    status_tag(standing, bench.words.get(word))
}

/// A gate before and after; once where it stayed as it was.
fn gates_pair(bench: &Bench, pair: GatePair) -> Html {
    if pair.changed() {
        html! { <>{ gate(bench, pair.before) }{ " → " }{ gate(bench, pair.after) }</> }
    } else {
        gate(bench, pair.after)
    }
}

/// Where a value went, with its sign.
fn course(bench: &Bench, course: Course) -> Html {
    let words = &bench.words;
    match course {
        Course::Rose(by) => html! { <span class="rose">{ "+" }{ distance(words, by) }</span> },
        Course::Fell(by) => html! { <span class="fell">{ "−" }{ distance(words, by) }</span> },
        Course::Same => html! { { words.get(Key::CompareSame) } },
        Course::NowKnown(_) => html! { { words.get(Key::CompareNew) } },
        Course::NoLongerKnown(_) => html! { { words.get(Key::CompareAway) } },
        Course::Unknown => html! { { "–" } },
    }
}

fn pair(bench: &Bench, pair: Pair) -> Html {
    html! { <td class="number">{ value(&bench.words, pair.before) }{ " → " }{ value(&bench.words, pair.after) }</td> }
}

fn gates(bench: &Bench, sides: &Sides<'_>) -> Html {
    let words = &bench.words;
    let found = &sides.found;
    let needed = sides.catalogue.thresholds.at(found.level);
    let open = |all: &mut dyn Iterator<Item = GatePair>| {
        let (mut before, mut after, mut count) = (0, 0, 0);
        for pair in all {
            before += usize::from(pair.before == Gate::Open);
            after += usize::from(pair.after == Gate::Open);
            count += 1;
        }
        let of = |met: usize| words.fill(Key::GatesOf, &[("met", &met.to_string()), ("all", &count.to_string())]);
        [of(before), of(after)]
    };
    let keys = open(&mut found.key_measures.iter().map(|key| key.gate));
    let categories = open(&mut found.categories.iter().map(|category| category.gate));
    let row = |name: AttrValue, needed: AttrValue, [before, after]: [AttrValue; 2], pair: GatePair| {
        html! {
            <tr>
                <th scope="row">{ name }<span class="small soft needed">{ needed }</span></th>
                <td>{ before }{ " " }{ gate(bench, pair.before) }</td>
                <td>{ after }{ " " }{ gate(bench, pair.after) }</td>
            </tr>
        }
    };
    let need = |value: Option<Maturity>| match value {
        Some(_) => AttrValue::from(format!("{} {}", words.get(Key::GatesNeeded), figure::value(words, value))),
        None => AttrValue::default(),
    };
    let total = [found.total.before, found.total.after].map(|total| AttrValue::from(value(words, total)));
    let nothing = || [AttrValue::default(), AttrValue::default()];
    let rows = html! {
        <tbody>
            { row(words.get(assurance_key(found.level.assurance())), AttrValue::default(), nothing(), found.verdict) }
            { row(words.get(Key::GatesTotal), need(Some(needed.total)), total, found.total_gate) }
            { row(words.get(Key::GatesKeys), need(Some(needed.key_measure)), keys, found.key_measures_gate) }
            if needed.category.is_some() {
                { row(words.get(Key::GatesCategories), need(needed.category), categories, found.categories_gate) }
            }
        </tbody>
    };
    table(
        bench,
        "compare-gates",
        Key::CompareGates,
        &[Key::GatesGate, Key::CompareBefore, Key::CompareAfter].map(|key| (key, Align::Start)),
        rows,
    )
}

fn categories(bench: &Bench, sides: &Sides<'_>) -> Html {
    let words = &bench.words;
    let gated = sides.catalogue.thresholds.at(sides.found.level).category.is_some();
    let row = |category: &CategoryChange| {
        let code = code(sides, category);
        html! {
            <tr key={code.clone()}>
                <th scope="row"><span class="identifier">{ &code }</span>{ " " }{ words.name(&code) }</th>
                { for Dimension::ALL.into_iter().map(|dimension| pair(bench, category.half(dimension))) }
                { pair(bench, category.maturity) }
                <td class="number">{ course(bench, category.maturity.course()) }</td>
                if gated { <td>{ gates_pair(bench, category.gate) }</td> }
            </tr>
        }
    };
    let columns = [
        (Key::HeatCategory, Align::Start),
        (Key::AnswerWritten, Align::End),
        (Key::AnswerDone, Align::End),
        (Key::HeatMaturity, Align::End),
        (Key::CompareChange, Align::End),
        (Key::GatesGate, Align::Start),
    ];
    let shown = if gated { columns.len() } else { columns.len() - 1 };
    let rows = html! { <tbody>{ for sides.found.categories.iter().map(row) }</tbody> };
    table(bench, "compare-categories", Key::CompareCategories, columns.get(..shown).unwrap_or_default(), rows)
}

fn key_measures(bench: &Bench, sides: &Sides<'_>) -> Html {
    let moved: Vec<&KeyMeasureChange> =
        sides.found.key_measures.iter().filter(|key| key.maturity.before != key.maturity.after).collect();
    if moved.is_empty() {
        return Html::default();
    }
    let row = |key: &&KeyMeasureChange| {
        let Some(requirement) = sides.catalogue.requirements.get(key.requirement) else { return Html::default() };
        html! {
            <tr key={requirement.id.to_string()}>
                <th scope="row">{ bench.requirement_link(requirement.id) }</th>
                { pair(bench, key.maturity) }
                <td class="number">{ course(bench, key.maturity.course()) }</td>
                <td>{ gates_pair(bench, key.gate) }</td>
            </tr>
        }
    };
    let columns = [
        (Key::KeysRequirement, Align::Start),
        (Key::HeatMaturity, Align::End),
        (Key::CompareChange, Align::End),
        (Key::GatesGate, Align::Start),
    ];
    let rows = html! { <tbody>{ for moved.iter().map(row) }</tbody> };
    table(bench, "compare-keys", Key::CompareKeys, &columns, rows)
}

/// One half of an answer, in a word or a digit.
fn half(bench: &Bench, answer: Answer, dimension: Dimension) -> AttrValue {
    match (answer, dimension) {
        (Answer::Open, _) => bench.words.get(Key::CompareUnanswered),
        (Answer::NotApplicable, _) => bench.words.get(Key::AnswerNotApplicable),
        (Answer::Scored { documentation, .. }, Dimension::Documentation) => documentation.get().to_string().into(),
        (Answer::Scored { implementation, .. }, Dimension::Implementation) => implementation.get().to_string().into(),
    }
}

/// Which answers are others, by category, each with what it did.
fn answers(bench: &Bench, sides: &Sides<'_>) -> Html {
    let words = &bench.words;
    let changed = sides.found.categories.iter().filter(|category| !category.answers.is_empty());
    let row = |change: &AnswerChange| {
        let Some(requirement) = sides.catalogue.requirements.get(change.requirement) else { return Html::default() };
        let cell = |dimension: Dimension, moved: Course| {
            let (before, after) = (half(bench, change.before, dimension), half(bench, change.after, dimension));
            html! {
                <td>
                    if before == after { { before } } else { { before }{ " → " }{ after } }
                    <span class="small soft needed">{ course(bench, moved) }</span>
                </td>
            }
        };
        html! {
            <tr key={requirement.id.to_string()}>
                <th scope="row">{ bench.requirement_link(requirement.id) }</th>
                { cell(Dimension::Documentation, change.documentation) }
                { cell(Dimension::Implementation, change.implementation) }
                <td class="number">{ course(bench, change.maturity) }</td>
            </tr>
        }
    };
    let group = |category: &CategoryChange| {
        let code = code(sides, category);
        html! {
            <tbody key={code.clone()}>
                <tr class="changes-category"><th scope="rowgroup" colspan="3">{ &code }{ " " }{ words.name(&code) }</th><td class="number">{ course(bench, category.maturity.course()) }</td></tr>
                { for category.answers.iter().map(row) }
            </tbody>
        }
    };
    let groups: Vec<Html> = changed.map(group).collect();
    if groups.is_empty() {
        return Html::default();
    }
    let columns = [
        (Key::CompareRequirement, Align::Start),
        (Key::AnswerWritten, Align::Start),
        (Key::AnswerDone, Align::Start),
        (Key::CompareEffect, Align::End),
    ];
    html! {
        <>
            { table(bench, "compare-answers", Key::CompareAnswersChanged, &columns, groups.into_iter().collect()) }
            <p class="small soft">{ words.get(Key::CompareEffectText) }</p>
        </>
    }
}
