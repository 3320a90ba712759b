//! A small CBOR writer that can get one item's head wrong on purpose.
//! It must not know what an image holds.

/// How one head is written wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// With these low five bits, and as many bytes of argument as they ask for.
    Low(u8),
    /// As another major type.
    Major(u8),
    /// With another argument.
    Argument(fn(u64) -> u64),
}

/// What opens an item: its major type and its argument.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    pub(crate) major: u8,
    pub(crate) argument: u64,
}

/// Bytes written so far; heads are counted through all the byte strings inside each other.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) bytes: Vec<u8>,
    /// Every head as it should be, in the order of writing.
    pub(crate) heads: Vec<Head>,
    /// Which head to write wrong, counted from 0, and how.
    pub(crate) fault: Option<(usize, Fault)>,
}

impl Writer {
    pub(crate) fn uint(&mut self, value: u64) {
        self.head(0, value);
    }

    pub(crate) fn uints(&mut self, values: &[u64]) {
        self.array(values.len());
        self.uints_bare(values);
    }

    /// Numbers one after another, with no head around them.
    pub(crate) fn uints_bare(&mut self, values: &[u64]) {
        values.iter().for_each(|&value| self.uint(value));
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        self.bytes.push(if value { 0xf5 } else { 0xf4 });
    }

    pub(crate) fn string(&mut self, content: &[u8]) {
        self.head(2, length(content.len()));
        self.bytes.extend_from_slice(content);
    }

    /// The head of a byte string whose content is written elsewhere.
    pub(crate) fn head_of_string(&mut self, bytes: usize) {
        self.head(2, length(bytes));
    }

    pub(crate) fn text(&mut self, content: &str) {
        self.head(3, length(content.len()));
        self.bytes.extend_from_slice(content.as_bytes());
    }

    pub(crate) fn array(&mut self, items: usize) {
        self.head(4, length(items));
    }

    pub(crate) fn map(&mut self, entries: u64) {
        self.head(5, entries);
    }

    /// A byte string that holds what `write` writes.
    pub(crate) fn wrapped(&mut self, write: impl FnOnce(&mut Self)) {
        let outside = std::mem::take(&mut self.bytes);
        write(self);
        let inside = std::mem::replace(&mut self.bytes, outside);
        self.string(&inside);
    }

    fn head(&mut self, major: u8, argument: u64) {
        let fault = self.fault.filter(|&(head, _)| head == self.heads.len());
        self.heads.push(Head { major, argument });
        match fault.map(|(_, fault)| fault) {
            None => self.head_as(major, shortest(argument), argument),
            Some(Fault::Low(low)) => self.head_as(major, low, argument),
            Some(Fault::Major(other)) => self.head_as(other, shortest(argument), argument),
            Some(Fault::Argument(change)) => {
                let changed = change(argument);
                self.head_as(major, shortest(changed), changed);
            }
        }
    }

    fn head_as(&mut self, major: u8, low: u8, argument: u64) {
        self.bytes.push((major << 5) | low);
        let width = match low {
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => 0,
        };
        self.bytes.extend_from_slice(&argument.to_be_bytes()[8 - width..]);
    }
}

/// The low five bits of the shortest head for an argument.
pub(crate) fn shortest(argument: u64) -> u8 {
    match argument {
        0..24 => u8::try_from(argument).unwrap(),
        24..0x100 => 24,
        0x100..0x1_0000 => 25,
        0x1_0000..0x1_0000_0000 => 26,
        _ => 27,
    }
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap()
}
