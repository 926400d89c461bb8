//! Two people's answers made one: what they agree on, and what the user decides. The outcome is a dossier of its own.

use super::{
    cells::name,
    held::{Entry, held},
    overview::put,
};
use crate::{
    browser,
    components::{
        choice::{Choice as Option_, ChoiceList, LegendPlace, Many, choice_list},
        select::{LabelPlace, Select, select},
    },
    key::Key,
    pages::levels::framework_name,
    tools::bench::Bench,
};
use belfry_dossier::{
    Dossier,
    merge::{Choice, Given, Merge, Outcome, Part, Question, Side, merge},
    plain::HabitAnswer,
    record::{Record, Stance},
};
use belfry_engine::{catalogue::Dimension, collections::ordered, maturity::Score};
use std::rc::Rc;
use yew::prelude::*;

/// What merging needs.
#[derive(Properties, PartialEq)]
pub struct MergingProps {
    /// Everything that a tool works with.
    pub bench: Bench,
    /// How many dossiers are opened: the list is another when it changes.
    pub count: usize,
}

/// Which dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pick {
    /// The one on the table.
    Table,
    /// One that was opened, by its place.
    Opened(usize),
}

impl Pick {
    fn code(self) -> String {
        match self {
            Self::Table => "table".to_owned(),
            Self::Opened(at) => at.to_string(),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        if code == "table" { Some(Self::Table) } else { code.parse().ok().map(Self::Opened) }
    }
}

/// Two dossiers, and what the user decided so far.
#[derive(Clone, PartialEq)]
struct Pair {
    first: Option<Pick>,
    second: Option<Pick>,
    choices: Vec<Option<Choice>>,
}

/// The section of the page.
#[component]
pub fn Merging(props: &MergingProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let entries = held().entries;
    let pair = use_state(|| Pair { first: Some(Pick::Table), second: None, choices: Vec::new() });
    let dossier = |pick: Pick| match pick {
        Pick::Table => Some(bench.view.dossier.clone()),
        Pick::Opened(at) => entries.get(at).map(|entry| entry.dossier.clone()),
    };
    let label = |pick: Pick| label(bench, &entries, pick);
    let side = |id: &'static str, key: Key, chosen: Option<Pick>, put: fn(&mut Pair, Option<Pick>)| {
        let all = [Pick::Table].into_iter().chain((0..entries.len()).map(Pick::Opened));
        let all = all.map(|pick| (pick.code().into(), label(pick)));
        let pair = pair.clone();
        select(Select {
            id: id.into(),
            label: words.get(key),
            label_place: LabelPlace::Shown,
            options: [(AttrValue::default(), words.get(Key::PortfolioChoose))].into_iter().chain(all).collect(),
            value: chosen.map(Pick::code).unwrap_or_default().into(),
            onchange: Callback::from(move |code: AttrValue| {
                let mut next = Pair { choices: Vec::new(), ..(*pair).clone() };
                put(&mut next, Pick::from_code(&code));
                pair.set(next);
            }),
        })
    };
    let picked = pair.first.zip(pair.second).filter(|(first, second)| first != second);
    let both = picked.and_then(|(one, other)| Some((dossier(one)?, dossier(other)?, [label(one), label(other)])));
    html! {
        <section class="card stack screen-only" aria-labelledby="merge">
            <h2 id="merge">{ words.get(Key::PortfolioMerge) }</h2>
            <p>{ words.get(Key::PortfolioMergeText) }</p>
            <div class="settings">
                { side("merge-first", Key::PortfolioFirst, pair.first, |pair, pick| pair.first = pick) }
                { side("merge-second", Key::PortfolioSecond, pair.second, |pair, pick| pair.second = pick) }
            </div>
            if let Some((first, second, labels)) = both {
                { outcome(bench, &merge(&first, &second), &pair, labels) }
            } else {
                <p class="note" role="status">{ words.get(Key::PortfolioSameDossier) }</p>
            }
        </section>
    }
}

fn label(bench: &Bench, entries: &[Rc<Entry>], pick: Pick) -> AttrValue {
    let words = &bench.words;
    match pick {
        Pick::Table => {
            let own = &bench.view.dossier.name;
            let own = if own.is_empty() { words.get(Key::DossierUnnamed) } else { own.clone().into() };
            words.fill(Key::PortfolioOnTable, &[("name", &own)])
        }
        Pick::Opened(at) => entries
            .get(at)
            .map(|entry| {
                let name = name(entry);
                if *name == *entry.file { name } else { format!("{name} ({})", entry.file).into() }
            })
            .unwrap_or_default(),
    }
}

