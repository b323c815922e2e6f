"""Whose scan it is: what the name of a document beside a form, or its folder, says beyond doubt.

Nothing inside it is read. A unit or period stands only where the whole path names exactly one.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.reading.catalogue import Catalogue
from kpi.reading.vocabulary.period_words import periods_in, tokens_of
from kpi.records.answers import FileRead, SubmissionRead

_MOST_WORDS = 14


def read_attachment(name: str, known: Catalogue) -> FileRead:
    """An attachment with the unit and period that its inbox path `name` says, if any."""
    *folders, file = name.split("/")
    parts = [*folders, _without_suffixes(file)]
    unit = _only({u for part in parts for u in _units_in(part, known)})
    period = _only({p for part in parts for p in periods_in(_spaced(part)).labels})
    return FileRead((SubmissionRead(unit, period, attachment=True),))


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


def _without_suffixes(file: str) -> str:
    """`a.xlsx.p7m` as a: a signed file has the suffix of what was signed before its own."""
    stem = file
    for _ in range(2):
        head, dot, suffix = stem.rpartition(".")
        if dot and head and suffix.isalnum() and len(suffix) <= 5:
            stem = head
    return stem


def _spaced(part: str) -> str:
    return part.replace("_", " ")


def _units_in(part: str, known: Catalogue) -> Iterator[str]:
    """The units whose id, name or alias stands in a name in full, the longest first."""
    tokens = list(tokens_of(part))
    at = 0
    while at < len(tokens):
        for length in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
            units = known.units_by_key.get("".join(tokens[at : at + length]), ())
            if units:
                yield from (u.id for u in units)
                at += length
                break
        else:
            at += 1
