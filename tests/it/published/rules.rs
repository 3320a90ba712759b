//! The numbers that belong to no entry of the atlas: named constants in the files of the rules. Their value is read from the rule's own
//! text; level, basis and sources are those that the rule tells a reader of a protocol that misses them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use needlepoint::check::RULES;
use needlepoint::quantity::{Calendar, Clock, Depth, Mass, Speed, Strength, Surface};
use needlepoint::syntax::entries::Cite;
use syn::visit::{self, Visit};

use super::{Limit, Row, standing};
use crate::support::{answer, builtin, files, read, splice};

/// Numbers of rules that are no limit on a treatment, each with the reason.
const NO_LIMIT: &[(&str, &str)] = &[
    ("exception-incomplete", "how many words make a sentence is the language's own"),
    ("patient-data", "how many figures make a patient's number, to tell names from other words"),
    ("image-capacity", "the widths of the fields of the image; image.rs holds them against the format"),
];

fn is_no_limit(rule: &str) -> bool {
    NO_LIMIT.iter().any(|(name, _)| *name == rule)
}

/// Every named number of every rule: rule and name as a row writes them, the value as the language prints it, and its bare figure.
fn constants() -> &'static BTreeMap<(String, String), (String, u32)> {
    static CONSTANTS: LazyLock<BTreeMap<(String, String), (String, u32)>> = LazyLock::new(|| {
        let mut all = BTreeMap::new();
        for rule in RULES {
            let file = syn::parse_file(rule.code).unwrap_or_else(|fault| panic!("{}: {fault}", rule.name));
            for item in file.items {
                if let syn::Item::Const(item) = item
                    && let Some(value) = value(&item.expr)
                {
                    all.insert((rule.name.to_owned(), item.ident.to_string().to_lowercase().replace('_', "-")), value);
                }
            }
        }
        all
    });
    &CONSTANTS
}

/// A number as code writes it: a figure, a product of figures, or a quantity made of one; `None` for anything else.
fn value(code: &syn::Expr) -> Option<(String, u32)> {
    let syn::Expr::Call(call) = code else {
        let number = figure(code)?;
        return Some((number.to_string(), number));
    };
    let syn::Expr::Path(made) = &*call.func else { return None };
    let path: Vec<String> = made.path.segments.iter().map(|part| part.ident.to_string()).collect();
    let (path, inner) = (path.join("::"), call.args.first()?);
    if path == "Elapsed::Clock" || path == "Elapsed::Calendar" {
        return value(inner);
    }
    let number = figure(inner)?;
    let printed = match path.as_str() {
        "Calendar::of_days" => Calendar::of_days(number).to_string(),
        "Calendar::of_months" => Calendar::of_months(number).to_string(),
        "Clock::of" => Clock::of(number).to_string(),
        "Depth::of" => Depth::of(number).to_string(),
        "Mass::of" => Mass::of(number).to_string(),
        "Speed::of" => Speed::of(number).to_string(),
        "Strength::of" => Strength::of(number).to_string(),
        "Surface::of" => Surface::of(number).to_string(),
        other => panic!("a constant is made by {other}, which this test cannot read"),
    };
    Some((printed, number))
}

fn figure(code: &syn::Expr) -> Option<u32> {
    match code {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(number), .. }) => number.base10_parse().ok(),
        syn::Expr::Binary(syn::ExprBinary { left, op: syn::BinOp::Mul(_), right, .. }) => figure(left)?.checked_mul(figure(right)?),
        _ => None,
    }
}

/// What a rule says of a protocol: its level, the words, and the basis and sources among them.
struct Told {
    rule: &'static str,
    /// The limit of the probe that it was told at, when it was one.
    probed: Option<u32>,
    level: &'static str,
    words: String,
    basis: String,
    sources: Vec<String>,
    standing: [String; 2],
}

/// What the rules say of every case, of every example and just outside every probe.
fn told() -> &'static [Told] {
    static TOLD: LazyLock<Vec<Told>> = LazyLock::new(|| {
        let mut all: Vec<Told> = Vec::new();
        let mut tell = |text: &str, probe: Option<(&str, u32)>| {
            for problem in answer(text).problems {
                let probed = probe.filter(|(rule, _)| problem.rule == *rule).map(|(_, limit)| limit);
                let words = format!("{}; {}", problem.message(), problem.help().unwrap_or_default());
                // Where sources differ, the sentence that says so names others than those that the limit rests on.
                let words = words.split("; sources disagree: ").next().unwrap_or_default().to_owned();
                if all.iter().any(|told| told.rule == problem.rule && told.words == words && told.probed == probed) {
                    continue;
                }
                let basis = words.split("basis ").nth(1).unwrap_or_default();
                let basis = basis.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default().to_owned();
                let sources = cited(&words);
                let keys = sources.iter().filter_map(|key| Some(builtin().source(key)?.name.clone()));
                let standing = standing(&Cite { sources: keys.collect(), unconfirmed: false, reports: None });
                all.push(Told { rule: problem.rule, probed, level: problem.level.word(), words, basis, sources, standing });
            }
        };
        for rule in RULES {
            for example in rule.page().split("```needle,not-accepted\n").skip(1) {
                tell(&splice(example.split("```").next().unwrap_or_default()), None);
            }
            for probe in (rule.rule.probes)(builtin()) {
                for (value, _) in probe.values().into_iter().filter(|(_, outside)| *outside) {
                    tell(&splice(&(probe.fragment)(value)), Some((rule.name, probe.limit)));
                }
            }
        }
        for path in files("tests/cases/rules", ".needle") {
            tell(&crate::cases::text(&read(&path)), None);
        }
        all
    });
    &TOLD
}

