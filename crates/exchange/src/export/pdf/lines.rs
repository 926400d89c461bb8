//! Text into lines.

use super::letters::{Face, clean, width};
use crate::export::document::{Run, Weight};

/// A stretch of a line in one font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) face: Face,
}

/// One line. Where the next one goes on with another word, it ends with the space between both, so that whoever copies the
/// text gets it.
pub(super) type Line = Vec<Piece>;

/// Text in one font.
pub(super) fn text(text: &str, face: Face) -> Vec<Piece> {
    vec![Piece { text: clean(text), face }]
}

/// Text in two.
pub(super) fn runs(runs: &[Run]) -> Vec<Piece> {
    let face = |weight| match weight {
        Weight::Plain => Face::Regular,
        Weight::Strong => Face::Bold,
    };
    let last = runs.len().saturating_sub(1);
    runs.iter()
        .enumerate()
        .map(|(at, run)| {
            // Spaces between two runs stay.
            let mut text = clean(&run.text);
            if at > 0 {
                let edge =
                    run.text.chars().next().filter(|letter| matches!(letter, ' ' | '\n' | '\u{a0}' | '\u{202f}'));
                text.insert_str(0, &edge.map(String::from).unwrap_or_default());
            }
            if at < last && run.text.ends_with(' ') {
                text.push(' ');
            }
            Piece { text, face: face(run.weight) }
        })
        .collect()
}

/// The widest word, in thousandths of the size, with the hyphens that it can be broken at.
pub(super) fn widest_word(text: &str, face: Face) -> u32 {
    text.split([' ', '\n'])
        .flat_map(|word| word.split_inclusive(SOFT_HYPHEN))
        .map(|part| width(part, face))
        .max()
        .unwrap_or_default()
}

/// Where a word may be broken.
const SOFT_HYPHEN: char = '\u{ad}';

/// Text without the places where it may be broken.
pub(super) fn whole(text: &str) -> String {
    text.replace(SOFT_HYPHEN, "")
}

/// How wide a line is without the space at its end, in thousandths of the size.
pub(super) fn line_width(line: &[Piece]) -> u32 {
    let all: u32 = line.iter().map(|piece| width(&piece.text, piece.face)).sum();
    let end = line.last().filter(|piece| piece.text.ends_with(' '));
    all - end.map_or(0, |piece| width(" ", piece.face))
}

enum Token {
    Word(Vec<Piece>),
    Break,
}

/// Words are what stands between spaces, in however many fonts.
fn tokens(pieces: &[Piece]) -> Vec<Token> {
    let mut tokens = vec![Token::Word(Vec::new())];
    for piece in pieces {
        for (at, line) in piece.text.split('\n').enumerate() {
            if at > 0 {
                tokens.extend([Token::Break, Token::Word(Vec::new())]);
            }
            for (at, word) in line.split(' ').enumerate() {
                if at > 0 {
                    tokens.push(Token::Word(Vec::new()));
                }
                if let (false, Some(Token::Word(pieces))) = (word.is_empty(), tokens.last_mut()) {
                    pieces.push(Piece { text: word.to_owned(), face: piece.face });
                }
            }
        }
    }
    tokens
}

/// A line that grows.
#[derive(Default)]
struct Growing {
    lines: Vec<Line>,
    line: Line,
    width: u32,
}

impl Growing {
    fn push(&mut self, text: &str, face: Face) {
        self.width += width(text, face);
        match self.line.last_mut() {
            Some(last) if last.face == face => last.text.push_str(text),
            Some(_) | None => self.line.push(Piece { text: text.to_owned(), face }),
        }
    }

    fn end(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.width = 0;
    }

    /// A word, on this line or on the next one.
    fn place(&mut self, mut word: Vec<Piece>, room: u32) {
        loop {
            let bare: Vec<Piece> =
                word.iter().map(|piece| Piece { text: whole(&piece.text), face: piece.face }).collect();
            let face = self.line.last().map(|piece| piece.face);
            let before = self.width + face.map_or(0, |face| width(" ", face));
            if before + line_width(&bare) <= room {
                face.into_iter().for_each(|face| self.push(" ", face));
                bare.iter().for_each(|piece| self.push(&piece.text, piece.face));
                return;
            }
            let Some((head, tail)) = hyphenated(&word, room.saturating_sub(before)) else {
                let Some(face) = face else { return self.force(&bare, room) };
                self.push(" ", face);
                self.end();
                continue;
            };
            face.into_iter().for_each(|face| self.push(" ", face));
            self.push(&head.text, head.face);
            self.end();
            word = vec![tail];
        }
    }

