//! One requirement: the question, both scores, what it means, and everything the user wants to keep beside it.

use super::{answer_details::answer_details, keys::Keys, levels::maturity_names};
use crate::{
    browser,
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        field::{Field, Kind, field},
        icon::{Picture, icon},
        score_field::{ScoreField, score_field},
    },
    desk::Study,
    key::Key,
};
use belfry_dossier::{
    action::{Action, Change},
    plain::{PlainAnswer, Style},
    record::{Record, Stance},
};
use belfry_engine::{
    catalogue::{Catalogue, Dimension, Requirement},
    identifier::RequirementId,
    level::ScoredLevel,
    maturity::Score,
    succession::Match,
};
use yew::prelude::*;

/// What the card needs.
#[derive(Properties, PartialEq)]
pub struct AnswerCardProps {
    /// What lies on the table.
    pub desk: Study,
    /// The requirement.
    pub requirement: RequirementId,
    /// What its keys do, kept by the page.
    pub keys: Keys,
}

/// One requirement.
#[component]
pub fn AnswerCard(props: &AnswerCardProps) -> Html {
    let (desk, id) = (&props.desk, props.requirement);
    let words = &desk.words;
    let catalogue = desk.catalogue();
    let level = desk.report.level;
    let record = desk.view.dossier.record(id);
    let half = use_state(|| first_open_half(&record));
    use_digits(desk, id, &half, &props.keys);
    let (Some(requirement), Some(said)) = (catalogue.requirement(id), words.requirement(id)) else {
        return Html::default();
    };
    let out_of_play = record.stance == Stance::NotApplicable;
    let field = |dimension: Dimension| {
        let (legend, invitation) = match dimension {
            Dimension::Documentation => (Key::AnswerWritten, Key::AnswerWrittenInvitation),
            Dimension::Implementation => (Key::AnswerDone, Key::AnswerDoneInvitation),
        };
        let change = move |score: Score| Action::Record(id, Change::Score(dimension, score));
        html! {
            { score_field(ScoreField { id: (format!("{}-{id}", dimension.code())).into(), legend: words.get(legend), names: maturity_names(words), meanings: meanings(desk, dimension), invitation: words.get(invitation), value: record.score(dimension), disabled: out_of_play, onchange: desk.acting(change) }) }
        }
    };
    let exact = html! {
        <div class="answer-scores">
            { field(Dimension::Documentation) }
            { field(Dimension::Implementation) }
        </div>
    };
    let style = desk.style();
    let (answers, keys) = match style {
        Style::Exact => (
            html! { <>{ exact }{ stances(desk, id) }</> },
            words.fill(Key::AnswerKeys, &[("half", &words.get(half_key(*half)))]),
        ),
        Style::Plain => (plain_answers(desk, id, &record, exact), words.get(Key::PlainKeys)),
    };
    html! {
        <article class="card stack answer">
            <header class="stack-tight">
                if style == Style::Exact { <p class="row">
                    <span class="identifier">{ id.to_string() }</span>
                    if requirement.is_key_at(level) {
                        <span class="tag tag-key">{ icon(Picture::Bell, "") }{ words.get(Key::AnswerKeyMeasure) }</span>
                    }
                    if requirement.management_aspect {
                        <span class="tag">{ words.get(Key::AnswerManagementAspect) }</span>
                    }
                    <span class="tag">{ words.get(level_key(requirement.from)) }</span>
                </p> }
                <h1 class="answer-title" tabindex="-1">{ &said.title }</h1>
                <p class="lead">{ &said.question }</p>
            </header>
            { carried(desk, id, &record) }
            { answers }
            <p class="soft small screen-only answer-keys">{ keys }</p>
            <details open={!record_is_touched(&record)}>
                <summary>{ words.get(Key::AnswerPractice) }</summary>
                <div class="stack">
                    <p>{ &said.practice }</p>
                    <dl class="answer-evidence">
                        <div><dt>{ words.get(Key::AnswerGoodWritten) }</dt><dd>{ &said.documentation }</dd></div>
                        <div><dt>{ words.get(Key::AnswerGoodDone) }</dt><dd>{ &said.implementation }</dd></div>
                        <div><dt>{ words.get(Key::AnswerWho) }</dt><dd>{ knowers(desk, requirement) }</dd></div>
                        if !requirement.law_points.is_empty() {
                            <div><dt>{ words.get(Key::AnswerLaw) }</dt><dd>{ law_points(desk, requirement) }</dd></div>
                        }
                    </dl>
                </div>
            </details>
            { answer_details(desk, id) }
        </article>
    }
}