/// What a rule says where one of its numbers is missed. Where a probe meets that number, only what is said there counts.
fn told_of(rule: &str, value: &str, figure: u32) -> Vec<&'static Told> {
    let all = || told().iter().filter(|told| told.rule == rule && names(&told.words, value));
    let probed: Vec<_> = all().filter(|told| told.probed == Some(figure)).collect();
    if probed.is_empty() { all().collect() } else { probed }
}

/// The sources that a sentence names as `key (grade)`.
fn cited(words: &str) -> Vec<String> {
    let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let before = words.match_indices(" (").map(|(at, _)| words[..at].rsplit(|c| !is_key(c)).next().unwrap_or_default());
    let mut keys: Vec<String> = before.filter(|key| builtin().source(key).is_some()).map(str::to_owned).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Whether a sentence names this amount, and not a longer one that has it within.
fn names(words: &str, amount: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '.');
    words.match_indices(amount).any(|(at, _)| {
        let after = words[at + amount.len()..].chars().next();
        edge(words[..at].chars().next_back()) && (edge(after) || after == Some('.'))
    })
}

/// Everything in which the rows of the rules differ from their constants and from what they say.
pub(super) fn differences(rows: &[Row], asked: impl Fn(&str) -> bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for ((rule, name), (value, figure)) in constants() {
        let key = Limit::of("rule", rule, name);
        if !asked(&key) || is_no_limit(rule) {
            continue;
        }
        let mine: Vec<&Row> = rows.iter().filter(|row| row.limit.kind == "rule" && row.limit.key() == key).collect();
        let [row] = mine.as_slice() else {
            wrong.push(format!("{key}: {} rows for {value}", mine.len()));
            continue;
        };
        let Limit { level, basis, sources, grade, confirmed, .. } = &row.limit;
        let told = told_of(rule, value, *figure);
        // With this basis and these sources, the rule speaks at the levels of the row and at no other.
        let alike = told.iter().filter(|told| (&told.basis, &told.sources) == (basis, sources));
        let alike = alike.filter(|told| told.standing == [grade.as_str(), confirmed.as_str()]);
        let mut levels: Vec<&str> = alike.map(|told| told.level).collect();
        levels.sort_unstable();
        levels.dedup();
        if row.limit.value != *value || levels.join("; ") != *level {
            let mut said: Vec<String> = told
                .iter()
                .map(|told| {
                    let [grade, confirmed] = &told.standing;
                    let Told { level, basis, sources, .. } = told;
                    format!("\n  says     {value} | {level} | {basis} | {} | {grade} | confirmed {confirmed}", sources.join("; "))
                })
                .collect();
            said.sort();
            said.dedup();
            wrong.push(format!("{key}, which has {value}\n  row {:3}  {}{}", row.line, row.limit.shown(), said.concat()));
        }
    }
    let number = |row: &Row| (row.limit.name.clone(), row.limit.limit.clone());
    let of_rules = rows.iter().filter(|row| row.limit.kind == "rule" && asked(&row.limit.key()));
    for row in of_rules.filter(|row| is_no_limit(&row.limit.name) || !constants().contains_key(&number(row))) {
        wrong.push(format!("{}\n  row {:3}  the rule has no such limit", row.limit.key(), row.line));
    }
    wrong
}

/// Numbers above 1 that a rule's check compares something with and that have no name.
#[derive(Default)]
struct Nameless(Vec<String>);

impl<'a> Visit<'a> for Nameless {
    fn visit_expr_binary(&mut self, code: &'a syn::ExprBinary) {
        use syn::BinOp::{Eq, Ge, Gt, Le, Lt, Ne};
        if matches!(code.op, Eq(_) | Ge(_) | Gt(_) | Le(_) | Lt(_) | Ne(_)) {
            self.0.extend(
                [&code.left, &code.right]
                    .into_iter()
                    .filter_map(|side| figure(side))
                    .filter(|number| *number > 1)
                    .map(|number| number.to_string()),
            );
        }
        visit::visit_expr_binary(self, code);
    }

    fn visit_item_fn(&mut self, code: &'a syn::ItemFn) {
        if !code.sig.ident.to_string().starts_with("probe") {
            visit::visit_item_fn(self, code);
        }
    }
}

#[test]
fn a_rule_compares_with_no_number_that_has_no_name() {
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| !is_no_limit(rule.name)) {
        let mut found = Nameless::default();
        found.visit_file(&syn::parse_file(rule.code).unwrap_or_else(|fault| panic!("{}: {fault}", rule.name)));
        if !found.0.is_empty() {
            wrong.push(format!(
                "{} compares with {}: a number has a name, and a row of tests/published.csv",
                rule.name,
                found.0.join(", ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
