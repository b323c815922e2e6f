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
from reports.edition import Edition
from reports.figures.query import row_of
from reports.figures.shared.units import DeliveryCount
from reports.looks import DELIVERY
from reports.report import Report


@row_of("delivery_by_unit")
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


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The units that have room, and how many forms of all came in each way that came."""

    title: str
    units: Sequence[UnitDelivery]
    counts: Sequence[DeliveryCount]


def ask(report: Report) -> Deliveries:
    everybody, counts = report.rows(UnitDelivery), report.rows(DeliveryCount)
    forms = {c.delivery: c.forms for c in counts}
    said = report.edition.say("charts.delivery_title", total=sum(forms.values()), **forms)
    shown, title = with_room(everybody, report.edition, said, "charts.delivery_cut")
    return Deliveries(title, shown, [c for c in counts if c.forms])


def draw(edition: Edition, asked: Deliveries) -> tuple[Drawing, ...]:
    if not asked.units:
        return (empty_page(edition, asked.title),)
    return tuple(_page(edition, asked, part) for part in pages_of(asked.units))


def _page(edition: Edition, asked: Deliveries, units: Sequence[UnitDelivery]) -> Drawing:
    title, counts = asked.title, asked.counts
    page = paper(edition, title)
    axes = page.subplots()
    left = [0.0] * len(units)
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
