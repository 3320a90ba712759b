//! What the pen remembers: a newer image, and every session that was begun.

use needlepoint_loader::{Given, Refusal, admit};

use crate::{
    draft::{Draft, PEN},
    pen::{Memory, TODAY, Trusting, asked},
};

const SERIES: [u8; 16] = *b"one-whole-series";

#[test]
fn an_older_image_of_the_series_is_refused_and_the_same_one_is_not() {
    let refusal = |sequence, series| {
        let mut ledger = Memory::default();
        ledger.sequences.insert(series, sequence);
        admit(&Draft::good().file(), &PEN, TODAY, &Trusting, &ledger).err()
    };
    let stored = 1 << 20;
    assert_eq!(refusal(stored - 1, SERIES), None);
    assert_eq!(refusal(stored, SERIES), None);
    assert_eq!(refusal(stored + 1, SERIES), Some(Refusal::Superseded));
    assert_eq!(refusal(u32::MAX, *b"another-series--"), None);
}

/// Of two faults the one whose check comes first is named: the days before the sequence, and the sequence before the check numbers.
#[test]
fn the_sequence_is_asked_after_the_days_and_before_the_check_numbers() {
    let refusal = |change: fn(&mut Draft)| {
        let (mut draft, mut ledger) = (Draft::good(), Memory::default());
        change(&mut draft);
        ledger.sequences.insert(SERIES, u32::MAX);
        admit(&draft.file(), &PEN, TODAY, &Trusting, &ledger).err()
    };
    assert_eq!(refusal(|draft| draft.validity[0] = u64::from(TODAY) + 1), Some(Refusal::NotYetValid));
    assert_eq!(refusal(|draft| draft.validity[1] = u64::from(TODAY) - 1), Some(Refusal::Expired));
    assert_eq!(refusal(|_| ()), Some(Refusal::Superseded));
    assert_eq!(refusal(|draft| draft.check_numbers[0] += 1), Some(Refusal::Superseded));
    assert_eq!(refusal(|draft| draft.areas = (0..30).map(|area| format!("area-{area}")).collect()), Some(Refusal::Superseded));
}

#[test]
fn sessions_begin_in_their_order_and_no_sooner_than_the_course_says() {
    let file = Draft::good().file();
    let admitted = asked(&file, &PEN).unwrap();
    let mut ledger = Memory::default();
    let mut begin = |tag: &str, phototype, session, today| {
        admitted.begin(&mut ledger, tag.as_bytes(), phototype, session, today).map(|mut steps| steps.next_step().unwrap().area).err()
    };
    assert_eq!(begin("a", 6, 1, 20000), Some(Refusal::PhototypeNotTreated));
    assert_eq!(begin("a", 1, 0, 20000), Some(Refusal::NoSuchSession));
    assert_eq!(begin("a", 1, 3, 20000), Some(Refusal::NoSuchSession));
    assert_eq!(begin("a", 1, 2, 20000), Some(Refusal::UnknownTag));
    assert_eq!(begin("a", 1, 1, 20000), None);
    assert_eq!(begin("a", 1, 1, 20100), Some(Refusal::SessionGiven));
    assert_eq!(begin("a", 1, 2, 19999), Some(Refusal::ClockBackwards));
    assert_eq!(begin("a", 1, 2, 20000), Some(Refusal::TooSoon));
    assert_eq!(begin("a", 1, 2, 20029), Some(Refusal::TooSoon));
    // Another patient's course has another tag, and darker skin another spacing: 42 days.
    assert_eq!(begin("b", 5, 1, 20000), None);
    assert_eq!(begin("b", 5, 2, 20041), Some(Refusal::TooSoon));
    assert_eq!(begin("b", 5, 2, 20042), None);
    assert_eq!(begin("a", 1, 2, 20030), None);
    assert_eq!(begin("a", 1, 2, 20030), Some(Refusal::SessionGiven));
    let second = Given { session: 2, day: 20030, phototype: 1, sequence: 1 << 20, check_numbers: [0, 2047, 300, 1024] };
    assert_eq!(ledger.given.get(&(SERIES, b"a".to_vec())), Some(&second));
}

#[test]
fn no_session_is_left_out() {
    let mut draft = Draft::good();
    let mut third = draft.courses[0].sessions[1].clone();
    third.number = 3;
    draft.courses[0].sessions.push(third);
    let file = draft.file();
    let admitted = asked(&file, &PEN).unwrap();
    let mut ledger = Memory::default();
    assert!(admitted.begin(&mut ledger, b"a", 1, 1, 20000).is_ok());
    assert_eq!(admitted.begin(&mut ledger, b"a", 1, 3, 20100).err(), Some(Refusal::SessionSkipped));
}

#[test]
fn nothing_begins_that_cannot_be_written_down() {
    let file = Draft::good().file();
    let admitted = asked(&file, &PEN).unwrap();
    let mut ledger = Memory { full: true, ..Memory::default() };
    assert_eq!(admitted.begin(&mut ledger, b"a", 1, 1, 20000).err(), Some(Refusal::NotRemembered));
}

#[test]
fn a_memory_that_cannot_be_read_is_not_one_that_is_empty() {
    let file = Draft::good().file();
    let admitted = asked(&file, &PEN).unwrap();
    let mut ledger = Memory { torn: true, ..Memory::default() };
    assert_eq!(admit(&file, &PEN, TODAY, &Trusting, &ledger).err(), Some(Refusal::Unreadable));
    assert_eq!(admitted.begin(&mut ledger, b"a", 1, 1, 20000).err(), Some(Refusal::Unreadable));
    assert!(ledger.given.is_empty() && ledger.sequences.is_empty());
}

