//! Which statements of a protocol are compared with a limit, and which are only taken as said.
//! A statement kind without a mark fails a test, so nothing becomes expressible that is silently ignored.

use crate::syntax::tree;

/// What becomes of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A rule compares it with a limit, or demands it.
    Compared,
    /// It is printed and carried along; nothing is compared with it.
    Said,
}

use Mark::{Compared, Said};

/// Every statement kind of a protocol, by the word it starts with.
pub(super) const MARKS: &[(&str, Mark)] = &[
    ("title", Compared),
    ("version", Compared),
    ("status", Compared),
    ("author", Compared),
    ("approved", Compared),
    ("renew-by", Compared),
    ("indication", Compared),
    ("device", Compared),
    ("method", Said),
    ("operator", Compared),
    ("sources", Compared),
    ("pause", Said),
    ("use", Compared),
    ("age", Compared),
    ("phototype", Compared),
    ("do-not-treat", Compared),
    ("postpone", Compared),
    ("wait", Compared),
    ("decide", Compared),
    ("record", Compared),
    ("protect", Said),
    ("wear", Compared),
    ("cover", Compared),
    ("wash", Compared),
    ("numb", Compared),
    ("wipe-off", Compared),
    ("disinfect", Compared),
    ("fit", Compared),
    ("lubricate", Compared),
    ("confirm", Compared),
    ("needle", Compared),
    ("rinse", Compared),
    ("sharps-bin", Compared),
    ("clean", Compared),
    ("log", Said),
    ("depth", Compared),
    ("passes", Compared),
    ("speed", Compared),
    ("move", Said),
    ("pressure", Said),
    ("size", Said),
    ("endpoint", Compared),
    ("skip", Said),
    ("at most", Compared),
    ("stop", Compared),
    ("sessions", Compared),
    ("next", Compared),
    ("ready", Said),
    ("session", Compared),
    ("late", Said),
    ("missed", Said),
    ("stopped-early", Said),
    ("reassess", Said),
    ("follow-up", Said),
    ("basis", Said),
    ("plan", Said),
    ("nothing-else", Said),
    ("apply", Compared),
    ("do-not", Compared),
    ("contact", Said),
    ("call if", Said),
    ("urgent if", Said),
    ("reason", Compared),
    ("because", Compared),
    ("off-label", Said),
    ("rule", Compared),
    ("expires", Compared),
    ("given", Said),
    ("expect", Said),
];

/// How many statements of a protocol are taken as said. Self-tests are counted apart, as not run.
pub(super) fn said(protocol: &tree::Protocol) -> usize {
    let area = |area: &tree::Area| {
        [("move", area.movement.len()), ("pressure", area.pressure.len()), ("size", area.size.len()), ("skip", area.skip.len())]
    };
    let course = |course: &tree::Course| {
        [
            ("ready", course.ready.len()),
            ("late", course.late.len()),
            ("missed", course.missed.len()),
            ("stopped-early", course.stopped_early.len()),
            ("reassess", course.reassess.len()),
            ("follow-up", course.follow_up.len()),
        ]
    };
    let care = |care: &tree::Aftercare| {
        [
            ("nothing-else", care.nothing_else.len()),
            ("contact", care.contact.len()),
            ("call if", care.call_if.len()),
            ("urgent if", care.urgent_if.len()),
        ]
    };
    let steps = protocol.session.iter().flat_map(|session| &session.steps).filter_map(|step| match step.value {
        tree::Step::Protect(_) => Some(("protect", 1)),
        tree::Step::Log(_) => Some(("log", 1)),
        _ => None,
    });
    [("method", protocol.method.len()), ("pause", protocol.pauses.len())]
        .into_iter()
        .chain(steps)
        .chain(protocol.areas.iter().flat_map(area))
        .chain(protocol.course.iter().flat_map(course))
        .chain(protocol.variants.iter().flat_map(|variant| [("basis", variant.basis.len()), ("plan", variant.plans.len())]))
        .chain(protocol.aftercare.iter().flat_map(care))
        .chain(protocol.exceptions.iter().map(|exception| ("off-label", exception.off_label.len())))
        .filter(|(word, _)| MARKS.contains(&(word, Said)))
        .map(|(_, count)| count)
        .sum()
}

#[cfg(test)]
mod tests {
    //! Every statement kind has one mark.

    use super::*;
    use crate::syntax::{Block, keywords};

    #[test]
    fn every_statement_of_a_protocol_is_marked_once() {
        let blocks = [
            Block::Protocol,
            Block::Screen,
            Block::Session,
            Block::Area,
            Block::Course,
            Block::Variant,
            Block::Aftercare,
            Block::Exception,
            Block::SelfTest,
        ];
        let opens_a_block = ["screen", "area", "course", "variant", "aftercare", "exception", "self-test"];
        for word in blocks.into_iter().flat_map(keywords).filter(|word| !opens_a_block.contains(word)) {
            assert_eq!(MARKS.iter().filter(|(marked, _)| *marked == word).count(), 1, "{word}");
        }
    }
}
