"""Prints every mutant of a Python file as JSON: [{"operator", "at", "text"}, …]. Each has one change."""

import ast
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import answers, state, waiting  # noqa: E401,F401  they enter their operators
from operators import OPERATORS, beside_the_lab
from source import Source


def written(source, node):
    """Whether a node is where it says: those within texts in braces are not in every Python."""
    above = node
    while isinstance(node, ast.expr) and (above := source.parents.get(above)):
        if isinstance(above, ast.FormattedValue):
            try:
                return ast.dump(ast.parse(source.text(node), mode="eval").body) == ast.dump(node)
            except SyntaxError:
                return False
    return True


def mutants(text):
    source = Source(text)
    for node in ast.walk(source.tree):
        for name, kinds, function in OPERATORS:
            if isinstance(node, kinds) and written(source, node) and not beside_the_lab(name, source.text(node)):
                for edits in function(source, node):
                    if edits:
                        yield {"operator": name, "at": source.function(node), "text": source.edited(edits)}


def main():
    found = []
    for mutant in mutants(Path(sys.argv[1]).read_text(encoding="utf-8")):
        try:
            ast.parse(mutant["text"])
        except SyntaxError as error:
            print(f"{sys.argv[1]}: {mutant['operator']} in {mutant['at']}: {error}", file=sys.stderr)
        else:
            found.append(mutant)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
