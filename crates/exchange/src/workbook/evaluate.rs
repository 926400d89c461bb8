//! Works the formulas out as a spreadsheet does, in exact fractions: what a viewer shows without working anything out
//! must be right, and a gate must not hang on the last bit of a binary number.
//!
//! Functions look at the numbers among the cells they are given and pass over texts and empty cells; a text given outright
//! is an error; an error goes through. A condition hands on the cell it picks, not only its value.

use super::{
    book::{Book, Content, Rule},
    formula::{Expression, Fraction, Function, Operator, Shift, area, decimal},
    place::Place,
};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};
use std::cmp::Ordering;

/// Cells that look at cells that look at cells: the official workbooks are five deep.
const DEEPEST: usize = 40;

/// How many cells all formulas together may look at; those of the official workbooks look at some thousands. A hostile
/// file would keep a browser busy for hours.
const MOST: u64 = 2_000_000;

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Empty,
    Number(Fraction),
    Text(String),
    Boolean(bool),
    /// An error, for example `#DIV/0!`.
    Error(String),
}

impl Value {
    fn error(code: &str) -> Self {
        Self::Error(code.to_owned())
    }

    /// As what is held in a cell.
    pub(super) fn of(content: &Content) -> Option<Self> {
        Some(match content {
            Content::Empty => Self::Empty,
            Content::Number(text) => Self::Number(decimal(text)?),
            Content::Text(text) => Self::Text(text.clone()),
            Content::Boolean(is_true) => Self::Boolean(*is_true),
            Content::Error(code) => Self::Error(code.clone()),
        })
    }

    pub(super) fn number(&self) -> Option<Fraction> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Empty | Self::Text(_) | Self::Boolean(_) | Self::Error(_) => None,
        }
    }
}

const DIVIDED_BY_ZERO: &str = "#DIV/0!";
const WRONG_KIND: &str = "#VALUE!";
const NO_SUCH_CELL: &str = "#REF!";

/// A cell that cannot be worked out: by its sheet and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unknown(pub(super) usize, pub(super) Place);

/// Something that is not understood, somewhere in the formula at hand.
struct Baffled;

/// What an expression gives.
enum Outcome {
    /// The cells of a reference.
    Cells(Vec<Value>),
    Plain(Value),
}

impl Outcome {
    fn values(&self) -> &[Value] {
        match self {
            Self::Cells(values) => values,
            Self::Plain(value) => std::slice::from_ref(value),
        }
    }

    /// The one value, where one is called for.
    fn single(self) -> Result<Value, Baffled> {
        match self {
            Self::Plain(value) => Ok(value),
            Self::Cells(mut values) if values.len() == 1 => values.pop().ok_or(Baffled),
            Self::Cells(_) => Err(Baffled),
        }
    }
}

#[derive(Clone)]
enum State {
    Fresh,
    Underway,
    Known(Value),
    Unknown,
}

/// What stands in cells instead of what the file has there.
pub(super) type Inputs = belfry_engine::collections::Map<(usize, Place), Value>;

pub(super) struct Evaluator<'book> {
    book: &'book Book,
    inputs: &'book Inputs,
    states: Vec<Vec<State>>,
    depth: usize,
    budget: u64,
}

impl<'book> Evaluator<'book> {
    pub(super) fn new(book: &'book Book, inputs: &'book Inputs) -> Self {
        let states = book.sheets.iter().map(|sheet| vec![State::Fresh; sheet.cells.len()]).collect();
        Self { book, inputs, states, depth: 0, budget: MOST }
    }

    /// What a cell shows.
    ///
    /// # Errors
    /// It cannot be worked out: its formula is not understood, goes in a circle, or is too deep.
    pub(super) fn value(&mut self, sheet: usize, place: Place) -> Result<Value, Unknown> {
        self.cell(sheet, place).map_err(|Baffled| Unknown(sheet, place))
    }

