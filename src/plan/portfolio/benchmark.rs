//! How the figures of the set are spread: total and categories of those that answer the same questions.

use super::{
    cells::Flat,
    columns::{Group, groups},
    line::Line,
};
use crate::{
    components::select::{LabelPlace, Select, select},
    key::Key,
    pages::levels::{assurance_key, framework_name},
    plan::figure::{cut, value},
    tools::bench::Bench,
};
use belfry_engine::{benchmark::Quartiles, identifier::CategoryId};
use yew::prelude::*;

/// What a group is called: its level and version.
fn name(bench: &Bench, group: &Group<'_>) -> String {
    format!("{}, {}", bench.words.get(assurance_key(group.like.level)), framework_name(&group.like.framework))
}

/// The categories of a group, each with its spread; those that nobody answered are left out.
fn categories(lines: &[&Line], group: &Group<'_>) -> Vec<(CategoryId, Quartiles)> {
    let all = group.like.score.iter().flat_map(|figures| &figures.categories);
    let spread = |(at, (id, _)): (usize, &(CategoryId, Option<belfry_engine::maturity::Maturity>))| {
        let figure = |line: &&Line| line.score.as_ref()?.categories.get(at).and_then(|(_, maturity)| *maturity);
        let found = Quartiles::of(lines.iter().filter(|line| line.is_like(group.like)).filter_map(figure))?;
        Some((id.clone(), found))
    };
    all.enumerate().filter_map(spread).collect()
}

const COLUMNS: [Key; 5] = [
    Key::PortfolioLeast,
    Key::PortfolioLowerQuartile,
    Key::PortfolioMedian,
    Key::PortfolioUpperQuartile,
    Key::PortfolioMost,
];

const fn figures(spread: &Quartiles) -> [belfry_engine::maturity::Maturity; 5] {
    [spread.least, spread.lower, spread.median, spread.upper, spread.most]
}

/// The section of the page.
pub fn benchmark(bench: &Bench, lines: &[&Line], chosen: &UseStateHandle<usize>) -> Html {
    let words = &bench.words;
    let groups = groups(lines);
    let Some(group) = groups.get(**chosen).or_else(|| groups.first()) else { return Html::default() };
    let Some(total) = group.spread else { return Html::default() };
    let option = |(at, group): (usize, &Group<'_>)| {
        (
            AttrValue::from(at.to_string()),
            words.counted_fill(Key::PortfolioGroup, group.totals.len() as u64, &[("group", &name(bench, group))]),
        )
    };
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |at: AttrValue| chosen.set(at.parse().unwrap_or_default()))
    };
    let partial =
        lines.iter().filter(|line| line.is_like(group.like) && line.total().is_some() && !line.is_complete()).count();
    let gates = bench.content.catalogues().find(|one| one.id == group.like.framework);
    let gate = gates.zip(group.like.level.scored()).map(|(catalogue, level)| catalogue.thresholds.at(level).total);
    let row = |heading: Html, spread: &Quartiles| {
        html! { <tr><th scope="row">{ heading }</th>{ for figures(spread).map(|figure| html! { <td class="number">{ value(words, Some(figure)) }</td> }) }</tr> }
    };
    let category = |(id, spread): &(CategoryId, Quartiles)| {
        let code = id.to_string();
        row(html! { <><span class="identifier">{ &code }</span>{ " " }{ words.name(&code) }</> }, spread)
    };
    html! {
        <section class="stack" aria-labelledby="benchmark">
            <h2 id="benchmark">{ words.get(Key::PortfolioBenchmark) }</h2>
            <p>{ words.counted_fill(Key::PortfolioBenchmarkText, group.totals.len() as u64, &[("group", &name(bench, group))]) }
                if partial > 0 { { " " }{ words.counted(Key::PortfolioPartial, partial as u64) } }</p>
            if groups.len() > 1 {
                { select(Select { id: "benchmark-group".into(), label: words.get(Key::PortfolioAmong), label_place: LabelPlace::Shown, options: groups.iter().enumerate().map(option).collect(), value: chosen.to_string().into(), onchange }) }
            }
            <div class="scroll" tabindex="0" role="group" aria-labelledby="benchmark">
                <table class="benchmark-table">
                    <thead><tr><th scope="col">{ words.get(Key::HeatCategory) }</th>{ for COLUMNS.map(|key| html! { <th scope="col" class="number">{ words.get(key) }</th> }) }</tr></thead>
                    <tbody>
                        { row(html! { <strong>{ words.get(Key::GatesTotal) }{ gate.map(|gate| format!(" ({} {})", words.get(Key::GatesNeeded), value(words, Some(gate)))) }</strong> }, &total) }
                        { for categories(lines, group).iter().map(category) }
                    </tbody>
                </table>
            </div>
            <p class="small soft">{ words.get(Key::PortfolioQuartiles) }</p>
        </section>
    }
}

/// The same for every group, as a spreadsheet has it.
pub fn spread_rows(bench: &Bench, lines: &[&Line], groups: &[Group<'_>]) -> (Vec<String>, Vec<Vec<Flat>>) {
    let words = &bench.words;
    let headings = [Key::PortfolioAmong, Key::PortfolioCount, Key::HeatCategory].into_iter().chain(COLUMNS);
    let headings = headings.map(|key| words.get(key).to_string()).collect();
    let mut rows = Vec::new();
    for group in groups {
        let mut row = |what: String, spread: &Quartiles| {
            let mut cells =
                vec![Flat::Text(name(bench, group)), Flat::Number(group.totals.len() as f64), Flat::Text(what)];
            cells.extend(figures(spread).map(|figure| Flat::Number(cut(figure))));
            rows.push(cells);
        };
        if let Some(total) = &group.spread {
            row(words.get(Key::GatesTotal).to_string(), total);
        }
        for (id, spread) in categories(lines, group) {
            row(format!("{id} {}", words.name(id.as_str())), &spread);
        }
    }
    (headings, rows)
}
