//! The fourth module from inside: the plan, and everything that leaves Belfry.

mod circumstances;
mod compare;
mod costs;
mod export;
mod least;
mod portfolio;
mod schedule;
mod table;

use crate::{
    address::Tool,
    desk::{Shared, Study},
    later::Missing,
    styles,
    toolbox::{Chest, Toolbox},
    tools::{self, bench::Bench, unreadable},
};
use belfry_content::{Content, plan::PlanFacts, tools::Tools as Facts};
use std::rc::Rc;
use table::Table;
use yew::prelude::*;

/// Everything behind the seam.
///
/// # Errors
/// Faulty data.
pub fn toolbox(content: &Content) -> Result<Shared<dyn Toolbox>, Missing> {
    let facts = Facts::load(content).map_err(Missing::Content)?;
    let plan = PlanFacts::load(content).map_err(Missing::Content)?;
    Ok(Shared::from(Rc::new(Planner { facts: Shared::new(facts), plan: Shared::new(plan) }) as Rc<dyn Toolbox>))
}

/// The looks of these pages, besides those of the tools.
const LOOKS: &str = include_str!(concat!(env!("OUT_DIR"), "/plan.css"));

struct Planner {
    facts: Shared<Facts>,
    plan: Shared<PlanFacts>,
}

impl Toolbox for Planner {
    fn page(&self, desk: &Study, tool: &Tool) -> Html {
        let entered = match desk.view.dossier.tools.read(&*desk.content) {
            Ok(entered) => entered,
            Err(error) => return unreadable(desk, &error),
        };
        let root = &desk.surroundings.root;
        styles::adopt(root, tools::LOOKS);
        styles::adopt(root, LOOKS);
        let bench = Bench { study: desk.clone(), facts: self.facts.clone(), entered };
        let table = Table { bench, plan: self.plan.clone() };
        match tool {
            Tool::Schedule => schedule::page(&table),
            Tool::Costs => costs::page(&table),
            Tool::Compare => compare::page(&table),
            Tool::Portfolio => portfolio::page(&table),
            Tool::Export => export::page(&table),
            // The others lie in the other chest.
            _ => {
                debug_assert_eq!(Chest::of(tool), Chest::Plan);
                least::page(&table)
            }
        }
    }
}
