"""What the report's kind adds: part of a year beside plan and last year, a year by its margins and
what the next one needs, a plan from its baseline to its result and by areas.

The one rule: rows and sentences are those of `reports/kinds/`; a month has none of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi.words import formats
from reports import milestones
from reports.amounts import change, figure, signed
from reports.desk.parts import Markup, element, text
from reports.edition import Edition
from reports.kinds import KindFigures, lines_of, title_of
from reports.kinds.figures import AreaRow, BesideRow, PlanRow, YearRow
from reports.kinds.lines import is_reached
from reports.looks import STATUS
from reports.web import grid
from reports.web.grid import Cell, Line
from reports.web.speaker import Speaker, anchor

PART = ("indicator", "assessed", "expected", "margin", "now", "before", "change", "turn", "status")
YEAR = ("indicator", "result", "target", "margin", "achievement", "last_year", "status",
        "next_target", "next_step")  # fmt: skip
PLAN_ENDS = ("final_target", "margin", "status", "years_met", "carried_over")
AREAS = ("area", "units_before", "units_after", "met_before", "met_after", "better", "worse",
         "same")  # fmt: skip


def of_kind(say: Speaker, kind: KindFigures) -> list[Markup]:
    """The section of the kind: its sentences, then its tables."""
    if kind.kind == "month":
        return []
    sentences = [element("p", text(line)) for line in lines_of(say.edition, kind)]
    title = element("h2", text(title_of(say.edition, kind)), id="kind")
    made = element("section", title, *sentences, *_tables(say, kind), aria_labelledby="kind")
    return [made]


def _tables(say: Speaker, kind: KindFigures) -> list[Markup]:
    edition = say.edition
    if kind.kind == "part":
        return [_table(say, "part", _heads(edition, PART), [_part(say, r) for r in kind.beside])]
    if kind.kind == "year":
        year = edition.period.year
        heads = _heads(edition, YEAR, year=year, last=year - 1, next=year + 1)
        return [_table(say, "year", heads, [_year(say, r) for r in kind.year])]
    return [_plan(say, kind), *([_areas(say, kind.areas)] if kind.areas else [])]


def _heads(edition: Edition, names: Sequence[str], **values: int) -> list[str]:
    return [edition.say(f"kinds.column.{name}", **values) for name in names]


def _table(say: Speaker, kind: str, heads: Sequence[str], lines: Sequence[Line]) -> Markup:
    foot = element("p", text(say.edition.say(f"kinds.page.foot_{kind}")), class_="quiet foot")
    table = grid.grid(say("behind.caption"), heads, lines)
    summary = element("summary", say(f"kind.caption_{kind}"))
    return element("details", summary, table, foot, class_="of-kind", open="")


def _name(row: BesideRow | YearRow | PlanRow) -> Markup:
    said = text(f"{row.indicator}. {row.indicator_name} ({row.unit_of_measure})")
    return element("a", said, href=f"#{anchor(row.indicator)}")


def _status(say: Speaker, status: str, measure: str, *, late: bool = False) -> Cell:
    word = say.marked(status, say.edition.standing(status, measure, late=late))
    order = f"{list(STATUS).index(status):02d}"
    return Cell(element("span", word, class_=f"light {status}"), order)


def _amount(say: Speaker, row: BesideRow | YearRow | PlanRow, value: float | None) -> Cell:
    return grid.figure("" if value is None else figure(say.edition, row, value), value)


def _reached(say: Speaker, row: BesideRow | YearRow | PlanRow) -> Cell:
    if milestones.is_milestone(row):
        return Cell(text(milestones.state(say.edition, row)), str(row.assessed or 0))
    return _amount(say, row, row.assessed)


def _change(say: Speaker, row: BesideRow | YearRow, value: float | None) -> Cell:
    return grid.figure("" if value is None else change(say.edition, row, value), value)


def _signed(say: Speaker, row: BesideRow | YearRow | PlanRow, value: float | None) -> Cell:
    return grid.figure("" if value is None else signed(say.edition, row, value), value)


def _goal(say: Speaker, row: YearRow | PlanRow) -> Cell:
    """A target; a milestone's due day, a band where the indicator has that instead."""
    if row.target is not None:
        return _amount(say, row, row.target)
    if row.due is not None:
        day = formats.day(row.due, say.locale)
        return Cell(text(say.edition.say("report.indicators.due", day=day)), is_figure=True)
    return _band(say, row)


