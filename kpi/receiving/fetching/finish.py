"""After a run: what the archive holds now may be put out of the way where it came from.

One rule: nothing is moved at a source before each of its files lies in the archive and reads back.
"""

from __future__ import annotations

from functools import partial

from kpi.home import Home
from kpi.notices import notice
from kpi.plan.model import Plan
from kpi.plan.ways import SourceSettings
from kpi.receiving.archive import find, holds
from kpi.receiving.fetching.memory import Content, Memory
from kpi.receiving.fetching.result import Fetched
from kpi.receiving.fetching.run import SECONDS, within
from kpi.receiving.fetching.why import why
from kpi.receiving.ledger import Ledger
from kpi.receiving.sources.kinds import KINDS, opened
from kpi.receiving.sources.remote import Remote


def finish(home: Home, plan: Plan, fetched: Fetched) -> None:
    """Puts away, at the sources that do so and answered, what was fetched and archived, also by
    earlier runs. A source that fails at it is told, and asked again after the next run."""
    asked = {one.source for one in fetched.sources if one.answered and one.lies_there}
    for settings in plan.sources:
        if settings.id in asked and KINDS[settings.kind].sets_aside:
            try:
                within(SECONDS, partial(_put_away, home, plan, settings))
            except Exception as error:  # noqa: BLE001 - what stays there is known, and not fetched again
                told = why(error, plan.locale)
                notice("source_not_put_away", source=settings.id, path=told)


def _put_away(home: Home, plan: Plan, settings: SourceSettings) -> None:
    memory, archived = Memory(home), _Archived(home)
    with opened(home, plan, settings) as remote:
        _each(remote, settings.id, memory, archived)


def _each(remote: Remote, source: str, memory: Memory, archived: _Archived) -> None:
    for file in list(remote.listing()):
        files = memory.files(source, file)
        if files and all(map(archived.has, files)):
            remote.set_aside(file)


class _Archived:
    """What the archive and its ledger hold, path and content."""

    def __init__(self, home: Home) -> None:
        ledger = Ledger(home)
        self._home, self._seen, self._secrets = home, ledger.seen(), ledger.secrets()

    def has(self, content: Content) -> bool:
        """Whether a file was written down, and is kept as it came; of one that may not be kept
        nothing is."""
        if content not in self._seen:
            return False
        sha256 = content[1]
        kept = find(self._home, sha256)
        return sha256 in self._secrets or (kept is not None and holds(kept, sha256))
