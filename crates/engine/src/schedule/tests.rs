//! Small plans whose days can be counted on a calendar, and properties over many.

use super::*;
use crate::size::Euro;
use proptest::prelude::*;

const NAMES: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn id(name: &'static str) -> MeasureId {
    MeasureId::known(name)
}

fn task(name: &'static str, who: Knower, days: f64, after: &[&'static str]) -> Task {
    Task {
        measure: id(name),
        effort: PersonDays((days * 100.0).round() as u32),
        who,
        after: after.iter().map(|name| id(name)).collect(),
        urgency: Urgency::Level,
        quick_win: QuickWin::No,
        phase: Phase::Controls,
    }
}

fn can(all: &[(Knower, u32)]) -> Circumstances {
    let capacity = all.iter().map(|(role, days)| (*role, Capacity::steady(PersonDays(days * 100)))).collect();
    Circumstances { capacity, ..Circumstances::default() }
}

/// 4 January 2027, a Monday.
fn monday() -> Date {
    day("2027-01-04")
}

fn dates(schedule: &Schedule, name: &'static str) -> (String, String) {
    let task = schedule.task(&id(name)).unwrap();
    (task.starts.to_string(), task.ends.to_string())
}

fn pair(starts: &str, ends: &str) -> (String, String) {
    (starts.to_owned(), ends.to_owned())
}

#[test]
fn two_days_of_work_at_a_day_a_week_take_two_weeks() {
    let found = schedule(&[task("a", Knower::It, 2.0, &[])], &can(&[(Knower::It, 1)]), monday());
    assert_eq!(dates(&found, "a"), pair("2027-01-04", "2027-01-15"));
    assert_eq!((found.ends, found.earliest_end), (Some(day("2027-01-15")), Some(day("2027-01-15"))));
}

#[test]
fn a_day_off_moves_the_end_and_a_weekend_is_never_worked() {
    let mut wishes = can(&[(Knower::It, 5)]);
    wishes.days_off = [day("2027-01-08")].into();
    let found = schedule(&[task("a", Knower::It, 6.0, &[])], &wishes, monday());
    assert_eq!(dates(&found, "a"), pair("2027-01-04", "2027-01-12"));
}

#[test]
fn the_same_role_goes_on_the_same_day_and_another_begins_on_the_next() {
    let tasks =
        [task("a", Knower::It, 0.5, &[]), task("b", Knower::It, 0.5, &["a"]), task("c", Knower::Owner, 0.5, &["b"])];
    let found = schedule(&tasks, &can(&[(Knower::It, 5), (Knower::Owner, 5)]), monday());
    assert_eq!(dates(&found, "b"), pair("2027-01-04", "2027-01-04"));
    assert_eq!(dates(&found, "c"), pair("2027-01-05", "2027-01-05"));
}

#[test]
fn one_more_person_from_1_march_counts_from_1_march() {
    let changes = [(day("2027-03-01"), PersonDays(600))].into_iter().collect();
    let capacity = [(Knower::It, Capacity { per_week: PersonDays(100), changes })].into_iter().collect();
    let wishes = Circumstances { capacity, ..Circumstances::default() };
    // Eight weeks give eight days; the other six take one week with six days.
    let found = schedule(&[task("a", Knower::It, 14.0, &[])], &wishes, monday());
    assert_eq!(found.ends, Some(day("2027-03-05")));
}

#[test]
fn the_path_says_whether_work_or_a_busy_role_binds() {
    let tasks =
        [task("a", Knower::Owner, 1.0, &[]), task("b", Knower::It, 3.0, &["a"]), task("c", Knower::It, 2.0, &["a"])];
    let found = schedule(&tasks, &can(&[(Knower::It, 5), (Knower::Owner, 5)]), monday());
    let expected = [
        Link { measure: id("a"), binding: Binding::Start },
        Link { measure: id("b"), binding: Binding::Prerequisite(id("a")) },
        Link { measure: id("c"), binding: Binding::Role { after: id("b") } },
    ];
    assert_eq!(found.critical, expected);
    assert_eq!(found.ends, Some(day("2027-01-11")));
    assert_eq!(found.at_most_better(), Some(0));
}

#[test]
fn slack_is_counted_in_working_days() {
    let tasks = [task("a", Knower::It, 5.0, &[]), task("b", Knower::Owner, 2.0, &[])];
    let found = schedule(&tasks, &can(&[(Knower::It, 5), (Knower::Owner, 5)]), monday());
    assert_eq!((found.planned[0].slack, found.planned[1].slack), (3, 0));
    assert_eq!((found.planned[0].measure.clone(), found.planned[1].measure.clone()), (id("b"), id("a")));
}

