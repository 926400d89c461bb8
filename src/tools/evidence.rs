//! The register of evidence: entered once, shown wherever a scheme asks for it.

use super::{
    arrival::use_arrival,
    bench::{Bench, BenchProps, half_key, head},
    targets::{Targets, target_name},
};
use crate::{
    components::{
        field::{Field, Kind, field},
        icon::{Picture, icon},
        select::{LabelPlace, Select, select},
        status::{Standing, status_tag},
        when::{Precision, When},
    },
    key::Key,
};
use belfry_dossier::{
    action::{Action, EvidenceChange},
    evidence::{Evidence, Freshness, Hash, Target},
};
use belfry_engine::{catalogue::Dimension, date::Date};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Which pieces are shown.
#[derive(Clone, Default, PartialEq)]
struct Filter {
    sought: String,
    kind: AttrValue,
    fresh: AttrValue,
}

/// The register.
#[component]
pub fn Register(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let filter = use_state(Filter::default);
    let open = use_state(|| None::<usize>);
    let register = &bench.view.dossier.evidence;
    let last = register.len().saturating_sub(1);
    let arrives = use_arrival(&bench.surroundings.root, register.len(), format!("title-{last}"));
    let add = {
        let (desk, open, at, filter) = (bench.study.clone(), open.clone(), register.len(), filter.clone());
        Callback::from(move |_: MouseEvent| {
            arrives.emit(());
            // Nothing may hide what is new.
            filter.set(Filter::default());
            desk.act(Action::Evidence(EvidenceChange::Add(Box::new(Evidence::new(Dimension::Documentation)))));
            open.set(Some(at));
        })
    };
    // The piece that is open stays, whatever is typed in it.
    let shown: Vec<(usize, &Evidence)> =
        register.iter().enumerate().filter(|(at, piece)| *open == Some(*at) || wanted(bench, piece, &filter)).collect();
    let stale = register.iter().filter(|piece| piece.freshness(bench.view.today) == Freshness::Stale).count();
    let unused = register.iter().filter(|piece| piece.serves.is_empty()).count();
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleEvidence, Key::EvidenceLead) }
            <p class="row"><button type="button" class="button button-main" onclick={add}>{ words.get(Key::EvidenceNew) }</button>
                { super::files::export(bench, "evidence", table(bench)) }</p>
            if stale > 0 { <p class="note note-uncertain">{ words.counted(Key::EvidenceStaleCount, stale as u64) }</p> }
            if unused > 0 { <p class="note">{ words.counted(Key::EvidenceUnused, unused as u64) }</p> }
            if !register.is_empty() { { filters(bench, &filter) } }
            <p class="soft" role="status">{ words.counted(Key::EvidenceCount, shown.len() as u64) }</p>
            <ul role="list" class="stack">{ for shown.into_iter().map(|(at, piece)| html! { <Piece key={at} bench={bench.clone()} {at} piece={piece.clone()} open={*open == Some(at)} onopen={ let open = open.clone(); Callback::from(move |at| open.set(at)) } /> }) }</ul>
        </div>
    }
}

fn wanted(bench: &Bench, piece: &Evidence, filter: &Filter) -> bool {
    let needle = filter.sought.trim().to_lowercase();
    let texts = [&piece.title, &piece.place, &piece.owner];
    let says = |text: &str| text.to_lowercase().contains(&needle);
    let serves = || {
        piece.serves.iter().any(|target| {
            let (number, name) = target_name(bench, target);
            says(&number) || says(&name)
        })
    };
    let found = needle.is_empty() || texts.into_iter().any(|text| says(text)) || serves();
    let kind = filter.kind.is_empty() || Dimension::from_code(&filter.kind) == Some(piece.dimension);
    let fresh = filter.fresh.is_empty() || *piece.freshness(bench.view.today).code() == *filter.fresh;
    found && kind && fresh
}

fn filters(bench: &Bench, filter: &UseStateHandle<Filter>) -> Html {
    let words = &bench.words;
    let every = (AttrValue::default(), words.get(Key::MatrixEvery));
    let set = |change: fn(&mut Filter, AttrValue)| {
        let filter = filter.clone();
        Callback::from(move |value: AttrValue| {
            let mut next = (*filter).clone();
            change(&mut next, value);
            filter.set(next);
        })
    };
    let mut kinds = vec![every.clone()];
    kinds.extend(Dimension::ALL.map(|half| (half.code().into(), words.get(half_key(half)))));
    let mut ages = vec![every];
    ages.extend(
        [Freshness::Fresh, Freshness::Stale, Freshness::Undated]
            .map(|one| (one.code().into(), words.get(fresh_key(one)))),
    );
    let search = set(|filter, value| filter.sought = value.to_string());
    html! {
        <div class="settings">
            { field(Field { id: "evidence-search".into(), label: words.get(Key::EvidenceSearch), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Text, value: filter.sought.clone().into(), oninput: search.reform(AttrValue::from) }) }
            { select(Select { id: "evidence-kinds".into(), label: words.get(Key::EvidenceKind), label_place: LabelPlace::Shown, options: kinds, value: filter.kind.clone(), onchange: set(|filter, value| filter.kind = value) }) }
            { select(Select { id: "evidence-ages".into(), label: words.get(Key::EvidenceAge), label_place: LabelPlace::Shown, options: ages, value: filter.fresh.clone(), onchange: set(|filter, value| filter.fresh = value) }) }
        </div>
    }
}

