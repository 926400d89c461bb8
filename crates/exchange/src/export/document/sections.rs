//! What every form of the report says: the verdict with its grounds, the dates, the scores.

use super::{Pen, Run};
use crate::export::{
    Subject,
    wording::{Label, Name, Phrases, Words, certainty},
};
use belfry_engine::{
    classification::Classification,
    date::Date,
    gap::Blocker,
    law::Certainty,
    maturity::Maturity,
    scoring::{Gate, Scorecard},
};

/// What the framework is called, with its version.
pub(super) fn framework(subject: &Subject<'_>, words: &dyn Words) -> String {
    let id = subject.catalogue().id.as_str();
    let version = id.rsplit_once('-').map_or(id, |(_, version)| version);
    words.filled(Label::PaperFramework, &[("version", version)])
}

/// What the law makes of the organisation, article by article.
pub(crate) fn verdict(pen: &mut Pen<'_>, subject: &Subject<'_>) {
    match &subject.report.classification {
        Some(found) => of(pen, subject, found),
        None => pen.paragraph(pen.words.label(Label::VerdictOpen)),
    }
}

fn of(pen: &mut Pen<'_>, subject: &Subject<'_>, found: &Classification) {
    let (words, law) = (pen.words, subject.facts.law);
    pen.strong(words.name(Name::Status(found.status)));
    if let Some(otherwise) = found.without_independence {
        let status = words.name(Name::Status(otherwise));
        pen.paragraph(words.filled(Label::WithoutIndependence, &[("status", &status)]));
    }
    pen.paragraph(words.pair(&words.label(Label::Size), &words.label(found.size_class.into())));
    let grounds = found
        .grounds
        .iter()
        .filter_map(|id| law.rule(id))
        .map(|rule| pen.cited(vec![Run::plain(words.name(Name::Rule(&rule.id)))], &rule.law, rule.certainty));
    let grounds = grounds.collect();
    pen.titled_list(Label::Grounds, grounds);
    let notes = law
        .notes
        .iter()
        .filter(|note| found.notes.contains(&note.id))
        .map(|note| pen.cited(vec![Run::plain(words.name(Name::Note(&note.id)))], &note.law, note.certainty));
    let notes = notes.collect();
    pen.titled_list(Label::Notes, notes);
    let duties = law.duties.iter().filter(|duty| found.duties.contains(&duty.id)).map(|duty| {
        let said = pen.pair(&words.name(Name::Duty(&duty.id)), &words.name(Name::DutyText(&duty.id)));
        pen.cited(said, &duty.law, duty.certainty)
    });
    let duties = duties.collect();
    pen.titled_list(Label::Duties, duties);
    let fines = law.fines.iter().filter(|fine| found.fines.contains(&fine.id)).map(|fine| {
        let [least, most] = [&fine.least, &fine.most].map(|euro| grouped(&euro.to_string()));
        let range = words.filled(Label::FineRange, &[("least", &least), ("most", &most)]);
        let turnover = fine.turnover.map(|percent| {
            let percent = percent.to_string().replace('.', &words.label(Label::DecimalMark));
            format!(", {}", words.filled(Label::FineTurnover, &[("percent", &percent)]))
        });
        let said = format!("{range}{}", turnover.unwrap_or_default());
        pen.cited(pen.pair(&words.name(Name::Fine(&fine.id)), &said), &fine.law, fine.certainty)
    });
    let fines = fines.collect();
    pen.titled_list(Label::Fines, fines);
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

/// A date under the law or another scheme.
pub(crate) struct Dated {
    pub(crate) on: Date,
    pub(crate) name: String,
    source: String,
    sure: Certainty,
}

/// Everything with a day under a scheme, and the law's own dates, earliest first.
pub(crate) fn dated(subject: &Subject<'_>, words: &dyn Words) -> Vec<Dated> {
    let law = subject.facts.law;
    let mut all = Vec::new();
    for dated in &subject.report.roadmap.deadlines {
        let Some(deadline) = law.deadlines.iter().find(|deadline| deadline.id == dated.deadline) else { continue };
        let (name, source) = (words.name(Name::Deadline(&deadline.id)), words.citations(&deadline.law));
        all.push(Dated { on: dated.on, name, source, sure: deadline.certainty });
    }
    for due in subject.dues.iter().filter(|due| due.obligation.deadline.is_none()) {
        let (Some(on), obligation) = (due.on, due.obligation) else { continue };
        let (name, source) = (words.name(Name::Obligation(&obligation.id)), words.citations(&obligation.law));
        all.push(Dated { on, name, source, sure: obligation.certainty });
    }
    all.sort_by_key(|dated| dated.on);
    all
}

/// The part with the dates, where there is one.
pub(crate) fn dates(pen: &mut Pen<'_>, subject: &Subject<'_>) {
    let words = pen.words;
    let sure = |level: Certainty| certainty(level).map(|label| words.label(label)).unwrap_or_default();
    let rows: Vec<Vec<String>> = dated(subject, words)
        .into_iter()
        .map(|dated| vec![dated.on.to_string(), dated.name, dated.source, sure(dated.sure)])
        .collect();
    if !rows.is_empty() {
        pen.part(&words.label(Label::Dates));
        pen.table(&[(Label::Day, 14), (Label::What, 42), (Label::Source, 30), (Label::State, 16)], &[], rows);
    }
}

/// The scores at the level at hand, what blocks it, and where both ledgers part.
pub(crate) fn scores(pen: &mut Pen<'_>, subject: &Subject<'_>) {
    let words = pen.words;
    let (report, catalogue) = (subject.report, subject.catalogue());
    let card = report.method();
    let level = words.label(report.level.assurance().into());
    pen.part(&words.pair(&words.label(Label::Scores), &level));
    pen.paragraph(words.pair(&words.label(Label::Framework), &framework(subject, words)));
    // Small has no score of its own: what is aimed for and what is scored may differ.
    pen.paragraph(words.pair(&words.label(Label::Level), &words.label(report.advice.target.into())));
    if !card.is_complete() {
        pen.paragraph(so_far(words, card));
    }
    let numbers = [Label::Documentation, Label::Implementation, Label::Maturity, Label::Exact, Label::Gate];
    pen.section(Label::Gates);
    let columns = [(Label::What, 40), (Label::Maturity, 14), (Label::Exact, 16), (Label::Gate, 12), (Label::State, 18)];
    pen.table(&columns, &numbers, gates(words, card));
    pen.section(Label::Gaps);
    let gaps: Vec<Vec<Run>> =
        report.blockers.at(report.level).iter().map(|blocker| vec![Run::plain(gap(subject, words, blocker))]).collect();
    if gaps.is_empty() {
        pen.paragraph(words.label(Label::NoGaps));
    }
    pen.list(gaps);
    pen.section(Label::Categories);
    let category = |at: usize| catalogue.categories.get(at);
    let rows = card.categories.iter().filter_map(|score| {
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
    });
    let columns = [
        (Label::Code, 9),
        (Label::Category, 26),
        (Label::Documentation, 10),
        (Label::Implementation, 11),
        (Label::Maturity, 11),
        (Label::Exact, 11),
        (Label::Gate, 8),
        (Label::State, 19),
    ];
    pen.table(&columns, &numbers, rows.collect());
    pen.section(Label::KeyMeasures);
    let rows = card.key_measures.iter().filter_map(|key| {
        let id = subject.requirement_id(key.requirement)?;
        Some(vec![
            id.to_string(),
            words.name(Name::Requirement(id)),
            figure(words, key.maturity),
            figure(words, Some(key.gate)),
            words.label(key.passes().into()),
        ])
    });
    let columns =
        [(Label::Requirement, 16), (Label::Title, 46), (Label::Maturity, 13), (Label::Gate, 11), (Label::State, 16)];
    pen.table(&columns, &numbers, rows.collect());
    if !report.differences.is_empty() {
        pen.section(Label::Differences);
        let rows = report.differences.iter().map(|found| {
            let why: Vec<String> = found.because.iter().map(|id| words.name(Name::Deviation(id))).collect();
            vec![
                found.category.and_then(category).map_or_else(|| words.label(Label::Total), ToString::to_string),
                figure(words, Some(found.method)),
                figure(words, Some(found.workbook)),
                why.join(" "),
            ]
        });
        let columns = [(Label::Category, 14), (Label::Method, 16), (Label::Workbook, 16), (Label::Why, 54)];
        pen.table(&columns, &[Label::Method, Label::Workbook], rows.collect());
    }
}

/// "Over what is answered so far: 12 of 218."
pub(crate) fn so_far(words: &dyn Words, card: &Scorecard) -> String {
    let [answered, asked] = [card.answered, card.asked].map(|count| count.to_string());
    words.filled(Label::SoFar, &[("answered", &answered), ("asked", &asked)])
}

pub(crate) fn figure(words: &dyn Words, maturity: Option<Maturity>) -> String {
    maturity.map(|maturity| words.figure(maturity.to_f64())).unwrap_or_default()
}

fn exact(maturity: Option<Maturity>) -> String {
    maturity.map(|maturity| maturity.to_string()).unwrap_or_default()
}

fn gates(words: &dyn Words, card: &Scorecard) -> Vec<Vec<String>> {
    let counted = |label, gate: Gate| {
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
