//! The report as a document that no format has touched yet: titles, paragraphs, lists and tables. What it says stands in
//! `sections` (in every form of the report) and `printed` (in the forms that are printed and signed); how it looks is for
//! the writers to know.

pub(crate) mod printed;
mod redaction;
pub(crate) mod sections;

use crate::export::{
    Subject,
    identity::uuid,
    wording::{Label, Name, Phrases, Words, certainty},
};
use belfry_dossier::redact::Extent;
use belfry_engine::{
    incident::Moment,
    law::{Certainty, LegalReference},
};
pub(crate) use redaction::told;

/// A report, ready to be written.
#[derive(Clone, Debug)]
pub struct Document {
    /// The language as a tag (BCP 47), such as `nl-BE`.
    pub language: String,
    /// Its title.
    pub title: String,
    /// A name that no other report has.
    pub identity: String,
    /// When it was made, in UTC.
    pub made: Moment,
    /// Its day, for the head of every page.
    pub day: String,
    /// The first page.
    pub cover: Cover,
    /// Everything after it.
    pub blocks: Vec<Block>,
    /// What stands around the text.
    pub frame: Frame,
}

/// The first page.
#[derive(Clone, Debug)]
pub struct Cover {
    /// What kind of report it is.
    pub kind: String,
    /// About whom.
    pub organisation: String,
    /// What to know at once: each with its name.
    pub facts: Vec<[String; 2]>,
    /// What to bear in mind.
    pub notes: Vec<String>,
}

/// What stands around the text.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The title of the table of contents.
    pub contents: String,
    /// A page's number, with `{page}` and `{pages}` to fill.
    pub page: String,
    /// A remark for writers whose letters do not suffice.
    pub replaced: String,
}

/// A part of the text.
#[derive(Clone, Debug)]
pub enum Block {
    /// A title.
    Heading(Depth, String),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A remark that stands out.
    Note(Vec<Run>),
    /// A list without an order.
    List(Vec<Vec<Run>>),
    /// A table.
    Table(Table),
}

/// How deep a title stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// One of the report's parts.
    Part,
    /// Within a part.
    Section,
    /// Within a section.
    Detail,
}

/// A stretch of text that looks the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text; a line end in it starts a new line.
    pub text: String,
    /// How it looks.
    pub weight: Weight,
}

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// As any other.
    Plain,
    /// In bold.
    Strong,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<String>>,
    /// Who fills it.
    pub filled: Filled,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its share of the width, beside the other columns'.
    pub share: u16,
    /// Where its text stands.
    pub align: Align,
}

/// Where text stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the beginning.
    Start,
    /// At the end, as numbers do.
    End,
}

/// Who fills a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// It is filled.
    Here,
    /// Somebody with a pen: its rows are high enough.
    ByHand,
}

