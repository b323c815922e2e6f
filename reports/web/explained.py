"""Behind each indicator: how its figures are made, its target and decision, silent units, words.

The one rule: a line that has nothing to say is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.words import formats
from reports.desk.parts import Markup, element, text, together
from reports.web.figures import Told
from reports.web.sources import HEADS
from reports.web.speaker import Speaker, anchor


def explained(say: Speaker, one: Told) -> Markup:
    """A closed part of the page that a click, Enter or a link to it opens."""
    f = one.figures
    title = element("h3", text(f"{f.indicator}. {f.indicator_name}"))
    light = element("span", say.standing(f), class_=f"light {f.status}")
    return element(
        "details",
        element("summary", title, light),
        element("dl", *_facts(say, one)),
        *_words(say, one),
        element("h4", say("explained.sources")),
        *(_sources(say, leaf, named=len(one.leaves) > 1) for leaf in one.leaves),
        element("p", element("a", say("explained.back"), href="#indicators")),
        id=anchor(f.indicator),
        class_="explained",
    )  # fmt: skip


def _facts(say: Speaker, one: Told) -> Iterator[Markup]:
    for key, said in _lines(say, one):
        if said:
            yield element("dt", text(key))
            yield element("dd", *(element("p", text(line)) for line in said.split("\n")))


def _lines(say: Speaker, one: Told) -> Iterator[tuple[str, str]]:
    f, indicator = one.figures, one.indicator
    yield _head(say, "value"), _ratio(say, one, "value")
    yield _head(say, "assessed"), _ratio(say, one, "assessed")
    yield _head(say, "target"), _target(say, one)
    yield _head(say, "expected"), say.amount(f, f.expected)
    yield _head(say, "achievement"), _achievement(say, one)
    yield _head(say, "coverage"), say.coverage(f)
    yield say.plain("explained.silent"), _silent(say, one)
    yield say.plain("explained.completed"), _completed(say, one)
    yield _head(say, "note"), say.notes(f)
    yield say.plain("explained.definition"), indicator.definition or ""
    yield say.plain("explained.unit_of_measure"), f.unit_of_measure
    yield _head(say, "lead"), f.lead or ""


def _head(say: Speaker, name: str) -> str:
    return say.edition.say(f"report.indicators.{name}", year=say.edition.period.year)


def _ratio(say: Speaker, one: Told, which: str) -> str:
    """`40 / 50 x 100 = 80,0`, with what the two numbers are; else the figure alone."""
    f, parts = one.figures, one.parts
    figure = f.value if which == "value" else f.assessed
    shown = say.amount(f, figure)
    if one.indicator.formula:
        return f"{one.indicator.formula} = {shown}" if shown else ""
    if parts is None or one.indicator.measure != "ratio":
        return shown
    of_value = (parts.numerator, parts.denominator)
    top, base = of_value if which == "value" else (
        parts.assessed_numerator, parts.assessed_denominator)  # fmt: skip
    if top is None or not base:
        return shown
    numbers = [formats.shortest(n, say.locale) for n in (top, base)]
    factor = "" if parts.factor == 1 else f" × {formats.shortest(parts.factor, say.locale)}"
    made = f"{numbers[0]} / {numbers[1]}{factor} = {shown}"
    names = (one.indicator.numerator, one.indicator.denominator)
    if not all(names):
        return made
    return f"{made}\n" + say.plain("explained.ratio", numerator=names[0], denominator=names[1])


def _target(say: Speaker, one: Told) -> str:
    shown, basis = say.target(one.figures), one.indicator.basis
    lines = [shown] if shown else []
    if one.decision is not None:
        day = formats.day(one.decision.decided, say.locale)
        decision = one.decision.decision
        lines.append(say.plain("explained.decision", decision=decision, day=day))
    if basis:
        lines.append(say.plain("explained.basis", basis=basis))
    return "\n".join(lines)


def _achievement(say: Speaker, one: Told) -> str:
    f = one.figures
    shown = say.completion(f)
    if not shown or f.direction != "up" or not f.target or f.target <= 0:
        return shown
    assessed, target = say.amount(f, f.assessed), say.amount(f, f.target)
    return f"{assessed} / {target} × 100 = {shown}" if assessed else shown


def _silent(say: Speaker, one: Told) -> str:
    by_id = say.edition.plan.indicator_by_id
    lines = [say.stands_in(by_id[s.operand], s) for s in one.silent]
    left = one.silent[0].total - len(lines) if lines else 0
    if left:
        lines.append(say.edition.say("explain.stand_in.more", count=left))
    return "\n".join(lines)


def _completed(say: Speaker, one: Told) -> str:
    parts = one.parts
    if not one.silent or parts is None:
        return ""
    return say.amount(one.figures, parts.completed)


def _words(say: Speaker, one: Told) -> Iterator[Markup]:
    if one.said:
        yield element("h4", say("explained.words"))
    for said in one.said:
        who = element("cite", text(f"{said.unit_name}, {say.edition.period_within(said.period)}"))
        yield element("blockquote", element("p", text(said.text)), who)


def _sources(say: Speaker, leaf: str, *, named: bool) -> Markup:
    """An empty table that the script fills when it is opened."""
    name = say.edition.plan.indicator_by_id[leaf].name
    key = "explained.cells_of" if named else "explained.cells"
    caption = element("caption", say(key, indicator=f"{leaf}. {name}"))
    heads = [element("th", text(say.edition.say(f"report.sources.{h}")), scope="col")
             for h in HEADS]  # fmt: skip
    head = element("thead", element("tr", *heads))
    table = element("table", caption, head, element("tbody"), data_cells=leaf)
    return together((element("div", table, class_="wide"), _without(say)))


def _without(say: Speaker) -> Markup:
    return element("noscript", element("p", say("explained.without")))
