//! What can be wrong with names and with what is said twice. All of it is `never`: an unknown name fails closed.

use miette::Diagnostic;

use crate::diagnostic::{Level, Name, Named, Problem, problems};
use crate::quantity::{Day, Depth, Phototype};
use crate::source::Span;

/// A problem of this stage at its place.
pub(super) fn problem<P: Named + Diagnostic + Send + Sync + 'static>(at: Span, finding: P) -> Problem {
    Problem::new(Level::Never, P::NAME, at, finding)
}

problems! {
    #[error("`{name}` is not known as {what}")]
    #[diagnostic(help("{help}"))]
    NameUnknown = "name-unknown", "A name is not known at its place. An unknown area, product, condition or word is never passed over: nothing about it could be checked. Covers hazard E16." { "not a known name here", name: Name, what: &'static str, help: String }

    #[error("`{name}` is still to be named: {what}")]
    #[diagnostic(help("a word in capitals is never accepted{known}"))]
    NameNotChosen = "name-not-chosen", "A word in capitals stands where a name belongs. It is what a new protocol is made with; every one must be replaced by a clinician." { "still to be named", name: Name, what: &'static str, known: String }

    #[error("{what} is stated twice")]
    #[diagnostic(help("which of the two holds is not guessed; keep one"))]
    StatedTwice = "stated-twice", "A statement or block that may stand once stands again. Which of the two holds is not guessed." { "stated again here", what: String }

    #[error("phototype {phototype} belongs to two courses: {first} and {second}")]
    #[diagnostic(help("every phototype that is screened belongs to exactly one course"))]
    VariantsOverlap = "variants-overlap", "Two variants share a phototype, so it is not certain which course such a patient gets." { "the second of them", phototype: Phototype, first: Name, second: Name }

    #[error("the variant `{variant}` is for phototype {phototype}, which the screening does not admit")]
    #[diagnostic(help("the screening says who is treated; nobody of this phototype would ever reach the variant"))]
    VariantUnreachable = "variant-unreachable", "A variant is for a phototype that the screening does not admit." { "nobody of this phototype is treated", variant: Name, phototype: Phototype }

    #[error("session {session} allows `{area}` {asked}, but the area itself is never needled above {limit}")]
    #[diagnostic(help("a change for one session may only tighten"))]
    SessionLoosens = "session-loosens", "A change for one session is looser than the area's own limit." { "looser than the area itself", session: u32, area: Name, asked: Depth, limit: Depth }

    #[error("there is no session {session} in a course of {sessions}")]
    SessionUnknown = "session-unknown", "A statement names a session that the course does not have." { "no such session", session: u32, sessions: u32 }

    #[error("the area `{area}` has no block in this protocol")]
    #[diagnostic(help("how it is needled is said in a block: area {area} {{"))]
    AreaUnplanned = "area-unplanned", "A statement names an area that the protocol has no block for, so nothing says how it is needled." { "not planned in this protocol", area: Name }

    #[error("`{name}` stands twice in one list")]
    #[diagnostic(help("one of the two may have been meant as something else; keep one"))]
    NameRepeated = "name-repeated", "A name stands twice in one list. It does no harm by itself, but one of the two may have been meant as something else, which is then missing." { "again here", name: Name }

    #[error("`{condition}` is screened in two ways that contradict each other: `{first}` and `{second}`")]
    #[diagnostic(help("which of the two holds is not guessed; keep one"))]
    ScreeningContradicts = "screening-contradicts", "A condition is both excluded and admitted, or waits for two different times. An exclusion that is contradicted exists on paper only. Covers hazard D42." { "contradicts what is said before", condition: Name, first: String, second: String }

    #[error("`{name}` is left off for two different times: {first}, and {second}")]
    #[diagnostic(help("which of the two holds is not guessed; keep one"))]
    TimesContradict = "times-contradict", "Something the patient leaves off is stated twice with different times. Which of the two holds is not guessed." { "another time", name: Name, first: String, second: String }

    #[error("`{area}` is numbed twice in one step{because}")]
    #[diagnostic(help("skin in both would be counted twice against the dose; name each area once"))]
    AreaNumbedTwice = "area-numbed-twice", "One step of numbing names an area twice, or an area and one that it lies in. The skin in both would be counted twice, and the dose on each of it would look smaller than it is." { "numbed again here", area: Name, because: String }

    #[error("`{group}` stands for {leaves}")]
    #[diagnostic(help("the strictest limit of any of them binds the whole{never}"))]
    GroupOfAreas = "group-of-areas", "A group of areas is planned as one. It is shown what it stands for, and what lies beside it and is never needled. Covers hazard A19." { "a group of areas", group: Name, leaves: String, never: String }

    #[error("the variant `{variant}` changes nothing")]
    #[diagnostic(help("its patients are treated exactly as in the base course; say what differs, or take it out"))]
    VariantChangesNothing = "variant-changes-nothing", "A variant says nothing that the base course does not say. Somebody who chooses it would believe that its patients are treated differently." { "the same as the base course", variant: Name }

    #[error("the areas `{area}` and `{inside}` overlap: one lies in the other")]
    #[diagnostic(help("areas of one protocol are disjoint; skin in both would be needled twice"))]
    AreasOverlap = "areas-overlap", "Two areas of a protocol share skin, which would be needled twice." { "overlaps the other", area: Name, inside: Name }

    #[error("screening is before every session, not before the {when}")]
    #[diagnostic(help("the line reads: screen before every session {{"))]
    ScreeningOnce = "screening-once", "Screening must be repeated before every session: what was true at the first may not be at the third. Covers hazard D43." { "`every` belongs here", when: Name }

    #[error("`{name}` is declared in a protocol's file, where nothing reads it")]
    #[diagnostic(help("a clinic and its policies stand in files of their own, named by clinic.needle"))]
    BlockElsewhere = "block-elsewhere", "A policy, a clinic or an entry stands in a protocol's own file. It would be passed over without a word, so it is not accepted there." { "not read in this file", name: Name }

    #[error("the file has no protocol in it")]
    #[diagnostic(help("a protocol starts with a line such as: protocol acne-scars-face {{"))]
    ProtocolMissing = "protocol-missing", "A file holds neither a protocol nor anything else that could be checked." { "nothing to check", }

    #[error("the policy `{policy}` {said}; {binds}")]
    #[diagnostic(help("what stands above a policy goes on binding, and a policy may only make this {direction}; basis logic; the limit above has {grounds}"))]
    PolicyLoosens = "policy-loosens", "A line of a clinic's policy is looser than what a label or the atlas binds above it. It could change nothing, and whoever reads it would think that it did." { "looser than what binds above it", policy: Name, said: String, binds: String, direction: &'static str, grounds: String }

    #[error("no clinic that is applied here names the policy `{policy}`, so it binds nothing")]
    #[diagnostic(help("a clinic's file names it with a line such as: policy \"policies/house.needle\""))]
    PolicyUnnamed = "policy-unnamed", "A file of policies is checked, and no clinic's file above it names it. Its limits bind no protocol." { "binds nothing yet", policy: Name }

    #[error("the policy file `{file}` {why}")]
    #[diagnostic(help("policies are files of their own, in the clinic's folder or below it, so that they travel with it"))]
    PolicyFileUnusable = "policy-file-unusable", "A clinic names a file of policies that cannot be one: its own file, or a file outside its folder." { "cannot be used as a policy", file: Name, why: &'static str }

    #[error("the calendar file `{file}` {why}")]
    #[diagnostic(help("the calendar files of a clinic lie in its folder or below it, so that they travel with it"))]
    HolidaysFileUnusable = "holidays-file-unusable", "A clinic names a calendar file of closed days that cannot be one: its own file, or a file outside its folder." { "cannot be used as a calendar", file: Name, why: &'static str }

    #[error("the emergency line `{line}` has no number to call")]
    #[diagnostic(help("it is printed on the patient's sheet as it stands here"))]
    EmergencyUnnumbered = "emergency-unnumbered", "The emergency line of a clinic has no figure in it, so nobody could call it. It stands on every sheet." { "no figure in it", line: Name }

    #[error("`{name}` is {what} and stands where nothing reads it: in a clinic's file or a file of its policies")]
    #[diagnostic(help("a protocol or a course stands in a file of its own below the clinic's folder, and a clinic in a file of its own above it"))]
    BlockMisplaced = "block-misplaced", "A protocol, a patient's course or a further clinic stands in a clinic's file or in a file of its policies. It would be passed over without a word, so it is not accepted there." { "not read in this file", name: Name, what: &'static str }

    #[error("`{name}` is a built-in {kind}, and a clinic cannot give it another meaning")]
    #[diagnostic(help("choose another name; a clinic adds to what is built in and never changes it"))]
    NameRedefined = "name-redefined", "A clinic declares a name that the atlas has already. The built-in entry would be replaced without a word, so the clinic is not accepted." { "a built-in name", name: Name, kind: &'static str }

    #[error("`{name}` is {what}, and a clinic does not declare those")]
    #[diagnostic(help("a clinic may add products, lists, areas and sources; everything else comes from the atlas"))]
    EntryNotClinics = "entry-not-clinics", "A clinic declares a device, condition, indication, hazard or vocabulary. Those come from the atlas only." { "not a clinic's to declare", name: Name, what: &'static str }

    #[error("{of}, declared by this clinic, lacks {what}")]
    #[diagnostic(help("what a clinic adds is printed with its source, so each of its facts and limits names one"))]
    SourceMissing = "source-missing", "Something that a clinic declares names no source, or a source says too little of itself." { "nothing says where this comes from", of: String, what: String }

    #[error("this rests on a source of grade {grade} alone")]
    #[diagnostic(help("a source of grade practice may only caution, and one of grade unreliable sets nothing; a limit of the clinic's own has basis policy"))]
    SourceTooWeak = "source-too-weak", "A limit or fact that a clinic declares rests on a source that cannot carry it." { "more than its source can carry", grade: &'static str }

    #[error("the area `{area}`, declared by this clinic, has no depth limit that holds a protocol back")]
    #[diagnostic(help("it lies in a built-in area (part-of) and has a depth limit of level sign-off or never, its own or from there; without one every depth would do"))]
    AreaUnlimited = "area-unlimited", "A clinic declares an area that lies in no built-in one, or that no depth limit of level sign-off or never reaches, neither its own nor one of the area it lies in." { "no depth limit reaches it", area: Name }

    #[error("the label `{label}`, declared by this clinic, sets {lacks}")]
    #[diagnostic(help("the label of an anaesthetic says how strong it is (strength), how long it stays on at the most (dwell) and how much of it is put on (most, or most on how much skin with a coverage), both limits at level sign-off or never"))]
    LabelUnlimited = "label-unlimited", "A clinic declares the label of an anaesthetic that states no strength, or sets no limit to the time or the amount, or one that only cautions. Nothing could be compared with it." { "any of it would do", label: Name, lacks: String }

    #[error("the product `{product}`, declared by this clinic, has no class")]
    #[diagnostic(help("the rules go by it; the line reads: class NAME, NAME; known here: {known}"))]
    ClassMissing = "class-missing", "A clinic declares a product without its class. The rules go by it: what must stay off open skin, what numbs, what disinfects." { "a product of no class", product: Name, known: String }

    #[error("the list `{list}` takes over another list, `{other}`")]
    #[diagnostic(help("write its questions out, so that a reader sees all of them"))]
    ListInList = "list-in-list", "A screening list takes over another list. Its questions would depend on a text that its reader does not see." { "a list within a list", list: Name, other: Name }

    #[error("`{place}` is not a place: two letters for the country, and a region behind a hyphen where rules differ by region")]
    #[diagnostic(help("such as de, or us-az"))]
    PlaceUnknown = "place-unknown", "The place of a clinic is not written as a country and region." { "not a place of this form", place: Name }

    #[error("{said}")]
    #[diagnostic(help("the earlier day or time comes first"))]
    HoursReversed = "hours-reversed", "Opening days or times are written backwards, so that no time would lie between them." { "backwards", said: String }

    #[error("{said}")]
    #[diagnostic(help("a tag is copied letter by letter; `needlepoint new tag` makes one for a new course"))]
    TagUnusable = "tag-unusable", "What stands behind `course` is no tag, or a mistyped one. Under another tag a course would be another patient's, and a name or record number has no place in its file." { "not the tag of a course", said: String }

    #[error("the course does not say {what}")]
    #[diagnostic(help("no date can be planned without it; the line reads: {shape}"))]
    CourseIncomplete = "course-incomplete", "A patient's course lacks what every course says: its protocol, the phototype, when it starts, a time zone (here or in the clinic's file), and, where something was sent out, the day on which that last changed." { "missing in this course", what: &'static str, shape: &'static str }

    #[error("`{name}` governs from here on, and nobody has decided that")]
    #[diagnostic(help("another text of a protocol is a decision, and its line goes on: from session ?, decided 2026-01-31 by \"TEXT\""))]
    GovernedUndecided = "protocol-undecided", "A course names a second protocol, or another version of its own, without saying from which session on it governs and who decided that. A course never changes its protocol in silence." { "no decision stands here", name: Name }

    #[error("the first protocol of a course governs all of its sessions, and this one is said to start later")]
    #[diagnostic(help("`from session` stands on the line of a protocol that takes the place of another"))]
    GovernedFromLater = "protocol-from-later", "The first protocol of a course has a session from which on it governs, so that nothing would govern the sessions before it." { "nothing governs before it", }

    #[error("there is no session 0")]
    #[diagnostic(help("sessions are counted from 1"))]
    SessionZero = "session-zero", "A line of a patient's course names session 0. Sessions are counted from 1, as in the protocol." { "no such session", }

    #[error("{change} changes are more than the {most} that a calendar can count")]
    #[diagnostic(help("the tool writes these lines; one that was changed by hand is put back as it was"))]
    ChangeTooHigh = "change-too-high", "A line of what calendars hold says that it changed more often than a calendar can count. Whatever is sent out next would be passed over as older." { "cannot be counted on from here", change: u32, most: u32 }

    #[error("{day} lies before the first session of the course, on {start}")]
    #[diagnostic(help("one of the two days is mistyped, or the first session was moved and no line says so"))]
    DayBeforeStart = "day-before-start", "Something is said to have happened in a session before the course began." { "before the course starts", day: Day, start: Day }

    #[error("this decision has nobody's name")]
    #[diagnostic(help("a decision is made by somebody who can be asked, and is written with name and role, such as \"B. Approver, medical director\""))]
    DecisionUnnamed = "decision-unnamed", "A decision in a patient's course names nobody: that a course goes on, or that another protocol governs, is decided by a clinician with a name." { "nobody is named here", }

    #[error("{what} has what looks like {kind} of one patient")]
    #[diagnostic(help("a course is known by its tag alone; whose it is stands in the patient's record; basis policy"))]
    PatientDataInCourse = "patient-data-in-course", "A remark or the name of a file in a patient's course looks as if it held the patient's name, day of birth, record number, telephone number or e-mail address. Calendars and files are copied and shown on lock screens; a tag says nothing of whoever it stands for. Covers hazard J15." { "whose is this?", what: &'static str, kind: &'static str }

    #[error("`{name}` is {what} and stands beside a patient's course")]
    #[diagnostic(help("a course stands in a file of its own, and says on its `protocol` line where the protocol's file lies"))]
    BlockBesideCourse = "block-beside-course", "A protocol or a declaration, as of a product or a source, stands in the file of a patient's course. A course is one patient's and a protocol is for all, so neither stands in the other's file." { "has no place in this file", name: Name, what: &'static str }

    #[error("the time zone `{zone}` is not known")]
    #[diagnostic(help("zones are named by region and city, such as Europe/Berlin"))]
    ZoneNotKnown = "clinic-zone-unknown", "The time zone in the file of a clinic or of a patient's course is not in the zone database, so no session could be dated by the clinic's clocks." { "no such zone", zone: Name }

    #[error("what is wrong with the clinic's own files keeps this one from being accepted")]
    #[diagnostic(help("the clinic may ask for more than could be applied; its own problems are shown once, where they stand"))]
    ClinicNotAccepted = "clinic-not-accepted", "The clinic above a protocol has problems of its own, which are shown once in a run over many files. Until they are gone, none of the protocols below it is accepted." { "waits for its clinic", }
}
