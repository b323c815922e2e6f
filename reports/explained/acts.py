"""What people decided about the reports behind a row, each act with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.moments import local
from kpi.periods import parse_period
from kpi.words.formats import moment
from reports.explained.speaker import Speaker


def act_lines(speaker: Speaker) -> Iterator[str]:
    """`Rút số liệu: Sở Y tế, tháng 6/2024 (an, 9:00 ngày 3/7/2024). Lý do: ...`"""
    acts = speaker.found.acts
    if not acts:
        return
    yield from ("", speaker.say("section.acts"))
    for act in acts:
        yield "  " + speaker.say(
            f"act.{act.kind}",
            unit=speaker.unit_name(act.unit),
            period=speaker.title(parse_period(act.period)),
            indicator=act.indicator,
            who=act.who,
            at=moment(local(act.at, speaker.plan.timezone), speaker.locale),
            reason=act.reason,
        )
