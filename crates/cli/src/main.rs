//! `belfry`: the same engine over files and folders of files.

use belfry_cli::{Command, Surroundings, check, classify, input, level, plan, score};
use belfry_content::Content;
use belfry_engine::date::Date;
use clap::{Parser, Subcommand};
use rayon::prelude::*;
use std::{
    fs,
    io::{self, Read, Write},
    path::PathBuf,
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

/// Belgian NIS2 and CyberFundamentals from the command line. Not affiliated with the CCB; no legal advice.
///
/// Reads JSON or JSON Lines from files or from standard input (-) and writes one JSON object a line, in the same order.
/// An input that cannot be read gives {"error": ...} in its place and exit status 1; the others still answer.
#[derive(Parser)]
#[command(name = "belfry", version)]
struct Arguments {
    #[command(subcommand)]
    command: What,
}

#[derive(Subcommand)]
enum What {
    /// What the law makes of an entity: status, grounds, notes, duties, dates, fines.
    Classify(Files),
    /// Which assurance level follows from the class, and which from the selection tool.
    Level(Files),
    /// The score in both ledgers, exact, with the gates and where the ledgers part.
    Score(Files),
    /// Gaps, the least-effort path, measures, milestones and dates.
    Plan(Files),
    /// Every fault in the law, framework and word files; exit status 1 if there is one.
    CheckContent {
        /// The folder with one folder of texts for each language.
        #[arg(long, default_value = "static/texts")]
        texts: PathBuf,
    },
}

#[derive(clap::Args)]
struct Files {
    /// Files with JSON or JSON Lines; - or nothing for standard input.
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let content = match Content::load() {
        Ok(content) => content,
        Err(faults) => return print(faults.iter().map(ToString::to_string), false),
    };
    let surroundings = Surroundings { content, today: today() };
    match Arguments::parse().command {
        What::Classify(files) => run(classify::command, &files, &surroundings),
        What::Level(files) => run(level::command, &files, &surroundings),
        What::Score(files) => run(score::command, &files, &surroundings),
        What::Plan(files) => run(plan::command, &files, &surroundings),
        What::CheckContent { texts } => {
            let faults = check::faults(&surroundings.content, &texts);
            let clean = faults.is_empty();
            print(faults.iter().map(ToString::to_string), clean)
        }
    }
}

/// The one place that reads the clock: today in UTC.
fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Date::EPOCH.plus_days(i64::try_from(seconds / 86_400).unwrap_or(0))
}

fn run(command: Command, files: &Files, surroundings: &Surroundings) -> ExitCode {
    let standard_input = [PathBuf::from("-")];
    let files = if files.files.is_empty() { &standard_input[..] } else { &files.files };
    let many = files.len() > 1;
    let answers: Vec<(String, bool)> = files
        .par_iter()
        .flat_map(|file| {
            let name = many.then(|| file.display().to_string());
            let answer = |text: &str| answer(command, text, surroundings, name.as_deref());
            match read(file) {
                Ok(text) => input::items(&text).par_iter().map(|text| answer(text)).collect::<Vec<_>>(),
                Err(error) => {
                    let place = file.display().to_string();
                    vec![(input::Failure::new(place, error).line(None), false)]
                }
            }
        })
        .collect();
    let clean = answers.iter().all(|(_, good)| *good);
    print(answers.into_iter().map(|(line, _)| line), clean)
}

fn answer(command: Command, text: &str, surroundings: &Surroundings, file: Option<&str>) -> (String, bool) {
    match command(text, surroundings) {
        Ok(answer) => (answer.line(file), true),
        Err(failure) => (failure.line(file), false),
    }
}

fn read(file: &PathBuf) -> io::Result<String> {
    if file.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text)?;
        Ok(text)
    } else {
        fs::read_to_string(file)
    }
}

fn print(lines: impl Iterator<Item = String>, clean: bool) -> ExitCode {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in lines {
        if writeln!(out, "{line}").is_err() {
            // Whoever read us has gone: there is nobody left to tell.
            return ExitCode::FAILURE;
        }
    }
    if out.flush().is_ok() && clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
