//! A statement of applicability as a table: which column is what, what each row says, and back.

use belfry_dossier::tools::{ControlRecord, Tools};
use belfry_engine::{
    collections::Map,
    control::{Applicability, Controls, Progress},
    identifier::ControlId,
};

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The number of the clause or control.
    Control,
    /// Whether it applies.
    Applies,
    /// How far both halves are.
    Status,
    /// How far the written half is.
    Documentation,
    /// How far the practised half is.
    Implementation,
    /// Why it applies or not.
    Justification,
    /// Remarks.
    Note,
}

impl Column {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Control,
        Self::Applies,
        Self::Status,
        Self::Documentation,
        Self::Implementation,
        Self::Justification,
        Self::Note,
    ];

    /// Beginnings of headings that mean this, in the four languages, in small letters.
    const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Control => &[
                "control",
                "clause",
                "annex",
                "ref",
                "number",
                "nr",
                "no.",
                "id",
                "beheersmaatregel",
                "nummer",
                "mesure",
                "numéro",
                "numero",
                "n°",
                "maßnahme",
                "nummer",
            ],
            Self::Applies => &[
                "applicab",
                "applies",
                "included",
                "in scope",
                "toepass",
                "van toepassing",
                "appliqu",
                "retenu",
                "anwend",
                "zutreffend",
            ],
            Self::Documentation => &["document", "paper", "policy", "beleid", "op papier", "papier", "schriftlich"],
            Self::Implementation => &["practi", "in practice", "praktijk", "pratique", "praxis", "uitvoering"],
            Self::Status => &[
                "status",
                "state",
                "implement",
                "toestand",
                "implementat",
                "état",
                "etat",
                "mise en",
                "umsetzung",
                "stand",
            ],
            Self::Justification => {
                &["justif", "reason", "rationale", "verantwoording", "motiv", "reden", "raison", "begründ", "grund"]
            }
            Self::Note => &["note", "remark", "comment", "opmerking", "remarque", "bemerk", "anmerk"],
        }
    }
}

/// Which column is what: positions by kind.
pub type Columns = Map<Column, usize>;

/// Guesses the columns from the headings, and the column of the controls from what stands in it. The row that looks like
/// headings is the first in which a heading is known; the rows after it are the content.
pub fn guess(rows: &[Vec<String>], controls: &Controls) -> (Columns, usize) {
    let known = |cell: &str| {
        let cell = cell.trim().to_lowercase();
        // Longer beginnings are surer: "implementation in practice" is no status.
        let fits = |column: &Column| column.headings().iter().any(|start| cell.starts_with(start));
        [
            Column::Applies,
            Column::Justification,
            Column::Note,
            Column::Documentation,
            Column::Implementation,
            Column::Status,
            Column::Control,
        ]
        .into_iter()
        .find(fits)
    };
    let mut columns = Columns::new();
    // A title may stand above the headings.
    let is_heading = |row: &&Vec<String>| row.iter().filter(|cell| known(cell).is_some()).count() >= 2;
    let heading = rows.iter().take(20).position(|row| is_heading(&row));
    if let Some(at) = heading {
        for (place, cell) in rows.get(at).into_iter().flatten().enumerate() {
            if let Some(column) = known(cell).filter(|column| !columns.contains_key(column)) {
                columns.insert(column, place);
            }
        }
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let hits = |place: &usize| {
        let cells = rows.iter().filter_map(|row| row.get(*place));
        cells.filter(|cell| controls.labelled(cell).is_some()).count()
    };
    if let Some(place) =
        (0..width).max_by_key(|place| (hits(place), std::cmp::Reverse(*place))).filter(|place| hits(place) > 0)
    {
        columns.retain(|column, at| *column == Column::Control || *at != place);
        columns.insert(Column::Control, place);
    }
    (columns, heading.map_or(0, |at| at + 1))
}

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, from 1.
    pub number: usize,
    /// What it says, or what is wrong with it.
    pub said: Result<(ControlId, ControlRecord), Fault>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No clause or control of the 2022 edition.
    UnknownControl(String),
    /// A word for a state that is not known.
    UnknownState(String),
    /// The control stood in an earlier row.
    Twice(ControlId),
}

/// Reads every row after the headings; empty ones are skipped. What a row leaves out stays as it was in `before`.
pub fn read(rows: &[Vec<String>], columns: &Columns, from: usize, controls: &Controls, before: &Tools) -> Vec<Row> {
    let mut seen: Vec<ControlId> = Vec::new();
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate().skip(from) {
        let cell =
            |column: Column| columns.get(&column).and_then(|place| row.get(*place)).map_or("", |cell| cell.trim());
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let said = one(&cell, controls, before).and_then(|(id, record)| {
            if seen.contains(&id) {
                return Err(Fault::Twice(id));
            }
            seen.push(id.clone());
            Ok((id, record))
        });
        found.push(Row { number: at + 1, said });
    }
    found
}

