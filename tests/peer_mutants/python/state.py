"""Operators on the state: how it changes, and how it is compared."""

import ast

from operators import called, operator
from source import Edit
from waiting import is_waking

BOUNDARY = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
INVERTED = {ast.Lt: ">=", ast.LtE: ">", ast.Gt: "<=", ast.GtE: "<", ast.Eq: "!=", ast.NotEq: "==",
            ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is"}  # fmt: skip


def compared(source, node, table):
    """A mutant for each comparison of a chain."""
    if "__name__" in source.text(node):
        return
    sides = [node.left, *node.comparators]
    for left, kind, right in zip(sides, node.ops, sides[1:]):
        if type(kind) in table:
            between = source.bytes[source.end(left) : source.start(right)].decode()
            # Brackets around a side stand between as well.
            closing, opening = between.count(")"), between.count("(")
            text = ")" * closing + f" {table[type(kind)]} " + "(" * opening
            yield [Edit(source.end(left), source.start(right), text)]


@operator("boundary", ast.Compare)
def boundary(source, node):
    yield from compared(source, node, BOUNDARY)


@operator("comparison-inverted", ast.Compare)
def inverted(source, node):
    yield from compared(source, node, INVERTED)


@operator("condition-changed", ast.If, ast.IfExp, ast.While)
def negated(source, node):
    if not isinstance(node.test, (ast.Compare, ast.Constant)):
        yield source.replace(node.test, f"not ({source.text(node.test)})")


@operator("condition-changed", ast.BoolOp)
def part_dropped(source, node):
    """One part of an `and` or an `or` is forgotten."""
    for part in node.values:
        rest = [source.text(other) for other in node.values if other is not part]
        word = " and " if isinstance(node.op, ast.And) else " or "
        yield source.replace(node, "(" + word.join(rest) + ")")


@operator("global-forgotten", ast.Global, ast.Nonlocal)
def global_forgotten(source, node):
    yield source.drop(node)


@operator("increment-forgotten", ast.AugAssign)
def not_added(source, node):
    if isinstance(node.op, ast.Add):
        yield source.drop(node)


@operator("increment-forgotten", ast.BinOp)
def plus_one_dropped(source, node):
    if isinstance(node.op, ast.Add) and isinstance(node.right, ast.Constant) and node.right.value == 1:
        yield source.replace(node, source.text(node.left))


@operator("increment-forgotten", ast.Call)
def later_of_two_dropped(source, node):
    """`max(now, last + 1)` becomes `now`: two updates in one tick are not told apart."""
    if called(node) == "max" and len(node.args) == 2:
        for part in node.args:
            yield source.replace(node, source.text(part))


def is_text(node):
    text = isinstance(node, ast.Constant) and not isinstance(node.value, (int, float))
    return text or isinstance(node, ast.JoinedStr)


@operator("arithmetic", ast.BinOp, ast.AugAssign)
def arithmetic(source, node):
    swapped = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/"}.get(type(node.op))
    left, right = (node.target, node.value) if isinstance(node, ast.AugAssign) else (node.left, node.right)
    if not swapped or is_text(left) or is_text(right) or isinstance(left, (ast.List, ast.ListComp)):
        return
    if isinstance(left, ast.BinOp) and is_text(left.right):
        return
    between = source.bytes[source.end(left) : source.start(right)].decode()
    sign = {"-": "+", "+": "-", "/": "*"}[swapped]
    yield [Edit(source.end(left), source.start(right), between.replace(sign, swapped, 1))]


@operator("state-not-stored", ast.Assign)
def not_stored(source, node):
    """What is stored outside of the function is not, alone or with all else of its line."""
    if not source.in_function(node):
        return
    names = {name for inner in ast.walk(source.tree) if isinstance(inner, (ast.Global, ast.Nonlocal)) for name in inner.names}

    def lasting(target):
        return isinstance(target, (ast.Attribute, ast.Subscript)) or getattr(target, "id", None) in names

    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for left, right in zip(target.elts, value.elts):
            rest = [pair for pair in zip(target.elts, value.elts) if pair[0] is not left]
            if lasting(left):
                yield source.replace(node, "; ".join(f"{source.text(one)} = {source.text(other)}" for one, other in rest))
    elif len(node.targets) == 1 and lasting(target):
        yield source.drop(node)


@operator("order-changed", ast.Assign, ast.AugAssign)
def late(source, node):
    """A change of what lasts comes after the statement that follows it."""
    block = getattr(source.parents[node], "body", [])
    if not isinstance(block, list) or node not in block or not source.in_function(node):
        return
    after = block[block.index(node) + 1 :]
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if not after or is_waking(after[0]) or isinstance(target, ast.Name) or isinstance(after[0], (ast.Return, ast.Raise)):
        return
    if isinstance(after[0], (ast.Assign, ast.AugAssign)):
        yield [*source.replace(node, source.text(after[0])), *source.replace(after[0], source.text(node))]


@operator("copy-dropped", ast.Call)
def copy_dropped(source, node):
    if called(node) in ("dict", "list", "set") and len(node.args) == 1 and isinstance(node.args[0], ast.Name):
        yield source.replace(node, source.text(node.args[0]))
    if called(node) in ("copy", "deepcopy") and isinstance(node.func, ast.Attribute) and not node.args:
        yield source.replace(node, source.text(node.func.value))


@operator("default-dropped", ast.Call)
def default_dropped(source, node):
    if called(node) == "get" and len(node.args) == 2 and "environ" not in source.text(node):
        yield source.replace(node, f"{source.text(node.func)}({source.text(node.args[0])})")


@operator("not-parsed", ast.Call)
def not_parsed(source, node):
    if called(node) in ("int", "float") and len(node.args) == 1 and "environ" not in source.text(node):
        yield source.replace(node, f"({source.text(node.args[0])})")
