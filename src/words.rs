//! Words: one language at a time, fetched, never compiled in. The only code that fetches.

use crate::{
    browser,
    desk::Library,
    key::{BOUNDS, Key, MARKS},
    language::Language,
};
use belfry_dossier::plain::Style;
use belfry_engine::collections::Map;
use belfry_engine::{identifier::RequirementId, succession::Succession};
use belfry_exchange::export::texts::PARTS;
use serde_json::Value;
use std::{fmt, rc::Rc};
use yew::AttrValue;

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
#[derive(Clone, Debug, Default, PartialEq)]
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

impl RequirementWords {
    /// How long it takes to read title and question and to decide, in seconds: 200 words a minute, the pace of a careful
    /// reader, and time to think, more where two rows of steps are to be weighed.
    pub fn seconds(&self, style: Style) -> u64 {
        const WORDS_A_MINUTE: usize = 200;
        let decide = match style {
            Style::Plain => 15,
            Style::Exact => 45,
        };
        let words = self.title.split(' ').count() + self.question.split(' ').count();
        (words * 60 / WORDS_A_MINUTE + decide) as u64
    }
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
    interface: Vec<Text>,
    law: Map<String, AttrValue>,
    names: Map<String, AttrValue>,
    requirements: Map<RequirementId, RequirementWords>,
    /// Title and question of requirements of older frameworks that have no equal in the newest.
    briefs: Map<RequirementId, (AttrValue, AttrValue)>,
    measures: Map<String, MeasureWords>,
}

/// Everything Belfry says, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    language: Language,
    interface: Rc<Vec<Text>>,
    law: Rc<Map<String, AttrValue>>,
    later: Option<Rc<LaterWords>>,
    tools: Option<Rc<ToolWords>>,
}

/// The words of the tools beside the assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolWords {
    interface: Vec<Text>,
    /// What only the plan and the ways out say; empty in the other tools.
    plan: Vec<Text>,
    names: Map<String, AttrValue>,
}

impl ToolWords {
    /// Reads them: `tools.json`, the interface; `schemes.json`, what the data are called.
    ///
    /// # Errors
    /// A file that is not JSON of the expected shape, or lacks a key.
    pub fn parse(interface: &str, names: &str) -> Result<Self, NoWords> {
        Ok(Self { interface: interface_of(interface, MARKS[2])?, plan: Vec::new(), names: law_of(names)? })
    }

    /// The same, with the words of the plan: `plan.json`, the interface; `support.json`, what its data are called.
    ///
    /// # Errors
    /// A file that is not JSON of the expected shape, or lacks a key.
    pub fn with_plan(mut self, interface: &str, names: &str) -> Result<Self, NoWords> {
        self.plan = interface_of(interface, MARKS[3])?;
        for (key, name) in law_of(names)? {
            self.names.insert(key, name);
        }
        Ok(self)
    }
}

impl Words {
    /// Reads the words that every page needs.
    ///
    /// # Errors
    /// A file that is not JSON of the expected shape, or lacks a key.
    pub fn parse(language: Language, interface: &str, law: &str) -> Result<Self, NoWords> {
        let interface = interface_of(interface, MARKS[0])?;
        Ok(Self { language, interface: Rc::new(interface), law: Rc::new(law_of(law)?), later: None, tools: None })
    }

    /// The same, with the words of the later pages.
    pub fn with_later(&self, later: LaterWords) -> Self {
        Self { later: Some(Rc::new(later)), ..self.clone() }
    }

    /// The same, with the words of the tools.
    #[must_use]
    pub fn with_tools(&self, tools: Rc<ToolWords>) -> Self {
        Self { tools: Some(tools), ..self.clone() }
    }

    /// The name or explanation of something in the data of the tools, by its key in `schemes.json` or `support.json`; the key itself when
    /// there is none, which the tests refuse.
    pub fn tool(&self, key: &str) -> AttrValue {
        let name = self.tools.as_ref().and_then(|tools| tools.names.get(key).cloned());
        name.unwrap_or_else(|| key.to_owned().into())
    }

    /// The same, with words for the requirements of an older framework too.
    #[must_use]
    pub fn with_older(&self, succession: &Succession) -> Self {
        let later = self.later.as_ref().map(|later| Rc::new((**later).clone().with_older(succession)));
        Self { later, ..self.clone() }
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
        match self.text(key) {
            Some(Text::Plain(text) | Text::Counted { other: text, .. }) => text.clone(),
            // The words of the later pages are still on their way.
            None => AttrValue::default(),
        }
    }

