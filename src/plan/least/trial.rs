//! What if: the plan as it stands beside one that is tried out, in figures and in words.

use super::{
    say,
    setting::{Hand, Reckoning, Setting},
    ways::course_key,
};
use crate::{
    address::Tool,
    components::{
        field::{Field, Kind, field},
        select::{LabelPlace, Select, select},
        status::{Standing, status_tag},
    },
    key::Key,
    number::{self, Quantity},
    pages::{knower_key, number_field::NumberField, roadmap::a_week},
    plan::table::Table,
};
use belfry_dossier::tools::Tools;
use belfry_engine::{
    catalogue::{Knower, PersonDays},
    date::Date,
    size::Euro,
};
use std::cmp::Ordering;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A working week.
const WEEK: PersonDays = PersonDays(500);

/// What if: an invitation, or the fields and both plans.
pub fn trial(hand: &Hand, a: (&Setting, &Reckoning), b: (&Setting, &Reckoning)) -> Html {
    let words = &hand.table.words;
    let is_trying = hand.trial.is_some();
    let begin = {
        let (trial, saved) = (hand.trial.clone(), a.0.clone());
        Callback::from(move |_: MouseEvent| trial.set(Some(saved.clone())))
    };
    let begin = hand.onward("#plan-try-pace".to_owned(), begin);
    html! {
        <section class="stack" aria-labelledby="plan-try">
            <h2 id="plan-try" tabindex="-1">{ words.get(Key::PlanWhatIf) }</h2>
            if is_trying {
                <p class="note note-action screen-only">{ words.get(Key::PlanTrying) }</p>
                { fields(hand, b.0, b.1) }
            } else {
                <p>{ words.get(Key::PlanWhatIfLead) }</p>
                <p class="screen-only"><button type="button" class="button button-main" onclick={begin}>{ words.get(Key::PlanTry) }</button></p>
            }
            { beside(hand, a, b, is_trying) }
            if is_trying { { differences(&hand.table, a, b) } }
            <p>{ words.get(Key::PlanMoreDates) }{ " " }{ hand.table.tool_link(Tool::Schedule) }{ " · " }{ hand.table.tool_link(Tool::Costs) }</p>
        </section>
    }
}

