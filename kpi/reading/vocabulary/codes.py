"""Which indicator, and which part of it, a code as written means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from kpi.plan.spreadsheet_ids import number_of
from kpi.reading.catalogue import Asked, Catalogue
from kpi.workbooks.grid import Cell
from kpi.workbooks.marks import has_marks, known_by
from kpi.workbooks.text import key
from kpi.workbooks.written import text_of

Slot = Literal["own", "a", "b"]
Meant = tuple[Asked | None, Slot, str]
_PART = re.compile(r"^(.+?)(\s*[.\-_ ]?\s*)([ab])$", re.IGNORECASE)


def find_indicator(written: str, known: Catalogue) -> Meant:
    """(indicator, slot, code) of a code as written: `VB01`, `VB01.a`; None if there is none."""
    if not _latest or _latest[0][0] is not known:
        _latest[:] = [(known, {})]
    kept = _latest[0][1]
    meant = kept.get(written)
    if meant is None:
        if len(kept) > _MOST_KEPT:
            kept.clear()
        meant = kept[written] = _find_indicator(written, known)
    return meant


def find_coded(cell: Cell | None, known: Catalogue, *, texts: bool) -> Meant:
    """The indicator of a cell that holds a code; none where a spreadsheet may have made the code
    of another one. `texts`: the sheet tells no numbers from text (CSV)."""
    written = text_of(cell)
    if is_one_of_twins(cell, known.twins, texts=texts):
        return None, "own", written
    return find_indicator(written, known)


def is_one_of_twins(
    cell: Cell | None, twins: Mapping[str, tuple[str, ...]], *, texts: bool
) -> bool:
    """Whether a number stands where an id belongs, and several ids are that number."""
    if cell is None or not twins or not (texts or cell.kind == "number"):
        return False
    return number_of(text_of(cell)) in twins


_MOST_KEPT = 20_000
_latest: list[tuple[Catalogue, dict[str, Meant]]] = []  # of the plan that is read under


def _find_indicator(written: str, known: Catalogue) -> Meant:
    if has_marks(written):
        # a footnote's mark is no part of a code; where it could be one, or something is struck
        # out, nobody knows which is meant
        return known_by(written, lambda text: _known(text, known)) or (None, "own", written)
    return _meant(written, known)


def _known(written: str, known: Catalogue) -> Meant | None:
    meant = _meant(written, known)
    return meant if meant[0] is not None else None


def _meant(written: str, known: Catalogue) -> Meant:
    exact = known.by_code.get(written)
    if exact is not None:
        return exact, "own", exact.id
    # a number without its dot or its noughts is another number
    folded = None if number_of(written) else known.by_folded_code.get(key(written))
    part = _split_part(written)
    base = _base(part[0], known) if part else None
    if part is not None and base is not None:
        if folded is None or folded.id == base.id or written[-2:-1] == ".":
            return base, part[1], base.id
        return None, "own", written  # `v_a` may be the indicator V_A or the numerator of V
    if folded is not None:
        return folded, "own", folded.id
    if part is not None and part[2]:
        return None, part[1], part[0]
    return None, "own", written


def _base(written: str, known: Catalogue) -> Asked | None:
    """The ratio of a part's code."""
    found = known.by_code.get(written)
    if found is None and not number_of(written):
        found = known.by_folded_code.get(key(written))
    return found if found is not None and found.measure == "ratio" else None


@lru_cache(maxsize=10_000)
def _split_part(written: str) -> tuple[str, Slot, bool] | None:
    """`VB01.a` as (VB01, a, whether something stands between)."""
    found = _PART.match(written)
    if found is None:
        return None
    slot: Slot = "a" if found[3] in "aA" else "b"
    return found[1], slot, bool(found[2])
