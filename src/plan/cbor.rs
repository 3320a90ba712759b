//! Writes deterministic CBOR (RFC 8949, section 4.2.1): shortest integers, definite lengths. Only the kinds an image has.

/// Writes items one after another.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// A head: the item's major type and its number in the shortest form.
    fn head(&mut self, major: u8, number: u64) {
        let lead = major << 5;
        if let (Ok(small), true) = (u8::try_from(number), number < 24) {
            self.bytes.push(lead | small);
        } else if let Ok(number) = u8::try_from(number) {
            self.bytes.push(lead | 24);
            self.bytes.push(number);
        } else if let Ok(number) = u16::try_from(number) {
            self.bytes.push(lead | 25);
            self.bytes.extend(number.to_be_bytes());
        } else if let Ok(number) = u32::try_from(number) {
            self.bytes.push(lead | 26);
            self.bytes.extend(number.to_be_bytes());
        } else {
            self.bytes.push(lead | 27);
            self.bytes.extend(number.to_be_bytes());
        }
    }

    fn length(&mut self, major: u8, length: usize) {
        self.head(major, u64::try_from(length).unwrap_or(u64::MAX));
    }

    /// An unsigned integer.
    pub fn uint(&mut self, number: u32) {
        self.head(0, u64::from(number));
    }

    /// The negative integer -1 - `number`.
    pub fn negative(&mut self, number: u32) {
        self.head(1, u64::from(number));
    }

    /// A tag; what it marks follows.
    pub fn tag(&mut self, number: u32) {
        self.head(6, u64::from(number));
    }

    /// A byte string.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.length(2, bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.length(3, text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// The head of an array; its items follow.
    pub fn array(&mut self, items: usize) {
        self.length(4, items);
    }

    /// The head of a map; its keys and values follow, keys ascending.
    pub fn map(&mut self, pairs: usize) {
        self.length(5, pairs);
    }

    /// True or false.
    pub fn bool(&mut self, value: bool) {
        self.bytes.push(if value { 0xf5 } else { 0xf4 });
    }

    /// What was written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    //! The examples of RFC 8949, appendix A, for the kinds written here.

    use super::*;

    #[test]
    fn numbers_take_their_shortest_form() {
        let examples: [(u32, &[u8]); 8] = [
            (0, &[0x00]),
            (23, &[0x17]),
            (24, &[0x18, 0x18]),
            (100, &[0x18, 0x64]),
            (255, &[0x18, 0xff]),
            (1000, &[0x19, 0x03, 0xe8]),
            (65_536, &[0x1a, 0x00, 0x01, 0x00, 0x00]),
            (1_000_000, &[0x1a, 0x00, 0x0f, 0x42, 0x40]),
        ];
        for (number, bytes) in examples {
            let mut writer = Writer::default();
            writer.uint(number);
            assert_eq!(writer.into_bytes(), bytes, "{number}");
        }
    }

    #[test]
    fn texts_arrays_and_maps_say_their_length() {
        let mut writer = Writer::default();
        writer.map(1);
        writer.uint(1);
        writer.array(2);
        writer.text("IETF");
        writer.bytes(&[1, 2]);
        assert_eq!(writer.into_bytes(), [0xa1, 0x01, 0x82, 0x64, b'I', b'E', b'T', b'F', 0x42, 1, 2]);
    }
}
