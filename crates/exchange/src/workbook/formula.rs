//! The formulas of the official workbooks: averages, sums, counts, conditions, plain arithmetic. Anything else is not
//! guessed at.

use super::place::{Area, Place};
use num_rational::Ratio;

/// An exact number. Averages of averages of whole scores need numerators far below what 128 bits hold.
pub(super) type Fraction = Ratio<i128>;

/// Formulas nest no deeper than this, and are no longer: a hostile one would exhaust the stack.
const DEEPEST: usize = 24;
const LONGEST: usize = 8_192;

/// What a formula says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Number(Fraction),
    Text(String),
    /// Cells, of the formula's own sheet where none is named.
    Cells(Option<String>, Corner, Corner),
    Call(Function, Vec<Self>),
    Binary(Operator, Box<[Self; 2]>),
    Negative(Box<Self>),
}

/// A corner of a reference; a half that is not fixed moves with a shared formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Corner {
    place: Place,
    row_is_fixed: bool,
    column_is_fixed: bool,
}

/// How far a shared formula lies from its first cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shift {
    rows: i64,
    columns: i64,
}

impl Shift {
    pub(super) fn between(first: Place, here: Place) -> Self {
        Self {
            rows: i64::from(here.row) - i64::from(first.row),
            columns: i64::from(here.column) - i64::from(first.column),
        }
    }
}

impl Corner {
    fn parse(text: &str) -> Option<Self> {
        let place = Place::parse(text)?;
        let column_is_fixed = text.starts_with('$');
        let row_is_fixed = text.get(1..)?.contains('$');
        Some(Self { place, row_is_fixed, column_is_fixed })
    }

    fn at(self, shift: Shift) -> Option<Place> {
        let rows = if self.row_is_fixed { 0 } else { shift.rows };
        let columns = if self.column_is_fixed { 0 } else { shift.columns };
        self.place.shifted(rows, columns)
    }
}

/// The area of a reference in a formula that is shifted; `None` outside a sheet.
pub(super) fn area(from: Corner, to: Corner, shift: Shift) -> Option<Area> {
    Some(Area::between(from.at(shift)?, to.at(shift)?))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    And,
    Average,
    Count,
    CountIf,
    If,
    IfError,
    Maximum,
    Minimum,
    Or,
    Sum,
}

