//! Forecasts of bits: what came in the same surroundings before, weighed by who was right lately.

use crate::{
    bits::{Chance, Wire},
    memory::{Count, Memory, Page},
    odds::{Learner, Scale},
    repeat::{LONG, Repeat},
    tree::{LONGEST, Step, Tree, Way},
};

/// From how many points of view the surroundings of a byte are looked at. More pack better, and take longer.
pub const VIEWS: usize = 4;

/// What stands around the next byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// What is seen from each point of view, as a hash.
    pub views: [u32; VIEWS],
    /// Which weights are used.
    pub weights: u8,
}

/// A hash of a hash and a number.
pub const fn mixed(hash: u32, number: u32) -> u32 {
    let hash = (hash ^ number).wrapping_mul(0x9e37_79b1);
    hash ^ hash >> 15
}

/// The odds that are weighed: one for each view, one for the repeat, and one that is always the same.
const INPUTS: usize = VIEWS + 2;

/// How much each of them counts, in 1/65536.
type Weights = [i32; INPUTS];

/// The forecaster of one stream.
pub struct Forecast {
    memory: Memory,
    /// What each count came to mean, from each point of view.
    learners: [[Learner; 256]; VIEWS],
    /// Each count with an unset bit more, and behind it with a set one.
    next: [Count; 512],
    repeat: Repeat,
    /// Whether repeats of each length went on, by the bit that they let expect.
    repeats: [[Learner; 2]; LONG],
    /// By what the surroundings name, by depth, and by the repeat.
    weights: Vec<Weights>,
    scale: Scale,
}

/// The odds of one bit, as it stands.
struct Weighed {
    counts: [Count; VIEWS],
    inputs: [i32; INPUTS],
    /// Which weights were used.
    class: usize,
    /// In 1/65536.
    chance: i32,
}

/// What a repeat lets expect: a way, and how long it has lasted.
#[derive(Clone, Copy)]
struct Expected {
    way: Way,
    length: usize,
}

impl Forecast {
    /// Knows nothing yet. See [`crate::Kind`] for what it is given.
    pub fn new(pages: usize, least_repeat: u32) -> Self {
        let mut learners = [Learner::EVEN; 256];
        let mut next = [Count::default(); 512];
        for ((count, learner), next) in Count::all().zip(&mut learners).zip(next.chunks_exact_mut(2)) {
            let (unset, set) = count.parts();
            *learner = Learner::after(unset.into(), set.into());
            next.copy_from_slice(&[count.with(false), count.with(true)]);
        }
        Self {
            memory: Memory::new(pages),
            learners: [learners; VIEWS],
            next,
            repeat: Repeat::new(least_repeat),
            repeats: [[Learner::EVEN; 2]; LONG],
            weights: vec![[0x5000; INPUTS]; 256 << 4],
            scale: Scale::new(),
        }
    }

    /// Passes the next byte, which stands in these surroundings and in this tree.
    // A call for each byte: engines that compile in two stages take the faster code up at the next call.
    #[inline(never)]
    pub fn pass(&mut self, wire: &mut impl Wire, wanted: u8, tree: &Tree, around: &Surroundings, past: &[u8]) -> u8 {
        let way = tree.way(wanted);
        let mut expected = self.repeat.expected(past).map(|(byte, length)| Expected { way: tree.way(byte), length });
        let mut fork = 0;
        let mut pages = [Page::default(); VIEWS];
        // Forks are counted anew on each page: the first is 1, those behind it 2 and 3, and so on.
        let mut on_page = 1;
        for depth in 0..LONGEST {
            if depth % 4 == 0 {
                let here = u32::from(fork).wrapping_mul(0x9e37_79b1);
                pages = self.memory.open(around.views.map(|view| (view ^ here).wrapping_mul(0x85eb_ca6b)));
                on_page = 1;
            }
            let step = expected.and_then(|expected| Some((expected.way.step(depth)?, expected.length)));
            let class = usize::from(around.weights) << 4 | depth.min(3) << 2;
            let weighed = self.weigh(&pages, on_page, step, class);
            let set = wire.pass(way.step(depth).unwrap_or_default(), Chance::of_65536(weighed.chance as u32));
            self.learn(&weighed, &pages, on_page, step, set);
            if step.is_some_and(|(step, _)| step != set) {
                expected = None;
            }
            on_page = on_page << 1 | usize::from(set);
            match tree.step(fork, set) {
                Step::Byte(byte) => return byte,
                Step::Fork(next) => fork = next,
            }
        }
        // Only in trees that nobody planted.
        0
    }

    /// The chance that the next bit is set.
    #[inline]
    fn weigh(&self, pages: &[Page; VIEWS], on_page: usize, step: Option<(bool, usize)>, class: usize) -> Weighed {
        let mut inputs = [0; INPUTS];
        let mut counts = [Count::default(); VIEWS];
        for (((input, count), page), learners) in inputs.iter_mut().zip(&mut counts).zip(pages).zip(&self.learners) {
            *count = self.memory.count(*page, on_page);
            *input = learners.get(count.rank()).map_or(0, |learner| learner.odds(&self.scale));
        }
        let [.., of_the_repeat, always] = &mut inputs;
        *always = 256;
        let mut class = class;
        if let Some((step, length)) = step {
            class |= 1 + usize::from(length >= 16) + usize::from(length >= 24);
            let learner = self.repeats.get(length).and_then(|pair| pair.get(usize::from(step)));
            *of_the_repeat = learner.map_or(0, |learner| learner.odds(&self.scale));
        }
        let weights = self.weights.get(class).unwrap_or(&[0; INPUTS]);
        let weighed = inputs.iter().zip(weights).map(|(input, weight): (&i32, _)| input.wrapping_mul(weight >> 2));
        let odds = weighed.fold(0, i32::wrapping_add) >> 14;
        Weighed { counts, inputs, class, chance: self.scale.chance(odds) }
    }

    /// Learns what the bit was. Who was right counts for more from now on, by how wrong the whole was.
    #[inline]
    fn learn(
        &mut self,
        weighed: &Weighed,
        pages: &[Page; VIEWS],
        on_page: usize,
        step: Option<(bool, usize)>,
        set: bool,
    ) {
        let error = (((i32::from(set) << 16) - weighed.chance) >> 4) * 32;
        if let Some(weights) = self.weights.get_mut(weighed.class) {
            for (input, weight) in weighed.inputs.iter().zip(weights) {
                *weight = weight.wrapping_add((input * error + 0x8000) >> 16);
            }
        }
        for ((count, page), learners) in weighed.counts.iter().zip(pages).zip(&mut self.learners) {
            if let Some(learner) = learners.get_mut(count.rank()) {
                learner.learn(set);
            }
            let next = self.next.get(count.rank() << 1 | usize::from(set)).copied().unwrap_or_default();
            self.memory.write(*page, on_page, next);
        }
        if let Some((step, length)) = step
            && let Some(learner) = self.repeats.get_mut(length).and_then(|pair| pair.get_mut(usize::from(step)))
        {
            learner.learn(set);
        }
    }

    /// Learns what the past now ends with.
    pub fn take(&mut self, past: &[u8]) {
        self.repeat.take(past);
    }
}
