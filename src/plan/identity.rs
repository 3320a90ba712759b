//! The identity of a treatment: a digest of its bytes, and four words that two people can read to each other.

use sha2::{Digest, Sha512};

use super::{Plan, treatment};

/// What comes before the treatment bytes, so that the digest means nothing else.
const PREFIX: &[u8] = b"needlepoint treatment\0";

/// The English words of BIP-39, one for each number of 11 bits.
const WORDS: &str = include_str!("bip39-english.txt");

/// Digest and check words of a treatment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// SHA-512 over the prefix and the treatment bytes.
    pub digest: [u8; 64],
    /// The first four different 11-bit groups of the digest, the most significant bit first.
    pub numbers: [u16; 4],
    /// Those numbers in the list.
    pub words: [&'static str; 4],
}

/// The identity of a plan. The same treatment has the same words, whatever tool, day or key.
#[must_use]
pub fn identity(plan: &Plan) -> Identity {
    identity_of(&treatment(plan))
}

/// The identity of treatment bytes that already exist, for holding an image's check numbers against them.
#[must_use]
pub fn identity_of(treatment: &[u8]) -> Identity {
    let mut hash = Sha512::new();
    hash.update(PREFIX);
    hash.update(treatment);
    let digest: [u8; 64] = hash.finalize().into();
    let numbers = numbers(&digest);
    Identity { digest, numbers, words: numbers.map(word) }
}

/// The first four different groups of 11 bits.
fn numbers(digest: &[u8; 64]) -> [u16; 4] {
    let mut found = [0_u16; 4];
    let mut count = 0_usize;
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in digest {
        bits = (bits << 8) | u32::from(*byte);
        held += 8;
        if held < 11 {
            continue;
        }
        held -= 11;
        let group = u16::try_from((bits >> held) & 0x7ff).unwrap_or(0);
        bits &= (1 << held) - 1;
        // 46 groups hold four different ones unless the digest repeats itself, which no known input makes it do.
        if !found.iter().take(count).any(|other| *other == group) {
            if let Some(place) = found.get_mut(count) {
                *place = group;
            }
            count += 1;
        }
        if count == 4 {
            break;
        }
    }
    found
}

fn word(number: u16) -> &'static str {
    WORDS.lines().nth(usize::from(number)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    //! Worked by hand from published digests.

    use super::*;

    #[test]
    fn groups_of_eleven_bits_skip_repeats() {
        let mut digest = [0_u8; 64];
        // 00000000000 00000000000 00000000001 11111111111 10000000000 ...: the repeat is skipped.
        digest[4] = 0b1111_1111;
        digest[5] = 0b1111_1000;
        digest[6] = 0b0000_0000;
        assert_eq!(numbers(&digest), [0, 1, 2047, 1024]);
    }

    #[test]
    fn the_list_is_the_published_one() {
        assert_eq!(WORDS.lines().count(), 2048);
        assert_eq!((word(0), word(2047), word(1024)), ("abandon", "zoo", "length"));
        // SHA-256 of the file as BIP-39 publishes it.
        let digest = sha2::Sha256::digest(WORDS.as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
    }
}
