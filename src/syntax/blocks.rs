//! The first words of every block's statements, with the rule that reads each and the shape it is written in.
//! Recovery, messages and completion read this one table; a test holds it to the grammar.

use super::grammar::Rule;

/// A kind of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the block of its name")]
pub enum Block {
    Top,
    Protocol,
    Screen,
    Session,
    Area,
    Course,
    Variant,
    Aftercare,
    Exception,
    SelfTest,
    Source,
    AreaEntry,
    Device,
    Cartridge,
    Label,
    Product,
    Activity,
    Condition,
    Indication,
    List,
    Hazard,
    Vocabulary,
    WrongName,
    Clinic,
    Policy,
    CourseFile,
}

/// One statement or block that may stand in a block.
pub(super) struct Keyword {
    /// Its first word or words.
    pub(super) word: &'static str,
    /// The rule that reads it.
    pub(super) rule: Rule,
    /// How it is written, with `?` for every number. Where it is written in several ways, the most usual one.
    pub(super) shape: &'static str,
    /// The other ways, for a statement that says different things by different words.
    pub(super) others: &'static [&'static str],
}

impl Keyword {
    /// Every way in which it is written.
    pub(super) fn shapes(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.shape).chain(self.others.iter().copied())
    }
}

const fn keyword(word: &'static str, rule: Rule, shape: &'static str) -> Keyword {
    several(word, rule, shape, &[])
}

const fn several(word: &'static str, rule: Rule, shape: &'static str, others: &'static [&'static str]) -> Keyword {
    Keyword { word, rule, shape, others }
}

impl Block {
    /// Every kind of block.
    pub const ALL: [Self; 26] = [
        Self::Top,
        Self::Protocol,
        Self::Screen,
        Self::Session,
        Self::Area,
        Self::Course,
        Self::Variant,
        Self::Aftercare,
        Self::Exception,
        Self::SelfTest,
        Self::Source,
        Self::AreaEntry,
        Self::Device,
        Self::Cartridge,
        Self::Label,
        Self::Product,
        Self::Activity,
        Self::Condition,
        Self::Indication,
        Self::List,
        Self::Hazard,
        Self::Vocabulary,
        Self::WrongName,
        Self::Clinic,
        Self::Policy,
        Self::CourseFile,
    ];

    /// The block in words, as it stands in a sentence.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Top => "the outermost level of a file",
            Self::Protocol => "a protocol",
            Self::Screen => "the screening",
            Self::Session => "the session",
            Self::Area => "an area",
            Self::Course => "the course",
            Self::Variant => "a variant",
            Self::Aftercare => "the aftercare",
            Self::Exception => "an exception",
            Self::SelfTest => "a self-test",
            Self::Source => "a source",
            Self::AreaEntry => "an area of the atlas",
            Self::Device => "a device",
            Self::Cartridge => "a cartridge",
            Self::Label => "a label",
            Self::Product => "a product",
            Self::Activity => "an activity",
            Self::Condition => "a condition",
            Self::Indication => "an indication",
            Self::List => "a list",
            Self::Hazard => "a hazard",
            Self::Vocabulary => "a vocabulary",
            Self::WrongName => "a wrong name",
            Self::Clinic => "a clinic",
            Self::Policy => "a policy",
            Self::CourseFile => "a patient's course",
        }
    }

    /// What may stand in the block.
    pub(super) fn table(self) -> &'static [Keyword] {
        match self {
            Self::Top => TOP,
            Self::Protocol => PROTOCOL,
            Self::Screen => SCREEN,
            Self::List => LIST,
            Self::Session => SESSION,
            Self::Area => AREA,
            Self::Course => COURSE,
            Self::Variant => VARIANT,
            Self::Aftercare => AFTERCARE,
            Self::Exception => EXCEPTION,
            Self::SelfTest => SELF_TEST,
            Self::Source => SOURCE,
            Self::AreaEntry => AREA_ENTRY,
            Self::Device => DEVICE,
            Self::Cartridge => CARTRIDGE,
            Self::Label => LABEL,
            Self::Product => PRODUCT,
            Self::Activity => ACTIVITY,
            Self::Condition => CONDITION,
            Self::Indication => INDICATION,
            Self::Hazard => HAZARD,
            Self::Vocabulary => VOCABULARY,
            Self::WrongName => WRONG_NAME,
            Self::Clinic => CLINIC,
            Self::Policy => POLICY,
            Self::CourseFile => COURSE_FILE,
        }
    }
}

