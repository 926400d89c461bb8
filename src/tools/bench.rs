//! What every tool works with: the study, the facts of the tools, and short ways to say and change things.

use crate::{
    address::{Route, Tool},
    components::{
        field::{Field, Kind, field},
        frame::tool_title,
        icon::{Picture, icon},
        link::{Place, link},
        status::{Standing, status_tag},
        when::{Precision, When},
    },
    desk::{Shared, Study},
    key::Key,
    language::Language,
    pages::citation::{certainty, citation, place},
    words::Words,
};
use belfry_content::tools::Tools as Facts;
use belfry_dossier::{
    action::Action,
    evidence::{Evidence, Target},
    tools::{Shelf, Shown, Tools},
};
use belfry_engine::{
    calendar::{Due, Identified},
    catalogue::{Dimension, Requirement},
    control::{Control, ControlState, Progress},
    date::Date,
    identifier::{ControlId, DutyId, RequirementId, SchemeId},
    law::{Certainty, LegalReference},
    mapping::Mapping,
    scheme::{Ask, Known, Scheme},
};
use belfry_exchange::export::dates::{self, Obligations};
use std::{ops::Deref, rc::Rc};
use yew::prelude::*;

/// Everything that a tool works with.
#[derive(Clone, PartialEq)]
pub struct Bench {
    /// What every later page works with.
    pub study: Study,
    /// The facts of the tools.
    pub facts: Shared<Facts>,
    /// What was entered in the tools.
    pub entered: Rc<Tools>,
}

/// What a tool that has state of its own needs.
#[derive(Properties, PartialEq)]
pub struct BenchProps {
    /// Everything that it works with.
    pub bench: Bench,
}

impl Deref for Bench {
    type Target = Study;

    fn deref(&self) -> &Study {
        &self.study
    }
}

impl Bench {
    /// What was entered in the tools.
    pub fn tools(&self) -> &Tools {
        &self.entered
    }

    /// The mapping of the framework at hand.
    pub fn mapping(&self) -> &Mapping {
        self.facts.mapping(&self.catalogue().id)
    }

    /// The states of all controls, by position.
    pub fn states(&self) -> Vec<ControlState> {
        self.tools().states(&self.facts.controls)
    }

    /// Every clause and control.
    pub fn controls(&self) -> &[Control] {
        self.facts.controls.all()
    }

    /// The requirement at a position.
    pub fn requirement_at(&self, at: usize) -> Option<&Requirement> {
        self.catalogue().requirements.get(at)
    }

    /// The points of the law (article 30, § 3) that a requirement serves.
    pub fn law_asks(&self, requirement: &Requirement) -> Vec<&Ask> {
        let law = self.facts.schemes.all.iter().filter(|scheme| scheme.id.as_str() == "nis2");
        let number = |ask: &&Ask| ask.id.as_str().rsplit('.').next().and_then(|number| number.parse::<u8>().ok());
        let asks = law.flat_map(|scheme| self.asks(scheme));
        asks.filter(|ask| number(ask).is_some_and(|number| requirement.law_points.contains(&number))).collect()
    }

    /// The day as people read it.
    pub fn day(&self, date: Date) -> String {
        crate::format::date(self.words.language(), date)
    }

    /// The evidence that serves something, with its place in the register.
    pub fn evidence_for(&self, target: &Target) -> Vec<(usize, &Evidence)> {
        let all = self.study.view.dossier.evidence.iter().enumerate();
        all.filter(|(_, piece)| piece.serves.contains(target)).collect()
    }

    /// How many pieces for one half serve something.
    pub fn proofs(&self, target: &Target, dimension: Dimension) -> usize {
        self.evidence_for(target).iter().filter(|(_, piece)| piece.dimension == dimension).count()
    }

    /// Whether a control has evidence of practice.
    pub fn is_proven(&self, control: usize) -> bool {
        let id = self.controls().get(control).map(|control| control.id.clone());
        id.is_some_and(|id| self.proofs(&Target::Control(id), Dimension::Implementation) > 0)
    }

    /// Whether the verdict has a duty.
    pub fn has_duty(&self, duty: &DutyId) -> bool {
        self.report.classification.as_ref().is_some_and(|found| found.duties.contains(duty))
    }

