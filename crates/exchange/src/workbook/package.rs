//! The file itself: a ZIP whose parts are copied as they lie, but for those that change.

use belfry_engine::collections::Map;
use std::io::{Cursor, Write};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The file with some parts written anew, at the place and under the date they had; `None` when it is damaged. Not a clock,
/// not a name of ours: the same answers give the same bytes.
pub(super) fn rewritten(bytes: &[u8], changed: &Map<String, String>) -> Option<Vec<u8>> {
    if changed.is_empty() {
        return Some(bytes.to_vec());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    writer.set_raw_comment(archive.comment().into());
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).ok()?;
        match changed.get(part.name()) {
            Some(text) => {
                let options = SimpleFileOptions::default().last_modified_time(part.last_modified().unwrap_or_default());
                writer.start_file(part.name(), options).ok()?;
                writer.write_all(text.as_bytes()).ok()?;
            }
            None => writer.raw_copy_file(part).ok()?,
        }
    }
    writer.finish().ok().map(Cursor::into_inner)
}
