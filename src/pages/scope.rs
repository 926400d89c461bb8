//! The scope questions, one a screen: why we ask is one tap away, the path so far can be clicked.

use super::{
    citation::citations,
    group::group_wizard,
    number_field::NumberField,
    types::{Types, situations},
};
use crate::{
    address::Route,
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        icon::{Picture, icon},
        link::{Place, link},
    },
    desk::Desk,
    key::Key,
    number::Quantity,
};
use belfry_dossier::{
    action::Action,
    profile::{Country, Generation, MainEstablishment, Profile, Representative},
    questions::Question,
};
use belfry_engine::{
    classification::{EntityType, Law},
    law::LegalReference,
    size::{AnnualWorkUnits, Euro},
};
use yew::prelude::*;

/// "Elsewhere in the Union": exceptionally reserved in ISO 3166 for the Union itself.
const UNION: &str = "EU";
/// "Outside the Union": user-assigned in ISO 3166.
const OUTSIDE: &str = "ZZ";

/// The scope questions.
pub fn scope(desk: &Desk, question: &str) -> Html {
    let words = &desk.words;
    let law = &desk.law;
    let profile = &desk.view.dossier.profile;
    let questions = profile.questions(law);
    let asked = Question::from_code(question).filter(|question| questions.contains(question));
    let current = asked.or_else(|| profile.next_open(law)).unwrap_or(Question::Situations);
    let at = questions.iter().position(|question| *question == current).unwrap_or(0);
    let before = at.checked_sub(1).and_then(|at| questions.get(at)).copied();
    let after = questions.get(at + 1).copied();
    let answered = profile.answers(current);
    let route = |question: Question| Route::Scope(Some(question.code().to_owned()));
    let number = (at + 1).to_string();
    let all = questions.len().to_string();
    html! {
        <div class="scope">
            <nav class="scope-trail" aria-label={words.get(Key::ScopeTrail)}>
                <ol role="list">{ for questions.iter().map(|question| trail_row(desk, *question, current)) }</ol>
            </nav>
            <section class="scope-question stack">
                <p class="soft small">{ words.fill(Key::ScopeCount, &[("number", &number), ("all", &all)]) }</p>
                <h1 tabindex="-1" class="scope-title" id="scope-title">{ title(desk, current) }</h1>
                { fields(desk, current) }
                <details class="card-plain">
                    <summary>{ words.get(Key::ScopeWhy) }</summary>
                    <div class="stack-tight">
                        <p>{ why(desk, current) }</p>
                        { citations(desk, references(law, current)) }
                    </div>
                </details>
                <nav class="spread" aria-label={words.get(Key::AnswersSteps)}>
                    if let Some(before) = before {
                        { link(desk, route(before), classes!("button"), Place::Elsewhere, html! { <>{ icon(Picture::Left, "") }{ words.get(Key::AnswersBefore) }</> }) }
                    } else { <span /> }
                    if let Some(after) = after {
                        { link(desk, route(after), classes!("button", answered.then_some("button-main")), Place::Elsewhere, html! { <>
                            { words.get(if answered { Key::ScopeNext } else { Key::ScopeSkip }) }{ icon(Picture::Right, "") }
                        </> }) }
                    } else {
                        { link(desk, Route::Verdict, classes!("button", answered.then_some("button-main")), Place::Elsewhere, html! { <>{ words.get(Key::ScopeVerdict) }{ icon(Picture::Right, "") }</> }) }
                    }
                </nav>
            </section>
        </div>
    }
}

/// The first question that can matter and is open; the first of all when none is.
pub fn first_route(desk: &Desk) -> Route {
    let open = desk.view.dossier.profile.next_open(&desk.law);
    Route::Scope(Some(open.unwrap_or(Question::Situations).code().to_owned()))
}

