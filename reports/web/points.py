"""The points of page one in full: what is behind and why, what moved, what units ask, what lacks.

The one rule: the pieces of sentences are those of page one on paper (`reports/leading/wording.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from reports.desk.parts import Markup, element, text
from reports.leading import wording
from reports.leading.facts import Behind, Facts
from reports.looks import STATUS
from reports.web.decide import ends_year
from reports.web.grid import Cell, Line, figure, grid, words
from reports.web.speaker import Speaker, anchor

TO_COME = ("month", "part")  # kinds of reports behind which there is still time


def behind(say: Speaker, facts: Facts) -> Markup:
    """What is behind: how much is missing, what is forecast, who leads it, and why."""
    key = "behind.title_end" if ends_year(say) else "behind.title"
    names = ["indicator", "figures_end" if ends_year(say) else "figures"]
    names += [*(["outlook"] if facts.kind.kind in TO_COME else []), "lead", "why"]
    heads = [say.edition.say(f"leading.page.{name}") for name in names]
    lines = [_behind(say, facts, one) for one in facts.behind]
    standing = [(c.status, c.indicators) for c in facts.counts]
    none = element("p", text(wording.none_behind(say.edition, standing)))
    body = grid(say("behind.caption"), heads, lines) if lines else none
    return _section("behind", say(key, count=len(lines)), (body,))


def _behind(say: Speaker, facts: Facts, one: Behind) -> Line:
    row, edition = one.row, say.edition
    name = f"{row.indicator}. {row.indicator_name}"
    symbol = element("span", text(STATUS[row.status].symbol), aria_hidden="true",
                     class_=f"sign {row.status}")  # fmt: skip
    link = element("a", text(name), href=f"#{anchor(row.indicator)}")
    reached = f"{wording.reached(edition, row)}, {wording.missing(edition, row)}"
    if row.provisional:
        reached = f"{reached} {wording.mark(edition, row)}"
    cells = [Cell(text(reached), repr(row.missing) if row.missing is not None else "")]
    if facts.kind.kind in TO_COME:
        cells.append(figure(wording.outlook(edition, row), row.projection))
    cells += [words(wording.lead(edition, row)), words(wording.quotes(edition, one.reasons))]
    return Line(Markup(f"{symbol.html} {link.html}"), cells)


def moved(say: Speaker, facts: Facts) -> Markup:
    """Better, worse, judged for the first time; a plan has no report before it."""
    lines = [wording.standing_before(say.edition, facts), *wording.moved(say.edition, facts)]
    return _section("moved", say("moved.title"), _paragraphs(dict.fromkeys(lines)))


def asked(say: Speaker, facts: Facts) -> Markup:
    """What units ask to be decided, in their own words; alike ones are one, with who said them."""
    said = [element("li", text(wording.quote(say.edition, p))) for p in facts.proposals]
    body = element("ul", *said) if said else _none(say, "leading.asked.none")
    return _section("asked", say("asked.title", count=len(said)), (body,))


def complete(say: Speaker, facts: Facts) -> Markup:
    lines = wording.completeness(say.edition, facts)
    return _section("complete", say("complete.title"), _paragraphs(lines))


def _section(place: str, title: Markup, parts: Iterable[Markup]) -> Markup:
    return element("section", element("h2", title, id=place), *parts, aria_labelledby=place)


def _paragraphs(lines: Iterable[str]) -> list[Markup]:
    return [element("p", text(line)) for line in lines]


def _none(say: Speaker, key: str) -> Markup:
    return element("p", text(say.edition.say(key)))
