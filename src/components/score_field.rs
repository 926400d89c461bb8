//! One maturity question: five steps, one row.

use belfry_engine::maturity::Score;
use yew::prelude::*;

/// What a score field shows.
pub struct ScoreField {
    /// Unique in the page: the group's name and the prefix of the ids.
    pub id: AttrValue,
    /// What is scored.
    pub legend: AttrValue,
    /// The name of each step in the user's language, lowest first.
    pub names: [AttrValue; 5],
    /// What each step means, lowest first.
    pub meanings: [AttrValue; 5],
    /// What to say while no step is chosen.
    pub invitation: AttrValue,
    /// The step chosen.
    pub value: Option<Score>,
    /// Whether the steps are out of play, because the requirement does not apply.
    pub disabled: bool,
    /// A step was chosen.
    pub onchange: Callback<Score>,
}

/// One maturity question. Knows no requirement, no language, no store.
pub fn score_field(props: ScoreField) -> Html {
    let meaning_id = format!("{}-meaning", props.id);
    let steps = Score::ALL.into_iter().zip(&props.names);
    let step = |(score, name): (Score, &AttrValue)| {
        let id = format!("{}-{}", props.id, score.get());
        let onchange = props.onchange.reform(move |_: Event| score);
        html! {
            <div class="score-step" key={score.get()}>
                <input type="radio" id={id.clone()} name={props.id.clone()} checked={props.value == Some(score)}
                    disabled={props.disabled} aria-describedby={meaning_id.clone()} {onchange} />
                <label for={id}>
                    <span class="digit">{ score.get() }</span>
                    <span class="step-name">{ name }</span>
                </label>
            </div>
        }
    };
    let chosen = props.value.and_then(|score| props.meanings.get(usize::from(score.get()) - 1));
    html! {
        <fieldset class="score">
            <legend>{ &props.legend }</legend>
            <div class="score-steps">{ for steps.map(step) }</div>
            <p class="score-meaning" id={meaning_id.clone()}>{ chosen.unwrap_or(&props.invitation) }</p>
        </fieldset>
    }
}
