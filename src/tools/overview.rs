//! All tools, by what they are for.

use super::bench::{Bench, head};
use crate::{
    address::{Route, Tool},
    components::{
        frame::tool_title,
        link::{Place, link},
    },
    key::Key,
    toolbox::HAS_PLAN,
};
use yew::prelude::*;

/// A heading, and tools with a word on each.
type Group = (Key, &'static [(Tool, Key)]);

/// All tools.
pub fn overview(bench: &Bench) -> Html {
    let groups: [Group; 6] = [
        (
            Key::ToolsGroupIso,
            &[
                (Tool::Iso, Key::ToolsIso),
                (Tool::Cover, Key::ToolsCover),
                (Tool::Fill, Key::ToolsFill),
                (Tool::Check, Key::ToolsCheck),
                (Tool::Pages, Key::ToolsPages),
            ],
        ),
        (
            Key::ToolsGroupSchemes,
            &[
                (Tool::Matrix, Key::ToolsMatrix),
                (Tool::Evidence, Key::ToolsEvidence),
                (Tool::Calendar, Key::ToolsCalendar),
            ],
        ),
        (
            Key::ToolsGroupPractice,
            &[
                (Tool::Incident, Key::ToolsIncident),
                (Tool::Suppliers, Key::ToolsSuppliers),
                (Tool::Audit, Key::ToolsAudit),
            ],
        ),
        (Key::ToolsGroupBoard, &[(Tool::Board, Key::ToolsBoard), (Tool::Returns, Key::ToolsReturns)]),
        (
            Key::ToolsGroupPlan,
            &[
                (Tool::Plan, Key::ToolsPlan),
                (Tool::Schedule, Key::ToolsSchedule),
                (Tool::Costs, Key::ToolsCosts),
                (Tool::Compare, Key::ToolsCompare),
                (Tool::Portfolio, Key::ToolsPortfolio),
                (Tool::Export, Key::ToolsExport),
            ],
        ),
        (Key::ToolsGroupFiles, &[(Tool::Workbook, Key::ToolsWorkbook)]),
    ];
    let words = &bench.words;
    let card = |(tool, about): &(Tool, Key)| {
        let name = words.get(tool_title(tool));
        html! {
            <li class="card-plain stack-tight">
                <h3>{ link(bench, Route::Tools(tool.clone()), Classes::new(), Place::Elsewhere, html! { <>{ name }</> }) }</h3>
                <p>{ words.get(*about) }</p>
            </li>
        }
    };
    let group = |(at, (title, tools)): (usize, &Group)| {
        let id = format!("tools-{at}");
        html! {
            <section class="stack" aria-labelledby={id.clone()}>
                <h2 {id}>{ words.get(*title) }</h2>
                <ul role="list" class="tool-cards">{ for tools.iter().map(card) }</ul>
            </section>
        }
    };
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleTools, Key::ToolsLead) }
            { for groups.iter().filter(|(title, _)| HAS_PLAN || *title != Key::ToolsGroupPlan).enumerate().map(group) }
        </div>
    }
}
