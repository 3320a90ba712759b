//! Keys pressed by a script: which answers are given, and what is pressed where. It must not know how the pen moves.

use std::collections::BTreeMap;

use super::key::Press;

/// A script of keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    all: Option<bool>,
    answers: BTreeMap<u16, bool>,
    go_on: Option<bool>,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    number: usize,
    area: String,
    when: When,
    press: Press,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Before,
    Within { pass: u16, after_s: u16 },
}

impl Script {
    /// Reads a script:
    ///
    /// ```text
    /// answer all yes
    /// answer 12 no
    /// answer resume yes
    /// before cheeks: skip-area
    /// at cheeks 3: raise
    /// at cheeks 3 after 30: pause
    /// at cheeks 3 after 30: wait 60
    /// ```
    ///
    /// # Errors
    /// The number of the first line that is none, and what a line looks like.
    pub fn read(text: &str) -> Result<Self, (usize, &'static str)> {
        let mut script = Self::default();
        for (line, number) in text.lines().zip(1_usize..) {
            let line = line.split('#').next().unwrap_or_default().trim();
            if !line.is_empty() {
                script.line(line, number).map_err(|why| (number, why))?;
            }
        }
        Ok(script)
    }

    fn line(&mut self, line: &str, number: usize) -> Result<(), &'static str> {
        if let Some(answer) = line.strip_prefix("answer ") {
            return self
                .answer(answer)
                .ok_or("is none of: answer all yes; answer NUMBER yes; answer NUMBER no; answer resume yes; answer resume no");
        }
        let shape = "is neither `before AREA: KEY` nor `at AREA PASS: KEY` nor `at AREA PASS after SECONDS: KEY`";
        let (place, key) = line.split_once(':').ok_or(shape)?;
        let words: Vec<&str> = place.split_whitespace().collect();
        let (area, when) = match words.as_slice() {
            ["before", area] => (area, When::Before),
            ["at", area, pass] => (area, When::Within { pass: pass.parse().map_err(|_| shape)?, after_s: 0 }),
            ["at", area, pass, "after", seconds] => {
                (area, When::Within { pass: pass.parse().map_err(|_| shape)?, after_s: seconds.parse().map_err(|_| shape)? })
            }
            _ => return Err(shape),
        };
        let key = key.trim();
        let waits = key.strip_prefix("wait ").map(|seconds| seconds.trim().parse().map(Press::Wait));
        let press = match waits {
            Some(Ok(wait)) => wait,
            Some(Err(_)) => return Err("waits for no number of seconds"),
            None if key.is_empty() => return Err(shape),
            None => Press::read(key).ok_or("presses a key that the pen does not have; needlepoint run --help lists them")?,
        };
        self.lines.push(Line { number, area: (*area).to_owned(), when, press });
        Ok(())
    }

    fn answer(&mut self, answer: &str) -> Option<()> {
        let mut words = answer.split_whitespace();
        let (which, says) = (words.next()?, words.next()?);
        let says = match says {
            "yes" => true,
            "no" => false,
            _ => return None,
        };
        match which {
            "all" => self.all = Some(says),
            "resume" => self.go_on = Some(says),
            number => drop(self.answers.insert(number.parse().ok()?, says)),
        }
        words.next().is_none().then_some(())
    }

    /// The answer to a prompt, numbered from 1; `None` when the script gives none.
    #[must_use]
    pub fn answers(&self, prompt: u16) -> Option<bool> {
        self.answers.get(&prompt).copied().or(self.all)
    }

    /// Whether an interrupted session goes on; `None` when the script does not say.
    #[must_use]
    pub const fn goes_on(&self) -> Option<bool> {
        self.go_on
    }

    /// What is pressed before the first pass over an area.
    pub fn before(&mut self, area: &str) -> Option<Press> {
        self.take(|line| line.area == area && line.when == When::Before)
    }

    /// What is pressed within a pass that has gone on for some seconds.
    pub fn within(&mut self, area: &str, pass: u16, seconds: u16) -> Option<Press> {
        let now = |when| matches!(when, When::Within { pass: at, after_s } if at == pass && after_s <= seconds);
        self.take(|line| line.area == area && now(line.when))
    }

    fn take(&mut self, due: impl Fn(&Line) -> bool) -> Option<Press> {
        let place = self.lines.iter().position(due)?;
        Some(self.lines.remove(place).press)
    }

    /// The lines that were never come to.
    pub fn left(&self) -> impl Iterator<Item = usize> + '_ {
        self.lines.iter().map(|line| line.number)
    }
}