/// The report, to be printed and signed. Nothing in it was worked out for it.
pub fn report(subject: &Subject<'_>, words: &dyn Words, extent: Extent) -> Document {
    let dossier = told(subject.dossier, extent, words);
    let subject = &Subject { dossier: &dossier, ..*subject };
    let name = words.organisation(&dossier.name);
    let day = subject.today().to_string();
    let level = words.label(subject.report.advice.target.into());
    let verdict = match &subject.report.classification {
        Some(found) => words.name(Name::Status(found.status)),
        None => words.label(Label::VerdictOpen),
    };
    let card = subject.report.method();
    let result = words.pair(&words.label(card.level.assurance().into()), &words.label(card.verdict().into()));
    let facts = [
        (Label::Verdict, verdict),
        (Label::Framework, sections::framework(subject, words)),
        (Label::Level, level),
        (Label::PaperResult, result),
        (Label::Day, day.clone()),
    ];
    let redacted = (extent == Extent::Redacted).then_some(Label::PaperRedacted);
    let notes = [Some(Label::Disclaimer), Some(Label::SelfAssessmentText), redacted].into_iter().flatten();
    let mut pen = Pen::new(words);
    printed::summary(&mut pen, subject);
    pen.part(&words.label(Label::Verdict));
    sections::verdict(&mut pen, subject);
    printed::decision(&mut pen, subject);
    sections::dates(&mut pen, subject);
    sections::scores(&mut pen, subject);
    printed::roadmap(&mut pen, subject);
    printed::answers(&mut pen, subject);
    printed::evidence(&mut pen, subject);
    printed::method(&mut pen, subject);
    printed::signature(&mut pen);
    Document {
        language: words.label(Label::PaperLanguage),
        title: words.filled(Label::ReportTitle, &[("name", &name)]),
        identity: uuid(subject, &["report", &subject.now()]),
        made: subject.at,
        day,
        cover: Cover {
            kind: words.label(Label::PaperKind),
            organisation: name,
            facts: facts.map(|(label, value)| [words.label(label), value]).into(),
            notes: notes.map(|label| words.label(label)).collect(),
        },
        blocks: pen.blocks,
        frame: Frame {
            contents: words.label(Label::PaperContents),
            page: words.label(Label::PaperPage),
            replaced: words.label(Label::PaperReplaced),
        },
    }
}

impl Run {
    /// Text as any other.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), weight: Weight::Plain }
    }

    /// Text in bold.
    pub fn strong(text: impl Into<String>) -> Self {
        Self { text: text.into(), weight: Weight::Strong }
    }
}

/// A document that grows.
pub(crate) struct Pen<'words> {
    pub(crate) blocks: Vec<Block>,
    pub(crate) words: &'words dyn Words,
}

impl<'words> Pen<'words> {
    pub(crate) const fn new(words: &'words dyn Words) -> Self {
        Self { blocks: Vec::new(), words }
    }

    pub(crate) fn heading(&mut self, depth: Depth, text: &str) {
        self.blocks.push(Block::Heading(depth, text.to_owned()));
    }

    pub(crate) fn part(&mut self, text: &str) {
        self.heading(Depth::Part, text);
    }

    pub(crate) fn section(&mut self, label: Label) {
        self.heading(Depth::Section, &self.words.label(label));
    }

    pub(crate) fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(vec![Run::plain(text)]));
    }

    pub(crate) fn strong(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(vec![Run::strong(text)]));
    }

    pub(crate) fn list(&mut self, items: Vec<Vec<Run>>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// A list below its title; nothing where it is empty.
    pub(crate) fn titled_list(&mut self, label: Label, items: Vec<Vec<Run>>) {
        if !items.is_empty() {
            self.section(label);
            self.list(items);
        }
    }

    /// A table of labels with each its share of the width; what stands at the end of a line is `numbers`.
    pub(crate) fn table(&mut self, columns: &[(Label, u16)], numbers: &[Label], rows: Vec<Vec<String>>) {
        let column = |(label, share): &(Label, u16)| Column {
            heading: self.words.label(*label),
            share: *share,
            align: if numbers.contains(label) { Align::End } else { Align::Start },
        };
        let columns = columns.iter().map(column).collect();
        self.blocks.push(Block::Table(Table { columns, rows, filled: Filled::Here }));
    }

    /// "**Gate**: 3".
    pub(crate) fn pair(&self, what: &str, value: &str) -> Vec<Run> {
        let between = self.words.pair("", "");
        vec![Run::strong(what), Run::plain(format!("{between}{value}"))]
    }

    /// A line with its source and how sure it is.
    pub(crate) fn cited(&self, mut runs: Vec<Run>, law: &[LegalReference], sure: Certainty) -> Vec<Run> {
        let sure = certainty(sure).map(|label| self.words.label(label));
        let said = [Some(self.words.citations(law)), sure].into_iter().flatten().filter(|part| !part.is_empty());
        let said = said.collect::<Vec<_>>().join("; ");
        if !said.is_empty() {
            runs.push(Run::plain(format!(" ({said})")));
        }
        runs
    }
}
