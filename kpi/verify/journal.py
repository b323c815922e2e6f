"""The journal: every line follows from the one before it."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.journal import Journal
from kpi.verify.findings import Finding
from kpi.verify.look import Look


def check_journal(look: Look) -> Iterator[Finding]:
    """A line that was changed shows at the one after it."""
    look.counts["entries"] = len(look.journal)
    for broken in Journal(look.home).broken():
        place = f"{look.place(look.home.journal)}:{broken.line}"
        yield Finding("journal", place, "broken")
