"""What went out by itself and to whom, and the notices that wait to be sent to units.

One rule: like every part of the page it says what the facts say.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi.desk import Desk
from kpi.desk.facts import Letter, Receipt, WayUse
from kpi.words import say as words
from reports.desk.parts import Markup, element, link, name, short, table, text, together
from reports.desk.speaker import Speaker


def sent(say: Speaker, desk: Desk) -> Markup:
    """How each way stands, and what went out lately."""
    found = desk.sent
    if found is None:
        return text("")
    ways = table(
        say.plain("sent.ways"),
        say.heads("sent", "way", "used", "waits"),
        [_way(say, one) for one in found.ways],
    )
    if not found.rows:
        return together((ways, element("p", say("sent.none"))))
    heads = say.heads("sent", "what", "unit", "period", "at", "to")
    letters = table(say.plain("sent.caption"), heads, [_letter(say, one) for one in found.rows])
    rest = [element("p", say("sent.more", count=say.count(found.left)))] if found.left else []
    return together((ways, letters, *rest))


def notices(say: Speaker, desk: Desk) -> Markup:
    """Units' notices of what was decided about their figures; nothing where there is none."""
    if not desk.told:
        return text("")
    rows = [
        [link(f.path, say.unit(f.unit)), say.period(f.period), short(say.moment(f.written_at))]
        for f in desk.told
    ]
    heads = say.heads("feedback", "unit", "period", "written")
    return table(say.plain("feedback.notices"), heads, rows)


def _way(say: Speaker, one: WayUse) -> Sequence[Markup]:
    used = say("sent.never")
    if one.used_at is not None:
        used = say("sent.used_said", at=say.moment(one.used_at), count=one.went)
    waits = say("sent.waits_said", count=one.waiting, why=one.why) if one.why else text("")
    return [name(one.way), used, waits]


def _letter(say: Speaker, one: Letter) -> Sequence[Markup]:
    unit = say.unit(one.unit) if one.unit else text("")
    period = say.period(one.period) if one.period else text("")
    what = text(words(f"delivery.what.{one.what}", say.locale))
    return [what, unit, period, short(say.moment(one.at)), _receivers(say, one.way, one.receipt)]


def _receivers(say: Speaker, way: str, receipt: Receipt) -> Markup:
    if receipt.why:
        return element("b", say("sent.turned_down", why=receipt.why), class_="late")
    to = text(", ".join(receipt.to)) if receipt.to else say("sent.in_folder", way=way)
    if not receipt.refused:
        return to
    return together((to, say("sent.refused", to=", ".join(receipt.refused))), "; ")
