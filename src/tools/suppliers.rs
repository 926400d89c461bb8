//! Suppliers: which matter, what to ask, and what they say of themselves.

use super::{
    arrival::use_arrival,
    bench::{Bench, BenchProps, head},
    passport::OwnPassport,
};
use crate::{
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        field::Kind,
        icon::{Picture, icon},
        status::{Standing, status_tag},
    },
    format,
    key::Key,
    pages::levels::assurance_key,
    pages::opening::open_failure,
};
use belfry_dossier::{
    action::Action,
    open::OpenError,
    passport::Taken,
    tools::{Passport, Shelf, Supplier, Tools, Weight},
};
use belfry_engine::{collections::ordered, maturity::Maturity};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The page.
#[component]
pub fn Suppliers(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let open = use_state(|| None::<usize>);
    let order = use_mut_ref(Vec::new);
    let suppliers = &bench.tools().suppliers;
    let last = suppliers.len().saturating_sub(1);
    let arrives = use_arrival(&bench.surroundings.root, suppliers.len(), format!("supplier-name-{last}"));
    let add = {
        let (open, next) = (open.clone(), suppliers.len());
        let add =
            bench.changing(String::new(), |tools: &mut Tools, _: MouseEvent| tools.suppliers.push(Supplier::default()));
        Callback::from(move |event: MouseEvent| {
            arrives.emit(());
            add.emit(event);
            open.set(Some(next));
        })
    };
    // Nothing moves while one is open.
    let hold = if open.is_some() { Hold::Still } else { Hold::Anew };
    let weights: Vec<usize> = suppliers.iter().map(|supplier| supplier.weighs.len()).collect();
    order.replace_with(|before| listed(&weights, before, hold));
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleSuppliers, Key::SuppliersLead) }
            <p class="row">
                <button type="button" class="button button-main" onclick={add}>{ words.get(Key::SuppliersAdd) }</button>
                <OpenPassports bench={bench.clone()} />
            </p>
            if suppliers.iter().any(|supplier| supplier.passport.is_some()) { { table(bench) } }
            <ul role="list" class="stack">{ for order.borrow().iter().filter_map(|at| Some(row(bench, *at, suppliers.get(*at)?, &open))) }</ul>
            { asking(bench) }
            <OwnPassport bench={bench.clone()} />
        </div>
    }
}

/// Whether the list is sorted.
#[derive(Clone, Copy)]
enum Hold {
    /// It stands still.
    Still,
    /// It is sorted anew.
    Anew,
}

/// The places of the suppliers, those that matter most first; while the list stands still, as before, the new ones last.
fn listed(weights: &[usize], before: &[usize], hold: Hold) -> Vec<usize> {
    let all = 0..weights.len();
    match hold {
        Hold::Anew => ordered(all, |at| std::cmp::Reverse(weights.get(*at).copied())),
        Hold::Still => {
            let kept = before.iter().copied().filter(|at| all.contains(at));
            kept.chain(all.clone().filter(|at| !before.contains(at))).collect()
        }
    }
}

const fn weight_key(weight: Weight) -> Key {
    match weight {
        Weight::Stops => Key::WeightStops,
        Weight::Reaches => Key::WeightReaches,
        Weight::Holds => Key::WeightHolds,
        Weight::Alone => Key::WeightAlone,
    }
}

/// How much a supplier matters: two reasons or more matter much. That is no failure, and nothing said is no all-clear.
fn weight_tag(bench: &Bench, supplier: &Supplier) -> Html {
    match supplier.weighs.len() {
        0 => status_tag(Standing::Unknown, bench.words.get(Key::SupplierUnweighed)),
        1 => html! { <span class="tag">{ bench.words.get(Key::SupplierMiddle) }</span> },
        _ => status_tag(Standing::Near, bench.words.get(Key::SupplierHeavy)),
    }
}

fn row(bench: &Bench, at: usize, supplier: &Supplier, open: &UseStateHandle<Option<usize>>) -> Html {
    let words = &bench.words;
    let is_open = **open == Some(at);
    let name: AttrValue =
        if supplier.name.trim().is_empty() { words.get(Key::SupplierUnnamed) } else { supplier.name.clone().into() };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(if is_open { None } else { Some(at) }))
    };
    let id = format!("supplier-{at}");
    html! {
        <li class="card-plain stack" key={at}>
            <div class="spread">
                <h2 class="part-heading h3"><button type="button" class="part-toggle" aria-expanded={is_open.to_string()} aria-controls={id.clone()} onclick={toggle}><span>{ name }</span></button></h2>
                <p class="row small"><span class="soft">{ &supplier.service }</span>{ weight_tag(bench, supplier) }</p>
            </div>
            <div {id}>if is_open { { editor(bench, at, supplier, open) } }</div>
        </li>
    }
}

