//! What only the printed report says: the summary for who decides, the roadmap and the answers as far as a sheet of A4 is
//! wide, how it was worked out, and where to sign.

use super::{Align, Block, Column, Depth, Filled, Pen, Run, Table, sections};
use crate::export::{
    Subject, tables,
    wording::{Label, Name, Phrases, Words, milestone},
};
use belfry_dossier::record::Stance;
use belfry_engine::{
    catalogue::{Catalogue, Requirement},
    level::AssuranceLevel,
    scoring::{CategoryScore, Gate, Scorecard},
};

/// How many measures the summary names.
const FIRST: usize = 6;

/// More letters than these are a long remark.
const LONG_REMARK: usize = 400;

/// In plain words: verdict, level, score, what to do first.
pub(super) fn summary(pen: &mut Pen<'_>, subject: &Subject<'_>) {
    let (words, report) = (pen.words, subject.report);
    pen.part(&words.label(Label::PaperSummary));
    let verdict = match &report.classification {
        Some(found) => words.name(Name::Status(found.status)),
        None => words.label(Label::VerdictOpen),
    };
    let card = report.method();
    pen.blocks.push(Block::Note(vec![Run::strong(verdict), Run::plain(format!("\n{}", result(words, card)))]));
    let mut said = Vec::new();
    if report.advice.target == AssuranceLevel::Small {
        said.push(words.label(Label::PaperSmall));
    }
    said.push(total(words, card));
    let [met, all] =
        [card.key_measures.iter().filter(|key| key.passes() == Gate::Open).count(), card.key_measures.len()]
            .map(|count| count.to_string());
    said.push(words.filled(Label::PaperKeys, &[("met", &met), ("all", &all)]));
    let blockers = report.blockers.at(report.level).len();
    said.push(match blockers {
        0 => words.label(Label::NoGaps),
        _ => words.filled(Label::PaperGaps, &[("count", &blockers.to_string())]),
    });
    let next = sections::dated(subject, words).into_iter().find(|dated| dated.on >= subject.today());
    said.extend(
        next.map(|next| words.filled(Label::PaperNextDate, &[("day", &next.on.to_string()), ("what", &next.name)])),
    );
    pen.list(said.into_iter().map(|text| vec![Run::plain(text)]).collect());
    pen.section(Label::PaperFirst);
    tasks(pen, subject, FIRST);
    let roadmap = &report.roadmap;
    if !roadmap.tasks.is_empty() {
        let [days, end] = [number(words, roadmap.effort.to_f64()), roadmap.ends.to_string()];
        pen.paragraph(words.filled(Label::PaperWhole, &[("days", &days), ("day", &end)]));
    }
}

/// Whether the level is reached.
fn result(words: &dyn Words, card: &Scorecard) -> String {
    let label = match card.verdict() {
        Gate::Open => Label::PaperReached,
        Gate::Closed => Label::PaperNotReached,
        Gate::Unknown => Label::PaperNotKnown,
    };
    words.filled(label, &[("level", &words.label(card.level.assurance().into()))])
}

fn total(words: &dyn Words, card: &Scorecard) -> String {
    let Some(total) = card.total else { return words.label(Label::PaperNothing) };
    let [total, gate] = [total, card.total_gate].map(|maturity| sections::figure(words, Some(maturity)));
    let said = words.filled(Label::PaperTotal, &[("total", &total), ("gate", &gate)]);
    if card.is_complete() { said } else { format!("{said} {}", sections::so_far(words, card)) }
}

/// A number as short as it is, as the language writes it.
fn number(words: &dyn Words, value: f64) -> String {
    value.to_string().replace('.', &words.label(Label::DecimalMark))
}

/// The first measures of the roadmap: what, why now, who, when.
fn tasks(pen: &mut Pen<'_>, subject: &Subject<'_>, most: usize) {
    let words = pen.words;
    let task = subject.report.roadmap.tasks.iter().take(most).map(|task| {
        vec![
            words.name(Name::Measure(&task.measure)),
            words.label(task.urgency.into()),
            words.label(task.who.into()),
            number(words, task.effort.to_f64()),
            task.starts.to_string(),
            task.ends.to_string(),
        ]
    });
    let rows: Vec<Vec<String>> = task.collect();
    if rows.is_empty() {
        pen.paragraph(words.label(Label::NothingLeft));
        return;
    }
    let columns = [
        (Label::Measure, 36),
        (Label::Urgency, 18),
        (Label::Who, 18),
        (Label::Effort, 9),
        (Label::Starts, 13),
        (Label::Ends, 13),
    ];
    pen.table(&columns, &[Label::Effort], rows);
}

