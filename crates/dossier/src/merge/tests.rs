use super::*;
use crate::{
    action::{Action, EvidenceChange},
    evidence::{Evidence, Target},
};
use belfry_engine::{
    answer::Answer,
    catalogue::{Dimension, Knower},
    date::Date,
};
use proptest::prelude::*;

const OLDER: FrameworkId = FrameworkId::known("cyfun-2023");

fn id(text: &str) -> RequirementId {
    RequirementId::parse(text).unwrap()
}

fn scored(documentation: u8, implementation: u8) -> Record {
    Record { documentation: Score::new(documentation), implementation: Score::new(implementation), ..Record::default() }
}

fn with(records: Vec<(&str, Record)>) -> Dossier {
    let records = records.into_iter().map(|(text, record)| (id(text), record)).collect();
    Dossier::default().apply(Action::Take(records, Vec::new()))
}

fn outcomes(merge: &Merge) -> Vec<&Outcome> {
    merge.rows.iter().map(|row| &row.outcome).collect()
}

#[test]
fn two_people_agree_complete_each_other_or_differ() {
    let noted = |record: Record, note: &str, owner: &str| Record { note: note.into(), owner: owner.into(), ..record };
    let first = with(vec![
        ("GV.OC-01.1", noted(scored(3, 2), "seen", "An")),
        ("GV.OC-02.1", scored(4, 4)),
        ("GV.OC-03.1", scored(3, 0)),
        ("GV.OC-04.1", noted(scored(2, 5), "mine", "")),
        ("GV.OC-05.1", Record { stance: Stance::Unknown, ..Record::default() }),
    ]);
    let second = with(vec![
        ("GV.OC-01.1", noted(scored(3, 2), "heard", "Bert")),
        ("GV.OC-03.1", scored(0, 4)),
        ("GV.OC-04.1", noted(scored(4, 1), "theirs", "Bert")),
        ("GV.OC-05.1", scored(1, 1)),
    ]);
    let merge = merge(&first, &second);
    let kinds = outcomes(&merge);
    assert!(matches!(
        kinds[..],
        [
            Outcome::Same,
            Outcome::Only(Side::First),
            Outcome::Completed,
            Outcome::Disputed(..),
            Outcome::Only(Side::Second)
        ]
    ));
    assert_eq!(merge.details, 1, "An or Bert");
    assert_eq!(merge.settled(&[None]), None, "nothing is decided for the user");
    let of = |choice| merge.settled(&[Some(choice)]).unwrap().record(id("GV.OC-04.1"));
    let pair = |record: Record| (record.documentation.unwrap().get(), record.implementation.unwrap().get());
    let choices = [Choice::First, Choice::Second, Choice::Lower, Choice::Higher];
    assert_eq!(choices.map(|choice| pair(of(choice))), [(2, 5), (4, 1), (2, 1), (4, 5)]);
    assert_eq!((of(Choice::First).note, of(Choice::First).owner), ("mine\ntheirs".into(), "Bert".into()));
    let third = merge.settled(&[Some(Choice::First)]).unwrap();
    assert_eq!(third.record(id("GV.OC-01.1")).note, "seen\nheard");
    assert_eq!(pair(third.record(id("GV.OC-03.1"))), (3, 4));
    assert_eq!(pair(third.record(id("GV.OC-05.1"))), (1, 1));
}

#[test]
fn not_applicable_is_neither_lower_nor_higher_than_a_score() {
    let absent = Record { stance: Stance::NotApplicable, justification: "no plant".into(), ..Record::default() };
    let merge = merge(&with(vec![("GV.OC-01.1", absent)]), &with(vec![("GV.OC-01.1", scored(2, 2))]));
    assert_eq!(merge.settled(&[Some(Choice::Lower)]), None);
    assert_eq!(merge.settled(&[Some(Choice::Higher)]), None);
    let third = merge.settled(&[Some(Choice::Second)]).unwrap().record(id("GV.OC-01.1"));
    assert_eq!((third.stance, third.justification.as_str()), (Stance::Scored, "no plant"));
}

#[test]
fn habits_are_answers_too() {
    let habit = |text, answer| (MeasureId::parse(text).unwrap(), answer);
    let of =
        |habits: [(MeasureId, HabitAnswer); 3]| Dossier { habits: habits.into_iter().collect(), ..Dossier::default() };
    let (yes, partly, unknown) = (HabitAnswer::Yes, HabitAnswer::Partly, HabitAnswer::Unknown);
    let first = of([habit("a", yes), habit("b", unknown), habit("c", yes)]);
    let second = of([habit("a", partly), habit("b", partly), habit("d", unknown)]);
    let merge = merge(&first, &second);
    let lower = merge.settled(&[Some(Choice::Lower)]).unwrap().habits;
    let expected = [habit("a", partly), habit("b", partly), habit("c", yes), habit("d", unknown)];
    assert_eq!(lower, expected.clone().into_iter().collect());
    assert_eq!(merge.settled(&[Some(Choice::Higher)]).unwrap().habits.get(&expected[0].0), Some(&yes));
}

