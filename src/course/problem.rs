//! What can be wrong with how a course hangs on its protocols. What leaves open which text governs a course is `never`: it is not guessed.

use miette::Diagnostic;

use crate::diagnostic::{Level, Named, Problem, problems};
use crate::source::Span;

/// A problem of this stage at its place.
pub(super) fn problem<P: Named + Diagnostic + Send + Sync + 'static>(at: Span, finding: P) -> Problem {
    Problem::new(Level::Never, P::NAME, at, finding)
}

problems! {
    #[error("{file} says: {found}; this course follows: {said}")]
    #[diagnostic(help("a course goes on with another text only when somebody decides so by name: first the former text is kept under a name of its own, and named in this line; then needlepoint reschedule COURSE --to FILE --by NAME"))]
    ProtocolChanged = "protocol-changed", "The file of the protocol that a course follows has another text than it had: another version, or the same one with a changed line. A course never goes on with another text in silence, because what was agreed with the patient, and what was given, was the former one." { "another text than this one", file: String, found: String, said: String }

    #[error("{sentence}")]
    #[diagnostic(help("the path is counted from the folder of the course's own file; without its protocol a course has no dates"))]
    ProtocolUnread = "protocol-unread", "The file of the protocol that a course follows is not there, cannot be read, or holds no protocol." { "named here", sentence: String }

    #[error("{file} is not accepted as it stands{on}: {count}")]
    #[diagnostic(help("needlepoint check {file} shows what is not accepted; a course is dated only by a protocol that is"))]
    ProtocolNotAccepted = "protocol-not-accepted", "The protocol that a course follows is not accepted, so nothing may be planned by it." { "named here", file: String, on: String, count: String }

    #[error("`{name}` is said to govern from session {from} on, but {but}")]
    #[diagnostic(help("protocols stand in the order in which they govern, and another one is chosen for the session to come"))]
    ProtocolOutOfOrder = "protocol-out-of-order", "A protocol is said to govern a course from a session on that another one governs, or that is not the next to come. Which of them governed a session that was given would not be certain." { "not certain from here", name: String, from: u32, but: String }

    #[error("phototype {phototype} has no course in {file}")]
    #[diagnostic(help("the protocol's screening says who is treated"))]
    CourseOfNobody = "course-of-nobody", "The patient's phototype is one that the protocol's screening does not admit, so it has no course for this patient." { "not treated by this protocol", phototype: crate::quantity::Phototype, file: String }

    #[error("nobody has approved `{name}` as it stands")]
    #[diagnostic(help("a patient's course follows an approved protocol; needlepoint approve {file} binds a second person's name to its text"))]
    ProtocolUnapproved = "protocol-unapproved", "The protocol that a course follows is a draft, or a line of it has changed since it was approved. Its dates can be planned, and no pen would be given its image." { "followed by this course", name: String, file: String }

    #[error("from session {from} on the course follows `{name}` in place of `{former}`: another protocol, and not another version of it")]
    #[diagnostic(help("it may be for other areas and for another condition; where the wrong file was named, the right one is chosen by name again"))]
    AnotherProtocol = "protocol-another", "A course goes on with a protocol of another name than the one before it. That may be meant, and it may be the wrong file." { "another protocol", name: String, former: String, from: u32 }

    #[error("calendars hold this course under text {held}, which no line of it names any more; a session was given already")]
    #[diagnostic(help("the line that named it is put back as it was; another text goes on behind it, from the session to come: needlepoint reschedule COURSE --to FILE --by NAME; where the former text is lost for good, the course goes on in a file and under a tag of its own"))]
    TextTakenOut = "protocol-taken-out", "The line of the protocol under which a course was last sent out is gone, or names another text, though a session was given. What was agreed and given would be judged by a text that nobody chose for it." { "another text than was sent out", held: String }

    #[error("`{tag}` is the tag of {other} as well")]
    #[diagnostic(help("each course has a tag of its own; needlepoint new tag makes one"))]
    TagTwice = "tag-twice", "Two files have courses of one tag. Calendars know a course by its tag alone, so the appointments of the one would be moved and called off with those of the other." { "the tag of another course", tag: String, other: String }

    #[error("the zone is {now}, and calendars hold this course in {held}; a session was given already")]
    #[diagnostic(help("in another zone the sessions that were given would have been at another time; what is still to come is moved by hand, or goes on in a course of its own"))]
    ZoneChanged = "course-zone-changed", "The time zone of a course is another one than the one that calendars hold it in, though a session of it was given. The time of what has happened would change." { "another zone than before", now: String, held: String }

    #[error("the phototype is {now}, and calendars hold this course for phototype {held}; a session was given already")]
    #[diagnostic(help("depth and spacing hang on it, and a course that was begun for one phototype goes on for no other: either the line is mistyped, or this course is cancelled and another is begun"))]
    PhototypeChanged = "course-phototype-changed", "The phototype of a course is another one than the one that its dates were made for, though a session of it was given. Other limits would hold for what is still to come, and nobody would have decided that." { "another phototype than before", now: crate::quantity::Phototype, held: crate::quantity::Phototype }

    #[error("the name of this file has what looks like {kind} of one patient")]
    #[diagnostic(help("a course is known by its tag alone, and so is best its file: names of files are shown, copied and sent; basis policy"))]
    PatientInFileName = "patient-data-in-file-name", "The name of the file of a patient's course looks as if it held the patient's name, or a record or telephone number. Names of files are shown on screens, copied and sent; a tag says nothing of whoever it stands for. Covers hazard J15." { "its file is named otherwise", kind: &'static str }

    #[error("calendars hold this course as it was: now {what}")]
    #[diagnostic(help("needlepoint reschedule {file} writes down what is new, and it can be sent out then"))]
    CalendarsBehind = "calendars-behind", "What calendars hold of a course is not what it is now: something was written into its file, or its protocol, its clinic, a day that is closed or this tool is another than when it was last brought up to date." { "what calendars hold", what: String, file: String }

    #[error("{sentence}")]
    #[diagnostic(help("the path is counted from the folder of the course's own file; a day that could not be read would be dated as open"))]
    HolidaysUnread = "holidays-unread", "A calendar file of closed days that the file of a course names is not there or cannot be read whole." { "named here", sentence: String }
}