/// Who decided on the scope.
pub(super) fn decision(pen: &mut Pen<'_>, subject: &Subject<'_>) {
    let (words, decision) = (pen.words, &subject.dossier.decision);
    let day = words.day(decision.decided_on);
    let facts = [
        (Label::PaperDecidedBy, &decision.decided_by),
        (Label::PaperReviewedBy, &decision.reviewed_by),
        (Label::Day, &day),
        (Label::Note, &decision.remark),
    ];
    let items = facts.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let items = items.map(|(label, text)| pen.pair(&words.label(label), text.trim())).collect();
    pen.titled_list(Label::PaperDecision, items);
}

/// The measures with who and when, the milestones, and how to begin with each.
pub(super) fn roadmap(pen: &mut Pen<'_>, subject: &Subject<'_>) {
    let (words, report) = (pen.words, subject.report);
    pen.part(&words.label(Label::Roadmap));
    let assumed = report.path.assumed.len();
    if assumed > 0 {
        pen.paragraph(words.filled(Label::Assumed, &[("count", &assumed.to_string())]));
    }
    tasks(pen, subject, usize::MAX);
    milestones(pen, subject);
    let items =
        report.roadmap.tasks.iter().map(|task| {
            pen.pair(&words.name(Name::Measure(&task.measure)), &words.name(Name::MeasureHow(&task.measure)))
        });
    let items = items.collect();
    pen.titled_list(Label::How, items);
}

/// The points on the way.
pub(crate) fn milestones(pen: &mut Pen<'_>, subject: &Subject<'_>) {
    let words = pen.words;
    let points = subject.report.roadmap.milestones.iter();
    let items = points.map(|point| pen.pair(&point.due.to_string(), &words.label(milestone(point.urgency))));
    let items = items.collect();
    pen.titled_list(Label::Milestones, items);
}

/// What was answered, category by category.
pub(super) fn answers(pen: &mut Pen<'_>, subject: &Subject<'_>) {
    let words = pen.words;
    pen.part(&words.label(Label::Answers));
    let catalogue = subject.catalogue();
    let mut function = "";
    for (at, id) in catalogue.categories.iter().enumerate() {
        let shown: Vec<&Requirement> = shown(subject, catalogue, at).collect();
        let Some(first) = shown.first() else { continue };
        if function != first.id.function() {
            function = first.id.function();
            pen.heading(Depth::Section, &format!("{function} {}", words.name(Name::Function(first.id))));
        }
        pen.heading(Depth::Detail, &format!("{id} {}", words.name(Name::Category(id))));
        if let Some(score) = subject.report.method().category(at) {
            pen.paragraph(category(words, score));
        }
        let rows: Vec<Vec<String>> = shown.into_iter().map(|one| answer(subject, words, one)).collect();
        // Long remarks take the room of the titles.
        let most = rows.iter().filter_map(|row| row.last()).map(|remarks| remarks.chars().count()).max();
        let [title, remarks] = if most > Some(LONG_REMARK) { [22, 50] } else { [38, 30] };
        let columns = [
            (Label::Requirement, 15),
            (Label::Title, title),
            (Label::Documentation, 9),
            (Label::Implementation, 9),
            (Label::Maturity, 10),
            (Label::PaperRemarks, remarks),
        ];
        pen.table(&columns, &[Label::Documentation, Label::Implementation, Label::Maturity], rows);
    }
}

/// The requirements of a category that the level asks, and those beyond it that have an answer.
fn shown<'case>(
    subject: &Subject<'case>,
    catalogue: &'case Catalogue,
    category: usize,
) -> impl Iterator<Item = &'case Requirement> {
    let (dossier, level) = (subject.dossier, subject.report.level);
    catalogue.requirements.iter().filter(move |requirement| {
        requirement.category == category
            && (requirement.applies_at(level) || !dossier.record(requirement.id).is_empty())
    })
}

fn category(words: &dyn Words, score: &CategoryScore) -> String {
    let figures = [
        (Label::Documentation, score.documentation),
        (Label::Implementation, score.implementation),
        (Label::Maturity, score.maturity),
        (Label::Gate, score.gate),
    ];
    let figures = figures.into_iter().filter_map(|(label, maturity)| {
        maturity.map(|maturity| words.pair(&words.label(label), &words.figure(maturity.to_f64())))
    });
    let state = words.pair(&words.label(Label::State), &words.label(score.passes().into()));
    let state = score.gate.is_some().then_some(state);
    let [answered, asked] = [score.answered, score.asked].map(|count| count.to_string());
    let so_far = words.filled(Label::SoFar, &[("answered", &answered), ("asked", &asked)]);
    let so_far = (score.answered < score.asked).then_some(so_far);
    figures.chain(state).chain(so_far).collect::<Vec<_>>().join(" · ")
}

