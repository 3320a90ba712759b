//! Images for loaders that others write: each is admitted or refused with one code by the one pen that `pen.csv` describes. They stand in
//! `tests/images/vectors/`; this test writes them, holds them to the loader, and never changes one that is there.

use std::{collections::BTreeMap, fs, path::PathBuf};

use needlepoint_loader::{Profile, admit};

use crate::{
    draft::{Draft, PEN, Prompt, Sign},
    pen::{Checking, Memory, TODAY, numbers, signed, signer, trusted},
    writer::Fault,
};

/// The secret of the key that the pen trusts; published, like everything here.
const TRUSTED: u8 = 1;
/// The secret of a key that it does not.
const FOREIGN: u8 = 2;
/// The highest sequence of the good image's series that the pen has accepted.
const ACCEPTED: u32 = 1 << 20;

/// Name, code (0: admitted), what it shows, and how it is made of the good image.
type Vector = (&'static str, u16, &'static str, fn() -> Vec<u8>);

const VECTORS: &[Vector] = &[
    ("good", 0, "a whole image that this pen admits", || sealed(|_| ())),
    ("good-longest-names", 0, "names and captions as long as this pen can show", || {
        sealed(|draft| {
            draft.areas[0] = "a".repeat(20);
            draft.prompts[0].caption = "é".repeat(20);
        })
    }),
    ("good-newer", 0, "a newer image than the newest that was accepted", || sealed(|draft| draft.sequence = u64::from(ACCEPTED) + 1)),
    ("truncated", 1, "the last byte is missing", || {
        let mut file = sealed(|_| ());
        file.pop();
        file
    }),
    ("trailing", 1, "a byte behind the end", || [sealed(|_| ()), vec![0]].concat()),
    ("other-tag", 1, "tag 98, which is for many signers", || [&[0xd8, 0x62], &sealed(|_| ())[1..]].concat()),
    ("unprotected-header", 1, "something stands where nothing is signed", || {
        let file = sealed(|_| ());
        [&file[..52], &[0xa1, 0x04, 0x41, 0x00], &file[53..]].concat()
    }),
    ("other-algorithm", 1, "algorithm -8, which does not say which curve", || {
        let mut file = sealed(|_| ());
        file[6] = 0x27;
        file
    }),
    ("foreign-key", 2, "signed with a key that this pen does not trust", || signed(&signer(FOREIGN), &payload(|_| ()))),
    ("flipped-payload", 3, "one bit of the payload is another", || flipped(200)),
    ("flipped-signature", 3, "one bit of the signature is another", || {
        let length = sealed(|_| ()).len();
        flipped(length - 1)
    }),
    ("posing-key", 3, "signed with another key under the name of a trusted one", || {
        let (mut file, right) = (signed(&signer(FOREIGN), &payload(|_| ())), trusted(&signer(TRUSTED)));
        file[44..52].copy_from_slice(&right.id);
        file
    }),
    ("non-canonical", 10, "a number that is longer than it need be", || {
        let mut draft = Draft::good();
        draft.check_numbers = numbers(&draft);
        signed(&signer(TRUSTED), &draft.written(Some((2, Fault::Low(24)))).bytes)
    }),
    ("trailing-payload", 10, "a byte behind the payload's last item", || sealed(|draft| draft.tail.push(0))),
    ("trailing-session", 10, "a byte behind a session's last item", || sealed(|draft| draft.courses[1].sessions[1].tail.push(0))),
    ("unknown-key", 10, "a key that the format does not have", || sealed(|draft| draft.keys[10] = 11)),
    ("unknown-step", 10, "a kind of step that the format does not have", || sealed(|draft| draft.step().kind = 1)),
    ("unknown-stop", 10, "a kind of stop rule that the format does not have", || {
        sealed(|draft| draft.step().stops[0].1 = Sign::Number(3, 0))
    }),
    ("unknown-prompt", 10, "a kind of prompt that the format does not have", || sealed(|draft| draft.prompts[0].kind = 7)),
    ("capital-letter", 10, "a name with a letter that names do not have", || sealed(|draft| draft.areas[0] = "Forehead".to_owned())),
    ("escape-in-caption", 10, "a caption with a control character", || {
        sealed(|draft| draft.prompts[0].caption = "\u{1b}[2Jnot treated".to_owned())
    }),
    ("over-format", 10, "more areas than the format has room for", || {
        sealed(|draft| draft.areas.extend((0..30).map(|area| format!("area-{area}"))))
    }),
    ("other-format", 11, "format 2", || sealed(|draft| draft.format = 2)),
    ("bench", 20, "marked for test benches", || sealed(|draft| draft.bench = true)),
    ("other-profile", 21, "made for another profile", || sealed(|draft| draft.profile = "other".to_owned())),
    ("older-revision", 22, "made for hardware before this pen's", || sealed(|draft| draft.revisions = [1, 299])),
    ("newer-revision", 22, "made for hardware after this pen's", || sealed(|draft| draft.revisions = [301, 302])),
    ("other-device", 23, "made for another device", || sealed(|draft| draft.device = "other-pen".to_owned())),
    ("other-cartridge", 24, "needs a cartridge that this pen does not take", || {
        sealed(|draft| draft.cartridges[1] = "eleven-needles".to_owned())
    }),
    ("not-yet-valid", 30, "its first day is tomorrow", || sealed(|draft| draft.validity[0] = u64::from(TODAY) + 1)),
    ("expired", 31, "its last day was yesterday", || sealed(|draft| draft.validity[1] = u64::from(TODAY) - 1)),
    ("downgrade", 40, "an older image than the newest that was accepted", || sealed(|draft| draft.sequence = u64::from(ACCEPTED) - 1)),
    ("swapped-treatment", 50, "the check numbers are those of another treatment", || {
        let mut draft = Draft::good();
        draft.check_numbers = numbers(&draft);
        draft.step().ceiling = 750;
        signed(&signer(TRUSTED), &draft.payload())
    }),
    ("over-areas", 60, "more areas than this pen can hold", || {
        sealed(|draft| draft.areas.extend((0..6).map(|area| format!("area-{area}"))))
    }),
    ("over-courses", 61, "more courses than this pen can hold", || {
        sealed(|draft| {
            let course = draft.courses[0].clone();
            draft.courses.resize(5, course);
        })
    }),
    ("over-sessions", 62, "more sessions than this pen can hold", || {
        sealed(|draft| {
            for number in 3..=7 {
                let mut session = draft.courses[0].sessions[0].clone();
                session.number = number;
                draft.courses[0].sessions.push(session);
            }
        })
    }),
    ("over-steps", 63, "more steps than this pen can hold", || {
        sealed(|draft| {
            let mut step = draft.step().clone();
            step.at_most = 1;
            draft.courses[0].sessions[0].steps = vec![step; 11];
        })
    }),
    ("over-prompts", 64, "more prompts than this pen can hold", || {
        sealed(|draft| {
            let prompt: Prompt = draft.prompts[0].clone();
            draft.prompts = vec![prompt; 7];
        })
    }),
    ("long-name", 65, "a name longer than this pen can show", || sealed(|draft| draft.areas[0] = "a".repeat(21))),
    ("long-caption", 66, "a caption longer than this pen can show", || sealed(|draft| draft.prompts[0].caption = "a".repeat(41))),
    ("loose-depth", 70, "allows more depth than this pen does", || sealed(|draft| draft.limits[0] = 2501)),
    ("loose-speed", 71, "allows more speed than this pen does", || sealed(|draft| draft.limits[1] = 15_001)),
    ("loose-passes", 72, "allows more passes than this pen does", || sealed(|draft| draft.limits[2] = 17)),
    ("loose-time", 73, "allows longer sessions than this pen does", || sealed(|draft| draft.limits[3] = 3601)),
    ("area-repeated", 80, "two areas with one name", || sealed(|draft| draft.areas[2] = draft.areas[1].clone())),
    ("no-spacing", 81, "two sessions on one day", || sealed(|draft| draft.courses[0].min = 0)),
    ("spacing-below-limit", 82, "sessions sooner than its own limit", || sealed(|draft| draft.courses[0].min = 27)),
    ("spacing-order", 83, "aims beyond the most days", || sealed(|draft| draft.courses[0].aim = 43)),
    ("session-number", 84, "a session that is not at its place", || sealed(|draft| draft.courses[0].sessions[0].number = 2)),
    ("unknown-area", 100, "a step at an area that it does not have", || sealed(|draft| draft.step().area = 3)),
    ("unknown-cartridge", 101, "a step with a cartridge that it does not have", || sealed(|draft| draft.step().cartridge = 2)),
    ("no-depth", 102, "a step that starts at no depth", || sealed(|draft| draft.step().start = 0)),
    ("depth-order", 103, "a step that starts deeper than its ceiling", || sealed(|draft| draft.step().start = 501)),
    ("depth-beyond-limit", 104, "the last step of the last session goes deeper than the image allows", || {
        sealed(|draft| draft.courses[1].sessions[1].steps[0].ceiling = 1501)
    }),
    ("no-raise", 105, "a step that is to go deeper and never does", || sealed(|draft| draft.step().raise = 0)),
    ("no-passes", 106, "a step without passes", || sealed(|draft| draft.step().passes = [0; 3])),
    ("too-many-passes", 107, "passes whose sum is beyond the limit, and would not be in a byte", || {
        sealed(|draft| draft.step().passes = [255, 255, 2])
    }),
    ("no-speed", 108, "a step without speed", || sealed(|draft| draft.step().speed = 0)),
    ("speed-beyond-limit", 109, "a step faster than the image allows", || sealed(|draft| draft.step().speed = 12_001)),
    ("no-glide", 110, "a step that glides at no speed", || sealed(|draft| draft.step().motion = vec![0, 0])),
    ("no-time", 111, "a step without time", || sealed(|draft| draft.step().at_most = 0)),
    ("no-stop", 112, "a step that nothing stops", || sealed(|draft| draft.step().stops.clear())),
    ("stop-threshold", 113, "pain above 11 of 10", || sealed(|draft| draft.step().stops[1].1 = Sign::Number(1, 11))),
    ("stop-threshold-last", 113, "pain above 10 of 10, which nobody can tell", || {
        sealed(|draft| draft.step().stops[1].1 = Sign::Number(1, 10))
    }),
    ("session-too-long", 114, "a session longer than the image allows", || sealed(|draft| draft.step().at_most = 1501)),
    ("unknown-course", 130, "a phototype with a course that it does not have", || sealed(|draft| draft.phototypes[5] = 2)),
    ("exception-area", 131, "an exception for an area that it does not have", || {
        sealed(|draft| draft.exceptions[0].area = "chin".to_owned())
    }),
    ("exception-order", 132, "an exception that goes no deeper than what it lifts", || sealed(|draft| draft.exceptions[0].above = 2000)),
    ("exception-outlived", 133, "it may be used after the last day of an exception in it", || {
        sealed(|draft| draft.exceptions[0].until = 20_899)
    }),
];

