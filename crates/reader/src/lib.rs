//! Strict reading of JSON, table by table, with the place of whatever is wrong.
//!
//! A derived deserialiser for every table costs the browser a third of its download; this costs one of each kind of
//! value (`docs/decisions/0009-reading-by-hand.md`).

use serde_json::{Map, Value};
use std::fmt;

/// Where in a file, as a path of keys: `dossier.profile.group.0.share`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place(String);

impl Place {
    /// The whole file.
    pub fn top() -> Self {
        Self::default()
    }

    /// A place one step deeper.
    #[must_use]
    pub fn at(&self, key: &str) -> Self {
        Self(if self.0.is_empty() { key.to_owned() } else { [&self.0, ".", key].concat() })
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Something is wrong here.
    pub fn wrong(&self, what: Wrong) -> Misfit {
        Misfit { place: self.0.clone(), what }
    }

    /// The value, or what is wrong with its absence.
    ///
    /// # Errors
    /// There is no value.
    pub fn need<T>(&self, found: Option<T>, what: Wrong) -> Result<T, Misfit> {
        found.ok_or_else(|| self.wrong(what))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What is wrong with a place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A key that the format does not have.
    UnknownKey,
    /// A name or number that neither the law nor the framework has.
    UnknownIdentifier,
    /// A number outside what is possible.
    OutOfRange,
    /// Something of another kind than expected.
    WrongKind,
    /// Something that must be there is not.
    Missing,
}

impl fmt::Display for Wrong {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::UnknownKey => "unknown key",
            Self::UnknownIdentifier => "unknown identifier",
            Self::OutOfRange => "out of range",
            Self::WrongKind => "not of the expected kind",
            Self::Missing => "missing",
        })
    }
}

/// A place and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The path of keys.
    pub place: String,
    /// What is wrong.
    pub what: Wrong,
}

impl fmt::Display for Misfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.what)
    }
}

impl std::error::Error for Misfit {}

/// A value with its place.
#[derive(Debug)]
pub struct Item {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub value: Value,
}

impl Item {
    /// As a text.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn text(self) -> Result<String, Misfit> {
        match self.value {
            Value::String(text) => Ok(text),
            _ => Err(self.place.wrong(Wrong::WrongKind)),
        }
    }

    /// As yes or no.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn flag(self) -> Result<bool, Misfit> {
        self.place.need(self.value.as_bool(), Wrong::WrongKind)
    }

    /// As a whole number.
    ///
    /// # Errors
    /// Something else stands there, also a number with decimals.
    pub fn integer(self) -> Result<i64, Misfit> {
        let what = if self.value.is_number() { Wrong::OutOfRange } else { Wrong::WrongKind };
        self.place.need(self.value.as_i64(), what)
    }

    /// As a whole number, turned into what it stands for.
    ///
    /// # Errors
    /// Something else stands there, or a number that stands for nothing.
    pub fn whole<T>(self, parse: impl Fn(i64) -> Option<T>) -> Result<T, Misfit> {
        let found = self.value.as_i64().and_then(parse);
        found.ok_or_else(|| self.place.wrong(if self.value.is_number() { Wrong::OutOfRange } else { Wrong::WrongKind }))
    }

    /// As a number.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn number(self) -> Result<f64, Misfit> {
        self.place.need(self.value.as_f64(), Wrong::WrongKind)
    }

    /// As a list of values.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn list(self) -> Result<Vec<Self>, Misfit> {
        let place = self.place;
        match self.value {
            Value::Array(values) => {
                let item = |(at, value): (usize, Value)| Self { place: place.at(&at.to_string()), value };
                Ok(values.into_iter().enumerate().map(item).collect())
            }
            _ => Err(place.wrong(Wrong::WrongKind)),
        }
    }

    /// As a list of texts.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn texts(self) -> Result<Vec<String>, Misfit> {
        self.list()?.into_iter().map(Self::text).collect()
    }

    /// As a table whose place is named after the text under `key`, for rows that have a name of their own.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn row(self, key: &str) -> Result<Table, Misfit> {
        let mut table = self.table()?;
        if let Some(name) = table.entries.get(key).and_then(Value::as_str) {
            table.place = Place(name.to_owned());
        }
        Ok(table)
    }

    /// As a table.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn table(self) -> Result<Table, Misfit> {
        match self.value {
            Value::Object(entries) => Ok(Table { place: self.place, entries }),
            _ => Err(self.place.wrong(Wrong::WrongKind)),
        }
    }
}

/// A table whose keys are taken one by one; [`end`](Self::end) refuses whatever is left.
#[derive(Debug)]
pub struct Table {
    place: Place,
    entries: Map<String, Value>,
}