    fn cell(&mut self, sheet: usize, place: Place) -> Result<Value, Baffled> {
        if let Some(given) = self.inputs.get(&(sheet, place)) {
            return Ok(given.clone());
        }
        let book = self.book;
        let Some(found) = book.sheets.get(sheet) else { return Err(Baffled) };
        let Some(at) = found.index(place) else { return Ok(Value::Empty) };
        let state = self.states.get_mut(sheet).and_then(|states| states.get_mut(at)).ok_or(Baffled)?;
        match std::mem::replace(state, State::Underway) {
            State::Known(value) => {
                *state = State::Known(value.clone());
                return Ok(value);
            }
            State::Unknown | State::Underway => {
                *state = State::Unknown;
                return Err(Baffled);
            }
            State::Fresh => {}
        }
        let worked_out = self.fresh(sheet, place);
        if let Some(state) = self.states.get_mut(sheet).and_then(|states| states.get_mut(at)) {
            *state = worked_out.as_ref().map_or(State::Unknown, |value| State::Known(value.clone()));
        }
        worked_out
    }

    fn fresh(&mut self, sheet: usize, place: Place) -> Result<Value, Baffled> {
        let book = self.book;
        let found = book.sheets.get(sheet).ok_or(Baffled)?;
        let entry = found.entry(place).ok_or(Baffled)?;
        let (formula, shift) = match &entry.rule {
            None => return Value::of(&entry.content).ok_or(Baffled),
            Some(Rule::Unknown) => return Err(Baffled),
            Some(Rule::Formula(at, shift)) => (found.formulas.get(*at).ok_or(Baffled)?, *shift),
        };
        self.depth += 1;
        let outcome = if self.depth > DEEPEST { Err(Baffled) } else { self.outcome(formula, sheet, shift) };
        self.depth -= 1;
        // A formula never gives nothing.
        Ok(match outcome?.single()? {
            Value::Empty => Value::Number(Fraction::zero()),
            value => value,
        })
    }

    fn outcome(&mut self, formula: &Expression, sheet: usize, shift: Shift) -> Result<Outcome, Baffled> {
        match formula {
            Expression::Number(number) => Ok(Outcome::Plain(Value::Number(*number))),
            Expression::Text(text) => Ok(Outcome::Plain(Value::Text(text.clone()))),
            Expression::Cells(name, from, to) => {
                let sheet = match name {
                    Some(name) => self.book.sheet(name).ok_or(Baffled)?,
                    None => sheet,
                };
                let Some(area) = area(*from, *to, shift) else {
                    return Ok(Outcome::Plain(Value::error(NO_SUCH_CELL)));
                };
                self.budget = self.budget.checked_sub(area.size()).ok_or(Baffled)?;
                let values: Result<Vec<Value>, Baffled> = area.places().map(|place| self.cell(sheet, place)).collect();
                Ok(Outcome::Cells(values?))
            }
            Expression::Negative(part) => {
                let zero = Value::Number(Fraction::zero());
                let value = self.outcome(part, sheet, shift)?.single()?;
                binary(Operator::Minus, zero, value).map(Outcome::Plain)
            }
            Expression::Binary(operator, parts) => {
                let [left, right] = parts.as_ref();
                let left = self.outcome(left, sheet, shift)?.single()?;
                let right = self.outcome(right, sheet, shift)?.single()?;
                binary(*operator, left, right).map(Outcome::Plain)
            }
            Expression::Call(Function::If, parts) => self.choice(parts, sheet, shift),
            Expression::Call(Function::IfError, parts) => {
                let [tried, otherwise] = parts.as_slice() else { return Err(Baffled) };
                match self.outcome(tried, sheet, shift)?.single()? {
                    Value::Error(_) => self.outcome(otherwise, sheet, shift),
                    value => Ok(Outcome::Plain(value)),
                }
            }
            Expression::Call(function, parts) => {
                let outcomes: Result<Vec<Outcome>, Baffled> =
                    parts.iter().map(|part| self.outcome(part, sheet, shift)).collect();
                call(*function, &outcomes?).map(Outcome::Plain)
            }
        }
    }

