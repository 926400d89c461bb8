//! Legal references and degrees of certainty as the user reads them.

use crate::{
    components::icon::{Picture, icon},
    desk::Desk,
    key::Key,
};
use belfry_engine::law::{Certainty, LegalReference};
use yew::prelude::*;

/// The Belgian law: cited by article alone, since most citations are of it.
const THE_LAW: &str = "be-nis2";

/// A list of places, each a link to the official text.
pub fn citations<'law>(desk: &Desk, law: impl IntoIterator<Item = &'law LegalReference>) -> Html {
    let links = law.into_iter().enumerate().map(|(at, reference)| {
        html! { <>{ if at > 0 { " · " } else { "" } }{ citation(desk, reference) }</> }
    });
    html! { <span class="article">{ for links }</span> }
}

/// A place, as a link to the official text.
pub fn citation(desk: &Desk, reference: &LegalReference) -> Html {
    let words = &desk.words;
    let name = words.law(&format!("instrument.{}", reference.instrument));
    let text = if reference.article == "page" {
        name.clone()
    } else {
        let article = place(desk, reference);
        if reference.instrument.as_str() == THE_LAW { article } else { format!("{name}, {article}").into() }
    };
    match desk.law.instrument(&reference.instrument) {
        None => html! { <span>{ text }</span> },
        Some(instrument) => html! {
            <a href={instrument.address.clone()} target="_blank" rel="noreferrer" title={name}>{ text }</a>
        },
    }
}

/// Article, paragraph and point as the language prints them: "art. 3, § 1er" in French.
pub fn place(desk: &Desk, reference: &LegalReference) -> AttrValue {
    let words = &desk.words;
    let (key, article) = match reference.article.strip_prefix("annex ") {
        None => (Key::LawArticle, &*reference.article),
        Some(place) => match place.strip_prefix("art.") {
            None => (Key::LawAnnex, place),
            Some(article) => (Key::LawAnnexArticle, article),
        },
    };
    let paragraph = match &*reference.paragraph {
        "" => String::new(),
        "§1" => words.get(Key::LawParagraphOne).to_string(),
        paragraph => words.fill(Key::LawParagraph, &[("number", paragraph.trim_start_matches('§'))]).to_string(),
    };
    let parts = [article, &paragraph, &reference.point];
    let place = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    words.fill(key, &[("place", &place)])
}

/// How sure the project is; nothing is said of what is settled.
pub fn certainty(desk: &Desk, certainty: Certainty) -> Html {
    let key = match certainty {
        Certainty::Settled => return Html::default(),
        Certainty::Reported => Key::CertaintyReported,
        Certainty::Uncertain => Key::CertaintyUncertain,
    };
    html! { <span class="tag tag-near">{ icon(Picture::Question, "") }{ desk.words.get(key) }</span> }
}