/// The first words that may start a statement in a block, for completion and for "did you mean".
pub fn keywords(block: Block) -> impl Iterator<Item = &'static str> {
    block.table().iter().map(|keyword| keyword.word)
}

/// How the first line of a block is written.
pub(super) fn first_line(opener: Rule) -> &'static str {
    let all = Block::ALL.into_iter().flat_map(Block::table);
    all.into_iter().find(|keyword| keyword.rule == opener).map_or("", |keyword| keyword.shape)
}

const TOP: &[Keyword] = &[
    keyword("needlepoint", Rule::language, "needlepoint ?"),
    keyword("protocol", Rule::protocol_open, "protocol NAME {"),
    keyword("source", Rule::source_open, "source NAME {"),
    keyword("area", Rule::area_entry_open, "area NAME {"),
    keyword("device", Rule::device_open, "device NAME {"),
    keyword("product", Rule::product_open, "product NAME {"),
    keyword("activity", Rule::activity_open, "activity NAME {"),
    keyword("condition", Rule::condition_open, "condition NAME {"),
    keyword("indication", Rule::indication_open, "indication NAME {"),
    keyword("list", Rule::list_open, "list NAME ? {"),
    keyword("hazard", Rule::hazard_open, "hazard NAME {"),
    keyword("vocabulary", Rule::vocabulary_open, "vocabulary NAME {"),
    keyword("wrong-name", Rule::wrong_name_open, "wrong-name NAME {"),
    keyword("clinic", Rule::clinic_open, "clinic NAME {"),
    keyword("policy", Rule::policy_open, "policy NAME {"),
    keyword("course", Rule::course_file_open, "course TAG {"),
];

const PROTOCOL: &[Keyword] = &[
    keyword("title", Rule::title, "title \"TEXT\""),
    keyword("version", Rule::version, "version 1.0.0"),
    keyword("status", Rule::status, "status NAME"),
    keyword("author", Rule::author, "author \"TEXT\""),
    keyword("approved", Rule::approved, "approved 2026-01-31 by \"TEXT\""),
    keyword("renew-by", Rule::renew_by, "renew-by 2026-01-31"),
    keyword("indication", Rule::indication, "indication NAME"),
    keyword("device", Rule::device, "device NAME with CARTRIDGE"),
    keyword("method", Rule::method, "method NAME"),
    keyword("operator", Rule::operator, "operator NAME, NAME"),
    keyword("sources", Rule::sources, "sources NAME, NAME"),
    keyword("pause", Rule::pause, "pause NAME from ? days before until ? days after"),
    keyword("screen", Rule::screen_open, "screen before every session {"),
    keyword("session", Rule::session_open, "session {"),
    keyword("area", Rule::area_open, "area NAME {"),
    keyword("course", Rule::course_open, "course {"),
    keyword("variant", Rule::variant_open, "variant NAME for phototype ? to ? {"),
    keyword("aftercare", Rule::aftercare_open, "aftercare {"),
    keyword("exception", Rule::exception_open, "exception RULE for AREA up to ? mm {"),
    keyword("self-test", Rule::self_test_open, "self-test \"TEXT\" {"),
];

const SCREEN: &[Keyword] = &[
    keyword("use", Rule::use_list, "use list NAME ?"),
    keyword("age", Rule::age, "age ? years or older"),
    keyword("phototype", Rule::phototype, "phototype ? to ?, recorded by NAME"),
    keyword("do-not-treat", Rule::do_not_treat, "do-not-treat NAME, NAME"),
    keyword("postpone", Rule::postpone, "postpone NAME until healed"),
    keyword("wait", Rule::wait, "wait NAME ? weeks after"),
    keyword("decide", Rule::decide, "decide NAME by NAME before NAME"),
    keyword("record", Rule::record, "record NAME, NAME"),
];

const LIST: &[Keyword] = &[
    keyword("use", Rule::use_list, "use list NAME ?"),
    keyword("age", Rule::age, "age ? years or older"),
    keyword("phototype", Rule::phototype, "phototype ? to ?, recorded by NAME"),
    keyword("do-not-treat", Rule::do_not_treat, "do-not-treat NAME, NAME"),
    keyword("postpone", Rule::postpone, "postpone NAME until healed"),
    keyword("wait", Rule::wait, "wait NAME ? weeks after"),
    keyword("decide", Rule::decide, "decide NAME by NAME before NAME"),
    keyword("record", Rule::record, "record NAME, NAME"),
    keyword("source", Rule::label_source, "source NAME"),
];

