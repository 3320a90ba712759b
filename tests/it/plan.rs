//! The plan as a document: its committed shape, values written by hand from a protocol, and every shipped protocol's own steps.

use serde_json::{Value, json};

use crate::program::{FLAGSHIP, out, run, said};
use crate::support::read;

const TODAY: [&str; 5] = ["--format", "json", "--today", "2026-11-22", "--no-clinic"];

fn plan(file: &str) -> Value {
    let output = run(&[&["show", file][..], &TODAY].concat());
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""), "{file}");
    serde_json::from_str(&out(&output)).unwrap()
}

fn validator() -> jsonschema::Validator {
    let schema = serde_json::from_str(&read("docs/schemas/plan.schema.json")).unwrap();
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

#[test]
fn every_shipped_protocol_has_a_plan_of_the_committed_shape() {
    let validator = validator();
    let files = crate::support::files("protocols", ".needle");
    let shipped: Vec<_> = files.iter().filter(|file| file.matches('/').count() == 1).collect();
    assert_eq!(shipped.len(), 8);
    for file in shipped {
        let plan = plan(file);
        let wrong: Vec<String> = validator.iter_errors(&plan).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{file}: {wrong:#?}");
    }
}

#[test]
fn a_plan_says_what_its_protocol_says() {
    let plan = plan(FLAGSHIP);
    // Written by hand from the protocol: the cheeks in session 2 of the base course, which may go deeper than in session 1.
    let course = &plan["courses"][0];
    assert_eq!((&course["min_days"], &course["max_days"], &course["aim_days"]), (&json!(30), &json!(42), &json!(30)));
    let step = &course["sessions"][1]["steps"][1];
    for (field, value) in [
        ("area", json!("cheeks")),
        ("start_um", json!(500)),
        ("raise_um", json!(250)),
        ("ceiling_um", json!(2000)),
        ("horizontal_passes", json!(2)),
        ("vertical_passes", json!(2)),
        ("diagonal_passes", json!(2)),
        ("speed_rpm", json!(7000)),
        ("glide_mm_per_s", json!(20)),
        ("at_most_s", json!(840)),
        ("endpoint", json!("even-erythema")),
        ("only", json!(null)),
    ] {
        assert_eq!(step[field], value, "{field}");
    }
    // It numbs for 30 to 60 minutes.
    assert_eq!(plan["numbing"], json!([{ "areas": ["cheeks", "forehead"], "min_s": 1800, "max_s": 3600 }]));
    assert_eq!(step["stops"][0], json!({ "stops": "area", "sign": "bleeding", "over_s": 120 }));
    assert_eq!(plan["check_words"], json!(["lady", "steak", "glow", "baby"]));
    assert_eq!((&plan["approved_on"], &plan["renew_by"]), (&json!("2026-10-01"), &json!("2027-10-01")));
    let tasks = plan["tasks"].as_array().unwrap();
    let do_not = |what: &str| tasks.iter().find(|task| task["kind"] == "do-not" && task["what"][0] == what).unwrap();
    assert_eq!(do_not("peel")["until"], json!({ "at": "after", "calendar": { "months": 0, "days": 14 } }));
    assert_eq!(plan["follow_up"], json!({ "months": 0, "days": 84 }));
    assert_eq!(plan["answers"]["reassess_after"], 3);
}

#[test]
fn the_shape_refuses_another() {
    let (validator, plan) = (validator(), plan(FLAGSHIP));
    let changed = |change: fn(&mut Value)| {
        let mut other = plan.clone();
        change(&mut other);
        validator.is_valid(&other)
    };
    assert!(changed(|_| ()));
    assert!(!changed(|plan| plan["approved_on"] = json!("2026-02-30")));
    assert!(!changed(|plan| plan["courses"][0]["sessions"][0]["steps"][0]["start_um"] = json!(0.5)));
    assert!(!changed(|plan| plan["tasks"][0]["from"] = json!({ "at": "after" })));
    assert!(!changed(|plan| plan["more"] = json!(1)));
}

#[test]
fn only_an_accepted_protocol_has_a_plan() {
    let stale = run(&["show", FLAGSHIP, "--format", "json", "--today", "2028-01-01", "--no-clinic"]);
    assert_eq!(stale.status.code(), Some(1));
    assert!(said(&stale).contains("needlepoint: the protocol is not accepted, so nothing was made"), "{}", said(&stale));
    let no_file = run(&["show", "areas", "neck", "--format", "json"]);
    assert_eq!(no_file.status.code(), Some(2));
    assert!(said(&no_file).contains("--format json shows the plan of one protocol; name its file"), "{}", said(&no_file));
}
