//! The atlas: its constants are fresh, its names resolve, and every limit says what it rests on. How firmly a limit may bind on its
//! sources is held in tests/it/published.rs, over every number.

use databake::Bake;

use super::*;
use crate::diagnostic::Level;
use crate::source::{FileId, Source as Text};
use crate::syntax::entries::{Basis, List};
use crate::syntax::{self, entries};

/// The atlas as its texts say it now.
fn read() -> Entries {
    let mut all = Entries::default();
    for (number, (name, text)) in (0..).zip(ATLAS_TEXTS) {
        let parsed = syntax::parse(&Text::new(FileId(number), name, text));
        let problems: Vec<String> =
            parsed.problems.iter().map(|problem| format!("{name}:{} {}", problem.place.start, problem.message())).collect();
        assert!(problems.is_empty(), "{problems:#?}");
        assert!(parsed.tree.broken.is_empty() && parsed.tree.protocols.is_empty());
        let entries = parsed.tree.entries;
        all.sources = all.sources.iter().chain(&entries.sources).cloned().collect();
        all.areas = all.areas.iter().chain(&entries.areas).cloned().collect();
        all.devices = all.devices.iter().chain(&entries.devices).cloned().collect();
        all.products = all.products.iter().chain(&entries.products).cloned().collect();
        all.activities = all.activities.iter().chain(&entries.activities).cloned().collect();
        all.conditions = all.conditions.iter().chain(&entries.conditions).cloned().collect();
        all.indications = all.indications.iter().chain(&entries.indications).cloned().collect();
        all.lists = all.lists.iter().chain(&entries.lists).cloned().collect();
        all.hazards = all.hazards.iter().chain(&entries.hazards).cloned().collect();
        all.vocabularies = all.vocabularies.iter().chain(&entries.vocabularies).cloned().collect();
        all.wrong_names = all.wrong_names.iter().chain(&entries.wrong_names).cloned().collect();
    }
    all.sort();
    all
}

/// Writes the entries of one kind as constants, one a line, when they are not fresh; says whether it had to.
#[expect(clippy::disallowed_methods, reason = "a test rewrites the files it guards")]
fn rewritten<T: Clone + Bake>(kind: &str, name: &str, entries: &[T]) -> bool {
    let env = databake::CrateEnv::default();
    let lines: String = entries.iter().map(|entry| format!("    {},\n", entry.bake(&env).to_string().replace(" :: ", "::"))).collect();
    let text = format!(
        "//! Written by the test `the_atlas_constants_are_fresh`; not to be edited.\n\n\
         pub(super) const ALL: crate::syntax::entries::List<crate::syntax::entries::{name}> = crate::syntax::entries::List::fixed(const {{ &[\n{lines}] }});\n"
    );
    let path = format!("{}/src/model/library/constants/{kind}.rs", env!("CARGO_MANIFEST_DIR"));
    let fresh = std::fs::read_to_string(&path).is_ok_and(|old| old == text);
    if !fresh {
        std::fs::write(&path, text).expect("the constants are written");
    }
    !fresh
}

#[test]
fn the_atlas_constants_are_fresh() {
    let all = read();
    let rewritten = [
        rewritten("sources", "Source", &all.sources),
        rewritten("areas", "Area", &all.areas),
        rewritten("devices", "Device", &all.devices),
        rewritten("products", "Product", &all.products),
        rewritten("activities", "Activity", &all.activities),
        rewritten("conditions", "Condition", &all.conditions),
        rewritten("indications", "Indication", &all.indications),
        rewritten("lists", "ScreeningList", &all.lists),
        rewritten("hazards", "Hazard", &all.hazards),
        rewritten("vocabularies", "Vocabulary", &all.vocabularies),
        rewritten("wrong_names", "WrongName", &all.wrong_names),
    ];
    assert!(!rewritten.contains(&true), "the atlas changed: its constants were written again; run the tests once more");
    assert!(super::constants::ATLAS == all, "the constants say what the texts say");
}