const SESSION: &[Keyword] = &[
    keyword("protect", Rule::protect, "protect NAME"),
    keyword("wear", Rule::wear, "wear gloves new non-latex"),
    keyword("cover", Rule::cover, "cover handpiece with sleeve"),
    keyword("part", Rule::part_hair, "part hair"),
    keyword("wash", Rule::wash, "wash AREA with PRODUCT"),
    keyword("anaesthesia", Rule::anaesthesia, "anaesthesia general by anaesthetist"),
    several(
        "numb",
        Rule::numb,
        "numb AREA, AREA with PRODUCT under LABEL, ? g in total on ? cm2, ? to ? minutes, uncovered, in clinic by NAME",
        &["numb AREA, AREA with PRODUCT of ? % NAME and ? % NAME, ? g in total on ? cm2, ? to ? minutes, uncovered, in clinic by NAME"],
    ),
    keyword("observe", Rule::observe, "observe patient while numb by NAME"),
    keyword("wipe-off", Rule::wipe_off, "wipe-off PRODUCT"),
    keyword("disinfect", Rule::disinfect, "disinfect AREA, AREA with PRODUCT, let dry"),
    keyword("fit", Rule::fit, "fit one sterile CARTRIDGE per patient per session"),
    keyword("lubricate", Rule::lubricate, "lubricate with PRODUCT"),
    keyword("use", Rule::use_product, "use PRODUCT ? ml of ? % after needling, prescribed by NAME"),
    keyword("give", Rule::give, "give PRODUCT before needling, prescribed by NAME"),
    keyword("draw", Rule::draw, "draw blood for PRODUCT into closed-kit, labelled with name, birth-date by ? people"),
    keyword("match", Rule::match_label, "match PRODUCT to patient on name, birth-date by ? people"),
    keyword("discard", Rule::discard, "discard PRODUCT"),
    keyword("confirm", Rule::confirm, "confirm patient, areas, side, allergies, consent by ? people"),
    keyword("needle", Rule::needle, "needle AREA, then AREA"),
    keyword("rinse", Rule::rinse, "rinse with PRODUCT"),
    keyword("remove", Rule::remove, "remove cartridge without-touching"),
    keyword("sharps-bin", Rule::sharps_bin, "sharps-bin cartridge"),
    keyword("clean", Rule::clean, "clean handpiece with PRODUCT"),
    keyword("log", Rule::log, "log NAME, NAME"),
    keyword("keep", Rule::keep, "keep records ? years"),
];

const AREA: &[Keyword] = &[
    keyword("depth", Rule::depth, "depth start ? mm, raise by ? mm, never above ? mm"),
    keyword("passes", Rule::passes, "passes ? horizontal, ? vertical, ? diagonal"),
    keyword("speed", Rule::speed, "speed ? rpm"),
    several("move", Rule::movement, "move glide ? mm/s", &["move stamp, at most ? seconds in one spot"]),
    keyword("pressure", Rule::pressure, "pressure NAME"),
    keyword("size", Rule::size, "size ? cm2"),
    keyword("only", Rule::only, "only NAME, ? months or older, ? cm2"),
    keyword("evidence", Rule::evidence, "evidence none-published"),
    keyword("endpoint", Rule::endpoint, "endpoint NAME"),
    keyword("skip", Rule::skip, "skip NAME, NAME"),
    keyword("at most", Rule::at_most, "at most ? minutes"),
    several("stop", Rule::stop, "stop area if bleeding lasts over ? minutes under pressure", &["stop session if pain above ? of 10, NAME"]),
];

const COURSE: &[Keyword] = &[
    keyword("sessions", Rule::sessions, "sessions ?"),
    keyword("next", Rule::next, "next ? to ? days after the last session given, aim ? days"),
    keyword("ready", Rule::ready, "ready NAME, NAME, else NAME"),
    keyword("session", Rule::session_change, "session ? AREA never above ? mm"),
    keyword("late", Rule::late, "late NAME"),
    keyword("missed", Rule::missed, "missed contact patient, not counted"),
    keyword("stopped-early", Rule::stopped_early, "stopped-early NAME"),
    keyword("reassess", Rule::reassess, "reassess after session ?, before any more"),
    keyword("follow-up", Rule::follow_up, "follow-up ? weeks after the last session given"),
    keyword("plan", Rule::plan_for, "plan NAME: NAME, NAME"),
];

const VARIANT: &[Keyword] = &[
    keyword("basis", Rule::basis, "basis NAME"),
    keyword("next", Rule::next, "next ? to ? days after the last session given, aim ? days"),
    keyword("plan", Rule::plan_for, "plan NAME: NAME, NAME"),
];

