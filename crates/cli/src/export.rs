//! `belfry export`: a dossier as a file for another program.

use crate::{Surroundings, input::Failure, schedule::laid, score::catalogue};
use belfry_content::{Content, plan::PlanFacts, tools::Tools};
use belfry_dossier::{open::OpenError, redact::Extent};
use belfry_engine::{date::Date, incident::Moment, report::report};
use belfry_exchange::export::{
    Subject, ciso_assistant, csv,
    dates::{Obligations, dues},
    document, docx, gantt, ics, json, markdown, oscal, pdf,
    read::{ReadError, read},
    texts::{Files, Texts},
    xlsx,
};
use clap::ValueEnum;
use serde_json::json;
use std::{fs, path::Path};

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The saved dossier itself, of the newest format.
    Dossier,
    /// Every date as a calendar (iCalendar).
    Ics,
    /// A report for programs; it opens in Belfry too.
    Json,
    /// A report in Markdown.
    Md,
    /// A report to print and sign (PDF).
    Pdf,
    /// The same for Word.
    Docx,
    /// Who does what when, as a picture (SVG).
    Gantt,
    /// The answers as CSV.
    Csv,
    /// The roadmap as CSV.
    CsvRoadmap,
    /// Answers, scores with formulas, roadmap and evidence as an Excel workbook; its answers open in Belfry too.
    Xlsx,
    /// OSCAL assessment results; their answers open in Belfry too.
    OscalAr,
    /// An OSCAL plan of action and milestones.
    OscalPoam,
    /// An audit as CISO Assistant imports it (Excel).
    CisoAssistant,
}

/// A file, made.
#[derive(Debug)]
pub struct Exported {
    /// What it is.
    pub format: Format,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Texts that the file it was made from held only in part, and that are therefore missing.
    pub cut: Vec<String>,
}

impl Exported {
    /// The line that says what was written where.
    pub fn line(&self, out: &Path) -> String {
        let name = self.format.to_possible_value().map(|value| value.get_name().to_owned());
        let mut line = json!({ "to": name, "out": out.display().to_string(), "bytes": self.bytes.len() });
        if let (false, Some(line)) = (self.cut.is_empty(), line.as_object_mut()) {
            line.insert("cut".to_owned(), self.cut.clone().into());
        }
        line.to_string()
    }
}

/// The words of a language, out of its folder.
///
/// # Errors
/// A file that cannot be read.
pub fn texts(folder: &Path, surroundings: &Surroundings) -> Result<Texts, Failure> {
    let read = |name: &str| {
        let file = folder.join(name);
        fs::read_to_string(&file).map_err(|error| Failure::new(file.display().to_string(), error))
    };
    let files = [
        "exports.json",
        "law.json",
        "verdict.json",
        "measures.json",
        "schemes.json",
        "cyfun-2025.json",
        "cyfun-2023.json",
    ];
    let [exports, law, verdict, measures, schemes, newest, older] = files.map(read);
    let files = Files {
        exports: &exports?,
        law: &law?,
        verdict: &verdict?,
        measures: &measures?,
        schemes: &schemes?,
        newest: &newest?,
        older: &older?,
    };
    let succession = surroundings.content.newest.succession.as_ref();
    Texts::parse(&files, succession).map_err(|error| Failure::new(folder.display().to_string(), error))
}

/// Makes the file out of whatever Belfry wrote and can read.
///
/// # Errors
/// What is wrong with the input, with its place.
pub fn export(
    format: Format,
    bytes: &[u8],
    words: &Texts,
    extent: Extent,
    at: Moment,
    surroundings: &Surroundings,
) -> Result<Exported, Failure> {
    if extent == Extent::Redacted && !matches!(format, Format::Md | Format::Pdf | Format::Docx) {
        return Err(Failure::new("", "only md, pdf and docx can leave names out"));
    }
    let content = &surroundings.content;
    let failure = |error: ReadError| match error {
        ReadError::Open(OpenError::Wrong { place, what }) => Failure::new(place, what),
        error => Failure::new("", error),
    };
    let opened = read(bytes, content).map_err(failure)?;
    let dossier = &opened.dossier;
    let catalogue = catalogue(&dossier.framework, content)?;
    let facts = content.facts(catalogue);
    let today = Date::EPOCH.plus_days(at.0.div_euclid(24 * 60));
    let report = report(&dossier.case(&content.law, catalogue), &facts, today);
    let tools = Tools::load(content)
        .map_err(|faults| Failure::new("", faults.first().map(ToString::to_string).unwrap_or_default()))?;
    let entered = dossier.tools.read(content).map_err(|error| failure(error.into()))?;
    let obligations = Obligations { law: &content.law, schemes: &tools.schemes, all: &tools.calendar };
    let dues = dues(obligations, dossier, &report, &entered, today);
    let subject = Subject { dossier, facts, report: &report, dues: &dues, at };
    let bytes = match format {
        Format::Dossier => json::saved(&subject).into_bytes(),
        Format::Ics => ics::write(&subject, words).into_bytes(),
        Format::Json => json::write(&subject).into_bytes(),
        Format::Md => markdown::write(&subject, words, extent).into_bytes(),
        Format::Pdf => pdf::write(&document::report(&subject, words, extent)),
        Format::Docx => docx::write(&document::report(&subject, words, extent)),
        Format::Gantt => picture(&subject, &entered, content, words)?.into_bytes(),
        Format::Csv => csv::answers(&subject, words).into_bytes(),
        Format::CsvRoadmap => csv::roadmap(&subject, words).into_bytes(),
        Format::Xlsx => xlsx::write(&subject, words),
        Format::OscalAr => oscal::results(&subject, words).into_bytes(),
        Format::OscalPoam => oscal::plan(&subject, words).into_bytes(),
        Format::CisoAssistant => ciso_assistant::write(&subject, words),
    };
    Ok(Exported { format, bytes, cut: opened.cut })
}

/// The schedule that the page shows: with the time, the dates and the progress that were entered.
fn picture(
    subject: &Subject<'_>,
    entered: &belfry_dossier::tools::Tools,
    content: &Content,
    words: &Texts,
) -> Result<String, Failure> {
    let plan = PlanFacts::load(content)
        .map_err(|faults| Failure::new("", faults.first().map(ToString::to_string).unwrap_or_default()))?;
    let roadmap = &subject.report.roadmap;
    let (found, _) = laid(&entered.arrangement.conditions, subject.dossier, roadmap, content, &plan, subject.today());
    Ok(gantt::write(subject, &found, &plan.road, words))
}
