//! The names in a clinic's file and its policies: one that is not known would bind nothing, so it fails closed.

use super::library::Library;
use super::names::Names;
use crate::diagnostic::Problem;
use crate::syntax::entries::{Clinic, Policy};

/// What is wrong with the names of a clinic and its policies, held against the library they are joined to.
#[must_use]
pub fn clinic_problems(library: &Library, clinic: &Clinic, policies: &[Policy]) -> Vec<Problem> {
    let mut names = Names { library, problems: Vec::new() };
    for device in &clinic.licensed {
        names.device(device);
    }
    for policy in policies {
        for depth in &policy.depths {
            names.area(&depth.value.0);
        }
        for (kind, what) in &policy.require {
            names.policy_kind(kind, "record");
            names.words(what, "record", "something to record");
        }
        for (kind, what) in &policy.forbid {
            names.policy_kind(kind, "product");
            for product in what {
                names.product(product);
            }
        }
    }
    names.problems
}
