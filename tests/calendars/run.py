#!/usr/bin/env python3
"""The calendars of courses, held by other programs: run.py NEEDLEPOINT TARGETFOLDER

Every shipped protocol has a course in a zone of its own, and each course has a life: a holiday on the day that session 2 aims at, session 2
missed, and then stopped early. After each of these the course's file is brought up to date and sent out. Each calendar is read by libical
(restrictions, errors, times), PyPI's icalendar (errors, required lines, times, alarms) and ical.js (times), and every date is held against the
JSON document of the same course; then by khal, which imports one after the other: as many events as before, every session where it is now, and
none of its warnings.

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
    """A calendar, and the JSON document of the same course."""

    name: str
    text: str
    course: dict

    @property
    def zone(self):
        return self.course["schedule"]["zone"]

    @property
    def sessions(self):
        """The sessions by their titles."""
        [course] = self.course["schedule"]["courses"]
        titles = {}
        for session in course["sessions"]:
            title = f"Session {session['number']} of {len(course['sessions'])}"
            off = {"called-off": "No date: ", "proposed": "To be agreed: "}.get(session["state"], "")
            titles[off + title] = session
        return titles


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


HOLIDAY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//needlepoint//tests//EN
BEGIN:VEVENT
UID:holiday
DTSTAMP:20261122T000000Z
DTSTART;VALUE=DATE:{day}
SUMMARY:Holiday
END:VEVENT
END:VCALENDAR
"""


class Course:
    """The file of a course, and what is made of it."""

    def __init__(self, name, place):
        self.name = name
        self.file = os.path.join(place, f"{name}.needle")

    def call(self, command, today, *more):
        return run(needlepoint, command, self.file, "--no-clinic", "--today", today, *more)

    def add(self, line):
        """Writes down what happened, and brings the file up to date."""
        with open(self.file, encoding="utf-8") as file:
            text = file.read()
        write(self.file, text.replace("  revised", f"  {line}\n  revised", 1))
        self.call("reschedule", line.split()[-1])

    def case(self, today):
        document = json.loads(self.call("schedule", today, "--format", "json").stdout)
        path = self.file.removesuffix(".needle") + ".ics"
        if os.path.exists(path):
            os.remove(path)
        self.call("schedule", today, "--format", "ics", "--out", path)
        with open(path, encoding="utf-8", newline="") as file:
            return Case(self.name, file.read(), document)

    def day(self, session, today):
        [course] = json.loads(self.call("schedule", today, "--format", "json").stdout)["schedule"]["courses"]
        [found] = [each for each in course["sessions"] if each["number"] == session]
        return found["starts"]["local"][:10]


def lives(place):
    """The calendars that are tried: of each shipped protocol, those of one course as they were sent out, one after the other."""
    shipped = sorted(glob.glob(os.path.join(root, "protocols", "*.needle")))
    assert len(shipped) == len(ZONES), "a zone for each shipped protocol"
    for protocol, zone in zip(shipped, ZONES):
        course = Course(os.path.basename(protocol).removesuffix(".needle"), place)
        start = ["--start", "2027-01-28T09:15", "--zone", zone, "--phototype", "3", "--tag", TAG]
        new = ["new", "course", protocol, *start, "--no-clinic", "--today", "2026-11-22", "--out", course.file]
        run(needlepoint, *new)
        aim = course.day(2, "2026-11-22")
        os.remove(course.file)
        holidays = os.path.join(place, "holidays.ics")
        write(holidays, HOLIDAY.format(day=aim.replace("-", "")))
        run(needlepoint, *new, "--holidays", holidays)
        assert course.day(2, "2026-11-22") == day_after(aim), "the day after the holiday is the nearest"
        sent = [course.case("2026-11-22")]
        course.add("session 1 given 2027-01-28")
        missed = course.day(2, "2027-01-28")
        course.add(f"session 2 missed {missed}")
        sent.append(course.case(missed))
        given = course.day(2, missed)
        assert given > missed
        course.add(f"session 2 stopped-early {given}")
        sent.append(course.case(given))
        yield sent


def day_after(day):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def expected(case):
    """From when to when everything of a course is, by its JSON document, and the sessions by their titles. What is called off keeps its days."""
    [course] = case.course["schedule"]["courses"]
    sessions = {title: (session["starts"]["utc"], session["ends"]["utc"]) for title, session in case.sessions.items()}
    days = [(task["from"], day_after(task["until"])) for task in course["tasks"]]
    if follow_up := case.course["issued"]["follow_up"]:
        days.append((follow_up["day"], day_after(follow_up["day"])))
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
    return case._replace(text=re.sub(r"(TZID[:=])" + re.escape(case.zone), rf"\1Needlepoint/{case.name}", case.text))


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

    def sessions(self):
        """Local day and time of the sessions by their titles, and the status of each, as khal lists them."""
        lines = self.run("list", "-df", "", "-f", "{title}|{start-date}|{start-time}|{status}", "2026-11-01", "800d").splitlines()
        rows = [line.split("|") for line in lines if "Session " in line]
        return {title: (day, time, status.strip()) for title, day, time, status in rows}


def imported(sent, place):
    """Imports the calendars of one course as they were sent out; how many events there are each time."""
    khal = Khal(os.path.join(place, f"khal-{sent[0].name}"), sent[0].zone)
    path = os.path.join(place, "again.ics")
    count = len(expected(sent[0])[1])
    for case in sent:
        write(path, case.text)
        assert khal.take(path) == count, f"khal, {case.name}: not {count} events"
        wanted = {}
        for title, session in case.sessions.items():
            local = session["starts"]["local"]
            wanted[title] = (local[:10], local[11:16], {"called-off": "CANCELLED", "proposed": "TENTATIVE"}.get(session["state"], ""))
        said = lambda status: next((word for word in ("CANCELLED", "TENTATIVE") if word in status), "")
        listed = {title: (day, time, said(status)) for title, (day, time, status) in khal.sessions().items()}
        assert listed == wanted, f"khal, {case.name}: {listed}, and not {wanted}"
    return count


def not_blind(case, place):
    """Each program finds a fault that it is known to find; one that finds nothing would accept anything."""
    path = os.path.join(place, "fault.ics")
    zone = re.search(r"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", case.text, flags=re.S)[0]
    ends_at_once = re.sub(r"(DTSTART;VALUE=DATE:)(\d{8})\r\nDTEND;VALUE=DATE:\d{8}", r"\1\2\r\nDTEND;VALUE=DATE:\2", case.text, count=1)
    khal = Khal(os.path.join(place, "khal-fault"), case.zone)
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
        blind = True
        for sent in lives(place):
            if blind:
                not_blind(sent[0], place)
                blind = False
            for case in sent:
                for each in (case, elsewhere(case)):
                    write(path, each.text)
                    for program, reads in (("libical", libical), ("icalendar", pypi), ("ical.js", ical_js)):
                        compare(program, each, reads(path))
            count = imported(sent, place)
            off = sum(title.startswith("No date") for title in sent[-1].sessions)
            first = sent[0]
            print(
                f"{first.name}: {count} events in {first.zone}, after a holiday, a missed session and one stopped early ({off} called off): "
                "the same in libical, icalendar and ical.js, and imported three times in khal"
            )


main()
