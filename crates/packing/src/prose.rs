//! A place in a text: the bytes before it, and its word.

use crate::forecast::{Surroundings, mixed};

/// A place in a text.
#[derive(Debug, Default)]
pub struct Prose {
    /// The last eight bytes, the latest in the lowest byte.
    bytes: u64,
    /// The letters of the word so far, as a hash.
    word: u32,
}

impl Prose {
    /// How many trees its bytes need.
    pub const TREES: usize = 35;

    /// The tree of the byte that stands here: one behind each small letter, behind capitals, digits and signs, a space, and
    /// behind bytes of other letters.
    pub fn tree(&self) -> usize {
        match self.bytes as u8 {
            letter @ b'`'..=127 => usize::from(letter - b'`'),
            b'@'..=b'_' => 32,
            b' ' => 33,
            0..=b'?' => 34,
            128.. => 1,
        }
    }

    /// What stands around the byte: two, three and five bytes, and the word.
    pub fn around(&self) -> Surroundings {
        let bytes = self.bytes as u32;
        Surroundings {
            views: [
                mixed(bytes & 0xffff, 1),
                mixed(bytes & 0x00ff_ffff, 2),
                mixed(mixed(bytes, (self.bytes >> 32) as u32 & 0xff), 3),
                mixed(mixed(self.word, bytes & 0xff), 4),
            ],
            weights: bytes as u8,
        }
    }

    /// Goes on behind a byte.
    pub fn take(&mut self, byte: u8) {
        self.bytes = self.bytes << 8 | u64::from(byte);
        // In UTF-8 every byte of a letter outside English is above 127.
        let is_letter = byte.is_ascii_alphanumeric() || byte > 127;
        self.word = if is_letter { mixed(self.word, u32::from(byte | 0x20)) } else { 0 };
    }
}
