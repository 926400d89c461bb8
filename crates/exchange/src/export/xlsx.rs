//! A workbook: answers, scores, roadmap, evidence, each on a sheet. The scores are formulas that work out the published
//! method from the answers, so that changing an answer in Excel changes them; what they show until then was worked out
//! exactly. A hidden sheet says what the words mean, in whichever language they are, so that the workbook opens in Belfry
//! again: see [`read`](crate::export::read).

use crate::{
    export::{
        Subject, tables,
        wording::{Label, Name, Phrases, Words},
    },
    sheets::{self, Cell, Choice, Page, Row, Value, Visibility, letters},
};
use belfry_dossier::record::Stance;
use belfry_engine::{
    catalogue::{CategoryStructure, Dimension, Knower, Ledger},
    maturity::Maturity,
    scoring::{CategoryScore, Gate, KeyMeasureScore},
};

/// What the hidden sheet calls the file.
pub(crate) const KIND: &str = "belfry-workbook";
/// The version of what it says; it grows when something changes its meaning or goes.
pub(crate) const VERSION: u32 = 1;
/// The name of the hidden sheet: no word of any language.
pub(crate) const LEXICON: &str = "belfry";

/// The columns of the answers, in order; each with what it holds in a saved dossier, where it holds something of it.
pub(crate) const COLUMNS: [(Label, Option<&str>); 19] = [
    (Label::Requirement, Some("requirement")),
    (Label::Title, None),
    (Label::Category, None),
    (Label::Level, None),
    (Label::Asked, None),
    (Label::Key, None),
    (Label::MayNotApply, None),
    (Label::Answer, Some("stance")),
    (Label::Documentation, Some("documentation")),
    (Label::Implementation, Some("implementation")),
    (Label::CountsDocumentation, None),
    (Label::CountsImplementation, None),
    (Label::Maturity, None),
    (Label::Justification, Some("justification")),
    (Label::Note, Some("note")),
    (Label::Owner, Some("owner")),
    (Label::Due, Some("due")),
    (Label::Ask, Some("ask")),
    (Label::CarriedFrom, Some("carried_from")),
];

/// The letters of a column of the answers.
fn column(label: Label) -> String {
    letters(COLUMNS.iter().position(|(other, _)| *other == label).unwrap_or_default())
}

/// The workbook.
pub fn write(subject: &Subject<'_>, words: &dyn Words) -> Vec<u8> {
    let labels = [Label::Answers, Label::Scores, Label::Roadmap, Label::Evidence].map(|label| words.label(label));
    let names = sheets::names(labels.iter().map(String::as_str).chain([LEXICON]));
    let mut names = names.into_iter();
    let mut next = || names.next().unwrap_or_default();
    let [answers, scores, roadmap, evidence, lexicon] = [next(), next(), next(), next(), next()];
    let book = Book { subject, words, answers: quoted(&answers), lexicon: quoted(&lexicon) };
    let page = |name: String, rows: Vec<Row>| Page { name, rows, ..Page::default() };
    sheets::write(&[
        Page { choices: book.choices(), ..page(answers, book.answers()) },
        page(scores, book.scores()),
        page(roadmap, tables::roadmap(subject, words)),
        page(evidence, tables::evidence(subject, words)),
        Page { shown: Visibility::Hidden, ..page(lexicon, book.lexicon()) },
    ])
}

/// A sheet's name in a formula. Names never hold an apostrophe.
fn quoted(name: &str) -> String {
    format!("'{name}'!")
}

/// Rows of the hidden sheet to which formulas refer, from 1.
#[derive(Clone, Copy)]
enum Entry {
    NotApplicableCounts = 6,
    Yes = 7,
    No = 8,
    Scored = 9,
    NotApplicable = 11,
    GateOpen = 12,
    GateClosed = 13,
    GateUnknown = 14,
}

struct Book<'case> {
    subject: &'case Subject<'case>,
    words: &'case dyn Words,
    /// The names of the sheets, as formulas have them.
    answers: String,
    lexicon: String,
}

