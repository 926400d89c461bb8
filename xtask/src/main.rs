//! The project's chores: `cargo xtask serve`, `cargo xtask test`, `cargo xtask build`, `cargo xtask single-file`,
//! `cargo xtask npm`,
//! `cargo xtask dist`, `cargo xtask bench`.
//!
//! Installs what is missing once, says what it does, and needs only Rust (rustup) and Node.

mod chromium;
mod steps;
mod tools;

use std::process::ExitCode;

fn main() -> ExitCode {
    let task = std::env::args().nth(1);
    match task.as_deref() {
        Some("serve") => steps::serve(),
        Some("build") => steps::build(),
        Some("single-file") => steps::single_file(),
        Some("npm") => steps::npm(),
        Some("dist") => steps::dist(),
        Some("test") => steps::test(),
        Some("bench") => steps::bench(),
        Some(_) | None => {
            println!("cargo xtask serve   build Belfry and serve it on this machine");
            println!("cargo xtask test    run every check: style, tests, browser, accessibility, sizes, documentation");
            println!("cargo xtask build   build the site into dist/");
            println!("cargo xtask single-file   build dist/belfry.html and dist/belfry-complete.html");
            println!("cargo xtask npm     make the npm package belfry-assessment in dist/");
            println!(
                "cargo xtask dist    make the release set in release/: site, single file, element, checksums, licences"
            );
            println!("cargo xtask bench   measure, side by side with the alternatives");
            ExitCode::FAILURE
        }
    }
}
