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

    /// Where the control with this label stands, however it is written: `A.5.1`, `A5.1`, `a.05.01`, `Annex A-5.1`,
    /// `ISO 27001 A.8.24`. A bare `5.1` is read as `numbering` says, and never as the other: `None` there means that
    /// nobody said which.
    ///
    /// # Errors
    /// What keeps the label from naming one clause or control.
    pub fn labelled(&self, label: &str, numbering: Option<Numbering>) -> Result<usize, Unplaced> {
        let (mark, number) = written(label).ok_or(Unplaced::Unknown)?;
        let numbering = match mark {
            Mark::Annex => Numbering::Annex,
            Mark::Clause => Numbering::Clauses,
            Mark::Bare => numbering.ok_or(Unplaced::Unsaid)?,
        };
        match numbering {
            Numbering::Annex => self.find(&format!("A.{number}")).ok_or(Unplaced::Unknown),
            Numbering::Clauses if self.has_parts(&number) => Err(Unplaced::Parted),
            Numbering::Clauses => self.find(&number).ok_or(Unplaced::Unknown),
        }
    }

    /// Whether a label names a clause or a control, whichever way bare numbers are read.
    pub fn is_label(&self, label: &str) -> bool {
        Numbering::ALL.into_iter().any(|numbering| self.labelled(label, Some(numbering)).is_ok())
    }

    /// How the bare numbers in a list are meant. A number that only Annex A has says it of all of them, and so does one
    /// that only the clauses have; where both stand, or neither, nothing follows.
    pub fn numbering<'label>(&self, labels: impl IntoIterator<Item = &'label str>) -> Numbered {
        let (mut bare, mut only_clauses, mut only_annex) = (false, false, false);
        for (_, number) in labels.into_iter().filter_map(written).filter(|(mark, _)| *mark == Mark::Bare) {
            let clause = self.find(&number).is_some() || self.has_parts(&number);
            let annex = self.find(&format!("A.{number}")).is_some();
            // The edition of 2013 counted Annex A up to 18; the clauses have ended at 10 ever since.
            let beyond = number.split('.').next().and_then(|first| first.parse().ok()).is_some_and(|n: u32| n > 10);
            bare |= clause || annex || beyond;
            only_clauses |= clause && !annex;
            only_annex |= beyond || (annex && !clause);
        }
        match (only_clauses, only_annex) {
            _ if !bare => Numbered::Plainly,
            (true, false) => Numbered::Surely(Numbering::Clauses),
            (false, true) => Numbered::Surely(Numbering::Annex),
            (true, true) | (false, false) => Numbered::Doubtfully,
        }
    }

    /// Which control a number may have been before a spreadsheet took its last zero off: `5.1` for `A.5.10`. `None` for
    /// a label with a letter, which is no number.
    pub fn with_lost_zero(&self, label: &str, numbering: Option<Numbering>) -> Option<&ControlId> {
        let is_number =
            label.trim().split('.').all(|part| !part.is_empty() && part.bytes().all(|one| one.is_ascii_digit()));
        let longer = is_number.then(|| format!("{}0", label.trim()))?;
        self.labelled(&longer, numbering).ok().and_then(|at| self.at(at)).map(|control| &control.id)
    }

    fn find(&self, text: &str) -> Option<usize> {
        ControlId::parse(text).ok().and_then(|id| self.position(&id))
    }

    /// Whether a number stands above others: 6.1 has 6.1.1 to 6.1.3 below it.
    fn has_parts(&self, number: &str) -> bool {
        let below = |id: &ControlId| id.as_str().strip_prefix(number).is_some_and(|rest| rest.starts_with('.'));
        self.all.iter().any(|control| below(&control.id))
    }
}

/// What the numbers without a letter before them are, in a list that somebody made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// Clauses of the standard.
    Clauses,
    /// Controls of its Annex A, without their "A.".
    Annex,
}

impl Numbering {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Clauses, Self::Annex];

    /// The one spelling in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Clauses => "clauses",
            Self::Annex => "annex",
        }
    }

    /// The one with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// How sure it is what the bare numbers of a list mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbered {
    /// There are none: every label says what it is.
    Plainly,
    /// They can only be these.
    Surely(Numbering),
    /// They can be both: whoever made the list has to say.
    Doubtfully,
}

/// Why a label names no clause or control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// The edition of 2022 has none of that number.
    Unknown,
    /// A bare number, and nobody said what bare numbers are.
    Unsaid,
    /// A clause whose parts count one by one.
    Parted,
}

/// What stands before a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Annex,
    Clause,
    Bare,
}

/// Words before a number that say what it is, in the four languages, in small letters.
const ANNEX: [&str; 5] = ["a", "annex", "annexe", "bijlage", "anhang"];
const CLAUSE: [&str; 7] = ["clause", "clauses", "clausule", "clausules", "chapitre", "kapitel", "abschnitt"];