fn trail_row(desk: &Desk, question: Question, current: Question) -> Html {
    let words = &desk.words;
    let answered = desk.view.dossier.profile.answers(question);
    let place = if question == current { Place::Here } else { Place::Elsewhere };
    let (picture, state) =
        if answered { (Picture::Check, Key::StepDone) } else { (Picture::Circle, Key::StepUntouched) };
    html! {
        <li key={question.code()}>
            { link(desk, Route::Scope(Some(question.code().to_owned())), classes!("trail-link"), place, html! { <>
                { icon(picture, "mark") }
                <span>{ words.get(short_key(question)) }<span class="unseen">{ ", " }{ words.get(state) }</span></span>
            </> }) }
        </li>
    }
}

/// The question's name in the trail.
pub const fn short_key(question: Question) -> Key {
    match question {
        Question::Situations => Key::TrailSituations,
        Question::Establishment => Key::TrailEstablishment,
        Question::Types => Key::TrailTypes,
        Question::Fact(_) => Key::TrailFact,
        Question::Generation => Key::TrailGeneration,
        Question::Service => Key::TrailService,
        Question::MainEstablishment => Key::TrailMainEstablishment,
        Question::Representative => Key::TrailRepresentative,
        Question::Staff => Key::TrailStaff,
        Question::Money => Key::TrailMoney,
        Question::Group => Key::TrailGroup,
        Question::Independence => Key::TrailIndependence,
        Question::Customers => Key::TrailCustomers,
    }
}

/// The question itself.
pub fn title(desk: &Desk, question: Question) -> AttrValue {
    let key = match question {
        Question::Fact(fact) => return desk.words.law(&format!("fact.{}.question", fact.code())),
        Question::Situations => Key::AskSituations,
        Question::Establishment => Key::AskEstablishment,
        Question::Types => Key::AskTypes,
        Question::Generation => Key::AskGeneration,
        Question::Service => Key::AskService,
        Question::MainEstablishment => Key::AskMainEstablishment,
        Question::Representative => Key::AskRepresentative,
        Question::Staff => Key::AskStaff,
        Question::Money => Key::AskMoney,
        Question::Group => Key::AskGroup,
        Question::Independence => Key::AskIndependence,
        Question::Customers => Key::AskCustomers,
    };
    desk.words.get(key)
}

fn why(desk: &Desk, question: Question) -> AttrValue {
    let key = match question {
        Question::Fact(fact) => return desk.words.law(&format!("fact.{}.why", fact.code())),
        Question::Situations => Key::WhySituations,
        Question::Establishment => Key::WhyEstablishment,
        Question::Types => Key::WhyTypes,
        Question::Generation => Key::WhyGeneration,
        Question::Service => Key::WhyService,
        Question::MainEstablishment => Key::WhyMainEstablishment,
        Question::Representative => Key::WhyRepresentative,
        Question::Staff => Key::WhyStaff,
        Question::Money => Key::WhyMoney,
        Question::Group => Key::WhyGroup,
        Question::Independence => Key::WhyIndependence,
        Question::Customers => Key::WhyCustomers,
    };
    desk.words.get(key)
}

/// Where the question comes from: its own row, or the types whose condition it is.
fn references(law: &Law, question: Question) -> Vec<&LegalReference> {
    match question {
        Question::Fact(fact) => {
            let of_fact = |kind: &&EntityType| kind.unless.is_some_and(|(of, _)| of == fact);
            law.types.iter().filter(of_fact).flat_map(|kind| &kind.law).collect()
        }
        other => law.questions.get(other.code()).into_iter().flatten().collect(),
    }
}

/// A change to one answer.
fn change(desk: &Desk, edit: impl Fn(&mut Profile, &str) + 'static) -> Callback<AttrValue> {
    let dossier = desk.view.dossier.clone();
    desk.acting(move |value: AttrValue| {
        let mut profile = dossier.profile.clone();
        edit(&mut profile, &value);
        Action::Profile(Box::new(profile))
    })
}

