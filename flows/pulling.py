"""What comes before every run and after it: files are fetched from the plan's sources, and what
the archive holds is put away where it came from.

One rule: the warehouse is not held while a server is waited for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from flows.attention import FETCH
from flows.console import out
from flows.failure import Failure
from kpi.collect.access import latest_moment
from kpi.collect.level import refuse_clock_behind
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.receiving.fetching.result import Fetched, FromSource
from kpi.receiving.sources.source import SILENT
from kpi.words import say

LINES_AT_MOST = 20


@contextmanager
def pulled(home: Home, plan: Plan, now: datetime, *, when_due: bool = False) -> Iterator[Fetched]:
    """Fetches; after a block that came to its end, puts away. Raises WarehouseProblem if the clock
    stands before what is known, OSError if the disk fails."""
    if not plan.sources:
        home.source_states.unlink(missing_ok=True)  # of sources that the plan has no more
        yield Fetched()
        return
    from kpi.receiving.fetching import fetch, finish

    refuse_clock_behind(latest_moment(home), now)
    fetched = fetch(home, plan, now, when_due=when_due)
    tell_fetched(plan, fetched)
    yield fetched
    finish(home, plan, fetched)


def tell_fetched(plan: Plan, fetched: Fetched) -> None:
    """A line for each source that brought something, and what it brought."""
    for one in fetched.sources:
        if not (one.files or one.more):
            continue
        out(say("sources.came", plan.locale, source=one.source, count=len(one.files)))
        tell_names(one.files, plan.locale)
        if one.more:
            out(say("sources.more", plan.locale, count=one.more))


def tell_names(names: Sequence[str], locale: str) -> None:
    """Names, a line each; of many the first ones."""
    for name in names[:LINES_AT_MOST]:
        out(f"  {name}")
    if len(names) > LINES_AT_MOST:
        out(say("sources.and_more", locale, count=len(names) - LINES_AT_MOST))


def silent(fetched: Fetched) -> tuple[str, ...]:
    """The sources that gave no answer: what lies there nobody knows."""
    return tuple(t.source for t in fetched.troubles if t.key == SILENT)


def failures_of(plan: Plan, fetched: Fetched) -> list[tuple[Failure, None]]:
    """A source that gave no answer looks like units that are silent, so it fails a run."""
    return [(_failure(plan, one), None) for one in fetched.sources if not one.answered]


def _failure(plan: Plan, one: FromSource) -> Failure:
    trouble = next(t for t in one.troubles if t.key == SILENT)
    told = {"source": trouble.source, "path": trouble.path}
    return Failure(FETCH, say(f"notices.{SILENT}", plan.locale, **told), one.source)
