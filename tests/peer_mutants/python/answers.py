"""Operators on what is read, refused and answered."""

import ast
import re

from operators import called, operator
from source import Edit

ANSWERING = {"write", "end_headers", "answer", "send_response", "send_error", "send", "close", "write_answer", "respond"}
HEADER = re.compile(r"^[A-Z][A-Za-z]*(-[A-Za-z]+)*$")
# What stands in a header, as the start of a text, and what is written in its place.
VALUES = [("application/json", "text/html"), ("text/event-stream", "text/plain"), ("no-cache", "max-age=60"),
          ("no-store", "max-age=60")]  # fmt: skip
CODES = {200: (500, 202), 201: (500,), 202: (500,), 204: (200, 500, 304), 400: (200, 500), 422: (200, 500)}
# What the lab texts ask for in an answer: other fields are nobody's.
FIELDS = re.compile(r"^(status|state|version|timestamp|symbole?|price|prix|change|variation|percent)$")


def misspelled(word):
    """The last two letters change places."""
    return word[:-2] + word[-1] + word[-2]


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_page(node, source):
    return "<" in source.text(node) and ("html" in source.text(node) or "<script" in source.text(node))


@operator("exception-swallowed", ast.ExceptHandler)
def swallowed(source, node):
    if not isinstance(node.body[0], ast.Pass):
        yield [Edit(source.start(node.body[0]), source.end(node.body[-1]), "pass")]


@operator("exception-uncaught", ast.ExceptHandler)
def uncaught(source, node):
    """A kind of exception is not caught any more."""
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    for kind in kinds:
        rest = [source.text(other) for other in kinds if other is not kind]
        yield source.replace(node.type, f"({', '.join(rest)},)" if rest else "()")


@operator("flush-forgotten", ast.Expr)
def flush_forgotten(source, node):
    value = node.value.value if isinstance(node.value, ast.Await) else node.value
    if isinstance(value, ast.Call) and called(value) in ("flush", "drain", "flushHeaders"):
        yield source.drop(node)


@operator("header-dropped", ast.Expr)
def header_dropped(source, node):
    if isinstance(node.value, ast.Call) and called(node.value) == "send_header":
        yield source.drop(node)


@operator("header-dropped", ast.Dict)
def header_of_dict_dropped(source, node):
    if not node.keys or not all(is_text(key) and HEADER.match(key.value) for key in node.keys if key):
        return
    for key in node.keys:
        rest = [(one, two) for one, two in zip(node.keys, node.values) if one is not key]
        yield source.replace(node, "{" + ", ".join(f"{source.text(a)}: {source.text(b)}" for a, b in rest) + "}")


@operator("header-dropped", ast.keyword)
def media_type_dropped(source, node):
    if node.arg in ("mimetype", "content_type", "media_type"):
        yield source.replace(node.value, "None")


@operator("header-dropped", ast.Constant, ast.JoinedStr)
def header_of_text_dropped(source, node):
    """A line of a head that is written by hand is left out."""
    if isinstance(source.parents[node], (ast.JoinedStr, ast.FormattedValue)):
        return
    text = source.text(node)
    for line in re.finditer(r"(?:(?<=[\"'])|(?<=\\n))[A-Za-z-]+:[^\\\"'{]*(?:\{[^}]*\}[^\\\"'{]*)*\\r\\n", text):
        if not line.group().startswith("HTTP"):
            yield source.replace(node, text[: line.start()] + text[line.end() :])


@operator("header-wrong", ast.Constant)
def header_wrong(source, node):
    for right, wrong in VALUES:
        if is_text(node) and node.value.startswith(right):
            yield source.replace(node, repr(wrong))


@operator("header-wrong", ast.Constant, ast.JoinedStr)
def line_wrong(source, node):
    """The same in a head that is written by hand."""
    if isinstance(source.parents[node], (ast.JoinedStr, ast.FormattedValue)):
        return
    for right, wrong in VALUES:
        if "\\r\\n" in source.text(node) and right in source.text(node):
            yield source.replace(node, source.text(node).replace(right, wrong))


@operator("length-wrong", ast.Call)
def length_wrong(source, node):
    if source.text(node) == "len(body)" and called(node) == "len":
        yield source.replace(node, "len(body) - 1")
        yield source.replace(node, "len(body) + 1")


@operator("answer-forgotten", ast.Expr)
def answer_forgotten(source, node):
    if isinstance(node.value, ast.Call) and called(node.value) in ANSWERING:
        yield source.drop(node)