impl Book<'_> {
    /// What the words mean: a code, then the word. The entries that formulas need come first.
    fn lexicon(&self) -> Vec<Row> {
        let subject = self.subject;
        let row = |code: &str, value: Cell| Row::plain(vec![Cell::text(code), value]);
        let word = |code: &str, label: Label| row(code, Cell::Text(self.words.label(label)));
        let counts = tables::not_applicable(subject).map(|rule| Cell::Number(rule.counts_as.to_f64()));
        // Chosen, or what the class of the entity asks: the questions on scope do not travel.
        let target = subject.report.advice.target.code();
        let mut rows = vec![
            row("kind", Cell::text(KIND)),
            row("version", Cell::Number(f64::from(VERSION))),
            row("framework", Cell::text(subject.catalogue().id.to_string())),
            row("target", Cell::text(target)),
            row("name", Cell::text(subject.dossier.name.clone())),
            row("not-applicable.counts-as", counts.unwrap_or_default()),
            word("yes", Label::Yes),
            word("no", Label::No),
            word("stance.scored", Label::StanceScored),
            word("stance.unknown", Label::StanceUnknown),
            word("stance.not-applicable", Label::StanceNotApplicable),
            word("gate.open", Label::GateOpen),
            word("gate.closed", Label::GateClosed),
            word("gate.unknown", Label::GateUnknown),
        ];
        if !sheets::fits(&subject.dossier.name) {
            rows.push(row("cut", Cell::text("name")));
        }
        rows.extend(Knower::ALL.map(|knower| word(&format!("ask.{}", knower.code()), knower.into())));
        rows.extend(COLUMNS.iter().filter_map(|(label, held)| Some(word(&format!("column.{}", (*held)?), *label))));
        // What no cell holds whole is named, so that opening does not take the part for the whole.
        for requirement in &subject.catalogue().requirements {
            let record = subject.dossier.record(requirement.id);
            let texts = [("justification", &record.justification), ("note", &record.note), ("owner", &record.owner)];
            let cut = texts.into_iter().filter(|(_, text)| !sheets::fits(text));
            rows.extend(cut.map(|(field, _)| row("cut", Cell::Text(format!("{} {field}", requirement.id)))));
        }
        rows
    }

    /// The cell of an entry of the hidden sheet.
    fn entry(&self, entry: Entry) -> String {
        format!("{}$B${}", self.lexicon, entry as usize)
    }

    /// The rows of the answers that hold requirements, first and last.
    fn extent(&self) -> [usize; 2] {
        [2, self.subject.catalogue().requirements.len().max(1) + 1]
    }

    fn choices(&self) -> Vec<Choice> {
        let [first, last] = self.extent();
        let range = |label: Label| format!("{0}{first}:{0}{last}", column(label));
        let stances = format!("{0}$B${1}:$B${2}", self.lexicon, Entry::Scored as usize, Entry::NotApplicable as usize);
        let scores = "\"1,2,3,4,5\"".to_owned();
        vec![
            Choice { cells: range(Label::Answer), list: stances },
            Choice { cells: range(Label::Documentation), list: scores.clone() },
            Choice { cells: range(Label::Implementation), list: scores },
        ]
    }

    /// Every requirement of the framework: an answer beyond the level at hand must not be lost.
    fn answers(&self) -> Vec<Row> {
        let (subject, words) = (self.subject, self.words);
        let catalogue = subject.catalogue();
        let labels: Vec<Label> = COLUMNS.iter().map(|(label, _)| *label).collect();
        let mut rows = vec![tables::heading(words, &labels)];
        for (number, requirement) in (2..).zip(&catalogue.requirements) {
            let record = subject.dossier.record(requirement.id);
            let halves = tables::counts(subject, record.answer());
            let category = catalogue.categories.get(requirement.category);
            let yes_or_no = |holds| Cell::Text(words.yes_or_no(holds));
            let maturity = halves.and_then(Maturity::average);
            let [documentation, implementation] = Dimension::ALL.map(|dimension| {
                let at = usize::from(dimension == Dimension::Implementation);
                Cell::Formula(self.counts(number, dimension), figure(halves.and_then(|halves| halves.get(at).copied())))
            });
            let counted = format!(
                "{}{number}:{}{number}",
                column(Label::CountsDocumentation),
                column(Label::CountsImplementation)
            );
            let mut cells = vec![
                Cell::Text(requirement.id.to_string()),
                Cell::text(words.name(Name::Requirement(requirement.id))),
                Cell::text(category.map(|category| words.name(Name::Category(category))).unwrap_or_default()),
                Cell::Text(words.label(requirement.from.assurance().into())),
                yes_or_no(requirement.applies_at(subject.report.level)),
                yes_or_no(requirement.is_key_at(subject.report.level)),
                yes_or_no(tables::may_not_apply(subject, requirement)),
                tables::stance(words, &record),
                tables::score(record.documentation),
                tables::score(record.implementation),
                documentation,
                implementation,
                Cell::Formula(format!("IF(COUNT({counted})=2,AVERAGE({counted}),\"\")"), figure(maturity)),
            ];
            cells.extend(tables::kept(words, &record));
            rows.push(Row::plain(cells));
        }
        rows
    }

    /// What one half of an answer counts as: nothing unless both are given, a fixed value where it does not apply.
    fn counts(&self, number: usize, dimension: Dimension) -> String {
        let cell = |label| format!("${}{number}", column(label));
        let [answer, documentation, implementation] =
            [Label::Answer, Label::Documentation, Label::Implementation].map(cell);
        let half = match dimension {
            Dimension::Documentation => &documentation,
            Dimension::Implementation => &implementation,
        };
        let scored = self.entry(Entry::Scored);
        let given = format!(
            "IF(AND(OR({answer}=\"\",{answer}={scored}),ISNUMBER({documentation}),ISNUMBER({implementation})),{half},\"\")"
        );
        match tables::not_applicable(self.subject) {
            None => given,
            Some(_) => format!(
                "IF({answer}={},{},{given})",
                self.entry(Entry::NotApplicable),
                self.entry(Entry::NotApplicableCounts)
            ),
        }
    }

    fn scores(&self) -> Vec<Row> {
        let (subject, words) = (self.subject, self.words);
        let card = subject.report.method();
        let labels = [
            Label::Code,
            Label::What,
            Label::Documentation,
            Label::Implementation,
            Label::Maturity,
            Label::Gate,
            Label::State,
            Label::Answered,
            Label::Of,
        ];
        let structures = subject.catalogue().structure(subject.report.level, Ledger::Method);
        // The heading and five gates stand above a heading for the categories; the key measures come below them.
        let mut category_rows = Vec::new();
        let mut below: Vec<Row> = vec![Row::strong(vec![Cell::Empty, Cell::Text(words.label(Label::Categories))])];
        let above = 6;
        for structure in structures {
            let number = above + below.len() + 1;
            category_rows.push(number);
            let score = card.category(structure.category);
            below.extend(self.category(structure, score, number));
        }
        let last_category = above + below.len();
        below.push(Row::default());
        below.push(Row::strong(vec![Cell::Empty, Cell::Text(words.label(Label::KeyMeasures))]));
        let first_key = above + below.len() + 1;
        below.extend((first_key..).zip(&card.key_measures).map(|(number, key)| self.key_measure(key, number)));
        let last_key = above + below.len();
        let mut rows = vec![tables::heading(words, &labels)];
        rows.extend(self.gates(&category_rows, last_category, [first_key, last_key]));
        rows.extend(below);
        rows
    }

    /// The five gates: the total, the key measures, the categories, the rules on "does not apply", and the level.
    fn gates(&self, categories: &[usize], last_category: usize, keys: [usize; 2]) -> Vec<Row> {
        let words = self.words;
        let card = self.subject.report.method();
        let cells = |letter: &str| categories.iter().map(|at| format!("{letter}{at}")).collect::<Vec<_>>().join(",");
        let gate = |formula: String, gate: Gate| self.gate_cell(formula, gate);
        let [open, closed, unknown] =
            [Entry::GateOpen, Entry::GateClosed, Entry::GateUnknown].map(|entry| self.entry(entry));
        let all = |range: String| {
            format!("IF(COUNTIF({range},{closed})>0,{closed},IF(COUNTIF({range},{unknown})>0,{unknown},{open}))")
        };
        let number = |formula: String, value: usize| Cell::Formula(formula, Value::Count(value));
        let count = |value: usize| Cell::Number(value as f64);
        let named = |label| Cell::Text(words.label(label));
        let [first, last] = self.extent();
        let range = |label| format!("{0}${1}${first}:${1}${last}", self.answers, column(label));
        let rule = tables::not_applicable(self.subject);
        let (yes, no) = (self.entry(Entry::Yes), self.entry(Entry::No));
        let used = format!(
            "COUNTIFS({},{yes},{},{}",
            range(Label::Asked),
            range(Label::Answer),
            self.entry(Entry::NotApplicable)
        );
        let forbidden = format!("{used},{},{no})", range(Label::MayNotApply));
        let keys_met = card.key_measures.iter().filter(|key| key.passes() == Gate::Open).count();
        let [first_key, last_key] = keys;
        let key_range = format!("G{first_key}:G{}", last_key.max(first_key));
        let category_range = format!("G8:G{last_category}");
        let gated = card.categories.iter().filter(|category| category.passes() == Gate::Open).count();
        vec![
            Row::strong(vec![
                Cell::Empty,
                named(Label::Total),
                Cell::Empty,
                Cell::Empty,
                Cell::Formula(format!("IFERROR(AVERAGE({}),\"\")", cells("E")), figure(card.total)),
                Cell::Figure(card.total_gate.to_f64()),
                gate(format!("IF(H2<I2,{unknown},{})", self.meets("E2", "F2")), card.total_gate()),
                number(format!("SUM({})", cells("H")), card.answered),
                count(card.asked),
            ]),
            self.counted_gate(
                Label::KeyMeasures,
                gate(all(key_range.clone()), card.key_measures_gate()),
                number(format!("COUNTIF({key_range},{open})"), keys_met),
                count(card.key_measures.len()),
            ),
            self.counted_gate(
                Label::Categories,
                gate(all(category_range.clone()), card.categories_gate()),
                number(format!("COUNTIF({category_range},{open})"), gated),
                count(card.categories.len()),
            ),
            self.counted_gate(
                Label::NotApplicableUsed,
                gate(
                    format!("IF(OR(H5>I5,{forbidden}>0),{closed},{open})"),
                    if card.is_valid() { Gate::Open } else { Gate::Closed },
                ),
                number(format!("{used})"), self.not_applicable_used()),
                count(rule.map_or(0, |rule| rule.most)),
            ),
            self.counted_gate(
                Label::LevelReached,
                gate(
                    format!("IF(H2<I2,{unknown},IF(AND(G2={open},G3={open},G4={open},G5={open}),{open},{closed}))"),
                    card.verdict(),
                ),
                Cell::Empty,
                Cell::Empty,
            ),
        ]
    }

    fn not_applicable_used(&self) -> usize {
        let level = self.subject.report.level;
        let asked = self.subject.catalogue().at_level(level);
        asked.filter(|(_, one)| self.subject.dossier.record(one.id).stance == Stance::NotApplicable).count()
    }

    fn counted_gate(&self, label: Label, gate: Cell, met: Cell, of: Cell) -> Row {
        let name = Cell::Text(self.words.label(label));
        let nothing = || Cell::Empty;
        Row::strong(vec![nothing(), name, nothing(), nothing(), nothing(), nothing(), gate, met, of])
    }

    /// Whether a figure reaches its gate. Excel counts in binary, with an error near 10⁻¹⁵; two figures that the method can
    /// make differ by more than 10⁻¹⁰, as a test says. Rounding in between makes the comparison exact.
    fn meets(&self, figure: &str, gate: &str) -> String {
        format!("IF(ROUND({figure}-{gate},12)>=0,{},{})", self.entry(Entry::GateOpen), self.entry(Entry::GateClosed))
    }

    fn gate_cell(&self, formula: String, gate: Gate) -> Cell {
        Cell::Formula(formula, Value::Text(self.words.label(gate.into())))
    }

    /// A category, and below it its subcategories.
    fn category(&self, structure: &CategoryStructure, score: Option<&CategoryScore>, number: usize) -> Vec<Row> {
        let (subject, words) = (self.subject, self.words);
        let Some((id, score)) = subject.catalogue().categories.get(structure.category).zip(score) else {
            return Vec::new();
        };
        let groups = &structure.documentation;
        let (first, last) = (number + 1, number + groups.len());
        let state = match score.gate {
            None => self.entry(Entry::GateOpen),
            Some(_) => format!(
                "IF(H{number}<I{number},{},{})",
                self.entry(Entry::GateUnknown),
                self.meets(&format!("E{number}"), &format!("F{number}"))
            ),
        };
        let average = |letter: &str| format!("IFERROR(AVERAGE({letter}{first}:{letter}{last}),\"\")");
        let mut rows = vec![Row::strong(vec![
            Cell::Text(id.to_string()),
            Cell::text(words.name(Name::Category(id))),
            Cell::Formula(average("C"), figure(score.documentation)),
            Cell::Formula(average("D"), figure(score.implementation)),
            Cell::Formula(both(number), figure(score.maturity)),
            score.gate.map_or(Cell::Empty, |gate| Cell::Figure(gate.to_f64())),
            self.gate_cell(state, score.passes()),
            Cell::Formula(format!("SUM(H{first}:H{last})"), Value::Count(score.answered)),
            Cell::Number(score.asked as f64),
        ])];
        rows.extend((first..).zip(groups).map(|(number, group)| self.subcategory(group, number)));
        rows
    }

    fn subcategory(&self, group: &[usize], number: usize) -> Row {
        let subject = self.subject;
        let id = group.first().and_then(|at| subject.requirement_id(*at));
        let halves: Vec<[Maturity; 2]> = group
            .iter()
            .filter_map(|at| tables::counts(subject, subject.dossier.record(subject.requirement_id(*at)?).answer()))
            .collect();
        let average = |at: usize| Maturity::average(halves.iter().filter_map(|halves| halves.get(at).copied()));
        let [documentation, implementation] = [average(0), average(1)];
        let maturity = documentation.zip(implementation).and_then(|(one, other)| Maturity::average([one, other]));
        let cells = |label| self.cells(group, label);
        let half = |label, value| Cell::Formula(format!("IFERROR(AVERAGE({}),\"\")", cells(label)), figure(value));
        Row::plain(vec![
            Cell::text(id.map(|id| id.subcategory().to_owned()).unwrap_or_default()),
            Cell::Empty,
            half(Label::CountsDocumentation, documentation),
            half(Label::CountsImplementation, implementation),
            Cell::Formula(both(number), figure(maturity)),
            Cell::Empty,
            Cell::Empty,
            Cell::Formula(format!("COUNT({})", cells(Label::Maturity)), Value::Count(halves.len())),
            Cell::Number(group.len() as f64),
        ])
    }

    /// The cells of some requirements in a column of the answers, neighbours joined.
    fn cells(&self, group: &[usize], label: Label) -> String {
        let column = column(label);
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for at in group {
            match runs.last_mut().filter(|(_, last)| last + 1 == *at) {
                Some((_, last)) => *last = *at,
                None => runs.push((*at, *at)),
            }
        }
        // The first requirement stands in the second row.
        let run = |(first, last): (usize, usize)| {
            let cell = format!("{}{column}{}", self.answers, first + 2);
            if first == last { cell } else { format!("{cell}:{column}{}", last + 2) }
        };
        runs.into_iter().map(run).collect::<Vec<_>>().join(",")
    }

    fn key_measure(&self, key: &KeyMeasureScore, number: usize) -> Row {
        let (subject, words) = (self.subject, self.words);
        let Some(id) = subject.requirement_id(key.requirement) else { return Row::default() };
        let halves = tables::counts(subject, subject.dossier.record(id).answer());
        let half = |at: usize| figure(halves.and_then(|halves| halves.get(at).copied()));
        let cell = |label| self.cells(&[key.requirement], label);
        let state = format!(
            "IF(E{number}=\"\",{},{})",
            self.entry(Entry::GateUnknown),
            self.meets(&format!("E{number}"), &format!("F{number}"))
        );
        Row::plain(vec![
            Cell::Text(id.to_string()),
            Cell::text(words.name(Name::Requirement(id))),
            Cell::Formula(cell(Label::CountsDocumentation), half(0)),
            Cell::Formula(cell(Label::CountsImplementation), half(1)),
            Cell::Formula(cell(Label::Maturity), figure(key.maturity)),
            Cell::Figure(key.gate.to_f64()),
            self.gate_cell(state, key.passes()),
        ])
    }
}

/// The average of both halves in a row of the scores.
fn both(number: usize) -> String {
    format!("IF(COUNT(C{number}:D{number})=2,AVERAGE(C{number}:D{number}),\"\")")
}

/// What a formula shows: a figure, or an empty text.
fn figure(maturity: Option<Maturity>) -> Value {
    maturity.map_or_else(|| Value::Text(String::new()), |maturity| Value::Number(maturity.to_f64()))
}
