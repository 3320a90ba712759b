//! A blood product could be another patient's.
//!
//! Blood that goes back into needled skin is the patient's own, from one closed kit. It is labelled when it is drawn, and held against the
//! patient again before it is used: two identifiers each time, two people each time. What is left is thrown away. HIV spread at a
//! spa where this was not kept apart.
//!
//! Hazards: E11, E12.
//!
//! ```needle,not-accepted
//! session {
//!   ... without rinse
//!   wash       face with non-soap-cleanser
//!   draw       blood for prp into closed-kit, labelled with name, birth-date by 2 people
//!   needle     forehead, then cheeks from clean to dirty
//!   use        prp from own-blood 4 ml after needling
//!   discard    prp
//! }
//! ```
//!
//! ```needle,accepted
//! session {
//!   ... without rinse
//!   wash       face with non-soap-cleanser
//!   draw       blood for prp into closed-kit, labelled with name, birth-date by 2 people
//!   needle     forehead, then cheeks from clean to dirty
//!   match      prp to patient on name, birth-date by 2 people
//!   use        prp from own-blood 4 ml after needling
//!   discard    prp
//! }
//! ```

use crate::rule::prelude::*;
use crate::syntax::tree::Check;

pub(super) const RULE: Rule = Rule { hazards: &["E11", "E12"], version: 1, when: When::Always, check, probes: no_probes };

#[derive(Debug, Error, Diagnostic)]
#[error("`{product}`: {fault}")]
#[diagnostic(help("{why}; basis label: HIV spread by blood facials: hiv-cluster-2024 (regulator)"))]
struct Finding {
    #[label(primary, "{fault}")]
    at: Span,
    product: ProductId,
    fault: String,
    why: &'static str,
}

/// How many identifiers tell two patients apart.
const IDENTIFIERS: usize = 2;

/// How many people check them.
const PEOPLE: u32 = 2;

fn check(subject: &Subject<'_>, findings: &mut Findings) -> Ran {
    let waits = ["use", "draw", "match", "discard"].into_iter().any(|word| subject.may_step(word));
    let mut ran = if waits { Ran::Waiting } else { Ran::NotApplicable("no blood product") };
    let steps = subject.steps();
    for (place, _, used) in subject.used() {
        let (product, at) = (&used.product.value, used.product.span);
        match subject.is_of(product, "blood-product") {
            None => ran = Ran::Waiting,
            Some(false) => {}
            Some(true) => {
                if ran != Ran::Waiting {
                    ran = Ran::Checked;
                }
                let mut judge = Judge { product, findings };
                match &used.blood {
                    Some(blood) if blood.value == "own-blood" => {}
                    Some(blood) => {
                        judge.add(blood.span, format!("it is made of `{}`", blood.value), "only the patient's own blood is used")
                    }
                    None => judge.add(at, "nothing says whose blood it is".to_owned(), "only the patient's own blood is used"),
                }
                let before = steps.get(..place).unwrap_or_default();
                let drawn = before.iter().rposition(|step| matches!(&step.value, Step::Draw(drawn) if drawn.product.value == *product));
                judge.drawn(drawn.and_then(|drawn| before.get(drawn)), at, subject.may_step("draw"));
                // A check made before the blood was drawn says nothing of it.
                let after = before.get(drawn.map_or(0, |drawn| drawn + 1)..).unwrap_or_default();
                judge.matched(after, at, subject.may_step("match"));
                let later = steps.get(place..).unwrap_or_default();
                let gone =
                    later.iter().any(|step| matches!(&step.value, Step::Discard(all) if all.iter().any(|one| one.value == *product)));
                if !gone && !subject.may_step("discard") {
                    judge.add(at, "what is left of it is not thrown away afterwards".to_owned(), "nothing is left for the next patient");
                }
            }
        }
    }
    ran
}

/// One use of a blood product, and what is found about it.
struct Judge<'f> {
    product: &'f ProductId,
    findings: &'f mut Findings,
}

impl Judge<'_> {
    fn add(&mut self, at: Span, fault: String, why: &'static str) {
        self.findings.add(Level::Never, at, Finding { at, product: self.product.clone(), fault, why });
    }

    /// How the blood is drawn and labelled.
    fn drawn(&mut self, step: Option<&At<Step>>, at: Span, waits: bool) {
        let Some((step, Step::Draw(drawn))) = step.map(|step| (step, &step.value)) else {
            if !waits {
                self.add(at, "no step before it draws and labels the blood".to_owned(), "blood is labelled when it is drawn");
            }
            return;
        };
        match &drawn.into {
            Some(into) if into.value == "closed-kit" => {}
            Some(into) => self.add(into.span, format!("the blood is drawn into `{}`", into.value), "blood is handled closed"),
            None => self.add(step.span, "nothing says what the blood is drawn into".to_owned(), "blood is handled closed"),
        }
        match &drawn.label {
            Some(label) => self.enough(label, step.span, "the label at the draw"),
            None => self.add(step.span, "the blood is not labelled when it is drawn".to_owned(), "a tube without a name is anybody's"),
        }
    }

    /// How the label is held against the patient before use.
    fn matched(&mut self, between: &[At<Step>], at: Span, waits: bool) {
        let found = between.iter().rev().find_map(|step| match &step.value {
            Step::Match(product, check) if product.value == *self.product => Some((check, step.span)),
            _ => None,
        });
        match found {
            Some((check, at)) => self.enough(check, at, "the label before use"),
            None if waits => {}
            None => self.add(
                at,
                "its label is not held against the patient between the draw and this".to_owned(),
                "the patient is identified again before it is used",
            ),
        }
    }

    /// Two identifiers, different ones, and two people.
    fn enough(&mut self, check: &Check, at: Span, what: &str) {
        let mut identifiers: Vec<&Name> = check.identifiers.iter().map(|identifier| &identifier.value).collect();
        identifiers.sort_unstable();
        identifiers.dedup();
        if identifiers.len() < IDENTIFIERS {
            let fault = format!("{what} is checked by one identifier; two are asked for");
            self.add(at, fault, "2 - 1 = 1 more; two patients may share a name");
        }
        if check.people.value < PEOPLE {
            let fault = format!("{} checks {what}; two people are asked for", check.people.value);
            self.add(check.people.span, fault, "one person's slip is caught by the other");
        }
    }
}
