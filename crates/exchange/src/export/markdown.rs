//! A report in Markdown (CommonMark with the tables of GitHub), for reading and for keeping beside code: the verdict with
//! its grounds, the scores, what blocks the level, the roadmap, the answers and the evidence. Whatever the user typed stands
//! there as text: no markup, no picture, no table of its own.

use crate::{
    export::{
        Subject, tables, turns_direction,
        wording::{Label, Name, Phrases, Words, certainty, milestone},
    },
    sheets::Row,
};
use belfry_engine::{
    classification::Classification,
    gap::Blocker,
    law::{Certainty, LegalReference},
    maturity::Maturity,
    scoring::Scorecard,
};

/// The report.
pub fn write(subject: &Subject<'_>, words: &dyn Words) -> String {
    let mut page = Page { text: String::new(), words };
    let report = subject.report;
    let name = words.organisation(&subject.dossier.name);
    page.title(1, &words.filled(Label::ReportTitle, &[("name", &name)]));
    page.paragraph(&words.filled(Label::MadeOn, &[("day", &subject.today().to_string())]));
    page.paragraph(&words.label(Label::Disclaimer));
    page.title(2, &words.label(Label::Verdict));
    match &report.classification {
        Some(found) => verdict(&mut page, subject, found),
        None => page.paragraph(&words.label(Label::VerdictOpen)),
    }
    dates(&mut page, subject);
    scores(&mut page, subject);
    page.title(2, &words.label(Label::Roadmap));
    let assumed = report.path.assumed.len();
    if assumed > 0 {
        page.paragraph(&words.filled(Label::Assumed, &[("count", &assumed.to_string())]));
    }
    page.rows(&tables::roadmap(subject, words), Label::NothingLeft);
    milestones(&mut page, subject);
    page.title(2, &words.label(Label::Answers));
    page.rows(&tables::answers(subject, words), Label::NothingLeft);
    let evidence = tables::evidence(subject, words);
    if evidence.len() > 1 {
        page.title(2, &words.label(Label::Evidence));
        page.rows(&evidence, Label::NothingLeft);
    }
    page.text
}

fn verdict(page: &mut Page<'_>, subject: &Subject<'_>, found: &Classification) {
    let (words, law) = (page.words, subject.facts.law);
    page.strong(&words.name(Name::Status(found.status)));
    if let Some(otherwise) = found.without_independence {
        let status = words.name(Name::Status(otherwise));
        page.paragraph(&words.filled(Label::WithoutIndependence, &[("status", &status)]));
    }
    page.paragraph(&words.pair(&words.label(Label::Size), &words.label(found.size_class.into())));
    page.title(3, &words.label(Label::Grounds));
    for rule in found.grounds.iter().filter_map(|id| law.rule(id)) {
        page.cited(&words.name(Name::Rule(&rule.id)), &rule.law, rule.certainty);
    }
    let notes: Vec<_> = law.notes.iter().filter(|note| found.notes.contains(&note.id)).collect();
    page.title_of(&notes, Label::Notes);
    for note in notes {
        page.cited(&words.name(Name::Note(&note.id)), &note.law, note.certainty);
    }
    let duties: Vec<_> = law.duties.iter().filter(|duty| found.duties.contains(&duty.id)).collect();
    page.title_of(&duties, Label::Duties);
    for duty in duties {
        let said = words.pair(&words.name(Name::Duty(&duty.id)), &words.name(Name::DutyText(&duty.id)));
        page.cited(&said, &duty.law, duty.certainty);
    }
    let fines: Vec<_> = law.fines.iter().filter(|fine| found.fines.contains(&fine.id)).collect();
    page.title_of(&fines, Label::Fines);
    for fine in fines {
        let [least, most] = [&fine.least, &fine.most].map(|euro| grouped(&euro.to_string()));
        let range = words.filled(Label::FineRange, &[("least", &least), ("most", &most)]);
        let turnover = fine.turnover.map(|percent| {
            let percent = percent.to_string().replace('.', &words.label(Label::DecimalMark));
            format!(", {}", words.filled(Label::FineTurnover, &[("percent", &percent)]))
        });
        let said = words.pair(&words.name(Name::Fine(&fine.id)), &format!("{range}{}", turnover.unwrap_or_default()));
        page.cited(&said, &fine.law, fine.certainty);
    }
}

/// `10000000` as `10 000 000`, with spaces that do not break (ISO 80000-1, 7.3.1).
fn grouped(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { grouped } else { format!("{grouped}.{fraction}") }
}

