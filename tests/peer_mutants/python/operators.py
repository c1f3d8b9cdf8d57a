"""The list of operators. Each is a function from a source and one node to the edits of as many mutants."""

import re

OPERATORS = []


def operator(name, *kinds):
    """Enters a function for nodes of these kinds. Several functions may share a name."""

    def enter(function):
        OPERATORS.append((name, kinds, function))
        return function

    return enter


# What no lab text asks for: other paths and methods, and what guards against too much.
BESIDE = re.compile(r"\b(404|405|411|413|415)\b|MAX_BODY|Content-Length\"|transfer-encoding\" in|environ")


def beside_the_lab(name, text):
    """Whether a piece of a server does nothing that a lab asks for; a comparison there decides what all the rest does."""
    return len(text) < 200 and BESIDE.search(text) and name not in ("comparison-inverted", "condition-changed")


def called(node):
    """The last name of what is called: `notify_all` of `self.changed.notify_all()`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))
