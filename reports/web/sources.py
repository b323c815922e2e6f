"""The units' figures with their cells, packed: names once, rows as lists, drawn when opened.

The one rule: what the rows say is text already (`write.py` of the room speaks); the script only
puts it into cells.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache, partial

from kpi.words import formats
from reports.book.sources.figures import Source
from reports.desk.parts import plain_text
from reports.web.speaker import Speaker
from reports.workbook.quantity import suffix_of

HEADS = ("unit", "period", "numerator", "denominator", "value", "state", "file", "sheet", "cell",
         "received")  # fmt: skip
_REMEMBERED = 65_536  # figures
PACKED = (0, 1, 5, 6, 7, 9)  # columns whose texts come again and again: numbers of `names`


def packed(say: Speaker, sources: Iterable[Source]) -> str:
    """JSON that may stand inside a script element: `names`, and `rows` by indicator."""
    names: dict[str, int] = {}
    rows: dict[str, list[list[int | str]]] = {}
    texts = _texts(say)
    for source in sources:
        row = [plain_text(t) for t in texts(source)]
        rows.setdefault(source.indicator, []).append(
            [names.setdefault(t, len(names)) if n in PACKED else t for n, t in enumerate(row)]
        )
    content = {"names": list(names), "packed": PACKED, "rows": rows}
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # an element ends with `</`, wherever it stands
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _texts(say: Speaker) -> Callable[[Source], Sequence[str]]:
    """What gives a row's texts; of a large report most have been said before."""
    edition = say.edition
    period, moment = cache(edition.period_name), cache(edition.moment)
    part = lru_cache(_REMEMBERED)(partial(_part, say))

    @cache
    def state(word: str, questioned: bool) -> str:
        mark = f"; {edition.say('report.sources.questioned')}" if questioned else ""
        return edition.say(f"status.state.{word}") + mark

    def texts(s: Source) -> Sequence[str]:
        return (
            s.unit_name, period(s.period), part(s.numerator), part(s.denominator), _value(say, s),
            state(s.state, s.questioned), s.file, s.sheet or "", s.cell or "",
            moment(s.received_at),
        )  # fmt: skip

    return texts


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
