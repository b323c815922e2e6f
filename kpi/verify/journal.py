"""The journal: every line follows from the one before it, and tells of each run and report that
is here."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.collect.digests import expected_digests, told_acts
from kpi.journal import Journal
from kpi.verify.findings import Finding
from kpi.verify.look import Look


def check_journal(look: Look) -> Iterator[Finding]:
    """A line that was changed shows at the one after it; lines taken off the end show by the runs
    that no line tells of. What reports say of that is told with them."""
    look.counts["entries"] = len(look.journal)
    place = look.place(look.home.journal)
    for broken in Journal(look.home).broken():
        yield Finding("journal", f"{place}:{broken.line}", "broken")
    runs = [str(line["run"]) for line in look.lines("batch")]
    told = expected_digests(look.journal)
    if runs and not told:
        yield Finding("journal", place, "lost", {"runs": len(runs)})
        return
    for run in runs:
        if run not in told:
            yield Finding("journal", place, "run_untold", {"run": run})
    acts = told_acts(look.journal)
    for act in (str(line["act"]) for line in look.lines("act")):
        if act not in acts:
            yield Finding("journal", place, "act_untold", {"act": act})
