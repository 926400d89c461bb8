//! The schedule over the real measures, and the data it works with.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use belfry_content::{
    Content,
    plan::{PlanFacts, check},
};
use belfry_engine::{
    answer::Answer,
    catalogue::{Knower, PersonDays},
    collections::{Map, Set},
    date::Date,
    entity::{Country, Entity, Generation, Situation},
    holiday::{Replacement, days_off},
    identifier::{EntityTypeId, MeasureId},
    level::ScoredLevel,
    maturity::Score,
    report::{Case, report},
    roadmap::Urgency,
    schedule::{
        Capacity, Circumstances, Fixed, Phase, Planned, Progress, Promise, Schedule, TargetStanding, Task, changes,
        phases, remedies, schedule, tasks,
    },
    size::{AnnualWorkUnits, Euro, Figures, SizeClass},
    support::{Region, offered},
};
use proptest::prelude::*;
use std::sync::OnceLock;

fn all() -> &'static (Content, PlanFacts) {
    static ALL: OnceLock<(Content, PlanFacts)> = OnceLock::new();
    ALL.get_or_init(|| {
        let content = Content::load().unwrap();
        let facts = PlanFacts::load(&content).unwrap();
        (content, facts)
    })
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn today() -> Date {
    day("2026-11-26")
}

/// A large electricity supplier: essential, with every duty that a measure fulfils.
fn supplier() -> Entity {
    Entity {
        entity_types: [EntityTypeId::known("energy.electricity.supplier")].into(),
        facts: Map::new(),
        generation: Some(Generation::None),
        situations: Set::<Situation>::new(),
        established_in: Country::BELGIUM,
        main_establishment: None,
        representative: None,
        serves_belgium: None,
        own: Figures {
            staff: AnnualWorkUnits::whole(300),
            turnover: Euro::whole(90_000_000),
            balance_sheet: Euro::whole(60_000_000),
        },
        group: Vec::new(),
        claims_independence: false,
        customers_in_scope: false,
    }
}

/// What these answers leave to do at a level.
fn to_do(answers: Vec<Answer>, level: ScoredLevel) -> Vec<Task> {
    let (content, facts) = all();
    let case = Case { entity: Some(supplier()), answers, target: Some(level.assurance()), ..Case::default() };
    let found = report(&case, &content.facts(&content.newest), today());
    tasks(&found.roadmap, &content.measures, &facts.road)
}

fn answers() -> impl Strategy<Value = Vec<Answer>> {
    let step = || (1_u8..=5).prop_map(|step| Score::new(step).unwrap());
    let answer = prop_oneof![
        6 => (step(), step()).prop_map(|(documentation, implementation)| Answer::Scored { documentation, implementation }),
        2 => Just(Answer::Open),
    ];
    proptest::collection::vec(answer, all().0.newest.requirements.len())
}

fn levels() -> impl Strategy<Value = ScoredLevel> {
    prop_oneof![Just(ScoredLevel::Basic), Just(ScoredLevel::Important), Just(ScoredLevel::Essential)]
}

fn capacities() -> impl Strategy<Value = Map<Knower, Capacity>> {
    let change = (0_i64..300, 5_u32..1_500).prop_map(|(ahead, days)| (today().plus_days(ahead), PersonDays(days)));
    let one = (10_u32..1_000, proptest::collection::vec(change, 0..2));
    proptest::collection::vec(one, Knower::ALL.len()).prop_map(|rows| {
        let capacity = |(per_week, changes): (u32, Vec<(Date, PersonDays)>)| Capacity {
            per_week: PersonDays(per_week),
            changes: changes.into_iter().collect(),
        };
        Knower::ALL.into_iter().zip(rows.into_iter().map(capacity)).collect()
    })
}

#[test]
fn nothing_is_missing_and_every_citation_leads_somewhere() {
    let (content, facts) = all();
    assert_eq!(check(facts, content), []);
}