    /// A word that no line holds: broken after signs that addresses and paths have, and where that does not do, anywhere.
    fn force(&mut self, word: &[Piece], room: u32) {
        for piece in word {
            for part in piece.text.split_inclusive(['/', '\\', '-', '_', '.', '@', '?', '&', '=', ',', ';', ':']) {
                if self.width + width(part, piece.face) <= room {
                    self.push(part, piece.face);
                    continue;
                }
                if self.width > 0 && width(part, piece.face) <= room {
                    self.end();
                    self.push(part, piece.face);
                    continue;
                }
                for letter in part.chars() {
                    let letter = letter.encode_utf8(&mut [0; 4]).to_owned();
                    if self.width > 0 && self.width + width(&letter, piece.face) > room {
                        self.end();
                    }
                    self.push(&letter, piece.face);
                }
            }
        }
    }
}

/// As much of a word as so much room holds, with its hyphen, and the rest.
fn hyphenated(word: &[Piece], room: u32) -> Option<(Piece, Piece)> {
    let [Piece { text, face }] = word else { return None };
    text.match_indices(SOFT_HYPHEN).rev().find_map(|(at, _)| {
        let (head, tail) = text.split_at(at);
        let head = whole(head) + "\u{ad}";
        let tail = tail.trim_start_matches(SOFT_HYPHEN).to_owned();
        let fits = width(&head, *face) <= room;
        fits.then_some((Piece { text: head, face: *face }, Piece { text: tail, face: *face }))
    })
}

/// Text in lines no wider than `room`, in thousandths of the size. Never without a line.
pub(super) fn wrap(pieces: &[Piece], room: u32) -> Vec<Line> {
    let mut growing = Growing::default();
    for token in tokens(pieces) {
        let word = match token {
            Token::Word(word) if word.is_empty() => continue,
            Token::Word(word) => word,
            Token::Break => {
                growing.end();
                continue;
            }
        };
        growing.place(word, room);
    }
    growing.end();
    growing.lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, room: u32) -> Vec<String> {
        let lines = wrap(&super::text(text, Face::Regular), room);
        lines.into_iter().map(|line| line.into_iter().map(|piece| piece.text).collect()).collect()
    }

    #[test]
    fn lines_are_as_long_as_the_room_and_keep_the_space_between_them() {
        // Each digit is 556 wide, a space 278.
        assert_eq!(wrapped("11 22 33", 2_600), ["11 22 ", "33"]);
        assert_eq!(wrapped("11 22 33", 2_501), ["11 ", "22 ", "33"]);
        assert_eq!(wrapped("11\n\n22", 9_999), ["11", "", "22"]);
        assert_eq!(wrapped("", 9_999), [""]);
        assert_eq!(wrapped("11\u{a0}22 33", 2_600), ["11\u{a0}22 ", "33"]);
    }

    #[test]
    fn a_word_that_no_line_holds_is_broken_where_it_hurts_least_and_nothing_of_it_is_lost() {
        assert_eq!(wrapped("1111/2222/33", 3_000), ["1111/", "2222/", "33"]);
        assert_eq!(wrapped("a 1234567", 1_700), ["a ", "123", "456", "7"]);
        let long = "W".repeat(5_000);
        for room in [1, 100, 5_000, 60_000] {
            assert_eq!(wrapped(&long, room).concat(), long);
        }
    }

    #[test]
    fn a_word_is_broken_at_its_soft_hyphens_and_shows_only_those() {
        let word = "11\u{ad}22\u{ad}33 44";
        assert_eq!(wrapped(word, 9_999), ["112233 44"]);
        assert_eq!(wrapped(word, 3_400), ["112233 ", "44"]);
        assert_eq!(wrapped(word, 2_600), ["1122\u{ad}", "33 44"]);
        assert_eq!(wrapped(word, 1_500), ["11\u{ad}", "22\u{ad}", "33 ", "44"]);
        assert_eq!(wrapped("5 11\u{ad}22", 2_400), ["5 11\u{ad}", "22"]);
        assert_eq!(widest_word(word, Face::Regular), 2 * 556 + 333);
    }

    #[test]
    fn what_follows_upon_bold_without_a_space_stays_with_it() {
        let pieces = runs(&[Run::strong("Gate"), Run::plain(": 3 or more")]);
        let lines = wrap(&pieces, width("Gate: 3 ", Face::Bold));
        assert_eq!(lines[0][0], Piece { text: "Gate".to_owned(), face: Face::Bold });
        assert_eq!(lines[0][1].text, ": 3 ");
        assert_eq!(lines[1][0].text, "or more");
    }
}
