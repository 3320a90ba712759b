//! Decimal literals as exact integers: digits and a scale, multiplied out without rounding.

use std::fmt;

/// A decimal number as written: `digits` divided by ten to the power `scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    digits: u64,
    scale: u32,
}

/// Why a literal is not the quantity asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiteralFault {
    /// Not digits, with at most one point between them.
    Shape,
    /// The unit is not one of this quantity's.
    Unit,
    /// The number is finer than the smallest unit.
    Fine,
    /// The number is larger than any value of this quantity.
    Range,
}

impl Decimal {
    /// Reads `12`, `0.25`, `1.50`; a point needs a digit on either side.
    ///
    /// # Errors
    /// [`LiteralFault::Shape`] when it is not such a number, [`LiteralFault::Range`] past 18 digits.
    pub fn read(text: &str) -> Result<Self, LiteralFault> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(part) || (whole.len() > 1 && whole.starts_with('0')) {
            return Err(LiteralFault::Shape);
        }
        let part = part.trim_end_matches('0');
        let digits = format!("{whole}{part}");
        if digits.len() > 18 {
            return Err(LiteralFault::Range);
        }
        let scale = u32::try_from(part.len()).map_err(|_| LiteralFault::Range)?;
        Ok(Self { digits: digits.parse().map_err(|_| LiteralFault::Shape)?, scale })
    }

    /// The number times a whole factor, exactly.
    ///
    /// # Errors
    /// [`LiteralFault::Fine`] when the product is not whole, [`LiteralFault::Range`] when it does not fit.
    pub fn times(self, factor: u32) -> Result<u32, LiteralFault> {
        let product = self.digits.checked_mul(u64::from(factor)).ok_or(LiteralFault::Range)?;
        let divisor = 10_u64.checked_pow(self.scale).ok_or(LiteralFault::Fine)?;
        if product.checked_rem(divisor) != Some(0) {
            return Err(LiteralFault::Fine);
        }
        product.checked_div(divisor).and_then(|whole| u32::try_from(whole).ok()).ok_or(LiteralFault::Range)
    }
}

/// Prints `smallest / per` as a decimal without trailing zeros; `per` is a power of ten.
pub(super) fn write(f: &mut fmt::Formatter<'_>, smallest: u32, per: u32) -> fmt::Result {
    let whole = smallest.checked_div(per).unwrap_or(smallest);
    let rest = smallest.checked_rem(per).unwrap_or(0);
    if rest == 0 {
        return write!(f, "{whole}");
    }
    let width = usize::try_from(per.ilog10()).unwrap_or(0);
    let part = format!("{rest:0width$}");
    write!(f, "{whole}.{}", part.trim_end_matches('0'))
}
