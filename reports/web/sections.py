"""The parts of the page around its table: head, counts as a bar, who has not sent, words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reports.decided import closed_text, sentence
from reports.desk.parts import Markup, element, name, text
from reports.looks import STATUS
from reports.web.explained import explained
from reports.web.figures import WebPage
from reports.web.speaker import Speaker
from reports.web.table import indicators


def head(say: Speaker, page: WebPage) -> Markup:
    edition = say.edition
    marking = edition.plan.marking
    closed = closed_text(edition.plan, page.closing, edition.period)
    return element(
        "header",
        element("p", text(edition.owner.name), class_="owner"),
        element("h1", text(edition.say("report.subject", period=edition.title))),
        element("p", text(edition.plan.name), class_="plan"),
        *([element("p", text(marking), class_="marking")] if marking else []),
        element("p", text(f"{edition.as_of_text}. {edition.notice}."), class_="quiet"),
        *(
            [element("p", text(edition.say("decided.closed_line", closed=closed)))]
            if closed
            else []
        ),
    )


def counts(say: Speaker, page: WebPage) -> Markup:
    """A bar whose parts are as wide as their numbers, and the same in words."""
    shown = [c for c in page.status_counts if c.indicators]
    bar = [
        element("span", text(f"{STATUS[c.status].symbol} {c.indicators}"),
                class_=c.status, style=f"flex-grow:{c.indicators}")
        for c in shown
    ]  # fmt: skip
    words = [
        element("li", element("span", say.status(c.status), class_=f"light {c.status}"),
                Markup(" "), element("b", text(c.indicators)))
        for c in shown
    ]  # fmt: skip
    total = page.status_counts[0].total if page.status_counts else 0
    return element(
        "section",
        element("h2", say("counts.title", total=total), id="counts"),
        element("div", *bar, class_="bar", aria_hidden="true"),
        element("ul", *words, class_="counts"),
        aria_labelledby="counts",
    )


def table(say: Speaker, page: WebPage) -> Markup:
    return element(
        "section",
        element("h2", say("table.title"), id="indicators", tabindex="-1"),
        indicators(say, page.told),
        aria_labelledby="indicators",
    )


def explanations(say: Speaker, page: WebPage) -> Markup:
    return element(
        "section",
        element("h2", say("explained.title"), id="explained"),
        *(explained(say, one) for one in page.told),
        aria_labelledby="explained",
    )


def not_sent(say: Speaker, page: WebPage) -> Markup:
    lines = []
    for unit in page.not_sent:
        periods = ", ".join(say.edition.period_within(p) for p in unit.periods)
        key = "not_sent.not_taken" if unit.sent_but_not_taken else "not_sent.unit"
        lines.append(element("li", say(key, unit=unit.unit_name, periods=periods)))
    body = element("ul", *lines) if lines else element("p", say("not_sent.nobody"))
    return element(
        "section",
        element("h2", say("not_sent.title", count=len(lines)), id="not-sent"),
        body,
        aria_labelledby="not-sent",
    )


def decided(say: Speaker, page: WebPage) -> tuple[Markup, ...]:
    """What people decided about figures, the latest first; no section where nobody did."""
    if not page.decisions:
        return ()
    plan = say.edition.plan
    lines = [element("li", text(sentence(plan, d), 40_000)) for d in page.decisions[::-1]]
    title = element("h2", text(say.edition.say("decided.title")), id="decided")
    return (element("section", title, element("ul", *lines), aria_labelledby="decided"),)


def words(say: Speaker, page: WebPage) -> Markup:
    """What units wrote, letter for letter, unit by unit."""
    return element(
        "section",
        element("h2", say("words.title"), id="words"),
        element("p", text(say.edition.say("report.statements.foot")), class_="quiet"),
        *_units(say, page),
        aria_labelledby="words",
    )


def _units(say: Speaker, page: WebPage) -> Iterator[Markup]:
    if not page.statements:
        yield element("p", text(say.edition.say("report.nothing")))
    for unit, said in groupby(page.statements, key=lambda s: s.unit_name):
        parts = [
            element("blockquote",
                    element("p", text(f"{say.edition.period_name(s.period)}. {s.heading}"),
                            class_="quiet"),
                    *(element("p", text(line, 40_000)) for line in s.text.splitlines() or [""]))
            for s in said
        ]  # fmt: skip
        yield element("details", element("summary", element("h3", name(unit))), *parts)
