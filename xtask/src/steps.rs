//! What each chore does, step by step.

use crate::{
    chromium,
    tools::{self, run},
};
use std::{
    ffi::OsString,
    process::{Command, ExitCode},
};

/// Builds and serves.
pub fn serve() -> ExitCode {
    finish(tools::prepare().and_then(|path| {
        println!("== Building Belfry; then it is at http://127.0.0.1:8080/ (Ctrl+C stops it)");
        run(trunk(&path).arg("serve"))
    }))
}

/// Builds the site.
pub fn build() -> ExitCode {
    finish(tools::prepare().and_then(|path| run(trunk(&path).arg("build"))))
}

/// Builds the one file.
pub fn single_file() -> ExitCode {
    finish(tools::prepare().and_then(|path| {
        run(trunk(&path).arg("build"))?;
        run(script(&path).arg("xtask/single-file.mjs"))
    }))
}

/// Makes the npm package.
pub fn npm() -> ExitCode {
    finish(tools::prepare().and_then(|path| {
        run(trunk(&path).arg("build"))?;
        run(script(&path).arg("xtask/embed.mjs"))?;
        run(script(&path).arg("xtask/npm.mjs"))
    }))
}

/// Makes the release set.
pub fn dist() -> ExitCode {
    finish(tools::prepare().and_then(|path| {
        run(trunk(&path).arg("build"))?;
        RELEASE.into_iter().try_for_each(|step| run(script(&path).arg(step)))
    }))
}

/// What makes the release set once Trunk has built the site, in order.
const RELEASE: [&str; 4] = ["xtask/embed.mjs", "xtask/single-file.mjs", "xtask/npm.mjs", "xtask/dist.mjs"];

/// Measures, and prints ratios. Never part of the tests.
pub fn bench() -> ExitCode {
    finish(tools::prepare().and_then(|path| {
        run(Command::new("cargo").args(["bench", "--locked", "--package", "belfry-cli"]))?;
        run(trunk(&path).arg("build"))?;
        let browser = chromium::find()?;
        run(Command::new("node").arg("tests/bench/run.mjs").env("PATH", &path).env("BELFRY_CHROMIUM", browser.browser))
    }))
}

fn finish(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn trunk(path: &OsString) -> Command {
    let mut command = Command::new("trunk");
    // Trunk reads NO_COLOR as a flag of its own and refuses the usual "1".
    command.env("PATH", path).env_remove("NO_COLOR");
    nameless(&mut command);
    command
}

fn script(path: &OsString) -> Command {
    let mut command = Command::new("node");
    command.env("PATH", path);
    nameless(&mut command);
    command
}

/// Keeps the builder's home folder out of the Wasm: what is built must not hang on who builds it.
fn nameless(command: &mut Command) {
    if let Some(home) = tools::cargo_home() {
        let flags = format!("--remap-path-prefix={}=/cargo", home.display());
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
}

/// Every check, each with its name; goes on after a failure, so that one run shows all.
pub fn test() -> ExitCode {
    let (path, browser) = match tools::prepare().and_then(|path| Ok((path, chromium::find()?))) {
        Ok(found) => found,
        Err(error) => {
            println!("xtask: {error}");
            println!("0 passed, 1 failed");
            return ExitCode::FAILURE;
        }
    };
    chromium::others();
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(arguments).env("PATH", &path);
        command
    };
    let node = |arguments: &[&str]| {
        let mut command = script(&path);
        command.args(arguments).env("BELFRY_CHROMIUM", &browser.browser);
        command
    };
    let mut in_the_browser = cargo(&["test", "--locked", "--target", "wasm32-unknown-unknown", "--test", "browser"]);
    in_the_browser.env("CHROMEDRIVER", &browser.driver);
    let mut documentation = cargo(&["doc", "--locked", "--workspace", "--no-deps", "--quiet"]);
    documentation.env("RUSTDOCFLAGS", "-D warnings");
    let mut build = trunk(&path);
    build.arg("build");
    let mut again = node(&["xtask/again.mjs"]);
    again.args(RELEASE);
    let steps = [
        ("the code is formatted", cargo(&["fmt", "--all", "--check"])),
        (
            "clippy has nothing to say",
            cargo(&["clippy", "--locked", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
        ),
        ("native tests", cargo(&["test", "--locked", "--workspace", "--quiet"])),
        (
            "law, framework and words agree",
            cargo(&["run", "--locked", "--quiet", "--package", "belfry-cli", "--", "check-content"]),
        ),
        ("documentation", documentation),
        ("tests inside a page", in_the_browser),
        ("the site builds", build),
        ("sizes", node(&["tests/sizes.mjs"])),
        ("the element for other pages builds", node(&["xtask/embed.mjs"])),
        ("the single file builds", node(&["xtask/single-file.mjs"])),
        ("the npm package", node(&["xtask/npm.mjs"])),
        ("the release set", node(&["xtask/dist.mjs"])),
        ("journeys and accessibility in a browser", node(&["--test", "--test-concurrency=2", "tests/browser/"])),
        ("two builds are the same", again),
    ];
    let (mut passed, mut failed) = (0, Vec::new());
    for (name, mut command) in steps {
        println!("== {name}");
        match run(&mut command) {
            Ok(()) => passed += 1,
            Err(error) => {
                println!("   {error}");
                failed.push(name);
            }
        }
    }
    for name in &failed {
        println!("failed: {name}");
    }
    println!("{passed} passed, {} failed", failed.len());
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
