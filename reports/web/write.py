"""Writes `report.html`: one file, nothing loaded, the same bytes for the same report."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from reports.desk.parts import Markup, element, text, together
from reports.looks import STATUS
from reports.report import Report
from reports.web import points, sections
from reports.web.decide import decide
from reports.web.figures import WebPage, ask
from reports.web.kinds import of_kind
from reports.web.sources import packed
from reports.web.speaker import Speaker


def write_page(folder: Path, report: Report) -> Path:
    """Write the page into the folder; its file."""
    path = folder / "report.html"
    path.write_text(draw(Speaker(report.edition), ask(report)), encoding="utf-8", newline="\n")
    return path


def draw(say: Speaker, page: WebPage) -> str:
    """The whole page as HTML, in the plan's locale."""
    script = _file("script.js")
    body = together(
        (
            element("a", say("skip"), class_="skip", href="#indicators"),
            sections.head(say, page),
            element(
                "main",
                decide(say, page.facts),
                sections.counts(say, page),
                points.behind(say, page.facts),
                *(() if page.facts.kind.kind == "plan" else (points.moved(say, page.facts),)),
                points.asked(say, page.facts),
                *of_kind(say, page.facts.kind),
                sections.table(say, page),
                sections.not_sent(say, page),
                *sections.decided(say, page),
                points.complete(say, page.facts),
                sections.explanations(say, page),
                sections.words(say, page),
            ),
            Markup(
                f'<script type="application/json" id="cells">{packed(say, page.sources)}</script>'
            ),
            Markup(f"<script>{script}</script>"),
        ),
        "\n",
    )
    opened = f'<!DOCTYPE html>\n<html lang="{say.locale}">\n<head>\n{_head(say, script)}\n</head>'
    return f'{opened}\n<body data-shown="{_shown(say)}">\n{body.html}\n</body>\n</html>\n'


def _shown(say: Speaker) -> str:
    """The words that the script fills with its counts."""
    return say("table.shown", count="{count}", total="{total}").html


def _head(say: Speaker, script: str) -> str:
    edition = say.edition
    title = edition.say("report.subject", period=edition.title)
    lines = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        element("title", Markup(f"{say('window').html}: {text(title).html}")).html,
        f"<style>\n{_file('style.css')}{_colours()}</style>",
    )
    return "\n".join(lines)


def _policy(script: str) -> str:
    """Nothing is loaded and no script runs but the page's own, whatever a unit has written."""
    own = b64encode(sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{own}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _colours() -> str:
    return "".join(f".{s} {{ background: {look.fill}; }}\n" for s, look in STATUS.items())


def _file(name: str) -> str:
    return files("reports.web").joinpath(name).read_text(encoding="utf-8")
