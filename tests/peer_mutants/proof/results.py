"""The results, a line each, so that a proof that was stopped goes on where it was."""

import functools
import hashlib
import json
import threading

from .check import LAB
from .copies import PLACE

FILE = PLACE / "results.jsonl"
FIELDS = ("server", "operator", "at", "was", "now")


@functools.cache
def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def key(mutant):
    """What a result depends on: `lab`, the server, and its mutant."""
    text = hashlib.sha256(mutant.text.encode()).hexdigest()[:16]
    return f"{digest(LAB)}-{digest(mutant.server.file)}-{text}"


class Results:
    def __init__(self, resumed=True):
        """Those of a sample are not kept: it is tested each time."""
        self.file, self.lock, self.lines = FILE if resumed else None, threading.Lock(), {}
        if resumed and FILE.exists():
            for line in FILE.read_text().splitlines():
                # The last line of a proof that was killed may be half of one.
                try:
                    result = json.loads(line)
                except ValueError:
                    continue
                self.lines[result["key"]] = result

    def of(self, mutant):
        return self.lines.get(key(mutant))

    def keep(self, mutant, result):
        line = dict(zip(FIELDS, mutant.name)) | {"key": key(mutant)} | result
        with self.lock:
            self.lines[line["key"]] = line
            if self.file:
                with open(self.file, "a", encoding="utf-8") as file:
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
        return line