fn outcome(bench: &Bench, merge: &Merge, pair: &UseStateHandle<Pair>, labels: [AttrValue; 2]) -> Html {
    let words = &bench.words;
    let count = |wanted: &dyn Fn(&Outcome) -> bool| merge.rows.iter().filter(|row| wanted(&row.outcome)).count() as u64;
    let disputes = merge.disputes().count();
    let choices: Vec<Option<Choice>> = (0..disputes).map(|at| pair.choices.get(at).copied().flatten()).collect();
    // As the framework has them; those of other versions and habits after them.
    let place = |(_, (question, ..)): &(usize, (&Question, &Given, &Given))| match question {
        Question::Requirement(framework, id) if *framework == bench.catalogue().id => {
            bench.catalogue().position(*id).unwrap_or(usize::MAX)
        }
        Question::Requirement(..) | Question::Habit(_) => usize::MAX,
    };
    let left = choices.iter().filter(|choice| choice.is_none()).count();
    let lines = [
        (Key::PortfolioSame, count(&|outcome| *outcome == Outcome::Same)),
        (Key::PortfolioOnlyFirst, count(&|outcome| *outcome == Outcome::Only(Side::First))),
        (Key::PortfolioOnlySecond, count(&|outcome| *outcome == Outcome::Only(Side::Second))),
        (Key::PortfolioCompleted, count(&|outcome| *outcome == Outcome::Completed)),
        (Key::PortfolioDisputed, disputes as u64),
    ];
    let make = {
        let (bench, merge, choices) = (bench.clone(), merge.clone(), choices.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(third) = merge.settled(&choices) {
                let name = bench.words.fill(Key::PortfolioMergedName, &[("name", &third.name)]);
                let third =
                    Dossier { name: if third.name.is_empty() { String::new() } else { name.to_string() }, ..third };
                put(&bench, browser::fresh_id().into(), &third, bench.words.get(Key::PortfolioMade));
            }
        })
    };
    let all = |key: Key, choice: Choice| {
        let (pair, settled) = (
            pair.clone(),
            merge.disputes().map(|(_, first, second)| choice.of(first, second).map(|_| choice)).collect::<Vec<_>>(),
        );
        let onclick = Callback::from(move |_: MouseEvent| {
            // What it cannot settle stays as the user left it.
            let before = |at: usize| pair.choices.get(at).copied().flatten();
            let choices = settled.iter().enumerate().map(|(at, choice)| choice.or_else(|| before(at))).collect();
            pair.set(Pair { choices, ..(*pair).clone() });
        });
        html! { <button type="button" class="button" {onclick}>{ words.get(key) }</button> }
    };
    html! {
        <>
            <div role="status"><ul>{ for lines.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| html! { <li>{ words.counted(key, count) }</li> }) }</ul></div>
            { differences(bench, merge) }
            if disputes > 0 {
                <h3 id="disputes">{ words.get(Key::PortfolioDisputes) }</h3>
                <p class="row" role="group" aria-labelledby="disputes">
                    { all(Key::PortfolioAllLower, Choice::Lower) }
                    { all(Key::PortfolioAllHigher, Choice::Higher) }
                    { all(Key::PortfolioAllFirst, Choice::First) }
                    { all(Key::PortfolioAllSecond, Choice::Second) }
                </p>
                <ol role="list" class="disputes">{ for ordered(merge.disputes().enumerate(), place).into_iter().map(|(at, dispute)| self::dispute(bench, at, dispute, choices.get(at).copied().flatten(), pair, &labels)) }</ol>
            }
            <p role="status">{ if left > 0 { words.counted(Key::PortfolioLeft, left as u64) } else { words.get(Key::PortfolioReady) } }</p>
            <p><button type="button" class="button button-main" disabled={left > 0} onclick={make}>{ words.get(Key::PortfolioMake) }</button></p>
        </>
    }
}

const fn part_key(part: Part) -> Key {
    match part {
        Part::Name => Key::PortfolioPartName,
        Part::Profile => Key::PortfolioPartProfile,
        Part::Decision => Key::PortfolioPartDecision,
        Part::Selection => Key::PortfolioPartSelection,
        Part::Target => Key::PortfolioPartTarget,
        Part::Framework => Key::PortfolioPartFramework,
        Part::Planning => Key::PortfolioPartPlanning,
        Part::Tools => Key::PortfolioPartTools,
    }
}

/// What differs besides the answers.
fn differences(bench: &Bench, merge: &Merge) -> Html {
    let words = &bench.words;
    let parts: Vec<String> = merge.parts.iter().map(|part| words.get(part_key(*part)).to_string()).collect();
    html! {
        <>
            if !parts.is_empty() { <p class="note">{ words.fill(Key::PortfolioParts, &[("parts", &parts.join(", "))]) }</p> }
            if merge.details > 0 { <p class="note">{ words.counted(Key::PortfolioDetails, merge.details as u64) }</p> }
        </>
    }
}

