//! Bytes as ways through a tree, with short ways for common ones: fewer bits to forecast than eight a byte.

use crate::bits::{Chance, Wire};

/// The longest way, in steps. Rare bytes take shorter ones than they deserve rather than go deeper.
pub const LONGEST: usize = 15;

/// How many steps the way to each byte takes; none: it does not occur.
pub type Lengths = [u8; 256];

/// Where a step leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To another fork.
    Fork(u8),
    /// To the byte at the end of the way.
    Byte(u8),
}

/// The way to one byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    length: u8,
    /// The last step in the lowest bit.
    steps: u16,
}

impl Way {
    /// Whether the step at a depth is a set bit; nothing beyond the end.
    pub fn step(self, depth: usize) -> Option<bool> {
        let behind = usize::from(self.length).checked_sub(depth + 1)?;
        Some(self.steps >> behind & 1 == 1)
    }
}

/// A tree over the bytes that occur in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// Where an unset and a set bit lead. The first fork is the root.
    forks: [[Step; 2]; 256],
    ways: [Way; 256],
}

impl Tree {
    /// Lengths that put often counted bytes near the root (Huffman's).
    pub fn lengths(counts: &[u32; 256]) -> Lengths {
        let mut counts = *counts;
        loop {
            let lengths = unlimited(&counts);
            if lengths.iter().all(|length| usize::from(*length) <= LONGEST) {
                return lengths;
            }
            // Flatter counts make a flatter tree.
            counts.iter_mut().filter(|count| **count > 0).for_each(|count| *count = *count / 2 + 1);
        }
    }

    /// The one tree with these lengths: shorter ways first, equal ones by their bytes.
    pub fn new(lengths: &Lengths) -> Self {
        let mut tree = Self { forks: [[Step::Byte(0); 2]; 256], ways: [Way::default(); 256] };
        let mut forks = 1;
        let mut steps: u16 = 0;
        let deepest = lengths.iter().copied().max().unwrap_or_default();
        for length in 1..=deepest {
            steps <<= 1;
            for (byte, _) in (0..=255).zip(lengths).filter(|(_, own)| **own == length) {
                tree.plant(byte, Way { length, steps }, &mut forks);
                steps = steps.wrapping_add(1);
            }
        }
        tree
    }

    fn plant(&mut self, byte: u8, way: Way, forks: &mut u8) {
        let mut at = 0;
        for (depth, last) in (1..=way.length).enumerate().map(|(depth, nth)| (depth, nth == way.length)) {
            let Some(set) = way.step(depth) else { continue };
            let Some([after_unset, after_set]) = self.forks.get_mut(usize::from(at)) else { continue };
            let step = if set { after_set } else { after_unset };
            match (last, *step) {
                (true, _) => *step = Step::Byte(byte),
                (false, Step::Fork(next)) => at = next,
                (false, Step::Byte(_)) => {
                    *step = Step::Fork(*forks);
                    at = *forks;
                    *forks = forks.wrapping_add(1);
                }
            }
        }
        if let Some(own) = self.ways.get_mut(usize::from(byte)) {
            *own = way;
        }
    }

    /// Where a bit leads from a fork; the first fork is 0.
    pub fn step(&self, fork: u8, set: bool) -> Step {
        let [after_unset, after_set] = self.forks.get(usize::from(fork)).copied().unwrap_or([Step::Byte(0); 2]);
        if set { after_set } else { after_unset }
    }

    /// The way to a byte.
    pub fn way(&self, byte: u8) -> Way {
        self.ways.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// Passes so many trees. Who writes has their lengths.
    pub fn pass_all(wire: &mut impl Wire, count: usize, lengths: &[Lengths]) -> Vec<Self> {
        let mut passing = Passing([[0x8000; 16]; 17]);
        let passed = |tree| passing.lengths(wire, lengths.get(tree).unwrap_or(&[0; 256]));
        (0..count).map(passed).map(|lengths| Self::new(&lengths)).collect()
    }
}

fn unlimited(counts: &[u32; 256]) -> Lengths {
    let mut lengths = [0; 256];
    let mut lengthen = |bytes: &[u8]| {
        for byte in bytes {
            if let Some(length) = lengths.get_mut(usize::from(*byte)) {
                *length += 1;
            }
        }
    };
    let occurring = (0..=255).zip(counts).filter(|(_, count)| **count > 0);
    let mut woods: Vec<(u64, Vec<u8>)> = occurring.map(|(byte, count)| (u64::from(*count), vec![byte])).collect();
    // A lone byte takes one step all the same.
    if let [(_, only)] = woods.as_slice() {
        lengthen(only);
    }
    loop {
        // Heaviest first, so that the two lightest are at hand; equal ones by their bytes, so that there is one order.
        woods.sort_by(|one, other| other.cmp(one));
        let (Some((light, mut bytes)), Some((lightest, others))) = (woods.pop(), woods.pop()) else { return lengths };
        bytes.extend(others);
        lengthen(&bytes);
        woods.push((light + lightest, bytes));
    }
}

/// The chances, in 1/65536, of the four bits of a length, after each length before it; at the end of whether a tree has any.
struct Passing([[u16; 16]; 17]);

impl Passing {
    fn lengths(&mut self, wire: &mut impl Wire, wanted: &Lengths) -> Lengths {
        const ANY: u8 = 16;
        let mut lengths = [0; 256];
        if self.four_bits(wire, wanted.iter().any(|length| *length > 0).into(), ANY) == 0 {
            return lengths;
        }
        let mut before = 0;
        for (length, wanted) in lengths.iter_mut().zip(wanted) {
            before = self.four_bits(wire, *wanted, before);
            *length = before;
        }
        lengths
    }

    fn four_bits(&mut self, wire: &mut impl Wire, wanted: u8, before: u8) -> u8 {
        let mut so_far: u8 = 1;
        for bit in (0..4).rev() {
            let chances = self.0.get_mut(usize::from(before));
            let Some(chance) = chances.and_then(|chances| chances.get_mut(usize::from(so_far))) else { continue };
            let set = wire.pass(wanted >> bit & 1 == 1, Chance::of_65536((*chance).into()));
            *chance = if set { *chance + (0xffff - *chance) / 16 } else { *chance - *chance / 16 };
            so_far = so_far << 1 | u8::from(set);
        }
        so_far & 15
    }
}
