#!/usr/bin/env python3
"""The calendars of courses, held by other programs: run.py NEEDLEPOINT TARGETFOLDER

Every shipped protocol is dated in a zone of its own. Each calendar is read by libical (restrictions, errors, times), PyPI's icalendar (errors,
required lines, times, alarms) and ical.js (times), and every date is held against the JSON schedule of the same course; then by khal, which
imports it, and imports it again with one session moved and a later one called off: as many events as before, and none of its warnings.

Runs with a Python that has icalendar; TARGETFOLDER/calendars/node_modules has ical.js. A tool that is missing fails.
"""
import datetime
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
from typing import NamedTuple

import icalendar

needlepoint, target = (os.path.realpath(path) for path in sys.argv[1:3])
here = os.path.dirname(os.path.realpath(__file__))
root = os.path.dirname(os.path.dirname(here))
made = os.path.join(target, "calendars")

TAG = "7650-5E3F-R"
# Rules of every kind: an hour, half an hour, none, none any more, 45 minutes, the other half of the year, and behind the date line.
ZONES = [
    "Europe/Berlin",
    "America/Vancouver",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Asia/Kathmandu",
    "America/Phoenix",
    "America/St_Johns",
    "Pacific/Auckland",
]


class Case(NamedTuple):
    """A calendar, and the JSON schedule of the same course."""

    name: str
    text: str
    schedule: dict


class Event(NamedTuple):
    """What a program reads of an event: times in UTC, whole days as days, the end being the day after the last."""

    uid: str
    title: str
    start: str
    end: str


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    assert done.returncode == 0, f"{' '.join(command)}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def cases():
    """The calendars that are tried: one for each shipped protocol."""
    shipped = sorted(glob.glob(os.path.join(root, "protocols", "*.needle")))
    assert len(shipped) == len(ZONES), "a zone for each shipped protocol"
    for protocol, zone in zip(shipped, ZONES):
        name = os.path.basename(protocol).removesuffix(".needle")
        course = ["schedule", protocol, "--no-clinic", "--today", "2026-11-22", "--start", "2027-01-28T09:15", "--zone", zone, "--phototype", "3"]
        text = subprocess.run([needlepoint, *course, "--format", "ics", "--tag", TAG], check=True, capture_output=True).stdout.decode()
        schedule = json.loads(run(needlepoint, *course, "--format", "json").stdout)
        yield Case(name, text, schedule)


def day_after(day):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def expected(case):
    """From when to when everything of a course is, by its JSON schedule, and the sessions by their titles."""
    [course] = case.schedule["courses"]
    sessions = {}
    for session in course["sessions"]:
        title = f"Session {session['number']} of {len(course['sessions'])}"
        sessions[title] = (session["starts"]["utc"], session["ends"]["utc"])
    days = [(task["from"], day_after(task["until"])) for task in course["tasks"]]
    if course["follow_up"]:
        days.append((course["follow_up"], day_after(course["follow_up"])))
    return sessions, sorted([*sessions.values(), *days])


def compare(program, case, events):
    sessions, all_of_them = expected(case)
    assert len({event.uid for event in events}) == len(events), f"{program}, {case.name}: a name twice"
    found = {event.title: (event.start, event.end) for event in events if event.title in sessions}
    assert found == sessions, f"{program}, {case.name}: {found}, and not {sessions}"
    spans = sorted((event.start, event.end) for event in events)
    assert spans == all_of_them, f"{program}, {case.name}: {set(spans) ^ set(all_of_them)}"


def read_lines(done):
    """What one of our small readers prints."""
    assert not done.stderr, done.stderr
    return [Event(*line.split("\t")) for line in done.stdout.splitlines()]


def libical(path):
    return read_lines(run(os.path.join(made, "icalcheck"), path))


def ical_js(path):
    return read_lines(run("node", os.path.join(here, "icaljs.mjs"), made, path))


def pypi(path):
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    events = []
    for part in calendar.walk():
        assert not part.errors, f"icalendar: {part.errors}"
        missing = [name for name in part.required if name not in part]
        assert not missing, f"icalendar: {part.name} without {missing}"
    for event in calendar.walk("VEVENT"):
        assert event.end - event.start == event.duration > datetime.timedelta(0), "icalendar: it does not last"
        alarms(event)
        events.append(Event(str(event["UID"]), str(event["SUMMARY"]), said(event.start), said(event.end)))
    return events


