//! The chart: from the plan to its rows. The table behind it says the same.

use super::{
    Sheet,
    gantt::{Flag, Gantt, Group, Line, Row, Weight},
    list::{marks, table},
    say::{Say, span},
};
use crate::{format, key::Key, pages::citation::certainty};
use belfry_engine::{
    date::Date,
    schedule::{Fixed, Phase, PhaseOnTheCalendar, Planned, Promise, phases},
};
use yew::prelude::*;

/// What lies further back than this is not drawn, in days.
const BACK: i64 = 120;

/// The chart, and the table behind it.
pub fn chart(sheet: &Sheet<'_>) -> Html {
    let words = &sheet.table.words;
    let found = sheet.found;
    let ends = found.ends.unwrap_or(found.today);
    let scale = Scale::of(sheet);
    let at = |day: Date| scale.at(day);
    let groups: Vec<Group> = phases(found, &sheet.table.plan.road)
        .iter()
        .filter(|phase| !phase.tasks.is_empty())
        .map(|phase| group(sheet, phase, scale))
        .collect();
    let sentence = words.fill(
        Key::ScheduleSentence,
        &[
            ("start", &sheet.table.day(found.starts)),
            ("end", &sheet.table.day(ends)),
            ("measures", &words.counted(Key::MilestoneMeasures, found.planned.len() as u64)),
        ],
    );
    let mut lines = vec![Line { at: at(found.today), name: words.get(Key::DaysToday), class: "gantt-today" }];
    lines.extend(found.target.map(|target| Line {
        at: at(target.on),
        name: words.get(Key::ScheduleTarget),
        class: "gantt-target",
    }));
    html! {
        <>
            <h2 id="schedule-chart">{ words.get(Key::ScheduleChart) }</h2>
            { legend(sheet) }
            <Gantt name={sentence} {groups} {lines} months={scale.months(sheet)} onopen={sheet.open.clone()} />
            <p class="small soft screen-only">{ words.get(Key::ScheduleKeys) }</p>
            <p class="small soft row">{ words.get(Key::ScheduleRoad) }{ sheet.table.plan.road.certainty.map(|sure| certainty(sheet.table, sure)).unwrap_or_default() }</p>
            <details class="screen-only"><summary>{ words.get(Key::ScheduleTable) }</summary>{ table(sheet) }</details>
        </>
    }
}

/// The days that the chart shows, and where each stands: in tenths of a per cent from its left.
#[derive(Clone, Copy)]
struct Scale {
    first: Date,
    days: i64,
}

impl Scale {
    fn of(sheet: &Sheet<'_>) -> Self {
        let found = sheet.found;
        let begun = found.planned.iter().filter_map(|planned| planned.begun);
        let earliest = found.today.plus_days(-BACK);
        let first = begun.filter(|day| *day >= earliest).chain([found.starts, found.today]).min();
        let promised = found.planned.iter().filter_map(|planned| planned.promise.map(day_of));
        let target = found.target.map(|target| target.on);
        let last = promised.chain(found.ends).chain(target).chain([found.today]).max();
        let first = first.unwrap_or(found.today).plus_days(-3);
        // Room for the word at the last line.
        let length = first.days_until(last.unwrap_or(found.today)).max(28);
        Self { first, days: length + length / 16 + 3 }
    }

    fn at(self, day: Date) -> i32 {
        let tenths = self.first.days_until(day) * 1_000 / self.days;
        tenths.clamp(0, 1_000) as i32
    }

    /// The first days of months: all, or those of quarters or years where there are many.
    fn months(self, sheet: &Sheet<'_>) -> Vec<(i32, AttrValue, &'static str)> {
        let language = sheet.table.words.language();
        let last = self.first.plus_days(self.days);
        let (year, month, _) = self.first.civil();
        let month_after = Date::from_civil(year, month, 1).unwrap_or(self.first);
        let every: u32 = match self.days {
            ..=430 => 1,
            431..=1_300 => 3,
            _ => 12,
        };
        let months = (1..=400).map(|ahead| month_after.plus_months(ahead)).take_while(|day| *day < last);
        months
            .filter_map(|day| {
                let (_, month, _) = day.civil();
                let is_shown = (month - 1) % every == 0;
                // On a phone there is room for a few only.
                let few = if (month - 1) % (every.saturating_mul(3)).min(12) == 0 { "" } else { "gantt-minor" };
                is_shown.then(|| (self.at(day), format::month(language, day).into(), few))
            })
            .collect()
    }
}

