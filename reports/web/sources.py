"""The units' figures with their cells, packed: names once, rows as lists, drawn when opened.

The one rule: what the rows say is text already (`write.py` of the room speaks); the script only
puts it into cells.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from kpi.words import formats
from reports.book.sources.figures import Source
from reports.desk.parts import plain_text
from reports.web.speaker import Speaker
from reports.workbook.quantity import suffix_of

HEADS = ("unit", "period", "numerator", "denominator", "value", "state", "file", "sheet", "cell",
         "received")  # fmt: skip
PACKED = (0, 1, 5, 6, 7, 9)  # columns whose texts come again and again: numbers of `names`


@dataclass(frozen=True, slots=True)
class _Column:
    """What decides on each cell's text, from the top, and the text of each of these once."""

    keys: Sequence[Hashable]
    texts: Mapping[Hashable, str]

    def shown(self, written: Callable[[str], str]) -> Iterable[str]:
        """The cells as they are written; the same text is written once."""
        return map({key: written(text) for key, text in self.texts.items()}.__getitem__, self.keys)


def packed(say: Speaker, sources: Sequence[Source]) -> str:
    """JSON that may stand inside a script element: `names`, and `rows` by indicator."""
    columns = _columns(say, sources)
    names = _names(columns)
    numbers = {name: str(number) for number, name in enumerate(names)}
    cells = [
        column.shown(numbers.__getitem__ if n in PACKED else _json)
        for n, column in enumerate(columns)
    ]
    rows: dict[str, list[str]] = {}
    for source, row in zip(sources, map(",".join, zip(*cells, strict=True)), strict=True):
        rows.setdefault(source.indicator, []).append(row)
    listed = ",".join(f"{_json(code)}:[[{'],['.join(found)}]]" for code, found in rows.items())
    written = f'{{"names":{_json(names)},"packed":{_json(PACKED)},"rows":{{{listed}}}}}'
    # an element ends with `</`, wherever it stands
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _names(columns: Sequence[_Column]) -> list[str]:
    """The texts of the packed columns, row by row as they first come."""
    firsts: list[tuple[int, int, str]] = []
    for n in PACKED:
        column = columns[n]
        rows = dict(zip(reversed(column.keys), range(len(column.keys) - 1, -1, -1), strict=True))
        firsts += [(rows[key], n, text) for key, text in column.texts.items()]
    return list(dict.fromkeys(text for _, _, text in sorted(firsts)))


def _columns(say: Speaker, sources: Sequence[Source]) -> list[_Column]:
    edition = say.edition

    def column(told: Callable[[Any], object], *asked: str) -> _Column:
        keys: list[Hashable] = list(map(attrgetter(*asked), sources))
        return _Column(keys, {key: plain_text(told(key)) for key in dict.fromkeys(keys)})

    return [
        column(str, "unit_name"),
        column(edition.period_name, "period"),
        column(partial(_part, say), "numerator"),
        column(partial(_part, say), "denominator"),
        column(partial(_value, say), *_Value._fields),
        column(partial(_state, say), "state", "questioned"),
        column(str, "file"),
        column(_or_nothing, "sheet"),
        column(_or_nothing, "cell"),
        column(edition.moment, "received_at"),
    ]


class _Value(NamedTuple):
    """What a cell's figure is told by."""

    done_on: date | None
    value: float | None
    measure: str
    decimals: int


def _part(say: Speaker, value: float | None) -> str:
    if value is None:
        return ""
    return formats.number(value, 0 if value.is_integer() else 2, say.locale)


def _value(say: Speaker, of: tuple[date | None, float | None, str, int]) -> str:
    v = _Value(*of)
    if v.done_on is not None:
        return formats.day(v.done_on, say.locale)
    if v.value is None:
        return ""
    if v.measure == "milestone":
        return say.edition.say("forms.not_done")
    return formats.number(v.value, v.decimals, say.locale) + suffix_of(v)


def _state(say: Speaker, of: tuple[str, bool]) -> str:
    state, questioned = of
    mark = f"; {say.edition.say('report.sources.questioned')}" if questioned else ""
    return say.edition.say(f"status.state.{state}") + mark


def _or_nothing(text: str | None) -> str:
    return text or ""
