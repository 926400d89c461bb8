//! `belfry`: the same engine over files and folders of files.

use belfry_cli::{Answer, Command, Surroundings, check, classify, export, input, level, plan, score, workbook};
use belfry_content::Content;
use belfry_dossier::redact::Extent;
use belfry_engine::{date::Date, incident::Moment, level::ScoredLevel};
use belfry_exchange::workbook::Filling;
use clap::{Parser, Subcommand};
use rayon::prelude::*;
use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
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
    /// The official self-assessment workbook (CyFun 2023 and 2025): read, filled, explained.
    Workbook {
        #[command(subcommand)]
        what: OnWorkbook,
    },
    /// A dossier as a file for another program.
    Export {
        /// What to write.
        #[arg(long, value_enum)]
        to: export::Format,
        /// A saved dossier, or a report, a workbook or OSCAL results that Belfry wrote; - or nothing for standard input.
        #[arg(default_value = "-")]
        file: PathBuf,
        /// Where to write it; - for standard output.
        #[arg(short, long)]
        out: PathBuf,
        /// The folder with one folder of texts for each language.
        #[arg(long, default_value = "static/texts")]
        texts: PathBuf,
        /// The language: a folder there.
        #[arg(long, default_value = "en")]
        language: String,
        /// The day on which it is made, such as 2026-11-26; without it, now.
        #[arg(long, value_parser = day)]
        on: Option<Date>,
        /// Leave out names, notes, reasons, and what the evidence is called and where it lies: for md, pdf and docx.
        #[arg(long)]
        redacted: bool,
    },
    /// Every fault in the law, framework and word files; exit status 1 if there is one.
    CheckContent {
        /// The folder with one folder of texts for each language.
        #[arg(long, default_value = "static/texts")]
        texts: PathBuf,
    },
}

#[derive(Subcommand)]
enum OnWorkbook {
    /// The answers of a filled workbook as a saved dossier; what to know about them goes to standard error.
    Read {
        /// The official workbook; - for standard input.
        official: PathBuf,
        /// The level to read: basic, important or essential. Without it, the one that was most likely filled in.
        #[arg(long, value_parser = scored_level)]
        level: Option<ScoredLevel>,
    },
    /// The same workbook with the answers of a dossier, and nothing else changed; prints what was left.
    Fill {
        /// The official workbook.
        official: PathBuf,
        /// A saved dossier; - or nothing for standard input.
        #[arg(default_value = "-")]
        dossier: PathBuf,
        /// Where to write the filled workbook.
        #[arg(short, long)]
        out: PathBuf,
        /// The level to fill: basic, important or essential. Without it, the workbook's own or the dossier's target.
        #[arg(long, value_parser = scored_level)]
        level: Option<ScoredLevel>,
        /// The day on which the entity completed the self-assessment, such as 2026-11-26. Without it, the cell stays.
        #[arg(long, value_parser = day)]
        completed_on: Option<Date>,
    },
    /// Where the figures of a filled workbook part from the published method, to the cell.
    Explain {
        /// The official workbook; - for standard input.
        official: PathBuf,
        /// The level: basic, important or essential. Without it, the one that was most likely filled in.
        #[arg(long, value_parser = scored_level)]
        level: Option<ScoredLevel>,
    },
}

fn scored_level(text: &str) -> Result<ScoredLevel, &'static str> {
    ScoredLevel::from_code(text).ok_or("none of basic, important and essential")
}

fn day(text: &str) -> Result<Date, &'static str> {
    Date::parse(text).ok_or("no day such as 2026-11-26")
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
        What::Workbook { what } => match on_workbook(what, &surroundings) {
            Ok(answer) => print(std::iter::once(answer.line(None)), true),
            Err(failure) => print(std::iter::once(failure.line(None)), false),
        },
        What::Export { to, file, out, texts, language, on, redacted } => {
            let extent = if redacted { Extent::Redacted } else { Extent::Whole };
            let at = on.map_or_else(now, |day| Moment(Date::EPOCH.days_until(day) * 24 * 60));
            match export(to, extent, [&file, &out, &texts.join(language)], at, &surroundings) {
                Ok(line) => print(line.into_iter(), true),
                Err(failure) => print(std::iter::once(failure.line(None)), false),
            }
        }
        What::CheckContent { texts } => {
            let faults = check::faults(&surroundings.content, &texts);
            let clean = faults.is_empty();
            print(faults.iter().map(ToString::to_string), clean)
        }
    }
}

/// The one place that reads the clock: now in UTC.
fn now() -> Moment {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Moment(i64::try_from(seconds / 60).unwrap_or(0))
}

fn today() -> Date {
    Date::EPOCH.plus_days(now().0 / (24 * 60))
}

/// Writes the file; the line that says so, unless the file goes where the line would.
fn export(
    to: export::Format,
    extent: Extent,
    [file, out, texts]: [&Path; 3],
    at: Moment,
    surroundings: &Surroundings,
) -> Result<Option<String>, input::Failure> {
    let named = |file: &Path, error: io::Error| input::Failure::new(file.display().to_string(), error);
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        io::stdin().read_to_end(&mut bytes).map_err(|error| named(file, error))?;
    } else {
        bytes = fs::read(file).map_err(|error| named(file, error))?;
    }
    let exported = export::export(to, &bytes, &export::texts(texts, surroundings)?, extent, at, surroundings)?;
    if out.as_os_str() == "-" {
        io::stdout().write_all(&exported.bytes).map_err(|error| named(out, error))?;
        return Ok(None);
    }
    fs::write(out, &exported.bytes).map_err(|error| named(out, error))?;
    Ok(Some(exported.line(out)))
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

fn on_workbook(what: OnWorkbook, surroundings: &Surroundings) -> Result<Answer, input::Failure> {
    let named = |file: &Path| file.display().to_string();
    let bytes = |file: &Path| read_bytes(file).map_err(|error| input::Failure::new(named(file), error));
    let at = |file: &Path, failure: input::Failure| {
        let place = if failure.place.is_empty() { named(file) } else { failure.place };
        input::Failure::new(place, failure.message)
    };
    match what {
        OnWorkbook::Read { official, level } => {
            let answers =
                workbook::read(&bytes(&official)?, level, surroundings).map_err(|failure| at(&official, failure))?;
            // The dossier stands alone on standard output, so that it can go on to the next command. Nobody may be
            // listening to the notes.
            drop(writeln!(io::stderr(), "{}", answers.notes.line(None)));
            Ok(answers.dossier)
        }
        OnWorkbook::Fill { official, dossier, out, level, completed_on } => {
            let text = read(&dossier).map_err(|error| input::Failure::new(named(&dossier), error))?;
            let filling = Filling { level, completed_on };
            let (filled, answer) = workbook::fill(&bytes(&official)?, &text, filling, surroundings)
                .map_err(|failure| at(&official, failure))?;
            fs::write(&out, filled).map_err(|error| input::Failure::new(named(&out), error))?;
            Ok(answer)
        }
        OnWorkbook::Explain { official, level } => {
            workbook::explain(&bytes(&official)?, level, surroundings).map_err(|failure| at(&official, failure))
        }
    }
}

fn read_bytes(file: &Path) -> io::Result<Vec<u8>> {
    if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        Ok(bytes)
    } else {
        fs::read(file)
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
