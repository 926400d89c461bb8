//! The schedule of `belfry plan`: capacity by role, promised dates, days off; who does what when, and what would make it.

use crate::{input::Failure, plan::hundredths};
use belfry_content::{Content, plan::PlanFacts};
use belfry_dossier::{
    Dossier,
    arrangement::{Arrangement, Conditions},
};
use belfry_engine::{
    catalogue::{Knower, PersonDays},
    collections::{Map, Set},
    date::Date,
    identifier::MeasureId,
    report::Facts,
    roadmap::Roadmap,
    schedule::{
        Binding, Buckets, Capacity, Circumstances, Costs, Fixed, Need, Planned, Prices, Progress, Promise, Remedies,
        Schedule, Task, buckets, by_role, costs, phases, remedies, schedule as lay, tasks,
    },
    size::Euro,
};
use serde::Deserialize;
use serde_json::{Number, Value, json};
use std::collections::BTreeMap;

/// The optional keys of the input. A schedule is made when `capacity`, `fixed` or `holidays` is there.
#[derive(Default)]
pub struct Wishes {
    /// Days a week by role; a role that is not named does the pace of the whole plan.
    pub capacity: Option<BTreeMap<String, CapacityInput>>,
    /// Promised dates by measure.
    pub fixed: Option<BTreeMap<String, FixedInput>>,
    /// Days on which nobody works.
    pub holidays: Option<HolidaysInput>,
    /// First day of work.
    pub start: Option<String>,
    /// The day to be ready.
    pub target: Option<String>,
    /// Measures that will not be done.
    pub out: Vec<String>,
    /// What was begun or done, by measure.
    pub progress: BTreeMap<String, ProgressInput>,
    /// The user's prices.
    pub prices: Option<PricesInput>,
}

/// `2`, or `{"days_per_week": 2, "changes": {"2027-03-01": 7}}`.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum CapacityInput {
    /// The same all the time.
    Steady(f64),
    /// Other figures from later days on.
    Changing {
        /// From the start.
        days_per_week: f64,
        /// From these days on.
        #[serde(default)]
        changes: BTreeMap<String, f64>,
    },
}

/// `{"by": "2027-03-01"}` or `{"on": "2027-03-01"}`.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FixedInput {
    /// Done on that day at the latest.
    By(String),
    /// Done on that very day.
    On(String),
}

/// `true` for the Belgian public holidays, `false` for none, or a list of days off beside them.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum HolidaysInput {
    /// The public holidays, or none.
    Public(bool),
    /// These days and the public holidays.
    Also(Vec<String>),
}

/// `{"left": 1.5}`, with `"on"` for when it was begun, or `{"done": "2027-01-10"}`.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum ProgressInput {
    /// Done.
    Done {
        /// When.
        done: String,
    },
    /// Begun.
    Begun {
        /// Days of work left.
        left: f64,
        /// When.
        on: Option<String>,
    },
}

/// The user's prices in euro.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PricesInput {
    /// A person-day, by role.
    #[serde(default)]
    day: BTreeMap<String, Number>,
    /// What has to be bought, by measure.
    #[serde(default)]
    purchases: BTreeMap<String, Number>,
    /// The outside assessment.
    audit: Option<Number>,
    /// Its day.
    audit_on: Option<String>,
}

/// The schedule, if the input asks for one.
///
/// # Errors
/// What is wrong with the input, with its place.
pub fn schedule(
    roadmap: &Roadmap,
    wishes: &Wishes,
    today: Date,
    facts: &Facts<'_>,
    content: &Content,
) -> Result<Option<Value>, Failure> {
    if wishes.capacity.is_none() && wishes.fixed.is_none() && wishes.holidays.is_none() {
        return Ok(None);
    }
    let plan = PlanFacts::load(content).map_err(|faults| Failure::new("", format_args!("{faults:?}")))?;
    let tasks = tasks(roadmap, facts.measures, &plan.road);
    let circumstances = circumstances(wishes, roadmap, &plan, today, content)?;
    let found = lay(&tasks, &circumstances, today);
    let is_given = |role: Knower| wishes.capacity.as_ref().is_some_and(|given| given.contains_key(role.code()));
    let prices = wishes.prices.as_ref().map(|prices| self::prices(prices, content)).transpose()?;
    Ok(Some(output(&found, &tasks, &plan, prices.map(|prices| costs(&found, &prices)).as_ref(), &is_given)))
}

