//! CSV (RFC 4180), as spreadsheets read and write it.

use ::csv::{ReaderBuilder, WriterBuilder};

/// Signs at which a spreadsheet takes a text for a formula; the wide ones where it is set to Japanese.
/// Source: OWASP, "CSV Injection".
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Signs that part cells in spreadsheets of other countries: what follows one begins a cell there.
const DELIMITERS: [char; 2] = [';', '\t'];

/// A table as CSV, in UTF-8 with a mark that tells Excel so. A text that a spreadsheet would run as a formula, whichever
/// sign parts its cells, gets an apostrophe before it.
pub fn write(rows: &[Vec<String>]) -> String {
    let mut writer = WriterBuilder::new().terminator(::csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        drop(writer.write_record(row.iter().map(|cell| harmless(cell))));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8(bytes).unwrap_or_default())
}

fn harmless(cell: &str) -> String {
    // A number may begin with a sign.
    if cell.parse::<f64>().is_ok() {
        return cell.to_owned();
    }
    let mut safe = String::new();
    let mut begins = true;
    for letter in cell.chars() {
        if begins && FORMULA.contains(&letter) {
            safe.push('\'');
        }
        // Spaces and quotes at the beginning of a cell are not part of it.
        begins = DELIMITERS.contains(&letter) || (begins && matches!(letter, ' ' | '"'));
        safe.push(letter);
    }
    safe
}

/// What the bytes 0x80 to 0x9F mean in windows-1252, where ISO 8859-1 has no letters; a byte without a meaning stays.
/// Source: WHATWG Encoding Standard, index windows-1252.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file: UTF-16 where its first bytes say so (what Excel calls Unicode text), UTF-8, or else windows-1252.
/// `None` when it is no text.
fn decoded(bytes: &[u8]) -> Option<String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (units, rest) = bytes.as_chunks::<2>();
        rest.is_empty().then(|| String::from_utf16(&units.iter().map(|pair| unit(*pair)).collect::<Vec<_>>()).ok())?
    };
    if let Some(bytes) = bytes.strip_prefix(b"\xff\xfe") {
        return wide(bytes, u16::from_le_bytes);
    }
    if let Some(bytes) = bytes.strip_prefix(b"\xfe\xff") {
        return wide(bytes, u16::from_be_bytes);
    }
    if bytes.contains(&0) {
        return None;
    }
    let older = |byte: &u8| {
        let of_windows = byte.checked_sub(0x80).and_then(|at| WINDOWS.get(usize::from(at)));
        of_windows.copied().unwrap_or(char::from(*byte))
    };
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => bytes.iter().map(older).collect(),
    })
}

/// Reads CSV in the encodings that spreadsheets write. Of comma, semicolon and tab that one parts the cells which gives
/// most rows of one width, two cells or more: a title above the headings has commas of its own. `None` when it is no text.
pub fn read(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let text = decoded(bytes)?;
    let tables = [b'\t', b',', b';'].into_iter().filter_map(|delimiter| parted(&text, delimiter));
    tables.max_by_key(|rows| regularity(rows))
}

fn parted(text: &str, delimiter: u8) -> Option<Vec<Vec<String>>> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        rows.push(record.ok()?.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    Some(rows)
}

/// How many rows have the same number of cells, two or more, and how many cells that is.
fn regularity(rows: &[Vec<String>]) -> (usize, usize) {
    let mut widths = std::collections::BTreeMap::<usize, usize>::new();
    for row in rows.iter().filter(|row| row.len() >= 2) {
        *widths.entry(row.len()).or_default() += 1;
    }
    widths.into_iter().map(|(width, count)| (count, width)).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let rows = [row(&["a", "b, c", "d \"e\""]), row(&["line\nbreak", "", "ü"])];
        assert_eq!(read(write(&rows).as_bytes()).unwrap(), rows);
    }

    #[test]
    fn no_text_becomes_a_formula_and_numbers_stay() {
        let written = write(&[row(&["=1+1", "+cmd", "@x", "-2.5", "-x", "plain"])]);
        assert_eq!(written.trim_start_matches('\u{feff}').trim_end(), "'=1+1,'+cmd,'@x,-2.5,'-x,plain");
    }

    #[test]
    fn a_text_is_no_formula_where_semicolons_part_cells_either() {
        let safe = |text| harmless(text);
        assert_eq!([safe("a;=1"), safe("a; \"=1"), safe("  @x"), safe("＝1")], ["a;'=1", "a; \"'=1", "  '@x", "'＝1"]);
        assert_eq!([safe("a=1; b"), safe("5 - 3"), safe("-2.5"), safe("")], ["a=1; b", "5 - 3", "-2.5", ""]);
    }

    #[test]
    fn semicolons_tabs_and_older_encodings_are_read() {
        assert_eq!(read(b"A.5.1;Policy;Oui\nA.5.2;R\xf4les;Non").unwrap()[1], row(&["A.5.2", "Rôles", "Non"]));
        assert_eq!(read(b"a\tb\n1\t2").unwrap()[1], row(&["1", "2"]));
        assert_eq!(read(b"PK\x03\x04\0\0"), None);
    }

    #[test]
    fn letters_of_windows_stay_letters() {
        let read = read(b"A.5.1;c\x9cur \x96 l\x92\xe9tat;5 \x80").unwrap();
        assert_eq!(read, [row(&["A.5.1", "cœur – l’état", "5 €"])]);
    }

    #[test]
    fn unicode_text_of_excel_is_read_in_either_order_of_bytes() {
        let text = "Control\tStatus\r\nA.5.1\tGeïmplementeerd €\r\n";
        let rows = [row(&["Control", "Status"]), row(&["A.5.1", "Geïmplementeerd €"])];
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(read(&little).unwrap(), rows);
        assert_eq!(read(&big).unwrap(), rows);
        assert_eq!(read(&little[..5]), None, "half a letter is no text");
    }

    #[test]
    fn commas_in_a_title_do_not_part_the_cells() {
        let rows = read(b"SoA, ISO 27001, version 2, of 3 May\nA.5.1;Policies, rules;Yes\nA.5.2;Roles;Yes").unwrap();
        assert_eq!(rows[1..], [row(&["A.5.1", "Policies, rules", "Yes"]), row(&["A.5.2", "Roles", "Yes"])]);
        let rows = read(b"a;b;c;d;e;f\nA.5.1,Yes\nA.5.2,No").unwrap();
        assert_eq!(rows[2], row(&["A.5.2", "No"]));
    }
}
