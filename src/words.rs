//! Words: one language at a time, fetched, never compiled in. The only code that fetches.

use crate::key::{Key, PATHS};
use belfry_engine::collections::Map;
use belfry_engine::identifier::RequirementId;
use gloo::net::http::Request;
use serde_json::Value;
use std::{fmt, rc::Rc};
use yew::AttrValue;

/// A language that Belfry speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
}

impl Language {
    /// Every language; a new one is a line here and a folder of texts.
    pub const ALL: [Self; 1] = [Self::English];

    /// The code of BCP 47, also the name of the folder.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// The language with this code, whatever region follows it (`en-GB`).
    pub fn from_code(code: &str) -> Option<Self> {
        let start = code.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code() == start)
    }

    /// Whether `count` takes the singular.
    const fn is_one(self, count: u64) -> bool {
        match self {
            Self::English => count == 1,
        }
    }
}

/// Why the words of a language could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoWords(pub String);

impl fmt::Display for NoWords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "texts could not be read: {}", self.0)
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Text {
    Plain(AttrValue),
    Counted { one: AttrValue, other: AttrValue },
}

/// What is said of one requirement.
#[derive(Clone, Debug, PartialEq)]
pub struct RequirementWords {
    /// A short name.
    pub title: AttrValue,
    /// One plain question.
    pub question: AttrValue,
    /// What it means in practice.
    pub practice: AttrValue,
    /// What good written evidence looks like.
    pub documentation: AttrValue,
    /// What good evidence of practice looks like.
    pub implementation: AttrValue,
}

/// What is said of one measure of the roadmap.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureWords {
    /// What to do, as an instruction.
    pub title: AttrValue,
    /// What goes wrong without it.
    pub why: AttrValue,
    /// The first steps.
    pub how: AttrValue,
}

/// The words that only the later pages need.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaterWords {
    names: Map<String, AttrValue>,
    requirements: Map<RequirementId, RequirementWords>,
    measures: Map<String, MeasureWords>,
}

/// Everything Belfry says, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    language: Language,
    interface: Vec<Text>,
    law: Rc<Map<String, AttrValue>>,
    later: Option<Rc<LaterWords>>,
}

impl Words {
    /// Reads the words that every page needs.
    ///
    /// # Errors
    /// A file that is not JSON of the expected shape, or lacks a key.
    pub fn parse(language: Language, interface: &str, law: &str) -> Result<Self, NoWords> {
        let mut texts = object(interface)?;
        let interface = PATHS
            .iter()
            .map(|(_, path)| text(texts.remove(*path)).ok_or_else(|| NoWords(format!("ui.json: {path}"))))
            .collect::<Result<_, _>>()?;
        let law = object(law)?.into_iter().filter_map(|(key, value)| Some((key, sentence(&value)?))).collect();
        Ok(Self { language, interface, law: Rc::new(law), later: None })
    }

    /// The same, with the words of the later pages.
    pub fn with_later(&self, later: LaterWords) -> Self {
        Self { later: Some(Rc::new(later)), ..self.clone() }
    }

    /// The language spoken.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether the words of the later pages have arrived.
    pub const fn is_complete(&self) -> bool {
        self.later.is_some()
    }

    /// A sentence of the interface.
    pub fn get(&self, key: Key) -> AttrValue {
        match self.interface.get(key as usize) {
            Some(Text::Plain(text) | Text::Counted { other: text, .. }) => text.clone(),
            None => key.path().into(),
        }
    }

    /// A sentence with its `{places}` filled.
    pub fn fill(&self, key: Key, places: &[(&str, &str)]) -> AttrValue {
        fill(&self.get(key), places).into()
    }

    /// A sentence that depends on a number, which also fills `{count}`.
    pub fn counted(&self, key: Key, count: u64) -> AttrValue {
        self.counted_fill(key, count, &[])
    }

    /// A sentence that depends on a number and has other places to fill.
    pub fn counted_fill(&self, key: Key, count: u64, places: &[(&str, &str)]) -> AttrValue {
        let text = match self.interface.get(key as usize) {
            Some(Text::Counted { one, .. }) if self.language.is_one(count) => one.clone(),
            Some(_) | None => self.get(key),
        };
        let number = count.to_string();
        fill(&fill(&text, &[("count", &number)]), places).into()
    }

    /// A sentence about the law, sectors, duties or dates, by its key in `law.json`; the key itself when there is
    /// none, which the tests refuse.
    pub fn law(&self, key: &str) -> AttrValue {
        self.law.get(key).cloned().unwrap_or_else(|| key.to_owned().into())
    }