    fn text(&self, key: Key) -> Option<&Text> {
        let at = key as usize;
        let [later, tools, plan] = BOUNDS.map(|bound| at.checked_sub(bound));
        match (later, tools, plan) {
            (_, _, Some(at)) => self.tools.as_ref()?.plan.get(at),
            (_, Some(at), None) => self.tools.as_ref()?.interface.get(at),
            (Some(at), None, None) => self.later.as_ref()?.interface.get(at),
            (None, None, None) => self.interface.get(at),
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
        let text = match self.text(key) {
            Some(Text::Counted { one, .. }) if self.language.is_one(count) => one.clone(),
            Some(_) | None => self.get(key),
        };
        let number = count.to_string();
        fill(&fill(&text, &[("count", &number)]), places).into()
    }

    /// A sentence about the law, sectors, duties or dates, by its key in `law.json`; the key itself when there is
    /// none, which the tests refuse.
    pub fn law(&self, key: &str) -> AttrValue {
        let later = || self.later.as_ref().and_then(|later| later.law.get(key));
        self.law.get(key).or_else(later).cloned().unwrap_or_else(|| key.to_owned().into())
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

/// The files of the later pages, as fetched.
pub struct LaterFiles {
    /// `pages.json`: the interface.
    pub pages: String,
    /// `verdict.json`: what follows under the law.
    pub verdict: String,
    /// The newest framework.
    pub framework: String,
    /// What an older framework says otherwise.
    pub older: String,
    /// The measures of the roadmap.
    pub measures: String,
}

impl LaterWords {
    /// Gives every requirement of an older framework its words: those of its equal, else its own title and question with
    /// what its closest successor says besides.
    #[must_use]
    pub fn with_older(mut self, succession: &Succession) -> Self {
        for row in &succession.rows {
            let of_successor = row.to.first().and_then(|to| self.requirements.get(to)).cloned();
            let words = match (self.briefs.get(&row.of), of_successor) {
                (Some((title, question)), successor) => RequirementWords {
                    title: title.clone(),
                    question: question.clone(),
                    ..successor.unwrap_or_default()
                },
                (None, Some(successor)) => successor,
                (None, None) => continue,
            };
            self.requirements.insert(row.of, words);
        }
        self
    }

    /// Reads the words of the later pages.
    ///
    /// # Errors
    /// A file that is not JSON of the expected shape.
    pub fn parse(files: &LaterFiles) -> Result<Self, NoWords> {
        let mut later =
            Self { interface: interface_of(&files.pages, MARKS[1])?, law: law_of(&files.verdict)?, ..Self::default() };
        for (key, value) in object(&files.framework)? {
            if let Some(name) = sentence(&value) {
                later.names.insert(key, name);
            } else if let (Ok(id), Some(words)) = (RequirementId::parse(&key), requirement_words(&value)) {
                later.requirements.insert(id, words);
            }
        }
        for (key, value) in object(&files.older)? {
            if let Some(name) = sentence(&value) {
                later.names.insert(key, name);
            } else if let (Ok(id), Some((title, question))) = (RequirementId::parse(&key), brief(&value)) {
                later.briefs.insert(id, (title, question));
            }
        }
        for (key, value) in object(&files.measures)? {
            if let Some(name) = sentence(&value) {
                later.names.insert(key, name);
            } else if let Some(words) = measure_words(&value) {
                later.measures.insert(key, words);
            }
        }
        Ok(later)
    }
}

/// The texts of one file of the interface, in the order of `Key`: that of their names. A file with other names, perhaps of
/// another build, is refused whole: a sentence in the wrong place would be worse than none.
fn interface_of(file: &str, mark: u64) -> Result<Vec<Text>, NoWords> {
    let (found, values) = ranked(file)?;
    if found != Some(mark) {
        return Err(NoWords("the names are those of another build".to_owned()));
    }
    let read = |(at, value): (usize, Value)| text(value).ok_or_else(|| NoWords(format!("no sentence at {at}")));
    values.into_iter().enumerate().map(read).collect()
}

/// What the names of a file come to, and its sentences by rank. As it travels (`xtask/texts.mjs`): the number, then the
/// sentences.
#[cfg(target_arch = "wasm32")]
fn ranked(file: &str) -> Result<(Option<u64>, Vec<Value>), NoWords> {
    let mut values: Vec<Value> = serde_json::from_str(file).map_err(|error| NoWords(error.to_string()))?;
    if values.is_empty() {
        return Ok((None, values));
    }
    let mark = values.remove(0);
    Ok((mark.as_str().and_then(|mark| mark.parse().ok()), values))
}

/// As it is written, with its names: what tests outside a browser read.
#[cfg(not(target_arch = "wasm32"))]
fn ranked(file: &str) -> Result<(Option<u64>, Vec<Value>), NoWords> {
    let texts = object(file)?;
    let mark = crate::fingerprint::fingerprint(texts.keys().map(String::as_str));
    Ok((Some(mark), texts.into_iter().map(|(_, value)| value).collect()))
}

fn law_of(file: &str) -> Result<Map<String, AttrValue>, NoWords> {
    let mut found = Map::new();
    for (key, value) in object(file)? {
        match value {
            // As it travels (`xtask/texts.mjs`): what is said of one type in one row.
            Value::Array(parts) => {
                let named = PARTS.iter().zip(parts);
                named.for_each(|(part, value)| {
                    if let Some(text) = sentence(&value) {
                        found.insert(format!("{key}.{part}"), text);
                    }
                });
            }
            value => {
                if let Some(text) = sentence(&value) {
                    found.insert(key, text);
                }
            }
        }
    }
    Ok(found)
}

/// Title and question.
fn brief(value: &Value) -> Option<(AttrValue, AttrValue)> {
    Some((value.get("title").and_then(sentence)?, value.get("question").and_then(sentence)?))
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

fn text(value: Value) -> Option<Text> {
    let counted = || Some((value.get("one").and_then(sentence)?, value.get("other").and_then(sentence)?));
    match sentence(&value) {
        Some(plain) => Some(Text::Plain(plain)),
        None => counted().map(|(one, other)| Text::Counted { one, other }),
    }
}

/// Puts `values` in their `{places}`; a place nobody fills stays visible, so that it is noticed.
pub fn fill(text: &str, places: &[(&str, &str)]) -> String {
    // In one pass: what a value holds is the user's, and no place.
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let place = part.split_once('}');
        let known = place.and_then(|(name, rest)| Some((places.iter().find(|(place, _)| *place == name)?.1, rest)));
        let (value, rest) = known.unwrap_or(("{", part));
        filled += value;
        filled += rest;
    }
    filled
}

/// Fetches the words that every page needs.
///
/// # Errors
/// No connection, no such file, or a file that cannot be read.
pub async fn fetch(base: &Library, language: Language) -> Result<Words, NoWords> {
    // Both set out before either is waited for.
    let (interface, law) = (fetch_file(base, language, "ui.json"), fetch_file(base, language, "law.json"));
    Words::parse(language, &interface.await?, &law.await?)
}

/// Fetches the words that only the later pages need.
///
/// # Errors
/// No connection, no such file, or a file that cannot be read.
pub async fn fetch_later(base: &Library, language: Language) -> Result<LaterWords, NoWords> {
    let file = |name| fetch_file(base, language, name);
    let (pages, verdict) = (file("pages.json"), file("verdict.json"));
    let (framework, older, measures) = (file("cyfun-2025.json"), file("cyfun-2023.json"), file("measures.json"));
    LaterWords::parse(&LaterFiles {
        pages: pages.await?,
        verdict: verdict.await?,
        framework: framework.await?,
        older: older.await?,
        measures: measures.await?,
    })
}

/// Fetches the words of the tools.
///
/// # Errors
/// No connection, no such file, or a file that cannot be read.
pub async fn fetch_tools(base: &Library, language: Language) -> Result<ToolWords, NoWords> {
    let (interface, names) = (fetch_file(base, language, "tools.json"), fetch_file(base, language, "schemes.json"));
    ToolWords::parse(&interface.await?, &names.await?)
}

/// Fetches the words of the plan, and those of the tools, whose data it uses.
///
/// # Errors
/// No connection, no such file, or a file that cannot be read.
pub async fn fetch_plan(base: &Library, language: Language) -> Result<ToolWords, NoWords> {
    let tools = fetch_tools(base, language);
    let (interface, names) = (fetch_file(base, language, "plan.json"), fetch_file(base, language, "support.json"));
    tools.await?.with_plan(&interface.await?, &names.await?)
}

/// Fetches one file of texts.
///
/// # Errors
/// No connection, or no such file.
pub fn fetch_file(
    library: &Library,
    language: Language,
    file: &str,
) -> impl Future<Output = Result<String, NoWords>> + use<> {
    let name = format!("texts/{}/{file}", language.code());
    let text = match library {
        Library::Below(base) => browser::fetch_text(&format!("{base}{name}")),
        Library::Asked(ask) => browser::ask_for_text(ask, language.code(), file),
    };
    async move { text.await.map_err(|reason| NoWords(format!("{name}: {reason}"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_a_forgotten_one_stays_visible() {
        assert_eq!(fill("{score} of {gate} needed", &[("score", "2.71"), ("gate", "2.5")]), "2.71 of 2.5 needed");
        assert_eq!(fill("{score} of {gate}", &[("score", "2.71")]), "2.71 of {gate}");
        assert_eq!(fill("score} {of {gate}", &[("gate", "2.5"), ("score", "3")]), "score} {of 2.5");
    }

    #[test]
    fn what_the_user_typed_is_no_place() {
        assert_eq!(
            fill("{what}, call {contact}", &[("what", "{contact} {"), ("contact", "Ann")]),
            "{contact} {, call Ann"
        );
    }
}
