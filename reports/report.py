"""One report while it is made: what pages and charts may ask, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.edition import Edition
from reports.figures.query import Query, Row
from reports.figures.tables import ReportFigures
from reports.picture import Picture

if TYPE_CHECKING:
    from kpi.assessment.bounds import FullReturn
    from kpi.compare import LastReport, Moves
    from kpi.forecasts import ForecastRow


@dataclass(frozen=True, slots=True)
class Report:
    """`last` are the reports before this one, `missing` what a full return could change (see
    `kpi.assessment.bounds`), `record` what earlier years forecast and what came, `pictures` gives
    the drawn charts in their order."""

    edition: Edition
    figures: ReportFigures
    last: Sequence[LastReport] = ()
    missing: Sequence[FullReturn] = ()
    record: Sequence[ForecastRow] = ()
    pictures: Callable[[], Sequence[Picture]] = tuple

    def moves(self) -> Moves | None:
        """What moved since the last reports; None where there are none."""
        from kpi.compare import moves_between

        if not self.last:
            return None
        edition = self.edition
        return moves_between(edition.plan, edition.period, self.figures.of_the_plan(), self.last)

    def rows(self, asked: type[Row] | Query[Row]) -> tuple[Row, ...]:
        return self.figures.rows(asked)

    def only(self, asked: type[Row]) -> Row:
        return self.figures.only(asked)
