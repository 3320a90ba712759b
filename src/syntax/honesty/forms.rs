//! Numbers, units, days and marks written another way, recognised at the place where a statement goes wrong. A help says how the thing
//! is written; it never gives a number.

use crate::quantity::UNITS;

/// What kind of thing is written another way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A number.
    Number,
    /// A word where a number belongs.
    Word,
    /// A word that says that a number is still open.
    NotChosen,
    /// A day.
    Day,
    /// A mark.
    Mark,
}

/// Something written another way, with its place in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) form: Form,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) said: String,
    pub(crate) help: &'static str,
}

const ZERO: &str = "one zero stands in front, and only before a point";
const POINT: &str = "a figure stands on each side of a point, and a zero is a figure";
const LONG: &str = "no number here has so many figures";
pub(super) const TOGETHER: &str = "the figures of a number are written together, with nothing between them but one point before decimals";
const ONE_NUMBER: &str = "one number stands here; the word `to` stands between two only where a statement has a range";
const RANGE: &str = "where a statement has a range, the word `to` stands between its two numbers";
const DAY: &str = "a day is written as year-month-day, such as 2026-12-01";
const IN_FIGURES: &str = "what number is meant is not guessed; a number is written in figures";

/// What is wrong with a number that stands alone as one: figures and points in some order.
pub(crate) fn number(written: &str) -> (&'static str, &'static str) {
    match written.split_once('.') {
        None if written.len() > 1 && written.starts_with('0') => ("starts with a needless zero", ZERO),
        None => ("is longer than any number can be here", LONG),
        Some(("", "")) => ("is a point without figures", POINT),
        Some(("", _)) => ("has no figure before its point", POINT),
        Some((_, "")) => ("has no figure after its point", POINT),
        Some(_) if written.contains("..") => ("has points in a row", RANGE),
        Some((_, part)) if part.contains('.') => ("has more than one point", TOGETHER),
        Some((whole, _)) if whole.len() > 1 && whole.starts_with('0') => ("starts with a needless zero", ZERO),
        Some(_) => ("is longer than any number can be here", LONG),
    }
}

/// What is wrong with a day.
pub(crate) fn day(written: &str) -> &'static str {
    let timed = written.split_once(['T', 't']).is_some_and(|(day, time)| is_day(day) && time.contains(':'));
    match (is_day(written), timed) {
        (true, _) => "is not a day of the calendar",
        (_, true) => "is a day and a time of day in one; a space stands between the two here",
        _ => "is not how a day is written here",
    }
}

/// What to add about a unit that is none: how it differs from one, in words.
pub(crate) fn unit(written: &str) -> Option<&'static str> {
    if written.starts_with('µ') {
        return Some("this one starts with the micro sign (U+00B5), and nothing here is measured in millionths");
    }
    if written.starts_with('μ') {
        return Some("this one starts with the Greek letter mu (U+03BC), and nothing here is measured in millionths");
    }
    let lower = written.to_ascii_lowercase();
    if lower != written && UNITS.contains(&lower.as_str()) {
        return Some("in capitals it would be another unit");
    }
    match lower.as_str() {
        "um" | "mcg" | "ug" | "micron" | "microns" | "micrometre" | "micrometres" | "micrometer" | "micrometers" => {
            Some("nothing here is measured in millionths")
        }
        "millimetre" | "millimetres" | "millimeter" | "millimeters" | "gram" | "grams" | "milligram" | "milligrams" | "percent"
        | "millilitre" | "millilitres" | "milliliter" | "milliliters" | "hertz" => Some("this unit is written with its symbol"),
        "d" | "day" | "w" | "wk" | "wks" | "week" | "min" | "mins" | "minute" | "m" | "h" | "hr" | "hrs" | "hour" | "s" | "sec"
        | "secs" | "second" | "mo" | "mos" | "mth" | "mths" | "month" | "y" | "yr" | "yrs" | "year" => {
            Some("a unit of time is written whole and in the plural")
        }
        "cc" | "sqcm" | "qcm" | "cm" => Some("lengths are in mm, surfaces in cm2 and volumes in ml"),
        _ => None,
    }
}

