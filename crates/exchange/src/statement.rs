//! A statement of applicability as a table: which column is what, what each row says, and back.

use belfry_dossier::tools::{ControlRecord, Tools};
use belfry_engine::{
    collections::Map,
    control::{Applicability, Controls, Numbered, Numbering, Progress, Unplaced},
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
                "contrôle",
                "ref",
                "réf",
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
                "o/n",
                "j/n",
                "y/n",
            ],
            Self::Documentation => &["document", "policy", "beleid", "schriftlich"],
            Self::Implementation => &["uitvoering"],
            Self::Status => &[
                "status",
                "statut",
                "state",
                "implement",
                "implément",
                "geïmplement",
                "toestand",
                "voortgang",
                "progress",
                "avancement",
                "état",
                "etat",
                "mise en",
                "umsetzung",
                "umgesetzt",
                "fortschritt",
                "stand",
            ],
            Self::Justification => &[
                "justif",
                "reason",
                "rationale",
                "verantwoording",
                "motiv",
                "motif",
                "reden",
                "raison",
                "begründ",
                "grund",
            ],
            Self::Note => &["note", "remark", "comment", "opmerking", "remarque", "bemerk", "anmerk", "observation"],
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
        // "Standard" is no state.
        let begins = |start: &str| {
            let rest = cell.strip_prefix(start);
            rest.is_some_and(|rest| start != "stand" || !rest.starts_with(char::is_alphabetic))
        };
        let fits = |column: &Column| column.headings().iter().any(|start| begins(start));
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
        cells.filter(|cell| controls.is_label(cell)).count()
    };
    if let Some(place) =
        (0..width).max_by_key(|place| (hits(place), std::cmp::Reverse(*place))).filter(|place| hits(place) > 0)
    {
        columns.retain(|column, at| *column == Column::Control || *at != place);
        columns.insert(Column::Control, place);
    }
    (columns, heading.map_or(0, |at| at + 1))
}

/// What the bare numbers in the column of the controls are, by all of them together.
pub fn numbering(rows: &[Vec<String>], columns: &Columns, from: usize, controls: &Controls) -> Numbered {
    let place = columns.get(&Column::Control);
    let cells = rows.iter().skip(from).filter_map(|row| place.and_then(|at| row.get(*at)));
    controls.numbering(cells.map(String::as_str))
}

/// Whether any column says how far the controls are.
pub fn says_how_far(columns: &Columns) -> bool {
    [Column::Status, Column::Documentation, Column::Implementation].iter().any(|column| columns.contains_key(column))
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
    /// A bare number, and nobody said whether those are clauses or controls of Annex A.
    Unsaid(String),
    /// A clause whose parts have rows of their own.
    Parted(String),
    /// A word for a state that is not known.
    UnknownState(String),
    /// The control stood in an earlier row.
    Twice(ControlId),
    /// The number stood in an earlier row; with a zero more, which a spreadsheet takes off a number, it is this control.
    LostZero(ControlId),
}

/// Reads every row after the headings; empty ones are skipped. What a row leaves out stays as it was in `before`. Bare
/// numbers are what `numbering` says.
pub fn read(
    rows: &[Vec<String>],
    columns: &Columns,
    from: usize,
    controls: &Controls,
    numbering: Option<Numbering>,
    before: &Tools,
) -> Vec<Row> {
    let mut seen: Vec<ControlId> = Vec::new();
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate().skip(from) {
        let cell =
            |column: Column| columns.get(&column).and_then(|place| row.get(*place)).map_or("", |cell| cell.trim());
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let label = cell(Column::Control);
        let said = named(label, controls, numbering).and_then(|id| {
            // A row with a fault has named its control too: the next of that number is not it.
            if seen.contains(&id) {
                let longer = controls.with_lost_zero(label, numbering).cloned();
                return Err(longer.map_or(Fault::Twice(id), Fault::LostZero));
            }
            seen.push(id.clone());
            one(&cell, before.control(&id)).map(|record| (id, record))
        });
        found.push(Row { number: at + 1, said });
    }
    found
}

