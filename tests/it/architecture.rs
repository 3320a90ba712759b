//! The shape of the code itself: who may import whom, what a file opens with, how long it may be, and what may not stand in it.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;

use crate::support::{files, read, root};

/// Modules that show or offer what the library finds: they may also name what `src/lib.rs` itself holds.
const FACES: &[&str] = &["report", "record", "document", "lsp", "cli"];

/// The table of imports in `docs/architecture.md`: `module <- what it may import`.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let page = read("docs/architecture.md");
    let fence = page.split("```imports\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a table in a fence ```imports");
    let rows = fence.lines().filter_map(|line| line.split_once("<-"));
    rows.map(|(module, may)| (module.trim().to_owned(), may.split_whitespace().map(str::to_owned).collect())).collect()
}

/// The module at the root of the crate that a file belongs to.
fn module(path: &str) -> String {
    let inner = path.trim_start_matches("src/");
    match inner.split_once('/') {
        Some((module, _)) => module.to_owned(),
        None => match inner.trim_end_matches(".rs") {
            "lib" => "root".to_owned(),
            other => other.to_owned(),
        },
    }
}

/// Every module of the crate's root that a file names: after `crate` or `needlepoint`, or by climbing there with `super`.
struct Paths {
    /// How many modules the file lies in.
    depth: usize,
    modules: BTreeSet<String>,
    found: BTreeSet<String>,
}

impl Paths {
    /// One path, from its first name on.
    fn path(&mut self, names: &[String]) {
        let climbs = names.iter().take_while(|name| *name == "super").count();
        let start = match names.first().map(String::as_str) {
            Some("crate" | "needlepoint") => 1,
            Some("super") if climbs >= self.depth => climbs,
            _ => return,
        };
        // `pub(crate)` is no path.
        let Some(name) = names.get(start) else { return };
        self.found.insert(if self.modules.contains(name) { name.clone() } else { "root".to_owned() });
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.path(&with(&name.ident)),
            syn::UseTree::Rename(name) => self.path(&with(&name.ident)),
            syn::UseTree::Glob(_) => self.path(before),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(before, tree)),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.depth += 1;
        syn::visit::visit_item_mod(self, item);
        self.depth -= 1;
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        // `crate::check(..)` is the function of that name, not the module.
        match names.as_slice() {
            [start, _] if start == "crate" => drop(self.found.insert("root".to_owned())),
            _ => self.path(&names),
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        // What stands inside a macro is no path yet, so its words are read.
        let text = invocation.tokens.to_string().replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
            let names: Vec<String> = word.split("::").map(str::to_owned).collect();
            if names.len() > 1 {
                self.path(&names);
            }
        }
        syn::visit::visit_macro(self, invocation);
    }
}

fn sources() -> Vec<(String, String)> {
    files("src", ".rs").into_iter().map(|path| (path.clone(), read(&path))).collect()
}

/// Every source file of the repository, tests included.
fn all_sources() -> Vec<(String, String)> {
    let folders = ["src", "tests/it", "loader", "benches"];
    folders
        .into_iter()
        .filter(|folder| root().join(folder).is_dir())
        .flat_map(|folder| files(folder, ".rs"))
        .map(|path| (path.clone(), read(&path)))
        .collect()
}

#[test]
fn every_module_imports_only_what_it_may() {
    let table = table();
    let modules: BTreeSet<String> = sources().iter().map(|(path, _)| module(path)).collect();
    let mut wrong = BTreeSet::new();
    wrong.extend(
        table
            .keys()
            .chain(table.values().flatten())
            .filter(|name| !modules.contains(*name))
            .map(|name| format!("the table names {name}, and no module has that name")),
    );
    for (path, text) in sources() {
        if ["src/lib.rs", "src/main.rs"].contains(&path.as_str()) {
            continue;
        }
        let depth = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod").split('/').count();
        let mut paths = Paths { depth, modules: modules.clone(), found: BTreeSet::new() };
        paths.visit_file(&syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}")));
        let here = module(&path);
        let Some(may) = table.get(&here) else {
            wrong.insert(format!("{here} has no row in the table of imports"));
            continue;
        };
        let free = |name: &String| *name == here || may.contains(name) || (name == "root" && FACES.contains(&here.as_str()));
        wrong.extend(paths.found.iter().filter(|name| !free(name)).map(|name| format!("{path} imports {name}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn no_rule_imports_another() {
    for (path, text) in sources() {
        if !path.starts_with("src/check/rules/") && !path.starts_with("src/schedule/rules/") {
            continue;
        }
        assert!(
            !text.contains("super::") && !text.contains("check::rules") && !text.contains("schedule::rules"),
            "{path} reaches for another rule"
        );
    }
}

#[test]
fn the_grammar_library_stays_in_the_syntax() {
    for (path, text) in sources() {
        let named = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .any(|line| line.contains("pest::") || line.contains("pest_derive"));
        assert!(!named || path.starts_with("src/syntax/"), "{path} names the grammar library");
        let drawn = text.contains("GraphicalReportHandler") || text.contains("miette::Report");
        assert!(!drawn || path.starts_with("src/report/"), "{path} draws reports");
        let client = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .any(|line| line.contains("gen_lsp_types") || line.contains("lsp_server"));
        assert!(!client || path.starts_with("src/lsp/"), "{path} speaks an editor's protocol");
    }
    let library = read("src/lib.rs");
    for word in ["miette", "pest", "lsp_", "lsp-"] {
        let code: String = library.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        assert!(!code.contains(word), "src/lib.rs exposes {word}");
    }
}

#[test]
fn a_panic_is_caught_in_one_place_only() {
    for (path, text) in sources() {
        assert!(!text.contains("catch_unwind") || path.starts_with("src/lsp"), "{path} catches a panic");
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in all_sources() {
        assert!(text.starts_with("//!") || text.starts_with("#![") && text.contains("\n//!"), "{path} opens with no `//!` line");
        let first = text.lines().find(|line| line.starts_with("//!")).unwrap_or_default();
        assert!(first.len() > 12, "{path} says nothing of itself: {first}");
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for (path, text) in all_sources() {
        let lines = text.lines().count();
        assert!(lines <= 600, "{path} has {lines} lines");
    }
}

#[test]
fn nothing_is_left_half_done() {
    // Written in two parts, so that this file does not find itself.
    let words = [["#[ign", "ore"], ["tod", "o!("], ["unimpl", "emented!("], ["FIX", "ME"], ["XX", "X"], ["dbg", "!("], ["<<<", "<<<< "]]
        .map(|parts| parts.concat());
    for (path, text) in all_sources() {
        for word in &words {
            assert!(!text.contains(word.as_str()), "{path} contains {word}");
        }
    }
    for path in files("grammar", ".pest").into_iter().chain(files("protocols", ".needle")).chain(files("src", ".needle")) {
        let text = read(&path);
        assert!(!words.iter().any(|word| text.contains(word.as_str())), "{path} is half done");
    }
}

#[test]
fn only_the_shim_of_the_loader_may_be_unsafe() {
    for (path, text) in all_sources() {
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .any(|line| line.contains(&["unsa", "fe {"].concat()) || line.contains(&["unsa", "fe fn"].concat()));
        assert!(!code || path.starts_with("loader/ffi/"), "{path} is unsafe");
    }
}