#[test]
fn the_law_gives_ten_holidays_and_a_year_has_its_working_days() {
    let (_, facts) = all();
    assert_eq!(facts.holidays.len(), 10);
    let printed = [
        "2027-01-01",
        "2027-03-29",
        "2027-05-01",
        "2027-05-06",
        "2027-05-17",
        "2027-07-21",
        "2027-08-15",
        "2027-11-01",
        "2027-11-11",
        "2027-12-25",
    ];
    let found = days_off(&facts.holidays, 2027..=2027, Replacement::None);
    assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), printed);
    // 261 days from Monday to Friday, of which ten are off, three of them as replacements.
    let off = facts.days_off(today());
    let year = (0..365).map(|ahead| day("2027-01-01").plus_days(ahead));
    assert_eq!(year.filter(|day| day.weekday() < 5 && !off.contains(day)).count(), 251);
}

#[test]
fn public_support_is_fresh_for_a_while_and_then_off() {
    let (_, facts) = all();
    let names = |region, size, on| {
        offered(&facts.support, region, Some(size), day(on)).map(|one| one.id.to_string()).collect::<Vec<_>>()
    };
    let of_small = |region| names(region, SizeClass::Small, "2026-12-01");
    assert_eq!(of_small(Region::Flanders), ["kmo-portefeuille", "vlaio-verbetertrajecten"]);
    assert_eq!(of_small(Region::Wallonia), ["walloon-cyber-voucher"]);
    assert_eq!(of_small(Region::Brussels), ["brussels-digital-premium"]);
    assert_eq!(names(Region::Flanders, SizeClass::Large, "2026-12-01"), ["vlaio-verbetertrajecten"]);
    assert_eq!(names(Region::Flanders, SizeClass::Small, "2027-03-01"), ["kmo-portefeuille"]);
    for region in Region::ALL {
        assert_eq!(names(region, SizeClass::Small, "2027-06-01"), Vec::<String>::new());
    }
}

#[test]
fn a_small_firm_gets_45_per_cent_of_advice_up_to_7500_a_year() {
    let (_, facts) = all();
    let wallet = facts.support.iter().find(|one| one.id.as_str() == "kmo-portefeuille").unwrap();
    let paid = |size, costs| wallet.at_most(size, Euro::whole(costs)).map(|euro| euro.to_string());
    assert_eq!(paid(SizeClass::Small, 4_000).as_deref(), Some("1800"));
    assert_eq!(paid(SizeClass::Medium, 4_000).as_deref(), Some("1400"));
    assert_eq!(paid(SizeClass::Small, 40_000).as_deref(), Some("7500"));
    assert_eq!(paid(SizeClass::Large, 4_000), None);
}

/// The days a week that a firm may have, in hundredths: the owner, IT, personnel, a supplier, a lawyer.
const FIRMS: [[u32; 5]; 6] = [
    [40, 100, 10, 10, 20],
    [100, 100, 20, 20, 20],
    [100, 300, 50, 50, 20],
    [180, 250, 60, 10, 20],
    [100, 1_000, 50, 50, 20],
    [500, 500, 500, 500, 500],
];

fn firm(days: [u32; 5]) -> Circumstances {
    let capacity = Knower::ALL.into_iter().zip(days);
    let capacity = capacity.map(|(role, days)| (role, Capacity::steady(PersonDays(days)))).collect();
    Circumstances { capacity, days_off: all().1.days_off(today()), ..Circumstances::default() }
}

#[test]
fn from_nothing_every_level_is_done_on_the_earliest_day_that_any_order_could() {
    for level in ScoredLevel::ALL {
        let tasks = to_do(Vec::new(), level);
        for days in FIRMS {
            let found = schedule(&tasks, &firm(days), today());
            assert_eq!(found.at_most_better(), Some(0), "{level:?} {days:?}: {:?}", found.ends);
        }
    }
}

