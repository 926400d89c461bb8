//! Who does what when: settings, the result in one sentence, a chart with its table, three buckets, a list for each role, what
//! moved since the plan was agreed.

mod chart;
mod gantt;
mod list;
mod moved;
mod panel;
mod result;
pub(super) mod say;
mod settings;

use super::{
    circumstances::{agreed_plan, circumstances, tasks},
    table::{Table, head},
};
use crate::{
    browser,
    components::select::{LabelPlace, Select, select},
    key::Key,
    pages::knower_key,
};
use belfry_engine::{
    catalogue::Knower,
    identifier::MeasureId,
    schedule::{Changes, Planned, Remedies, Schedule, Task, by_role, changes, remedies, schedule},
};
use say::Say;
use yew::prelude::*;

/// The page.
pub fn page(table: &Table) -> Html {
    html! { <Page table={table.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct PageProps {
    table: Table,
}

/// The plan with everything that follows from it.
struct Sheet<'page> {
    table: &'page Table,
    tasks: &'page [Task],
    found: &'page Schedule,
    remedies: Option<&'page Remedies>,
    /// The plan that was agreed, and what moved since.
    agreed: Option<&'page (Schedule, Changes)>,
    /// A measure to be opened.
    open: Callback<MeasureId>,
}

impl Sheet<'_> {
    /// Whether the end of the plan hangs on it.
    fn is_critical(&self, measure: &MeasureId) -> bool {
        self.found.critical.iter().any(|link| link.measure == *measure)
    }

    /// Whether it was to be done before today and is not.
    fn has_slipped(&self, planned: &Planned) -> bool {
        let agreed = self.agreed.and_then(|(agreed, _)| agreed.task(&planned.measure));
        agreed.is_some_and(|agreed| agreed.ends < self.found.today)
    }

    /// A measure's name, which opens it.
    fn opener(&self, measure: &MeasureId) -> Html {
        let (open, id) = (self.open.clone(), measure.clone());
        let onclick = Callback::from(move |_: MouseEvent| open.emit(id.clone()));
        html! { <button type="button" class="link" {onclick}>{ self.table.measure(measure) }</button> }
    }
}

/// What is to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Chart,
    Role(Knower),
}

impl Part {
    fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Chart => "chart",
            Self::Role(role) => role.code(),
        }
    }

    fn from_code(code: &str) -> Self {
        match (code, Knower::from_code(code)) {
            (_, Some(role)) => Self::Role(role),
            ("chart", None) => Self::Chart,
            (_, None) => Self::Whole,
        }
    }

    /// The class of a section: what is not to be printed is on the screen only.
    fn class_of(self, section: Self) -> &'static str {
        if self == Self::Whole || self == section { "" } else { "screen-only" }
    }
}

#[component]
fn Page(props: &PageProps) -> Html {
    let table = &props.table;
    let opened = use_state(|| None::<MeasureId>);
    let part = use_state(|| Part::Whole);
    let tasks = tasks(table);
    let wishes = circumstances(table);
    let today = table.view.today;
    // The work of a keystroke is done once, and not at all where the keystroke changed nothing of this.
    let found = use_memo((tasks.clone(), wishes.clone(), today), |(tasks, wishes, today)| {
        (schedule(tasks, wishes, *today), remedies(tasks, wishes, *today))
    });
    let agreed = table.tools().arrangement.agreed.clone();
    let agreed = use_memo((agreed, tasks.clone(), wishes, today), |(agreed, ..)| {
        let before = agreed_plan(table, agreed.as_ref()?);
        let moved = changes(&before, &found.0);
        Some((before, moved))
    });
    let open = {
        let opened = opened.clone();
        Callback::from(move |measure: MeasureId| opened.set(Some(measure)))
    };
    let (found, remedies) = &*found;
    let sheet =
        Sheet { table, tasks: &tasks, found, remedies: remedies.as_ref(), agreed: agreed.as_ref().as_ref(), open };
    let close = {
        let opened = opened.clone();
        Callback::from(move |()| opened.set(None))
    };
    html! {
        <div class="stack-wide schedule">
            { head(table, Key::TitleSchedule, Key::ScheduleLead) }
            <div class={classes!("stack", part.class_of(Part::Chart))}>{ result::result(&sheet) }</div>
            { print_row(&sheet, &part) }
            <settings::Settings table={table.clone()} />
            if sheet.agreed.is_some() { <div class={part.class_of(Part::Whole)}>{ moved::moved(&sheet) }</div> }
            if !found.planned.is_empty() {
                <section class={classes!("stack", "schedule-chart", part.class_of(Part::Chart))} aria-labelledby="schedule-chart">{ chart::chart(&sheet) }</section>
                <div class={part.class_of(Part::Whole)}>{ list::buckets(&sheet) }</div>
                <section class={classes!("stack", (*part == Part::Chart).then_some("screen-only"))} aria-labelledby="schedule-roles">{ list::roles(&sheet, *part) }</section>
            }
            <div class={part.class_of(Part::Whole)}>{ list::aside(&sheet) }</div>
            if let Some(measure) = &*opened { { panel::panel(&sheet, measure, close) } }
        </div>
    }
}

/// What is printed, and the button that does.
fn print_row(sheet: &Sheet<'_>, part: &UseStateHandle<Part>) -> Html {
    let words = &sheet.table.words;
    let option = |part: Part, name: AttrValue| (AttrValue::from(part.code()), name);
    let mut options = vec![
        option(Part::Whole, words.get(Key::SchedulePrintWhole)),
        option(Part::Chart, words.get(Key::ScheduleChart)),
    ];
    options
        .extend(by_role(sheet.found).iter().map(|one| option(Part::Role(one.role), words.get(knower_key(one.role)))));
    let onchange = {
        let part = part.clone();
        Callback::from(move |code: AttrValue| part.set(Part::from_code(&code)))
    };
    let print = Callback::from(|_: MouseEvent| browser::print());
    html! {
        <div class="row screen-only schedule-print">
            { select(Select { id: "schedule-print".into(), label: words.get(Key::SchedulePrint), label_place: LabelPlace::Shown, options, value: part.code().into(), onchange }) }
            <button type="button" class="button" onclick={print}>{ words.get(Key::Print) }</button>
        </div>
    }
}
