"""What became of the answers of one submission or of several: the books, which must add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from kpi.records.submission import Submission


@dataclass(frozen=True, slots=True)
class Books:
    """Counts of answers: cells_in is the sum of the other four, as it is in each submission."""

    cells_in: int
    loaded: int
    superseded: int
    unchanged: int
    held: int

    @classmethod
    def of(cls, submissions: Iterable[Submission]) -> Books:
        """The books of several, added up."""
        several = tuple(submissions)
        names = (field.name for field in fields(cls))
        return cls(**{name: sum(getattr(s, name) for s in several) for name in names})
