//! Tools at the versions that Trunk.toml and Cargo.toml pin: from PATH when they fit, else installed once into the
//! user's cache folder.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Must equal the `wasm-bindgen` crate exactly.
const WASM_BINDGEN: &str = "0.2.129";
/// The last Trunk that fits Rust 1.95.
const TRUNK: &str = "0.21.14";
/// Must fit the `wasm_split_helpers` crate. Built from `xtask/wasm_split`, where its order is made the same in every run.
const WASM_SPLIT: &str = "0.2.2-belfry.1";

/// A tool that Cargo installs.
struct Tool {
    program: &'static str,
    package: &'static str,
    version: &'static str,
    features: &'static str,
    /// Its folder in this repository; `None` for what the registry has.
    folder: Option<&'static str>,
}

/// A PATH on which every tool stands, or what to do about the one that does not.
pub fn prepare() -> Result<OsString, String> {
    target()?;
    // Trunk builds offline: what Cargo.lock names must be here before it starts.
    run(Command::new("cargo").args(["fetch", "--locked", "--quiet"]))?;
    let mut folders = vec![node_packages()?.join("binaryen/bin")];
    let tools = [
        Tool {
            program: "wasm-bindgen",
            package: "wasm-bindgen-cli",
            version: WASM_BINDGEN,
            features: "",
            folder: None,
        },
        Tool { program: "trunk", package: "trunk", version: TRUNK, features: "", folder: None },
        // Says no version of its own: taken from the cache folder, whose name says it.
        Tool {
            program: "wasm_split_cli",
            package: "wasm_split_cli_support",
            version: WASM_SPLIT,
            features: "build-binary",
            folder: Some("xtask/wasm_split"),
        },
    ];
    for tool in tools {
        folders.extend(installed(&tool)?);
    }
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(folders).map_err(|error| error.to_string())
}

/// What a program prints, when it runs well.
pub fn output(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program to its end.
pub fn run(command: &mut Command) -> Result<(), String> {
    let shown = format!("{command:?}");
    let status = command.status().map_err(|error| format!("{shown}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown} ended with {status}")) }
}

fn target() -> Result<(), String> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot =
        output("rustc", &["--print", "sysroot"]).ok_or("rustc does not run: install Rust from https://rustup.rs")?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).exists() {
        return Ok(());
    }
    println!("== Rust has no {TARGET} yet: adding it");
    run(Command::new("rustup").args(["target", "add", TARGET]))
}

/// The folder of Node packages, filled from the lock file when it is not.
fn node_packages() -> Result<PathBuf, String> {
    output("node", &["--version"]).ok_or("node does not run: install Node 20 or newer from https://nodejs.org")?;
    let folder = PathBuf::from("node_modules");
    let marker = folder.join(".belfry-lock");
    let lock = fs::read("package-lock.json").map_err(|error| format!("package-lock.json: {error}"))?;
    if fs::read(&marker).is_ok_and(|installed| installed == lock) {
        return absolute(&folder);
    }
    println!("== Node packages: installing what package-lock.json names");
    run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::write(&marker, lock).map_err(|error| format!("{}: {error}", marker.display()))?;
    absolute(&folder)
}

fn absolute(path: &Path) -> Result<PathBuf, String> {
    path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))
}

/// The folder of a tool that Cargo installs; nothing when the one on PATH fits.
fn installed(tool: &Tool) -> Result<Option<PathBuf>, String> {
    let Tool { program, package, version, features, folder } = tool;
    let said = output(program, &["--version"]);
    if said.is_some_and(|said| said.split_whitespace().any(|word| word == *version)) {
        return Ok(None);
    }
    let root = cache().join(format!("{package}-{version}"));
    let programs = root.join("bin");
    if output(programs.join(program), &["--help"]).is_some() {
        return Ok(Some(programs));
    }
    println!("== {program} {version} is missing: installing it once into {} (some minutes)", root.display());
    let mut install = Command::new("cargo");
    install.args(["install", "--locked", "--root"]).arg(&root);
    match folder {
        Some(folder) => install.args(["--path", folder]),
        None => install.args(["--version", version, package]),
    };
    install.args(["--features", features]);
    // A tool that runs for seconds need not be optimised for hours.
    install.env("CARGO_PROFILE_RELEASE_LTO", "off");
    install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    // Not beside the sources of a tool that is built from this repository.
    install.env("CARGO_TARGET_DIR", absolute(Path::new("."))?.join("target/tools"));
    run(&mut install)?;
    Ok(Some(programs))
}

/// Where Cargo keeps the sources of crates.
pub fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")))
}

fn cache() -> PathBuf {
    let base = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || env::home_dir().unwrap_or_default().join(".cache");
    base.unwrap_or_else(home).join("belfry/tools")
}
