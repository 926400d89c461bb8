//! The incident helper: "we became aware at …" and the clocks that run, to whom, with what, and what is still unknown.

use super::{
    bench::{Bench, BenchProps, Other, head, print_button},
    matrix::whole,
};
use crate::{
    address::Route,
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        field::{Field, Kind, field, typed},
        link::{Place, link},
        select::{LabelPlace, Select, select},
        status::{Standing, status_tag},
    },
    desk::Shared,
    format,
    key::Key,
    language::Language,
    pages::citation::certainty,
    words::Words,
};
use belfry_dossier::tools::{Incident, Known, Tools};
use belfry_engine::incident::{Clock, From, Moment, Reach, Running, Span, Trait, running};
use yew::prelude::*;

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

fn now() -> Moment {
    Moment((js_sys::Date::now() / 60_000.0).floor() as i64)
}

/// The helper.
#[component]
pub fn Helper(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let chosen = use_state(|| None::<usize>);
    let incidents = &bench.tools().incidents;
    let at = chosen.filter(|at| *at < incidents.len()).or_else(|| incidents.len().checked_sub(1));
    let begin = {
        let (chosen, next) = (chosen.clone(), incidents.len());
        let add = bench.changing(String::new(), |tools, _: MouseEvent| {
            tools.incidents.push(Incident {
                aware: Some(now()),
                traits: [Trait::Significant].into(),
                ..Incident::default()
            });
        });
        Callback::from(move |event: MouseEvent| {
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
            <p><strong>{ words.get(Key::HourPhone) }</strong></p>
        </section>
    }
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
    let moment = |id: String, label: AttrValue, value: Option<Moment>, set: fn(&mut Incident, Option<Moment>)| {
        let onchange = bench.changing(String::new(), move |tools: &mut Tools, event: InputEvent| {
            if let Some(incident) = tools.incidents.get_mut(at) {
                set(incident, read_moment(&typed(&event)));
            }
        });
        html! {
            <div class="field"><label for={id.clone()}>{ label }</label>
                <input class="input input-moment" type="datetime-local" {id} value={value.map(written).unwrap_or_default()} oninput={onchange} /></div>
        }
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
    let terms = running(clocks, &facts);
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
                { moment("incident-aware".to_owned(), words.get(Key::IncidentAware), incident.aware, |incident, moment| incident.aware = moment) }
                { choice_list(ChoiceList { id: "traits".into(), legend: words.get(Key::IncidentTraits), legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::Several, choices: choices.collect(), onchoose }) }
                if incident.traits.contains(&Trait::ProductWeakness) {
                    { moment("incident-remedy".to_owned(), words.get(Key::IncidentRemedy), incident.remedy, |incident, moment| incident.remedy = moment) }
                }
                if incident.traits.contains(&Trait::MajorIct) {
                    { moment("incident-judged".to_owned(), words.get(Key::IncidentJudged), incident.judged, |incident, moment| incident.judged = moment) }
                }
            </section>
            <section class="stack" aria-labelledby="incident-clocks">
                <h2 id="incident-clocks">{ words.get(Key::IncidentClocks) }</h2>
                if bench.known().is_open() { <p class="note note-uncertain">{ words.get(Key::IncidentScopeUnknown) }{ " " }<span class="screen-only">{ link(bench, Route::Scope(None), Classes::new(), Place::Elsewhere, html! { <>{ words.get(Key::TitleScope) }</> }) }</span></p> }
                if terms.is_empty() { <p>{ words.get(Key::IncidentNoClock) }</p> }
                <ol role="list" class="stack clocks">{ for terms.iter().map(|term| clock_row(bench, at, term)) }</ol>
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

fn clock_row(bench: &Bench, at: usize, term: &Running<'_>) -> Html {
    let words = &bench.words;
    let clock = term.clock;
    let id = &clock.id;
    let tag = match (term.sent, term.until) {
        (Some(sent), Some(until)) if sent > until && clock.span != Span::AtOnce => {
            status_tag(Standing::Near, words.get(Key::ClockSentLate))
        }
        (Some(_), _) => status_tag(Standing::Met, words.get(Key::ClockSent)),
        (None, Some(_)) if clock.span == Span::AtOnce => status_tag(Standing::Near, words.get(Key::ClockAtOnce)),
        (None, Some(until)) => {
            let left = now().minutes_until(until);
            let (standing, key) =
                if left < 0 { (Standing::Short, Key::ClockPassed) } else { (Standing::Near, Key::ClockLeft) };
            let (hours, minutes) = (left.abs() / 60, left.abs() % 60);
            status_tag(standing, words.fill(key, &[("hours", &hours.to_string()), ("minutes", &minutes.to_string())]))
        }
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
        bench.changing(String::new(), move |tools: &mut Tools, _: MouseEvent| put(tools, (!is_sent).then(now)))
    };
    // The next term may run from this moment, not from the click.
    let sent_at = bench.changing(String::new(), move |tools: &mut Tools, event: InputEvent| {
        put(tools, read_moment(&typed(&event)));
    });
    let field_id = format!("sent-{id}");
    let until = match (clock.span, term.until) {
        (Span::AtOnce, _) => words.get(Key::ClockAtOnce),
        (_, Some(until)) => words.fill(Key::ClockUntil, &[("moment", &said(words.language(), until))]),
        (_, None) => AttrValue::default(),
    };
    html! {
        <li class="card-plain stack-tight" key={id.to_string()}>
            <div class="spread"><h3>{ words.tool(&format!("clock.{id}.title")) }</h3>{ tag }</div>
            <p class="clock-until"><strong>{ until }</strong></p>
            <p><strong>{ words.get(Key::ClockTo) }</strong>{ " " }{ words.tool(&format!("clock.{id}.to")) }</p>
            <p><strong>{ words.get(Key::ClockSays) }</strong>{ " " }{ words.tool(&format!("clock.{id}.says")) }</p>
            <p class="small row"><span class="tag">{ words.tool(&format!("scheme.{}.short", clock.scheme)) }</span>{ bench.citations(&clock.law) }{ certainty(bench, clock.certainty) }</p>
            if let Some(moment) = term.sent {
                <p class="small soft print-only">{ words.fill(Key::ClockSentAt, &[("moment", &said(words.language(), moment))]) }</p>
                <div class="field screen-only"><label for={field_id.clone()}>{ words.get(Key::ClockSentField) }</label>
                    <input class="input input-moment" type="datetime-local" id={field_id} value={written(moment)} oninput={sent_at} /></div>
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
