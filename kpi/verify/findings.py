"""What a check gives: rows of data. Their sentences stand in `words/*/verify.toml`, by area and
kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written down.

    `area` is archive, ledger, warehouse, reports or journal; `place` a path below the home (with
    slashes), with a line or a run where there is one; `kind` and `values` make the sentence.
    """

    area: str
    place: str
    kind: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells a finding again at a second look."""
        return self.area, self.place, self.kind


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found, and how much was looked at: `contents`, `lines` (of the ledger), `runs`,
    `reports`, `entries` (of the journal)."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