const fn day_of(promise: Promise) -> Date {
    match promise {
        Promise::Kept(fixed) | Promise::Broken { fixed, .. } => fixed.day(),
    }
}

/// The words of a phase.
const fn phase_key(phase: Phase) -> Key {
    match phase {
        Phase::Duties => Key::SchedulePhaseDuties,
        Phase::Assessment => Key::SchedulePhaseAssessment,
        Phase::Foundation => Key::SchedulePhaseFoundation,
        Phase::Controls => Key::SchedulePhaseControls,
        Phase::IncidentsAndSuppliers => Key::SchedulePhaseIncidents,
        Phase::Certification => Key::SchedulePhaseCertification,
    }
}

fn group(sheet: &Sheet<'_>, phase: &PhaseOnTheCalendar<'_>, scale: Scale) -> Group {
    let table = sheet.table;
    Group {
        name: table.words.get(phase_key(phase.phase)),
        days: phase.planned.map(|(first, last)| span(table, first, last)).unwrap_or_default(),
        advised: phase.recommended.map(|(first, last)| (scale.at(first), scale.at(last.plus_days(1)))),
        rows: phase.tasks.iter().map(|planned| row(sheet, planned, scale)).collect(),
    }
}

fn row(sheet: &Sheet<'_>, planned: &Planned, scale: Scale) -> Row {
    let table = sheet.table;
    let said = marks(sheet, planned);
    let places = [
        ("role", &*table.role(planned.who)),
        ("work", &table.work(planned.effort)),
        ("days", &span(table, planned.starts, planned.ends)),
    ];
    let mut more = vec![table.words.fill(Key::ScheduleSpoken, &places).to_string()];
    more.extend(said.iter().map(|mark| mark.text.to_string()));
    more.push(table.waits_for(&planned.binding).to_string());
    Row {
        measure: planned.measure.clone(),
        name: table.measure(&planned.measure),
        who: table.role(planned.who),
        more: more.join(", ").into(),
        from: scale.at(planned.starts),
        until: scale.at(planned.ends.plus_days(1)),
        begun: planned.begun.map(|day| scale.at(day)),
        weight: if sheet.is_critical(&planned.measure) { Weight::Critical } else { Weight::Usual },
        flag: planned.promise.map(|promise| match promise {
            Promise::Kept(Fixed::By(day) | Fixed::On(day)) => (scale.at(day), Flag::Kept),
            Promise::Broken { fixed, .. } => (scale.at(fixed.day()), Flag::Broken),
        }),
    }
}

/// What the shapes mean.
fn legend(sheet: &Sheet<'_>) -> Html {
    let words = &sheet.table.words;
    let entry = |key: Key, picture: Html| {
        html! { <li><svg class="gantt-sample" width="30" height="18" aria-hidden="true" focusable="false">{ picture }</svg>{ words.get(key) }</li> }
    };
    html! {
        <ul role="list" class="row gantt-legend small">
            { entry(Key::ScheduleLegendWork, html! { <rect x="2" y="5" width="26" height="9" rx="2" class="gantt-bar" /> }) }
            { entry(Key::ScheduleCritical, html! { <rect x="2" y="3" width="26" height="13" rx="2" class="gantt-bar gantt-critical" /> }) }
            { entry(Key::ScheduleBegun, html! { <line x1="2" x2="28" y1="9" y2="9" class="gantt-begun" /> }) }
            { entry(Key::ScheduleLegendPromise, super::gantt::flag(Flag::Kept, "10px".into())) }
            { entry(Key::ScheduleLegendBroken, super::gantt::flag(Flag::Broken, "10px".into())) }
            { entry(Key::ScheduleLegendAdvised, html! { <rect x="1" y="1" width="28" height="16" class="gantt-advised" /> }) }
        </ul>
    }
}
