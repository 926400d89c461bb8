//! What lies on the table: handed to every page whole, and to components in plain pieces.

use crate::{
    address::Address,
    browser,
    language::Language,
    later::{Counts, Findings},
    remote::Remote,
    rooms::catalogue,
    seal::Seals,
    state::Message,
    storage::Drafts,
    turns::Turns,
    words::Words,
};
use belfry_content::Content;
use belfry_dossier::{Dossier, action::Action, plain::Style, profile::Profile};
use belfry_engine::{
    catalogue::{Catalogue, Knower, Requirement},
    classification::Law,
    collections::ordered,
    date::Date,
    entity::Entity,
    identifier::FrameworkId,
    level::AssuranceLevel,
    report::Report,
};
use std::{ops::Deref, rc::Rc};
use web_sys::Element;
use yew::{AttrValue, Callback};

/// Something shared that is equal only to itself: comparing costs nothing.
pub struct Shared<T: ?Sized>(Rc<T>);

impl<T> Shared<T> {
    /// Shares it.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T: ?Sized> From<Rc<T>> for Shared<T> {
    fn from(shared: Rc<T>) -> Self {
        Self(shared)
    }
}

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Where the app lives: every assumption about the page around it, in one place. The site gives it the whole page; an
/// element in somebody's page gives it a corner.
#[derive(Clone, PartialEq)]
pub struct Surroundings {
    /// The element that the app fills.
    pub root: Element,
    /// Where the user is.
    pub address: Address,
    /// Where drafts are kept.
    pub drafts: Drafts,
    /// Which of them are under a passphrase that was given on this page.
    pub seals: Seals,
    /// Whose turn it is to write, when the dossier on the table is open elsewhere too.
    pub turns: Turns,
    /// Where the texts come from.
    pub library: Library,
    /// Whether the app may name the tab.
    pub titles: Titles,
    /// What the page around it wants instead of what the user's device says.
    pub wishes: Wishes,
    /// How the page around it reaches in, and hears what happens.
    pub remote: Remote,
}

impl Surroundings {
    /// What is on the table under `id` goes on as a copy, under the same passphrase.
    pub fn fork(&self, id: &str) -> Message {
        let copy: Rc<str> = browser::fresh_id().into();
        if let Some(seal) = self.seals.of(id) {
            self.seals.set(copy.clone(), seal);
        }
        self.turns.leave(id);
        Message::Fork(copy)
    }
}

/// Where the texts come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Library {
    /// Files below `texts/`, with what stands before that in their address.
    Below(AttrValue),
    /// A function of the page around it: language and file, to a promise of the text.
    Asked(js_sys::Function),
}

/// What the page around the app wants. The user can still choose otherwise.
#[derive(Clone, Default, PartialEq)]
pub struct Wishes {
    /// The language, before the browser's own.
    pub language: Option<Language>,
    /// The colours, before the system's own.
    pub theme: Option<Theme>,
    /// How far the journey goes.
    pub mode: Mode,
    /// The level that a fresh dossier aims for.
    pub level: Option<AssuranceLevel>,
    /// The version of the framework that a fresh dossier is assessed by.
    pub framework: Option<FrameworkId>,
    /// In what kind of place the app stands.
    pub place: Where,
    /// To whom visitors may send their result; nobody unless the page asks.
    pub lead: Option<Shared<LeadWish>>,
}

/// To whom, and how, visitors may send their result.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadWish {
    /// Who gets it, as the visitor reads it: an address for mail, or the name of a host.
    pub to: AttrValue,
    /// Where the receiver says what they do with it.
    pub privacy: AttrValue,
    /// How it goes.
    pub way: LeadWay,
    /// The page's own heading over it.
    pub call_to_action: Option<AttrValue>,
    /// A function of the page around the app: the file as text, to a promise that holds once it was delivered.
    pub deliver: js_sys::Function,
}

/// How a result goes to the page's owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadWay {
    /// The visitor's own mail program, with a file to attach.
    Mail,
    /// The page around the app delivers it.
    Page,
}

/// In what kind of place the app stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Where {
    /// In a page.
    #[default]
    Page,
    /// In a frame of somebody else's page: browsers keep its drafts apart, and some forget them.
    Frame,
}

impl Wishes {
    /// A dossier that nobody has touched.
    pub fn dossier(&self) -> Dossier {
        let fresh = Dossier::default();
        let framework = self.framework.clone().unwrap_or_else(|| fresh.framework.clone());
        Dossier { target: self.level, framework, ..fresh }
    }
}

/// How far the journey goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Only what the law makes of the organisation.
    Scope,
    /// And which level follows.
    Level,
    /// Everything.
    #[default]
    Full,
}

impl Mode {
    /// The one spelling, as an attribute.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "scope" => Some(Self::Scope),
            "level" => Some(Self::Level),
            "full" => Some(Self::Full),
            _ => None,
        }
    }
}

