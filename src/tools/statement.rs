//! The statement of applicability: every clause and control, with how far it is.

use super::{
    bench::{Bench, BenchProps, half_key, progress_key},
    files::export,
    import::ImportStatement,
};
use crate::{
    address::{Route, Tool},
    components::{
        field::{Field, Kind, field},
        link::{Place, link},
        select::{LabelPlace, Select, select},
    },
    key::Key,
};
use belfry_dossier::{evidence::Target, tools::ControlRecord};
use belfry_engine::{
    catalogue::Dimension,
    control::{Applicability, Control, Progress, Theme},
};
use yew::prelude::*;

/// The name of a part of the standard.
pub const fn theme_key(theme: Theme) -> Key {
    match theme {
        Theme::Clause => Key::ThemeClause,
        Theme::Organisational => Key::ThemeOrganisational,
        Theme::People => Key::ThemePeople,
        Theme::Physical => Key::ThemePhysical,
        Theme::Technological => Key::ThemeTechnological,
    }
}

/// The statement. One part of the standard is open at a time: a phone draws a few dozen rows, not 123.
#[component]
pub fn Statement(props: &BenchProps) -> Html {
    let bench = &props.bench;
    let words = &bench.words;
    let open = use_state(|| None::<Theme>);
    let sought = use_state(String::new);
    let known = bench.states().iter().filter(|state| state.is_known()).count();
    let all = bench.controls().len();
    let count = words.fill(Key::StatementCount, &[("known", &known.to_string()), ("all", &all.to_string())]);
    let search = {
        let sought = sought.clone();
        field(Field {
            id: "statement-search".into(),
            label: words.get(Key::StatementSearch),
            hint: AttrValue::default(),
            error: AttrValue::default(),
            unit: AttrValue::default(),
            kind: Kind::Text,
            value: (*sought).clone().into(),
            oninput: Callback::from(move |text: String| sought.set(text)),
        })
    };
    let needle = sought.trim().to_lowercase();
    let found = |control: &&Control| {
        let title = bench.control_title(&control.id).to_lowercase();
        title.contains(&needle) || control.id.as_str().to_lowercase().contains(&needle)
    };
    let list = if needle.is_empty() {
        html! { <>{ for Theme::ALL.into_iter().map(|theme| part(bench, theme, &open)) }</> }
    } else {
        html! { <ul role="list" class="controls-list">{ for bench.controls().iter().filter(found).map(|control| row(bench, control)) }</ul> }
    };
    html! {
        <section class="stack" aria-labelledby="statement">
            <div class="spread">
                <h2 id="statement">{ words.get(Key::StatementTitle) }</h2>
                <p class="soft" role="status">{ count }</p>
            </div>
            <p>{ words.get(Key::StatementLead) }</p>
            <ImportStatement bench={bench.clone()} />
            <p>{ export(bench, "statement", table(bench)) }</p>
            { search }
            { list }
        </section>
    }
}

/// The statement for a file; it reads back as it was.
fn table(bench: &Bench) -> Vec<Vec<String>> {
    let words = &bench.words;
    let headings = [
        Key::ImportControl,
        Key::MatrixTitle,
        Key::ImportApplies,
        Key::ImportDocumentation,
        Key::ImportImplementation,
        Key::ImportJustification,
        Key::ImportNote,
    ];
    belfry_exchange::statement::write(
        &bench.facts.controls,
        bench.tools(),
        headings.map(|key| words.get(key).to_string()),
        |id| bench.control_title(id).to_string(),
        |applicability| match applicability {
            Applicability::Included => words.get(Key::StatementApplies).to_string(),
            Applicability::Excluded => words.get(Key::StatementExcluded).to_string(),
        },
        |far| far.map(|far| words.get(progress_key(Some(far))).to_string()).unwrap_or_default(),
    )
}

