//! Holds a calendar to what every calendar program reads the same way. It reads bytes and shares nothing with what writes them; whatever it does
//! not know it finds: other programs pass over most faults in silence, and each over others.

mod lines;
mod parts;
mod relations;
mod values;

/// Everything wrong with a calendar, each with its line; nothing when it is sound.
#[must_use]
pub fn lint(bytes: &[u8]) -> Vec<String> {
    let mut found = Found::default();
    let lines = lines::read(bytes, &mut found);
    if let Some(calendar) = parts::read(&lines, &mut found) {
        parts::check(&calendar, &mut found);
        relations::check(&calendar, &mut found);
    }
    found.0
}

/// What was found.
#[derive(Default)]
struct Found(Vec<String>);

impl Found {
    fn add(&mut self, line: usize, what: impl std::fmt::Display) {
        self.0.push(format!("line {line}: {what}"));
    }
}
