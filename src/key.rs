//! The interface's sentences by name: `Key`, made from `static/texts/en/ui.json` at build time.

include!(concat!(env!("OUT_DIR"), "/key.rs"));

impl Key {
    /// The key's place in `ui.json`.
    pub fn path(self) -> &'static str {
        PATHS.get(self as usize).map_or("", |(_, path)| path)
    }
}
