//! A table that lays requirements beside clauses and controls: which columns, which pairs, and which rows were not read.

use belfry_engine::{
    catalogue::Catalogue,
    collections::Set,
    control::{Controls, Numbered, Numbering},
    identifier::{ControlId, RequirementId},
};

/// Where the two columns are; `None` is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The column of the requirements.
    pub requirement: Option<usize>,
    /// The column of the clauses and controls.
    pub control: Option<usize>,
}

/// What a table says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Requirements and controls that belong together.
    pub pairs: Set<(RequirementId, ControlId)>,
    /// Rows, from 1, of which something was not understood; what was understood of them is among the pairs.
    pub unread: Vec<usize>,
}

/// What both sides of the table are compared with.
#[derive(Clone, Copy)]
pub struct Both<'facts> {
    /// The requirements.
    pub catalogue: &'facts Catalogue,
    /// The clauses and controls.
    pub controls: &'facts Controls,
}

impl Both<'_> {
    /// The columns in which most requirements and most controls stand.
    pub fn guess(self, rows: &[Vec<String>]) -> Places {
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        let best = |fits: &dyn Fn(&str) -> bool| {
            let hits = |at: usize| rows.iter().filter(|row| row.get(at).is_some_and(|cell| fits(cell))).count();
            (0..width).max_by_key(|at| (hits(*at), std::cmp::Reverse(*at))).filter(|at| hits(*at) > 0)
        };
        Places {
            requirement: best(&|cell| self.names_requirement(cell)),
            control: best(&|cell| self.names_control(cell)),
        }
    }

    /// The first row of content: what stands above the first requirement or control is headings.
    pub fn first_row(self, rows: &[Vec<String>], places: Places) -> usize {
        let is_content = |row: &Vec<String>| {
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", String::as_str);
            self.names_requirement(cell(places.requirement)) || self.names_control(cell(places.control))
        };
        rows.iter().position(is_content).unwrap_or_default()
    }

    /// What the bare numbers in the column of the controls are.
    pub fn numbering(self, rows: &[Vec<String>], places: Places) -> Numbered {
        let cells = rows.iter().skip(self.first_row(rows, places));
        let cells = cells.filter_map(|row| places.control.and_then(|at| row.get(at)));
        let labels: Vec<String> = cells.flat_map(|cell| parts(cell)).collect();
        self.controls.numbering(labels.iter().map(String::as_str))
    }

    /// The pairs. A cell may name several requirements or controls; an empty requirement means those above.
    pub fn read(self, rows: &[Vec<String>], places: Places, numbering: Option<Numbering>) -> Reading {
        let mut reading = Reading::default();
        let (Some(requirement), Some(control)) = (places.requirement, places.control) else { return reading };
        let mut current = Vec::new();
        for (at, row) in rows.iter().enumerate().skip(self.first_row(rows, places)) {
            let cell = |at: usize| row.get(at).map_or("", |cell| cell.trim());
            let mut is_whole = true;
            if !cell(requirement).is_empty() {
                (current, is_whole) = named(cell(requirement), |part| self.requirement(part));
            }
            if !cell(control).is_empty() {
                let (controls, all) = named(cell(control), |part| self.control(part, numbering));
                is_whole &= all && !current.is_empty();
                let pairs = current.iter().flat_map(|id| controls.iter().map(|control| (*id, control.clone())));
                reading.pairs.extend(pairs);
            }
            if !is_whole {
                reading.unread.push(at + 1);
            }
        }
        reading
    }

    fn names_requirement(self, cell: &str) -> bool {
        parts(cell).iter().any(|part| self.requirement(part).is_some())
    }

    fn names_control(self, cell: &str) -> bool {
        parts(cell).iter().any(|part| self.controls.is_label(part))
    }

    /// The requirement that a part begins with: a title may follow.
    fn requirement(self, part: &str) -> Option<RequirementId> {
        let first = part.split(|letter: char| letter.is_whitespace() || letter == ':').next().unwrap_or_default();
        let first = first.trim_matches(|letter: char| !letter.is_alphanumeric());
        self.catalogue.identifier(part).or_else(|| self.catalogue.identifier(first))
    }

    fn control(self, part: &str, numbering: Option<Numbering>) -> Option<ControlId> {
        // Two numbers that nothing parts may be a range: taking the first alone would drop the others.
        let is_number = |letter: char| letter.is_ascii_digit() || letter == '.';
        let numbers = part.split(|letter| !is_number(letter)).filter(|one| one.trim_matches('.').contains('.'));
        let at = (numbers.count() == 1).then(|| self.controls.labelled(part, numbering).ok())??;
        self.controls.at(at).map(|control| control.id.clone())
    }
}

