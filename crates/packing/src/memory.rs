//! What came in which surroundings, as far as there is room.

/// How often each bit came at a fork, up to fifteen times: unset in the upper four bits, set in the lower.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count(u8);

impl Count {
    /// Every count, by its rank.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=255).map(Self)
    }

    /// Its rank, below 256.
    pub fn rank(self) -> usize {
        self.0.into()
    }

    /// How many unset bits, and how many set ones.
    pub fn parts(self) -> (u8, u8) {
        (self.0 >> 4, self.0 & 15)
    }

    /// With one bit more. What came often before, and now did not, counts for less.
    pub fn with(self, bit: bool) -> Self {
        let more = |count: u8| (count + 1).min(15);
        let less = |count: u8| if count > 2 { count.div_ceil(2) } else { count };
        let (unset, set) = self.parts();
        let (unset, set) = if bit { (less(unset), more(set)) } else { (more(unset), less(set)) };
        Self(unset << 4 | set)
    }
}

/// What came in some surroundings: where sixteen bytes begin. The first is a sign of the surroundings, the others are the
/// counts at the fifteen forks of four steps.
#[derive(Clone, Copy, Debug, Default)]
pub struct Page(usize);

/// All pages, side by side.
pub struct Memory(Vec<u8>);

const PAGE: usize = 16;

impl Memory {
    /// Empty, with so many pages: a power of two.
    pub fn new(pages: usize) -> Self {
        Self(vec![0; pages * PAGE])
    }

    /// The pages of these surroundings, given by their hashes.
    pub fn open<const N: usize>(&mut self, hashes: [u32; N]) -> [Page; N] {
        let last = self.0.len() - PAGE;
        let mut pages = hashes.map(|hash| Page((hash >> 4) as usize & last));
        // All are fetched before any is looked at: each may be far away.
        let signs = pages.map(|page| self.byte(page.0));
        for ((page, found), hash) in pages.iter_mut().zip(signs).zip(hashes) {
            let sign = hash as u8 | 1;
            if found != sign {
                *page = self.seek(*page, sign);
            }
        }
        pages
    }

    /// The page with this sign in two more places; else the least used of the three is emptied for it.
    #[inline(never)]
    fn seek(&mut self, page: Page, sign: u8) -> Page {
        let three = [page, Page(page.0 ^ PAGE), Page(page.0 ^ (2 * PAGE))];
        if let Some(found) = three.into_iter().find(|page| self.byte(page.0) == sign) {
            return found;
        }
        let used = |page: &Page| {
            let (unset, set) = self.count(*page, 1).parts();
            unset + set
        };
        let least = three.into_iter().min_by_key(used).unwrap_or(page);
        if let Some([first, counts @ ..]) = self.0.get_mut(least.0..least.0 + PAGE) {
            *first = sign;
            counts.fill(0);
        }
        least
    }

    fn byte(&self, at: usize) -> u8 {
        self.0.get(at).copied().unwrap_or_default()
    }

    /// The count at a fork of a page, from 1, the first, to 15.
    pub fn count(&self, page: Page, fork: usize) -> Count {
        Count(self.byte(page.0 | fork))
    }

    /// Writes it.
    pub fn write(&mut self, page: Page, fork: usize, count: Count) {
        if let Some(byte) = self.0.get_mut(page.0 | fork) {
            *byte = count.0;
        }
    }
}
