//! The report for Word, read by `zip` and `roxmltree`, and by LibreOffice where its Writer is at hand.

use super::cases::{Bench, HOSTILE, now};
use belfry_dossier::{Dossier, redact::Extent};
use belfry_engine::level::AssuranceLevel;
use belfry_exchange::export::{
    document::{self, Block, Depth, Table},
    docx,
    wording::{Label, Words},
};
use roxmltree::{Document as Xml, Node};
use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read},
    path::Path,
    process::Command,
};
use zip::ZipArchive;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn made(bench: &Bench, dossier: &Dossier, extent: Extent) -> (document::Document, Vec<u8>) {
    bench.export(dossier, now(), |subject| {
        let report = document::report(subject, &bench.words, extent);
        let bytes = docx::write(&report);
        (report, bytes)
    })
}

/// Every part with its text.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(ToOwned::to_owned).collect();
    let mut read = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        (name.clone(), text)
    };
    names.iter().map(&mut read).collect()
}

fn named<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> impl Iterator<Item = Node<'a, 'input>> {
    node.descendants().filter(move |node| node.has_tag_name((W, name)))
}

fn value<'a>(node: Node<'a, '_>, name: &'static str) -> Option<&'a str> {
    named(node, name).next()?.attribute((W, "val"))
}

/// What a paragraph or a cell says, with its line ends.
fn said(node: Node<'_, '_>) -> String {
    let piece = |node: Node<'_, '_>| match node.tag_name().name() {
        "t" => node.text().unwrap_or_default().to_owned(),
        "br" => "\n".to_owned(),
        "softHyphen" => "\u{ad}".to_owned(),
        _ => String::new(),
    };
    node.descendants().filter(|node| node.is_element()).map(piece).collect()
}

#[test]
fn a_reader_finds_styles_contents_tables_and_the_language() {
    for language in ["en", "nl", "fr", "de"] {
        let bench = Bench::new(language);
        let (report, bytes) = made(&bench, &bench.full(AssuranceLevel::Essential), Extent::Whole);
        assert_eq!(bytes, made(&bench, &bench.full(AssuranceLevel::Essential), Extent::Whole).1);
        let parts = parts(&bytes);
        // Every part has a type, every relation leads somewhere.
        let types = Xml::parse(&parts["[Content_Types].xml"]).unwrap();
        for part in types.descendants().filter_map(|node| node.attribute("PartName")) {
            assert!(parts.contains_key(part.trim_start_matches('/')), "{part}");
        }
        for (base, file) in [("", "_rels/.rels"), ("word/", "word/_rels/document.xml.rels")] {
            let relations = Xml::parse(&parts[file]).unwrap();
            for target in relations.descendants().filter_map(|node| node.attribute("Target")) {
                assert!(parts.contains_key(&format!("{base}{target}")), "{target}");
            }
        }
        let styles = Xml::parse(&parts["word/styles.xml"]).unwrap();
        assert_eq!(value(styles.root(), "lang"), Some(bench.words.label(Label::PaperLanguage).as_str()));
        let known: Vec<&str> =
            named(styles.root(), "style").filter_map(|style| style.attribute((W, "styleId"))).collect();
        let body = Xml::parse(&parts["word/document.xml"]).unwrap();
        for used in named(body.root(), "pStyle").chain(named(body.root(), "tblStyle")) {
            assert!(known.contains(&used.attribute((W, "val")).unwrap()));
        }
        // Headings, in order, with their depth.
        let headings: Vec<(String, String)> = named(body.root(), "p")
            .filter_map(|node| Some((value(node, "pStyle")?.strip_prefix("Heading")?.to_owned(), said(node))))
            .collect();
        let depth = |depth| match depth {
            Depth::Part => "1",
            Depth::Section => "2",
            Depth::Detail => "3",
        };
        let wanted: Vec<(String, String)> = report
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading(deep, title) => Some((depth(*deep).to_owned(), title.clone())),
                _ => None,
            })
            .collect();
        assert_eq!(headings, wanted);
        // The contents name each of them, and lead to it.
        let field: Vec<String> =
            named(body.root(), "instrText").filter_map(|node| node.text().map(str::to_owned)).collect();
        assert_eq!(field.iter().map(|one| one.trim()).collect::<Vec<_>>(), [r#"TOC \o "1-3" \h \z \u"#]);
        let marks: Vec<&str> =
            named(body.root(), "bookmarkStart").filter_map(|node| node.attribute((W, "name"))).collect();
        let links: Vec<&str> =
            named(body.root(), "hyperlink").filter_map(|node| node.attribute((W, "anchor"))).collect();
        assert_eq!((links.len(), links), (wanted.len(), marks));
        let kinds = |kind: &str| {
            named(body.root(), "fldChar").filter(|node| node.attribute((W, "fldCharType")) == Some(kind)).count()
        };
        assert_eq!([kinds("begin"), kinds("separate"), kinds("end")], [1, 1, 1]);
        // Tables: as many as the report has and the cover's, each with a row that repeats, cell by cell.
        let tables: Vec<&Table> = report
            .blocks
            .iter()
            .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
            .collect();
        let found: Vec<Node<'_, '_>> = named(body.root(), "tbl").skip(1).collect();
        assert_eq!(found.len(), tables.len());
        for (found, table) in found.iter().zip(tables) {
            let rows: Vec<Node<'_, '_>> = named(*found, "tr").collect();
            assert!(named(rows[0], "tblHeader").next().is_some() && named(*found, "tblHeader").count() == 1);
            assert_eq!(rows.len(), table.rows.len() + 1);
            let widths: u32 =
                named(*found, "gridCol").map(|one| one.attribute((W, "w")).unwrap().parse::<u32>().unwrap()).sum();
            assert!((9_400..=9_426).contains(&widths), "{widths}");
            for (row, cells) in rows[1..].iter().zip(&table.rows) {
                let found: Vec<String> = named(*row, "tc").map(said).collect();
                assert_eq!(&found, cells);
            }
        }
        let size = named(body.root(), "pgSz").next().unwrap();
        assert_eq!([size.attribute((W, "w")), size.attribute((W, "h"))], [Some("11906"), Some("16838")], "A4");
        let foot = Xml::parse(&parts["word/footer.xml"]).unwrap();
        let fields: Vec<String> =
            named(foot.root(), "instrText").map(|node| node.text().unwrap().trim().to_owned()).collect();
        assert_eq!(fields, ["PAGE", "NUMPAGES"]);
        let page = bench.words.label(Label::PaperPage).replace("{page}", "1").replace("{pages}", "1");
        assert_eq!(said(foot.root()), page);
        let about = Xml::parse(&parts["docProps/core.xml"]).unwrap();
        let text =
            |name: &str| about.descendants().find(|node| node.tag_name().name() == name).unwrap().text().unwrap();
        assert_eq!(text("title"), report.title);
        assert_eq!(text("created"), "2026-11-26T21:40:00Z");
    }
}

