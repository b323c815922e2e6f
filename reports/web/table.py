"""The table of indicators: sorted, searched and filtered by the script, whole without it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.desk.parts import Markup, element, text, together
from reports.looks import STATUS
from reports.web.figures import Told
from reports.web.speaker import Speaker

HEADS = ("name", "status", "assessed", "target", "expected", "achievement", "value",
         "change_previous", "change_last_year", "trend", "coverage", "lead")  # fmt: skip
FIGURES = frozenset(HEADS[2:9])
Cell = tuple[str, Markup, str]  # its head, what it shows, what it is sorted by


def indicators(say: Speaker, told: Sequence[Told]) -> Markup:
    """The controls, the number of rows shown, the table."""
    table = element(
        "table",
        element("caption", say("table.caption")),
        element(
            "thead",
            element("tr", *(_head(say, h) for h in HEADS), role="row"),
            role="rowgroup",
        ),
        element("tbody", *(_row(say, n, one) for n, one in enumerate(told)), role="rowgroup"),
        id="table",
        role="table",
    )
    shown = element("p", say("table.shown", count=len(told), total=len(told)),
                    id="shown", role="status")  # fmt: skip
    feet = (
        element("p", text(say.edition.say(f"report.indicators.{foot}")), class_="quiet foot")
        for foot in ("foot_assessed", "foot_change")
    )
    return together((_controls(say, told), shown, element("div", table, class_="wide"), *feet))


def head(say: Speaker, name: str) -> str:
    if name == "field":
        return say.edition.say("report.charts.field")
    return say.edition.say(f"report.indicators.{name}", year=say.edition.period.year)


def _head(say: Speaker, name: str) -> Markup:
    button = element("button", text(head(say, name)), type="button")
    return element("th", button, scope="col", role="columnheader", aria_sort="none")


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


def _row(say: Speaker, place: int, one: Told) -> Markup:
    f = one.figures
    cells = [
        element("td", element("span", shown), role="cell", data_head=head(say, name), data_by=by,
                class_="figure" if name in FIGURES else "")
        for name, shown, by in _cells(say, one)
    ]  # fmt: skip
    name = element("a", text(f"{f.indicator}. {f.indicator_name}"), href=f"#{anchor(f.indicator)}")
    field = element("small", text(f.field_name))
    return element(
        "tr",
        element("th", name, field, scope="row", role="rowheader", data_by=f"{place:05d}"),
        *cells,
        role="row",
        data_status=f.status,
        data_field=f.field_name,
        data_lead=f.lead or "",
    )


def anchor(code: str) -> str:
    """Where an indicator is explained."""
    return f"chi-tieu-{code}"


def _cells(say: Speaker, one: Told) -> Iterable[Cell]:
    f = one.figures
    order = f"{list(STATUS).index(f.status):02d}"
    yield "status", element("span", say.standing(f), class_=f"light {f.status}"), order
    figures = (
        ("assessed", say.amount(f, f.assessed, estimated=f.assessed_estimated), f.assessed),
        ("target", say.target(f), f.target),
        ("expected", say.amount(f, f.expected), f.expected),
        ("achievement", say.percent(f.achievement), f.achievement),
        ("value", say.amount(f, f.value, estimated=f.value_estimated), f.value),
        ("change_previous", say.change(f, f.change_previous, f.change_previous_in),
         f.change_previous),
        ("change_last_year", say.change(f, f.change_last_year, f.change_last_year_in),
         f.change_last_year),
    )  # fmt: skip
    for name, shown, by in figures:
        opens = element("a", text(shown), href=f"#{anchor(f.indicator)}") if shown else text("")
        yield name, opens, "" if by is None else repr(by)
    yield "trend", text(say.trend(f.trend)), f.trend or ""
    yield "coverage", text(say.coverage(f)), str(f.units_reported or 0)
    yield "lead", text(f.lead or ""), f.lead or ""
