//! What tables say, whichever format they stand in.

use crate::{
    export::{
        Subject,
        wording::{Label, Name, Phrases, Words},
    },
    sheets::{Cell, Row, Value},
};
use belfry_dossier::{
    evidence::{Evidence, Target},
    record::{Record, Stance},
};
use belfry_engine::{
    answer::Answer,
    catalogue::{Dimension, NotApplicableRule, PersonDays, Requirement},
    maturity::{Maturity, Score},
    roadmap::QuickWin,
};

/// A heading row.
pub(crate) fn heading(words: &dyn Words, labels: &[Label]) -> Row {
    Row::plain(labels.iter().map(|label| Cell::Text(words.label(*label))).collect())
}

/// A table as texts, with this sign in numbers.
pub(crate) fn texts(rows: &[Row], decimal_mark: &str) -> Vec<Vec<String>> {
    let text = |cell: &Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Formula(_, Value::Text(text)) => text.clone(),
        Cell::Number(value) | Cell::Figure(value) | Cell::Formula(_, Value::Number(value)) => {
            value.to_string().replace('.', decimal_mark)
        }
        Cell::Formula(_, Value::Count(value)) => value.to_string(),
        Cell::True => "1".to_owned(),
        Cell::Day(day) => day.to_string(),
    };
    rows.iter().map(|row| row.cells.iter().map(text).collect()).collect()
}

/// How the rules on "does not apply" stand at the level at hand.
pub(crate) fn not_applicable<'case>(subject: &Subject<'case>) -> Option<&'case NotApplicableRule> {
    subject.catalogue().not_applicable.as_ref().map(|rules| rules.at(subject.report.level))
}

/// Whether a requirement may be answered with "does not apply" at the level at hand.
pub(crate) fn may_not_apply(subject: &Subject<'_>, requirement: &Requirement) -> bool {
    not_applicable(subject).is_some_and(|rule| {
        let as_key = rule.forbidden_on_key_measures && requirement.is_key_at(subject.report.level);
        let as_aspect = rule.forbidden_on_management_aspects && requirement.management_aspect;
        !as_key && !as_aspect
    })
}

/// What both halves of an answer count as at the level at hand; `None` while it is open.
pub(crate) fn counts(subject: &Subject<'_>, answer: Answer) -> Option<[Maturity; 2]> {
    match answer {
        Answer::Open => None,
        Answer::NotApplicable => not_applicable(subject).map(|rule| [rule.counts_as; 2]),
        Answer::Scored { documentation, implementation } => Some([documentation.into(), implementation.into()]),
    }
}

pub(crate) fn score(score: Option<Score>) -> Cell {
    score.map_or(Cell::Empty, |score| Cell::Number(f64::from(score.get())))
}

pub(crate) fn days(effort: PersonDays) -> Cell {
    Cell::Number(effort.to_f64())
}

/// The stance as a word; nothing where nothing was entered.
pub(crate) fn stance(words: &dyn Words, record: &Record) -> Cell {
    if record.is_empty() { Cell::Empty } else { Cell::Text(words.label(record.stance.into())) }
}

/// What was entered about each requirement, one a row: those of the level at hand, and those beyond it that have an answer.
pub(crate) fn answers(subject: &Subject<'_>, words: &dyn Words) -> Vec<Row> {
    let catalogue = subject.catalogue();
    let mut rows = vec![heading(
        words,
        &[
            Label::Requirement,
            Label::Title,
            Label::Category,
            Label::Level,
            Label::Key,
            Label::Answer,
            Label::Documentation,
            Label::Implementation,
            Label::Maturity,
            Label::Justification,
            Label::Note,
            Label::Owner,
            Label::Due,
            Label::Ask,
            Label::CarriedFrom,
        ],
    )];
    for requirement in &catalogue.requirements {
        let record = subject.dossier.record(requirement.id);
        if !requirement.applies_at(subject.report.level) && record.is_empty() {
            continue;
        }
        let halves = counts(subject, record.answer());
        let maturity = halves.and_then(Maturity::average);
        let category = catalogue.categories.get(requirement.category);
        let is_key = requirement.is_key_at(subject.report.level);
        let mut cells = vec![
            Cell::Text(requirement.id.to_string()),
            Cell::text(words.name(Name::Requirement(requirement.id))),
            Cell::text(category.map(|category| words.name(Name::Category(category))).unwrap_or_default()),
            Cell::Text(words.label(requirement.from.assurance().into())),
            Cell::Text(words.yes_or_no(is_key)),
            stance(words, &record),
            score(record.documentation),
            score(record.implementation),
            maturity.map_or(Cell::Empty, |maturity| Cell::Number(maturity.to_f64())),
        ];
        cells.extend(kept(words, &record));
        rows.push(Row::plain(cells));
    }
    rows
}

