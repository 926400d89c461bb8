//! The report as a Word document (Office Open XML, ECMA-376): styles that Word knows, a table of contents and page numbers
//! that it works out, tables whose headings repeat. Whatever the user typed stands there as text.

use crate::{
    export::{
        document::{Align, Block, Cover, Depth, Document, Filled, Run, Table, Weight},
        iso,
        pdf::widths,
        turns_direction,
    },
    parts::pack,
};
use quick_xml::escape::escape;
use std::fmt::Write as _;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The width of the text, in twentieths of a point: A4 without its margins, as on the PDF.
const COLUMN: u32 = 9_426;

/// The report.
pub fn write(document: &Document) -> Vec<u8> {
    let related = |kind: &str, target: &str, at: usize| {
        format!("<Relationship Id=\"rId{at}\" Type=\"{RELATED}/{kind}\" Target=\"{target}\"/>")
    };
    let links: String = [
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("numbering", "numbering.xml"),
        ("header", "header.xml"),
        ("footer", "footer.xml"),
    ]
    .into_iter()
    .zip(1..)
    .map(|((kind, target), at)| related(kind, target, at))
    .collect();
    let types: String = ["styles", "settings", "numbering", "header", "footer"]
        .map(|part| format!("<Override PartName=\"/word/{part}.xml\" ContentType=\"{KIND}.{part}+xml\"/>"))
        .concat();
    let part = |name: &str, text: String| (name.to_owned(), format!("{XML}{text}"));
    pack(&[
        part(
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{KIND}.document.main+xml\"/>{types}<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"
            ),
        ),
        part(
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATED}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
            ),
        ),
        part("docProps/core.xml", properties(document)),
        part(
            "word/_rels/document.xml.rels",
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>"),
        ),
        part("word/document.xml", body(document)),
        part("word/styles.xml", styles(&document.language)),
        part(
            "word/settings.xml",
            format!(
                "<w:settings xmlns:w=\"{MAIN}\"><w:themeFontLang w:val=\"{}\"/></w:settings>",
                escape(document.language.as_str())
            ),
        ),
        part("word/numbering.xml", numbering()),
        part("word/header.xml", header(document)),
        part("word/footer.xml", footer(&document.frame.page)),
    ])
}

/// A text as XML can hold it; signs that would rearrange or hide what follows are left out.
fn content(text: &str) -> String {
    let kept: String = text
        .trim_end_matches('\n')
        .chars()
        .filter(|letter| {
            !letter.is_control() && !turns_direction(*letter) && !matches!(letter, '\u{fffe}' | '\u{ffff}')
        })
        .collect();
    escape(kept.as_str()).into_owned()
}

/// A run of text with these properties; its line ends start new lines.
fn run(text: &str, properties: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let text = text.replace('\t', " ");
    let part = |part: &str| format!("<w:t xml:space=\"preserve\">{}</w:t>", content(part));
    let line = |line: &str| line.split('\u{ad}').map(part).collect::<Vec<_>>().join("<w:softHyphen/>");
    let lines: Vec<String> = text.split('\n').map(line).collect();
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

fn runs(all: &[Run]) -> String {
    all.iter()
        .map(|one| match one.weight {
            Weight::Plain => run(&one.text, ""),
            Weight::Strong => run(&one.text, "<w:b/>"),
        })
        .collect()
}

/// A paragraph of a style.
fn paragraph(style: &str, inside: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inside}</w:p>")
}

/// A field: what it is, and what it shows until somebody works it out.
fn field(code: &str, shown: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        run(shown, "")
    )
}

const fn style(depth: Depth) -> &'static str {
    match depth {
        Depth::Part => "Heading1",
        Depth::Section => "Heading2",
        Depth::Detail => "Heading3",
    }
}

