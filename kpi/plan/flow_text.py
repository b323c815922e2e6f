"""Where a value stands in one line of YAML, by its commas, brackets and quotes alone.

One rule: what is in quotes is passed over whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_CLOSES = {"{": "}", "[": "]"}
_KEY = re.compile(r"\s*(?:-\s+)*(?P<key>[^\s:\"'{}\[\],]+)\s*:\s+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A value as written from column `start` to `end` (from 0), after `lead` (its key, `: `)."""

    lead: str
    start: int
    end: int
    value: str


@dataclass(slots=True)
class Opened:
    """What closes the brackets still open, outermost first, with their columns; the closing
    brackets of the other kind, each with what it should be; and those that close nothing."""

    marks: list[str] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)


def segment_at(line: str, at: int, *, flow: bool) -> Segment:
    """The value that column `at` belongs to; in `flow` commas and brackets bound it."""
    first, end = _bounds(line, at) if flow else (0, len(line.rstrip()))
    key = _KEY.match(line, first, end)
    start = key.end() if key else first
    items = not flow and key is None  # dashes behind a key are no items of a list
    while start < end and (line[start].isspace() or (items and line.startswith("- ", start))):
        start += 1
    value = line[start:end].rstrip()
    return Segment(f"{key['key']}: " if key else "", start, start + len(value), value)


def _bounds(line: str, at: int) -> tuple[int, int]:
    line = _IN_CURLY.sub(lambda found: "x" * len(found[0]), line)
    before = max(line.rfind(mark, 0, at) for mark in "{[,")
    after = [found for mark in ",}]" if (found := line.find(mark, at)) >= 0]
    return before + 1, min(after, default=len(line.rstrip()))


_CURLY = re.compile(r"""[“”„‟‘’«"'＂](?P<inner>[^“”„‟«»"＂]*)[“”‘’»"'＂]""")


_IN_CURLY = re.compile(r"(?<=[\s\[{,])“[^“”]*”(?=\s*[,}\]])")


def without_curly(value: str) -> str:
    """What stands between curly quotes, if the whole value does; else the value."""
    found = _CURLY.fullmatch(value) if value[:1] + value[-1:] not in {'""', "''"} else None
    return found["inner"].strip() if found else value


def quoted(value: str) -> str:
    """The value in the quotes that need the least change inside; curly ones around it give way."""
    value = without_curly(value)
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def within_quotes(value: str) -> str | None:
    """What the first and the last quote of a value enclose, if they belong together: the others
    stand in pairs between them, or within a word; None if not."""
    quote, last = value[:1], len(value) - 1
    if quote not in {'"', "'"} or last < 2 or value[last] != quote:
        return None
    depth = 0
    for at in (n for n, mark in enumerate(value) if mark == quote):
        after = value[at + 1 : at + 2]
        if at == 0 or value[at - 1].isspace() or value[at - 1] in "([":
            depth += 1
        elif not after or not after.isalnum():
            depth -= 1
        if depth == 0 and at < last:
            return value[1:at] if value[at:] == quote * 2 else None
    return value[1:last] if depth == 0 else None


def open_brackets(line: str) -> Opened:
    """The brackets of a line that are not closed on it, comments and quotes left aside."""
    opened = Opened()
    for column, mark, quoted_here in _before_comment(line):
        if quoted_here:
            continue
        if mark in _CLOSES:
            opened.marks.append(_CLOSES[mark])
            opened.columns.append(column)
        elif mark in "}]" and opened.marks:
            wanted = opened.marks.pop()
            opened.columns.pop()
            if wanted != mark:
                opened.wrong.append((column, wanted))
        elif mark in "}]":
            opened.extra.append(column)
    return opened


def body_end(line: str) -> int:
    """Where a line ends without its comment and the blanks before it."""
    body = sum(1 for _ in _before_comment(line))
    return len(line[:body].rstrip())


def _before_comment(line: str) -> Iterator[tuple[int, str, bool]]:
    """The marks of a line up to its comment, each with its column and whether quotes hold it."""
    quote = ""
    for column, mark in enumerate(line):
        before = line[column - 1] if column else " "
        if quote:
            quote = "" if mark == quote else quote
            yield column, mark, True
        elif mark in "\"'" and before in " [{,":
            quote = mark
            yield column, mark, True
        elif mark == "#" and before.isspace():
            return
        else:
            yield column, mark, False


_LONGEST_LINE = 5000  # a longer one was written by no planner
_OPENING = re.compile(r"(?:^|[:\[{,]|(?:^|\s)-)\s*$")


def left_open(lines: Iterable[str]) -> list[int]:
    """The lines (from 0) on which a quote opens a value and is not closed."""
    found: list[int] = []
    quote = ""
    for number, line in enumerate(lines):
        if len(line) > _LONGEST_LINE:
            quote = ""
            continue
        for column, mark in enumerate(line):
            if quote:
                quote = "" if mark == quote else quote
            elif mark in "\"'" and _OPENING.search(line[:column]):
                quote, begun = mark, number
            elif mark == "#" and (column == 0 or line[column - 1].isspace()):
                break
        if quote and begun == number:
            found.append(number)
    return found