    /// What is known about the organisation, as far as schemes are concerned.
    pub fn known(&self) -> Known<'_> {
        dates::known(&self.study.view.dossier, &self.report)
    }

    /// Whether a scheme concerns the entity, as far as the scope answers tell.
    pub fn concerns(&self, scheme: &Scheme) -> bool {
        scheme.concerns.holds(&self.known())
    }

    /// Whether a scheme is shown: as the user chose, else where it concerns the entity.
    pub fn shows(&self, scheme: &Scheme) -> bool {
        match self.tools().schemes.get(&scheme.id) {
            Some(Shown::On) => true,
            Some(Shown::Off) => false,
            None => self.concerns(scheme),
        }
    }

    /// Whether a scheme binds the entity: where it concerns it, or the user says so. Hiding a column lifts no duty.
    pub fn binds(&self, id: &SchemeId) -> bool {
        dates::binds(&self.facts.schemes, id, &self.known(), self.tools())
    }

    /// Whether a duty holds, or may hold because the law's reach is not known yet.
    pub fn may_have_duty(&self, duty: Option<&DutyId>) -> bool {
        let known = self.known();
        duty.is_none_or(|duty| known.has_duty(duty) || known.is_open())
    }

    /// What a scheme asks of the entity.
    pub fn asks<'scheme>(&self, scheme: &'scheme Scheme) -> impl Iterator<Item = &'scheme Ask> {
        let chosen = self.tools().schemes.get(&scheme.id) == Some(&Shown::On);
        scheme.asks.iter().filter(move |ask| chosen || self.may_have_duty(ask.duty.as_ref()))
    }

    /// Whether the terms of the law run from a decision of the authority.
    pub fn identified(&self) -> Identified {
        dates::identified(&self.law, &self.report)
    }

    /// What falls due for the entity, earliest first.
    pub fn dues(&self) -> Vec<Due<'_>> {
        let facts = Obligations { law: &self.law, schemes: &self.facts.schemes, all: &self.facts.calendar };
        dates::dues(facts, &self.study.view.dossier, &self.report, self.tools(), self.study.view.today)
    }

    /// A callback that changes what was entered in the tools. `field` names the text being typed, or is empty.
    pub fn changing<IN: 'static>(&self, field: String, change: impl Fn(&mut Tools, IN) + 'static) -> Callback<IN> {
        let entered = self.entered.clone();
        self.acting(move |input: IN| {
            let mut tools = Tools::clone(&entered);
            change(&mut tools, input);
            Action::Tools(Shelf::holding(tools), field.clone())
        })
    }

    /// A text field.
    pub fn text_field(
        &self,
        id: &str,
        label: AttrValue,
        kind: Kind,
        value: &str,
        change: impl Fn(&mut Tools, String) + 'static,
    ) -> Html {
        let oninput = self.changing(id.to_owned(), change);
        field(Field {
            id: id.to_owned().into(),
            label,
            hint: AttrValue::default(),
            error: AttrValue::default(),
            unit: AttrValue::default(),
            kind,
            value: value.to_owned().into(),
            oninput,
        })
    }

    /// A field for a day.
    pub fn date_field(
        &self,
        id: &str,
        label: AttrValue,
        value: Option<Date>,
        change: impl Fn(&mut Tools, Option<Date>) + 'static,
    ) -> Html {
        let value = value.map(|date| date.to_string()).unwrap_or_default();
        let onvalue = self.changing(id.to_owned(), move |tools, text: String| change(tools, Date::parse(&text)));
        html! { <When id={id.to_owned()} {label} precision={Precision::Day} {value} {onvalue} /> }
    }

    /// The short title of a control.
    pub fn control_title(&self, id: &ControlId) -> AttrValue {
        self.words.tool(&format!("control.{id}"))
    }

    /// Its number and title.
    pub fn control_name(&self, id: &ControlId) -> Html {
        html! { <><span class="identifier">{ id.to_string() }</span>{ " " }{ self.control_title(id) }</> }
    }

    /// The short title of a requirement.
    pub fn requirement_title(&self, id: RequirementId) -> AttrValue {
        self.words.requirement(id).map(|said| said.title.clone()).unwrap_or_default()
    }

    /// Its number and title, as a way to its page.
    pub fn requirement_link(&self, id: RequirementId) -> Html {
        html! { <>{ link(self, Route::Answers(Some(id)), classes!("identifier"), Place::Elsewhere, html! { <>{ id.to_string() }</> }) }{ " " }{ self.requirement_title(id) }</> }
    }

    /// A way to another tool.
    pub fn tool_link(&self, tool: Tool) -> Html {
        let name = self.words.get(tool_title(&tool));
        link(self, Route::Tools(tool), Classes::new(), Place::Elsewhere, html! { <>{ name }</> })
    }

    /// How sure the project is of what a scheme asks; nothing is said of what is settled. Whom to ask hangs on the scheme.
    pub fn certainty(&self, scheme: &SchemeId, sure: Certainty) -> Html {
        let of_the_ccb = matches!(scheme.as_str(), "nis2" | "cyfun");
        if sure != Certainty::Uncertain || of_the_ccb {
            return certainty(self, sure);
        }
        html! { <span class="tag tag-near">{ icon(Picture::Question, "") }{ self.words.get(Key::ToolsUncertain) }</span> }
    }

    /// Where something stands, each a link to the text.
    pub fn citations(&self, law: &[LegalReference]) -> Html {
        let one = |(at, reference): (usize, &LegalReference)| {
            let known = self.facts.schemes.instruments.iter().find(|one| one.id == reference.instrument);
            let cited = match known {
                None => citation(self, reference),
                Some(instrument) => {
                    let name = self.words.tool(&format!("instrument.{}", instrument.id));
                    // A standard has numbers, a text of law has articles.
                    let text = if reference.article == "page" {
                        name
                    } else if instrument.id.as_str().starts_with("iso-") {
                        format!("{name}, {}", reference.article).into()
                    } else {
                        format!("{name}, {}", place(self, reference)).into()
                    };
                    html! { <a href={instrument.address.clone()} target="_blank" rel="noreferrer">{ text }</a> }
                }
            };
            html! { <>{ if at > 0 { " · " } else { "" } }{ cited }</> }
        };
        html! { <span class="article">{ for law.iter().enumerate().map(one) }</span> }
    }

    /// The pages of ISO 27001, so that one leads to the next.
    pub fn iso_pages(&self, here: &Tool) -> Html {
        let pages = [Tool::Iso, Tool::Cover, Tool::Fill, Tool::Check, Tool::Pages];
        let page = |tool: Tool| {
            let place = if tool == *here { Place::Here } else { Place::Elsewhere };
            let name = self.words.get(tool_title(&tool));
            html! { <li>{ link(self, Route::Tools(tool), classes!("tab"), place, html! { <>{ name }</> }) }</li> }
        };
        html! {
            <nav class="tabs screen-only" aria-label={self.words.get(Key::TitleIso)}>
                <ul role="list">{ for pages.into_iter().map(page) }</ul>
            </nav>
        }
    }

    /// A note that the mapping of another level is used, or that nothing is filled in yet.
    pub fn needs_statement(&self) -> Html {
        if self.states().iter().any(|state| state.is_known()) {
            return Html::default();
        }
        html! {
            <p class="note note-uncertain">{ self.words.get(Key::IsoEmpty) }{ " " }{ self.tool_link(Tool::Iso) }</p>
        }
    }
}

