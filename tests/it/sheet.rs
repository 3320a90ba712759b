//! The plain-words sheets: every step of a session is a sentence, every course has a whole sheet, and its days are a calendar and a timeline.

use needlepoint::document::{Facts, Sheet, sheets};
use needlepoint::plan;
use needlepoint::schedule::{Start, starting};

use crate::support::{answer, builtin, splice};

mod calendar;
mod timeline;
mod whole;

/// The sheets of a text, dated from a start.
fn made(text: &str, start: Option<&Start>) -> Vec<Sheet> {
    let accepted = answer(text).accepted.expect("the protocol is accepted");
    let lowered = plan::lower(&accepted);
    let dated = start.map(|start| starting(&lowered, start).schedule.expect("it can be dated"));
    let facts =
        Facts { file: "p.needle", sha256: "0", clinic: "NO CLINIC POLICY", clinic_sha256: None, bench: true, dated: dated.as_ref() };
    sheets(&accepted, &lowered, &plan::identity(&lowered), builtin(), &facts)
}

/// The words of a text, with its broken lines joined.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first sheet of a fragment laid over the base protocol, with its broken lines joined.
fn of(fragment: &str) -> String {
    joined(&made(&splice(fragment), None)[0].text)
}

#[test]
fn every_step_is_a_sentence() {
    let text = of("session {
  ...
  wear       gloves new non-latex
  part       hair
  wash       face with non-soap-cleanser
  give       valaciclovir before needling, prescribed by prescriber
  draw       blood for prp into closed-kit, labelled with name, birth-date by 2 people
  use        topical-minoxidil house-make 1 ml of 5 % before needling, prescribed by physician
  observe    patient while numb, needled by nurse
  wipe-off   lmx4, topical-minoxidil
  needle     forehead, then cheeks from clean to dirty
  match      prp to patient on name, birth-date by 2 people
  use        prp from own-blood 4 ml after needling
  discard    prp
  rinse      with sterile-saline
  remove     cartridge without-touching
  log        device-serial, cartridge-lot, product-lots, product-expiries, depth-by-area, passes-by-area, adverse-events
  keep       records 3 years
}");
    for sentence in [
        "Wear new latex-free gloves.",
        "Part the hair, so that the skin lies open.",
        "Give valaciclovir before needling, prescribed by the prescriber; the dose is the prescriber's.",
        "Draw blood for the prp into a closed-kit; label it at once: 2 people check all of name and birth-date.",
        "Use 1 ml of topical-minoxidil 5 % (house-make) on the skin before needling, prescribed by the physician.",
        "The nurse watches the patient while numb and needled.",
        "NEEDLE forehead, then cheeks: from clean to dirty.",
        "Hold the label of the prp against the patient: 2 people check all of name and birth-date.",
        "Use 4 ml of prp from own-blood on the skin after needling.",
        "Throw away the rest of the prp; nothing of it is kept.",
        "Take the cartridge off the handpiece, without-touching.",
        "Keep the records for 3 years.",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
}

#[test]
fn anaesthesia_and_a_mixture_are_said_whole() {
    let text = of("screen before every session {
  ...
  do-not-treat   methaemoglobin-forming-drug
}
session {
  ... without numb, wipe-off
  wash       face with non-soap-cleanser
  numb       cheeks with compounded-anaesthetic of 15 % lidocaine and 5 % prilocaine, 20 g in total on 120 cm2, 30 to 60 minutes, uncovered, in clinic by nurse, prescribed by prescriber
  wipe-off   compounded-anaesthetic
  anaesthesia sedation by anaesthetist
}
area forehead {
  ... without stop
  stop area    if bleeding lasts over 2 minutes under pressure
}
area cheeks {
  ... without stop
  stop area    if bleeding lasts over 2 minutes under pressure
}");
    for sentence in [
        "Numb cheeks with compounded-anaesthetic of 15 % lidocaine and 5 % prilocaine: 20 g in all on 120 cm2, 30 minutes to 1 hour, uncovered, in clinic by nurse, prescribed by the prescriber.",
        "Anaesthesia: sedation, by the anaesthetist.",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
}
