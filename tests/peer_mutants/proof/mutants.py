"""The mutants of a server, each with a name that stays the same when other lines of the server change."""

import difflib
import hashlib
import json
import os
import subprocess
from collections import defaultdict
from dataclasses import dataclass

from .servers import MUTATORS, ROOT, Server

# So many of each operator of each server are tested, unless all are asked for.
EACH = 2


@dataclass(frozen=True)
class Mutant:
    server: Server
    operator: str
    at: str  # the function that is changed
    was: str  # the lines that are changed, before and after
    now: str
    text: str  # the whole file

    @property
    def name(self):
        return (self.server.name, self.operator, self.at, self.was, self.now)

    @property
    def number(self):
        """The same for the same name, and else as good as random: chooses samples and seeds."""
        return int.from_bytes(hashlib.sha256("\0".join(self.name).encode()).digest()[:4])

    def __str__(self):
        where = f" in {self.at}" if self.at else ""
        return f"{self.server.name}: {self.operator}{where}: {self.was} → {self.now}"


def changed_lines(before, after):
    """The lines that differ, as one text each; of equal ones between them nothing."""
    was, now = [], []
    one, other = before.splitlines(), after.splitlines()
    for kind, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            was += [line.strip() for line in one[a:b]]
            now += [line.strip() for line in other[c:d]]
    return " ⏎ ".join(was), " ⏎ ".join(now)


def mutants(server):
    """Every mutant of a server, without those that are the same file."""
    before = server.file.read_text(encoding="utf-8")
    environment = os.environ | {"NODE_PATH": str(ROOT / "target" / "peer_mutants" / "node_modules")}
    command = [*MUTATORS[server.file.suffix], str(server.file)]
    made = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    seen, names = {before}, set()
    for one in json.loads(made.stdout):
        if one["text"] in seen:
            continue
        seen.add(one["text"])
        mutant = Mutant(server, one["operator"], one["at"], *changed_lines(before, one["text"]), one["text"])
        # Twice the same change of the same line in one function: the first stands for both.
        if mutant.name not in names:
            names.add(mutant.name)
            yield mutant


def chosen(all_mutants, each=EACH):
    """So many of each operator of each server, always the same ones."""
    groups = defaultdict(list)
    for mutant in all_mutants:
        groups[mutant.server.name, mutant.operator].append(mutant)
    for group in groups.values():
        yield from sorted(group, key=lambda mutant: mutant.number)[:each]
