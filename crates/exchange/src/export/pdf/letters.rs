//! The letters of the fonts that every reader of PDF has: Helvetica and Helvetica-Bold in WinAnsi (ISO 32000-1, 9.6.2.2 and
//! annex D.2). What they lack is written in its plain form, or as a question mark; what was meant goes along for whoever
//! copies or listens.

use crate::export::turns_direction;

/// A font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Helvetica.
    Regular,
    /// Helvetica-Bold.
    Bold,
}

/// Whether letters stand as they were meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fidelity {
    /// They do.
    Exact,
    /// Something stands in another's place.
    Replaced,
}

/// How wide a text is, in thousandths of its size.
pub(super) fn width(text: &str, face: Face) -> u32 {
    let widths = match face {
        Face::Regular => &REGULAR,
        Face::Bold => &BOLD,
    };
    let of = |byte: u8| byte.checked_sub(32).and_then(|at| widths.get(usize::from(at))).copied().unwrap_or_default();
    encoded(text).0.into_iter().map(|byte| u32::from(of(byte))).sum()
}

/// A text as it can be read: no signs that would rearrange or hide what follows, one kind of line end, letters whole.
pub(super) fn clean(text: &str) -> String {
    let mut clean = String::new();
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\t' => clean.push(' '),
            // Signs without a width.
            '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => {}
            hidden if hidden.is_control() || turns_direction(hidden) => {}
            mark @ '\u{300}'..='\u{36f}' => match clean.pop() {
                Some(base) => match composed(base, mark) {
                    Some(whole) => clean.push(whole),
                    None => clean.extend([base, mark]),
                },
                None => clean.push(mark),
            },
            plain => clean.push(plain),
        }
    }
    clean
}

/// A letter and the accent that follows it, as file names of some systems have them, in one.
fn composed(base: char, mark: char) -> Option<char> {
    let (bases, wholes) = match mark {
        '\u{300}' => ("AEIOUaeiou", "ÀÈÌÒÙàèìòù"),
        '\u{301}' => ("AEIOUYaeiouy", "ÁÉÍÓÚÝáéíóúý"),
        '\u{302}' => ("AEIOUaeiou", "ÂÊÎÔÛâêîôû"),
        '\u{303}' => ("ANOano", "ÃÑÕãñõ"),
        '\u{308}' => ("AEIOUYaeiouy", "ÄËÏÖÜŸäëïöüÿ"),
        '\u{30a}' => ("Aa", "Åå"),
        '\u{30c}' => ("SZsz", "ŠŽšž"),
        '\u{327}' => ("Cc", "Çç"),
        _ => return None,
    };
    bases.chars().zip(wholes.chars()).find(|(one, _)| *one == base).map(|(_, whole)| whole)
}

/// A text as the fonts have it, byte by letter, and whether it is what was meant.
pub(super) fn encoded(text: &str) -> (Vec<u8>, Fidelity) {
    let mut bytes = Vec::with_capacity(text.len());
    let mut fidelity = Fidelity::Exact;
    for letter in text.chars() {
        if let Some(byte) = byte(letter) {
            bytes.push(byte);
        } else {
            fidelity = Fidelity::Replaced;
            bytes.extend(plain(letter).bytes());
        }
    }
    (bytes, fidelity)
}

/// The letters of WinAnsi between 128 and 159; a space where there is none.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

fn byte(letter: char) -> Option<u8> {
    match letter {
        ' '..='~' => u8::try_from(letter).ok(),
        // Spaces of every width, and hyphens: those that do not break do not break here either.
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(0xa0),
        '\u{2010}' | '\u{2011}' => Some(b'-'),
        // With the soft hyphen, which shows: `wrap` leaves it only where a word is broken.
        '\u{a1}'..='\u{ff}' => u8::try_from(letter).ok(),
        _ => WINDOWS.chars().position(|other| other == letter).and_then(|at| u8::try_from(128 + at).ok()),
    }
}

