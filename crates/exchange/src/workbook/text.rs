//! Texts in a workbook: some characters cannot stand in XML, and Excel writes them as `_x0007_` (ECMA-376, 22.9.2.19).

/// The longest text that Excel takes in a cell, in UTF-16 units.
/// Source: Microsoft, "Excel specifications and limits".
pub const LONGEST: usize = 32_767;

/// The text as it may stand between tags.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, one) in text.char_indices() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if code(text.get(at..).unwrap_or_default()).is_some() => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(one),
            // A bare carriage return would be read back as a line feed.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push_str(&format!("_x{:04X}_", u32::from(one))),
            _ => out.push(one),
        }
    }
    out
}

/// The text that a cell shows.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('_') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(one) = code(from) {
            out.push(one);
            rest = from.get(7..).unwrap_or_default();
        } else {
            out.push('_');
            rest = from.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// The character that `_x0007_` at the beginning of a text stands for.
fn code(text: &str) -> Option<char> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let is_code = text.get(6..7) == Some("_") && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_code.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_xml_cannot_hold_is_written_as_excel_does() {
        assert_eq!(escaped("a\u{7}b & <c>\r\n"), "a_x0007_b &amp; &lt;c&gt;_x000D_\n");
        assert_eq!(escaped("_x0041_ and _x_"), "_x005F_x0041_ and _x_");
        assert_eq!(unescaped("_x0041__x005F_x0041_ _xD800_ _é"), "A_x0041_ _xD800_ _é");
    }

    proptest! {
        #[test]
        fn every_text_survives(text in any::<String>()) {
            let in_xml = format!("<t>{}</t>", escaped(&text));
            let mut reader = quick_xml::Reader::from_str(&in_xml);
            let mut read = String::new();
            loop {
                match reader.read_event().unwrap() {
                    quick_xml::events::Event::Text(part) => read.push_str(&part.unescape().unwrap()),
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            prop_assert_eq!(unescaped(&read), text);
        }
    }
}
