"""What a look at the plan's sources brought, source by source."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.receiving.sources.source import SILENT, Trouble


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that lies at a source and was not fetched before; `size` in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class FromSource:
    """What came from one source: `files` by their path in the inbox; what could not be had
    (`troubles`); `found` what is new there, whether or not it was fetched; `more`: how many of
    those the next look takes; `lies_there`: something fetched, now or before, lies there still."""

    source: str
    files: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    found: tuple[Waiting, ...] = ()
    more: int = 0
    lies_there: bool = False

    @property
    def answered(self) -> bool:
        return all(trouble.key != SILENT for trouble in self.troubles)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one look at the sources brought, in the plan's order."""

    sources: tuple[FromSource, ...] = ()

    @property
    def files(self) -> int:
        return sum(len(one.files) for one in self.sources)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        return tuple(trouble for one in self.sources for trouble in one.troubles)