#[test]
fn duties_go_first_with_all_that_they_build_on() {
    let mut tasks = vec![
        task("a", Knower::It, 9.0, &[]),
        task("b", Knower::It, 1.0, &[]),
        task("c", Knower::It, 1.0, &["b"]),
        task("d", Knower::It, 1.0, &[]),
    ];
    tasks[2].urgency = Urgency::Duty;
    tasks[3].quick_win = QuickWin::Yes;
    let found = schedule(&tasks, &can(&[(Knower::It, 5)]), monday());
    let order: Vec<&str> = found.planned.iter().map(|task| task.measure.as_str()).collect();
    assert_eq!(order, ["b", "c", "d", "a"]);
}

#[test]
fn a_promised_day_is_kept_by_going_first() {
    let mut wishes = can(&[(Knower::It, 5)]);
    wishes.fixed.insert(id("b"), Fixed::By(day("2027-01-06")));
    let tasks = [task("a", Knower::It, 9.0, &[]), task("b", Knower::It, 3.0, &[])];
    let found = schedule(&tasks, &wishes, monday());
    assert_eq!(found.task(&id("b")).unwrap().promise, Some(Promise::Kept(Fixed::By(day("2027-01-06")))));
    assert_eq!(found.ends, Some(day("2027-01-19")));
}

#[test]
fn a_promise_that_nobody_can_keep_is_called_impossible() {
    let mut wishes = can(&[(Knower::It, 5)]);
    wishes.fixed.insert(id("a"), Fixed::By(day("2027-01-05")));
    let found = schedule(&[task("a", Knower::It, 3.0, &[])], &wishes, monday());
    let broken = Promise::Broken { fixed: Fixed::By(day("2027-01-05")), days: 1, because: Broken::Impossible };
    assert_eq!(found.planned[0].promise, Some(broken));
}

#[test]
fn two_promises_that_exclude_each_other_are_said_to() {
    let mut wishes = can(&[(Knower::It, 5)]);
    wishes.fixed.insert(id("a"), Fixed::By(day("2027-01-06")));
    wishes.fixed.insert(id("b"), Fixed::By(day("2027-01-06")));
    let tasks = [task("a", Knower::It, 2.0, &[]), task("b", Knower::It, 2.0, &[])];
    let found = schedule(&tasks, &wishes, monday());
    let reasons: Vec<Option<Promise>> = found.planned.iter().map(|task| task.promise).collect();
    let fixed = Fixed::By(day("2027-01-06"));
    let broken = Promise::Broken { fixed, days: 1, because: Broken::NotAllTogether };
    assert_eq!(reasons, [Some(Promise::Kept(fixed)), Some(broken)]);
}

#[test]
fn what_has_its_own_day_ends_on_it_and_what_follows_begins_after_it() {
    let mut wishes = can(&[(Knower::It, 5)]);
    wishes.fixed.insert(id("a"), Fixed::On(day("2027-01-16")));
    let tasks = [task("a", Knower::It, 1.0, &[]), task("b", Knower::It, 1.0, &["a"]), task("c", Knower::It, 2.0, &[])];
    let found = schedule(&tasks, &wishes, monday());
    // 16 January is a Saturday.
    assert_eq!(dates(&found, "a"), pair("2027-01-04", "2027-01-16"));
    assert_eq!(dates(&found, "b"), pair("2027-01-18", "2027-01-18"));
    assert_eq!(found.task(&id("a")).unwrap().binding, Binding::Date);
    assert!(found.task(&id("c")).unwrap().ends < day("2027-01-16"), "the role is free until then");
}

#[test]
fn what_will_not_be_done_holds_nothing_up_and_is_named_with_what_builds_on_it() {
    let mut wishes = can(&[(Knower::It, 5)]);
    wishes.out.insert(id("a"));
    let tasks = [task("a", Knower::It, 9.0, &[]), task("b", Knower::It, 1.0, &["a"])];
    let found = schedule(&tasks, &wishes, monday());
    assert_eq!(found.out, [id("a")]);
    assert_eq!(found.planned[0].without, [id("a")]);
    assert_eq!(found.ends, Some(monday()));
}