fn answer(subject: &Subject<'_>, words: &dyn Words, requirement: &Requirement) -> Vec<String> {
    let record = subject.dossier.record(requirement.id);
    let mut title = words.name(Name::Requirement(requirement.id));
    if requirement.is_key_at(subject.report.level) {
        title = format!("{title}\n{}", words.label(Label::Key));
    }
    let halves = tables::counts(subject, record.answer());
    let maturity = halves.and_then(belfry_engine::maturity::Maturity::average);
    let score = |score: Option<belfry_engine::maturity::Score>| {
        // What "does not apply" stands beside counts no longer.
        let counts = record.stance == Stance::Scored;
        score.filter(|_| counts).map(|score| score.get().to_string()).unwrap_or_default()
    };
    let mut remarks = tables::remarks(subject, words, requirement, &record);
    if record.stance == Stance::NotApplicable {
        remarks.insert(0, words.label(Label::StanceNotApplicable));
    }
    vec![
        requirement.id.to_string(),
        title,
        score(record.documentation),
        score(record.implementation),
        sections::figure(words, maturity),
        remarks.join("\n"),
    ]
}

/// The register of evidence.
pub(super) fn evidence(pen: &mut Pen<'_>, subject: &Subject<'_>) {
    let words = pen.words;
    let rows = subject.dossier.evidence.iter().map(|piece| {
        let title = piece.title.trim();
        let mut title = if title.is_empty() { words.label(Label::WithoutTitle) } else { title.to_owned() };
        if let Some(hash) = piece.hash {
            title = format!("{title}\n{}", words.pair(&words.label(Label::Fingerprint), &hash.to_string()));
        }
        vec![
            title,
            words.label(piece.dimension.into()),
            piece.place.clone(),
            piece.owner.clone(),
            words.day(piece.dated),
            words.day(piece.review),
            tables::serves(piece),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return;
    }
    pen.part(&words.label(Label::Evidence));
    let columns = [
        (Label::What, 26),
        (Label::Kind, 12),
        (Label::Place, 18),
        (Label::Owner, 13),
        (Label::Dated, 12),
        (Label::Review, 12),
        (Label::Serves, 16),
    ];
    pen.table(&columns, &[], rows);
}

/// How it was worked out, from which texts, and of when they are.
pub(super) fn method(pen: &mut Pen<'_>, subject: &Subject<'_>) {
    let words = pen.words;
    pen.part(&words.label(Label::PaperMethod));
    let pace = number(words, subject.report.roadmap.pace.to_f64());
    let said = [
        words.filled(Label::MadeOn, &[("day", &subject.today().to_string())]),
        words.pair(&words.label(Label::Framework), &sections::framework(subject, words)),
        words.label(Label::SelfAssessmentText),
        words.label(Label::PaperMethodScore),
        words.label(Label::PaperMethodLedgers),
        words.filled(Label::PaperMethodRoadmap, &[("days", &pace)]),
        words.label(Label::PaperMethodLaw),
    ];
    pen.list(said.into_iter().map(|text| vec![Run::plain(text)]).collect());
    let rows = subject
        .facts
        .law
        .instruments
        .iter()
        .map(|one| vec![words.name(Name::Instrument(&one.id)), one.checked.to_string(), one.address.clone()]);
    let rows = rows.collect();
    pen.section(Label::PaperSources);
    pen.table(&[(Label::Source, 40), (Label::PaperChecked, 14), (Label::Place, 46)], &[], rows);
}

/// Where to sign.
pub(super) fn signature(pen: &mut Pen<'_>) {
    let words = pen.words;
    pen.part(&words.label(Label::PaperSignature));
    pen.paragraph(words.label(Label::PaperSignatureText));
    let column = |heading: String, share| Column { heading, share, align: Align::Start };
    let columns = [
        (String::new(), 22),
        (words.label(Label::PaperName), 24),
        (words.label(Label::PaperFunction), 20),
        (words.label(Label::Day), 12),
        (words.label(Label::PaperSignature), 22),
    ];
    let row = |label| vec![words.label(label), String::new(), String::new(), String::new(), String::new()];
    pen.blocks.push(Block::Table(Table {
        columns: columns.into_iter().map(|(heading, share)| column(heading, share)).collect(),
        rows: [Label::PaperDrawnUp, Label::PaperApproved].map(row).into(),
        filled: Filled::ByHand,
    }));
}