/// What stands where a statement goes wrong, when it is a thing written another way. `shape` is how the statement is written.
pub(crate) fn in_line(line: &str, from: usize, shape: &str) -> Option<Wrong> {
    let line = line.split('#').next().unwrap_or_default().trim_end();
    let at = from.min(line.len());
    let (before, after) = line.split_at_checked(at)?;
    let start = before.len() - before.chars().rev().take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    let skipped = if after.starts_with(char::is_whitespace) || after.is_empty() { after.len() - after.trim_start().len() } else { 0 };
    // The word that the place lies in or behind, and the one after it.
    let first = word(line, start);
    let second = word(line, at + skipped);
    let there = [first, second].into_iter().find_map(|(start, word)| at_word(line, start, word, shape));
    // The grammar often knows only which statement goes wrong; then the first number written another way is the reason.
    there.or_else(|| words(line).find_map(|(start, word)| at_word(line, start, word, shape).filter(|wrong| wrong.form != Form::Mark)))
}

/// The words of a line with the byte that each starts at.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    line.split_inclusive(char::is_whitespace).filter_map(move |word| {
        let start = at;
        at += word.len();
        Some((start, word.trim_end())).filter(|(_, word)| !word.is_empty())
    })
}

fn word(line: &str, start: usize) -> (usize, &str) {
    let rest = line.get(start..).unwrap_or_default();
    (start, rest.split(char::is_whitespace).next().unwrap_or_default())
}

fn at_word(line: &str, start: usize, word: &str, shape: &str) -> Option<Wrong> {
    let end = start + word.len();
    let wrong = |form, said: String, help| Some(Wrong { form, start, end, said, help });
    let before = line.get(..start).unwrap_or_default().trim_end();
    let previous = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = line.get(end..).unwrap_or_default().trim_start();
    let bare = word.trim_end_matches([',', ';', '.']);
    if bare.is_empty() {
        return None;
    }
    if let Some(wrong) = a_mark(start, word, previous.is_empty() && start == line.len() - line.trim_start().len(), shape) {
        return Some(wrong);
    }
    if shape.contains("2026-")
        && let Some(end) = a_day(start, word, after, line)
    {
        let written = line.get(start..end).unwrap_or_default().trim_end_matches(',');
        return Some(Wrong {
            form: Form::Day,
            start,
            end: start + written.len(),
            said: format!("`{written}` {}", day(written)),
            help: DAY,
        });
    }
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if figures(bare) && figures(previous) {
        let from = before.len() - previous.len();
        let written = line.get(from..start + bare.len()).unwrap_or_default();
        return Some(Wrong {
            form: Form::Number,
            start: from,
            end: start + bare.len(),
            said: format!("`{written}` is one number in groups of figures, or two numbers"),
            help: between(shape),
        });
    }
    if let Some((why, help)) = a_number(bare, shape) {
        return wrong(Form::Number, format!("`{bare}` {why}"), help).map(|wrong| Wrong { end: start + bare.len(), ..wrong });
    }
    if word == "-" {
        return wrong(Form::Number, "a hyphen stands between the two numbers of a range".to_owned(), range(shape));
    }
    let lower = bare.to_ascii_lowercase();
    if matches!(lower.as_str(), "tbd" | "tbc" | "tba" | "n/a" | "na" | "xx" | "xxx" | "??" | "???" | "todo" | "unknown" | "none")
        && shape.contains('?')
    {
        return wrong(
            Form::NotChosen,
            format!("`{bare}` is no number; it is still to be chosen"),
            "the clinician chooses the number; no number is assumed",
        );
    }
    // A word alone may be half of a name, as `up` is of make-up; before a number it says that the number is open.
    let number_follows = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '?' | '.'));
    let open = match lower.as_str() {
        "about" | "approx" | "approximately" | "ca" | "circa" | "around" | "roughly" | "max" | "min" | "maximum" | "minimum" => {
            number_follows(after.strip_prefix("of ").unwrap_or(after))
        }
        "up" => !shape.contains("up to ?") && after.strip_prefix("to ").is_some_and(number_follows),
        _ => false,
    };
    if open && shape.contains('?') {
        return wrong(
            Form::Word,
            format!("`{bare}` leaves the number open"),
            "a number is exact, and a limit is said by the words of its statement",
        );
    }
    let roman = !bare.is_empty() && bare.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    if roman && shape.contains("phototype") {
        return wrong(
            Form::Word,
            format!("`{bare}` is a Roman figure"),
            "phototypes are written 1 to 6, in Arabic figures, because IV is also a route",
        );
    }
    if !shape.contains('?') {
        return None;
    }
    if matches!(lower.as_str(), "month" | "months") && shape.starts_with("next") {
        return wrong(
            Form::Word,
            format!("`{bare}` has no fixed number of days"),
            "the time to the next session is a range in days or weeks, with the word `to` between its two numbers",
        );
    }
    let word_for_number = matches!(
        lower.as_str(),
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "dozen"
            | "once"
            | "twice"
            | "thrice"
            | "a"
            | "an"
            | "half"
            | "quarter"
            | "couple"
            | "few"
            | "several"
            | "single"
            | "double"
    );
    // A word that the statement itself has is no number.
    if word_for_number && !shape.split([' ', ',']).any(|own| own == lower) {
        return wrong(Form::Word, format!("`{bare}` stands where a number in figures belongs"), IN_FIGURES);
    }
    let rhythm = matches!(
        lower.as_str(),
        "daily" | "weekly" | "fortnightly" | "biweekly" | "monthly" | "bimonthly" | "quarterly" | "yearly" | "every" | "per" | "each"
    );
    rhythm
        .then(|| {
            wrong(
                Form::Word,
                format!("`{bare}` says how often, and not how long between two sessions"),
                "the time to the next session is a range in days or weeks, in figures, with the word `to` between",
            )
        })
        .flatten()
        .filter(|_| shape.starts_with("next"))
}

