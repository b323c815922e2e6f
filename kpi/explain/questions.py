"""The questions of `sql/` to an assessment, by name.

The one rule: what of an assessment an explanation looks at is read from these, never listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from kpi.assessment import Assessment

Row = TypeVar("Row")


def ask(
    assessment: Assessment, name: str, kind: type[Row], **parameters: object
) -> tuple[Row, ...]:
    """The rows of one question, of a declared kind."""
    return assessment.ask(_texts()[name], kind, **parameters)


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, str]:
    found = files("kpi.explain").joinpath("sql").iterdir()
    return {
        f.name.removesuffix(".sql"): f.read_text(encoding="utf-8")
        for f in found
        if f.name.endswith(".sql")
    }


def tables_read() -> frozenset[str]:
    """What of the assessment an explanation looks at: no scores, for instance."""
    from kpi.assessment.models import reads_of

    return frozenset({"results"}).union(*map(reads_of, _texts().values()))
