//! The selection tool: which assurance level the official risk table leads to.
//!
//! # Source
//! The CCB's selection workbook, version 2024-01-08; size classes as on its web page of 29 March 2024.

use crate::collections::Map;
use crate::{
    identifier::{EntityTypeId, SheetId},
    level::ScoredLevel,
    size::{AnnualWorkUnits, Euro, Figures},
};

/// Which cell: an attack kind by itself (its impact) or against an actor (its probability), by position in the tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellPlace {
    /// The impact of the attack kind, 0 to 4.
    Impact(u8),
    /// The probability that the actor (second, 0 to 4) tries the attack kind (first, 0 to 4).
    Probability(u8, u8),
}

/// What a cell can hold; the tool calls these Low, Med and High.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellValue {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

impl CellPlace {
    /// The one spelling in saved dossiers: `impact/0`, `probability/0/3`.
    pub fn code(self) -> String {
        match self {
            Self::Impact(kind) => format!("impact/{kind}"),
            Self::Probability(kind, actor) => format!("probability/{kind}/{actor}"),
        }
    }

    /// The place with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        let number = |text: Option<&str>| text.and_then(|text| text.parse::<u8>().ok()).filter(|number| *number < 5);
        let mut parts = code.split('/');
        let place = match parts.next()? {
            "impact" => Self::Impact(number(parts.next())?),
            "probability" => Self::Probability(number(parts.next())?, number(parts.next())?),
            _ => return None,
        };
        parts.next().is_none().then_some(place)
    }
}

impl CellValue {
    /// Every value, lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The one spelling in saved dossiers and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// The value with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| value.code() == code)
    }
}

/// How many kinds of attack and how many actors the tool knows.
pub const SIDE: usize = 5;

/// A sheet of the tool: one sector with its default cells.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// As the annexes number the sector, for example `I.1`.
    pub id: SheetId,
    /// Other sectors that share it, as the annexes number them.
    pub also: Vec<String>,
    /// The impact of each kind of attack.
    pub impact: [CellValue; SIDE],
    /// For each kind of attack, the probability that each actor tries it.
    pub probability: [[CellValue; SIDE]; SIDE],
    /// The entity types whose sector this sheet is.
    pub entity_types: Vec<EntityTypeId>,
}

/// The tool as data.
#[derive(Clone, Debug)]
pub struct SelectionTool {
    /// Text keys of the kinds of attack, in the order of the cells.
    pub attacks: Vec<Attack>,
    /// Text keys of the actors, in the order of the cells.
    pub actors: Vec<String>,
    /// The lower bound of each level, in halves of a point.
    pub from: [(ScoredLevel, SelectionScore); 3],
    /// One sheet for each sector.
    pub sheets: Vec<Sheet>,
}

/// A kind of attack.
#[derive(Clone, Debug)]
pub struct Attack {
    /// Its code and text key.
    pub code: String,
    /// Whether it is aimed at the entity itself.
    pub aim: Aim,
}

/// Whom an attack is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// At everyone: counts once.
    Global,
    /// At the entity: counts twice.
    Targeted,
}

/// The size classes of the tool, which are not those of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SelectionSize {
    /// Counts once.
    Small,
    /// Counts twice.
    Medium,
    /// Counts three times.
    Large,
}

impl SelectionSize {
    /// Every size, smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// The one spelling in contracts and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// The size with this [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.code() == code)
    }

    const fn factor(self) -> u32 {
        match self {
            Self::Small => 1,
            Self::Medium => 2,
            Self::Large => 3,
        }
    }

    /// The size of an entity by the tool's own reading: any one ceiling is enough to leave a class.
    pub fn of(figures: Figures) -> Self {
        const MILLION: u64 = 1_000_000;
        let large = figures.staff >= AnnualWorkUnits::whole(250)
            || figures.turnover > Euro::whole(50 * MILLION)
            || figures.balance_sheet > Euro::whole(43 * MILLION);
        let small = figures.staff < AnnualWorkUnits::whole(50)
            && figures.turnover < Euro::whole(10 * MILLION)
            && figures.balance_sheet < Euro::whole(10 * MILLION);
        if large {
            Self::Large
        } else if small {
            Self::Small
        } else {
            Self::Medium
        }
    }
}

/// A score of the tool, in halves of a point: 285 points are 570, 217.5 points are 435.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SelectionScore(pub u32);

impl SelectionScore {
    /// In points, for reading.
    pub fn to_f64(self) -> f64 {
        f64::from(self.0) / 2.0
    }
}

/// What one sheet leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionResult {
    /// The sheet.
    pub sheet: SheetId,
    /// The score.
    pub score: SelectionScore,
    /// The level whose lower bound it reaches.
    pub level: ScoredLevel,
}

impl Sheet {
    /// The value of a cell as the tool ships it.
    pub fn default_of(&self, place: CellPlace) -> Option<CellValue> {
        match place {
            CellPlace::Impact(attack) => self.impact.get(usize::from(attack)).copied(),
            CellPlace::Probability(attack, actor) => {
                self.probability.get(usize::from(attack))?.get(usize::from(actor)).copied()
            }
        }
    }
}

impl SelectionTool {
    /// The sheet of this sector.
    pub fn sheet(&self, id: &SheetId) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.id == *id)
    }

    /// The sheet for a sector as the annexes number it, for example `I.3`, which shares the sheet of `I.4`.
    pub fn sheet_for(&self, sector: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.id.as_str() == sector || sheet.also.iter().any(|also| also == sector))
    }

    /// The sheets that an entity of these types runs, each once.
    pub fn sheets_of<'tool>(&'tool self, types: &[EntityTypeId]) -> Vec<&'tool Sheet> {
        self.sheets.iter().filter(|sheet| sheet.entity_types.iter().any(|id| types.contains(id))).collect()
    }

    /// Runs a sheet: the sum over attacks and actors of probability × impact × aim × size.
    pub fn run(
        &self,
        sheet: &Sheet,
        edits: Option<&Map<CellPlace, CellValue>>,
        size: SelectionSize,
    ) -> SelectionResult {
        let cell = |place: CellPlace| {
            edits
                .and_then(|edits| edits.get(&place))
                .copied()
                .or_else(|| sheet.default_of(place))
                .unwrap_or(CellValue::Low)
        };
        let mut halves = 0;
        for (attack, kind) in (0_u8..).zip(&self.attacks) {
            let impact = match cell(CellPlace::Impact(attack)) {
                CellValue::Low => 0,
                CellValue::Medium => 5,
                CellValue::High => 10,
            };
            let aim = match kind.aim {
                Aim::Global => 1,
                Aim::Targeted => 2,
            };
            for (actor, _) in (0_u8..).zip(&self.actors) {
                let half_probability = match cell(CellPlace::Probability(attack, actor)) {
                    CellValue::Low => 0,
                    CellValue::Medium => 1,
                    CellValue::High => 2,
                };
                halves += half_probability * impact * aim * size.factor();
            }
        }
        let score = SelectionScore(halves);
        let reached = self.from.iter().filter(|(_, from)| score >= *from).map(|(level, _)| *level).max();
        SelectionResult { sheet: sheet.id.clone(), score, level: reached.unwrap_or(ScoredLevel::Basic) }
    }
}
