//! The pages: each takes what lies on the table and shows one step of the journey.

pub mod about;
pub mod answer_card;
pub mod answer_details;
pub mod answers;
pub mod ask;
pub mod carry;
pub mod citation;
pub mod decision;
pub mod dossiers;
pub mod group;
pub mod help;
pub mod keys;
pub mod lead;
pub mod level;
pub mod levels;
pub mod live;
pub mod number_field;
pub mod opening;
pub mod progress;
pub mod results;
pub mod roadmap;
pub mod scope;
pub mod seal;
pub mod share;
pub mod small;
pub mod tabs;
pub mod tools;
pub mod types;
pub mod unlock;
pub mod verdict;
pub mod welcome;

use crate::{
    address::Route,
    components::link::{Place, link},
    desk::{Desk, Study},
    key::Key,
};
use belfry_dossier::open::Wrong;
use belfry_engine::{catalogue::Knower, level::AssuranceLevel};
use yew::prelude::*;

/// The page at the address.
pub fn page(desk: &Desk, route: &Route) -> Html {
    match route {
        Route::Welcome => welcome::welcome(desk),
        Route::Scope(None) => html! { <Settle desk={desk.clone()} to={scope::first_route(desk)} /> },
        Route::Scope(Some(question)) => scope::scope(desk, question),
        later => match &desk.findings {
            Some(findings) if desk.words.is_complete() => findings.page(desk, later),
            Some(_) | None => needs_words(desk),
        },
    }
}

/// The page at the address, behind the seam.
pub fn later_page(desk: &Study, route: &Route) -> Html {
    match route {
        // These are in the first module.
        Route::Welcome | Route::Scope(_) => Html::default(),
        Route::Verdict => verdict::verdict(desk),
        Route::Decision => decision::decision(desk),
        Route::Level => level::level(desk),
        Route::Answers(_) | Route::Results if desk.report.advice.target == AssuranceLevel::Small => small::small(desk),
        Route::Answers(None) => match answers::first_route(desk) {
            Some(to) => html! { <Settle desk={desk.desk.clone()} {to} /> },
            None => Html::default(),
        },
        Route::Answers(Some(requirement)) => {
            html! { <answers::Answers desk={desk.clone()} requirement={*requirement} /> }
        }
        Route::Carry => carry::carry_over(desk),
        Route::Ask => ask::ask(desk),
        Route::Results => results::results(desk),
        Route::Roadmap => roadmap::roadmap(desk),
        Route::Tools(tool) => html! { <tools::ToolPage desk={desk.clone()} tool={tool.clone()} /> },
        Route::Dossiers => html! { <dossiers::Dossiers desk={desk.clone()} /> },
        Route::Shared(letters) => html! { <share::Received desk={desk.clone()} letters={letters.clone()} /> },
        Route::About => about::about(desk),
    }
}

/// What settling needs.
#[derive(Properties, PartialEq)]
struct SettleProps {
    desk: Desk,
    to: Route,
}

/// "The first that is open" becomes that one, so that answering it does not whisk it away.
#[component]
fn Settle(props: &SettleProps) -> Html {
    use_effect_with((props.desk.surroundings.address.clone(), props.to.clone()), |(address, to)| address.replace(to));
    Html::default()
}

/// What a page says while its words still travel.
pub fn needs_words(desk: &Desk) -> Html {
    html! {
        <div class="page-narrow stack" role="status">
            <h1 tabindex="-1" class="unseen">{ desk.words.get(Key::AppName) }</h1>
            <p>{ desk.words.get(Key::WordsComing) }</p>
        </div>
    }
}

/// Who usually knows, in words.
pub const fn knower_key(knower: Knower) -> Key {
    match knower {
        Knower::Owner => Key::KnowerOwner,
        Knower::It => Key::KnowerIt,
        Knower::Hr => Key::KnowerHr,
        Knower::Supplier => Key::KnowerSupplier,
        Knower::Legal => Key::KnowerLegal,
    }
}

/// What is wrong with a place in a file, in words.
pub const fn wrong_key(wrong: Wrong) -> Key {
    match wrong {
        Wrong::UnknownKey => Key::WrongUnknownKey,
        Wrong::UnknownIdentifier => Key::WrongUnknownIdentifier,
        Wrong::OutOfRange => Key::WrongOutOfRange,
        Wrong::WrongKind => Key::WrongWrongKind,
        Wrong::Missing => Key::WrongMissing,
    }
}

/// What a page says that needs the verdict before there is one.
pub fn needs_scope(desk: &Desk) -> Html {
    let words = &desk.words;
    let profile = &desk.view.dossier.profile;
    let questions = profile.questions(&desk.law);
    let open = questions.iter().filter(|question| !profile.answers(**question)).count() as u64;
    html! {
        <div class="page-narrow stack">
            <h1 tabindex="-1">{ words.get(Key::NeedsScopeTitle) }</h1>
            <p class="lead">{ words.counted(Key::NeedsScopeText, open) }</p>
            <p>{ link(desk, Route::Scope(None), classes!("button", "button-main"), Place::Elsewhere, html! { <>{ words.get(Key::NeedsScopeGo) }</> }) }</p>
        </div>
    }
}
