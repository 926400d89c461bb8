//! A calendar file (iCalendar, RFC 5545): every date of a dossier as an event of one day.
//!
//! What an event is called and says comes from [`Words`]; its name in the calendar (UID) follows from the organisation and
//! from what the event is, so that importing the file again moves events instead of doubling them.

use crate::export::{
    Subject,
    dates::{Occasion, occasions},
    identity::uuid,
    turns_direction,
    wording::{Label, Name, Phrases, Words, certainty, milestone},
};
use belfry_dossier::evidence::Evidence;
use belfry_engine::{
    calendar::Obligation,
    date::Date,
    law::{Certainty, LegalReference},
    roadmap::Task,
};

/// An event before it is written.
struct Event {
    /// What it is, for its name: stays the same when its day moves.
    parts: Vec<String>,
    day: Date,
    title: String,
    /// Paragraphs.
    text: Vec<String>,
    kind: Label,
}

/// The calendar, in UTF-8 with CRLF. Each event reminds fourteen days before; what has passed does not.
pub fn write(subject: &Subject<'_>, words: &dyn Words) -> String {
    let name = words.organisation(&subject.dossier.name);
    let name = words.filled(Label::CalendarName, &[("name", &name)]);
    let mut lines = Lines(String::new());
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", "-//Belfry//Belfry//EN");
    lines.plain("CALSCALE", "GREGORIAN");
    lines.plain("METHOD", "PUBLISH");
    // RFC 7986, and what Outlook and Google read instead.
    lines.text("NAME", &name);
    lines.text("X-WR-CALNAME", &name);
    lines.text("DESCRIPTION", &words.label(Label::Disclaimer));
    let mut names: Vec<String> = Vec::new();
    for occasion in occasions(subject) {
        let mut event = event(subject, words, &occasion);
        // Two pieces of evidence that say the same are told apart by their order.
        let same = names.iter().filter(|name| **name == event.parts.join("\n")).count();
        names.push(event.parts.join("\n"));
        event.parts.extend((same > 0).then(|| same.to_string()));
        lines.event(subject, words, &event);
    }
    lines.plain("END", "VCALENDAR");
    lines.0
}

fn event(subject: &Subject<'_>, words: &dyn Words, occasion: &Occasion<'_>) -> Event {
    let named = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
    let (parts, title, text, kind) = match occasion {
        Occasion::Deadline(dated) => {
            let deadline = subject.facts.law.deadlines.iter().find(|deadline| deadline.id == dated.deadline);
            let text = deadline.map(|deadline| source(words, &deadline.law, deadline.certainty)).unwrap_or_default();
            (
                named(&["deadline", dated.deadline.as_str()]),
                words.name(Name::Deadline(&dated.deadline)),
                text,
                Label::OfLaw,
            )
        }
        Occasion::Obligation(due, _) => {
            let id = &due.obligation.id;
            let title = words.name(Name::Obligation(id));
            (named(&["obligation", id.as_str()]), title, of_obligation(words, due.obligation), Label::OfObligation)
        }
        Occasion::Task(task) => {
            let title = words.name(Name::Measure(&task.measure));
            (named(&["task", task.measure.as_str()]), title, of_task(subject, words, task), Label::OfRoadmap)
        }
        Occasion::Milestone(point) => {
            let measures = point.measures.iter().map(|measure| words.name(Name::Measure(measure))).collect();
            let title = words.label(milestone(point.urgency));
            (named(&["milestone", point.urgency.code()]), title, measures, Label::OfMilestone)
        }
        Occasion::ReadyBy(_) => (named(&["target"]), words.label(Label::ReadyBy), Vec::new(), Label::OfRoadmap),
        Occasion::Requirement(id, record, _) => {
            let title = format!("{id} {}", words.name(Name::Requirement(*id)));
            let owner =
                (!record.owner.trim().is_empty()).then(|| words.pair(&words.label(Label::Owner), &record.owner));
            let text = owner.into_iter().chain([record.note.clone()]).collect();
            (named(&["requirement", id.as_str()]), title, text, Label::OfRequirement)
        }
        Occasion::Review(piece, _) => {
            let named_so = if piece.title.trim().is_empty() {
                words.label(Label::WithoutTitle)
            } else {
                piece.title.trim().to_owned()
            };
            let title = words.filled(Label::LookAgain, &[("what", &named_so)]);
            let parts = named(&["evidence", piece.dimension.code(), &piece.title, &piece.place]);
            (parts, title, of_evidence(words, piece), Label::OfEvidence)
        }
    };
    Event { parts, day: occasion.day(), title, text, kind }
}

