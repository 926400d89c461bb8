//! The incident helper: "we became aware at …" and the clocks that run, to whom, with what, and what is still unknown.

use super::{
    arrival::use_arrival,
    bench::{Bench, BenchProps, Other, head, print_button},
    matrix::whole,
};
use crate::{
    address::Route,
    browser::this_minute,
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        field::{Field, Kind, field},
        link::{Place, link},
        select::{LabelPlace, Select, select},
        status::{Standing, status_tag},
        when::{Emptying, Precision, When},
    },
    desk::Shared,
    format,
    key::Key,
    language::Language,
    words::Words,
};
use belfry_dossier::tools::{Incident, Known, Tools};
use belfry_engine::{
    date::Date,
    incident::{
        Clock, From, Moment, Objection, Place as Calendar, Reach, Running, Span, Trait, WallTime, objection, running,
    },
};
use gloo::{events::EventListener, timers::callback::Interval};
use yew::prelude::*;

/// The calendar of the place where the device is.
struct Here;

impl Calendar for Here {
    fn wall_time(&self, moment: Moment) -> WallTime {
        let date = date_of(moment);
        let year = i32::try_from(date.get_full_year()).ok();
        let day = year.and_then(|year| Date::from_civil(year, date.get_month() + 1, date.get_date()));
        let minutes = i64::from(date.get_hours()) * 60 + i64::from(date.get_minutes());
        // No field of Belfry holds a moment outside the years 1 to 9999.
        day.map_or(WallTime(moment.0), |day| WallTime(Date::EPOCH.days_until(day) * DAY + minutes))
    }

    fn moment(&self, WallTime(wall): WallTime) -> Moment {
        let day = Date::EPOCH.plus_days(wall.div_euclid(DAY));
        let (hours, minutes) = (wall.rem_euclid(DAY) / 60, wall.rem_euclid(60));
        read_moment(&format!("{day}T{hours:02}:{minutes:02}")).unwrap_or(Moment(wall))
    }
}

/// Minutes of a day on the wall.
const DAY: i64 = 24 * 60;

/// A moment from what the browser's field for day and time gives, in the time of the place.
fn read_moment(text: &str) -> Option<Moment> {
    let milliseconds = js_sys::Date::new(&text.into()).get_time();
    (!milliseconds.is_nan() && !text.is_empty()).then(|| Moment((milliseconds / 60_000.0).floor() as i64))
}

fn date_of(moment: Moment) -> js_sys::Date {
    js_sys::Date::new(&(moment.0 as f64 * 60_000.0).into())
}

/// A moment for that field.
fn written(moment: Moment) -> String {
    let date = date_of(moment);
    let (month, day) = (date.get_month() + 1, date.get_date());
    format!("{:04}-{month:02}-{day:02}T{:02}:{:02}", date.get_full_year(), date.get_hours(), date.get_minutes())
}

/// A moment as people read it.
fn said(language: Language, moment: Moment) -> String {
    format::moment(language, &String::from(date_of(moment).to_iso_string()))
}

