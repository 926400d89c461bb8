//! Where the user is. The only code that knows about the browser's address: the site keeps it in the hash, so that
//! any static host and a plain folder serve it; an embedded app keeps it in memory and leaves the host page alone.

use belfry_engine::identifier::RequirementId;
use gloo::history::{AnyHistory, HashHistory, History, HistoryListener, MemoryHistory};

/// A page of the app. Every page has an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Three questions, three answers; start, continue or look at a sample.
    Welcome,
    /// The scope questions; `None` is the first that is still open.
    Scope(Option<String>),
    /// What the law says, why, and what follows.
    Verdict,
    /// Who decided on the scope, on what grounds: made to be printed.
    Decision,
    /// Which assurance level, and why.
    Level,
    /// Moving to the newest version of the framework: a preview.
    Carry,
    /// The requirements; `None` is the first that is still open.
    Answers(Option<RequirementId>),
    /// Everything the user did not know, by whom to ask.
    Ask,
    /// How mature, against the gates.
    Results,
    /// What to do, in which order, by when.
    Roadmap,
    /// The tools beside the assessment.
    Tools(Tool),
    /// Dossiers on this device: open, save, remove.
    Dossiers,
    /// A dossier that travelled in the address itself.
    Shared(String),
    /// What Belfry is, on what it rests, how to check that nothing leaves.
    About,
}

impl Route {
    /// The path that leads here, without the hash.
    pub fn path(&self) -> String {
        match self {
            Self::Welcome => "/".into(),
            Self::Scope(None) => "/scope".into(),
            Self::Scope(Some(question)) => format!("/scope/{question}"),
            Self::Verdict => "/verdict".into(),
            Self::Decision => "/decision".into(),
            Self::Level => "/level".into(),
            Self::Carry => "/carry".into(),
            Self::Answers(None) => "/answers".into(),
            Self::Answers(Some(requirement)) => format!("/answers/{requirement}"),
            Self::Ask => "/ask".into(),
            Self::Results => "/results".into(),
            Self::Roadmap => "/roadmap".into(),
            Self::Tools(tool) => tool.path(),
            Self::Dossiers => "/dossiers".into(),
            Self::Shared(letters) => format!("/shared/{letters}"),
            Self::About => "/about".into(),
        }
    }

    /// The page at `path`; whatever is not known leads to the welcome page.
    pub fn parse(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let (first, second) = (parts.next(), parts.next());
        match (first, second) {
            (Some("scope"), question) => Self::Scope(question.map(Into::into)),
            (Some("verdict"), _) => Self::Verdict,
            (Some("decision"), _) => Self::Decision,
            (Some("level"), _) => Self::Level,
            (Some("answers"), requirement) => {
                Self::Answers(requirement.and_then(|text| RequirementId::parse(text).ok()))
            }
            (Some("carry"), _) => Self::Carry,
            (Some("ask"), _) => Self::Ask,
            (Some("results"), _) => Self::Results,
            (Some("roadmap"), _) => Self::Roadmap,
            (Some("dossiers"), _) => Self::Dossiers,
            (Some("passport"), Some(letters)) => Self::Tools(Tool::Passport(letters.to_owned())),
            (Some("shared"), Some(letters)) => Self::Shared(letters.to_owned()),
            (Some("about"), _) => Self::About,
            (None, _) => Self::Welcome,
            (Some(first), second) => Tool::parse(first, second).map_or(Self::Welcome, Self::Tools),
        }
    }