fn body(document: &Document) -> String {
    let mut body = cover(&document.cover);
    body.push_str(&contents(document));
    let mut titles = 0;
    for block in &document.blocks {
        match block {
            Block::Heading(depth, title) => {
                titles += 1;
                let mark = format!(
                    "<w:bookmarkStart w:id=\"{titles}\" w:name=\"_Toc{titles}\"/>{}<w:bookmarkEnd w:id=\"{titles}\"/>",
                    run(title, "")
                );
                body.push_str(&paragraph(style(*depth), &mark));
            }
            Block::Paragraph(said) => body.push_str(&paragraph("BodyText", &runs(said))),
            Block::Note(said) => body.push_str(&paragraph("Note", &runs(said))),
            Block::List(items) => items.iter().for_each(|item| body.push_str(&paragraph("ListBullet", &runs(item)))),
            Block::Table(one) => body.push_str(&table(one)),
        }
    }
    format!(
        "<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATED}\"><w:body>{body}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"default\" r:id=\"rId5\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1417\" w:right=\"1240\" w:bottom=\"1250\" w:left=\"1240\" w:header=\"680\" w:footer=\"567\" w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>"
    )
}

fn cover(cover: &Cover) -> String {
    let mut body = paragraph("Subtitle", &run(&cover.kind, "")) + &paragraph("Title", &run(&cover.organisation, ""));
    let mut rows = String::new();
    for [name, value] in &cover.facts {
        let [name, value] = [run(name, ""), run(value, "<w:b/>")].map(|inside| paragraph("Cell", &inside));
        // Writing into a text cannot fail.
        let _ = write!(
            rows,
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>{}{}</w:tr>",
            cell(2_800, &name),
            cell(COLUMN - 2_800, &value)
        );
    }
    let _ = write!(body, "{}{rows}</w:tbl>", frame(&[2_800, COLUMN - 2_800], "0000", Filled::Here));
    for note in &cover.notes {
        body.push_str(&paragraph("Small", &run(note, "")));
    }
    body
}

/// The table of contents: titles that lead to their places. Word adds the page numbers.
fn contents(document: &Document) -> String {
    let mut body =
        format!("<w:p><w:pPr><w:pStyle w:val=\"TOCHeading\"/></w:pPr>{}</w:p>", run(&document.frame.contents, ""));
    let titles = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(depth, title) => Some((depth, title)),
        Block::Paragraph(_) | Block::Note(_) | Block::List(_) | Block::Table(_) => None,
    });
    for (at, (depth, title)) in (1..).zip(titles) {
        let begin = if at == 1 {
            "<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-3\" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        } else {
            ""
        };
        let style = style(*depth).replace("Heading", "TOC");
        let link = format!("<w:hyperlink w:anchor=\"_Toc{at}\" w:history=\"1\">{}</w:hyperlink>", run(title, ""));
        body.push_str(&paragraph(&style, &format!("{begin}{link}")));
    }
    body + "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:br w:type=\"page\"/></w:r></w:p>"
}

/// The beginning of a table with columns of these widths.
fn frame(widths: &[u32], first: &str, filled: Filled) -> String {
    let columns: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let is_first = u8::from(first != "0000");
    let borders = match filled {
        Filled::Here => "",
        Filled::ByHand => {
            "<w:tblBorders><w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D4D9E0\"/></w:tblBorders>"
        }
    };
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Report\"/><w:tblW w:w=\"{COLUMN}\" w:type=\"dxa\"/>{borders}<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"{first}\" w:firstRow=\"{is_first}\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )
}

fn cell(width: u32, inside: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{inside}</w:tc>")
}

