"""Finds the true cause of text that is no YAML by trying: a guess that lets the parser go on
beyond the line is the cause, and reading goes on with it, so that all errors come at once.

One rule: lines are neither added nor taken away, and every place reported is one of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import yaml

from kpi.plan.findings import Place
from kpi.plan.scene import Guess, Scene
from kpi.plan.slips import guesses

MOST_MENDED = 30  # a file with more slips than that is shown the first ones
_AHEAD = 60  # lines looked at beyond the complaint, to know whether it is gone
_BEFORE = 30  # lines before the complaint in which its cause may lie
_FAR = 200  # a construct, or a section, of more lines is not tried as a whole
_SECTION = re.compile(r"[^\s#-]")
_ITEM = re.compile(r"\s*- ")
_BREAK = re.compile("(\r\n|[\n\r\x85\u2028\u2029])")

Parse = Callable[[str], Iterable[yaml.Event]]
Spot = tuple[int, int]
END: Spot = (1 << 40, 0)


@dataclass(frozen=True, slots=True)
class Shift:
    """From this column on (both from 1) a line was made longer by so much."""

    line: int
    column: int
    by: int


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the plan's keys, and those of them that hold lists or keys of their own."""

    keys: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()


@dataclass(slots=True)
class Mended:
    """The text as it is read, and how its places differ from the file's."""

    text: str
    shifts: list[Shift] = field(default_factory=list)

    def place(self, line: int, column: int) -> Place:
        """The place in the file of a line and column of the mended text, both from 1."""
        for shift in reversed(self.shifts):
            if shift.line == line and column > shift.column:
                column = max(shift.column, column - shift.by)
        return Place(line, column)


def complained_of(error: yaml.MarkedYAMLError) -> Spot:
    """Line and column (from 0) of what the parser could not read."""
    context = error.context or ""
    scanning = context.startswith(("while scanning", "while parsing a quoted"))
    scanning = scanning and "plain scalar" not in context
    first, second = error.context_mark, error.problem_mark
    mark = (first or second) if scanning else (second or first)
    return (mark.line, mark.column) if mark else (0, 0)


def mend(mended: Mended, error: yaml.MarkedYAMLError, names: Names, parse: Parse) -> Guess | None:
    """Mends the slip that the parser complains of and tells what it was; None if no guess helps.
    The guess's column is that of the file."""
    parts = _BREAK.split(mended.text)
    lines = parts[0::2]
    spot = complained_of(error)
    scene = _scene(lines, error, spot, names)
    window = _window(lines, spot[0], min([scene.began, *scene.swallowing]))
    best: tuple[Spot, Guess] | None = None
    for guess in guesses(scene):
        reached = window.reached(guess, parse)
        closed = guess.rule.startswith("yaml_open") and guess.line < spot[0] <= reached[0]
        if reached[0] > max(spot[0], guess.line) or (closed and reached != spot):
            best = (reached, guess)
            break
        if reached > (spot[0], spot[1] + 1) and (best is None or reached > best[0]):
            best = (reached, guess)
    return _taken(mended, parts, best[1]) if best else None


def _scene(lines: list[str], error: yaml.MarkedYAMLError, spot: Spot, names: Names) -> Scene:
    began = error.context_mark.line if error.context_mark else spot[0]
    flow = "flow" in (error.context or "") or "flow" in (error.problem or "")
    return Scene(lines, spot[0], spot[1], began, flow, names.keys, names.lists, names.groups)


@dataclass(frozen=True, slots=True)
class _Window:
    """The lines that a guess is tried on: what was read before them is sound, and no guess changes
    it. `opening` are the lines that say what the first one belongs to."""

    opening: list[str]
    lines: list[str]
    first: int

    def reached(self, guess: Guess, parse: Parse) -> Spot:
        """How far the parser comes with the guess, in lines of the whole text."""
        at = guess.line - self.first
        if not 0 <= at < len(self.lines):
            return (0, 0)
        changed = [*self.opening, *self.lines]
        changed[at + len(self.opening)] = guess.text
        line, column = _reached("\n".join(changed) + "\n", parse)
        return (line + self.first - len(self.opening), column)


def _window(lines: list[str], at: int, began: int) -> _Window:
    """From the section's beginning; of a long list, from an item well before the complaint."""
    last = min(len(lines), at + _AHEAD)
    start = max(0, min(at, began if at - began < _FAR else at) - _BEFORE)
    section = next((n for n in range(start, -1, -1) if _SECTION.match(lines[n])), 0)
    items = (n for n in range(section + 1, start) if _ITEM.match(lines[n]))
    first_item = next(items, None)
    if first_item is None or start - section < _FAR:
        return _Window([], lines[section:last], section)
    indent = lines[first_item][: len(lines[first_item]) - len(lines[first_item].lstrip())]
    begun = (n for n in range(start, first_item - 1, -1) if lines[n].startswith(f"{indent}- "))
    return _Window([lines[section]], lines[(first := next(begun)) : last], first)


def _reached(text: str, parse: Parse) -> Spot:
    """How far the parser comes."""
    try:
        for _ in parse(text):
            pass
    except yaml.MarkedYAMLError as error:
        return complained_of(error)
    except (yaml.YAMLError, ValueError):
        return (0, 0)
    return END


def _taken(mended: Mended, parts: list[str], guess: Guess) -> Guess:
    old = parts[2 * guess.line]
    place = mended.place(guess.line + 1, guess.column + 1)
    same = next(
        (n for n, (a, b) in enumerate(zip(old, guess.text, strict=False)) if a != b),
        min(len(old), len(guess.text)),
    )
    parts[2 * guess.line] = guess.text
    mended.text = "".join(parts)
    mended.shifts.append(Shift(guess.line + 1, same + 1, len(guess.text) - len(old)))
    return Guess(guess.rule, guess.line, place.column - 1, guess.text, guess.values)