#[test]
fn a_session_begins_on_the_image_s_own_days_only() {
    let file = Draft::good().file();
    let admitted = asked(&file, &PEN).unwrap();
    let mut ledger = Memory::default();
    assert_eq!(admitted.begin(&mut ledger, b"a", 1, 1, 20_901).err(), Some(Refusal::Expired));
    assert_eq!(admitted.begin(&mut ledger, b"a", 1, 1, 19_989).err(), Some(Refusal::NotYetValid));
    assert!(admitted.begin(&mut ledger, b"a", 1, 1, 20_900).is_ok());
}

#[test]
fn once_a_newer_image_is_used_the_older_one_is_neither_admitted_nor_begun() {
    let (older, mut newer) = (Draft::good().file(), Draft::good());
    newer.sequence += 1;
    let newer = newer.file();
    let (old, new) = (asked(&older, &PEN).unwrap(), asked(&newer, &PEN).unwrap());
    let mut ledger = Memory::default();
    assert!(old.begin(&mut ledger, b"a", 1, 1, TODAY).is_ok());
    assert!(new.begin(&mut ledger, b"b", 1, 1, TODAY).is_ok());
    assert_eq!(old.begin(&mut ledger, b"c", 1, 1, TODAY).err(), Some(Refusal::Superseded));
    assert_eq!(admit(&older, &PEN, TODAY, &Trusting, &ledger).err(), Some(Refusal::Superseded));
}

/// Darker skin waits longer between sessions: 42 days instead of 30.
#[test]
fn a_course_stays_that_of_the_phototype_it_was_begun_for() {
    let file = Draft::good().file();
    let admitted = asked(&file, &PEN).unwrap();
    let mut ledger = Memory::default();
    assert!(admitted.begin(&mut ledger, b"a", 5, 1, 20_000).is_ok());
    assert_eq!(admitted.begin(&mut ledger, b"a", 1, 2, 20_050).err(), Some(Refusal::OtherPhototype));
    assert!(admitted.begin(&mut ledger, b"a", 5, 2, 20_050).is_ok());
}

#[test]
fn an_interrupted_session_goes_on_that_day_and_nothing_else_does() {
    let file = Draft::good().file();
    let admitted = asked(&file, &PEN).unwrap();
    let mut ledger = Memory::default();
    let resume = |ledger: &Memory, phototype, session, today| {
        admitted.resume(ledger, b"a", phototype, session, today).map(|mut steps| steps.next_step().unwrap().area).err()
    };
    // Nothing was begun.
    assert_eq!(resume(&ledger, 1, 1, TODAY), Some(Refusal::NotTheLastBegun));
    assert!(admitted.begin(&mut ledger, b"a", 1, 1, TODAY).is_ok());
    let before = ledger.given.clone();
    for _ in 0..2 {
        assert_eq!(resume(&ledger, 1, 1, TODAY), None);
    }
    assert_eq!(ledger.given, before, "going on writes nothing down");
    assert_eq!(resume(&ledger, 1, 2, TODAY), Some(Refusal::NotTheLastBegun));
    assert_eq!(resume(&ledger, 1, 3, TODAY), Some(Refusal::NoSuchSession));
    assert_eq!(resume(&ledger, 5, 1, TODAY), Some(Refusal::OtherPhototype));
    assert_eq!(resume(&ledger, 6, 1, TODAY), Some(Refusal::PhototypeNotTreated));
    assert_eq!(resume(&ledger, 1, 1, TODAY + 1), Some(Refusal::OtherDay));
    assert_eq!(resume(&ledger, 1, 1, TODAY - 1), Some(Refusal::OtherDay));
    assert_eq!(resume(&ledger, 1, 1, 20_901), Some(Refusal::Expired));
    // The next session was begun: the one before is over, whatever became of it.
    assert!(admitted.begin(&mut ledger, b"a", 1, 2, TODAY + 30).is_ok());
    assert_eq!(resume(&ledger, 1, 1, TODAY + 30), Some(Refusal::NotTheLastBegun));
    // A resumed session is still a session that was begun.
    assert_eq!(admitted.begin(&mut ledger, b"a", 1, 2, TODAY + 60).err(), Some(Refusal::SessionGiven));
}

#[test]
fn an_interrupted_session_goes_on_with_no_other_image() {
    let (older, mut newer) = (Draft::good().file(), Draft::good());
    newer.sequence += 1;
    let newer = newer.file();
    let (old, new) = (asked(&older, &PEN).unwrap(), asked(&newer, &PEN).unwrap());
    let mut ledger = Memory::default();
    assert!(old.begin(&mut ledger, b"a", 1, 1, TODAY).is_ok());
    assert_eq!(new.resume(&ledger, b"a", 1, 1, TODAY).err(), Some(Refusal::OtherImage));
    // Another patient's session has brought the newer image: the older one is used no more, not even to end what it began.
    assert!(new.begin(&mut ledger, b"b", 1, 1, TODAY).is_ok());
    assert_eq!(old.resume(&ledger, b"a", 1, 1, TODAY).err(), Some(Refusal::Superseded));
    assert!(new.resume(&ledger, b"b", 1, 1, TODAY).is_ok());
    // The same version, and another treatment in it.
    let given = ledger.given.get_mut(&(SERIES, b"b".to_vec())).unwrap();
    given.check_numbers[3] += 1;
    assert_eq!(new.resume(&ledger, b"b", 1, 1, TODAY).err(), Some(Refusal::OtherImage));
}
