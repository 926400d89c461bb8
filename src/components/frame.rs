//! The frame around every page: the name, the map of the journey, undo and redo, the theme.

use super::{
    icon::{Picture, icon},
    link::{Place, link},
};
use crate::{
    address::{Route, Tool},
    browser,
    desk::{Desk, Mode, Theme, Titles},
    key::Key,
    language::Language,
    pages::progress::{Step, progress},
    state::Message,
};
use yew::prelude::*;

/// What the frame needs.
#[derive(Properties, PartialEq)]
pub struct FrameProps {
    /// What lies on the table.
    pub desk: Desk,
    /// The page the user is on.
    pub route: Route,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to redo.
    pub can_redo: bool,
    /// The page.
    pub children: Children,
    /// What lies on top of it: help, notices.
    pub over: Html,
}

/// The frame around every page.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let theme = use_state(|| chosen_theme(desk));
    use_title(desk, &props.route);
    let switch = {
        let (theme, drafts) = (theme.clone(), desk.surroundings.drafts.clone());
        Callback::from(move |_: MouseEvent| {
            let next = theme.other();
            drafts.note_theme(next.code());
            theme.set(next);
        })
    };
    let (switch_key, switch_picture) = match *theme {
        Theme::Light => (Key::FrameDark, Picture::Moon),
        Theme::Dark => (Key::FrameLight, Picture::Sun),
    };
    let undo = desk.send.reform(|_: MouseEvent| Message::Undo);
    let redo = desk.send.reform(|_: MouseEvent| Message::Redo);
    let main = use_node_ref();
    let skip = {
        let main = main.clone();
        Callback::from(move |event: MouseEvent| {
            // The hash is the address of the page: a plain link would leave it.
            event.prevent_default();
            if let Some(main) = main.cast::<web_sys::HtmlElement>() {
                // An element that refuses the focus leaves it where it was.
                drop(main.focus());
            }
        })
    };
    html! {
        <div class="belfry" data-theme={theme.code()} lang={words.language().code()}>
            <header class="masthead" part="header">
            <a class="skip" href="#" onclick={skip}>{ words.get(Key::FrameSkip) }</a>
                <div class="masthead-inner">
                    { link(desk, Route::Welcome, classes!("wordmark"), Place::Elsewhere, html! { <slot name="logo">{ icon(Picture::Belfry, "") }{ words.get(Key::AppName) }</slot> }) }
                    { journey(desk, &props.route) }
                    <div class="tools">
                        if desk.surroundings.wishes.mode == Mode::Full {
                            { link(desk, Route::Tools(Tool::Overview), classes!("to-tools"), Place::Elsewhere, html! { <>{ words.get(Key::TitleTools) }</> }) }
                        }
                        { language_list(words.language(), &words.get(Key::FrameLanguage), desk.speak.clone()) }
                        { tool(Picture::Undo, words.get(Key::FrameUndo), props.can_undo, undo) }
                        { tool(Picture::Redo, words.get(Key::FrameRedo), props.can_redo, redo) }
                        { tool(switch_picture, words.get(switch_key), true, switch) }
                    </div>
                </div>
            </header>
            <main class="page" part="page" tabindex="-1" ref={main}>{ props.children.clone() }</main>
            <footer class="footer" part="footer">
                <slot name="footer"></slot>
                <div class="footer-inner">
                    <p>{ words.get(Key::FrameDisclaimer) }</p>
                    <nav class="row footer-links" aria-label={words.get(Key::FrameMore)}>
                        { link(desk, Route::Dossiers, Classes::new(), Place::Elsewhere, html! { <>{ words.get(Key::FrameDossiers) }</> }) }
                        { link(desk, Route::About, Classes::new(), Place::Elsewhere, html! { <>{ words.get(Key::FrameAbout) }</> }) }
                    </nav>
                </div>
            </footer>
            { props.over.clone() }
        </div>
    }
}

fn chosen_theme(desk: &Desk) -> Theme {
    let chosen = desk.surroundings.drafts.theme().and_then(|code| Theme::from_code(&code));
    let system = || if browser::prefers_dark() { Theme::Dark } else { Theme::Light };
    chosen.or(desk.surroundings.wishes.theme).unwrap_or_else(system)
}

/// Names the tab after the page, where the tab is ours, and moves the focus to the new page's heading.
#[hook]
fn use_title(desk: &Desk, route: &Route) {
    let title = desk.words.fill(Key::FrameTitle, &[("page", &desk.words.get(title_key(route)))]);
    let titles = desk.surroundings.titles;
    use_effect_with(title, move |title| match titles {
        Titles::Ours => browser::set_title(title),
        Titles::Theirs => {}
    });
    let root = desk.surroundings.root.clone();
    let first = use_mut_ref(|| true);
    use_effect_with(route.clone(), move |_| {
        if !std::mem::take(&mut *first.borrow_mut()) {
            browser::focus(&root, "main h1, main [data-heading]");
            browser::scroll_to_top(&root);
        }
    });
}