/// The payload of the good image with one change, and with check numbers that belong to what it became.
fn payload(change: fn(&mut Draft)) -> Vec<u8> {
    let mut draft = Draft::good();
    change(&mut draft);
    draft.check_numbers = numbers(&draft);
    draft.payload()
}

fn sealed(change: fn(&mut Draft)) -> Vec<u8> {
    signed(&signer(TRUSTED), &payload(change))
}

fn flipped(byte: usize) -> Vec<u8> {
    let mut file = sealed(|_| ());
    file[byte] ^= 1;
    file
}

/// What the pen that the vectors are for is, remembers and thinks of the day.
fn pen_in_words() -> String {
    let key = trusted(&signer(TRUSTED));
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    format!(
        "what,value\nprofile,{}\nrevision,{}\ndevice,{}\ncartridges,{}\ntrusted key id,{}\ntrusted public key,{}\nbench,no\n\
         today in days since 1970-01-01,{TODAY}\nhighest accepted sequence of series {},{ACCEPTED}\nmax depth um,{}\nmax speed rpm,{}\n\
         max passes,{}\nmax session s,{}\nareas,{}\ncourses,{}\nsessions,{}\nsteps,{}\nprompts,{}\nname bytes,{}\ncaption bytes,{}\n",
        PEN.name,
        PEN.revision,
        PEN.device,
        PEN.cartridges.join(" "),
        hex(&key.id),
        hex(&key.public),
        hex(&Draft::good().series),
        PEN.max_depth_um,
        PEN.max_speed_rpm,
        PEN.max_passes,
        PEN.max_session_s,
        PEN.areas,
        PEN.courses,
        PEN.sessions,
        PEN.steps,
        PEN.prompts,
        PEN.name_bytes,
        PEN.caption_bytes
    )
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test writes the files that it guards")]
fn every_vector_stands_as_it_is_made_and_ends_with_its_code() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/images/vectors");
    fs::create_dir_all(&folder).unwrap();
    let keys = [trusted(&signer(TRUSTED))];
    let pen = Profile { keys: &keys, bench: false, ..PEN };
    let mut ledger = Memory::default();
    ledger.sequences.insert(Draft::good().series.try_into().unwrap(), ACCEPTED);

    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::from([("pen.csv".to_owned(), pen_in_words().into_bytes())]);
    let mut index = String::from("file,code,shows\n");
    for (name, code, shows, made) in VECTORS {
        let file = made();
        let found = admit(&file, &pen, TODAY, &Checking, &ledger).err().map_or(0, |refusal| refusal.code());
        assert_eq!(found, *code, "{name}");
        assert!(!shows.contains('"'), "{shows}");
        index.push_str(&format!("{name}.npp,{code},\"{shows}\"\n"));
        files.insert(format!("{name}.npp"), file);
    }
    files.insert("vectors.csv".to_owned(), index.into_bytes());

    let mut stale = Vec::new();
    for (name, bytes) in &files {
        let path = folder.join(name);
        if fs::read(&path).ok().as_ref() != Some(bytes) {
            // One that is there is never changed: other makers hold their loaders to it.
            if !path.exists() {
                fs::write(&path, bytes).unwrap();
            }
            stale.push(name);
        }
    }
    let there = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let unknown: Vec<String> = there.filter(|name| !files.contains_key(name)).collect();
    assert!(stale.is_empty() && unknown.is_empty(), "new, or other than they are made now: {stale:?}; not made here: {unknown:?}");
}

/// Every code of a refused image has a vector; those of a session's beginning are no matter of a file.
#[test]
fn every_code_of_an_image_has_a_vector() {
    let codes: Vec<u16> = needlepoint_loader::Refusal::ALL.iter().map(|refusal| refusal.code()).filter(|code| *code < 150).collect();
    let mut shown: Vec<u16> = VECTORS.iter().map(|(_, code, ..)| *code).filter(|code| *code > 0).collect();
    shown.sort_unstable();
    shown.dedup();
    assert_eq!(shown, codes);
}
