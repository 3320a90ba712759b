//! Which statements of a protocol are compared with a limit, which are demanded and their numbers taken as said, and which are only said.
//! A statement kind without a mark fails a test, so nothing becomes expressible that is silently ignored.

use crate::syntax::{Block, tree};

/// What becomes of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A rule compares it with a limit, or demands it.
    Compared,
    /// A rule demands it and holds it against the protocol itself; no limit on its number was published, so the number is taken as said.
    Demanded,
    /// It is printed and carried along; nothing is compared with it.
    Said,
}

use Mark::{Compared, Demanded, Said};

/// Every statement kind of a protocol: its block, the word it starts with, and its mark.
pub const MARKS: &[(Block, &str, Mark)] = &[
    (Block::Protocol, "title", Compared),
    (Block::Protocol, "version", Compared),
    (Block::Protocol, "status", Compared),
    (Block::Protocol, "author", Compared),
    (Block::Protocol, "approved", Compared),
    (Block::Protocol, "renew-by", Compared),
    (Block::Protocol, "indication", Compared),
    (Block::Protocol, "device", Compared),
    (Block::Protocol, "method", Compared),
    (Block::Protocol, "operator", Compared),
    (Block::Protocol, "sources", Said),
    (Block::Protocol, "pause", Compared),
    (Block::Screen, "use", Compared),
    (Block::Screen, "age", Compared),
    (Block::Screen, "phototype", Compared),
    (Block::Screen, "do-not-treat", Compared),
    (Block::Screen, "postpone", Compared),
    (Block::Screen, "wait", Compared),
    (Block::Screen, "decide", Compared),
    (Block::Screen, "record", Compared),
    (Block::Session, "protect", Compared),
    (Block::Session, "wear", Compared),
    (Block::Session, "cover", Compared),
    (Block::Session, "part", Said),
    (Block::Session, "wash", Compared),
    (Block::Session, "anaesthesia", Compared),
    (Block::Session, "numb", Compared),
    (Block::Session, "observe", Compared),
    (Block::Session, "wipe-off", Compared),
    (Block::Session, "disinfect", Compared),
    (Block::Session, "fit", Compared),
    (Block::Session, "lubricate", Compared),
    (Block::Session, "use", Compared),
    (Block::Session, "give", Compared),
    (Block::Session, "draw", Compared),
    (Block::Session, "match", Compared),
    (Block::Session, "discard", Compared),
    (Block::Session, "confirm", Compared),
    (Block::Session, "needle", Compared),
    (Block::Session, "rinse", Compared),
    (Block::Session, "remove", Compared),
    (Block::Session, "sharps-bin", Compared),
    (Block::Session, "clean", Compared),
    (Block::Session, "log", Compared),
    (Block::Session, "keep", Compared),
    (Block::Area, "depth", Compared),
    (Block::Area, "passes", Compared),
    (Block::Area, "speed", Compared),
    (Block::Area, "move", Demanded),
    (Block::Area, "pressure", Compared),
    (Block::Area, "size", Demanded),
    (Block::Area, "only", Compared),
    (Block::Area, "evidence", Compared),
    (Block::Area, "endpoint", Compared),
    (Block::Area, "skip", Compared),
    (Block::Area, "at most", Demanded),
    (Block::Area, "stop", Demanded),
    (Block::Course, "sessions", Compared),
    (Block::Course, "next", Compared),
    (Block::Course, "ready", Compared),
    (Block::Course, "session", Compared),
    (Block::Course, "late", Compared),
    (Block::Course, "missed", Compared),
    (Block::Course, "stopped-early", Compared),
    (Block::Course, "reassess", Compared),
    (Block::Course, "follow-up", Said),
    (Block::Course, "plan", Compared),
    (Block::Variant, "basis", Said),
    (Block::Variant, "next", Compared),
    (Block::Variant, "plan", Compared),
    (Block::Aftercare, "nothing-else", Said),
    (Block::Aftercare, "apply", Compared),
    (Block::Aftercare, "do-not", Compared),
    (Block::Aftercare, "contact", Compared),
    (Block::Aftercare, "call if", Compared),
    (Block::Aftercare, "urgent if", Compared),
    (Block::Exception, "reason", Compared),
    (Block::Exception, "because", Compared),
    (Block::Exception, "sources", Compared),
    (Block::Exception, "off-label", Said),
    (Block::Exception, "rule", Compared),
    (Block::Exception, "approved", Compared),
    (Block::Exception, "expires", Compared),
    (Block::SelfTest, "given", Compared),
    (Block::SelfTest, "expect", Compared),
];

/// The statements of a protocol that are taken as said: the word each starts with, and how many there are. Self-tests are counted apart.
pub(super) fn said(protocol: &tree::Protocol) -> Vec<(&'static str, usize)> {
    let course = |course: &tree::Course| {
        [
            ("late", course.late.len()),
            ("missed", course.missed.len()),
            ("stopped-early", course.stopped_early.len()),
            ("follow-up", course.follow_up.len()),
        ]
    };
    let care = |care: &tree::Aftercare| [("nothing-else", care.nothing_else.len())];
    let steps = protocol.session.iter().flat_map(|session| &session.steps);
    let parted = steps.filter(|step| matches!(step.value, tree::Step::Part(_))).count();
    let variant = |variant: &tree::Variant| [("basis", variant.basis.len())];
    let off_label = |exception: &tree::Exception| [("off-label", exception.off_label.len())];
    let header = [("approved", protocol.approved.len()), ("method", protocol.method.len()), ("sources", protocol.sources.len())];
    let all = of(Block::Protocol, header)
        .chain(of(Block::Session, [("part", parted)]))
        .chain(protocol.course.iter().flat_map(|one| of(Block::Course, course(one))))
        .chain(protocol.variants.iter().flat_map(|one| of(Block::Variant, variant(one))))
        .chain(protocol.aftercare.iter().flat_map(|one| of(Block::Aftercare, care(one))))
        .chain(protocol.exceptions.iter().flat_map(|one| of(Block::Exception, off_label(one))));
    let mut said: Vec<(&'static str, usize)> = Vec::new();
    for (word, count) in all.filter(|(_, count)| *count > 0) {
        match said.iter_mut().find(|(known, _)| *known == word) {
            Some((_, all)) => *all = all.saturating_add(count),
            None => said.push((word, count)),
        }
    }
    said
}

/// The statements that are demanded, and whose numbers are taken as said.
pub fn demanded() -> impl Iterator<Item = &'static str> {
    MARKS.iter().filter(|(.., mark)| *mark == Demanded).map(|(_, word, _)| *word)
}

/// The counts of those statements of a block that are marked as said.
fn of<const N: usize>(block: Block, counts: [(&'static str, usize); N]) -> impl Iterator<Item = (&'static str, usize)> {
    counts.into_iter().filter(move |(word, _)| MARKS.contains(&(block, word, Said)))
}
