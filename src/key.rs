//! The interface's sentences by name: `Key`, made from `static/texts/en/ui.json` and `pages.json` at build time.

include!(concat!(env!("OUT_DIR"), "/key.rs"));
