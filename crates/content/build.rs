//! Turns every `data/**/*.toml` into JSON under `OUT_DIR`, so that no TOML reader travels to the browser, and lists
//! the framework folders. No schema and no judgement here: those live in `src/` and in the tests.

use std::{error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=data");
    let out = std::env::var("OUT_DIR")?;
    let out = Path::new(&out);
    convert(Path::new("data"), out)?;
    let mut frameworks: Vec<_> = fs::read_dir("data/frameworks")?.collect::<Result<_, _>>()?;
    frameworks.sort_by_key(|entry| entry.file_name());
    let mut names = Vec::new();
    let mut list = String::from("&[\n");
    let mut mappings = String::from("&[\n");
    for folder in frameworks.into_iter().filter(|entry| entry.path().is_dir()) {
        names.push(folder.file_name().to_string_lossy().into_owned());
        let at = out.join("frameworks").join(folder.file_name());
        let file = |name: &str| format!("include_str!({:?})", at.join(name).display().to_string());
        let successors = at.join("successors.json").exists().then(|| file("successors.json"));
        let successors = successors.map_or_else(|| "None".to_owned(), |file| format!("Some({file})"));
        writeln!(mappings, "    {},", file("controls.json"))?;
        writeln!(list, "    ({}, {}, {successors}),", file("framework.json"), file("requirements.json"))?;
    }
    list.push(']');
    mappings.push(']');
    fs::write(out.join("frameworks.rs"), list)?;
    fs::write(out.join("mappings.rs"), mappings)?;
    fs::write(out.join("framework_names.rs"), format!("&{names:?}"))?;
    Ok(())
}

fn convert(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().ok_or("a file without a name")?;
        if path.is_dir() {
            convert(&path, &to.join(name))?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let table: toml::Table =
                fs::read_to_string(&path)?.parse().map_err(|error| format!("{}: {error}", path.display()))?;
            fs::write(to.join(name).with_extension("json"), serde_json::to_string(&table)?)?;
        }
    }
    Ok(())
}
