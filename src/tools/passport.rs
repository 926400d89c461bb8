//! The supplier's passport: the own result as a small file, a link and a code; and one that came in a link.

use super::{
    bench::{Bench, BenchProps, head},
    suppliers::{ahead, take, total_of},
};
use crate::{
    address::{Route, Tool},
    browser,
    components::{
        code::code,
        status::{Standing, status_tag},
    },
    desk::Shared,
    key::Key,
    link,
    pages::{levels::assurance_key, share},
};
use belfry_dossier::tools::Passport;
use belfry_engine::{level::AssuranceLevel, scoring::Gate};
use yew::prelude::*;

/// The passport that the answers on the table give.
pub fn own(bench: &Bench) -> Passport {
    let report = &bench.report;
    let card = report.method();
    let small = report.advice.target == AssuranceLevel::Small;
    let (asked, answered) =
        if small { (bench.content.small.len(), bench.view.dossier.habits.len()) } else { (card.asked, card.answered) };
    // Cut off, never rounded up over a gate.
    let total = card.total.filter(|_| !small).map(|total| {
        let (numerator, denominator) = total.terms();
        (numerator * 100).div_euclid(denominator)
    });
    let keys = if small { 0 } else { card.key_measures.len() };
    let met = if small { 0 } else { card.key_measures.iter().filter(|key| key.passes() == Gate::Open).count() };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Passport {
        name: bench.view.dossier.name.clone(),
        framework: bench.catalogue().id.clone(),
        level: report.advice.target,
        on: bench.view.today,
        asked: count(asked),
        answered: count(answered),
        total: total.and_then(|total| u32::try_from(total).ok()),
        keys: count(keys),
        keys_met: count(met),
        passed: !small && card.verdict() == Gate::Open,
    }
}

/// Handing over the own passport.
#[component]
pub fn OwnPassport(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let made = use_state(|| None::<link::Link>);
    {
        // A code shows what was on the table when it was made: it goes with the next change.
        let made = made.clone();
        use_effect_with(bench.view.clone(), move |_| made.set(None));
    }
    let passport = own(bench);
    let nameless = passport.name.trim().is_empty();
    let save = {
        let passport = passport.clone();
        Callback::from(move |_: MouseEvent| {
            browser::download(&file_name(&passport), "application/json", &passport.to_text());
        })
    };
    let base = link::base(&bench.surroundings);
    let copy = base.clone().map(|base| {
        let (study, text) = (bench.study.clone(), passport.to_text());
        let onclick = Callback::from(move |_: MouseEvent| {
            let (study, text, base) = (study.clone(), text.clone(), base.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let to = Route::Tools(Tool::Passport(String::new()));
                if let Ok(link) = link::link_to_page(&base, &to, &text).await {
                    share::copy(&study, link.address());
                }
            });
        });
        html! { <button type="button" class="button" {onclick}>{ words.get(Key::PassportLink) }</button> }
    });
    let show = base.map(|base| {
        let (made, text) = (made.clone(), passport.to_text());
        let onclick = Callback::from(move |_: MouseEvent| {
            let (made, text, base) = (made.clone(), text.clone(), base.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let to = Route::Tools(Tool::Passport(String::new()));
                made.set(link::link_to_page(&base, &to, &text).await.ok());
            });
        });
        html! { <button type="button" class="button" {onclick}>{ words.get(Key::PassportCode) }</button> }
    });
    let picture = made.as_ref().and_then(|link| {
        let (text, digits) = link.in_digits();
        code(&text, &digits, &words.get(Key::PassportCodeLabel))
    });
    html! {
        <section class="card stack" aria-labelledby="own-passport">
            <h2 id="own-passport">{ words.get(Key::PassportOwn) }</h2>
            <p>{ words.get(Key::PassportOwnText) }</p>
            { summary(bench, &passport) }
            if nameless { <p class="note note-uncertain">{ words.get(Key::PassportNameless) }{ " " }{ crate::components::link::link(bench, Route::Dossiers, Classes::new(), crate::components::link::Place::Elsewhere, html! { <>{ words.get(Key::TitleDossiers) }</> }) }</p> }
            <p class="row">
                <button type="button" class="button button-main" onclick={save}>{ words.get(Key::PassportSave) }</button>
                { copy.unwrap_or_default() }
                { show.unwrap_or_default() }
            </p>
            <div aria-live="polite">{ picture.unwrap_or_default() }</div>
        </section>
    }
}

