//! The place in which the next byte stands. Both ends work it out from the bytes before.

use crate::{forecast::Surroundings, module::Module, prose::Prose};

/// What bytes are. It decides what is looked at, never whether packing is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Wasm module.
    Module,
    /// Anything that people write: sentences, code, style sheets.
    Prose,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Module, Self::Prose];

    /// The byte that stands for it at the head of what is packed.
    pub const fn code(self) -> u8 {
        match self {
            Self::Module => b'm',
            Self::Prose => b'p',
        }
    }

    /// How many trees its bytes need.
    pub const fn trees(self) -> usize {
        match self {
            Self::Module => Module::TREES,
            Self::Prose => Prose::TREES,
        }
    }

    /// How much is remembered of the past, in pages of 16 bytes; a power of two. More packs better, and takes longer.
    pub const fn pages(self) -> usize {
        match self {
            Self::Module => 1 << 18,
            Self::Prose => 1 << 17,
        }
    }

    /// From how many equal bytes on a repeat is expected to go on; at most eight.
    pub const fn least_repeat(self) -> u32 {
        match self {
            Self::Module => 5,
            Self::Prose => 7,
        }
    }
}

/// A place in bytes of either kind.
#[derive(Debug)]
pub enum Place {
    /// In a module.
    Module(Module),
    /// In a text.
    Prose(Prose),
}

impl Place {
    /// Where the first byte stands.
    pub fn first(kind: Kind) -> Self {
        match kind {
            Kind::Module => Self::Module(Module::default()),
            Kind::Prose => Self::Prose(Prose::default()),
        }
    }

    /// The tree of the byte that stands here, below [`Kind::trees`].
    pub fn tree(&self) -> usize {
        match self {
            Self::Module(module) => module.tree(),
            Self::Prose(prose) => prose.tree(),
        }
    }

    /// What stands around it.
    pub fn around(&self) -> Surroundings {
        match self {
            Self::Module(module) => module.around(),
            Self::Prose(prose) => prose.around(),
        }
    }

    /// Goes on behind a byte.
    pub fn take(&mut self, byte: u8) {
        match self {
            Self::Module(module) => module.take(byte),
            Self::Prose(prose) => prose.take(byte),
        }
    }
}
