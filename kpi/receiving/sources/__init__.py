"""The sources of a home in one list, and one look at all of them.

One rule: what is wrong at one source is told, and the others are looked at all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from kpi.home import Home
from kpi.notices import notice
from kpi.plan.model import Plan
from kpi.receiving.sources.inbox import Inbox
from kpi.receiving.sources.source import SILENT, Listing, SentFile, Source, Trouble

Made = Callable[[Home, Plan], Source]

# In the order in which they are looked at: of two that give the same name the first one has it.
SOURCES: tuple[Made, ...] = (
    lambda home, plan: Inbox(home.inbox, plan.timezone),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """All that lies at the sources, each file with its source, and what could not be looked at."""

    files: tuple[tuple[Source, SentFile], ...]
    troubles: tuple[Trouble, ...]


def sources_of(home: Home, plan: Plan) -> tuple[Source, ...]:
    """The sources of a home under its plan. What the plan names itself is fetched into the inbox
    before (`kpi.receiving.fetching`)."""
    return tuple(made(home, plan) for made in SOURCES)


def look_at(sources: Iterable[Source], *, wait: bool) -> Look:
    """Every file at rest, by source, then name; troubles are rows, and are told."""
    files: dict[str, tuple[Source, SentFile]] = {}
    troubles: list[Trouble] = []
    for source in sources:
        listing = _listing(source, wait=wait)
        troubles += listing.troubles
        for file in listing.files:
            if file.name in files:
                troubles.append(Trouble(source.name, "same_name", file.name))
            else:
                files[file.name] = source, file
    for trouble in troubles:
        notice(trouble.key, **asdict(trouble))
    return Look(tuple(files.values()), tuple(troubles))


def _listing(source: Source, *, wait: bool) -> Listing:
    try:
        return source.listing(wait=wait)
    except OSError as error:
        trouble = Trouble(source.name, SILENT, error.strerror or type(error).__name__)
        return Listing(troubles=(trouble,))
