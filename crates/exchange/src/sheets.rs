//! Writing a workbook (Office Open XML, ECMA-376) of several sheets: texts, numbers, days, and formulas with what they
//! come to. A text is never taken for a formula, and nothing of it is lost: signs that XML cannot hold are written as the
//! standard says (part 1, 22.9.2.19, `ST_Xstring`).

use crate::parts::pack;
use belfry_engine::date::Date;
use quick_xml::escape::escape;
use std::fmt::Write as _;

/// A sheet to be written. Its first row is its headings: they stand out and stay in sight. It prints one page wide, on A4.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its name; what Excel does not take is left out of it.
    pub name: String,
    /// Whether it is shown.
    pub shown: Visibility,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What cells take, for whoever fills them in.
    pub choices: Vec<Choice>,
}

/// Whether a sheet is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// It is.
    #[default]
    Shown,
    /// Only when somebody asks Excel for it.
    Hidden,
}

/// A row of cells.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its cells, from the first column.
    pub cells: Vec<Cell>,
    /// How it looks.
    pub weight: Weight,
}

/// How a row looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// As any other.
    #[default]
    Plain,
    /// In bold.
    Strong,
}

impl Row {
    /// A row as any other.
    pub fn plain(cells: Vec<Cell>) -> Self {
        Self { cells, weight: Weight::Plain }
    }

    /// A row in bold.
    pub fn strong(cells: Vec<Cell>) -> Self {
        Self { cells, weight: Weight::Strong }
    }
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text, whatever it looks like.
    Text(String),
    /// A number.
    Number(f64),
    /// A number with two to four decimals.
    Figure(f64),
    /// True.
    True,
    /// A day.
    Day(Date),
    /// A formula, without the equals sign, and what it comes to.
    Formula(String, Value),
}

/// What a formula comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number with two to four decimals.
    Number(f64),
    /// A whole number.
    Count(usize),
    /// A text.
    Text(String),
}

impl Cell {
    /// A text; nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A day, where there is one.
    pub fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// How many letters wide it is, about.
    fn width(&self) -> usize {
        match self {
            Self::Empty | Self::True => 0,
            Self::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or_default(),
            Self::Number(_) | Self::Figure(_) | Self::Formula(_, Value::Number(_) | Value::Count(_)) => 8,
            Self::Day(_) => 10,
            Self::Formula(_, Value::Text(text)) => text.chars().count(),
        }
    }
}

/// What the cells of a column take.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Which cells, for example `H2:H219`.
    pub cells: String,
    /// The list, as a formula: a range, or `"1,2,3"`.
    pub list: String,
}

/// No cell holds more, in UTF-16 units (Excel specifications and limits).
const LONGEST_TEXT: usize = 32_767;

/// Whether a text fits into a cell whole.
pub fn fits(text: &str) -> bool {
    text.encode_utf16().count() <= LONGEST_TEXT
}

/// The letters of a column, from 0, as spreadsheets name it.
pub fn letters(mut at: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (at % 26) as u8));
        at = match (at / 26).checked_sub(1) {
            Some(next) => next,
            None => return name,
        };
    }
}

/// The names of sheets as Excel takes them: 31 letters, none of `[]:*?/\'`, no two alike.
pub fn names<'name>(wanted: impl IntoIterator<Item = &'name str>) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for name in wanted {
        let plain: String =
            name.chars().filter(|letter| !"[]:*?/\\'".contains(*letter) && !letter.is_control()).take(28).collect();
        let plain = if plain.trim().is_empty() { "Belfry".to_owned() } else { plain.trim().to_owned() };
        let mut name = plain.clone();
        let mut number = 1;
        while taken.iter().any(|other| other.to_lowercase() == name.to_lowercase()) {
            number += 1;
            name = format!("{plain} {number}");
        }
        taken.push(name);
    }
    taken
}

