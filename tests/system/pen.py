#!/usr/bin/env python3
"""Plays sessions on the virtual pen at a real terminal, by keys alone, and kills it in the middle of a pass and at many bytes of its log.
Usage: pen.py PROGRAM"""
import json
import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time

program = os.path.realpath(sys.argv[1])
protocol = os.path.realpath(os.path.join(os.path.dirname(__file__), "../../protocols/acne-scars-face.needle"))


def tag_of(number):
    """A course's tag: a number in Crockford's base 32, and his check symbol."""
    figures = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U"
    text = "".join(figures[number >> 5 * place & 31] for place in reversed(range(8)))
    return f"{text[:4]}-{text[4:]}-{figures[number % 37]}"


# How many prompts the image has, as docs/virtual-pen.md shows them.
PROMPTS = 74

# Writes down what is flushed, file or folder, in its order: no program can see a lost folder entry while the power is on.
FLUSHES = r'''
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static int flush(const char *name, int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    FILE *to = fopen(getenv("FLUSHES"), "a");
    if (length > 0 && to) fprintf(to, "%.*s\n", (int)length, path);
    if (to) fclose(to);
    return ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
}
int fsync(int file) { return flush("fsync", file); }
int fdatasync(int file) { return flush("fdatasync", file); }
'''


def must(true, why, *what):
    if not true:
        raise SystemExit(f"pen: {why}\n" + "\n".join(str(one) for one in what))


class Pen:
    """A run at a terminal of its own."""

    def __init__(self, folder, session, *more):
        self.terminal, of_program = pty.openpty()
        command = [program, "run", "image/acne-scars-face.bench.npp", "--course", "7650-5E3F-R", "--session", str(session), "--phototype", "2"]
        self.child = subprocess.Popen(
            [*command, *more], cwd=folder, stdin=of_program, stdout=of_program, stderr=of_program, start_new_session=True,
        )
        os.close(of_program)
        self.shown, self.at = "", 0

    def more(self):
        ready, _, _ = select.select([self.terminal], [], [], 20)
        must(ready, "nothing for 20 s after:", self.shown[-2000:])
        try:
            got = os.read(self.terminal, 4096)
        except OSError:  # the program has ended and the terminal with it
            return False
        self.shown += got.decode()
        return bool(got)

    def sees(self, text):
        while text not in self.shown[self.at:]:
            must(self.more(), f"ended before showing {text!r}:", self.shown[-2000:])
        self.at = self.shown.index(text, self.at) + len(text)

    def types(self, line):
        os.write(self.terminal, (line + "\n").encode())

    def answers_all(self):
        for prompt in range(1, PROMPTS + 1):
            self.sees(f"{prompt} of {PROMPTS}. ")
            self.sees("y/n: ")
            self.types("y")

    def ends(self):
        while self.more():
            pass
        os.close(self.terminal)
        return self.child.wait(20)


def log(folder, session):
    with open(os.path.join(folder, f"7650-5E3F-R-session-{session}.log.jsonl"), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}\n")]