/// What is kept beside an answer: why it does not apply, a note, who follows it up, by when, whom to ask, from where it came.
pub(crate) fn kept(words: &dyn Words, record: &Record) -> [Cell; 6] {
    [
        Cell::text(record.justification.clone()),
        Cell::text(record.note.clone()),
        Cell::text(record.owner.clone()),
        Cell::day(record.due),
        Cell::text(record.ask.map(|knower| words.label(knower.into())).unwrap_or_default()),
        Cell::text(record.carried_from.map(|id| id.to_string()).unwrap_or_default()),
    ]
}

/// The measures of the roadmap, in order.
pub(crate) fn roadmap(subject: &Subject<'_>, words: &dyn Words) -> Vec<Row> {
    let mut rows = vec![heading(
        words,
        &[
            Label::Measure,
            Label::Urgency,
            Label::Who,
            Label::Effort,
            Label::Starts,
            Label::Ends,
            Label::QuickWin,
            Label::Raises,
            Label::Why,
            Label::How,
        ],
    )];
    for task in &subject.report.roadmap.tasks {
        let raises = task.raises.iter().filter_map(|at| subject.requirement_id(*at)).map(|id| id.to_string());
        rows.push(Row::plain(vec![
            Cell::text(words.name(Name::Measure(&task.measure))),
            Cell::Text(words.label(task.urgency.into())),
            Cell::Text(words.label(task.who.into())),
            days(task.effort),
            Cell::Day(task.starts),
            Cell::Day(task.ends),
            Cell::Text(words.yes_or_no(task.quick_win == QuickWin::Yes)),
            Cell::text(raises.collect::<Vec<_>>().join(", ")),
            Cell::text(words.name(Name::MeasureWhy(&task.measure))),
            Cell::text(words.name(Name::MeasureHow(&task.measure))),
        ]));
    }
    rows
}

/// What a piece of evidence serves, by number.
pub(crate) fn serves(piece: &Evidence) -> String {
    let named = |target: &Target| match target {
        Target::Requirement(id) => id.to_string(),
        Target::Control(id) => id.to_string(),
        Target::Ask(id) => id.to_string(),
    };
    piece.serves.iter().map(named).collect::<Vec<_>>().join(", ")
}

/// The register of evidence.
pub(crate) fn evidence(subject: &Subject<'_>, words: &dyn Words) -> Vec<Row> {
    let mut rows = vec![heading(
        words,
        &[
            Label::What,
            Label::Kind,
            Label::Place,
            Label::Owner,
            Label::Dated,
            Label::Review,
            Label::Fingerprint,
            Label::Serves,
        ],
    )];
    for piece in &subject.dossier.evidence {
        rows.push(Row::plain(vec![
            Cell::text(piece.title.clone()),
            Cell::Text(words.label(piece.dimension.into())),
            Cell::text(piece.place.clone()),
            Cell::text(piece.owner.clone()),
            Cell::day(piece.dated),
            Cell::day(piece.review),
            Cell::text(piece.hash.map(|hash| hash.to_string()).unwrap_or_default()),
            Cell::text(serves(piece)),
        ]));
    }
    rows
}

/// The record of a requirement in words, one line each: for formats that have a single place for remarks.
pub(crate) fn remarks(
    subject: &Subject<'_>,
    words: &dyn Words,
    requirement: &Requirement,
    record: &Record,
) -> Vec<String> {
    let named =
        |label: Label, text: &str| (!text.trim().is_empty()).then(|| words.pair(&words.label(label), text.trim()));
    let mut lines: Vec<String> = Vec::new();
    if record.stance == Stance::Unknown {
        lines.push(words.label(Label::StanceUnknown));
    }
    lines.extend(named(Label::Justification, &record.justification).filter(|_| record.stance == Stance::NotApplicable));
    lines.extend(named(Label::Note, &record.note));
    lines.extend(named(Label::Owner, &record.owner));
    lines.extend(named(Label::Due, &words.day(record.due)));
    for dimension in Dimension::ALL {
        for (_, piece) in subject.dossier.evidence_for(requirement.id, dimension) {
            let place =
                if piece.place.trim().is_empty() { String::new() } else { format!(" ({})", piece.place.trim()) };
            let title = if piece.title.trim().is_empty() {
                words.label(Label::WithoutTitle)
            } else {
                piece.title.trim().to_owned()
            };
            let kind = words.label(dimension.into());
            lines.push(words.pair(&format!("{}, {kind}", words.label(Label::Evidence)), &format!("{title}{place}")));
        }
    }
    lines
}
