"""Checks one server with `lab`, and says what came of it."""

import functools
import json
import re
import socket
import subprocess
import time

from .copies import PLACE, running, stop

LAB = PLACE / "lab"
# What a check says when its target is known: by then it ends, whatever the target does.
ANNOUNCED = re.compile(r"From here.*?([0-9.]+) s at most")
# A busy machine starts and ends it late.
SLACK = 3
# A check that has not ended by then is stopped.
PATIENCE = 420


def lab(port, which, seed, report, more=()):
    """Runs the check, for a lab by its name, as a class is graded; gives the exit code, what was said, and how long it
    took."""
    report.unlink(missing_ok=True)
    words = [LAB, "check", f"http://127.0.0.1:{port}", "--hold-min", "1s", "--hold-max", "5s", "--lang", "en",
             "--lab", which, "--seed", str(seed), "--report-json", report, *more]  # fmt: skip
    start = time.monotonic()
    said = report.with_name("said")
    with open(said, "wb") as output:
        child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)
        try:
            code = child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            stop(child)
    return code, " ".join(said.read_text(errors="replace").split()), time.monotonic() - start


def rules(marks):
    """(rule, verdict, kind) of every rule of a lab's report; the kind is "rules", "bonus" or "advice"."""
    for scenario in marks["scenarios"]:
        for kind in ("rules", "bonus", "advice"):
            for rule in scenario[kind]:
                required = kind == "rules" and rule["points"] > 0
                yield rule["id"], rule["verdict"], "required" if required else "bonus" if kind == "bonus" else "advice"


def judged(server, marks, usual):
    """What a report says of a server, as plain data; `usual` is what an unchanged one is told all the same."""
    found = list(rules(marks))

    def named(verdict, kinds):
        return sorted(name for name, is_, kind in found if is_ == verdict and kind in kinds)

    return {
        "mark": [marks["mark"]["earned"], marks["mark"]["at_most"]],
        "failed": [name for name in named("fail", ["required"]) if name not in server.loses],
        "told": [name for name in named("fail", ["bonus", "advice"]) if name not in usual],
        "unknown": [name for name in named("unknown", ["required"]) if name not in server.hides],
        "blocked": len(named("blocked", ["required"])),
    }


def outcome(result):
    """One word for what came of a mutant."""
    if result["unknown"]:
        return "unknown"
    if result["failed"]:
        return "caught"
    return "told" if result["told"] else "full"


@functools.cache
def names(server):
    """A contract file that says what the unchanged server calls its update's field and its statuses, beside what its own
    contract says."""
    own = ("--contract", server.contract) if server.contract else ()
    with running(server, server.file.read_text(encoding="utf-8")) as copy:
        copy.started()
        report = copy.output.with_name("report.json")
        lab(copy.port, server.lab, 1, report, ("--only", "contract", *own))
        found = json.loads(report.read_text())["target"]["contract"]
    field, values = found["update"]["field"], found["statuses"]["values"]
    file = PLACE / f"{server.name}.toml"
    own = server.contract.read_text() if server.contract else ""
    # A text, or a list of texts, is written in TOML as in JSON.
    file.write_text(f"{own}\n[update]\nfield = {json.dumps(field)}\n[statuses]\nvalues = {json.dumps(values)}\n")
    return file


def check(mutant, usual):
    contract = mutant.server.contract
    result = check_once(mutant, usual, ("--contract", contract) if contract else ())
    # It takes no update, and has no page that says what it would take: then `lab` asks for that, and is told.
    if result.get("trouble") == "trouble-refuses-all":
        result = check_once(mutant, usual, ("--contract", names(mutant.server))) | {"told names": True}
    return result


# The lab of the pages of a lab's servers.
PAGES = {"long-polling": "long-polling-page", "sse": "sse-page"}