def _band(say: Speaker, row: BesideRow | YearRow | PlanRow) -> Cell:
    if row.band_low is None or row.band_high is None:
        return grid.figure("", None)
    low, high = (formats.shortest(x, say.locale) for x in (row.band_low, row.band_high))
    return Cell(text(say.edition.say("leading.annex.band", low=low, high=high)), is_figure=True)


def _part(say: Speaker, r: BesideRow) -> Line:
    measured = r.expected is not None or r.band_low is not None
    cells = (
        _reached(say, r),
        _amount(say, r, r.expected) if r.expected is not None else _band(say, r),
        _signed(say, r, r.margin if measured else None),
        _amount(say, r, r.now),
        _amount(say, r, r.before),
        _change(say, r, r.change),
        grid.words(say.trend(r.turn)),
        _status(say, r.status, r.measure, late=r.done_late),
    )
    return Line(_name(r), cells)


def _year(say: Speaker, r: YearRow) -> Line:
    step = _signed(say, r, r.next_step)
    if is_reached(r):
        step = Cell(text(say.edition.say("kinds.page.reached")), step.by, is_figure=True)
    cells = (
        _reached(say, r),
        _goal(say, r),
        _signed(say, r, r.margin if r.target is not None else None),
        grid.figure(say.completion(r), r.achievement),
        _change(say, r, r.change),
        _status(say, r.status, r.measure, late=r.done_late),
        _amount(say, r, r.next_target),
        step,
    )
    return Line(_name(r), cells)


def _plan(say: Speaker, kind: KindFigures) -> Markup:
    years = sorted({y.year for y in kind.plan_years})
    edition = say.edition
    heads = [
        *_heads(edition, ("indicator", "baseline")),
        *(edition.say("kinds.column.of_year", year=year) for year in years),
        *_heads(edition, PLAN_ENDS, year=edition.period.year),
    ]
    lines = [_over_the_plan(say, r, kind, years) for r in kind.plan]
    return _table(say, "plan", heads, lines)


def _over_the_plan(say: Speaker, r: PlanRow, kind: KindFigures, years: Sequence[int]) -> Line:
    counts = {"met": r.years_met, "judged": r.years_judged}
    cells = (
        _amount(say, r, r.baseline),
        *(_of_year(say, r, kind, year) for year in years),
        _goal(say, r),
        _signed(say, r, r.margin if r.target is not None else None),
        _status(say, r.status, r.measure, late=r.done_late),
        Cell(text(say.edition.say("kinds.page.years_met", **counts)), str(r.years_met)),
        grid.words(say.edition.say("kinds.page.carried_over") if r.carried_over else ""),
    )
    return Line(_name(r), cells)


def _of_year(say: Speaker, r: PlanRow, kind: KindFigures, year: int) -> Cell:
    """A year's result behind the symbol of how it was judged; the word is there to be heard."""
    found = kind.years.get((r.indicator, year))
    if found is None:
        return grid.figure("", None)
    word = say.edition.status(found.status)
    sign = element("span", text(STATUS[found.status].symbol), title=word, role="img",
                   aria_label=word)  # fmt: skip
    amount = "" if found.assessed is None else figure(say.edition, r, found.assessed)
    if milestones.is_milestone(r) and found.assessed is not None:
        amount = milestones.share(say.edition, found.assessed, found.units_expected)
    shown = Markup(f"{sign.html} {text(amount).html}")
    return Cell(shown, "" if found.assessed is None else repr(found.assessed), is_figure=True)


def _areas(say: Speaker, rows: Sequence[AreaRow]) -> Markup:
    years = {"before": rows[0].before_year, "after": rows[0].after_year}
    heads = _heads(say.edition, AREAS, **years)
    return _table(say, "areas", heads, [_area(say, r) for r in rows])


def _area(say: Speaker, r: AreaRow) -> Line:
    counts = [grid.figure(str(n), n) for n in (r.units_before, r.units_after)]
    for met, judged in ((r.met_before, r.judged_before), (r.met_after, r.judged_after)):
        said = say.edition.say("kinds.page.years_met", met=met, judged=judged)
        counts.append(Cell(text(said), str(met), is_figure=True))
    counts += [grid.figure(str(n), n) for n in (r.better, r.worse, r.same)]
    return Line(text(r.area), counts)