/// The helper.
#[component]
pub fn Helper(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let chosen = use_state(|| None::<usize>);
    let incidents = &bench.tools().incidents;
    let at = chosen.filter(|at| *at < incidents.len()).or_else(|| incidents.len().checked_sub(1));
    let arrives = use_arrival(&bench.surroundings.root, incidents.len(), "incident-title".to_owned());
    let begin = {
        let (chosen, next) = (chosen.clone(), incidents.len());
        let add = bench.changing(String::new(), |tools, _: MouseEvent| {
            tools.incidents.push(Incident {
                aware: Some(this_minute()),
                traits: [Trait::Significant].into(),
                ..Incident::default()
            });
        });
        Callback::from(move |event: MouseEvent| {
            arrives.emit(());
            add.emit(event);
            chosen.set(Some(next));
        })
    };
    let list = {
        let name = |(at, one): (usize, &Incident)| {
            let title = if one.title.trim().is_empty() {
                words.fill(Key::IncidentNumber, &[("number", &(at + 1).to_string())])
            } else {
                one.title.clone().into()
            };
            (AttrValue::from(at.to_string()), title)
        };
        let options = incidents.iter().enumerate().map(name).collect();
        let chosen = chosen.clone();
        let onchange = Callback::from(move |value: AttrValue| chosen.set(value.parse().ok()));
        let value = at.map(|at| at.to_string()).unwrap_or_default().into();
        select(Select {
            id: "incidents".into(),
            label: words.get(Key::IncidentChoose),
            label_place: LabelPlace::Shown,
            options,
            value,
            onchange,
        })
    };
    html! {
        <div class="stack-wide">
            <div class="screen-only">{ head(bench, Key::TitleIncident, Key::IncidentLead) }</div>
            <p class="row screen-only">
                <button type="button" class="button button-main" onclick={begin}>{ words.get(Key::IncidentBegin) }</button>
                { print_button(bench) }
            </p>
            if incidents.len() > 1 { <div class="screen-only">{ list }</div> }
            { first_hour(bench) }
            if let Some((at, incident)) = at.and_then(|at| Some((at, incidents.get(at)?))) {
                <Open key={at} bench={bench.clone()} {at} incident={incident.clone()} />
            }
        </div>
    }
}

/// The first hour: what to do before anything else; printed, it hangs beside the phone.
fn first_hour(bench: &Bench) -> Html {
    let words = &bench.words;
    let steps = [Key::HourOne, Key::HourTwo, Key::HourThree, Key::HourFour, Key::HourFive, Key::HourSix];
    html! {
        <section class="card stack first-hour" aria-labelledby="first-hour">
            <h2 id="first-hour">{ words.get(Key::HourTitle) }</h2>
            <ol>{ for steps.into_iter().map(|step| html! { <li>{ words.get(step) }</li> }) }</ol>
            <p><strong>{ words.get(Key::HourReport) }</strong>{ " " }<a href={format!("https://{REPORTS}")} target="_blank" rel="noreferrer">{ REPORTS }</a></p>
            <p><strong>{ words.get(Key::HourHelp) }</strong>{ " " }<a href={telephone(HELP)}>{ HELP }</a></p>
        </section>
    }
}

/// Where the CCB takes reports of incidents.
const REPORTS: &str = "notif.safeonweb.be";
/// The number at which the CCB gives NIS2 entities urgent help.
const HELP: &str = "+32 2 501 05 60";

/// A number as an address that a phone calls.
fn telephone(number: &str) -> String {
    format!("tel:{}", number.replace(' ', ""))
}

#[derive(Properties, PartialEq)]
struct OpenProps {
    bench: Bench,
    at: usize,
    incident: Incident,
}

