//! Every date of a dossier: the law's own, those that come back, the roadmap's, and those that the user set.

use crate::export::Subject;
use belfry_dossier::{
    Dossier,
    evidence::Evidence,
    record::Record,
    tools::{Certificate, Shown, Tools},
};
use belfry_engine::{
    calendar::{Diary, Due, DueStanding, Identified, Obligation, calendar},
    classification::{Law, Trigger},
    date::Date,
    identifier::{MeasureId, ObligationId, RequirementId, SchemeId},
    report::Report,
    roadmap::{DatedDuty, Milestone, Task},
    scheme::{Answering, Known, Schemes},
};

/// What falls due is worked out from these facts.
#[derive(Clone, Copy)]
pub struct Obligations<'facts> {
    /// The law.
    pub law: &'facts Law,
    /// The schemes.
    pub schemes: &'facts Schemes,
    /// Everything that can fall due.
    pub all: &'facts [Obligation],
}

/// What falls due for an organisation, earliest first. An obligation counts where its scheme binds the entity, the verdict
/// has its duty, and its date of the law holds.
pub fn dues<'facts>(
    facts: Obligations<'facts>,
    dossier: &Dossier,
    report: &Report,
    entered: &Tools,
    today: Date,
) -> Vec<Due<'facts>> {
    const ISO: SchemeId = SchemeId::known("iso27001");
    let known = known(dossier, report);
    let identified = identified(facts.law, report);
    let holds = |one: &&Obligation| {
        // ISO 27001 has dates only for who has, or wants, a certificate.
        let certified = one.scheme != ISO || entered.certificate != Certificate::default();
        let dated = one.deadline.as_ref().is_none_or(|deadline| {
            known.classification.is_some_and(|found| found.deadlines.contains(deadline))
                || (identified == Identified::Yes && one.after_decision.is_some())
        });
        let duty = one.duty.as_ref().is_none_or(|duty| known.has_duty(duty));
        certified && dated && duty && binds(facts.schemes, &one.scheme, &known, entered)
    };
    calendar(facts.all.iter().filter(holds), &diary(dossier, entered, today), identified, today)
}

/// What is known about the organisation, as far as schemes are concerned.
pub fn known<'case>(dossier: &'case Dossier, report: &'case Report) -> Known<'case> {
    let answering = if report.method().answered > 0 { Answering::Begun } else { Answering::Not };
    let situations = dossier.profile.situations.as_ref();
    Known { classification: report.classification.as_ref(), situations, answering }
}

/// Whether a scheme binds the entity: where it concerns it, or the user says so. Hiding a column lifts no duty.
pub fn binds(schemes: &Schemes, id: &SchemeId, known: &Known<'_>, entered: &Tools) -> bool {
    let scheme = schemes.get(id);
    scheme.is_some_and(|scheme| scheme.concerns.holds(known) || entered.schemes.get(id) == Some(&Shown::On))
}

/// Whether the terms of the law run from a decision of the authority.
pub fn identified(law: &Law, report: &Report) -> Identified {
    let note = law.notes.iter().find(|note| matches!(note.when, Trigger::Identified));
    let notes = report.classification.as_ref().map(|found| &found.notes);
    match notes.zip(note) {
        Some((notes, note)) if notes.contains(&note.id) => Identified::Yes,
        Some(_) | None => Identified::No,
    }
}

/// What was done when. Who ticked off the registration in the roadmap need not say it again.
fn diary(dossier: &Dossier, entered: &Tools, today: Date) -> Diary {
    const MEASURE: MeasureId = MeasureId::known("register-with-the-ccb");
    const OBLIGATION: ObligationId = ObligationId::known("registration");
    let mut diary = entered.diary();
    if dossier.planning.done.contains(&MEASURE) && !diary.done.contains_key(&OBLIGATION) {
        diary.done.insert(OBLIGATION, today);
    }
    diary
}

/// Something with a day.
pub(crate) enum Occasion<'case> {
    /// A date of the law.
    Deadline(&'case DatedDuty),
    /// Something that falls due under a scheme.
    Obligation(&'case Due<'case>, Date),
    /// The last day of a measure.
    Task(&'case Task),
    /// A point on the way.
    Milestone(&'case Milestone),
    /// The day that the user set as goal.
    ReadyBy(Date),
    /// The day by which the user wants an answer to be better.
    Requirement(RequirementId, &'case Record, Date),
    /// A piece of evidence that has to be looked at again.
    Review(&'case Evidence, Date),
}

impl Occasion<'_> {
    /// The day.
    pub(crate) fn day(&self) -> Date {
        match self {
            Self::Deadline(dated) => dated.on,
            Self::Task(task) => task.ends,
            Self::Milestone(milestone) => milestone.due,
            Self::Obligation(_, day) | Self::ReadyBy(day) | Self::Requirement(_, _, day) | Self::Review(_, day) => *day,
        }
    }
}

/// Every date of a dossier. A date of the law that an obligation of the calendar stands for comes once, as that
/// obligation, which may run from a decision instead; what is done already does not come.
pub(crate) fn occasions<'case>(subject: &Subject<'case>) -> Vec<Occasion<'case>> {
    let roadmap = &subject.report.roadmap;
    let stands_for =
        |dated: &&DatedDuty| subject.dues.iter().any(|due| due.obligation.deadline.as_ref() == Some(&dated.deadline));
    let mut all: Vec<Occasion<'case>> =
        roadmap.deadlines.iter().filter(|dated| !stands_for(dated)).map(Occasion::Deadline).collect();
    let open = subject.dues.iter().filter(|due| due.standing != DueStanding::Done);
    all.extend(open.filter_map(|due| Some(Occasion::Obligation(due, due.on?))));
    all.extend(roadmap.tasks.iter().map(Occasion::Task));
    all.extend(roadmap.milestones.iter().map(Occasion::Milestone));
    all.extend(subject.dossier.planning.target.map(Occasion::ReadyBy));
    let records = subject.dossier.assessments.get(&subject.catalogue().id).map(|assessment| assessment.records.iter());
    let dated = records.into_iter().flatten().filter_map(|(id, record)| Some((id, record, record.due?)));
    all.extend(dated.map(|(id, record, day)| Occasion::Requirement(*id, record, day)));
    let reviews = subject.dossier.evidence.iter().filter_map(|piece| Some((piece, piece.holds_until()?)));
    all.extend(reviews.map(|(piece, day)| Occasion::Review(piece, day)));
    all
}
