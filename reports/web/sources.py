"""The units' figures with their cells, packed: names once, rows as lists, drawn when opened.

The one rule: what the rows say is text already (`write.py` of the room speaks); the script only
puts it into cells.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from kpi.words import formats
from reports.book.sources.figures import Source
from reports.desk.parts import plain_text
from reports.web.speaker import Speaker
from reports.workbook.quantity import suffix_of

HEADS = ("unit", "period", "numerator", "denominator", "value", "state", "file", "sheet", "cell",
         "received")  # fmt: skip
PACKED = (0, 1, 5, 6, 7, 9)  # columns whose texts come again and again: numbers of `names`


def packed(say: Speaker, sources: Iterable[Source]) -> str:
    """JSON that may stand inside a script element: `names`, and `rows` by indicator."""
    names: dict[str, int] = {}
    rows: dict[str, list[list[int | str]]] = {}
    for source in sources:
        row = [plain_text(t) for t in _texts(say, source)]
        rows.setdefault(source.indicator, []).append(
            [names.setdefault(t, len(names)) if n in PACKED else t for n, t in enumerate(row)]
        )
    content = {"names": list(names), "packed": PACKED, "rows": rows}
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # an element ends with `</`, wherever it stands
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _texts(say: Speaker, s: Source) -> Sequence[str]:
    edition = say.edition
    state = edition.say(f"status.state.{s.state}")
    if s.questioned:
        state += f"; {edition.say('report.sources.questioned')}"
    parts = [_part(say, part) for part in (s.numerator, s.denominator)]
    place = (s.file, s.sheet or "", s.cell or "", edition.moment(s.received_at))
    return (s.unit_name, edition.period_name(s.period), *parts, _value(say, s), state, *place)


def _part(say: Speaker, value: float | None) -> str:
    if value is None:
        return ""
    return formats.number(value, 0 if value.is_integer() else 2, say.locale)


def _value(say: Speaker, s: Source) -> str:
    if s.done_on is not None:
        return formats.day(s.done_on, say.locale)
    if s.value is None:
        return ""
    if s.measure == "milestone":
        return say.edition.say("forms.not_done")
    return formats.number(s.value, s.decimals, say.locale) + suffix_of(s)
