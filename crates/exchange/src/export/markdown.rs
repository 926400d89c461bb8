//! A report in Markdown (CommonMark with the tables of GitHub), for reading and for keeping beside code: the verdict with
//! its grounds, the scores, what blocks the level, the roadmap, the answers and the evidence. What it says of verdict, dates
//! and scores is what the printed report says; its tables are as wide as the data. Whatever the user typed stands there as
//! text: no markup, no picture, no table of its own.

use crate::{
    export::{
        Subject,
        document::{Block, Depth, Pen, Run, Table, Weight, printed::milestones, sections, told},
        tables, turns_direction,
        wording::{Label, Phrases, Words},
    },
    sheets::Row,
};
use belfry_dossier::redact::Extent;

/// The report.
pub fn write(subject: &Subject<'_>, words: &dyn Words, extent: Extent) -> String {
    let dossier = told(subject.dossier, extent, words);
    let subject = &Subject { dossier: &dossier, ..*subject };
    let mut page = Page { text: String::new(), words };
    let name = words.organisation(&dossier.name);
    page.title(1, &words.filled(Label::ReportTitle, &[("name", &name)]));
    let mut pen = Pen::new(words);
    pen.paragraph(words.filled(Label::MadeOn, &[("day", &subject.today().to_string())]));
    pen.paragraph(words.label(Label::Disclaimer));
    if extent == Extent::Redacted {
        pen.paragraph(words.label(Label::PaperRedacted));
    }
    pen.part(&words.label(Label::Verdict));
    sections::verdict(&mut pen, subject);
    sections::dates(&mut pen, subject);
    sections::scores(&mut pen, subject);
    pen.part(&words.label(Label::Roadmap));
    let assumed = subject.report.path.assumed.len();
    if assumed > 0 {
        pen.paragraph(words.filled(Label::Assumed, &[("count", &assumed.to_string())]));
    }
    page.blocks(&pen.blocks);
    page.rows(&tables::roadmap(subject, words), Label::NothingLeft);
    let mut pen = Pen::new(words);
    milestones(&mut pen, subject);
    pen.part(&words.label(Label::Answers));
    page.blocks(&pen.blocks);
    page.rows(&tables::answers(subject, words), Label::NothingLeft);
    let evidence = tables::evidence(subject, words);
    if evidence.len() > 1 {
        page.title(2, &words.label(Label::Evidence));
        page.rows(&evidence, Label::NothingLeft);
    }
    page.text
}

/// A page that grows.
struct Page<'words> {
    text: String,
    words: &'words dyn Words,
}

impl Page<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(Depth::Part, text) => self.title(2, text),
                Block::Heading(Depth::Section, text) => self.title(3, text),
                Block::Heading(Depth::Detail, text) => self.title(4, text),
                Block::Paragraph(runs) | Block::Note(runs) => self.text.push_str(&format!("{}\n\n", line(runs))),
                Block::List(items) => {
                    items.iter().for_each(|item| self.text.push_str(&format!("- {}\n", line(item))));
                    self.text.push('\n');
                }
                Block::Table(table) => self.table(table),
            }
        }
    }

    fn title(&mut self, depth: usize, text: &str) {
        self.text.push_str(&format!("{} {}\n\n", "#".repeat(depth), escaped(text)));
    }

    fn table(&mut self, table: &Table) {
        let headings: Vec<String> = table.columns.iter().map(|column| column.heading.clone()).collect();
        self.grid(&headings, &table.rows);
    }

    /// A table whose first row is its headings; a sentence where it has no other.
    fn rows(&mut self, rows: &[Row], none: Label) {
        match tables::texts(rows, &self.words.label(Label::DecimalMark)).split_first() {
            Some((headings, rows)) if !rows.is_empty() => self.grid(headings, rows),
            Some(_) | None => self.text.push_str(&format!("{}\n\n", escaped(&self.words.label(none)))),
        }
    }

    fn grid(&mut self, headings: &[String], rows: &[Vec<String>]) {
        self.cells(headings);
        self.text.push_str(&format!("|{}\n", " --- |".repeat(headings.len())));
        rows.iter().for_each(|row| self.cells(row));
        self.text.push('\n');
    }

    fn cells(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        self.text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

/// Text on one line. What follows upon bold begins with a space or a sign of its own, which is none of Markdown's.
fn line(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        let inner = escaped(&run.text);
        match run.weight {
            Weight::Strong if !inner.is_empty() => text.push_str(&format!("**{inner}**")),
            Weight::Strong => {}
            Weight::Plain => {
                if let Some(space) =
                    run.text.chars().next().filter(|letter| matches!(letter, ' ' | '\u{a0}' | '\u{202f}'))
                {
                    text.push(space);
                }
                text.push_str(&inner);
            }
        }
    }
    text.trim().to_owned()
}

/// A text that means nothing but itself, on one line: signs that Markdown or GitHub's extensions would read get a backslash
/// (CommonMark 0.31, section 2.4), line ends become breaks within the line, and signs that would rearrange or hide what
/// follows are left out. It may stand at the beginning of a line, of a cell, of an item. GitHub still makes an address of
/// e-mail clickable.
pub(crate) fn escaped(text: &str) -> String {
    let text = text.trim();
    let mut escaped = String::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let before = text.get(..at).unwrap_or_default();
        let is_special = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$' | '@' => true,
            // At the beginning only: lists, rules, underlines of titles.
            '-' | '+' | '=' => before.is_empty(),
            '.' | ')' if before.bytes().all(|byte| byte.is_ascii_digit()) => true,
            // Addresses, and names of pictures.
            '.' => before.to_ascii_lowercase().ends_with("www"),
            ':' => next.is_some_and(|next| !next.is_whitespace()),
            _ => false,
        };
        match letter {
            '\r' if next == Some('\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("<br>"),
            '\t' => escaped.push(' '),
            control if control.is_control() || turns_direction(control) => {}
            sign if is_special => escaped.extend(['\\', sign]),
            plain => escaped.push(plain),
        }
    }
    escaped
}