impl Function {
    fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "AND" => Self::And,
            "AVERAGE" => Self::Average,
            "COUNT" => Self::Count,
            "COUNTIF" => Self::CountIf,
            "IF" => Self::If,
            "IFERROR" => Self::IfError,
            "MAX" => Self::Maximum,
            "MIN" => Self::Minimum,
            "OR" => Self::Or,
            "SUM" => Self::Sum,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Plus,
    Minus,
    Times,
    Over,
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Operator {
    /// Signs in the order in which they are tried: the longer first.
    const SIGNS: [(&'static str, Self, u8); 10] = [
        ("<>", Self::Unequal, 0),
        ("<=", Self::AtMost, 0),
        (">=", Self::AtLeast, 0),
        ("=", Self::Equal, 0),
        ("<", Self::Less, 0),
        (">", Self::Greater, 0),
        ("+", Self::Plus, 1),
        ("-", Self::Minus, 1),
        ("*", Self::Times, 2),
        ("/", Self::Over, 2),
    ];
}

impl Expression {
    /// Reads a formula, without the equals sign before it; `None` for anything that is not understood.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let mut reader = Reader { rest: text, depth: 0 };
        let expression = reader.binary(0)?;
        reader.rest.trim().is_empty().then_some(expression)
    }

    /// Where the formula looks, in the order it is written.
    pub(super) fn references(&self, shift: Shift) -> Vec<(Option<&str>, Area)> {
        match self {
            Self::Number(_) | Self::Text(_) => Vec::new(),
            Self::Cells(sheet, from, to) => {
                area(*from, *to, shift).map(|area| (sheet.as_deref(), area)).into_iter().collect()
            }
            Self::Call(_, parts) => parts.iter().flat_map(|part| part.references(shift)).collect(),
            Self::Binary(_, parts) => parts.iter().flat_map(|part| part.references(shift)).collect(),
            Self::Negative(part) => part.references(shift),
        }
    }

    /// The one cell that the formula repeats, if it does nothing else.
    pub(super) fn repeats(&self, shift: Shift) -> Option<(Option<&str>, Place)> {
        let Self::Cells(sheet, from, to) = self else { return None };
        let area = area(*from, *to, shift)?;
        (area.from == area.to).then_some((sheet.as_deref(), area.from))
    }
}

struct Reader<'text> {
    rest: &'text str,
    depth: usize,
}

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn takes(&mut self, sign: &str) -> bool {
        self.skip();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn binary(&mut self, tightness: u8) -> Option<Expression> {
        if tightness > 2 {
            return self.unary();
        }
        let mut left = self.binary(tightness + 1)?;
        'more: loop {
            for (sign, operator, binds) in Operator::SIGNS {
                if binds == tightness && self.takes(sign) {
                    let right = self.binary(tightness + 1)?;
                    left = Expression::Binary(operator, Box::new([left, right]));
                    continue 'more;
                }
            }
            return Some(left);
        }
    }

    fn unary(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let found = if self.takes("-") {
            Some(Expression::Negative(Box::new(self.unary()?)))
        } else if self.takes("+") {
            self.unary()
        } else {
            self.single()
        };
        self.depth -= 1;
        found
    }

    fn single(&mut self) -> Option<Expression> {
        if self.takes("(") {
            let inside = self.binary(0)?;
            return self.takes(")").then_some(inside);
        }
        match self.rest.chars().next()? {
            '"' => self.text().map(Expression::Text),
            '\'' => {
                let sheet = self.quoted('\'')?;
                if !self.takes("!") {
                    return None;
                }
                self.cells(Some(sheet))
            }
            '0'..='9' | '.' => self.number(),
            _ => self.word(),
        }
    }

    /// A text between quotes, in which a doubled quote is one.
    fn quoted(&mut self, quote: char) -> Option<String> {
        let mut out = String::new();
        let mut letters = self.rest.char_indices().skip(1).peekable();
        while let Some((at, letter)) = letters.next() {
            if letter != quote {
                out.push(letter);
            } else if letters.next_if(|(_, next)| *next == quote).is_some() {
                out.push(quote);
            } else {
                self.rest = self.rest.get(at + 1..)?;
                return Some(out);
            }
        }
        None
    }

    fn text(&mut self) -> Option<String> {
        self.quoted('"')
    }

    fn number(&mut self) -> Option<Expression> {
        let length = self.rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let (digits, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        decimal(digits).map(Expression::Number)
    }

    /// A function, a sheet before a reference, or a reference.
    fn word(&mut self) -> Option<Expression> {
        let belongs = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '$');
        let length = self.rest.find(|letter| !belongs(letter)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(length)?;
        if rest.starts_with('!') && !word.is_empty() {
            let sheet = word.to_owned();
            self.rest = rest.get(1..)?;
            return self.cells(Some(sheet));
        }
        if rest.starts_with('(') {
            let function = Function::named(word)?;
            self.rest = rest.get(1..)?;
            return Some(Expression::Call(function, self.arguments()?));
        }
        self.cells(None)
    }

    fn arguments(&mut self) -> Option<Vec<Expression>> {
        let mut parts = Vec::new();
        if self.takes(")") {
            return Some(parts);
        }
        loop {
            parts.push(self.binary(0)?);
            if self.takes(")") {
                return Some(parts);
            }
            if !self.takes(",") {
                return None;
            }
        }
    }

    fn cells(&mut self, sheet: Option<String>) -> Option<Expression> {
        let from = self.corner()?;
        let to = if self.rest.starts_with(':') {
            self.rest = self.rest.get(1..)?;
            self.corner()?
        } else {
            from
        };
        Some(Expression::Cells(sheet, from, to))
    }

    fn corner(&mut self) -> Option<Corner> {
        let length = self.rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'$').count();
        let (word, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        // What follows a name rather than a reference would be a name with a full stop or an underscore.
        if rest.starts_with(['_', '.', '!', '(', '#', '@']) {
            return None;
        }
        Corner::parse(word)
    }
}

