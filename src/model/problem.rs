//! What can be wrong with names and with what is said twice. All of it is `never`: an unknown name fails closed.

use miette::Diagnostic;

use crate::diagnostic::{Level, Name, Named, Problem, problems};
use crate::quantity::{Depth, Phototype};
use crate::source::Span;

/// A problem of this stage at its place.
pub(super) fn problem<P: Named + Diagnostic + Send + Sync + 'static>(at: Span, finding: P) -> Problem {
    Problem::new(Level::Never, P::NAME, at, finding)
}

problems! {
    #[error("`{name}` is not known as {what}")]
    #[diagnostic(help("{help}"))]
    NameUnknown = "name-unknown", "A name is not known at its place. An unknown area, product, condition or word is never passed over: nothing about it could be checked." { "not a known name here", name: Name, what: &'static str, help: String }

    #[error("`{name}` stands for {what} that is still to be named")]
    #[diagnostic(help("name {what}; a word in capitals is never accepted"))]
    NameNotChosen = "name-not-chosen", "A word in capitals stands where a name belongs. It is what a new protocol is made with; every one must be replaced by a clinician." { "still to be named", name: Name, what: &'static str }

    #[error("{what} is stated twice")]
    #[diagnostic(help("which of the two holds is not guessed; keep one"))]
    StatedTwice = "stated-twice", "A statement or block that may stand once stands again. Which of the two holds is not guessed." { "stated again here", what: String }

    #[error("phototype {phototype} belongs to two courses: {first} and {second}")]
    #[diagnostic(help("every phototype that is screened belongs to exactly one course"))]
    VariantsOverlap = "variants-overlap", "Two variants share a phototype, so it is not certain which course such a patient gets." { "the second of them", phototype: Phototype, first: Name, second: Name }

    #[error("the variant `{variant}` is for phototype {phototype}, which the screening does not admit")]
    #[diagnostic(help("the screening says who is treated; nobody of this phototype would ever reach the variant"))]
    VariantUnreachable = "variant-unreachable", "A variant is for a phototype that the screening does not admit." { "nobody of this phototype is treated", variant: Name, phototype: Phototype }

    #[error("session {session} allows `{area}` {asked}, but the area itself is never needled above {limit}")]
    #[diagnostic(help("a change for one session may only tighten"))]
    SessionLoosens = "session-loosens", "A change for one session is looser than the area's own limit." { "looser than the area itself", session: u32, area: Name, asked: Depth, limit: Depth }

    #[error("there is no session {session} in a course of {sessions}")]
    SessionUnknown = "session-unknown", "A statement names a session that the course does not have." { "no such session", session: u32, sessions: u32 }

    #[error("the area `{area}` has no block in this protocol")]
    #[diagnostic(help("how it is needled is said in a block: area {area} {{"))]
    AreaUnplanned = "area-unplanned", "A statement names an area that the protocol has no block for, so nothing says how it is needled." { "not planned in this protocol", area: Name }

    #[error("the areas `{area}` and `{inside}` overlap: one lies in the other")]
    #[diagnostic(help("areas of one protocol are disjoint; skin in both would be needled twice"))]
    AreasOverlap = "areas-overlap", "Two areas of a protocol share skin, which would be needled twice." { "overlaps the other", area: Name, inside: Name }

    #[error("screening is before every session, not before the {when}")]
    #[diagnostic(help("the line reads: screen before every session {{"))]
    ScreeningOnce = "screening-once", "Screening must be repeated before every session: what was true at the first may not be at the third. Covers hazard D43." { "`every` belongs here", when: Name }

    #[error("`{name}` is declared in a protocol's file, where nothing reads it")]
    #[diagnostic(help("a clinic and its policies stand in files of their own, named by clinic.needle"))]
    BlockElsewhere = "block-elsewhere", "A policy, a clinic or an entry stands in a protocol's own file. It would be passed over without a word, so it is not accepted there." { "not read in this file", name: Name }

    #[error("the file has no protocol in it")]
    #[diagnostic(help("a protocol starts with a line such as: protocol acne-scars-face {{"))]
    ProtocolMissing = "protocol-missing", "A file holds neither a protocol nor anything else that could be checked." { "nothing to check", }
}
