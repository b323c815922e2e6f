"""The kind's figures in sentences: for page one, the message, the official report, the workbook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from reports import amounts
from reports.amounts import Measured, change, difference, figure, listed
from reports.edition import Edition
from reports.kinds.figures import BesideRow, KindFigures, PlanRow, YearRow

MANY = 10_000
GOOD = ("met", "exceeded")


@dataclass(frozen=True, slots=True)
class Lists:
    """How many entries a list names, and letters of a name behind a code (0: the code alone)."""

    named: int = MANY
    letters: int = 0


EVERYTHING = Lists()


def title_of(edition: Edition, found: KindFigures) -> str:
    """What the sentences are about; empty for a month."""
    if found.kind == "month":
        return ""
    return edition.say(f"kinds.title.{found.kind}", next=edition.period.year + 1)


def lines_of(
    edition: Edition,
    found: KindFigures,
    most: int = MANY,
    *,
    without: Collection[str] = (),
    letters: int = 0,
) -> list[str]:
    """A sentence each; lists name so many and say how many they leave out. A month has none.

    `without` are sentences that are told elsewhere, by their names in the words (`failed`);
    `letters` of an indicator's name stand behind its code.
    """
    said = told(edition, found, Lists(most, letters))
    return [text for key, text in said.items() if key not in without]


def told(edition: Edition, found: KindFigures, most: Lists = EVERYTHING) -> dict[str, str]:
    """The same by their names."""
    if found.kind == "part":
        return _beside(edition, found.beside, most)
    if found.kind == "year":
        return _year(edition, found.year, most)
    if found.kind == "plan":
        return _plan(edition, found, most)
    return {}


def _beside(edition: Edition, rows: Sequence[BesideRow], most: Lists) -> dict[str, str]:
    measured = [r.margin for r in rows if r.margin is not None]
    counts = {
        "reached": sum(margin >= 0 for margin in measured),
        "short": sum(margin < 0 for margin in measured),
        "unknown": len(rows) - len(measured),
    }
    said = {"plan": edition.say("kinds.part.plan", **counts)}
    for turn in ("improving", "worsening"):
        found = [r for r in rows if r.turn == turn]
        if found:
            names = _named(edition, found, most, lambda r: change(edition, r, r.change))
            said[turn] = edition.say(f"kinds.part.{turn}", count=len(found), indicators=names)
    steady = sum(r.turn == "steady" for r in rows)
    silent = sum(r.turn is None for r in rows)
    return {**said, "rest": edition.say("kinds.part.rest", steady=steady, silent=silent)}


def _year(edition: Edition, rows: Sequence[YearRow], most: Lists) -> dict[str, str]:
    good = [r for r in rows if r.status in GOOD]
    failed = [r for r in rows if r.status == "not_met"]
    said = {"judged": _judged(edition, "year", len(good), len(failed), len(rows))}
    for key, found in (("failed", failed), ("over", [r for r in good if r.margin])):
        if found:
            names = _named(edition, found, most, lambda r: margin(edition, r, r.margin))
            said[key] = edition.say(f"kinds.year.{key}", count=len(found), indicators=names)
    return {**said, "next": _next_year(edition, rows, most)}


def _next_year(edition: Edition, rows: Sequence[YearRow], most: Lists) -> str:
    """What lies between this year's results and the next targets; what failed stands first."""
    year = edition.period.year + 1
    given = [r for r in rows if r.next_target is not None]
    if not given:
        return edition.say("kinds.year.no_next", next=year)
    steps = [r for r in given if r.next_step is not None and not is_reached(r)]
    steps.sort(key=lambda r: r.status != "not_met")
    counts = {"next": year, "count": len(steps), "total": len(given)}
    if not steps:
        return edition.say("kinds.year.all_reached", **counts)
    names = _named(edition, steps, most, lambda r: _step(edition, r))
    return edition.say("kinds.year.next", indicators=names, **counts)


def is_reached(r: YearRow) -> bool:
    """Whether this year's result is already at the next year's target."""
    if r.next_step is None:
        return False
    return r.next_step >= 0 if r.direction == "down" else r.next_step <= 0


def _step(edition: Edition, r: YearRow) -> str:
    now, then = figure(edition, r, r.assessed), figure(edition, r, r.next_target)
    return edition.say("kinds.year.step", now=now, then=then)


def _plan(edition: Edition, found: KindFigures, most: Lists) -> dict[str, str]:
    rows = found.plan
    good = [r for r in rows if r.status in GOOD]
    failed = [r for r in rows if r.carried_over]
    never = [r for r in rows if r.never_met]
    said = {"judged": _judged(edition, "plan", len(good), len(failed), len(rows))}
    if failed:
        names = _named(edition, failed, most, lambda r: margin(edition, r, r.margin))
        said["failed"] = edition.say("kinds.plan.failed", count=len(failed), indicators=names)
    if never:
        titles = [_title(r.indicator, r.indicator_name, most) for r in never]
        names = listed(edition, titles, most.named, "more_indicators")
        said["never"] = edition.say("kinds.plan.never", count=len(never), indicators=names)
    always = sum(0 < r.years_judged == r.years_met for r in rows)
    said["always"] = edition.say("kinds.plan.always", count=always)
    return {**said, **_areas(edition, found)}


def _areas(edition: Edition, found: KindFigures) -> dict[str, str]:
    if not found.areas:
        return {}
    first = found.areas[0]
    summed = ("units_before", "units_after", "met_before", "judged_before", "met_after",
              "judged_after")  # fmt: skip
    counts = {name: sum(getattr(a, name) for a in found.areas) for name in summed}
    years = {"before_year": first.before_year, "after_year": first.after_year}
    return {"areas": edition.say("kinds.plan.areas", areas=len(found.areas), **counts, **years)}


def _judged(edition: Edition, kind: str, good: int, failed: int, total: int) -> str:
    counts = {
        "good": good,
        "judged": good + failed,
        "failed": failed,
        "rest": total - good - failed,
    }
    return edition.say(f"kinds.{kind}.judged", total=total, **counts)


class Directed(Measured, Protocol):
    """What is measured, and which way is good."""

    @property
    def direction(self) -> str: ...


def margin(edition: Edition, of: Directed, by: float | None) -> str:
    """`thiếu 4,7 điểm phần trăm`, `vượt 12 tài liệu`, `bằng kế hoạch`; where fewer is better
    `thấp hơn 2 sự cố`, `cao hơn 0,4 điểm phần trăm`: nothing is missing of a ceiling."""
    if by is None:
        return "–"
    if not by:
        return edition.say("kinds.margin.level")
    key = "above" if by > 0 else "below"
    if of.direction == "down":
        key = "under_limit" if by > 0 else "over_limit"
    return edition.say(f"kinds.margin.{key}", amount=difference(edition, of, abs(by)))


Row = TypeVar("Row", BesideRow, YearRow, PlanRow)


def _named(edition: Edition, rows: Sequence[Row], most: Lists, tell: Callable[[Row], str]) -> str:
    """`VH01 (thiếu 213 tư liệu); ...`."""
    texts = [
        edition.say(
            "kinds.one", indicator=_title(r.indicator, r.indicator_name, most), said=tell(r)
        )
        for r in rows
    ]
    return listed(edition, texts, most.named, "more_indicators")


def _title(code: str, name: str, most: Lists) -> str:
    return amounts.titled(code, name, most.letters)
