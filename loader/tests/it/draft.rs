//! An image as values that a test can change, the good one to start from, and the pen that admits it.
//! It must not know what the loader refuses: every number is as wide as CBOR allows.

use needlepoint_loader::{Key, Profile, Refusal};

use crate::{
    pen::asked,
    writer::{Fault, Writer},
};

/// The pen of these tests. Every hard limit lies above the good image's own limit.
pub(crate) const PEN: Profile<'static> = Profile {
    name: "reference",
    revision: 300,
    device: "some-pen",
    cartridges: &["nine-needles", "other-needles", "twelve-needles"],
    keys: &[Key { id: *b"old-key.", public: [1; 32] }, Key { id: *b"new-key.", public: [2; 32] }],
    bench: true,
    max_depth_um: 2500,
    max_speed_rpm: 15_000,
    max_passes: 16,
    max_session_s: 3600,
    areas: 8,
    courses: 4,
    sessions: 6,
    steps: 10,
    prompts: 6,
    name_bytes: 20,
    caption_bytes: 40,
};

/// A pen that can hold all that the format can.
pub(crate) const ROOMY_PEN: Profile<'static> =
    Profile { areas: 255, courses: 255, sessions: 255, steps: 255, prompts: 255, name_bytes: 255, caption_bytes: 255, ..PEN };

#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) keys: [u64; 11],
    pub(crate) format: u64,
    pub(crate) bench: bool,
    pub(crate) series: Vec<u8>,
    pub(crate) sequence: u64,
    /// Name and SHA-256 of every text.
    pub(crate) sources: Vec<(String, Vec<u8>)>,
    pub(crate) tool: [u64; 3],
    pub(crate) language: u64,
    pub(crate) rule_set: Vec<u8>,
    pub(crate) profile: String,
    /// First and last hardware revision.
    pub(crate) revisions: [u64; 2],
    /// First and last day.
    pub(crate) validity: [u64; 2],
    pub(crate) device: String,
    pub(crate) cartridges: Vec<String>,
    /// Depth, speed, passes, session seconds, interval days.
    pub(crate) limits: [u64; 5],
    pub(crate) areas: Vec<String>,
    pub(crate) courses: Vec<Course>,
    pub(crate) phototypes: [u64; 6],
    pub(crate) exceptions: Vec<Exception>,
    pub(crate) prompts: Vec<Prompt>,
    pub(crate) check_numbers: [u64; 4],
    /// Written after the last item of the treatment.
    pub(crate) treatment_tail: Vec<u8>,
    /// Cuts the treatment to this many bytes, inside a byte string that is right about its length.
    pub(crate) treatment_cut: usize,
    /// Written after the last item of the payload.
    pub(crate) tail: Vec<u8>,
}

#[derive(Clone)]
pub(crate) struct Prompt {
    pub(crate) kind: u64,
    pub(crate) in_area: bool,
    pub(crate) caption: String,
}

#[derive(Clone)]
pub(crate) struct Course {
    pub(crate) name: String,
    pub(crate) min: u64,
    pub(crate) max: u64,
    pub(crate) aim: u64,
    pub(crate) sessions: Vec<Session>,
}

#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) number: u64,
    pub(crate) steps: Vec<Step>,
    /// Written after the last item of the session.
    pub(crate) tail: Vec<u8>,
    /// Cuts the session to this many bytes, inside a byte string that is right about its length.
    pub(crate) cut: usize,
}

#[derive(Clone)]
pub(crate) struct Step {
    pub(crate) kind: u64,
    pub(crate) area: u64,
    pub(crate) cartridge: u64,
    pub(crate) start: u64,
    pub(crate) raise: u64,
    pub(crate) ceiling: u64,
    pub(crate) passes: [u64; 3],
    pub(crate) speed: u64,
    pub(crate) motion: Vec<u64>,
    pub(crate) at_most: u64,
    pub(crate) endpoint: String,
    /// Name, months, days, square millimetres.
    pub(crate) only: Option<(String, [u64; 3])>,
    pub(crate) skip: Vec<String>,
    /// Scope and sign.
    pub(crate) stops: Vec<(u64, Sign)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A kind and a number.
    Number(u64, u64),
    /// A kind and a name.
    Name(u64, String),
}

#[derive(Clone)]
pub(crate) struct Exception {
    pub(crate) rule: String,
    pub(crate) version: u64,
    pub(crate) area: String,
    pub(crate) above: u64,
    pub(crate) up_to: u64,
    pub(crate) reason: String,
    pub(crate) by: String,
    pub(crate) until: u64,
}