const fn fresh_key(freshness: Freshness) -> Key {
    match freshness {
        Freshness::Stale => Key::EvidenceStale,
        Freshness::Undated => Key::EvidenceUndated,
        Freshness::Fresh => Key::EvidenceFresh,
    }
}

#[derive(Properties, PartialEq)]
struct PieceProps {
    bench: Bench,
    at: usize,
    piece: Evidence,
    open: bool,
    onopen: Callback<Option<usize>>,
}

/// One piece: a line, and everything about it when it is open.
#[component]
fn Piece(props: &PieceProps) -> Html {
    let (bench, at, piece) = (&props.bench, props.at, &props.piece);
    let words = &bench.words;
    let freshness = piece.freshness(bench.view.today);
    let standing = match freshness {
        Freshness::Stale => Standing::Short,
        Freshness::Undated => Standing::Unknown,
        Freshness::Fresh => Standing::Met,
    };
    let title: AttrValue =
        if piece.title.trim().is_empty() { words.get(Key::EvidenceUntitled) } else { piece.title.clone().into() };
    let toggle = {
        let (onopen, next) = (props.onopen.clone(), if props.open { None } else { Some(at) });
        Callback::from(move |_: MouseEvent| onopen.emit(next))
    };
    let id = format!("piece-{at}");
    html! {
        <li class="card-plain stack">
            <div class="spread">
                <h3 class="part-heading">
                    <button type="button" class="part-toggle" aria-expanded={props.open.to_string()} aria-controls={id.clone()} onclick={toggle}><span>{ title }</span></button>
                </h3>
                <p class="row small">
                    <span class="tag">{ words.get(half_key(piece.dimension)) }</span>
                    { status_tag(standing, words.get(fresh_key(freshness))) }
                    <span class="soft">{ words.counted(Key::EvidenceServes, piece.serves.len() as u64) }</span>
                </p>
            </div>
            <div {id}>if props.open { { editor(bench, at, piece, &props.onopen) } }</div>
        </li>
    }
}

