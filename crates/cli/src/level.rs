//! `belfry level`: which assurance level follows from the class, and which from the selection tool.

use crate::{
    Answer, Surroundings,
    input::{Failure, dossier, read},
    profile, score,
};
use belfry_engine::collections::Map;
use belfry_engine::{
    classification::classify,
    report::{Case, advice},
    selection::{CellPlace, CellValue, SelectionResult, SelectionSize, SelectionTool, Sheet},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    sector: String,
    size: String,
    /// `{"impact/0": "high", "probability/0/3": "low"}`, or by the names of attacks and actors as the data file has them.
    #[serde(default)]
    cells: BTreeMap<String, Value>,
}

#[derive(Serialize)]
struct Output {
    score: Option<f64>,
    level: &'static str,
    by_class: Option<&'static str>,
    size: Option<&'static str>,
    sheets: Vec<SheetOutput>,
}

#[derive(Serialize)]
struct SheetOutput {
    sector: String,
    score: f64,
    level: &'static str,
}

/// Answers one profile, dossier or selection.
///
/// # Errors
/// What is wrong with the input, with its place.
pub fn command(text: &str, surroundings: &Surroundings) -> Result<Answer, Failure> {
    #[derive(Deserialize)]
    struct Shape {
        sector: Option<Value>,
    }
    let is_selection = serde_json::from_str::<Shape>(text).is_ok_and(|shape| shape.sector.is_some());
    let output = if is_selection {
        of_selection(text, &surroundings.content.selection)?
    } else {
        of_entity(text, surroundings)?
    };
    Answer::of(&output)
}

fn of_entity(text: &str, surroundings: &Surroundings) -> Result<Output, Failure> {
    let content = &surroundings.content;
    let (case, catalogue) = if let Some(dossier) = dossier(text, &surroundings.content) {
        let dossier = dossier?;
        let catalogue = score::catalogue(&dossier.framework, content)?;
        (dossier.case(&content.law, catalogue), catalogue)
    } else {
        let entity = profile::entity(text, content)?;
        let catalogue = score::catalogue(&belfry_dossier::FRAMEWORK, content)?;
        (Case { entity: Some(entity), ..Case::default() }, catalogue)
    };
    let classification = case.entity.as_ref().map(|entity| classify(entity, &content.law));
    let advice = advice(&case, &content.facts(catalogue), classification.as_ref());
    let highest = advice.by_selection.first();
    Ok(Output {
        score: highest.map(|result| result.score.to_f64()),
        level: highest.map_or(advice.suggested.code(), |result| result.level.code()),
        by_class: advice.by_class.map(|level| level.code()),
        size: advice.size.map(SelectionSize::code),
        sheets: advice.by_selection.iter().map(sheet_output).collect(),
    })
}

fn sheet_output(result: &SelectionResult) -> SheetOutput {
    SheetOutput { sector: result.sheet.to_string(), score: result.score.to_f64(), level: result.level.code() }
}

fn of_selection(text: &str, tool: &SelectionTool) -> Result<Output, Failure> {
    let input: Input = read(text)?;
    let sheet = tool.sheet_for(&input.sector);
    let sheet = sheet.ok_or_else(|| Failure::new("sector", format_args!("unknown sector {:?}", input.sector)))?;
    let size = SelectionSize::from_code(&input.size);
    let size =
        size.ok_or_else(|| Failure::new("size", format_args!("{:?} is none of small, medium and large", input.size)))?;
    let result = tool.run(sheet, Some(&cells(&input.cells, tool, sheet)?), size);
    Ok(Output {
        score: Some(result.score.to_f64()),
        level: result.level.code(),
        by_class: None,
        size: Some(size.code()),
        sheets: vec![sheet_output(&result)],
    })
}

fn cells(
    given: &BTreeMap<String, Value>,
    tool: &SelectionTool,
    sheet: &Sheet,
) -> Result<Map<CellPlace, CellValue>, Failure> {
    let mut cells = Map::new();
    let value = |place: &str, value: &Value| {
        let code = value.as_str().map(str::to_lowercase);
        let found = match code.as_deref() {
            Some("med") => Some(CellValue::Medium),
            Some(code) => CellValue::from_code(code),
            None => None,
        };
        found.ok_or_else(|| {
            Failure::new(format!("cells.{place}"), format_args!("{value} is none of low, medium and high"))
        })
    };
    for (key, given) in given {
        let attack = tool.attacks.iter().position(|attack| attack.code == *key).and_then(|at| u8::try_from(at).ok());
        let unknown = |name: &str| Failure::new(format!("cells.{key}"), format_args!("unknown cell {name:?}"));
        let Some(attack) = attack else {
            let place = CellPlace::from_code(key).filter(|place| sheet.default_of(*place).is_some());
            cells.insert(place.ok_or_else(|| unknown(key))?, value(key, given)?);
            continue;
        };
        for (part, given) in given.as_object().into_iter().flatten() {
            match (part.as_str(), given) {
                ("impact", given) => drop(cells.insert(CellPlace::Impact(attack), value(key, given)?)),
                ("probability", Value::Object(actors)) => {
                    for (actor, given) in actors {
                        let at =
                            tool.actors.iter().position(|known| known == actor).and_then(|at| u8::try_from(at).ok());
                        let place = CellPlace::Probability(attack, at.ok_or_else(|| unknown(actor))?);
                        cells.insert(place, value(key, given)?);
                    }
                }
                _ => return Err(unknown(part)),
            }
        }
    }
    Ok(cells)
}