/// The first number with a full stop inside (that of the standard itself has none) without leading zeros, and what stands
/// before it.
fn written(label: &str) -> Option<(Mark, String)> {
    let is_number = |letter: char| letter.is_ascii_digit() || letter == '.';
    let mut numbers = label.split(|letter| !is_number(letter)).map(|part| part.trim_matches('.'));
    let number = numbers.find(|part| part.contains('.'))?;
    let before =
        label.split(number).next().unwrap_or_default().trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let word = before.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let mark = match word.as_str() {
        word if ANNEX.contains(&word) => Mark::Annex,
        word if CLAUSE.contains(&word) => Mark::Clause,
        _ => Mark::Bare,
    };
    let parts: Option<Vec<u32>> = number.split('.').map(|part| part.parse().ok()).collect();
    Some((mark, parts?.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")))
}

/// How far one half of a control is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// Not there, and not decided on. Not the same as not known.
    Absent,
    /// Decided on, not begun or hardly.
    Planned,
    /// In part.
    Partly,
    /// As the standard asks.
    InPlace,
}

impl Progress {
    /// Every step, the least first.
    pub const ALL: [Self; 4] = [Self::Absent, Self::Planned, Self::Partly, Self::InPlace];

    /// The one spelling used in saved dossiers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Absent => "absent",
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
            Self::Planned | Self::Absent => Score::LOWEST,
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
        let ids = ["4.1", "5.1", "5.2", "6.1.1", "6.1.2", "A.5.1", "A.5.2", "A.5.10", "A.5.15", "A.6.1", "A.8.24"];
        let control = |id: &str| Control { id: ControlId::parse(id).unwrap(), theme: Theme::Clause };
        Controls::new(ids.into_iter().map(control).collect())
    }

    fn read(label: &str, numbering: Option<Numbering>) -> Result<String, Unplaced> {
        let controls = controls();
        controls.labelled(label, numbering).map(|at| controls.at(at).unwrap().id.to_string())
    }

    #[test]
    fn a_label_with_a_letter_is_understood_however_it_is_written_and_whatever_bare_numbers_are() {
        for numbering in [None, Some(Numbering::Clauses), Some(Numbering::Annex)] {
            for label in [
                "A.8.24",
                "a.8.24",
                "A8.24",
                "A 8.24",
                "A-8.24",
                "A.08.24",
                "Annex A: 8.24",
                "Bijlage 8.24",
                "ISO 27001 A.8.24 Cryptography",
                " A.8.24. ",
            ] {
                assert_eq!(read(label, numbering).as_deref(), Ok("A.8.24"), "{label}");
            }
            assert_eq!(read("A-5.1", numbering).as_deref(), Ok("A.5.1"));
            assert_eq!(read("Clause 5.1", numbering).as_deref(), Ok("5.1"));
            for label in ["", "Annex", "A.9.9", "A.5", "99999999999.1"] {
                assert_eq!(read(label, numbering), Err(Unplaced::Unknown), "{label}");
            }
        }
    }

    #[test]
    fn a_bare_number_is_read_as_was_said_and_never_as_the_other() {
        let (clauses, annex) = (Some(Numbering::Clauses), Some(Numbering::Annex));
        assert_eq!(read("5.1", clauses).as_deref(), Ok("5.1"));
        assert_eq!(read("5.1", annex).as_deref(), Ok("A.5.1"));
        assert_eq!(read("ISO schema 5.1", annex).as_deref(), Ok("A.5.1"), "the end of a word is no letter of its own");
        assert_eq!(read("5.1", None), Err(Unplaced::Unsaid));
        assert_eq!(read("5.15", clauses), Err(Unplaced::Unknown));
        assert_eq!(read("4.1", annex), Err(Unplaced::Unknown));
        assert_eq!(read("6.1", clauses), Err(Unplaced::Parted));
        assert_eq!(read("6.1", annex).as_deref(), Ok("A.6.1"));
    }

    #[test]
    fn what_bare_numbers_are_follows_from_those_that_only_one_part_has() {
        let controls = controls();
        let of = |labels: &[&str]| controls.numbering(labels.iter().copied());
        assert_eq!(of(&["5.1", "5.2", "5.15", "title"]), Numbered::Surely(Numbering::Annex));
        assert_eq!(of(&["4.1", "5.1", "6.1"]), Numbered::Surely(Numbering::Clauses));
        assert_eq!(of(&["4.1", "5.1", "A.5.1", "A.5.15"]), Numbered::Surely(Numbering::Clauses));
        assert_eq!(of(&["A.5.1", "A.5.15", "Clause 4.1", "Control"]), Numbered::Plainly);
        assert_eq!(of(&["A.5.1", "5.2", "5.15"]), Numbered::Surely(Numbering::Annex));
        for doubtful in [&["5.1", "5.2"][..], &["4.1", "5.15"], &["A.5.1", "5.2"], &["6.1.1", "5.1", "11.1.1"]] {
            assert_eq!(of(doubtful), Numbered::Doubtfully, "{doubtful:?}");
        }
    }

    #[test]
    fn a_zero_that_a_spreadsheet_took_off_is_noticed_on_numbers_only() {
        let controls = controls();
        let longer = |label| controls.with_lost_zero(label, Some(Numbering::Annex)).map(ToString::to_string);
        assert_eq!(longer("5.1").as_deref(), Some("A.5.10"));
        assert_eq!(longer("5.2"), None, "there is no A.5.20 here");
        assert_eq!(longer("A.5.1"), None);
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
