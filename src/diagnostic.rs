//! What a problem is: its level, the rule that found it, its places and its sentences; and the order problems come in.
//! Knows no rule and no way of printing.

use std::fmt;

use smol_str::SmolStr;

use crate::source::Span;

/// How firmly a finding binds. Ordered from the mildest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(databake::Bake), databake(path = crate::diagnostic))]
pub enum Level {
    /// Shown.
    Note,
    /// Accepted, must be read.
    Caution,
    /// Not accepted without a valid exception.
    SignOff,
    /// Not accepted; no exception can name it.
    Never,
}

impl Level {
    /// All levels, the firmest first.
    pub const ALL: [Self; 4] = [Self::Never, Self::SignOff, Self::Caution, Self::Note];

    /// The word for it, as files and reports write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Caution => "caution",
            Self::SignOff => "sign-off",
            Self::Never => "never",
        }
    }

    /// The level that a word names.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A name as typed or as built in: an area, a product, a rule. Cheap to copy when built in.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(SmolStr);

impl Name {
    /// A built-in name.
    #[must_use]
    pub const fn fixed(name: &'static str) -> Self {
        Self(SmolStr::new_static(name))
    }

    /// A name from a text.
    #[must_use]
    pub fn typed(name: &str) -> Self {
        Self(SmolStr::new(name))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a word in capitals that stands for a name still to be chosen.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        self.0.len() > 1
            && self.0.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
            && !self.0.bytes().any(|byte| byte.is_ascii_digit())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

#[cfg(test)]
impl databake::Bake for Name {
    fn bake(&self, _: &databake::CrateEnv) -> databake::TokenStream {
        let text = self.as_str();
        databake::quote! { crate::diagnostic::Name::fixed(#text) }
    }
}

#[cfg(test)]
impl databake::BakeSize for Name {
    fn borrows_size(&self) -> usize {
        0
    }
}

/// A second place that belongs to a problem, with our own sentence for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Also {
    /// Where; often in another text than the problem itself.
    pub span: Span,
    /// What stands there, without a full stop: "the limit is set here".
    pub text: String,
}

/// A valid exception that lifted a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excepted {
    /// The last day on which it holds.
    pub until: crate::quantity::Day,
    /// Who approved it, as the file says.
    pub by: String,
    /// The first line of the exception.
    pub span: Span,
    /// The limit that it lifts.
    pub limit: crate::quantity::Depth,
}

/// A rule under its name, with the page that its file opens with.
#[derive(Debug)]
pub struct Registered<R: 'static> {
    /// The name of its file in kebab-case; its only identity. Rules of a protocol and of dates that find the same fault share it.
    pub name: &'static str,
    /// The whole text of its file: the page is its `//!` lines.
    pub code: &'static str,
    /// Its page in `docs/rules`, with what it says of its examples; empty until a test has written it.
    pub document: &'static str,
    /// The rule.
    pub rule: &'static R,
}

impl<R> Registered<R> {
    /// The rule's page: what it says, why, and examples.
    #[must_use]
    pub fn page(&self) -> String {
        page(self.code)
    }

    /// The first sentence of the page.
    #[must_use]
    pub fn summary(&self) -> String {
        summary(self.code)
    }
}

/// One finding, ready to be shown by any face.
#[derive(Debug)]
pub struct Problem {
    /// How firmly it binds.
    pub level: Level,
    /// The rule that found it, in kebab-case.
    pub rule: &'static str,
    /// Where the cause stands.
    pub place: Span,
    /// Its sentences: message, label at the place, help. Typed fields live inside.
    pub finding: Box<dyn miette::Diagnostic + Send + Sync>,
    /// Further places.
    pub also: Vec<Also>,
    /// The courses it was found in, when not in all.
    pub courses: Vec<Name>,
    /// Whether an exception could lift it: it is a sign-off that carries an area and a depth.
    pub liftable: bool,
    /// The exception that lifts it.
    pub excepted: Option<Excepted>,
}

impl Problem {
    /// A finding of a rule at a place.
    pub fn new(level: Level, rule: &'static str, place: Span, finding: impl miette::Diagnostic + Send + Sync + 'static) -> Self {
        Self { level, rule, place, finding: Box::new(finding), also: Vec::new(), courses: Vec::new(), liftable: false, excepted: None }
    }

    /// The same at a place.
    #[must_use]
    pub fn at(self, place: Span) -> Self {
        Self { place, ..self }
    }

    /// Adds a second place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.also.push(Also { span, text: text.into() });
        self
    }

    /// The sentence with value and limit, naming the courses when it holds only for some.
    #[must_use]
    pub fn message(&self) -> String {
        let mut message = self.finding.to_string();
        if let Some((first, rest)) = self.courses.split_first() {
            message.push_str(&format!(" (in the course {first}"));
            rest.iter().for_each(|course| message.push_str(&format!(", {course}")));
            message.push(')');
        }
        message
    }

