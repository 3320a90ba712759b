#!/usr/bin/env python3
"""Plays sessions on the virtual pen at a real terminal, by keys alone, and kills it in the middle of a pass. Usage: pen.py PROGRAM"""
import json
import os
import pty
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
        for prompt in range(1, 72):
            self.sees(f"{prompt} of 71. ")
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
    pen.sees("1 of 71. 22 years or older; is it so? y/n: ")
    pen.types("perhaps")
    pen.sees("y for yes, n for no")
    pen.sees("y/n: ")
    pen.types("y")
    for prompt in range(2, 72):
        pen.sees(f"{prompt} of 71. ")
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
    pen.sees("6 seconds in all")
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

    # Killed at many moments of a fast run: the log is a log every time, and the session goes on to its end with every pass begun once.
    killed, gone_on = 0, 0
    for moment in range(40):
        tag, keys = tag_of(moment), "answer all yes\n"
        command = [program, "run", "image/acne-scars-face.bench.npp", "--course", tag, "--session", "1", "--phototype", "2", "--today",
                   "2026-12-31", "--keys", "-"]
        child = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
        child.stdin.write(keys)
        child.stdin.close()
        time.sleep(0.012 * moment)
        child.kill()
        child.wait(20)
        name = os.path.join(folder, f"{tag}-session-1.log.jsonl")
        in_ledger = f"course {tag} session 1" in open(os.path.join(folder, "virtual-pen.ledger"), encoding="utf-8").read()
        text = open(name, encoding="utf-8").read() if os.path.exists(name) else ""
        must(in_ledger or '"event":"begun"' not in text, "the log says begun and the ledger does not", text[-500:])
        if '"event":"session-done"' in text:
            continue
        killed += 1
        again = subprocess.run([*command, "--resume"], cwd=folder, input="answer resume yes\n", capture_output=True, text=True)
        if not in_ledger:
            must(again.returncode == 1 and "(code 160)" in again.stderr, "went on with what had not begun", again)
            continue
        gone_on += 1
        must(again.returncode == 0, "did not go on", again, text[-500:])
        entries = [json.loads(line) for line in open(name, encoding="utf-8") if line.endswith("}\n")]
        begun = [(entry["step"], entry["pass"]) for entry in entries if entry.get("event") == "pass"]
        must(begun == [(1, n) for n in range(1, 5)] + [(2, n) for n in range(1, 7)], "a pass was repeated or left out", begun)
    must(gone_on > 2, f"of {killed} runs that were killed only {gone_on} had begun")

print(f"pen: played by keys alone, in real time and without waiting; killed {killed + 1} times, gone on {gone_on + 1} times, and no pass was repeated")
