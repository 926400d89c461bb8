//! The schedule as a picture (SVG 1.1): a row for each measure, by phase, with months above. It opens in every browser, scales
//! to any paper, and says in words what it shows. No script, no address, no font of its own.

use crate::export::{
    Subject, turns_direction,
    wording::{Label, Name, Phrases, Words},
};
use belfry_engine::{
    date::Date,
    schedule::{Phase, Planned, Promise, Road, Schedule, phases},
};
use quick_xml::escape::escape;
use std::fmt::Write as _;

/// Widths and heights, in units of the picture.
const NAMES: i64 = 380;
const DAYS: i64 = 720;
const ROW: i64 = 24;
const HEAD: i64 = 84;

/// The picture. An empty schedule gives its headings alone.
pub fn write(subject: &Subject<'_>, schedule: &Schedule, road: &Road, words: &dyn Words) -> String {
    let last = [schedule.ends, schedule.target.map(|target| target.on)].into_iter().flatten().max();
    let first = schedule.today.min(schedule.starts);
    let span = Span { first, days: first.days_until(last.unwrap_or(first)).max(28) + 1 };
    let groups = phases(schedule, road);
    let rows = groups.iter().filter(|group| !group.tasks.is_empty()).map(|group| group.tasks.len() + 1).sum::<usize>();
    let height = HEAD + ROW * (rows as i64 + 2);
    let mut picture = Picture { text: String::new(), words };
    let name = words.organisation(&subject.dossier.name);
    let title = words.filled(Label::GanttTitle, &[("name", &name)]);
    let ends = schedule.ends.unwrap_or(schedule.starts);
    let about = words.filled(
        Label::GanttText,
        &[
            ("from", &schedule.starts.to_string()),
            ("until", &ends.to_string()),
            ("measures", &schedule.planned.len().to_string()),
        ],
    );
    let width = NAMES + DAYS + 20;
    picture.raw(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title about\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#1b1b1b\">"
    ));
    picture.element("title", " id=\"title\"", &title);
    picture.element("desc", " id=\"about\"", &about);
    picture.raw(&format!("<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>"));
    picture.text(10, 24, " font-size=\"18\" font-weight=\"700\"", &title);
    picture.text(10, 44, " fill=\"#4a4a4a\"", &about);
    months(&mut picture, span, height);
    let mut y = HEAD;
    for group in groups.iter().filter(|group| !group.tasks.is_empty()) {
        picture.text(10, y + 16, " font-weight=\"700\"", &words.label(phase(group.phase)));
        if let Some((from, until)) = group.recommended.filter(|(from, _)| first.days_until(*from) < span.days) {
            picture.bar(span, from, until, y + 3, ROW - 6, "#e8e2d6", "none");
        }
        y += ROW;
        for task in &group.tasks {
            row(&mut picture, schedule, task, span, y);
            y += ROW;
        }
    }
    let upright = |picture: &mut Picture<'_>, day: Date, colour: &str, label: Label| {
        let x = span.at(day);
        picture.raw(&format!(
            "<path d=\"M{x} {}V{}\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>",
            HEAD - 6,
            height - ROW
        ));
        // At the right edge the name stands before its line.
        let (x, anchor) = if x > NAMES + DAYS * 4 / 5 { (x - 3, "end") } else { (x + 3, "start") };
        let looks = format!(" fill=\"{colour}\" text-anchor=\"{anchor}\"");
        picture.text(x, height - ROW + 14, &looks, &words.label(label));
    };
    upright(&mut picture, schedule.today, "#6b4a10", Label::GanttToday);
    if let Some(target) = schedule.target {
        upright(&mut picture, target.on, "#a3302b", Label::GanttTarget);
    }
    picture.text(10, height - 8, " fill=\"#4a4a4a\"", &format!("{CRITICAL} {}", words.label(Label::GanttCritical)));
    picture.raw("</svg>\n");
    picture.text
}

/// Before the name of a measure that the end of the plan hangs on.
const CRITICAL: &str = "\u{25c6}";

/// The days of the picture.
#[derive(Clone, Copy)]
struct Span {
    first: Date,
    days: i64,
}

impl Span {
    /// Where a day begins.
    fn at(self, day: Date) -> i64 {
        NAMES + self.first.days_until(day).clamp(0, self.days) * DAYS / self.days
    }
}