/// Where it stands in the law, and how sure that is.
fn source(words: &dyn Words, law: &[LegalReference], sure: Certainty) -> Vec<String> {
    certainty(sure).map(|label| words.label(label)).into_iter().chain([words.citations(law)]).collect()
}

fn of_obligation(words: &dyn Words, obligation: &Obligation) -> Vec<String> {
    let mut text = vec![words.name(Name::ObligationText(&obligation.id))];
    text.extend(source(words, &obligation.law, obligation.certainty));
    text
}

fn of_task(subject: &Subject<'_>, words: &dyn Words, task: &Task) -> Vec<String> {
    let raises: Vec<String> =
        task.raises.iter().filter_map(|at| subject.requirement_id(*at)).map(|id| id.to_string()).collect();
    let mut text = vec![
        words.name(Name::MeasureWhy(&task.measure)),
        words.name(Name::MeasureHow(&task.measure)),
        words.pair(&words.label(Label::Starts), &task.starts.to_string()),
        words.pair(&words.label(Label::Effort), &words.figure(task.effort.to_f64())),
        words.pair(&words.label(Label::Who), &words.label(task.who.into())),
    ];
    if !raises.is_empty() {
        text.push(words.pair(&words.label(Label::Raises), &raises.join(", ")));
    }
    text
}

fn of_evidence(words: &dyn Words, piece: &Evidence) -> Vec<String> {
    let rows = [(Label::Place, &piece.place), (Label::Owner, &piece.owner)];
    let said = rows.into_iter().filter(|(_, text)| !text.trim().is_empty());
    said.map(|(label, text)| words.pair(&words.label(label), text)).collect()
}

/// Content lines.
struct Lines(String);

/// No line is longer, in octets and without its end (RFC 5545, section 3.1).
const LONGEST_LINE: usize = 75;

impl Lines {
    fn event(&mut self, subject: &Subject<'_>, words: &dyn Words, event: &Event) {
        let parts: Vec<&str> = event.parts.iter().map(String::as_str).collect();
        let text = event.text.iter().filter(|part| !part.trim().is_empty()).cloned().collect::<Vec<_>>().join("\n\n");
        self.plain("BEGIN", "VEVENT");
        self.plain("UID", &uuid(subject, &parts));
        self.plain("DTSTAMP", &subject.now().replace(['-', ':'], ""));
        // Minutes since 1970: a later file replaces an earlier one.
        self.plain("SEQUENCE", &subject.at.0.clamp(0, i64::from(i32::MAX)).to_string());
        self.plain("DTSTART;VALUE=DATE", &day(event.day));
        self.plain("DTEND;VALUE=DATE", &day(event.day.plus_days(1)));
        self.text("SUMMARY", &event.title);
        if !text.is_empty() {
            self.text("DESCRIPTION", &text);
        }
        self.text("CATEGORIES", &words.label(event.kind));
        self.plain("TRANSP", "TRANSPARENT");
        if event.day >= subject.today() {
            self.plain("BEGIN", "VALARM");
            self.plain("ACTION", "DISPLAY");
            self.text("DESCRIPTION", &event.title);
            self.plain("TRIGGER", "-P14D");
            self.plain("END", "VALARM");
        }
        self.plain("END", "VEVENT");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.plain(name, &escaped(text));
    }

    /// One content line, folded where it is too long; never inside a letter.
    fn plain(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if used + letter.len_utf8() > LONGEST_LINE {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(letter);
            used += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

fn day(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// A text value (RFC 5545, section 3.3.11). Every kind of line end becomes one, since readers part lines at more of them
/// than the standard does; other control characters cannot stand in a calendar at all.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\t' => escaped.push(' '),
            control if control.is_control() || turns_direction(control) => {}
            plain => escaped.push(plain),
        }
    }
    escaped
}