fn record_is_touched(record: &Record) -> bool {
    record.documentation.is_some() || record.implementation.is_some() || record.stance != Stance::Scored
}

fn first_open_half(record: &Record) -> Dimension {
    match (record.documentation, record.implementation) {
        (Some(_), None) => Dimension::Implementation,
        (None, _) | (Some(_), Some(_)) => Dimension::Documentation,
    }
}

const fn half_key(dimension: Dimension) -> Key {
    match dimension {
        Dimension::Documentation => Key::AnswerWritten,
        Dimension::Implementation => Key::AnswerDone,
    }
}

/// The name of a scored level.
pub const fn level_key(level: ScoredLevel) -> Key {
    match level {
        ScoredLevel::Basic => Key::LevelBasic,
        ScoredLevel::Important => Key::LevelImportant,
        ScoredLevel::Essential => Key::LevelEssential,
    }
}

/// What each step means, in our words.
fn meanings(desk: &Study, dimension: Dimension) -> [AttrValue; 5] {
    let keys = match dimension {
        Dimension::Documentation => {
            [Key::Documentation1, Key::Documentation2, Key::Documentation3, Key::Documentation4, Key::Documentation5]
        }
        Dimension::Implementation => [
            Key::Implementation1,
            Key::Implementation2,
            Key::Implementation3,
            Key::Implementation4,
            Key::Implementation5,
        ],
    };
    keys.map(|key| desk.words.get(key))
}

fn knowers(desk: &Study, requirement: &Requirement) -> String {
    let name = |knower: &belfry_engine::catalogue::Knower| desk.words.get(super::knower_key(*knower)).to_string();
    requirement.who.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn law_points(desk: &Study, requirement: &Requirement) -> Html {
    let point = |point: &u8| html! { <li>{ desk.words.law(&format!("point.{point}")) }</li> };
    html! {
        <>
            <ul role="list">{ for requirement.law_points.iter().map(point) }</ul>
            <p class="article">{ desk.words.get(Key::AnswerLawBasis) }</p>
        </>
    }
}

/// The keys 1 to 5 score the half at hand, then the other is at hand. Which one that is stands in a cell: two quick
/// keys must not wait for the page to be drawn in between.
#[hook]
fn use_digits(desk: &Study, id: RequirementId, shown: &UseStateHandle<Dimension>, keys: &Keys) {
    let at_hand = use_mut_ref(|| **shown);
    let (desk, shown) = (desk.clone(), shown.clone());
    let style = desk.style();
    let allowed = refusal(&desk, id, &desk.view.dossier.record(id)).is_none();
    keys.set(move |event| {
        if browser::is_typing(&event) {
            return;
        }
        let digit = event.key().parse::<u8>().ok();
        if style == Style::Plain {
            let value = digit.and_then(|digit| plain_values(true).get(usize::from(digit).checked_sub(1)?).copied());
            // A "does not apply" that the rules refuse stays refused from the keyboard.
            let refused = |change: &Change| *change == Change::Stance(Stance::NotApplicable) && !allowed;
            if let Some(change) = value.and_then(plain_change).filter(|change| !refused(change)) {
                desk.act(Action::Record(id, change));
            }
        } else if let Some(score) = digit.and_then(Score::new) {
            let half = *at_hand.borrow();
            let other = match half {
                Dimension::Documentation => Dimension::Implementation,
                Dimension::Implementation => Dimension::Documentation,
            };
            *at_hand.borrow_mut() = other;
            desk.act(Action::Record(id, Change::Score(half, score)));
            shown.set(other);
        }
    });
}

/// An answer that was carried over says so, until it is confirmed.
fn carried(desk: &Study, id: RequirementId, record: &Record) -> Html {
    let words = &desk.words;
    let Some(from) = record.carried_from else { return Html::default() };
    let confirm = desk.acting(move |_: MouseEvent| Action::Record(id, Change::Confirm));
    let partly =
        desk.catalogue().succession.as_ref().and_then(|rows| rows.of(from)).is_some_and(|row| row.kind != Match::Equal);
    let key = if partly { Key::CarriedPartly } else { Key::CarriedEqual };
    html! {
        <div class="note note-uncertain stack-tight">
            <p>{ words.fill(key, &[("from", from.as_str())]) }</p>
            <p><button type="button" class="button" onclick={confirm}>{ words.get(Key::CarriedConfirm) }</button></p>
        </div>
    }
}

/// What a list of plain answers gives back.
fn plain_values(allowed: bool) -> Vec<&'static str> {
    let answers = PlainAnswer::ALL.into_iter().map(PlainAnswer::code);
    let not_applicable = allowed.then_some(Stance::NotApplicable.code());
    answers.chain([Stance::Unknown.code()]).chain(not_applicable).collect()
}