impl Draft {
    /// Two courses, four sessions, six steps; admitted by `PEN`.
    pub(crate) fn good() -> Self {
        Self {
            keys: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
            format: 1,
            bench: false,
            series: b"one-whole-series".to_vec(),
            sequence: 1 << 20,
            sources: vec![("scars.needle".to_owned(), vec![7; 32]), ("clinic.needle".to_owned(), vec![8; 32])],
            tool: [1, 20, 255],
            language: 1,
            rule_set: b"\x00\x01\x02\x03\xfc\xfd\xfe\xff".to_vec(),
            profile: "reference".to_owned(),
            revisions: [299, 301],
            validity: [19_990, 20_900],
            device: "some-pen".to_owned(),
            cartridges: names(&["twelve-needles", "nine-needles"]),
            limits: [1500, 12_000, 12, 1800, 28],
            areas: names(&["forehead", "left-cheek", "right-cheek"]),
            courses: vec![
                Course {
                    name: "base".to_owned(),
                    min: 30,
                    max: 42,
                    aim: 35,
                    sessions: vec![session(1, vec![forehead(), cheek(1)]), session(2, vec![forehead(), cheek(2)])],
                },
                Course {
                    name: "darker-skin".to_owned(),
                    min: 42,
                    max: 56,
                    aim: 42,
                    sessions: vec![session(1, vec![cheek(1)]), session(2, vec![cheek(2)])],
                },
            ],
            phototypes: [0, 0, 0, 1, 1, 255],
            exceptions: vec![Exception {
                rule: "depth-beyond-label".to_owned(),
                version: 1,
                area: "left-cheek".to_owned(),
                above: 1500,
                up_to: 2000,
                reason: "published-evidence".to_owned(),
                by: "Dr Ärztin, head".to_owned(),
                until: 20_910,
            }],
            prompts: vec![prompt(0, true, "do not treat: active infection"), prompt(6, false, "healed since the last session")],
            check_numbers: [0, 2047, 300, 1024],
            treatment_tail: Vec::new(),
            treatment_cut: usize::MAX,
            tail: Vec::new(),
        }
    }

    /// The first step of the first session: the one that tests change.
    pub(crate) fn step(&mut self) -> &mut Step {
        &mut self.courses[0].sessions[0].steps[0]
    }

    /// The whole file.
    pub(crate) fn file(&self) -> Vec<u8> {
        crate::pen::sealed(&self.payload())
    }

    pub(crate) fn payload(&self) -> Vec<u8> {
        self.written(None).bytes
    }

    pub(crate) fn written(&self, fault: Option<(usize, Fault)>) -> Writer {
        let mut writer = Writer { fault, ..Writer::default() };
        self.write(&mut writer);
        writer
    }

    /// Why `pen` refuses this image, if it does; it takes any signature.
    pub(crate) fn refusal(&self, pen: &Profile<'_>) -> Option<Refusal> {
        asked(&self.file(), pen).err()
    }

    fn write(&self, writer: &mut Writer) {
        let [format, bench, series, sequence, sources, stamp, profile, validity, treatment, prompts, check_numbers] = self.keys;
        writer.map(11);
        writer.uint(format);
        writer.uint(self.format);
        writer.uint(bench);
        writer.boolean(self.bench);
        writer.uint(series);
        writer.string(&self.series);
        writer.uint(sequence);
        writer.uint(self.sequence);
        writer.uint(sources);
        writer.array(self.sources.len());
        for (name, digest) in &self.sources {
            writer.array(2);
            writer.text(name);
            writer.string(digest);
        }
        writer.uint(stamp);
        writer.array(3);
        writer.uints(&self.tool);
        writer.uint(self.language);
        writer.string(&self.rule_set);
        writer.uint(profile);
        writer.array(2);
        writer.text(&self.profile);
        writer.uints(&self.revisions);
        writer.uint(validity);
        writer.uints(&self.validity);
        writer.uint(treatment);
        writer.wrapped(|inner| self.write_treatment(inner));
        writer.uint(prompts);
        writer.array(self.prompts.len());
        for prompt in &self.prompts {
            writer.array(3);
            writer.uint(prompt.kind);
            writer.boolean(prompt.in_area);
            writer.text(&prompt.caption);
        }
        writer.uint(check_numbers);
        writer.uints(&self.check_numbers);
        writer.bytes.extend_from_slice(&self.tail);
    }

