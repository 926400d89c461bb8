//! Tables as CSV, read by the crate `csv`.

use super::cases::{Bench, HOSTILE, now};
use belfry_engine::level::AssuranceLevel;
use belfry_exchange::export::csv as export;

fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(ToOwned::to_owned).collect()).collect()
}

#[test]
fn answers_and_roadmap_are_tables_of_the_level() {
    let bench = Bench::new("nl");
    for (level, count) in [(AssuranceLevel::Basic, 218), (AssuranceLevel::Essential, 218)] {
        let dossier = bench.full(level);
        bench.export(&dossier, now(), |subject| {
            let answers = rows(&export::answers(subject, &bench.words));
            // Every requirement has an answer: those beyond the level are there too.
            assert_eq!(answers.len(), count + 1);
            assert_eq!(answers[0][0], "Vereiste");
            assert_eq!(
                (answers[1][0].as_str(), answers[1][6].as_str(), answers[1][7].as_str()),
                ("GV.OC-01.1", "2", "4")
            );
            assert_eq!(answers[1][8], "3");
            let roadmap = rows(&export::roadmap(subject, &bench.words));
            assert_eq!(roadmap.len(), subject.report.roadmap.tasks.len() + 1);
            assert_eq!(roadmap[1][4], subject.report.roadmap.tasks[0].starts.to_string());
        });
    }
    let empty = belfry_dossier::Dossier { target: Some(AssuranceLevel::Basic), ..belfry_dossier::Dossier::default() };
    assert_eq!(bench.export(&empty, now(), |subject| rows(&export::answers(subject, &bench.words)).len()), 35);
}

#[test]
fn no_cell_is_a_formula_whichever_sign_parts_them_and_the_text_is_there() {
    let bench = Bench::new("en");
    for text in HOSTILE {
        let dossier = bench.hostile(text);
        let file = bench.export(&dossier, now(), |subject| export::answers(subject, &bench.words));
        let cells = rows(&file);
        assert_eq!(cells.len(), 219);
        for cell in cells.iter().flatten() {
            for part in cell.split([';', '\t']) {
                let begins = part.trim_start_matches([' ', '"']).chars().next();
                let is_formula = begins.is_some_and(|letter| "=+-@＝＋－＠\r\n".contains(letter));
                assert!(!is_formula || part.parse::<f64>().is_ok(), "{cell:?}");
            }
        }
        assert_eq!(cells[1][10].replace('\'', ""), text.replace('\'', ""));
    }
}
