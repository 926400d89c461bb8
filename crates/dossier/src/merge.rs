//! The answers of two people made one. What both say alike, what only one of them says, and halves that complete each other
//! are joined; where they differ, the user decides. Neither dossier is touched: the outcome is a third.

use crate::{
    Assessment, Dossier, evidence,
    plain::HabitAnswer,
    record::{Record, Stance},
};
use belfry_engine::{
    identifier::{FrameworkId, MeasureId, RequirementId},
    maturity::Score,
};

/// One of the two dossiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The one whose other parts are kept.
    First,
    /// The other one.
    Second,
}

/// Something that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A requirement of a version of the framework.
    Requirement(FrameworkId, RequirementId),
    /// A habit of the starting level.
    Habit(MeasureId),
}

/// What somebody said to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Everything known about a requirement.
    Record(Box<Record>),
    /// How far a habit is.
    Habit(HabitAnswer),
}

/// What the two make of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Both say the same.
    Same,
    /// Only one of them says something, or the other does not know.
    Only(Side),
    /// One scored a half that the other left open, and no half is scored differently.
    Completed,
    /// They differ: the first's answer, the second's.
    Disputed(Given, Given),
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub question: Question,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// How a dispute is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// As the first says.
    First,
    /// As the second says.
    Second,
    /// The lower score of each half.
    Lower,
    /// The higher score of each half.
    Higher,
}

/// A part of a dossier beside its answers and evidence, of which the first's is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The organisation's name.
    Name,
    /// The scope answers.
    Profile,
    /// Who decided on them.
    Decision,
    /// The cells of the selection tool.
    Selection,
    /// The level aimed for.
    Target,
    /// The framework at hand.
    Framework,
    /// How to go about the roadmap.
    Planning,
    /// What was entered in the tools.
    Tools,
}

/// Two dossiers side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// Every question to which at least one of them says something.
    pub rows: Vec<Row>,
    /// What differs besides; the first's is kept.
    pub parts: Vec<Part>,
    /// For how many requirements both name somebody who looks after it, a day, or whom to ask, and differ; what the answer
    /// that counts came with is kept.
    pub details: usize,
    /// Everything that nobody disputes.
    joined: Dossier,
}

/// What a record says, without what was noted beside it and what does not count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Unknown,
    NotApplicable,
    Scores(Option<Score>, Option<Score>),
}

fn said(record: &Record) -> Said {
    match (record.stance, record.documentation, record.implementation) {
        (Stance::Unknown, _, _) => Said::Unknown,
        (Stance::NotApplicable, _, _) => Said::NotApplicable,
        (Stance::Scored, None, None) => Said::Nothing,
        (Stance::Scored, documentation, implementation) => Said::Scores(documentation, implementation),
    }
}

fn outcome(first: &Record, second: &Record) -> Option<Outcome> {
    let parts = |one: Option<Score>, other: Option<Score>| one.zip(other).is_some_and(|(one, other)| one != other);
    let disputed =
        || Outcome::Disputed(Given::Record(Box::new(first.clone())), Given::Record(Box::new(second.clone())));
    Some(match (said(first), said(second)) {
        (Said::Nothing, Said::Nothing) => return None,
        (one, other) if one == other => Outcome::Same,
        (_, Said::Nothing) => Outcome::Only(Side::First),
        (Said::Nothing, _) => Outcome::Only(Side::Second),
        (_, Said::Unknown) => Outcome::Only(Side::First),
        (Said::Unknown, _) => Outcome::Only(Side::Second),
        (Said::Scores(one_written, one_done), Said::Scores(other_written, other_done)) => {
            if parts(one_written, other_written) || parts(one_done, other_done) {
                disputed()
            } else {
                Outcome::Completed
            }
        }
        (Said::NotApplicable, _) | (_, Said::NotApplicable) => disputed(),
    })
}

fn habit_outcome(first: Option<HabitAnswer>, second: Option<HabitAnswer>) -> Option<Outcome> {
    let known = |answer: Option<HabitAnswer>| answer.filter(|answer| *answer != HabitAnswer::Unknown);
    Some(match (first, second) {
        (None, None) => return None,
        (one, other) if one == other => Outcome::Same,
        (Some(one), Some(other)) if known(first).is_some() && known(second).is_some() => {
            Outcome::Disputed(Given::Habit(one), Given::Habit(other))
        }
        (Some(_), _) if known(second).is_none() && (known(first).is_some() || second.is_none()) => {
            Outcome::Only(Side::First)
        }
        (_, _) => Outcome::Only(Side::Second),
    })
}

