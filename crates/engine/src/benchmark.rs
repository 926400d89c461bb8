//! Figures side by side: median, quartiles, and where one stands among the others. Exact throughout.
//!
//! # Source
//! Quartiles by linear interpolation between the closest ranks: method 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in
//! Statistical Packages", The American Statistician 50 (1996), which is also what `QUARTILE.INC` of spreadsheets does.

use crate::{collections::ordered, maturity::Maturity};

/// How figures are spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quartiles {
    /// The lowest figure.
    pub least: Maturity,
    /// A quarter of the way up.
    pub lower: Maturity,
    /// Half way up.
    pub median: Maturity,
    /// Three quarters of the way up.
    pub upper: Maturity,
    /// The highest figure.
    pub most: Maturity,
}

impl Quartiles {
    /// The spread of some figures, in any order; `None` where there is none.
    pub fn of(figures: impl IntoIterator<Item = Maturity>) -> Option<Self> {
        let sorted = ordered(figures, |figure| *figure);
        let at = |quarters: usize| {
            // Of the way from the first to the last, so many quarters: a whole number of figures, and a rest in quarters.
            let way = sorted.len().saturating_sub(1) * quarters;
            let (below, above) = (sorted.get(way / 4)?, sorted.get((way / 4 + 1).min(sorted.len().saturating_sub(1)))?);
            below.toward(*above, (way % 4) as i64, 4)
        };
        Some(Self { least: at(0)?, lower: at(1)?, median: at(2)?, upper: at(3)?, most: at(4)? })
    }

    /// In which part of the spread a figure lies.
    pub fn place(&self, figure: Maturity) -> Place {
        if figure < self.lower {
            Place::LowestQuarter
        } else if figure < self.median {
            Place::BelowMedian
        } else if figure == self.median {
            Place::Median
        } else if figure > self.upper {
            Place::HighestQuarter
        } else {
            Place::AboveMedian
        }
    }
}

/// Where a figure lies among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Below the lower quartile.
    LowestQuarter,
    /// From the lower quartile to the median.
    BelowMedian,
    /// The median itself.
    Median,
    /// From the median to the upper quartile.
    AboveMedian,
    /// Above the upper quartile.
    HighestQuarter,
}

/// The rank of a figure among others, itself among them: 1 is the highest, and equal figures share a rank.
pub fn rank(figures: impl IntoIterator<Item = Maturity>, figure: Maturity) -> usize {
    1 + figures.into_iter().filter(|other| *other > figure).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn figures(hundredths: &[i64]) -> Vec<Maturity> {
        hundredths.iter().map(|value| Maturity::fraction(*value, 100).unwrap()).collect()
    }

    fn spread(hundredths: &[i64]) -> [(i64, i64); 5] {
        let found = Quartiles::of(figures(hundredths)).unwrap();
        [found.least, found.lower, found.median, found.upper, found.most].map(Maturity::terms)
    }

    #[test]
    fn quartiles_are_those_of_a_spreadsheet_and_exact() {
        // QUARTILE.INC of 1, 2, 4, 5: 1, 1.75, 3, 4.25, 5.
        assert_eq!(spread(&[500, 100, 400, 200]), [(1, 1), (7, 4), (3, 1), (17, 4), (5, 1)]);
        // Of 1.1, 2.2, 3.3: 1.1, 1.65, 2.2, 2.75, 3.3.
        assert_eq!(spread(&[110, 220, 330]), [(11, 10), (33, 20), (11, 5), (11, 4), (33, 10)]);
        assert_eq!(spread(&[250]), [(5, 2); 5]);
        assert_eq!(Quartiles::of([]), None);
    }

    #[test]
    fn each_figure_has_its_place_and_equal_ones_share_a_rank() {
        let all = figures(&[100, 200, 300, 400, 500]);
        let found = Quartiles::of(all.iter().copied()).unwrap();
        let places: Vec<Place> = all.iter().map(|figure| found.place(*figure)).collect();
        let expected =
            [Place::LowestQuarter, Place::BelowMedian, Place::Median, Place::AboveMedian, Place::HighestQuarter];
        assert_eq!(places, expected);
        let tied = figures(&[300, 300, 200]);
        assert_eq!(tied.iter().map(|figure| rank(tied.iter().copied(), *figure)).collect::<Vec<_>>(), [1, 1, 3]);
    }

    proptest! {
        #[test]
        fn quartiles_rise_lie_within_and_do_not_mind_the_order(mut hundredths in prop::collection::vec(100_i64..=500, 1..40)) {
            let found = spread(&hundredths);
            hundredths.reverse();
            prop_assert_eq!(found, spread(&hundredths));
            let all = figures(&hundredths);
            let values = found.map(|(top, bottom)| Maturity::fraction(top, bottom).unwrap());
            prop_assert!(values.is_sorted());
            prop_assert_eq!((Some(&values[0]), Some(&values[4])), (all.iter().min(), all.iter().max()));
            // At least half of the figures lie on either side of the median.
            let (below, above) = (all.iter().filter(|one| **one <= values[2]), all.iter().filter(|one| **one >= values[2]));
            prop_assert!(2 * below.count() >= all.len() && 2 * above.count() >= all.len());
        }
    }
}
