//! The report in Markdown, read by `pulldown-cmark`.

use super::cases::{Bench, HOSTILE, now};
use belfry_dossier::redact::Extent;
use belfry_engine::level::AssuranceLevel;
use belfry_exchange::export::markdown;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

fn events(text: &str) -> Vec<Event<'_>> {
    Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION).collect()
}

/// Every table as the texts of its cells.
fn tables(text: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables = Vec::new();
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    for event in events(text) {
        match event {
            Event::Start(Tag::Table(_)) => rows = Vec::new(),
            Event::End(TagEnd::Table) => tables.push(std::mem::take(&mut rows)),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => rows.push(std::mem::take(&mut row)),
            Event::Start(Tag::TableCell) => cell.clear(),
            Event::End(TagEnd::TableCell) => row.push(cell.clone()),
            Event::Text(text) => cell.push_str(&text),
            Event::InlineHtml(html) if &*html == "<br>" => cell.push('\n'),
            _ => {}
        }
    }
    tables
}

#[test]
fn a_reader_finds_the_titles_and_every_row_of_every_table() {
    for language in ["en", "nl", "fr", "de"] {
        let bench = Bench::new(language);
        let dossier = bench.full(AssuranceLevel::Essential);
        bench.export(&dossier, now(), |subject| {
            let text = markdown::write(subject, &bench.words, Extent::Whole);
            let titles = events(&text)
                .iter()
                .filter(|event| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H2, .. })))
                .count();
            assert_eq!(titles, 6, "verdict, dates, scores, roadmap, answers, evidence");
            let tables = tables(&text);
            let rows: Vec<usize> = tables.iter().map(|table| table.len() - 1).collect();
            let card = subject.report.method();
            assert_eq!(
                rows[1..],
                [
                    4,
                    card.categories.len(),
                    card.key_measures.len(),
                    subject.report.differences.len(),
                    subject.report.roadmap.tasks.len(),
                    218,
                    1
                ]
            );
            for table in &tables {
                assert!(table.iter().all(|row| row.len() == table[0].len()), "a cell more or less");
            }
            let total = &tables[1][1];
            assert_eq!(total[2], card.total.unwrap().to_string());
        });
    }
}

#[test]
fn no_text_that_somebody_typed_means_anything_but_itself() {
    let bench = Bench::new("en");
    let plain = bench.export(&bench.full(AssuranceLevel::Essential), now(), |subject| {
        markdown::write(subject, &bench.words, Extent::Whole)
    });
    // Tables, titles, lists: as many as without.
    let shape = |text: &str| {
        events(text)
            .into_iter()
            .filter(|event| matches!(event, Event::Start(tag) if !matches!(tag, Tag::Paragraph)))
            .count()
    };
    for text in HOSTILE {
        let dossier = bench.hostile(text);
        let report = bench.export(&dossier, now(), |subject| markdown::write(subject, &bench.words, Extent::Whole));
        assert!(!report.contains(|letter: char| letter.is_control() && letter != '\n'), "{text:?}");
        assert!(!report.contains(['\u{202e}', '\u{2066}']), "{text:?}");
        for event in events(&report) {
            match &event {
                Event::InlineHtml(html) => assert_eq!(&**html, "<br>"),
                Event::Html(_)
                | Event::Code(_)
                | Event::Rule
                | Event::FootnoteReference(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::TaskListMarker(_) => panic!("{text:?} became {event:?}"),
                Event::Start(tag) => assert!(
                    matches!(
                        tag,
                        Tag::Paragraph
                            | Tag::Heading { .. }
                            | Tag::List(None)
                            | Tag::Item
                            | Tag::Strong
                            | Tag::Table(_)
                            | Tag::TableHead
                            | Tag::TableRow
                            | Tag::TableCell
                    ),
                    "{text:?} became {tag:?}"
                ),
                _ => {}
            }
        }
        let answers = tables(&report).into_iter().find(|table| table.len() == 219).unwrap();
        let wanted = text.trim().replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
        let wanted: String = wanted
            .replace('\t', " ")
            .chars()
            .filter(|letter| *letter == '\n' || !letter.is_control())
            .filter(|letter| !('\u{202a}'..='\u{202e}').contains(letter) && !('\u{2066}'..='\u{2069}').contains(letter))
            .collect();
        // Spaces at the end of a cell are the table's own.
        let same = |found: &str| found.split('\n').map(str::trim).eq(wanted.split('\n').map(str::trim));
        assert!(same(&answers[1][10]), "{text:?} became {:?}", answers[1][10]);
        // The rules on "does not apply" may add a title and an item; nothing else may.
        assert!(shape(&report).abs_diff(shape(&plain)) < 40, "{text:?}");
    }
}
