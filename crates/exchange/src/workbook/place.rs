//! Where something stands in a workbook.

use std::fmt;

/// The last column and row that ECMA-376 allows.
const LAST: Place = Place { row: 1_048_576, column: 16_384 };

/// A place in a sheet. `Ord` reads row by row, as a sheet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Row, from 1.
    pub row: u32,
    /// Column, from 1: `A` is 1.
    pub column: u32,
}

impl Place {
    /// Reads `AB12`; a dollar sign before either half is passed over.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('$').unwrap_or(text);
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, digits) = text.split_at_checked(letters)?;
        let digits = digits.strip_prefix('$').unwrap_or(digits);
        if letters.is_empty()
            || letters.len() > 3
            || digits.is_empty()
            || !digits.bytes().all(|one| one.is_ascii_digit())
        {
            return None;
        }
        let column =
            letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
        Self { row: digits.parse().ok()?, column }.within()
    }

    /// The place this many rows down and columns to the right, unless it lies outside a sheet.
    pub(super) fn shifted(self, rows: i64, columns: i64) -> Option<Self> {
        let row = u32::try_from(i64::from(self.row) + rows).ok()?;
        let column = u32::try_from(i64::from(self.column) + columns).ok()?;
        Self { row, column }.within()
    }

    fn within(self) -> Option<Self> {
        let fits = (1..=LAST.row).contains(&self.row) && (1..=LAST.column).contains(&self.column);
        fits.then_some(self)
    }
}

impl fmt::Display for Place {
    /// As spreadsheets print it, for example `AB12`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.column;
        while rest > 0 {
            letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
            rest = (rest - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        write!(formatter, "{letters}{}", self.row)
    }
}

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The sheet's name.
    pub sheet: String,
    /// Where in it.
    pub place: Place,
}

impl fmt::Display for Cell {
    /// As formulas name it, for example `PROTECT!L3` or `'BASIC Summary'!I4`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.sheet.chars().all(|one| one.is_alphanumeric() || one == '_' || one == '.');
        if plain && !self.sheet.is_empty() {
            write!(formatter, "{}!{}", self.sheet, self.place)
        } else {
            write!(formatter, "'{}'!{}", self.sheet.replace('\'', "''"), self.place)
        }
    }
}

/// A rectangle of cells, both corners within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) from: Place,
    pub(super) to: Place,
}

impl Area {
    /// Reads `A1:B2`, or one cell.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(':').unwrap_or((text, text));
        Some(Self::between(Place::parse(from)?, Place::parse(to)?))
    }

    /// The rectangle with these corners, in whatever order.
    pub(super) fn between(one: Place, other: Place) -> Self {
        let from = Place { row: one.row.min(other.row), column: one.column.min(other.column) };
        let to = Place { row: one.row.max(other.row), column: one.column.max(other.column) };
        Self { from, to }
    }

    pub(super) fn contains(&self, place: Place) -> bool {
        (self.from.row..=self.to.row).contains(&place.row)
            && (self.from.column..=self.to.column).contains(&place.column)
    }

    /// How many cells it has.
    pub(super) fn size(&self) -> u64 {
        u64::from(self.to.row - self.from.row + 1) * u64::from(self.to.column - self.from.column + 1)
    }

    /// Every place, row by row.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> {
        let columns = self.from.column..=self.to.column;
        (self.from.row..=self.to.row).flat_map(move |row| columns.clone().map(move |column| Place { row, column }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_printed_as_it_was_read() {
        for text in ["A1", "Z9", "AA10", "AZ1", "BA7", "XFD1048576"] {
            assert_eq!(Place::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Place::parse("$G$3"), Place::parse("G3"));
        for text in ["", "A", "7", "A0", "XFE1", "A1048577", "AAAA1", "A1B", "$", "Ä1", "A-1", "A99999999999"] {
            assert_eq!(Place::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_sheet_with_a_blank_in_its_name_is_quoted() {
        let cell = |sheet: &str| Cell { sheet: sheet.to_owned(), place: Place { row: 3, column: 12 } }.to_string();
        assert_eq!(cell("PROTECT"), "PROTECT!L3");
        assert_eq!(cell("BASIC Details"), "'BASIC Details'!L3");
        assert_eq!(cell("it's"), "'it''s'!L3");
    }

    #[test]
    fn an_area_is_the_same_from_whichever_corner() {
        let area = Area::parse("B3:A1").unwrap();
        assert_eq!(area, Area::parse("$A$1:$B$3").unwrap());
        assert_eq!((area.size(), area.places().count()), (6, 6));
        assert!(area.contains(Place { row: 2, column: 2 }) && !area.contains(Place { row: 4, column: 1 }));
    }
}
