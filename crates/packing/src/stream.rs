//! A stream of bytes, packed at once and unpacked from front to back.
//!
//! Packed, it is one byte for its kind, four for its length, and then the trees and the bytes as surprises.

use crate::{
    bits::{Reader, Wire, Writer},
    forecast::Forecast,
    place::{Kind, Place},
    tree::{Lengths, Tree},
};

/// One end of a stream.
struct Stream {
    place: Place,
    trees: Vec<Tree>,
    forecast: Forecast,
    past: Vec<u8>,
}

impl Stream {
    /// Passes the trees. Who reads has none of their `lengths` yet.
    fn new(kind: Kind, wire: &mut impl Wire, lengths: &[Lengths]) -> Self {
        let trees = Tree::pass_all(wire, kind.trees(), lengths);
        let forecast = Forecast::new(kind.pages(), kind.least_repeat());
        Self { place: Place::first(kind), trees, forecast, past: Vec::new() }
    }

    /// Passes the next byte.
    fn pass(&mut self, wire: &mut impl Wire, wanted: u8) {
        let Some(tree) = self.trees.get(self.place.tree()) else { return };
        let byte = self.forecast.pass(wire, wanted, tree, &self.place.around(), &self.past);
        self.past.push(byte);
        self.forecast.take(&self.past);
        self.place.take(byte);
    }
}

/// Packs bytes, of which there are fewer than 2^32. Any bytes come out as they were; those of the kind come out small.
pub fn pack(kind: Kind, bytes: &[u8]) -> Vec<u8> {
    let mut counts = vec![[0; 256]; kind.trees()];
    let mut place = Place::first(kind);
    for byte in bytes {
        if let Some(count) = counts.get_mut(place.tree()).and_then(|tree| tree.get_mut(usize::from(*byte))) {
            *count += 1;
        }
        place.take(*byte);
    }
    let lengths: Vec<Lengths> = counts.iter().map(Tree::lengths).collect();
    let mut head = vec![kind.code()];
    head.extend((bytes.len() as u32).to_be_bytes());
    let mut wire = Writer::after(head);
    let mut stream = Stream::new(kind, &mut wire, &lengths);
    bytes.iter().for_each(|byte| stream.pass(&mut wire, *byte));
    wire.finish()
}

/// Unpacks what [`pack`] made, piece by piece.
pub struct Unpacker {
    stream: Stream,
    wire: Reader,
    length: usize,
}

impl Unpacker {
    /// Begins. Nothing, when the head is not one that [`pack`] writes.
    pub fn new(packed: Vec<u8>) -> Option<Self> {
        let [code, length @ ..] = *packed.first_chunk::<5>()?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.code() == code)?;
        let mut wire = Reader::new(packed, 5);
        let stream = Stream::new(kind, &mut wire, &[]);
        Some(Self { stream, wire, length: u32::from_be_bytes(length) as usize })
    }

    /// How many bytes are still to come.
    pub fn left(&self) -> usize {
        self.length.saturating_sub(self.stream.past.len())
    }

    /// The next bytes, or as many as are left. What was not made by [`pack`] comes out as noise.
    pub fn next(&mut self, count: usize) -> &[u8] {
        let from = self.stream.past.len();
        for _ in 0..count.min(self.left()) {
            self.stream.pass(&mut self.wire, 0);
        }
        self.stream.past.get(from..).unwrap_or_default()
    }
}