fn fields(hand: &Hand, setting: &Setting, plan: &Reckoning) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let desk = &table.study.desk;
    let onpace = hand.trying(|setting, text: Option<String>| {
        setting.pace = text.as_deref().and_then(number::days).unwrap_or(setting.pace);
    });
    let people = std::iter::once((AttrValue::default(), words.get(Key::PlanNobody)))
        .chain(Knower::ALL.map(|role| (role.code().into(), words.get(knower_key(role)))))
        .collect();
    let onperson = hand.trying(|setting, code: AttrValue| {
        let days = setting.person.map_or(WEEK, |(_, days)| days);
        setting.person = Knower::from_code(&code).map(|role| (role, days));
    });
    let ondays = hand.trying(|setting, text: Option<String>| {
        let days = text.as_deref().and_then(number::days);
        setting.person = setting.person.map(|(role, before)| (role, days.unwrap_or(before)));
    });
    let onmost = hand.trying(|setting, text: Option<String>| {
        setting.choices.most_days = text.as_deref().and_then(number::days);
    });
    let oneuro = hand.trying(|setting, text: Option<String>| {
        setting.choices.most_euro = text.and_then(|text| Euro::parse(&text).ok());
    });
    let onrate = table.changing("day-rate".to_owned(), |tools: &mut Tools, text: Option<String>| {
        tools.day_rate = text.and_then(|text| Euro::parse(&text).ok());
    });
    let ontarget = hand.trying(|setting, text: String| setting.target = Date::parse(&text));
    let plain = |days: PersonDays| AttrValue::from(days.to_string());
    let target = setting.target.map(|day| day.to_string()).unwrap_or_default();
    html! {
        <div class="card settings plan-fields screen-only">
            <div class="stack-tight">
                <NumberField desk={desk.clone()} id="plan-try-pace" label={words.get(Key::PlanPace)} unit={words.get(Key::PlanPaceUnit)} quantity={Quantity::Pace} value={Some(plain(setting.pace))} onvalue={onpace} />
                { slider(hand, setting.pace) }
            </div>
            <div class="stack-tight">
                { select(Select { id: "plan-try-person".into(), label: words.get(Key::PlanPerson), label_place: LabelPlace::Shown, options: people, value: setting.person.map(|(role, _)| role.code()).unwrap_or_default().into(), onchange: onperson }) }
                if let Some((_, days)) = setting.person {
                    <NumberField desk={desk.clone()} id="plan-try-person-days" label={words.get(Key::PlanPersonDays)} unit={words.get(Key::PlanPaceUnit)} quantity={Quantity::Pace} value={Some(plain(days))} onvalue={ondays} />
                }
            </div>
            { field(Field { id: "plan-try-target".into(), label: words.get(Key::PlanTarget), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Date, value: target.into(), oninput: ontarget }) }
            <NumberField desk={desk.clone()} id="plan-try-days" label={words.get(Key::PlanMostDays)} quantity={Quantity::Effort} value={setting.choices.most_days.map(plain)} onvalue={onmost} />
            <NumberField desk={desk.clone()} id="plan-try-euro" label={words.get(Key::PlanMostEuro)} unit="€" quantity={Quantity::Euro} value={setting.choices.most_euro.map(|euro| AttrValue::from(euro.to_string()))} onvalue={oneuro} />
            if plan.cost.is_none() || table.tools().day_rate.is_some() {
                <NumberField desk={desk.clone()} id="plan-try-rate" label={words.get(Key::ReturnsRate)} hint={words.get(Key::PlanRateHint)} unit="€" quantity={Quantity::Euro} value={table.tools().day_rate.map(|rate| AttrValue::from(rate.to_string()))} onvalue={onrate} />
            }
        </div>
    }
}

/// The pace once more, to be drawn.
fn slider(hand: &Hand, pace: PersonDays) -> Html {
    const STEP: u32 = 25;
    let table = &hand.table;
    let most = (table.report.roadmap.pace.0 * 3).max(WEEK.0 * 2).max(pace.0);
    let oninput = hand.trying(|setting, event: InputEvent| {
        let value = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value());
        if let Some(days) = value.and_then(|value| value.parse::<u32>().ok()).filter(|days| *days > 0) {
            setting.pace = PersonDays(days);
        }
    });
    let said = a_week(table, pace);
    html! {
        <input type="range" class="plan-slider" aria-label={table.words.get(Key::PlanPaceSlider)} aria-valuetext={said} min={STEP.to_string()} max={most.to_string()}
            step={STEP.to_string()} value={pace.0.to_string()} {oninput} />
    }
}