#[test]
fn duties_in_force_come_first_for_whoever_does_them() {
    let tasks = to_do(Vec::new(), ScoredLevel::Essential);
    let found = schedule(&tasks, &firm(FIRMS[2]), today());
    let owner: Vec<&Planned> = found.planned.iter().filter(|task| task.who == Knower::Owner).collect();
    let duties = owner.iter().take_while(|task| task.urgency == Urgency::Duty).count();
    assert_eq!(duties, 4, "registration, reports of incidents, management, the assessment");
    assert_eq!(found.planned.iter().filter(|task| task.urgency == Urgency::Duty).count(), duties);
    let (_, facts) = all();
    let along = phases(&found, &facts.road);
    assert_eq!(along[0].phase, Phase::Duties);
    assert_eq!(along[0].planned.unwrap().0, today());
    assert_eq!(along[5].recommended, Some((day("2027-06-26"), day("2027-11-25"))));
}

#[test]
fn a_target_that_is_missed_names_the_smallest_capacity_that_makes_it() {
    let tasks = to_do(Vec::new(), ScoredLevel::Basic);
    let mut wishes = firm(FIRMS[1]);
    wishes.target = Some(day("2027-04-18"));
    let found = schedule(&tasks, &wishes, today());
    assert_eq!(found.target.unwrap().standing, TargetStanding::Impossible);
    let needed = remedies(&tasks, &wishes, today()).unwrap();
    let mut richer = wishes.clone();
    for need in if needed.alone.is_empty() { &needed.together } else { &needed.alone[..1] } {
        assert_eq!(need.at_least, need.extra, "proven to be the smallest");
        let capacity = richer.capacity.get(&need.role).unwrap().with_extra(need.extra);
        richer.capacity.insert(need.role, capacity);
    }
    assert_eq!(schedule(&tasks, &richer, today()).target.unwrap().standing, TargetStanding::Met);
    wishes.out.extend(needed.moved.unwrap());
    assert_eq!(schedule(&tasks, &wishes, today()).target.unwrap().standing, TargetStanding::Met);
}

#[test]
fn a_month_later_the_plan_goes_on_from_what_is_done() {
    let tasks = to_do(Vec::new(), ScoredLevel::Basic);
    let wishes = firm(FIRMS[2]);
    let before = schedule(&tasks, &wishes, today());
    let later = day("2026-12-28");
    let mut progress = wishes.clone();
    // All that was to be done by then is done, but one task.
    let due: Vec<&Planned> = before.planned.iter().filter(|task| task.ends < later).collect();
    let slipped = due.last().unwrap().measure.clone();
    for task in due.iter().filter(|task| task.measure != slipped) {
        progress.progress.insert(task.measure.clone(), Progress::Done { on: task.ends });
    }
    let after = schedule(&tasks, &progress, later);
    assert!(after.planned.iter().all(|task| task.starts >= later));
    assert!(after.ends >= before.ends);
    let found = changes(&before, &after);
    let of_slipped = found.tasks.iter().find(|change| change.measure == slipped).unwrap();
    assert_eq!(of_slipped.why, belfry_engine::schedule::Why::Slipped);
    assert_eq!(after.done.len(), due.len() - 1);
}

fn standing(schedule: &Schedule) -> (usize, i64, Option<Date>) {
    let late = schedule.planned.iter().filter_map(|task| match task.promise {
        Some(Promise::Broken { days, .. }) => Some(days),
        Some(Promise::Kept(_)) | None => None,
    });
    (schedule.unplaced.len(), late.sum(), schedule.ends)
}

