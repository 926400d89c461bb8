//! The second module from inside: facts of every framework, and the pages that work with them.

use crate::{
    address::Route,
    desk::{Desk, Shared, Study},
    later::{Counts, Findings, Later, Missing, Standing},
    pages::{self, help::Help, tabs::Tabs, unlock::Unlock},
    samples::{self, Sample},
    seal::Seal,
    storage::{Draft, Drafts},
    words::Words,
};
use belfry_content::Content;
use belfry_dossier::{
    Dossier,
    open::{OpenError, open},
};
use belfry_engine::{
    catalogue::Catalogue,
    classification::Law,
    date::Date,
    entity::Entity,
    level::AssuranceLevel,
    report::{Report, report},
    scoring::Gate,
    vocabulary::Vocabulary,
};
use std::rc::Rc;
use yew::prelude::*;

/// Everything behind the seam.
///
/// # Errors
/// Faulty data.
pub fn later(law: &Law) -> Result<Shared<dyn Later>, Missing> {
    let content = Content::with_law(law.clone()).map_err(Missing::Content)?;
    Ok(Shared::from(Rc::new(Rooms { content: Shared::new(content) }) as Rc<dyn Later>))
}

struct Rooms {
    content: Shared<Content>,
}

impl Later for Rooms {
    fn open(&self, bytes: &[u8]) -> Result<Dossier, OpenError> {
        open(bytes, &*self.content)
    }

    fn load(&self, drafts: &Drafts, id: &str) -> Option<Draft> {
        drafts.load(id, &self.content)
    }

    fn last(&self, drafts: &Drafts) -> Option<Draft> {
        drafts.last(&self.content)
    }

    fn worded(&self, words: &Words) -> Words {
        match &self.content.newest.succession {
            Some(succession) => words.with_older(succession),
            None => words.clone(),
        }
    }

    fn sample(&self, sample: Sample, name: &str) -> Dossier {
        samples::dossier(sample, name, &self.content.newest)
    }

    fn close(&self, seal: &Seal, text: String, closed: Callback<Option<String>>) {
        let seal = seal.clone();
        wasm_bindgen_futures::spawn_local(async move {
            closed.emit(seal.close(&text).await.ok().map(|sealed| sealed.to_text()));
        });
    }

    fn findings(&self, dossier: &Dossier, entity: Option<&Entity>, today: Date) -> Rc<dyn Findings> {
        let catalogue = catalogue(&self.content, dossier);
        let case = dossier.case_of(entity.cloned(), catalogue);
        let report = report(&case, &self.content.facts(catalogue), today);
        Rc::new(Found { content: self.content.clone(), report: Shared::new(report), habits: dossier.habits.len() })
    }
}

/// The framework of a dossier. A dossier cannot name one that is not there: opening it would have failed.
pub fn catalogue<'content>(content: &'content Content, dossier: &Dossier) -> &'content Catalogue {
    content.catalogue(&dossier.framework).unwrap_or(&content.newest)
}

struct Found {
    content: Shared<Content>,
    report: Shared<Report>,
    /// How many habits of the starting level are answered.
    habits: usize,
}

impl Found {
    fn study(&self, desk: &Desk) -> Study {
        Study { desk: desk.clone(), content: self.content.clone(), report: self.report.clone() }
    }
}

impl Findings for Found {
    fn counts(&self) -> Counts {
        if self.report.advice.target == AssuranceLevel::Small {
            return Counts { asked: self.content.small.len(), answered: self.habits };
        }
        let method = self.report.method();
        Counts { asked: method.asked, answered: method.answered }
    }

    fn standing(&self) -> Standing {
        let method = self.report.method();
        Standing {
            status: self.report.classification.as_ref().map(|found| found.status),
            level: self.report.advice.target,
            total: method.total.map(|total| total.to_f64()),
            passed: self.report.advice.target != AssuranceLevel::Small && method.verdict() == Gate::Open,
            counts: self.counts(),
        }
    }

    fn page(&self, desk: &Desk, route: &Route) -> Html {
        pages::later_page(&self.study(desk), route)
    }

    fn over(&self, desk: &Desk) -> Html {
        let study = self.study(desk);
        html! {
            <>
                <Help desk={desk.clone()} />
                <Unlock desk={study.clone()} />
                <Tabs desk={study} />
            </>
        }
    }
}