#[test]
fn what_is_done_is_done_and_what_was_begun_has_only_its_rest() {
    let mut wishes = can(&[(Knower::It, 5)]);
    wishes.progress.insert(id("a"), Progress::Done { on: day("2026-12-20") });
    wishes.progress.insert(id("b"), Progress::Begun { on: Some(day("2026-12-21")), left: PersonDays(100) });
    let tasks =
        [task("a", Knower::It, 9.0, &[]), task("b", Knower::It, 5.0, &["a"]), task("c", Knower::It, 1.0, &["b"])];
    let found = schedule(&tasks, &wishes, monday());
    assert_eq!(found.done, [(id("a"), day("2026-12-20"))]);
    assert_eq!((found.planned[0].begun, found.planned[0].effort), (Some(day("2026-12-21")), PersonDays(100)));
    assert_eq!(found.ends, Some(day("2027-01-05")));
}

#[test]
fn a_start_that_has_passed_is_today() {
    let wishes = Circumstances { start: Some(day("2026-06-01")), ..can(&[(Knower::It, 5)]) };
    let found = schedule(&[task("a", Knower::It, 1.0, &[])], &wishes, monday());
    assert_eq!(found.starts, monday());
}

#[test]
fn what_nobody_can_do_is_named_and_so_is_what_waits_for_it() {
    let tasks = [
        task("a", Knower::Legal, 1.0, &[]),
        task("b", Knower::It, 1.0, &["a"]),
        task("c", Knower::It, 6_000.0, &[]),
        task("d", Knower::Owner, 1.0, &[]),
    ];
    let found = schedule(&tasks, &can(&[(Knower::It, 1), (Knower::Owner, 1)]), monday());
    let expected = [(id("a"), Unplaced::NobodyCan), (id("b"), Unplaced::Waits(id("a"))), (id("c"), Unplaced::TooFar)];
    assert_eq!(found.unplaced, expected);
    assert_eq!((found.planned.len(), found.is_complete(), found.earliest_end), (1, false, None));
}

#[test]
fn a_circle_is_cut_and_nothing_is_lost() {
    let tasks = [task("a", Knower::It, 1.0, &["b", "a"]), task("b", Knower::It, 1.0, &["a"])];
    let found = schedule(&tasks, &can(&[(Knower::It, 5)]), monday());
    assert_eq!((found.planned.len(), found.ends), (2, Some(day("2027-01-05"))));
}

#[test]
fn nothing_to_do_is_a_plan_too() {
    let wishes = Circumstances { target: Some(day("2026-01-01")), ..can(&[]) };
    let found = schedule(&[], &wishes, monday());
    assert_eq!((found.ends, found.is_complete(), found.planned.len()), (None, true, 0));
    assert_eq!(found.target.unwrap().standing, TargetStanding::Met);
    assert_eq!(remedies(&[], &wishes, monday()), None);
}

#[test]
fn work_of_nothing_is_done_at_once() {
    let tasks = [task("a", Knower::Legal, 0.0, &["b"]), task("b", Knower::It, 2.0, &[])];
    let found = schedule(&tasks, &can(&[(Knower::It, 5)]), monday());
    assert_eq!(dates(&found, "a"), pair("2027-01-05", "2027-01-05"));
}

#[test]
fn a_target_that_is_missed_says_by_how_much_and_what_would_make_it() {
    let tasks = [task("a", Knower::It, 8.0, &[]), task("b", Knower::Owner, 2.0, &["a"])];
    let mut wishes = can(&[(Knower::It, 2), (Knower::Owner, 5)]);
    wishes.target = Some(day("2027-01-22"));
    let found = schedule(&tasks, &wishes, monday());
    // Four weeks for the one, two days for the other.
    let target = found.target.unwrap();
    assert_eq!(found.ends, Some(day("2027-02-02")));
    assert_eq!((target.days_over, target.standing), (Some(11), TargetStanding::Impossible));
    let remedies = remedies(&tasks, &wishes, monday()).unwrap();
    // The owner needs the last two days; thirteen are left: 8 × 5 / 13 = 3.0769 days a week, so 1.08 more.
    assert_eq!(remedies.alone, [Need { role: Knower::It, extra: PersonDays(108), at_least: PersonDays(108) }]);
    assert_eq!((remedies.together.len(), remedies.moved), (0, Some(vec![id("a"), id("b")])));
}

#[test]
fn where_no_role_alone_is_enough_a_smallest_pair_is_given() {
    let tasks = [task("a", Knower::It, 20.0, &[]), task("b", Knower::Owner, 10.0, &[])];
    let mut wishes = can(&[(Knower::It, 2), (Knower::Owner, 1)]);
    wishes.target = Some(day("2027-01-29"));
    let remedies = remedies(&tasks, &wishes, monday()).unwrap();
    let need = |role, extra| Need { role, extra: PersonDays(extra), at_least: PersonDays(extra) };
    assert_eq!(remedies.alone, []);
    assert_eq!(remedies.together, [need(Knower::It, 300), need(Knower::Owner, 150)]);
}

