//! The container of an Office document (ECMA-376, part 2): a ZIP of parts.

use std::io::{Cursor, Write as _};
use zip::{ZipWriter, write::SimpleFileOptions};

/// Parts, each with its name, as one file. No clock: the same parts give the same bytes.
pub(crate) fn pack(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        // Writing to memory cannot fail.
        let _ = writer.start_file(name.as_str(), SimpleFileOptions::default());
        let _ = writer.write_all(text.as_bytes());
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}
