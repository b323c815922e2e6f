"""The desk page: one HTML file that opens by double click, needs nothing else and runs nothing.

One rule: it says what `kpi.desk.Desk` says, in that order of urgency, and computes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from kpi.desk import Desk
from kpi.plan.model import Plan
from reports.desk import outgoing, sections
from reports.desk.parts import Markup, element, text, together
from reports.desk.speaker import Speaker

SECTIONS: dict[str, Callable[[Speaker, Desk], Markup]] = {
    "attention": sections.attention,
    "feedback": sections.feedback,
    "sent": outgoing.sent,
    "owed": sections.owed,
    "held": sections.held,
    "came": sections.came,
    "reports": sections.reports,
    "runs": sections.runs,
}
# nothing may be loaded from anywhere, whatever a file's or a unit's name holds
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def draw_desk(plan: Plan, desk: Desk) -> str:
    """The whole page as HTML, in the plan's locale."""
    say = Speaker(plan)
    style = files("reports.desk").joinpath("style.css").read_text(encoding="utf-8")
    head = together(
        (
            Markup('<meta charset="utf-8">'),
            Markup(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<meta name="color-scheme" content="light dark">'),
            element("title", say("window", plan=plan.name)),
            Markup(f"<style>\n{style}</style>"),
        ),
        "\n",
    )
    body = together(
        (
            element("a", say("skip"), class_="skip", href="#main"),
            _header(say, plan, desk),
            element("main", *_sections(say, desk), id="main"),
        ),
        "\n",
    )
    inside = f"<head>\n{head.html}\n</head>\n<body>\n{body.html}\n</body>"
    return f'<!DOCTYPE html>\n<html lang="{plan.locale}">\n{inside}\n</html>\n'


def _header(say: Speaker, plan: Plan, desk: Desk) -> Markup:
    owner = plan.owner_on(say.day_of(desk.made_at)).name
    marking = [element("p", text(plan.marking), class_="marking")] if plan.marking else []
    proposed = [] if plan.approved else [element("p", say("unproven"), class_="quiet")]
    return element(
        "header",
        element("p", text(owner), class_="owner"),
        element("h1", say("title")),
        element("p", text(plan.name), class_="plan"),
        *marking,
        element("p", say("made", at=say.moment(desk.made_at)), class_="quiet"),
        *proposed,
        element("nav", *_tiles(say, desk), aria_label=say("contents").html),
    )


def _tiles(say: Speaker, desk: Desk) -> list[Markup]:
    """Each section's number, and the way there."""
    made = []
    for key, tile in sections.tiles(say, desk):
        number, label, urgent = tile
        made.append(
            element(
                "a",
                element("b", text(number)),
                element("span", label),
                href=f"#{key}",
                class_="tile urgent" if urgent else "tile",
            )
        )
    return made


def _sections(say: Speaker, desk: Desk) -> list[Markup]:
    return [
        element(
            "section",
            element("h2", say(f"section.{key}"), id=f"{key}-title"),
            draw(say, desk),
            id=key,
            aria_labelledby=f"{key}-title",
        )
        for key, draw in SECTIONS.items()
        if key != "sent" or desk.sent is not None
    ]