fn wishes() -> impl Strategy<Value = Circumstances> {
    let measures = all().0.measures.len();
    let fixed = proptest::collection::vec((0..measures, 0_i64..500, any::<bool>()), 0..4);
    let out = proptest::collection::vec(0..measures, 0..4);
    let name = |at: usize| all().0.measures[at].id.clone();
    (capacities(), fixed, out).prop_map(move |(capacity, fixed, out)| Circumstances {
        capacity,
        days_off: all().1.days_off(today()),
        fixed: fixed
            .into_iter()
            .map(|(at, ahead, on)| {
                let day = today().plus_days(ahead);
                (name(at), if on { Fixed::On(day) } else { Fixed::By(day) })
            })
            .collect(),
        out: out.into_iter().map(name).collect(),
        ..Circumstances::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_measure_begins_before_its_prerequisites_and_nothing_is_lost(answers in answers(), level in levels(), wishes in wishes()) {
        let tasks = to_do(answers, level);
        let found = schedule(&tasks, &wishes, today());
        for task in &tasks {
            for before in &task.after {
                if let (Some(first), Some(second)) = (found.task(before), found.task(&task.measure)) {
                    prop_assert!(first.ends < second.starts || first.who == second.who && first.ends == second.starts);
                }
            }
        }
        prop_assert_eq!(found.planned.len() + found.unplaced.len() + found.out.len(), tasks.len());
        prop_assert!(found.at_most_better().is_none_or(|days| days >= 0));
        prop_assert!(changes(&found, &schedule(&tasks, &wishes, today())).is_empty());
    }

    #[test]
    fn no_role_is_over_its_capacity_on_any_day_and_rests_on_days_off(answers in answers(), level in levels(), wishes in wishes()) {
        let found = schedule(&to_do(answers, level), &wishes, today());
        let Some(ends) = found.ends else { return Ok(()) };
        let mut day = found.starts;
        while day <= ends {
            for (role, capacity) in wishes.capacity.iter() {
                let own = found.planned.iter().filter(|task| task.who == *role && task.starts <= day && day <= task.ends);
                let done: u64 = own.map(|task| found.work_between(task, day, day).0).sum();
                let off = day.weekday() > 4 || wishes.days_off.contains(&day);
                let most = if off { 0 } else { u64::from(capacity.on(day).0) };
                prop_assert!(done <= most, "{role:?} {day}: {done} of {most}");
            }
            day = day.plus_days(1);
        }
        for task in &found.planned {
            prop_assert_eq!(found.work_between(task, task.starts, task.ends).0, u64::from(task.effort.0) * 5);
        }
    }

    #[test]
    fn more_capacity_never_ends_later(answers in answers(), level in levels(), wishes in wishes(), role in 0_usize..5, extra in 1_u32..900) {
        let tasks = to_do(answers, level);
        let mut richer = wishes.clone();
        let role = Knower::ALL[role];
        let capacity = richer.capacity.get(&role).unwrap().with_extra(PersonDays(extra));
        richer.capacity.insert(role, capacity);
        let (before, after) = (schedule(&tasks, &wishes, today()), schedule(&tasks, &richer, today()));
        prop_assert!(standing(&after) <= standing(&before));
        let free = |wishes: &Circumstances| Circumstances { fixed: Map::new(), ..wishes.clone() };
        let (before, after) = (schedule(&tasks, &free(&wishes), today()), schedule(&tasks, &free(&richer), today()));
        prop_assert!(!before.is_complete() || after.ends <= before.ends);
    }

    #[test]
    fn a_promised_date_is_kept_or_said_to_be_broken(answers in answers(), level in levels(), wishes in wishes()) {
        let found = schedule(&to_do(answers, level), &wishes, today());
        for task in &found.planned {
            let measure: &MeasureId = &task.measure;
            match (wishes.fixed.get(measure), task.promise) {
                (None, None) => {}
                (Some(Fixed::By(by)), Some(Promise::Kept(_))) => prop_assert!(task.ends <= *by),
                (Some(Fixed::On(on)), Some(Promise::Kept(_))) => prop_assert_eq!(task.ends, *on),
                (Some(fixed), Some(Promise::Broken { days, .. })) => prop_assert_eq!(fixed.day().plus_days(days), task.ends),
                (fixed, promise) => prop_assert!(false, "{fixed:?} {promise:?}"),
            }
        }
    }
}
