//! The rules of a zone in a calendar: what held before, then every change, by the rules that the database has today.

use super::{MELASMA, calendar, planned, schedule, start};

/// The changes of a calendar: what it begins, local time, offsets before and after, and the name of the time.
fn changes(first: &str, zone: &str) -> Vec<String> {
    let (plan, identity) = planned(MELASMA);
    let text = calendar(&plan, &identity, &schedule(&plan, &start(&plan, first, zone)));
    let zone = text.split_once("BEGIN:VTIMEZONE\r\n").unwrap().1.split_once("END:VTIMEZONE").unwrap().0;
    let part = |part: &str| {
        let lines: Vec<&str> = part.split_terminator("\r\n").collect();
        let [kind, starts, from, to, name, _] = lines.as_slice() else { panic!("{lines:?}") };
        let value = |line: &str| line.split_once(':').unwrap().1.to_owned();
        [*kind, &value(starts), &value(from), &value(to), &value(name)].join(" ")
    };
    zone.split("BEGIN:").skip(1).map(part).collect()
}

#[test]
fn the_rules_of_a_zone_stand_there_until_a_year_after_the_last_session() {
    // Two sessions a month apart, from the first of the two times on.
    let rows: [(&str, &str, &[&str]); 9] = [
        (
            "2026-12-01T10:00",
            "Europe/Berlin",
            &[
                "STANDARD 20261025T030000 +0200 +0100 CET",
                "DAYLIGHT 20270328T020000 +0100 +0200 CEST",
                "STANDARD 20271031T030000 +0200 +0100 CET",
            ],
        ),
        // By law Irish winter is the exception; the database that is built in counts it as standard time, as everybody's calendar does.
        (
            "2026-12-01T10:00",
            "Europe/Dublin",
            &[
                "STANDARD 20261025T020000 +0100 +0000 GMT",
                "DAYLIGHT 20270328T010000 +0000 +0100 IST",
                "STANDARD 20271031T020000 +0100 +0000 GMT",
            ],
        ),
        // British Columbia changes its clocks no more: in November 2026 only the name of the time changed.
        ("2026-12-01T10:00", "America/Vancouver", &["STANDARD 20261101T020000 -0700 -0700 MST"]),
        // Half an hour.
        (
            "2026-12-01T10:00",
            "Australia/Lord_Howe",
            &[
                "DAYLIGHT 20261004T020000 +1030 +1100 +11",
                "STANDARD 20270404T020000 +1100 +1030 +1030",
                "DAYLIGHT 20271003T020000 +1030 +1100 +11",
            ],
        ),
        ("2026-12-01T10:00", "Asia/Kathmandu", &["STANDARD 19860101T000000 +0530 +0545 +0545"]),
        // Its last change lies before 1970.
        ("2026-12-01T10:00", "America/Phoenix", &["STANDARD 19700101T000000 -0700 -0700 MST"]),
        ("2026-12-01T10:00", "Etc/UTC", &["STANDARD 19700101T000000 +0000 +0000 UTC"]),
        // A whole day is left out, and the year after has two changes.
        (
            "2011-12-01T10:00",
            "Pacific/Apia",
            &[
                "DAYLIGHT 20110924T030000 -1100 -1000 -10",
                "DAYLIGHT 20111230T000000 -1000 +1400 +14",
                "STANDARD 20120401T040000 +1400 +1300 +13",
                "DAYLIGHT 20120930T030000 +1300 +1400 +14",
            ],
        ),
        // Until January 1972 Liberia was 44 minutes and 30 seconds behind.
        (
            "1971-12-01T10:00",
            "Africa/Monrovia",
            &["STANDARD 19700101T000000 -004430 -004430 MMT", "STANDARD 19720107T000000 -004430 +0000 GMT"],
        ),
    ];
    for (first, zone, expected) in rows {
        assert_eq!(changes(first, zone), expected, "{zone}");
    }
}