def said(at):
    if not isinstance(at, datetime.datetime):
        return at.isoformat()
    assert at.tzinfo, "icalendar: a time without a zone"
    return at.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def alarms(event):
    """A session rings a day before, at the same time on the clock, and a call on the last morning at nine; nothing else rings."""
    rings = [alarm.triggers for alarm in event.walk("VALARM")]
    title, off = str(event["SUMMARY"]), event["STATUS"] == "CANCELLED"
    if title.startswith("Session ") and not off:
        [ring] = rings
        assert (ring.start, ring.end) == ((datetime.timedelta(days=-1),), ()), f"icalendar: {ring}"
    elif title == "Talk with the clinic" and not off:
        [ring] = rings
        assert (ring.start, ring.end) == ((), (datetime.timedelta(hours=-15),)), f"icalendar: {ring}"
    else:
        assert not rings, f"icalendar: {title} rings"


def elsewhere(case):
    """The same calendar in a zone of a name that no program knows: what it explains must be enough. A name of its own, for some programs remember
    the zones that they have read."""
    return case._replace(text=re.sub(r"(TZID[:=])" + re.escape(case.schedule["zone"]), rf"\1Needlepoint/{case.name}", case.text))


def reissued(text):
    """A calendar as it is sent again after session 2 moved to the next day; the last session is called off where there is one more.
    Gives the calendar, the title and new day of the moved session, and the title of the one that was called off."""
    parts = re.split(r"(?=BEGIN:VEVENT\r\n)", text)
    sessions = [place for place, part in enumerate(parts) if re.search(r"\r\nSUMMARY:Session \d+ of \d+\r\n", part)]
    title = lambda part: re.search(r"\r\nSUMMARY:(.*)\r\n", part)[1]

    def next_day(found):
        return found[1] + day_after(f"{found[2][:4]}-{found[2][4:6]}-{found[2][6:]}").replace("-", "") + "T"

    moved = sessions[1]
    changed = re.sub(r"(DT(?:START|END);TZID=[^:]+:)(\d{8})T", next_day, parts[moved]).replace("SEQUENCE:0", "SEQUENCE:1")
    assert changed != parts[moved]
    parts[moved] = changed
    on = re.search(r"DTSTART;TZID=[^:]+:(\d{8})T", changed)[1]
    off = None
    if len(sessions) > 2:
        place = sessions[-1]
        off = title(parts[place])
        called = parts[place].replace("STATUS:CONFIRMED", "STATUS:CANCELLED").replace("SEQUENCE:0", "SEQUENCE:1")
        called = re.sub(r"BEGIN:VALARM.*END:VALARM\r\n", "", called, flags=re.S)
        parts[place] = called.replace("SUMMARY:", "SUMMARY:Called off: ")
    return "".join(parts), (title(parts[moved]), f"{on[:4]}-{on[4:6]}-{on[6:]}"), off


class Khal:
    """khal with a home of its own."""

    def __init__(self, place, zone):
        self.home = place
        self.events = os.path.join(place, "events")
        os.makedirs(self.events)
        os.makedirs(os.path.join(place, ".config/khal"))
        with open(os.path.join(place, ".config/khal/config"), "w", encoding="utf-8") as file:
            file.write(
                f"[calendars]\n[[course]]\npath = {self.events}\n"
                f"[sqlite]\npath = {place}/khal.db\n"
                f"[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
                f"longdatetimeformat = %Y-%m-%d %H:%M\nlocal_timezone = {zone}\ndefault_timezone = {zone}\n"
            )

    def run(self, *arguments):
        environment = {**os.environ, "HOME": self.home, "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": f"{self.home}/.config"}
        done = run("khal", *arguments, env=environment)
        assert not done.stderr, f"khal: {done.stderr}"
        return done.stdout

    def take(self, path):
        """Imports a calendar; how many events there are then."""
        said = self.run("import", "--batch", "-a", "course", path)
        assert "warning" not in said.lower() and "error" not in said.lower(), f"khal: {said}"
        return len(os.listdir(self.events))

    def sessions(self, schedule):
        """Local day and time of the sessions by their titles, and the status of each, as khal lists them."""
        lines = self.run("list", "-df", "", "-f", "{title}|{start-date}|{start-time}|{status}", "2026-11-01", "800d").splitlines()
        rows = [line.split("|") for line in lines if "Session " in line]
        return {title: (day, time, status.strip()) for title, day, time, status in rows}