/// Two texts as one; what is there already is not said twice.
fn joined_text(first: &str, second: &str) -> String {
    let holds = |whole: &str, part: &str| format!("\n{whole}\n").contains(&format!("\n{part}\n"));
    if second.is_empty() || holds(first, second) {
        first.to_owned()
    } else if first.is_empty() || holds(second, first) {
        second.to_owned()
    } else {
        format!("{first}\n{second}")
    }
}

/// The record that counts, with what the two noted beside it.
fn joined(counts: Record, first: &Record, second: &Record) -> Record {
    let other =
        if counts.owner.is_empty() { [first, second].into_iter().find(|one| !one.owner.is_empty()) } else { None };
    let owner = other.map_or(counts.owner, |other| other.owner.clone());
    Record {
        justification: joined_text(&first.justification, &second.justification),
        note: joined_text(&first.note, &second.note),
        ask: counts.ask.or(first.ask).or(second.ask),
        due: counts.due.or(first.due).or(second.due),
        owner,
        ..counts
    }
}

fn settled(outcome: &Outcome, first: &Record, second: &Record) -> Record {
    let counts = match outcome {
        // Confirmed by one of them is confirmed.
        Outcome::Same => Record { carried_from: first.carried_from.and(second.carried_from), ..first.clone() },
        Outcome::Only(Side::Second) => second.clone(),
        Outcome::Completed => Record {
            documentation: first.documentation.or(second.documentation),
            implementation: first.implementation.or(second.implementation),
            ..first.clone()
        },
        // What is disputed stands as the first has it until the user decides.
        Outcome::Only(Side::First) | Outcome::Disputed(..) => first.clone(),
    };
    joined(counts, first, second)
}

fn differ<T: PartialEq + Default>(first: &T, second: &T) -> bool {
    let nothing = T::default();
    *first != nothing && *second != nothing && first != second
}

/// Puts two dossiers side by side.
pub fn merge(first: &Dossier, second: &Dossier) -> Merge {
    let nothing = Record::default();
    let mut merge = Merge {
        rows: Vec::new(),
        parts: parts(first, second),
        details: 0,
        joined: Dossier {
            request: None,
            evidence: evidence::united(&first.evidence, &second.evidence),
            ..first.clone()
        },
    };
    for (framework, theirs) in second.assessments.iter() {
        if first.assessments.get(framework).is_none() && !theirs.records.is_empty() {
            merge.joined.assessments.insert(framework.clone(), Assessment::default());
        }
    }
    let frameworks: Vec<FrameworkId> =
        merge.joined.assessments.iter().map(|(framework, _)| framework.clone()).collect();
    for framework in frameworks {
        let records = |dossier: &Dossier| dossier.assessments.get(&framework).cloned().unwrap_or_default().records;
        let (ours, theirs) = (records(first), records(second));
        let mut ids: Vec<RequirementId> = ours.iter().map(|(id, _)| *id).collect();
        ids.extend(theirs.iter().map(|(id, _)| *id).filter(|id| !ours.contains_key(id)));
        for id in ids {
            let (one, other) = (ours.get(&id).unwrap_or(&nothing), theirs.get(&id).unwrap_or(&nothing));
            if differ(&one.owner, &other.owner) || differ(&one.due, &other.due) || differ(&one.ask, &other.ask) {
                merge.details += 1;
            }
            let outcome = outcome(one, other);
            let record = match &outcome {
                Some(outcome) => settled(outcome, one, other),
                None => joined(one.clone(), one, other),
            };
            merge.put(&framework, id, record);
            if let Some(outcome) = outcome {
                merge.rows.push(Row { question: Question::Requirement(framework.clone(), id), outcome });
            }
        }
    }
    merge.join_habits(first, second);
    merge
}

fn parts(first: &Dossier, second: &Dossier) -> Vec<Part> {
    [
        (Part::Name, first.name != second.name),
        (Part::Profile, first.profile != second.profile),
        (Part::Decision, first.decision != second.decision),
        (Part::Selection, first.selection != second.selection),
        (Part::Target, first.target != second.target),
        (Part::Framework, first.framework != second.framework),
        (Part::Planning, first.planning != second.planning),
        // Read or unread, what a file would hold is the same.
        (Part::Tools, first.tools.saved() != second.tools.saved()),
    ]
    .into_iter()
    .filter_map(|(part, differs)| differs.then_some(part))
    .collect()
}