/// The picture so far.
struct Picture<'words> {
    text: String,
    words: &'words dyn Words,
}

impl Picture<'_> {
    fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    fn element(&mut self, name: &str, attributes: &str, content: &str) {
        // Signs that XML cannot hold, or that would turn the line.
        let is_plain = |letter: &char| {
            !turns_direction(*letter) && !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
        };
        let plain: String = content.chars().filter(is_plain).collect();
        // Writing into a text cannot fail.
        let _ = write!(self.text, "<{name}{attributes}>{}</{name}>", escape(&plain));
    }

    fn text(&mut self, x: i64, y: i64, attributes: &str, content: &str) {
        self.element("text", &format!(" x=\"{x}\" y=\"{y}\"{attributes}"), content);
    }

    #[allow(clippy::too_many_arguments, reason = "a bar is two days, a place and two colours")]
    fn bar(&mut self, span: Span, from: Date, until: Date, y: i64, height: i64, fill: &str, edge: &str) {
        let x = span.at(from);
        let width = (span.at(until.plus_days(1)) - x).max(3);
        let _ = write!(
            self.text,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"3\" fill=\"{fill}\" stroke=\"{edge}\"/>"
        );
    }
}

/// A line where each month begins, and its number below the year.
fn months(picture: &mut Picture<'_>, span: Span, height: i64) {
    let last = span.first.plus_days(span.days);
    // Names of months would need words for each: the number is read alike in every language.
    let (.., day) = span.first.civil();
    let first = span.first.plus_days(1 - i64::from(day));
    let months = (0..).map(|ahead| first.plus_months(ahead)).take_while(|month| *month <= last);
    let many = span.days > 430;
    for month in months.filter(|month| *month >= span.first) {
        let (year, number, _) = month.civil();
        if many && !matches!(number, 1 | 4 | 7 | 10) {
            continue;
        }
        let x = span.at(month);
        let _ = write!(picture.text, "<path d=\"M{x} {}V{}\" stroke=\"#d8d4cc\"/>", HEAD - 20, height - ROW);
        picture.text(x + 3, HEAD - 8, " fill=\"#4a4a4a\" font-size=\"11\"", &format!("{year}-{number:02}"));
    }
}

fn row(picture: &mut Picture<'_>, schedule: &Schedule, task: &Planned, span: Span, y: i64) {
    let words = picture.words;
    let is_critical = schedule.critical.iter().any(|link| link.measure == task.measure);
    let name = words.name(Name::Measure(&task.measure));
    let who = words.label(task.who.into());
    let days = format!("{} \u{2013} {}", task.starts, task.ends);
    picture.raw("<g>");
    picture.element("title", "", &format!("{name}. {who}. {days}"));
    let sign = if is_critical { CRITICAL } else { "" };
    picture.text(10, y + 16, " fill=\"#6b4a10\"", sign);
    picture.text(24, y + 16, "", &short(&name));
    let (fill, edge) = if is_critical { ("#1f4b7a", "#0d2744") } else { ("#9db7d3", "#1f4b7a") };
    picture.bar(span, task.starts, task.ends, y + 5, ROW - 10, fill, edge);
    if let Some(promise) = promised(task) {
        let x = span.at(promise);
        let _ = write!(picture.text, "<path d=\"M{x} {}v{}\" stroke=\"#a3302b\" stroke-width=\"3\"/>", y + 3, ROW - 6);
    }
    picture.raw("</g>");
}

fn promised(task: &Planned) -> Option<Date> {
    match task.promise? {
        Promise::Kept(fixed) | Promise::Broken { fixed, .. } => Some(fixed.day()),
    }
}

/// As much of a name as its column holds; the whole stands in the row's title.
fn short(name: &str) -> String {
    const MOST: usize = 58;
    match name.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}\u{2026}", name.get(..end).unwrap_or_default().trim_end()),
        None => name.to_owned(),
    }
}

const fn phase(phase: Phase) -> Label {
    match phase {
        Phase::Duties => Label::PhaseDuties,
        Phase::Assessment => Label::PhaseAssessment,
        Phase::Foundation => Label::PhaseFoundation,
        Phase::Controls => Label::PhaseControls,
        Phase::IncidentsAndSuppliers => Label::PhaseIncidents,
        Phase::Certification => Label::PhaseCertification,
    }
}