with tempfile.TemporaryDirectory() as folder:
    subprocess.run(
        [program, "build", protocol, "--bench", "--no-clinic", "--today", "2026-11-22", "--out", "image"],
        cwd=folder, check=True, stdout=subprocess.DEVNULL,
    )

    # Without waiting: the pen asks before each pass. Words and letters, a wrong key, an answer that is none.
    pen = Pen(folder, 1, "--today", "2026-12-01", "--speed", "fast")
    pen.sees(f"1 of {PROMPTS}. 22 years or older; is it so? y/n: ")
    pen.types("perhaps")
    pen.sees("y for yes, n for no")
    pen.sees("y/n: ")
    pen.types("y")
    for prompt in range(2, PROMPTS + 1):
        pen.sees(f"{prompt} of {PROMPTS}. ")
        pen.sees("y/n: ")
        pen.types("y")
    asks = "shows the keys): "
    for key, shows in [
        ("?", "stop area if bleeding lasts over 2 minutes under pressure"),
        ("jump", "the pen has no such key"),
        ("r", "not now: the first pass here goes at the depth that the image starts with"),
        ("", "pass 1 of 4 ##########"),
        ("raise", "raised: pass 2 goes to 0.5 mm"),
        ("g", "pass 2 of 4 ##########"),
        ("z mole", "left out within the area: mole"),
        ("e", "ended by its endpoint"),
        ("go", "pass 1 of 6 ##########"),
        ("a bleeding", "stopped for bleeding"),
    ]:
        pen.sees(asks)
        pen.types(key)
        pen.sees(shows)
    status = pen.ends()
    must(status == 0 and "The session has come to its end." in pen.shown, f"ended with {status}", pen.shown[-2000:])
    ends = [(entry["area"], entry["why"]) for entry in log(folder, 1) if entry.get("event") == "area-done"]
    must(ends == [("forehead", "endpoint"), ("cheeks", "stopped")], "the log says otherwise", ends)

    # In real time: a pause is a pause, and then the program is killed within a pass, as a battery that falls out.
    pen = Pen(folder, 2, "--today", "2026-12-31")
    pen.answers_all()
    pen.sees(asks)
    pen.types("g")
    pen.sees("3 seconds in all")
    pen.types("p")
    pen.sees("paused in pass 1")
    stood = len(log(folder, 2))
    time.sleep(2.5)
    must(len(log(folder, 2)) == stood, "the pen moved in a pause")
    pen.types("g")
    pen.sees("goes on, after a pause of ")
    # While it is played, nobody else goes on with it.
    other = subprocess.run(
        [program, "run", "image/acne-scars-face.bench.npp", "--course", "7650-5E3F-R", "--session", "2", "--phototype", "2", "--today",
         "2026-12-31", "--resume", "--keys", "-"],
        cwd=folder, input="answer resume yes\n", capture_output=True, text=True,
    )
    must(other.returncode == 2 and "is being played by another run" in other.stderr, "two pens at once", other)
    pen.sees("8 seconds in all")
    pen.child.send_signal(signal.SIGKILL)
    pen.child.wait(20)
    os.close(pen.terminal)
    ledger = open(os.path.join(folder, "virtual-pen.ledger"), encoding="utf-8").read()
    must("course 7650-5E3F-R session 2 began 2026-12-31 phototype 2" in ledger, "the ledger did not outlive the kill", ledger)
    must(log(folder, 2)[-1]["event"] == "went-on", "the log says otherwise", log(folder, 2)[-1])

    # It goes on when a person says so, with the next pass; then the keyboard goes away.
    pen = Pen(folder, 2, "--today", "2026-12-31", "--resume")
    pen.sees("Pass 1 was under way. It counts as given")
    pen.sees("It goes on in forehead with pass 2 of 4, at 0.25 mm, where this area starts, and for ")
    pen.sees("Does the session go on? y/n: ")
    pen.types("y")
    pen.sees("pass 2 of 4 ")
    pen.types("n")
    pen.sees("pass 3 of 4 ")
    os.write(pen.terminal, b"\x04")
    pen.sees("Nobody presses a key any more, so the pen stands still.")
    pen.sees("POWER OFF.")
    status = pen.ends()
    must(status == 1, f"ended with {status}", pen.shown[-2000:])
    begun = [entry["pass"] for entry in log(folder, 2) if entry.get("event") == "pass"]
    must(begun == [1, 2, 3], "a pass was repeated or left out", begun)

    # What the ledger knows must never outlive the log: the log's folder is flushed once it is there, before the ledger is written.
    with open(os.path.join(folder, "flushes.c"), "w", encoding="utf-8") as source:
        source.write(FLUSHES)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", "flushes.so", "flushes.c", "-ldl"], cwd=folder, check=True)
    os.mkdir(os.path.join(folder, "logs"))
    os.mkdir(os.path.join(folder, "ledgers"))

    def plays(tag, keys, *more, **how):
        """A run by a script, with a log and a ledger of its own."""
        return subprocess.run(
            [program, "run", "image/acne-scars-face.bench.npp", "--course", tag, "--session", "1", "--phototype", "2", "--today", "2026-12-31",
             "--keys", "-", "--log", f"logs/{tag}", "--ledger", f"ledgers/{tag}", *more],
            cwd=folder, input=keys, capture_output=True, text=True, **how,
        )

    def read(name):
        path = os.path.join(folder, name)
        return open(path, encoding="utf-8").read() if os.path.exists(path) else ""

    preload = {**os.environ, "LD_PRELOAD": os.path.join(folder, "flushes.so"), "FLUSHES": os.path.join(folder, "flushes")}
    whole = plays(tag_of(0), "answer all yes\n", env=preload)
    must(whole.returncode == 0, "a whole session", whole)
    flushed = read("flushes").splitlines()
    top = os.path.realpath(folder)
    must(f"{top}/logs" in flushed, "the folder of the log was not flushed", flushed[:8])
    must(flushed.index(f"{top}/logs") < flushed.index(f"{top}/ledgers"), "the ledger was flushed before the log's folder", flushed[:100])

    # Killed by the system itself at the byte that is one too many: whatever the disk's speed, the log ends there, and all that it says was said
    # before. At every tenth of the prompts, around the line that says the session has begun, and at many places of the passes.
    text = read(f"logs/{tag_of(0)}")
    size, begun = len(text), text.index('{"event":"begun"}')
    first = text.index("\n") + 1
    ends = [at for at in range(first, begun, (begun - first) // 10)]
    ends += [begun - 1, begun, begun + 1, begun + 17, begun + 18, begun + 19]
    ends += [at for at in range(begun + 20, size - 1, (size - begun) // 60)] + [size - 1]
    killed, gone_on = 0, 0
    for number, end in enumerate(ends, 1):
        tag = tag_of(number)
        limit = lambda end=end: resource.setrlimit(resource.RLIMIT_FSIZE, (end, end))
        child = plays(tag, "answer all yes\n", preexec_fn=limit)
        must(child.returncode == -signal.SIGXFSZ, f"not killed at byte {end}", child)
        torn = read(f"logs/{tag}")
        must(torn == text[:end].replace(tag_of(0), tag), f"the log does not end at byte {end}", torn[-300:])
        killed += 1
        in_ledger = f"course {tag} session 1" in read(f"ledgers/{tag}")
        must(in_ledger == (end >= begun), f"at byte {end} the ledger says otherwise", in_ledger)
        again = plays(tag, "answer resume yes\n", "--resume")
        if end < begun + 18:
            # Nothing was needled, and nothing goes on: the ledger has no session, or the log does not say that it began.
            why = "does not say that it began" if in_ledger else "(code 160)"
            must(again.returncode == 1 and why in again.stderr, f"went on at byte {end} with what had not begun", again)
            must(read(f"logs/{tag}") == torn, "a refusal has written")
            continue
        gone_on += 1
        must(again.returncode == 0, f"did not go on at byte {end}", again, torn[-500:])
        passes = re.findall(r'"event":"pass","step":(\d+),"area":"[a-z]+","pass":(\d+),.*\}\n', read(f"logs/{tag}"))
        every = [("1", str(n)) for n in range(1, 5)] + [("2", str(n)) for n in range(1, 7)]
        must(passes == every, f"at byte {end} a pass was repeated or left out", passes)

print(f"pen: played by keys alone, in real time and without waiting; killed {killed + 1} times, gone on {gone_on + 1} times, and no pass was repeated")
