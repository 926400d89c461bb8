//! The report as PDF, read by `lopdf`, and by qpdf and Poppler where they are at hand.

use super::cases::{Bench, HOSTILE, now};
use belfry_dossier::{Dossier, redact::Extent};
use belfry_engine::level::AssuranceLevel;
use belfry_exchange::export::{
    document::{self, Block},
    pdf,
    wording::{Label, Words},
};
use lopdf::{Dictionary, Document, Object, ObjectId, content::Content};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    process::Command,
};

fn made(bench: &Bench, dossier: &Dossier, extent: Extent) -> (document::Document, Vec<u8>) {
    bench.export(dossier, now(), |subject| {
        let report = document::report(subject, &bench.words, extent);
        let bytes = pdf::write(&report);
        (report, bytes)
    })
}

fn written(bench: &Bench, dossier: &Dossier) -> Vec<u8> {
    made(bench, dossier, Extent::Whole).1
}

fn dictionary(file: &Document, id: ObjectId) -> &Dictionary {
    file.get_object(id).unwrap().as_dict().unwrap()
}

fn text(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

/// The objects that hang below each other by their keys: bookmarks.
fn bookmarks(file: &Document, first: Option<ObjectId>, found: &mut Vec<String>) {
    let mut next = first;
    while let Some(id) = next {
        let item = dictionary(file, id);
        found.push(text(item.get(b"Title").unwrap()));
        let reference = |key: &[u8]| item.get(key).and_then(Object::as_reference).ok();
        bookmarks(file, reference(b"First"), found);
        next = reference(b"Next");
    }
}

/// Every stretch of content that the tree of meaning reaches, as page and number, with the roles on the way; and how often
/// each role comes.
#[derive(Default)]
struct Meaning {
    reached: BTreeMap<(ObjectId, i64), ObjectId>,
    roles: BTreeMap<String, usize>,
    links: BTreeSet<ObjectId>,
}

impl Meaning {
    fn walk(&mut self, file: &Document, id: ObjectId, parent: ObjectId) {
        let element = dictionary(file, id);
        assert_eq!(element.get(b"P").unwrap().as_reference().unwrap(), parent);
        let role = String::from_utf8(element.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap();
        *self.roles.entry(role).or_default() += 1;
        let home = element.get(b"Pg").and_then(Object::as_reference).ok();
        for kid in element.get(b"K").and_then(Object::as_array).into_iter().flatten() {
            let mark = |page: ObjectId, number: i64| ((page, number), id);
            let ((page, number), owner) = match kid {
                Object::Reference(kid) => {
                    self.walk(file, *kid, id);
                    continue;
                }
                Object::Integer(number) => mark(home.unwrap(), *number),
                Object::Dictionary(kid) if kid.has(b"MCID") => {
                    mark(kid.get(b"Pg").unwrap().as_reference().unwrap(), kid.get(b"MCID").unwrap().as_i64().unwrap())
                }
                Object::Dictionary(kid) => {
                    assert!(self.links.insert(kid.get(b"Obj").unwrap().as_reference().unwrap()));
                    continue;
                }
                other => panic!("{other:?}"),
            };
            assert_eq!(self.reached.insert((page, number), owner), None, "one stretch, two meanings");
        }
    }
}

/// The numbers of the marked stretches of a page. Nothing is shown outside of them, or of what is an artifact.
fn marked(file: &Document, page: ObjectId) -> Vec<i64> {
    let content = Content::decode(&file.get_page_content(page)).unwrap();
    let (mut numbers, mut open) = (Vec::new(), Vec::new());
    for operation in content.operations {
        match operation.operator.as_str() {
            "BDC" | "BMC" => {
                let name = operation.operands[0].as_name().unwrap().to_vec();
                let number =
                    operation.operands.get(1).and_then(|one| one.as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok());
                match number {
                    Some(number) => numbers.push(number),
                    None if name == b"Span" => assert!(!open.is_empty()),
                    None => assert_eq!(name, b"Artifact"),
                }
                open.push(name);
            }
            "EMC" => drop(open.pop().unwrap()),
            "Tj" | "f" => assert!(!open.is_empty(), "shown, and nobody knows what it is"),
            _ => {}
        }
    }
    assert!(open.is_empty());
    numbers
}

#[test]
fn a_reader_finds_pages_bookmarks_and_the_meaning_of_everything_that_is_shown() {
    for language in ["en", "nl", "fr", "de"] {
        let bench = Bench::new(language);
        let (report, bytes) = made(&bench, &bench.full(AssuranceLevel::Essential), Extent::Whole);
        let file = Document::load_mem(&bytes).unwrap();
        let pages = file.get_pages();
        assert!(pages.len() > 15, "{}", pages.len());
        let catalog = file.catalog().unwrap();
        assert_eq!(text(catalog.get(b"Lang").unwrap()), bench.words.label(Label::PaperLanguage));
        assert!(catalog.get(b"MarkInfo").unwrap().as_dict().unwrap().get(b"Marked").unwrap().as_bool().unwrap());
        let preferences = catalog.get(b"ViewerPreferences").unwrap().as_dict().unwrap();
        assert!(preferences.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
        let titles: Vec<String> = report
            .blocks
            .iter()
            .filter_map(
                |block| if let Block::Heading(_, title) = block { Some(title.replace('\u{ad}', "")) } else { None },
            )
            .collect();
        let mut found = Vec::new();
        let outlines = dictionary(&file, catalog.get(b"Outlines").unwrap().as_reference().unwrap());
        bookmarks(&file, outlines.get(b"First").and_then(Object::as_reference).ok(), &mut found);
        assert_eq!(found, titles);

        let root = catalog.get(b"StructTreeRoot").unwrap().as_reference().unwrap();
        let mut meaning = Meaning::default();
        meaning.walk(&file, dictionary(&file, root).get(b"K").unwrap().as_reference().unwrap(), root);
        let shown: BTreeSet<(ObjectId, i64)> =
            pages.values().flat_map(|page| marked(&file, *page).into_iter().map(|number| (*page, number))).collect();
        assert_eq!(shown, meaning.reached.keys().copied().collect(), "shown and meant");
        // The way back: from a page and a number to the element.
        let parents = dictionary(&file, root).get(b"ParentTree").unwrap().as_reference().unwrap();
        let entries = dictionary(&file, parents).get(b"Nums").unwrap().as_array().unwrap();
        let entry = |key: i64| {
            let at = entries.iter().step_by(2).position(|one| one.as_i64().unwrap() == key).unwrap();
            entries[2 * at + 1].as_reference().unwrap()
        };
        for page in pages.values() {
            let key = dictionary(&file, *page).get(b"StructParents").unwrap().as_i64().unwrap();
            let owners = file.get_object(entry(key)).unwrap().as_array().unwrap();
            for (number, owner) in (0..).zip(owners) {
                assert_eq!(meaning.reached[&(*page, number)], owner.as_reference().unwrap());
            }
        }
        for link in &meaning.links {
            let key = dictionary(&file, *link).get(b"StructParent").unwrap().as_i64().unwrap();
            assert_eq!(dictionary(&file, entry(key)).get(b"S").unwrap().as_name().unwrap(), b"Link");
        }
        let count = |role: &str| meaning.roles.get(role).copied().unwrap_or_default();
        let tables: Vec<&document::Table> = report
            .blocks
            .iter()
            .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
            .collect();
        assert_eq!(count("Document"), 1);
        assert_eq!(count("H1") + count("H2") + count("H3"), titles.len());
        assert!(count("H3") > 20, "categories");
        // Headings that a page repeats are read once: no row more than the report has, and what is on the cover.
        let facts = report.cover.facts.len();
        assert_eq!(count("Table"), tables.len() + 1);
        assert_eq!(count("TR"), tables.iter().map(|table| table.rows.len() + 1).sum::<usize>() + facts);
        assert_eq!(count("TH"), tables.iter().map(|table| table.columns.len()).sum::<usize>() + facts);
        assert_eq!(count("LI"), count("LBody"));
        assert_eq!(count("TOCI"), meaning.links.len());
        assert!(count("TOCI") > 20 && count("P") > 10 && count("L") > 5);
    }
}

#[test]
fn the_text_that_a_reader_takes_out_is_the_text_of_the_report() {
    let bench = Bench::new("nl");
    let mut dossier = bench.full(AssuranceLevel::Essential);
    dossier.name = "Zorggroep Łódź & Ťačko (België)".to_owned();
    let (report, bytes) = made(&bench, &dossier, Extent::Whole);
    assert_eq!(bytes, made(&bench, &dossier, Extent::Whole).1, "the same report, the same bytes");
    let file = Document::load_mem(&bytes).unwrap();
    let numbers: Vec<u32> = file.get_pages().keys().copied().collect();
    let all = file.extract_text(&numbers).unwrap();
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = flat(&all.replace('\u{a0}', " "));
    assert!(all.contains("pagina 2 van"));
    // The fonts lack four letters of the name: what is seen has their plain forms, what is meant goes along.
    assert!(all.contains("Zorggroep Lódz & Tacko (België)"), "{}", &all[..400]);
    assert!(report.cover.notes.iter().all(|note| *note != bench.words.label(Label::PaperReplaced)));
    assert!(all.contains(&flat(&bench.words.label(Label::PaperReplaced))));
    let info = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
    assert!(text(dictionary(&file, info).get(b"Title").unwrap()).contains("Łódź & Ťačko"));
    // No letter is replaced in a report of ours.
    let plain = written(&bench, &bench.full(AssuranceLevel::Essential));
    let plain = Document::load_mem(&plain).unwrap();
    let words = flat(&plain.extract_text(&[1]).unwrap().replace('\u{a0}', " "));
    assert!(!words.contains(&flat(&bench.words.label(Label::PaperReplaced))));
}

#[test]
fn every_language_stands_in_the_letters_that_the_fonts_have() {
    for language in ["en", "nl", "fr", "de"] {
        let bench = Bench::new(language);
        for level in AssuranceLevel::ALL {
            let mut dossier = bench.full(level);
            dossier.name.clear();
            let bytes = written(&bench, &dossier);
            let file = Document::load_mem(&bytes).unwrap();
            for page in file.get_pages().values() {
                let content = file.get_page_content(*page);
                assert!(!content.windows(10).any(|at| at == b"ActualText"), "{language}");
            }
        }
    }
}

#[test]
fn no_text_that_somebody_typed_harms_the_file() {
    let bench = Bench::new("en");
    let long = [
        "x".repeat(10_000),
        "word ".repeat(2_500),
        format!("{}\n", "line\n".repeat(2_000)),
        ")\\( ) Tj ET Q endstream endobj << >> [ ] % \\101 \\".to_owned(),
        "Αθήνα العربية 日本語 😀".repeat(20),
        "e\u{301}\u{302}\u{303}".repeat(50),
    ];
    let mut heights = BTreeSet::new();
    for text in HOSTILE.into_iter().chain(long.iter().map(String::as_str)) {
        let bytes = written(&bench, &bench.hostile(text));
        let file = Document::load_mem(&bytes).unwrap();
        let pages = file.get_pages();
        heights.insert(pages.len());
        for page in pages.values() {
            // Everything shown stands within the page.
            let content = Content::decode(&file.get_page_content(*page)).unwrap();
            for operation in content.operations.iter().filter(|one| one.operator == "Td") {
                let [x, y] = [0, 1].map(|at| operation.operands[at].as_float().unwrap());
                assert!((40.0..560.0).contains(&x) && (20.0..830.0).contains(&y), "{text:.40?} at {x}, {y}");
            }
            marked(&file, *page);
        }
        checked_by_others(&bytes, "hostile");
    }
    assert!(heights.len() > 3, "long notes take pages: {heights:?}");
    let empty = written(&bench, &Dossier::default());
    assert!(Document::load_mem(&empty).unwrap().get_pages().len() > 5);
    checked_by_others(&empty, "empty");
}

#[test]
fn a_long_note_goes_on_on_the_next_page_and_nothing_of_it_is_lost() {
    let bench = Bench::new("en");
    let note: String = (0..2_000).map(|at| format!("w{at:04} ")).collect();
    let mut dossier = bench.hostile(&note);
    dossier.name = "N".to_owned();
    dossier.evidence.clear();
    let bytes = written(&bench, &dossier);
    let file = Document::load_mem(&bytes).unwrap();
    let numbers: Vec<u32> = file.get_pages().keys().copied().collect();
    let all = file.extract_text(&numbers).unwrap();
    let words: Vec<&str> = all.split_whitespace().filter(|word| word.len() == 5 && word.starts_with("w0000")).collect();
    assert_eq!(words.len(), 7, "note and owner of three requirements, one of which says why it does not apply");
    for at in 0..2_000 {
        assert!(all.contains(&format!("w{at:04}")), "w{at:04}");
    }
}

#[test]
fn a_redacted_report_holds_no_name_and_says_what_it_leaves_out() {
    let bench = Bench::new("en");
    let mut dossier = bench.hostile("Verstraete");
    dossier.decision.decided_by = "Verstraete".to_owned();
    let (report, bytes) = made(&bench, &dossier, Extent::Redacted);
    let file = Document::load_mem(&bytes).unwrap();
    let numbers: Vec<u32> = file.get_pages().keys().copied().collect();
    let all = file.extract_text(&numbers).unwrap();
    let word = bench.words.label(Label::PaperLeftOut);
    assert!(!all.contains("Verstraete") && !format!("{report:?}").contains("Verstraete"));
    assert_eq!(report.cover.organisation, word);
    // The name on the cover and in the running heads, who decided, notes and owners of three, the reason of one, the piece.
    assert!(all.matches(&word).count() > 12, "{}", all.matches(&word).count());
    assert!(format!("{:?}", made(&bench, &dossier, Extent::Whole).0).contains("Verstraete"));
}

fn put(bytes: &[u8], name: &str) -> PathBuf {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("paper-{name}.pdf"));
    fs::write(&file, bytes).unwrap();
    file
}

/// What a program says of the file; `None` where it is not at hand.
fn said(program: &str, arguments: &[&str], file: &PathBuf) -> Option<String> {
    let output = Command::new(program).args(arguments).arg(file).args((program == "pdftotext").then_some("-")).output();
    let Ok(output) = output else {
        println!("skipped: no {program} here");
        return None;
    };
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn checked_by_others(bytes: &[u8], name: &str) {
    said("qpdf", &["--check"], &put(bytes, name));
}

#[test]
fn qpdf_and_poppler_find_no_fault_and_the_same_text() {
    for language in ["en", "nl", "fr", "de"] {
        let bench = Bench::new(language);
        let mut dossier = bench.full(AssuranceLevel::Essential);
        dossier.name = "Łukasz & Søn (Zürich) \\ Ω".to_owned();
        let (report, bytes) = made(&bench, &dossier, Extent::Whole);
        let file = put(&bytes, language);
        checked_by_others(&bytes, language);
        if let Some(about) = said("pdfinfo", &[], &file) {
            for line in ["Tagged:          yes", "Producer:        Belfry", "Page size:       595.28 x 841.89 pts (A4)"]
            {
                assert!(about.contains(line), "{about}");
            }
            assert!(about.contains("Łukasz & Søn (Zürich) \\ Ω"), "{about}");
        }
        if let Some(all) = said("pdftotext", &[], &file) {
            let flat = |text: &str| {
                text.replace('\u{202f}', " ").replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
            };
            let all = flat(&all);
            // What was meant, not what the fonts can show.
            assert!(all.contains("Łukasz & Søn (Zürich) \\ Ω"), "{}", all.chars().take(400).collect::<String>());
            for block in &report.blocks {
                let Block::Heading(_, title) = block else { continue };
                assert!(all.contains(&flat(title)), "{language}: {title}");
            }
        }
        if let Some(tree) = said("pdfinfo", &["-struct-text"], &file) {
            assert!(tree.contains("H1 (block)") && tree.contains("TH:") && !tree.contains("Unknown"), "{language}");
        }
    }
}