#[test]
fn every_name_in_the_atlas_is_known_and_stands_once() {
    let library = Library::of(read());
    let all = library.entries();
    let mut names: Vec<(&str, &Word)> = Vec::new();
    names.extend(all.sources.iter().map(|entry| ("source", &entry.name)));
    names.extend(all.areas.iter().map(|entry| ("area", &entry.name)));
    names.extend(all.devices.iter().map(|entry| ("device", &entry.name)));
    names.extend(all.products.iter().map(|entry| ("product", &entry.name)));
    names.extend(all.activities.iter().map(|entry| ("activity", &entry.name)));
    names.extend(all.conditions.iter().map(|entry| ("condition", &entry.name)));
    names.extend(all.hazards.iter().map(|entry| ("hazard", &entry.name)));
    for (place, (kind, name)) in names.iter().enumerate() {
        let again = names.iter().skip(place + 1).any(|(other, word)| kind == other && word.value == name.value);
        assert!(!again, "{kind} {} stands twice", name.value);
    }
    for area in &all.areas {
        for word in area.part_of.iter().chain(&area.beside).chain(&area.sides) {
            assert!(library.area(word.value.as_str()).is_some(), "{} names {}", area.name.value, word.value);
        }
    }
    for activity in &all.activities {
        let name = &activity.name.value;
        assert!(library.words("aftercare-activity").iter().any(|word| word.value == *name), "an aftercare cannot name {name}");
    }
    for indication in &all.indications {
        let reserved = indication.treated_by.iter().flat_map(|treated| &treated.to);
        assert!(indication.too_new.iter().all(|word| library.condition(word.value.as_str()).is_some()), "{}", indication.name.value);
        reserved.for_each(|word| assert!(library.words("operator").iter().any(|known| known.value == word.value), "{}", word.value));
    }
    for condition in &all.conditions {
        let reserved = condition.stopped_by.iter().flat_map(|stopped| &stopped.to);
        reserved.for_each(|word| assert!(library.words("decider").iter().any(|known| known.value == word.value), "{}", word.value));
    }
    for cite in cites(all) {
        for source in cite.sources.iter() {
            assert!(library.source(source.value.as_str()).is_some(), "source {}", source.value);
        }
    }
}

#[test]
fn neighbours_know_each_other_and_lie_apart() {
    let library = Library::of(read());
    for area in &library.entries().areas {
        let name = &area.name.value;
        for other in &area.beside {
            let back = library.area(other.value.as_str()).is_some_and(|entry| entry.beside.iter().any(|word| word.value == *name));
            assert!(back, "{name} is beside {}, which does not say so", other.value);
            let shares = library.sharing_skin(name.as_str()).iter().any(|entry| entry.name.value == other.value);
            assert!(!shares, "{name} and {} share skin, so they are no neighbours", other.value);
        }
    }
}

#[test]
fn a_side_says_which_and_lies_in_its_area() {
    let library = Library::of(read());
    let mut seen = 0;
    for area in &library.entries().areas {
        if let [left, right] = area.sides.as_ref() {
            let stem = if area.name.value == "calves" { "calf" } else { area.name.value.as_str().trim_end_matches('s') };
            assert_eq!((left.value.as_str(), right.value.as_str()), (&*format!("left-{stem}"), &*format!("right-{stem}")));
            for side in [left, right] {
                let side = side.value.as_str();
                assert!(library.is_side(side) && library.within(side, area.name.value.as_str()), "{side}");
                assert_eq!(library.sharing_skin(side).get(1).map(|entry| &entry.name.value), Some(&area.name.value));
            }
            assert!(!library.sharing_skin(left.value.as_str()).iter().any(|entry| entry.name.value == right.value));
            seen += 1;
        } else {
            assert!(area.sides.is_empty(), "{} has one side", area.name.value);
        }
    }
    assert_eq!(seen, 24);
    // What crosses the midline is one area, and so is what hangs together.
    for one in [
        "forehead",
        "glabella",
        "nose",
        "chin",
        "upper-lip-skin",
        "submandibular",
        "neck",
        "scalp",
        "face",
        "decolletage",
        "abdomen",
        "back",
    ] {
        assert!(library.area(one).is_some_and(|area| area.sides.is_empty()), "{one}");
    }
}

