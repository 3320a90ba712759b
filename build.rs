//! Lists the rule folder into the registry: a rule that exists is a rule that runs, and adding one touches one file.
#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a build without its folders stops, with the reason")]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets the package's folder");
    let out = env::var("OUT_DIR").expect("cargo sets the output folder");
    let folder = Path::new(&root).join("src/check/rules");
    println!("cargo::rerun-if-changed=src/check/rules");
    println!("cargo::rerun-if-changed=grammar");
    println!("cargo::rerun-if-changed=docs/rules");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the rule folder")
        .filter_map(|entry| entry.expect("an entry of the rule folder").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".rs").filter(|name| *name != "mod").map(str::to_owned))
        .collect();
    names.sort();
    let mut text = String::new();
    for name in &names {
        writeln!(text, "#[path = {:?}]\nmod {name};", folder.join(format!("{name}.rs"))).expect("a string takes every write");
    }
    writeln!(text, "/// Every rule, by name.\npub static RULES: &[crate::rule::Registered] = &[").expect("a string takes every write");
    for name in &names {
        let kebab = name.replace('_', "-");
        let path = folder.join(format!("{name}.rs"));
        // The page of a new rule is written by a test, which has to be built first.
        let page = Path::new(&root).join(format!("docs/rules/{kebab}.md"));
        let page = if page.exists() { format!("include_str!({page:?})") } else { "\"\"".to_owned() };
        writeln!(
            text,
            "    crate::rule::Registered {{ name: {kebab:?}, code: include_str!({path:?}), document: {page}, rule: &{name}::RULE }},"
        )
        .expect("a string takes every write");
    }
    text.push_str("];\n");
    fs::write(Path::new(&out).join("rules.rs"), text).expect("the registry is written");
}