fn one<'row>(
    cell: &impl Fn(Column) -> &'row str,
    controls: &Controls,
    before: &Tools,
) -> Result<(ControlId, ControlRecord), Fault> {
    let label = cell(Column::Control);
    let control = controls.labelled(label).and_then(|at| controls.at(at));
    let id = control.ok_or_else(|| Fault::UnknownControl(label.to_owned()))?.id.clone();
    let mut record = before.control(&id);
    let state = |text: &str| {
        if text.is_empty() {
            Ok(None)
        } else {
            state(text).map(Some).ok_or_else(|| Fault::UnknownState(text.to_owned()))
        }
    };
    match state(cell(Column::Applies))? {
        Some(State::Excluded | State::No) => record.applicability = Applicability::Excluded,
        Some(State::Included | State::Far(_)) => record.applicability = Applicability::Included,
        None => {}
    }
    if let Some(both) = state(cell(Column::Status))? {
        match both {
            State::Excluded => record.applicability = Applicability::Excluded,
            State::No => (record.documentation, record.implementation) = (None, None),
            State::Included => {
                (record.documentation, record.implementation) = (Some(Progress::InPlace), Some(Progress::InPlace))
            }
            State::Far(far) => (record.documentation, record.implementation) = (Some(far), Some(far)),
        }
    }
    let half = |said: Option<State>, old: Option<Progress>| match said {
        Some(State::Far(far)) => Some(far),
        Some(State::Included) => Some(Progress::InPlace),
        Some(State::No | State::Excluded) => None,
        None => old,
    };
    record.documentation = half(state(cell(Column::Documentation))?, record.documentation);
    record.implementation = half(state(cell(Column::Implementation))?, record.implementation);
    for (column, place) in [(Column::Justification, &mut record.justification), (Column::Note, &mut record.note)] {
        let text = cell(column);
        if !text.is_empty() {
            // The apostrophe that keeps a spreadsheet from running a text is not part of it.
            *place = text.strip_prefix('\'').unwrap_or(text).to_owned();
        }
    }
    Ok((id, record))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Included,
    Excluded,
    No,
    Far(Progress),
}

/// What a word in a state's column means, in the four languages. The surest beginnings stand first.
fn state(text: &str) -> Option<State> {
    let words: [(&[&str], State); 6] = [
        (
            &[
                "excluded",
                "not applicable",
                "n/a",
                "n.a",
                "uitgesloten",
                "niet van toepassing",
                "nvt",
                "n.v.t",
                "exclu",
                "non applicable",
                "sans objet",
                "ausgeschlossen",
                "nicht anwendbar",
                "nicht zutreffend",
                "entfällt",
                "does not apply",
            ],
            State::Excluded,
        ),
        (
            &[
                "partly",
                "partial",
                "in progress",
                "ongoing",
                "deels",
                "gedeeltelijk",
                "bezig",
                "partiel",
                "en partie",
                "en cours",
                "teilweise",
                "in arbeit",
                "in umsetzung",
            ],
            State::Far(Progress::Partly),
        ),
        (
            &[
                "planned",
                "plan",
                "to do",
                "todo",
                "gepland",
                "te doen",
                "prévu",
                "prevu",
                "planifi",
                "à faire",
                "geplant",
                "vorgesehen",
            ],
            State::Far(Progress::Planned),
        ),
        (
            &[
                "not implemented",
                "not in place",
                "not started",
                "no",
                "nee",
                "neen",
                "non",
                "nein",
                "false",
                "0",
                "unknown",
                "not known",
                "onbekend",
                "niet",
                "inconnu",
                "unbekannt",
                "nicht",
            ],
            State::No,
        ),
        (
            &[
                "implemented",
                "in place",
                "done",
                "complete",
                "effective",
                "full",
                "geïmplementeerd",
                "ingevoerd",
                "aanwezig",
                "volledig",
                "mis en place",
                "mise en place",
                "en place",
                "complet",
                "umgesetzt",
                "vorhanden",
                "vollständig",
                "eingeführt",
            ],
            State::Far(Progress::InPlace),
        ),
        (
            &[
                "applicable",
                "applies",
                "included",
                "yes",
                "y",
                "x",
                "✓",
                "ja",
                "j",
                "oui",
                "true",
                "1",
                "van toepassing",
                "toepasselijk",
                "anwendbar",
                "zutreffend",
                "retenu",
            ],
            State::Included,
        ),
    ];
    let text = text.trim().to_lowercase();
    let fits = |starts: &[&str]| {
        // Short words must be the whole: "no" begins "note".
        starts.iter().any(|start| if start.chars().count() <= 3 { text == *start } else { text.starts_with(start) })
    };
    words.into_iter().find(|(starts, _)| fits(starts)).map(|(_, state)| state)
}

/// The statement as a table: headings, then every clause and control. `say` gives the words for states, `title` the short
/// titles; it reads back as it was.
pub fn write(
    controls: &Controls,
    tools: &Tools,
    headings: [String; 7],
    title: impl Fn(&ControlId) -> String,
    applies: impl Fn(Applicability) -> String,
    far: impl Fn(Option<Progress>) -> String,
) -> Vec<Vec<String>> {
    let row = |id: &ControlId| {
        let record = tools.control(id);
        vec![
            id.to_string(),
            title(id),
            applies(record.applicability),
            far(record.documentation),
            far(record.implementation),
            record.justification,
            record.note,
        ]
    };
    [headings.to_vec()].into_iter().chain(controls.all().iter().map(|control| row(&control.id))).collect()
}
