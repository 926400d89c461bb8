//! Makes the `Key` enum from `static/texts/en/ui.json` (what the first pages say) and `pages.json` (the later ones) and
//! `tools.json` (the tools) and `plan.json` (the plan and what leaves Belfry): a sentence that code asks for and the files lack does not compile. English is the reference; the other languages are compared with it by `belfry check-content`.

include!("src/fingerprint.rs");

use std::{error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    const SOURCES: [&str; 4] = [
        "static/texts/en/ui.json",
        "static/texts/en/pages.json",
        "static/texts/en/tools.json",
        "static/texts/en/plan.json",
    ];
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
    let [(first, first_mark), (second, later_mark), (third, tools_mark), (_, plan_mark)] = marks[..] else {
        return Err("four files".into());
    };
    let later = first + second;
    let tools = later + third;
    let code = format!(
        "/// Every sentence of the interface.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum Key {{\n{variants}}}\n\n\
         /// How many keys stand in `ui.json`; how many with `pages.json`; how many with `tools.json`; the others are in `plan.json`.\n\
         pub const BOUNDS: [usize; 3] = [{first}, {later}, {tools}];\n\n\
         /// What the names in `ui.json` come to, in order; in `pages.json`; in `tools.json`; in `plan.json`.\n\
         pub const MARKS: [u64; 4] = [{first_mark}, {later_mark}, {tools_mark}, {plan_mark}];\n\n\
         /// Every key with its place in its file, in the order of the enum. The browser does without: see `fingerprint.rs`.\n\
         #[cfg(not(target_arch = \"wasm32\"))]\n\
         pub static PATHS: [(Key, &str); {count}] = [\n{paths}];\n"
    );
    let out = std::env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("key.rs"), code)?;
    for name in ["tools.css", "plan.css"] {
        let source = Path::new("static/styles").join(name);
        println!("cargo::rerun-if-changed={}", source.display());
        fs::write(Path::new(&out).join(name), sheet(&fs::read_to_string(source)?))?;
    }
    // The linking step that makes two Wasm modules follows relocations to see what belongs where.
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() && std::env::var("CARGO_CFG_TARGET_FAMILY")? == "wasm" {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    Ok(())
}

/// A style sheet as it travels: without comments and indents, sizes by `--rem`, which an app in somebody else's page sets
/// (`xtask/embed.mjs`). Conditions keep theirs, each on a line of its own: `src/styles.rs` adapts them.
fn sheet(css: &str) -> String {
    let mut text = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        text += before;
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text += rest;
    let mut sheet = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix('@') {
            Some(_) => sheet += &format!("\n{line}\n"),
            None => {
                sheet += &scaled(line);
                if !line.ends_with(['{', '}', ';', ',']) {
                    sheet.push(' ');
                }
            }
        }
    }
    sheet
}

/// Every size in `rem` as a multiple of `--rem`.
fn scaled(line: &str) -> String {
    let mut parts = line.split("rem");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = text.len() - text.chars().rev().take_while(|sign| sign.is_ascii_digit() || *sign == '.').count();
        if number == text.len() {
            // A word that holds these letters.
            text += "rem";
        } else {
            let size = text.split_off(number);
            text += &format!("calc({size} * var(--rem, 1rem))");
        }
        text += part;
    }
    text
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
