"""What is shown in the end: a table by operator, one by rule, and whatever must not be."""

from collections import Counter, defaultdict

from .check import is_missing
from .servers import HERE

OUTCOMES = ["does not start", "caught", "equivalent", "missed", "not looked at", "no mark", "unknown", "other"]


def place(mutant, result, known):
    """The column of a result."""
    verdict, _ = known.get(mutant.name, (None, ""))
    kind = result["outcome"]
    if kind in ("does not start", "caught", "unknown"):
        return kind
    if kind == "no mark":
        return "caught" if is_missing(result) else "no mark"
    if kind in ("full", "told"):
        return verdict or "not looked at"
    return "other"


def table(title, rows):
    """A Markdown table; a row is a name and a Counter of outcomes."""
    lines = [f"| {title} | mutants | {' | '.join(OUTCOMES)} | caught |", "|---|" + "---:|" * (len(OUTCOMES) + 2)]
    for name, count in rows:
        lines.append(f"| {name} | {count.total()} | " + " | ".join(str(count[kind] or "") for kind in OUTCOMES) + f" | {share(count)} |")
    return "\n".join(lines)


def share(count):
    """How many of those that run and are not equivalent are caught."""
    viable = count.total() - count["does not start"] - count["equivalent"]
    return f"{100 * count['caught'] / viable:.1f} %" if viable else "–"


def by(results, known, field):
    rows = defaultdict(Counter)
    for mutant, result in results:
        rows[field(mutant)][place(mutant, result, known)] += 1
        rows["all"][place(mutant, result, known)] += 1
    return sorted((row for row in rows.items() if row[0] != "all"), key=lambda row: row[0]) + [("all", rows["all"])]


def by_rule(results):
    """Which rule catches how many, and how many no other rule does."""
    any_, alone, operators = Counter(), Counter(), defaultdict(Counter)
    for mutant, result in results:
        failed = result.get("failed", []) if result["outcome"] == "caught" else []
        any_.update(failed)
        alone.update(failed if len(failed) == 1 else [])
        for rule in failed:
            operators[rule][mutant.operator] += 1
    lines = ["| rule | mutants | alone | of the operators |", "|---|---:|---:|---|"]
    for rule, count in any_.most_common():
        most = ", ".join(f"{name} {times}" for name, times in operators[rule].most_common(4))
        lines.append(f"| `{rule}` | {count} | {alone[rule] or ''} | {most} |")
    return "\n".join(lines)


def surprises(results, known):
    """Each result that fails the proof, in a line."""
    for mutant, result in results:
        kind = place(mutant, result, known)
        told = f" (told: {', '.join(result['told'])})" if result.get("told") else ""
        if kind == "not looked at":
            yield f"{mutant}: survives with {result['mark'][0]}{told}"
        if kind == "no mark":
            yield f"{mutant}: no mark: {result['trouble']}; there: {result['there']}; server: {result['words']}"
        if kind == "unknown":
            yield f"{mutant}: unknown: {', '.join(result['unknown'])}; failed: {', '.join(result['failed']) or 'nothing'}"
        if kind == "other":
            yield f"{mutant}: {result['outcome']} {result.get('says', '')}"
        if result.get("seconds", 0) > result.get("announced", float("inf")):
            yield f"{mutant}: took {result['seconds']} s, {result['announced']} s at most"


def published(results, known):
    """The tables become the end of the README."""
    file, mark = HERE / "README.md", "<!-- tables: written by `./prove mutants --write` -->\n"
    head, _, _ = file.read_text().partition(mark)
    rows = by(results, known, lambda mutant: mutant.operator)
    file.write_text(f"{head}{mark}\n{table('operator', rows)}\n\n{by_rule(results)}\n")
