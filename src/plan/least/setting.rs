//! What a plan is made from, and what comes of it: the three courses first, then the calendar and the money.

use crate::{
    browser,
    desk::Shared,
    plan::{
        circumstances::{circumstances, prices},
        table::Table,
    },
};
use belfry_dossier::{action::Action, choices::Choices, planning::Planning, tools::Shelf};
use belfry_engine::{
    answer::Answer,
    catalogue::{Catalogue, Knower, Ledger, PersonDays},
    collections::{Map, Set},
    course::{Course, Obstacles, Way, obstacles, way},
    date::Date,
    gap::Path,
    level::ScoredLevel,
    optimum::{Aim, Limits, Problem},
    roadmap::{Pace, Plan, Roadmap, roadmap},
    schedule::{Schedule, left, price, schedule, tasks},
    size::Euro,
};
use std::{cell::RefCell, rc::Rc};
use web_sys::Element;
use yew::prelude::*;

/// What a plan is made from, beside the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Course, way of counting, decisions, budget.
    pub choices: Choices,
    /// Days of work a week.
    pub pace: PersonDays,
    /// The day to be ready, where the user set one.
    pub target: Option<Date>,
    /// One more person: who, and how many days a week.
    pub person: Option<(Knower, PersonDays)>,
}

impl Setting {
    /// As it is saved.
    pub fn saved(table: &Table) -> Self {
        Self {
            choices: table.tools().choices.clone(),
            pace: table.report.roadmap.pace,
            target: table.view.dossier.planning.target,
            person: None,
        }
    }

    /// Saves it.
    pub fn take_over(&self, table: &Table) {
        let before = Self::saved(table);
        let planning = &table.view.dossier.planning;
        let pace = if self.pace == before.pace { planning.pace } else { Some(self.pace) };
        let next = Planning { pace, target: self.target, ..planning.clone() };
        if next != *planning {
            table.act(Action::Planning(Box::new(next)));
        }
        let mut tools = table.tools().clone();
        tools.choices = self.choices.clone();
        if let Some((role, extra)) = self.person {
            let time = &mut tools.arrangement.conditions.time;
            let mut now = time.get(&role).cloned().unwrap_or_default();
            now.per_week = Some(now.per_week.unwrap_or(self.pace).plus(extra));
            now.changes.iter_mut().for_each(|change| change.per_week = change.per_week.plus(extra));
            time.insert(role, now);
        }
        if tools != *table.tools() {
            table.act(Action::Tools(Shelf::holding(tools), String::new()));
        }
    }
}

/// Where the page's controls write: into the dossier, or into what is being tried out.
#[derive(Clone, PartialEq)]
pub struct Hand {
    /// What every page of the plan works with.
    pub table: Table,
    /// What is being tried out, if anything is.
    pub trial: UseStateHandle<Option<Setting>>,
    /// Where the focus goes when what had it has gone.
    pub onward: Onward,
}

/// The selector of the element that has the focus once the page is drawn anew, if what had it has gone.
pub type Onward = Rc<RefCell<Option<String>>>;

impl Hand {
    /// The same callback, after which the focus goes on to this element.
    pub fn onward<IN: 'static>(&self, selector: String, act: Callback<IN>) -> Callback<IN> {
        let onward = self.onward.clone();
        Callback::from(move |input| {
            *onward.borrow_mut() = Some(selector.clone());
            act.emit(input);
        })
    }

    /// A callback that changes the decisions about the way. `field` names what is being typed, or is empty.
    pub fn choosing<IN: 'static>(&self, field: &str, change: impl Fn(&mut Choices, IN) + 'static) -> Callback<IN> {
        match &*self.trial {
            Some(_) => self.trying(move |setting, input| change(&mut setting.choices, input)),
            None => self.table.changing(field.to_owned(), move |tools, input| change(&mut tools.choices, input)),
        }
    }

    /// A callback that changes what is being tried out.
    pub fn trying<IN: 'static>(&self, change: impl Fn(&mut Setting, IN) + 'static) -> Callback<IN> {
        let trial = self.trial.clone();
        Callback::from(move |input| {
            let mut next = (*trial).clone();
            if let Some(setting) = &mut next {
                change(setting, input);
                trial.set(next);
            }
        })
    }
}

/// What the courses depend on; no other change works them out anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    level: ScoredLevel,
    ledger: Ledger,
    answers: Vec<Answer>,
    limits: Map<usize, Limits>,
    candidates: Set<usize>,
}

impl Question {
    /// What is asked with these decisions.
    pub fn of(table: &Table, choices: &Choices) -> Self {
        let catalogue = table.catalogue();
        Self {
            level: table.report.level,
            ledger: choices.ledger,
            answers: table.view.dossier.answers(catalogue),
            limits: choices.limits(catalogue),
            candidates: choices.candidates(catalogue),
        }
    }

    /// Asks the engine something about it.
    pub fn ask<T>(&self, catalogue: &Catalogue, ask: impl FnOnce(&Problem<'_>) -> T) -> T {
        ask(&Problem {
            catalogue,
            level: self.level,
            ledger: self.ledger,
            answers: &self.answers,
            efforts: &|_| None,
            limits: &self.limits,
            not_applicable: &self.candidates,
            aim: Aim::Gates,
        })
    }
}

/// The three courses.
pub struct Courses {
    question: Question,
    ways: [Way; 3],
    /// The least effort without any new "not applicable", where the plan proposes some.
    pub without_relief: Option<PersonDays>,
}

impl Courses {
    /// Works them out.
    pub fn of(catalogue: &Catalogue, question: &Question) -> Self {
        question.ask(catalogue, |problem| {
            let ways = Course::ALL.map(|course| way(problem, course));
            let [least, ..] = &ways;
            let plain = Question { candidates: Set::new(), ..question.clone() };
            let base = || plain.ask(catalogue, |problem| way(problem, Course::Least));
            let without = (!least.not_applicable.is_empty()).then(base).filter(|way| way.barriers.is_empty());
            Self { without_relief: without.map(|way| way.path.effort), ways, question: question.clone() }
        })
    }

