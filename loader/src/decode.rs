//! Reads deterministic CBOR (RFC 8949, 4.2.1) from the front of a slice, one item at a time.
//! It must not know what an image holds. It skips nothing and calls itself never, so nesting costs no stack.

use core::str;

/// The bytes are not the item that was asked for, or not its one deterministic encoding.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Damaged;

/// The bytes that are still to be read.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'i> {
    rest: &'i [u8],
}

impl<'i> Reader<'i> {
    pub(crate) const fn new(bytes: &'i [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Nothing may follow the last item.
    pub(crate) const fn end(self) -> Result<(), Damaged> {
        if self.rest.is_empty() { Ok(()) } else { Err(Damaged) }
    }

    /// What is still to be read.
    pub(crate) const fn rest(&self) -> &'i [u8] {
        self.rest
    }

    /// An unsigned integer that fits the asked width.
    pub(crate) fn uint<N: TryFrom<u64>>(&mut self) -> Result<N, Damaged> {
        N::try_from(self.head(UNSIGNED)?).map_err(|_| Damaged)
    }

    /// An array of exactly `L` unsigned integers.
    pub(crate) fn uints<N, const L: usize>(&mut self) -> Result<[N; L], Damaged>
    where
        N: TryFrom<u64> + Copy + Default,
    {
        self.array_of(L)?;
        let mut all = [N::default(); L];
        for one in &mut all {
            *one = self.uint()?;
        }
        Ok(all)
    }

    pub(crate) fn boolean(&mut self) -> Result<bool, Damaged> {
        match self.take()? {
            [0xf4] => Ok(false),
            [0xf5] => Ok(true),
            _ => Err(Damaged),
        }
    }

    pub(crate) fn bytes(&mut self) -> Result<&'i [u8], Damaged> {
        let length = self.head(BYTES)?;
        self.content(length)
    }

    /// A byte string of exactly `L` bytes.
    pub(crate) fn bytes_of<const L: usize>(&mut self) -> Result<&'i [u8; L], Damaged> {
        self.bytes()?.try_into().map_err(|_| Damaged)
    }

    pub(crate) fn text(&mut self) -> Result<&'i str, Damaged> {
        let length = self.head(TEXT)?;
        str::from_utf8(self.content(length)?).map_err(|_| Damaged)
    }

    /// The head of an array; its items come next.
    pub(crate) fn array(&mut self) -> Result<usize, Damaged> {
        usize::try_from(self.head(ARRAY)?).map_err(|_| Damaged)
    }

    /// The head of an array that has exactly `length` items.
    pub(crate) fn array_of(&mut self, length: usize) -> Result<(), Damaged> {
        if self.array()? == length { Ok(()) } else { Err(Damaged) }
    }

    /// The head of a map; its keys and values come next, in turn.
    pub(crate) fn map(&mut self) -> Result<u64, Damaged> {
        self.head(MAP)
    }

    /// The type and argument that open every item; the argument in the shortest form or not at all.
    fn head(&mut self, major: u8) -> Result<u64, Damaged> {
        let [first] = self.take()?;
        if first >> 5 != major {
            return Err(Damaged);
        }
        let (argument, least) = match first & 0b1_1111 {
            short @ 0..24 => (u64::from(short), 0),
            24 => (u64::from(u8::from_be_bytes(self.take()?)), 24),
            25 => (u64::from(u16::from_be_bytes(self.take()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(self.take()?)), 1 << 16),
            27 => (u64::from_be_bytes(self.take()?), 1 << 32),
            _ => return Err(Damaged), // 28 to 30 are reserved, 31 opens an indefinite length.
        };
        if argument < least { Err(Damaged) } else { Ok(argument) }
    }

    fn content(&mut self, length: u64) -> Result<&'i [u8], Damaged> {
        let length = usize::try_from(length).map_err(|_| Damaged)?;
        let (content, rest) = self.rest.split_at_checked(length).ok_or(Damaged)?;
        self.rest = rest;
        Ok(content)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Damaged> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(Damaged)?;
        self.rest = rest;
        Ok(*taken)
    }
}

const UNSIGNED: u8 = 0;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