/// How far one half of a control is, in words.
pub const fn progress_key(progress: Option<Progress>) -> Key {
    match progress {
        Some(Progress::InPlace) => Key::ProgressInPlace,
        Some(Progress::Partly) => Key::ProgressPartly,
        Some(Progress::Planned) => Key::ProgressPlanned,
        Some(Progress::Absent) => Key::ProgressAbsent,
        None => Key::ProgressUnknown,
    }
}

/// How far one half of a control is, in word and shape.
pub fn progress_tag(bench: &Bench, progress: Option<Progress>) -> Html {
    let standing = match progress {
        Some(Progress::InPlace) => Standing::Met,
        Some(Progress::Partly) => Standing::Near,
        Some(Progress::Planned | Progress::Absent) => Standing::Short,
        None => Standing::Unknown,
    };
    status_tag(standing, bench.words.get(progress_key(progress)))
}

/// The two halves, in words.
pub const fn half_key(dimension: Dimension) -> Key {
    match dimension {
        Dimension::Documentation => Key::HalfWritten,
        Dimension::Implementation => Key::HalfDone,
    }
}

/// A heading with what the page is for.
pub fn head(bench: &Bench, title: Key, lead: Key) -> Html {
    html! {
        <header class="stack">
            <h1 tabindex="-1">{ bench.words.get(title) }</h1>
            <p class="lead">{ bench.words.get(lead) }</p>
        </header>
    }
}

/// The button that prints the page.
pub fn print_button(bench: &Bench) -> Html {
    let onclick = Callback::from(|_: MouseEvent| crate::browser::print());
    html! { <button type="button" class="button screen-only" {onclick}>{ bench.words.get(Key::ToolsPrint) }</button> }
}

/// Another language that the user asked for, and its words once they are here.
pub type Other = Option<(Language, Option<Shared<Words>>)>;
