//! Lists the rule folders into the registry: a rule that exists is a rule that runs.

fn main() {}
