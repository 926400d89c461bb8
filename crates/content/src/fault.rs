//! What is wrong in a data or text file. Seen by tests and by `belfry check-content`, never by users.

use std::fmt;

/// One fault; all are gathered before anything is said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, relative to the data or text folder, for example `law/rules.toml`.
    pub file: String,
    /// The row or key in it.
    pub at: String,
    /// What is wrong, for a developer.
    pub what: String,
}

impl Fault {
    /// A fault in `file` at `at`.
    pub fn new(file: impl Into<String>, at: impl Into<String>, what: impl fmt::Display) -> Self {
        Self { file: file.into(), at: at.into(), what: what.to_string() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}: {}", self.file, self.at, self.what)
    }
}
