#!/usr/bin/env python3
"""Holds the emulated pen to the plans and to the vectors, and its figures to those in docs/firmware.md: run.py NEEDLEPOINT OUT

What the pen says of an image is compared, line by line, with what `show FILE --format json` says of the protocol. The pen is compiled C that
links the loader; it runs on this machine and, in QEMU, on a Cortex-M3 and as Cortex-M0+ code.
"""
import csv
import datetime
import glob
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

needlepoint, out = (os.path.realpath(path) for path in sys.argv[1:3])
root = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
TODAY = "2026-11-22"
DAYS = (datetime.date.fromisoformat(TODAY) - datetime.date(1970, 1, 1)).days

# The pens that the shipped protocols are for, by hand: cartridge, deepest (um) and fastest (rpm). Sources: the atlas, devices.needle.
PENS = {"skinpen-precision": ("skinpen-cartridge", 2500, 7000), "exceed": ("exceed-cartridge", 1500, 9000)}
# What holds for all of them: the profile that the protocols are compiled for.
REFERENCE = """\
profile reference-pen
revision 1
max-passes 65535
max-session-s 4294967295
areas 32
courses 7
sessions 16
steps 64
prompts 192
name-bytes 48
caption-bytes 96
"""
BENCH_KEY = "6ae92d8515c0d445 b1ab9807a45f0d96233d1b88d597d7bc2615725b40c7cbd1125e39b71be5e74d"
KINDS = ["do-not-treat", "postpone", "wait", "decide", "record", "age", "ready"]
CORES = ["m3", "m0plus"]
# What the pen says of its measuring, to the letter; bytes of stack that it paints.
MEASURED = r"""bytes (?P<bytes>\d+), admission (?P<instructions>\d+) instructions, (?P<stack>\d+) bytes of stack
steps (?P<steps>\d+), each at most (?P<step>\d+) instructions, (?P<step_stack>\d+) bytes of stack
"""
PAINTED = 4 * 4096


