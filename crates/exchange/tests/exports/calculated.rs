//! The workbook's formulas, worked out anew by LibreOffice where it is at hand: they must come to what the engine says,
//! exactly as far as a spreadsheet can.

use super::{
    cases::{Bench, dossiers, now},
    workbook::{open, with_part},
};
use belfry_engine::level::AssuranceLevel;
use belfry_exchange::export::xlsx;
use calamine::{Data, Reader};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use std::{fs, path::Path, process::Command};

/// The same workbook as LibreOffice saves it, with nothing known of what its formulas come to.
fn worked_out(folder: &Path, bytes: &[u8]) -> Vec<u8> {
    let without = |xml: String| {
        // A formula's value stands right behind it.
        let mut parts = xml.split("</f><v>");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |xml, part| {
            let (value, rest) = part.split_once("</v>").unwrap();
            assert!(!value.contains('<'));
            xml + "</f>" + rest
        })
    };
    let bytes = with_part(&with_part(bytes, "xl/worksheets/sheet1.xml", without), "xl/worksheets/sheet2.xml", without);
    let from = folder.join("in.xlsx");
    fs::write(&from, bytes).unwrap();
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .args([&folder.join("out"), &from])
        .output()
        .unwrap();
    let saved = fs::read(folder.join("out/in.xlsx"));
    saved.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn libreoffice_comes_to_the_same_figures_and_gates() {
    if Command::new("soffice").arg("--version").output().is_err() {
        println!("skipped: no soffice here");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports-calculated");
    drop(fs::remove_dir_all(&folder));
    let settings = folder.join("profile/user");
    fs::create_dir_all(&settings).unwrap();
    let always = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><oor:items xmlns:oor=\"http://openoffice.org/2001/registry\"><item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>0</value></prop></item></oor:items>";
    fs::write(settings.join("registrymodifications.xcu"), always).unwrap();
    let bench = Bench::new("nl");
    let mut runner = TestRunner::deterministic();
    let random = dossiers(&bench.content);
    let mut cases: Vec<_> = (0..3).map(|_| random.new_tree(&mut runner).unwrap().current()).collect();
    cases.extend([AssuranceLevel::Important, AssuranceLevel::Essential].map(|level| bench.full(level)));
    for dossier in cases {
        let ours = bench.export(&dossier, now(), |subject| xlsx::write(subject, &bench.words));
        let anew = worked_out(&folder, &ours);
        let (mut ours, mut anew) = (open(&ours), open(&anew));
        let names = ours.sheet_names();
        assert_eq!(names, anew.sheet_names());
        let mut compared = 0;
        for name in &names[..2] {
            let formulas = ours.worksheet_formula(name).unwrap();
            let (shown, found) = (ours.worksheet_range(name).unwrap(), anew.worksheet_range(name).unwrap());
            let (top, left) = formulas.start().unwrap();
            let (top, left) = (top as usize, left as usize);
            for (row, column, formula) in formulas.used_cells() {
                let at = (u32::try_from(row + top).unwrap(), u32::try_from(column + left).unwrap());
                let value = |range: &calamine::Range<Data>| range.get_value(at).cloned().unwrap_or_default();
                match (value(&shown), value(&found)) {
                    (Data::Float(one), Data::Float(other)) => {
                        assert!((one - other).abs() < 1e-12, "{name}!{at:?} {formula}: {one} and {other}");
                    }
                    (one, other) => {
                        assert_eq!(one.to_string(), other.to_string(), "{name}!{at:?} {formula}");
                    }
                }
                compared += 1;
            }
        }
        assert!(compared > 600, "{compared}");
    }
}
