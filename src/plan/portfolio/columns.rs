//! The columns of the overview: what stands in them, and in which order they put the lines.

use super::line::Line;
use crate::key::Key;
use belfry_engine::{
    benchmark::{Place, Quartiles, rank},
    classification::Status,
    collections::ordered,
    maturity::Maturity,
};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The organisation.
    Name,
    /// What the law makes of it.
    Status,
    /// The level.
    Level,
    /// The version of the framework.
    Framework,
    /// How much is answered.
    Answered,
    /// The total.
    Total,
    /// Where the total stands among the others of the same level and version.
    Standing,
    /// Key measures that reach their gate.
    Keys,
    /// How far the total is below its gate.
    Distance,
    /// Gates that are closed.
    Closed,
    /// The next date of the law.
    Deadline,
    /// The work that is left.
    Effort,
}

impl Column {
    /// Every column, from the left.
    pub const ALL: [Self; 12] = [
        Self::Name,
        Self::Status,
        Self::Level,
        Self::Framework,
        Self::Answered,
        Self::Total,
        Self::Standing,
        Self::Keys,
        Self::Distance,
        Self::Closed,
        Self::Deadline,
        Self::Effort,
    ];

    /// Its heading.
    pub const fn heading(self) -> Key {
        match self {
            Self::Name => Key::PortfolioName,
            Self::Status => Key::PortfolioStatus,
            Self::Level => Key::PortfolioLevel,
            Self::Framework => Key::PortfolioFramework,
            Self::Answered => Key::GatesAnswered,
            Self::Total => Key::GatesTotal,
            Self::Standing => Key::PortfolioStanding,
            Self::Keys => Key::GatesKeys,
            Self::Distance => Key::PortfolioDistance,
            Self::Closed => Key::PortfolioClosed,
            Self::Deadline => Key::PortfolioDeadline,
            Self::Effort => Key::PortfolioEffort,
        }
    }

    /// How many cells of a spreadsheet it takes: a part and its whole, a day and what is due.
    pub const fn width(self) -> usize {
        match self {
            Self::Answered | Self::Keys | Self::Deadline => 2,
            _ => 1,
        }
    }
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first.
    Up,
    /// The largest first.
    Down,
}

/// Where a total stands among those of the same level and version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// 1 is the highest.
    pub rank: usize,
    /// Of how many.
    pub of: usize,
    /// In which part of their spread.
    pub place: Place,
}

/// Lines that are assessed by the same questions, with the spread of their totals.
pub struct Group<'lines> {
    /// One of them.
    pub like: &'lines Line,
    /// Their totals, as far as they have one.
    pub totals: Vec<Maturity>,
    /// How they are spread; `None` where none has a total.
    pub spread: Option<Quartiles>,
}

/// The groups, the largest first.
pub fn groups<'lines>(lines: &[&'lines Line]) -> Vec<Group<'lines>> {
    let mut likes: Vec<&Line> = Vec::new();
    for line in lines.iter().filter(|line| line.score.is_some()) {
        if !likes.iter().any(|like| like.is_like(line)) {
            likes.push(line);
        }
    }
    let group = |like: &'lines Line| {
        let totals: Vec<Maturity> =
            lines.iter().filter(|line| line.is_like(like)).filter_map(|line| line.total()).collect();
        Group { like, spread: Quartiles::of(totals.iter().copied()), totals }
    };
    ordered(likes.into_iter().map(group), |group| std::cmp::Reverse(group.totals.len()))
}

/// Where each line stands; nowhere without a total, or with nobody to stand beside.
pub fn standings(lines: &[&Line]) -> Vec<Option<Rank>> {
    let groups = groups(lines);
    let standing = |line: &&Line| {
        let total = line.total()?;
        let group = groups.iter().find(|group| group.like.is_like(line)).filter(|group| group.totals.len() > 1)?;
        let rank = rank(group.totals.iter().copied(), total);
        Some(Rank { rank, of: group.totals.len(), place: group.spread?.place(total) })
    };
    lines.iter().map(standing).collect()
}

/// What lines are sorted by. Those that have nothing there come last either way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Text(String),
    Number(usize),
    /// By how far, then by how many gates, then by what is open.
    Figure(Maturity, usize, usize),
    Nothing,
}

/// A part of a whole, in ten-thousandths.
fn share((part, whole): (usize, usize)) -> Order {
    (part * 10_000).checked_div(whole).map_or(Order::Nothing, Order::Number)
}