#[test]
fn a_chain_that_is_too_long_is_said_to_be() {
    let tasks =
        [task("a", Knower::It, 1.0, &[]), task("b", Knower::Owner, 1.0, &["a"]), task("c", Knower::Hr, 1.0, &["b"])];
    let mut wishes = can(&[(Knower::It, 5), (Knower::Owner, 5), (Knower::Hr, 5)]);
    wishes.target = Some(day("2027-01-05"));
    let remedies = remedies(&tasks, &wishes, monday()).unwrap();
    assert_eq!((remedies.alone.len(), remedies.together.len()), (0, 0));
    assert_eq!(remedies.with_plenty, Some(day("2027-01-06")));
    assert_eq!(remedies.moved, Some(vec![id("c")]));
}

#[test]
fn duties_and_promises_are_never_among_what_could_wait() {
    let mut tasks =
        [task("a", Knower::It, 5.0, &[]), task("b", Knower::It, 5.0, &[]), task("c", Knower::It, 5.0, &["b"])];
    tasks[0].urgency = Urgency::Duty;
    let mut wishes = can(&[(Knower::It, 5)]);
    wishes.target = Some(day("2027-01-08"));
    let waiting = remedies(&tasks, &wishes, monday()).unwrap().moved;
    assert_eq!(waiting, Some(vec![id("b"), id("c")]));
    wishes.fixed.insert(id("c"), Fixed::By(day("2027-02-01")));
    assert_eq!(remedies(&tasks, &wishes, monday()).unwrap().moved, None);
}

#[test]
fn costs_add_up_by_measure_and_by_quarter() {
    let tasks = [task("a", Knower::It, 10.0, &[]), task("b", Knower::Owner, 1.0, &[])];
    let mut wishes = can(&[(Knower::It, 5), (Knower::Owner, 5)]);
    wishes.start = Some(day("2027-03-25"));
    let found = schedule(&tasks, &wishes, monday());
    let prices = Prices {
        day: [(Knower::It, Euro::whole(650))].into_iter().collect(),
        purchases: [(id("a"), Euro::whole(1_000))].into_iter().collect(),
        audit: Some((Euro::whole(4_000), Some(day("2027-09-01")))),
    };
    let costs = costs(&found, &prices);
    assert_eq!(
        (costs.work, costs.purchases, costs.total),
        (Euro::whole(6_500), Euro::whole(1_000), Euro::whole(11_500))
    );
    assert_eq!(costs.without_price, Set::from([Knower::Owner]));
    // Thursday 25 March to Wednesday 31 March: five of the ten days.
    let quarters: Vec<(u32, Euro)> = costs.quarters.iter().map(|(quarter, euro)| (quarter.number, *euro)).collect();
    assert_eq!(quarters, [(1, Euro::whole(4_250)), (2, Euro::whole(3_250)), (3, Euro::whole(4_000))]);
}

#[test]
fn a_plan_is_read_by_bucket_by_role_and_along_the_road() {
    let mut tasks = vec![
        task("a", Knower::It, 1.0, &[]),
        task("b", Knower::It, 30.0, &[]),
        task("c", Knower::It, 1.0, &["b"]),
        task("d", Knower::Owner, 1.0, &[]),
    ];
    tasks[0].quick_win = QuickWin::Yes;
    tasks[3].phase = Phase::Duties;
    let found = schedule(&tasks, &can(&[(Knower::It, 5), (Knower::Owner, 5)]), monday());
    let names = |tasks: &[&Planned]| tasks.iter().map(|task| task.measure.to_string()).collect::<Vec<_>>();
    let buckets = buckets(&found);
    assert_eq!(names(&buckets.quick_wins), ["a"]);
    assert_eq!(names(&buckets.this_month), ["d", "b"]);
    assert_eq!(names(&buckets.later), ["c"]);
    let roles = by_role(&found);
    assert_eq!(
        (roles[0].role, roles[0].effort, names(&roles[1].tasks)),
        (Knower::It, PersonDays(3_200), vec!["d".to_owned()])
    );
    let stage = Stage { phase: Phase::Controls, months: (4, 8), measures: Vec::new() };
    let phases = phases(&found, &Road { stages: vec![stage], certainty: None });
    assert_eq!(phases[0].planned, Some((monday(), monday())));
    assert_eq!(phases[3].recommended, Some((day("2027-04-04"), day("2027-09-03"))));
    assert_eq!(phases.iter().map(|phase| phase.tasks.len()).sum::<usize>(), 4);
}