/// The colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The one spelling in storage, in the style sheet and as an attribute.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads that spelling.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.code() == code)
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }
}

/// Whether the app may name the tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titles {
    /// The page is ours.
    Ours,
    /// The page is somebody else's.
    Theirs,
}

/// What follows from the scope answers alone; it is not worked out again for every score.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// What the law looks at, once every question that decides is answered.
    pub entity: Option<Entity>,
    /// How many questions can matter.
    pub asked: usize,
    /// How many of them are answered.
    pub answered: usize,
}

impl Scope {
    /// Works it out.
    pub fn of(profile: &Profile, law: &Law) -> Self {
        let questions = profile.questions(law);
        let answered = questions.iter().filter(|question| profile.answers(**question)).count();
        Self { entity: profile.entity(law), asked: questions.len(), answered }
    }
}

/// The dossier and what follows from it.
pub struct View {
    /// What the user entered.
    pub dossier: Rc<Dossier>,
    /// What follows from the scope answers alone.
    pub scope: Rc<Scope>,
    /// How far the answers are.
    pub counts: Counts,
    /// The day it was worked out for.
    pub today: Date,
}

/// Everything a page works with.
#[derive(Clone, PartialEq)]
pub struct Desk {
    /// What Belfry says, in the user's language.
    pub words: Shared<Words>,
    /// The law.
    pub law: Shared<Law>,
    /// The dossier and what follows from it.
    pub view: Shared<View>,
    /// The pages after the scope questions, once the second module has arrived.
    pub findings: Option<Shared<dyn Findings>>,
    /// Under which name the dossier is kept.
    pub id: Rc<str>,
    /// What can happen.
    pub send: Callback<Message>,
    /// Tells the user something, for a while.
    pub tell: Callback<AttrValue>,
    /// Answers of somebody else that came back in a file, until they are taken or left.
    pub returned: Option<Shared<Dossier>>,
    /// Such a file came, or is done with.
    pub receive: Callback<Option<Shared<Dossier>>>,
    /// A dossier under a passphrase that somebody wants to open.
    pub locked: Option<Shared<Locked>>,
    /// Such a dossier came, or is done with.
    pub unlock: Callback<Option<Shared<Locked>>>,
    /// The user wants another language.
    pub speak: Callback<Language>,
    /// Where the app lives.
    pub surroundings: Surroundings,
}

/// A dossier under a passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Under which name it is kept on this device; `None` when it came in a file or a link.
    pub id: Option<Rc<str>>,
    /// The sealed file.
    pub bytes: Vec<u8>,
}

impl Desk {
    /// The user changes something.
    pub fn act(&self, action: Action) {
        self.send.emit(Message::Do(action));
    }

    /// A callback that turns what a component reports into a change.
    pub fn acting<IN: 'static>(&self, action: impl Fn(IN) -> Action + 'static) -> Callback<IN> {
        self.send.reform(move |input| Message::Do(action(input)))
    }

    /// A callback that goes to a page.
    pub fn going<IN: 'static>(&self, route: crate::address::Route) -> Callback<IN> {
        let address = self.surroundings.address.clone();
        Callback::from(move |_| address.go(&route))
    }
}

/// Everything that a page after the scope questions works with: the desk, the frameworks and the report.
#[derive(Clone, PartialEq)]
pub struct Study {
    /// What every page works with.
    pub desk: Desk,
    /// Law and frameworks.
    pub content: Shared<Content>,
    /// What follows from the dossier.
    pub report: Shared<Report>,
}

impl Study {
    /// How the questions are put.
    pub fn style(&self) -> Style {
        let size = self.report.classification.as_ref().map(|found| found.size_class);
        self.view.dossier.style.unwrap_or_else(|| Style::usual(size))
    }

    /// The requirements in question, in the order in which they are asked: by who knows in plain words, else in the
    /// framework's order. A copy made for somebody asks only what they are asked.
    pub fn questions(&self) -> Vec<&Requirement> {
        let dossier = &self.view.dossier;
        let asked = |requirement: &Requirement| {
            dossier.request.as_ref().is_none_or(|request| request.requirements.contains(&requirement.id))
        };
        let level = self.report.level;
        let all = self.catalogue().at_level(level).map(|(_, requirement)| requirement).filter(|one| asked(one));
        match self.style() {
            Style::Exact => all.collect(),
            Style::Plain => ordered(all, |requirement| knower(requirement)),
        }
    }

    /// The framework at hand.
    pub fn catalogue(&self) -> &Catalogue {
        catalogue(&self.content, &self.view.dossier)
    }
}

/// Who is asked first about a requirement.
pub fn knower(requirement: &Requirement) -> Knower {
    requirement.who.first().copied().unwrap_or(Knower::Owner)
}

impl Deref for Study {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}
