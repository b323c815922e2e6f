"""Which word of the catalogue a status is shown with."""

from __future__ import annotations


def shown_status(status: str, *, ends_year: bool) -> str:
    """A year's target that is met before the year's last period is met so far."""
    return "met_so_far" if status == "met" and not ends_year else status
