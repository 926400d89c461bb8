//! The overlay matrix: controls or requirements down, schemes across; tag once, report many times.

use super::{
    bench::{Bench, BenchProps, Other, head, print_button},
    cover::pair_line,
};
use crate::{
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        field::{Field, Kind, field},
        select::{LabelPlace, Select, select},
    },
    desk::Shared,
    key::Key,
    language::Language,
    words::{self, NoWords, Words},
};
use belfry_dossier::{evidence::Target, tools::Shown};
use belfry_engine::{
    answer::Answer,
    control::{Applicability, ControlState, Progress},
    identifier::{ControlId, RequirementId, SchemeId},
    mapping::Grade,
    scheme::{Ask, Scheme},
};
use yew::prelude::*;

/// What stands down the side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Controls,
    Requirements,
}

/// Which rows are shown.
#[derive(Clone, Debug, PartialEq)]
struct Filter {
    side: Side,
    /// Only what this scheme asks.
    scheme: Option<SchemeId>,
    standing: AttrValue,
    evidence: AttrValue,
    owner: String,
}

/// One row, worked out before anything is drawn.
struct Row {
    key: String,
    id: Html,
    title: AttrValue,
    second: Option<(Language, AttrValue)>,
    state: ControlState,
    evidence: usize,
    owners: Vec<String>,
    marks: Vec<Option<Mark>>,
    detail: Detail,
}

enum Detail {
    Control(usize, ControlId),
    Requirement(usize, RequirementId),
}

/// What stands in a cell.
#[derive(Clone, PartialEq)]
struct Mark {
    standing: Standing,
    /// What is asked, for whoever cannot see the shape, and as a hint.
    said: String,
    /// How many asks, or requirements.
    count: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Whole,
    Part,
    Nothing,
    /// Left out of the statement, or answered as not applicable: no gap.
    Aside,
}

impl Standing {
    fn of(state: ControlState) -> Self {
        if state.applicability == Applicability::Excluded {
            Self::Aside
        } else if state.is_in_place() {
            Self::Whole
        } else if [state.documentation, state.implementation].iter().any(|half| *half >= Some(Progress::Partly)) {
            Self::Part
        } else {
            Self::Nothing
        }
    }

    const fn looks(self) -> (&'static str, &'static str, Key) {
        match self {
            Self::Whole => ("●", "mark-whole", Key::MatrixWhole),
            Self::Part => ("◐", "mark-part", Key::MatrixPart),
            Self::Nothing => ("○", "mark-nothing", Key::MatrixNothing),
            Self::Aside => ("–", "mark-aside", Key::MatrixAside),
        }
    }
}

/// The matrix.
#[component]
pub fn Matrix(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let filter = use_state(|| Filter {
        side: Side::Controls,
        scheme: None,
        standing: AttrValue::default(),
        evidence: AttrValue::default(),
        owner: String::new(),
    });
    let open = use_state(|| None::<String>);
    let second = use_state(|| Other::None);
    let schemes: Vec<&Scheme> = bench.facts.schemes.all.iter().filter(|scheme| bench.shows(scheme)).collect();
    let other = second.as_ref().and_then(|(_, words)| words.clone());
    let rows: Vec<Row> = rows(bench, &filter, &schemes, other.as_deref())
        .into_iter()
        .filter(|row| wanted(row, &filter, &schemes))
        .collect();
    let draw = |row: &Row| draw_row(bench, row, &schemes, &open);
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleMatrix, Key::MatrixLead) }
            <details class="card-plain screen-only">
                <summary>{ words.get(Key::MatrixSettings) }</summary>
                <div class="stack">
                    { settings(bench, &filter, &second, &schemes) }
                    { toggles(bench) }
                </div>
            </details>
            <div class="spread">
                <p class="row small matrix-key">
                    { for [Standing::Whole, Standing::Part, Standing::Nothing, Standing::Aside].into_iter().map(|one| { let (sign, class, key) = one.looks(); html! { <span><span class={classes!("mark-sign", class)} aria-hidden="true">{ sign }</span>{ " " }{ words.get(key) }</span> } }) }
                </p>
                <p class="row">
                    <span class="soft" role="status">{ words.counted(Key::MatrixRows, rows.len() as u64) }</span>
                    { super::files::export(bench, match filter.side { Side::Controls => "matrix-iso", Side::Requirements => "matrix-cyfun" }, table(bench, &rows, &schemes)) }
                    { print_button(bench) }
                </p>
            </div>
            <div class="scroll matrix-scroll" tabindex="0" role="group" aria-label={words.get(Key::TitleMatrix)}>
                <table class="matrix">
                    <thead><tr>
                        <th scope="col">{ words.get(match filter.side { Side::Controls => Key::MatrixControl, Side::Requirements => Key::MatrixRequirement }) }</th>
                        { for schemes.iter().map(|scheme| column(bench, scheme)) }
                        <th scope="col" class="number">{ words.get(Key::MatrixEvidence) }</th>
                    </tr></thead>
                    <tbody>{ for rows.iter().map(draw) }</tbody>
                </table>
            </div>
            { legend(bench, &schemes) }
        </div>
    }
}