const AFTERCARE: &[Keyword] = &[
    keyword("nothing-else", Rule::nothing_else, "nothing-else on treated skin until ? hours after"),
    several(
        "apply",
        Rule::apply,
        "apply PRODUCT from ? hours until ? days after",
        &["apply PRODUCT spf ? from ? hours until ? days after"],
    ),
    keyword("do-not", Rule::do_not, "do-not NAME, NAME until ? hours after"),
    keyword("contact", Rule::contact, "contact patient by ? hours after"),
    keyword("call if", Rule::call_if, "call if NAME, NAME lasting over ? days"),
    keyword("urgent if", Rule::urgent_if, "urgent if NAME, NAME"),
];

const EXCEPTION: &[Keyword] = &[
    keyword("reason", Rule::reason, "reason NAME"),
    keyword("because", Rule::because, "because \"TEXT\""),
    keyword("sources", Rule::sources, "sources NAME, NAME"),
    keyword("off-label", Rule::off_label, "off-label NAME"),
    keyword("rule", Rule::rule_version, "rule NAME version ?"),
    keyword("approved", Rule::approved, "approved 2026-01-31 by \"TEXT\""),
    keyword("expires", Rule::expires, "expires 2026-01-31"),
];

const SELF_TEST: &[Keyword] = &[
    keyword("given", Rule::given, "given phototype ?, session ? on 2026-01-31"),
    several(
        "expect",
        Rule::expect,
        "expect session ? on 2026-01-31",
        &["expect problem RULE", "expect sessions ?", "expect AREA never above ? mm in session ?"],
    ),
];

const SOURCE: &[Keyword] = &[
    keyword("title", Rule::title, "title \"TEXT\""),
    keyword("doi", Rule::doi, "doi IDENTIFIER"),
    keyword("address", Rule::address, "address \"TEXT\""),
    keyword("grade", Rule::grade, "grade NAME"),
    keyword("read", Rule::read, "read \"TEXT\""),
    keyword("renew-by", Rule::renew_by, "renew-by 2026-01-31"),
];

const AREA_ENTRY: &[Keyword] = &[
    keyword("part-of", Rule::part_of, "part-of AREA"),
    keyword("beside", Rule::beside, "beside AREA, AREA"),
    keyword("sides", Rule::sides, "sides AREA, AREA"),
    keyword("bony", Rule::bony, "bony yes"),
    keyword("skin", Rule::skin, "skin ? mm source NAME"),
    DEPTH_LIMIT,
    keyword("needling", Rule::needling, "needling never basis NAME source NAME"),
    keyword("evidence", Rule::evidence, "evidence none-published"),
    DISAGREEMENT,
];

const DEPTH_LIMIT: Keyword = keyword("limit", Rule::depth_limit, "limit depth LEVEL above ? mm basis NAME source NAME");

/// Wherever numbers of several sources meet.
const DISAGREEMENT: Keyword = several(
    "disagreement",
    Rule::disagreement,
    "disagreement NAME \"TEXT\" source NAME, NAME",
    &["disagreement \"TEXT\" source NAME, NAME"],
);

const DEVICE: &[Keyword] = &[
    several("dial", Rule::dial, "dial ? to ? mm step ? mm source NAME", &["dial up to ? mm step unpublished source NAME"]),
    several("speed", Rule::device_speed, "speed ? rpm source NAME", &["speed unpublished"]),
    keyword("tolerance", Rule::tolerance, "tolerance ? mm source NAME"),
    keyword("not-licensed", Rule::not_licensed, "not-licensed PLACE, PLACE level NAME basis NAME source NAME"),
    DISAGREEMENT,
    keyword("revision", Rule::revision, "revision ?"),
    keyword("capacity", Rule::capacity, "capacity NAME ?, NAME ?"),
    keyword("cartridge", Rule::cartridge_open, "cartridge NAME {"),
    keyword("label", Rule::label_open, "label NAME {"),
];

const CARTRIDGE: &[Keyword] = &[
    keyword("needles", Rule::needles, "needles ?"),
    keyword("length", Rule::length, "length unpublished"),
    keyword("sterile", Rule::fact, "sterile yes"),
    keyword("single-use", Rule::fact, "single-use yes"),
];

