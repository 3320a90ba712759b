//! Lists the folders of rules into registries: a rule that exists is a rule that runs, and adding one touches one file.
#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a build without its folders stops, with the reason")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A rule's file.
struct File {
    /// Its name without the ending, in Rust's spelling and in ours.
    module: String,
    kebab: String,
    path: PathBuf,
    /// The page that is written of it, as an expression.
    page: String,
}

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets the package's folder");
    let out = env::var("OUT_DIR").expect("cargo sets the output folder");
    let (root, out) = (Path::new(&root), Path::new(&out));
    for folder in ["src/check/rules", "src/schedule/rules", "grammar", "docs/rules"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let of_check = registry(&files(root, "src/check/rules"), "", "crate::rule::Registered", "Every rule, by name.");
    fs::write(out.join("rules.rs"), of_check).expect("the registry is written");
    let files = files(root, "src/schedule/rules");
    let mut of_dates = registry(&files, "pub(super) ", "super::Registered", "Every rule of dates, by name.");
    for File { module, kebab, .. } in &files {
        let named = format!("const NAME: &'static str = {kebab:?};\n    const LEVEL: crate::diagnostic::Level = {module}::RULE.level;");
        writeln!(of_dates, "impl super::rule::Named for {module}::Finding {{\n    {named}\n}}").expect("a string takes every write");
    }
    fs::write(out.join("date_rules.rs"), of_dates).expect("the registry is written");
}

/// The files of a folder of rules, by name.
fn files(root: &Path, folder: &str) -> Vec<File> {
    let folder = root.join(folder);
    let entries = fs::read_dir(&folder).expect("a folder of rules");
    let names = entries.filter_map(|entry| entry.expect("an entry of a folder of rules").file_name().into_string().ok());
    let mut modules: Vec<String> = names.filter_map(|name| name.strip_suffix(".rs").map(str::to_owned)).collect();
    modules.sort();
    let file = |module: String| {
        let kebab = module.replace('_', "-");
        // The page of a new rule is written by a test, which has to be built first.
        let page = root.join(format!("docs/rules/{kebab}.md"));
        let page = if page.exists() { format!("include_str!({page:?})") } else { "\"\"".to_owned() };
        File { path: folder.join(format!("{module}.rs")), module, kebab, page }
    };
    modules.into_iter().map(file).collect()
}

/// The modules of a folder, and the list of what they are.
fn registry(files: &[File], seen: &str, registered: &str, says: &str) -> String {
    let mut text = String::new();
    for File { module, path, .. } in files {
        writeln!(text, "#[path = {path:?}]\n{seen}mod {module};").expect("a string takes every write");
    }
    writeln!(text, "/// {says}\npub static RULES: &[{registered}] = &[").expect("a string takes every write");
    for File { module, kebab, path, page } in files {
        let fields = format!("name: {kebab:?}, code: include_str!({path:?}), document: {page}, rule: &{module}::RULE");
        writeln!(text, "    {registered} {{ {fields} }},").expect("a string takes every write");
    }
    text.push_str("];\n");
    text
}
