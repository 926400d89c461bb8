//! Two ledgers, explained to the cell.

use super::{
    answers::{catalogue, content, dossier, dossiers, id, ledger, not_applicable, scored},
    made::{Edition, Holds, Made},
};
use belfry_dossier::record::Record;
use belfry_engine::{
    catalogue::{Dimension, Ledger},
    identifier::{CategoryId, RequirementId},
    level::ScoredLevel,
    maturity::Maturity,
    scoring::{Gate, differences, score},
};
use belfry_exchange::workbook::{Both, Explanation, Figure, Filling, Shown, Slip, explain, fill};
use proptest::prelude::*;

/// The explanation of a workbook in which every requirement of a level has this answer, but for some.
fn explained(edition: Edition, all: &Record, but: &[(&str, Record)], change: impl Fn(&mut Made)) -> Explanation {
    let catalogue = catalogue(edition.framework());
    let level = *edition.levels().last().unwrap();
    let record =
        |id: RequirementId| but.iter().find(|(one, _)| *one == id.as_str()).map_or(all, |(_, record)| record).clone();
    let records = catalogue.at_level(level).map(|(_, requirement)| (requirement.id, record(requirement.id))).collect();
    let mut made = Made::new(edition, catalogue);
    change(&mut made);
    let filling = Filling { level: Some(level), completed_on: None };
    let filled = fill(&made.bytes(), &dossier(catalogue, level, records), filling, content()).unwrap();
    explain(&filled.bytes, level, content()).unwrap().unwrap()
}

fn three() -> Maturity {
    Maturity::fraction(3, 1).unwrap()
}

const ESSENTIAL: Edition = Edition::Of2025(ScoredLevel::Essential);

/// PR.AA with its last subcategory, which the workbook passes over in practice, at another score than the others.
fn access(others: &Record, last: &Record) -> Vec<(&'static str, Record)> {
    let all = catalogue("cyfun-2025").requirements.iter().map(|requirement| &requirement.id);
    let access = all.filter(|id| id.category() == "PR.AA");
    access.map(|id| (id.as_str(), if id.subcategory() == "PR.AA-06" { last } else { others }.clone())).collect()
}

#[test]
fn one_cell_opens_the_gate_that_the_method_closes() {
    let explanation = explained(ESSENTIAL, &scored(4, 4), &access(&scored(3, 3), &scored(3, 1)), |_| {});
    let [category, total] = explanation.partings.as_slice() else { panic!("{:?}", explanation.partings) };
    assert_eq!(category.figure, Figure::Category(CategoryId::known("PR.AA")));
    assert_eq!(category.cell.as_ref().unwrap().to_string(), "'ESSENTIAL Summary'!D14");
    let method = Maturity::fraction(17, 6).unwrap();
    assert_eq!(category.maturity, Both { method, workbook: Shown::Figure(three()) });
    assert_eq!((category.method_gate, category.workbook_gate), (Gate::Closed, Gate::Open));
    let practised = Both { method: Maturity::fraction(8, 3).unwrap(), workbook: Shown::Figure(three()) };
    assert_eq!(category.halves, [(Dimension::Implementation, practised)], "the written half counts PR.AA-06");
    let [cause] = category.causes.as_slice() else { panic!("{:?}", category.causes) };
    assert_eq!((cause.cell.to_string(), cause.dimension), ("PROTECT!L3".to_owned(), Dimension::Implementation));
    let left_out = ["PR.AA-06.1", "PR.AA-06.2", "PR.AA-06.3", "PR.AA-06.4"].map(id);
    assert_eq!(cause.slip, Slip::LeavesOut(left_out.to_vec()));
    assert_eq!(cause.deviation.as_ref().unwrap().as_str(), "pr-aa-without-06");
    assert_eq!((&total.figure, &total.causes), (&Figure::Total, &category.causes));
    assert_eq!((total.method_gate, total.workbook_gate), (Gate::Open, Gate::Open));
    assert_eq!((explanation.by_method, explanation.by_workbook), (Gate::Closed, Gate::Open));
}

#[test]
fn subcategories_that_are_taken_for_one_are_named_with_their_cell() {
    // PR.IR-04.1 is a subcategory of its own: a quarter by the method, a sixth in the workbook.
    let explanation = explained(ESSENTIAL, &scored(4, 4), &[("PR.IR-04.1", scored(1, 1))], |_| {});
    let category = &explanation.partings[0];
    let figure = |numerator, denominator| Maturity::fraction(numerator, denominator).unwrap();
    assert_eq!(category.maturity, Both { method: figure(13, 4), workbook: Shown::Figure(figure(7, 2)) });
    let cells: Vec<String> = category.causes.iter().map(|cause| cause.cell.to_string()).collect();
    assert_eq!(cells, ["PROTECT!I80", "PROTECT!J80"]);
    assert_eq!(category.causes[0].slip, Slip::Merges(vec!["PR.IR-03".to_owned(), "PR.IR-04".to_owned()]));
}