    /// One of them.
    pub const fn way(&self, course: Course) -> &Way {
        let [least, both, security] = &self.ways;
        match course {
            Course::Least => least,
            Course::Both => both,
            Course::Security => security,
        }
    }
}

/// The course that was chosen, as far as the budget goes, on the calendar and in money.
pub struct Reckoning {
    /// The course as far as the budget goes.
    pub way: Way,
    /// How many steps it has in all.
    pub all_steps: usize,
    /// Whether that keeps to the budget: duties in force are done whatever they take.
    pub fits: bool,
    /// When.
    pub schedule: Schedule,
    /// What of the decisions keeps the level out of reach, where it is.
    pub obstacles: Option<Obstacles>,
    /// What work and purchases still cost; nothing without a price.
    pub cost: Option<Euro>,
}

impl Reckoning {
    /// Works it out.
    pub fn of(table: &Table, courses: &Courses, setting: &Setting) -> Self {
        let (catalogue, today) = (table.catalogue(), table.view.today);
        let planning = &table.view.dossier.planning;
        let pace = Pace {
            start: planning.start,
            target: setting.target,
            days_per_week: Some(setting.pace),
            efforts: planning.efforts.clone(),
            done: planning.done.clone(),
        };
        let on_the_road = |path: &Path| {
            roadmap(&Plan {
                catalogue,
                measures: &table.content.measures,
                law: &table.content.law,
                classification: table.report.classification.as_ref(),
                path,
                pace: &pace,
                today,
            })
        };
        let tasks_of = |roadmap: &Roadmap| tasks(roadmap, &table.content.measures, &table.plan.road);
        let mut circumstances = circumstances(table);
        let conditions = &table.tools().arrangement.conditions;
        for role in Knower::ALL {
            circumstances.capacity.insert(role, conditions.capacity(role, setting.pace));
        }
        if let Some((role, extra)) = setting.person {
            let now = circumstances.capacity.get(&role).cloned().unwrap_or_default();
            circumstances.capacity.insert(role, now.with_extra(extra));
        }
        let prices = prices(table);
        let is_priced = !prices.day.is_empty();
        let whole = courses.way(setting.choices.course);
        let fits = |path: &Path| {
            let tasks = tasks_of(&on_the_road(path));
            let work = tasks.iter().filter_map(|task| left(task, &circumstances));
            let work = work.fold(PersonDays(0), PersonDays::plus);
            setting.choices.most_days.is_none_or(|most| work <= most)
                && (!is_priced
                    || setting.choices.most_euro.is_none_or(|most| price(&tasks, &circumstances, &prices) <= most))
        };
        let way = courses.question.ask(catalogue, |problem| whole.within(problem, &fits));
        let fits = fits(&way.path);
        let course = setting.choices.course;
        let obstacles = courses.question.ask(catalogue, |problem| obstacles(problem, course));
        let roadmap = on_the_road(&way.path);
        let tasks = tasks_of(&roadmap);
        circumstances.target = roadmap.target;
        let cost = is_priced.then(|| price(&tasks, &circumstances, &prices));
        let schedule = schedule(&tasks, &circumstances, today);
        Self { way, all_steps: whole.steps.len(), fits, obstacles, schedule, cost }
    }

    /// Whether the budget ends before the course does.
    pub const fn is_cut(&self) -> bool {
        self.way.steps.len() < self.all_steps
    }
}

/// Gives the focus to the element that [`Hand::onward`] named, or to the decisions where that has gone too.
#[hook]
pub fn use_onward(root: &Element) -> Onward {
    let onward = use_mut_ref(|| None::<String>);
    {
        let (onward, root) = (onward.clone(), root.clone());
        use_effect(move || {
            if let Some(selector) = onward.borrow_mut().take() {
                let stands = root.query_selector(&selector).ok().flatten().is_some();
                browser::focus(&root, if stands { &selector } else { "#plan-pins" });
            }
        });
    }
    onward
}

/// The courses for these decisions, worked out when these, the answers or the level change.
#[hook]
pub fn use_courses(table: &Table, choices: &Choices) -> Shared<Courses> {
    let question = Question::of(table, choices);
    let (content, dossier) = (table.content.clone(), table.view.dossier.framework.clone());
    let table = table.clone();
    let found = use_memo((content, dossier, question), move |(_, _, question)| {
        Shared::new(Courses::of(table.catalogue(), question))
    });
    (*found).clone()
}

/// The chosen course on the calendar and in money, worked out when anything that matters to it changes.
#[hook]
pub fn use_reckoning(table: &Table, courses: &Shared<Courses>, setting: &Setting) -> Rc<Reckoning> {
    let deps = (table.report.clone(), table.bench.entered.clone(), courses.clone(), setting.clone());
    let table = table.clone();
    use_memo(deps, move |(_, _, courses, setting)| Reckoning::of(&table, courses, setting))
}