/// Both plans; without a trial the one that stands.
fn beside(hand: &Hand, a: (&Setting, &Reckoning), b: (&Setting, &Reckoning), is_trying: bool) -> Html {
    let table = &hand.table;
    let words = &table.words;
    let row = |name: Key, cell: &dyn Fn((&Setting, &Reckoning)) -> Html| {
        html! { <tr><th scope="row">{ words.get(name) }</th><td>{ cell(a) }</td>if is_trying { <td class="plan-chosen">{ cell(b) }</td> }</tr> }
    };
    let text = |text: AttrValue| html! { { text } };
    let has_person = b.0.person.is_some();
    let has_budget = [a.0, b.0].iter().any(|one| one.choices.most_days.is_some() || one.choices.most_euro.is_some());
    html! {
        <div class="scroll" tabindex="0" role="group" aria-labelledby="plan-try">
            <table class="plan-beside">
                <thead><tr><th scope="col">{ words.get(Key::PlanWhat) }</th><th scope="col">{ words.get(Key::PlanA) }</th>if is_trying { <th scope="col" class="plan-chosen">{ words.get(Key::PlanB) }</th> }</tr></thead>
                <tbody>
                    { row(Key::PlanRowCourse, &|one| text(words.get(course_key(one.0.choices.course)))) }
                    { row(Key::PlanPace, &|one| text(a_week(table, one.0.pace))) }
                    if has_person { { row(Key::PlanPerson, &|one| text(person(table, one.0))) } }
                    if has_budget { { row(Key::PlanMostEuro, &|one| text(budget(table, one.0))) } }
                    { row(Key::PlanRowSteps, &|one| text(say::days(table, one.1.way.path.effort))) }
                    { row(Key::PlanRowWork, &|one| text(say::days(table, one.1.schedule.effort))) }
                    { row(Key::GatesTotal, &|one| text(say::total(table, &one.1.way.card).into())) }
                    { row(Key::PlanRowGates, &|one| gates(table, one.1)) }
                    { row(Key::PlanLow, &|one| text(one.1.way.holes(table.catalogue()).0.to_string().into())) }
                    { row(Key::PlanRowEnd, &|one| text(end(table, one.1))) }
                    { row(Key::PlanRowTarget, &|one| target(table, one.1)) }
                    { row(Key::PlanRowCost, &|one| text(cost(table, one.1))) }
                </tbody>
            </table>
        </div>
    }
}

fn person(table: &Table, setting: &Setting) -> AttrValue {
    setting.person.map_or_else(
        || "–".into(),
        |(role, days)| format!("{}, {}", table.words.get(knower_key(role)), a_week(table, days)).into(),
    )
}

fn budget(table: &Table, setting: &Setting) -> AttrValue {
    let days = setting.choices.most_days.map(|days| say::days(table, days).to_string());
    let euro = setting.choices.most_euro.map(|euro| say::euro(table, euro).to_string());
    let parts: Vec<String> = days.into_iter().chain(euro).collect();
    if parts.is_empty() { "–".into() } else { parts.join(" · ").into() }
}

fn gates(table: &Table, plan: &Reckoning) -> Html {
    let words = &table.words;
    if !plan.way.barriers.is_empty() {
        status_tag(Standing::Short, words.get(Key::PlanOutShort))
    } else if plan.way.path.passes {
        status_tag(Standing::Met, words.get(Key::PlanAllOpen))
    } else {
        status_tag(Standing::Short, words.get(Key::PlanNotAllOpen))
    }
}

/// When everything is done; nothing where the level is out of reach.
fn end(table: &Table, plan: &Reckoning) -> AttrValue {
    if !plan.way.barriers.is_empty() {
        return "–".into();
    }
    if !plan.schedule.is_complete() {
        return table.words.get(Key::PlanUnplaced);
    }
    plan.schedule.ends.map_or_else(|| "–".into(), |day| table.day(day).into())
}

fn target(table: &Table, plan: &Reckoning) -> Html {
    let words = &table.words;
    let Some(target) = plan.schedule.target else { return html! { "–" } };
    let day = table.day(target.on);
    // What does not lead to the level is not in time for it.
    if !plan.way.path.passes {
        return html! { { day } };
    }
    match target.days_over {
        Some(over) if over > 0 => {
            status_tag(Standing::Short, words.counted_fill(Key::PlanOver, over.unsigned_abs(), &[("date", &day)]))
        }
        Some(_) => status_tag(Standing::Met, words.fill(Key::PlanInTime, &[("date", &day)])),
        None => status_tag(Standing::Unknown, day),
    }
}

fn cost(table: &Table, plan: &Reckoning) -> AttrValue {
    plan.cost.map_or_else(|| table.words.get(Key::PlanNoPrice), |cost| say::euro(table, cost))
}