    /// What is said of a requirement; `None` while the later words travel.
    pub fn requirement(&self, id: RequirementId) -> Option<&RequirementWords> {
        self.later.as_ref()?.requirements.get(&id)
    }

    /// The name of a function or category of the framework; its code while the later words travel.
    pub fn name(&self, code: &str) -> AttrValue {
        let name = self.later.as_ref().and_then(|later| later.names.get(code).cloned());
        name.unwrap_or_else(|| code.to_owned().into())
    }

    /// What is said of a measure; `None` while the later words travel.
    pub fn measure(&self, id: &str) -> Option<&MeasureWords> {
        self.later.as_ref()?.measures.get(id)
    }
}

impl LaterWords {
    /// Reads the words of a framework and of the measures.
    ///
    /// # Errors
    /// A file that is not JSON of the expected shape.
    pub fn parse(framework: &str, measures: &str) -> Result<Self, NoWords> {
        let mut later = Self::default();
        for (key, value) in object(framework)? {
            if let Some(name) = sentence(&value) {
                later.names.insert(key, name);
            } else if let (Ok(id), Some(words)) = (RequirementId::parse(&key), requirement_words(&value)) {
                later.requirements.insert(id, words);
            }
        }
        for (key, value) in object(measures)? {
            if let Some(words) = measure_words(&value) {
                later.measures.insert(key, words);
            }
        }
        Ok(later)
    }
}

fn requirement_words(value: &Value) -> Option<RequirementWords> {
    let part = |name| value.get(name).and_then(sentence);
    Some(RequirementWords {
        title: part("title")?,
        question: part("question")?,
        practice: part("practice")?,
        documentation: part("documentation")?,
        implementation: part("implementation")?,
    })
}

fn measure_words(value: &Value) -> Option<MeasureWords> {
    let part = |name| value.get(name).and_then(sentence);
    Some(MeasureWords { title: part("title")?, why: part("why")?, how: part("how")? })
}

fn object(json: &str) -> Result<serde_json::Map<String, Value>, NoWords> {
    serde_json::from_str(json).map_err(|error| NoWords(error.to_string()))
}

fn sentence(value: &Value) -> Option<AttrValue> {
    value.as_str().map(|text| text.to_owned().into())
}

fn text(value: Option<Value>) -> Option<Text> {
    let value = value?;
    let counted = || Some((value.get("one").and_then(sentence)?, value.get("other").and_then(sentence)?));
    match sentence(&value) {
        Some(plain) => Some(Text::Plain(plain)),
        None => counted().map(|(one, other)| Text::Counted { one, other }),
    }
}

/// Puts `values` in their `{places}`; a place nobody fills stays visible, so that it is noticed.
pub fn fill(text: &str, places: &[(&str, &str)]) -> String {
    places.iter().fold(text.to_owned(), |text, (place, value)| text.replace(&format!("{{{place}}}"), value))
}

/// Fetches the words that every page needs.
///
/// # Errors
/// No connection, no such file, or a file that cannot be read.
pub async fn fetch(base: &str, language: Language) -> Result<Words, NoWords> {
    let interface = fetch_file(base, language, "ui.json").await?;
    let law = fetch_file(base, language, "law.json").await?;
    Words::parse(language, &interface, &law)
}

/// Fetches the words that only the later pages need.
///
/// # Errors
/// No connection, no such file, or a file that cannot be read.
pub async fn fetch_later(base: &str, language: Language, framework: &str) -> Result<LaterWords, NoWords> {
    let framework = fetch_file(base, language, &format!("{framework}.json")).await?;
    let measures = fetch_file(base, language, "measures.json").await?;
    LaterWords::parse(&framework, &measures)
}

async fn fetch_file(base: &str, language: Language, file: &str) -> Result<String, NoWords> {
    let address = format!("{base}texts/{}/{file}", language.code());
    let failed = |error: gloo::net::Error| NoWords(format!("{address}: {error}"));
    let response = Request::get(&address).send().await.map_err(failed)?;
    if !response.ok() {
        return Err(NoWords(format!("{address}: {}", response.status())));
    }
    response.text().await.map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_a_forgotten_one_stays_visible() {
        assert_eq!(fill("{score} of {gate} needed", &[("score", "2.71"), ("gate", "2.5")]), "2.71 of 2.5 needed");
        assert_eq!(fill("{score} of {gate}", &[("score", "2.71")]), "2.71 of {gate}");
    }
}