    /// The words at the place itself.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        self.finding.labels()?.next()?.label().map(ToOwned::to_owned)
    }

    /// Arithmetic, basis and source; and of a sign-off that nobody can give in a file, that it is one.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let help = self.finding.help().map(|help| help.to_string());
        if self.level != Level::SignOff || self.liftable {
            return help;
        }
        let for_nobody = "no exception can lift it: exceptions are for depths in an area";
        Some(help.map_or_else(|| for_nobody.to_owned(), |help| format!("{help}; {for_nobody}")))
    }

    /// Whether the finding keeps the file from being accepted.
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.level >= Level::SignOff && self.excepted.is_none()
    }
}

/// Puts problems into the one order every face shows: by place, then level, then rule; the same finding twice is shown once.
pub fn in_order(problems: &mut Vec<Problem>) {
    let key = |problem: &Problem| (problem.place, std::cmp::Reverse(problem.level), problem.rule);
    // The sentence decides only between equals, which are few; writing it for every problem would cost more than finding them.
    problems.sort_by(|one, next| key(one).cmp(&key(next)).then_with(|| one.message().cmp(&next.message())));
    problems.dedup_by(|next, first| {
        next.rule == first.rule && next.place == first.place && next.level == first.level && next.message() == first.message()
    });
}

impl From<Span> for miette::SourceSpan {
    fn from(span: Span) -> Self {
        (crate::source::to_usize(span.start), crate::source::to_usize(span.len())).into()
    }
}

/// A list of things with commas, and `and` or `or` before the last.
#[must_use]
pub fn listed<T: fmt::Display>(things: &[T], last: &str) -> String {
    match things {
        [] => String::new(),
        [one] => one.to_string(),
        [first @ .., end] => {
            let first: Vec<String> = first.iter().map(ToString::to_string).collect();
            format!("{} {last} {end}", first.join(", "))
        }
    }
}

/// Whether a name is one or two letters away from what was written, or has all of its words. Names that differ in a figure are never near:
/// a figure is not guessed.
#[must_use]
pub fn near(name: &str, written: &str) -> bool {
    let far = if written.len() < 5 { 1 } else { 2 };
    let part = || written.len() > 3 && written.split('-').all(|word| name.split('-').any(|own| own == word));
    name.bytes().filter(u8::is_ascii_digit).eq(written.bytes().filter(u8::is_ascii_digit))
        && (part() || letters_apart(name, written, far).is_some())
}

/// How many letters two words are apart, added, left out, changed or swapped; `None` where it is more than `most`.
///
/// Most words are told apart by their length, or by the letters they have, and measuring takes far longer: a change takes one letter away and
/// brings another.
#[must_use]
pub fn letters_apart(one: &str, other: &str, most: usize) -> Option<usize> {
    let length = |word: &str| word.chars().count();
    let letters = |word: &str| word.bytes().filter(u8::is_ascii_lowercase).fold(0_u32, |found, letter| found | 1 << (letter - b'a'));
    let other_letters = usize::try_from((letters(one) ^ letters(other)).count_ones()).ok()?;
    if length(one).abs_diff(length(other)) > most || other_letters > 2 * most {
        return None;
    }
    Some(strsim::osa_distance(one, other)).filter(|apart| *apart <= most)
}

/// A fault of this tool itself: nothing was written, and the maintainers should hear of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("needlepoint disagrees with itself and gives no output: {what}. This is a fault of the tool; please report it")]
pub struct Fault {
    /// What did not hold.
    pub what: String,
}

impl Fault {
    /// A fault with the sentence that did not hold.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into() }
    }
}

/// The page that the file of a rule opens with: its `//!` lines.
#[must_use]
pub(crate) fn page(code: &str) -> String {
    let lines = code.lines().take_while(|line| line.starts_with("//!"));
    lines.map(|line| line.trim_start_matches("//!").strip_prefix(' ').unwrap_or_default().to_owned() + "\n").collect()
}

/// The first sentence of that page.
#[must_use]
pub(crate) fn summary(code: &str) -> String {
    page(code).lines().next().unwrap_or_default().to_owned()
}

/// A problem of a stage, with the name it is shown and explained under.
pub(crate) trait Named {
    /// Kebab-case; names the fault.
    const NAME: &'static str;
}

/// Defines the problems of a stage: each a struct with its sentences as attributes, a name, a page for `explain`, and a label.
macro_rules! problems {
    ($($(#[$attribute:meta])* $name:ident = $code:literal, $page:literal { $label:literal, $($field:ident: $type:ty),* })*) => {
        $(
            #[derive(Debug, thiserror::Error, miette::Diagnostic)]
            $(#[$attribute])*
            pub(super) struct $name {
                #[label(primary, $label)]
                pub(super) at: crate::source::Span,
                $(pub(super) $field: $type,)*
            }

            impl crate::diagnostic::Named for $name {
                const NAME: &'static str = $code;
            }
        )*

        /// Name and page of every problem of this stage.
        pub const PAGES: &[(&str, &str)] = &[$(($code, $page)),*];
    };
}

pub(crate) use problems;