fn column(bench: &Bench, scheme: &Scheme) -> Html {
    let id = &scheme.id;
    html! {
        <th scope="col" class={classes!("scheme", format!("scheme-{id}"))} title={bench.words.tool(&format!("scheme.{id}.name"))}>
            { bench.words.tool(&format!("scheme.{id}.short")) }
        </th>
    }
}

/// Everything that decides which rows and words are shown.
fn settings(
    bench: &Bench,
    filter: &UseStateHandle<Filter>,
    second: &UseStateHandle<Other>,
    schemes: &[&Scheme],
) -> Html {
    let words = &bench.words;
    let list = |id: &'static str,
                label: Key,
                options: Vec<(AttrValue, AttrValue)>,
                value: AttrValue,
                set: fn(&mut Filter, AttrValue)| {
        let filter = filter.clone();
        let onchange = Callback::from(move |chosen: AttrValue| {
            let mut next = (*filter).clone();
            set(&mut next, chosen);
            filter.set(next);
        });
        select(Select {
            id: id.into(),
            label: words.get(label),
            label_place: LabelPlace::Shown,
            options,
            value,
            onchange,
        })
    };
    let side = vec![
        ("controls".into(), words.get(Key::MatrixByControl)),
        ("requirements".into(), words.get(Key::MatrixByRequirement)),
    ];
    let mut by_scheme = vec![(AttrValue::default(), words.get(Key::MatrixEvery))];
    by_scheme.extend(
        schemes.iter().map(|scheme| (scheme.id.to_string().into(), words.tool(&format!("scheme.{}.name", scheme.id)))),
    );
    let gaps = vec![
        (AttrValue::default(), words.get(Key::MatrixEvery)),
        ("gaps".into(), words.get(Key::MatrixGaps)),
        ("whole".into(), words.get(Key::MatrixWhole)),
    ];
    let evidence = vec![
        (AttrValue::default(), words.get(Key::MatrixEvery)),
        ("with".into(), words.get(Key::MatrixWith)),
        ("without".into(), words.get(Key::MatrixWithout)),
    ];
    let owner = {
        let handle = filter.clone();
        field(Field {
            id: "matrix-owner".into(),
            label: words.get(Key::MatrixOwner),
            hint: AttrValue::default(),
            error: AttrValue::default(),
            unit: AttrValue::default(),
            kind: Kind::Text,
            value: filter.owner.clone().into(),
            oninput: Callback::from(move |owner: String| handle.set(Filter { owner, ..(*handle).clone() })),
        })
    };
    let language = {
        let mut options = vec![(AttrValue::default(), words.get(Key::MatrixOneLanguage))];
        let others = Language::ALL.into_iter().filter(|language| *language != words.language());
        options.extend(others.map(|language| (language.code().into(), language.own_name().into())));
        let value = second.as_ref().map(|(language, _)| language.code()).unwrap_or_default().into();
        let (second, library) = (second.clone(), bench.surroundings.library.clone());
        let onchange = Callback::from(move |code: AttrValue| {
            let Some(language) = Language::from_code(&code) else { return second.set(None) };
            second.set(Some((language, None)));
            let (second, library) = (second.clone(), library.clone());
            wasm_bindgen_futures::spawn_local(async move {
                // Without a connection the matrix stays in one language; the list says which was wanted.
                if let Ok(words) = whole(&library, language).await {
                    second.set(Some((language, Some(Shared::new(words)))));
                }
            });
        });
        select(Select {
            id: "matrix-language".into(),
            label: words.get(Key::MatrixSecond),
            label_place: LabelPlace::Shown,
            options,
            value,
            onchange,
        })
    };
    let side_value = match filter.side {
        Side::Controls => "controls",
        Side::Requirements => "requirements",
    };
    html! {
        <div class="settings">
            { list("matrix-side", Key::MatrixSide, side, side_value.into(), |filter, chosen| {
                filter.side = if chosen == "requirements" { Side::Requirements } else { Side::Controls };
            }) }
            { list("matrix-scheme", Key::MatrixScheme, by_scheme, filter.scheme.as_ref().map(|id| id.to_string().into()).unwrap_or_default(), |filter, chosen| {
                filter.scheme = SchemeId::parse(&chosen).ok();
            }) }
            { list("matrix-gaps", Key::MatrixStanding, gaps, filter.standing.clone(), |filter, chosen| filter.standing = chosen) }
            { list("matrix-evidence", Key::MatrixEvidence, evidence, filter.evidence.clone(), |filter, chosen| filter.evidence = chosen) }
            { owner }
            { language }
        </div>
    }
}

