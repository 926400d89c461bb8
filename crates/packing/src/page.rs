//! The unpacker as a page calls it.

#![cfg(target_arch = "wasm32")]

use crate::stream::Unpacker;
use wasm_bindgen::prelude::wasm_bindgen;

/// One packed part of the page.
#[wasm_bindgen]
pub struct Part(Option<Unpacker>);

#[wasm_bindgen]
impl Part {
    /// Begins to unpack.
    #[wasm_bindgen(constructor)]
    pub fn new(packed: Vec<u8>) -> Self {
        Self(Unpacker::new(packed))
    }

    /// The next bytes, or as many as are left.
    pub fn next(&mut self, count: usize) -> Vec<u8> {
        self.0.as_mut().map(|unpacker| unpacker.next(count).to_vec()).unwrap_or_default()
    }

    /// All bytes that are left.
    pub fn rest(&mut self) -> Vec<u8> {
        self.next(usize::MAX)
    }
}
