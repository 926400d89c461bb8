//! What the work on ISO 27001 covers of the level and of the law, pair by pair, and what the standard leaves open.

use super::{
    bench::{Bench, half_key, head, progress_tag},
    import::ImportMapping,
};
use crate::{
    address::{Route, Tool},
    components::{
        link::{Place, link},
        status::{Standing, status_tag},
    },
    key::Key,
    pages::levels::scored_key,
};
use belfry_engine::{
    answer::Answer,
    catalogue::{Dimension, Requirement},
    coverage::{Cover, Tally, at_best, cover as cover_of, of_requirement, tally},
    identifier::{MeasureId, RequirementId},
    law::LegalReference,
    level::ScoredLevel,
    mapping::{Basis, Grade, Pair},
    maturity::Score,
    scheme::{Ask, OpenPoint},
};
use yew::prelude::*;

/// The page.
pub fn cover(bench: &Bench) -> Html {
    let words = &bench.words;
    let states = bench.states();
    let (catalogue, mapping) = (bench.catalogue(), bench.mapping());
    let level_row = |level: ScoredLevel| {
        let now = tally(catalogue, level, mapping, &states);
        let best = at_best(catalogue, level, mapping, states.len());
        let name = words.get(scored_key(level));
        let cell = |cover: Cover| html! { <td class="number">{ now.of_cover(cover) }</td> };
        html! {
            <tr>
                <th scope="row">{ name }</th>
                { for Cover::ALL.into_iter().map(cell) }
                <td class="number">{ now.all() }</td>
                <td class="number soft">{ best.of_cover(Cover::Carried) }</td>
            </tr>
        }
    };
    let level = bench.report.level;
    let now = tally(catalogue, level, mapping, &states);
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleCover, Key::CoverLead) }
            { bench.iso_pages(&Tool::Cover) }
            { bench.needs_statement() }
            <section class="stack" aria-labelledby="cover-now">
                <h2 id="cover-now">{ words.fill(Key::CoverNow, &[("level", &words.get(scored_key(level)))]) }</h2>
                { bar(bench, now) }
                <p>{ words.get(Key::CoverHow) }</p>
                <div class="scroll" tabindex="0" role="group" aria-label={words.get(Key::CoverTable)}>
                    <table class="figures">
                        <caption>{ words.get(Key::CoverTable) }</caption>
                        <thead><tr>
                            <th scope="col">{ words.get(Key::CoverLevel) }</th>
                            { for Cover::ALL.into_iter().map(|one| html! { <th scope="col" class="number">{ words.get(cover_key(one)) }</th> }) }
                            <th scope="col" class="number">{ words.get(Key::CoverAll) }</th>
                            <th scope="col" class="number">{ words.get(Key::CoverBest) }</th>
                        </tr></thead>
                        <tbody>{ for ScoredLevel::ALL.into_iter().map(level_row) }</tbody>
                    </table>
                </div>
            </section>
            { law(bench) }
            { pairs(bench) }
            <ImportMapping bench={bench.clone()} />
            { open_points(bench) }
        </div>
    }
}

/// A standing, in words.
pub const fn cover_key(cover: Cover) -> Key {
    match cover {
        Cover::Carried => Key::CoverCarried,
        Cover::Helped => Key::CoverHelped,
        Cover::Bare => Key::CoverBare,
        Cover::Unknown => Key::CoverUnknown,
        Cover::Outside => Key::CoverOutside,
    }
}

const fn standing(cover: Cover) -> Standing {
    match cover {
        Cover::Carried => Standing::Met,
        Cover::Helped => Standing::Near,
        Cover::Bare | Cover::Outside => Standing::Short,
        Cover::Unknown => Standing::Unknown,
    }
}

/// A standing, in word and shape.
pub fn cover_tag(bench: &Bench, cover: Cover) -> Html {
    status_tag(standing(cover), bench.words.get(cover_key(cover)))
}

/// The tally as one bar, with the figures under it.
fn bar(bench: &Bench, tally: Tally) -> Html {
    // Drawn, not styled: the site's policy allows no style in the markup.
    let all = tally.all().max(1);
    let before = |cover: Cover| {
        Cover::ALL.into_iter().take_while(|one| *one != cover).map(|one| tally.of_cover(one)).sum::<usize>()
    };
    let piece = |cover: Cover| {
        let (x, width) = (before(cover).to_string(), tally.of_cover(cover).to_string());
        html! { <rect class={format!("cover-{}", cover.code())} {x} y="0" {width} height="10" /> }
    };
    let figure = |cover: Cover| {
        let count = tally.of_cover(cover);
        html! {
            <li>
                <svg class="cover-mark" viewBox="0 0 10 10" aria-hidden="true" focusable="false"><rect class={format!("cover-{}", cover.code())} width="10" height="10" /></svg>
                <strong>{ count }</strong>{ " " }{ bench.words.get(cover_key(cover)) }
            </li>
        }
    };
    html! {
        <div class="stack-tight">
            <svg class="cover-bar" viewBox={format!("0 0 {all} 10")} preserveAspectRatio="none" aria-hidden="true" focusable="false">{ for Cover::ALL.into_iter().map(piece) }</svg>
            <ul role="list" class="row cover-figures">{ for Cover::ALL.into_iter().map(figure) }</ul>
        </div>
    }
}

