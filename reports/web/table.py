"""The table of indicators: sorted, searched and filtered by the script, whole without it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.desk.parts import Markup, element, text, together
from reports.looks import STATUS
from reports.web.figures import Told
from reports.web.grid import Cell, Line, figure, grid, words
from reports.web.speaker import Speaker, anchor

HEADS = ("name", "status", "assessed", "target", "expected", "achievement", "value",
         "change_previous", "change_last_year", "trend", "coverage", "lead")  # fmt: skip


def indicators(say: Speaker, told: Sequence[Told]) -> Markup:
    """The controls, the number of rows shown, the table."""
    heads = [head(say, name) for name in HEADS]
    table = grid(say("table.caption"), heads, [_line(say, one) for one in told], id="table")
    shown = element("p", say("table.shown", count=len(told), total=len(told)),
                    id="shown", role="status")  # fmt: skip
    feet = (
        element("p", text(say.edition.say(f"report.indicators.{foot}")), class_="quiet foot")
        for foot in ("foot_assessed", "foot_change")
    )
    return together((_controls(say, told), shown, table, *feet))


def head(say: Speaker, name: str) -> str:
    if name == "field":
        return say.edition.say("report.charts.field")
    return say.edition.say(f"report.indicators.{name}", year=say.edition.period.year)


def _controls(say: Speaker, told: Sequence[Told]) -> Markup:
    statuses = dict.fromkeys(t.figures.status for t in told)
    in_order = [s for s in STATUS if s in statuses]
    fields = dict.fromkeys(t.figures.field_name for t in told)
    leads = dict.fromkeys(t.figures.lead for t in told if t.figures.lead)
    search = Markup('<input type="search" id="search" autocomplete="off">')
    label = element("label", element("span", say("table.search")), search)
    return element(
        "form",
        label,
        _select(say, "status", [(s, say.edition.status(s)) for s in in_order]),
        _select(say, "field", [(f, f) for f in fields]),
        _select(say, "lead", [(f, f) for f in leads]),
        _order(say),
        id="controls",
        role="search",
    )


def _select(say: Speaker, name: str, choices: Iterable[tuple[str, str]]) -> Markup:
    every = element("option", say("table.all"), value="")
    options = [element("option", text(shown), value=value) for value, shown in choices]
    label = element("span", text(head(say, name)))
    return element("label", label, element("select", every, *options, id=f"by-{name}"))


def _order(say: Speaker) -> Markup:
    """The heads that a phone does not show, to sort by."""
    options = [
        element("option", text(head(say, name)), value=str(n)) for n, name in enumerate(HEADS)
    ]
    label = element("span", say("table.order"))
    return element("label", label, element("select", *options, id="order"))


def _line(say: Speaker, one: Told) -> Line:
    f = one.figures
    name = element("a", text(f"{f.indicator}. {f.indicator_name}"), href=f"#{anchor(f.indicator)}")
    field = element("small", text(f"{f.field_name} ({f.unit_of_measure})"))
    given = {"status": f.status, "field": f.field_name, "lead": f.lead or ""}
    return Line(together((name, field)), tuple(_cells(say, one)), given)


def _cells(say: Speaker, one: Told) -> Iterable[Cell]:
    f = one.figures
    order = f"{list(STATUS).index(f.status):02d}"
    yield Cell(element("span", say.standing(f), class_=f"light {f.status}"), order)
    link = f"#{anchor(f.indicator)}"
    yield figure(say.amount(f, f.assessed, estimated=f.assessed_estimated), f.assessed, link)
    yield figure(say.target(f), f.target, link)
    yield figure(say.amount(f, f.expected), f.expected, link)
    yield figure(say.completion(f), f.achievement, link)
    yield figure(say.amount(f, f.value, estimated=f.value_estimated), f.value, link)
    for value in (f.change_previous, f.change_last_year):
        yield figure(say.change(f, value), value, link)
    yield words(say.trend(f.trend))
    yield Cell(text(say.coverage(f)), str(f.units_reported or 0))
    yield words(f.lead or "")