/// The change that a plain answer makes.
fn plain_change(value: &str) -> Option<Change> {
    PlainAnswer::from_code(value).map(Change::Plain).or_else(|| Stance::from_code(value).map(Change::Stance))
}

/// The six plain answers; below them the steps, for who wants to say it more exactly.
fn plain_answers(desk: &Study, id: RequirementId, record: &Record, exact: Html) -> Html {
    let words = &desk.words;
    let refusal = refusal(desk, id, record);
    let allowed = refusal.is_none() || record.stance == Stance::NotApplicable;
    let scored = record.stance == Stance::Scored;
    let plain = PlainAnswer::of(record.documentation, record.implementation).filter(|_| scored);
    let choice = |value: &'static str| {
        let (title, detail, chosen) = match (PlainAnswer::from_code(value), Stance::from_code(value)) {
            (Some(answer), _) => (words.get(plain_key(answer)), AttrValue::default(), plain == Some(answer)),
            (None, Some(Stance::NotApplicable)) => {
                (words.get(Key::StanceNotApplicable), AttrValue::default(), record.stance == Stance::NotApplicable)
            }
            (None, _) => {
                (words.get(Key::StanceUnknown), words.get(Key::StanceUnknownDetail), record.stance == Stance::Unknown)
            }
        };
        Choice { value: value.into(), title, detail, chosen }
    };
    let choices = plain_values(allowed).into_iter().map(choice).collect();
    let onchoose = {
        let desk = desk.clone();
        Callback::from(move |value: AttrValue| {
            if let Some(change) = plain_change(&value) {
                desk.act(Action::Record(id, change));
            }
        })
    };
    let say = |answer| words.get(plain_key(answer));
    let rule = words.fill(
        Key::PlainRule,
        &[
            ("written", &say(PlainAnswer::Written)),
            ("unwritten", &say(PlainAnswer::Unwritten)),
            ("partly", &say(PlainAnswer::Partly)),
            ("no", &say(PlainAnswer::No)),
        ],
    );
    let counts = match (record.documentation, record.implementation) {
        (Some(documentation), Some(implementation)) if scored => Some(words.fill(
            Key::PlainCounts,
            &[
                ("documentation", &documentation.get().to_string()),
                ("implementation", &implementation.get().to_string()),
            ],
        )),
        _ => None,
    };
    html! {
        <>
            { choice_list(ChoiceList { id: (format!("plain-{id}")).into(), legend: words.get(Key::StanceLegend), legend_place: LegendPlace::Unseen, hint: AttrValue::default(), many: Many::One, choices, onchoose }) }
            { justification(desk, id, record) }
            <details open={scored && plain.is_none() && record.documentation.is_some()}>
                <summary>{ words.get(Key::PlainRefine) }</summary>
                <div class="stack">
                    if let Some(counts) = counts { <p>{ counts }</p> }
                    <p class="small">{ words.fill(Key::PlainNumber, &[("number", id.as_str())]) }</p>
                    <p class="small soft">{ rule }</p>
                    { exact }
                    if let Some(refusal) = refusal { <p class="small soft">{ refusal }</p> }
                </div>
            </details>
        </>
    }
}

/// A plain answer, in words.
pub const fn plain_key(answer: PlainAnswer) -> Key {
    match answer {
        PlainAnswer::Written => Key::PlainWritten,
        PlainAnswer::Unwritten => Key::PlainUnwritten,
        PlainAnswer::Partly => Key::PlainPartly,
        PlainAnswer::No => Key::PlainNo,
    }
}

