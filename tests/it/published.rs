//! Double entry: every limit of the built-in atlas stands once more in `tests/published.csv`, typed by hand from what was published. Both
//! ways, each limit has its row and each row its limit, alike in value, level, basis and sources.

mod atlas;
mod review;
mod rules;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use needlepoint::diagnostic::Level;
use needlepoint::quantity::{Coverage, Decimal, Depth, Elapsed, Mass, Quantity, Speed, Strength, Surface, UNITS};
use needlepoint::syntax::entries::{Cite, Grade};

use crate::support::{builtin, read};

/// The columns of the file, in their order.
const COLUMNS: [&str; 11] = ["kind", "name", "limit", "value", "unit", "level", "basis", "source", "grade", "confirmed", "evidence"];

/// One limit, as the atlas or a row has it. All words, so that what differs can be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Limit {
    kind: String,
    name: String,
    limit: String,
    pub(crate) value: String,
    pub(crate) level: String,
    basis: String,
    sources: Vec<String>,
    grade: String,
    confirmed: String,
}

impl Limit {
    /// Whose and which it is.
    fn of(kind: &str, name: &str, limit: &str) -> String {
        format!("{kind} {name}: {limit}")
    }

    fn key(&self) -> String {
        Self::of(&self.kind, &self.name, &self.limit)
    }

    fn shown(&self) -> String {
        let Self { value, level, basis, grade, confirmed, .. } = self;
        format!("{value} | {level} | {basis} | {} | {grade} | confirmed {confirmed}", self.sources.join("; "))
    }
}

/// A row of the file with its number, for messages.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) cells: [String; 10],
    pub(crate) limit: Limit,
}

impl Row {
    fn of(line: u64, cells: [String; 10]) -> Self {
        let [kind, name, limit, value, unit, level, basis, source, grade, confirmed] = cells.clone();
        let mut sources: Vec<String> = source.split("; ").filter(|source| !source.is_empty()).map(str::to_owned).collect();
        sources.sort();
        let limit = Limit { kind, name, limit, value: amount(&value, &unit), level, basis, sources, grade, confirmed };
        Self { line, cells, limit }
    }

    /// The same row with one cell written otherwise.
    fn with(&self, column: &str, text: &str) -> Self {
        let mut cells = self.cells.clone();
        let place = COLUMNS.iter().position(|name| *name == column).expect("a column");
        text.clone_into(&mut cells[place]);
        Self::of(self.line, cells)
    }
}

/// A value and its unit as the language prints them; a count, a name or an answer as it stands.
fn amount(value: &str, unit: &str) -> String {
    fn printed<Q: Quantity + ToString>(number: Decimal, unit: &str) -> Option<String> {
        Some(Q::read(number, unit).ok()?.to_string())
    }
    let Ok(number) = Decimal::read(value) else { return value.to_owned() };
    let time = || Some(Elapsed::read(number, unit).ok()?.to_string());
    printed::<Depth>(number, unit)
        .or_else(|| printed::<Speed>(number, unit))
        .or_else(|| printed::<Surface>(number, unit))
        .or_else(|| printed::<Mass>(number, unit))
        .or_else(|| printed::<Coverage>(number, unit))
        .or_else(|| printed::<Strength>(number, unit))
        .or_else(time)
        .unwrap_or_else(|| value.to_owned())
}

/// Grade and confirmation of some sources: the best grade among them, and whether all, some or none were read at first hand.
fn standing(cite: &Cite) -> [String; 2] {
    let second_hand = |key: &str| {
        let read = builtin().source(key).and_then(|source| source.read.as_ref());
        cite.unconfirmed || read.is_some_and(|read| read.value == "unconfirmed")
    };
    let unread = cite.sources.iter().filter(|key| second_hand(key.value.as_str())).count();
    let confirmed = match unread {
        _ if cite.sources.is_empty() => "",
        0 => "yes",
        all if all == cite.sources.len() => "no",
        _ => "in part",
    };
    [builtin().best_grade(cite).map_or("", Grade::word).to_owned(), confirmed.to_owned()]
}

/// The rows of the file.
pub(crate) fn rows() -> &'static [Row] {
    static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
        let text = read("tests/published.csv");
        let mut table = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        assert_eq!(table.headers().expect("a header").iter().collect::<Vec<_>>(), COLUMNS);
        let records = table.records().map(|record| record.expect("a row with every column"));
        let row = |record: csv::StringRecord| {
            let line = record.position().expect("a place").line();
            assert!(record.iter().all(|cell| cell.trim() == cell), "row {line} has a space at the edge of a cell");
            assert!(!record[10].is_empty(), "row {line} does not say where it was read");
            Row::of(line, std::array::from_fn(|place| record[place].to_owned()))
        };
        records.map(row).collect()
    });
    &ROWS
}

