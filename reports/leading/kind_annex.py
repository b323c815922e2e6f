"""The table behind the official report as its kind has it: a year by margin and what the next one
needs, a plan from its baseline over its years to the result."""

from __future__ import annotations

from kpi.words import formats
from reports import amounts, milestones
from reports.docx import Annex, Table
from reports.edition import Edition
from reports.kinds.figures import KindFigures, PlanRow, YearRow
from reports.kinds.lines import is_reached, margin
from reports.leading.annex import Align, annex_of
from reports.leading.facts import Facts
from reports.looks import STATUS

Columns = tuple[tuple[str, Align, float], ...]
YEAR: Columns = (
    ("indicator", "left", 74), ("result", "right", 22), ("target", "right", 22),
    ("margin", "right", 30), ("achievement", "right", 20), ("last_year", "right", 24),
    ("status", "left", 28), ("next_target", "right", 22), ("next_step", "right", 26),
    ("lead", "left", 34),
)  # fmt: skip
PLAN_BEFORE: Columns = (("name", "left", 62), ("baseline", "right", 22))
PLAN_AFTER: Columns = (
    ("final_target", "right", 22), ("margin", "right", 30), ("status", "left", 28),
    ("years_met", "center", 14), ("carried_over", "center", 22),
)  # fmt: skip


def annex_by_kind(edition: Edition, facts: Facts) -> Annex:
    """Every indicator in the plan's order, in the columns of the report's kind."""
    kind = facts.kind
    if kind.kind == "year":
        rows = tuple(_year_row(edition, r) for r in kind.year)
        return _annex(edition, YEAR, _heads(edition, YEAR), rows)
    if kind.kind == "plan":
        return _of_plan(edition, kind)
    return annex_of(edition, facts)


def _annex(
    edition: Edition, columns: Columns, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> Annex:
    return Annex(
        title=edition.say("leading.paper.annex"),
        subject=edition.say("leading.paper.annex_title", period=edition.title),
        table=Table(
            heads=heads,
            rows=rows,
            aligns=tuple(align for _, align, _ in columns),
            shares=tuple(share for *_, share in columns),
        ),
    )


def _heads(edition: Edition, columns: Columns) -> tuple[str, ...]:
    year = edition.period.year
    said = {"year": year, "last": year - 1, "next": year + 1}
    return tuple(edition.say(f"kinds.column.{name}", **said) for name, *_ in columns)


def _year_row(edition: Edition, r: YearRow) -> tuple[str, ...]:
    step = amounts.signed(edition, r, r.next_step)
    return (
        _name(edition, r),
        milestones.figure(edition, r),
        _target(edition, r),
        margin(edition, r, r.margin if r.target is not None else None),
        amounts.completion(edition, r),
        amounts.change(edition, r, r.change),
        _status(edition, r),
        amounts.figure(edition, r, r.next_target),
        edition.say("kinds.page.reached") if is_reached(r) else step,
        r.lead or "–",
    )


def _name(edition: Edition, r: YearRow | PlanRow) -> str:
    named = {"indicator": r.indicator, "name": r.indicator_name, "unit": r.unit_of_measure}
    return edition.say("leading.annex.name", **named)


def _target(edition: Edition, r: YearRow | PlanRow) -> str:
    """The target; a band or a due day where the indicator has that instead."""
    if r.due is not None:
        return milestones.due_text(edition, r.due)
    if r.band_low is not None and r.band_high is not None:
        low, high = (amounts.figure(edition, r, v) for v in (r.band_low, r.band_high))
        return edition.say("leading.annex.band", low=low, high=high)
    return amounts.figure(edition, r, r.target)


def _status(edition: Edition, r: YearRow | PlanRow) -> str:
    said = edition.status(r.status)
    if r.measure == "milestone" and r.status == "met":
        said = edition.say("leading.annex.done_late" if r.done_late else "leading.annex.done")
    return f"{STATUS[r.status].symbol} {said}"


def _of_plan(edition: Edition, kind: KindFigures) -> Annex:
    years = sorted({y.year for y in kind.plan_years})
    of_year: Columns = tuple(("of_year", "right", 26) for _ in years)
    columns = (*PLAN_BEFORE, *of_year, *PLAN_AFTER)
    heads = (
        *_heads(edition, PLAN_BEFORE),
        *(edition.say("kinds.column.of_year", year=year) for year in years),
        *_heads(edition, PLAN_AFTER),
    )
    rows = tuple(_plan_row(edition, r, kind, years) for r in kind.plan)
    return _annex(edition, columns, heads, rows)


def _plan_row(edition: Edition, r: PlanRow, kind: KindFigures, years: list[int]) -> tuple[str, ...]:
    return (
        f"{_name(edition, r)} – {r.lead}" if r.lead else _name(edition, r),
        _bare(edition, r, r.baseline),
        *(_of_year(edition, r, kind, year) for year in years),
        _target(edition, r),
        margin(edition, r, r.margin if r.target is not None else None),
        _status(edition, r),
        edition.say("kinds.page.years_met", met=r.years_met, judged=r.years_judged),
        edition.say("kinds.page.carried_over") if r.carried_over else "–",
    )


def _of_year(edition: Edition, r: PlanRow, kind: KindFigures, year: int) -> str:
    """`● 91,5`: the year's result behind the mark of its assessment."""
    found = kind.years.get((r.indicator, year))
    if found is None:
        return "–"
    symbol = STATUS[found.status].symbol
    if milestones.is_milestone(r) and found.assessed is not None:
        return f"{symbol} {milestones.share(edition, found.assessed, found.units_expected)}"
    return f"{symbol}\u00a0{_bare(edition, r, found.assessed)}"


def _bare(edition: Edition, r: PlanRow, value: float | None) -> str:
    """The figure without a sign: its unit of measure stands behind the name."""
    return formats.number(value, r.decimals, edition.locale) or "–"