/// The schedule of a dossier, as the page lays it: the roadmap's measures under the conditions that were entered.
pub fn laid(
    conditions: &Conditions,
    dossier: &Dossier,
    roadmap: &Roadmap,
    content: &Content,
    plan: &PlanFacts,
    today: Date,
) -> (Schedule, Vec<Task>) {
    let tasks = conditions.tasks(roadmap, &content.measures, &plan.road);
    let under = conditions.circumstances(dossier.planning.start, roadmap.pace, &|from| plan.days_off(from), today);
    (lay(&tasks, &Circumstances { target: roadmap.target, ..under }, today), tasks)
}

/// The schedule of a dossier in which something about it was entered.
///
/// # Errors
/// Faulty data.
pub fn of_dossier(
    dossier: &Dossier,
    arrangement: &Arrangement,
    rate: Option<Euro>,
    roadmap: &Roadmap,
    content: &Content,
    today: Date,
) -> Result<Value, Failure> {
    let plan = PlanFacts::load(content).map_err(|faults| Failure::new("", format_args!("{faults:?}")))?;
    let (found, tasks) = laid(&arrangement.conditions, dossier, roadmap, content, &plan, today);
    let prices = arrangement.prices.prices(rate);
    let costs = (prices != Prices::default()).then(|| costs(&found, &prices));
    let time = &arrangement.conditions.time;
    Ok(output(&found, &tasks, &plan, costs.as_ref(), &|role| {
        time.get(&role).is_some_and(|time| time.per_week.is_some())
    }))
}

fn date(text: &str, place: &str) -> Result<Date, Failure> {
    Date::parse(text).ok_or_else(|| Failure::new(place, format_args!("{text:?} is no date like 2026-11-22")))
}

fn role(code: &str, place: &str) -> Result<Knower, Failure> {
    let known = Knower::ALL.map(Knower::code).join(", ");
    Knower::from_code(code).ok_or_else(|| Failure::new(place, format_args!("{code:?} is none of {known}")))
}

fn measure(code: &str, place: &str, content: &Content) -> Result<MeasureId, Failure> {
    let found = content.measures.iter().find(|measure| measure.id.as_str() == code);
    found.map(|measure| measure.id.clone()).ok_or_else(|| Failure::new(place, format_args!("no measure {code:?}")))
}

fn week(days: f64, place: &str) -> Result<PersonDays, Failure> {
    hundredths(days, 500.0).ok_or_else(|| Failure::new(place, "expected days a week from 0 to 500"))
}

fn euro(amount: &Number, place: &str) -> Result<Euro, Failure> {
    Euro::parse(&amount.to_string()).map_err(|error| Failure::new(place, error))
}

fn circumstances(
    wishes: &Wishes,
    roadmap: &Roadmap,
    plan: &PlanFacts,
    today: Date,
    content: &Content,
) -> Result<Circumstances, Failure> {
    let mut capacity: Map<Knower, Capacity> =
        Knower::ALL.into_iter().map(|role| (role, Capacity::steady(roadmap.pace))).collect();
    for (code, given) in wishes.capacity.iter().flatten() {
        let place = format!("capacity.{code}");
        capacity.insert(role(code, &place)?, one_capacity(given, &place)?);
    }
    let mut fixed = Map::new();
    for (code, given) in wishes.fixed.iter().flatten() {
        let place = format!("fixed.{code}");
        let given = match given {
            FixedInput::By(day) => Fixed::By(date(day, &place)?),
            FixedInput::On(day) => Fixed::On(date(day, &place)?),
        };
        fixed.insert(measure(code, &place, content)?, given);
    }
    let days_off = match &wishes.holidays {
        None | Some(HolidaysInput::Public(false)) => Set::new(),
        Some(HolidaysInput::Public(true)) => plan.days_off(today),
        Some(HolidaysInput::Also(days)) => {
            let mut off = plan.days_off(today);
            for day in days {
                off.insert(date(day, "holidays")?);
            }
            off
        }
    };
    let mut progress = Map::new();
    for (code, given) in &wishes.progress {
        let place = format!("progress.{code}");
        let given = match given {
            ProgressInput::Done { done } => Progress::Done { on: date(done, &place)? },
            ProgressInput::Begun { left, on } => Progress::Begun {
                on: on.as_ref().map(|on| date(on, &place)).transpose()?,
                left: hundredths(*left, 10_000.0)
                    .ok_or_else(|| Failure::new(&place, "expected days from 0 to 10000"))?,
            },
        };
        progress.insert(measure(code, &place, content)?, given);
    }
    Ok(Circumstances {
        start: wishes.start.as_ref().map(|day| date(day, "start")).transpose()?,
        target: wishes.target.as_ref().map(|day| date(day, "target")).transpose()?,
        capacity,
        days_off,
        fixed,
        out: wishes.out.iter().map(|code| measure(code, "out", content)).collect::<Result<_, _>>()?,
        progress,
    })
}