#[test]
fn the_other_parts_are_the_first_ones_and_what_differs_is_named() {
    let rename = |name: &str| Dossier::default().apply(Action::Rename(name.to_owned()));
    let (first, second) = (rename("Workshop"), rename("Work shop").apply(Action::Framework(OLDER)));
    let merge = merge(&first, &second);
    assert_eq!(merge.parts, [Part::Name, Part::Framework]);
    let third = merge.settled(&[]).unwrap();
    assert_eq!((third.name.as_str(), third.framework), ("Workshop", first.framework));
}

fn record() -> impl Strategy<Value = Record> {
    let score = || prop::option::of((1_u8..=5).prop_map(|step| Score::new(step).unwrap()));
    let stance = prop::sample::select(vec![Stance::Scored, Stance::Scored, Stance::Unknown, Stance::NotApplicable]);
    let text = || prop::sample::select(vec!["", "a", "b", "a\nb"]).prop_map(str::to_owned);
    let ask = prop::option::of(prop::sample::select(vec![Knower::It, Knower::Hr]));
    let due = prop::option::of((1_u32..=28).prop_map(|day| Date::from_civil(2027, 1, day).unwrap()));
    let carried = prop::option::of(Just(id("PR.AC-1.1")));
    (stance, score(), score(), text(), ask, text(), text(), due, carried).prop_map(
        |(stance, documentation, implementation, justification, ask, note, owner, due, carried_from)| Record {
            stance,
            documentation,
            implementation,
            justification,
            ask,
            note,
            owner,
            due,
            carried_from,
        },
    )
}

fn piece() -> impl Strategy<Value = Evidence> {
    let title = prop::sample::select(vec!["policy", "list"]);
    let served = prop::collection::vec(prop::sample::select(vec!["PR.AA-01.1", "GV.OC-01.1", "GV.OC-02.1"]), 1..3);
    (title, prop::sample::select(Dimension::ALL.to_vec()), served).prop_map(|(title, dimension, served)| Evidence {
        title: title.to_owned(),
        serves: served.into_iter().map(|text| Target::Requirement(id(text))).collect(),
        ..Evidence::new(dimension)
    })
}

fn dossier() -> impl Strategy<Value = Dossier> {
    let ids = || prop::sample::select(vec!["GV.OC-01.1", "GV.OC-02.1", "PR.AA-01.1", "PR.AA-02.1"]);
    let records = || prop::collection::vec((ids().prop_map(id), record()), 0..5);
    let habits = prop::collection::vec(
        (prop::sample::select(vec!["a", "b", "c"]), prop::sample::select(HabitAnswer::ALL.to_vec())),
        0..4,
    );
    let evidence = prop::collection::vec(piece(), 0..4);
    (records(), prop::option::of(records()), habits, evidence, prop::sample::select(vec!["", "x", "y"])).prop_map(
        |(records, older, habits, evidence, name)| {
            let mut dossier = Dossier::default().apply(Action::Take(records, Vec::new()));
            if let Some(older) = older {
                let newest = dossier.framework.clone();
                dossier = dossier.apply(Action::Framework(OLDER)).apply(Action::Take(older, Vec::new()));
                dossier = dossier.apply(Action::Framework(newest));
            }
            for piece in evidence {
                dossier = dossier.apply(Action::Evidence(EvidenceChange::Add(Box::new(piece))));
            }
            let habits = habits.into_iter().map(|(text, answer)| (MeasureId::parse(text).unwrap(), answer));
            Dossier { name: name.to_owned(), habits: habits.collect(), ..dossier }
        },
    )
}

fn everywhere(merge: &Merge, choice: Choice) -> Dossier {
    merge.settled(&vec![Some(choice); merge.disputes().count()]).unwrap()
}

/// Every answered requirement of a dossier.
fn answers(dossier: &Dossier) -> Vec<(FrameworkId, RequirementId, Answer)> {
    let of = |(framework, assessment): (&FrameworkId, &Assessment)| {
        let records = assessment.records.iter().map(|(id, record)| (framework.clone(), *id, record.answer()));
        records.filter(|(.., answer)| *answer != Answer::Open).collect::<Vec<_>>()
    };
    dossier.assessments.iter().flat_map(of).collect()
}

fn answer_in(dossier: &Dossier, framework: &FrameworkId, id: RequirementId) -> Answer {
    let record = dossier.assessments.get(framework).and_then(|assessment| assessment.records.get(&id));
    record.map(Record::answer).unwrap_or_default()
}

fn mirrored(outcome: &Outcome) -> Outcome {
    match outcome {
        Outcome::Same => Outcome::Same,
        Outcome::Completed => Outcome::Completed,
        Outcome::Only(Side::First) => Outcome::Only(Side::Second),
        Outcome::Only(Side::Second) => Outcome::Only(Side::First),
        Outcome::Disputed(first, second) => Outcome::Disputed(second.clone(), first.clone()),
    }
}