fn table(table: &Table) -> String {
    // The letters are as wide as on the PDF, so its columns do here too.
    let widths: Vec<u32> = widths(table).into_iter().map(|points| (points * 20.0) as u32).collect();
    let aligned = |align: Align| match align {
        Align::Start => "Cell",
        Align::End => "Number",
    };
    let mut rows = String::new();
    for (column, width) in table.columns.iter().zip(&widths) {
        // As large as on the PDF, which the widths are made for.
        let heading = run(&column.heading, "<w:sz w:val=\"15\"/>");
        rows.push_str(&cell(*width, &paragraph(aligned(column.align), &heading)));
    }
    let mut rows = format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{rows}</w:tr>");
    let height = match table.filled {
        Filled::Here => "",
        Filled::ByHand => "<w:trHeight w:val=\"1100\" w:hRule=\"atLeast\"/>",
    };
    for row in &table.rows {
        let _ = write!(rows, "<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>");
        for ((text, column), width) in row.iter().zip(&table.columns).zip(&widths) {
            rows.push_str(&cell(*width, &paragraph(aligned(column.align), &run(text, ""))));
        }
        rows.push_str("</w:tr>");
    }
    // What follows upon a table without a paragraph between them would become part of it.
    format!("{}{rows}</w:tbl>{}", frame(&widths, "0020", table.filled), paragraph("Gap", ""))
}

fn header(document: &Document) -> String {
    let inside = format!("{}<w:r><w:tab/></w:r>{}", run(&document.title, ""), run(&document.day, ""));
    format!("<w:hdr xmlns:w=\"{MAIN}\">{}</w:hdr>", paragraph("Header", &inside))
}

/// The page's number, among all of them.
fn footer(page: &str) -> String {
    let mut inside = String::new();
    for (at, part) in page.split('{').enumerate() {
        let (code, rest) = match part.split_once('}') {
            Some(("page", rest)) if at > 0 => ("PAGE", rest),
            Some(("pages", rest)) if at > 0 => ("NUMPAGES", rest),
            Some(_) | None => ("", part),
        };
        if !code.is_empty() {
            inside.push_str(&field(code, "1"));
        }
        inside.push_str(&run(rest, ""));
    }
    format!("<w:ftr xmlns:w=\"{MAIN}\">{}</w:ftr>", paragraph("Footer", &inside))
}

fn properties(document: &Document) -> String {
    let (title, language) = (content(&document.title), escape(document.language.as_str()));
    let made = iso(document.made);
    format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title><dc:creator>Belfry</dc:creator><dc:language>{language}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{made}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{made}</dcterms:modified></cp:coreProperties>"
    )
}

