//! Two states side by side: frozen ones, today's, and those of another dossier's file.

mod figures;
mod freeze;
mod said;

use super::{
    opened::{self, Refusal},
    table::{Table, head},
};
use crate::{
    components::select::{LabelPlace, Select, select},
    key::Key,
    pages::levels::{assurance_key, framework_name},
    tools::bench::{Bench, BenchProps, print_button},
};
use belfry_dossier::{Dossier, snapshot::Snapshot};
use belfry_engine::{
    catalogue::{Catalogue, Ledger},
    comparison::{Comparison, compare},
    date::Date,
    level::ScoredLevel,
    vocabulary::Vocabulary,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The page.
pub fn page(table: &Table) -> Html {
    html! { <Compare bench={table.bench.clone()} /> }
}

/// Which state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pick {
    /// The dossier as it is now.
    Today,
    /// A frozen one, by its place.
    Frozen(usize),
    /// One out of a file, by its place.
    Opened(usize),
}

impl Pick {
    fn code(self) -> String {
        match self {
            Self::Today => "today".to_owned(),
            Self::Frozen(at) => format!("frozen-{at}"),
            Self::Opened(at) => format!("opened-{at}"),
        }
    }
}

/// What the user chose; without a choice the last state that was frozen or opened stands before today's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Picks {
    before: Option<Pick>,
    after: Option<Pick>,
}

/// A state that can be compared.
#[derive(Clone, Debug, PartialEq)]
struct State {
    pick: Pick,
    /// What the list calls it.
    label: AttrValue,
    /// The organisation that it is about, where it came in a file.
    about: Option<String>,
    state: Snapshot,
}

/// A state out of a file.
#[derive(Clone, Debug, PartialEq)]
struct FromFile {
    file: String,
    about: String,
    state: Snapshot,
}

/// Two states that can be compared, and what came of it.
struct Sides<'states> {
    before: &'states State,
    after: &'states State,
    catalogue: &'states Catalogue,
    found: Comparison,
}

#[component]
fn Compare(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let opened = use_state(Vec::<FromFile>::new);
    let refusal = use_state(|| None::<(String, Refusal)>);
    let picks = use_state(Picks::default);
    let level = use_state(|| None::<ScoredLevel>);
    let states = states(bench, &opened);
    let known = |pick: Option<Pick>| states.iter().find(|state| Some(state.pick) == pick);
    let usual = states.iter().rev().find(|state| state.pick != Pick::Today);
    let (before, after) = (known(picks.before).or(usual), known(picks.after).or(known(Some(Pick::Today))));
    let side = |id: &'static str, label: Key, chosen: Option<&State>, put: fn(&mut Picks, Option<Pick>)| {
        let (picks, all) = (picks.clone(), states.iter().map(|state| state.pick).collect::<Vec<_>>());
        select(Select {
            id: id.into(),
            label: words.get(label),
            label_place: LabelPlace::Shown,
            options: states.iter().map(|state| (state.pick.code().into(), state.label.clone())).collect(),
            value: chosen.map(|state| state.pick.code()).unwrap_or_default().into(),
            onchange: Callback::from(move |code: AttrValue| {
                let mut next = *picks;
                put(&mut next, all.iter().copied().find(|pick| *pick.code() == *code));
                picks.set(next);
            }),
        })
    };
    let onchange = {
        let (bench, opened, refusal, picks) = (bench.clone(), opened.clone(), refusal.clone(), picks.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (bench, opened, refusal, picks) = (bench.clone(), opened.clone(), refusal.clone(), picks.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let outcome = opened::read(&file, &bench.content).await;
                // The same file can be chosen again after a mend.
                input.set_value("");
                match outcome {
                    Ok(opened::Opened { dossier, saved_on, .. }) => {
                        let mut all = (*opened).clone();
                        picks.set(Picks { before: Some(Pick::Opened(all.len())), ..*picks });
                        all.extend(of_file(&bench, &file.name(), &dossier, saved_on));
                        refusal.set(None);
                        opened.set(all);
                    }
                    Err(why) => refusal.set(Some((file.name(), why))),
                }
            });
        })
    };
    let frozen = Callback::from({
        let picks = picks.clone();
        move |()| picks.set(Picks::default())
    });
    html! {
        <div class="stack-wide compare">
            { head(bench, Key::TitleCompare, Key::CompareLead) }
            <freeze::Freeze bench={bench.clone()} {frozen} />
            <section class="stack" aria-labelledby="compare-sides">
                <h2 id="compare-sides">{ words.get(Key::CompareSides) }</h2>
                <p class="row screen-only open-file">
                    <label class="button" for="compare-file">{ words.get(Key::CompareOpen) }
                        <input id="compare-file" type="file" accept=".json,application/json" class="unseen" {onchange} />
                    </label>
                    if let Some((file, why)) = &*refusal {
                        <span class="note note-short open-failure" role="alert">{ file }{ ": " }{ why.said(bench) }</span>
                    }
                </p>
                if let (Some(before), Some(after)) = (before, after) {
                    <div class="settings screen-only">
                        { side("compare-before", Key::CompareBefore, Some(before), |picks, pick| picks.before = pick) }
                        { side("compare-after", Key::CompareAfter, Some(after), |picks, pick| picks.after = pick) }
                        { level_list(bench, after, &level) }
                    </div>
                    <p class="print-only">{ words.get(Key::CompareBefore) }{ ": " }{ &before.label }<br />{ words.get(Key::CompareAfter) }{ ": " }{ &after.label }</p>
                    { outcome(bench, before, after, *level) }
                } else {
                    <p class="note">{ words.get(Key::CompareNothing) }</p>
                }
            </section>
        </div>
    }
}