/// The points of article 30: how far the controls that serve each are.
fn law(bench: &Bench) -> Html {
    let words = &bench.words;
    let states = bench.states();
    let scheme = bench.facts.schemes.all.iter().find(|scheme| scheme.id.as_str() == "nis2");
    let asks: Vec<&Ask> = scheme.map(|scheme| bench.asks(scheme).collect()).unwrap_or_default();
    // For whom another law takes the place of the chapter on measures, there is nothing to cover.
    if asks.is_empty() {
        return Html::default();
    }
    let row = |ask: &&Ask| {
        let state = |at: &usize| (Grade::Helps, states.get(*at).copied().unwrap_or_default());
        let in_place = ask.controls.iter().filter(|at| state(at).1.is_in_place()).count();
        // No control carries a point of the law alone: at best it is helped.
        let cover = cover_of(ask.controls.iter().map(state).collect::<Vec<_>>().into_iter());
        let controls = ask.controls.iter().filter_map(|at| bench.controls().get(*at)).map(|control| {
            let done = bench.tools().control(&control.id).state().is_in_place();
            html! { <span class={classes!("chip", done.then_some("chip-met"))}>{ control.id.to_string() }</span> }
        });
        let count =
            words.fill(Key::CoverOf, &[("done", &in_place.to_string()), ("all", &ask.controls.len().to_string())]);
        html! {
            <tr key={ask.id.to_string()}>
                <th scope="row">{ words.tool(&format!("ask.{}", ask.id)) }<br />{ bench.citations(&ask.law) }</th>
                <td><p class="row chips">{ for controls }</p></td>
                <td>{ cover_tag(bench, cover) }<br /><span class="small soft">{ count }</span></td>
            </tr>
        }
    };
    html! {
        <section class="stack" aria-labelledby="cover-law">
            <h2 id="cover-law">{ words.get(Key::CoverLaw) }</h2>
            <p>{ words.get(Key::CoverLawText) }</p>
            <div class="scroll" tabindex="0" role="group" aria-label={words.get(Key::CoverLaw)}>
                <table class="law-points">
                    <thead><tr><th scope="col">{ words.get(Key::CoverPoint) }</th><th scope="col">{ words.get(Key::CoverControls) }</th><th scope="col">{ words.get(Key::CoverStanding) }</th></tr></thead>
                    <tbody>{ for asks.iter().map(row) }</tbody>
                </table>
            </div>
        </section>
    }
}

/// Why a pair belongs together, in one line.
pub fn pair_line(bench: &Bench, pair: &Pair) -> Html {
    let words = &bench.words;
    let Some(control) = bench.controls().get(pair.control) else { return Html::default() };
    let state = bench.tools().control(&control.id).state();
    let grade = match pair.grade {
        Grade::Carries => Key::GradeCarries,
        Grade::Helps => Key::GradeHelps,
        Grade::Related => Key::GradeRelated,
    };
    let basis = pair.basis.iter().map(|basis| match basis {
        Basis::Authority => words.get(Key::BasisAuthority),
        Basis::Nist => words.get(Key::BasisNist),
        Basis::Reading => words.get(Key::BasisReading),
    });
    let basis = basis.map(|text| text.to_string()).collect::<Vec<_>>().join(", ");
    let reason = pair.reason.as_ref().map(|reason| words.tool(&format!("reason.{reason}")));
    html! {
        <li class={classes!("pair", format!("pair-{}", pair.grade.code()))}>
            <p><strong>{ words.get(grade) }</strong>{ " · " }{ bench.control_name(&control.id) }</p>
            <p class="small soft">
                if let Some(reason) = reason { { reason }{ " " } }
                { words.fill(Key::BasisLine, &[("basis", &basis)]) }
            </p>
            <p class="row small">{ for Dimension::ALL.into_iter().map(|half| html! { <span class="row">{ words.get(half_key(half)) }{ progress_tag(bench, state.counted(half)) }</span> }) }</p>
        </li>
    }
}

/// The points of the law that a requirement serves, each a link to the text.
fn law_line(bench: &Bench, requirement: &Requirement) -> Option<Html> {
    let law: Vec<LegalReference> = bench.law_asks(requirement).into_iter().flat_map(|ask| ask.law.clone()).collect();
    (!law.is_empty()).then(|| html! { <p class="small">{ bench.citations(&law) }</p> })
}