const LABEL: &[Keyword] = &[
    keyword("indication", Rule::indication, "indication NAME"),
    keyword("area", Rule::label_area, "area NAME"),
    keyword("place", Rule::place, "place NAME"),
    keyword("age", Rule::label_age, "age ? years or older"),
    keyword("phototype", Rule::label_phototype, "phototype ? to ?"),
    keyword("depth", Rule::label_depth, "depth never above ? mm level NAME"),
    keyword("next", Rule::next_at_least, "next ? days or more level NAME"),
    keyword("source", Rule::label_source, "source NAME"),
    keyword("strength", Rule::strength, "strength ? % NAME"),
    keyword("coverage", Rule::coverage, "coverage ? to ? g/cm2 level NAME"),
    keyword("dwell", Rule::dwell, "dwell ? to ? minutes level NAME"),
    keyword("most", Rule::most, "most ? g on ? cm2 level NAME"),
    keyword("covered", Rule::fact, "covered no"),
];

const PRODUCT: &[Keyword] = &[
    keyword("class", Rule::class, "class NAME"),
    keyword("sterile", Rule::fact, "sterile yes"),
    keyword("single-dose", Rule::fact, "single-dose yes"),
    keyword("additive-free", Rule::fact, "additive-free yes"),
    keyword("for-broken-skin", Rule::fact, "for-broken-skin yes"),
    keyword("not-on-skin", Rule::not_on_skin, "not-on-skin from ? hours before until ? hours after level NAME"),
    keyword("not-on", Rule::not_on, "not-on AREA, AREA level NAME basis NAME source NAME"),
    keyword("let-dry", Rule::dries, "let-dry level NAME basis NAME source NAME"),
    keyword("ask", Rule::asks, "ask NAME, NAME level NAME basis NAME source NAME"),
    DISAGREEMENT,
    keyword("label", Rule::label_open, "label NAME {"),
];

const ACTIVITY: &[Keyword] = &[
    keyword("left-off", Rule::left_off, "left-off until ? hours after level NAME basis NAME source NAME"),
    keyword("paused", Rule::paused, "paused from ? days before level NAME basis NAME source NAME"),
    keyword("required", Rule::required, "required level NAME basis NAME source NAME"),
    DISAGREEMENT,
];

const CONDITION: &[Keyword] = &[
    keyword("class", Rule::class, "class NAME"),
    keyword("scope", Rule::scope, "scope NAME"),
    keyword("verdicts", Rule::verdicts, "verdicts NAME, NAME"),
    keyword("shortest wait", Rule::shortest_wait, "shortest wait ? months after level NAME"),
    keyword("required", Rule::required, "required level NAME basis NAME source NAME"),
    keyword("stopped by", Rule::stopped_by, "stopped by NAME level NAME basis NAME source NAME"),
    DISAGREEMENT,
];

const INDICATION: &[Keyword] = &[
    keyword("title", Rule::title, "title \"TEXT\""),
    keyword("too-new", Rule::too_new, "too-new NAME"),
    keyword("treated by", Rule::treated_by, "treated by NAME level NAME basis NAME source NAME"),
    DEPTH_LIMIT,
    DISAGREEMENT,
];

const HAZARD: &[Keyword] = &[
    keyword("harm", Rule::harm, "harm \"TEXT\""),
    keyword("level", Rule::hazard_level, "level NAME"),
    keyword("by-design", Rule::by_design, "by-design \"TEXT\" shown-by NAME"),
    keyword("unseen", Rule::unseen, "unseen \"TEXT\""),
];

const VOCABULARY: &[Keyword] = &[keyword("allow", Rule::allow, "allow NAME, NAME")];

const WRONG_NAME: &[Keyword] = &[keyword("why", Rule::why, "why \"TEXT\"")];

const CLINIC: &[Keyword] = &[
    keyword("place", Rule::place, "place NAME"),
    keyword("setting", Rule::setting, "setting NAME"),
    ZONE,
    OPEN,
    CLOSED,
    HOLIDAYS,
    keyword("emergency", Rule::emergency, "emergency \"TEXT\""),
    keyword("licensed", Rule::licensed, "licensed DEVICE, DEVICE"),
    keyword("policy", Rule::policy_file, "policy \"FILE\""),
];

/// Whatever says when a clinic is open may be said of one course as well.
const ZONE: Keyword = keyword("zone", Rule::zone, "zone REGION/CITY");
const OPEN: Keyword = keyword("open", Rule::open, "open monday to friday 08:00 to 18:00");
const CLOSED: Keyword = keyword("closed", Rule::closed, "closed 2026-12-25, 2027-02-01 to 2027-02-05");
const HOLIDAYS: Keyword = keyword("holidays", Rule::holidays, "holidays \"FILE\"");

