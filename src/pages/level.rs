//! Which assurance level: what follows from the class, what the selection tool says, what each choice means.

use super::{
    lead::lead,
    levels::{assurance_key, framework_name},
    scope::{balance_sheet_field, turnover_field},
};
use crate::{
    address::Route,
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        icon::{Picture, icon},
        link::{Place, link},
    },
    desk::{Mode, Study},
    format,
    key::Key,
};
use belfry_dossier::{
    action::Action,
    selection::{CellPlace, CellValue},
};
use belfry_engine::{
    catalogue::Catalogue,
    identifier::FrameworkId,
    level::AssuranceLevel,
    selection::{Aim, SelectionResult, SelectionSize, Sheet},
    size::money_matters,
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Which assurance level.
pub fn level(desk: &Study) -> Html {
    let words = &desk.words;
    let advice = &desk.report.advice;
    let onchoose = desk.acting(|code: AttrValue| Action::Target(AssuranceLevel::from_code(&code)));
    let choices: Vec<Choice> = AssuranceLevel::ALL.into_iter().map(|level| choice(desk, level)).collect();
    let reason = match (advice.by_class, &desk.report.classification) {
        (Some(_), Some(found)) if !found.disapplied.is_empty() => words.get(Key::LevelDisapplied),
        (Some(level), _) => words.fill(Key::LevelByClass, &[("level", &words.get(assurance_key(level)))]),
        (None, Some(_)) => words.fill(Key::LevelNoClass, &[("level", &words.get(assurance_key(advice.suggested)))]),
        (None, None) => words.get(Key::LevelUnknown),
    };
    html! {
        <div class="page-narrow stack-wide">
            <header class="stack">
                <h1 tabindex="-1">{ words.get(Key::TitleLevel) }</h1>
                <p class="lead">{ reason }</p>
                if desk.report.classification.is_none() {
                    <p>{ link(desk, Route::Scope(None), classes!("button"), Place::Elsewhere, html! { <>{ words.get(Key::NeedsScopeGo) }</> }) }</p>
                }
            </header>
            { choice_list(ChoiceList { id: "level".into(), legend: words.get(Key::LevelChoose), legend_place: LegendPlace::Shown, hint: words.get(Key::LevelChooseHint), many: Many::One, choices, onchoose }) }
            <p class="spread screen-only">
                <span />
                if desk.surroundings.wishes.mode == Mode::Full {
                    { link(desk, Route::Answers(None), classes!("button", "button-main"), Place::Elsewhere, html! { <>{ words.get(Key::LevelToAnswers) }{ icon(Picture::Right, "") }</> }) }
                }
            </p>
            { version(desk) }
            <section class="stack" aria-labelledby="selection">
                <h2 id="selection">{ words.get(Key::SelectionTitle) }</h2>
                <p>{ words.get(Key::SelectionLead) }</p>
                { selection(desk) }
            </section>
            if desk.surroundings.wishes.mode == Mode::Level {
                { lead(desk) }
                <slot name="call-to-action"></slot>
            }
        </div>
    }
}

/// Which version of the framework: the newest, or one begun before.
fn version(desk: &Study) -> Html {
    let words = &desk.words;
    let at_hand = &desk.view.dossier.framework;
    let choice = |catalogue: &Catalogue| {
        let newest = catalogue.id == desk.content.newest.id;
        Choice {
            value: catalogue.id.to_string().into(),
            title: framework_name(&catalogue.id).into(),
            detail: words.get(if newest { Key::VersionNewest } else { Key::VersionOlder }),
            chosen: catalogue.id == *at_hand,
        }
    };
    let mut choices: Vec<Choice> = desk.content.catalogues().map(choice).collect();
    choices.reverse();
    let onchoose = {
        let desk = desk.clone();
        Callback::from(move |id: AttrValue| {
            if let Ok(id) = FrameworkId::parse(&id) {
                desk.act(Action::Framework(id));
            }
        })
    };
    let older = *at_hand != desk.content.newest.id;
    html! {
        <section class="stack" aria-labelledby="version">
            <h2 id="version">{ words.get(Key::VersionTitle) }</h2>
            { choice_list(ChoiceList { id: "version-list".into(), legend: words.get(Key::VersionTitle), legend_place: LegendPlace::Unseen, hint: AttrValue::default(), many: Many::One, choices, onchoose }) }
            if older {
                <p>{ link(desk, Route::Carry, classes!("button"), Place::Elsewhere, html! { <>{ words.get(Key::CarryTitle) }{ icon(Picture::Right, "") }</> }) }</p>
            }
        </section>
    }
}

fn choice(desk: &Study, level: AssuranceLevel) -> Choice {
    let words = &desk.words;
    let advice = &desk.report.advice;
    let name = words.get(assurance_key(level));
    let title = if level == advice.suggested { words.fill(Key::LevelSuggested, &[("level", &name)]) } else { name };
    let detail = match level.scored() {
        None => words.get(Key::LevelSmallMeans),
        Some(scored) => {
            let catalogue = desk.catalogue();
            let asked = catalogue.at_level(scored).count().to_string();
            let keys =
                catalogue.at_level(scored).filter(|(_, requirement)| requirement.is_key_at(scored)).count().to_string();
            let gates = catalogue.thresholds.at(scored);
            let key_gate = format::maturity(words.language(), gates.key_measure);
            let total_gate = format::maturity(words.language(), gates.total);
            let means = match level {
                AssuranceLevel::Small | AssuranceLevel::Basic => Key::LevelBasicMeans,
                AssuranceLevel::Important => Key::LevelImportantMeans,
                AssuranceLevel::Essential => Key::LevelEssentialMeans,
            };
            words.fill(means, &[("asked", &asked), ("keys", &keys), ("key", &key_gate), ("total", &total_gate)])
        }
    };
    Choice { value: level.code().into(), title, detail, chosen: level == advice.target }
}

fn selection(desk: &Study) -> Html {
    let words = &desk.words;
    let advice = &desk.report.advice;
    let profile = &desk.view.dossier.profile;
    if advice.by_selection.is_empty() {
        return html! { <p class="note">{ words.get(Key::SelectionNone) }</p> };
    }
    let staff = profile.staff.unwrap_or_default();
    let open = money_matters(staff) && (profile.turnover.is_none() || profile.balance_sheet.is_none());
    let size = advice.size.map(|size| words.get(size_key(size))).unwrap_or_default();
    html! {
        <>
            <p>{ words.fill(Key::SelectionSize, &[("size", &size)]) }</p>
            if open {
                <div class="note stack">
                    <p>{ words.get(Key::SelectionMoney) }</p>
                    { turnover_field(desk, "level-turnover") }
                    { balance_sheet_field(desk, "level-balance-sheet") }
                </div>
            }
            if advice.by_selection.len() > 1 { <p>{ words.get(Key::SelectionSeveral) }</p> }
            { for advice.by_selection.iter().map(|result| sheet(desk, result)) }
        </>
    }
}

const fn size_key(size: SelectionSize) -> Key {
    match size {
        SelectionSize::Small => Key::SizeSmall,
        SelectionSize::Medium => Key::SizeMedium,
        SelectionSize::Large => Key::SizeLarge,
    }
}

fn sheet(desk: &Study, result: &SelectionResult) -> Html {
    let words = &desk.words;
    let Some(sheet) = desk.content.selection.sheet(&result.sheet) else { return Html::default() };
    let level = words.get(assurance_key(result.level.assurance()));
    let score = format::number(words.language(), result.score.to_f64(), 1);
    let name = sheet_name(desk, sheet);
    let changed =
        desk.view.dossier.selection.cells.get(&sheet.id).map_or(0, belfry_engine::collections::Map::len) as u64;
    html! {
        <div class="card stack" key={sheet.id.to_string()}>
            <h3>{ &name }</h3>
            <p class="lead">{ words.fill(Key::SelectionResult, &[("score", &score), ("level", &level)]) }</p>
            if changed > 0 { <p class="small">{ words.counted(Key::SelectionChanged, changed) }</p> }
            <details>
                <summary>{ words.get(Key::SelectionCells) }</summary>
                <p class="small soft">{ words.get(Key::SelectionCellsLead) }</p>
                { cells(desk, sheet, &name) }
            </details>
        </div>
    }
}

fn sheet_name(desk: &Study, sheet: &Sheet) -> AttrValue {
    let law = &desk.law;
    let mut names: Vec<AttrValue> = Vec::new();
    for sector in &law.sectors {
        let in_sheet = |id: &belfry_engine::identifier::EntityTypeId| {
            law.entity_type(id).is_some_and(|kind| kind.sector == sector.id)
        };
        if sheet.entity_types.iter().any(in_sheet) {
            names.push(desk.words.law(&format!("sector.{}", sector.id)));
        }
    }
    format!("{} · {}", sheet.id, names.join(", ")).into()
}

fn cells(desk: &Study, sheet: &Sheet, name: &AttrValue) -> Html {
    let words = &desk.words;
    let tool = &desk.content.selection;
    let actors: Vec<AttrValue> = tool.actors.iter().map(|actor| words.law(&format!("actor.{actor}"))).collect();
    let row = |(attack, kind): (u8, &belfry_engine::selection::Attack)| {
        let attack_name = words.law(&format!("attack.{}", kind.code));
        let aim = match kind.aim {
            Aim::Global => words.get(Key::SelectionGlobal),
            Aim::Targeted => words.get(Key::SelectionTargeted),
        };
        let impact = cell(
            desk,
            sheet,
            CellPlace::Impact(attack),
            &format!("{attack_name}, {}", words.get(Key::SelectionImpact)),
        );
        let probabilities = (0_u8..).zip(&actors).map(|(actor, actor_name)| {
            cell(desk, sheet, CellPlace::Probability(attack, actor), &format!("{attack_name}, {actor_name}"))
        });
        html! { <tr key={kind.code.clone()}><th scope="row">{ &attack_name }<br /><span class="soft small">{ aim }</span></th>{ impact }{ for probabilities }</tr> }
    };
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label={name.clone()}>
            <table class="cells">
                <caption class="unseen">{ name }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ words.get(Key::SelectionAttack) }</th>
                        <th scope="col">{ words.get(Key::SelectionImpact) }</th>
                        { for actors.iter().map(|actor| html! { <th scope="col">{ actor }</th> }) }
                    </tr>
                </thead>
                <tbody>{ for (0_u8..).zip(&tool.attacks).map(row) }</tbody>
            </table>
        </div>
    }
}

