//! What every page of the plan works with: the bench of the tools, and the facts of the plan.

use crate::{desk::Shared, tools::bench::Bench};
use belfry_content::plan::PlanFacts;
use std::ops::Deref;

pub use crate::tools::bench::head;

/// Everything that a page of the plan works with.
#[derive(Clone, PartialEq)]
pub struct Table {
    /// What every tool works with.
    pub bench: Bench,
    /// Road, holidays, public support.
    pub plan: Shared<PlanFacts>,
}

impl Deref for Table {
    type Target = Bench;

    fn deref(&self) -> &Bench {
        &self.bench
    }
}
