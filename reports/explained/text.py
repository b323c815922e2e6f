"""An explanation in words, for the screen: the light, why, the figures, the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi.explain import Explanation
from kpi.moments import local
from kpi.words import say
from kpi.words.formats import day, moment, sentence_case
from reports.explained.acts import act_lines
from reports.explained.data import depends_on_method
from reports.explained.delivery import delivery_lines
from reports.explained.outlook import outlook_lines, profile_lines
from reports.explained.sources import problem_lines, report_lines
from reports.explained.speaker import Speaker
from reports.explained.why import by_each_method, why_lines

_BREAK = re.compile(r"[ \t]*[\r\n\v\f\x85\u2028\u2029]+[ \t]*")


def lines_of(found: Explanation) -> Iterator[str]:
    """The whole text, line by line; a name with a line break in it stays on its line."""
    for line in _lines(Speaker(found)):
        yield _BREAK.sub(" ", line)


def _lines(speaker: Speaker) -> Iterator[str]:
    yield from _head(speaker)
    yield from _figures(speaker)
    yield from _target(speaker)
    yield from outlook_lines(speaker)
    yield from delivery_lines(speaker)
    for leaf in speaker.found.leaves:
        yield from report_lines(speaker, leaf)
    yield from act_lines(speaker)
    yield from problem_lines(speaker)


def _head(speaker: Speaker) -> Iterator[str]:
    found, row = speaker.found, speaker.row
    yield speaker.say("title", code=found.indicator.id, name=found.indicator.name)
    yield speaker.say(
        "subject",
        unit=speaker.unit_name(found.unit),
        period=sentence_case(speaker.title(found.period)),
        moment=moment(local(found.as_of, found.plan.timezone), speaker.locale),
    )
    yield ""
    light = say(f"status.light.{speaker.shown_status(row.status)}", speaker.locale)
    yield speaker.say("light_marked", status=speaker.standing(), light=light)
    for line in why_lines(speaker):
        yield f"  {line}"
    yield speaker.say("method", method=speaker.method_name())
    if depends_on_method(found):
        yield speaker.say("depends", methods="; ".join(by_each_method(speaker)))
    own = found.own
    if own is not None and own != found.period and own.months > found.period.months:
        yield speaker.say("other_period", period=speaker.title(own))


def _figures(speaker: Speaker) -> Iterator[str]:
    row, indicator = speaker.row, speaker.indicator
    if row.value is None and row.assessed is None:
        return
    yield from ("", speaker.say("section.figures"))
    if row.value is not None:
        yield speaker.line("value", speaker.made("value", row.value))
    if row.assessed is not None and indicator.measure != "milestone":
        label = "assessed_stock" if indicator.over_time == "stock" else "assessed"
        yield speaker.line(label, speaker.made("assessed", row.assessed))
    if row.completed is not None and row.completed_status is not None:
        yield speaker.line("completed", speaker.measured(row.completed))
    for name in ("previous", "last_year"):
        earlier = getattr(row, name)
        if earlier is not None:
            yield speaker.line(name, speaker.measured(earlier))


def _target(speaker: Speaker) -> Iterator[str]:
    row, target = speaker.row, speaker.found.target
    if target is None and row.due_on is None and row.band_low is None:
        return
    yield from ("", speaker.say("section.target"))
    if row.due_on is not None:
        yield speaker.line("due_on", day(row.due_on, speaker.locale))
    if row.band_low is not None:
        yield speaker.line("band", speaker.say("target.band", **speaker.band()))
    if target is not None:
        given = f"{speaker.measured(row.target)} ({_scope(speaker, target.scope)})"
        yield speaker.line("target", given, year=target.year)
        if target.points:
            yield speaker.line("years", "; ".join(_points(speaker)))
    if target is not None and target.revision is not None:
        text = speaker.say(
            "target.decision",
            value=speaker.measured(target.revision.value),
            decision=target.revision.decision,
            day=day(target.revision.decided, speaker.locale),
        )
        yield speaker.line("decision", text)
    if row.expected is not None and "expected" in speaker.steps:
        how = speaker.say(f"case.{speaker.steps['expected'].case}")
        yield speaker.line("expected", f"{speaker.made('expected', row.expected)} ({how})")
        yield from profile_lines(speaker)
    if "achievement" in speaker.steps and row.achievement is not None:
        yield speaker.line("achievement", speaker.made_percent("achievement", row.achievement))
    if "pace" in speaker.steps and row.pace is not None:
        case = speaker.steps["pace"].case
        label = f"pace_{case}" if case in ("cagr", "growth", "projection") else "pace"
        yield speaker.line(label, speaker.made_percent("pace", 100 * row.pace))
    if speaker.indicator.basis:
        yield speaker.line("basis", speaker.indicator.basis)
    if speaker.indicator.lead:
        yield speaker.line("lead", speaker.unit_name(speaker.indicator.lead))


def _scope(speaker: Speaker, scope: str) -> str:
    if scope in ("plan", "sum"):
        return speaker.say(f"scope.{scope}")
    if scope in speaker.plan.unit_by_id:
        return speaker.say("scope.unit", scope=speaker.unit_name(scope))
    return speaker.say("scope.kind", scope=scope)


def _points(speaker: Speaker) -> Iterator[str]:
    target, base = speaker.found.target, speaker.indicator.baseline
    for year, value in target.points.items() if target else ():
        key = "baseline" if base is not None and year == base.year else "year"
        yield speaker.say(f"target.{key}", year=year, value=speaker.measured(value))
    if target and target.year not in target.points:
        yield speaker.say("target.interpolated")
