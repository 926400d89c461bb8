//! The words of an export. None stands in code: the app and the command line fill them from `static/texts`.

use belfry_dossier::record::Stance;
use belfry_engine::{
    catalogue::{Dimension, Knower},
    classification::Status,
    date::Date,
    identifier::{
        CategoryId, DeadlineId, DeviationId, DutyId, EntityTypeId, FineId, InstrumentId, MeasureId, NoteId,
        ObligationId, RequirementId, RuleId,
    },
    law::{Certainty, LegalReference},
    level::AssuranceLevel,
    roadmap::Urgency,
    scoring::Gate,
    size::SizeClass,
};

/// Where the words of an export come from: one language.
pub trait Words {
    /// A heading, a column, a short answer: a row of `exports.json`.
    fn label(&self, label: Label) -> String;
    /// What something in the data is called.
    fn name(&self, name: Name<'_>) -> String;
}

/// What something in the data is called, or what is said of it.
#[derive(Clone, Copy, Debug)]
pub enum Name<'data> {
    /// The verdict, as a sentence: `status.…`.
    Status(Status),
    /// Why: `rule.…`.
    Rule(&'data RuleId),
    /// A remark: `note.…`.
    Note(&'data NoteId),
    /// A duty's title: `duty.….title`.
    Duty(&'data DutyId),
    /// What a duty asks: `duty.….text`.
    DutyText(&'data DutyId),
    /// A date of the law: `deadline.…`.
    Deadline(&'data DeadlineId),
    /// What a fine is for: `fine.…`.
    Fine(&'data FineId),
    /// A legal text: `instrument.…`.
    Instrument(&'data InstrumentId),
    /// A type of entity: `type.….name`.
    EntityType(&'data EntityTypeId),
    /// A place where the official workbook counts otherwise: `deviation.…`.
    Deviation(&'data DeviationId),
    /// A requirement's short title.
    Requirement(RequirementId),
    /// A requirement's question.
    Question(RequirementId),
    /// A category of the framework.
    Category(&'data CategoryId),
    /// The function of the framework that a requirement is part of.
    Function(RequirementId),
    /// A measure of the roadmap: its title.
    Measure(&'data MeasureId),
    /// Why that measure.
    MeasureWhy(&'data MeasureId),
    /// How to begin with it.
    MeasureHow(&'data MeasureId),
    /// Something that comes back: `obligation.….title`.
    Obligation(&'data ObligationId),
    /// What it asks: `obligation.….text`.
    ObligationText(&'data ObligationId),
}

/// Declares the labels: each variant with its row in `exports.json`.
macro_rules! labels {
    ($($name:ident = $key:literal,)*) => {
        /// A word or sentence of an export: a row of `exports.json`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each is the row of the texts that it names")]
        pub enum Label { $($name,)* }

        impl Label {
            /// Every label, in the order of `exports.json`.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its row in `exports.json`.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

labels! {
    // The document.
    Disclaimer = "disclaimer",
    ReportTitle = "report.title",
    Unnamed = "unnamed",
    MadeOn = "made-on",
    Pair = "pair",
    DecimalMark = "decimal-mark",
    Framework = "framework",
    SelfAssessment = "self-assessment",
    SelfAssessmentText = "self-assessment.text",
    // Its parts.
    Verdict = "verdict",
    VerdictOpen = "verdict.open",
    Grounds = "grounds",
    Notes = "notes",
    Duties = "duties",
    Dates = "dates",
    Fines = "fines",
    FineRange = "fine.range",
    FineTurnover = "fine.turnover",
    WithoutIndependence = "without-independence",
    Size = "size",
    Scores = "scores",
    SoFar = "so-far",
    Gates = "gates",
    Categories = "categories",
    KeyMeasures = "key-measures",
    Differences = "differences",
    Gaps = "gaps",
    NoGaps = "gaps.none",
    Roadmap = "roadmap",
    NothingLeft = "roadmap.nothing",
    Assumed = "roadmap.assumed",
    Milestones = "milestones",
    Answers = "answers",
    Evidence = "evidence",
    // Columns.
    Requirement = "column.requirement",
    Title = "column.title",
    Category = "column.category",
    Code = "column.code",
    What = "column.what",
    Level = "column.level",
    Asked = "column.asked",
    Key = "column.key",
    MayNotApply = "column.may-not-apply",
    Answer = "column.answer",
    Documentation = "column.documentation",
    Implementation = "column.implementation",
    CountsDocumentation = "column.counts-documentation",
    CountsImplementation = "column.counts-implementation",
    Maturity = "column.maturity",
    Exact = "column.exact",
    Justification = "column.justification",
    Note = "column.note",
    Owner = "column.owner",
    Due = "column.due",
    Ask = "column.ask",
    CarriedFrom = "column.carried-from",
    Gate = "column.gate",
    State = "column.state",
    Answered = "column.answered",
    Of = "column.of",
    Measure = "column.measure",
    Urgency = "column.urgency",
    Who = "column.who",
    Effort = "column.effort",
    Starts = "column.starts",
    Ends = "column.ends",
    QuickWin = "column.quick-win",
    Raises = "column.raises",
    Why = "column.why",
    How = "column.how",
    Day = "column.day",
    Source = "column.source",
    Method = "column.method",
    Workbook = "column.workbook",
    Kind = "column.kind",
    Place = "column.place",
    Dated = "column.dated",
    Review = "column.review",
    Fingerprint = "column.fingerprint",
    Serves = "column.serves",
    // Rows.
    Total = "row.total",
    NotApplicableUsed = "row.not-applicable",
    LevelReached = "row.level",
    // Answers.
    Yes = "yes",
    No = "no",
    StanceScored = "stance.scored",
    StanceUnknown = "stance.unknown",
    StanceNotApplicable = "stance.not-applicable",
    GateOpen = "gate.open",
    GateClosed = "gate.closed",
    GateUnknown = "gate.unknown",
    LevelSmall = "level.small",
    LevelBasic = "level.basic",
    LevelImportant = "level.important",
    LevelEssential = "level.essential",
    SizeMicro = "size.micro",
    SizeSmall = "size.small",
    SizeMedium = "size.medium",
    SizeLarge = "size.large",
    KnowerOwner = "knower.owner",
    KnowerIt = "knower.it",
    KnowerHr = "knower.hr",
    KnowerSupplier = "knower.supplier",
    KnowerLegal = "knower.legal",
    UrgencyDuty = "urgency.duty",
    UrgencyKeyMeasure = "urgency.key-measure",
    UrgencyLevel = "urgency.level",
    MilestoneDuty = "milestone.duty",
    MilestoneKeyMeasure = "milestone.key-measure",
    MilestoneLevel = "milestone.level",
    CertaintyReported = "certainty.reported",
    CertaintyUncertain = "certainty.uncertain",
    // Gaps.
    GapOpen = "gap.open",
    GapRules = "gap.rules",
    GapShort = "gap.short",
    // Places in the law.
    LawArticle = "law.article",
    LawAnnex = "law.annex",
    LawAnnexArticle = "law.annex-article",
    LawParagraph = "law.paragraph",
    LawParagraphOne = "law.paragraph-one",
    // What stands in a calendar.
    CalendarName = "calendar.name",
    OfLaw = "calendar.law",
    OfRoadmap = "calendar.roadmap",
    OfMilestone = "calendar.milestone",
    OfObligation = "calendar.obligation",
    OfEvidence = "calendar.evidence",
    OfRequirement = "calendar.requirement",
    LookAgain = "calendar.look-again",
    ReadyBy = "calendar.ready-by",
    WithoutTitle = "without-title",
    // The schedule as a picture.
    GanttTitle = "gantt.title",
    GanttText = "gantt.text",
    GanttToday = "gantt.today",
    GanttTarget = "gantt.target",
    GanttCritical = "gantt.critical",
    PhaseDuties = "phase.duties",
    PhaseAssessment = "phase.assessment",
    PhaseFoundation = "phase.foundation",
    PhaseControls = "phase.controls",
    PhaseIncidents = "phase.incidents",
    PhaseCertification = "phase.certification",
    // The report on paper.
    PaperLanguage = "paper.language",
    PaperKind = "paper.kind",
    PaperFramework = "paper.framework",
    PaperResult = "paper.result",
    PaperContents = "paper.contents",
    PaperPage = "paper.page",
    PaperReplaced = "paper.replaced",
    PaperLeftOut = "paper.left-out",
    PaperRedacted = "paper.redacted",
    PaperSummary = "paper.summary",
    PaperReached = "paper.reached",
    PaperNotReached = "paper.not-reached",
    PaperNotKnown = "paper.not-known",
    PaperSmall = "paper.small",
    PaperTotal = "paper.total",
    PaperNothing = "paper.nothing",
    PaperKeys = "paper.keys",
    PaperGaps = "paper.gaps",
    PaperNextDate = "paper.next-date",
    PaperFirst = "paper.first",
    PaperWhole = "paper.whole",
    PaperDecision = "paper.decision",
    PaperDecidedBy = "paper.decided-by",
    PaperReviewedBy = "paper.reviewed-by",
    PaperRemarks = "paper.remarks",
    PaperMethod = "paper.method",
    PaperMethodScore = "paper.method.score",
    PaperMethodLedgers = "paper.method.ledgers",
    PaperMethodRoadmap = "paper.method.roadmap",
    PaperMethodLaw = "paper.method.law",
    PaperSources = "paper.sources",
    PaperChecked = "paper.checked",
    PaperSignature = "paper.signature",
    PaperSignatureText = "paper.signature.text",
    PaperDrawnUp = "paper.drawn-up",
    PaperApproved = "paper.approved",
    PaperName = "paper.name",
    PaperFunction = "paper.function",
}

impl From<AssuranceLevel> for Label {
    fn from(level: AssuranceLevel) -> Self {
        match level {
            AssuranceLevel::Small => Self::LevelSmall,
            AssuranceLevel::Basic => Self::LevelBasic,
            AssuranceLevel::Important => Self::LevelImportant,
            AssuranceLevel::Essential => Self::LevelEssential,
        }
    }
}

impl From<Stance> for Label {
    fn from(stance: Stance) -> Self {
        match stance {
            Stance::Scored => Self::StanceScored,
            Stance::Unknown => Self::StanceUnknown,
            Stance::NotApplicable => Self::StanceNotApplicable,
        }
    }
}

impl From<Gate> for Label {
    fn from(gate: Gate) -> Self {
        match gate {
            Gate::Open => Self::GateOpen,
            Gate::Closed => Self::GateClosed,
            Gate::Unknown => Self::GateUnknown,
        }
    }
}

impl From<SizeClass> for Label {
    fn from(size: SizeClass) -> Self {
        match size {
            SizeClass::Micro => Self::SizeMicro,
            SizeClass::Small => Self::SizeSmall,
            SizeClass::Medium => Self::SizeMedium,
            SizeClass::Large => Self::SizeLarge,
        }
    }
}

impl From<Knower> for Label {
    fn from(knower: Knower) -> Self {
        match knower {
            Knower::Owner => Self::KnowerOwner,
            Knower::It => Self::KnowerIt,
            Knower::Hr => Self::KnowerHr,
            Knower::Supplier => Self::KnowerSupplier,
            Knower::Legal => Self::KnowerLegal,
        }
    }
}

impl From<Urgency> for Label {
    fn from(urgency: Urgency) -> Self {
        match urgency {
            Urgency::Duty => Self::UrgencyDuty,
            Urgency::KeyMeasure => Self::UrgencyKeyMeasure,
            Urgency::Level => Self::UrgencyLevel,
        }
    }
}

impl From<Dimension> for Label {
    fn from(dimension: Dimension) -> Self {
        match dimension {
            Dimension::Documentation => Self::Documentation,
            Dimension::Implementation => Self::Implementation,
        }
    }
}

/// What is reached when every measure of an urgency is done.
pub(crate) const fn milestone(urgency: Urgency) -> Label {
    match urgency {
        Urgency::Duty => Label::MilestoneDuty,
        Urgency::KeyMeasure => Label::MilestoneKeyMeasure,
        Urgency::Level => Label::MilestoneLevel,
    }
}

/// What is said of a certainty; nothing of what is settled.
pub(crate) const fn certainty(certainty: Certainty) -> Option<Label> {
    match certainty {
        Certainty::Settled => None,
        Certainty::Reported => Some(Label::CertaintyReported),
        Certainty::Uncertain => Some(Label::CertaintyUncertain),
    }
}

/// A text with its `{places}` filled. Each place is filled once, with the text as it is: braces in it stay braces.
pub(crate) fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}').and_then(|(name, after)| {
            places.iter().find(|(place, _)| *place == name).map(|(_, value)| (*value, after))
        });
        match place {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

/// Sentences made of several words.
pub(crate) trait Phrases: Words {
    fn filled(&self, label: Label, places: &[(&str, &str)]) -> String {
        fill(&self.label(label), places)
    }

    /// "Gate: 3".
    fn pair(&self, what: &str, value: &str) -> String {
        self.filled(Label::Pair, &[("what", what), ("value", value)])
    }

    /// A figure with two to four decimals, as the language writes it.
    fn figure(&self, value: f64) -> String {
        let text = format!("{value:.4}");
        let kept = text.len() - text.bytes().rev().take(2).take_while(|byte| *byte == b'0').count();
        text.get(..kept).unwrap_or(&text).replace('.', &self.label(Label::DecimalMark))
    }

    /// The day in every language: ISO 8601, which none of them misreads.
    fn day(&self, day: Option<Date>) -> String {
        day.map(|day| day.to_string()).unwrap_or_default()
    }

    fn yes_or_no(&self, holds: bool) -> String {
        self.label(if holds { Label::Yes } else { Label::No })
    }

    /// The organisation's name, or a word that it has none.
    fn organisation(&self, name: &str) -> String {
        if name.trim().is_empty() { self.label(Label::Unnamed) } else { name.trim().to_owned() }
    }

    /// A place in a legal text as people cite it.
    fn citation(&self, reference: &LegalReference) -> String {
        let instrument = self.name(Name::Instrument(&reference.instrument));
        // A page on the web has no articles.
        if reference.article == "page" { instrument } else { format!("{instrument}, {}", self.place(reference)) }
    }

    fn citations(&self, law: &[LegalReference]) -> String {
        law.iter().map(|reference| self.citation(reference)).collect::<Vec<_>>().join(" · ")
    }

    /// Article, paragraph and point as the language prints them: "art. 3, § 1er" in French.
    fn place(&self, reference: &LegalReference) -> String {
        let (label, article) = match reference.article.strip_prefix("annex ") {
            None => (Label::LawArticle, reference.article.as_str()),
            Some(place) => match place.strip_prefix("art.") {
                None => (Label::LawAnnex, place),
                Some(article) => (Label::LawAnnexArticle, article),
            },
        };
        let paragraph = match reference.paragraph.as_str() {
            "" => String::new(),
            "§1" => self.label(Label::LawParagraphOne),
            paragraph => self.filled(Label::LawParagraph, &[("number", paragraph.trim_start_matches('§'))]),
        };
        let parts = [article, &paragraph, &reference.point];
        let place = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        self.filled(label, &[("place", &place)])
    }
}

impl<W: Words + ?Sized> Phrases for W {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_filled_once_and_braces_that_somebody_typed_stay() {
        let places = [("name", "{day} & {name}"), ("day", "2026-11-26")];
        assert_eq!(
            fill("Report on {name}, {day}: {other} {", &places),
            "Report on {day} & {name}, 2026-11-26: {other} {"
        );
    }

    #[test]
    fn every_label_has_a_row_of_its_own() {
        let mut keys: Vec<&str> = Label::ALL.iter().map(|label| label.key()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), Label::ALL.len());
    }
}