#[test]
fn a_change_names_the_nearest_reason() {
    let tasks = [
        task("a", Knower::Owner, 1.0, &[]),
        task("b", Knower::It, 2.0, &["a"]),
        task("c", Knower::It, 2.0, &[]),
        task("d", Knower::It, 1.0, &["b", "c"]),
    ];
    let wishes = can(&[(Knower::It, 5), (Knower::Owner, 5)]);
    let before = schedule(&tasks, &wishes, monday());
    assert!(changes(&before, &before).is_empty());

    let mut slower = tasks.clone();
    slower[0].effort = PersonDays(300);
    let after = schedule(&slower, &wishes, monday());
    let found = changes(&before, &after);
    let reason =
        |found: &Changes, name| found.tasks.iter().find(|change| change.measure == id(name)).map(|one| one.why.clone());
    assert_eq!(reason(&found, "a"), Some(Why::Effort { from: PersonDays(100), to: PersonDays(300) }));
    assert_eq!(reason(&found, "b"), Some(Why::Prerequisite(id("a"))));
    assert_eq!(reason(&found, "d"), Some(Why::Prerequisite(id("b"))));
    assert_eq!(found.end, Some(Shift { from: before.ends.unwrap(), to: after.ends.unwrap() }));

    let mut richer = wishes.clone();
    richer.capacity.insert(Knower::It, Capacity::steady(PersonDays(1_000)));
    let found = changes(&before, &schedule(&tasks, &richer, monday()));
    assert_eq!(reason(&found, "c"), Some(Why::Capacity(Knower::It)));

    let mut off = wishes.clone();
    off.days_off = [monday()].into();
    let found = changes(&before, &schedule(&tasks, &off, monday()));
    assert_eq!(reason(&found, "a"), Some(Why::DaysOff));

    let mut progress = wishes.clone();
    progress.progress.insert(id("a"), Progress::Done { on: day("2027-01-07") });
    progress.out.insert(id("c"));
    let later = schedule(&tasks, &progress, day("2027-01-11"));
    let found = changes(&before, &later);
    let what = |name| found.tasks.iter().find(|change| change.measure == id(name)).map(|one| one.what.clone());
    assert_eq!(what("a"), Some(What::Done { ends: Shift { from: monday(), to: day("2027-01-07") } }));
    assert_eq!(what("c"), Some(What::Out));
    assert_eq!(reason(&found, "b"), Some(Why::Slipped));
    let promised = Circumstances { fixed: [(id("b"), Fixed::On(day("2027-02-01")))].into_iter().collect(), ..wishes };
    let found = changes(&before, &schedule(&tasks, &promised, monday()));
    assert_eq!(reason(&found, "b"), Some(Why::Promise));
}

/// A plan of at most so many tasks over three roles; what comes before is before it in the list.
fn plans(most: usize) -> impl Strategy<Value = Vec<Task>> {
    let effort = prop_oneof![1 => Just(0_u32), 8 => 1_u32..700];
    let one = (effort, 0_usize..3, any::<u16>(), any::<u16>(), 0_usize..3, any::<bool>());
    proptest::collection::vec(one, 1..=most).prop_map(|rows| {
        let task =
            |(at, (effort, who, one, other, urgency, quick)): (usize, &(u32, usize, u16, u16, usize, bool))| Task {
                measure: id(NAMES[at]),
                effort: PersonDays(*effort),
                who: Knower::ALL[*who],
                // Each earlier task comes before it one time in four.
                after: (0..at)
                    .filter(|before| (one & other) >> before & 1 == 1)
                    .map(|before| id(NAMES[before]))
                    .collect(),
                urgency: Urgency::ALL[*urgency],
                quick_win: if *quick { QuickWin::Yes } else { QuickWin::No },
                phase: Phase::Controls,
            };
        rows.iter().enumerate().map(task).collect()
    })
}

fn capacities() -> impl Strategy<Value = Map<Knower, Capacity>> {
    let days = || prop_oneof![1 => Just(0_u32), 9 => 1_u32..900];
    let changes = proptest::collection::vec((0_i64..60, days()), 0..3);
    proptest::collection::vec((days(), changes), 3).prop_map(|rows| {
        let capacity = |(per_week, changes): (u32, Vec<(i64, u32)>)| Capacity {
            per_week: PersonDays(per_week),
            changes: changes.into_iter().map(|(on, days)| (monday().plus_days(on), PersonDays(days))).collect(),
        };
        Knower::ALL.into_iter().zip(rows.into_iter().map(capacity)).collect()
    })
}

