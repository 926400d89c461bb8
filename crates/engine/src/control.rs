//! ISO/IEC 27001:2022: its clauses and Annex A controls, and how far an organisation is with each.

use crate::{catalogue::Dimension, collections::Map, date::Date, identifier::ControlId, maturity::Score};

/// A clause (4 to 10) or an Annex A control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// As the standard numbers it.
    pub id: ControlId,
    /// The part of the standard it stands in.
    pub theme: Theme,
}

/// The parts of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Clauses 4 to 10: the management system itself. None can be left out of a certificate.
    Clause,
    /// Annex A.5.
    Organisational,
    /// Annex A.6.
    People,
    /// Annex A.7.
    Physical,
    /// Annex A.8.
    Technological,
}

impl Theme {
    /// Every part, in the order of the standard.
    pub const ALL: [Self; 5] = [Self::Clause, Self::Organisational, Self::People, Self::Physical, Self::Technological];

    /// The one spelling used in data files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Organisational => "organisational",
            Self::People => "people",
            Self::Physical => "physical",
            Self::Technological => "technological",
        }
    }

    /// The part with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// Every clause and control, in the order of the standard; a position in it is the currency of the mapping.
#[derive(Clone, Debug, Default)]
pub struct Controls {
    all: Vec<Control>,
    positions: Map<ControlId, usize>,
}

impl Controls {
    /// Joins them; positions are derived.
    pub fn new(all: Vec<Control>) -> Self {
        let positions = all.iter().enumerate().map(|(at, control)| (control.id.clone(), at)).collect();
        Self { all, positions }
    }

    /// All of them, in order.
    pub fn all(&self) -> &[Control] {
        &self.all
    }

    /// Where `id` stands.
    pub fn position(&self, id: &ControlId) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// The control at a position.
    pub fn at(&self, position: usize) -> Option<&Control> {
        self.all.get(position)
    }

    /// Where the control with this label stands, however it is written: `A.5.1`, `5.1` among Annex A numbers that are no
    /// clause, `A5.1`, `a.05.01`, `ISO 27001 A.8.24`.
    pub fn labelled(&self, label: &str) -> Option<usize> {
        let is_number = |letter: char| letter.is_ascii_digit() || letter == '.';
        // The first number with a full stop inside: that of the standard itself has none.
        let number = label.split(|letter| !is_number(letter)).map(|part| part.trim_matches('.'));
        let number = number.into_iter().find(|part| part.contains('.'))?;
        let before = label.split(number).next().unwrap_or_default();
        let annex = before.trim_end().trim_end_matches('.').ends_with(['A', 'a']);
        let parts: Option<Vec<u32>> = number.split('.').map(|part| part.parse().ok()).collect();
        let plain = parts?.iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
        let find = |text: String| ControlId::parse(&text).ok().and_then(|id| self.position(&id));
        if annex { find(format!("A.{plain}")) } else { find(plain.clone()).or_else(|| find(format!("A.{plain}"))) }
    }
}

/// How far one half of a control is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// Decided on, not begun or hardly.
    Planned,
    /// In part.
    Partly,
    /// As the standard asks.
    InPlace,
}

impl Progress {
    /// Every step, the least first.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Partly, Self::InPlace];

    /// The one spelling used in saved dossiers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Partly => "partly",
            Self::InPlace => "in-place",
        }
    }

    /// The step with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|progress| progress.code() == code)
    }
}

/// Whether a control is part of the statement of applicability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Applicability {
    /// It applies.
    #[default]
    Included,
    /// It was left out; the standard wants the reason (ISO/IEC 27001:2022, 6.1.3 d).
    Excluded,
}

/// How far an organisation is with one control. Nothing known is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ControlState {
    /// Whether it applies.
    pub applicability: Applicability,
    /// How far the written half is; `None` is not known.
    pub documentation: Option<Progress>,
    /// How far the practised half is; `None` is not known.
    pub implementation: Option<Progress>,
}

impl ControlState {
    /// How far one half is, whether it applies or not.
    pub const fn half(self, dimension: Dimension) -> Option<Progress> {
        match dimension {
            Dimension::Documentation => self.documentation,
            Dimension::Implementation => self.implementation,
        }
    }

    /// How far one half is where it counts: nothing for a control that was left out.
    pub fn counted(self, dimension: Dimension) -> Option<Progress> {
        self.half(dimension).filter(|_| self.applicability == Applicability::Included)
    }

    /// Both halves as the standard asks.
    pub fn is_in_place(self) -> bool {
        Dimension::ALL.into_iter().all(|dimension| self.counted(dimension) == Some(Progress::InPlace))
    }

    /// Whether anything was said of it.
    pub fn is_known(self) -> bool {
        self != Self::default()
    }
}

