//! The three courses side by side, and the choice between them.

use super::{
    say,
    setting::{Courses, Hand, Setting},
};
use crate::{
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        select::{LabelPlace, Select, select},
        status::{Standing, status_tag},
    },
    key::Key,
    pages::live::standing,
    plan::table::Table,
};
use belfry_dossier::choices::Choices;
use belfry_engine::{
    catalogue::Ledger,
    course::{Course, Way},
    gap::Optimal,
    scoring::Gate,
};
use yew::prelude::*;

/// The name of a course.
pub const fn course_key(course: Course) -> Key {
    match course {
        Course::Least => Key::PlanCourseLeast,
        Course::Both => Key::PlanCourseBoth,
        Course::Security => Key::PlanCourseSecurity,
    }
}

const fn detail_key(course: Course) -> Key {
    match course {
        Course::Least => Key::PlanCourseLeastDetail,
        Course::Both => Key::PlanCourseBothDetail,
        Course::Security => Key::PlanCourseSecurityDetail,
    }
}

/// The sentence that sums a course up.
pub const fn lead_key(course: Course) -> Key {
    match course {
        Course::Least => Key::PlanLeadLeast,
        Course::Both => Key::PlanLeadBoth,
        Course::Security => Key::PlanLeadSecurity,
    }
}

/// Which course, and where it matters, which way of counting.
pub fn choice(hand: &Hand, setting: &Setting) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let level = say::level(table, table.report.level);
    let choices = Course::ALL.map(|course| Choice {
        value: course.code().into(),
        title: words.get(course_key(course)),
        detail: words.fill(detail_key(course), &[("level", &level)]),
        chosen: course == setting.choices.course,
    });
    let onchoose = hand.choosing("", |choices: &mut Choices, code: AttrValue| {
        choices.course = Course::from_code(&code).unwrap_or(choices.course);
    });
    let matters = table.catalogue().deviations.iter().any(|deviation| deviation.level == table.report.level);
    html! {
        <section class="stack screen-only" aria-label={words.get(Key::PlanCourse)}>
            <div class="plan-courses">{ choice_list(ChoiceList { id: "plan-course".into(), legend: words.get(Key::PlanCourse), legend_place: LegendPlace::Shown, hint: words.get(Key::PlanLabelNote), many: Many::One, choices: choices.to_vec(), onchoose }) }</div>
            if matters || setting.choices.ledger != Ledger::Method { { ledger(hand, setting.choices.ledger) } }
        </section>
    }
}

fn ledger(hand: &Hand, chosen: Ledger) -> Html {
    let words = &hand.table.words;
    let name = |ledger: Ledger| match ledger {
        Ledger::Method => Key::LedgersMethod,
        Ledger::Workbook => Key::LedgersWorkbook,
    };
    let onchange = hand.choosing("", |choices: &mut Choices, code: AttrValue| {
        choices.ledger = Ledger::from_code(&code).unwrap_or_default();
    });
    let options = Ledger::ALL.map(|ledger| (ledger.code().into(), words.get(name(ledger)))).to_vec();
    html! {
        <>
            { select(Select { id: "plan-ledger".into(), label: words.get(Key::LedgersLedger), label_place: LabelPlace::Shown, options, value: chosen.code().into(), onchange }) }
            <p class="small soft">{ words.get(Key::LedgersLead) }</p>
        </>
    }
}

/// The courses side by side.
pub fn compare(table: &Table, courses: &Courses, choices: &Choices) -> Html {
    let words = &table.words;
    let chosen = choices.course;
    let has_budget = choices.most_days.is_some() || choices.most_euro.is_some();
    let class = |course: Course| classes!("number", (course == chosen).then_some("plan-chosen"));
    let row = |name: AttrValue, cell: &dyn Fn(&Way) -> Html| {
        let one = |course: Course| html! { <td class={class(course)}>{ cell(courses.way(course)) }</td> };
        html! { <tr><th scope="row">{ name }</th>{ for Course::ALL.into_iter().map(one) }</tr> }
    };
    // A way that is out of reach has no figures.
    let reached = |way: &Way, text: String| {
        if way.barriers.is_empty() {
            html! { { text } }
        } else {
            html! { "–" }
        }
    };
    let gate = |way: &Way, gate: Gate| {
        let (standing, word) = standing(gate);
        if way.barriers.is_empty() {
            status_tag(standing, words.get(word))
        } else {
            html! { "–" }
        }
    };
    let heading = |course: Course| {
        let current = (course == chosen).then_some("true");
        html! { <th scope="col" class={class(course)} aria-current={current}>{ words.get(course_key(course)) }</th> }
    };
    let thresholds = table.catalogue().thresholds.at(table.report.level);
    let total = words.fill(Key::PlanTotal, &[("gate", &say::figure(table, thresholds.total))]);
    html! {
        <section class="stack" aria-labelledby="plan-compare">
            <h2 id="plan-compare">{ words.get(Key::PlanCompare) }</h2>
            <p class="print-only">{ words.get(Key::PlanLabelNote) }</p>
            if has_budget { <p class="soft">{ words.get(Key::PlanCompareWhole) }</p> }
            <div class="scroll" tabindex="0" role="group" aria-labelledby="plan-compare">
                <table class="plan-compare">
                    <thead><tr><th scope="col">{ words.get(Key::PlanWhat) }</th>{ for Course::ALL.into_iter().map(heading) }</tr></thead>
                    <tbody>
                        { row(words.get(Key::ListEffort), &|way| reached(way, say::number(table, way.path.effort))) }
                        { row(words.get(Key::PlanTouched), &|way| reached(way, way.touched().to_string())) }
                        { row(total, &|way| reached(way, say::total(table, &way.card))) }
                        { row(words.get(Key::GatesKeys), &|way| gate(way, way.card.key_measures_gate())) }
                        if thresholds.category.is_some() { { row(words.get(Key::GatesCategories), &|way| gate(way, way.card.categories_gate())) } }
                        { row(words.get(Key::GatesTotal), &|way| gate(way, way.card.total_gate())) }
                        { row(words.get(Key::PlanLow), &|way| reached(way, way.holes(table.catalogue()).0.to_string())) }
                        { row(words.get(Key::PlanLowKeys), &|way| reached(way, way.holes(table.catalogue()).1.to_string())) }
                        { row(words.get(Key::PlanProof), &|way| proof(table, way)) }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn proof(table: &Table, way: &Way) -> Html {
    let words = &table.words;
    let said = match (way.course, way.path.optimal) {
        _ if !way.barriers.is_empty() => return status_tag(Standing::Short, words.get(Key::PlanOutShort)),
        (Course::Security, _) => return html! { <span class="small">{ words.get(Key::PlanNoClaim) }</span> },
        (Course::Least | Course::Both, Optimal::NotProven) => {
            return html! { <span class="small">{ words.get(Key::PlanNotProven) }</span> };
        }
        (Course::Least, Optimal::Proven) => Key::PlanProvenLeast,
        (Course::Both, Optimal::Proven) => Key::PlanProvenBoth,
    };
    html! { <span class="small">{ words.get(said) }</span> }
}
