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
            Self::Documentation => &["document", "policy", "beleid", "schriftlich"],
            Self::Implementation => &["uitvoering"],
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

/// Words anywhere in a heading that say which half it is about, surer than how it begins: "state on paper" is not the
/// state of both.
const HALVES: [(Column, &[&str]); 2] = [
    (Column::Documentation, &["paper", "papier"]),
    (Column::Implementation, &["practice", "praktijk", "pratique", "praxis"]),
];

/// Which column is what: positions by kind.
pub type Columns = Map<Column, usize>;

/// Guesses the columns from the headings, and the column of the controls from what stands in it. The row that looks like
/// headings is the first in which a heading is known; the rows after it are the content.
pub fn guess(rows: &[Vec<String>], controls: &Controls) -> (Columns, usize) {
    let known = |cell: &str| {
        let cell = cell.trim().to_lowercase();
        let half = HALVES.into_iter().find(|(_, words)| words.iter().any(|word| cell.contains(word)));
        if let Some((column, _)) = half {
            return Some(column);
        }
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
        Some(State::Included | State::Yes | State::Far(_)) => record.applicability = Applicability::Included,
        None => {}
    }
    if let Some(both) = state(cell(Column::Status))? {
        match both {
            State::Excluded => record.applicability = Applicability::Excluded,
            State::No => (record.documentation, record.implementation) = (None, None),
            // "Applicable" says nothing about how far it is.
            State::Included => record.applicability = Applicability::Included,
            State::Yes => {
                (record.documentation, record.implementation) = (Some(Progress::InPlace), Some(Progress::InPlace))
            }
            State::Far(far) => (record.documentation, record.implementation) = (Some(far), Some(far)),
        }
    }
    let half = |said: Option<State>, old: Option<Progress>| match said {
        Some(State::Far(far)) => Some(far),
        Some(State::Yes) => Some(Progress::InPlace),
        Some(State::Included) => old,
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
    /// It applies: how far it is, is not said.
    Included,
    Excluded,
    /// In the column of a state: it is there; in that of applicability: it applies.
    Yes,
    No,
    Far(Progress),
}

/// What a word in a state's column means, in the four languages. The surest beginnings stand first.
fn state(text: &str) -> Option<State> {
    let words: [(&[&str], State); 7] = [
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
        (&["in progress", "ongoing", "bezig", "en cours", "in arbeit", "in umsetzung"], State::Far(Progress::Partly)),
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
                "not yet",
                "nog niet",
                "pas encore",
                "noch nicht",
                "none",
                "geen",
                "aucun",
                "kein",
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
                "van toepassing",
                "toepasselijk",
                "anwendbar",
                "zutreffend",
                "retenu",
            ],
            State::Included,
        ),
        (&["yes", "y", "x", "✓", "ja", "j", "oui", "true", "1"], State::Yes),
    ];
    // "In place (partially)" is partial, wherever the word stands.
    const PARTIAL: [&str; 7] = ["partial", "partly", "gedeeltelijk", "deels", "partiel", "en partie", "teilweise"];
    let text = text.trim().to_lowercase();
    if PARTIAL.iter().any(|word| text.contains(word)) {
        return Some(State::Far(Progress::Partly));
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use belfry_engine::control::{Control, Theme};

    fn controls() -> Controls {
        let ids = ["4.1", "A.5.1", "A.5.2", "A.8.5", "A.8.24"];
        let control = |id: &str| Control { id: ControlId::parse(id).unwrap(), theme: Theme::Organisational };
        Controls::new(ids.into_iter().map(control).collect())
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        crate::csv::read(text.as_bytes()).unwrap()
    }

    fn id(text: &str) -> ControlId {
        ControlId::parse(text).unwrap()
    }

    #[test]
    fn columns_are_guessed_in_every_language_and_below_a_title() {
        let controls = controls();
        for text in [
            "SoA Ltd;;;\nControl;Applicable;Status;Justification\nA.5.1;Yes;Implemented;law",
            "Nr;Van toepassing;Status;Verantwoording\n5.1;Ja;Geïmplementeerd;wet",
            "N°;Applicable;État;Justification\nA5.1;Oui;Mis en place;loi",
            "Maßnahme;Anwendbar;Umsetzung;Begründung\nA.05.1;Ja;Umgesetzt;Gesetz",
        ] {
            let rows = rows(text);
            let (columns, from) = guess(&rows, &controls);
            let read = read(&rows, &columns, from, &controls, &Tools::default());
            assert_eq!(read.len(), 1, "{text}");
            let (found, record) = read[0].said.clone().unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
            assert_eq!(found, id("A.5.1"), "{text}");
            assert_eq!(
                (record.applicability, record.implementation),
                (Applicability::Included, Some(Progress::InPlace)),
                "{text}"
            );
            assert!(!record.justification.is_empty(), "{text}");
        }
    }

    #[test]
    fn every_row_is_answered_for() {
        let controls = controls();
        let rows = rows(
            "Control,Status,Reason\nA.5.1,partly,\nA.99.1,done,\nA.5.2,perhaps,\n,,\nA.5.1,done,\nA.8.24,not applicable,no crypto\nA.8.5,no,",
        );
        let (columns, from) = guess(&rows, &controls);
        let read = read(&rows, &columns, from, &controls, &Tools::default());
        let said: Vec<_> =
            read.iter().map(|row| (row.number, row.said.clone().map(|(id, _)| id.to_string()))).collect();
        assert_eq!(
            said,
            [
                (2, Ok("A.5.1".to_owned())),
                (3, Err(Fault::UnknownControl("A.99.1".to_owned()))),
                (4, Err(Fault::UnknownState("perhaps".to_owned()))),
                (6, Err(Fault::Twice(id("A.5.1")))),
                (7, Ok("A.8.24".to_owned())),
                (8, Ok("A.8.5".to_owned())),
            ]
        );
        assert_eq!(read[4].said.clone().unwrap().1.applicability, Applicability::Excluded);
        assert!(read[5].said.clone().unwrap().1.is_empty(), "no means: nothing there, and the control applies");
    }

    #[test]
    fn no_word_claims_more_than_it_says() {
        let read = |word: &str| {
            let rows = rows(&format!("Control,Status,Reason\nA.5.1,{word},"));
            let (columns, from) = guess(&rows, &controls());
            read(&rows, &columns, from, &controls(), &Tools::default())[0].said.clone().unwrap().1.implementation
        };
        for word in
            ["Applicable", "Van toepassing", "Not yet implemented", "nog niet", "pas encore", "Noch nicht", "none"]
        {
            assert_eq!(read(word), None, "{word}");
        }
        for word in ["Implemented (partially)", "en place partiellement", "Deels aanwezig", "In progress"] {
            assert_eq!(read(word), Some(Progress::Partly), "{word}");
        }
        for word in ["Yes", "ja", "x", "Implemented", "Umgesetzt"] {
            assert_eq!(read(word), Some(Progress::InPlace), "{word}");
        }
    }

    #[test]
    fn what_is_written_reads_back_as_it_was() {
        let controls = controls();
        let mut tools = Tools::default();
        let record = |far: Option<Progress>| ControlRecord {
            documentation: far,
            implementation: Some(Progress::Planned),
            justification: "=why".to_owned(),
            ..ControlRecord::default()
        };
        tools.set_control(id("A.5.1"), record(Some(Progress::InPlace)));
        tools.set_control(id("A.5.2"), record(Some(Progress::Partly)));
        tools.set_control(
            id("A.8.5"),
            ControlRecord { applicability: Applicability::Excluded, note: "n".to_owned(), ..ControlRecord::default() },
        );
        let headings =
            ["Control", "Title", "Applies or not", "State on paper", "State in practice", "Reason", "Remark"]
                .map(ToOwned::to_owned);
        let applies = |one| match one {
            Applicability::Included => "Applies".to_owned(),
            Applicability::Excluded => "Does not apply".to_owned(),
        };
        let far = |far: Option<Progress>| {
            far.map(|far| {
                match far {
                    Progress::InPlace => "In place",
                    Progress::Partly => "Partly",
                    Progress::Planned => "Planned",
                }
                .to_owned()
            })
            .unwrap_or_default()
        };
        let written = crate::csv::write(&write(&controls, &tools, headings, |_| "title".to_owned(), applies, far));
        let rows = crate::csv::read(written.as_bytes()).unwrap();
        let (columns, from) = guess(&rows, &controls);
        let mut again = Tools::default();
        for row in read(&rows, &columns, from, &controls, &Tools::default()) {
            let (id, record) = row.said.unwrap();
            again.set_control(id, record);
        }
        assert_eq!(again.controls, tools.controls);
    }
}
