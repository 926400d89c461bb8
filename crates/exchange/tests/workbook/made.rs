//! Workbooks of the official shape, made here: the sheets, columns, formulas and slips of each edition, in words of our own
//! and without any of the authority's.

use belfry_engine::{
    catalogue::{Catalogue, Dimension, Ledger},
    date::Date,
    identifier::RequirementId,
    level::ScoredLevel,
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{Cursor, Write as _},
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// The editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// One workbook a level.
    Of2025(ScoredLevel),
    /// Three levels in one.
    Of2023,
}

impl Edition {
    pub const ALL: [Self; 4] = [
        Self::Of2025(ScoredLevel::Basic),
        Self::Of2025(ScoredLevel::Important),
        Self::Of2025(ScoredLevel::Essential),
        Self::Of2023,
    ];

    pub fn framework(self) -> &'static str {
        match self {
            Self::Of2025(_) => "cyfun-2025",
            Self::Of2023 => "cyfun-2023",
        }
    }

    pub fn levels(self) -> Vec<ScoredLevel> {
        match self {
            Self::Of2025(level) => vec![level],
            Self::Of2023 => ScoredLevel::ALL.to_vec(),
        }
    }

    /// Its version and the cell of completion.
    fn dates(self) -> (&'static str, &'static str) {
        match self {
            Self::Of2025(ScoredLevel::Basic) => ("2026-02-20", "T27"),
            Self::Of2025(ScoredLevel::Important) => ("2026-02-20", "T23"),
            Self::Of2025(ScoredLevel::Essential) => ("2026-02-25", "T31"),
            Self::Of2023 => ("2025-08-04", "T27"),
        }
    }

    pub fn completion(self) -> &'static str {
        self.dates().1
    }
}

/// A cell to be.
#[derive(Clone, Debug)]
pub enum Holds {
    Nothing,
    Number(f64),
    /// A text among the shared ones.
    Text(String),
    /// A formula and the figure it shows.
    Formula(String, f64),
    /// Any element at all.
    Raw(String),
}

#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub cells: BTreeMap<(u32, u32), Holds>,
    pub merged: Vec<String>,
}

/// A workbook to be.
#[derive(Clone, Debug)]
pub struct Made {
    pub sheets: Vec<Sheet>,
    /// Further parts, by name.
    pub parts: Vec<(String, String)>,
}

pub fn letters(column: u32) -> String {
    let mut out = String::new();
    let mut rest = column;
    while rest > 0 {
        out.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap()));
        rest = (rest - 1) / 26;
    }
    out
}

fn at(column: u32, row: u32) -> String {
    format!("{}{row}", letters(column))
}

/// Row and column of `AB12`.
pub fn place(text: &str) -> (u32, u32) {
    let digits = text.find(|letter: char| letter.is_ascii_digit()).unwrap();
    let column = text[..digits].bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    (text[digits..].parse().unwrap(), column)
}

fn serial(day: &str) -> f64 {
    (Date::parse("1899-12-30").unwrap().days_until(Date::parse(day).unwrap())) as f64
}

impl Sheet {
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    pub fn set(&mut self, place_of: &str, holds: Holds) {
        self.cells.insert(place(place_of), holds);
    }

    fn text(&mut self, column: u32, row: u32, text: &str) {
        self.cells.insert((row, column), Holds::Text(text.to_owned()));
    }

    fn formula(&mut self, column: u32, row: u32, text: String, shows: f64) {
        self.cells.insert((row, column), Holds::Formula(text, shows));
    }
}

/// The columns of an edition's sheet of answers.
struct Columns {
    requirement: u32,
    documentation: u32,
}

const FUNCTIONS: [(&str, &str); 6] =
    [("GV", "GOVERN"), ("ID", "IDENTIFY"), ("PR", "PROTECT"), ("DE", "DETECT"), ("RS", "RESPOND"), ("RC", "RECOVER")];

/// The label that an edition prints, slips and all.
fn label(edition: Edition, level: ScoredLevel, catalogue: &Catalogue, id: RequirementId) -> String {
    let from = catalogue.requirement(id).unwrap().from;
    match (edition, level, id.as_str()) {
        (Edition::Of2025(ScoredLevel::Basic), _, "ID.AM-05.1") => "ID.AM-5.1: ".to_owned(),
        (Edition::Of2023, ScoredLevel::Essential, "ID.BE-2.1") => "IMPORTANT_ID.BE-1.2: ".to_owned(),
        (Edition::Of2023, ScoredLevel::Essential, "ID.BE-3.1") => "IMPORTANT_ID.BE-1.3: ".to_owned(),
        (Edition::Of2023, ScoredLevel::Essential, "ID.BE-4.1") => "IMPORTANT_ID.BE-1.4: ".to_owned(),
        (Edition::Of2023, ScoredLevel::Essential, "PR.AC-3.4") => "R.AC-3.4: ".to_owned(),
        (Edition::Of2023, _, _) if from < level => format!("{}_{id}: ", from.code().to_uppercase()),
        _ => format!("{id}: "),
    }
}

