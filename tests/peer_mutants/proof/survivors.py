"""The survivors that somebody has looked at: equivalent, or missed, and why."""

import tomllib

from .results import FIELDS
from .servers import HERE

FILE = HERE / "survivors.toml"


def survivors():
    """From the name of a mutant to "equivalent" or "missed", and why."""
    known = {}
    for entry in tomllib.loads(FILE.read_text()).get("survivor", []):
        verdict = "equivalent" if "equivalent" in entry else "missed"
        known[tuple(entry[field] for field in FIELDS)] = (verdict, entry[verdict])
    return known