def imported_twice(case, place):
    khal = Khal(os.path.join(place, f"khal-{case.name}"), case.schedule["zone"])
    [course] = case.schedule["courses"]
    path = os.path.join(place, "again.ics")
    write(path, case.text)
    sessions, all_of_them = expected(case)
    count = khal.take(path)
    assert count == len(all_of_them), f"khal, {case.name}: {count} events, and not {len(all_of_them)}"
    local = {title: session["starts"]["local"] for title, session in zip(sessions, course["sessions"])}
    wanted = {title: (at[:10], at[11:16], "") for title, at in local.items()}
    listed = {title: (day, time, "") for title, (day, time, _) in khal.sessions(case.schedule).items()}
    assert listed == wanted, f"khal, {case.name}: {listed}"
    text, (moved, on), off = reissued(case.text)
    write(path, text)
    assert khal.take(path) == count, f"khal, {case.name}: another count after the second import"
    wanted[moved] = (on, wanted[moved][1], "")
    again = khal.sessions(case.schedule)
    if off:
        wanted[f"Called off: {off}"] = wanted.pop(off)
        assert again[f"Called off: {off}"][2] == "CANCELLED", f"khal, {case.name}: {again}"
    assert {title: (day, time, "") for title, (day, time, _) in again.items()} == wanted, f"khal, {case.name}: {again}"
    return count


def not_blind(case, place):
    """Each program finds a fault that it is known to find; one that finds nothing would accept anything."""
    path = os.path.join(place, "fault.ics")
    zone = re.search(r"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", case.text, flags=re.S)[0]
    ends_at_once = re.sub(r"(DTSTART;VALUE=DATE:)(\d{8})\r\nDTEND;VALUE=DATE:\d{8}", r"\1\2\r\nDTEND;VALUE=DATE:\2", case.text, count=1)
    khal = Khal(os.path.join(place, "khal-fault"), case.schedule["zone"])
    faults = [
        ("libical", libical, case.text.replace("VERSION:2.0\r\n", "VERSION:2.0\r\nMETHOD:PUBLISH\r\n")),
        ("icalendar", pypi, re.sub(r"DTSTAMP:.*\r\n", "", case.text, count=1)),
        ("ical.js", lambda path: compare("ical.js", case, ical_js(path)), case.text.replace(zone, "")),
        ("khal", khal.take, ends_at_once),
    ]
    for program, reads, text in faults:
        assert text != case.text
        write(path, text)
        try:
            reads(path)
        except AssertionError:
            continue
        raise AssertionError(f"{program} finds no fault where there is one")


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def build():
    flags = run("pkg-config", "--cflags", "--libs", "libical").stdout.split()
    os.makedirs(made, exist_ok=True)
    run("cc", "-Wall", "-Wextra", "-Werror", "-o", os.path.join(made, "icalcheck"), os.path.join(here, "icalcheck.c"), *flags)


def main():
    build()
    with tempfile.TemporaryDirectory() as place:
        path = os.path.join(place, "course.ics")
        tried = list(cases())
        not_blind(tried[0], place)
        for case in tried:
            for each in (case, elsewhere(case)):
                write(path, each.text)
                for program, reads in (("libical", libical), ("icalendar", pypi), ("ical.js", ical_js)):
                    compare(program, each, reads(path))
            write(path, reissued(case.text)[0])
            for reads in (libical, pypi, ical_js):
                assert len(reads(path)) == len(expected(case)[1])
            count = imported_twice(case, place)
            print(f"{case.name}: {count} events in {case.schedule['zone']}, the same in libical, icalendar and ical.js, and imported twice in khal")


main()
