"""Random units: some end or begin inside the years, some pause, some are succeeded.

Rule: only what the plan loader lets through; otherwise as odd as can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from kpi.plan.model import Predecessor, Span, Unit

DAYS = (date(2023, 3, 10), date(2023, 6, 30), date(2023, 12, 20), date(2024, 2, 29))


@st.composite
def units(draw: st.DrawFn) -> tuple[Unit, ...]:
    """Two to six units in up to three areas; some end or begin inside the years, some pause, some
    that end are succeeded."""
    found = []
    for n in range(draw(st.integers(2, 6))):
        begins, ends = None, None
        if draw(st.integers(0, 2)) == 0:
            day = draw(st.sampled_from(DAYS))
            begins, ends = draw(st.sampled_from([(day, None), (None, day), (DAYS[0], DAYS[2])]))
        found.append(
            Unit(
                f"U{n}",
                f"Unit {n}",
                draw(st.sampled_from(("district", "commune"))),
                draw(st.sampled_from(("X", "Y", "Z", None))),
                valid_from=begins,
                valid_to=ends,
                spans=draw(spans()) if begins is ends is None else (),
            )
        )
    return tuple(found) + draw(successors(found))


def spans() -> st.SearchStrategy[tuple[Span, ...]]:
    """Mostly none; else two or three, a day or a season apart."""
    day = timedelta(days=1)
    pauses = (
        ((None, DAYS[0]), (DAYS[1], None)),
        ((None, DAYS[0]), (DAYS[1], DAYS[2]), (DAYS[3], None)),
        ((DAYS[0], DAYS[2]), (DAYS[3], None)),
        ((None, DAYS[1]), (DAYS[1] + day, None)),
        ((None, date(2022, 5, 3)), (date(2022, 9, 9), date(2024, 2, 29))),
    )
    return st.sampled_from([(), (), (), (), *pauses])


@st.composite
def successors(draw: st.DrawFn, old: Sequence[Unit], level: int = 1) -> tuple[Unit, ...]:
    """Units that take over from those that end: splits and merges, at once or after a while, some
    of them succeeded in turn. Shares are thirds, halves and odd ones."""
    ended = [u for u in old if u.valid_to is not None and draw(st.integers(0, 3)) > 0]
    if not ended or level > 2:
        return ()
    begun = max(u.valid_to for u in ended if u.valid_to) + timedelta(
        days=draw(st.sampled_from((1, 1, 1, 40)))
    )
    names = [f"H{level}{n}" for n in range(draw(st.integers(1, 3)))]
    taken: dict[str, list[Predecessor]] = {name: [] for name in names}
    for unit in ended:
        heirs = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
        weights = [draw(st.sampled_from((1, 1, 2, 5))) for _ in heirs]
        for name, weight in zip(heirs, weights, strict=True):
            taken[name].append(Predecessor(unit.id, weight / sum(weights)))
    later = [d for d in DAYS if d > begun]
    made = tuple(
        Unit(
            name,
            name,
            draw(st.sampled_from(("district", "commune"))),
            draw(st.sampled_from(("X", "Y", None))),
            valid_from=begun + timedelta(days=draw(st.sampled_from((0, 0, 0, 60)))),
            valid_to=draw(st.sampled_from([None, None, later[-1] + timedelta(60)]))
            if later
            else None,
            succeeds=tuple(parts),
        )
        for name, parts in taken.items()
    )
    return made + draw(successors(made, level + 1))