/// What plan B changes, in words.
fn differences(table: &Table, a: (&Setting, &Reckoning), b: (&Setting, &Reckoning)) -> Html {
    let words = &table.words;
    let (a, b) = (a.1, b.1);
    let mut said: Vec<AttrValue> = Vec::new();
    let between = |one: u32, other: u32| say::days(table, PersonDays(one.abs_diff(other)));
    let (before, after) = (a.schedule.effort.0, b.schedule.effort.0);
    match after.cmp(&before) {
        Ordering::Less => said.push(words.fill(Key::PlanDiffLess, &[("days", &between(before, after))])),
        Ordering::Greater => said.push(words.fill(Key::PlanDiffMore, &[("days", &between(before, after))])),
        Ordering::Equal => {}
    }
    if let (Some(before), Some(after), true, true) =
        (a.schedule.ends, b.schedule.ends, a.schedule.is_complete(), b.schedule.is_complete())
    {
        let days = before.days_until(after);
        match days.cmp(&0) {
            Ordering::Less => said.push(words.counted(Key::PlanDiffSooner, days.unsigned_abs())),
            Ordering::Greater => said.push(words.counted(Key::PlanDiffLater, days.unsigned_abs())),
            Ordering::Equal => {}
        }
    }
    if let (Some(before), Some(after)) = (a.cost, b.cost) {
        let less = |one: Euro, other: Euro| say::euro(table, Euro(one.0.minus(other.0)));
        match after.cmp(&before) {
            Ordering::Less => said.push(words.fill(Key::PlanDiffCheaper, &[("amount", &less(before, after))])),
            Ordering::Greater => said.push(words.fill(Key::PlanDiffDearer, &[("amount", &less(after, before))])),
            Ordering::Equal => {}
        }
    }
    if a.way.card.total != b.way.card.total {
        let places = [("before", say::total(table, &a.way.card)), ("total", say::total(table, &b.way.card))];
        said.push(words.fill(Key::PlanDiffTotal, &places.each_ref().map(|(name, text)| (*name, text.as_str()))));
    }
    match (a.way.path.passes, b.way.path.passes) {
        (true, false) => said.push(words.get(Key::PlanDiffShuts)),
        (false, true) => said.push(words.get(Key::PlanDiffOpens)),
        (true, true) | (false, false) => {}
    }
    let [before, after] = [a, b].map(|plan| plan.way.holes(table.catalogue()).0);
    match after.cmp(&before) {
        Ordering::Less => said.push(words.counted(Key::PlanDiffFewer, (before - after) as u64)),
        Ordering::Greater => said.push(words.counted(Key::PlanDiffHoles, (after - before) as u64)),
        Ordering::Equal => {}
    }
    html! {
        <div class="stack-tight" role="status">
            <h3>{ words.get(Key::PlanDiff) }</h3>
            if said.is_empty() { <p>{ words.get(Key::PlanDiffSame) }</p> } else { <ul>{ for said.into_iter().map(|one| html! { <li>{ one }</li> }) }</ul> }
        </div>
    }
}

/// What stays in sight while something is tried out.
pub fn bar(hand: &Hand, setting: &Setting, plan: &Reckoning) -> Html {
    if hand.trial.is_none() {
        return Html::default();
    }
    let table = &hand.table;
    let words = &table.words;
    let close = |act: Callback<()>| {
        let trial = hand.trial.clone();
        let done = Callback::from(move |_: MouseEvent| {
            act.emit(());
            trial.set(None);
        });
        hand.onward("#plan-try".to_owned(), done)
    };
    let take = {
        let (table, setting) = (table.clone(), setting.clone());
        close(Callback::from(move |()| setting.take_over(&table)))
    };
    let leave = close(Callback::noop());
    html! {
        <div class="plan-bar screen-only" role="group" aria-label={words.get(Key::PlanB)}>
            <p><strong>{ words.get(Key::PlanB) }</strong>{ " " }
                { say::days(table, plan.schedule.effort) }{ " · " }{ say::total(table, &plan.way.card) }{ " · " }{ end(table, plan) }
                if plan.cost.is_some() { { " · " }{ cost(table, plan) } }
            </p>
            <p class="row"><button type="button" class="button button-main" onclick={take}>{ words.get(Key::PlanTake) }</button><button type="button" class="button" onclick={leave}>{ words.get(Key::PlanDrop) }</button></p>
        </div>
    }
}
