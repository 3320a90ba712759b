//! What looks like one patient's data in a text for people. Neither a protocol nor a course holds any.

/// As many figures as a telephone or insurance number has, and no other number of a protocol or a course.
const LONG: usize = 9;

/// What a text seems to hold of one patient.
#[must_use]
pub fn patient_data(text: &str) -> Option<&'static str> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ';' | '#')).filter(|word| !word.is_empty()).collect();
    let after = |at: usize, by: usize| words.get(at + by).copied().unwrap_or_default();
    words.iter().enumerate().find_map(|(at, word)| {
        let lower = word.to_lowercase();
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
        let (next, second) = (after(at, 1), after(at, 2));
        let title = matches!(bare, "mr" | "mrs" | "ms" | "miss" | "mx" | "herr" | "frau" | "madame" | "monsieur");
        let patient = matches!(bare, "patient" | "pt" | "patient's" | "client" | "name");
        if (title && capitalised(next))
            || (patient && (initials(next) || (word.ends_with(':') && capitalised(next)) || (capitalised(next) && capitalised(second))))
        {
            return Some("the name");
        }
        let born = matches!(bare, "dob" | "d.o.b" | "born" | "birthday" | "birthdate") || (bare == "birth" && at > 0);
        if born && [next, second].into_iter().any(|word| figures(word) >= 2) {
            return Some("the day of birth");
        }
        let record =
            matches!(bare, "mrn" | "nhs" | "ssn" | "nino" | "hospital" | "record" | "chart" | "case" | "insurance" | "policy" | "id");
        let number = [next, second].into_iter().any(|word| figures(word) >= 5 && !is_day(word));
        if record && number {
            return Some("a record or insurance number");
        }
        if word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) {
            return Some("an e-mail address");
        }
        (run_of_figures(words.get(at..).unwrap_or_default()) >= LONG).then_some("a telephone or record number")
    })
}

/// What the name of the file of a patient's course seems to hold of the patient. Two words with capitals are somebody's name there: nothing else
/// is called so, as a course is known by its tag.
#[must_use]
pub fn patient_data_in_file_name(name: &str) -> Option<&'static str> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: Vec<&str> = stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let somebody = words.windows(2).any(|pair| pair.iter().all(|word| capitalised(word)));
    patient_data(&words.join(" ")).or(somebody.then_some("the name"))
}

/// How many figures follow one another from here on, in groups; a day and a number with a point are no group.
fn run_of_figures(words: &[&str]) -> usize {
    let group = |word: &&&str| {
        let word = word.trim_matches([',', '.', '+']);
        !is_day(word) && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'/')
    };
    words.iter().take_while(group).take(LONG).map(|word| figures(word)).sum()
}

/// A day as this language writes it.
fn is_day(word: &str) -> bool {
    word.split('-').map(str::len).eq([4, 2, 2])
}

fn figures(word: &str) -> usize {
    word.bytes().filter(u8::is_ascii_digit).count()
}

/// A word that starts with a capital and goes on in small letters.
fn capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// Initials with points, as in J.D.
fn initials(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.')
}
