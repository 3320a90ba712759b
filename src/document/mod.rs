//! Documents for people: the sheets of what was accepted, a protocol with every value and the line that sets it, the limits on an area.
//! Knows no file and no renderer of problems.

mod calendar;
mod chart;
mod compared;
mod course;
mod dated;
mod inspected;
mod limits;
mod paper;
mod played;
mod resolved;
mod sheet;
mod steps;
mod timeline;

pub use calendar::calendar;
pub use compared::compared;
pub use course::{Followed, Whose, dates};
pub use inspected::{days_of_use, inspected, programmed, stop_rules};
pub use limits::limits;
pub use played::{bars, interrupted, keys, opened, question, said};
pub use resolved::resolved;
pub use sheet::{Facts, Sheet, sheets};
pub use timeline::{dated_timeline, timeline};

/// Rows of words under each other in columns as wide as their widest word; the last column is as long as it is. A row of one word is a
/// heading and widens nothing.
fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let count = |word: &String| word.chars().count();
    let heading = |row: &[String; N]| row.iter().skip(1).all(String::is_empty);
    let width = |column: usize| rows.iter().filter(|row| !heading(row)).filter_map(|row| row.get(column)).map(count).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let line: Vec<String> = row.iter().zip(&widths).map(|(word, width)| format!("{word:width$}")).collect();
        text.push_str(line.join("  ").trim_end());
        text.push('\n');
    }
    text
}