def program(*arguments):
    return subprocess.run([needlepoint, *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def pen(core, *arguments, kernel="pen"):
    """What a program for a pen writes to its output and its diagnostics."""
    if core == "host":
        command = [os.path.join(out, "host-pen"), *arguments]
    else:
        given = "".join(f",arg={argument}" for argument in (kernel, *arguments))
        command = ["qemu-system-arm", "-M", "mps2-an385", "-icount", "shift=0", "-nographic", "-monitor", "none", "-serial", "none"]
        command += ["-semihosting-config", "enable=on,target=native" + given, "-kernel", os.path.join(out, f"{core}-{kernel}.elf")]
    ran = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120)
    assert ran.returncode == 0, f"{core}: ended with {ran.returncode}: {ran.stderr}"
    return ran.stdout, ran.stderr


def number(day):
    return (datetime.date.fromisoformat(day) - datetime.date(1970, 1, 1)).days


def told_of_image(said):
    """What the pen must say of an image itself, by what `inspect` says of it."""
    tool = f"tool {said['tool']}"
    days = f"days {number(said['first_day'])} {number(said['last_day'])}"
    bench = f"bench {int(said['bench'])}"
    return [f"series {said['series']}", f"sequence {said['sequence']}", tool, f"language {said['language']}", f"rule-set {said['rule_set']}", bench, days]


def told(plan, sources):
    """What the pen must say of an image from its check numbers on, worked out from a plan, or what `inspect` says, and the sources alone."""
    limits = plan["limits"]
    order = ["max_depth_um", "max_speed_rpm", "max_passes", "max_session_s", "min_interval_days"]
    lines = ["check-numbers " + " ".join(map(str, plan["check_numbers"])), "device " + plan["device"]]
    lines.append("limits " + " ".join(str(limits[name]) for name in order))
    lines += ["cartridge " + name for name in plan["cartridges"]] + ["area " + name for name in plan["areas"]]
    lines += [f"source {os.path.basename(one['name'])} {one['sha256']}" for one in sources]
    lines += [f"prompt {KINDS.index(one['kind'])} {int(one['in_area'])} {one['caption']}" for one in plan["prompts"]]
    for one in plan["exceptions"]:
        until = number(one["last_day"])
        lines.append(f"exception {one['rule']} {one['version']} {one['area']} {one['above_um']} {one['up_to_um']} {one['reason']} {until} {one['by']}")
    for one in plan["courses"]:
        lines.append(f"course {one['name']} {one['min_days']} {one['max_days']} {one['aim_days']} {len(one['sessions'])}")
    for phototype in range(1, 7):
        course = next((one for one in plan["courses"] if phototype in one["phototypes"]), None)
        if course is None:
            lines.append(f"phototype {phototype} is not treated: code 150")
            continue
        lines.append(f"phototype {phototype} {course['name']}")
        for session in course["sessions"]:
            nth, day = session["number"], (session["number"] - 1) * course["min_days"]
            steps = [line for step in session["steps"] for line in told_step(step)]
            lines += ["a day sooner: code 156"] if nth > 1 else []
            lines += [f"session {nth} on day {day}: code 0", *steps, "again: code 153", "on the day after: code 161"]
            lines += [f"the session behind it: code {160 if nth < len(course['sessions']) else 151}", "interrupted: code 0", *steps]
    return lines


def compared(name, said, expected):
    """The pen's lines must be these, from the first to the last."""
    lines = said.splitlines()
    for at, (line, planned) in enumerate(zip(lines, expected)):
        assert line == planned, f"{name}, line {at + 1}: the pen says `{line}`, and must say `{planned}`"
    assert len(lines) == len(expected), f"{name}: {len(lines)} lines, and {len(expected)} are to be said"


def told_step(step):
    motion = "stamp" if step["glide_mm_per_s"] is None else f"glide {step['glide_mm_per_s']}"
    numbers = ["start_um", "raise_um", "ceiling_um", "horizontal_passes", "vertical_passes", "diagonal_passes", "speed_rpm"]
    lines = [" ".join(["step", step["area"], step["cartridge"], *(str(step[name]) for name in numbers), motion, str(step["at_most_s"]), step["endpoint"]])]
    if step["only"]:
        lines.append("only {what} {months} {days} {mm2}".format(**step["only"]))
    lines += ["skip " + name for name in step["skip"]]
    for stop in step["stops"]:
        over = stop.get("over_s", stop.get("over_points"))
        lines.append(f"stop {stop['stops']} {stop['sign']}" + ("" if over is None else f" {over}"))
    return lines


def protocols(place):
    """Every shipped protocol's image on every core; the figures of each, by core."""
    figures = {core: {} for core in CORES}
    steps = 0
    files = sorted(glob.glob(os.path.join(root, "protocols", "*.needle")))
    assert len(files) == 8, files
    for file in files:
        name = os.path.basename(file).removesuffix(".needle")
        asked = [os.path.relpath(file, root), "--no-clinic", "--today", TODAY]
        plan = json.loads(program("show", *asked, "--format", "json"))
        program("build", *asked, "--bench", "--out", os.path.join(place, name))
        image = os.path.join(place, name, name + ".bench.npp")
        cartridge, deepest, fastest = PENS[plan["device"]]
        settings = os.path.join(place, name + ".settings")
        with open(settings, "w") as to:
            to.write(f"today {DAYS}\nmeasured 1\nbench 1\nkey {BENCH_KEY}\ndevice {plan['device']}\ncartridge {cartridge}\n")
            to.write(f"max-depth-um {deepest}\nmax-speed-rpm {fastest}\n{REFERENCE}")
        inspected = json.loads(program("inspect", image, "--format", "json"))
        major, minor, patch = map(int, plan["version"].split("."))
        series = hashlib.sha256(b"needlepoint series\0" + b"\0" + plan["protocol"].encode() + b"\0").hexdigest()[:32]
        assert (inspected["sequence"], inspected["series"], inspected["bench"]) == ((major << 20) + (minor << 10) + patch, series, True), name
        expected = ["code 0", *told_of_image(inspected), *told(plan, [plan["source"]])]
        for core in ["host", *CORES]:
            said, measured = pen(core, settings, image)
            compared(f"{name} on {core}", said, expected)
            if core in CORES:
                found = re.fullmatch(MEASURED, measured)
                assert found, f"{name} on {core}: {measured}"
                for figure, value in found.groupdict().items():
                    figures[core][figure] = max(figures[core].get(figure, 0), int(value))
        steps += sum(line.startswith("step ") for line in expected)
    assert all(max(one["stack"], one["step_stack"]) < PAINTED for one in figures.values()), "the paint did not reach below the stack"
    print(f"8 protocols: {steps} steps of every session of every course as planned, each session begun and gone on with, on this machine, Cortex-M3 and Cortex-M0+")
    return figures


def vectors(place):
    """Every vector ends with its own code."""
    folder = os.path.join(root, "tests/images/vectors")
    settings = os.path.join(place, "vectors.settings")
    with open(os.path.join(folder, "pen.csv"), newline="") as file:
        rows = list(csv.reader(file))[1:]
    said = dict(rows)
    with open(settings, "w") as to:
        for what, value in rows:
            accepted = re.match(r"highest accepted sequence of series ([0-9a-f]{32})", what)
            if accepted:
                to.write(f"accepted {accepted[1]} {value}\n")
            elif what == "cartridges":
                to.writelines(f"cartridge {name}\n" for name in value.split())
            elif what == "today in days since 1970-01-01":
                to.write(f"today {value}\n")
            elif what == "bench":
                to.write(f"bench {int(value == 'yes')}\n")
            elif not what.startswith("trusted"):
                to.write(f"{what.replace(' ', '-')} {value}\n")
        to.write(f"key {said['trusted key id']} {said['trusted public key']}\n")
    with open(os.path.join(folder, "vectors.csv"), newline="") as file:
        listed = [(row["file"], row["code"]) for row in csv.DictReader(file)]
    there = sorted(os.path.basename(path) for path in glob.glob(os.path.join(folder, "*.npp")))
    assert sorted(name for name, _ in listed) == there and len(there) > 60, "vectors.csv lists other files than there are"
    whole = 0
    for name, code in listed:
        file = os.path.join(folder, name)
        expected = [f"code {code}"]
        if code == "0":
            # Read by the same loader, but not through C.
            inspected = json.loads(program("inspect", file, "--format", "json"))
            expected += [*told_of_image(inspected), *told(inspected, inspected["sources"])]
            whole += 1
        for core in ["host", *CORES]:
            compared(f"{name} on {core}", pen(core, settings, file)[0], expected)
    assert whole >= 3
    print(f"{len(listed)} vectors: each ends with its own code, {whole} are admitted and given whole, on this machine, Cortex-M3 and Cortex-M0+")


def flash(core, name):
    """Bytes of code and constants that a part takes: all that is linked with it, without what is linked without it."""
    def linked(elf):
        said = subprocess.run(["arm-none-eabi-size", os.path.join(out, f"{core}-{elf}.elf")], check=True, capture_output=True, text=True).stdout
        return int(said.splitlines()[1].split()[0])
    return linked(name) - linked(("loader" if name == "loader" else "decoder") + "-bare")


def calls(elf):
    """The functions that the `np_` functions of a linked program reach, and what must not be among them: a function that reaches itself, or
    a call or jump to an address that is worked out."""
    listing = subprocess.run(["arm-none-eabi-objdump", "-d", os.path.join(out, elf)], check=True, capture_output=True, text=True).stdout
    graph, pointers, function = {}, {}, None
    for line in listing.splitlines():
        opened = re.match(r"[0-9a-f]+ <(.+)>:$", line)
        if opened:
            function = opened[1]
            graph[function], pointers[function] = set(), []
            continue
        columns = line.split("\t")
        if function is None or len(columns) < 3:
            continue
        text = " ".join(columns[2:])
        operation = columns[2].split()[0].removesuffix(".n").removesuffix(".w")
        target = re.search(r"<([^+>]+)(\+0x[0-9a-f]+)?>", text)
        if operation in ("bl", "blx", "b") or re.fullmatch(r"b(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le|hs|lo)", operation) or operation in ("cbz", "cbnz"):
            # A branch within a function is a loop, and on a Cortex-M0+ a far one is written as `bl` to a place inside it; a call of its start is
            # a call of itself.
            if target and (target[1] != function or (operation in ("bl", "blx") and not target[2])):
                graph[function].add(target[1])
            elif not target:
                pointers[function].append(text)
        elif operation == "bx" and not re.search(r"\blr\b", text):
            pointers[function].append(text)
        # `add pc` jumps by a table of the function's own.
        elif re.match(r"(mov|ldr)\S* +pc\b", text) or re.match(r"ld(m|mia|mdb)\S* +(?!sp!).*\bpc\b", text):
            pointers[function].append(text)
    reached, left = set(), [name for name in graph if name.startswith("np_")]
    while left:
        name = left.pop()
        if name not in reached:
            reached.add(name)
            left += graph.get(name, ())
    wrong, state = [f"{name}: {text}" for name in sorted(reached) for text in pointers.get(name, ())], {}

    def visit(name):
        state[name] = "open"
        for callee in graph.get(name, ()):
            if state.get(callee) == "open":
                wrong.append(f"{callee} reaches itself through {name}")
            elif callee not in state:
                visit(callee)
        state[name] = "done"

    for name in sorted(reached):
        if name not in state:
            visit(name)
    return reached, wrong


def proved(core):
    """The call graph of the loader, and of what was planted to be found in it."""
    with open(os.path.join(root, "loader/ffi/include/needlepoint.h")) as file:
        header = file.read()
    offered = set(re.findall(r"^uint(?:8|16)_t (np_\w+)\(", header.split("What the loader gives")[1], re.M))
    reached, wrong = calls(f"{core}-loader.elf")
    assert len(offered) == 14 and offered <= reached, f"{core}: not linked: {offered - reached}"
    assert not wrong, f"{core}: {wrong}"
    _, planted = calls(f"{core}-planted.elf")
    for name in ["np_itself reaches itself through np_itself", "reaches itself through np_other", "np_pointed: "]:
        assert any(name in one or name.replace("other", "one") in one for one in planted), f"{core}: {name}, planted, was not found: {planted}"
    return len(reached)


def decoders(place, core):
    """Both decoders on the largest image: instructions and stack of each."""
    image = max(glob.glob(os.path.join(place, "*", "*.bench.npp")), key=os.path.getsize)
    found = {}
    for name in ["decoder", "zcbor"]:
        whole, instructions, stack = map(int, re.findall(r"\d+", pen(core, image, kernel=f"{name}-run")[0]))
        assert whole == 1, f"{name} on {core} does not read {image}"
        found[name] = {"flash": flash(core, name), "instructions": instructions, "stack": stack}
    own, other = found["decoder"], found["zcbor"]
    assert all(own[figure] < other[figure] for figure in own), f"{core}: the decoder is not the smaller one: {found}"
    return found


def held(table):
    """Holds what was measured to the table in docs/firmware.md: none more than a tenth away, so that the page stays true."""
    with open(os.path.join(root, "docs/firmware.md")) as file:
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in file if line.startswith("| ")]
    committed = {(row[0], core): int(number.replace(" ", "")) for row in rows if len(row) == 3 for core, number in zip(CORES, row[1:]) if number.replace(" ", "").isdigit()}
    wrong = []
    for (what, core), number in table.items():
        known = committed.get((what, core))
        print(f"{core:7} {what}: {number:,}" + ("" if known is None else f" (docs/firmware.md: {known:,})"))
        if known is None or abs(number - known) * 10 > known:
            wrong.append(f"{what} on {core}: measured {number}, and docs/firmware.md says {known}")
    assert not wrong, "\n".join(wrong)


with tempfile.TemporaryDirectory() as place:
    figures = protocols(place)
    vectors(place)
    table = {}
    for core in CORES:
        measured, both, functions = figures[core], decoders(place, core), proved(core)
        print(f"{core}: {functions} functions behind the 14 of the header, none reaches itself, none is called through a pointer")
        table["flash of the loader, bytes", core] = flash(core, "loader")
        table["most instructions of an admission", core] = measured["instructions"]
        table["stack of an admission, bytes", core] = measured["stack"]
        table["most instructions of a step", core] = measured["step"]
        table["stack of beginning, going on and a step, bytes", core] = measured["step_stack"]
        for name, words in [("decoder", "the loader's decoder"), ("zcbor", "zcbor's decoder")]:
            table[f"{words}: flash, bytes", core] = both[name]["flash"]
            table[f"{words}: instructions", core] = both[name]["instructions"]
            table[f"{words}: stack, bytes", core] = both[name]["stack"]
    held(table)
