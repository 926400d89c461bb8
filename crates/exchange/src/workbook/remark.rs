//! The one column of remarks: what a dossier keeps apart, written into one text and taken apart again.

use belfry_dossier::record::{Record, Stance};
use belfry_engine::identifier::RequirementId;

/// Between the reason why a requirement does not apply and the note beside it: a line of its own.
const DASH: &str = "—";

/// What stands in the column of remarks for a record: its note, and before it the reason where it does not apply.
pub(super) fn remark(record: &Record) -> String {
    let Record { justification, note, .. } = record;
    match record.stance {
        Stance::Scored | Stance::Unknown => note.clone(),
        Stance::NotApplicable if note.is_empty() => justification.clone(),
        Stance::NotApplicable if justification.is_empty() => format!("{DASH}\n{note}"),
        Stance::NotApplicable => format!("{justification}\n{DASH}\n{note}"),
    }
}

/// The reason and the note in a remark on a requirement that does not apply; a remark without the line is the reason.
pub(super) fn apart(remark: &str) -> (String, String) {
    let note_alone = remark.strip_prefix(DASH).and_then(|rest| rest.strip_prefix('\n'));
    let (justification, note) = match note_alone {
        Some(note) => ("", note),
        None => remark.split_once(&format!("\n{DASH}\n")).unwrap_or((remark, "")),
    };
    (justification.to_owned(), note.to_owned())
}

/// Several remarks in one cell, each after its requirement.
pub(super) fn gathered(remarks: &[(RequirementId, String)]) -> String {
    let said = remarks.iter().filter(|(_, remark)| !remark.is_empty());
    let labelled: Vec<String> = said.map(|(id, remark)| format!("{id}: {remark}")).collect();
    labelled.join("\n")
}

/// The remark of each requirement in a cell that several share, and whether every line says whose it is; what comes before
/// the first label is given to the first.
pub(super) fn separated(text: &str, sharing: &[RequirementId]) -> (Vec<String>, bool) {
    let mut parts: Vec<Vec<&str>> = vec![Vec::new(); sharing.len()];
    let mut current = None;
    let mut is_labelled = true;
    for line in text.split('\n') {
        let labelled = |id: &RequirementId| line.strip_prefix(id.as_str()).and_then(|rest| rest.strip_prefix(':'));
        let found = sharing.iter().enumerate().find_map(|(at, id)| Some((at, labelled(id)?)));
        // Labels come in the order of the rows; one out of order is part of a remark.
        let found = found.filter(|(at, _)| current.is_none_or(|current| *at > current));
        let line = match found {
            Some((at, rest)) => {
                current = Some(at);
                rest.strip_prefix(' ').unwrap_or(rest)
            }
            None => line,
        };
        is_labelled &= current.is_some();
        if let Some(part) = parts.get_mut(current.unwrap_or(0)) {
            part.push(line);
        }
    }
    (parts.into_iter().map(|lines| lines.join("\n")).collect(), is_labelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> [RequirementId; 2] {
        ["GV.OC-04.1", "GV.OC-04.2"].map(|id| RequirementId::parse(id).unwrap())
    }

    #[test]
    fn a_reason_and_a_note_share_a_remark_and_part_again() {
        for (justification, note) in
            [("none here", "asked Jan\non Monday"), ("", "a note"), ("none here\n", ""), ("", "")]
        {
            let record = Record {
                stance: Stance::NotApplicable,
                justification: justification.to_owned(),
                note: note.to_owned(),
                ..Record::default()
            };
            assert_eq!(apart(&remark(&record)), (justification.to_owned(), note.to_owned()));
        }
        assert_eq!(apart("typed by hand"), ("typed by hand".to_owned(), String::new()));
    }

    #[test]
    fn what_was_said_before_minds_changed_is_no_remark() {
        let record = Record { justification: "old".to_owned(), note: "new".to_owned(), ..Record::default() };
        assert_eq!(remark(&record), "new");
    }

    #[test]
    fn remarks_in_one_cell_say_whose_they_are() {
        let [one, other] = ids();
        for (first, second) in [("a\nb", "c"), ("", "c"), ("a\n", ""), ("", ""), (" ", "GV.OC-04.1: back")] {
            let written = gathered(&[(one, first.to_owned()), (other, second.to_owned())]);
            let (parts, is_labelled) = separated(&written, &ids());
            assert_eq!(parts, [first, second]);
            assert!(is_labelled || written.is_empty());
        }
        let (parts, is_labelled) = separated("typed by hand\nGV.OC-04.2: mine", &ids());
        assert_eq!((parts, is_labelled), (vec!["typed by hand".to_owned(), "mine".to_owned()], false));
    }
}