    fn choice(&mut self, parts: &[Expression], sheet: usize, shift: Shift) -> Result<Outcome, Baffled> {
        let (condition, then, otherwise) = match parts {
            [condition, then] => (condition, then, None),
            [condition, then, otherwise] => (condition, then, Some(otherwise)),
            _ => return Err(Baffled),
        };
        let condition = self.outcome(condition, sheet, shift)?.single()?;
        match (truth(&condition), otherwise) {
            (Err(error), _) => Ok(Outcome::Plain(error)),
            (Ok(true), _) => self.outcome(then, sheet, shift),
            (Ok(false), Some(otherwise)) => self.outcome(otherwise, sheet, shift),
            (Ok(false), None) => Ok(Outcome::Plain(Value::Boolean(false))),
        }
    }
}

/// Whether a condition holds, or the error that it is.
fn truth(value: &Value) -> Result<bool, Value> {
    match value {
        Value::Boolean(is_true) => Ok(*is_true),
        Value::Number(number) => Ok(!number.is_zero()),
        Value::Empty => Ok(false),
        Value::Text(_) => Err(Value::error(WRONG_KIND)),
        Value::Error(code) => Err(Value::Error(code.clone())),
    }
}

/// A value where arithmetic needs a number, or the error that it is.
fn as_number(value: &Value) -> Result<Fraction, Value> {
    match value {
        Value::Number(number) => Ok(*number),
        Value::Empty => Ok(Fraction::zero()),
        Value::Boolean(is_true) => Ok(Fraction::from(i128::from(*is_true))),
        Value::Text(text) => decimal(text.trim()).ok_or_else(|| Value::error(WRONG_KIND)),
        Value::Error(code) => Err(Value::Error(code.clone())),
    }
}

fn binary(operator: Operator, left: Value, right: Value) -> Result<Value, Baffled> {
    for value in [&left, &right] {
        if let Value::Error(_) = value {
            return Ok(value.clone());
        }
    }
    let compared = |holds: fn(Ordering) -> bool| Ok(Value::Boolean(holds(compare(&left, &right))));
    match operator {
        Operator::Equal => return compared(Ordering::is_eq),
        Operator::Unequal => return compared(Ordering::is_ne),
        Operator::Less => return compared(Ordering::is_lt),
        Operator::AtMost => return compared(Ordering::is_le),
        Operator::Greater => return compared(Ordering::is_gt),
        Operator::AtLeast => return compared(Ordering::is_ge),
        Operator::Plus | Operator::Minus | Operator::Times | Operator::Over => {}
    }
    let (left, right) = match (as_number(&left), as_number(&right)) {
        (Ok(left), Ok(right)) => (left, right),
        (Err(error), _) | (_, Err(error)) => return Ok(error),
    };
    let result = match operator {
        Operator::Plus => left.checked_add(&right),
        Operator::Minus => left.checked_sub(&right),
        Operator::Times => left.checked_mul(&right),
        _ if right.is_zero() => return Ok(Value::error(DIVIDED_BY_ZERO)),
        _ => left.checked_div(&right),
    };
    result.map(Value::Number).ok_or(Baffled)
}

/// The order of values: numbers before texts before truths. Texts that differ in the case of plain
/// letters alone are equal, which is all that the official formulas compare; an empty cell is
/// whatever nothing is among the other's kind.
fn compare(left: &Value, right: &Value) -> Ordering {
    let rank = |value: &Value| match value {
        Value::Empty | Value::Number(_) => 0,
        Value::Text(_) => 1,
        Value::Boolean(_) => 2,
        Value::Error(_) => 3,
    };
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.cmp(right),
        (Value::Text(left), Value::Text(right)) => left.to_ascii_lowercase().cmp(&right.to_ascii_lowercase()),
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::Empty, Value::Empty) => Ordering::Equal,
        (Value::Empty, Value::Number(number)) => Fraction::zero().cmp(number),
        (Value::Empty, Value::Text(text)) => "".cmp(text.as_str()),
        (Value::Empty, Value::Boolean(is_true)) => false.cmp(is_true),
        (_, Value::Empty) => compare(right, left).reverse(),
        _ => rank(left).cmp(&rank(right)),
    }
}

