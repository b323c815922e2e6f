"""The first screen: what asks for a decision, the first of each sort, and the way to all of it.

The one rule: what is named here stands in full further down; what there is none of is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports import amounts
from reports.desk.parts import Markup, element, text, together
from reports.leading import wording
from reports.leading.alike import Alike
from reports.leading.facts import BehindRow, Facts
from reports.looks import STATUS
from reports.web.speaker import Speaker, anchor

NAMED = 3  # of each sort
LETTERS = 110  # of a quote or a name


def decide(say: Speaker, facts: Facts) -> Markup:
    """A list of what is behind, asked for, worse and missing, each with its number."""
    points = [element("li", *point) for point in _points(say, facts)]
    body = element("ul", *points, class_="points") if points else element("p", say("decide.none"))
    return element(
        "section",
        element("h2", say("decide.title"), id="decide"),
        body,
        class_="decide",
        aria_labelledby="decide",
    )


def _points(say: Speaker, facts: Facts) -> Iterator[tuple[Markup, ...]]:
    if facts.behind:
        key = "decide.failed" if ends_year(say) else "decide.behind"
        yield _headed(say, key, "behind", len(facts.behind), _behind(say, facts))
    if facts.proposals:
        quoted = [element("li", _quote(say, p)) for p in facts.proposals[:NAMED]]
        yield _headed(say, "decide.asked", "asked", len(facts.proposals), quoted)
    worse = facts.moves.of("worse") if facts.moves else ()
    if worse and facts.kind.kind != "plan":
        named = ", ".join(m.indicator for m in worse)
        yield _said(say, "decide.worse", "moved", len(worse), named)
    if facts.not_sent:
        names = [u.unit_name for u in facts.not_sent[:NAMED]]
        if left := len(facts.not_sent) - len(names):
            names.append(say.edition.say("leading.more_units", left=left))
        yield _said(say, "decide.not_sent", "not-sent", len(facts.not_sent), "; ".join(names))


def ends_year(say: Speaker) -> bool:
    return say.edition.period.month_of_year == 12


def _headed(
    say: Speaker, key: str, place: str, count: int, items: Sequence[Markup]
) -> tuple[Markup, ...]:
    more = count - len(items)
    rest = [element("li", say("decide.more", left=more), class_="quiet")] if more > 0 else []
    return (_link(say, key, place, count), element("ul", *items, *rest))


def _said(say: Speaker, key: str, place: str, count: int, named: str) -> tuple[Markup, ...]:
    return (together((_link(say, key, place, count), text(f": {named}"))),)


def _link(say: Speaker, key: str, place: str, count: int) -> Markup:
    return element("a", say(key, count=count), href=f"#{place}", class_="point")


def _quote(say: Speaker, said: Alike) -> Markup:
    """One text and how many say it; who they are stands with the whole list."""
    who = said.units[0] if said.count == 1 else say.plain("decide.units", count=said.count)
    words = amounts.beginning(said.text, LETTERS)
    return text(say.edition.say("leading.behind.quote", text=words, units=who))


def _behind(say: Speaker, facts: Facts) -> list[Markup]:
    return [element("li", *_one(say, b.row)) for b in facts.behind[:NAMED]]


def _one(say: Speaker, row: BehindRow) -> tuple[Markup, ...]:
    symbol = element("span", text(STATUS[row.status].symbol), aria_hidden="true",
                     class_=f"sign {row.status}")  # fmt: skip
    name = amounts.beginning(f"{row.indicator} {row.indicator_name}", LETTERS)
    link = element("a", text(name), href=f"#{anchor(row.indicator)}")
    missing = element("b", text(wording.missing(say.edition, row)))
    return symbol, Markup(" "), link, text(": "), missing