/// One incident.
#[component]
fn Open(props: &OpenProps) -> Html {
    let (bench, at, incident) = (&props.bench, props.at, &props.incident);
    let words = &bench.words;
    let language = use_state(|| Other::None);
    let change = |name: String, change: fn(&mut Incident, String)| {
        bench.changing(name, move |tools: &mut Tools, text: String| {
            if let Some(incident) = tools.incidents.get_mut(at) {
                change(incident, text);
            }
        })
    };
    let moment =
        |id: &'static str, label: Key, value: Option<Moment>, after, set: fn(&mut Incident, Option<Moment>)| {
            let onvalue = bench.changing(format!("incident/{at}/{id}"), move |tools: &mut Tools, text: String| {
                if let Some(incident) = tools.incidents.get_mut(at) {
                    set(incident, read_moment(&text));
                }
            });
            let error = value.map(|at| objected(bench, at, after)).unwrap_or_default();
            let value = value.map(written).unwrap_or_default();
            html! { <When {id} label={words.get(label)} precision={Precision::Minute} {value} {error} {onvalue} /> }
        };
    let traits: Vec<Trait> = Trait::ALL.into_iter().filter(|one| concerns(bench, *one)).collect();
    let choices = traits.iter().map(|one| Choice {
        value: one.code().into(),
        title: words.tool(&format!("trait.{}.question", one.code())),
        detail: words.tool(&format!("trait.{}.hint", one.code())),
        chosen: incident.traits.contains(one),
    });
    let onchoose = bench.changing(String::new(), move |tools: &mut Tools, code: AttrValue| {
        if let (Some(incident), Some(one)) = (tools.incidents.get_mut(at), Trait::from_code(&code))
            && !incident.traits.remove(&one)
        {
            incident.traits.insert(one);
        }
    });
    let clocks = bench.facts.clocks.iter().filter(|clock| runs(bench, clock));
    let facts = incident.facts();
    let terms = running(clocks, &facts, &Here);
    let known = |known: Known| {
        let oninput =
            bench.changing(format!("incident/{at}/{}", known.code()), move |tools: &mut Tools, text: String| {
                if let Some(incident) = tools.incidents.get_mut(at) {
                    if text.is_empty() {
                        incident.known.remove(&known);
                    } else {
                        incident.known.insert(known, text);
                    }
                }
            });
        let value = incident.known.get(&known).cloned().unwrap_or_default();
        field(Field {
            id: format!("known-{}", known.code()).into(),
            label: words.get(known_key(known)),
            hint: AttrValue::default(),
            error: AttrValue::default(),
            unit: AttrValue::default(),
            kind: if known == Known::What { Kind::Paragraph } else { Kind::Text },
            value: value.into(),
            oninput,
        })
    };
    let unknown: Vec<Known> = Known::ALL.into_iter().filter(|one| !incident.known.contains_key(one)).collect();
    let remove = bench.changing(String::new(), move |tools: &mut Tools, _: MouseEvent| {
        if at < tools.incidents.len() {
            tools.incidents.remove(at);
        }
    });
    html! {
        <>
            <section class="card stack screen-only" aria-labelledby="incident-facts">
                <h2 id="incident-facts">{ words.get(Key::IncidentFacts) }</h2>
                { field(Field { id: "incident-title".into(), label: words.get(Key::IncidentName), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Text, value: incident.title.clone().into(), oninput: change(format!("incident/{at}/title"), |incident, text| incident.title = text) }) }
                { moment("incident-aware", Key::IncidentAware, incident.aware, None, |incident, moment| incident.aware = moment) }
                { choice_list(ChoiceList { id: "traits".into(), legend: words.get(Key::IncidentTraits), legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::Several, choices: choices.collect(), onchoose }) }
                if incident.traits.contains(&Trait::ProductWeakness) {
                    { moment("incident-remedy", Key::IncidentRemedy, incident.remedy, None, |incident, moment| incident.remedy = moment) }
                }
                if incident.traits.contains(&Trait::MajorIct) {
                    { moment("incident-judged", Key::IncidentJudged, incident.judged, incident.aware, |incident, moment| incident.judged = moment) }
                }
            </section>
            <section class="stack" aria-labelledby="incident-clocks">
                <h2 id="incident-clocks">{ words.get(Key::IncidentClocks) }</h2>
                if bench.known().is_open() { <p class="note note-uncertain">{ words.get(Key::IncidentScopeUnknown) }{ " " }<span class="screen-only">{ link(bench, Route::Scope(None), Classes::new(), Place::Elsewhere, html! { <>{ words.get(Key::TitleScope) }</> }) }</span></p> }
                if terms.is_empty() { <p>{ words.get(Key::IncidentNoClock) }</p> }
                <ol role="list" class="stack clocks">{ for terms.iter().map(|term| clock_row(bench, at, incident, term)) }</ol>
            </section>
            <section class="card stack screen-only" aria-labelledby="incident-known">
                <h2 id="incident-known">{ words.get(Key::IncidentKnown) }</h2>
                <p>{ words.counted(Key::IncidentUnknown, unknown.len() as u64) }</p>
                { for Known::ALL.into_iter().map(known) }
            </section>
            { drafts(bench, incident, &terms, &language) }
            <p class="screen-only"><button type="button" class="button button-danger" onclick={remove}>{ words.get(Key::IncidentRemove) }</button></p>
        </>
    }
}