impl Made {
    /// A workbook as it comes: 1 in every cell.
    pub fn new(edition: Edition, catalogue: &Catalogue) -> Self {
        let (version, completion) = edition.dates();
        let mut introduction = Sheet::named("Introduction");
        introduction.set("Q6", Holds::Number(serial(version)));
        introduction.set(completion, Holds::Number(serial("2026-02-20")));
        let mut made = Self { sheets: vec![introduction], parts: Vec::new() };
        for level in edition.levels() {
            let summary = match edition {
                Edition::Of2025(_) => made.functions(edition, level, catalogue),
                Edition::Of2023 => made.details(edition, level, catalogue),
            };
            made.parts.push(chart(&summary, made.parts.len() + 1));
            made.sheets.push(summary);
        }
        made.parts.push(("customXml/item1.xml".to_owned(), "<own thing=\"kept\"/>".to_owned()));
        made
    }

    pub fn sheet(&mut self, name: &str) -> &mut Sheet {
        self.sheets.iter_mut().find(|sheet| sheet.name == name).unwrap()
    }

    fn functions(&mut self, edition: Edition, level: ScoredLevel, catalogue: &Catalogue) -> Sheet {
        // Basic has no column for the level.
        let shift = u32::from(level != ScoredLevel::Basic);
        let columns = Columns { requirement: 5 + shift, documentation: 6 + shift };
        let mut where_is = BTreeMap::new();
        for (function, name) in FUNCTIONS {
            let ids = catalogue.at_level(level).map(|(_, requirement)| requirement.id);
            let ids: Vec<_> = ids.filter(|id| id.function() == function).collect();
            let sheet = answers(edition, level, catalogue, name, &columns, &ids, &mut where_is);
            self.sheets.push(sheet);
        }
        summary(level, catalogue, &columns, &where_is)
    }

    fn details(&mut self, edition: Edition, level: ScoredLevel, catalogue: &Catalogue) -> Sheet {
        let columns = Columns { requirement: 5, documentation: 7 };
        let ids: Vec<_> = catalogue.at_level(level).map(|(_, requirement)| requirement.id).collect();
        let mut where_is = BTreeMap::new();
        let name = format!("{} Details", level.code().to_uppercase());
        let sheet = answers(edition, level, catalogue, &name, &columns, &ids, &mut where_is);
        self.sheets.push(sheet);
        summary(level, catalogue, &columns, &where_is)
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut texts: Vec<String> = Vec::new();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, text: &str| {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        };
        let (mut overrides, mut sheets, mut places) = (String::new(), String::new(), String::new());
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        for (number, sheet) in (1..).zip(&self.sheets) {
            write!(
                overrides,
                "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{kind}.worksheet+xml\"/>"
            )
            .unwrap();
            write!(sheets, "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", sheet.name).unwrap();
            write!(places, "<Relationship Id=\"rId{number}\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>").unwrap();
        }
        let (shared, styles) = (self.sheets.len() + 1, self.sheets.len() + 2);
        put(
            "[Content_Types].xml",
            &format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{kind}.sharedStrings+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/>{overrides}</Types>"
            ),
        );
        put(
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        );
        put(
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><workbookPr/><sheets>{sheets}</sheets></workbook>"
            ),
        );
        put(
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{places}<Relationship Id=\"rId{shared}\" Type=\"{relation}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId{styles}\" Type=\"{relation}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        );
        put(
            "xl/styles.xml",
            &format!(
                "<styleSheet xmlns=\"{main}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf/><xf applyProtection=\"1\"><protection locked=\"0\"/></xf></cellXfs></styleSheet>"
            ),
        );
        for (number, sheet) in (1..).zip(&self.sheets) {
            put(&format!("xl/worksheets/sheet{number}.xml"), &sheet_xml(sheet, main, &mut texts));
        }
        let list: String =
            texts.iter().map(|text| format!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(text))).collect();
        put(
            "xl/sharedStrings.xml",
            &format!("<sst xmlns=\"{main}\" count=\"{0}\" uniqueCount=\"{0}\">{list}</sst>", texts.len()),
        );
        for (name, text) in &self.parts {
            put(name, text);
        }
        writer.finish().unwrap().into_inner()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn sheet_xml(sheet: &Sheet, main: &str, texts: &mut Vec<String>) -> String {
    let mut rows: BTreeMap<u32, String> = BTreeMap::new();
    for ((row, column), holds) in &sheet.cells {
        let name = at(*column, *row);
        let cell = match holds {
            Holds::Nothing => format!("<c r=\"{name}\" s=\"1\"/>"),
            Holds::Number(number) => format!("<c r=\"{name}\" s=\"1\"><v>{number}</v></c>"),
            Holds::Text(text) => {
                texts.push(text.clone());
                format!("<c r=\"{name}\" t=\"s\"><v>{}</v></c>", texts.len() - 1)
            }
            // The score of a category is shared down its column, as Excel does.
            Holds::Formula(text, shows) if text.starts_with("shared:") => {
                let text = text.trim_start_matches("shared:");
                let formula = if text.is_empty() {
                    "<f t=\"shared\" si=\"0\"/>".to_owned()
                } else {
                    format!("<f t=\"shared\" ref=\"D5:D40\" si=\"0\">{text}</f>")
                };
                format!("<c r=\"{name}\">{formula}<v>{shows}</v></c>")
            }
            Holds::Formula(text, shows) => format!("<c r=\"{name}\"><f>{}</f><v>{shows}</v></c>", escaped(text)),
            Holds::Raw(xml) => xml.clone(),
        };
        rows.entry(*row).or_default().push_str(&cell);
    }
    let rows: String =
        rows.iter().map(|(row, cells)| format!("<row r=\"{row}\" spans=\"1:14\">{cells}</row>")).collect();
    let merged: String = sheet.merged.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
    let merged = if merged.is_empty() { merged } else { format!("<mergeCells>{merged}</mergeCells>") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData><sheetProtection sheet=\"1\"/>{merged}</worksheet>"
    )
}