/// Everything in which the rows and the atlas differ; about one limit alone when its key is given.
fn differences(rows: &[Row], about: Option<&str>) -> Vec<String> {
    let asked = |key: &str| about.is_none_or(|about| about == key);
    let mut open: BTreeMap<String, (Vec<&Row>, Vec<&Limit>)> = BTreeMap::new();
    for limit in atlas::limits().iter().filter(|limit| asked(&limit.key())) {
        open.entry(limit.key()).or_default().1.push(limit);
    }
    for row in rows.iter().filter(|row| row.limit.kind != "rule" && asked(&row.limit.key())) {
        let (typed, known) = open.entry(row.limit.key()).or_default();
        match known.iter().position(|limit| **limit == row.limit) {
            Some(place) => drop(known.remove(place)),
            None => typed.push(row),
        }
    }
    open.retain(|_, (typed, known)| !typed.is_empty() || !known.is_empty());
    let say = |(key, (typed, known)): (&String, &(Vec<&Row>, Vec<&Limit>))| {
        let typed = typed.iter().map(|row| format!("\n  row {:3}  {}", row.line, row.limit.shown()));
        let known = known.iter().map(|limit| format!("\n  atlas    {}", limit.shown()));
        format!("{key}{}", typed.chain(known).collect::<String>())
    };
    let mut wrong: Vec<String> = open.iter().map(say).collect();
    wrong.extend(rules::differences(rows, asked));
    wrong
}

#[test]
fn every_limit_has_its_row_and_every_row_its_limit() {
    let wrong = differences(rows(), None);
    assert!(wrong.is_empty(), "{} differences between tests/published.csv and the atlas:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows().len() > 470, "{} rows are fewer than there were", rows().len());
}

/// The row with one thing of it a step off, each way that a slip of the hand could take.
fn slips(row: &Row) -> Vec<(&'static str, Row)> {
    let [_, _, _, value, unit, level, basis, source, grade, confirmed] = &row.cells;
    let mut all = Vec::new();
    let other = |now: &str, words: &[&str]| words.iter().find(|word| **word != now).copied().unwrap_or_default().to_owned();
    if !value.is_empty() {
        let off = match value.char_indices().next_back() {
            Some((at, last)) if last.is_ascii_digit() => {
                let (head, digit) = (&value[..at], last.to_digit(10).expect("a figure"));
                format!("{head}{}", if digit == 9 { 8 } else { digit + 1 })
            }
            _ => other(value, &["yes", "no"]),
        };
        all.push(("value", row.with("value", &off)));
    }
    if UNITS.contains(&unit.as_str()) {
        all.push(("unit", row.with("unit", &other(unit, &["days", "hours"]))));
    }
    let levels = [Level::Note, Level::Caution, Level::SignOff, Level::Never].map(Level::word);
    if let Some(place) = levels.iter().position(|word| word == level) {
        for step in levels.get(place + 1).into_iter().chain(place.checked_sub(1).and_then(|place| levels.get(place))) {
            all.push(("level", row.with("level", step)));
        }
    }
    if !basis.is_empty() {
        all.push(("basis", row.with("basis", &other(basis, &["policy", "label"]))));
    }
    if !source.is_empty() {
        let first = source.split("; ").next().unwrap_or_default();
        let key = builtin().entries().sources.iter().map(|entry| entry.name.value.as_str()).find(|key| !source.contains(key));
        all.push(("source", row.with("source", &source.replacen(first, key.expect("another key"), 1))));
        all.push(("confirmed", row.with("confirmed", &other(confirmed, &["yes", "no"]))));
    }
    if !grade.is_empty() {
        all.push(("grade", row.with("grade", &other(grade, &["paper", "label"]))));
    }
    all
}

#[test]
fn every_slip_of_the_hand_is_found() {
    let mut missed = Vec::new();
    let mut count = 0;
    for row in rows() {
        let key = row.limit.key();
        let known = differences(rows(), Some(&key));
        let mut all: Vec<Row> = rows().iter().filter(|other| other.line != row.line && other.limit.key() == key).cloned().collect();
        if differences(&all, Some(&key)) == known {
            missed.push(format!("row {}, {key}: that it is gone is not found", row.line));
        }
        for (what, slip) in slips(row) {
            let shown = slip.limit.shown();
            all.push(slip);
            if differences(&all, Some(&key)) == known {
                missed.push(format!("row {}, {key}: another {what} is not found: {shown}", row.line));
            }
            all.pop();
            count += 1;
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(count > 2500, "{count}");
}

#[test]
fn a_limit_binds_no_firmer_than_its_sources_bear() {
    let mut wrong = Vec::new();
    for limit in atlas::limits() {
        let (binds, read) =
            (["never", "sign-off"].contains(&limit.level.as_str()), ["regulator", "label", "paper"].contains(&limit.grade.as_str()));
        if binds && !read && limit.basis != "logic" {
            wrong.push(format!("{} is {} on {:?}", limit.key(), limit.level, limit.grade));
        }
        let unreliable = |key: &String| {
            let source = builtin().source(key.split(' ').next().unwrap_or_default());
            source.and_then(|source| source.grade.as_ref()).is_none_or(|grade| grade.value == Grade::Unreliable)
        };
        if limit.sources.iter().any(unreliable) {
            wrong.push(format!("{} rests on an unreliable source", limit.key()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