    pub(crate) fn write_treatment(&self, writer: &mut Writer) {
        writer.array(7);
        writer.text(&self.device);
        write_names(writer, &self.cartridges);
        writer.uints(&self.limits);
        write_names(writer, &self.areas);
        writer.array(self.courses.len());
        for course in &self.courses {
            course.write(writer);
        }
        writer.uints(&self.phototypes);
        writer.array(self.exceptions.len());
        for exception in &self.exceptions {
            exception.write(writer);
        }
        writer.bytes.extend_from_slice(&self.treatment_tail);
        writer.bytes.truncate(self.treatment_cut);
    }
}

impl Course {
    fn write(&self, writer: &mut Writer) {
        writer.array(3);
        writer.text(&self.name);
        writer.uints(&[self.min, self.max, self.aim]);
        writer.array(self.sessions.len());
        for session in &self.sessions {
            writer.wrapped(|inner| session.write(inner));
        }
    }
}

impl Session {
    fn write(&self, writer: &mut Writer) {
        writer.array(2);
        writer.uint(self.number);
        writer.array(self.steps.len());
        for step in &self.steps {
            step.write(writer);
        }
        writer.bytes.extend_from_slice(&self.tail);
        writer.bytes.truncate(self.cut);
    }
}

impl Step {
    fn write(&self, writer: &mut Writer) {
        writer.array(14);
        for value in [self.kind, self.area, self.cartridge, self.start, self.raise, self.ceiling] {
            writer.uint(value);
        }
        writer.uints(&self.passes);
        writer.uint(self.speed);
        writer.uints(&self.motion);
        writer.uint(self.at_most);
        writer.text(&self.endpoint);
        match &self.only {
            None => writer.array(0),
            Some((what, numbers)) => {
                writer.array(4);
                writer.text(what);
                numbers.iter().for_each(|&number| writer.uint(number));
            }
        }
        write_names(writer, &self.skip);
        writer.array(self.stops.len());
        for (scope, sign) in &self.stops {
            writer.array(3);
            writer.uint(*scope);
            match sign {
                Sign::Number(kind, number) => writer.uints_bare(&[*kind, *number]),
                Sign::Name(kind, name) => {
                    writer.uint(*kind);
                    writer.text(name);
                }
            }
        }
    }
}

impl Exception {
    fn write(&self, writer: &mut Writer) {
        writer.array(8);
        writer.text(&self.rule);
        writer.uint(self.version);
        writer.text(&self.area);
        writer.uint(self.above);
        writer.uint(self.up_to);
        writer.text(&self.reason);
        writer.text(&self.by);
        writer.uint(self.until);
    }
}

fn prompt(kind: u64, in_area: bool, caption: &str) -> Prompt {
    Prompt { kind, in_area, caption: caption.to_owned() }
}

fn session(number: u64, steps: Vec<Step>) -> Session {
    Session { number, steps, tail: Vec::new(), cut: usize::MAX }
}

fn forehead() -> Step {
    Step {
        kind: 0,
        area: 0,
        cartridge: 0,
        start: 250,
        raise: 250,
        ceiling: 500,
        passes: [2, 1, 1],
        speed: 7000,
        motion: vec![0, 20],
        at_most: 360,
        endpoint: "even-erythema".to_owned(),
        only: Some(("atrophic-acne-scars".to_owned(), [12, 3, 2000])),
        skip: names(&["mole", "scar"]),
        stops: vec![(0, Sign::Number(0, 120)), (1, Sign::Number(1, 6)), (1, Sign::Name(2, "faintness".to_owned()))],
    }
}

fn cheek(area: u64) -> Step {
    Step {
        area,
        cartridge: 1,
        start: 1000,
        raise: 0,
        ceiling: 1000,
        passes: [0, 0, 3],
        speed: 8000,
        motion: vec![1],
        at_most: 300,
        endpoint: "pinpoint-bleeding".to_owned(),
        only: None,
        skip: Vec::new(),
        stops: vec![(1, Sign::Number(1, 6))],
        ..forehead()
    }
}

pub(crate) fn names(all: &[&str]) -> Vec<String> {
    all.iter().map(|&name| name.to_owned()).collect()
}

fn write_names(writer: &mut Writer, names: &[String]) {
    writer.array(names.len());
    for name in names {
        writer.text(name);
    }
}
