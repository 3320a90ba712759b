//! The lines of a calendar: how they end, how long they are, how they are folded, and the name, parameters and value of each (RFC 5545, 3.1).

use super::Found;

/// The most octets of a line, its end not counted.
const WIDTH: usize = 75;

/// A line, unfolded.
pub(super) struct Line {
    /// Where it starts, from 1.
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) value: String,
}

impl Line {
    /// The value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Reads the lines; finds what is wrong with their bytes.
pub(super) fn read(bytes: &[u8], found: &mut Found) -> Vec<Line> {
    let mut unfolded: Vec<(usize, String)> = Vec::new();
    let mut rest = bytes;
    let mut number = 0;
    while !rest.is_empty() {
        number += 1;
        let line = match rest.iter().position(|byte| *byte == b'\n').and_then(|end| rest.split_at_checked(end)) {
            Some((line, after)) => {
                rest = after.strip_prefix(b"\n").unwrap_or_default();
                line.strip_suffix(b"\r").unwrap_or_else(|| {
                    found.add(number, "does not end with CR LF");
                    line
                })
            }
            None => {
                found.add(number, "does not end with CR LF");
                std::mem::take(&mut rest)
            }
        };
        if line.len() > WIDTH {
            found.add(number, format!("has {} octets, and {WIDTH} are allowed", line.len()));
        }
        let Ok(text) = std::str::from_utf8(line) else {
            found.add(number, "is not UTF-8, or a fold cuts a character");
            continue;
        };
        if text.chars().any(char::is_control) {
            found.add(number, "has a control character");
        }
        match (text.strip_prefix(' '), unfolded.last_mut()) {
            (Some(more), Some((_, line))) => line.push_str(more),
            _ => unfolded.push((number, text.to_owned())),
        }
    }
    unfolded.into_iter().filter_map(|(number, text)| parse(number, &text).or_else(|| not_one(number, found))).collect()
}

fn not_one(number: usize, found: &mut Found) -> Option<Line> {
    found.add(number, "is no line of a calendar: it has no name, a parameter that is not one, or no value");
    None
}

/// `NAME;PARAMETER=value;PARAMETER="value":value`.
fn parse(number: usize, text: &str) -> Option<Line> {
    let (name, mut rest) = text.split_at_checked(text.find([';', ':'])?)?;
    let mut parameters = Vec::new();
    loop {
        if let Some(value) = rest.strip_prefix(':') {
            return is_name(name).then(|| Line { number, name: name.to_owned(), parameters, value: value.to_owned() });
        }
        let (key, after) = rest.strip_prefix(';')?.split_once('=')?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_at_checked(after.find([';', ':'])?)?,
        };
        if !is_name(key) || value.contains(['"', ',']) {
            return None;
        }
        parameters.push((key.to_owned(), value.to_owned()));
        rest = after;
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
}
