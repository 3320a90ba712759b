//! An image as values that a test can change, the good one to start from, and the pen that admits it.
//! It must not know what the loader refuses: every number is as wide as CBOR allows.

use needlepoint_loader::{Accept, Profile, Refusal, admit};

use crate::writer::{Fault, Writer};

/// The pen of these tests. Every hard limit lies above the good image's own limit.
pub(crate) const PEN: Profile<'static> = Profile {
    name: "reference",
    revision: 300,
    device: "some-pen",
    cartridge: "twelve-needles",
    max_depth_um: 2500,
    max_speed_rpm: 15_000,
    max_passes: 16,
    max_session_s: 3600,
    areas: 8,
    courses: 4,
    sessions: 6,
    steps: 10,
    name_bytes: 20,
};

/// A pen that can hold all that the format can.
pub(crate) const ROOMY_PEN: Profile<'static> = Profile { areas: 255, courses: 255, sessions: 255, steps: 255, name_bytes: 255, ..PEN };

#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) keys: [u64; 6],
    pub(crate) format: u64,
    pub(crate) bench: bool,
    pub(crate) tool: [u64; 3],
    pub(crate) language: u64,
    pub(crate) rule_set: Vec<u8>,
    pub(crate) profile: String,
    pub(crate) revision: u64,
    pub(crate) device: String,
    pub(crate) cartridge: String,
    /// Depth, speed, passes, session seconds, interval days.
    pub(crate) limits: [u64; 5],
    pub(crate) areas: Vec<String>,
    pub(crate) courses: Vec<Course>,
    pub(crate) phototypes: [u64; 6],
    pub(crate) exceptions: Vec<Exception>,
    pub(crate) check_numbers: [u64; 4],
    /// Written after the last item of the treatment.
    pub(crate) treatment_tail: Vec<u8>,
    /// Cuts the treatment to this many bytes, inside a byte string that is right about its length.
    pub(crate) treatment_cut: usize,
    /// Written after the last item of the image.
    pub(crate) tail: Vec<u8>,
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
    pub(crate) start: u64,
    pub(crate) raise: u64,
    pub(crate) ceiling: u64,
    pub(crate) passes: [u64; 3],
    pub(crate) speed: u64,
    pub(crate) motion: Vec<u64>,
    pub(crate) at_most: u64,
    pub(crate) endpoint: String,
    pub(crate) skip: Vec<String>,
    pub(crate) stops: Vec<(u64, String, u64)>,
}

#[derive(Clone)]
pub(crate) struct Exception {
    pub(crate) rule: String,
    pub(crate) version: u64,
    pub(crate) area: String,
    pub(crate) up_to: u64,
    pub(crate) reason: String,
    pub(crate) until: u64,
}

impl Draft {
    /// Two courses, four sessions, six steps; admitted by `PEN`.
    pub(crate) fn good() -> Self {
        Self {
            keys: [0, 1, 2, 3, 4, 5],
            format: 0,
            bench: true,
            tool: [1, 20, 255],
            language: 1,
            rule_set: b"\x00\x01\x02\x03\xfc\xfd\xfe\xff".to_vec(),
            profile: "reference".to_owned(),
            revision: 300,
            device: "some-pen".to_owned(),
            cartridge: "twelve-needles".to_owned(),
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
                up_to: 2000,
                reason: "published-evidence".to_owned(),
                until: 20_910,
            }],
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

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.written(None).bytes
    }

    pub(crate) fn written(&self, fault: Option<(usize, Fault)>) -> Writer {
        let mut writer = Writer { fault, ..Writer::default() };
        self.write(&mut writer);
        writer
    }

    /// Why `pen` refuses this image at the bench, if it does.
    pub(crate) fn refusal(&self, pen: &Profile<'_>) -> Option<Refusal> {
        admit(&self.bytes(), pen, Accept::Bench).err()
    }

    fn write(&self, writer: &mut Writer) {
        let [format, bench, stamp, profile, treatment, check_numbers] = self.keys;
        writer.map(6);
        writer.uint(format);
        writer.uint(self.format);
        writer.uint(bench);
        writer.boolean(self.bench);
        writer.uint(stamp);
        writer.array(3);
        writer.uints(&self.tool);
        writer.uint(self.language);
        writer.string(&self.rule_set);
        writer.uint(profile);
        writer.array(2);
        writer.text(&self.profile);
        writer.uint(self.revision);
        writer.uint(treatment);
        writer.wrapped(|inner| self.write_treatment(inner));
        writer.uint(check_numbers);
        writer.uints(&self.check_numbers);
        writer.bytes.extend_from_slice(&self.tail);
    }

    pub(crate) fn write_treatment(&self, writer: &mut Writer) {
        writer.array(7);
        writer.text(&self.device);
        writer.text(&self.cartridge);
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
        writer.array(12);
        for value in [self.kind, self.area, self.start, self.raise, self.ceiling] {
            writer.uint(value);
        }
        writer.uints(&self.passes);
        writer.uint(self.speed);
        writer.uints(&self.motion);
        writer.uint(self.at_most);
        writer.text(&self.endpoint);
        write_names(writer, &self.skip);
        writer.array(self.stops.len());
        for (scope, sign, over) in &self.stops {
            writer.array(3);
            writer.uint(*scope);
            writer.text(sign);
            writer.uint(*over);
        }
    }
}

impl Exception {
    fn write(&self, writer: &mut Writer) {
        writer.array(6);
        writer.text(&self.rule);
        writer.uint(self.version);
        writer.text(&self.area);
        writer.uint(self.up_to);
        writer.text(&self.reason);
        writer.uint(self.until);
    }
}

fn session(number: u64, steps: Vec<Step>) -> Session {
    Session { number, steps, tail: Vec::new(), cut: usize::MAX }
}

fn forehead() -> Step {
    Step {
        kind: 0,
        area: 0,
        start: 250,
        raise: 250,
        ceiling: 500,
        passes: [2, 1, 1],
        speed: 7000,
        motion: vec![0, 20],
        at_most: 360,
        endpoint: "even-erythema".to_owned(),
        skip: names(&["mole", "scar"]),
        stops: vec![(0, "bleeding".to_owned(), 120), (1, "pain".to_owned(), 6), (1, "faintness".to_owned(), 0)],
    }
}

fn cheek(area: u64) -> Step {
    Step {
        area,
        start: 1000,
        raise: 0,
        ceiling: 1000,
        passes: [0, 0, 3],
        speed: 8000,
        motion: vec![1],
        at_most: 300,
        endpoint: "pinpoint-bleeding".to_owned(),
        skip: Vec::new(),
        stops: vec![(1, "pain".to_owned(), 6)],
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