@operator("answer-forgotten", ast.Return)
def nothing_returned(source, node):
    if node.value is not None and source.text(node.value) != "None":
        yield source.replace(node, "return None")


@operator("return-forgotten", ast.Return)
def return_forgotten(source, node):
    """The call is made, but what follows is done too."""
    if isinstance(node.value, ast.Call):
        yield source.replace(node, source.text(node.value))


@operator("status-wrong", ast.Constant)
def status_wrong(source, node):
    around = source.parents[node]
    told = isinstance(around, (ast.Call, ast.Tuple, ast.Return, ast.IfExp))
    if isinstance(node.value, int) and node.value in CODES and told:
        yield from (source.replace(node, str(code)) for code in CODES[node.value])


@operator("status-wrong", ast.JoinedStr, ast.Constant)
def status_line_wrong(source, node):
    if source.text(node).startswith(('"HTTP/1.1 200 OK', 'f"HTTP/1.1 200 OK')):
        yield source.replace(node, source.text(node).replace("200 OK", "500 Error", 1))


@operator("validation-dropped", ast.If)
def validation_dropped(source, node):
    if not node.orelse and isinstance(node.body[-1], (ast.Raise, ast.Return, ast.Continue)):
        yield source.drop(node)


@operator("key-misspelled", ast.Dict)
def key_misspelled(source, node):
    for key in node.keys:
        if key and is_text(key) and FIELDS.match(key.value) and source.in_function(node):
            yield source.replace(key, repr(misspelled(key.value)))


@operator("key-misspelled", ast.keyword)
def keyword_misspelled(source, node):
    around = source.parents[node]
    if called(around) == "jsonify" and FIELDS.match(node.arg or ""):
        yield [Edit(source.start(node), source.start(node) + len(node.arg), misspelled(node.arg))]


@operator("wrong-key-read", ast.Subscript)
def wrong_key_read(source, node):
    if is_text(node.slice) and isinstance(node.ctx, ast.Load) and "environ" not in source.text(node):
        yield source.replace(node.slice, repr(misspelled(node.slice.value)))


@operator("wrong-key-read", ast.Call)
def wrong_key_asked(source, node):
    if called(node) == "get" and node.args and is_text(node.args[0]) and "environ" not in source.text(node):
        if isinstance(node.func, ast.Attribute) and not node.args[0].value.startswith("/"):
            yield source.replace(node.args[0], repr(misspelled(node.args[0].value)))


@operator("blank-line-wrong", ast.Constant, ast.JoinedStr)
def blank_line_wrong(source, node):
    if isinstance(source.parents[node], (ast.JoinedStr, ast.FormattedValue)):
        return
    text = source.text(node)
    for right, wrong in (("\\r\\n\\r\\n", "\\r\\n"), ("\\n\\n", "\\n")):
        if right in text and not is_page(node, source):
            yield source.replace(node, text.replace(right, wrong))
            yield source.replace(node, text.replace(right, right.replace("\\", "\\\\")))
            return


@operator("field-misspelled", ast.JoinedStr)
def field_misspelled(source, node):
    if "data: " in source.text(node):
        for wrong in ("", "date: ", "data "):
            yield source.replace(node, source.text(node).replace("data: ", wrong, 1))


@operator("not-serialised", ast.Call)
def not_serialised(source, node):
    text = source.text(node)
    # Inside a text in braces a call with other quotes does not parse; `str` has none.
    if text.startswith("json.dumps(") and node.args:
        yield source.replace(node, f"str({source.text(node.args[0])})")
        yield source.replace(node, text.replace("json.dumps(", "json.dumps(json.dumps(", 1) + ")")
    if called(node) == "jsonify":
        yield source.replace(node, "str(dict(" + text.partition("(")[2] + ")")


@operator("encoding-wrong", ast.Call)
def encoding_wrong(source, node):
    if called(node) == "encode" and not node.args and isinstance(node.func, ast.Attribute):
        yield source.replace(node, f'{source.text(node.func)}("latin-1", "replace")')


@operator("method-wrong", ast.FunctionDef)
def route_wrong(source, node):
    swap = {"get": "post", "post": "get"}
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and called(decorator) in swap and isinstance(decorator.func, ast.Attribute):
            yield source.replace(decorator.func, source.text(decorator.func.value) + "." + swap[called(decorator)])
    if node.name == "do_POST":
        start = source.start(node) + len("def ")
        yield [Edit(start, start + len("do_POST"), "do_Post")]


@operator("method-wrong", ast.Constant)
def method_wrong(source, node):
    if node.value == "POST":
        yield source.replace(node, '"GET"')
