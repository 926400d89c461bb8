//! Identifiers: parsed once at the door, compared cheaply ever after.

use std::{borrow::Cow, fmt};

/// A text that is not a well-formed identifier of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnIdentifier {
    /// What was expected, for example `"requirement"`.
    pub expected: &'static str,
    /// The text as given.
    pub found: String,
}

impl fmt::Display for NotAnIdentifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not a {} identifier: {:?}", self.expected, self.found)
    }
}

impl std::error::Error for NotAnIdentifier {}

const REQUIREMENT_LENGTH: usize = 12;

/// A CyberFundamentals requirement as the authority prints it, for example `PR.AA-01.1`; the same in every language.
///
/// Small and `Copy`: a dossier holds hundreds of them. `Ord` is alphabetical; the order of the framework is the
/// order of its [`Catalogue`](crate::catalogue::Catalogue).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequirementId([u8; REQUIREMENT_LENGTH]);

impl RequirementId {
    /// Reads `FF.CC-S.R`: a function, a category, a subcategory number and a requirement number.
    ///
    /// # Errors
    /// Whatever does not have that shape.
    pub fn parse(text: &str) -> Result<Self, NotAnIdentifier> {
        let mut bytes = [0; REQUIREMENT_LENGTH];
        let well_formed = has_requirement_shape(text);
        match bytes.get_mut(..text.len()) {
            Some(start) if well_formed => {
                start.copy_from_slice(text.as_bytes());
                Ok(Self(bytes))
            }
            _ => Err(NotAnIdentifier { expected: "requirement", found: text.to_owned() }),
        }
    }

    /// The identifier as printed.
    pub fn as_str(&self) -> &str {
        let used = self.0.iter().position(|byte| *byte == 0).unwrap_or(REQUIREMENT_LENGTH);
        self.0.get(..used).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The subcategory it belongs to: everything before the last full stop, for example `PR.AA-01`.
    pub fn subcategory(&self) -> &str {
        self.as_str().rsplit_once('.').map_or("", |(subcategory, _)| subcategory)
    }

    /// The category it belongs to: everything before the hyphen, for example `PR.AA`.
    pub fn category(&self) -> &str {
        self.as_str().split_once('-').map_or("", |(category, _)| category)
    }

    /// The function it belongs to: everything before the first full stop, for example `PR`.
    pub fn function(&self) -> &str {
        self.as_str().split_once('.').map_or("", |(function, _)| function)
    }
}

fn has_requirement_shape(text: &str) -> bool {
    let letters = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    let number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some((category, numbers)) = text.split_once('-') else { return false };
    let Some((function, category)) = category.split_once('.') else { return false };
    let Some((subcategory, requirement)) = numbers.split_once('.') else { return false };
    letters(function) && letters(category) && number(subcategory) && number(requirement)
}

impl fmt::Display for RequirementId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for RequirementId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Declares identifiers that are rows of a data file: lower-case words joined by hyphens, underscores or full stops.
macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident = $expected:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Cow<'static, str>);

        impl $name {
            /// Reads the identifier.
            ///
            /// # Errors
            /// An empty text, or one with other characters than letters, digits, `-`, `_` and `.`.
            pub fn parse(text: &str) -> Result<Self, NotAnIdentifier> {
                let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
                if !text.is_empty() && text.len() <= 80 && text.bytes().all(allowed) {
                    Ok(Self(Cow::Owned(text.to_owned())))
                } else {
                    Err(NotAnIdentifier { expected: $expected, found: text.to_owned() })
                }
            }

            /// An identifier that the code itself names; the tests check that the data has it.
            pub const fn known(text: &'static str) -> Self {
                Self(Cow::Borrowed(text))
            }

            /// The identifier as written in data files, saved dossiers and text keys.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}

identifiers! {
    /// A version of the CyberFundamentals framework, for example `cyfun-2025`.
    FrameworkId = "framework";
    /// A category of a framework, for example `PR.AA`.
    CategoryId = "category";
    /// A type of entity in the annexes of the law, for example `food.processor`.
    EntityTypeId = "entity type";
    /// A sector of the annexes of the law, for example `food`.
    SectorId = "sector";
    /// A rule of the classification, for example `annex-one-large`.
    RuleId = "rule";
    /// A remark that goes with a verdict, for example `supply-chain`.
    NoteId = "note";
    /// A duty under the law, for example `registration`.
    DutyId = "duty";
    /// A legal instrument, for example `be-law-2024-04-26`.
    InstrumentId = "instrument";
    /// A dated legal deadline, for example `conformity-second-step`.
    DeadlineId = "deadline";
    /// A fine under the law, for example `essential-measures`.
    FineId = "fine";
    /// A measure of the roadmap, for example `second-proof-for-remote-access`.
    MeasureId = "measure";
    /// A known deviation of the official workbook from the published method.
    DeviationId = "deviation";
    /// A sheet of the selection tool, for example `I.1`.
    SheetId = "selection sheet";
    /// A clause or an Annex A control of ISO/IEC 27001:2022, for example `6.1.2` or `A.5.1`.
    ControlId = "control";
    /// Why a requirement and a control belong together, for example `multi-factor`.
    ReasonId = "reason";
    /// A scheme beside which Belfry lays the controls, for example `gdpr`.
    SchemeId = "scheme";
    /// Something that a scheme asks, for example `gdpr.32-1-a`.
    AskId = "ask";
    /// Something that comes back on the calendar, for example `iso-surveillance`.
    ObligationId = "obligation";
    /// A term that runs from an incident, for example `nis2-early-warning`.
    ClockId = "clock";
    /// A public holiday, for example `easter-monday`.
    HolidayId = "holiday";
    /// A public support scheme for cybersecurity, for example `kmo-portefeuille`.
    SupportId = "support scheme";
    /// Something that ISO 27001 leaves open for the law, for example `notification-terms`.
    OpenPointId = "open point";
}