/// A number as it is written in a cell or formula, exactly; `None` where it has more digits than 128 bits hold.
pub(super) fn decimal(text: &str) -> Option<Fraction> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && part.is_empty() {
        return None;
    }
    let mut digits: i128 = 0;
    for digit in whole.bytes().chain(part.bytes()) {
        let digit = char::from(digit).to_digit(10)?;
        digits = digits.checked_mul(10)?.checked_add(i128::from(digit))?;
    }
    let exponent = exponent.checked_sub(i32::try_from(part.len()).ok()?)?;
    let power = 10_i128.checked_pow(exponent.unsigned_abs())?;
    if exponent < 0 {
        Some(Ratio::new(sign * digits, power))
    } else {
        Some(Ratio::from(sign * digits.checked_mul(power)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        let formula = Expression::parse(text).unwrap();
        let name = |(sheet, area): (Option<&str>, Area)| format!("{}{}:{}", sheet.unwrap_or(""), area.from, area.to);
        formula.references(Shift::default()).into_iter().map(name).collect()
    }

    #[test]
    fn a_formula_shows_where_it_looks() {
        assert_eq!(seen("AVERAGE(I3,I4,$I$7)"), ["I3:I3", "I4:I4", "I7:I7"]);
        assert_eq!(seen("SUM(D5:D26)/COUNT(D5:D26)"), ["D5:D26", "D5:D26"]);
        assert_eq!(seen("'BASIC Details'!K3"), ["BASIC DetailsK3:K3"]);
        assert_eq!(seen("IF(OR($G3=\"N/A\",$H3=\"N/A\"),3,$G3)"), ["G3:G3", "H3:H3", "G3:G3"]);
        assert_eq!(seen(" ( PROTECT!L3 + 1.5 ) * -2 "), ["PROTECTL3:L3"]);
    }

    #[test]
    fn a_shared_formula_moves_what_is_not_fixed() {
        let moved = |text: &str| {
            let shift = Shift::between(Place::parse("D5").unwrap(), Place::parse("E7").unwrap());
            Expression::parse(text).unwrap().repeats(shift).map(|(_, place)| place.to_string())
        };
        assert_eq!(moved("E5"), Some("F7".to_owned()));
        assert_eq!(moved("$E5"), Some("E7".to_owned()));
        assert_eq!(moved("E$5"), Some("F5".to_owned()));
        assert_eq!(moved("$E$5"), Some("E5".to_owned()));
        assert_eq!(moved("XFD5"), None, "beyond the last column");
    }

    #[test]
    fn what_is_not_understood_is_not_guessed_at() {
        for text in [
            "",
            "VLOOKUP(A1,B1:C3,2)",
            "NA_Count",
            "A1:B",
            "A:A",
            "SUM(A1",
            "SUM A1",
            "{1,2}",
            "A1&B1",
            "[1]Sheet!A1",
            "#REF!",
            "TODAY()",
            "\"open",
            "1..2",
            "A1 B1",
            "A1%",
            "Table1[x]",
            "A1.B",
            "A1#",
            "@A1",
            "LET(x,1,x)",
        ] {
            assert_eq!(Expression::parse(text), None, "{text}");
        }
        assert_eq!(Expression::parse(&"(".repeat(3_000)), None);
        assert_eq!(Expression::parse(&"-".repeat(3_000)), None);
    }

    #[test]
    fn decimals_are_exact() {
        let exact = |text: &str| decimal(text).map(|number| (*number.numer(), *number.denom()));
        assert_eq!(exact("2.5"), Some((5, 2)));
        assert_eq!(exact("-0.1"), Some((-1, 10)));
        assert_eq!(exact("1.5E1"), Some((15, 1)));
        assert_eq!(exact("1.0666666666666667"), Some((10_666_666_666_666_667, 10_000_000_000_000_000)));
        for text in ["", ".", "1e99", "1,5", "0x1", "nan", "9e999999999"] {
            assert_eq!(exact(text), None, "{text}");
        }
    }
}