/// Everything that Belfry says in a language.
pub async fn whole(library: &crate::desk::Library, language: Language) -> Result<Words, NoWords> {
    let (first, later, tools) =
        (words::fetch(library, language), words::fetch_later(library, language), words::fetch_tools(library, language));
    Ok(first.await?.with_later(later.await?).with_tools(std::rc::Rc::new(tools.await?)))
}

/// Which schemes stand in the matrix: those that concern the entity, unless the user says otherwise.
fn toggles(bench: &Bench) -> Html {
    let words = &bench.words;
    let choice = |scheme: &Scheme| {
        let suggested = if bench.concerns(scheme) { Key::MatrixConcerns } else { Key::MatrixConcernsNot };
        Choice {
            value: scheme.id.to_string().into(),
            title: words.tool(&format!("scheme.{}.name", scheme.id)),
            detail: words.get(suggested),
            chosen: bench.shows(scheme),
        }
    };
    let facts = bench.facts.clone();
    let this = bench.clone();
    let onchoose = bench.changing(String::new(), move |tools, id: AttrValue| {
        let Some(scheme) = facts.schemes.all.iter().find(|scheme| *scheme.id.as_str() == *id) else { return };
        let next = if this.shows(scheme) { Shown::Off } else { Shown::On };
        // What agrees with the verdict needs no note.
        if (next == Shown::On) == this.concerns(scheme) {
            tools.schemes.remove(&scheme.id);
        } else {
            tools.schemes.insert(scheme.id.clone(), next);
        }
    });
    let choices = bench.facts.schemes.all.iter().map(choice).collect();
    html! {
        <div class="scheme-choices">
            { choice_list(ChoiceList { id: "schemes".into(), legend: words.get(Key::MatrixSchemes), legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::Several, choices, onchoose }) }
        </div>
    }
}

fn rows(bench: &Bench, filter: &Filter, schemes: &[&Scheme], second: Option<&Words>) -> Vec<Row> {
    match filter.side {
        Side::Controls => {
            (0..bench.controls().len()).filter_map(|at| control_row(bench, at, schemes, second)).collect()
        }
        Side::Requirements => bench
            .catalogue()
            .at_level(bench.report.level)
            .map(|(at, requirement)| requirement_row(bench, at, requirement.id, schemes, second))
            .collect(),
    }
}

