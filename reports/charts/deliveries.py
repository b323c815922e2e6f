"""Delivery: how many of the forms owed came on time, late or not at all, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.words import formats
from reports.charts.bars import EDGE, lying_axis, row_names
from reports.charts.canvas import Drawing, legend, paper
from reports.charts.frames.axis import axis_of, whole_steps
from reports.charts.frames.frame import told
from reports.charts.paging import empty_page, pages_of, with_room
from reports.figures.query import query
from reports.figures.shared.units import DELIVERY_COUNTS
from reports.looks import DELIVERY
from reports.report import Report


@dataclass(frozen=True, slots=True)
class UnitDelivery:
    """A unit's forms by the way they came; `picture_place` orders units where not all have room."""

    place: int
    unit: str
    unit_name: str
    forms: int
    on_time: int
    late: int
    gathered: int
    missing: int
    not_due: int
    picture_place: int


DELIVERY_BY_UNIT = query(__file__, "delivery_by_unit", UnitDelivery)


def draw(report: Report) -> tuple[Drawing, ...]:
    edition, title = report.edition, _title(report)
    everybody = report.rows(DELIVERY_BY_UNIT)
    shown, title = with_room(everybody, edition, title, "charts.delivery_cut")
    if not shown:
        return (empty_page(edition, title),)
    return tuple(_page(report, title, part) for part in pages_of(shown))


def _title(report: Report) -> str:
    forms = {c.delivery: c.forms for c in report.rows(DELIVERY_COUNTS)}
    total = sum(forms.values())
    return report.edition.say("charts.delivery_title", total=total, **forms)


def _page(report: Report, title: str, units: Sequence[UnitDelivery]) -> Drawing:
    edition = report.edition
    page = paper(edition, title)
    axes = page.subplots()
    left = [0.0] * len(units)
    counts = [c for c in report.rows(DELIVERY_COUNTS) if c.forms]
    for count in counts:
        look = DELIVERY[count.delivery]
        word = edition.say(f"status.delivery.{count.delivery}")
        forms = formats.number(count.forms, 0, edition.locale)
        widths = [_forms(u, count.delivery) for u in units]
        axes.barh(
            range(len(units)), widths, left=left, color=look.fill, hatch=look.hatch, height=0.72,
            label=f"{look.symbol} {word} ({forms})", **EDGE,
        )  # fmt: skip
        left = [a + b for a, b in zip(left, widths, strict=True)]
    row_names(axes, [u.unit_name for u in units], width=58, lines=2 if len(units) <= 15 else 1)
    lying_axis(axes, edition, whole_steps(axis_of(float(u.forms) for u in units)))
    axes.set_xlabel(edition.say("charts.delivery_axis"), fontsize=8.5)
    legend(page, entries=len(counts), columns=max(1, len(counts)))
    waited = (u.unit_name for u in units if u.missing)
    return Drawing(page, title, told(title, waited))


def _forms(unit: UnitDelivery, way: str) -> int:
    return int(getattr(unit, way))
