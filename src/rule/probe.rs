//! Probes of a numeric limit: one smallest unit inside, at it, and one outside, through the whole pipeline.

/// One numeric limit, and how a protocol is written that just meets or misses it.
#[derive(Debug, Clone)]
pub struct Probe {
    /// The limit in words: "the dial of skinpen-precision".
    pub what: String,
    /// The limit in smallest units.
    pub limit: u32,
    /// Whether larger values are outside (a ceiling) or smaller ones (a floor).
    pub ceiling: bool,
    /// How far one step outside is, in smallest units: the finest that can be written.
    pub step: u32,
    /// A fragment of a protocol with this value in it; `...` stands for the rest of the block.
    pub fragment: fn(u32) -> String,
}

impl Probe {
    /// Values inside, at and outside the limit, each with whether the rule must find something.
    #[must_use]
    pub fn values(&self) -> [(u32, bool); 3] {
        let (inside, outside) = if self.ceiling {
            (self.limit.saturating_sub(self.step), self.limit.saturating_add(self.step))
        } else {
            (self.limit.saturating_add(self.step), self.limit.saturating_sub(self.step))
        };
        [(inside, false), (self.limit, false), (outside, true)]
    }
}