/// Everything with a day under a scheme, and the law's own dates.
fn dates(page: &mut Page<'_>, subject: &Subject<'_>) {
    let (words, law) = (page.words, subject.facts.law);
    let sure = |level: Certainty| certainty(level).map(|label| words.label(label)).unwrap_or_default();
    let mut rows = Vec::new();
    for dated in &subject.report.roadmap.deadlines {
        let Some(deadline) = law.deadlines.iter().find(|deadline| deadline.id == dated.deadline) else { continue };
        let name = words.name(Name::Deadline(&deadline.id));
        rows.push((
            dated.on,
            vec![dated.on.to_string(), name, words.citations(&deadline.law), sure(deadline.certainty)],
        ));
    }
    for due in subject.dues.iter().filter(|due| due.obligation.deadline.is_none()) {
        let Some(on) = due.on else { continue };
        let obligation = due.obligation;
        let name = words.name(Name::Obligation(&obligation.id));
        rows.push((on, vec![on.to_string(), name, words.citations(&obligation.law), sure(obligation.certainty)]));
    }
    rows.sort_by_key(|(on, _)| *on);
    if !rows.is_empty() {
        page.title(2, &words.label(Label::Dates));
        let rows: Vec<Vec<String>> = rows.into_iter().map(|(_, row)| row).collect();
        page.table(&[Label::Day, Label::What, Label::Source, Label::State], &rows);
    }
}

fn scores(page: &mut Page<'_>, subject: &Subject<'_>) {
    let words = page.words;
    let (report, catalogue) = (subject.report, subject.catalogue());
    let card = report.method();
    let level = words.label(report.level.assurance().into());
    page.title(2, &words.pair(&words.label(Label::Scores), &level));
    page.paragraph(&words.pair(&words.label(Label::Framework), catalogue.id.as_str()));
    // Small has no score of its own: what is aimed for and what is scored may differ.
    page.paragraph(&words.pair(&words.label(Label::Level), &words.label(report.advice.target.into())));
    if !card.is_complete() {
        let [answered, asked] = [card.answered, card.asked].map(|count| count.to_string());
        page.paragraph(&words.filled(Label::SoFar, &[("answered", &answered), ("asked", &asked)]));
    }
    page.title(3, &words.label(Label::Gates));
    page.table(&[Label::What, Label::Maturity, Label::Exact, Label::Gate, Label::State], &gates(words, card));
    page.title(3, &words.label(Label::Gaps));
    let gaps: Vec<String> =
        report.blockers.at(report.level).iter().map(|blocker| gap(subject, words, blocker)).collect();
    if gaps.is_empty() {
        page.paragraph(&words.label(Label::NoGaps));
    }
    gaps.iter().for_each(|gap| page.item(gap));
    page.break_off();
    page.title(3, &words.label(Label::Categories));
    let category = |at: usize| catalogue.categories.get(at);
    let rows: Vec<Vec<String>> = card
        .categories
        .iter()
        .filter_map(|score| {
            let id = category(score.category)?;
            Some(vec![
                id.to_string(),
                words.name(Name::Category(id)),
                figure(words, score.documentation),
                figure(words, score.implementation),
                figure(words, score.maturity),
                exact(score.maturity),
                figure(words, score.gate),
                words.label(score.passes().into()),
            ])
        })
        .collect();
    let columns = [
        Label::Code,
        Label::Category,
        Label::Documentation,
        Label::Implementation,
        Label::Maturity,
        Label::Exact,
        Label::Gate,
        Label::State,
    ];
    page.table(&columns, &rows);
    page.title(3, &words.label(Label::KeyMeasures));
    let rows: Vec<Vec<String>> = card
        .key_measures
        .iter()
        .filter_map(|key| {
            let id = subject.requirement_id(key.requirement)?;
            Some(vec![
                id.to_string(),
                words.name(Name::Requirement(id)),
                figure(words, key.maturity),
                figure(words, Some(key.gate)),
                words.label(key.passes().into()),
            ])
        })
        .collect();
    page.table(&[Label::Requirement, Label::Title, Label::Maturity, Label::Gate, Label::State], &rows);
    if !report.differences.is_empty() {
        page.title(3, &words.label(Label::Differences));
        let rows: Vec<Vec<String>> = report
            .differences
            .iter()
            .map(|found| {
                let why: Vec<String> = found.because.iter().map(|id| words.name(Name::Deviation(id))).collect();
                vec![
                    found.category.and_then(category).map_or_else(|| words.label(Label::Total), ToString::to_string),
                    figure(words, Some(found.method)),
                    figure(words, Some(found.workbook)),
                    why.join(" "),
                ]
            })
            .collect();
        page.table(&[Label::Category, Label::Method, Label::Workbook, Label::Why], &rows);
    }
}

fn figure(words: &dyn Words, maturity: Option<Maturity>) -> String {
    maturity.map(|maturity| words.figure(maturity.to_f64())).unwrap_or_default()
}