/// One sheet of answers; notes where each requirement and each category's score stands.
fn answers(
    edition: Edition,
    level: ScoredLevel,
    catalogue: &Catalogue,
    name: &str,
    columns: &Columns,
    ids: &[RequirementId],
    where_is: &mut BTreeMap<String, (String, u32)>,
) -> Sheet {
    let mut sheet = Sheet::named(name);
    let Columns { requirement, documentation } = *columns;
    sheet.text(1, 1, "Version of this tool");
    sheet.formula(3, 1, "Introduction!Q6".to_owned(), serial(edition.dates().0));
    sheet.text(4, 1, "Completion");
    sheet.formula(6, 1, format!("Introduction!{}", edition.completion()), serial("2026-02-20"));
    sheet.text(requirement, 2, "Requirement");
    for (column, heading) in (documentation..).zip([
        "Documentation",
        "Implementation",
        "Sub documentation",
        "Sub implementation",
        "All documentation",
        "All implementation",
        "Comments",
        "Assessor comments",
    ]) {
        sheet.text(column, 2, heading);
    }
    let mut row = 3;
    let mut place_of = BTreeMap::new();
    for id in ids {
        if edition == Edition::Of2023 && id.as_str().ends_with("-2.1") {
            sheet.text(requirement, row, "NO REQUIREMENT / look elsewhere");
            row += 1;
        }
        sheet.text(requirement, row, &format!("{}something in our own words", label(edition, level, catalogue, *id)));
        sheet.cells.insert((row, documentation), Holds::Number(1.0));
        sheet.cells.insert((row, documentation + 1), Holds::Number(1.0));
        sheet.cells.insert((row, documentation + 6), Holds::Nothing);
        place_of.insert(catalogue.position(*id).unwrap(), row);
        where_is.insert(id.to_string(), (name.to_owned(), row));
        row += 1;
    }
    // Two requirements share a cell for remarks, in every edition that was read.
    let pair = ids
        .windows(2)
        .find(|pair| matches!(pair[0].as_str(), "GV.OC-04.1" | "ID.AM-4.1") && pair[1].as_str().ends_with(".2"));
    if let Some(pair) = pair {
        let rows = [pair[0], pair[1]].map(|id| place_of[&catalogue.position(id).unwrap()]);
        sheet.merged.push(format!("{}:{}", at(documentation + 6, rows[0]), at(documentation + 6, rows[1])));
    }
    let counts_as = catalogue.not_applicable.as_ref().map(|rules| rules.at(level).counts_as.to_f64());
    for (structure, method) in
        catalogue.structure(level, Ledger::Workbook).iter().zip(catalogue.structure(level, Ledger::Method))
    {
        let category = catalogue.categories[structure.category].as_str();
        if !place_of.keys().any(|at| catalogue.requirements[*at].category == structure.category) {
            continue;
        }
        let first = method.documentation.iter().flatten().map(|at| place_of[at]).min().unwrap();
        where_is.insert(category.to_owned(), (name.to_owned(), first));
        for (offset, dimension) in (0..).zip(Dimension::ALL) {
            let answer = |row: u32| {
                let own = at(documentation + offset, row);
                match counts_as {
                    Some(value) => {
                        let (one, other) = (at(documentation, row), at(documentation + 1, row));
                        format!("IF(OR(${one}=\"N/A\",${other}=\"N/A\"),{value},${own})")
                    }
                    None => own,
                }
            };
            let groups = structure.groups(dimension);
            let left_out = method
                .groups(dimension)
                .iter()
                .filter(|group| !group.iter().any(|at| groups.iter().flatten().any(|one| one == at)));
            for group in groups.iter().chain(left_out) {
                let parts: Vec<String> = group.iter().map(|at| answer(place_of[at])).collect();
                let text =
                    if let [one] = parts.as_slice() { one.clone() } else { format!("AVERAGE({})", parts.join(",")) };
                sheet.formula(documentation + 2 + offset, place_of[&group[0]], text, 1.0);
            }
            let cells: Vec<String> =
                groups.iter().map(|group| at(documentation + 2 + offset, place_of[&group[0]])).collect();
            let text = if let [one] = cells.as_slice() { one.clone() } else { format!("AVERAGE({})", cells.join(",")) };
            sheet.formula(documentation + 4 + offset, first, text, 1.0);
        }
    }
    sheet
}

