"""Changed scores in words: the plan, then the units that lost most, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.compare import Comparison, ScoreChange
from kpi.words import say
from kpi.words.formats import number
from reports.explained.figure_words import entity_name, places_to_tell, signed_step

SHOWN = 20  # units; all stand in the JSON


def score_lines(found: Comparison) -> Iterator[str]:
    """A heading and a line for each of the first units; nothing where no score changed."""
    if not found.scores:
        return
    locale = found.after.plan.locale
    overall = [c for c in found.scores if c.is_overall]
    units = sum(c.unit != "ALL" for c in overall)
    yield from ("", say("compare.scores.heading", locale, units=units))
    yield from (_line(found, c) for c in overall[:SHOWN])
    if len(overall) > SHOWN:
        yield say("compare.more", locale, count=len(overall) - SHOWN)
    if fields := len(found.scores) - len(overall):
        yield say("compare.scores.fields", locale, count=fields)


def _line(found: Comparison, change: ScoreChange) -> str:
    locale = found.after.plan.locale
    before, after = change.before.score, change.after.score
    places, by = 1, ""
    if before is not None and after is not None:
        places = places_to_tell(before, after, 1)
        step = signed_step(before, after, places, locale)
        by = say("compare.by", locale, change=step) if step else ""
    key = "same" if before == after else "line"
    return say(
        f"compare.scores.{key}",
        locale,
        unit=entity_name(change.unit, locale, found.after.plan, found.before.plan),
        before=_number(before, places, locale),
        after=_number(after, places, locale),
        by=by,
        rank=_rank(change, locale),
    )


def _rank(change: ScoreChange, locale: str) -> str:
    before, after = change.before.rank, change.after.rank
    if before is None and after is None:
        return ""
    none = say("compare.scores.unranked", locale)
    shown = {"before": before or none, "after": after or none}
    return say(f"compare.scores.{'same_rank' if before == after else 'rank'}", locale, **shown)


def _number(value: float | None, places: int, locale: str) -> str:
    none = say("compare.scores.none", locale)
    return none if value is None else number(value, places, locale)
