//! The cells of an Excel workbook (Office Open XML, ECMA-376): values as they are stored, without formulas or looks; and a
//! table as such a workbook.

use crate::{
    sheets::{self, Cell, Page, Row},
    table::{NotATable, Sheet},
};
use quick_xml::{Reader, events::Event};
use std::io::{Cursor, Read};
use zip::ZipArchive;

pub use crate::sheets::letters;

/// No part of a workbook that lists controls is larger than this once unpacked, in bytes: a small file that unpacks to
/// gigabytes is refused.
pub(crate) const LARGEST: u64 = 100_000_000;

pub(crate) type Archive<'bytes> = ZipArchive<Cursor<&'bytes [u8]>>;

/// Reads every sheet, in the order of the workbook.
///
/// # Errors
/// Not a workbook, or damaged.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, NotATable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NotATable)?;
    let texts = match part(&mut archive, "xl/sharedStrings.xml")? {
        Some(xml) => shared_texts(&xml)?,
        None => Vec::new(),
    };
    let mut sheets = Vec::new();
    for (name, path) in sheet_paths(&mut archive)? {
        if let Some(xml) = part(&mut archive, &path)? {
            sheets.push(Sheet { name, rows: rows(&xml, &texts)? });
        }
    }
    Ok(sheets)
}

/// The name of every sheet and the part that holds it, in the order of the workbook.
///
/// # Errors
/// Not a workbook, or damaged.
pub(crate) fn sheet_paths(archive: &mut Archive<'_>) -> Result<Vec<(String, String)>, NotATable> {
    let workbook = part(archive, "xl/workbook.xml")?.ok_or(NotATable)?;
    let places = part(archive, "xl/_rels/workbook.xml.rels")?.ok_or(NotATable)?;
    let places = elements(&places, "Relationship", &["Id", "Target"])?;
    let mut paths = Vec::new();
    for found in elements(&workbook, "sheet", &["name", "id"])? {
        let [name, id] = found.as_slice() else { continue };
        let target = places.iter().find(|place| place.first() == Some(id)).and_then(|place| place.get(1));
        let Some(target) = target else { continue };
        paths.push((name.clone(), target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), ToOwned::to_owned)));
    }
    Ok(paths)
}

/// One part of the archive as text; `None` where there is none.
pub(crate) fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, NotATable> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut text = String::new();
    file.take(LARGEST).read_to_string(&mut text).map_err(|_| NotATable)?;
    if text.len() as u64 >= LARGEST { Err(NotATable) } else { Ok(Some(text)) }
}

/// The name of an element or attribute without its prefix: programs differ in theirs.
pub(crate) fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

/// Every element of a name, with the values of some of its attributes; an absent one is empty.
pub(crate) fn elements(xml: &str, wanted: &str, attributes: &[&str]) -> Result<Vec<Vec<String>>, NotATable> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|_| NotATable)? {
            Event::Start(element) | Event::Empty(element) if local(element.name().as_ref()) == wanted.as_bytes() => {
                let mut values = vec![String::new(); attributes.len()];
                for attribute in element.attributes().filter_map(Result::ok) {
                    let at = attributes.iter().position(|name| name.as_bytes() == local(attribute.key.as_ref()));
                    if let (Some(place), Ok(value)) =
                        (at.and_then(|at| values.get_mut(at)), attribute.decode_and_unescape_value(reader.decoder()))
                    {
                        *place = value.into_owned();
                    }
                }
                found.push(values);
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The texts that cells refer to by number. Phonetic guides (`rPh`) are no part of a text.
pub(crate) fn shared_texts(xml: &str) -> Result<Vec<String>, NotATable> {
    let mut reader = Reader::from_str(xml);
    let (mut texts, mut here, mut in_text, mut in_guide) = (Vec::new(), String::new(), false, false);
    loop {
        match reader.read_event().map_err(|_| NotATable)? {
            Event::Start(element) => match local(element.name().as_ref()) {
                b"si" => here.clear(),
                b"t" => in_text = true,
                b"rPh" => in_guide = true,
                _ => {}
            },
            Event::Empty(element) if local(element.name().as_ref()) == b"si" => texts.push(String::new()),
            Event::Text(text) if in_text && !in_guide => here.push_str(&text.unescape().map_err(|_| NotATable)?),
            Event::End(element) => match local(element.name().as_ref()) {
                b"si" => texts.push(std::mem::take(&mut here)),
                b"t" => in_text = false,
                b"rPh" => in_guide = false,
                _ => {}
            },
            Event::Eof => return Ok(texts),
            _ => {}
        }
    }
}

/// The column of a reference such as `AB12`, from 0.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.fold(0_usize, |sum, letter| {
        sum.saturating_mul(26).saturating_add(usize::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    // ECMA-376 allows 16,384 columns.
    number.checked_sub(1).filter(|at| *at < 16_384)
}

fn rows(xml: &str, texts: &[String]) -> Result<Vec<Vec<String>>, NotATable> {
    let mut reader = Reader::from_str(xml);
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut row, mut at, mut kind, mut value, mut reading) =
        (Vec::new(), 0_usize, String::new(), String::new(), false);
    loop {
        match reader.read_event().map_err(|_| NotATable)? {
            Event::Start(element) => match local(element.name().as_ref()) {
                b"row" => {
                    row = Vec::new();
                    at = 0;
                }
                b"c" => {
                    let attribute = |name: &str| {
                        let found = element.try_get_attribute(name).ok().flatten();
                        found
                            .and_then(|one| one.decode_and_unescape_value(reader.decoder()).ok())
                            .map(|value| value.into_owned())
                            .unwrap_or_default()
                    };
                    at = column(&attribute("r")).unwrap_or(at);
                    kind = attribute("t");
                    value.clear();
                }
                b"v" | b"t" => reading = true,
                _ => {}
            },
            Event::Text(text) if reading => value.push_str(&text.unescape().map_err(|_| NotATable)?),
            Event::End(element) => match local(element.name().as_ref()) {
                b"v" | b"t" => reading = false,
                b"c" => {
                    if row.len() <= at {
                        row.resize(at + 1, String::new());
                    }
                    if let Some(cell) = row.get_mut(at) {
                        let shared =
                            || value.parse().ok().and_then(|at: usize| texts.get(at)).cloned().unwrap_or_default();
                        let text = match kind.as_str() {
                            "s" => shared(),
                            "e" => String::new(),
                            "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
                            "" | "n" => number(&value),
                            _ => value.clone(),
                        };
                        *cell = sheets::unescaped(&text);
                    }
                    at += 1;
                }
                b"row" => rows.push(std::mem::take(&mut row)),
                _ => {}
            },
            Event::Eof => return Ok(rows),
            _ => {}
        }
    }
}

/// A number as a spreadsheet shows it: with the 15 digits that it counts on (ECMA-376 stores the binary fraction, in which
/// 8.2 may read 8.199999999999999).
fn number(stored: &str) -> String {
    let rounded =
        stored.trim().parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| format!("{value:.14e}"));
    rounded.and_then(|text| text.parse::<f64>().ok()).map_or_else(|| stored.to_owned(), |value| value.to_string())
}