/// The reason that "does not apply" asks for.
fn justification(desk: &Study, id: RequirementId, record: &Record) -> Html {
    let words = &desk.words;
    if record.stance != Stance::NotApplicable {
        return Html::default();
    }
    let justify = desk.acting(move |text| Action::Record(id, Change::Justification(text)));
    let missing =
        if record.lacks_justification() { words.get(Key::StanceJustificationMissing) } else { AttrValue::default() };
    field(Field {
        id: (format!("justification-{id}")).into(),
        label: words.get(Key::StanceJustification),
        hint: words.get(Key::StanceJustificationHint),
        error: missing,
        unit: AttrValue::default(),
        kind: Kind::Paragraph,
        value: (record.justification.clone()).into(),
        oninput: justify,
    })
}

/// "I don't know" and "does not apply", beside the scores and never instead of them.
fn stances(desk: &Study, id: RequirementId) -> Html {
    let words = &desk.words;
    let record = desk.view.dossier.record(id);
    let refusal = refusal(desk, id, &record);
    let choices = [
        (Stance::Scored, Key::StanceScored, Key::StanceScoredDetail),
        (Stance::Unknown, Key::StanceUnknown, Key::StanceUnknownDetail),
    ];
    let mut choices: Vec<Choice> = choices
        .into_iter()
        .map(|(stance, title, detail)| Choice {
            value: stance.code().into(),
            title: words.get(title),
            detail: words.get(detail),
            chosen: record.stance == stance,
        })
        .collect();
    if refusal.is_none() || record.stance == Stance::NotApplicable {
        choices.push(Choice {
            value: Stance::NotApplicable.code().into(),
            title: words.get(Key::StanceNotApplicable),
            detail: not_applicable_detail(desk),
            chosen: record.stance == Stance::NotApplicable,
        });
    }
    let onchoose = {
        let desk = desk.clone();
        Callback::from(move |code: AttrValue| {
            if let Some(stance) = Stance::from_code(&code) {
                desk.act(Action::Record(id, Change::Stance(stance)));
            }
        })
    };
    html! {
        <div class="stack-tight">
            <div class="stances">
                { choice_list(ChoiceList { id: (format!("stance-{id}")).into(), legend: words.get(Key::StanceLegend), legend_place: LegendPlace::Unseen, hint: AttrValue::default(), many: Many::One, choices, onchoose }) }
            </div>
            if let Some(refusal) = refusal {
                <p class="small soft">{ refusal }</p>
            }
            { justification(desk, id, &record) }
        </div>
    }
}

/// Why "not applicable" is not to be had here, if it is not.
fn refusal(desk: &Study, id: RequirementId, record: &Record) -> Option<AttrValue> {
    let (catalogue, level, words) = (desk.catalogue(), desk.report.level, &desk.words);
    let Some(rules) = &catalogue.not_applicable else { return Some(words.get(Key::NotApplicableNever)) };
    let rule = rules.at(level);
    let requirement = catalogue.requirement(id)?;
    let used = used_budget(catalogue, desk, level);
    if rule.forbidden_on_key_measures && requirement.is_key_at(level) {
        Some(words.get(Key::NotApplicableKeyMeasure))
    } else if rule.forbidden_on_management_aspects && requirement.management_aspect {
        Some(words.get(Key::NotApplicableManagementAspect))
    } else if used >= rule.most && record.stance != Stance::NotApplicable {
        Some(words.counted(Key::NotApplicableSpent, rule.most as u64))
    } else {
        None
    }
}

fn not_applicable_detail(desk: &Study) -> AttrValue {
    let (catalogue, level) = (desk.catalogue(), desk.report.level);
    let Some(rules) = &catalogue.not_applicable else { return "".into() };
    let rule = rules.at(level);
    let used = used_budget(catalogue, desk, level).to_string();
    let value = crate::format::maturity(desk.words.language(), rule.counts_as);
    desk.words
        .fill(Key::StanceNotApplicableDetail, &[("used", &used), ("most", &rule.most.to_string()), ("value", &value)])
}

fn used_budget(catalogue: &Catalogue, desk: &Study, level: ScoredLevel) -> usize {
    let dossier = &desk.view.dossier;
    let not_applicable = |id| dossier.known(id).is_some_and(|record| record.stance == Stance::NotApplicable);
    catalogue.at_level(level).filter(|(_, requirement)| not_applicable(requirement.id)).count()
}
