//! Bits written at the cost of their surprise, and read again: arithmetic coding with 32 bits of precision.

/// How likely the next bit is set, in 1/65536; never quite sure of either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance(u32);

impl Chance {
    /// The nearest chance that leaves either bit possible: no surprise costs more than twelve bits.
    pub fn of_65536(parts: u32) -> Self {
        const LEAST: u32 = 16;
        Self(parts.clamp(LEAST, 0x1_0000 - LEAST))
    }
}

/// One end of the wire: both walk the same way, so that what reads stays in step with what wrote.
pub trait Wire {
    /// Passes one bit. Who writes passes `wanted`; who reads ignores it.
    fn pass(&mut self, wanted: bool, chance: Chance) -> bool;
}

/// The span of numbers that the bits so far leave open. Its ends differ in their first byte.
#[derive(Clone, Copy, Debug)]
struct Span {
    low: u32,
    high: u32,
}

impl Span {
    const ALL: Self = Self { low: 0, high: u32::MAX };

    /// The last number that stands for a set bit.
    fn middle(self, chance: Chance) -> u32 {
        let width = u64::from(self.high - self.low);
        self.low + ((width * u64::from(chance.0)) >> 16) as u32
    }

    fn cut(self, middle: u32, set: bool) -> Self {
        if set { Self { high: middle, ..self } } else { Self { low: middle + 1, ..self } }
    }

    /// The first byte, once both ends agree on it.
    fn settled(self) -> Option<u8> {
        ((self.low ^ self.high) >> 24 == 0).then_some((self.high >> 24) as u8)
    }

    fn next(self) -> Self {
        Self { low: self.low << 8, high: self.high << 8 | 0xff }
    }
}

/// Writes.
pub struct Writer {
    span: Span,
    out: Vec<u8>,
}

impl Writer {
    /// Writes behind `out`.
    pub fn after(out: Vec<u8>) -> Self {
        Self { span: Span::ALL, out }
    }

    /// Everything written. Whoever reads beyond its end reads zeros, so one byte settles the last span.
    pub fn finish(mut self) -> Vec<u8> {
        self.out.push((self.span.high >> 24) as u8);
        self.out
    }
}

impl Wire for Writer {
    fn pass(&mut self, wanted: bool, chance: Chance) -> bool {
        self.span = self.span.cut(self.span.middle(chance), wanted);
        while let Some(byte) = self.span.settled() {
            self.out.push(byte);
            self.span = self.span.next();
        }
        wanted
    }
}

/// Reads what a [`Writer`] wrote.
pub struct Reader {
    span: Span,
    number: u32,
    packed: Vec<u8>,
    at: usize,
}

impl Reader {
    /// Reads from the byte at `at` on.
    pub fn new(packed: Vec<u8>, at: usize) -> Self {
        let mut reader = Self { span: Span::ALL, number: 0, packed, at };
        (0..4).for_each(|_| reader.advance());
        reader
    }

    fn advance(&mut self) {
        self.number = self.number << 8 | u32::from(self.packed.get(self.at).copied().unwrap_or_default());
        self.at += 1;
    }
}

impl Wire for Reader {
    fn pass(&mut self, _: bool, chance: Chance) -> bool {
        let middle = self.span.middle(chance);
        let set = self.number <= middle;
        self.span = self.span.cut(middle, set);
        while self.span.settled().is_some() {
            self.span = self.span.next();
            self.advance();
        }
        set
    }
}
