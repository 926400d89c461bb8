//! The longest stretch that came before and seems to come again.

/// The longest stretch whose length still says more.
pub const LONG: usize = 32;

/// A repeat, while it lasts.
pub struct Repeat {
    /// From how many equal bytes on.
    least: u32,
    /// Behind which byte each stretch of `least` bytes stood last, by its hash: the place above eight more bits of the
    /// hash, so that most others are told apart without a look at the past.
    places: Vec<u32>,
    /// The last eight bytes.
    recent: u64,
    at: usize,
    length: usize,
}

impl Repeat {
    /// Nothing came yet. `least` is at most eight.
    pub fn new(least: u32) -> Self {
        Self { least, places: vec![0; 1 << 16], recent: 0, at: 0, length: 0 }
    }

    /// The byte that would go on with the repeat, and how many did so far, from 1 to below [`LONG`].
    pub fn expected(&self, past: &[u8]) -> Option<(u8, usize)> {
        let byte = past.get(self.at).filter(|_| self.length > 0)?;
        Some((*byte, self.length.min(LONG - 1)))
    }

    /// Goes on behind the last byte of the past.
    pub fn take(&mut self, past: &[u8]) {
        let Some(last) = past.last() else { return };
        self.recent = self.recent << 8 | u64::from(*last);
        if self.length > 0 && past.get(self.at) == Some(last) {
            self.length += 1;
            self.at += 1;
        } else {
            self.length = 0;
        }
        let hash = (self.recent << (64 - 8 * self.least)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let Some(place) = self.places.get_mut((hash >> 48) as usize) else { return };
        let sign = (hash >> 40) as u32 & 0xff;
        if self.length == 0 && *place & 0xff == sign {
            self.at = (*place >> 8) as usize;
            let before = past.get(..self.at).unwrap_or_default().iter().rev();
            let length = before.zip(past.iter().rev()).take(LONG).take_while(|(one, other)| one == other).count();
            self.length = if length < self.least as usize { 0 } else { length };
        }
        *place = (past.len() as u32) << 8 | sign;
    }
}