#[test]
fn a_group_stands_for_its_leaves_and_never_for_what_is_closed() {
    let library = Library::of(read());
    let names = |areas: Vec<&entries::Area>| areas.iter().map(|area| area.name.value.to_string()).collect::<Vec<_>>();
    let face = [
        "cheeks",
        "chin",
        "forehead",
        "glabella",
        "jawline",
        "nose",
        "periorbital-outside-rim",
        "submandibular",
        "temple",
        "upper-lip-skin",
        "zygoma",
    ];
    assert_eq!(names(library.leaves("face")), face);
    let closed = ["inside-orbital-rim", "lip-vermilion", "lower-eyelid", "nostril", "oral-mucosa", "upper-eyelid"];
    assert_eq!(names(library.left_out("face")), closed);
    assert!(library.leaves("cheeks").is_empty() && library.leaves("forehead").is_empty(), "a pair or a single area is no group");
    assert!(library.covered("cheeks", &["left-cheek", "right-cheek"]) && library.covered("left-cheek", &["face"]));
    assert!(!library.covered("cheeks", &["left-cheek"]));
}

#[test]
fn what_is_put_on_the_skin_and_what_is_swallowed_never_share_a_name() {
    let all = read();
    let has = |class: &List<Word>, word: &str| class.iter().any(|one| one.value == word);
    for condition in &all.conditions {
        let name = condition.name.value.as_str();
        assert!(!all.products.iter().any(|product| product.name.value == name), "{name} is a product and a condition");
        assert!(has(&condition.class, "drug") || condition.class.is_empty(), "{name}: a class says that it is a drug");
        assert!(!name.ends_with("-drug") || has(&condition.class, "drug"), "{name}");
        // A way of taking it in a name says so in its class, so that the name is never guessed.
        assert!(!name.contains("oral") || has(&condition.class, "oral"), "{name}");
        // That both are drugs does not make them the same one.
        for kind in condition.class.iter().filter(|kind| has(&condition.class, "oral") && kind.value != "drug") {
            assert!(name.starts_with("oral-"), "{name} does not say that it is swallowed");
            for product in all.products.iter().filter(|product| has(&product.class, kind.value.as_str())) {
                assert!(product.name.value.as_str().starts_with("topical-"), "{} does not say that it is put on", product.name.value);
            }
        }
    }
}

#[test]
fn a_wrong_name_names_nothing_and_explains_itself_with_names_that_are_known() {
    let library = Library::of(read());
    let all = library.entries();
    let known = |name: &str| {
        library.area(name).is_some()
            || library.product(name).is_some()
            || library.condition(name).is_some()
            || library.device(name).is_some()
            // What numbs in a mixture stands behind its strength only, and there an ingredient is what is meant.
            || all.vocabularies.iter().filter(|list| list.name.value != "anaesthetic-agent").any(|list| list.words.iter().any(|word| word.value == name))
    };
    assert!(!all.wrong_names.is_empty());
    for wrong in &all.wrong_names {
        let name = wrong.name.value.as_str();
        assert!(!known(name), "{name} is a name");
        let why = wrong.why.as_ref().unwrap_or_else(|| panic!("{name} says nothing")).value.as_str();
        for quoted in why.split('`').skip(1).step_by(2).filter(|quoted| *quoted != name) {
            assert!(known(quoted), "{name} sends the reader to {quoted}, which is not known");
        }
    }
}

/// Every citation in the atlas.
fn cites(all: &Entries) -> Vec<&entries::Cite> {
    let mut found = Vec::new();
    for area in &all.areas {
        found.extend(area.skin_cite.iter());
        found.extend(area.limits.iter().map(|limit| &limit.binding.cite));
        found.extend(area.closed.iter().map(|closed| &closed.value.cite));
        found.extend(area.disagreements.iter().map(|differ| &differ.cite));
    }
    for indication in &all.indications {
        found.extend(indication.limits.iter().map(|limit| &limit.binding.cite));
        found.extend(indication.disagreements.iter().map(|differ| &differ.cite));
    }
    for device in &all.devices {
        found.extend(device.dial.iter().map(|dial| &dial.cite));
        found.extend(device.motor.iter().filter_map(|motor| match motor {
            entries::Published::Known(_, cite) => Some(cite),
            entries::Published::Unpublished(_) => None,
        }));
        found.extend(device.tolerance.iter().map(|(_, cite)| cite));
        found.extend(device.disagreements.iter().map(|differ| &differ.cite));
        found.extend(device.cartridges.iter().flat_map(|cartridge| cartridge.facts.iter().map(|fact| &fact.cite)));
    }
    let labels = all.devices.iter().flat_map(|device| &device.labels).chain(all.products.iter().flat_map(|product| &product.labels));
    for label in labels {
        found.extend(label.cite.iter());
    }
    for (_, binding) in bindings(all) {
        found.push(&binding.cite);
    }
    found.extend(disagreements(all).map(|said| &said.cite));
    found
}

