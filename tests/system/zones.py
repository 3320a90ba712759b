#!/usr/bin/env python3
"""Holds dates to another reader of time zones with its own copy of the database (Python's zoneinfo, PyPI tzdata): zones.py NEEDLEPOINT

In every zone: a course by day over two years' changes of the clocks, and a first session a minute before, at and after the edges of each change.
"""
import json
import os
import subprocess
import sys
import zoneinfo
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import tzdata

zoneinfo.reset_tzpath([])
needlepoint = os.path.realpath(sys.argv[1])
root = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
minute, hour = timedelta(minutes=1), timedelta(hours=1)


def times(zone, local):
    """The instants at which the zone's clock shows a local time."""
    both = {local.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc) for fold in (0, 1)}
    return [instant for instant in both if instant.astimezone(zone).replace(tzinfo=None) == local]


def changes(zone, since, until):
    """Where the offset changes: the two local times on either side."""
    found, instant = [], since
    while instant < until:
        later = instant + hour
        if instant.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            early = instant
            while later - early > minute:
                middle = early + ((later - early) // minute // 2) * minute
                same = middle.astimezone(zone).utcoffset() == early.astimezone(zone).utcoffset()
                early, later = (middle, later) if same else (early, middle)
            before = (later - minute).astimezone(zone).replace(tzinfo=None) + minute
            found.append((before, later.astimezone(zone).replace(tzinfo=None)))
            later = instant + hour
        instant = later
    return found


def dated(name, start):
    arguments = ["schedule", "protocols/facial-wrinkles.needle", "--no-clinic", "--today", "2026-11-22", "--phototype", "2"]
    arguments += ["--zone", name, "--start", start.strftime("%Y-%m-%dT%H:%M")]
    return subprocess.run([needlepoint, *arguments], cwd=root, capture_output=True, text=True)


def hold(name):
    zone, held, refused = zoneinfo.ZoneInfo(name), 0, 0
    starts = [datetime(2026, month, 15, 10) for month in (1, 7)]
    for before, after in changes(zone, datetime(2026, 1, 1, tzinfo=timezone.utc), datetime(2028, 1, 1, tzinfo=timezone.utc)):
        first, last = min(before, after), max(before, after)
        starts += [first - minute, first, last - minute, last]
    for start in starts:
        ran, instants = dated(name, start), times(zone, start)
        said = f"{name}, {start}: {ran.stderr}"
        if len(instants) != 1:
            rule = "time-comes-twice" if instants else "time-does-not-exist"
            assert ran.returncode == 1 and f"never: {rule}: session 1 " in ran.stderr, said
            refused += 1
            continue
        if ran.returncode == 1:
            # The first session is at a time that is shown once: what is said is of a later one, and only of the clock.
            assert "session 1 cannot" not in ran.stderr and ("time-comes-twice" in ran.stderr or "time-does-not-exist" in ran.stderr), said
            refused += 1
            continue
        schedule = json.loads(ran.stdout)
        assert schedule["tzdb"] == tzdata.IANA_VERSION, f"dates of {schedule['tzdb']} beside data of {tzdata.IANA_VERSION}"
        for session in schedule["courses"][0]["sessions"]:
            for end in ("starts", "ends"):
                local = datetime.fromisoformat(session[end]["local"])
                instant = datetime.fromisoformat(session[end]["utc"].replace("Z", "+00:00"))
                assert instant.astimezone(zone).replace(tzinfo=None) == local, f"{name}: {session}"
                held += 1
            assert datetime.fromisoformat(session["starts"]["local"]).time() == start.time(), f"{name}: {session}"
    return held, refused


zones = sorted(zoneinfo.available_timezones() - {"Factory"})
with ThreadPoolExecutor(os.cpu_count()) as pool:
    figures = list(pool.map(hold, zones))
held, refused = (sum(figure[place] for figure in figures) for place in (0, 1))
assert len(zones) > 590 and held > 10_000 and refused > 500, f"too little was asked: {len(zones)} zones, {held} instants, {refused} refused"
print(f"{len(zones)} zones of {tzdata.IANA_VERSION}: {held} instants are the same, {refused} starts at a change of the clocks are refused")
