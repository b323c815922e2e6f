"""What a plain list of indicators leaves out, and how it is filled in.

One rule: what is assumed is told, so that the planner can say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kpi.plan.likely import fold, without_marks
from kpi.plan.units_of_measure import canonical, full_of
from kpi.planning.leaves import Flat, Path

MEASURE, UNIT_OF_MEASURE, FREQUENCY = ("measure",), ("unit_of_measure",), ("frequency",)
_SAID = (
    (re.compile(r"co ?/ ?khong|co khong|yes ?/ ?no"), "yes_no"),
    (re.compile(r"ngay(?: hoan thanh)?|date|day of completion"), "milestone"),
    (re.compile(r"diem(?: ?\(.*\)| so)?|points?|scores?"), "score"),
)


def filled_in(facts: Flat, assumed: list[tuple[str, Path, Any]]) -> Flat:
    """A new indicator's facts with its measure told by its unit of measure, reported monthly."""
    made = dict(facts)
    for path, usual in ((MEASURE, _measure(facts)), (FREQUENCY, "month")):
        formula = path == FREQUENCY and made.get(MEASURE) == "formula"
        if path not in made and usual and not formula:
            made[path] = usual
            assumed.append((str(facts.get(("id",), "")), path, usual))
    return made


def _measure(facts: Flat) -> str:
    unit = str(facts.get(UNIT_OF_MEASURE, ""))
    if ("due",) in facts:
        return "milestone"
    if ("formula",) in facts:
        return "formula"
    if not unit:
        return ""
    if full_of(canonical(unit)):
        return "ratio"
    bare = without_marks(unit)
    return next((measure for said, measure in _SAID if said.fullmatch(bare)), "count")


def new_id(name: str, used: Iterable[str]) -> str:
    """An id that nothing bears yet, capitals or not: the initials of a name, else CT01 and on."""
    known = {fold(one) for one in used}
    words = re.findall(r"[a-z]\w*", without_marks(name))
    stem = "".join(word[0] for word in words).upper()[:4]
    if len(stem) > 1 and fold(stem) not in known:
        return stem
    stem = stem or "CT"
    return next(i for n in range(1, 100_000) if fold(i := f"{stem}{n:02}") not in known)
