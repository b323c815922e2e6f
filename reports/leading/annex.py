"""The table of all indicators behind the official report, from the facts' rows."""

from __future__ import annotations

from typing import Literal

from kpi.periods import FREQUENCIES, MONTHS_IN, Period
from kpi.records.status import shown_status
from kpi.words import formats
from reports import amounts, milestones
from reports.docx import Annex, Table
from reports.edition import Edition
from reports.leading import wording
from reports.leading.facts import AnnexRow, Facts
from reports.looks import STATUS

Align = Literal["left", "center", "right"]
COLUMNS: tuple[tuple[str, Align, float], ...] = (
    ("place", "center", 9), ("indicator", "left", 70), ("value", "right", 20),
    ("assessed", "right", 23), ("expected", "right", 19), ("target", "right", 19),
    ("achievement", "right", 18), ("change_previous", "right", 20),
    ("change_last_year", "right", 20), ("status", "left", 27), ("lead", "left", 30),
)  # fmt: skip


def annex_of(edition: Edition, facts: Facts) -> Annex:
    """Every indicator in the plan's order, as many rows as the export has of the plan."""
    heads = [edition.say(f"leading.annex.{n}", year=edition.period.year) for n, *_ in COLUMNS]
    return Annex(
        title=edition.say("leading.paper.annex"),
        subject=edition.say("leading.paper.annex_title", period=edition.title),
        table=Table(
            heads=tuple(heads),
            rows=tuple(_row(edition, r) for r in facts.annex),
            aligns=tuple(align for _, align, _ in COLUMNS),
            shares=tuple(share for *_, share in COLUMNS),
        ),
    )


def _row(edition: Edition, r: AnnexRow) -> tuple[str, ...]:
    told = cells_of(edition, r)
    return tuple(told[name] for name, *_ in COLUMNS)


def cells_of(edition: Edition, r: AnnexRow) -> dict[str, str]:
    """What each column says of an indicator, by the column's name."""
    assessed = milestones.figure(edition, r)
    if r.provisional and r.assessed is not None:
        assessed = f"{assessed} {wording.mark(edition, r)}"
    named = {"indicator": r.indicator, "name": r.indicator_name, "unit": r.unit_of_measure}
    return {
        "place": str(r.place),
        "indicator": edition.say("leading.annex.name", **named),
        "value": amounts.figure(edition, r, r.value),
        "assessed": assessed,
        "expected": _band(edition, r) or amounts.figure(edition, r, r.expected),
        "target": (
            _band(edition, r)
            or milestones.due_text(edition, r.due)
            or amounts.figure(edition, r, r.target)
        ),
        "achievement": amounts.completion(edition, r),
        "change_previous": _change(edition, r, r.change_previous),
        "change_last_year": _change(edition, r, r.change_last_year),
        "status": f"{STATUS[r.status].symbol} {status_of(edition, r)}",
        "lead": r.lead or "–",
    }


def _change(edition: Edition, r: AnnexRow, by: float | None) -> str:
    """The change; what it is measured in goes whole to a second line, never its last sign alone."""
    size, space, measure = amounts.change(edition, r, by).partition(" ")
    if not any(letter.isdigit() for letter in size):
        return size + space + measure
    return size + space + measure.replace(" ", "\u00a0")


def _band(edition: Edition, r: AnnexRow) -> str:
    """A band stands for plan and plan to date; empty where the indicator has none."""
    if r.band_low is None or r.band_high is None:
        return ""
    low, high = (amounts.figure(edition, r, v) for v in (r.band_low, r.band_high))
    return edition.say("leading.annex.band", low=low, high=high)


def status_of(edition: Edition, r: AnnexRow) -> str:
    if r.measure == "milestone" and r.status in {"met", "met_so_far"}:
        return edition.say("leading.annex.done_late" if r.done_late else "leading.annex.done")
    status, latest = edition.status(r.status), latest_of(edition, r)
    return edition.say("leading.annex.latest", status=status, **latest) if latest else status


def latest_of(edition: Edition, r: AnnexRow) -> dict[str, str]:
    """What the year last said of an indicator that is not due (`latest`), and its `period`."""
    if r.latest_status is None or r.latest_first is None or r.latest_last is None:
        return {}
    months = r.latest_last - r.latest_first + 1
    kind = next(f for f in FREQUENCIES if MONTHS_IN[f] == months)
    period = Period(r.latest_first, months, kind)
    latest = edition.status(shown_status(r.latest_status, ends_year=False))
    return {"period": formats.period_title(period, edition.locale), "latest": latest}
