//! An accepted protocol, ready for whatever is made of it; shows why when it is not accepted.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::Exit;
use super::check::{Format, item, show};
use super::clinic::ClinicArgs;
use super::files;
use super::host::Host;
use crate::check::Accepted;
use crate::diagnostic::Level;
use crate::document::Followed;
use crate::emit::{Origin, Origins};
use crate::model::Library;
use crate::plan::{self, Identity, Plan};
use crate::record::{Clinic, MadeFrom, SourceFacts};
use crate::report::{Item, Run};
use crate::rule::Asked;
use crate::seal::hex;

/// An accepted protocol with what every output says of it.
pub(super) struct Ready {
    pub(super) accepted: Accepted,
    pub(super) plan: Plan,
    pub(super) identity: Identity,
    pub(super) facts: SourceFacts,
    pub(super) origins: Origins,
    pub(super) library: Library,
    /// How many cautions it is accepted with.
    pub(super) cautions: usize,
}

impl Ready {
    /// What sessions from one on are made from, for records.
    pub(super) fn made_from(&self, from: u32) -> MadeFrom<'_> {
        MadeFrom { from, plan: &self.plan, identity: &self.identity, source: &self.facts }
    }

    /// The same for documents.
    pub(super) fn followed(&self, from: u32) -> Followed<'_> {
        Followed { from, accepted: &self.accepted, plan: &self.plan, identity: &self.identity, library: &self.library }
    }

    /// The clinic whose policies were applied, or the words that stand in its place.
    pub(super) fn clinic(&self) -> String {
        crate::report::clinic_words(self.library.clinic.as_ref().map(|clinic| &clinic.facts))
    }
}

/// How many cautions an answer has.
pub(super) fn cautions(answer: &crate::Answer) -> usize {
    answer.problems.iter().filter(|problem| problem.level == Level::Caution).count()
}

/// Why a text is not accepted, in words that fit what the report above them counts.
pub(super) fn why_not(answer: &crate::Answer) -> &'static str {
    if answer.is_course {
        "the file is a patient's course, not its protocol"
    } else if !answer.is_protocol {
        "the file has no protocol in it"
    } else if answer.problems.iter().any(|problem| problem.level == Level::Never) {
        "the protocol is not accepted"
    } else {
        "the protocol has a sign-off that no valid exception lifts"
    }
}

/// What a person who makes something of an accepted protocol is told: cautions are read, and without a clinic nobody has tightened anything.
pub(super) fn to_read(cautions: usize, clinic: Option<&crate::ClinicFacts>) -> String {
    let clinic = crate::report::clinic_words(clinic);
    match cautions {
        0 => format!("{clinic}."),
        1 => format!("1 caution to read; needlepoint check shows it. {clinic}."),
        more => format!("{more} cautions to read; needlepoint check shows each. {clinic}."),
    }
}

/// Reads and checks a protocol; shows why when it is not accepted.
pub(super) fn ready(file: &Path, clinic: &ClinicArgs, asked: &Asked, host: &mut Host) -> Result<Ready, Exit> {
    let text = files::read(file).map_err(|sentence| host.could_not(&sentence))?;
    let (item, library) = item(file, text, clinic, asked).map_err(|sentence| host.could_not(&sentence))?;
    if let Some(fault) = &item.answer.fault {
        return Err(host.could_not(&fault.to_string()));
    }
    made(item, library).map_err(|item| {
        let why = why_not(&item.answer);
        let run = Run { items: vec![*item], today: asked.today };
        match show(&run, Format::Human, host.colour()) {
            Ok(shown) => host.print(&shown),
            Err(sentence) => return host.could_not(&sentence),
        }
        host.say(&format!("needlepoint: {why}, so nothing was made\n"));
        Exit::NotAccepted
    })
}

/// What is made of an accepted protocol; the item again when it is none.
pub(super) fn made(mut item: Item, library: Library) -> Result<Ready, Box<Item>> {
    let Some(accepted) = item.answer.accepted.take() else { return Err(Box::new(item)) };
    let origins = origins(&item);
    let sha256 = origins.texts.first().map_or_else(String::new, |text| hex(&text.sha256));
    let cautions = cautions(&item.answer);
    let plan = plan::lower(&accepted);
    let identity = plan::identity(&plan);
    let clinic = item.answer.clinic.map(|clinic| Clinic { name: clinic.name.to_string(), file: clinic.file, sha256: clinic.sha256 });
    let declared = item.answer.declared.iter().map(|(kind, name)| format!("{kind} {name}")).collect();
    let facts = SourceFacts { name: item.name, sha256, clinic, declared };
    Ok(Ready { accepted, plan, identity, facts, origins, library, cautions })
}

/// The texts that the answer rests on, each by the name of its file and what `sha256sum` prints of it.
fn origins(item: &Item) -> Origins {
    let name = |shown: &str| Path::new(shown).file_name().map_or_else(|| shown.to_owned(), |name| name.to_string_lossy().into_owned());
    let texts = item.texts.sources().map(|text| Origin { name: name(&text.name), sha256: Sha256::digest(text.text.as_bytes()).into() });
    let clinic = item.answer.clinic.as_ref().map_or_else(String::new, |clinic| clinic.name.to_string());
    Origins { clinic, texts: texts.collect() }
}
