//! What can be wrong with a text before it means anything. All of it is `never`: nothing is guessed.

use miette::Diagnostic;

use super::read::Reader;
use crate::diagnostic::{Level, Name, Named, Problem, problems};
use crate::quantity::Phototype;
use crate::source::Span;

impl Reader<'_> {
    /// Records a problem at a place.
    pub(super) fn push<P: Named + Diagnostic + Send + Sync + 'static>(&mut self, at: Span, problem: P) {
        self.problems.push(Problem::new(Level::Never, P::NAME, at, problem));
    }
}

problems! {
    #[error("{word} starts no line of {block}")]
    #[diagnostic(help("{help}"))]
    LineUnknown = "line-unknown", "A line starts with a word that no statement of its block has. Nothing is guessed: the line counts as not said, and what it would have said waits for it. Covers hazard J04." { "no statement starts like this here", word: String, block: &'static str, help: String }

    #[error("{said}")]
    #[diagnostic(help("the line reads: {shape}{apart}"))]
    LineUnfinished = "line-unfinished", "A line starts like a statement, but leaves a part of it out, or goes on in a way that the statement has no place for. The shape of the statement is shown with `?` for every number; the numbers are the author's." { "{here}", said: String, here: &'static str, shape: String, apart: String }

    #[error("an injection or a nerve block stands outside this language")]
    #[diagnostic(help("its dose and its limits are the injector's own record; it is never written as a topical anaesthetic, whose figures are for what lies on the skin"))]
    AnaestheticInjected = "anaesthetic-injected", "A line puts an anaesthetic under the skin. Its dose, its maximum and its rescue are another procedure's, with another record, and nothing here could check them; written as a topical one it would be judged by the wrong figures. Covers hazard K06." { "outside this language", }

    #[error("this block cannot be read, and what stands in it waits for its first line: {waiting}")]
    #[diagnostic(help("{help}"))]
    BlockUnknown = "block-unknown", "The first line of a block cannot be read, so nothing inside it is either." { "the block starts here", waiting: String, help: String }

    #[error("`{extra}` has no place on the first line of {block}")]
    #[diagnostic(help("the line reads: {shape}{apart}; the lines that follow were read as if it did"))]
    FirstLineTooLong = "first-line-too-long", "The first line of a block goes on with words that have no place there. What they were meant to say is not guessed." { "no place for this here", extra: Name, block: &'static str, shape: &'static str, apart: &'static str }

    #[error("this line opens {block} and needs `{{` at its end")]
    #[diagnostic(help("the lines that follow were read as if it stood there"))]
    BraceMissing = "brace-missing", "The first line of a block lacks its opening brace." { "`{{` is missing at the end of this line", block: &'static str }

    #[error("this `}}` closes nothing")]
    #[diagnostic(help("the lines around it belong together; take it out"))]
    BraceExtra = "brace-extra", "A closing brace stands where no block ends." { "one brace too many", }

    #[error("this `}}` stands too early: what comes below it still belongs to {block}")]
    #[diagnostic(help("move the lines below it above this brace, or the brace below the last of them"))]
    BraceEarly = "brace-early", "A line of a block stands below the brace that closes it: often one that was added at the end of a file." { "{block} does not end here", block: &'static str }

    #[error("{block} is never closed")]
    #[diagnostic(help("put a `}}` on a line of its own where it ends"))]
    BlockUnclosed = "block-unclosed", "A block lacks its closing brace." { "opened here", block: &'static str }

    #[error("{said}")]
    #[diagnostic(help("the clinician chooses the number; no number is assumed"))]
    NumberNotChosen = "number-not-chosen", "A question mark stands where a number belongs. It is what a new protocol is made with; every one must be replaced by a clinician. `tbd` and the like are read the same way." { "still to be chosen", said: String }

    #[error("`?` is still to be chosen: a day")]
    #[diagnostic(help("somebody chooses the day and writes it as year-month-day; no day is assumed"))]
    DayNotChosen = "day-not-chosen", "A question mark stands where a day belongs, such as the last day before a renewal. It is what a new protocol is made with; somebody must choose the day." { "still to be chosen", }

    #[error("`{written}` has no unit")]
    #[diagnostic(help("{what} is written with its unit: {units}"))]
    NumberBare = "number-bare", "A quantity lacks its unit. No unit is assumed: 1.5 could be millimetres or anything else." { "a number without a unit", written: Name, what: &'static str, units: String }

    #[error("`{unit}` {known} {what}")]
    #[diagnostic(help("{what} is written in {units}{more}"))]
    UnitWrong = "unit-wrong", "A quantity has a unit that it cannot have. Units are never converted across kinds." { "this unit does not fit", unit: Name, what: &'static str, units: String, known: &'static str, more: String }

    #[error("`{written}` is finer than this quantity can be set")]
    #[diagnostic(help("nothing is rounded; write a number that fits the smallest unit exactly"))]
    NumberTooFine = "number-too-fine", "A number has more decimal places than the smallest unit of its quantity. It is not rounded, because rounding changes a dose." { "would have to be rounded", written: Name }

    #[error("`{written}` is larger than any value this can have")]
    NumberOutOfRange = "number-out-of-range", "A number is larger than its quantity can hold." { "out of range", written: Name }

    #[error("{said}")]
    #[diagnostic(help("{help}"))]
    NumberMalformed = "number-malformed", "A number is written in a way that could be read in two ways, such as `.5`, `05`, `0,5` or `1 000`, or as a range or a fraction where one exact number belongs. Covers hazard J18." { "not read as a number", said: String, help: String }

    #[error("{said}")]
    #[diagnostic(help("{help}"))]
    NumberInWords = "number-in-words", "A word or a Roman figure stands where a number in figures belongs, such as `twice`, `a month` or `IV`. What number is meant is not guessed." { "not a number in figures", said: String, help: String }

    #[error("`{written}` is not a whole number")]
    CountMalformed = "count-malformed", "A count or a point on a scale must be a whole number without a unit." { "a whole number belongs here", written: Name }

    #[error("`{level}` is not a speed")]
    #[diagnostic(help("a speed is written in rpm or Hz; what a level of a pen means is known only to its maker, and no pen in the atlas has published it"))]
    SpeedLevel = "speed-level", "A speed is given as a level of a pen's own scale. No pen in the atlas has published what its levels mean, so the speed is not known. Covers hazard B02." { "a level, not a speed", level: Name }

    #[error("phototypes run from the lighter to the darker, but this goes from {first} to {last}")]
    PhototypesReversed = "phototypes-reversed", "A run of phototypes is written backwards, so it would be empty." { "backwards", first: Phototype, last: Phototype }

    #[error("there is no phototype {written}; they are 1 to 6")]
    PhototypeUnknown = "phototype-unknown", "Phototypes after Fitzpatrick are written 1 to 6, in Arabic figures, because IV is also a route." { "not a phototype", written: u32 }

    #[error("{said}")]
    #[diagnostic(help("a day is written as year-month-day, such as 2026-12-01"))]
    DayUnknown = "day-unknown", "A date is not a day that exists, or is written so that day and month could be taken for each other." { "no day is read here", said: String }

    #[error("`{time}` is not a time of day")]
    #[diagnostic(help("times run from 00:00 to 23:59, with two figures for the hour and two for the minute"))]
    TimeUnknown = "time-unknown", "An hour at which a clinic opens or closes, or at which a session begins, is not a time of day that exists." { "no such time", time: Name }

    #[error("`{written}` is not the digest of a text")]
    #[diagnostic(help("it is sixteen figures and letters from a to f, as the tool writes it, and says which text of the protocol is meant"))]
    DigestMalformed = "digest-malformed", "What stands behind `text` in a patient's course is not the digest of a protocol's text, so it would not be known which text is meant." { "not sixteen figures and letters", written: Name }

    #[error("{said}")]
    #[diagnostic(help("{help}"))]
    CharacterHidden = "character-hidden", "A character that cannot be seen stands in the text: one that turns the direction of writing, has no width, or controls a terminal. What is shown is then not what is read, so it stands nowhere, not even in a remark. Covers hazard J18." { "hidden here", said: String, help: &'static str }

    #[error("{said}")]
    #[diagnostic(help("{help}"))]
    SpaceUnusual = "space-unusual", "A space that word processors and web pages set, such as a no-break space, stands between two words. The line is judged as if an ordinary space stood there, and the file is not accepted until one does." { "not an ordinary space", said: String, help: &'static str }

    #[error("{said}")]
    #[diagnostic(help("{help}"))]
    CharacterForeign = "character-foreign", "A curly quote, a dash, a fraction or another character that word processors and foreign keyboards write stands outside a text and a remark. Covers hazard J18." { "not written with this character", said: String, help: &'static str }

    #[error("{said}")]
    #[diagnostic(help("{help}"))]
    LetterForeign = "letter-foreign", "A letter of another alphabet, or one with an accent, stands in a word. Some look exactly like a Latin letter, and the word is another one all the same. Covers hazard J18." { "not a letter from a to z", said: String, help: &'static str }

    #[error("{said}")]
    #[diagnostic(help("{help}"))]
    MarkForeign = "mark-foreign", "A mark stands in a line as other languages, lists and sentences have it: a semicolon or a full stop at the end, a colon after the first word, quotes around a name, a remark that starts with two slashes. A mark whose meaning is plain is passed over, so that the line is judged all the same; the file is not accepted until it is gone. Covers hazard J18." { "no place for this mark", said: String, help: String }

    #[error("{said}")]
    #[diagnostic(help("{help}"))]
    LineContinued = "line-continued", "A statement or the first line of a block goes on over the end of its line. It is judged as if it stood on one line, and the file is not accepted until it does." { "goes on here", said: &'static str, help: &'static str }

    #[error("in a text, `\\` stands before `\"` or another `\\` only")]
    EscapeUnknown = "escape-unknown", "A backslash in a text stands before a character that needs none." { "a backslash before something else", }

    #[error("the file has {lines} lines; no more than {most} are read, and a protocol has a few hundred")]
    #[diagnostic(help("nothing in the file was judged"))]
    FileTooLong = "file-too-long", "A file has more lines than any protocol, clinic or policy. It is something else, or was damaged, and nothing in it is read." { "the first line too many", lines: u32, most: u32 }

    #[error("the file does not say which version of the language it is written in")]
    #[diagnostic(help("the first line of every file is: needlepoint 1"))]
    LanguageMissing = "language-missing", "Every file starts with the version of the language it is written in, so that an older text is always read as it was meant." { "`needlepoint 1` belongs before this", }

    #[error("this tool reads version 1 of the language, and the file is written in version {written}")]
    #[diagnostic(help("use a newer needlepoint; nothing in the file was judged"))]
    LanguageUnknown = "language-unknown", "The file is written in a version of the language that this tool does not know." { "not known to this tool", written: u32 }

    #[error("the language version is stated twice")]
    LanguageTwice = "language-twice", "The language version is the first line of a file and stands once." { "stated before", }

    #[error("`{word}` is not {what}")]
    WordNotOne = "word-not-one", "A word stands where one of a few fixed words belongs." { "not one of them", word: Name, what: &'static str }

    #[error("this is said twice in one block")]
    SaidTwice = "said-twice", "A statement that may stand once in a block stands again. Which of the two holds is not guessed." { "said before", }

    #[error("this statement was read but not understood; please report it")]
    NotUnderstood = "not-understood", "A fault of this tool: the grammar reads a statement that the tool cannot use. The file is not accepted; please report it." { "a fault of this tool", }
}
