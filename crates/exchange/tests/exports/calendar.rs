//! The calendar, read by the crate `icalendar`.

use super::cases::{Bench, HOSTILE, day, now};
use belfry_dossier::planning::Planning;
use belfry_engine::{calendar::DueStanding, incident::Moment, level::AssuranceLevel};
use belfry_exchange::export::ics;
use icalendar::{
    Component,
    parser::{Component as Parsed, read_calendar, unfold},
};
use std::collections::BTreeSet;

fn parsed<T>(text: &str, look: impl FnOnce(&[Parsed<'_>]) -> T) -> T {
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).unwrap();
    look(&calendar.components)
}

fn value(component: &Parsed<'_>, name: &str) -> String {
    component.find_prop(name).map(|property| property.val.to_string()).unwrap_or_default()
}

#[test]
fn every_date_of_a_dossier_is_an_event_of_one_day_with_a_reminder_of_fourteen() {
    let bench = Bench::new("en");
    let mut dossier = bench.full(AssuranceLevel::Important);
    dossier.planning = Planning { target: Some(day("2027-06-30")), ..dossier.planning };
    let (text, expected) = bench.export(&dossier, now(), |subject| {
        let roadmap = &subject.report.roadmap;
        let mut expected: Vec<String> = Vec::new();
        let open = subject.dues.iter().filter(|due| due.standing != DueStanding::Done);
        expected.extend(open.filter_map(|due| due.on).map(|on| on.to_string()));
        let stands = |id| subject.dues.iter().any(|due| due.obligation.deadline.as_ref() == Some(id));
        expected.extend(roadmap.deadlines.iter().filter(|one| !stands(&one.deadline)).map(|one| one.on.to_string()));
        expected.extend(roadmap.tasks.iter().map(|task| task.ends.to_string()));
        expected.extend(roadmap.milestones.iter().map(|point| point.due.to_string()));
        // The goal, five requirements with a day of their own, and the piece of evidence.
        expected.push("2027-06-30".to_owned());
        expected.extend(vec!["2027-02-01".to_owned(); 5]);
        expected.push("2028-03-01".to_owned());
        assert!(!roadmap.tasks.is_empty() && !roadmap.milestones.is_empty() && !subject.dues.is_empty());
        (ics::write(subject, &bench.words), expected)
    });
    parsed(&text, |events| {
        let mut days: Vec<String> = Vec::new();
        let mut names = BTreeSet::new();
        for event in events {
            assert_eq!(event.name, "VEVENT");
            assert!(names.insert(value(event, "UID")), "two events have one name");
            assert_eq!(value(event, "DTSTAMP"), "20261126T214000Z");
            let start = event.find_prop("DTSTART").unwrap();
            assert!(
                start
                    .params
                    .iter()
                    .any(|one| one.key == "VALUE" && one.val.as_ref().is_some_and(|val| val.as_ref() == "DATE"))
            );
            let on = start.val.to_string();
            let on = format!("{}-{}-{}", &on[..4], &on[4..6], &on[6..]);
            let next = day(&on).plus_days(1).to_string().replace('-', "");
            assert_eq!(value(event, "DTEND"), next);
            let alarms: Vec<_> = event.components.iter().collect();
            if day(&on) < day("2026-11-26") {
                assert!(alarms.is_empty(), "what has passed reminds nobody");
            } else {
                assert_eq!(alarms.len(), 1);
                assert_eq!(
                    (alarms[0].name.to_string().as_str(), value(alarms[0], "TRIGGER").as_str()),
                    ("VALARM", "-P14D")
                );
            }
            assert!(!value(event, "SUMMARY").is_empty() && !value(event, "CATEGORIES").is_empty());
            days.push(on);
        }
        let mut expected = expected.clone();
        days.sort();
        expected.sort();
        assert_eq!(days, expected);
    });
    let typed: icalendar::Calendar = text.parse().unwrap();
    let first = typed.components.first().and_then(|one| one.as_event()).unwrap();
    assert!(first.get_start().is_some() && first.get_summary().is_some());
}

#[test]
fn an_event_keeps_its_name_when_time_passes_and_another_organisation_has_others() {
    let bench = Bench::new("en");
    let mut dossier = bench.full(AssuranceLevel::Essential);
    let names = |dossier: &belfry_dossier::Dossier, at: Moment| {
        let text = bench.export(dossier, at, |subject| ics::write(subject, &bench.words));
        parsed(&text, |events| {
            events.iter().map(|event| (value(event, "UID"), value(event, "SUMMARY"))).collect::<BTreeSet<_>>()
        })
    };
    let today = names(&dossier, now());
    assert_eq!(today, names(&dossier, Moment(now().0 + 24 * 60)));
    dossier.name = "Another".to_owned();
    assert!(today.is_disjoint(&names(&dossier, now())));
}

#[test]
fn lines_are_short_end_in_crlf_and_no_text_breaks_out_of_its_place() {
    let bench = Bench::new("fr");
    let before =
        bench.export(&bench.full(AssuranceLevel::Essential), now(), |subject| ics::write(subject, &bench.words));
    for text in HOSTILE {
        let dossier = bench.hostile(text);
        let file = bench.export(&dossier, now(), |subject| ics::write(subject, &bench.words));
        for line in file.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
            assert!(!line.contains(|letter: char| letter.is_control()), "{line:?}");
            assert!(!line.contains(['\u{202e}', '\u{2066}', '\u{2028}', '\u{2029}']), "{line:?}");
        }
        assert!(file.ends_with("END:VCALENDAR\r\n"));
        let count = |file: &str| parsed(file, |events| events.len());
        // Two answers more have a day: the first had one already.
        assert_eq!(count(&file), count(&before) + 2, "{text:?}");
        parsed(&file, |events| {
            let notes = events.iter().filter(|event| value(event, "SUMMARY").starts_with("GV.OC-01.1"));
            let note = notes.map(|event| value(event, "DESCRIPTION")).next().unwrap_or_default();
            let wanted: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
            let found: String = note.chars().filter(|letter| letter.is_alphanumeric()).collect();
            assert!(found.contains(&wanted), "{text:?} became {note:?}");
        });
    }
}
