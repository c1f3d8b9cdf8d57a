"""The servers that are mutated, and how each is started."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
PREPARED = ROOT / "target" / "peers"
# Who mutates a file with this end.
MUTATORS = {
    ".py": ["python3", str(HERE / "python" / "mutate.py")],
    ".js": ["node", str(HERE / "javascript" / "mutate.js")],
}
# The hold of the polls and the interval of the streams, in seconds.
HOLD, INTERVAL = 2, 1


@dataclass(frozen=True)
class Server:
    name: str
    lab: str
    folder: Path
    command: tuple
    loses: frozenset
    # What cannot be decided of the unchanged server either: it limits how often it is asked.
    hides: frozenset
    # What says how it is spoken to, if that is not as in the lab text.
    contract: Path | None

    @property
    def file(self):
        """The one file of the command that is mutated."""
        return next((self.folder / word for word in self.command if Path(word).suffix in MUTATORS), None)

    def words(self, folder):
        """The command, for a copy of the server in another folder."""
        stand_for = {"{python}": str(PREPARED / "venv" / "bin" / "python"), "{node}": "node"}
        return [stand_for.get(word, word) for word in self.command]

    def environment(self, port):
        own = {"PORT": str(port), "HOLD": str(HOLD), "INTERVAL": str(INTERVAL)}
        return os.environ | own | {"NODE_PATH": str(PREPARED / "node" / "node_modules"), "PYTHONDONTWRITEBYTECODE": "1"}


def servers():
    for entry in tomllib.loads((HERE / "servers.toml").read_text())["list"]:
        file = ROOT / entry["file"]
        for peer in tomllib.loads(file.read_text())["peer"]:
            rules = (frozenset(peer.get(field, [])) for field in ("loses", "hides"))
            contract = file.parent / peer["contract"] if "contract" in peer else None
            server = Server(peer["name"], entry["lab"], file.parent, tuple(peer["command"]), *rules, contract)
            if server.file:
                yield server