fn order(line: &Line, standing: Option<Rank>, column: Column) -> Order {
    let figures = line.score.as_ref();
    let number = |number: Option<usize>| number.map_or(Order::Nothing, Order::Number);
    let text = |text: &str| if text.is_empty() { Order::Nothing } else { Order::Text(text.to_lowercase()) };
    match column {
        Column::Name => text(&line.name),
        Column::Status => number(line.status.and_then(|status| Status::ALL.iter().position(|one| *one == status))),
        Column::Level => Order::Number(line.level as usize),
        Column::Framework => text(line.framework.as_str()),
        Column::Answered => share(line.answered),
        Column::Total => line.total().map_or(Order::Nothing, |total| Order::Figure(total, 0, 0)),
        Column::Standing => number(standing.map(|standing| standing.rank)),
        Column::Keys => figures.map_or(Order::Nothing, |figures| share(figures.keys)),
        Column::Distance => match figures.filter(|figures| figures.total.is_some()).zip(Maturity::fraction(0, 1)) {
            Some((figures, none)) => {
                let open = line.answered.1.saturating_sub(line.answered.0);
                Order::Figure(figures.short.unwrap_or(none), figures.closed, open)
            }
            None => Order::Nothing,
        },
        Column::Closed => number(figures.map(|figures| figures.closed)),
        Column::Deadline => line.deadline.as_ref().map_or(Order::Nothing, |(_, on)| Order::Text(on.to_string())),
        Column::Effort => number(figures.map(|figures| figures.effort.0 as usize)),
    }
}

/// The places of the lines in the order of a column.
pub fn sorted(lines: &[&Line], standings: &[Option<Rank>], column: Column, direction: Direction) -> Vec<usize> {
    let key = |at: &usize| {
        let standing = standings.get(*at).copied().flatten();
        lines.get(*at).map_or(Order::Nothing, |line| order(line, standing, column))
    };
    let keyed = ordered((0..lines.len()).map(|at| (key(&at), at)), |(key, _)| key.clone());
    let (mut known, nothing): (Vec<_>, Vec<_>) = keyed.into_iter().partition(|(key, _)| *key != Order::Nothing);
    if direction == Direction::Down {
        known.reverse();
    }
    known.into_iter().chain(nothing).map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::portfolio::line::Figures;
    use belfry_engine::{
        catalogue::PersonDays,
        identifier::FrameworkId,
        level::{AssuranceLevel, ScoredLevel},
        scoring::Gate,
    };

    fn line(name: &str, total: Option<i64>, closed: usize) -> Line {
        let gate = Maturity::fraction(3, 1).unwrap();
        let total = total.and_then(|tenths| Maturity::fraction(tenths, 10));
        Line {
            name: name.to_owned(),
            status: None,
            level: AssuranceLevel::Basic,
            framework: FrameworkId::known("cyfun-2025"),
            answered: (34, 34),
            score: Some(Figures {
                level: ScoredLevel::Basic,
                total,
                short: total.and_then(|total| total.short_of(gate)),
                keys: (0, 13),
                closed,
                verdict: Gate::Closed,
                effort: PersonDays(100),
                categories: Vec::new(),
            }),
            deadline: None,
        }
    }

    fn names(lines: &[Line], column: Column, direction: Direction) -> Vec<&str> {
        let all: Vec<&Line> = lines.iter().collect();
        sorted(&all, &standings(&all), column, direction).into_iter().map(|at| lines[at].name.as_str()).collect()
    }

    #[test]
    fn the_nearest_to_the_gate_comes_first_and_what_is_not_known_last_either_way() {
        let lines =
            [line("far", Some(10), 9), line("none", None, 0), line("met", Some(30), 2), line("near", Some(29), 1)];
        assert_eq!(names(&lines, Column::Distance, Direction::Up), ["met", "near", "far", "none"]);
        assert_eq!(names(&lines, Column::Distance, Direction::Down), ["far", "near", "met", "none"]);
    }

    #[test]
    fn of_two_that_meet_the_gate_of_the_total_the_one_with_fewer_closed_gates_is_nearer() {
        let lines = [line("two", Some(40), 2), line("one", Some(31), 1)];
        assert_eq!(names(&lines, Column::Distance, Direction::Up), ["one", "two"]);
    }

    #[test]
    fn names_are_sorted_without_regard_to_capitals() {
        let lines = [line("b", None, 0), line("A", None, 0), line("C", None, 0), line("", None, 0)];
        assert_eq!(names(&lines, Column::Name, Direction::Up), ["A", "b", "C", ""]);
    }

    #[test]
    fn a_total_stands_only_among_those_of_its_own_level_and_version() {
        let other = Line { level: AssuranceLevel::Essential, ..line("other", Some(50), 0) };
        let lines = [line("low", Some(20), 0), line("high", Some(30), 0), other, line("none", None, 0)];
        let found = standings(&lines.iter().collect::<Vec<_>>());
        let standing = |at: usize| found[at];
        let rank = |rank, place| Some(Rank { rank, of: 2, place });
        assert_eq!(standing(0), rank(2, Place::LowestQuarter));
        assert_eq!(standing(1), rank(1, Place::HighestQuarter));
        assert_eq!((standing(2), standing(3)), (None, None), "alone, and without a total");
    }
}