    /// The same page whatever is open on it: what the map of the journey marks as current. All tools are one.
    pub fn is_same_page(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// A tool beside the assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tool {
    /// All of them.
    Overview,
    /// ISO 27001: the certificate and the statement of applicability.
    Iso,
    /// What the work on ISO 27001 covers, and what it leaves open.
    Cover,
    /// What one standard suggests for the other.
    Fill,
    /// Whether the statement of applicability would reach the level.
    Check,
    /// One page for each key measure.
    Pages,
    /// Controls or requirements beside schemes.
    Matrix,
    /// What falls due when.
    Calendar,
    /// The terms after an incident.
    Incident,
    /// Suppliers and their passports.
    Suppliers,
    /// The register of evidence.
    Evidence,
    /// The mock audit.
    Audit,
    /// What the certificate or label brought.
    Returns,
    /// One page for the board.
    Board,
    /// The official workbook: read, filled, explained.
    Workbook,
    /// The least work that opens every gate, beside the best security first; what if.
    Plan,
    /// Who does what when: a chart, three buckets, by role.
    Schedule,
    /// What it costs, and who helps to pay.
    Costs,
    /// Two states side by side.
    Compare,
    /// Many dossiers side by side.
    Portfolio,
    /// Files for other programs, and a report.
    Export,
    /// Putting Belfry on one's own site.
    Builder,
    /// A supplier's passport that travelled in the address itself.
    Passport(String),
}

impl Tool {
    /// The tools with an address of their own, in the order in which they are offered, and that address.
    pub const PLACES: [(Self, &'static str, &'static str); 22] = [
        (Self::Overview, "tools", ""),
        (Self::Iso, "iso", ""),
        (Self::Cover, "iso", "cover"),
        (Self::Fill, "iso", "fill"),
        (Self::Check, "iso", "check"),
        (Self::Pages, "iso", "pages"),
        (Self::Matrix, "matrix", ""),
        (Self::Evidence, "evidence", ""),
        (Self::Calendar, "calendar", ""),
        (Self::Incident, "incident", ""),
        (Self::Suppliers, "suppliers", ""),
        (Self::Audit, "audit", ""),
        (Self::Returns, "returns", ""),
        (Self::Board, "board", ""),
        (Self::Workbook, "workbook", ""),
        (Self::Plan, "plan", ""),
        (Self::Schedule, "schedule", ""),
        (Self::Costs, "costs", ""),
        (Self::Compare, "compare", ""),
        (Self::Portfolio, "portfolio", ""),
        (Self::Export, "export", ""),
        (Self::Builder, "embed", ""),
    ];

    fn path(&self) -> String {
        if let Self::Passport(letters) = self {
            return format!("/passport/{letters}");
        }
        match Self::PLACES.iter().find(|(tool, _, _)| tool == self) {
            Some((_, first, "")) => format!("/{first}"),
            Some((_, first, second)) => format!("/{first}/{second}"),
            None => "/tools".to_owned(),
        }
    }

    fn parse(first: &str, second: Option<&str>) -> Option<Self> {
        let second = second.unwrap_or_default();
        let exact = Self::PLACES.iter().find(|(_, one, other)| *one == first && *other == second);
        let near = || Self::PLACES.iter().find(|(_, one, _)| *one == first);
        exact.or_else(near).map(|(tool, _, _)| tool.clone())
    }
}

/// The address of the page around the app, without what stands after its `#`.
pub fn of_this_page() -> Option<String> {
    let address = web_sys::window()?.location().href().ok()?;
    Some(address.split('#').next().unwrap_or_default().to_owned())
}

/// The address behind one seam. Cheap to clone; equal when it is the same history.
#[derive(Clone, Debug, PartialEq)]
pub struct Address(AnyHistory);

impl Address {
    /// The address bar of the page, after the hash.
    pub fn of_the_page() -> Self {
        Self(AnyHistory::Hash(HashHistory::new()))
    }

    /// An address of its own, invisible to the page around it.
    pub fn in_memory() -> Self {
        Self(AnyHistory::Memory(MemoryHistory::new()))
    }

    /// The page the user is on.
    pub fn route(&self) -> Route {
        Route::parse(self.0.location().path())
    }

    /// Goes to a page; Back returns.
    pub fn go(&self, route: &Route) {
        if self.route() != *route {
            self.0.push(route.path());
        }
    }

    /// Goes to a page in the place of this one; Back skips it.
    pub fn replace(&self, route: &Route) {
        self.0.replace(route.path());
    }

    /// What a link to the page points at, or nothing when the address is not the page's own.
    pub fn href(&self, route: &Route) -> Option<String> {
        match &self.0 {
            AnyHistory::Hash(_) => Some(format!("#{}", route.path())),
            AnyHistory::Memory(_) | AnyHistory::Browser(_) => None,
        }
    }

    /// Calls back at every change of page, for as long as the listener lives.
    pub fn listen(&self, callback: impl Fn() + 'static) -> HistoryListener {
        self.0.listen(callback)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_again_at_its_own_address() {
        let requirement = RequirementId::parse("PR.AA-03.2").unwrap();
        for route in [
            Route::Welcome,
            Route::Scope(None),
            Route::Scope(Some("staff".into())),
            Route::Verdict,
            Route::Level,
            Route::Answers(None),
            Route::Answers(Some(requirement)),
            Route::Results,
            Route::Roadmap,
            Route::Dossiers,
            Route::About,
        ] {
            assert_eq!(Route::parse(&route.path()), route);
        }
    }

    #[test]
    fn an_unknown_address_leads_to_the_welcome_page() {
        for path in ["", "/", "/nothing", "//", "/Answers"] {
            assert_eq!(Route::parse(path), Route::Welcome, "{path}");
        }
        assert_eq!(Route::parse("/answers/nonsense"), Route::Answers(None));
    }
}