fn editor(bench: &Bench, at: usize, supplier: &Supplier, open: &UseStateHandle<Option<usize>>) -> Html {
    let words = &bench.words;
    let edit = move |change: fn(&mut Supplier, String)| {
        move |tools: &mut Tools, text: String| {
            if let Some(supplier) = tools.suppliers.get_mut(at) {
                change(supplier, text);
            }
        }
    };
    let choices = Weight::ALL.map(|weight| Choice {
        value: weight.code().into(),
        title: words.get(weight_key(weight)),
        detail: AttrValue::default(),
        chosen: supplier.weighs.contains(&weight),
    });
    let onchoose = bench.changing(String::new(), move |tools: &mut Tools, code: AttrValue| {
        if let (Some(supplier), Some(weight)) = (tools.suppliers.get_mut(at), Weight::from_code(&code))
            && !supplier.weighs.remove(&weight)
        {
            supplier.weighs.insert(weight);
        }
    });
    let remove = {
        let open = open.clone();
        let remove = bench.changing(String::new(), move |tools: &mut Tools, _: MouseEvent| {
            if at < tools.suppliers.len() {
                tools.suppliers.remove(at);
            }
        });
        Callback::from(move |event: MouseEvent| {
            open.set(None);
            remove.emit(event);
        })
    };
    let asked = move |tools: &mut Tools, date| {
        if let Some(supplier) = tools.suppliers.get_mut(at) {
            supplier.asked = date;
        }
    };
    html! {
        <div class="stack">
            <div class="settings">
                { bench.text_field(&format!("supplier-name-{at}"), words.get(Key::SupplierName), Kind::Text, &supplier.name, edit(|supplier, text| supplier.name = text)) }
                { bench.text_field(&format!("supplier-service-{at}"), words.get(Key::SupplierService), Kind::Text, &supplier.service, edit(|supplier, text| supplier.service = text)) }
                { bench.date_field(&format!("supplier-asked-{at}"), words.get(Key::SupplierAsked), supplier.asked, asked) }
            </div>
            { choice_list(ChoiceList { id: format!("weighs-{at}").into(), legend: words.get(Key::SupplierWeighs), legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::Several, choices: choices.to_vec(), onchoose }) }
            { bench.text_field(&format!("supplier-note-{at}"), words.get(Key::SupplierNote), Kind::Paragraph, &supplier.note, edit(|supplier, text| supplier.note = text)) }
            <p><button type="button" class="button button-quiet" onclick={remove}>{ icon(Picture::Bin, "") }{ words.get(Key::SupplierRemove) }</button></p>
        </div>
    }
}

/// The total of a passport as people read it.
pub fn total_of(bench: &Bench, passport: &Passport) -> String {
    let total = passport.total.and_then(|hundredths| Maturity::fraction(i64::from(hundredths), 100));
    total.map_or_else(|| "–".to_owned(), |total| format::maturity(bench.words.language(), total))
}

/// What the suppliers say of themselves, side by side.
fn table(bench: &Bench) -> Html {
    let words = &bench.words;
    let row = |passport: &Passport| {
        let (standing, key) = if passport.passed {
            (Standing::Met, Key::PassportPassed)
        } else {
            (Standing::Near, Key::PassportNotPassed)
        };
        html! {
            <tr>
                <th scope="row">{ &passport.name }</th>
                <td>{ words.get(assurance_key(passport.level)) }</td>
                <td class="number">{ total_of(bench, passport) }</td>
                <td class="number">{ format!("{}/{}", passport.keys_met, passport.keys) }</td>
                <td class="number">{ format!("{}/{}", passport.answered, passport.asked) }</td>
                <td>{ status_tag(standing, words.get(key)) }</td>
                <td>{ bench.day(passport.on) }</td>
            </tr>
        }
    };
    let keys = [
        Key::SupplierName,
        Key::PassportLevel,
        Key::PassportTotal,
        Key::PassportKeys,
        Key::PassportAnswered,
        Key::PassportGates,
        Key::PassportOn,
    ];
    html! {
        <section class="stack" aria-labelledby="passports">
            <h2 id="passports">{ words.get(Key::PassportsTitle) }</h2>
            <p class="note note-uncertain">{ words.get(Key::PassportsOwnWord) }</p>
            <div class="scroll" tabindex="0" role="group" aria-label={words.get(Key::PassportsTitle)}>
                <table>
                    <thead><tr>{ for keys.into_iter().map(|key| html! { <th scope="col">{ words.get(key) }</th> }) }</tr></thead>
                    <tbody>{ for bench.tools().suppliers.iter().filter_map(|supplier| supplier.passport.as_ref()).map(row) }</tbody>
                </table>
            </div>
        </section>
    }
}