fn cell(desk: &Study, sheet: &Sheet, place: CellPlace, label: &str) -> Html {
    let words = &desk.words;
    let default = sheet.default_of(place).unwrap_or(CellValue::Low);
    let edited = desk.view.dossier.selection.cells.get(&sheet.id).and_then(|cells| cells.get(&place)).copied();
    let value = edited.unwrap_or(default);
    let id = sheet.id.clone();
    let onchange = desk.acting(move |event: Event| {
        let chosen =
            event.target_dyn_into::<HtmlSelectElement>().and_then(|select| CellValue::from_code(&select.value()));
        Action::Selection(id.clone(), place, chosen.filter(|chosen| *chosen != default))
    });
    let option = |option: CellValue| {
        let name = words.get(match option {
            CellValue::Low => Key::CellLow,
            CellValue::Medium => Key::CellMedium,
            CellValue::High => Key::CellHigh,
        });
        html! { <option value={option.code()} selected={option == value}>{ name }</option> }
    };
    let changed = edited.is_some();
    let label = if changed { format!("{label}, {}", words.get(Key::SelectionDiffers)) } else { label.to_owned() };
    html! {
        <td class={classes!(changed.then_some("cell-changed"))}>
            <select class="input" aria-label={label} {onchange}>{ for CellValue::ALL.into_iter().map(option) }</select>
        </td>
    }
}