fn control_row(bench: &Bench, at: usize, schemes: &[&Scheme], second: Option<&Words>) -> Option<Row> {
    let words = &bench.words;
    let id = bench.controls().get(at)?.id.clone();
    let state = bench.tools().control(&id).state();
    let served = bench.mapping().of_control(at).filter(|pair| {
        let asked = bench.requirement_at(pair.requirement).is_some_and(|one| one.applies_at(bench.report.level));
        asked && pair.grade != Grade::Related
    });
    let served = served.count();
    let mark = |scheme: &&Scheme| {
        let said = match scheme.id.as_str() {
            "cyfun" => (served > 0).then(|| (words.counted(Key::MatrixServes, served as u64).to_string(), served)),
            "iso27001" => Some((words.get(Key::MatrixItself).to_string(), 1)),
            _ => asked(bench, bench.asks(scheme).filter(|ask| ask.controls.contains(&at))),
        };
        said.map(|(said, count)| Mark { standing: Standing::of(state), said, count })
    };
    let pieces = bench.evidence_for(&Target::Control(id.clone()));
    Some(Row {
        key: id.to_string(),
        id: html! { <span class="identifier">{ id.to_string() }</span> },
        title: bench.control_title(&id),
        second: second.map(|words| (words.language(), words.tool(&format!("control.{id}")))),
        state,
        evidence: pieces.len(),
        owners: pieces.iter().map(|(_, piece)| piece.owner.clone()).collect(),
        marks: schemes.iter().map(mark).collect(),
        detail: Detail::Control(at, id),
    })
}

/// What is asked, in one line, and how much.
fn asked<'facts>(bench: &Bench, asks: impl Iterator<Item = &'facts Ask>) -> Option<(String, usize)> {
    let all: Vec<String> = asks.map(|ask| bench.words.tool(&format!("ask.{}", ask.id)).to_string()).collect();
    (!all.is_empty()).then(|| (all.join("; "), all.len()))
}

fn requirement_row(bench: &Bench, at: usize, id: RequirementId, schemes: &[&Scheme], second: Option<&Words>) -> Row {
    let words = &bench.words;
    let record = bench.view.dossier.record(id);
    // The two halves of the answer, as far as a control would be.
    let far = |score: Option<belfry_engine::maturity::Score>| {
        score.map(|score| match score.get() {
            3.. => Progress::InPlace,
            2 => Progress::Partly,
            0..=1 => Progress::Planned,
        })
    };
    let state = ControlState {
        documentation: far(record.documentation),
        implementation: far(record.implementation),
        applicability: match record.answer() {
            Answer::NotApplicable => Applicability::Excluded,
            Answer::Open | Answer::Scored { .. } => Applicability::Included,
        },
    };
    let law_asks = bench.requirement_at(at).map(|one| bench.law_asks(one)).unwrap_or_default();
    let useful: Vec<usize> = bench
        .mapping()
        .of_requirement(at)
        .iter()
        .filter(|pair| pair.grade != Grade::Related)
        .map(|pair| pair.control)
        .collect();
    let mark = |scheme: &&Scheme| {
        let said = match scheme.id.as_str() {
            "cyfun" => Some((words.get(Key::MatrixItself).to_string(), 1)),
            "iso27001" => {
                let ids: Vec<String> =
                    useful.iter().filter_map(|at| bench.controls().get(*at)).map(|one| one.id.to_string()).collect();
                (!ids.is_empty()).then(|| (ids.join(", "), ids.len()))
            }
            "nis2" => asked(bench, law_asks.iter().copied()),
            // Other schemes by way of the controls that the requirement shares with them.
            _ => asked(
                bench,
                bench.asks(scheme).filter(|ask| ask.controls.iter().any(|control| useful.contains(control))),
            ),
        };
        said.map(|(said, count)| Mark { standing: Standing::of(state), said, count })
    };
    let pieces = bench.evidence_for(&Target::Requirement(id));
    let mut owners: Vec<String> = pieces.iter().map(|(_, piece)| piece.owner.clone()).collect();
    owners.push(record.owner.clone());
    Row {
        key: id.to_string(),
        id: html! { <span class="identifier">{ id.to_string() }</span> },
        title: bench.requirement_title(id),
        second: second
            .map(|words| (words.language(), words.requirement(id).map(|said| said.title.clone()).unwrap_or_default())),
        state,
        evidence: pieces.len(),
        owners,
        marks: schemes.iter().map(mark).collect(),
        detail: Detail::Requirement(at, id),
    }
}