/// What cannot stand in XML at all, or would not come back as it was.
fn is_escaped(letter: char) -> bool {
    matches!(letter, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{d}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Four hexadecimal digits between `_x` and `_`.
fn escape_at(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let ends = text.get(6..7) == Some("_");
    (ends && digits.bytes().all(|digit| digit.is_ascii_hexdigit())).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// A text as the content of an element; cut where no cell holds it.
fn content(text: &str) -> String {
    let cut: String;
    let text = if fits(text) {
        text
    } else {
        let mut room = LONGEST_TEXT - 1;
        let kept = text.chars().take_while(|letter| match room.checked_sub(letter.len_utf16()) {
            Some(left) => {
                room = left;
                true
            }
            None => false,
        });
        cut = kept.chain(['…']).collect();
        &cut
    };
    let mut plain = String::new();
    for (at, letter) in text.char_indices() {
        if is_escaped(letter) {
            // Writing into a text cannot fail.
            let _ = write!(plain, "_x{:04X}_", u32::from(letter));
        } else if letter == '_' && text.get(at..).and_then(escape_at).is_some() {
            plain.push_str("_x005F_");
        } else {
            plain.push(letter);
        }
    }
    escape(&plain).into_owned()
}

/// A text as a workbook holds it, read: the escapes of [`content`] undone.
pub(crate) fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        plain.push_str(before);
        match escape_at(after).and_then(char::from_u32) {
            Some(letter) => {
                plain.push(letter);
                rest = after.get(7..).unwrap_or_default();
            }
            None => {
                plain.push_str("_x");
                rest = after.get(2..).unwrap_or_default();
            }
        }
    }
    plain + rest
}

/// A day as spreadsheets count it: days since 30 December 1899, right from March 1900 on.
pub fn serial(day: Date) -> i64 {
    const FIRST: i64 = 25_569;
    Date::EPOCH.days_until(day) + FIRST
}

/// Numbers of the looks in the part of styles, in its order: plain, a day, a figure; then the same in bold.
const DAY: usize = 1;
const FIGURE: usize = 2;
const BOLD: usize = 3;

fn cell(cell: &Cell, place: &str, bold: usize) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => format!(
            "<c r=\"{place}\" s=\"{bold}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            content(text)
        ),
        Cell::Number(value) => format!("<c r=\"{place}\" s=\"{bold}\"><v>{value}</v></c>"),
        Cell::Figure(value) => format!("<c r=\"{place}\" s=\"{}\"><v>{value}</v></c>", bold + FIGURE),
        Cell::True => format!("<c r=\"{place}\" s=\"{bold}\" t=\"b\"><v>1</v></c>"),
        Cell::Day(day) => format!("<c r=\"{place}\" s=\"{}\"><v>{}</v></c>", bold + DAY, serial(*day)),
        Cell::Formula(formula, Value::Count(value)) => {
            format!("<c r=\"{place}\" s=\"{bold}\"><f>{}</f><v>{value}</v></c>", escape(formula))
        }
        Cell::Formula(formula, Value::Number(value)) => {
            format!("<c r=\"{place}\" s=\"{}\"><f>{}</f><v>{value}</v></c>", bold + FIGURE, escape(formula))
        }
        Cell::Formula(formula, Value::Text(text)) => {
            format!(
                "<c r=\"{place}\" s=\"{}\" t=\"str\"><f>{}</f><v>{}</v></c>",
                bold + FIGURE,
                escape(formula),
                content(text)
            )
        }
    }
}

/// A heading of so many letters stays on one line.
const SHORT_HEADING: usize = 14;

