//! The keys of the pen, each a letter and a word. A letter and Enter is enough; some take a word behind them.

/// A key that the pen knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// Begins the next pass, or goes on after a pause.
    Go,
    /// The pass is done.
    Next,
    /// The next pass goes deeper by the raise of the image.
    Raise,
    /// The sign that ends the area is seen.
    Endpoint,
    /// Something that the image leaves out is left out.
    Zone(String),
    /// The area is left out before its first pass.
    SkipArea,
    /// The area is stopped, for a sign or by decision.
    StopArea(Option<String>),
    /// The session is stopped, for a sign or by decision.
    StopSession(Option<String>),
    /// The pen stands still.
    Pause,
}

/// What a person or a script does to the virtual pen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    /// A key of the pen.
    Key(Key),
    /// The power is cut: nothing more is done or written.
    PowerCut,
    /// The program of the area is shown again.
    Show,
    /// A script lets time pass.
    Wait(u32),
}

/// Letter, word, and what it does, in the order in which they are shown.
pub const KEYS: [(&str, &str, &str); 11] = [
    ("g", "go", "begin the next pass, or go on after a pause"),
    ("n", "next", "the pass is done"),
    ("r", "raise", "the next pass goes deeper by the image's raise, never beyond its limit"),
    ("e", "endpoint", "the sign that ends this area is seen"),
    ("z", "zone NAME", "leave out a mole, say, as the image names it"),
    ("k", "skip-area", "leave this area out, before its first pass"),
    ("a", "stop-area SIGN", "stop this area; the sign may be left unsaid"),
    ("s", "stop-session SIGN", "stop the session; the sign may be left unsaid"),
    ("p", "pause", "stand still; go goes on in the same pass"),
    ("x", "power-cut", "cut the power, as if the battery fell out"),
    ("?", "show", "what the image says of this area, and these keys"),
];

impl Press {
    /// Reads a letter or a word, with the word that it takes; `None` for anything else. An empty line is `go`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (key, with) = (words.next().unwrap_or("go"), words.next().map(str::to_owned));
        if words.next().is_some() {
            return None;
        }
        let alone = |press: Self| with.is_none().then_some(press);
        let plain = |key: Key| alone(Self::Key(key));
        match key {
            "g" | "go" => plain(Key::Go),
            "n" | "next" => plain(Key::Next),
            "r" | "raise" => plain(Key::Raise),
            "e" | "endpoint" => plain(Key::Endpoint),
            "z" | "zone" => with.map(|zone| Self::Key(Key::Zone(zone))),
            "k" | "skip-area" => plain(Key::SkipArea),
            "a" | "stop-area" => Some(Self::Key(Key::StopArea(with))),
            "s" | "stop-session" => Some(Self::Key(Key::StopSession(with))),
            "p" | "pause" => plain(Key::Pause),
            "x" | "power-cut" => alone(Self::PowerCut),
            "?" | "show" => alone(Self::Show),
            _ => None,
        }
    }
}