/// A sheet as a workbook: its first row stands out and stays in sight. Every cell is text, never a formula.
pub fn write(sheet: &Sheet) -> Vec<u8> {
    let row = |cells: &Vec<String>| Row::plain(cells.iter().map(Cell::text).collect());
    let page = Page { name: sheet.name.clone(), rows: sheet.rows.iter().map(row).collect(), ..Page::default() };
    sheets::write(&[page])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::{ZipWriter, write::SimpleFileOptions};

    /// A workbook of the smallest kind, made here.
    fn workbook(sheet: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let parts = [
            (
                "xl/workbook.xml",
                r#"<workbook xmlns:r="r"><sheets><sheet name="SoA &amp; more" sheetId="7" r:id="rId3"/></sheets></workbook>"#,
            ),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<Relationships><Relationship Id="rId3" Target="worksheets/sheet1.xml"/></Relationships>"#,
            ),
            (
                "xl/sharedStrings.xml",
                "<sst><si><t>A.5.1</t></si><si><r><t>in </t></r><r><t>place</t></r><rPh><t>x</t></rPh></si><si/></sst>",
            ),
            ("xl/worksheets/sheet1.xml", sheet),
        ];
        for (name, text) in parts {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn cells_stand_where_their_reference_says() {
        let bytes = workbook(
            r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
            <row r="2"><c r="B2"><f>1+1</f><v>2</v></c><c t="inlineStr"><is><t> x &lt; y </t></is></c><c t="e"><v>#REF!</v></c></row></sheetData></worksheet>"#,
        );
        let sheets = read(&bytes).unwrap();
        assert_eq!(sheets[0].name, "SoA & more");
        assert_eq!(sheets[0].rows, [vec!["A.5.1", "", "in place"], vec!["", "2", " x < y ", ""]]);
    }

    #[test]
    fn what_is_damaged_is_refused_and_nothing_is_read_from_elsewhere() {
        assert_eq!(read(b"PK\x03\x04"), Err(NotATable));
        assert_eq!(read(&workbook("<worksheet><row></c></worksheet>")), Err(NotATable));
        let far = workbook(r#"<worksheet><row><c r="ZZZZZZ1"><v>1</v></c></row></worksheet>"#);
        assert_eq!(read(&far).unwrap()[0].rows, [vec!["1"]], "a column beyond the last is where the row is");
    }

    #[test]
    fn what_is_written_is_read_as_it_was_by_us_and_by_a_reader_of_the_field() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let rows = vec![row(&["Control", "Why & how"]), row(&["A.5.1", "=1+1"]), row(&["", "line\nbreak <b>\u{1} é"])];
        let bytes = write(&Sheet { name: "SoA".to_owned(), rows: rows.clone() });
        assert_eq!(read(&bytes).unwrap()[0].rows, rows);
        use calamine::Reader as _;
        let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
        let range = workbook.worksheet_range_at(0).unwrap().unwrap();
        let cells: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        // This reader leaves the escape of a sign that XML cannot hold as it stands in the file.
        let cells: Vec<Vec<String>> =
            cells.iter().map(|row| row.iter().map(|cell| cell.replace("_x0001_", "\u{1}")).collect()).collect();
        assert_eq!(cells, rows);
        assert!(workbook.worksheet_formula(&workbook.sheet_names()[0].clone()).unwrap().is_empty());
    }

    #[test]
    fn columns_are_counted_as_spreadsheets_do() {
        assert_eq!(
            [column("A1"), column("Z9"), column("AA1"), column("XFD1"), column("XFE1"), column("1")],
            [Some(0), Some(25), Some(26), Some(16_383), None, None]
        );
    }

    #[test]
    fn numbers_read_as_a_spreadsheet_shows_them_and_truths_as_words() {
        let bytes = workbook(
            r#"<worksheet><sheetData><row r="1"><c><v>8.1999999999999993</v></c><c t="n"><v>5.0999999999999996</v></c><c><v>10</v></c>
            <c><v>1E-2</v></c><c t="str"><v>5.10</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c><v></v></c></row></sheetData></worksheet>"#,
        );
        assert_eq!(read(&bytes).unwrap()[0].rows, [vec!["8.2", "5.1", "10", "0.01", "5.10", "TRUE", "FALSE", ""]]);
    }
}