fn file_name(passport: &Passport) -> String {
    let plain: String =
        passport.name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    let name = plain.trim_matches('-').to_lowercase();
    let name = if name.is_empty() { "belfry".to_owned() } else { name };
    format!("{name}-{}.passport.json", passport.on)
}

/// What a passport says, in a few words.
fn summary(bench: &Bench, passport: &Passport) -> Html {
    let words = &bench.words;
    let (standing, key) =
        if passport.passed { (Standing::Met, Key::PassportPassed) } else { (Standing::Near, Key::PassportNotPassed) };
    let row =
        |key: Key, value: String| html! { <div><dt class="small soft">{ words.get(key) }</dt><dd>{ value }</dd></div> };
    html! {
        <>
            <dl class="row passport">
                { row(Key::PassportLevel, words.get(assurance_key(passport.level)).to_string()) }
                { row(Key::PassportAnswered, format!("{}/{}", passport.answered, passport.asked)) }
                if passport.level != AssuranceLevel::Small {
                    { row(Key::PassportTotal, total_of(bench, passport)) }
                    { row(Key::PassportKeys, format!("{}/{}", passport.keys_met, passport.keys)) }
                }
                { row(Key::PassportOn, bench.day(passport.on)) }
            </dl>
            if passport.level != AssuranceLevel::Small { <p>{ status_tag(standing, words.get(key)) }</p> }
        </>
    }
}

/// What a passport that came in a link needs.
#[derive(Properties, PartialEq)]
pub struct ReceivedProps {
    /// Everything that it works with.
    pub bench: Bench,
    /// The letters of the link.
    pub letters: String,
}

/// A passport that came in a link: looked at, and taken into the table if the user wants.
#[component]
pub fn Received(props: &ReceivedProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let read = use_state(|| None::<Option<Shared<Passport>>>);
    {
        let (read, content) = (read.clone(), bench.content.clone());
        use_effect_with(props.letters.clone(), move |letters| {
            let letters = letters.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let bytes = link::read(&letters).await.ok();
                let passport = bytes.and_then(|bytes| Passport::open(&bytes, &*content).ok());
                read.set(Some(passport.map(Shared::new)));
            });
        });
    }
    let body = match &*read {
        None => Html::default(),
        Some(None) => html! { <p class="note note-short" role="alert">{ words.get(Key::PassportDamaged) }</p> },
        Some(Some(passport)) => {
            let taking = {
                let (bench, passport) = (bench.clone(), passport.clone());
                Callback::from(move |_: MouseEvent| {
                    take(&bench, vec![(*passport).clone()]);
                    bench.surroundings.address.go(&Route::Tools(Tool::Suppliers));
                })
            };
            html! {
                <section class="card stack">
                    <h2>{ &passport.name }</h2>
                    { summary(bench, passport) }
                    <p class="note note-uncertain">{ words.get(Key::PassportsOwnWord) }</p>
                    if passport.lies_ahead(bench.view.today) {
                        <p class="note note-short" role="alert">{ ahead(bench, passport) }</p>
                    } else {
                        <p><button type="button" class="button button-main" onclick={taking}>{ words.get(Key::PassportTake) }</button></p>
                    }
                </section>
            }
        }
    };
    html! { <div class="page-narrow stack-wide">{ head(bench, Key::TitlePassport, Key::PassportLead) }{ body }</div> }
}
