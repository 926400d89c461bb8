//! A place in a Wasm module: section, instruction, number, and what came just before.
//!
//! Nothing here must be right for packing to be exact: a module that is misread only packs less well.

use crate::forecast::{Surroundings, mixed};

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Preamble,
    Section,
    /// Of a section that is neither code nor data.
    Content,
    Data,
    LocalType,
    Instruction,
    Float,
    Number(Number),
}

/// What a number of one to ten bytes (LEB128) says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    SectionSize,
    Bodies,
    BodySize,
    LocalGroups,
    Locals,
    BlockType,
    Label,
    Labels,
    Function,
    FunctionType,
    Get,
    Set,
    Tee,
    Global,
    Alignment,
    Offset,
    Constant,
    LongConstant,
    Prefixed,
    Types,
    Other,
}

impl Part {
    /// Its rank, below 32.
    const fn rank(self) -> u8 {
        match self {
            Self::Preamble => 0,
            Self::Section => 1,
            Self::Content => 2,
            Self::Data => 3,
            Self::LocalType => 4,
            Self::Instruction => 5,
            Self::Float => 6,
            Self::Number(number) => 7 + number as u8,
        }
    }
}

/// How many ranks there are, at most.
const PARTS: usize = 32;

/// A place in a module.
#[derive(Debug, Default)]
pub struct Module {
    part: Part,
    /// Which byte of the part is next, and the number that those before it make.
    nth: u8,
    number: u32,
    /// How many more parts of this kind come, and what comes then, if not an instruction.
    left: u32,
    then: Option<Number>,
    section: u8,
    /// In bytes from the start of the module.
    position: u32,
    section_end: u32,
    body_end: u32,
    /// The last eight bytes, the latest in the lowest byte; the last eight instructions of the body.
    bytes: u64,
    instructions: u64,
    /// The letters before the byte, as a hash.
    word: u32,
}

const CODE: u8 = 10;
const DATA: u8 = 11;

impl Module {
    /// How many trees its parts need.
    pub const TREES: usize = PARTS * 2 + 256;

    fn go(&mut self, part: Part) {
        self.part = part;
        self.nth = 0;
        self.number = 0;
    }

    /// What comes next within a body: what was announced, or an instruction, or another body.
    fn next(&mut self) {
        if self.left > 0 {
            self.left -= 1;
            self.go(self.part);
        } else if let Some(number) = self.then.take() {
            self.go(Part::Number(number));
        } else if self.position < self.body_end {
            self.go(Part::Instruction);
        } else {
            self.go(Part::Number(Number::BodySize));
        }
    }

    /// An instruction begins: these numbers belong to it.
    fn with(&mut self, number: Number, then: Option<Number>) {
        self.then = then;
        self.go(Part::Number(number));
    }

    fn instruct(&mut self, code: u8) {
        self.instructions = self.instructions << 8 | u64::from(code);
        match code {
            0x02..=0x04 => self.with(Number::BlockType, None),
            0x0c | 0x0d => self.with(Number::Label, None),
            0x0e => self.with(Number::Labels, None),
            0x10 => self.with(Number::Function, None),
            0x11 => self.with(Number::FunctionType, Some(Number::Other)),
            0x1c => self.with(Number::Types, None),
            0x20 => self.with(Number::Get, None),
            0x21 => self.with(Number::Set, None),
            0x22 => self.with(Number::Tee, None),
            0x23 | 0x24 => self.with(Number::Global, None),
            0x25 | 0x26 | 0x3f | 0x40 | 0xd0 | 0xd2 => self.with(Number::Other, None),
            0x28..=0x3e => self.with(Number::Alignment, Some(Number::Offset)),
            0x41 => self.with(Number::Constant, None),
            0x42 => self.with(Number::LongConstant, None),
            0x43 => self.floating(4),
            0x44 => self.floating(8),
            0xfc => self.with(Number::Prefixed, None),
            _ => self.next(),
        }
    }

    fn floating(&mut self, bytes: u32) {
        self.go(Part::Float);
        self.left = bytes - 1;
    }