fn level_list(bench: &Bench, after: &State, level: &UseStateHandle<Option<ScoredLevel>>) -> Html {
    let level = level.clone();
    let chosen = level.unwrap_or_else(|| usual_level(after));
    select(Select {
        id: "compare-level".into(),
        label: bench.words.get(Key::CompareLevel),
        label_place: LabelPlace::Shown,
        options: ScoredLevel::ALL
            .map(|level| (level.code().into(), bench.words.get(assurance_key(level.assurance()))))
            .to_vec(),
        value: chosen.code().into(),
        onchange: Callback::from(move |code: AttrValue| level.set(ScoredLevel::from_code(&code))),
    })
}

/// Small has no score: Basic's questions are its questions.
fn usual_level(after: &State) -> ScoredLevel {
    after.state.level.scored().unwrap_or(ScoredLevel::Basic)
}

/// Everything that can be compared.
fn states(bench: &Bench, opened: &[FromFile]) -> Vec<State> {
    let words = &bench.words;
    let label = |name: &str, on: Date| {
        let name = if name.trim().is_empty() { words.get(Key::CompareNameless) } else { name.to_owned().into() };
        words.fill(Key::CompareState, &[("name", &name), ("day", &bench.day(on))])
    };
    let today = bench.view.today;
    let now = Snapshot::of(&bench.view.dossier, bench.catalogue(), bench.report.advice.target, today, String::new());
    let mut all = vec![State { pick: Pick::Today, label: words.get(Key::CompareToday), about: None, state: now }];
    all.extend(bench.tools().snapshots.iter().enumerate().map(|(at, state)| State {
        pick: Pick::Frozen(at),
        label: label(&state.name, state.on),
        about: None,
        state: state.clone(),
    }));
    all.extend(opened.iter().enumerate().map(|(at, one)| State {
        pick: Pick::Opened(at),
        label: format!("{}: {}", one.file, label(&one.state.name, one.state.on)).into(),
        about: Some(one.about.clone()),
        state: one.state.clone(),
    }));
    all
}

/// What a file holds: the dossier as it was saved, and what was frozen in it, as far as that can be read.
fn of_file(bench: &Bench, file: &str, dossier: &Dossier, on: Option<Date>) -> Vec<FromFile> {
    let content = &bench.content;
    let catalogue = crate::rooms::catalogue(content, dossier);
    let level = opened::level_of(dossier, content);
    let saved = bench.words.get(Key::CompareSaved).to_string();
    let now = Snapshot::of(dossier, catalogue, level, on.unwrap_or(bench.view.today), saved);
    let frozen = dossier.tools.read(&**content).map(|tools| tools.snapshots.clone()).unwrap_or_default();
    let from = |state: Snapshot| FromFile { file: file.to_owned(), about: dossier.name.clone(), state };
    [now].into_iter().chain(frozen).map(from).collect()
}

fn outcome(bench: &Bench, before: &State, after: &State, level: Option<ScoredLevel>) -> Html {
    let words = &bench.words;
    if before.pick == after.pick {
        return html! { <p class="note" role="status">{ words.get(Key::CompareSameState) }</p> };
    }
    let (old, new) = (&before.state, &after.state);
    let catalogue = bench.content.catalogue(&new.framework).filter(|_| old.framework == new.framework);
    let Some(catalogue) = catalogue else {
        let said = words.fill(
            Key::CompareOtherFramework,
            &[("before", &framework_name(&old.framework)), ("after", &framework_name(&new.framework))],
        );
        return html! { <p class="note note-uncertain" role="status">{ said }</p> };
    };
    let level = level.unwrap_or_else(|| usual_level(after));
    let found = compare(catalogue, level, Ledger::Method, &old.parallel(catalogue), &new.parallel(catalogue));
    let sides = Sides { before, after, catalogue, found };
    html! {
        <>
            { said::said(bench, &sides) }
            { figures::figures(bench, &sides) }
            <p>{ print_button(bench) }</p>
        </>
    }
}