impl Progress {
    /// The maturity that a control as far as this justifies. Never above 3: the standard does not count exceptions, and
    /// steps 4 and 5 do (CyFun maturity levels, 2024-03-29).
    pub const fn score(self) -> Score {
        match self {
            Self::InPlace => Score::THREE,
            Self::Partly => Score::TWO,
            Self::Planned => Score::LOWEST,
        }
    }
}

/// Who stands behind the body that certified: which certificates count (law, art. 39–40; the CCB accepts bodies that are
/// accredited within the EA or IAF agreements).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accreditation {
    /// The Belgian one.
    Belac,
    /// Another member of the EA or IAF agreements.
    Agreement,
    /// None, or another.
    None,
}

impl Accreditation {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Belac, Self::Agreement, Self::None];

    /// The one spelling in saved dossiers and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Belac => "belac",
            Self::Agreement => "agreement",
            Self::None => "none",
        }
    }

    /// The answer with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Something about a certificate that would keep it from counting on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateDoubt {
    /// No day of expiry is known.
    NoDates,
    /// It has ended by then.
    Ended,
    /// It begins later.
    NotYet,
    /// Its body is not accredited as asked.
    NotAccredited,
    /// Nobody said who accredits the body.
    AccreditationUnknown,
    /// Its scope is not written down here.
    NoScope,
}

/// What a certificate says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CertificateFacts {
    /// Whether a scope is given.
    pub has_scope: bool,
    /// Who accredits the body.
    pub accreditation: Option<Accreditation>,
    /// First day.
    pub issued: Option<Date>,
    /// Last day.
    pub expires: Option<Date>,
}

impl CertificateFacts {
    /// What would keep it from counting on `day`; nothing when it counts.
    pub fn doubts(&self, day: Date) -> Vec<CertificateDoubt> {
        let mut doubts = Vec::new();
        match self.accreditation {
            Some(Accreditation::Belac | Accreditation::Agreement) => {}
            Some(Accreditation::None) => doubts.push(CertificateDoubt::NotAccredited),
            None => doubts.push(CertificateDoubt::AccreditationUnknown),
        }
        if !self.has_scope {
            doubts.push(CertificateDoubt::NoScope);
        }
        match self.expires {
            None => doubts.push(CertificateDoubt::NoDates),
            Some(last) if last < day => doubts.push(CertificateDoubt::Ended),
            Some(_) => {}
        }
        if self.issued.is_some_and(|first| first > day) {
            doubts.push(CertificateDoubt::NotYet);
        }
        doubts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn controls() -> Controls {
        let ids = ["4.1", "5.2", "A.5.1", "A.5.2", "A.8.24"];
        let control = |id: &str| Control { id: ControlId::parse(id).unwrap(), theme: Theme::Clause };
        Controls::new(ids.into_iter().map(control).collect())
    }

    #[test]
    fn a_label_is_understood_however_it_is_written() {
        let controls = controls();
        let at = |label| controls.labelled(label).and_then(|at| controls.at(at)).map(|control| control.id.to_string());
        for label in
            ["A.8.24", "a.8.24", "A8.24", "A 8.24", "8.24", "A.08.24", "ISO 27001 A.8.24 Cryptography", " A.8.24. "]
        {
            assert_eq!(at(label).as_deref(), Some("A.8.24"), "{label}");
        }
        assert_eq!(at("5.2").as_deref(), Some("5.2"), "a bare number is a clause first");
        assert_eq!(at("A.5.2").as_deref(), Some("A.5.2"));
        assert_eq!(at("5.1").as_deref(), Some("A.5.1"));
        for label in ["", "Annex", "A.9.9", "99999999999.1"] {
            assert_eq!(at(label), None, "{label}");
        }
    }

    #[test]
    fn a_control_left_out_counts_for_nothing_and_keeps_what_was_said() {
        let state = ControlState {
            applicability: Applicability::Excluded,
            documentation: Some(Progress::InPlace),
            implementation: Some(Progress::InPlace),
        };
        assert!(!state.is_in_place());
        assert_eq!(state.half(Dimension::Documentation), Some(Progress::InPlace));
    }

    #[test]
    fn a_certificate_counts_only_when_nothing_is_in_doubt() {
        let day = Date::parse("2027-04-18").unwrap();
        let good = CertificateFacts {
            has_scope: true,
            accreditation: Some(Accreditation::Belac),
            issued: Date::parse("2025-01-01"),
            expires: Date::parse("2027-04-18"),
        };
        assert!(good.doubts(day).is_empty(), "the last day still counts");
        let ended = CertificateFacts { expires: Date::parse("2027-04-17"), ..good.clone() };
        assert_eq!(ended.doubts(day), [CertificateDoubt::Ended]);
        let foreign = CertificateFacts { accreditation: Some(Accreditation::None), ..good };
        assert_eq!(foreign.doubts(day), [CertificateDoubt::NotAccredited]);
        assert_eq!(CertificateFacts::default().doubts(day).len(), 3);
    }
}