fn exact(maturity: Option<Maturity>) -> String {
    maturity.map(|maturity| maturity.to_string()).unwrap_or_default()
}

fn gates(words: &dyn Words, card: &Scorecard) -> Vec<Vec<String>> {
    let counted = |label, gate: belfry_engine::scoring::Gate| {
        vec![words.label(label), String::new(), String::new(), String::new(), words.label(gate.into())]
    };
    vec![
        vec![
            words.label(Label::Total),
            figure(words, card.total),
            exact(card.total),
            figure(words, Some(card.total_gate)),
            words.label(card.total_gate().into()),
        ],
        counted(Label::KeyMeasures, card.key_measures_gate()),
        counted(Label::Categories, card.categories_gate()),
        counted(Label::LevelReached, card.verdict()),
    ]
}

/// What keeps the level's door shut, as one line.
pub(crate) fn gap(subject: &Subject<'_>, words: &dyn Words, blocker: &Blocker) -> String {
    let short = |what: &str, by: Maturity| {
        words.filled(Label::GapShort, &[("what", what), ("short", &words.figure(by.to_f64()))])
    };
    match *blocker {
        Blocker::Open(count) => words.filled(Label::GapOpen, &[("count", &count.to_string())]),
        Blocker::Rules(count) => words.filled(Label::GapRules, &[("count", &count.to_string())]),
        Blocker::KeyMeasure { requirement, short: by } => {
            let id = subject.requirement_id(requirement);
            let what = id.map(|id| format!("{id} {}", words.name(Name::Requirement(id)))).unwrap_or_default();
            short(&what, by)
        }
        Blocker::Category { category, short: by } => {
            let id = subject.catalogue().categories.get(category);
            let what = id.map(|id| format!("{id} {}", words.name(Name::Category(id)))).unwrap_or_default();
            short(&what, by)
        }
        Blocker::Total { short: by } => short(&words.label(Label::Total), by),
    }
}

fn milestones(page: &mut Page<'_>, subject: &Subject<'_>) {
    let words = page.words;
    let points = &subject.report.roadmap.milestones;
    page.title_of(points, Label::Milestones);
    for point in points {
        page.item(&words.pair(&point.due.to_string(), &words.label(milestone(point.urgency))));
    }
    page.break_off();
}

/// A page that grows.
struct Page<'words> {
    text: String,
    words: &'words dyn Words,
}

impl Page<'_> {
    fn title(&mut self, depth: usize, text: &str) {
        self.break_off();
        self.text.push_str(&format!("{} {}\n\n", "#".repeat(depth), escaped(text)));
    }

    /// A title, where something stands below it.
    fn title_of<T>(&mut self, all: &[T], label: Label) {
        if !all.is_empty() {
            self.title(3, &self.words.label(label));
        }
    }

    fn paragraph(&mut self, text: &str) {
        self.break_off();
        self.text.push_str(&format!("{}\n\n", escaped(text)));
    }

    fn strong(&mut self, text: &str) {
        self.break_off();
        self.text.push_str(&format!("**{}**\n\n", escaped(text)));
    }

    fn item(&mut self, text: &str) {
        self.text.push_str(&format!("- {}\n", escaped(text)));
    }

    /// A line with its source and how sure it is.
    fn cited(&mut self, text: &str, law: &[LegalReference], sure: Certainty) {
        let words = self.words;
        let sure = certainty(sure).map(|label| words.label(label));
        let said = [Some(words.citations(law)), sure].into_iter().flatten().filter(|part| !part.is_empty());
        let said = said.collect::<Vec<_>>().join("; ");
        let text = if said.is_empty() { text.to_owned() } else { format!("{text} ({said})") };
        self.item(&text);
    }

    /// Ends a list: what follows stands by itself.
    fn break_off(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn table(&mut self, columns: &[Label], rows: &[Vec<String>]) {
        self.break_off();
        let heading: Vec<String> = columns.iter().map(|label| self.words.label(*label)).collect();
        self.line(&heading);
        self.text.push_str(&format!("|{}\n", " --- |".repeat(columns.len())));
        rows.iter().for_each(|row| self.line(row));
        self.text.push('\n');
    }

    /// A table whose first row is its headings; a sentence where it has no other.
    fn rows(&mut self, rows: &[Row], none: Label) {
        match tables::texts(rows, &self.words.label(Label::DecimalMark)).split_first() {
            Some((heading, rows)) if !rows.is_empty() => {
                self.break_off();
                self.line(heading);
                self.text.push_str(&format!("|{}\n", " --- |".repeat(heading.len())));
                rows.iter().for_each(|row| self.line(row));
                self.text.push('\n');
            }
            Some(_) | None => self.paragraph(&self.words.label(none)),
        }
    }

    fn line(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        self.text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
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