/// Takes passports in, and says how many changed something.
pub fn take(bench: &Bench, passports: Vec<Passport>) {
    let mut tools = bench.tools().clone();
    let taken: Vec<Taken> = passports.into_iter().map(|passport| tools.take_passport(passport)).collect();
    let count = |wanted: Taken| taken.iter().filter(|one| **one == wanted).count() as u64;
    let said =
        [(Taken::In, Key::PassportsTaken), (Taken::Same, Key::PassportsSame), (Taken::Older, Key::PassportsOlder)]
            .into_iter()
            .filter(|(outcome, _)| count(*outcome) > 0)
            .map(|(outcome, key)| bench.words.counted(key, count(outcome)).to_string());
    let said = said.collect::<Vec<_>>().join(" ");
    if count(Taken::In) > 0 {
        bench.act(Action::Tools(Shelf::holding(tools), String::new()));
    }
    bench.tell.emit(said.into());
}

/// That a passport is dated later than today.
pub fn ahead(bench: &Bench, passport: &Passport) -> AttrValue {
    bench.words.fill(Key::PassportAhead, &[("day", &bench.day(passport.on))])
}

/// What is wrong with a file that was to be a passport.
fn failure(bench: &Bench, error: &OpenError) -> AttrValue {
    match error {
        OpenError::NotText | OpenError::NotADossier | OpenError::Sealed | OpenError::OnlyResult => {
            bench.words.get(Key::PassportsNone)
        }
        OpenError::Unreachable | OpenError::NotJson { .. } | OpenError::TooNew { .. } | OpenError::Wrong { .. } => {
            open_failure(bench, error)
        }
    }
}

/// Opens any number of passports at once.
#[component]
fn OpenPassports(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let failures = use_state(Vec::<String>::new);
    let onchange = {
        let (bench, failures) = (bench.clone(), failures.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(files) = input.files() else { return };
            let (bench, failures) = (bench.clone(), failures.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let (mut passports, mut wrong) = (Vec::new(), Vec::new());
                for at in 0..files.length() {
                    let Some(file) = files.get(at) else { continue };
                    let Ok(buffer) = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await else { continue };
                    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
                    match Passport::open(&bytes, &*bench.content) {
                        Ok(passport) if passport.lies_ahead(bench.view.today) => {
                            wrong.push(format!("{}: {}", file.name(), ahead(&bench, &passport)));
                        }
                        Ok(passport) => passports.push(passport),
                        Err(error) => wrong.push(format!("{}: {}", file.name(), failure(&bench, &error))),
                    }
                }
                input.set_value("");
                failures.set(wrong);
                if !passports.is_empty() {
                    take(&bench, passports);
                }
            });
        })
    };
    html! {
        <span class="open-file">
            <label class="button" for="passports-file">{ words.get(Key::PassportsOpen) }
                <input id="passports-file" type="file" multiple={true} accept=".json,application/json" class="unseen" {onchange} />
            </label>
            { for failures.iter().map(|failure| html! { <span class="note note-short open-failure" role="alert">{ failure }</span> }) }
        </span>
    }
}

/// What to ask whom.
fn asking(bench: &Bench) -> Html {
    let words = &bench.words;
    let lists: [(Key, &[Key]); 2] = [
        (Key::AskEveryone, &[Key::AskOne, Key::AskTwo, Key::AskThree, Key::AskFour]),
        (Key::AskHeavy, &[Key::AskFive, Key::AskSix, Key::AskSeven, Key::AskEight, Key::AskNine]),
    ];
    let list = |(title, asks): (Key, &[Key])| {
        html! { <><h3>{ words.get(title) }</h3><ul>{ for asks.iter().map(|ask| html! { <li>{ words.get(*ask) }</li> }) }</ul></> }
    };
    html! {
        <section class="card stack" aria-labelledby="asking">
            <h2 id="asking">{ words.get(Key::AskTitle) }</h2>
            { for lists.into_iter().map(list) }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_matter_most_stand_first_and_nothing_moves_while_one_is_open() {
        let sorted = listed(&[0, 2, 1], &[], Hold::Anew);
        assert_eq!(sorted, [1, 2, 0]);
        assert_eq!(listed(&[4, 2, 1, 3], &sorted, Hold::Still), [1, 2, 0, 3]);
        assert_eq!(listed(&[4, 2], &sorted, Hold::Still), [1, 0]);
    }
}
