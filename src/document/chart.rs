//! Rows of a sentence and a bar: the sentence is for every reader, the bar draws the same for the eye. A sign of a bar stands for a day, or
//! for as many weeks as it takes for the whole to fit. Knows no protocol; days are numbers from a first one.

use std::fmt::Write as _;

use super::paper::{WIDTH, broken, count};

/// The most characters of a line of a sentence.
const WORDS: usize = 52;
/// The most signs of a bar, behind its margin and the sentence.
const SIGNS: usize = WIDTH - MARGIN.len() - WORDS - MARGIN.len();
/// What stands before a sentence, before its further lines once more, and before a bar.
const MARGIN: &str = "  ";

/// The sign of a session.
pub(super) const SESSION: char = 'S';
/// The sign of a day on which a session may be as well.
pub(super) const ALLOWED: char = '-';
/// The sign of a day of something that is left off or put on.
pub(super) const LASTS: char = '=';
/// The sign of the follow-up.
pub(super) const FOLLOW_UP: char = 'F';

/// Days of a row that are drawn with one sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) sign: char,
}

impl Span {
    pub(super) fn on(day: i64, sign: char) -> Self {
        Self { first: day, last: day, sign }
    }
}

/// A sentence and what is drawn of it; where two spans meet, the later one is seen.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) sentence: String,
    pub(super) spans: Vec<Span>,
}

/// The days that a chart shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    first: i64,
    /// Days in a sign.
    days: i64,
    signs: usize,
}

impl Axis {
    /// From the first day of some rows to their last, day 0 at the start of a sign.
    pub(super) fn over(rows: &[Row]) -> Self {
        let spans = || rows.iter().flat_map(|row| &row.spans);
        let first = spans().map(|span| span.first).min().unwrap_or(0);
        let last = spans().map(|span| span.last).max().unwrap_or(first);
        let signs = |days: &i64| usize::try_from(last.div_euclid(*days) - first.div_euclid(*days)).map_or(usize::MAX, |signs| signs + 1);
        let days = std::iter::once(1).chain((1..).map(|weeks| 7 * weeks)).find(|days| signs(days) <= SIGNS).unwrap_or(1);
        Self { first: first.div_euclid(days) * days, days, signs: signs(&days) }
    }

    /// What a sign stands for.
    pub(super) fn sign_is(self) -> String {
        match (self.days, self.days / 7) {
            (1, _) => "a day".to_owned(),
            (_, 1) => "a week".to_owned(),
            (_, weeks) => format!("{weeks} weeks"),
        }
    }

    /// Days in a sign.
    pub(super) fn days(self) -> i64 {
        self.days
    }

    /// The first day of every sign.
    pub(super) fn starts(self) -> impl Iterator<Item = i64> {
        (0..).zip(0..self.signs).map(move |(sign, _)| self.first + sign * self.days)
    }

    fn sign(self, day: i64) -> usize {
        usize::try_from((day - self.first).div_euclid(self.days)).unwrap_or(0)
    }

    fn bar(self, spans: &[Span]) -> String {
        let mut bar = vec![' '; self.signs];
        for span in spans {
            let (from, to) = (self.sign(span.first), self.sign(span.last));
            for sign in bar.iter_mut().take(to + 1).skip(from) {
                *sign = span.sign;
            }
        }
        bar.into_iter().collect()
    }

    /// Words above the signs, each at the sign of its day, where there is room for it.
    fn labels(self, labels: &[(i64, String)]) -> String {
        let mut line = String::new();
        for (day, label) in labels {
            let at = self.sign(*day);
            let taken = count(&line);
            if (taken == 0 || taken < at) && at + count(label) <= SIGNS {
                line.extend(std::iter::repeat_n(' ', at - taken));
                line.push_str(label);
            }
        }
        line
    }
}

/// Writes the rows under lines of labels.
pub(super) fn write(to: &mut String, axis: Axis, labels: &[Vec<(i64, String)>], rows: &[Row]) {
    let mut line = |words: &str, bar: &str| {
        let _ = writeln!(to, "{}", format!("{MARGIN}{words:WORDS$}{MARGIN}{bar}").trim_end());
    };
    for labels in labels {
        line("", &axis.labels(labels));
    }
    for row in rows {
        let mut bar = axis.bar(&row.spans);
        let mut margin = "";
        for words in broken(&row.sentence, WORDS, WORDS - MARGIN.len()) {
            line(&format!("{margin}{words}"), &std::mem::take(&mut bar));
            margin = MARGIN;
        }
    }
}
