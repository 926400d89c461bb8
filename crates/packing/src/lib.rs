//! Packs Wasm and texts a third smaller than what browsers unpack by themselves, and unpacks them in the page.
//!
//! Bit by bit, the next byte is forecast from what came in the same surroundings before; what comes is written at the
//! cost of its surprise. Both ends know the same past, so they forecast the same, and nothing but the surprises travels.
//! `docs/decisions/0018-one-file.md` says why.

mod bits;
mod forecast;
mod memory;
mod module;
mod odds;
mod page;
mod place;
mod prose;
mod repeat;
mod stream;
mod tree;

pub use place::Kind;
pub use stream::{Unpacker, pack};