    /// A number is complete.
    fn numbered(&mut self, number: Number) {
        let value = self.number;
        match number {
            Number::SectionSize => {
                self.section_end = self.position.saturating_add(value);
                match self.section {
                    CODE => self.go(Part::Number(Number::Bodies)),
                    DATA => self.go(Part::Data),
                    _ => self.go(Part::Content),
                }
            }
            Number::Bodies => self.go(Part::Number(Number::BodySize)),
            Number::BodySize => {
                self.body_end = self.position.saturating_add(value);
                self.instructions = 0;
                self.go(Part::Number(Number::LocalGroups));
            }
            Number::LocalGroups => {
                self.left = value;
                self.locals();
            }
            Number::Locals => self.go(Part::LocalType),
            Number::Labels => {
                self.go(Part::Number(Number::Label));
                self.left = value;
            }
            Number::Types => {
                self.then = (value > 0).then_some(Number::Other);
                self.next();
            }
            Number::Prefixed => {
                self.instructions = self.instructions << 8 | u64::from(value as u8);
                match value {
                    8 | 10 | 12 | 14 => self.with(Number::Other, Some(Number::Other)),
                    9 | 11 | 13 | 15..=17 => self.with(Number::Other, None),
                    _ => self.next(),
                }
            }
            Number::BlockType
            | Number::Label
            | Number::Function
            | Number::FunctionType
            | Number::Get
            | Number::Set
            | Number::Tee
            | Number::Global
            | Number::Alignment
            | Number::Offset
            | Number::Constant
            | Number::LongConstant
            | Number::Other => self.next(),
        }
    }

    /// The next group of locals, or what comes behind the last.
    fn locals(&mut self) {
        if self.left > 0 {
            self.left -= 1;
            self.go(Part::Number(Number::Locals));
        } else {
            self.next();
        }
    }

    /// The tree of the byte that stands here: for instructions one after each instruction, for other parts one for the
    /// first byte and one for the rest.
    pub fn tree(&self) -> usize {
        match self.part {
            Part::Instruction => PARTS * 2 + (self.instructions & 0xff) as usize,
            part => usize::from(part.rank()) * 2 + usize::from(self.nth.min(1)),
        }
    }

    /// What stands around it.
    pub fn around(&self) -> Surroundings {
        let weights = self.part.rank() * 4 + self.nth.min(3);
        let bytes = self.bytes as u32;
        let views = match self.part {
            // Much of it stands in columns of four bytes, and resembles what stood eight bytes before.
            Part::Content | Part::Data => {
                let section = u32::from(self.section);
                let column = self.position & 3 | section << 2;
                [
                    mixed(mixed(section, bytes & 0x00ff_ffff), 1),
                    mixed(mixed(column, (self.bytes >> 56) as u32), 2),
                    mixed(mixed(section, bytes & 0xf0f0_f0f0), 3),
                    mixed(mixed(mixed(section, bytes & 0xff), self.word), 4),
                ]
            }
            // The last instruction, the last four and the last eight, with what is known of the number; the last three bytes.
            Part::Preamble | Part::Section | Part::LocalType | Part::Instruction | Part::Float | Part::Number(_) => {
                let here = mixed(u32::from(weights), self.number);
                let four = self.instructions as u32;
                let eight = mixed(mixed(here, four), (self.instructions >> 32) as u32);
                [
                    mixed(mixed(here, four & 0xff), 1),
                    mixed(mixed(here, four), 2),
                    mixed(eight, 3),
                    mixed(mixed(u32::from(weights), bytes & 0x00ff_ffff), 4),
                ]
            }
        };
        Surroundings { views, weights }
    }

    /// Goes on behind a byte.
    pub fn take(&mut self, byte: u8) {
        self.position = self.position.saturating_add(1);
        self.bytes = self.bytes << 8 | u64::from(byte);
        self.word = if byte < b'A' { 0 } else { mixed(self.word, u32::from(byte)) };
        self.number |= u32::from(byte & 127).checked_shl(7 * u32::from(self.nth)).unwrap_or_default();
        self.nth = self.nth.saturating_add(1);
        match self.part {
            Part::Preamble if self.position == 8 => self.go(Part::Section),
            Part::Preamble => {}
            Part::Section => {
                self.section = byte;
                self.go(Part::Number(Number::SectionSize));
            }
            Part::Content | Part::Data => self.go(self.part),
            Part::LocalType => self.locals(),
            Part::Instruction => self.instruct(byte),
            Part::Float if self.left > 0 => self.left -= 1,
            Part::Float => self.next(),
            Part::Number(_) if byte > 127 => {}
            Part::Number(number) => self.numbered(number),
        }
        if self.section_end > 0 && self.position >= self.section_end {
            self.section_end = 0;
            self.left = 0;
            self.then = None;
            self.go(Part::Section);
        }
    }
}