/// What the rows would change of `before`: the others say what is known already, or nothing.
pub fn changes(rows: &[Row], before: &Tools) -> Vec<(ControlId, ControlRecord)> {
    let said = rows.iter().filter_map(|row| row.said.as_ref().ok());
    said.filter(|(id, record)| before.control(id) != *record).cloned().collect()
}

fn named(label: &str, controls: &Controls, numbering: Option<Numbering>) -> Result<ControlId, Fault> {
    let unknown = || Fault::UnknownControl(label.to_owned());
    let at = controls.labelled(label, numbering).map_err(|unplaced| match unplaced {
        Unplaced::Unknown => unknown(),
        Unplaced::Unsaid => Fault::Unsaid(label.to_owned()),
        Unplaced::Parted => Fault::Parted(label.to_owned()),
    })?;
    controls.at(at).map(|control| control.id.clone()).ok_or_else(unknown)
}

fn one<'row>(cell: &impl Fn(Column) -> &'row str, mut record: ControlRecord) -> Result<ControlRecord, Fault> {
    let state = |text: &str| {
        if text.is_empty() {
            Ok(None)
        } else {
            state(text).map(Some).ok_or_else(|| Fault::UnknownState(text.to_owned()))
        }
    };
    let applies = match cell(Column::Applies) {
        "1" => Some(State::Yes),
        "0" => Some(State::No),
        text => state(text)?,
    };
    match applies {
        Some(State::Excluded | State::No) => record.applicability = Applicability::Excluded,
        Some(State::Included | State::Yes | State::Far(_)) => record.applicability = Applicability::Included,
        Some(State::Unknown) | None => {}
    }
    if let Some(both) = state(cell(Column::Status))? {
        match both {
            State::Excluded => record.applicability = Applicability::Excluded,
            State::Unknown => (record.documentation, record.implementation) = (None, None),
            State::No => {
                (record.documentation, record.implementation) = (Some(Progress::Absent), Some(Progress::Absent))
            }
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
        Some(State::No) => Some(Progress::Absent),
        Some(State::Unknown | State::Excluded) => None,
        Some(State::Included) | None => old,
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
    Ok(record)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It applies: how far it is, is not said.
    Included,
    Excluded,
    /// In the column of a state: it is there; in that of applicability: it applies.
    Yes,
    /// In the column of a state: it is not there; in that of applicability: it does not apply.
    No,
    /// Said to be not known.
    Unknown,
    Far(Progress),
}

/// What a word in a state's column means, in the four languages. The surest beginnings stand first. A bare digit means
/// nothing here: 1 is "yes" to one and the lowest maturity to another.
fn state(text: &str) -> Option<State> {
    let words: [(&[&str], State); 9] = [
        (
            &[
                "excluded",
                "not applicable",
                "n/a",
                "n.a",
                "na",
                "uitgesloten",
                "niet van toepassing",
                "niet toepass",
                "nvt",
                "n.v.t",
                "exclu",
                "non applicable",
                "non retenu",
                "sans objet",
                "ne s'applique pas",
                "ausgeschlossen",
                "nicht anwendbar",
                "nicht zutreffend",
                "trifft nicht zu",
                "gilt nicht",
                "entfällt",
                "entbehrlich",
                "does not apply",
            ],
            State::Excluded,
        ),
        (
            &[
                "unknown",
                "not known",
                "onbekend",
                "niet bekend",
                "niet gekend",
                "inconnu",
                "non connu",
                "unbekannt",
                "nicht bekannt",
            ],
            State::Unknown,
        ),
        (
            &[
                "in progress",
                "ongoing",
                "not fully",
                "bezig",
                "in uitvoering",
                "niet volledig",
                "niet helemaal",
                "en cours",
                "pas complètement",
                "pas entièrement",
                "in arbeit",
                "in umsetzung",
                "nicht vollständig",
                "nicht ganz",
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
                "à mettre en",
                "geplant",
                "vorgesehen",
            ],
            State::Far(Progress::Planned),
        ),
        (
            &[
                "not ",
                "nok",
                "nog niet",
                "niet ",
                "pas ",
                "non ",
                "noch nicht",
                "nicht ",
                "none",
                "geen",
                "aucun",
                "kein",
                "no",
                "n",
                "nee",
                "neen",
                "non",
                "nein",
                "niet",
                "nicht",
                "false",
                "absent",
                "afwezig",
                "missing",
                "ontbreekt",
                "manquant",
                "fehlt",
            ],
            State::No,
        ),
        (
            &[
                "implemented",
                "in place",
                "done",
                "complete",
                "compliant",
                "effective",
                "operational",
                "full",
                "ok",
                "geïmplementeerd",
                "ingevoerd",
                "aanwezig",
                "volledig",
                "gerealiseerd",
                "operationeel",
                "voldoet",
                "conform",
                "mis en place",
                "mise en place",
                "mis en œuvre",
                "mise en œuvre",
                "en place",
                "complet",
                "réalisé",
                "opérationnel",
                "implémenté",
                "umgesetzt",
                "vorhanden",
                "vollständig",
                "eingeführt",
                "realisiert",
                "erfüllt",
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
                "s'applique",
                "anwendbar",
                "zutreffend",
                "retenu",
            ],
            State::Included,
        ),
        (&["yes", "y", "x", "✓", "ja", "j", "oui", "o", "true", "wahr", "waar", "vrai"], State::Yes),
        (&["falsch", "onwaar", "faux"], State::No),
    ];
    // "In place (partially)" is partial, wherever the word stands.
    const PARTIAL: [&str; 7] = ["partial", "partly", "gedeeltelijk", "deels", "partiel", "en partie", "teilweise"];
    let text = text.trim().to_lowercase().replace('’', "'").replace('-', " ");
    if PARTIAL.iter().any(|word| text.contains(word)) {
        return Some(State::Far(Progress::Partly));
    }
    if let Some(share) = text.strip_suffix('%') {
        return share.trim().parse::<u8>().ok().and_then(|share| match share {
            0 => Some(State::No),
            1..=99 => Some(State::Far(Progress::Partly)),
            100 => Some(State::Far(Progress::InPlace)),
            101.. => None,
        });
    }
    let fits = |starts: &[&str]| {
        // Short words must be the whole: "no" begins "note". Those that end in a space begin something longer.
        starts.iter().any(|start| {
            let is_whole = start.chars().count() <= 3 && !start.ends_with(' ');
            if is_whole { text == *start } else { text.starts_with(start) }
        })
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

    /// Reads a table as the preview does where nobody touches it.
    fn read_in(rows: &[Vec<String>], controls: &Controls) -> Vec<Row> {
        let (columns, from) = guess(rows, controls);
        let numbering = match numbering(rows, &columns, from, controls) {
            Numbered::Surely(numbering) => Some(numbering),
            Numbered::Plainly | Numbered::Doubtfully => None,
        };
        read(rows, &columns, from, controls, numbering, &Tools::default())
    }

    /// The real numbers of the standard.
    fn all_controls() -> Controls {
        let content = belfry_content::Content::load().unwrap();
        belfry_content::tools::Tools::load(&content).unwrap().controls
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
            "Réf.;O/N;Statut;Motif\nA.5.1;O;Opérationnel;loi",
            "Standard;Maßnahme;Anwendbar;Stand;Grund\nISO;A.5.1;Ja;Umgesetzt;Gesetz",
            "Maßnahme;Anwendbar;Umsetzung;Begründung\nA.05.1;Ja;Umgesetzt;Gesetz",
        ] {
            let rows = rows(text);
            let read = read_in(&rows, &controls);
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
        let read = read_in(&rows, &controls);
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
        let no = read[5].said.clone().unwrap().1.state();
        let absent = Some(Progress::Absent);
        assert_eq!((no.applicability, no.documentation, no.implementation), (Applicability::Included, absent, absent));
    }

    #[test]
    fn no_word_claims_more_than_it_says() {
        let read = |word: &str| {
            let rows = rows(&format!("Control,Status,Reason\nA.5.1,{word},"));
            let said = read_in(&rows, &controls())[0].said.clone();
            said.map(|(_, record)| (record.applicability, record.implementation))
        };
        let (included, excluded) = (Applicability::Included, Applicability::Excluded);
        for word in ["Applicable", "Van toepassing", "Not known", "Niet bekend", "inconnu", "Nicht bekannt"] {
            assert_eq!(read(word), Ok((included, None)), "{word}");
        }
        for word in [
            "Not implemented",
            "Not yet implemented",
            "nog niet",
            "Niet aanwezig",
            "pas encore",
            "Non réalisé",
            "non conforme",
            "Noch nicht",
            "none",
            "N",
            "0 %",
        ] {
            assert_eq!(read(word), Ok((included, Some(Progress::Absent))), "{word}");
        }
        for word in
            ["Implemented (partially)", "en place partiellement", "Deels aanwezig", "In progress", "Not fully", "50%"]
        {
            assert_eq!(read(word), Ok((included, Some(Progress::Partly))), "{word}");
        }
        for word in
            ["Yes", "ja", "x", "O", "Implemented", "Umgesetzt", "Opérationnel", "Réalisé", "Conforme", "OK", "100 %"]
        {
            assert_eq!(read(word), Ok((included, Some(Progress::InPlace))), "{word}");
        }
        for word in ["Non-applicable", "Entbehrlich", "n/a", "Niet-toepasselijk", "Ne s’applique pas"] {
            assert_eq!(read(word), Ok((excluded, None)), "{word}");
        }
        for word in ["1", "0", "3", "0.5", "200 %", "perhaps"] {
            assert_eq!(read(word), Err(Fault::UnknownState(word.to_owned())), "{word}");
        }
    }

    #[test]
    fn one_and_nought_answer_whether_it_applies() {
        let said = read_in(&rows("Control,Applicable,Reason\nA.5.1,1,\nA.5.2,0,"), &controls());
        let applies = |row: &Row| row.said.clone().unwrap().1.applicability;
        assert_eq!([applies(&said[0]), applies(&said[1])], [Applicability::Included, Applicability::Excluded]);
    }

    #[test]
    fn every_word_that_belfry_offers_reads_back() {
        let files = [
            ("en", include_str!("../../../static/texts/en/tools.json")),
            ("nl", include_str!("../../../static/texts/nl/tools.json")),
            ("fr", include_str!("../../../static/texts/fr/tools.json")),
            ("de", include_str!("../../../static/texts/de/tools.json")),
        ];
        for (language, texts) in files {
            let word = |key: &str| {
                let start = format!("  \"{key}\": \"");
                texts.lines().find_map(|line| line.strip_prefix(&start)?.split('"').next()).unwrap().to_owned()
            };
            for one in Progress::ALL {
                let said = word(&format!("progress.{}", one.code()));
                let expected = if one == Progress::Absent { State::No } else { State::Far(one) };
                assert_eq!(state(&said), Some(expected), "{language}: {said}");
            }
            assert_eq!(state(&word("progress.unknown")), Some(State::Unknown), "{language}");
            assert_eq!(state(&word("statement.applies")), Some(State::Included), "{language}");
            assert_eq!(state(&word("statement.excluded")), Some(State::Excluded), "{language}");
        }
    }

    #[test]
    fn annex_a_without_its_letter_lands_in_annex_a_and_clauses_stay_clauses() {
        let controls = all_controls();
        let table = |ids: &mut dyn Iterator<Item = String>| {
            rows(&format!("Nr;Status\n{}", ids.map(|id| format!("{id};done\n")).collect::<String>()))
        };
        let ids =
            |read: &[Row]| -> Vec<String> { read.iter().map(|row| row.said.clone().unwrap().0.to_string()).collect() };
        let all = || controls.all().iter().map(|control| control.id.to_string());
        let annex: Vec<String> = all().filter(|id| id.starts_with('A')).collect();
        let bare = table(&mut annex.iter().map(|id| id.trim_start_matches("A.").to_owned()));
        assert_eq!(ids(&read_in(&bare, &controls)), annex);
        let clauses: Vec<String> = all().filter(|id| !id.starts_with('A')).collect();
        assert_eq!(ids(&read_in(&table(&mut clauses.iter().cloned()), &controls)), clauses);
        assert_eq!(ids(&read_in(&table(&mut all()), &controls)), all().collect::<Vec<_>>());
    }

    #[test]
    fn a_clause_with_parts_is_reported_and_doubt_is_never_resolved_by_itself() {
        let controls = all_controls();
        let said = |text: &str| -> Vec<Result<String, Fault>> {
            let read = read_in(&rows(text), &controls);
            read.into_iter().map(|row| row.said.map(|(id, _)| id.to_string())).collect()
        };
        let parted = |text: &str| Err(Fault::Parted(text.to_owned()));
        assert_eq!(
            said("Nr;Status\n4.1;done\n6.1;done\n7.5;done\n9.2;done\n9.3;done\n5.1;done"),
            [Ok("4.1".to_owned()), parted("6.1"), parted("7.5"), parted("9.2"), parted("9.3"), Ok("5.1".to_owned())]
        );
        let unsaid = |text: &str| Err(Fault::Unsaid(text.to_owned()));
        assert_eq!(said("Nr;Status\n5.1;done\n8.2;done"), [unsaid("5.1"), unsaid("8.2")]);
        assert_eq!(
            said("Nr;Status\n4.1;done\n5.15;done\nA-5.1;done"),
            [unsaid("4.1"), unsaid("5.15"), Ok("A.5.1".to_owned())]
        );
    }

    #[test]
    fn a_number_that_lost_its_zero_is_told_apart_from_a_row_that_came_twice() {
        let controls = all_controls();
        let table = rows("Nr;Status\n5.1;perhaps\n5.9;done\n5.1;done\n5.9;done\nA.5.1;done");
        let faults: Vec<_> = read_in(&table, &controls).into_iter().map(|row| row.said.err()).collect();
        assert_eq!(
            faults[..4],
            [
                Some(Fault::UnknownState("perhaps".to_owned())),
                None,
                Some(Fault::LostZero(id("A.5.10"))),
                Some(Fault::Twice(id("A.5.9")))
            ]
        );
    }

    #[test]
    fn only_rows_that_change_something_count() {
        let controls = controls();
        let mut tools = Tools::default();
        let far = Some(Progress::InPlace);
        tools.set_control(
            id("A.5.1"),
            ControlRecord { documentation: far, implementation: far, ..ControlRecord::default() },
        );
        let table = rows("Control;Status;Reason\nA.5.1;done;\nA.5.2;;\nA.8.5;done;\nA.8.24;;law\nA.9.9;done;");
        let (columns, from) = guess(&table, &controls);
        let changed: Vec<String> = changes(&read(&table, &columns, from, &controls, None, &tools), &tools)
            .into_iter()
            .map(|(id, _)| id.to_string())
            .collect();
        assert_eq!(changed, ["A.8.5", "A.8.24"]);
        assert!(says_how_far(&columns));
        let (columns, _) = guess(&rows("Control;Reason\nA.5.1;law"), &controls);
        assert!(!says_how_far(&columns));
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
        tools.set_control(id("A.8.24"), record(Some(Progress::Absent)));
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
                    Progress::Absent => "Not there",
                }
                .to_owned()
            })
            .unwrap_or_default()
        };
        let written = crate::csv::write(&write(&controls, &tools, headings, |_| "title".to_owned(), applies, far));
        let rows = crate::csv::read(written.as_bytes()).unwrap();
        let mut again = Tools::default();
        for row in read_in(&rows, &controls) {
            let (id, record) = row.said.unwrap();
            again.set_control(id, record);
        }
        assert_eq!(again.controls, tools.controls);
    }
}