fn page(page: &Page) -> String {
    let mut body = String::new();
    for (at, row) in page.rows.iter().enumerate() {
        let bold = if at == 0 || row.weight == Weight::Strong { BOLD } else { 0 };
        // Writing into a text cannot fail.
        let height = if at == 0 { " ht=\"32\" customHeight=\"1\"" } else { "" };
        let _ = write!(body, "<row r=\"{}\"{height}>", at + 1);
        for (column, one) in row.cells.iter().enumerate() {
            body.push_str(&cell(one, &format!("{}{}", letters(column), at + 1), bold));
        }
        body.push_str("</row>");
    }
    let columns = page.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let mut widths = String::new();
    for column in 0..columns {
        let mut wide = page.rows.iter().map(|row| row.cells.get(column).map_or(0, Cell::width));
        // A long heading takes two lines.
        let heading = wide.next().unwrap_or_default();
        let heading = heading.min(heading.div_ceil(2).max(SHORT_HEADING));
        let width = wide.fold(heading, usize::max).clamp(8, 60) + 2;
        let _ = write!(widths, "<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"/>", column + 1);
    }
    let widths = if widths.is_empty() { widths } else { format!("<cols>{widths}</cols>") };
    let mut choices = String::new();
    for choice in &page.choices {
        let _ = write!(
            choices,
            "<dataValidation type=\"list\" allowBlank=\"1\" sqref=\"{}\"><formula1>{}</formula1></dataValidation>",
            choice.cells,
            escape(&choice.list)
        );
    }
    if !choices.is_empty() {
        choices = format!("<dataValidations count=\"{}\">{choices}</dataValidations>", page.choices.len());
    }
    format!(
        "{XML}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>{widths}<sheetData>{body}</sheetData>{choices}<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
    )
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The looks: long texts wrap, figures have two to four decimals.
fn styles() -> String {
    let looks = |font: usize| {
        [0, 14, 164].map(|number| {
            format!("<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>")
        })
    };
    let looks: String = [looks(0), looks(1)].concat().concat();
    format!(
        "{XML}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.00##\"/></numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"6\">{looks}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

/// The workbook. Programs that open it work every formula out anew.
pub fn write(pages: &[Page]) -> Vec<u8> {
    let names = names(pages.iter().map(|page| page.name.as_str()));
    let (mut types, mut sheets, mut links) = (String::new(), String::new(), String::new());
    for ((number, one), name) in (1..).zip(pages).zip(&names) {
        let hidden = match one.shown {
            Visibility::Shown => "",
            Visibility::Hidden => " state=\"hidden\"",
        };
        // Writing into a text cannot fail.
        let _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{KIND}.worksheet+xml\"/>"
        );
        let _ = write!(sheets, "<sheet name=\"{}\" sheetId=\"{number}\"{hidden} r:id=\"rId{number}\"/>", escape(name));
        let _ = write!(
            links,
            "<Relationship Id=\"rId{number}\" Type=\"{RELATED}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    let styled = pages.len() + 1;
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>{types}<Override PartName=\"/xl/styles.xml\" ContentType=\"{KIND}.styles+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATED}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATED}\"><sheets>{sheets}</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{links}<Relationship Id=\"rId{styled}\" Type=\"{RELATED}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/styles.xml".to_owned(), styles()),
    ];
    parts.extend((1..).zip(pages).map(|(number, one)| (format!("xl/worksheets/sheet{number}.xml"), page(one))));
    pack(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_written_as_excel_does_and_comes_back() {
        for text in
            ["", "plain", "_x000D_", "_x_", "_x00", "a_x0041_b", "\u{0}\u{1f}\u{fffe}", "\r\n", "_x005F__x", "é_xZZZZ_"]
        {
            let written = content(text);
            assert!(!written.chars().any(is_escaped), "{text:?}");
            let xml = quick_xml::escape::unescape(&written).unwrap().into_owned();
            assert_eq!(unescaped(&xml), text);
        }
        assert_eq!(content("a\r_x000D_"), "a_x000D__x005F_x000D_");
    }

    #[test]
    fn a_text_that_no_cell_holds_is_cut_and_says_so() {
        let long = "😀".repeat(20_000);
        assert!(!fits(&long));
        let cut = content(&long);
        assert!(fits(&cut) && cut.ends_with("😀…"));
    }

    #[test]
    fn columns_are_counted_and_days_too_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
        assert_eq!(serial(Date::parse("2026-11-26").unwrap()), 46_352);
        assert_eq!(serial(Date::parse("1900-03-01").unwrap()), 61);
    }

    #[test]
    fn sheets_have_names_that_excel_takes_and_none_twice() {
        let found = names(["A/B: what? [a long name of more than 31 letters]", "Answers", "answers", "", "'"]);
        assert_eq!(found, ["AB what a long name of more", "Answers", "answers 2", "Belfry", "Belfry 2"]);
    }
}