fn dispute(
    bench: &Bench,
    at: usize,
    (question, first, second): (&Question, &Given, &Given),
    chosen: Option<Choice>,
    pair: &UseStateHandle<Pair>,
    labels: &[AttrValue; 2],
) -> Html {
    let words = &bench.words;
    let legend = match question {
        Question::Requirement(framework, id) if *framework == bench.catalogue().id => {
            format!("{id} {}", bench.requirement_title(*id)).into()
        }
        Question::Requirement(framework, id) => {
            format!("{id} {} ({})", bench.requirement_title(*id), framework_name(framework)).into()
        }
        Question::Habit(id) => words.name(&format!("habit.{id}")),
    };
    let [one, other] = labels;
    let beside = |label: &AttrValue, given: &Given| {
        let texts = beside(bench, given);
        if texts.is_empty() { label.clone() } else { format!("{label} · {texts}").into() }
    };
    let mut offers = vec![
        (Choice::First, said(bench, first), beside(one, first)),
        (Choice::Second, said(bench, second), beside(other, second)),
    ];
    // Of two whole answers one is the lower in both halves as often as not: only then is there a third to choose.
    for (choice, key) in [(Choice::Lower, Key::PortfolioLower), (Choice::Higher, Key::PortfolioHigher)] {
        let mixed = choice.of(first, second).map(|given| said(bench, &given));
        if let Some(mixed) = mixed.filter(|mixed| !offers.iter().any(|(_, said, _)| said == mixed)) {
            offers.push((choice, mixed, words.get(key)));
        }
    }
    let settled = chosen.and_then(|choice| choice.of(first, second)).map(|given| said(bench, &given));
    let choices = offers.into_iter().map(|(choice, title, detail)| Option_ {
        value: code(choice).into(),
        chosen: settled.as_ref() == Some(&title),
        title,
        detail,
    });
    let onchoose = {
        let pair = pair.clone();
        Callback::from(move |value: AttrValue| {
            let mut choices = pair.choices.clone();
            choices.resize(choices.len().max(at + 1), None);
            if let Some(place) = choices.get_mut(at) {
                *place = [Choice::First, Choice::Second, Choice::Lower, Choice::Higher]
                    .into_iter()
                    .find(|one| code(*one) == &*value);
            }
            pair.set(Pair { choices, ..(*pair).clone() });
        })
    };
    html! {
        <li key={at}>
            { choice_list(ChoiceList { id: format!("dispute-{at}").into(), legend, legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::One, choices: choices.collect(), onchoose }) }
        </li>
    }
}

const fn code(choice: Choice) -> &'static str {
    match choice {
        Choice::First => "first",
        Choice::Second => "second",
        Choice::Lower => "lower",
        Choice::Higher => "higher",
    }
}

/// An answer, in words.
fn said(bench: &Bench, given: &Given) -> AttrValue {
    let words = &bench.words;
    let step = |score: Option<Score>| score.map_or_else(|| "–".to_owned(), |score| score.get().to_string());
    match given {
        Given::Record(record) => match record.stance {
            Stance::NotApplicable => words.get(Key::StanceNotApplicable),
            Stance::Unknown => words.get(Key::StanceUnknown),
            Stance::Scored => {
                let [written, done] = Dimension::ALL.map(|dimension| step(record.score(dimension)));
                words.fill(Key::PortfolioScores, &[("written", &written), ("done", &done)])
            }
        },
        Given::Habit(answer) => words.get(match answer {
            HabitAnswer::Yes => Key::SmallYes,
            HabitAnswer::Partly => Key::PlainPartly,
            HabitAnswer::No => Key::PlainNo,
            HabitAnswer::Unknown => Key::StanceUnknown,
        }),
    }
}

/// What was noted beside an answer, and who looks after it.
fn beside(bench: &Bench, given: &Given) -> AttrValue {
    let Given::Record(record) = given else { return AttrValue::default() };
    let Record { owner, note, justification, .. } = &**record;
    let reason = if record.stance == Stance::NotApplicable { justification.as_str() } else { "" };
    let owner =
        if owner.is_empty() { AttrValue::default() } else { bench.words.fill(Key::PortfolioOwner, &[("name", owner)]) };
    let texts: Vec<&str> = [&*owner, reason, note].into_iter().filter(|text| !text.trim().is_empty()).collect();
    texts.join(" · ").into()
}