/// Whether a clock can run for the entity: its scheme binds it, its types are among its own, and its duty holds, or may hold
/// while nobody knows whether the law covers it.
fn runs(bench: &Bench, clock: &Clock) -> bool {
    let types = bench.report.classification.as_ref().map(|found| &found.types);
    let of_types = clock.types.is_empty() || types.is_some_and(|types| !types.is_disjoint(&clock.types));
    let bound = clock.reach == Reach::Anybody || bench.binds(&clock.scheme);
    bound && of_types && bench.may_have_duty(clock.duty.as_ref())
}

/// Whether what an incident is can set a clock running for the entity.
fn concerns(bench: &Bench, one: Trait) -> bool {
    let sets = |clock: &&Clock| clock.when.contains(&one) || clock.any.contains(&one);
    bench.facts.clocks.iter().filter(sets).any(|clock| runs(bench, clock))
}

const fn known_key(known: Known) -> Key {
    match known {
        Known::What => Key::KnownWhat,
        Known::Since => Key::KnownSince,
        Known::Services => Key::KnownServices,
        Known::People => Key::KnownPeople,
        Known::Malice => Key::KnownMalice,
        Known::Borders => Key::KnownBorders,
        Known::Measures => Key::KnownMeasures,
        Known::Cause => Key::KnownCause,
        Known::Contact => Key::KnownContact,
    }
}

/// What speaks against a moment, in words; nothing where nothing does. `aware`: where it cannot lie before that.
fn objected(bench: &Bench, at: Moment, aware: Option<Moment>) -> AttrValue {
    match objection(at, aware, this_minute()) {
        Some(Objection::Ahead) => bench.words.get(Key::IncidentAhead),
        Some(Objection::BeforeAwareness) => bench.words.get(Key::IncidentBeforeAware),
        None => AttrValue::default(),
    }
}