/// The numbers that a function sees, or the first error.
fn numbers(outcomes: &[Outcome]) -> Result<Vec<Fraction>, Value> {
    let mut found = Vec::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Cells(values) => {
                for value in values {
                    match value {
                        Value::Number(number) => found.push(*number),
                        Value::Error(code) => return Err(Value::Error(code.clone())),
                        Value::Empty | Value::Text(_) | Value::Boolean(_) => {}
                    }
                }
            }
            Outcome::Plain(value) => found.push(as_number(value)?),
        }
    }
    Ok(found)
}

fn call(function: Function, outcomes: &[Outcome]) -> Result<Value, Baffled> {
    match function {
        Function::And | Function::Or => Ok(together(function, outcomes)),
        Function::Count => {
            let in_cells = |value: &&Value| matches!(value, Value::Number(_));
            let outright = |value: &&Value| !matches!(value, Value::Error(_)) && as_number(value).is_ok();
            let count = outcomes.iter().map(|outcome| match outcome {
                Outcome::Cells(values) => values.iter().filter(in_cells).count(),
                Outcome::Plain(_) => outcome.values().iter().filter(outright).count(),
            });
            whole(count.sum())
        }
        Function::CountIf => {
            let [Outcome::Cells(values), wanted] = outcomes else { return Err(Baffled) };
            let [wanted] = wanted.values() else { return Err(Baffled) };
            // Criteria with comparisons and wildcards are a language of their own.
            if matches!(wanted, Value::Text(text) if text.is_empty() || text.contains(['<', '>', '=', '*', '?', '~'])) {
                return Err(Baffled);
            }
            whole(values.iter().filter(|value| **value != Value::Empty && compare(value, wanted).is_eq()).count())
        }
        Function::Average | Function::Sum | Function::Maximum | Function::Minimum => {
            let numbers = match numbers(outcomes) {
                Ok(numbers) => numbers,
                Err(error) => return Ok(error),
            };
            let result = match function {
                Function::Maximum => numbers.iter().max().copied().unwrap_or_default(),
                Function::Minimum => numbers.iter().min().copied().unwrap_or_default(),
                Function::Sum => sum(&numbers)?,
                _ if numbers.is_empty() => return Ok(Value::error(DIVIDED_BY_ZERO)),
                _ => sum(&numbers)?.checked_div(&fraction(numbers.len())?).ok_or(Baffled)?,
            };
            Ok(Value::Number(result))
        }
        Function::If | Function::IfError => Err(Baffled),
    }
}

/// Whether all hold, or any.
fn together(function: Function, outcomes: &[Outcome]) -> Value {
    let (mut seen, mut all, mut any) = (false, true, false);
    for outcome in outcomes {
        for value in outcome.values() {
            // Among the cells of a reference, texts and nothing are passed over.
            let passed_over = matches!(outcome, Outcome::Cells(_)) && matches!(value, Value::Text(_) | Value::Empty);
            if passed_over {
                continue;
            }
            match truth(value) {
                Ok(holds) => (seen, all, any) = (true, all && holds, any || holds),
                Err(error) => return error,
            }
        }
    }
    match (seen, function) {
        (false, _) => Value::error(WRONG_KIND),
        (true, Function::And) => Value::Boolean(all),
        (true, _) => Value::Boolean(any),
    }
}

fn sum(numbers: &[Fraction]) -> Result<Fraction, Baffled> {
    numbers.iter().try_fold(Fraction::zero(), |sum, number| sum.checked_add(number)).ok_or(Baffled)
}

fn fraction(count: usize) -> Result<Fraction, Baffled> {
    i128::try_from(count).map(Fraction::from).map_err(|_| Baffled)
}

fn whole(count: usize) -> Result<Value, Baffled> {
    fraction(count).map(Value::Number)
}

/// The binary number nearest to a fraction, as spreadsheets keep it.
pub(super) fn nearest(number: Fraction) -> f64 {
    *number.numer() as f64 / *number.denom() as f64
}