impl Table {
    /// A table without keys.
    pub fn empty() -> Self {
        Self { place: Place::top(), entries: Map::new() }
    }

    /// The keys that are left.
    pub fn keys(&self) -> Vec<String> {
        self.entries.keys().cloned().collect()
    }

    /// Where it stands.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// The value under a key; nothing where it is absent or null.
    pub fn take(&mut self, key: &str) -> Option<Item> {
        let value = self.entries.remove(key).filter(|value| !value.is_null())?;
        Some(Item { place: self.place.at(key), value })
    }

    /// The value under a key that must be there.
    ///
    /// # Errors
    /// It is not there.
    pub fn need(&mut self, key: &str) -> Result<Item, Misfit> {
        let found = self.take(key);
        self.place.at(key).need(found, Wrong::Missing)
    }

    /// The value under a key, without its place: the place is worked out only when something is wrong with it.
    fn raw(&mut self, key: &str) -> Option<Value> {
        self.entries.remove(key).filter(|value| !value.is_null())
    }

    fn wrong<T>(&self, key: &str, what: Wrong) -> Result<T, Misfit> {
        Err(self.place.at(key).wrong(what))
    }

    /// An optional text.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn text(&mut self, key: &str) -> Result<Option<String>, Misfit> {
        match self.raw(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => self.wrong(key, Wrong::WrongKind),
        }
    }

    /// An optional yes or no.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn flag(&mut self, key: &str) -> Result<Option<bool>, Misfit> {
        match self.raw(key) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            Some(_) => self.wrong(key, Wrong::WrongKind),
        }
    }

    /// An optional whole number, turned into what it stands for.
    ///
    /// # Errors
    /// Something else stands there, or a number that stands for nothing.
    pub fn whole<T>(&mut self, key: &str, parse: impl Fn(i64) -> Option<T>) -> Result<Option<T>, Misfit> {
        match self.raw(key) {
            None => Ok(None),
            Some(Value::Number(number)) => match number.as_i64().and_then(parse) {
                Some(found) => Ok(Some(found)),
                None => self.wrong(key, Wrong::OutOfRange),
            },
            Some(_) => self.wrong(key, Wrong::WrongKind),
        }
    }

    /// A list; an absent one is empty.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn list(&mut self, key: &str) -> Result<Vec<Item>, Misfit> {
        self.take(key).map_or_else(|| Ok(Vec::new()), Item::list)
    }

    /// A list of texts; an absent one is empty.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn texts(&mut self, key: &str) -> Result<Vec<String>, Misfit> {
        self.take(key).map_or_else(|| Ok(Vec::new()), Item::texts)
    }

    /// A table; an absent one is empty.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn table(&mut self, key: &str) -> Result<Self, Misfit> {
        let place = self.place.at(key);
        self.take(key).map_or_else(|| Ok(Self { place, entries: Map::new() }), Item::table)
    }

    /// An optional text, turned into what it stands for.
    ///
    /// # Errors
    /// Something else stands there, or a text that stands for nothing: then `what` is wrong.
    pub fn parse<T>(&mut self, key: &str, what: Wrong, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Misfit> {
        match self.text(key)? {
            None => Ok(None),
            Some(text) => self.place.at(key).need(parse(&text), what).map(Some),
        }
    }

    /// A text that must be there, turned into what it stands for.
    ///
    /// # Errors
    /// It is not there, is no text, or stands for nothing.
    pub fn known<T>(&mut self, key: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Misfit> {
        let found = self.parse(key, Wrong::UnknownIdentifier, parse)?;
        self.place.at(key).need(found, Wrong::Missing)
    }

    /// A list of texts, each turned into what it stands for; an absent list is empty.
    ///
    /// # Errors
    /// Something else stands there, or a text that stands for nothing.
    pub fn all_known<T>(&mut self, key: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Misfit> {
        let mut found = Vec::new();
        for item in self.list(key)? {
            let place = item.place.clone();
            found.push(place.need(parse(&item.text()?), Wrong::UnknownIdentifier)?);
        }
        Ok(found)
    }

    /// Whatever keys there are: for tables whose keys are names.
    pub fn entries(self) -> Vec<(String, Item)> {
        let place = self.place;
        let item = |(key, value): (String, Value)| {
            let place = place.at(&key);
            (key, Item { place, value })
        };
        self.entries.into_iter().map(item).collect()
    }

    /// Nothing may be left.
    ///
    /// # Errors
    /// A key that nobody asked for.
    pub fn end(self) -> Result<(), Misfit> {
        match self.entries.keys().next() {
            None => Ok(()),
            Some(key) => Err(self.place.at(key).wrong(Wrong::UnknownKey)),
        }
    }
}