impl Merge {
    fn put(&mut self, framework: &FrameworkId, id: RequirementId, record: Record) {
        if let Some(assessment) = self.joined.assessments.get_mut(framework)
            && (assessment.records.contains_key(&id) || !record.is_empty())
        {
            assessment.records.insert(id, record);
        }
    }

    fn join_habits(&mut self, first: &Dossier, second: &Dossier) {
        let mut ids: Vec<&MeasureId> = first.habits.iter().map(|(id, _)| id).collect();
        ids.extend(second.habits.iter().map(|(id, _)| id).filter(|id| !first.habits.contains_key(*id)));
        for id in ids {
            let (one, other) = (first.habits.get(id).copied(), second.habits.get(id).copied());
            let Some(outcome) = habit_outcome(one, other) else { continue };
            if let (Outcome::Only(Side::Second), Some(other)) = (&outcome, other) {
                self.joined.habits.insert(id.clone(), other);
            }
            self.rows.push(Row { question: Question::Habit(id.clone()), outcome });
        }
    }

    /// The disputes, in the order in which [`settled`](Self::settled) takes the choices.
    pub fn disputes(&self) -> impl Iterator<Item = (&Question, &Given, &Given)> {
        self.rows.iter().filter_map(|row| match &row.outcome {
            Outcome::Disputed(first, second) => Some((&row.question, first, second)),
            Outcome::Same | Outcome::Only(_) | Outcome::Completed => None,
        })
    }

    /// The third dossier, once every dispute has a choice that can settle it; `None` until then.
    pub fn settled(&self, choices: &[Option<Choice>]) -> Option<Dossier> {
        let mut third = Self { rows: Vec::new(), parts: Vec::new(), ..self.clone() };
        for (at, (question, first, second)) in self.disputes().enumerate() {
            let choice = choices.get(at).copied().flatten()?;
            match (question, choice.of(first, second)?) {
                (Question::Requirement(framework, id), Given::Record(record)) => third.put(framework, *id, *record),
                (Question::Habit(id), Given::Habit(answer)) => drop(third.joined.habits.insert(id.clone(), answer)),
                (Question::Requirement(..), Given::Habit(_)) | (Question::Habit(_), Given::Record(_)) => return None,
            }
        }
        Some(third.joined)
    }
}

impl Choice {
    /// What a dispute comes to; `None` where one side is "not applicable" and a lower or higher score is asked for.
    pub fn of(self, first: &Given, second: &Given) -> Option<Given> {
        match (first, second) {
            (Given::Record(one), Given::Record(other)) => {
                Some(Given::Record(Box::new(joined(self.of_records(one, other)?, one, other))))
            }
            (Given::Habit(one), Given::Habit(other)) => {
                let worse = |answer: &HabitAnswer| HabitAnswer::ALL.iter().position(|one| one == answer);
                Some(Given::Habit(match self {
                    Self::First => *one,
                    Self::Second => *other,
                    Self::Lower => {
                        if worse(one) >= worse(other) {
                            *one
                        } else {
                            *other
                        }
                    }
                    Self::Higher => {
                        if worse(one) <= worse(other) {
                            *one
                        } else {
                            *other
                        }
                    }
                }))
            }
            (Given::Record(_), Given::Habit(_)) | (Given::Habit(_), Given::Record(_)) => None,
        }
    }

    fn of_records(self, first: &Record, second: &Record) -> Option<Record> {
        let each = |choose: fn(Score, Score) -> Score| {
            let half = |one: Option<Score>, other: Option<Score>| match (one, other) {
                (Some(one), Some(other)) => Some(choose(one, other)),
                (one, other) => one.or(other),
            };
            let scored = first.stance == Stance::Scored && second.stance == Stance::Scored;
            scored.then(|| Record {
                documentation: half(first.documentation, second.documentation),
                implementation: half(first.implementation, second.implementation),
                carried_from: None,
                ..first.clone()
            })
        };
        match self {
            Self::First => Some(first.clone()),
            Self::Second => Some(second.clone()),
            Self::Lower => each(Score::min),
            Self::Higher => each(Score::max),
        }
    }
}

#[cfg(test)]
mod tests;
