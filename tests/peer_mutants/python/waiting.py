"""Operators on what makes clients wait, and wakes them."""

import ast

from operators import called, operator
from source import Edit

# Calls that wake whoever waits.
WAKING = {"notify_all", "notify", "set", "set_result", "put", "put_nowait", "wake", "publish", "broadcast"}


def is_waking(statement):
    """Whether a statement wakes: a call that does, alone, awaited, or in a loop."""
    if isinstance(statement, (ast.For, ast.AsyncFor)):
        return any(is_waking(inner) for inner in statement.body)
    value = statement.value if isinstance(statement, ast.Expr) else None
    value = value.value if isinstance(value, ast.Await) else value
    return isinstance(value, ast.Call) and called(value) in WAKING


def is_lock(node):
    item = node.items[0]
    return len(node.items) == 1 and item.optional_vars is None and isinstance(item.context_expr, (ast.Name, ast.Attribute))


@operator("lock-dropped", ast.With)
def lock_dropped(source, node):
    if is_lock(node):
        lock = node.items[0].context_expr
        yield [*source.replace(lock, "True"), *before(source, node, lock, "if ")]


def before(source, node, inner, text):
    """What stands from the start of a node to something in it becomes another text."""
    return [Edit(source.start(node), source.start(inner), text)]


@operator("lock-moved", ast.With)
def lock_moved(source, node):
    """The lock is let go before the last statement, or taken after the first."""
    if not is_lock(node) or len(node.body) < 2:
        return
    indent = source.indent(node)
    first, second, last = node.body[0], node.body[1], node.body[-1]
    moved = source.moved_left([last], indent)
    yield [Edit(source.starts[last.lineno - 1], source.end(last), indent + moved)]
    head = source.bytes[source.start(node) : source.start(first)].decode()
    moved = source.moved_left([first], indent)
    yield [Edit(source.start(node), source.start(second), f"{moved}\n{indent}{head}")]


@operator("wakes-first-only", ast.Call)
def notify_one(source, node):
    if isinstance(node.func, ast.Attribute) and node.func.attr == "notify_all":
        yield source.replace(node.func, source.text(node.func.value) + ".notify")


@operator("wakes-first-only", ast.For, ast.AsyncFor)
def first_only(source, node):
    if is_waking(node):
        last = node.body[-1]
        yield [Edit(source.end(last), source.end(last), "\n" + source.indent(last) + "break")]


@operator("wake-forgotten", ast.Expr)
def wake_forgotten(source, node):
    starts = isinstance(node.value, ast.Call) and called(node.value) == "start"
    if source.in_function(node) and (is_waking(node) or starts):
        yield source.drop(node)


@operator("woken-before-change", ast.Expr, ast.For)
def woken_first(source, node):
    block = getattr(source.parents[node], "body", [])
    if is_waking(node) and node in block and block.index(node) > 0:
        first, text = block[0], source.moved_left([node], source.indent(node))
        yield [Edit(source.start(first), source.start(first), f"{text}\n{source.indent(first)}"), *source.drop(node)]


@operator("timeout-forgotten", ast.Call)
def timeout_forgotten(source, node):
    name = called(node)
    for keyword in node.keywords:
        if keyword.arg == "timeout":
            yield source.replace(keyword.value, "None")
    if name == "wait_for" and len(node.args) == 2:
        yield source.replace(node.args[1], "None")
    if name in ("wait", "get") and len(node.args) == 1 and not isinstance(node.args[0], ast.Constant):
        yield source.replace(node.args[0], "None") if name == "wait" else []


@operator("unit-wrong", ast.Name)
def unit_wrong(source, node):
    """Milliseconds where seconds are meant, or the reverse."""
    if node.id in ("HOLD", "INTERVAL") and isinstance(node.ctx, ast.Load):
        yield source.replace(node, f"({node.id} * 1000)")
        yield source.replace(node, f"({node.id} / 1000)")


@operator("if-for-while", ast.While)
def if_for_while(source, node):
    if not isinstance(node.test, ast.Constant) and not node.orelse:
        yield before(source, node, node.test, "if ")


@operator("loop-ends", ast.While)
def loop_ends(source, node):
    if isinstance(node.test, ast.Constant) and node.test.value and source.in_function(node):
        yield [*before(source, node, node.test, "for _ in "), *source.replace(node.test, "range(3)")]


@operator("loop-ends", ast.Call)
def count_ends(source, node):
    if called(node) == "count" and len(node.args) == 1:
        yield source.replace(node, f"range({source.text(node.args[0])}, 4)")


@operator("waiter-not-removed", ast.Expr)
def not_removed(source, node):
    call = node.value
    if isinstance(call, ast.Call) and called(call) in ("remove", "discard", "clear", "pop", "popleft"):
        yield source.drop(node)


@operator("await-dropped", ast.Await)
def await_dropped(source, node):
    yield source.replace(node, source.text(node.value))


@operator("one-at-a-time", ast.Name)
def one_thread(source, node):
    if node.id == "ThreadingHTTPServer":
        yield source.replace(node, "__import__('http.server').server.HTTPServer")


@operator("one-at-a-time", ast.keyword)
def not_threaded(source, node):
    if node.arg == "threaded":
        yield source.replace(node.value, "False")


@operator("one-at-a-time", ast.Await)
def blocking_sleep(source, node):
    if isinstance(node.value, ast.Call) and source.text(node.value.func) == "asyncio.sleep":
        yield source.replace(node, f"__import__('time').sleep({source.text(node.value.args[0])})")