/// Every requirement of the level with its pairs, category by category.
fn pairs(bench: &Bench) -> Html {
    let words = &bench.words;
    let (catalogue, mapping, states) = (bench.catalogue(), bench.mapping(), bench.states());
    let own = bench.tools().own_mapping.as_ref().filter(|own| own.framework == catalogue.id);
    let requirement = |(at, requirement): (usize, &Requirement)| {
        let theirs = own.map(|own| {
            let ids = own.pairs.iter().filter(|(id, _)| *id == requirement.id).map(|(_, control)| control.to_string());
            let ids = ids.collect::<Vec<_>>().join(", ");
            html! { <p class="small">{ words.fill(Key::CoverOwn, &[("name", &own.name), ("controls", if ids.is_empty() { "–" } else { &ids })]) }</p> }
        });
        html! {
            <li class="stack-tight pair-requirement" key={requirement.id.to_string()}>
                <p class="spread"><span>{ bench.requirement_link(requirement.id) }</span>{ cover_tag(bench, of_requirement(mapping, at, &states)) }</p>
                if let Some(law) = law_line(bench, requirement) { { law } }
                <ul role="list" class="pairs">{ for mapping.of_requirement(at).iter().map(|pair| pair_line(bench, pair)) }</ul>
                { theirs.unwrap_or_default() }
            </li>
        }
    };
    let category = |(at, id): (usize, &belfry_engine::identifier::CategoryId)| {
        let all: Vec<_> = catalogue.at_level(bench.report.level).filter(|(_, one)| one.category == at).collect();
        if all.is_empty() {
            return Html::default();
        }
        let carried = all.iter().filter(|(at, _)| of_requirement(mapping, *at, &states) == Cover::Carried).count();
        let count = words.fill(Key::CoverOf, &[("done", &carried.to_string()), ("all", &all.len().to_string())]);
        html! {
            <details class="card-plain" key={id.to_string()}>
                <summary><span class="identifier">{ id.to_string() }</span>{ words.name(id.as_str()) }<span class="soft">{ count }</span></summary>
                <ul role="list" class="stack">{ for all.into_iter().map(requirement) }</ul>
            </details>
        }
    };
    html! {
        <section class="stack" aria-labelledby="cover-pairs">
            <h2 id="cover-pairs">{ words.get(Key::CoverPairs) }</h2>
            <p>{ words.get(Key::CoverPairsText) }</p>
            { for catalogue.categories.iter().enumerate().map(category) }
        </section>
    }
}

/// Whether a measure is done: a duty that was ticked off, or every requirement it raises at 3 or more in both halves.
fn is_done(bench: &Bench, measure: &MeasureId) -> bool {
    let dossier = &bench.view.dossier;
    if dossier.planning.done.contains(measure) {
        return true;
    }
    let facts = bench.content.facts(bench.catalogue());
    let requirements = facts.measures.iter().find(|one| one.id == *measure).map(|one| &one.requirements);
    let reaches = |id: &RequirementId| match dossier.record(*id).answer() {
        Answer::Scored { documentation, implementation } => documentation.min(implementation) >= Score::THREE,
        Answer::NotApplicable => true,
        Answer::Open => false,
    };
    requirements.is_some_and(|all| !all.is_empty() && all.iter().all(reaches))
}

/// What ISO leaves open for the law, what to do, and whether the roadmap has it done.
pub fn open_points(bench: &Bench) -> Html {
    let words = &bench.words;
    let open = bench.facts.open_points.iter().filter(|point| bench.has_duty(&point.duty));
    let point = |point: &OpenPoint| {
        let id = &point.id;
        let left = point.raise.iter().filter(|measure| !is_done(bench, measure)).count();
        let (standing, label) =
            if left == 0 { (Standing::Met, Key::OpenClosed) } else { (Standing::Short, Key::OpenOpen) };
        let measures = point.raise.iter().filter_map(|measure| words.measure(measure.as_str())).map(|said| {
            html! { <li>{ link(bench, Route::Roadmap, Classes::new(), Place::Elsewhere, html! { <>{ &said.title }</> }) }</li> }
        });
        let near = point.near.iter().filter_map(|at| bench.controls().get(*at)).map(|control| control.id.to_string());
        let near = near.collect::<Vec<_>>().join(", ");
        html! {
            <li class="card-plain stack-tight" key={id.to_string()}>
                <div class="spread"><h3>{ words.tool(&format!("open-point.{id}.title")) }</h3>{ status_tag(standing, words.get(label)) }</div>
                <p>{ words.tool(&format!("open-point.{id}.text")) }{ " " }{ bench.citations(&point.law) }</p>
                <p><strong>{ words.get(Key::OpenDo) }</strong>{ " " }{ words.tool(&format!("open-point.{id}.do")) }</p>
                <p class="small soft">{ words.fill(Key::OpenNear, &[("controls", &near)]) }</p>
                <div class="small">{ words.get(Key::OpenRoadmap) }<ul>{ for measures }</ul></div>
            </li>
        }
    };
    let points: Vec<Html> = open.map(point).collect();
    html! {
        <section class="stack" aria-labelledby="open-points">
            <h2 id="open-points">{ words.get(Key::OpenTitle) }</h2>
            <p>{ words.get(if points.is_empty() { Key::OpenNone } else { Key::OpenLead }) }</p>
            <ul role="list" class="tool-cards">{ for points }</ul>
        </section>
    }
}