/// How long is left, or how long ago a term passed: in days from two days on.
#[derive(Debug, PartialEq, Eq)]
struct Left {
    standing: Standing,
    key: Key,
    places: [(&'static str, String); 2],
}

/// How the minutes that are left, negative when a term has passed, are said.
fn left(minutes: i64) -> Left {
    let (standing, hours_key, days_key) = if minutes < 0 {
        (Standing::Short, Key::ClockPassed, Key::ClockPassedDays)
    } else {
        (Standing::Near, Key::ClockLeft, Key::ClockLeftDays)
    };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    if hours < 48 {
        let places = [("hours", hours.to_string()), ("minutes", rest.to_string())];
        Left { standing, key: hours_key, places }
    } else {
        let places = [("days", (hours / 24).to_string()), ("hours", (hours % 24).to_string())];
        Left { standing, key: days_key, places }
    }
}

#[derive(Properties, PartialEq)]
struct CountdownProps {
    bench: Bench,
    until: Moment,
}

/// How long is left of a term. It runs by itself, so that nothing else on the page is drawn again under the hand that types.
#[component]
fn Countdown(props: &CountdownProps) -> Html {
    const TICK: u32 = 30_000;
    let refresh = use_force_update();
    let document = props.bench.surroundings.root.owner_document();
    use_effect_with((), move |()| {
        let tick = Interval::new(TICK, {
            let refresh = refresh.clone();
            move || refresh.force_update()
        });
        // A page in the background is not woken in time.
        let seen =
            document.map(|document| EventListener::new(&document, "visibilitychange", move |_| refresh.force_update()));
        move || drop((tick, seen))
    });
    let Left { standing, key, places } = left(this_minute().minutes_until(props.until));
    let places = places.each_ref().map(|(place, value)| (*place, value.as_str()));
    status_tag(standing, props.bench.words.fill(key, &places))
}

fn clock_row(bench: &Bench, at: usize, incident: &Incident, term: &Running<'_>) -> Html {
    let words = &bench.words;
    let clock = term.clock;
    let id = &clock.id;
    let tag = match (term.sent, term.until) {
        (Some(sent), Some(until)) if sent > until && clock.span != Span::AtOnce => {
            status_tag(Standing::Near, words.get(Key::ClockSentLate))
        }
        (Some(_), _) => status_tag(Standing::Met, words.get(Key::ClockSent)),
        (None, Some(_)) if clock.span == Span::AtOnce => status_tag(Standing::Near, words.get(Key::ClockAtOnce)),
        (None, Some(until)) => html! { <Countdown bench={bench.clone()} {until} /> },
        (None, None) if clock.from == From::Remedy => status_tag(Standing::Unknown, words.get(Key::ClockNoRemedy)),
        (None, None) => status_tag(Standing::Unknown, words.get(Key::ClockNoStart)),
    };
    let put = {
        let id = id.clone();
        move |tools: &mut Tools, moment: Option<Moment>| {
            if let Some(incident) = tools.incidents.get_mut(at) {
                match moment {
                    Some(moment) => drop(incident.sent.insert(id.clone(), moment)),
                    None => drop(incident.sent.remove(&id)),
                }
            }
        }
    };
    let is_sent = term.sent.is_some();
    let toggle = {
        let put = put.clone();
        bench.changing(String::new(), move |tools: &mut Tools, _: MouseEvent| put(tools, (!is_sent).then(this_minute)))
    };
    // The next term may run from this moment, not from the click.
    let sent_at = bench.changing(format!("incident/{at}/sent/{id}"), move |tools: &mut Tools, text: String| {
        if let Some(moment) = read_moment(&text) {
            put(tools, Some(moment));
        }
    });
    let field_id = format!("sent-{id}");
    let until = match (clock.span, term.until, term.sent) {
        // The tag says so already.
        (Span::AtOnce, Some(_), None) => None,
        (Span::AtOnce, ..) => Some(words.get(Key::ClockAtOnce)),
        (Span::Hours(_) | Span::Months(_), until, _) => {
            until.map(|until| words.fill(Key::ClockUntil, &[("moment", &said(words.language(), until))]))
        }
    };
    html! {
        <li class="card-plain stack-tight" key={id.to_string()}>
            <div class="spread"><h3>{ words.tool(&format!("clock.{id}.title")) }</h3>{ tag }</div>
            if let Some(until) = until { <p class="clock-until"><strong>{ until }</strong></p> }
            <p><strong>{ words.get(Key::ClockTo) }</strong>{ " " }{ words.tool(&format!("clock.{id}.to")) }</p>
            <p><strong>{ words.get(Key::ClockSays) }</strong>{ " " }{ words.tool(&format!("clock.{id}.says")) }</p>
            <p class="small row"><span class="tag">{ words.tool(&format!("scheme.{}.short", clock.scheme)) }</span>{ bench.citations(&clock.law) }{ bench.certainty(&clock.scheme, clock.certainty) }</p>
            if let Some(moment) = term.sent {
                <p class="small soft print-only">{ words.fill(Key::ClockSentAt, &[("moment", &said(words.language(), moment))]) }</p>
                <div class="screen-only">
                    <When id={field_id} label={words.get(Key::ClockSentField)} precision={Precision::Minute} value={written(moment)} error={objected(bench, moment, incident.aware)} emptying={Emptying::Refused} onvalue={sent_at} />
                </div>
            }
            <p class="screen-only"><button type="button" class="button" onclick={toggle}>{ words.get(if is_sent { Key::ClockUnsend } else { Key::ClockSend }) }</button></p>
        </li>
    }
}

/// Draft texts, in the language of whoever gets them.
fn drafts(bench: &Bench, incident: &Incident, terms: &[Running<'_>], language: &UseStateHandle<Other>) -> Html {
    let words = &bench.words;
    if terms.is_empty() {
        return Html::default();
    }
    let options =
        Language::ALL.into_iter().map(|one| (AttrValue::from(one.code()), AttrValue::from(one.own_name()))).collect();
    let value = language.as_ref().map_or(words.language(), |(language, _)| *language);
    let onchange = {
        let (language, library, here) = (language.clone(), bench.surroundings.library.clone(), words.language());
        Callback::from(move |code: AttrValue| {
            let Some(wanted) = Language::from_code(&code) else { return };
            if wanted == here {
                return language.set(None);
            }
            language.set(Some((wanted, None)));
            let (language, library) = (language.clone(), library.clone());
            wasm_bindgen_futures::spawn_local(async move {
                if let Ok(words) = whole(&library, wanted).await {
                    language.set(Some((wanted, Some(Shared::new(words)))));
                }
            });
        })
    };
    let spoken: Option<&Words> = match language.as_ref() {
        None => Some(words),
        Some((_, other)) => other.as_deref(),
    };
    let draft = |term: &Running<'_>, spoken: &Words| {
        let id = &term.clock.id;
        let text = filled(bench, incident, &spoken.tool(&format!("clock.{id}.draft")), spoken);
        let copy = {
            let (text, tell, told) = (text.clone(), bench.tell.clone(), words.get(Key::DraftCopied));
            Callback::from(move |_: MouseEvent| {
                let (text, tell, told) = (text.clone(), tell.clone(), told.clone());
                wasm_bindgen_futures::spawn_local(async move {
                    if crate::browser::copy(&text).await {
                        tell.emit(told);
                    }
                });
            })
        };
        html! {
            <details class="card-plain" key={id.to_string()}>
                <summary>{ words.tool(&format!("clock.{id}.title")) }</summary>
                <div class="stack"><pre class="draft" lang={spoken.language().code()}>{ text }</pre>
                <p><button type="button" class="button" onclick={copy}>{ words.get(Key::DraftCopy) }</button></p></div>
            </details>
        }
    };
    html! {
        <section class="stack screen-only" aria-labelledby="drafts">
            <h2 id="drafts">{ words.get(Key::DraftTitle) }</h2>
            <p>{ words.get(Key::DraftLead) }</p>
            { select(Select { id: "draft-language".into(), label: words.get(Key::DraftLanguage), label_place: LabelPlace::Shown, options, value: value.code().into(), onchange }) }
            { match spoken { Some(spoken) => html! { <>{ for terms.iter().map(|term| draft(term, spoken)) }</> }, None => html! { <p role="status">{ words.get(Key::WordsComing) }</p> } } }
        </section>
    }
}

/// The draft with what is known; what is not says so.
fn filled(bench: &Bench, incident: &Incident, draft: &str, words: &Words) -> String {
    let name = &bench.view.dossier.name;
    let blank = words.get(Key::DraftUnknown).to_string();
    let or_blank = |text: &str| if text.trim().is_empty() { blank.clone() } else { text.to_owned() };
    let aware = incident.aware.map(|moment| said(words.language(), moment)).unwrap_or_default();
    let mut values = vec![("name", or_blank(name)), ("aware", or_blank(&aware))];
    values.extend(
        Known::ALL.map(|known| (known.code(), or_blank(incident.known.get(&known).map_or("", String::as_str)))),
    );
    let places: Vec<(&str, &str)> = values.iter().map(|(place, value)| (*place, value.as_str())).collect();
    crate::words::fill(draft, &places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_said_in_days_from_two_days_on() {
        let said = |minutes| {
            let Left { standing, key, places } = left(minutes);
            (standing, key, places.map(|(_, value)| value))
        };
        let places = |one: &str, other: &str| [one.to_owned(), other.to_owned()];
        assert_eq!(said(792 * 60), (Standing::Near, Key::ClockLeftDays, places("33", "0")));
        assert_eq!(said(48 * 60), (Standing::Near, Key::ClockLeftDays, places("2", "0")));
        assert_eq!(said(48 * 60 - 1), (Standing::Near, Key::ClockLeft, places("47", "59")));
        assert_eq!(said(-61), (Standing::Short, Key::ClockPassed, places("1", "1")));
        assert_eq!(said(-50 * 60), (Standing::Short, Key::ClockPassedDays, places("2", "2")));
    }

    #[test]
    fn a_number_to_call_has_no_spaces() {
        assert_eq!(telephone(HELP), "tel:+3225010560");
    }
}
