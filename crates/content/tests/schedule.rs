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

fn steady(days: u32) -> Circumstances {
    let capacity = Knower::ALL.into_iter().map(|role| (role, Capacity::steady(PersonDays(days * 100)))).collect();
    Circumstances { capacity, days_off: all().1.days_off(today()), ..Circumstances::default() }
}

#[test]
fn probe() {
    for level in ScoredLevel::ALL {
        let tasks = to_do(Vec::new(), level);
        let sum = |role: Knower| {
            tasks.iter().filter(|task| task.who == role).map(|task| task.effort.0).sum::<u32>() as f64 / 100.0
        };
        println!("{level:?} {} tasks {:?}", tasks.len(), Knower::ALL.map(sum));
        for days in [1, 2, 5, 20] {
            let start = std::time::Instant::now();
            let found = schedule(&tasks, &steady(days), today());
            println!(
                "{days}: {:?} {:?} better {:?} {:?}",
                found.ends,
                found.earliest_end,
                found.at_most_better(),
                start.elapsed()
            );
        }
        for days in [1, 2, 5, 20] {
            let found = schedule(&tasks, &steady(days), today());
            let start = std::time::Instant::now();
            let mut wishes = steady(days);
            wishes.target = Some(today().plus_days(today().days_until(found.ends.unwrap()) * 7 / 10));
            println!("{:?} {:?}", remedies(&tasks, &wishes, today()), start.elapsed());
        }
        for (it, owner, hr, legal) in [
            (100, 20, 20, 20),
            (20, 100, 10, 10),
            (300, 100, 50, 10),
            (1000, 100, 20, 20),
            (100, 100, 10, 5),
            (400, 200, 50, 50),
            (250, 180, 60, 20),
        ] {
            let start = std::time::Instant::now();
            let capacity = [
                (Knower::It, it),
                (Knower::Owner, owner),
                (Knower::Hr, hr),
                (Knower::Legal, legal),
                (Knower::Supplier, 100),
            ];
            let capacity =
                capacity.into_iter().map(|(role, days)| (role, Capacity::steady(PersonDays(days)))).collect();
            let found = schedule(&tasks, &Circumstances { capacity, ..steady(1) }, today());
            println!(
                "{it} {owner} {hr} {legal}: {:?} better {:?} {:?} of {:?}",
                found.ends,
                found.at_most_better(),
                start.elapsed(),
                today().days_until(found.ends.unwrap())
            );
        }
    }
}
