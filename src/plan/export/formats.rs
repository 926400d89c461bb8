//! What can be handed over: one row each.

use crate::key::Key;
use belfry_exchange::export::{
    Subject, ciso_assistant, csv, ics, json, markdown, oscal, read::Held, wording::Words, xlsx,
};

/// For whom a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Whoever runs the organisation.
    Owner,
    /// Whoever verifies.
    Auditor,
    /// Another program.
    Program,
}

impl Reader {
    /// All, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Auditor, Self::Program];

    /// The one spelling, in ids.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Auditor => "auditor",
            Self::Program => "program",
        }
    }

    /// The heading above the files for them.
    pub const fn title(self) -> Key {
        match self {
            Self::Owner => Key::ExportOwner,
            Self::Auditor => Key::ExportAuditor,
            Self::Program => Key::ExportProgram,
        }
    }
}

/// A kind of file.
pub struct Format {
    /// Unique in the page.
    pub id: &'static str,
    /// For whom it is.
    pub reader: Reader,
    /// What it is called.
    pub title: Key,
    /// What it is for.
    pub text: Key,
    /// How the name of the file ends: `.oscal-results.json`.
    pub suffix: &'static str,
    /// The media type.
    pub kind: &'static str,
    /// What of it opens in Belfry again.
    pub reopens: Option<Held>,
    /// Makes it.
    pub write: fn(&Subject<'_>, &dyn Words) -> Vec<u8>,
}

impl Format {
    /// The extension alone, with its dot: `.json`.
    pub fn extension(&self) -> &'static str {
        self.suffix.rfind('.').and_then(|dot| self.suffix.get(dot..)).unwrap_or(self.suffix)
    }
}

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const TABLE: &str = "text/csv;charset=utf-8";
const DATA: &str = "application/json";

/// Every kind of file, in the order in which the page shows them.
pub const FORMATS: &[Format] = &[
    Format {
        id: "calendar",
        reader: Reader::Owner,
        title: Key::ExportCalendarTitle,
        text: Key::ExportCalendarText,
        suffix: ".ics",
        kind: "text/calendar;charset=utf-8",
        reopens: None,
        write: |subject, words| ics::write(subject, words).into_bytes(),
    },
    Format {
        id: "workbook",
        reader: Reader::Owner,
        title: Key::ExportWorkbookTitle,
        text: Key::ExportWorkbookText,
        suffix: ".xlsx",
        kind: WORKBOOK,
        reopens: Some(Held::Answers),
        write: xlsx::write,
    },
    Format {
        id: "oscal-results",
        reader: Reader::Auditor,
        title: Key::ExportOscalResultsTitle,
        text: Key::ExportOscalResultsText,
        suffix: ".oscal-results.json",
        kind: DATA,
        reopens: Some(Held::Answers),
        write: |subject, words| oscal::results(subject, words).into_bytes(),
    },
    Format {
        id: "oscal-plan",
        reader: Reader::Auditor,
        title: Key::ExportOscalPlanTitle,
        text: Key::ExportOscalPlanText,
        suffix: ".oscal-plan.json",
        kind: DATA,
        reopens: None,
        write: |subject, words| oscal::plan(subject, words).into_bytes(),
    },
    Format {
        id: "ciso-assistant",
        reader: Reader::Program,
        title: Key::ExportCisoTitle,
        text: Key::ExportCisoText,
        suffix: ".ciso-assistant.xlsx",
        kind: WORKBOOK,
        reopens: None,
        write: ciso_assistant::write,
    },
    Format {
        id: "json",
        reader: Reader::Program,
        title: Key::ExportJsonTitle,
        text: Key::ExportJsonText,
        suffix: ".report.json",
        kind: DATA,
        reopens: Some(Held::Everything),
        write: |subject, _| json::write(subject).into_bytes(),
    },
    Format {
        id: "markdown",
        reader: Reader::Program,
        title: Key::ExportMarkdownTitle,
        text: Key::ExportMarkdownText,
        suffix: ".md",
        kind: "text/markdown;charset=utf-8",
        reopens: None,
        write: |subject, words| markdown::write(subject, words).into_bytes(),
    },
    Format {
        id: "answers",
        reader: Reader::Program,
        title: Key::ExportAnswersTitle,
        text: Key::ExportAnswersText,
        suffix: ".answers.csv",
        kind: TABLE,
        reopens: None,
        write: |subject, words| csv::answers(subject, words).into_bytes(),
    },
    Format {
        id: "roadmap",
        reader: Reader::Program,
        title: Key::ExportRoadmapTitle,
        text: Key::ExportRoadmapText,
        suffix: ".roadmap.csv",
        kind: TABLE,
        reopens: None,
        write: |subject, words| csv::roadmap(subject, words).into_bytes(),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_files_have_the_same_name() {
        for (at, format) in FORMATS.iter().enumerate() {
            let others = FORMATS.iter().skip(at + 1);
            assert!(others.clone().all(|other| other.id != format.id && other.suffix != format.suffix));
        }
    }

    #[test]
    fn the_extension_is_what_follows_the_last_dot() {
        let extensions: Vec<_> = FORMATS.iter().map(Format::extension).collect();
        assert_eq!(extensions, [".ics", ".xlsx", ".json", ".json", ".xlsx", ".json", ".md", ".csv", ".csv"]);
    }
}
