"""Brackets that nobody closed: where the group ends that they begin, and what is lacking there.

One rule: a group goes no further than to the line before the next item, or the next key of the
plan, that stands no deeper than the group's own line; sound lines are never drawn into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi.plan.flow_text import body_end, open_brackets
from kpi.plan.scene import Guess, Scene

_LEAD = re.compile(r" *(?:- +)*")
_BEGINS = re.compile(r"(?P<lead> *)(?:(?P<dash>-)\s|(?P<key>[^\s:#\"'{}\[\],]+)\s*:(?:\s|$))")


def open_groups(scene: Scene) -> Iterator[Guess]:
    """The groups near the complaint that are not closed, each closed where it ends."""
    if not scene.flow:
        return
    for n in dict.fromkeys([scene.began, *scene.near]):
        if n >= len(scene.lines):
            continue
        last = _last_of_group(scene, n)
        yield from _closed_within(scene, n, last)
        opened = open_brackets(scene.lines[n])
        if opened.marks and not opened.wrong:
            for end in dict.fromkeys((last, n)):
                yield from _closed(scene, n, end, opened.columns[0])


def other_brackets(scene: Scene) -> Iterator[Guess]:
    """A bracket near the complaint that is closed by one of the other kind."""
    for n in dict.fromkeys([scene.began, *scene.near]) if scene.flow else ():
        if n < len(scene.lines) and (wrong := open_brackets(scene.lines[n]).wrong):
            yield from _other_bracket(scene, n, *wrong[0])


def is_left_open(scene: Scene) -> bool:
    """Whether the brackets of the group that the complaint is about do not all close."""
    if scene.began >= len(scene.lines):
        return False
    return bool(_still_open(scene.lines[scene.began : _last_of_group(scene, scene.began) + 1]))


def _other_bracket(scene: Scene, n: int, at: int, mark: str) -> Iterator[Guess]:
    """A closing bracket of the other kind: one is lacking before it where all then closes, else
    it is the wrong one itself."""
    line = scene.lines[n]
    whole = f"{line[:at].rstrip()}{mark}{line[at:]}"
    after = open_brackets(whole)
    if not (after.marks or after.wrong or after.extra):
        rule = "yaml_open_list" if mark == "]" else "yaml_open_braces"
        yield Guess(rule, n, at, whole, _told(n, whole))
    mended = line[:at] + mark + line[at + 1 :]
    yield Guess("yaml_wrong_bracket", n, at, mended, {"written": line[at], "mark": mark})


def _closed(scene: Scene, first: int, last: int, column: int) -> Iterator[Guess]:
    """The group of these lines with what is lacking at its end, before a comment there; also
    before a comma, which then parts it from what follows."""
    marks = _still_open(scene.lines[first : last + 1])
    if not marks:
        return
    line = scene.lines[last]
    end = body_end(line)
    for at in (end - 1, end) if line[:end].endswith(",") else (end,):
        mended = line[:at] + "".join(reversed(marks)) + line[at:].rstrip()
        rule = "yaml_open_list" if marks[0] == "]" else "yaml_open_braces"
        where = column if last == first else max(at - 1, 0)
        yield Guess(rule, last, where, mended, _told(first, mended))


def _told(first: int, mended: str) -> dict[str, object]:
    return {"line": first + 1, "repair": mended[: body_end(mended)].strip()}


def _closed_within(scene: Scene, first: int, last: int) -> Iterator[Guess]:
    """The group closed before the key that cannot belong to the bracket it stands in, if all
    closes then: `aliases: [A, to: 2025-06-30}`."""
    found = _first_stranger(scene.lines[first : last + 1], scene.keys)
    if found is None:
        return
    row, at, mark = found
    line = scene.lines[first + row]
    mended = f"{line[:at]}{mark}{line[at:]}"
    group = [*scene.lines[first : first + row], mended, *scene.lines[first + row + 1 : last + 1]]
    if _still_open(group):
        return
    rule = "yaml_open_list" if mark == "]" else "yaml_open_braces"
    yield Guess(rule, first + row, max(at - 1, 0), mended, _told(first, mended))


_TOKEN = re.compile(
    r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)"
    r"|(?P<key>[^\s,:{}\[\]\"'#]+)\s*:(?=\s|$)|[^\s,:{}\[\]\"'#]+|."
)
_FREE = frozenset(("unit_targets",))  # its keys are names of the plan's own


@dataclass(slots=True)
class _Bracket:
    """A bracket that is open: what closes it, the key it is the value of, and whether its own keys
    are years or months (None before the first)."""

    mark: str
    parent: str
    numbers: bool | None = None

    def refuses(self, key: str, keys: frozenset[str]) -> bool:
        """Whether a key that follows a comma cannot be meant inside."""
        if self.mark == "]" or self.parent in _FREE:
            return key in keys
        return bool(self.numbers) and not _is_number(key)


def _is_number(key: str) -> bool:
    return key.isdecimal() or key == "default"


def _first_stranger(lines: Sequence[str], keys: frozenset[str]) -> tuple[int, int, str] | None:
    """Line and column of the comma before the first key that cannot belong where it stands, and
    what is to close there."""
    open_ones: list[_Bracket] = []
    comma: tuple[int, int] | None = None
    parent = ""
    for row, line in enumerate(lines):
        for token in _TOKEN.finditer(line, 0, body_end(line)):
            top = open_ones[-1] if open_ones else None
            if token["open"]:
                open_ones.append(_Bracket("]" if token["open"] == "[" else "}", parent))
                comma = None
            elif token["close"] and top:
                open_ones.pop()
            elif token["comma"]:
                comma = row, token.start()
            elif (key := token["key"]) and top:
                if comma and top.refuses(key, keys):
                    return (*comma, top.mark)
                top.numbers = _is_number(key) if top.numbers is None else top.numbers
            parent = token["key"] or (parent if token[0].isspace() else "")
    return None


def _still_open(lines: Sequence[str]) -> list[str]:
    """What closes the brackets that these lines leave open, outermost first."""
    marks: list[str] = []
    for line in lines:
        opened = open_brackets(line)
        del marks[max(0, len(marks) - len(opened.extra)) :]
        marks += opened.marks
    return marks


def _last_of_group(scene: Scene, first: int) -> int:
    """The last line with something on it that belongs to the group opened on the first one."""
    own = _column_of(scene.lines[first])
    last = first
    for n in range(first + 1, len(scene.lines)):
        line = scene.lines[n]
        found = _BEGINS.match(line)
        if found and len(found["lead"]) <= own and (found["dash"] or found["key"] in scene.keys):
            break
        if line.strip() and not line.lstrip().startswith("#"):
            last = n
    return last


def _column_of(line: str) -> int:
    """Where what the group belongs to begins: its key, or the dash of an item in brackets."""
    lead = _LEAD.match(line)
    end = lead.end() if lead else 0
    return len(line) - len(line.lstrip()) if line[end : end + 1] in "{[" else end
