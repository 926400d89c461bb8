//! The languages that Belfry speaks. A new one is a row here and a folder of texts.

use belfry_engine::catalogue::PersonDays;

/// A language that Belfry speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// Dutch, as written in Flanders.
    Dutch,
    /// French, as written in Belgium.
    French,
    /// German, as written in East Belgium.
    German,
}

impl Language {
    /// Every language, in the order of the list that the user sees.
    pub const ALL: [Self; 4] = [Self::Dutch, Self::French, Self::German, Self::English];

    /// The code of BCP 47, also the name of the folder.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Dutch => "nl",
            Self::French => "fr",
            Self::German => "de",
        }
    }

    /// What the language calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Dutch => "Nederlands",
            Self::French => "Français",
            Self::German => "Deutsch",
        }
    }

    /// How numbers and dates are written: the language as in Belgium, for the browser's `Intl`.
    pub const fn locale(self) -> &'static str {
        match self {
            // Not en-BE: browsers that lack it fall back on American dates.
            Self::English => "en-GB",
            Self::Dutch => "nl-BE",
            Self::French => "fr-BE",
            Self::German => "de-BE",
        }
    }

    /// What stands between whole and decimals.
    pub const fn decimal_sign(self) -> &'static str {
        match self {
            Self::English => ".",
            Self::Dutch | Self::French | Self::German => ",",
        }
    }

    /// The language with this code, whatever region follows it (`en-GB`).
    pub fn from_code(code: &str) -> Option<Self> {
        let start = code.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(start))
    }

    /// The first of the user's languages that Belfry speaks; English when it speaks none.
    pub fn preferred<'code>(codes: impl IntoIterator<Item = &'code str>) -> Self {
        codes.into_iter().find_map(Self::from_code).unwrap_or(Self::English)
    }

    /// Whether "day" after this amount takes the singular: "0.5 days" but "0,5 jour" (CLDR, cardinal plurals).
    pub const fn is_one_day(self, days: PersonDays) -> bool {
        match self {
            Self::English | Self::Dutch | Self::German => days.0 == 100,
            Self::French => days.0 < 200,
        }
    }

    /// Whether `count` takes the singular (CLDR, cardinal plurals).
    pub const fn is_one(self, count: u64) -> bool {
        match self {
            Self::English | Self::Dutch | Self::German => count == 1,
            Self::French => count <= 1,
        }
    }
}

/// Says where a long word may break; unseen otherwise.
const SOFT_HYPHEN: char = '\u{ad}';

/// A text as a search compares it: small letters, without accents and soft hyphens.
pub fn folded(text: &str) -> String {
    let plain = |letter: char| match letter {
        'à' | 'â' | 'á' | 'ä' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ô' | 'ö' | 'ó' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        other => other,
    };
    text.to_lowercase().replace(SOFT_HYPHEN, "").replace('œ', "oe").replace('ß', "ss").chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_is_spoken_wins() {
        assert_eq!(Language::preferred(["pl", "fr-BE", "nl"]), Language::French);
        assert_eq!(Language::preferred(["DE-be"]), Language::German);
        assert_eq!(Language::preferred([]), Language::English);
    }

    #[test]
    fn nothing_is_singular_in_french_and_plural_elsewhere() {
        assert!(Language::French.is_one(0) && Language::French.is_one(1) && !Language::French.is_one(2));
        assert!(!Language::Dutch.is_one(0) && Language::German.is_one(1));
    }

    #[test]
    fn half_a_day_is_plural_in_english_and_singular_in_french() {
        assert!(!Language::English.is_one_day(PersonDays(50)) && Language::English.is_one_day(PersonDays(100)));
        assert!(Language::French.is_one_day(PersonDays(150)) && !Language::French.is_one_day(PersonDays(200)));
    }

    #[test]
    fn a_search_forgives_accents() {
        assert_eq!(folded("Électricité, Straßen\u{ad}bau, cœur"), "electricite, strassenbau, coeur");
    }
}