fn summary(
    level: ScoredLevel,
    catalogue: &Catalogue,
    columns: &Columns,
    where_is: &BTreeMap<String, (String, u32)>,
) -> Sheet {
    let mut sheet = Sheet::named(&format!("{} Summary", level.code().to_uppercase()));
    let thresholds = catalogue.thresholds.at(level);
    let structures = catalogue.structure(level, Ledger::Method);
    let reference = |name: &str, column: u32| {
        let (sheet, row) = &where_is[name];
        format!("'{sheet}'!{}", at(column, *row))
    };
    let last = 4 + u32::try_from(structures.len()).unwrap();
    for (row, structure) in (5..).zip(structures) {
        let category = catalogue.categories[structure.category].as_str();
        sheet.text(2, row, category);
        sheet.cells.insert((row, 3), Holds::Number(thresholds.key_measure.to_f64()));
        sheet.formula(4, row, if row == 5 { "shared:AVERAGE(E5,F5)".to_owned() } else { "shared:".to_owned() }, 1.0);
        sheet.formula(5, row, reference(category, columns.documentation + 4), 1.0);
        sheet.formula(6, row, reference(category, columns.documentation + 5), 1.0);
    }
    sheet.formula(13, 4, format!("SUM(D5:D{last})/COUNT(D5:D{last})"), 1.0);
    let keys = catalogue.at_level(level).filter(|(_, requirement)| requirement.is_key_at(level));
    for (row, (_, requirement)) in (30..).zip(keys) {
        let id = requirement.id.as_str();
        sheet.text(12, row, id);
        sheet.formula(15, row, format!("AVERAGE(P{row},Q{row})"), 1.0);
        sheet.formula(16, row, reference(id, columns.documentation), 1.0);
        sheet.formula(17, row, reference(id, columns.documentation + 1), 1.0);
    }
    sheet
}

/// A chart that draws the categories of a summary, after a cell that is empty.
fn chart(summary: &Sheet, number: usize) -> (String, String) {
    let count = summary.cells.keys().filter(|(row, column)| *column == 4 && *row >= 5).count();
    let last = count + 4;
    let points: String = (1..=count).map(|at| format!("<c:pt idx=\"{at}\"><c:v>1</c:v></c:pt>")).collect();
    let name = &summary.name;
    let text = format!(
        "<c:chartSpace xmlns:c=\"c\"><c:val><c:numRef><c:f>('{name}'!$D$3,'{name}'!$D$5:$D${last})</c:f><c:numCache><c:ptCount val=\"{}\"/>{points}</c:numCache></c:numRef></c:val></c:chartSpace>",
        count + 1
    );
    (format!("xl/charts/chart{number}.xml"), text)
}
