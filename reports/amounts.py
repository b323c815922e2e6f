"""Figures of an indicator as they stand in a sentence or a cell of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from kpi.plan.model import SHARES_OF_UNITS
from kpi.plan.units_of_measure import points_of, sign_of
from kpi.rounding import rounded
from kpi.words import formats
from reports.edition import Edition

LEAST_NAME = 20  # letters of a code and its name in a list


class Measured(Protocol):
    """What has a figure of an indicator."""

    @property
    def measure(self) -> str: ...
    @property
    def unit_of_measure(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def points(self) -> bool: ...


def figure(edition: Edition, of: Measured, value: float | None) -> str:
    """`91,5%`, `362`: as printed, with the sign that stands right behind it."""
    if value is None:
        return "–"
    sign = sign_of(of.unit_of_measure) or ("%" if of.measure in SHARES_OF_UNITS else "")
    return formats.number(value, of.decimals, edition.locale) + sign


def difference(edition: Edition, of: Measured, value: float) -> str:
    """`4,7 điểm phần trăm`, `213 tư liệu`: what lies between two figures."""
    number = formats.number(value, of.decimals, edition.locale)
    if of.points:
        key = points_of(of.unit_of_measure) or "points"
        return edition.say(f"leading.behind.{key}", number=number)
    return f"{number} {of.unit_of_measure}"


class Completed(Protocol):
    """What has a share of the year's plan that is done, or a word in its place."""

    @property
    def achievement(self) -> float | None: ...
    @property
    def keeps_limit(self) -> bool | None: ...


def limit(edition: Edition, of: Completed) -> str:
    """`trong mức kế hoạch`, of a count of which fewer is better: 2 of 4 incidents are no work of
    200 % done. Empty for what has a share."""
    if of.keeps_limit is None:
        return ""
    return edition.say("report.limit_kept" if of.keeps_limit else "report.limit_passed")


def completion(edition: Edition, of: Completed) -> str:
    """`96,3`, per cent of the year's plan; the word that stands in its place; a dash for none."""
    if said := limit(edition, of):
        return said
    return "–" if of.achievement is None else formats.number(of.achievement, 1, edition.locale)


def change(edition: Edition, of: Measured, by: float | None) -> str:
    """A change with its sign, however small: of shares in points, else in the unit of measure; a
    word for none."""
    if by is None:
        return "–"
    if by == 0:
        return edition.say("report.unchanged")
    return _with_sign("+" if by > 0 else "-", edition, of, abs(by))


def signed(edition: Edition, of: Measured, by: float | None) -> str:
    """The same of what lies between two figures of one time: none is nought."""
    if by is None:
        return "–"
    sign = "" if not rounded(by, of.decimals) else "+" if by > 0 else "-"
    return _with_sign(sign, edition, of, abs(by))


def _with_sign(sign: str, edition: Edition, of: Measured, size: float) -> str:
    number = formats.number(size, of.decimals, edition.locale)
    key = f"{points_of(of.unit_of_measure) or 'points'}_suffix" if of.points else ""
    return f"{sign}{number}" + (edition.say(f"report.{key}") if key else "")


def listed(edition: Edition, texts: Sequence[str], most: int, more: str) -> str:
    """The first texts, and how many are left out; a last one is named rather than counted."""
    left = len(texts) - most
    if left == 1:
        most, left = len(texts), 0
    said = list(texts[:most])
    if left > 0:
        said.append(edition.say(f"leading.{more}", left=left))
    return "; ".join(said)


def titled(code: str, name: str, letters: int) -> str:
    """`CH09 Số lượt cán bộ, công chức…`: a code with as much of its name; alone where no more
    than the name's first word would stand there."""
    return beginning(f"{code} {name}", letters) if letters >= LEAST_NAME else code


def beginning(text: str, letters: int) -> str:
    """The text, or its words up to so many letters and an ellipsis."""
    return text if len(text) <= letters else text[:letters].rsplit(" ", 1)[0] + "…"
