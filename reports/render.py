"""One report from the warehouse: assess, read the figures, draw, write, put in place.

Everything is made in a folder beside the report's and moved there at the end, so a run that stops
half-way leaves the earlier report as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi.database.frames import with_little_memory
from kpi.files import named, working_folder
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.plan.size import is_large
from reports.beyond import READ, OtherRow, assess_for
from reports.edition import Edition
from reports.figures.tables import ReportFigures
from reports.manifest import counts, write_manifest
from reports.placing import put_in_place
from reports.report import Report
from reports.scope import kind_of

if TYPE_CHECKING:
    import duckdb

    from kpi.assessment import Assessment, Result
    from kpi.assessment.bounds import FullReturn
    from kpi.compare import LastReport
    from kpi.forecasts import ForecastRow


WHOLE = "ALL"
Tell = Callable[[Path], None]


class ReportBusy(Exception):
    """A file of the earlier report cannot be replaced; the text is for users."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """Where the report lies, its counts as in the manifest, and the plan's results in it."""

    report: Path
    manifest: Path
    charts: tuple[Path, ...]
    counts: Mapping[str, Any]
    results: tuple[Result, ...] = ()


def render_report(  # noqa: PLR0913 - three of them keywords: of when, and whom it is told
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    period: Period,
    folder: Path,
    *,
    as_of: datetime | None = None,
    now: datetime,
    tell: Tell | None = None,
) -> Rendered:
    """Assess the period and write its report into `folder` (made if it is not there).

    `as_of` and `now` are UTC without zone; without `as_of` the report speaks of `now`. The same
    warehouse, plan and `as_of` give the same bytes. `tell` is called with the finished manifest
    before anything takes its place. Raises ReportBusy if an output is held open.
    """
    made = partial(_rendered, con, plan, period, folder, moment=as_of or now, tell=tell)
    return with_little_memory(con, made) if is_large(plan) else made()


def _rendered(  # noqa: PLR0913 - what is rendered, of when, and whom it is told
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    period: Period,
    folder: Path,
    *,
    moment: datetime,
    tell: Tell | None,
) -> Rendered:
    from kpi.assessment.bounds import full_returns
    from kpi.forecasts import forecast_record
    from kpi.warehouse.beside import beside

    with beside(con, plan) as start:
        last = start(_last, plan, period, moment)
        record = start(forecast_record, plan, period, as_of=moment)
        assessment, others = assess_for(con, plan, period, as_of=moment, all_methods=True)
    with assessment:
        missing = full_returns(assessment, plan, period, WHOLE)
        assessment.keep(READ)
        return publish(
            assessment, plan, period, folder,
            as_of=moment, last=last.result(), missing=missing, record=record.result(),
            others=others, tell=tell,
        )  # fmt: skip


def _last(
    con: duckdb.DuckDBPyConnection, plan: Plan, period: Period, moment: datetime
) -> tuple[LastReport, ...]:
    from kpi.compare import last_reports

    # a plan is no better or worse than the one before
    return () if kind_of(period) == "plan" else last_reports(con, plan, period, moment)


def publish(  # noqa: PLR0913 - six of them keywords: of when, beside what, to whom
    assessment: Assessment,
    plan: Plan,
    period: Period,
    folder: Path,
    *,
    as_of: datetime,
    last: Sequence[LastReport] = (),
    missing: Sequence[FullReturn] = (),
    record: Sequence[ForecastRow] = (),
    others: Sequence[OtherRow] = (),
    tell: Tell | None = None,
) -> Rendered:
    """Write the report from an assessment of its periods and what it says of
    `others` (see assess_for)."""
    edition = Edition(plan, period, as_of)
    figures = ReportFigures(assessment, plan, period, as_of, others)
    report = Report(edition, figures, last, missing, record)
    with named(folder), working_folder(folder.parent) as made:
        names = _write(made, report)
        if tell:
            tell(made / names[-1])
        _put_in_place(made, folder, names, edition)
    return Rendered(
        report=folder / "report.xlsx",
        manifest=folder / "manifest.json",
        charts=tuple(folder / name for name in names if name.startswith("charts/")),
        counts=counts(report),
        results=report.figures.of_the_plan(),
    )


def _write(folder: Path, report: Report) -> list[str]:
    """All outputs in a folder; their names, the workbook first and the manifest last."""
    from reports.book.write import write_books
    from reports.charts.beside import drawn_beside
    from reports.leading.write import write_texts
    from reports.web import write_page

    with drawn_beside(report, folder / "charts") as pictures:
        outputs = [
            *write_books(folder, replace(report, pictures=pictures)),
            *write_texts(folder, report),
            write_page(folder, report),
            *(path for p in pictures() for path in (p.png, p.svg)),
        ]
    write_manifest(folder / "manifest.json", report, outputs)
    return [p.relative_to(folder).as_posix() for p in outputs] + ["manifest.json"]


def _put_in_place(made: Path, folder: Path, names: list[str], edition: Edition) -> None:
    """Move every output over the earlier one, and take away pictures of earlier runs."""
    try:
        put_in_place(made, folder, names)
    except PermissionError as held:  # Windows keeps a file that Excel has open
        file = held.filename2 or held.filename
        raise ReportBusy(edition.say("report.busy", file=file)) from held
    kept = {folder / name for name in names}
    for old in (folder / "charts").glob("*"):
        if old.suffix in (".png", ".svg") and old not in kept:
            with suppress(OSError):  # somebody looks at it; it is of no report any more
                old.unlink()
