//! The report as a page to print and sign: the document that PDF and DOCX are made from, as markup. The browser numbers its
//! pages, where it can.

use super::about;
use crate::{
    browser,
    desk::{Shared, Surroundings, Titles},
    key::Key,
    tools::bench::{Bench, print_button},
};
use belfry_dossier::redact::Extent;
use belfry_engine::date::Date;
use belfry_exchange::export::{
    document::{Align, Block, Column, Cover, Depth, Document, Filled, Run, Table, Weight, report},
    texts::Texts,
    turns_direction,
};
use yew::prelude::*;

/// What the report needs.
#[derive(Properties, PartialEq)]
pub struct ReportProps {
    /// What every tool works with.
    pub bench: Bench,
    /// The words of the report.
    pub texts: Shared<Texts>,
    /// How much of the dossier it tells.
    pub extent: Extent,
    /// The user has seen it.
    pub back: Callback<MouseEvent>,
}

/// The report on screen, with the button that prints it. Browsers name what they print after the tab.
#[component]
pub fn Report(props: &ReportProps) -> Html {
    let bench = &props.bench;
    let surroundings = &bench.surroundings;
    let document = about(bench, |subject| report(subject, &*props.texts, props.extent));
    use_effect_with((document.title.clone(), surroundings.titles), |(title, titles)| {
        let (title, is_ours) = (title.clone(), *titles == Titles::Ours);
        let former = browser::title();
        if is_ours {
            browser::set_title(&title);
        }
        move || {
            // Whoever went to another page has its name already.
            if is_ours && browser::title() == title {
                browser::set_title(&former);
            }
        }
    });
    use_effect_with(surroundings.root.clone(), |root| browser::focus(root, ".sheet h1"));
    html! {
        <div class="stack-wide sheet-around">
            <p class="row screen-only">
                <button type="button" class="button" onclick={props.back.clone()}>{ bench.words.get(Key::ExportBack) }</button>
                { print_button(bench) }
            </p>
            { sheet(surroundings, &document) }
        </div>
    }
}

/// Cover, contents, text.
fn sheet(surroundings: &Surroundings, document: &Document) -> Html {
    html! {
        <article class="sheet" lang={document.language.clone()}>
            { cover(document) }
            { contents(surroundings, document) }
            { for document.blocks.iter().enumerate().map(|(at, part)| block(at, part, &document.blocks)) }
        </article>
    }
}

/// A text without the signs that would turn what follows.
fn straight(text: &str) -> String {
    text.chars().filter(|letter| !turns_direction(*letter)).collect()
}

fn cover(document: &Document) -> Html {
    let Cover { kind, organisation, facts, notes } = &document.cover;
    html! {
        <header class="sheet-cover">
            <p class="sheet-kind">{ kind }</p>
            <h1 tabindex="-1">{ straight(organisation) }</h1>
            <dl>{ for facts.iter().map(|[name, value]| html! { <><dt>{ name }</dt><dd>{ value }</dd></> }) }</dl>
            <div class="stack-tight small">{ for notes.iter().map(|note| html! { <p>{ note }</p> }) }</div>
        </header>
    }
}

/// Where the parts and their sections are.
fn contents(surroundings: &Surroundings, document: &Document) -> Html {
    let entry = |(at, part): (usize, &Block)| {
        let Block::Heading(depth, text) = part else { return None };
        let class = match depth {
            Depth::Part => "sheet-part",
            Depth::Section => "sheet-section",
            Depth::Detail => return None,
        };
        let id = place(at);
        let onclick = {
            let (root, id) = (surroundings.root.clone(), format!("#{id}"));
            // The address names a page of the app; on paper the browser finds the place by itself.
            Callback::from(move |event: MouseEvent| {
                event.prevent_default();
                browser::focus(&root, &id);
            })
        };
        Some(html! { <li {class}><a href={format!("#{id}")} {onclick}>{ text }</a></li> })
    };
    let title = &document.frame.contents;
    html! {
        <nav class="sheet-contents" aria-label={title.clone()}>
            <h2>{ title }</h2>
            <ol role="list">{ for document.blocks.iter().enumerate().filter_map(entry) }</ol>
        </nav>
    }
}

/// The id of the block at a position.
fn place(at: usize) -> String {
    format!("sheet-{at}")
}

fn block(at: usize, part: &Block, all: &[Block]) -> Html {
    match part {
        Block::Heading(depth, text) => {
            let id = place(at);
            match depth {
                Depth::Part => html! { <h2 {id} tabindex="-1">{ text }</h2> },
                Depth::Section => html! { <h3 {id} tabindex="-1">{ text }</h3> },
                Depth::Detail => html! { <h4 {id} tabindex="-1">{ text }</h4> },
            }
        }
        Block::Paragraph(runs) => html! { <p>{ said(runs) }</p> },
        Block::Note(runs) => html! { <p class="note">{ said(runs) }</p> },
        Block::List(items) => html! { <ul>{ for items.iter().map(|runs| html! { <li>{ said(runs) }</li> }) }</ul> },
        Block::Table(found) => {
            // Whoever comes to a table by keyboard hears the title above it.
            let above = all.get(..at).unwrap_or_default().iter().rposition(|one| matches!(one, Block::Heading(..)));
            table(found, above.map(place))
        }
    }
}

fn said(runs: &[Run]) -> Html {
    let run = |run: &Run| match run.weight {
        Weight::Plain => html! { <>{ straight(&run.text) }</> },
        Weight::Strong => html! { <strong>{ straight(&run.text) }</strong> },
    };
    runs.iter().map(run).collect()
}

fn table(table: &Table, title: Option<String>) -> Html {
    let class = |column: &Column| match column.align {
        Align::Start => "",
        Align::End => "number",
    };
    let all: u32 = table.columns.iter().map(|column| u32::from(column.share)).sum();
    // An attribute, since the policy of many pages forbids styles in the markup.
    let width = |column: &Column| {
        let percent = u32::from(column.share) * 100 / all.max(1);
        html! { <col width={format!("{percent}%")} /> }
    };
    let heading = |column: &Column| {
        let class = class(column);
        // A heading that says nothing is none.
        if column.heading.is_empty() {
            html! { <td></td> }
        } else {
            html! { <th scope="col" {class}>{ &column.heading }</th> }
        }
    };
    let cell = |(at, (column, text)): (usize, (&Column, &String))| {
        // A day stays on one line.
        let class = classes!(class(column), Date::parse(text).map(|_| "sheet-day"));
        if at == 0 {
            html! { <th scope="row" {class}>{ straight(text) }</th> }
        } else {
            html! { <td {class}>{ straight(text) }</td> }
        }
    };
    let row = |row: &Vec<String>| html! { <tr>{ for table.columns.iter().zip(row).enumerate().map(cell) }</tr> };
    let look = match table.filled {
        Filled::Here => "",
        Filled::ByHand => "sheet-by-hand",
    };
    html! {
        <div class="scroll" tabindex="0" role="group" aria-labelledby={title}>
            <table class={look}>
                <colgroup>{ for table.columns.iter().map(width) }</colgroup>
                <thead><tr>{ for table.columns.iter().map(heading) }</tr></thead>
                <tbody>{ for table.rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
