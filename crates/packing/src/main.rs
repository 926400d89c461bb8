//! `belfry-pack module` and `belfry-pack prose`: packs what comes in, onto what goes out.

use belfry_packing::{Kind, pack};
use std::{
    env,
    io::{Read, Write, stdin, stdout},
    process::ExitCode,
};

fn main() -> ExitCode {
    let kind = match env::args().nth(1).as_deref() {
        Some("module") => Kind::Module,
        Some("prose") => Kind::Prose,
        _ => return ExitCode::FAILURE,
    };
    let mut bytes = Vec::new();
    let done = stdin().read_to_end(&mut bytes).and_then(|_| stdout().write_all(&pack(kind, &bytes)));
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