const fn title_key(route: &Route) -> Key {
    match route {
        Route::Welcome => Key::TitleWelcome,
        Route::Scope(_) => Key::TitleScope,
        Route::Verdict => Key::TitleVerdict,
        Route::Decision => Key::TitleDecision,
        Route::Level => Key::TitleLevel,
        Route::Carry => Key::CarryTitle,
        Route::Answers(_) => Key::TitleAnswers,
        Route::Ask => Key::TitleAsk,
        Route::Results => Key::TitleResults,
        Route::Roadmap => Key::TitleRoadmap,
        Route::Tools(tool) => tool_title(tool),
        Route::Dossiers => Key::TitleDossiers,
        Route::Shared(_) => Key::TitleShared,
        Route::About => Key::TitleAbout,
    }
}

/// The name of a tool.
pub const fn tool_title(tool: &Tool) -> Key {
    match tool {
        Tool::Overview => Key::TitleTools,
        Tool::Iso => Key::TitleIso,
        Tool::Cover => Key::TitleCover,
        Tool::Fill => Key::TitleFill,
        Tool::Check => Key::TitleCheck,
        Tool::Pages => Key::TitlePages,
        Tool::Matrix => Key::TitleMatrix,
        Tool::Calendar => Key::TitleCalendar,
        Tool::Incident => Key::TitleIncident,
        Tool::Suppliers => Key::TitleSuppliers,
        Tool::Evidence => Key::TitleEvidence,
        Tool::Audit => Key::TitleAudit,
        Tool::Returns => Key::TitleReturns,
        Tool::Board => Key::TitleBoard,
        Tool::Workbook => Key::TitleWorkbook,
        Tool::Plan => Key::TitlePlan,
        Tool::Schedule => Key::TitleSchedule,
        Tool::Costs => Key::TitleCosts,
        Tool::Compare => Key::TitleCompare,
        Tool::Portfolio => Key::TitlePortfolio,
        Tool::Export => Key::TitleExport,
        Tool::Builder => Key::BuilderTitle,
        Tool::Passport(_) => Key::TitlePassport,
    }
}

/// The map of the journey: every step can be visited at any time.
fn journey(desk: &Desk, current: &Route) -> Html {
    let words = &desk.words;
    let progress = progress(&desk.view);
    let steps = [
        (Route::Scope(None), Key::StepScope, progress.scope),
        (Route::Level, Key::StepLevel, progress.level),
        (Route::Answers(None), Key::StepAnswers, progress.answers),
        (Route::Results, Key::StepResults, progress.results),
        (Route::Roadmap, Key::StepRoadmap, progress.roadmap),
    ];
    let length = match desk.surroundings.wishes.mode {
        Mode::Scope => 1,
        Mode::Level => 2,
        Mode::Full => steps.len(),
    };
    let step = |(route, key, step): (Route, Key, Step)| {
        let here = current.is_same_page(&route)
            || (route == Route::Scope(None) && matches!(current, Route::Verdict | Route::Decision))
            || (route == Route::Level && *current == Route::Carry)
            || (route == Route::Answers(None) && *current == Route::Ask);
        let place = if here { Place::Here } else { Place::Elsewhere };
        let (picture, state) = match step {
            Step::Untouched => (Picture::Circle, Key::StepUntouched),
            Step::Begun => (Picture::Half, Key::StepBegun),
            Step::Done => (Picture::Check, Key::StepDone),
        };
        html! {
            <li>
                { link(desk, route, Classes::new(), place, html! { <>
                    { icon(picture, "mark") }
                    <span>{ words.get(key) }<span class="unseen">{ ", " }{ words.get(state) }</span></span>
                </> }) }
            </li>
        }
    };
    html! {
        <nav class="journey" part="journey" aria-label={words.get(Key::FrameJourney)}>
            <ol role="list">{ for steps.into_iter().take(length).map(step) }</ol>
        </nav>
    }
}

/// The languages, each named in itself.
pub fn language_list(spoken: Language, label: &AttrValue, speak: Callback<Language>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let chosen = event.target_dyn_into::<web_sys::HtmlSelectElement>().map(|list| list.value());
        if let Some(language) = chosen.and_then(|code| Language::from_code(&code)) {
            speak.emit(language);
        }
    });
    let option = |language: Language| {
        let code = language.code();
        html! {
            <option value={code} lang={code} selected={language == spoken}>
                { code.to_uppercase() }{ " · " }{ language.own_name() }
            </option>
        }
    };
    html! {
        <select class="language" aria-label={label} {onchange}>
            { for Language::ALL.into_iter().map(option) }
        </select>
    }
}

fn tool(picture: Picture, label: AttrValue, enabled: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="button button-icon" title={label.clone()} aria-label={label}
            disabled={!enabled} onclick={onclick}>
            { icon(picture, "") }
        </button>
    }
}
