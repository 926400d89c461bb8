//! Odds and chances, in whole numbers only: both ends must come to the same on every machine.

/// How far odds go either way, in 1/256 of their natural logarithm.
const FARTHEST: i32 = 2047;

/// Chances from odds and back.
pub struct Scale {
    /// In 1/65536, of the odds from `-FARTHEST` on.
    chances: [u16; 2 * FARTHEST as usize + 1],
    /// In 1/256, of the chances in 1/4096.
    odds: [i16; 4096],
}

impl Scale {
    /// Works both tables out.
    pub fn new() -> Self {
        let mut chances = [0x8000; 2 * FARTHEST as usize + 1];
        // The chance p of the odds x grows with them by p (1 - p): from one half on, in steps of 1/256, each by the slope in
        // its middle. In 1/2^32.
        let grown = |from: u64, slope_at: u64, shift: u32| from + ((slope_at * ((1 << 32) - slope_at)) >> 32 >> shift);
        let mut chance = 1 << 31;
        for step in 1..=FARTHEST as usize {
            chance = grown(chance, grown(chance, chance, 9), 8);
            let parts = (chance >> 16) as u16;
            for (at, parts) in [(FARTHEST as usize + step, parts), (FARTHEST as usize - step, parts.wrapping_neg())] {
                if let Some(place) = chances.get_mut(at) {
                    *place = parts;
                }
            }
        }
        let mut odds = [0; 4096];
        for (odds, middle) in odds.iter_mut().zip((8..).step_by(16)) {
            *odds = chances.partition_point(|chance| *chance < middle) as i16 - FARTHEST as i16;
        }
        Self { chances, odds }
    }

    /// The chance of odds, in 1/65536. Odds beyond the farthest count as these.
    pub fn chance(&self, odds: i32) -> i32 {
        let at = odds.clamp(-FARTHEST, FARTHEST) + FARTHEST;
        self.chances.get(at as usize).copied().unwrap_or_default().into()
    }
}

/// A chance that learns from what comes, in 1/65536.
#[derive(Clone, Copy, Debug)]
pub struct Learner(u16);

impl Learner {
    /// As likely as not.
    pub const EVEN: Self = Self(0x8000);

    /// What so many unset and set bits, at most 15 of each, let expect.
    pub const fn after(unset: u32, set: u32) -> Self {
        Self(((5 * set + 2) * 0xffff / (5 * (set + unset) + 4)) as u16)
    }

    /// Its odds, in 1/256.
    pub fn odds(self, scale: &Scale) -> i32 {
        scale.odds.get(usize::from(self.0 >> 4)).copied().unwrap_or_default().into()
    }

    /// Goes one part in 128 of the way to what came.
    pub fn learn(&mut self, set: bool) {
        let goal = i32::from(set).wrapping_neg() & 0xffff;
        let chance = i32::from(self.0);
        self.0 = (chance + ((goal - chance) >> 7)) as u16;
    }
}
