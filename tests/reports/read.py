"""Reads a report as other programs would, and prints what they see as JSON."""

import json
import re
import sys

import cmarkgfm
import jsonschema
from cmarkgfm.cmark import Options


def ctrf(text, schema):
    schema = json.loads(open(schema, encoding="utf-8").read())
    checker = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(json.loads(text))]


def markdown(text):
    """The elements that a browser would make of it, and its text. Raw HTML is let through, to see whether there is any."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_GITHUB_PRE_LANG
    html = cmarkgfm.markdown_to_html_with_extensions(text, options, extensions=["table", "autolink", "strikethrough"])
    tags = re.findall(r"<\s*([!/a-zA-Z][^\s>]*)([^>]*)>", html)
    return {"tags": sorted({name.strip("/").lower() for name, _ in tags}),
            "attributes": sorted({attributes.strip(" /") for _, attributes in tags} - {""}),
            "headings": re.findall(r"<h2>(.*?)</h2>", html)}


if __name__ == "__main__":
    name, *others = sys.argv[1:]
    text = sys.stdin.buffer.read().decode("utf-8")
    json.dump({"ctrf": ctrf, "markdown": markdown}[name](text, *others), sys.stdout)