fn part(bench: &Bench, theme: Theme, open: &UseStateHandle<Option<Theme>>) -> Html {
    let words = &bench.words;
    let of_theme: Vec<&Control> = bench.controls().iter().filter(|control| control.theme == theme).collect();
    let known = of_theme.iter().filter(|control| bench.tools().control(&control.id).state().is_known()).count();
    let is_open = **open == Some(theme);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(if *open == Some(theme) { None } else { Some(theme) }))
    };
    let count = words.fill(Key::StatementPart, &[("known", &known.to_string()), ("all", &of_theme.len().to_string())]);
    let id = format!("theme-{}", theme.code());
    let ids: Vec<_> = of_theme.iter().map(|control| control.id.clone()).collect();
    let rest = bench.changing(String::new(), move |tools, _: MouseEvent| {
        for id in &ids {
            let mut record = tools.control(id);
            if record.state().is_known() {
                continue;
            }
            record.documentation = Some(Progress::InPlace);
            record.implementation = Some(Progress::InPlace);
            tools.set_control(id.clone(), record);
        }
    });
    html! {
        <div class="card-plain stack" key={theme.code()}>
            <h3 class="part-heading">
                <button type="button" class="part-toggle" aria-expanded={is_open.to_string()} aria-controls={id.clone()} onclick={toggle}>
                    <span>{ words.get(theme_key(theme)) }</span><span class="soft">{ count }</span>
                </button>
            </h3>
            <div {id} class="stack">
                if is_open {
                    if known < of_theme.len() {
                        <p><button type="button" class="button" onclick={rest}>{ words.get(Key::StatementRest) }</button></p>
                    }
                    <ul role="list" class="controls-list">{ for of_theme.into_iter().map(|control| row(bench, control)) }</ul>
                }
            </div>
        </div>
    }
}

fn row(bench: &Bench, control: &Control) -> Html {
    let words = &bench.words;
    let id = &control.id;
    let record = bench.tools().control(id);
    let name = format!("{id} {}", bench.control_title(id));
    let half = |dimension: Dimension| {
        let mut options = vec![(AttrValue::default(), words.get(progress_key(None)))];
        let steps = Progress::ALL.into_iter().rev();
        options.extend(steps.map(|one| (one.code().into(), words.get(progress_key(Some(one))))));
        let value = record.state().half(dimension).map(Progress::code).unwrap_or_default().into();
        let control = id.clone();
        let onchange = bench.changing(String::new(), move |tools, code: AttrValue| {
            let record = tools.control(&control).with_half(dimension, Progress::from_code(&code));
            tools.set_control(control.clone(), record);
        });
        let label = format!("{}: {name}", words.get(half_key(dimension)));
        html! {
            <div class="half">
                <span class="small soft" aria-hidden="true">{ words.get(half_key(dimension)) }</span>
                { select(Select { id: format!("{}-{id}", dimension.code()).into(), label: label.into(), label_place: LabelPlace::Unseen, options, value, onchange }) }
            </div>
        }
    };
    let excluded = record.applicability == Applicability::Excluded;
    let exclude = {
        let control = id.clone();
        bench.changing(String::new(), move |tools, _: Event| {
            let record = tools.control(&control);
            let applicability = if excluded { Applicability::Included } else { Applicability::Excluded };
            tools.set_control(control.clone(), ControlRecord { applicability, ..record });
        })
    };
    let evidence = bench.evidence_for(&Target::Control(id.clone())).len();
    let box_id = format!("excluded-{id}");
    let reason = {
        let control = id.clone();
        let label = words.get(if excluded { Key::StatementWhyNot } else { Key::StatementWhy });
        bench.text_field(&format!("why-{id}"), label, Kind::Text, &record.justification, move |tools, text| {
            let record = tools.control(&control);
            tools.set_control(control.clone(), ControlRecord { justification: text, ..record });
        })
    };
    let note = {
        let control = id.clone();
        bench.text_field(
            &format!("note-{id}"),
            words.get(Key::StatementNote),
            Kind::Text,
            &record.note,
            move |tools, text| {
                let record = tools.control(&control);
                tools.set_control(control.clone(), ControlRecord { note: text, ..record });
            },
        )
    };
    let unexplained = excluded && record.justification.trim().is_empty();
    let count = words.counted(Key::StatementEvidence, evidence as u64);
    html! {
        <li class="control-row" key={id.to_string()}>
            <p class="control-name">{ bench.control_name(id) }</p>
            if !excluded {
                { half(Dimension::Documentation) }
                { half(Dimension::Implementation) }
            } else {
                <p class="control-excluded">{ words.get(Key::StatementExcluded) }</p>
            }
            <details open={unexplained}>
                <summary class="small">{ words.get(Key::StatementMore) }</summary>
                <div class="stack control-more">
                    if control.theme != Theme::Clause || excluded {
                        <label class="check" for={box_id.clone()}>
                            <input type="checkbox" id={box_id} checked={excluded} onchange={exclude} />
                            <span>{ words.get(Key::StatementExclude) }</span>
                        </label>
                    }
                    { reason }
                    if unexplained { <p class="field-error">{ words.get(Key::StatementUnexplained) }</p> }
                    { note }
                    <p class="small">{ link(bench, Route::Tools(Tool::Evidence), Classes::new(), Place::Elsewhere, html! { <>{ count }</> }) }</p>
                </div>
            </details>
        </li>
    }
}
