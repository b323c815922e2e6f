"""What to say of text that is no YAML where no guess of a repair helped.

One rule: the parser's own words are never shown.
"""

from __future__ import annotations

import re
from typing import Literal

import yaml

from kpi.plan.characters import named
from kpi.plan.findings import Book, Place
from kpi.plan.mending import Mended

# by the rule which of the parser's two places to show, and parts of what it says
_SYNTAX: dict[str, tuple[Literal["problem", "context"], tuple[str, ...]]] = {
    "yaml_colon_somewhere": ("problem", ("mapping values are not allowed",)),
    "yaml_colon_missing": ("context", ("could not find expected ':'",)),
    "yaml_quote_somewhere": (
        "context",
        ("found unexpected end of stream", "found unexpected document indicator"),
    ),
    "yaml_brackets_somewhere": ("context", ("',' or ']'", "',' or '}'")),
    "yaml_dash": ("problem", ("block sequence entries are not allowed",)),
    "yaml_indent_somewhere": (
        "problem",
        (
            "expected key",
            "expected '-'",
            "expected <block end>",
            "expected <document start>",
            "expected '<document start>'",
        ),
    ),
}


def report_syntax(error: yaml.MarkedYAMLError, mended: Mended, book: Book) -> None:
    """The finding for an error of the parser, at its place in the file."""
    problem = error.problem or ""
    first, second = error.context_mark, error.problem_mark or error.context_mark
    place = _place(second, mended)
    if "cannot start any token" in problem:
        found = _character_at(mended.text, second)
        book.report("yaml_character_somewhere", place, character=named(found) if found else "")
        return
    for rule, (which, parts) in _SYNTAX.items():
        if any(part in problem for part in parts):
            book.report(rule, _place(first if which == "context" and first else second, mended))
            return
    book.report("yaml_other", place)


def _place(mark: yaml.Mark | None, mended: Mended) -> Place:
    return Place() if mark is None else mended.place(mark.line + 1, mark.column + 1)


def _character_at(text: str, mark: yaml.Mark | None) -> str:
    if mark is None:
        return ""
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
    line = lines[mark.line] if mark.line < len(lines) else ""
    return line[mark.column : mark.column + 1]