fn one_capacity(given: &CapacityInput, place: &str) -> Result<Capacity, Failure> {
    match given {
        CapacityInput::Steady(days) => Ok(Capacity::steady(week(*days, place)?)),
        CapacityInput::Changing { days_per_week, changes } => {
            let mut found = Capacity::steady(week(*days_per_week, place)?);
            for (from, days) in changes {
                found.changes.insert(date(from, place)?, week(*days, place)?);
            }
            Ok(found)
        }
    }
}

fn prices(given: &PricesInput, content: &Content) -> Result<Prices, Failure> {
    let mut prices = Prices::default();
    for (code, amount) in &given.day {
        let place = format!("prices.day.{code}");
        prices.day.insert(role(code, &place)?, euro(amount, &place)?);
    }
    for (code, amount) in &given.purchases {
        let place = format!("prices.purchases.{code}");
        prices.purchases.insert(measure(code, &place, content)?, euro(amount, &place)?);
    }
    let on = given.audit_on.as_ref().map(|day| date(day, "prices.audit_on")).transpose()?;
    let audit = given.audit.as_ref().map(|amount| euro(amount, "prices.audit")).transpose()?;
    prices.audit = audit.map(|amount| (amount, on));
    Ok(prices)
}

fn output(
    found: &Schedule,
    tasks: &[Task],
    plan: &PlanFacts,
    costs: Option<&Costs>,
    is_given: &dyn Fn(Knower) -> bool,
) -> Value {
    let buckets = buckets(found);
    let names = |tasks: &[&Planned]| tasks.iter().map(|task| task.measure.to_string()).collect::<Vec<_>>();
    let roles: Vec<Value> = by_role(found)
        .iter()
        .map(|one| {
            let capacity = found.circumstances.capacity.get(&one.role);
            json!({
                "role": one.role.code(),
                "days_per_week": capacity.map(|capacity| capacity.per_week.to_f64()),
                "assumed": !is_given(one.role),
                "effort_days": one.effort.to_f64(),
                "ends": one.ends.to_string(),
                "measures": names(&one.tasks),
            })
        })
        .collect();
    let phases: Vec<Value> = phases(found, &plan.road)
        .iter()
        .map(|one| {
            let dates = |dates: Option<(Date, Date)>| dates.map(|(first, last)| [first.to_string(), last.to_string()]);
            json!({
                "phase": one.phase.code(),
                "planned": dates(one.planned),
                "recommended": dates(one.recommended),
                "measures": names(&one.tasks),
            })
        })
        .collect();
    let links: Vec<Value> = found
        .critical
        .iter()
        .map(|link| json!({ "measure": link.measure.to_string(), "waits_for": waits_for(&link.binding) }))
        .collect();
    let mut output = json!({
        "starts": found.starts.to_string(),
        "ends": found.ends.map(|day| day.to_string()),
        "earliest_end": found.earliest_end.map(|day| day.to_string()),
        "days_better_at_most": found.at_most_better(),
        "effort_days": found.effort.to_f64(),
        "tasks": found.planned.iter().map(|one| task(one, &buckets)).collect::<Vec<_>>(),
        "unplaced": found.unplaced.iter().map(|(id, why)| json!({ "measure": id.to_string(), "because": why.code() })).collect::<Vec<_>>(),
        "done": found.done.iter().map(|(id, on)| json!({ "measure": id.to_string(), "on": on.to_string() })).collect::<Vec<_>>(),
        "out": found.out.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "critical_path": links,
        "phases": phases,
        "buckets": {
            "quick_wins": names(&buckets.quick_wins),
            "this_month": names(&buckets.this_month),
            "later": names(&buckets.later),
        },
        "roles": roles,
    });
    if let Some(object) = output.as_object_mut() {
        if let Some(target) = found.target {
            let remedies = remedies(tasks, &found.circumstances, found.today);
            object.insert(
                "target".to_owned(),
                json!({
                    "on": target.on.to_string(),
                    "days_over": target.days_over,
                    "standing": target.standing.code(),
                    "remedies": remedies.as_ref().map(remedy),
                }),
            );
        }
        if let Some(costs) = costs {
            object.insert("costs".to_owned(), money(costs));
        }
    }
    output
}

