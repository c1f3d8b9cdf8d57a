"""python3 -m proof: see `usage`. ./prove mutants calls it."""

import argparse
import os
import random
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from . import tables
from .check import check, page, with_page
from .mutants import Mutant, chosen, mutants
from .results import Results
from .servers import servers
from .survivors import survivors

# At least this share of those that run and are not equivalent is caught.
LEAST = 97
# The operator of a server as it is.
UNCHANGED = "none"
# A check takes so long, mostly: none is begun that would not end in time.
USUAL = 16


def arguments():
    parser = argparse.ArgumentParser(prog="./prove mutants")
    parser.add_argument("shard", nargs="?", default="0/1", help="every N-th from the K-th on: 0/8 is the first of eight")
    parser.add_argument("--all", action="store_true", help="every mutant, not two of each operator of each server")
    parser.add_argument("--first", type=int, help="only so many of them, drawn by their names")
    parser.add_argument("--within", type=float, help="a seeded sample, begun while this many seconds last")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--list", action="store_true", help="only say which mutants there are")
    parser.add_argument("--write", action="store_true", help="write the tables to tests/peer_mutants/README.md")
    parser.add_argument("--only", default="", help="only those whose name contains this")
    return parser.parse_args()


def sample(options):
    """The mutants to test, in order."""
    found = []
    for server in servers():
        every = list(mutants(server))
        found += every if options.all else chosen(every)
    found = [mutant for mutant in found if options.only in str(mutant)]
    # Neighbours are much alike: a part of the proof is a part of all operators.
    found.sort(key=lambda mutant: mutant.number)
    part, of = map(int, options.shard.split("/"))
    found = found[part::of][: options.first]
    if options.within:
        random.Random(options.seed).shuffle(found)
    return found


def unchanged(server):
    return Mutant(server, UNCHANGED, "", "", "", server.file.read_text(encoding="utf-8"))


class Proof:
    def __init__(self, options):
        self.results, self.known = Results(resumed=not options.within), survivors()
        self.at_once = int(os.environ.get("LAB_AT_ONCE", "3"))
        self.end = time.monotonic() + options.within - USUAL if options.within else float("inf")
        self.stopped = threading.Event()
        self.usual, self.pages = {}, {}

    def test(self, mutant):
        if self.stopped.is_set() or time.monotonic() > self.end:
            return None
        name = mutant.server.name
        result = check(mutant, self.usual.get(name, ()))
        if mutant.operator == UNCHANGED:
            result["page"] = page(mutant)
        # What no client of the server sees, its page may show.
        elif result["outcome"] in ("told", "full") and self.pages.get(name) is not None:
            result = with_page(mutant, result, self.pages[name])
        result = self.results.keep(mutant, result)
        more = result.get("failed") or result.get("told") or [result.get("says", "")]
        print(f"{result['outcome']:>14} {result.get('seconds', 0):6.1f} s  {mutant}: {', '.join(more)[:120]}", flush=True)
        return result

    def at_the_same_time(self, what, at_once=None):
        left = [mutant for mutant in what if not self.results.of(mutant)]
        print(f"{len(left)} of {len(what)} to test", flush=True)
        with ThreadPoolExecutor(at_once or self.at_once) as pool:
            try:
                list(pool.map(self.test, left))
            except BaseException:
                self.stopped.set()
                raise

    def unchanged_servers(self, what):
        """Those whose mutants are tested have full marks themselves; what they are told all the same is remembered."""
        own = [unchanged(server) for server in {mutant.server for mutant in what}]
        self.at_the_same_time(own)
        for mutant in own:
            result = self.results.of(mutant) or {"outcome": "not tested"}
            self.usual[mutant.server.name] = result.get("told", ())
            lost = result.get("page")
            self.pages[mutant.server.name] = None if lost and "page-dead" in lost else lost
            if result["outcome"] not in ("told", "full"):
                yield f"{mutant.server.name}, unchanged: {result}"

    def again(self, what):
        """What was undecided beside others is checked once more alone, on a machine as calm as it gets."""
        unsure = [mutant for mutant in what if (self.results.of(mutant) or {}).get("outcome") == "unknown"]
        for mutant in unsure:
            if "again" not in self.results.of(mutant):
                self.results.keep(mutant, check(mutant, self.usual.get(mutant.server.name, ())) | {"again": True})


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    what = sample(options)
    if options.list:
        print(*what, sep="\n")
        return 0
    proof = Proof(options)
    # A sample has no time to check those unchanged: ./test does that with the peers.
    bad = [] if options.within else list(proof.unchanged_servers(what))
    proof.at_the_same_time(what)
    proof.again(what)
    results = [(mutant, result) for mutant in what if (result := proof.results.of(mutant))]
    bad += tables.surprises(results, proof.known)
    rows = tables.by(results, proof.known, lambda mutant: mutant.operator)
    print("", tables.table("operator", rows), "", sep="\n")
    if not options.within:
        print(tables.table("server", tables.by(results, proof.known, lambda mutant: mutant.server.name)), "", sep="\n")
        print(tables.by_rule(results), "", sep="\n")
        everything = rows[-1][1]
        if 100 * everything["caught"] < LEAST * (everything.total() - everything["does not start"] - everything["equivalent"]):
            bad.append(f"fewer than {LEAST} % of those that run and are not equivalent are caught")
        bad += [f"{mutant}: written down, and caught" for mutant, result in results
                if result["outcome"] == "caught" and proof.known.get(mutant.name, ("",))[0] == "missed"]  # fmt: skip
    if options.write:
        tables.published(results, proof.known)
    print(*bad, sep="\n")
    return 1 if bad else 0


sys.exit(main())