/// Every sentence on where sources disagree.
fn disagreements(all: &Entries) -> impl Iterator<Item = &entries::Disagreement> {
    let products = all.products.iter().filter_map(|entry| entry.disagree.as_ref());
    let activities = all.activities.iter().filter_map(|entry| entry.disagree.as_ref());
    products.chain(activities).chain(all.conditions.iter().filter_map(|entry| entry.disagree.as_ref()))
}

#[test]
fn a_disagreement_is_one_sentence_with_its_sources() {
    let library = Library::of(read());
    assert!(disagreements(library.entries()).count() > 20);
    for said in disagreements(library.entries()) {
        let says = said.says.as_str();
        assert!(!says.ends_with('.') && !says.contains(". ") && !says.contains(';') || says.matches(';').count() == 1, "{says}");
        assert!(!says.starts_with(|first: char| first.is_uppercase()), "{says}");
        assert!(!said.cite.sources.is_empty(), "{says}");
        assert!(library.best_grade(&said.cite) > Some(Grade::Unreliable), "{says}");
        let printed = library.disagreement(Some(said));
        assert!(printed.starts_with("; sources disagree: ") && printed.ends_with(')') && !printed.contains("no grade"), "{printed}");
    }
    assert_eq!(library.disagreement(None), "");
}

#[test]
fn what_a_product_asks_for_is_known_and_what_is_paused_can_be() {
    let library = Library::of(read());
    for product in &library.entries().products {
        let name = &product.name.value;
        let asked = product.asks.iter().flat_map(|ask| &ask.conditions);
        let on = product.labels.iter().flat_map(|label| &label.dwell).filter_map(|dwell| dwell.on.as_ref());
        asked.chain(on).for_each(|condition| assert!(library.condition(condition.value.as_str()).is_some(), "{name}: {}", condition.value));
        let areas = product.not_on.iter().flat_map(|limit| &limit.areas);
        areas.for_each(|area| assert!(library.area(area.value.as_str()).is_some(), "{name}: {}", area.value));
        // What numbs asks who should not have it, and every label says from when to when and how much.
        if product.class.iter().any(|class| class.value == "topical-anaesthetic") {
            assert!(!product.asks.is_empty(), "{name} asks for nothing");
        }
        for label in &product.labels {
            let firm = |level: Option<Level>| level.is_none_or(|level| level > Level::Caution);
            assert!(
                label.dwell.iter().any(|dwell| dwell.on.is_none() && firm(dwell.binding.level)),
                "{name} {}: a longest time",
                label.name.value
            );
            assert!(label.most.iter().any(|most| firm(most.binding.level)), "{name} {}: a largest amount", label.name.value);
            assert!(!label.strengths.is_empty(), "{name} {}", label.name.value);
            // How much goes on each square centimetre of a child was not published; then the whole amount and the skin for it both have an end.
            let unpublished = ["uk-child-6-to-11", "uk-child-1-to-5"].contains(&label.name.value.as_str());
            assert_eq!(label.coverage.is_none(), unpublished, "{name} {}: how much on the skin", label.name.value);
            let whole = label.most.iter().any(|most| most.mass.is_some() && most.surface.is_some());
            assert!(label.coverage.is_some() || whole, "{name} {}: grams and skin", label.name.value);
            assert!(label.facts.iter().any(|fact| fact.name.value == "covered"), "{name} {}: covered or not", label.name.value);
        }
    }
    for activity in library.entries().activities.iter().filter(|activity| activity.paused.is_some()) {
        let name = &activity.name.value;
        assert!(library.words("pause").iter().any(|word| word.value == *name), "a protocol cannot pause {name}");
    }
}

