//! Makes the `Key` enum from `static/texts/en/ui.json` (what the first pages say) and `pages.json` (the later ones) and
//! `tools.json` (the tools): a sentence that code asks for and the files lack does not compile. English is the reference; the other languages are compared with it by `belfry check-content`.

include!("src/fingerprint.rs");

use std::{error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    const SOURCES: [&str; 3] = ["static/texts/en/ui.json", "static/texts/en/pages.json", "static/texts/en/tools.json"];
    let mut texts: Vec<String> = Vec::new();
    let mut marks = Vec::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        let read: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&fs::read_to_string(source)?)?;
        marks.push((read.len(), fingerprint(read.keys().map(String::as_str))));
        texts.extend(read.keys().cloned());
    }
    let mut variants = String::new();
    let mut paths = String::new();
    for path in &texts {
        let name = variant(path);
        writeln!(variants, "    /// `{path}`\n    {name},")?;
        writeln!(paths, "    (Key::{name}, {path:?}),")?;
    }
    let count = texts.len();
    let [(first, first_mark), (second, later_mark), (_, tools_mark)] = marks[..] else {
        return Err("three files".into());
    };
    let later = first + second;
    let code = format!(
        "/// Every sentence of the interface.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum Key {{\n{variants}}}\n\n\
         /// How many keys stand in `ui.json`; how many in it and `pages.json`; the others are in `tools.json`.\n\
         pub const BOUNDS: [usize; 2] = [{first}, {later}];\n\n\
         /// What the names in `ui.json` come to, in order; in `pages.json`; in `tools.json`.\n\
         pub const MARKS: [u64; 3] = [{first_mark}, {later_mark}, {tools_mark}];\n\n\
         /// Every key with its place in its file, in the order of the enum. The browser does without: see `fingerprint.rs`.\n\
         #[cfg(not(target_arch = \"wasm32\"))]\n\
         pub static PATHS: [(Key, &str); {count}] = [\n{paths}];\n"
    );
    let out = std::env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("key.rs"), code)?;
    // The linking step that makes two Wasm modules follows relocations to see what belongs where.
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() && std::env::var("CARGO_CFG_TARGET_FAMILY")? == "wasm" {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    Ok(())
}

/// `welcome.first-question` becomes `WelcomeFirstQuestion`.
fn variant(path: &str) -> String {
    path.split(['.', '-', '_'])
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
        })
        .collect()
}
