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

/// Reads CSV in UTF-8, or else in the encoding of older Western spreadsheets (windows-1252, as far as it is ISO 8859-1);
/// whichever of comma, semicolon and tab parts the first line into most cells. `None` when it is no text.
pub fn read(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    if bytes.contains(&0) {
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    let delimiter = [b';', b',', b'\t'].into_iter().max_by_key(count).unwrap_or(b',');
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        rows.push(record.ok()?.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    Some(rows)
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
}