fn task(task: &Planned, buckets: &Buckets<'_>) -> Value {
    let is_in = |bucket: &[&Planned]| bucket.iter().any(|other| other.measure == task.measure);
    let bucket = if is_in(&buckets.quick_wins) {
        "quick_wins"
    } else if is_in(&buckets.this_month) {
        "this_month"
    } else {
        "later"
    };
    json!({
        "measure": task.measure.to_string(),
        "role": task.who.code(),
        "phase": task.phase.code(),
        "urgency": task.urgency.code(),
        "bucket": bucket,
        "effort_days": task.effort.to_f64(),
        "begun": task.begun.map(|day| day.to_string()),
        "starts": task.starts.to_string(),
        "ends": task.ends.to_string(),
        "slack_working_days": task.slack,
        "waits_for": waits_for(&task.binding),
        "fixed": task.promise.map(promise),
        "without": task.without.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn waits_for(binding: &Binding) -> Value {
    json!({ "kind": binding.code(), "measure": binding.measure().map(ToString::to_string) })
}

fn promise(promise: Promise) -> Value {
    let day = |fixed: Fixed| match fixed {
        Fixed::By(day) => ("by", day.to_string()),
        Fixed::On(day) => ("on", day.to_string()),
    };
    match promise {
        Promise::Kept(fixed) => {
            let (kind, day) = day(fixed);
            json!({ kind: day, "kept": true })
        }
        Promise::Broken { fixed, days, because } => {
            let (kind, day) = day(fixed);
            json!({ kind: day, "kept": false, "days_late": days, "because": because.code() })
        }
    }
}

fn remedy(remedies: &Remedies) -> Value {
    let need = |need: &Need| {
        json!({
            "role": need.role.code(),
            "extra_days_per_week": need.extra.to_f64(),
            "at_least": need.at_least.to_f64(),
            "proven_smallest": need.at_least == need.extra,
        })
    };
    json!({
        "one_role": remedies.alone.iter().map(need).collect::<Vec<_>>(),
        "together": remedies.together.iter().map(need).collect::<Vec<_>>(),
        "ends_with_plenty": remedies.with_plenty.map(|day| day.to_string()),
        "leave_until_later": remedies.moved.as_ref().map(|moved| moved.iter().map(ToString::to_string).collect::<Vec<_>>()),
    })
}

fn money(costs: &Costs) -> Value {
    let amount = |euro: Euro| euro.0.to_f64();
    let measures: serde_json::Map<String, Value> = costs
        .measures
        .iter()
        .map(|(id, cost)| (id.to_string(), json!({ "work": amount(cost.work), "purchases": amount(cost.purchases) })))
        .collect();
    let quarters: Vec<Value> = costs
        .quarters
        .iter()
        .map(|(quarter, euro)| json!({ "year": quarter.year, "quarter": quarter.number, "eur": amount(*euro) }))
        .collect();
    json!({
        "work_eur": amount(costs.work),
        "purchases_eur": amount(costs.purchases),
        "audit_eur": amount(costs.audit),
        "total_eur": amount(costs.total),
        "measures": measures,
        "quarters": quarters,
        "without_price": costs.without_price.iter().map(|role| role.code()).collect::<Vec<_>>(),
    })
}
