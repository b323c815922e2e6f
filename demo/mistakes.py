"""Typical mistakes of people in a hurry, made on purpose: what the checks are there to find.

Each takes a desk with the right entries and gives wrong ones, or None where it cannot be made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from demo.chance import draw
from demo.filling import Entries, comma, fill
from demo.world import World
from kpi.periods import Period
from kpi.words import say
from reports.forms.entries import Entry


@dataclass(frozen=True, slots=True)
class Desk:
    """One form being filled: whose, for when, and what rightly belongs in it."""

    world: World
    unit: str
    period: Period
    entries: Entries
    chance: Random

    def number(self, code: str) -> int | float | None:
        value = self.entries[code].value if code in self.entries else None
        return value if isinstance(value, int | float) else None

    def numbers(self, lowest: float) -> list[str]:
        """Rows that hold a number from `lowest` on."""
        return [c for c in self.entries if (n := self.number(c)) is not None and n >= lowest]

    def percentages(self, lowest: int) -> list[str]:
        """Percentages whose two parts stand as numbers, on `lowest` or more."""
        ratios = [i.id for i in self.world.plan.indicators if i.factor == 100]
        return [c for c in self.numbers_of(ratios, "b") if (self.number(f"{c}.b") or 0) >= lowest]

    def numbers_of(self, codes: list[str], part: str) -> list[str]:
        return [c for c in codes if self.number(f"{c}.{part}") is not None]

    def counts(self) -> list[str]:
        """Rows of counts, whatever they hold."""
        known = {i.id for i in self.world.plan.indicators if i.measure == "count"}
        return [code for code in self.entries if code in known]

    def with_value(self, code: str, value: float | str) -> Entries:
        return {**self.entries, code: replace(self.entries[code], value=value)}


Mistake = Callable[[Desk], Entries | None]


def make_mistake(
    world: World, unit: str, period: Period, entries: Entries
) -> tuple[str, Entries] | None:
    """The first mistake that can be made in this form, in an order of its own, and the result."""
    desk = Desk(world, unit, period, entries, draw("mistake", unit, period.label))
    names = list(MISTAKES)
    desk.chance.shuffle(names)
    for name in names:
        wrong = MISTAKES[name](desk)
        if wrong is not None:
            return name, wrong
    return None


def share_as_text(desk: Desk) -> Entries | None:
    """`0,85` typed over the computed percentage, its parts left out."""
    return _typed_over(desk, lambda share: comma(round(share, 2)))


def about_a_share(desk: Desk) -> Entries | None:
    """`khoảng 20%` in place of figures."""
    return _typed_over(desk, lambda share: say("demo.cells.about", value=round(20 * share) * 5))


def _typed_over(desk: Desk, text: Callable[[float], str]) -> Entries | None:
    found = desk.percentages(lowest=3)
    if not found:
        return None
    code = desk.chance.choice(found)
    share = (desk.number(f"{code}.a") or 0) / (desk.number(f"{code}.b") or 1)
    rest = {c: e for c, e in desk.entries.items() if c not in (f"{code}.a", f"{code}.b")}
    return {**rest, code: Entry(text(share))}


def letter_for_zero(desk: Desk) -> Entries | None:
    """`12O` for 120."""
    found = [c for c in desk.numbers(10) if "0" in f"{desk.number(c)}"[1:]]
    if not found:
        return None
    code = desk.chance.choice(found)
    text = f"{desk.number(code)}"
    return desk.with_value(code, text[0] + text[1:].replace("0", "O"))


def more_than_all(desk: Desk) -> Entries | None:
    """The two parts of a percentage written the wrong way round."""
    unlike = [
        c
        for c in desk.percentages(lowest=5)
        if (desk.number(f"{c}.a") or 0) < (desk.number(f"{c}.b") or 0)
    ]
    if not unlike:
        return None
    code = desk.chance.choice(unlike)
    above, below = desk.entries[f"{code}.a"], desk.entries[f"{code}.b"]
    return {**desk.entries, f"{code}.a": below, f"{code}.b": above}


def only_the_date_changed(desk: Desk) -> Entries | None:
    """Last month's figures sent again as this month's."""
    plan, before = desk.world.plan, desk.period.preceding()
    if desk.period.kind != "month" or before.first_month < (plan.years[0] + 1) * 12:
        return None
    if not plan.unit_by_id[desk.unit].valid_on(plan.calendar.last_day(before)):
        return None
    return fill(desk.world, desk.unit, before)


def ten_times(desk: Desk) -> Entries | None:
    """One digit too many in a count."""
    found = [code for code in desk.counts() if (desk.number(code) or 0) >= 3]
    if not found:
        return None
    code = desk.chance.choice(found)
    return desk.with_value(code, (desk.number(code) or 0) * 10)


def one_part_left_out(desk: Desk) -> Entries | None:
    """A percentage with its total forgotten."""
    found = desk.percentages(lowest=1)
    if not found:
        return None
    forgotten = f"{desk.chance.choice(found)}.b"
    return {code: entry for code, entry in desk.entries.items() if code != forgotten}


def no_reason_given(desk: Desk) -> Entries | None:
    """A year that ended below its target, without the explanation that was there."""
    if desk.period.month_of_year != 12 or not any(
        entry.explanation for entry in desk.entries.values()
    ):
        return None
    return {code: replace(entry, explanation="") for code, entry in desk.entries.items()}


def a_dash(desk: Desk) -> Entries | None:
    """`-`, which may mean none, nothing to say or not ours."""
    found = desk.counts()
    return desk.with_value(desk.chance.choice(found), "-") if found else None


MISTAKES: Mapping[str, Mistake] = {
    "share_as_text": share_as_text,
    "about_a_share": about_a_share,
    "letter_for_zero": letter_for_zero,
    "more_than_all": more_than_all,
    "only_the_date_changed": only_the_date_changed,
    "ten_times": ten_times,
    "one_part_left_out": one_part_left_out,
    "no_reason_given": no_reason_given,
    "a_dash": a_dash,
}
