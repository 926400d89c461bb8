//! A browser for the tests: found, or installed where that is possible and allowed.

use crate::tools::{output, run};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// A browser and the driver that steers it.
pub struct Chromium {
    /// The browser.
    pub browser: PathBuf,
    /// The driver, for the tests that run inside a page.
    pub driver: PathBuf,
}

/// The browser, or how to get one.
pub fn find() -> Result<Chromium, String> {
    if let Some(found) = look() {
        return Ok(found);
    }
    install()?;
    look().ok_or_else(|| "Chromium was installed but cannot be found".to_owned())
}

fn look() -> Option<Chromium> {
    let named = env::var_os("BELFRY_CHROMIUM").map(PathBuf::from).filter(|path| path.exists());
    let browser =
        named.or_else(|| on_path(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]))?;
    let driver = env::var_os("CHROMEDRIVER")
        .map(PathBuf::from)
        .filter(|path| path.exists())
        .or_else(|| on_path(&["chromedriver"]))?;
    Some(Chromium { browser, driver })
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()))
}

fn install() -> Result<(), String> {
    const HOW: &str = "Chromium and its driver are missing. Install them (Debian: apt-get install chromium chromium-driver), \
                       or name them in BELFRY_CHROMIUM and CHROMEDRIVER, and run this again.";
    println!("== Chromium is missing: installing it with apt-get");
    packages(&["chromium", "chromium-driver"]).map_err(|error| format!("{HOW} ({error})"))
}

/// Firefox, WebKit and LibreOffice, where they can be had: the tests of each say "skipped", and why, where it is absent.
pub fn others() {
    let missing: Vec<&str> = [
        (&["firefox-esr", "firefox"][..], &["firefox-esr"][..]),
        (&["WebKitWebDriver"], &["webkit2gtk-driver"]),
        (&["Xvfb"], &["xvfb"]),
        // Recalculates filled workbooks.
        (&["soffice"], &["libreoffice-calc"]),
        // Opens reports for Word.
        (&["lowriter"], &["libreoffice-writer"]),
    ]
    .into_iter()
    .filter(|(programs, _)| on_path(programs).is_none())
    .flat_map(|(_, packages)| packages.iter().copied())
    .collect();
    if missing.is_empty() {
        return;
    }
    println!("== Firefox, WebKit or LibreOffice is missing: trying apt-get for {}", missing.join(", "));
    // One by one: what one system lacks is no reason to go without the others.
    for package in missing {
        if let Err(error) = packages(&[package]) {
            println!("   {error}: its tests will be skipped");
        }
    }
}

/// Installs Debian packages, where the user may.
fn packages(names: &[&str]) -> Result<(), String> {
    if !Path::new("/etc/debian_version").exists() {
        return Err("this is not Debian".to_owned());
    }
    let is_root = output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    if !is_root && output("sudo", &["-n", "true"]).is_none() {
        return Err("no right to install".to_owned());
    }
    let command = |arguments: &[&str]| {
        let mut command = if is_root { Command::new("apt-get") } else { Command::new("sudo") };
        if !is_root {
            command.args(["-n", "apt-get"]);
        }
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    // An old list of packages is often good enough; a missing package will say so.
    if let Err(error) = run(&mut command(&["update", "-q"])) {
        println!("   {error}");
    }
    run(command(&["install", "-y", "-q", "--no-install-recommends"]).args(names))
}