/// What the parts of a cell name, and whether that is all of it: a part without a digit is a title, unless nothing else is
/// there.
fn named<Id>(cell: &str, name: impl Fn(&str) -> Option<Id>) -> (Vec<Id>, bool) {
    let (mut found, mut is_whole) = (Vec::new(), true);
    for part in parts(cell) {
        match name(&part) {
            Some(id) => found.push(id),
            None => is_whole &= !part.contains(|letter: char| letter.is_ascii_digit()),
        }
    }
    is_whole &= !found.is_empty();
    (found, is_whole)
}

/// What stands between signs or words that join a list, in the four languages.
fn parts(cell: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for piece in cell.split([',', ';', '\n', '/', '|', '&', '+', '•']) {
        let mut part = Vec::new();
        for word in piece.split_whitespace() {
            if ["and", "en", "et", "und"].contains(&word.to_lowercase().as_str()) {
                parts.push(std::mem::take(&mut part).join(" "));
            } else {
                part.push(word);
            }
        }
        parts.push(part.join(" "));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use belfry_content::{Content, tools::Tools};

    /// Reads a table as the preview does where nobody touches it.
    fn read(text: &str) -> (Vec<String>, Vec<usize>) {
        let content = Content::load().unwrap();
        let tools = Tools::load(&content).unwrap();
        let both = Both { catalogue: &content.newest, controls: &tools.controls };
        let rows = crate::csv::read(text.as_bytes()).unwrap();
        let places = both.guess(&rows);
        let numbering = match both.numbering(&rows, places) {
            Numbered::Surely(numbering) => Some(numbering),
            Numbered::Plainly | Numbered::Doubtfully => None,
        };
        let Reading { pairs, unread } = both.read(&rows, places, numbering);
        (pairs.iter().map(|(requirement, control)| format!("{requirement} {control}")).collect(), unread)
    }

    #[test]
    fn several_requirements_and_controls_in_a_cell_make_every_pair_from_the_first_row_on() {
        for joint in [",", " and ", " en ", " et ", " und ", " / ", " & "] {
            let (pairs, unread) =
                read(&format!("CyFun;ISO\n\"GV.PO-01.1, GV.OC-02.1\";\"5.15, 5.18{joint}8.3\"\nGV.OC-03.1;A.5.31"));
            let expected = [
                "GV.OC-02.1 A.5.15",
                "GV.OC-02.1 A.5.18",
                "GV.OC-02.1 A.8.3",
                "GV.OC-03.1 A.5.31",
                "GV.PO-01.1 A.5.15",
                "GV.PO-01.1 A.5.18",
                "GV.PO-01.1 A.8.3",
            ];
            assert_eq!((pairs, unread), (expected.map(ToOwned::to_owned).to_vec(), Vec::new()), "{joint}");
        }
    }

    #[test]
    fn a_title_may_follow_a_requirement_or_a_control() {
        let (pairs, unread) = read(
            "CyFun;ISO\nGV.OC-02.1: Needs, wishes and hopes;A.5.1 Policies and rules\n;Clause 4.2 Interested parties",
        );
        assert_eq!(pairs, ["GV.OC-02.1 4.2", "GV.OC-02.1 A.5.1"]);
        assert_eq!(unread, [0_usize; 0]);
    }

    #[test]
    fn every_row_after_the_headings_is_answered_for() {
        let (pairs, unread) = read(
            "Mapping;\nCyFun;ISO\nGV.XX-99.1;A.5.1\n;A.5.2\nGV.OC-02.1;A.5.99\nGV.OC-02.1;A.5.15 - A.5.18\nGV.OC-02.1;\nGV.OC-02.1;none\nGV.OC-02.1, GV.XX-99.2;A.5.1\nrest;A.5.3",
        );
        assert_eq!(pairs, ["GV.OC-02.1 A.5.1"]);
        assert_eq!(unread, [3, 4, 5, 6, 8, 9, 10]);
    }

    #[test]
    fn numbers_that_can_be_both_make_no_pair_until_somebody_says_which() {
        assert_eq!(read("CyFun;ISO\nGV.OC-02.1;5.1\nGV.PO-01.1;A.5.2"), (vec!["GV.PO-01.1 A.5.2".to_owned()], vec![2]));
    }
}
