"""Who has reported, what the figures lack, and what the missing reports could change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from itertools import groupby, pairwise

from kpi.assessment.bounds import Stretch
from kpi.explain import Lacking, Leaf, Report, StandIn
from reports.explained.data import period_of_months, taken_period
from reports.explained.speaker import Speaker, enough

UNITS = 8  # named; the others are counted
PERIODS = 4
STAND_INS = 12  # lines; the others are counted
SHOWN = 2  # decimals of a mean that has no end


def delivery_lines(speaker: Speaker) -> Iterator[str]:
    row, found = speaker.row, speaker.found
    if row.units_expected is None:
        return
    yield from ("", speaker.say("section.coverage"))
    yield "  " + _counts(speaker)
    warned = [(leaf, r) for leaf in found.leaves for r in leaf.reports if r.questioned]
    if warned:
        told = sum(is_explained(leaf, r) for leaf, r in warned)
        yield "  " + speaker.say("coverage.warned", count=len(warned), explained=told)
    if row.provisional:
        yield "  " + speaker.say("coverage.provisional" if found.lacking else "coverage.weak")
    yield from _lacking(speaker)
    yield from _stand_ins(speaker)
    yield from _full_return(speaker)


def is_explained(leaf: Leaf, report: Report) -> bool:
    """Whether its sender answered what the checks asked about a figure of the leaf."""
    return bool(report.explanation) or any(
        p.answered
        for p in leaf.problems
        if p.submission == report.submission and p.unit == report.unit
    )


def _counts(speaker: Speaker) -> str:
    row = speaker.row
    if row.units_expected == 0:
        return speaker.say("coverage.none")
    counts = {"reported": row.units_reported, "expected": row.units_expected}
    weakest = next((o for o in speaker.found.operands if o.is_weakest), None)
    if weakest is None:
        return speaker.say("coverage.counts", **counts)
    return speaker.say("coverage.weakest", indicator=weakest.operand, **counts)


def _lacking(speaker: Speaker) -> Iterator[str]:
    """`Chưa gửi: Đơn vị B (B): tháng 3/2024, tháng 5/2024; ...`, leaf by leaf if there are more."""
    several = len(speaker.found.leaves) > 1
    by_leaf = {leaf.indicator.id: leaf.indicator for leaf in speaker.found.leaves}
    for indicator in by_leaf:
        rows = [r for r in speaker.found.lacking if r.indicator == indicator]
        for why in ("missing", "withheld", "estimate"):
            units = _units(speaker, [r for r in rows if r.why == why])
            if not units:
                continue
            key = f"lacking.{why}_of" if several else f"lacking.{why}"
            yield "    " + speaker.say(key, units=units, indicator=indicator)


def _stand_ins(speaker: Speaker) -> Iterator[str]:
    """Each report that a missing unit owes, what is taken for it, and why that."""
    rows = speaker.found.stand_ins
    if not rows:
        return
    yield "  " + speaker.say("stand_in.head")
    of_several = len({row.indicator for row in rows}) > 1
    for row in rows[:STAND_INS]:
        yield "    " + speaker.say(
            "stand_in.line_of" if of_several else "stand_in.line",
            indicator=row.indicator,
            unit=speaker.unit_name(row.unit),
            period=speaker.title(period_of_months(row.gap - row.months + 1, row.gap)),
            taken=_taken(speaker, row),
        )
    if len(rows) > STAND_INS:
        yield "    " + speaker.say("stand_in.more", count=len(rows) - STAND_INS)


def _taken(speaker: Speaker, row: StandIn) -> str:
    """`20 sản phẩm (báo cáo gần nhất của đơn vị: tháng 5/2024)`."""
    period = taken_period(row)
    why = speaker.say(
        f"stand_in.{row.rule}",
        period="" if period is None else speaker.title(period),
        reports=row.reports,
    )
    if row.amount is None:
        return why
    places = speaker.plan.indicator_by_id[row.indicator].decimals if row.base is None else 0
    parts = [part for part in (row.amount, row.base) if part is not None]
    shown = [speaker.number(part, min(enough(part, places), SHOWN)) for part in parts]
    return speaker.say("so", shown="/".join(shown), how=why)


def _units(speaker: Speaker, rows: Sequence[Lacking]) -> str:
    by_unit: dict[str, list[Lacking]] = defaultdict(list)
    for row in rows:
        by_unit[row.unit].append(row)
    named = [
        speaker.say("lacking.unit", unit=speaker.unit_name(u), periods=_periods(speaker, found))
        for u, found in list(by_unit.items())[:UNITS]
    ]
    if len(by_unit) > UNITS:
        named.append(speaker.say("lacking.more_units", count=len(by_unit) - UNITS))
    return "; ".join(named)


def _periods(speaker: Speaker, rows: Sequence[Lacking]) -> str:
    """Stretches of neighbouring periods, the first few."""
    runs = [list(run) for _, run in groupby(enumerate(rows), key=_place)]
    said = []
    for run in runs[:PERIODS]:
        first, last = (period_of_months(r.first_month, r.last_month)
                       for r in (run[0][1], run[-1][1]))  # fmt: skip
        if first == last:
            said.append(speaker.title(first))
        else:
            ends = {"first": speaker.title(first), "last": speaker.title(last)}
            said.append(speaker.say("lacking.run", **ends))
    if len(runs) > PERIODS:
        count = sum(len(run) for run in runs[PERIODS:])
        said.append(speaker.say("lacking.more_periods", count=count))
    return ", ".join(said)


def _place(numbered: tuple[int, Lacking]) -> int:
    """The same for periods that follow each other."""
    n, row = numbered
    months = row.last_month - row.first_month + 1
    return row.last_month // months - n


def _full_return(speaker: Speaker) -> Iterator[str]:
    """What the missing reports would have to be for another light."""
    missing = speaker.found.missing
    if missing is None:
        row = speaker.row
        has_light = speaker.found.cause is None
        if has_light and row.provisional and row.units_reported != row.units_expected:
            yield "  " + speaker.say("full_return.unbounded")
        return
    if not missing.stretches:
        yield "  " + speaker.say("full_return.unbounded")
    elif not missing.may_change:
        low, high = missing.stretches[0], missing.stretches[-1]
        figures = sorted((low.figure_from, high.figure_to))
        shown = {"low": speaker.measured(figures[0]), "high": speaker.measured(figures[1])}
        yield "  " + speaker.say("full_return.same", **shown)
    else:
        yield "  " + speaker.say("full_return.head", reports=missing.reports)
        for level, stretch in zip(levels(speaker, missing.stretches), missing.stretches,
                                  strict=True):  # fmt: skip
            yield "    " + speaker.say(
                "full_return.stretch",
                level=level,
                figure=_figures(speaker, stretch),
                status=speaker.status(stretch.status),
            )


def _figures(speaker: Speaker, s: Stretch) -> str:
    low, high = speaker.measured(s.figure_from), speaker.measured(s.figure_to)
    return low if low == high else speaker.say("full_return.between", low=low, high=high)


def levels(speaker: Speaker, stretches: Sequence[Stretch]) -> Iterator[str]:
    """The levels of the missing reports, one after the other without overlap or gap: each ends
    just below where the next begins."""
    lowest = speaker.measured(stretches[0].each_from)
    cuts = [_cut(speaker, a.each_to, b.each_from) for a, b in pairwise(stretches)]
    begins, above = lowest, False
    for n, stretch in enumerate(stretches):
        ends = cuts[n] if n < len(cuts) else None
        if ends is None:
            last = speaker.measured(stretch.each_to)
            if last == begins and not above:
                yield speaker.say("full_return.at", at=begins)
            else:
                key = "above_to" if above else "from_to"
                yield speaker.say(f"full_return.{key}", low=begins, high=last)
            return
        if ends == begins:
            # nothing printable lies below the next stretch but this very figure
            yield speaker.say("full_return.at", at=begins)
            above = True
        else:
            key = "above_below" if above else "from_below"
            yield speaker.say(f"full_return.{key}", low=begins, high=ends)
            begins, above = ends, False


def _cut(speaker: Speaker, ends: float, begins: float) -> str:
    """The printed level at which one stretch gives way to the next: the one printable figure
    between, else about where the next begins (levels are looked at in a thousand steps)."""
    places = Decimal(1).scaleb(-speaker.indicator.decimals)
    above = Decimal(repr(ends)).quantize(places, rounding=ROUND_CEILING)
    if above <= Decimal(repr(ends)):
        above += places
    if above >= Decimal(repr(begins)):
        return speaker.measured(float(above))
    return speaker.say("full_return.about", level=speaker.measured(begins))