const COURSE_FILE: &[Keyword] = &[
    several(
        "protocol",
        Rule::governed,
        "protocol NAME 1.0.0 text DIGEST in \"FILE\"",
        &["protocol NAME 1.0.0 text DIGEST in \"FILE\" from session ?, decided 2026-01-31 by \"TEXT\""],
    ),
    keyword("phototype", Rule::patient_phototype, "phototype ?"),
    keyword("start", Rule::start, "start 2026-01-31 10:00"),
    ZONE,
    OPEN,
    CLOSED,
    HOLIDAYS,
    several(
        "session",
        Rule::happened,
        "session ? given 2026-01-31 10:00",
        &[
            "session ? missed 2026-01-31",
            "session ? moved to 2026-01-31 10:00",
            "session ? stopped-early 2026-01-31 10:00",
            "session ? reviewed 2026-01-31 by \"TEXT\"",
            "session ? cancelled 2026-01-31",
        ],
    ),
    keyword(
        "revised",
        Rule::revised,
        "revised 2026-01-31, change ?, phototype ?, text 0123456789abcdef, with 0123456789abcdef, zone Europe/Berlin",
    ),
    several(
        "issued session",
        Rule::issued_session,
        "issued session ? on 2026-01-31 10:00, change ?",
        &["issued session ? on 2026-01-31 10:00, change ?, called-off", "issued session ? on 2026-01-31 10:00, change ?, proposed"],
    ),
    several(
        "issued throughout",
        Rule::issued_throughout,
        "issued throughout on 2026-01-31, change ?",
        &["issued throughout on 2026-01-31, change ?, called-off"],
    ),
    several(
        "issued follow-up",
        Rule::issued_follow_up,
        "issued follow-up on 2026-01-31, change ?",
        &["issued follow-up on 2026-01-31, change ?, called-off"],
    ),
];

const POLICY: &[Keyword] = &[
    keyword("limit depth", Rule::policy_depth, "limit depth on AREA never above ? mm"),
    keyword("limit passes", Rule::policy_passes, "limit passes on AREA at most ?"),
    keyword("limit sessions", Rule::policy_sessions, "limit sessions at most ?"),
    keyword("next", Rule::policy_next, "next ? days or more"),
    keyword("age", Rule::age, "age ? years or older"),
    keyword("wait", Rule::wait, "wait NAME ? weeks after"),
    keyword("pause", Rule::pause, "pause NAME from ? days before until ? days after"),
    keyword("contact", Rule::contact, "contact patient by ? hours after"),
    keyword("require", Rule::require, "require record NAME"),
    keyword("forbid", Rule::forbid, "forbid product NAME"),
];

#[cfg(test)]
mod tests {
    //! The table says what the grammar says.

    use super::*;
    use crate::syntax::grammar;

    #[test]
    fn every_shape_is_read_by_its_rule_and_starts_with_its_word() {
        for block in Block::ALL {
            for keyword in block.table() {
                for shape in keyword.shapes() {
                    assert!(grammar::alone(keyword.rule, shape).is_ok(), "{shape}");
                    assert!(shape.starts_with(keyword.word), "{shape}");
                }
            }
        }
    }

    #[test]
    fn every_statement_of_the_grammar_stands_in_a_table() {
        let words = include_str!("../../grammar/protocol.pest").to_owned()
            + include_str!("../../grammar/session.pest")
            + include_str!("../../grammar/atlas.pest")
            + include_str!("../../grammar/clinic.pest")
            + include_str!("../../grammar/course.pest");
        for line in words.lines().filter(|line| line.contains("_item = _{") || line.contains("_statement = _{")) {
            // A look at the first letter spares a line that starts with none all the words.
            let body = line.split_once('{').map_or("", |(_, body)| body).replace("&(gap ~ 'a'..'z')", "");
            for name in body.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|name| !name.is_empty()) {
                let skip = ["blank", "bad", "bad_block", "bad_part", "bad_top_block", "stray", "variant_change", "screen_statement"];
                if skip.contains(&name) || name.ends_with("_close") || name.ends_with("_word") {
                    continue;
                }
                let known = Block::ALL.iter().flat_map(|block| block.table()).any(|keyword| {
                    let rule = format!("{:?}", keyword.rule);
                    rule == name || rule == format!("{name}_open") || rule == format!("{}_open", name.trim_end_matches("_entry"))
                });
                assert!(known, "{name} stands in no table");
            }
        }
    }
}