fn editor(bench: &Bench, at: usize, piece: &Evidence, onopen: &Callback<Option<usize>>) -> Html {
    let words = &bench.words;
    let edit = |name: &'static str, change: fn(&mut Evidence, String)| {
        let piece = piece.clone();
        bench.acting(move |text: String| {
            let mut next = piece.clone();
            change(&mut next, text);
            Action::Evidence(EvidenceChange::Edit(at, Box::new(next), name))
        })
    };
    let text = |name: &'static str, label: Key, kind: Kind, value: String, change: fn(&mut Evidence, String)| {
        field(Field {
            id: format!("{name}-{at}").into(),
            label: words.get(label),
            hint: AttrValue::default(),
            error: AttrValue::default(),
            unit: AttrValue::default(),
            kind,
            value: value.into(),
            oninput: edit(name, change),
        })
    };
    let day = |name: &'static str, label: Key, date: Option<Date>, change: fn(&mut Evidence, String)| {
        let value = date.map(|date| date.to_string()).unwrap_or_default();
        html! { <When id={format!("{name}-{at}")} label={words.get(label)} precision={Precision::Day} {value} onvalue={edit(name, change)} /> }
    };
    let kind = {
        let options = Dimension::ALL.map(|half| (half.code().into(), words.get(half_key(half)))).to_vec();
        let change = edit("", |piece, code| piece.dimension = Dimension::from_code(&code).unwrap_or(piece.dimension));
        select(Select {
            id: format!("kind-{at}").into(),
            label: words.get(Key::EvidenceKind),
            label_place: LabelPlace::Shown,
            options,
            value: piece.dimension.code().into(),
            onchange: change.reform(|value: AttrValue| value.to_string()),
        })
    };
    let ontoggle = {
        let piece = piece.clone();
        bench.acting(move |target: Target| {
            let mut next = piece.clone();
            if !next.serves.remove(&target) {
                next.serves.insert(target);
            }
            Action::Evidence(EvidenceChange::Edit(at, Box::new(next), ""))
        })
    };
    let remove = {
        let (desk, onopen) = (bench.study.clone(), onopen.clone());
        Callback::from(move |_: MouseEvent| {
            onopen.emit(None);
            desk.act(Action::Evidence(EvidenceChange::Remove(at)));
        })
    };
    html! {
        <div class="stack">
            { text("title", Key::EvidenceTitle, Kind::Text, piece.title.clone(), |piece, text| piece.title = text) }
            <div class="settings">
                { kind }
                { text("place", Key::EvidencePlace, Kind::Text, piece.place.clone(), |piece, text| piece.place = text) }
                { text("owner", Key::EvidenceOwner, Kind::Text, piece.owner.clone(), |piece, text| piece.owner = text) }
                { day("dated", Key::EvidenceDated, piece.dated, |piece, text| piece.dated = Date::parse(&text)) }
                { day("review", Key::EvidenceReview, piece.review, |piece, text| piece.review = Date::parse(&text)) }
            </div>
            <FileHash bench={bench.clone()} {at} piece={piece.clone()} />
            <Targets bench={bench.clone()} id={format!("targets-{at}")} chosen={piece.serves.iter().cloned().collect::<Vec<_>>()} {ontoggle} />
            <p><button type="button" class="button button-quiet" onclick={remove}>{ icon(Picture::Bin, "") }{ words.get(Key::EvidenceDelete) }</button></p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FileHashProps {
    bench: Bench,
    at: usize,
    piece: Evidence,
}

/// The fingerprint of a file, worked out on the device; or whether a file still is the same.
#[component]
fn FileHash(props: &FileHashProps) -> Html {
    let (bench, at) = (&props.bench, props.at);
    let words = &bench.words;
    let said = use_state(|| None::<(Standing, Key)>);
    let onchange = {
        let (desk, piece, said) = (bench.study.clone(), props.piece.clone(), said.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (desk, piece, said) = (desk.clone(), piece.clone(), said.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let hash = fingerprint(&file).await;
                input.set_value("");
                match (hash, piece.hash) {
                    (None, _) => said.set(Some((Standing::Short, Key::HashFailed))),
                    (Some(hash), Some(known)) if hash == known => said.set(Some((Standing::Met, Key::HashSame))),
                    (Some(_), Some(_)) => said.set(Some((Standing::Short, Key::HashDiffers))),
                    (Some(hash), None) => {
                        said.set(Some((Standing::Met, Key::HashKept)));
                        let title = if piece.title.trim().is_empty() { file.name() } else { piece.title.clone() };
                        let next = Evidence { hash: Some(hash), title, ..piece };
                        desk.act(Action::Evidence(EvidenceChange::Edit(at, Box::new(next), "")));
                    }
                }
            });
        })
    };
    let forget = {
        let piece = props.piece.clone();
        bench.acting(move |_: MouseEvent| {
            Action::Evidence(EvidenceChange::Edit(at, Box::new(Evidence { hash: None, ..piece.clone() }), ""))
        })
    };
    let id = format!("hash-{at}");
    let label = if props.piece.hash.is_some() { Key::HashCheck } else { Key::HashMake };
    html! {
        <div class="field stack-tight">
            <label for={id.clone()}>{ words.get(label) }</label>
            <p class="hint">{ words.get(Key::HashHint) }</p>
            <input type="file" {id} class="input file" {onchange} />
            if let Some(hash) = props.piece.hash {
                <p class="small"><code class="hash">{ hash.to_string() }</code></p>
                <p><button type="button" class="button button-quiet" onclick={forget}>{ words.get(Key::HashForget) }</button></p>
            }
            <div role="status">if let Some((standing, key)) = *said { { status_tag(standing, words.get(key)) } }</div>
        </div>
    }
}

/// SHA-256 by the browser; nothing leaves the page. `None` where the browser has no ciphers (a page not loaded over https).
async fn fingerprint(file: &web_sys::File) -> Option<Hash> {
    use js_sys::Reflect;
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.ok()?;
    let window = web_sys::window()?;
    let crypto = Reflect::get(&window, &"crypto".into()).ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok().filter(|found| !found.is_undefined())?;
    let digest: js_sys::Function = Reflect::get(&subtle, &"digest".into()).ok()?.unchecked_into();
    let promise = digest.call2(&subtle, &"SHA-256".into(), &buffer).ok()?;
    let bytes = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&promise)).await.ok()?;
    Hash::from_bytes(&js_sys::Uint8Array::new(&bytes).to_vec())
}

/// The register for a file: headings, then rows.
fn table(bench: &Bench) -> Vec<Vec<String>> {
    let words = &bench.words;
    let keys = [
        Key::EvidenceTitle,
        Key::EvidenceKind,
        Key::EvidencePlace,
        Key::EvidenceOwner,
        Key::EvidenceDated,
        Key::EvidenceReview,
        Key::TargetsTitle,
    ];
    let mut headings: Vec<String> = keys.map(|key| words.get(key).to_string()).to_vec();
    headings.push("SHA-256".to_owned());
    let row = |piece: &Evidence| {
        let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let serves: Vec<String> = piece
            .serves
            .iter()
            .map(|target| {
                let (number, name) = target_name(bench, target);
                format!("{number} {name}")
            })
            .collect();
        vec![
            piece.title.clone(),
            words.get(half_key(piece.dimension)).to_string(),
            piece.place.clone(),
            piece.owner.clone(),
            date(piece.dated),
            date(piece.review),
            serves.join("; "),
            piece.hash.map(|hash| hash.to_string()).unwrap_or_default(),
        ]
    };
    [headings].into_iter().chain(bench.view.dossier.evidence.iter().map(row)).collect()
}