def page(mutant):
    """The rules that the page of a server loses in a browser; None if it has none that works, or it was not judged."""
    lab_of_pages = PAGES.get(mutant.server.lab)
    if not lab_of_pages:
        return None
    contract = mutant.server.contract
    with running(mutant.server, mutant.text) as copy:
        if not copy.started():
            return None
        report = copy.output.with_name("report.json")
        lab(copy.port, lab_of_pages, mutant.number, report, ("--contract", contract) if contract else ())
        content = json.loads(report.read_text()) if report.exists() else {}
    marks = next((one for one in content.get("labs", []) if one["lab"] == lab_of_pages), None)
    if marks is None:
        return None
    return sorted(name for name, verdict, kind in rules(marks) if verdict == "fail" and kind == "required")


def with_page(mutant, result, usual):
    """The same result, unless the page loses what that of the unchanged server does not."""
    lost = [name for name in page(mutant) or () if name not in usual]
    return result | {"outcome": "caught", "failed": lost} if lost else result


def check_once(mutant, usual, more):
    with running(mutant.server, mutant.text) as copy:
        if not copy.started():
            return {"outcome": "does not start", "says": copy.last_words()}
        report = copy.output.with_name("report.json")
        code, said, seconds = lab(copy.port, mutant.server.lab, mutant.number, report, more)
        ended = copy.process.poll() is not None
        result = {"exit": code, "seconds": round(seconds, 1), "words": copy.last_words()}
        result["announced"] = max(map(float, ANNOUNCED.findall(said)), default=0) + SLACK
        content = json.loads(report.read_text()) if report.exists() else {}
    marks = next((one for one in content.get("labs", []) if one["lab"] == mutant.server.lab), None)
    if code is None:
        return result | {"outcome": "does not end"}
    if code not in (0, 1, 3, 4, 5):
        return result | {"outcome": "lab fails", "says": said[-600:]}
    if ended and (content.get("trouble") or {}).get("id") == "trouble-refused":
        return result | {"outcome": "does not start", "says": "it ended by itself, and nothing was answered"}
    if marks is None:
        trouble = (content.get("trouble") or {}).get("id", "no report")
        return result | {"outcome": "no mark", "trouble": trouble, "says": said[-400:], "there": what_is_there(mutant)}
    result |= judged(mutant.server, marks, usual)
    result["runs_again"] = content["noise"]["runs_again"]
    return result | {"outcome": outcome(result)}


# What is asked of a server that has no mark, at the paths of its lab.
ASKED = {"long-polling": ["GET {poll}?last_version=0", "POST {update}"], "sse": ["GET {stream}"]}


def what_is_there(mutant):
    """How a fresh copy answers at the paths of its lab: nothing is there where all say 404 or 405."""
    paths = {"poll": "/poll-status", "update": "/update-status", "stream": "/stream"}
    for name in paths:
        own = [word for word in paths_of(mutant.server) if name in word]
        paths[name] = (own or [paths[name]])[0]
    there = {}
    for line in ASKED[mutant.server.lab]:
        request = line.format(**paths)
        with running(mutant.server, mutant.text) as copy:
            if copy.started():
                there[request] = answer(copy.port, request)
    return there


def paths_of(server):
    return re.findall(r"(/(?:api/)?(?:poll|update|stream)[a-z-]*)\b", server.file.read_text())


def answer(port, request):
    """The status code of an answer, or "held", or "closed"."""
    with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
        body = '{"status": "En cours"}' if request.startswith("POST") else ""
        head = f"{request} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        connection.sendall(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
        try:
            start = connection.recv(64)
        except TimeoutError:
            return "held"
        except ConnectionError:
            return "closed"
    return start.split(b" ")[1].decode(errors="replace") if start.startswith(b"HTTP/1.") else "closed" if not start else "other"


# What is told not to be there, by the method that asks for it.
MISSING = {"trouble-no-update": "POST", "trouble-no-poll": "GET", "trouble-no-stream": "GET"}


def is_missing(result):
    """Whether nothing is where `lab` says that nothing is: a server without that has no mark, and is told what to do."""
    asked = MISSING.get(result["trouble"], "")
    return all(code in ("404", "405") for request, code in result["there"].items() if request.startswith(asked))