/// A text as it must come out: what XML cannot hold and what would rearrange it is gone, line ends are of one kind.
fn wanted(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    text.replace('\t', " ")
        .chars()
        .filter(|letter| {
            let turns = ('\u{202a}'..='\u{202e}').contains(letter) || ('\u{2066}'..='\u{2069}').contains(letter);
            *letter == '\n' || !(letter.is_control() || turns || matches!(letter, '\u{fffe}' | '\u{ffff}'))
        })
        .collect()
}

#[test]
fn no_text_that_somebody_typed_means_anything_but_itself() {
    let bench = Bench::new("en");
    let count = |bytes: &[u8]| {
        let parts = parts(bytes);
        let body = Xml::parse(&parts["word/document.xml"]).unwrap();
        ["p", "tbl", "tr", "tc", "hyperlink", "fldChar"].map(|name| named(body.root(), name).count())
    };
    let plain = count(&made(&bench, &bench.hostile("plain"), Extent::Whole).1);
    let long = "w ".repeat(5_000);
    for text in HOSTILE.into_iter().chain([long.as_str(), "]]> <w:p/> &amp; &#8238;"]) {
        let (report, bytes) = made(&bench, &bench.hostile(text), Extent::Whole);
        assert_eq!(count(&bytes), plain, "{text:.40?}");
        let parts = parts(&bytes);
        for part in parts.values() {
            Xml::parse(part).unwrap();
        }
        let body = Xml::parse(&parts["word/document.xml"]).unwrap();
        let title = named(body.root(), "p").find(|node| value(*node, "pStyle") == Some("Title")).unwrap();
        assert_eq!(said(title).trim(), wanted(&report.cover.organisation).trim());
        let found: Vec<String> = named(body.root(), "tc").map(said).collect();
        let evidence = report.blocks.iter().find_map(|block| match block {
            Block::Table(table) if table.columns.len() == 7 => table.rows.first(),
            _ => None,
        });
        for cell in evidence.unwrap() {
            assert!(found.iter().any(|found| found.trim_end() == wanted(cell).trim_end()), "{cell:.60?}");
        }
    }
    let (_, empty) = made(&bench, &Dossier::default(), Extent::Whole);
    parts(&empty).values().for_each(|part| drop(Xml::parse(part).unwrap()));
}

#[test]
fn a_redacted_report_holds_no_name() {
    let bench = Bench::new("nl");
    let (_, bytes) = made(&bench, &bench.hostile("Verstraete"), Extent::Redacted);
    let parts = parts(&bytes);
    assert!(parts.values().all(|part| !part.contains("Verstraete")));
    assert!(parts["word/document.xml"].matches(&bench.words.label(Label::PaperLeftOut)).count() > 8);
}

#[test]
fn libreoffice_opens_it_and_finds_every_heading() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports-word");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    for (language, name) in [("fr", "Hôpital & fils"), ("de", "\u{202e}<b>Łódź</b>")] {
        let bench = Bench::new(language);
        let mut dossier = bench.full(AssuranceLevel::Essential);
        name.clone_into(&mut dossier.name);
        let (report, bytes) = made(&bench, &dossier, Extent::Whole);
        let file = folder.join(format!("{language}.docx"));
        fs::write(&file, bytes).unwrap();
        let output = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
            .args(["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"])
            .args([&folder, &file])
            .output();
        let Ok(_) = output else {
            println!("skipped: no soffice here");
            return;
        };
        // A LibreOffice without its Writer opens no document.
        let Ok(text) = fs::read_to_string(file.with_extension("txt")) else {
            println!("skipped: soffice has no Writer");
            return;
        };
        let flat = |text: &str| text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ");
        let text = flat(&text);
        assert!(text.contains(&flat(&wanted(name))));
        for block in &report.blocks {
            let Block::Heading(_, title) = block else { continue };
            assert!(text.matches(&flat(title)).count() > 1, "{title}: in the contents and in its place");
        }
    }
}
