#!/usr/bin/env python3
"""Answers the questions of `needlepoint new protocol` on a real terminal. Usage: questions.py PROGRAM"""
import os
import pty
import select
import subprocess
import sys
import tempfile

program = os.path.realpath(sys.argv[1])


def dialogue(folder, arguments, turns, to_file=False):
    """Runs the program on a terminal; each turn waits for a text and types a line. Returns its status, what was shown, what it printed."""
    terminal, of_program = pty.openpty()
    printed = tempfile.TemporaryFile()
    child = subprocess.Popen(
        [program, "new", "protocol", *arguments],
        cwd=folder, stdin=of_program, stderr=of_program, stdout=printed if to_file else of_program, start_new_session=True,
    )
    os.close(of_program)
    shown, at = "", 0

    def more():
        nonlocal shown
        ready, _, _ = select.select([terminal], [], [], 20)
        if not ready:
            child.kill()
            raise SystemExit(f"nothing for 20 s after:\n{shown}")
        try:
            got = os.read(terminal, 4096)
        except OSError:  # the program has ended and the terminal with it
            return False
        shown += got.decode()
        return bool(got)

    for wait, line in turns:
        while wait not in shown[at:]:
            if not more():
                raise SystemExit(f"ended before asking {wait!r}:\n{shown}")
        at = shown.index(wait, at) + len(wait)
        os.write(terminal, line.encode())
    while more():
        pass
    status = child.wait(20)
    os.close(terminal)
    printed.seek(0)
    return status, shown.replace("\r\n", "\n"), printed.read().decode()


def must(true, why, *what):
    if not true:
        raise SystemExit(f"questions: {why}\n" + "\n".join(str(one) for one in what))


with tempfile.TemporaryDirectory() as folder:
    # Five questions, a wrong answer at three of them; the file is written and says what comes next.
    turns = [
        ("The title, as printed on the sheet: ", 'Scars µ😀 "old"\n'),
        ("The author, with the role: ", "A. Author, dermatology lead\n"),
        ("What is treated: ", "acne\n"),
        ("`acne` is not known as an indication; did you mean atrophic-acne-scars?", ""),
        ("What is treated: ", "keloids\n"),
        ("`keloids` is not known as an indication; known here: ", ""),
        ("What is treated: ", "atrophic-acne-scars\n"),
        ("The pen, with its cartridge: ", "skinpen-precison\n"),
        ("did you mean skinpen-precision?", ""),
        ("The pen, with its cartridge: ", "skinpen-precision\n"),
        ("The areas, in the order they are needled, with commas: ", "forehead, upper-eyelid\n"),
        ("`upper-eyelid` is never needled", ""),
        ("The areas, in the order they are needled, with commas: ", "forehead, cheeks\n"),
    ]
    status, shown, _ = dialogue(folder, ["mine", "--out", "mine.needle"], turns)
    must(status == 0, f"ended with {status}", shown)
    must("mine.needle is written; what is still to be chosen: needlepoint check mine.needle" in shown, "does not say what comes next", shown)
    text = open(os.path.join(folder, "mine.needle"), encoding="utf-8").read()
    for line in [
        'protocol mine {',
        '  title       "Scars µ😀 \\"old\\""',
        '  author      "A. Author, dermatology lead"',
        '  indication  atrophic-acne-scars',
        '  device      skinpen-precision with skinpen-cartridge',
        '    needle     forehead, then cheeks from clean to dirty',
        '  area forehead {',
        '  area cheeks {',
    ]:
        must(line in text.split("\n"), f"not in the file: {line}", text)

    # Empty answers leave the template as it is; what was given as a flag is not asked; the file itself may go to standard output.
    template = subprocess.run([program, "new", "protocol"], stdin=subprocess.DEVNULL, capture_output=True, check=True, text=True).stdout
    turns = [(wait, "\n") for wait in ("sheet: ", "role: ", "treated: ", "commas: ")]
    status, shown, printed = dialogue(folder, ["--device", "skinpen-precision"], turns, to_file=True)
    must(status == 0 and "The pen" not in shown, "asked for what was given", shown)
    filled = template.replace("NAMED-DEVICE", "skinpen-precision").replace("NAMED-CARTRIDGE", "skinpen-cartridge")
    must(printed == filled, "an empty answer left something else", printed)

    # The end of the input leaves the rest open.
    status, shown, printed = dialogue(folder, [], [("sheet: ", "\x04")] + [(": ", "\x04")] * 4, to_file=True)
    must(status == 0 and printed == template, "the end of the input left something else", shown, printed)

    # A file that is there already is found before anything is asked.
    status, shown, _ = dialogue(folder, ["mine", "--out", "mine.needle"], [])
    must(status == 2 and "exists already" in shown and "title" not in shown, "asked before it looked", shown)

# Without a terminal nothing is asked.
for out in (subprocess.run([program, "new", "protocol"], input="x\n", capture_output=True, text=True),):
    must(out.returncode == 0 and out.stderr == "" and out.stdout == template, "asked without a terminal", out)
print("questions: asked, answered, refused and left open on a terminal")
