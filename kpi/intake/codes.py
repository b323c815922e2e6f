"""Which indicator, and which part of it, a code as written means."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from kpi.intake.catalogue import Asked, Catalogue
from kpi.intake.grammar.text import key

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


_MOST_KEPT = 20_000
_latest: list[tuple[Catalogue, dict[str, Meant]]] = []  # of the plan that is read under


def _find_indicator(written: str, known: Catalogue) -> Meant:
    exact = known.by_code.get(written)
    if exact is not None:
        return exact, "own", exact.id
    part = _split_part(written)
    if part is not None:
        base = known.by_code.get(part[0]) or known.by_folded_code.get(key(part[0]))
        if base is not None and base.measure == "ratio":
            return base, part[1], base.id
    folded = known.by_folded_code.get(key(written))
    if folded is not None:
        return folded, "own", folded.id
    if part is not None and part[2]:
        return None, part[1], part[0]
    return None, "own", written


@lru_cache(maxsize=10_000)
def _split_part(written: str) -> tuple[str, Slot, bool] | None:
    """`VB01.a` as (VB01, a, whether something stands between)."""
    found = _PART.match(written)
    if found is None:
        return None
    slot: Slot = "a" if found[3] in "aA" else "b"
    return found[1], slot, bool(found[2])