/// The plain forms of U+0100 to U+017F; a space where that takes more than one letter.
const LATIN: &str = "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi  JjKkkLlLlLlLlLlNnNnNnnNnOoOoOo  RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/// What stands in the place of a letter that WinAnsi lacks.
fn plain(letter: char) -> &'static str {
    if let Some(at) = u32::from(letter).checked_sub(0x100).and_then(|at| usize::try_from(at).ok())
        && let Some(found) = LATIN.get(at..=at).filter(|found| *found != " ")
    {
        return found;
    }
    match letter {
        // A mark that stands alone says nothing.
        '\u{300}'..='\u{36f}' => "",
        'Ĳ' => "IJ",
        'ĳ' => "ij",
        'Ș' => "S",
        'ș' => "s",
        'Ț' => "T",
        'ț' => "t",
        'ẞ' => "SS",
        '←' => "<-",
        '→' => "->",
        '↔' => "<->",
        '⇒' => "=>",
        '−' => "-",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '≈' => "~",
        '′' => "'",
        '″' => "\"",
        '№' => "No",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        _ => "?",
    }
}

// Widths of the codes from 32 on, in thousandths of the size: Adobe's metrics of its core fonts. A code without a letter is
// as wide as a bullet, which readers put there.
#[rustfmt::skip]
const REGULAR: [u16; 224] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 350,
    556, 350, 222, 556, 333, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 222, 222, 333, 333, 350, 556, 1000, 333, 1000, 500, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
];
#[rustfmt::skip]
const BOLD: [u16; 224] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, 350,
    556, 350, 278, 556, 500, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350,
    350, 278, 278, 500, 500, 350, 556, 1000, 333, 1000, 556, 333, 944, 350, 500, 667,
    278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 333,
    400, 584, 333, 333, 333, 611, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611,
    722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278,
    611, 611, 611, 611, 611, 611, 611, 584, 611, 611, 611, 611, 611, 556, 611, 556,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_adobes_metrics() {
        assert_eq!(width("Belfry", Face::Regular), 667 + 556 + 222 + 278 + 333 + 500);
        assert_eq!(width("Belfry", Face::Bold), 722 + 556 + 278 + 333 + 389 + 556);
        assert_eq!(width("0123456789", Face::Regular), 5_560);
        assert_eq!(width("€•…—ÿ", Face::Bold), 556 + 350 + 1_000 + 1_000 + 556);
        // Sums over all 224 codes, and accents as wide as what they stand on.
        assert_eq!([&REGULAR, &BOLD].map(|all| all.iter().map(|one| u32::from(*one)).sum::<u32>()), [120_823, 125_109]);
        for (accented, base) in "ÀÉÎÕÜÇàéïõüçñ".chars().zip("AEIOUCaeioucn".chars()) {
            for face in [Face::Regular, Face::Bold] {
                let [one, other] = [accented, base].map(|letter| width(&letter.to_string(), face));
                assert!(one == other || base == 'i', "{accented} is as wide as {base}");
            }
        }
    }

    #[test]
    fn what_the_fonts_have_stands_as_it_was_meant() {
        for (text, bytes) in [
            ("a~", &b"a~"[..]),
            ("é ÿ", b"\xe9 \xff"),
            ("€‚ƒ„…†‡ˆ‰Š‹ŒŽ", b"\x80\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8e"),
            ("‘’“”•–—˜™š›œžŸ", b"\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9e\x9f"),
            ("a\u{202f}: b\u{a0}c", b"a\xa0: b\xa0c"),
        ] {
            assert_eq!(encoded(text), (bytes.to_vec(), Fidelity::Exact), "{text}");
        }
    }

    #[test]
    fn what_they_lack_stands_in_its_plain_form_or_as_a_question_mark() {
        assert_eq!(LATIN.len(), 128);
        for (text, bytes) in [
            ("Łódź, Kraków", &b"L\xf3dz, Krak\xf3w"[..]),
            ("Žižkov İstanbul Ťț ſ", b"\x8ei\x9ekov Istanbul Tt s"),
            ("a → b ≥ c", b"a -> b >= c"),
            ("Ĳ ŉ Ŀ", b"IJ n L"),
            ("Αθήνα 😀 العربية", b"????? ? ???????"),
        ] {
            assert_eq!(encoded(text), (bytes.to_vec(), Fidelity::Replaced), "{text}");
        }
    }

    #[test]
    fn a_text_is_cleaned_of_what_would_rearrange_or_hide() {
        assert_eq!(clean("  a\u{202e}b\u{200f}\u{0}\tc\r\nd\u{2028}e\u{feff}"), "ab c\nd\ne");
        assert_eq!(clean("e\u{301}A\u{30a}c\u{327}q\u{301}"), "éÅçq\u{301}");
        assert_eq!(encoded("q\u{301}").0, b"q");
        assert_eq!(encoded(&clean("\u{301}")).0, b"");
    }
}
