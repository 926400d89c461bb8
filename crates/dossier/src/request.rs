//! Questions put to somebody else: a copy of the dossier that holds nothing but those questions travels as a file, comes
//! back with answers, and is merged. Where both sides answered, the user decides.

use crate::{
    Assessment, Dossier,
    evidence::{Evidence, Target},
    record::{Record, Stance},
};
use belfry_engine::{answer::Answer, catalogue::Knower, identifier::RequirementId};

/// Which questions are put to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Under which name the dossier that asks is kept on the asker's device.
    pub of: String,
    /// Who is asked.
    pub whom: Knower,
    /// Which requirements.
    pub requirements: Vec<RequirementId>,
}

/// An answer that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The requirement.
    pub id: RequirementId,
    /// The record as it would stand: the answer that came back, and whatever else the user had kept beside it.
    pub record: Record,
    /// Whether the user had answered otherwise in the meantime.
    pub clash: Clash,
}

/// Whether an answer that came back meets another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// The question was still open here, or answered the same.
    None,
    /// Both sides answered, and differently.
    Differs,
}

/// The copy for who is asked: the questions, the level, and the organisation's name; no other answers, notes or figures.
#[must_use]
pub fn copy_for(dossier: &Dossier, request: Request) -> Dossier {
    Dossier {
        name: dossier.name.clone(),
        target: dossier.target,
        framework: dossier.framework.clone(),
        request: Some(request),
        ..Dossier::default()
    }
}

/// What came back in a copy, question by question; a question without an answer is left out.
pub fn returned(dossier: &Dossier, copy: &Dossier) -> Vec<Returned> {
    let asked = copy.request.iter().flat_map(|request| &request.requirements);
    let answered = asked.filter_map(|id| {
        let theirs = copy.assessments.get(&dossier.framework).and_then(|all: &Assessment| all.records.get(id))?;
        (theirs.answer() != Answer::Open).then(|| merge(*id, dossier.record(*id), theirs))
    });
    answered.collect()
}

/// The evidence that came back for some of the questions, as far as it serves them.
pub fn evidence_for(copy: &Dossier, taken: &[RequirementId]) -> Vec<Evidence> {
    let serves = |piece: &Evidence| Evidence {
        serves: taken.iter().filter(|id| piece.serves_requirement(**id)).map(|id| Target::Requirement(*id)).collect(),
        ..piece.clone()
    };
    copy.evidence.iter().map(serves).filter(|piece| !piece.serves.is_empty() && !piece.is_blank()).collect()
}

fn merge(id: RequirementId, mine: Record, theirs: &Record) -> Returned {
    let differs = mine.answer() != Answer::Open && mine.answer() != theirs.answer();
    let either = |mine: &str, theirs: &str| match (mine.is_empty(), theirs.is_empty()) {
        (_, true) => mine.to_owned(),
        (true, false) => theirs.to_owned(),
        (false, false) if mine == theirs => mine.to_owned(),
        (false, false) => format!("{mine}\n{theirs}"),
    };
    let record = Record {
        stance: theirs.stance,
        documentation: theirs.documentation.or(mine.documentation),
        implementation: theirs.implementation.or(mine.implementation),
        justification: match theirs.stance {
            Stance::NotApplicable => theirs.justification.clone(),
            Stance::Scored | Stance::Unknown => mine.justification.clone(),
        },
        ask: mine.ask,
        note: either(&mine.note, &theirs.note),
        owner: either(&mine.owner, &theirs.owner),
        due: mine.due.or(theirs.due),
        carried_from: None,
    };
    Returned { id, record, clash: if differs { Clash::Differs } else { Clash::None } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::{Action, Change};
    use crate::plain::PlainAnswer;

    fn id(text: &str) -> RequirementId {
        RequirementId::parse(text).unwrap()
    }

    fn asked() -> (Dossier, Dossier) {
        let note = Action::Record(id("PR.AA-01.1"), Change::Note("ask Ann".to_owned()));
        let mine = Dossier::default().apply(Action::Rename("Workshop".to_owned())).apply(note);
        let requirements = vec![id("PR.AA-01.1"), id("PR.AA-03.2")];
        let copy = copy_for(&mine, Request { of: "x".to_owned(), whom: Knower::It, requirements });
        (mine, copy)
    }

    fn answer(dossier: &Dossier, requirement: &str, answer: PlainAnswer) -> Dossier {
        dossier.apply(Action::Record(id(requirement), Change::Plain(answer)))
    }

    #[test]
    fn the_copy_holds_the_questions_and_nothing_else_that_was_entered() {
        let (mine, copy) = asked();
        assert_eq!(copy.name, mine.name);
        assert!(copy.assessments.is_empty() && copy.profile == Dossier::default().profile);
    }

    #[test]
    fn what_was_open_takes_the_answer_and_keeps_the_note() {
        let (mine, copy) = asked();
        let copy = answer(&copy, "PR.AA-01.1", PlainAnswer::Written);
        let back = returned(&mine, &copy);
        assert_eq!(back.len(), 1, "the other question came back without an answer");
        assert_eq!(back[0].clash, Clash::None);
        assert_eq!(back[0].record.note, "ask Ann");
        let merged = mine.apply(Action::Take(back.into_iter().map(|row| (row.id, row.record)).collect(), Vec::new()));
        assert_ne!(merged.record(id("PR.AA-01.1")).answer(), Answer::Open);
    }

    #[test]
    fn two_different_answers_are_a_clash_and_two_equal_ones_are_not() {
        let (mine, copy) = asked();
        let copy = answer(&answer(&copy, "PR.AA-01.1", PlainAnswer::Written), "PR.AA-03.2", PlainAnswer::No);
        let mine = answer(&answer(&mine, "PR.AA-01.1", PlainAnswer::No), "PR.AA-03.2", PlainAnswer::No);
        let clashes: Vec<_> = returned(&mine, &copy).into_iter().map(|row| row.clash).collect();
        assert_eq!(clashes, [Clash::Differs, Clash::None]);
    }
}