fn wanted(row: &Row, filter: &Filter, schemes: &[&Scheme]) -> bool {
    let by_scheme = filter.scheme.as_ref().is_none_or(|id| {
        let at = schemes.iter().position(|scheme| scheme.id == *id);
        at.and_then(|at| row.marks.get(at)).is_none_or(Option::is_some)
    });
    let by_standing = match &*filter.standing {
        "gaps" => matches!(Standing::of(row.state), Standing::Part | Standing::Nothing),
        "whole" => Standing::of(row.state) == Standing::Whole,
        _ => true,
    };
    let by_evidence = match &*filter.evidence {
        "with" => row.evidence > 0,
        "without" => row.evidence == 0,
        _ => true,
    };
    let owner = filter.owner.trim().to_lowercase();
    let by_owner = owner.is_empty() || row.owners.iter().any(|one| one.to_lowercase().contains(&owner));
    by_scheme && by_standing && by_evidence && by_owner
}

fn draw_row(bench: &Bench, row: &Row, schemes: &[&Scheme], open: &UseStateHandle<Option<String>>) -> Html {
    let is_open = open.as_deref() == Some(&row.key);
    let toggle = {
        let (open, key) = (open.clone(), row.key.clone());
        Callback::from(move |_: MouseEvent| {
            open.set(if open.as_ref() == Some(&key) { None } else { Some(key.clone()) })
        })
    };
    let cell = |(mark, scheme): (&Option<Mark>, &&Scheme)| match mark {
        None => html! { <td></td> },
        Some(mark) => {
            // One node a cell: the shape and the figure come from the style sheet, the words from the label. A phone draws
            // thousands of them.
            let (_, class, key) = mark.standing.looks();
            let said = format!("{}: {}", bench.words.get(key), mark.said);
            let count = (mark.count > 1).then(|| mark.count.to_string());
            html! { <td class={classes!("mark", class, format!("scheme-{}", scheme.id))} title={mark.said.clone()} aria-label={said} data-count={count}></td> }
        }
    };
    html! {
        <>
            <tr key={row.key.clone()}>
                <th scope="row">
                    <button type="button" class="matrix-open" aria-expanded={is_open.to_string()} onclick={toggle}>
                        { row.id.clone() }<span>{ &row.title }if let Some((language, second)) = &row.second { <span class="second" lang={language.code()}>{ second }</span> }</span>
                    </button>
                </th>
                { for row.marks.iter().zip(schemes).map(cell) }
                <td class="number">{ row.evidence }</td>
            </tr>
            if is_open { <tr key={format!("{}-more", row.key)} class="matrix-more"><td colspan={(schemes.len() + 2).to_string()}>{ detail(bench, row, schemes) }</td></tr> }
        </>
    }
}