fn situations() -> impl Strategy<Value = Circumstances> {
    let fixed = proptest::collection::vec((0_usize..9, 0_i64..60, any::<bool>()), 0..3);
    let off = proptest::collection::vec(0_i64..60, 0..5);
    let out = proptest::collection::vec(0_usize..9, 0..2);
    let begun = proptest::collection::vec((0_usize..9, 0_u32..400, any::<bool>()), 0..3);
    (capacities(), fixed, off, out, begun).prop_map(|(capacity, fixed, off, out, begun)| Circumstances {
        start: None,
        target: Some(monday().plus_days(30)),
        capacity,
        days_off: off.into_iter().map(|ahead| monday().plus_days(ahead)).collect(),
        fixed: fixed
            .into_iter()
            .map(|(at, ahead, on)| {
                let day = monday().plus_days(ahead);
                (id(NAMES[at]), if on { Fixed::On(day) } else { Fixed::By(day) })
            })
            .collect(),
        out: out.into_iter().map(|at| id(NAMES[at])).collect(),
        progress: begun
            .into_iter()
            .map(|(at, left, done)| {
                let begun = Progress::Begun { on: None, left: PersonDays(left) };
                (id(NAMES[at]), if done { Progress::Done { on: monday() } } else { begun })
            })
            .collect(),
    })
}

/// What more capacity never makes worse: tasks on no day, days late against promises, the end.
fn standing(schedule: &Schedule) -> (usize, i64, Option<Date>) {
    let late = schedule.planned.iter().filter_map(|task| match task.promise {
        Some(Promise::Broken { days, .. }) => Some(days),
        Some(Promise::Kept(_)) | None => None,
    });
    (schedule.unplaced.len(), late.sum(), schedule.ends)
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = permutations(count - 1);
    let with = |order: &Vec<usize>, at: usize| {
        let mut longer = order.clone();
        longer.insert(at, count - 1);
        longer
    };
    shorter.iter().flat_map(|order| (0..count).map(|at| with(order, at)).collect::<Vec<_>>()).collect()
}