/// How a range is written where the statement has one.
fn range(shape: &str) -> &'static str {
    if shape.contains("? to ?") { RANGE } else { ONE_NUMBER }
}

/// What stands between two numbers where the statement has two.
fn between(shape: &str) -> &'static str {
    if shape.contains("? to ?") {
        RANGE
    } else if shape.matches('?').count() > 1 {
        "two numbers have a word or a comma between them; the figures of one are written together"
    } else {
        TOGETHER
    }
}

/// What is wrong with a word that starts or ends as a number does.
fn a_number(bare: &str, shape: &str) -> Option<(&'static str, &'static str)> {
    let figure = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let sign = bare.strip_prefix(['+', '-', '~', '<', '>', '=']).map(|rest| rest.trim_start_matches('='));
    if sign.is_some_and(|rest| figure(rest) || rest.starts_with('.')) {
        return Some(match bare.chars().next() {
            Some('+') => ("has a plus sign before it", "a number has no sign before it"),
            Some('-') => ("has a minus sign before it", "no quantity here is below zero, and a number has no sign before it"),
            Some('~') => ("leaves the number open", "a number is exact"),
            _ => ("has a comparison sign before it", "a limit is said by the words of its statement, and the number stands alone"),
        });
    }
    if !figure(bare) || is_day(bare) {
        return None;
    }
    if let Some((whole, part)) = bare.split_once(',') {
        // A comma between figures and without a space is no list.
        let part_figures: String = part.chars().take_while(char::is_ascii_digit).collect();
        if figures(whole) && !part_figures.is_empty() {
            return Some(if part_figures.len() == 3 {
                ("could be read in two ways, because a comma parts thousands in some countries and decimals in others", TOGETHER)
            } else {
                ("has a comma between its figures", "decimals stand after a point, and a comma is for lists")
            });
        }
    }
    if bare.strip_suffix('+').is_some_and(figures) {
        return Some(("has a plus sign behind it", "a number stands alone"));
    }
    if bare.split_once('\'').is_some_and(|(whole, part)| figures(whole) && figure(part)) {
        return Some(("has an apostrophe between its figures", TOGETHER));
    }
    if bare.ends_with(['"', '\'']) && figures(&bare.trim_end_matches(['"', '\'']).replace('.', "")) {
        return Some(("has a quotation mark for a unit", "a unit is written after the number in letters"));
    }
    if bare
        .split_once(['e', 'E'])
        .is_some_and(|(whole, power)| figures(&whole.replace('.', "")) && figure(power.trim_start_matches(['-', '+'])))
    {
        return Some(("has a power of ten in it", "a number is written out, with at most one point"));
    }
    if bare.split_once('/').is_some_and(|(whole, part)| figures(whole) && figure(part)) {
        return Some(if shape.contains("? of 10") {
            ("has a slash between its numbers", "a number on a scale is written as in `? of 10`")
        } else {
            ("is a fraction", "a fraction is written in figures with a decimal point")
        });
    }
    if bare.split_once('-').is_some_and(|(low, high)| {
        figures(&low.trim_end_matches(|c: char| c.is_ascii_alphabetic()).replace('.', "")) && (figure(high) || high.starts_with('.'))
    }) {
        return Some(("is a range with a hyphen", range(shape)));
    }
    if bare.split_once(['x', 'X', '*']).is_some_and(|(count, rest)| figures(count) && (rest.is_empty() || figure(rest))) {
        return Some(("has a multiplication sign", "a count stands alone, with a space before the word that follows"));
    }
    None
}

