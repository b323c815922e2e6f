"""From the warehouse and the plan to an `Assessment`.

The one rule: figures are computed by the SQL models only; Python says what is asked and lends the
plan as tables.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from kpi.assessment.assessment import Assessment
from kpi.assessment.inputs import Known, first_reports, load_inputs
from kpi.assessment.models import run_models
from kpi.assessment.wanted import Scope, Wanted, whats_wanted
from kpi.database.frames import give_back_early, transaction
from kpi.database.present_ids import follow_plan
from kpi.periods import Period
from kpi.plan.made_of import formula_rank
from kpi.plan.model import Plan
from kpi.plan.size import is_large

if TYPE_CHECKING:
    import duckdb

View = Literal["as_reported", "current_units"]


def assess(  # noqa: PLR0913 - what one assessment is asked by
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    periods: Sequence[Period],
    *,
    as_of: datetime | Known | None = None,
    view: View = "as_reported",
    all_methods: bool = False,
    tables: Collection[str] | None = None,
    passing: bool = False,
    few: bool = False,
    groups_only: bool = False,
    wants: Callable[[Scope], Wanted] = whats_wanted,
) -> Assessment:
    """What the warehouse behind a connection says of some periods under a plan: its results, its
    scores, and the models they were made from. To be closed.

    `as_of` is UTC without zone; None takes everything known, and target revisions up to today.
    For taking a change apart it may be a `Known`.
    `all_methods` also judges every row by each method, in the table `method_light`; without it
    that table holds nothing, for looking over all the years takes time.
    `view`: `current_units` expresses history on the units of the as-of day.
    `tables`: of the tables only these and all that they are made from; `passing`: the latter are
    dropped on the way, for a country's do not fit in memory together. `few`: rows are few, as of
    one indicator and what it is made from. `groups_only`: rows of areas and the whole, none of
    units. `wants`: the figures to be made, where few are read.
    """
    known = as_of if isinstance(as_of, Known) else Known(as_of)
    of_today = view == "current_units"
    own = con.cursor()  # its temporary tables are nobody else's
    try:
        with transaction(own) if few else nullcontext():  # one in place of a hundred small ones
            follow_plan(own, plan)
            if is_large(plan):
                give_back_early(own)
            first = first_reports(own, plan, all_methods=all_methods)
            wanted = wants(Scope(plan, periods, first, all_methods=all_methods))
            empty = load_inputs(
                own, plan, periods, wanted, known,
                all_methods=all_methods, of_today=of_today, groups_only=groups_only,
            )  # fmt: skip
            ranks = max((formula_rank(plan, i) for i in plan.indicators), default=0)
            run_models(own, ranks, tables, empty=empty, passing=passing, few=few)
    except BaseException:
        own.close()
        raise
    return Assessment(own)