/// Every order there is, on the calendar.
fn all_orders(planner: &Planner<'_, '_>, wishes: &Circumstances) -> Vec<Placement> {
    let nodes = &planner.network.nodes;
    let keeps = |order: &Vec<usize>| {
        let place = |at: usize| order.iter().position(|other| *other == at).unwrap();
        (0..nodes.len()).all(|at| nodes[at].before.iter().all(|before| place(*before) < place(at)))
    };
    let (left, workdays) = (planner.left(wishes), Workdays::new(monday(), &wishes.capacity, &wishes.days_off));
    let orders = permutations(nodes.len()).into_iter().filter(keeps);
    orders.map(|order| place::place(planner.network, &left, &workdays, &order)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_task_begins_before_what_comes_before_it_is_done(tasks in plans(9), wishes in situations()) {
        let found = schedule(&tasks, &wishes, monday());
        for task in &tasks {
            for before in &task.after {
                if let (Some(first), Some(second)) = (found.task(before), found.task(&task.measure)) {
                    let may_share = first.who == second.who || second.effort == PersonDays(0);
                    prop_assert!(first.ends < second.starts || may_share && first.ends == second.starts, "{first:?} {second:?}");
                }
            }
        }
        let named = found.planned.len() + found.unplaced.len() + found.done.len() + found.out.len();
        prop_assert_eq!(named, tasks.len());
    }

    #[test]
    fn no_role_does_more_on_a_day_than_it_can(tasks in plans(9), wishes in situations()) {
        let found = schedule(&tasks, &wishes, monday());
        let Some(ends) = found.ends else { return Ok(()) };
        let mut day = found.starts;
        let mut worked: Map<MeasureId, u64> = Map::new();
        while day <= ends {
            for role in Knower::ALL {
                let own = found.planned.iter().filter(|task| task.who == role);
                let done: u64 = own.map(|task| {
                    let work = found.work_between(task, day, day).0;
                    worked.update(task.measure.clone(), |sum| *sum += work);
                    work
                }).sum();
                let off = day.weekday() > 4 || wishes.days_off.contains(&day);
                let most = if off { 0 } else { wishes.capacity.get(&role).map_or(0, |capacity| capacity.on(day).0) };
                prop_assert!(done <= u64::from(most), "{role:?} {day}: {done} of {most}");
            }
            day = day.plus_days(1);
        }
        for task in &found.planned {
            prop_assert_eq!(worked.get(&task.measure).copied().unwrap_or_default(), u64::from(task.effort.0) * 5);
        }
    }

    #[test]
    fn more_capacity_never_ends_later(tasks in plans(9), wishes in situations(), role in 0_usize..3, extra in 1_u32..900) {
        let mut richer = wishes.clone();
        let role = Knower::ALL[role];
        let capacity = richer.capacity.get(&role).unwrap().with_extra(PersonDays(extra));
        richer.capacity.insert(role, capacity);
        let (before, after) = (schedule(&tasks, &wishes, monday()), schedule(&tasks, &richer, monday()));
        prop_assert!(standing(&after) <= standing(&before), "{:?} {:?}", standing(&before), standing(&after));
        if wishes.fixed.is_empty() && before.is_complete() {
            prop_assert!(after.ends <= before.ends);
        }
    }

    #[test]
    fn progress_and_tasks_left_out_never_end_later(tasks in plans(9), wishes in situations(), at in 0_usize..9, left in 0_u32..700) {
        let before = schedule(&tasks, &wishes, monday());
        let name = tasks.get(at).map(|task| (task.measure.clone(), task.effort));
        let Some((name, effort)) = name else { return Ok(()) };
        let left_before = match wishes.progress.get(&name) {
            Some(Progress::Begun { left, .. }) => *left,
            Some(Progress::Done { .. }) => return Ok(()),
            None => effort,
        };
        // A promise for it is kept or gone with it.
        let mut further = wishes.clone();
        further.progress.insert(name.clone(), Progress::Begun { on: None, left: left_before.min(PersonDays(left)) });
        prop_assert!(standing(&schedule(&tasks, &further, monday())) <= standing(&before));
        let mut without = wishes.clone();
        without.out.insert(name);
        prop_assert!(standing(&schedule(&tasks, &without, monday())) <= standing(&before));
    }

    #[test]
    fn two_equal_plans_have_no_difference(tasks in plans(9), wishes in situations()) {
        let (one, other) = (schedule(&tasks, &wishes, monday()), schedule(&tasks, &wishes, monday()));
        prop_assert_eq!(&one, &other);
        prop_assert!(changes(&one, &other).is_empty());
    }

    #[test]
    fn a_promise_is_kept_or_broken_and_says_which(tasks in plans(9), wishes in situations()) {
        let found = schedule(&tasks, &wishes, monday());
        for task in &found.planned {
            match (wishes.fixed.get(&task.measure), task.promise) {
                (None, None) => {}
                (Some(Fixed::By(by)), Some(Promise::Kept(_))) => prop_assert!(task.ends <= *by),
                (Some(Fixed::On(on)), Some(Promise::Kept(_))) => prop_assert_eq!(task.ends, *on),
                (Some(fixed), Some(Promise::Broken { days, .. })) => {
                    prop_assert!(days > 0 && fixed.day().plus_days(days) == task.ends);
                }
                (fixed, promise) => prop_assert!(false, "{fixed:?} {promise:?}"),
            }
        }
    }

    #[test]
    fn work_that_grows_within_its_slack_moves_no_end(tasks in plans(9), wishes in situations()) {
        let network = Network::new(&tasks, &wishes.fixed);
        let planner = Planner::new(&network);
        let Best { placement, workdays } = planner.best(&wishes, monday());
        let slack = placement.slack(planner.network, &workdays);
        let left = planner.left(&wishes);
        let order = placement.order();
        let before = place::place(planner.network, &left, &workdays, &order);
        for at in 0..tasks.len() {
            let Some(slot) = placement.slot(at).filter(|slot| slot.to > slot.from) else { continue };
            prop_assert!(slack[at] >= 0);
            let day = slot.worked + usize::try_from(slack[at]).unwrap();
            let most = workdays.before(tasks[at].who, day).plus(Ticks(1));
            let mut more = left.clone();
            more[at] = Some(slot.to.minus(slot.from).plus(most.minus(slot.to)));
            let after = place::place(planner.network, &more, &workdays, &order);
            prop_assert_eq!(after.ends(), before.ends(), "{} by {}", at, slack[at]);
            prop_assert_eq!(after.days_late(), before.days_late());
        }
    }

    #[test]
    fn costs_by_quarter_and_by_measure_are_the_total(tasks in plans(9), wishes in situations(), price in 1_u64..900) {
        let found = schedule(&tasks, &wishes, monday());
        let prices = Prices {
            day: Knower::ALL.iter().map(|role| (*role, Euro::whole(price))).collect(),
            purchases: tasks.iter().map(|task| (task.measure.clone(), Euro::whole(price * 3))).collect(),
            audit: Some((Euro::whole(7_000), None)),
        };
        let costs = costs(&found, &prices);
        let sum = |all: &mut dyn Iterator<Item = Euro>| all.fold(Euro::default(), Euro::plus);
        prop_assert_eq!(sum(&mut costs.quarters.iter().map(|(_, euro)| *euro)), costs.total);
        let measures = sum(&mut costs.measures.iter().map(|(_, cost)| cost.sum()));
        prop_assert_eq!(measures.plus(costs.audit), costs.total);
        prop_assert_eq!(costs.work, Euro(Euro::whole(price).0.parts(u64::from(found.effort.0), 100)));
        if found.is_complete() {
            prop_assert_eq!(self::price(&tasks, &wishes, &prices), costs.work.plus(costs.purchases));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn remedies_are_enough_and_no_less_would_be(tasks in plans(7), wishes in situations()) {
        let meets = |wishes: &Circumstances| {
            let found = schedule(&tasks, wishes, monday());
            found.is_complete() && found.ends <= wishes.target
        };
        // Promised dates may pull the plan another way than the target.
        let wishes = Circumstances { fixed: Map::new(), ..wishes };
        let Some(found) = remedies(&tasks, &wishes, monday()) else {
            prop_assert!(meets(&wishes));
            return Ok(());
        };
        let with = |needs: &[Need]| {
            let mut richer = wishes.clone();
            for need in needs {
                let capacity = richer.capacity.get(&need.role).unwrap().with_extra(need.extra);
                richer.capacity.insert(need.role, capacity);
            }
            richer
        };
        for need in &found.alone {
            prop_assert!(need.at_least <= need.extra && meets(&with(&[*need])));
            let less = Need { extra: PersonDays(need.extra.0 - 1), ..*need };
            prop_assert!(!meets(&with(&[less])), "less than {need:?} is enough");
        }
        if !found.together.is_empty() {
            prop_assert!(meets(&with(&found.together)));
            for at in 0..found.together.len() {
                let mut less = found.together.clone();
                less[at].extra = PersonDays(less[at].extra.0 - 1);
                prop_assert!(!meets(&with(&less)));
            }
        }
        if let Some(moved) = &found.moved {
            let without = |gone: &[MeasureId]| {
                let mut fewer = wishes.clone();
                fewer.out.extend(gone.iter().cloned());
                fewer
            };
            prop_assert!(meets(&without(moved)));
            for stays in moved {
                let builds_on_others = tasks.iter().find(|task| task.measure == *stays).unwrap().after.iter().any(|id| moved.contains(id));
                let gone: Vec<MeasureId> = moved.iter().filter(|id| *id != stays).cloned().collect();
                prop_assert!(builds_on_others || !meets(&without(&gone)), "{stays} could stay");
                prop_assert!(tasks.iter().find(|task| task.measure == *stays).unwrap().urgency != Urgency::Duty);
            }
        }
    }

    #[test]
    fn what_is_called_impossible_no_order_does(tasks in plans(5), wishes in situations()) {
        let network = Network::new(&tasks, &wishes.fixed);
        let planner = Planner::new(&network);
        let found = planner.schedule(&wishes, monday());
        let every = all_orders(&planner, &wishes);
        if let (Some(earliest), true) = (found.earliest_end, found.is_complete()) {
            let complete = every.iter().filter(|placement| placement.ends_by(monday().plus_days(10_000)));
            let best = complete.filter_map(Placement::ends).min().unwrap();
            prop_assert!(earliest <= best, "{earliest} {best}");
            prop_assert!(best <= found.ends.unwrap());
        }
        if let Some(Target { standing: TargetStanding::Impossible, on, .. }) = found.target {
            prop_assert!(!every.iter().any(|placement| placement.ends_by(on)));
        }
        for task in &found.planned {
            let at = tasks.iter().position(|other| other.measure == task.measure).unwrap();
            match task.promise {
                Some(Promise::Broken { fixed, because: Broken::Impossible, .. }) => {
                    let kept = every.iter().filter_map(|placement| placement.slot(at)).any(|slot| slot.ends <= fixed.day());
                    prop_assert!(!kept);
                }
                Some(Promise::Broken { because: Broken::NotAllTogether, .. }) => {
                    let complete = |placement: &&Placement| placement.ends_by(monday().plus_days(10_000));
                    prop_assert!(every.iter().filter(complete).all(|placement| placement.days_late() > 0));
                }
                Some(Promise::Broken { because: Broken::NotFound, .. } | Promise::Kept(_)) | None => {}
            }
        }
    }
}