#[test]
fn a_standard_list_asks_for_all_that_every_screening_must() {
    use crate::syntax::tree::Screening;
    let all = read();
    // What has a wait has a number, and is the author's to say; so is what numbs.
    let left_to_the_author = ["oral-isotretinoin", "anaesthetic-allergy"];
    for list in all.lists.iter().filter(|list| list.name.value.as_str().ends_with("-standard")) {
        let asked: Vec<&str> = list
            .items
            .iter()
            .flat_map(|item| match &item.value {
                Screening::DoNotTreat(_, words) | Screening::Postpone(_, words, _) | Screening::Decide(words, ..) => &words[..],
                _ => &[],
            })
            .map(|word| word.value.as_str())
            .collect();
        for condition in all.conditions.iter().filter(|condition| condition.required.is_some() && condition.waits.is_empty()) {
            let name = condition.name.value.as_str();
            assert!(asked.contains(&name) || left_to_the_author.contains(&name), "{} does not ask for {name}", list.name.value);
        }
    }
    assert!(["body-standard", "face-standard", "scalp-standard"].iter().all(|name| all.lists.iter().any(|list| list.name.value == *name)));
}

/// Every limit of the atlas with the word it is known by.
fn bindings(all: &Entries) -> Vec<(String, &entries::Binding)> {
    let mut found = Vec::new();
    for area in &all.areas {
        found.extend(area.closed.iter().map(|closed| (format!("area {}", area.name.value), &closed.value)));
    }
    for device in &all.devices {
        found.extend(device.not_licensed.iter().map(|said| (format!("device {}", device.name.value), &said.binding)));
    }
    for product in &all.products {
        let name = || format!("product {}", product.name.value);
        found.extend(product.windows.iter().map(|window| (name(), &window.binding)));
        found.extend(product.not_on.iter().map(|limit| (name(), &limit.binding)));
        found.extend(product.asks.iter().map(|ask| (name(), &ask.binding)));
        found.extend(product.dries.iter().map(|dries| (name(), &dries.value)));
        for label in &product.labels {
            found.extend(label.dwell.iter().map(|limit| (name(), &limit.binding)));
            found.extend(label.most.iter().map(|limit| (name(), &limit.binding)));
            found.extend(label.coverage.iter().map(|limit| (name(), &limit.binding)));
        }
    }
    for activity in &all.activities {
        found.extend(activity.paused.iter().map(|off| (format!("activity {}", activity.name.value), &off.binding)));
        found.extend(activity.left_off.iter().map(|off| (format!("activity {}", activity.name.value), &off.binding)));
        found.extend(activity.required.iter().map(|required| (format!("activity {}", activity.name.value), &required.value)));
    }
    for indication in &all.indications {
        found.extend(indication.treated_by.iter().map(|by| (format!("indication {}", indication.name.value), &by.binding)));
    }
    for condition in &all.conditions {
        found.extend(condition.stopped_by.iter().map(|by| (format!("condition {}", condition.name.value), &by.binding)));
        found.extend(condition.waits.iter().map(|wait| (format!("condition {}", condition.name.value), &wait.binding)));
        found.extend(condition.required.iter().map(|required| (format!("condition {}", condition.name.value), &required.value)));
    }
    found
}

#[test]
fn every_limit_says_what_it_rests_on() {
    let all = read();
    let mut limits: Vec<(String, &entries::Binding)> = bindings(&all).into_iter().filter(|(_, binding)| binding.level.is_some()).collect();
    for area in &all.areas {
        limits.extend(area.limits.iter().map(|limit| (format!("area {}", area.name.value), &limit.binding)));
    }
    for indication in &all.indications {
        limits.extend(indication.limits.iter().map(|limit| (format!("indication {}", indication.name.value), &limit.binding)));
    }
    for (name, binding) in limits {
        assert!(binding.basis.is_some(), "{name}: a limit says what it rests on");
        let sourced = matches!(binding.basis, Some(Basis::Label | Basis::Evidence));
        assert!(!sourced || !binding.cite.sources.is_empty(), "{name}: basis label or evidence needs a source");
    }
}

#[test]
fn every_source_says_what_it_is() {
    for source in &read().sources {
        let name = &source.name.value;
        assert!(source.title.is_some() && source.grade.is_some() && source.renew_by.is_some(), "{name}");
        let unconfirmed = source.read.as_ref().is_some_and(|read| read.value == "unconfirmed");
        assert!(source.read.is_some() && (source.found.is_some() || unconfirmed), "{name}: without an address it is unconfirmed");
    }
}
