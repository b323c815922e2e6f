"""The computer and what is installed on it."""

from __future__ import annotations

import platform
import shutil
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.doctor.case import Answer, Case

if TYPE_CHECKING:
    from packaging.requirements import Requirement

PACKAGE = "kpi-btg"
FONT = ("fontpkg_be_vietnam_pro", "files", "BeVietnamPro-Regular.ttf")
LOW_MB, TIGHT_MB = 300, 2_000


def python(_: Case) -> Answer:
    """Python's version within the bounds of our own metadata."""
    from packaging.specifiers import SpecifierSet

    values = {"version": platform.python_version()}
    try:
        bounds = metadata(PACKAGE)["Requires-Python"]
    except PackageNotFoundError:
        return Answer("odd", "no_metadata", values)
    if not SpecifierSet(bounds or "").contains(platform.python_version(), prereleases=True):
        return Answer("bad", "out_of_bounds", values | {"bounds": bounds})
    return Answer("good", "good", values)


def libraries(_: Case) -> Answer:
    """Every library that our metadata asks for, in the version that it asks for."""
    from packaging.requirements import Requirement

    try:
        wanted = [r for line in requires(PACKAGE) or [] if _is_asked_for(r := Requirement(line))]
    except PackageNotFoundError:
        return Answer("odd", "no_metadata")
    wrong = [said for requirement in wanted if (said := _wrong(requirement))]
    if wrong:
        return Answer("bad", "wrong", {"libraries": "; ".join(wrong)})
    return Answer("good", "good", {"count": len(wanted)})


def _is_asked_for(wanted: Requirement) -> bool:
    """Whether a library is needed on this system, without the extras."""
    return wanted.marker is None or wanted.marker.evaluate({"extra": ""})


def _wrong(wanted: Requirement) -> str:
    """A library that is missing or out of bounds, with what is wanted; else empty."""
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return f"{wanted.name}{wanted.specifier} (-)"
    if wanted.specifier.contains(found, prereleases=True):
        return ""
    return f"{wanted.name}{wanted.specifier} ({found})"


def fonts(_: Case) -> Answer:
    """The font of the charts, with every Vietnamese letter."""
    package, *below = FONT
    try:
        there = files(package).joinpath(*below).is_file()
    except ModuleNotFoundError:
        there = False
    return Answer("good", "good") if there else Answer("bad", "missing")


def time_zones(case: Case) -> Answer:
    """The plan's time zone is known to this computer."""
    values = {"timezone": case.timezone}
    try:
        ZoneInfo(case.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return Answer("bad", "missing", values)
    return Answer("good", "good", values)


def disk(case: Case) -> Answer:
    """Room for a month's work, and for the warehouse once more, as a rebuild needs it."""
    where = next(p for p in (case.home.data, case.home.root, *case.home.root.parents) if p.exists())
    free = shutil.disk_usage(where).free // 2**20
    warehouse = case.home.warehouse
    again = 2 * warehouse.stat().st_size // 2**20 if warehouse.exists() else 0
    values = {"free": free, "need": LOW_MB + again}
    if free < LOW_MB + again:
        return Answer("bad", "full", values)
    if free < TIGHT_MB + again:
        return Answer("odd", "tight", values)
    return Answer("good", "free", values)


def clock(case: Case) -> Answer:
    """This computer's clock does not stand before what is known."""
    from kpi.collect.access import latest_moment
    from kpi.collect.level import LEEWAY

    latest = latest_moment(case.home)
    values = {"now": case.shown(case.now)}
    if latest is not None and case.now < latest - LEEWAY:
        return Answer("bad", "behind", values | {"latest": case.shown(latest)})
    return Answer("good", "good", values)
