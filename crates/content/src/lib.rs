//! The facts of law and framework: data files, compiled in, turned into the engine's types and checked.
//!
//! `data/` is TOML, read by lawyers and auditors; each row has its source. Words are elsewhere (`static/texts`).

pub mod check;
pub mod fault;
mod load;
pub mod plan;
pub mod tools;

use belfry_engine::{
    catalogue::Catalogue,
    classification::Law,
    identifier::{EntityTypeId, FrameworkId, MeasureId, SheetId},
    report::Facts,
    roadmap::Measure,
    selection::SelectionTool,
    vocabulary::Vocabulary,
};
use fault::Fault;
use load::LawFiles;

/// Every framework: its description, its requirements and what they took over from the version before, as JSON.
const FRAMEWORK_NAMES: &[&str] = include!(concat!(env!("OUT_DIR"), "/framework_names.rs"));
const FRAMEWORKS: &[(&str, &str, Option<&str>)] = include!(concat!(env!("OUT_DIR"), "/frameworks.rs"));

/// The mapping of every framework onto ISO/IEC 27001, in the same order, as JSON.
const MAPPINGS: &[&str] = include!(concat!(env!("OUT_DIR"), "/mappings.rs"));

/// The other files of the tools, as JSON.
struct DataOfTools {
    controls: &'static str,
    schemes: &'static str,
    calendar: &'static str,
    incidents: &'static str,
    open_points: &'static str,
}

macro_rules! data {
    ($path:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $path, ".json"))
    };
}

const DATA_OF_TOOLS: DataOfTools = DataOfTools {
    controls: data!("iso27001/controls"),
    schemes: data!("schemes"),
    calendar: data!("calendar"),
    incidents: data!("incidents"),
    open_points: data!("open-points"),
};

/// The files of the plan, as JSON.
struct DataOfThePlan {
    road: &'static str,
    holidays: &'static str,
    support: &'static str,
}

const DATA_OF_THE_PLAN: DataOfThePlan =
    DataOfThePlan { road: data!("road"), holidays: data!("holidays"), support: data!("support") };

/// Reads the law that was compiled in.
///
/// # Errors
/// Every row that cannot be read. The tests see to it that there is none.
pub fn law() -> Result<Law, Vec<Fault>> {
    let files = LawFiles {
        instruments: data!("law/instruments"),
        types: data!("law/types"),
        questions: data!("law/questions"),
        rules: data!("law/rules"),
        notes: data!("law/notes"),
        duties: data!("law/duties"),
    };
    let mut faults = Vec::new();
    let law = load::law(&files, &mut faults);
    flawless(law, faults)
}

fn flawless<T>(read: Option<T>, faults: Vec<Fault>) -> Result<T, Vec<Fault>> {
    match read {
        Some(read) if faults.is_empty() => Ok(read),
        Some(_) | None => Err(faults),
    }
}

/// Whether a framework of this name is here.
pub fn has_framework(id: &str) -> bool {
    FRAMEWORK_NAMES.contains(&id)
}

/// Law, frameworks, the selection tool and the measures.
#[derive(Clone, Debug)]
pub struct Content {
    /// The law.
    pub law: Law,
    /// The newest version of the framework: the one a new dossier starts with.
    pub newest: Catalogue,
    /// The versions before it, oldest first.
    pub older: Vec<Catalogue>,
    /// The selection tool.
    pub selection: SelectionTool,
    /// The measures.
    pub measures: Vec<Measure>,
    /// The same, raising the requirements of each of the older versions, in their order.
    older_measures: Vec<Vec<Measure>>,
    /// The habits of the starting level, in order: the measures that make them.
    pub small: Vec<MeasureId>,
}

impl Content {
    /// Reads what was compiled in.
    ///
    /// # Errors
    /// Every row that cannot be read. The tests see to it that there is none.
    pub fn load() -> Result<Self, Vec<Fault>> {
        Self::with_law(law()?)
    }

    /// Reads what was compiled in beside the law, which has been read before.
    ///
    /// # Errors
    /// Every row that cannot be read.
    pub fn with_law(law: Law) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let content = Self::read(law, &mut faults);
        flawless(content, faults)
    }

    fn read(law: Law, faults: &mut Vec<Fault>) -> Option<Self> {
        let efforts = load::efforts(data!("efforts"), faults)?;
        let mut older: Vec<Catalogue> = FRAMEWORKS
            .iter()
            .filter_map(|(framework, requirements, successors)| {
                load::catalogue(framework, requirements, *successors, &efforts, faults)
            })
            .collect();
        // The folders are named after the year: the last is the newest.
        let newest = older.pop()?;
        let selection = load::selection(data!("selection"), &law, faults)?;
        let measures = load::measures(data!("measures"), &law, faults)?;
        let small = load::small(data!("small"), &measures, faults)?;
        let older_measures = older.iter().map(|older| load::measures_of(older, &newest, &measures)).collect();
        Some(Self { law, newest, older, selection, measures, older_measures, small })
    }

    /// Every version of the framework, the newest last.
    pub fn catalogues(&self) -> impl Iterator<Item = &Catalogue> {
        self.older.iter().chain([&self.newest])
    }

    /// Everything that the engine works with, for one framework.
    pub fn facts<'content>(&'content self, catalogue: &'content Catalogue) -> Facts<'content> {
        let older = self.older.iter().position(|older| older.id == catalogue.id);
        let measures = older.and_then(|at| self.older_measures.get(at)).unwrap_or(&self.measures);
        Facts { law: &self.law, catalogue, selection: &self.selection, measures }
    }
}

impl Vocabulary for Content {
    fn catalogue(&self, id: &FrameworkId) -> Option<&Catalogue> {
        self.catalogues().find(|catalogue| catalogue.id == *id)
    }

    fn has_entity_type(&self, id: &EntityTypeId) -> bool {
        self.law.entity_type(id).is_some()
    }

    fn has_sheet(&self, id: &SheetId) -> bool {
        self.selection.sheet(id).is_some()
    }

    fn has_measure(&self, id: &MeasureId) -> bool {
        self.measures.iter().any(|measure| measure.id == *id)
    }
}