fn fields(desk: &Desk, question: Question) -> Html {
    let profile = &desk.view.dossier.profile;
    let words = &desk.words;
    match question {
        Question::Situations => situations(desk),
        Question::Types => html! { <Types desk={desk.clone()} /> },
        Question::Establishment => {
            let choices = [
                ("BE", Key::CountryBelgium, Some(Key::CountryBelgiumDetail)),
                (UNION, Key::CountryUnion, Some(Key::CountryUnionDetail)),
                (OUTSIDE, Key::CountryOutside, Some(Key::CountryOutsideDetail)),
            ];
            let chosen = profile.established_in.map(|country| country.as_str().to_owned());
            one(desk, question, &choices, chosen.as_deref(), |profile, code| {
                profile.established_in = Country::parse(code)
            })
        }
        Question::Fact(fact) => {
            let say = |part: &str| words.law(&format!("fact.{}.{part}", fact.code()));
            let chosen = profile.facts.get(&fact).copied();
            let choices = vec![
                Choice {
                    value: "yes".into(),
                    title: say("yes"),
                    detail: AttrValue::default(),
                    chosen: chosen == Some(true),
                },
                Choice {
                    value: "no".into(),
                    title: say("no"),
                    detail: AttrValue::default(),
                    chosen: chosen == Some(false),
                },
            ];
            let onchoose = change(desk, move |profile, code| {
                profile.facts.insert(fact, code == "yes");
            });
            list(desk, question, choices, onchoose)
        }
        Question::Generation => {
            let choices = [
                (Generation::None.code(), Key::GenerationNone, Some(Key::GenerationNoneDetail)),
                (Generation::NoInjection.code(), Key::GenerationNoInjection, Some(Key::GenerationNoInjectionDetail)),
                (Generation::Grid.code(), Key::GenerationGrid, Some(Key::GenerationGridDetail)),
            ];
            one(desk, question, &choices, profile.generation.map(Generation::code), |profile, code| {
                profile.generation = Generation::from_code(code);
            })
        }
        Question::Service => {
            yes_or_no(desk, question, profile.serves_belgium, [Key::ServiceYes, Key::ServiceNo], |profile, yes| {
                profile.serves_belgium = Some(yes);
            })
        }
        Question::MainEstablishment => {
            let choices = [
                ("BE", Key::CountryBelgium, Some(Key::MainBelgiumDetail)),
                (UNION, Key::CountryUnion, Some(Key::MainUnionDetail)),
                (OUTSIDE, Key::CountryOutside, Some(Key::MainOutsideDetail)),
            ];
            let chosen = match profile.main_establishment {
                None => None,
                Some(MainEstablishment::OutsideTheUnion) => Some(OUTSIDE),
                Some(MainEstablishment::In(Country::BELGIUM)) => Some("BE"),
                Some(MainEstablishment::In(_)) => Some(UNION),
            };
            one(desk, question, &choices, chosen, |profile, code| {
                profile.main_establishment = match code {
                    OUTSIDE => Some(MainEstablishment::OutsideTheUnion),
                    code => Country::parse(code).map(MainEstablishment::In),
                };
            })
        }
        Question::Representative => {
            let choices = [
                ("BE", Key::RepresentativeBelgium, None),
                (UNION, Key::RepresentativeUnion, None),
                ("none", Key::RepresentativeNone, Some(Key::RepresentativeNoneDetail)),
            ];
            let chosen = match profile.representative {
                None => None,
                Some(Representative::Missing) => Some("none"),
                Some(Representative::In(Country::BELGIUM)) => Some("BE"),
                Some(Representative::In(_)) => Some(UNION),
            };
            one(desk, question, &choices, chosen, |profile, code| {
                profile.representative = match code {
                    "none" => Some(Representative::Missing),
                    code => Country::parse(code).map(Representative::In),
                };
            })
        }
        Question::Staff => staff(desk),
        Question::Money => money(desk),
        Question::Group => group_wizard(desk),
        Question::Independence => {
            let keys = [Key::IndependenceYes, Key::IndependenceNo];
            yes_or_no(desk, question, profile.independence, keys, |profile, yes| profile.independence = Some(yes))
        }
        Question::Customers => {
            let keys = [Key::CustomersYes, Key::CustomersNo];
            yes_or_no(desk, question, profile.customers_in_scope, keys, |profile, yes| {
                profile.customers_in_scope = Some(yes)
            })
        }
    }
}

