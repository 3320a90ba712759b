//! What the firmware brings: signature, digest and memory, as functions that it links. They are called by name, never through a pointer.

use needlepoint_loader::{Given, Ledger, Unreadable, Verify};

use crate::text::Text;

/// The functions of the firmware.
#[derive(Clone, Copy)]
pub(crate) struct Firmware;

/// What a memory answers.
const UNKNOWN: u8 = 0;
const KNOWN: u8 = 1;

/// Parts of one message; the loader has at most five.
const PARTS: usize = 8;

/// A session that was begun, as the header has it.
#[repr(C)]
pub struct Session {
    sequence: u32,
    check_numbers: [u16; 4],
    day: u16,
    session: u8,
    phototype: u8,
}

impl Session {
    /// What an answer that fills nothing leaves: a session that was given on the last day there is, after which none begins.
    const UNFILLED: Self = Self { sequence: u32::MAX, check_numbers: [0; 4], day: u16::MAX, session: u8::MAX, phototype: u8::MAX };
}

unsafe extern "C" {
    fn np_ed25519(public_key: &[u8; 32], signature: &[u8; 64], parts: *const Text, count: usize) -> u8;
    fn np_sha512(digest: &mut [u8; 64], parts: *const Text, count: usize);
    fn np_ledger_sequence(series: &[u8; 16], sequence: &mut u32) -> u8;
    fn np_ledger_last(series: &[u8; 16], tag: Text, last: &mut Session) -> u8;
    fn np_ledger_accept(series: &[u8; 16], sequence: u32) -> u8;
    fn np_ledger_begin(series: &[u8; 16], tag: Text, begun: &Session) -> u8;
}

/// The parts as C has them; none when there are more than fit, so that no part is ever left out.
fn parts(message: &[&[u8]]) -> Option<([Text; PARTS], usize)> {
    let mut parts = [Text::NONE; PARTS];
    for (part, bytes) in parts.get_mut(..message.len())?.iter_mut().zip(message) {
        *part = Text::of(bytes);
    }
    Some((parts, message.len()))
}

impl Verify for Firmware {
    fn ed25519(&self, public: &[u8; 32], signature: &[u8; 64], message: &[&[u8]]) -> bool {
        parts(message).is_some_and(|(parts, count)| {
            // SAFETY: the header asks this function of the firmware; every pointer is valid for the call.
            unsafe { np_ed25519(public, signature, parts.as_ptr(), count) == 1 }
        })
    }

    fn sha512(&self, message: &[&[u8]]) -> [u8; 64] {
        let mut digest = [0; 64];
        if let Some((parts, count)) = parts(message) {
            // SAFETY: the header asks this function of the firmware; every pointer is valid for the call.
            unsafe { np_sha512(&mut digest, parts.as_ptr(), count) };
        }
        digest
    }
}

/// What an answer of the memory means: anything but yes and no is a memory that could not be read.
fn remembered<T>(answer: u8, value: T) -> Result<Option<T>, Unreadable> {
    match answer {
        KNOWN => Ok(Some(value)),
        UNKNOWN => Ok(None),
        _ => Err(Unreadable),
    }
}

impl Ledger for Firmware {
    fn sequence(&self, series: &[u8; 16]) -> Result<Option<u32>, Unreadable> {
        // A firmware that says it knows and fills nothing lets nothing older in.
        let mut sequence = u32::MAX;
        // SAFETY: the header asks this function of the firmware; every pointer is valid for the call.
        let answer = unsafe { np_ledger_sequence(series, &mut sequence) };
        remembered(answer, sequence)
    }

    fn last(&self, series: &[u8; 16], tag: &[u8]) -> Result<Option<Given>, Unreadable> {
        let mut last = Session::UNFILLED;
        // SAFETY: the header asks this function of the firmware; every pointer is valid for the call.
        let answer = unsafe { np_ledger_last(series, Text::of(tag), &mut last) };
        let Session { sequence, check_numbers, day, session, phototype } = last;
        remembered(answer, Given { session, day, phototype, sequence, check_numbers })
    }

    fn accept(&mut self, series: &[u8; 16], sequence: u32) -> bool {
        // SAFETY: the header asks this function of the firmware; every pointer is valid for the call.
        unsafe { np_ledger_accept(series, sequence) == 1 }
    }

    fn begin(&mut self, series: &[u8; 16], tag: &[u8], given: Given) -> bool {
        let Given { session, day, phototype, sequence, check_numbers } = given;
        let begun = Session { sequence, check_numbers, day, session, phototype };
        // SAFETY: the header asks this function of the firmware; every pointer is valid for the call.
        unsafe { np_ledger_begin(series, Text::of(tag), &begun) == 1 }
    }
}
