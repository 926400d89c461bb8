//! Assurance levels.

/// The CyberFundamentals assurance levels, weakest first (`Ord` is meaningful).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssuranceLevel {
    /// The starting level for micro enterprises; outside the scored scheme.
    Small,
    /// 34 requirements in 2025.
    Basic,
    /// 133 requirements in 2025.
    Important,
    /// All 218 requirements in 2025.
    Essential,
}

impl AssuranceLevel {
    /// Every level, weakest first.
    pub const ALL: [Self; 4] = [Self::Small, Self::Basic, Self::Important, Self::Essential];

    /// The one spelling used in data files, saved dossiers, addresses and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Basic => "basic",
            Self::Important => "important",
            Self::Essential => "essential",
        }
    }

    /// The level with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// The level as one that is scored; `None` for Small, which is a list of good habits without a score.
    pub const fn scored(self) -> Option<ScoredLevel> {
        match self {
            Self::Small => None,
            Self::Basic => Some(ScoredLevel::Basic),
            Self::Important => Some(ScoredLevel::Important),
            Self::Essential => Some(ScoredLevel::Essential),
        }
    }
}

/// The assurance levels that have requirements, thresholds and a score, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScoredLevel {
    /// Basic.
    Basic,
    /// Important: Basic and more.
    Important,
    /// Essential: everything.
    Essential,
}

impl ScoredLevel {
    /// Every scored level, weakest first.
    pub const ALL: [Self; 3] = [Self::Basic, Self::Important, Self::Essential];

    /// The same level among all assurance levels.
    pub const fn assurance(self) -> AssuranceLevel {
        match self {
            Self::Basic => AssuranceLevel::Basic,
            Self::Important => AssuranceLevel::Important,
            Self::Essential => AssuranceLevel::Essential,
        }
    }

    /// The one spelling, shared with [`AssuranceLevel::code`].
    pub const fn code(self) -> &'static str {
        self.assurance().code()
    }

    /// The level with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        AssuranceLevel::from_code(code).and_then(AssuranceLevel::scored)
    }
}
