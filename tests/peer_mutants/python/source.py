"""A Python file with its tree, and edits of it that keep all the rest as it is written."""

import ast
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """Bytes from `start` to `end` become `text`."""

    start: int
    end: int
    text: str


class Source:
    def __init__(self, text):
        self.bytes = text.encode()
        self.tree = ast.parse(text)
        self.starts = [0]
        for line in self.bytes.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def start(self, node):
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node):
        return self.starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, node):
        return self.bytes[self.start(node) : self.end(node)].decode()

    def indent(self, node):
        """What stands before the node in its line, for a statement that begins one."""
        return self.bytes[self.starts[node.lineno - 1] : self.start(node)].decode()

    def replace(self, node, text):
        return [Edit(self.start(node), self.end(node), text)]

    def drop(self, statement):
        return self.replace(statement, "pass")

    def moved_left(self, statements, indent):
        """These statements as they are written, begun at another indent."""
        first, last = statements[0], statements[-1]
        old = self.indent(first)
        lines = self.bytes[self.start(first) : self.end(last)].decode().split("\n")
        return "\n".join([lines[0]] + [re.sub(f"^{old}", indent, line) for line in lines[1:]])

    def function(self, node):
        """The names of the classes and functions that the node is in."""
        names = []
        while node := self.parents.get(node):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                names.insert(0, node.name)
        return ".".join(names)

    def in_function(self, node):
        return bool(self.function(node))

    def edited(self, edits):
        result = self.bytes
        for edit in sorted(edits, key=lambda edit: -edit.start):
            result = result[: edit.start] + edit.text.encode() + result[edit.end :]
        return result.decode()