/// What each scheme asks of the row, with its source, and the evidence there is.
fn detail(bench: &Bench, row: &Row, schemes: &[&Scheme]) -> Html {
    let words = &bench.words;
    let (controls, target): (Vec<usize>, Target) = match &row.detail {
        Detail::Control(at, id) => (vec![*at], Target::Control(id.clone())),
        Detail::Requirement(at, id) => {
            let pairs = bench.mapping().of_requirement(*at).iter().filter(|pair| pair.grade != Grade::Related);
            (pairs.map(|pair| pair.control).collect(), Target::Requirement(*id))
        }
    };
    let ask = |scheme: &Scheme, ask: &Ask| {
        html! { <li>{ words.tool(&format!("ask.{}", ask.id)) }{ " " }{ bench.citations(&ask.law) }{ " " }{ bench.certainty(&scheme.id, ask.certainty) }</li> }
    };
    let scheme = |scheme: &&Scheme| {
        let by_control = || bench.asks(scheme).filter(|ask| ask.controls.iter().any(|at| controls.contains(at)));
        let asks: Vec<&Ask> = match &row.detail {
            Detail::Requirement(at, _) if scheme.id.as_str() == "nis2" => {
                bench.requirement_at(*at).map(|one| bench.law_asks(one)).unwrap_or_default()
            }
            Detail::Requirement(..) | Detail::Control(..) => by_control().collect(),
        };
        if asks.is_empty() {
            return Html::default();
        }
        html! { <li><strong>{ words.tool(&format!("scheme.{}.name", scheme.id)) }</strong><ul>{ for asks.into_iter().map(|one| ask(scheme, one)) }</ul></li> }
    };
    let pairs = match &row.detail {
        Detail::Requirement(at, _) => {
            html! { <ul role="list" class="pairs">{ for bench.mapping().of_requirement(*at).iter().map(|pair| pair_line(bench, pair)) }</ul> }
        }
        Detail::Control(at, _) => {
            let serves = bench.mapping().of_control(*at).filter(|pair| pair.grade != Grade::Related);
            let serves = serves
                .filter_map(|pair| bench.requirement_at(pair.requirement))
                .filter(|one| one.applies_at(bench.report.level));
            html! { <ul class="columns">{ for serves.map(|one| html! { <li>{ bench.requirement_link(one.id) }</li> }) }</ul> }
        }
    };
    let pieces = bench.evidence_for(&target);
    html! {
        <div class="stack">
            <ul role="list" class="stack-tight">{ for schemes.iter().map(scheme) }</ul>
            { pairs }
            if !pieces.is_empty() {
                <p><strong>{ words.get(Key::MatrixEvidence) }</strong></p>
                <ul>{ for pieces.iter().map(|(_, piece)| html! { <li>{ &piece.title }{ " " }<span class="soft">{ &piece.place }</span></li> }) }</ul>
            }
        </div>
    }
}

/// What each scheme adds, and how sure that is.
fn legend(bench: &Bench, schemes: &[&Scheme]) -> Html {
    let words = &bench.words;
    let row = |scheme: &&Scheme| {
        html! {
            <div class="duty" key={scheme.id.to_string()}>
                <dt class={classes!("scheme", format!("scheme-{}", scheme.id))}>{ words.tool(&format!("scheme.{}.name", scheme.id)) }</dt>
                <dd>{ words.tool(&format!("scheme.{}.adds", scheme.id)) }{ " " }{ bench.certainty(&scheme.id, scheme.certainty) }</dd>
            </div>
        }
    };
    html! {
        <section class="stack" aria-labelledby="matrix-legend">
            <h2 id="matrix-legend">{ words.get(Key::MatrixAdds) }</h2>
            <dl>{ for schemes.iter().map(row) }</dl>
        </section>
    }
}

/// The matrix as it stands, for a file: headings, then rows.
fn table(bench: &Bench, rows: &[Row], schemes: &[&Scheme]) -> Vec<Vec<String>> {
    let words = &bench.words;
    let mut headings = vec![words.get(Key::MatrixNumber).to_string(), words.get(Key::MatrixTitle).to_string()];
    let bilingual = rows.iter().any(|row| row.second.is_some());
    if bilingual {
        headings.push(words.get(Key::MatrixSecond).to_string());
    }
    headings.extend(schemes.iter().map(|scheme| words.tool(&format!("scheme.{}.name", scheme.id)).to_string()));
    headings.push(words.get(Key::MatrixEvidence).to_string());
    let line = |row: &Row| {
        let mut cells = vec![row.key.clone(), row.title.to_string()];
        if bilingual {
            cells.push(row.second.as_ref().map(|(_, title)| title.to_string()).unwrap_or_default());
        }
        cells.extend(row.marks.iter().map(|mark| match mark {
            Some(mark) => format!("{}: {}", words.get(mark.standing.looks().2), mark.said),
            None => String::new(),
        }));
        cells.push(row.evidence.to_string());
        cells
    };
    [headings].into_iter().chain(rows.iter().map(line)).collect()
}
