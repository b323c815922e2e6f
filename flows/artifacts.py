"""What the engine's own page shows of a run: the results, the books, and a link to each report."""

from __future__ import annotations

from collections.abc import Sequence

from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_table_artifact,
)

from flows.collect import Collection
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import period_title, sentence_case
from reports.render import Rendered

COLUMNS = (
    "indicator",
    "value",
    "assessed",
    "target",
    "expected",
    "achievement",
    "pace",
    "status",
    "provisional",
)


def publish_report(plan: Plan, period: Period, rendered: Rendered) -> None:
    """The plan's results of the period as a table, and a link to the workbook."""
    title = sentence_case(period_title(period, plan.locale))
    key = period.label.lower()
    rows = [{name: getattr(r, name) for name in COLUMNS} for r in rendered.results]
    create_table_artifact(rows, key=f"results-{key}", description=title)
    create_link_artifact(
        rendered.report.as_uri(), link_text=title, key=f"report-{key}", description=title
    )


def publish_books(plan: Plan, collection: Collection, reports: Sequence[Rendered]) -> None:
    """What was taken in, cell by cell, and what was made."""
    taken = collection.taken
    books = say(
        "cli.collect.books",
        plan.locale,
        files=taken.files,
        **{b: taken.total(b) for b in ("cells_in", "loaded", "superseded", "unchanged", "held")},
    )
    lines = [books, *(f"- {r.report}" for r in reports)]
    create_markdown_artifact("\n\n".join(lines), key="books")