#[test]
fn an_answer_that_a_formula_does_not_count_is_named() {
    // As reported of Important: the practised half of RC.RP-05.1 has no value for "not applicable".
    let edition = Edition::Of2025(ScoredLevel::Important);
    let without = |made: &mut Made| {
        let sheet = made.sheet("RECOVER");
        for (_, holds) in sheet.cells.iter_mut().filter(|((row, column), _)| *row == 4 && *column == 10) {
            *holds = Holds::Formula("H4".to_owned(), 1.0);
        }
    };
    let explanation = explained(edition, &scored(4, 4), &[("RC.RP-05.1", not_applicable("none"))], without);
    let parting = &explanation.partings[0];
    let [cause] = parting.causes.as_slice() else { panic!("{:?}", parting.causes) };
    assert_eq!(cause.cell.to_string(), "RECOVER!J4");
    assert_eq!(cause.slip, Slip::ShowsOtherwise(Both { method: three(), workbook: Shown::NoFigure("N/A".to_owned()) }));
    assert_eq!(explained(edition, &scored(4, 4), &[("RC.RP-05.1", not_applicable("none"))], |_| {}).partings, []);
}

#[test]
fn a_key_measure_that_shows_no_figure_is_named() {
    let catalogue = catalogue("cyfun-2025");
    let level = ScoredLevel::Basic;
    let mut made = Made::new(Edition::Of2025(level), catalogue);
    // Typed past the list of choices.
    for cell in ["F3", "G3"] {
        made.sheet("PROTECT").set(cell, Holds::Text("N/A".to_owned()));
    }
    let records = vec![(id("GV.OC-03.1"), scored(1, 1))];
    let filled = fill(&made.bytes(), &dossier(catalogue, level, records), Filling::default(), content()).unwrap();
    let explanation = explain(&filled.bytes, level, content()).unwrap().unwrap();
    let parting =
        explanation.partings.iter().find(|parting| parting.figure == Figure::KeyMeasure(id("PR.AA-01.1"))).unwrap();
    assert_eq!(parting.maturity.workbook, Shown::NoFigure("#DIV/0!".to_owned()));
    assert_eq!((parting.method_gate, parting.workbook_gate), (Gate::Open, Gate::Closed));
}

#[test]
fn what_is_not_answered_is_not_compared() {
    let mut made = Made::new(ESSENTIAL, catalogue("cyfun-2025"));
    made.sheet("PROTECT").set("H25", Holds::Nothing);
    let explanation = explain(&made.bytes(), ScoredLevel::Essential, content()).unwrap().unwrap();
    assert_eq!(
        (explanation.partings, explanation.by_method, explanation.by_workbook),
        (vec![], Gate::Unknown, Gate::Unknown)
    );
    assert_eq!(explain(&made.bytes(), ScoredLevel::Basic, content()), Ok(None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn partings_are_those_of_the_two_ledgers(
        (edition, dossier) in prop::sample::select(Edition::ALL.to_vec()).prop_flat_map(|edition| {
            (Just(edition), dossiers(edition.framework(), *edition.levels().last().unwrap()))
        })
    ) {
        let level = *edition.levels().last().unwrap();
        let catalogue = catalogue(edition.framework());
        let filling = Filling { level: Some(level), completed_on: None };
        let filled = fill(&Made::new(edition, catalogue).bytes(), &dossier, filling, content()).unwrap();
        let explanation = explain(&filled.bytes, level, content()).unwrap().unwrap();
        let method = score(catalogue, level, Ledger::Method, &dossier.answers(catalogue));
        let workbook = ledger(&dossier, catalogue, level);
        let known = differences(catalogue, &method, &workbook);
        prop_assert_eq!(explanation.partings.len(), known.len());
        for (parting, known) in explanation.partings.iter().zip(&known) {
            prop_assert_eq!(&parting.maturity, &Both { method: known.method, workbook: Shown::Figure(known.workbook) });
            for cause in &parting.causes {
                let deviation = cause.deviation.as_ref();
                prop_assert!(deviation.is_none_or(|deviation| known.because.contains(deviation)));
            }
            prop_assert!(!parting.causes.is_empty());
        }
        prop_assert_eq!((explanation.by_method, explanation.by_workbook), (method.verdict(), workbook.verdict()));
    }
}