fn one(
    desk: &Desk,
    question: Question,
    rows: &[(&'static str, Key, Option<Key>)],
    chosen: Option<&str>,
    edit: impl Fn(&mut Profile, &str) + 'static,
) -> Html {
    let choice = |(value, title, detail): &(&'static str, Key, Option<Key>)| Choice {
        value: (*value).into(),
        title: desk.words.get(*title),
        detail: detail.map(|key| desk.words.get(key)).unwrap_or_default(),
        chosen: chosen == Some(value),
    };
    list(desk, question, rows.iter().map(choice).collect(), change(desk, edit))
}

fn yes_or_no(
    desk: &Desk,
    question: Question,
    chosen: Option<bool>,
    [yes, no]: [Key; 2],
    edit: impl Fn(&mut Profile, bool) + 'static,
) -> Html {
    let chosen = chosen.map(|chosen| if chosen { "yes" } else { "no" });
    let rows = [("yes", yes, None), ("no", no, None)];
    one(desk, question, &rows, chosen, move |profile, code| edit(profile, code == "yes"))
}

fn list(desk: &Desk, question: Question, choices: Vec<Choice>, onchoose: Callback<AttrValue>) -> Html {
    html! {
        { choice_list(ChoiceList { id: (format!("scope-{}", question.code())).into(), legend: (title(desk, question)).into(), legend_place: LegendPlace::Unseen, hint: AttrValue::default(), many: Many::One, choices, onchoose }) }
    }
}

fn staff(desk: &Desk) -> Html {
    let words = &desk.words;
    let dossier = desk.view.dossier.clone();
    let value = dossier.profile.staff.map(|staff| AttrValue::from(staff.to_string()));
    let onvalue = desk.acting(move |text: Option<String>| {
        let staff = text.and_then(|text| AnnualWorkUnits::parse(&text).ok());
        Action::Profile(Box::new(Profile { staff, ..dossier.profile.clone() }))
    });
    html! {
        <NumberField desk={desk.clone()} id="scope-staff" label={words.get(Key::StaffLabel)} hint={words.get(Key::StaffHint)}
            unit={words.get(Key::StaffUnit)} quantity={Quantity::Staff} {value} {onvalue} />
    }
}

fn money(desk: &Desk) -> Html {
    html! {
        <div class="stack">
            { turnover_field(desk, "scope-turnover") }
            { balance_sheet_field(desk, "scope-balance-sheet") }
        </div>
    }
}

/// The field for turnover, also on the level page.
pub fn turnover_field(desk: &Desk, id: &'static str) -> Html {
    let words = &desk.words;
    let dossier = desk.view.dossier.clone();
    let value = dossier.profile.turnover.map(|euro| AttrValue::from(euro.to_string()));
    let onvalue = desk.acting(move |text: Option<String>| {
        let turnover = text.and_then(|text| Euro::parse(&text).ok());
        Action::Profile(Box::new(Profile { turnover, ..dossier.profile.clone() }))
    });
    html! {
        <NumberField desk={desk.clone()} {id} label={words.get(Key::TurnoverLabel)} hint={words.get(Key::TurnoverHint)}
            unit={words.get(Key::EuroUnit)} quantity={Quantity::Euro} {value} {onvalue} />
    }
}

/// The field for the balance-sheet total, also on the level page.
pub fn balance_sheet_field(desk: &Desk, id: &'static str) -> Html {
    let words = &desk.words;
    let dossier = desk.view.dossier.clone();
    let value = dossier.profile.balance_sheet.map(|euro| AttrValue::from(euro.to_string()));
    let onvalue = desk.acting(move |text: Option<String>| {
        let balance_sheet = text.and_then(|text| Euro::parse(&text).ok());
        Action::Profile(Box::new(Profile { balance_sheet, ..dossier.profile.clone() }))
    });
    html! {
        <NumberField desk={desk.clone()} {id} label={words.get(Key::BalanceSheetLabel)} hint={words.get(Key::BalanceSheetHint)}
            unit={words.get(Key::EuroUnit)} quantity={Quantity::Euro} {value} {onvalue} />
    }
}
