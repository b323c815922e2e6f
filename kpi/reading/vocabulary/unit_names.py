"""Which unit a name means: its id, its name or an alias; never one that is only like it."""

from __future__ import annotations

import unicodedata

from kpi.periods import parse_period
from kpi.plan.spreadsheet_ids import number_of
from kpi.reading.catalogue import Catalogue, KnownUnit
from kpi.workbooks.marks import known_by
from kpi.workbooks.text import key


def find_unit(text: str, known: Catalogue, period: str = "") -> KnownUnit | None:
    """The one unit of this id, name or alias; of several, the one valid in the period."""
    return known_by(text, lambda name: _find_unit(name, known, period))


def _find_unit(text: str, known: Catalogue, period: str) -> KnownUnit | None:
    exact = known.unit_ids.get(text)
    if exact is not None:
        return exact
    found = units_named(text, known, period)
    return found[0] if len(found) == 1 else None


def units_named(text: str, known: Catalogue, period: str = "") -> tuple[KnownUnit, ...]:
    """The units of this name; of several, those valid in the period if that leaves any."""
    folded = key(text)
    found = known.units_by_key.get(folded, ()) if folded else ()
    return valid_in(found, known, period)


def valid_in(found: tuple[KnownUnit, ...], known: Catalogue, period: str) -> tuple[KnownUnit, ...]:
    """Of several units those valid in the period, if that leaves any."""
    if len(found) > 1 and period:
        about = parse_period(period)
        calendar = known.calendar
        first, last = calendar.first_day(about).isoformat(), calendar.last_day(about).isoformat()
        there = tuple(
            u
            for u in found
            if (not u.valid_from or u.valid_from <= last)
            and (not u.valid_to or first <= u.valid_to)
            and not any(a <= first and last <= b for a, b in u.gaps)
        )
        return there or found
    return found


_MOST_NEAR = 3
_NEAR_ENOUGH = 0.86


def near_units(text: str, known: Catalogue, period: str = "") -> tuple[KnownUnit, ...]:
    """Units that a text which names none may have meant, nearest first: to be offered, never
    taken. Names are compared with their tones and without."""
    twins = known.unit_twins.get(number_of(text) or "", ())
    if twins:
        return tuple(known.unit_ids[u] for u in twins)
    same = units_named(text, known, period)
    if same:
        return same if len(same) > 1 else ()
    wanted = key(text)
    if len(wanted) < 4 or len(wanted) > 120:
        return ()
    bare = _toneless(wanted)
    scored: dict[str, float] = {}
    for folded, units in known.units_by_key.items():
        if abs(len(folded) - len(wanted)) > max(4, len(wanted) // 3):
            continue
        likeness = max(_likeness(wanted, folded), _likeness(bare, _toneless(folded)))
        for unit in units:
            scored[unit.id] = max(scored.get(unit.id, 0.0), likeness)
    best = sorted((u for u in scored if scored[u] >= _NEAR_ENOUGH), key=lambda u: -scored[u])
    top = [u for u in best if scored[u] >= scored[best[0]] - 0.06]
    return tuple(known.unit_ids[u] for u in top[:_MOST_NEAR])


def _likeness(one: str, other: str) -> float:
    import difflib

    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _NEAR_ENOUGH or matcher.quick_ratio() < _NEAR_ENOUGH:
        return 0.0
    return matcher.ratio()


def _toneless(text: str) -> str:
    parts = unicodedata.normalize("NFD", text).replace("đ", "d")
    return "".join(c for c in parts if not unicodedata.combining(c) and c not in _TONE_LETTERS)


_TONE_LETTERS = "ʰʱʲʳʴ"