/// A mark that the language does not have there.
fn a_mark(start: usize, word: &str, is_first: bool, shape: &str) -> Option<Wrong> {
    let mark = |from: usize, to: usize, said: &str, help| {
        Some(Wrong { form: Form::Mark, start: start + from, end: start + to, said: said.to_owned(), help })
    };
    const BETWEEN: &str = "a space stands between the word of a statement and what it says";
    if word.starts_with(['=', ':']) && !is_first {
        let sign = if word.starts_with('=') { "an equals sign stands" } else { "a colon stands" };
        return mark(0, 1, &format!("{sign} after the word of this statement"), BETWEEN);
    }
    if let Some(at) = word.find([':', '=']).filter(|_| is_first && !shape.contains(':')) {
        let sign = if word.get(at..).is_some_and(|rest| rest.starts_with('=')) { "an equals sign stands" } else { "a colon stands" };
        return mark(at, at + 1, &format!("{sign} after the word of this statement"), BETWEEN);
    }
    let quoted = word.starts_with(['"', '\'']);
    if quoted && shape.contains("\"TEXT\"") {
        return if word.starts_with('\'') {
            mark(0, 1, "this text stands in single quotes", "a text stands between straight double quotes, typed as \"")
        } else {
            mark(
                0,
                1,
                "this text is never closed, or has a quote inside",
                "a text ends with \" on the same line, and a quote inside it is written \\\"",
            )
        };
    }
    if quoted {
        return mark(
            0,
            word.trim_end_matches(',').len(),
            "this name stands in quotes",
            "a name is written without quotes, in small letters, figures and hyphens",
        );
    }
    if word.len() > 1 && word.ends_with(';') {
        return mark(
            word.len() - 1,
            word.len(),
            "a semicolon stands here",
            "names and parts have commas between them, and a statement ends with its line",
        );
    }
    if word.starts_with(['(', '[']) {
        return mark(0, 1, "a bracket stands here", "nothing is written in brackets; a note for people is a remark, which starts with #");
    }
    None
}

/// Whether a word has the shape of a day as the language writes it.
fn is_day(word: &str) -> bool {
    word.trim_end_matches(',').split('-').map(str::len).eq([4, 2, 2])
}

/// Where a day that is written another way ends, if this is one.
fn a_day(start: usize, word: &str, after: &str, line: &str) -> Option<usize> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    // A word of the language that starts as one of them does is none.
    let month = |text: &str| text != "decided" && MONTHS.iter().any(|month| text.to_ascii_lowercase().starts_with(month));
    if is_day(word) {
        return None;
    }
    // No day of the calendar is guessed from one in words.
    const IN_WORDS: [&str; 10] =
        ["today", "tomorrow", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let bare = word.trim_end_matches(',');
    if IN_WORDS.contains(&bare.to_ascii_lowercase().as_str()) {
        return Some(start + bare.len());
    }
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let parts = word.trim_end_matches(',').split(['.', '/', '-']).filter(|part| !part.is_empty()).count();
    if parts == 3 && digits >= 4 && word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(start + word.len());
    }
    let follows = after.split(char::is_whitespace).next().unwrap_or_default();
    let day_then_month = word.starts_with(|c: char| c.is_ascii_digit()) && month(follows);
    let month_then_day =
        word.starts_with(|c: char| c.is_ascii_alphabetic()) && month(word) && follows.starts_with(|c: char| c.is_ascii_digit());
    if !day_then_month && !month_then_day {
        return None;
    }
    // Three words make the day: day, month and year in either order.
    let mut end = start;
    for _ in 0..3 {
        let rest = line.get(end..)?;
        let gap = rest.len() - rest.trim_start().len();
        let next = rest.trim_start().split(char::is_whitespace).next().unwrap_or_default();
        if next.is_empty() || next.starts_with(['"', '#']) || (end > start && next == "by") {
            break;
        }
        end += gap + next.len();
    }
    Some(end)
}

/// Why a line starts with no word of a statement, when its first word is no word at all or in capitals.
pub(crate) fn no_statement(line: &str, first: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let lower = first.to_lowercase();
    if lower != first && known(&lower) {
        return Some(format!("the words of statements are in small letters: `{lower}`"));
    }
    if line.starts_with(|c: char| c.is_ascii_digit()) {
        return Some("a line starts with the word of its statement, and a statement ends with its line".to_owned());
    }
    if line.starts_with(['"', '\'']) {
        return Some("a line starts with the word of its statement, and that word has no quotes".to_owned());
    }
    None
}
