"""The cover prints no figure: all of it stands in the plan and in the list of pages."""

from __future__ import annotations

from reports.report import Report


def ask(_: Report) -> None:
    return None
