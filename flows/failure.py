"""What a run could not do, and how the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.journal import Entry


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that a run could not do: a code, the sentence for people, and what could not be
    made (a period's label, a file's name; empty: the run itself)."""

    kind: str
    sentence: str
    what: str = ""


def failures_in(entry: Entry) -> tuple[Failure, ...]:
    """The failures of a journal line, as far as they can be read."""
    given = entry.details.get("failures", [])
    found = [f for f in given if isinstance(f, dict)] if isinstance(given, list) else []
    return tuple(
        Failure(str(f.get("kind", "")), str(f.get("sentence", "")), str(f.get("what", "")))
        for f in found
    )