fn sorted(merge: &Merge, turn: impl Fn(&Outcome) -> Outcome) -> Vec<(String, Outcome)> {
    let mut rows: Vec<_> = merge.rows.iter().map(|row| (format!("{:?}", row.question), turn(&row.outcome))).collect();
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    rows
}

proptest! {
    #[test]
    fn no_answer_is_lost(first in dossier(), second in dossier()) {
        let merge = merge(&first, &second);
        let disputed: Vec<&Question> = merge.disputes().map(|(question, ..)| question).collect();
        for choice in [Choice::First, Choice::Second] {
            let third = everywhere(&merge, choice);
            for (framework, id, answer) in answers(&first).into_iter().chain(answers(&second)) {
                let in_dispute = disputed.contains(&&Question::Requirement(framework.clone(), id));
                prop_assert!(in_dispute || answer_in(&third, &framework, id) == answer, "{id}");
                prop_assert!(!in_dispute || merge.disputes().any(|(_, one, other)| [one, other].into_iter().any(|given| match given {
                    Given::Record(record) => record.answer() == answer,
                    Given::Habit(_) => false,
                })), "{id}");
            }
        }
        for (id, answer) in first.habits.iter().chain(second.habits.iter()) {
            let in_dispute = disputed.contains(&&Question::Habit(id.clone()));
            let kept = everywhere(&merge, Choice::First).habits.get(id).copied();
            prop_assert!(in_dispute || *answer == HabitAnswer::Unknown || kept == Some(*answer));
        }
    }

    #[test]
    fn no_word_and_no_evidence_is_lost(first in dossier(), second in dossier()) {
        let merge = merge(&first, &second);
        let third = everywhere(&merge, Choice::Second);
        for dossier in [&first, &second] {
            for (framework, assessment) in dossier.assessments.iter() {
                for (id, record) in assessment.records.iter() {
                    let kept = third.assessments.get(framework).and_then(|assessment| assessment.records.get(id));
                    let kept = kept.cloned().unwrap_or_default();
                    for line in record.note.lines() {
                        prop_assert!(kept.note.lines().any(|one| one == line));
                    }
                    for line in record.justification.lines() {
                        prop_assert!(kept.justification.lines().any(|one| one == line));
                    }
                    prop_assert!(record.due.is_none() || kept.due.is_some());
                    prop_assert!(record.owner.is_empty() || !kept.owner.is_empty());
                }
            }
            for piece in &dossier.evidence {
                let served = |target: &Target| third.evidence.iter().any(|kept| {
                    kept.title == piece.title && kept.dimension == piece.dimension && kept.serves.contains(target)
                });
                prop_assert!(piece.serves.iter().all(served));
            }
        }
        let twice = |piece: &Evidence| third.evidence.iter().filter(|other| *other == piece).count();
        let own = |piece: &Evidence| first.evidence.iter().filter(|other| *other == piece).count().max(1);
        prop_assert!(second.evidence.iter().all(|piece| twice(piece) <= own(piece)));
    }

    #[test]
    fn merged_with_itself_a_dossier_stays_as_it_is(dossier in dossier()) {
        let merge = merge(&dossier, &dossier);
        prop_assert_eq!(merge.disputes().count() + merge.parts.len() + merge.details, 0);
        prop_assert!(merge.rows.iter().all(|row| row.outcome == Outcome::Same));
        prop_assert_eq!(merge.settled(&[]), Some(dossier));
    }

    #[test]
    fn the_order_only_swaps_the_sides(first in dossier(), second in dossier()) {
        let (one, other) = (merge(&first, &second), merge(&second, &first));
        prop_assert_eq!(sorted(&one, mirrored), sorted(&other, Outcome::clone));
        prop_assert_eq!(&one.parts, &other.parts);
        prop_assert_eq!(one.details, other.details);
        prop_assert_eq!(answers(&everywhere(&one, Choice::First)), answers(&everywhere(&other, Choice::Second)));
    }

    #[test]
    fn the_lower_of_two_is_never_above_either_and_the_higher_never_below(first in record(), second in record()) {
        let given = |record: &Record| Given::Record(Box::new(record.clone()));
        let chosen = |choice: Choice| choice.of(&given(&first), &given(&second));
        match (chosen(Choice::Lower), chosen(Choice::Higher)) {
            (Some(Given::Record(lower)), Some(Given::Record(higher))) => for dimension in Dimension::ALL {
                for one in [&first, &second].into_iter().filter_map(|one| one.score(dimension)) {
                    prop_assert!(lower.score(dimension).unwrap() <= one && one <= higher.score(dimension).unwrap());
                }
            },
            (lower, higher) => {
                prop_assert_eq!((lower, higher), (None, None));
                prop_assert!([&first, &second].iter().any(|one| one.stance != Stance::Scored));
            }
        }
    }
}