fn numbering() -> String {
    format!(
        "<w:numbering xmlns:w=\"{MAIN}\"><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:pStyle w:val=\"ListBullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"283\" w:hanging=\"283\"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}

/// A style of paragraphs: its identifier, the name by which Word knows it, what it looks like.
struct Look {
    id: &'static str,
    name: &'static str,
    paragraph: &'static str,
    letters: &'static str,
}

const LOOKS: [Look; 18] = [
    Look { id: "BodyText", name: "Body Text", paragraph: "<w:spacing w:after=\"120\"/>", letters: "" },
    Look {
        id: "Title",
        name: "Title",
        paragraph: "<w:spacing w:after=\"900\"/>",
        letters: "<w:b/><w:sz w:val=\"54\"/>",
    },
    Look {
        id: "Subtitle",
        name: "Subtitle",
        paragraph: "<w:spacing w:before=\"1600\" w:after=\"160\"/>",
        letters: "<w:b/><w:color w:val=\"1F4B7A\"/><w:sz w:val=\"22\"/>",
    },
    Look {
        id: "Heading1",
        name: "heading 1",
        paragraph: "<w:keepNext/><w:spacing w:before=\"480\" w:after=\"160\"/><w:outlineLvl w:val=\"0\"/>",
        letters: "<w:b/><w:color w:val=\"1F4B7A\"/><w:sz w:val=\"34\"/>",
    },
    Look {
        id: "Heading2",
        name: "heading 2",
        paragraph: "<w:keepNext/><w:spacing w:before=\"280\" w:after=\"100\"/><w:outlineLvl w:val=\"1\"/>",
        letters: "<w:b/><w:sz w:val=\"24\"/>",
    },
    Look {
        id: "Heading3",
        name: "heading 3",
        paragraph: "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"60\"/><w:outlineLvl w:val=\"2\"/>",
        letters: "<w:b/>",
    },
    Look {
        id: "TOCHeading",
        name: "TOC Heading",
        paragraph: "<w:pageBreakBefore/><w:spacing w:after=\"200\"/>",
        letters: "<w:b/><w:color w:val=\"1F4B7A\"/><w:sz w:val=\"34\"/>",
    },
    Look {
        id: "TOC1",
        name: "toc 1",
        paragraph: "<w:tabs><w:tab w:val=\"right\" w:pos=\"9426\"/></w:tabs><w:spacing w:before=\"80\" w:line=\"240\" w:lineRule=\"auto\"/>",
        letters: "<w:b/>",
    },
    Look {
        id: "TOC2",
        name: "toc 2",
        paragraph: "<w:tabs><w:tab w:val=\"right\" w:pos=\"9426\"/></w:tabs><w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:left=\"283\"/>",
        letters: "",
    },
    Look {
        id: "TOC3",
        name: "toc 3",
        paragraph: "<w:tabs><w:tab w:val=\"right\" w:pos=\"9426\"/></w:tabs><w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:left=\"567\"/>",
        letters: "<w:color w:val=\"5C616B\"/>",
    },
    Look {
        id: "ListBullet",
        name: "List Bullet",
        paragraph: "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"80\"/>",
        letters: "",
    },
    Look {
        id: "Note",
        name: "Note",
        paragraph: "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"1F4B7A\"/></w:pBdr><w:spacing w:after=\"120\"/><w:ind w:left=\"200\"/>",
        letters: "",
    },
    Look {
        id: "Small",
        name: "Small",
        paragraph: "<w:spacing w:before=\"120\"/>",
        letters: "<w:color w:val=\"5C616B\"/><w:sz w:val=\"17\"/>",
    },
    Look {
        id: "Cell",
        name: "Cell",
        paragraph: "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
        letters: "<w:sz w:val=\"16\"/>",
    },
    Look {
        id: "Number",
        name: "Number",
        paragraph: "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"right\"/>",
        letters: "<w:sz w:val=\"16\"/>",
    },
    Look {
        id: "Gap",
        name: "Gap",
        paragraph: "<w:spacing w:line=\"120\" w:lineRule=\"exact\"/>",
        letters: "<w:sz w:val=\"8\"/>",
    },
    Look {
        id: "Header",
        name: "header",
        paragraph: "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"D4D9E0\"/></w:pBdr><w:tabs><w:tab w:val=\"right\" w:pos=\"9426\"/></w:tabs>",
        letters: "<w:color w:val=\"5C616B\"/><w:sz w:val=\"16\"/>",
    },
    Look {
        id: "Footer",
        name: "footer",
        paragraph: "<w:jc w:val=\"right\"/>",
        letters: "<w:color w:val=\"5C616B\"/><w:sz w:val=\"16\"/>",
    },
];

fn styles(language: &str) -> String {
    let language = escape(language);
    let looks: String = LOOKS
        .iter()
        .map(|look| {
            let Look { id, name, paragraph, letters } = look;
            format!(
                "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
            )
        })
        .collect();
    format!(
        "<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/><w:color w:val=\"1A1A1E\"/><w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/><w:lang w:val=\"{language}\" w:eastAsia=\"{language}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:left w:w=\"100\" w:type=\"dxa\"/><w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style><w:style w:type=\"table\" w:styleId=\"Report\"><w:name w:val=\"Report\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D4D9E0\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D4D9E0\"/></w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:color w:val=\"1F4B7A\"/></w:rPr><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EFF3F8\"/></w:tcPr></w:tblStylePr></w:style>{looks}</w:styles>"
    )
}
