//! What can be handed over: one row each.

use crate::key::Key;
use belfry_dossier::redact::Extent;
use belfry_engine::schedule::{Road, Schedule};
use belfry_exchange::export::{
    Subject, ciso_assistant, csv, document, docx, gantt, ics, json, markdown, oscal, pdf, read::Held, wording::Words,
    xlsx,
};

/// For whom a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Whoever reads on paper: the board, whoever verifies, a customer.
    Board,
    /// Whoever runs the organisation.
    Owner,
    /// Whoever verifies.
    Auditor,
    /// Another program.
    Program,
}

impl Reader {
    /// All, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Board, Self::Owner, Self::Auditor, Self::Program];

    /// The one spelling, in ids.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Owner => "owner",
            Self::Auditor => "auditor",
            Self::Program => "program",
        }
    }

    /// The heading above the files for them.
    pub const fn title(self) -> Key {
        match self {
            Self::Board => Key::ExportBoard,
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
    pub write: Writer,
}

/// What makes a file.
#[derive(Clone, Copy)]
pub enum Writer {
    /// It always holds everything.
    Whole(fn(&Subject<'_>, &dyn Words) -> Vec<u8>),
    /// Names and notes can be left out of it.
    Either(fn(&Subject<'_>, &dyn Words, Extent) -> Vec<u8>),
    /// It shows the schedule.
    Planned(fn(&Subject<'_>, &dyn Words, &Schedule, &Road) -> Vec<u8>),
}

impl Format {
    /// How much of the dossier the file holds, where the user wants this much of it.
    pub const fn extent(&self, wanted: Extent) -> Extent {
        match self.write {
            Writer::Whole(_) | Writer::Planned(_) => Extent::Whole,
            Writer::Either(_) => wanted,
        }
    }

    /// Makes it.
    pub fn make(
        &self,
        subject: &Subject<'_>,
        words: &dyn Words,
        wanted: Extent,
        plan: &dyn Fn() -> Schedule,
        road: &Road,
    ) -> Vec<u8> {
        match self.write {
            Writer::Planned(write) => write(subject, words, &plan(), road),
            Writer::Whole(write) => write(subject, words),
            Writer::Either(write) => write(subject, words, wanted),
        }
    }

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
        id: "pdf",
        reader: Reader::Board,
        title: Key::ExportPdfTitle,
        text: Key::ExportPdfText,
        suffix: ".pdf",
        kind: "application/pdf",
        reopens: None,
        write: Writer::Either(|subject, words, extent| pdf::write(&document::report(subject, words, extent))),
    },
    Format {
        id: "docx",
        reader: Reader::Board,
        title: Key::ExportDocxTitle,
        text: Key::ExportDocxText,
        suffix: ".docx",
        kind: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        reopens: None,
        write: Writer::Either(|subject, words, extent| docx::write(&document::report(subject, words, extent))),
    },
    Format {
        id: "markdown",
        reader: Reader::Board,
        title: Key::ExportMarkdownTitle,
        text: Key::ExportMarkdownText,
        suffix: ".md",
        kind: "text/markdown;charset=utf-8",
        reopens: None,
        write: Writer::Either(|subject, words, extent| markdown::write(subject, words, extent).into_bytes()),
    },
    Format {
        id: "calendar",
        reader: Reader::Owner,
        title: Key::ExportCalendarTitle,
        text: Key::ExportCalendarText,
        suffix: ".ics",
        kind: "text/calendar;charset=utf-8",
        reopens: None,
        write: Writer::Whole(|subject, words| ics::write(subject, words).into_bytes()),
    },
    Format {
        id: "gantt",
        reader: Reader::Owner,
        title: Key::ExportGanttTitle,
        text: Key::ExportGanttText,
        suffix: ".svg",
        kind: "image/svg+xml",
        reopens: None,
        write: Writer::Planned(|subject, words, plan, road| gantt::write(subject, plan, road, words).into_bytes()),
    },
    Format {
        id: "workbook",
        reader: Reader::Owner,
        title: Key::ExportWorkbookTitle,
        text: Key::ExportWorkbookText,
        suffix: ".xlsx",
        kind: WORKBOOK,
        reopens: Some(Held::Answers),
        write: Writer::Whole(xlsx::write),
    },
    Format {
        id: "oscal-results",
        reader: Reader::Auditor,
        title: Key::ExportOscalResultsTitle,
        text: Key::ExportOscalResultsText,
        suffix: ".oscal-results.json",
        kind: DATA,
        reopens: Some(Held::Answers),
        write: Writer::Whole(|subject, words| oscal::results(subject, words).into_bytes()),
    },
    Format {
        id: "oscal-plan",
        reader: Reader::Auditor,
        title: Key::ExportOscalPlanTitle,
        text: Key::ExportOscalPlanText,
        suffix: ".oscal-plan.json",
        kind: DATA,
        reopens: None,
        write: Writer::Whole(|subject, words| oscal::plan(subject, words).into_bytes()),
    },
    Format {
        id: "ciso-assistant",
        reader: Reader::Program,
        title: Key::ExportCisoTitle,
        text: Key::ExportCisoText,
        suffix: ".ciso-assistant.xlsx",
        kind: WORKBOOK,
        reopens: None,
        write: Writer::Whole(ciso_assistant::write),
    },
    Format {
        id: "json",
        reader: Reader::Program,
        title: Key::ExportJsonTitle,
        text: Key::ExportJsonText,
        suffix: ".report.json",
        kind: DATA,
        reopens: Some(Held::Everything),
        write: Writer::Whole(|subject, _| json::write(subject).into_bytes()),
    },
    Format {
        id: "answers",
        reader: Reader::Program,
        title: Key::ExportAnswersTitle,
        text: Key::ExportAnswersText,
        suffix: ".answers.csv",
        kind: TABLE,
        reopens: None,
        write: Writer::Whole(|subject, words| csv::answers(subject, words).into_bytes()),
    },
    Format {
        id: "roadmap",
        reader: Reader::Program,
        title: Key::ExportRoadmapTitle,
        text: Key::ExportRoadmapText,
        suffix: ".roadmap.csv",
        kind: TABLE,
        reopens: None,
        write: Writer::Whole(|subject, words| csv::roadmap(subject, words).into_bytes()),
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
    fn names_are_left_out_only_where_the_user_was_asked() {
        let asked = |format: &&Format| format.reader == Reader::Board;
        assert!(FORMATS.iter().filter(asked).all(|format| format.extent(Extent::Redacted) == Extent::Redacted));
        let others = FORMATS.iter().filter(|format| !asked(format));
        assert!(others.clone().all(|format| format.extent(Extent::Redacted) == Extent::Whole));
    }

    #[test]
    fn the_extension_is_what_follows_the_last_dot() {
        let extensions: Vec<_> = FORMATS.iter().map(Format::extension).collect();
        assert_eq!(
            extensions,
            [".pdf", ".docx", ".md", ".ics", ".svg", ".xlsx", ".json", ".json", ".xlsx", ".json", ".csv", ".csv"]
        );
    }
}
