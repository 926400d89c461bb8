//! Legal references: which text says so.

use crate::identifier::InstrumentId;

/// A place in a legal instrument. Parts are as printed (`"9"`, `"§1"`, `"1°"`); empty where the text has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalReference {
    /// The law, decree, regulation or official page.
    pub instrument: InstrumentId,
    /// The article, annex or section as printed, for example `"9"` or `"annex I.5"`.
    pub article: String,
    /// The paragraph as printed, for example `"§3"`; empty when there is none.
    pub paragraph: String,
    /// The point as printed, for example `"1°"`; empty when there is none.
    pub point: String,
}

/// How sure the project is of a rule or fact. Anything but `Settled` is said on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Read in the text itself, or confirmed by at least two sources.
    Settled,
    /// One source, or the authority's words as somebody else reports them.
    Reported,
    /// Sources disagree or none could be read: ask the authority.
    Uncertain,
}

impl Certainty {
    /// Every degree, surest first.
    pub const ALL: [Self; 3] = [Self::Settled, Self::Reported, Self::Uncertain];

    /// The one spelling used in data files and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Reported => "reported",
            Self::Uncertain => "uncertain",
        }
    }

    /// The degree with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|certainty| certainty.code() == code)
    }
}
